//! The dates of a text in the life in which everybody keeps it at the first possible instant: what is owed
//! from when and by when, what lapses if somebody leaves something undone, what must be renewed, and the
//! elections of which the beliefs know.

use crate::plan::{Owed, Said, kept_life, plan};
use kernel::state::{PhaseLife, WaiverLife};
use kernel::verdict::Item;
use kernel::{Accord, ActorId, Hours, PhaseId, State, VerdictKind, WaiverId};
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
    calendar_from(accord, beliefs, (&kernel::apply::start(accord).0, Hours::ZERO))
}

/// The same from where a record stands: what is past is not in it, a phase that is open keeps the day it opened.
#[must_use]
pub fn calendar_from(accord: &Accord, beliefs: &Beliefs, from: (&State, Hours)) -> Calendar {
    let horizon = Hours(beliefs.period.0.saturating_mul(beliefs.horizon));
    let (state, at) = from;
    let life = kept_life(accord, state, at, horizon);
    Calendar {
        owed: plan(accord, state, at, horizon).owed,
        phases: accord.phase_ids().filter_map(|id| opened(accord, &life, from, id)).collect(),
        renewals: renewals(accord, &life, from, at.plus(horizon)),
        elections: elections(beliefs, (at, at.plus(horizon))),
    }
}

fn first(life: &[Said], kind: VerdictKind, item: Item) -> Option<Hours> {
    let found = life.iter().find(|it| it.verdict.kind == kind && it.verdict.item == item);
    found.map(|it| it.at)
}

fn opened(
    accord: &Accord,
    life: &[Said],
    (state, now): (&State, Hours),
    phase: PhaseId,
) -> Option<Opened> {
    let cell = state.phase(phase);
    let open = (cell.life == PhaseLife::Open).then(|| now.minus(cell.age.min(now)));
    let at = open.or_else(|| first(life, VerdictKind::Opened, Item::Phase(phase)))?;
    let lapses = accord.phase(phase)?.lapses.map(|span| at.plus(span));
    Some(Opened { phase, at, closes: first(life, VerdictKind::Closed, Item::Phase(phase)), lapses })
}

fn renewals(
    accord: &Accord,
    life: &[Said],
    (state, now): (&State, Hours),
    until: Hours,
) -> Vec<(WaiverId, ActorId, Hours)> {
    let mut all = Vec::new();
    for (id, row) in accord.waiver_ids().zip(&accord.waivers) {
        let Some(lasts) = row.lasts.filter(|lasts| lasts.0 > 0) else { continue };
        let cell = state.waiver(id);
        let runs = matches!(cell.life, WaiverLife::InForce | WaiverLife::Suspended);
        let granted = || first(life, VerdictKind::Granted, Item::Waiver(id));
        let ends =
            if runs { Some(now.plus(cell.left)) } else { granted().map(|at| at.plus(lasts)) };
        let used = if runs { usize::from(cell.renewals) } else { 0 };
        let left = |most: u16| (usize::from(most) + 1).saturating_sub(used);
        let times = row.renewals.map_or(RENEWALS, |most| RENEWALS.min(left(most)));
        let ends = std::iter::successors(ends, |at| Some(at.plus(lasts)));
        let ends = ends.take(times).take_while(|at| *at <= until);
        all.extend(ends.map(|at| (id, row.granter, at)));
    }
    all
}

fn elections(beliefs: &Beliefs, (from, until): (Hours, Hours)) -> Vec<(ActorId, Hours)> {
    let mut all = Vec::new();
    for it in &beliefs.home.elections {
        let next = |at: &Hours| it.every.filter(|every| every.0 > 0).map(|every| at.plus(every));
        let dates = std::iter::successors(Some(it.first), next);
        let ahead = dates.take_while(|at| *at <= until).filter(|at| *at >= from);
        all.extend(ahead.map(|at| (it.party, at)));
    }
    all.sort_by_key(|(party, at)| (*at, *party));
    all
}
