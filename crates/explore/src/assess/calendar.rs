//! The dates of a text in the life in which everybody keeps it at the first possible instant: what is owed
//! from when and by when, what lapses if somebody leaves something undone, what must be renewed, and the
//! elections of which the beliefs know.

use crate::plan::{Owed, Said, kept_life, plan};
use kernel::verdict::Item;
use kernel::{Accord, ActorId, Hours, PhaseId, VerdictKind, WaiverId};
use world::Beliefs;

/// Renewals of one waiver that are told.
const RENEWALS: usize = 60;

/// All of it, in hours since day 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Calendar {
    /// What is owed, in order of time.
    pub owed: Vec<Owed>,
    /// Phases that open, and when they close if they do.
    pub phases: Vec<Opened>,
    /// When a waiver runs out unless whoever grants it renews it.
    pub renewals: Vec<(WaiverId, ActorId, Hours)>,
    /// Elections within the horizon of the beliefs.
    pub elections: Vec<(ActorId, Hours)>,
}

/// A phase in that life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opened {
    /// Which.
    pub phase: PhaseId,
    /// When it opens.
    pub at: Hours,
    /// When it closes, if it does.
    pub closes: Option<Hours>,
    /// When it lapses unless it is closed by then.
    pub lapses: Option<Hours>,
}

/// The calendar of a text, as far as the beliefs look ahead.
#[must_use]
pub fn calendar(accord: &Accord, beliefs: &Beliefs) -> Calendar {
    let (state, said) = kernel::apply::start(accord);
    let horizon = Hours(beliefs.period.0.saturating_mul(beliefs.horizon));
    let at_once = said.into_iter().map(|verdict| Said { at: Hours::ZERO, verdict });
    let life: Vec<Said> = at_once.chain(kept_life(accord, &state, Hours::ZERO, horizon)).collect();
    Calendar {
        owed: plan(accord, &state, Hours::ZERO, horizon).owed,
        phases: accord.phase_ids().filter_map(|id| opened(accord, &life, id)).collect(),
        renewals: renewals(accord, &life, horizon),
        elections: elections(beliefs, horizon),
    }
}

fn first(life: &[Said], kind: VerdictKind, item: Item) -> Option<Hours> {
    let found = life.iter().find(|it| it.verdict.kind == kind && it.verdict.item == item);
    found.map(|it| it.at)
}

fn opened(accord: &Accord, life: &[Said], phase: PhaseId) -> Option<Opened> {
    let at = first(life, VerdictKind::Opened, Item::Phase(phase))?;
    let lapses = accord.phase(phase)?.lapses.map(|span| at.plus(span));
    Some(Opened { phase, at, closes: first(life, VerdictKind::Closed, Item::Phase(phase)), lapses })
}

fn renewals(accord: &Accord, life: &[Said], horizon: Hours) -> Vec<(WaiverId, ActorId, Hours)> {
    let mut all = Vec::new();
    for (id, row) in accord.waiver_ids().zip(&accord.waivers) {
        let granted = first(life, VerdictKind::Granted, Item::Waiver(id));
        let Some((granted, lasts)) = granted.zip(row.lasts).filter(|(_, lasts)| lasts.0 > 0) else {
            continue;
        };
        let times = row.renewals.map_or(RENEWALS, |most| RENEWALS.min(usize::from(most) + 1));
        let ends = std::iter::successors(Some(granted.plus(lasts)), |at| Some(at.plus(lasts)));
        let ends = ends.take(times).take_while(|at| *at <= horizon);
        all.extend(ends.map(|at| (id, row.granter, at)));
    }
    all
}

fn elections(beliefs: &Beliefs, horizon: Hours) -> Vec<(ActorId, Hours)> {
    let mut all = Vec::new();
    for it in &beliefs.home.elections {
        let next = |at: &Hours| it.every.filter(|every| every.0 > 0).map(|every| at.plus(every));
        let dates = std::iter::successors(Some(it.first), next);
        all.extend(dates.take_while(|at| *at <= horizon).map(|at| (it.party, at)));
    }
    all.sort_by_key(|(party, at)| (*at, *party));
    all
}
