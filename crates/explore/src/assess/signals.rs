//! What telling and talking are worth: the lines of a text, the notices that it asks for, and how much
//! of the hazard of war comes of alarms about nothing.
//!
//! Problem. Everybody keeping, with `u` a party's value at signature and `S` the chance to be in
//! force or fulfilled at the horizon: a line is worth `u - u'` and `S - S'`, where the dashes are of the
//! same text without the line's article (a line that takes over from it is then in use from the
//! start). A notice withheld once costs what the edge that tells is worth less the one that does
//! not, both followed by the text, as at any other duty; the mean over the acts that are expected.
//! Withheld always, it costs what the plan that never tells is worth less. The shares of alarms are
//! exact: expected visits of each draw times its odds.

use super::run::Subject;
use super::slack::Sides;
use crate::drive::{Alarm, Choice, Drive, Force, News, ends_of};
use crate::graph::{EdgeOdds, Graph, enumerate};
use crate::hold::{Holding, START, near};
use crate::weigh::{ALL, chances, weigh};
use game::{GameError, Interval, Policy, Weights};
use kernel::state::Cause;
use kernel::{Accord, ActorId, ChannelId, NoticeId};
use rayon::prelude::*;
use world::Odds;

/// All of it; nothing where the beliefs do not speak of it.
#[derive(Clone, Debug, Default)]
pub struct Signals {
    /// Each line that the beliefs speak of.
    pub lines: Vec<LineWorth>,
    /// Each notice that the beliefs give acts to, by who owes it.
    pub notices: Vec<NoticeWorth>,
    /// Alarms within the horizon, everybody keeping; nothing if there is no way to one.
    pub alarms: Option<Alarms>,
}

/// What a line is worth.
#[derive(Clone, Debug)]
pub struct LineWorth {
    /// Its first end.
    pub line: ChannelId,
    /// Per side.
    pub parties: Vec<SideWorth>,
    /// Chance to be in force or fulfilled at the horizon, with it and without.
    pub survival: [f64; 2],
    /// Chance of war within the horizon, with it and without.
    pub war: [f64; 2],
}

/// The value of everybody keeping to one side, with a line and without.
#[derive(Clone, Copy, Debug)]
pub struct SideWorth {
    /// Whose.
    pub party: ActorId,
    /// With it.
    pub with: Interval,
    /// Without.
    pub without: Interval,
}

/// What a notice is worth, and whether it is given.
#[derive(Clone, Debug)]
pub struct NoticeWorth {
    /// Which.
    pub notice: NoticeId,
    /// Who owes it.
    pub by: ActorId,
    /// Acts expected within the horizon, everybody keeping.
    pub acts: f64,
    /// Telling less not telling, for who owes it, where that is least among the occasions that decide;
    /// with its error. `None` if no occasion is met often enough.
    pub margin: Option<(f64, f64)>,
    /// Per side: mean cost of one notice withheld.
    pub once: Vec<(ActorId, f64)>,
    /// Per side: cost at signature of never telling.
    pub never: Vec<(ActorId, f64)>,
    /// Force used after an alarm over such an act, for each act: telling always, and never.
    pub overreaction: [f64; 2],
    /// Chance to be in force or fulfilled at the horizon: telling always, and never.
    pub survival: [f64; 2],
    /// Chance of war within the horizon: telling always, and never.
    pub war: [f64; 2],
}

/// Alarms about nothing, and what comes of them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Alarms {
    /// Expected number of alarms.
    pub alarms: f64,
    /// Expected number cleared over a line.
    pub cleared: f64,
    /// Expected number answered with force.
    pub strikes: f64,
    /// Chance of war after such an answer.
    pub war: f64,
    /// Chance of war at all.
    pub war_all: f64,
}

impl Alarms {
    /// The share of the hazard of war that comes of alarms about nothing, if there is a hazard.
    #[must_use]
    pub fn share(&self) -> Option<f64> {
        (self.war_all > 0.0).then(|| (self.war / self.war_all).min(1.0))
    }
}

/// What the lines and notices of a text are worth.
///
/// # Errors
/// As [`crate::hold::hold`].
pub(super) fn signals(
    subject: &Subject<'_>,
    sides: &Sides<'_>,
    holdings: &[Holding],
    points_max: usize,
) -> Result<Signals, GameError> {
    let all = [spoken_of(subject).len(), subject.accord.notices.len()];
    let alarms =
        subject.beliefs.odds.iter().any(|(odds, _)| matches!(odds, Odds::MistakenAttack(_)));
    let Some(first) = sides.weighed().next().filter(|_| alarms || all != [0, 0]) else {
        return Ok(Signals::default());
    };
    let kept = Course::new(sides, first.graph, first.weights, &first.text())?;
    let lines = spoken_of(subject)
        .par_iter()
        .map(|line| worth(subject, sides, holdings, (*line, &kept), points_max))
        .collect::<Result<_, _>>()?;
    let mut notices = Vec::new();
    for notice in subject.accord.notice_ids() {
        let told = subject.beliefs.odds_entry(Odds::Carries(notice)).is_some();
        let by = subject.accord.notice(notice).map(|row| row.by);
        let own = sides.graphs.iter().position(|(free, _)| Some(*free) == by);
        if let (true, Some(place)) = (told, own) {
            notices.push(told_or_not(sides, holdings, (notice, place))?);
        }
    }
    let alarms = Alarms { war_all: kept.war, ..kept.tally.alarms };
    let alarms = (alarms.alarms > 0.0).then_some(alarms);
    Ok(Signals { lines, notices, alarms })
}

/// Each line that some odds are about, by its first end.
pub(super) fn spoken_of(subject: &Subject<'_>) -> Vec<ChannelId> {
    let spoken = |line: &ChannelId| subject.beliefs.speaks_of(*line);
    subject.accord.channel_ids().filter(spoken).collect()
}

/// What happens on one graph under one plan.
struct Course {
    tally: Tally,
    survival: f64,
    war: f64,
}

impl Course {
    fn new(
        sides: &Sides<'_>,
        graph: &Graph,
        weights: &Weights,
        plan: &Policy,
    ) -> Result<Self, GameError> {
        let periods = sides.beliefs.horizon as usize;
        let visits = game::visits_within(&graph.process, weights, plan, START, periods)?;
        let odds = chances(graph, sides.beliefs, &sides.beliefs.central());
        let curve = game::survival(&graph.process, weights, plan, START, periods)?;
        let ended = |wanted: Cause| {
            let all = (0_u16..).zip(&curve.ended);
            let own = all.filter(|(at, _)| graph.end(*at).is_some_and(|end| end.cause == wanted));
            own.filter_map(|(_, curve)| curve.last()).sum::<f64>()
        };
        let alive = curve.alive.last().copied().unwrap_or(1.0);
        Ok(Self {
            tally: Tally::of(graph, &visits, &odds),
            survival: alive + ended(Cause::Completed),
            war: ended(Cause::Hostilities),
        })
    }
}

/// Expected numbers of what is drawn.
#[derive(Default)]
struct Tally {
    alarms: Alarms,
    acts: Vec<(NoticeId, f64)>,
    strikes: Vec<(Alarm, f64)>,
}

impl Tally {
    fn of(graph: &Graph, visits: &[f64], chances: &[f64]) -> Self {
        let mut tally = Self::default();
        for (node, met) in (0_u32..).zip(visits).filter(|(_, met)| **met > 0.0) {
            for edge in graph.process.edges_of(node) {
                let Some(EdgeOdds::Odds(place)) = graph.likelihood.get(edge) else { continue };
                let (odds, often) = (graph.odds[*place as usize], met * chances[*place as usize]);
                tally.count(odds, often, graph.happened(node));
            }
        }
        tally
    }

    fn count(&mut self, odds: Odds, often: f64, (force, news): (Force, News)) {
        match (odds, force, news) {
            (Odds::Carries(notice), ..) => add(&mut self.acts, notice, often),
            (Odds::Mistaken(..) | Odds::MistakenAttack(_), ..) => self.alarms.alarms += often,
            (Odds::Clears(_), ..) => self.alarms.cleared += often,
            (Odds::StrikeAfterAlarm(_), _, News::Alarm(_, source)) => {
                self.alarms.strikes += often;
                add(&mut self.strikes, source, often);
            }
            (Odds::WarAfterStrike, Force::Alarmed, _) => self.alarms.war += often,
            _ => {}
        }
    }

    fn acts(&self, notice: NoticeId) -> f64 {
        self.acts.iter().filter(|(of, _)| *of == notice).map(|(_, often)| often).sum()
    }

    /// Force used for each act.
    fn overreaction(&self, notice: NoticeId) -> f64 {
        let own = self.strikes.iter().filter(|(of, _)| *of == Alarm::Act(notice));
        let strikes: f64 = own.map(|(_, often)| often).sum();
        let acts = self.acts(notice);
        if acts > 0.0 { strikes / acts } else { 0.0 }
    }
}

fn add<T: PartialEq>(list: &mut Vec<(T, f64)>, key: T, often: f64) {
    match list.iter_mut().find(|(known, _)| *known == key) {
        Some((_, sum)) => *sum += often,
        None => list.push((key, often)),
    }
}

/// The same text with a line and without.
fn worth(
    subject: &Subject<'_>,
    sides: &Sides<'_>,
    holdings: &[Holding],
    (line, kept): (ChannelId, &Course),
    points_max: usize,
) -> Result<LineWorth, GameError> {
    let accord = without(subject.accord, line);
    let graph = enumerate(&Drive::new(&accord, subject.beliefs, None), points_max)?;
    let central = subject.beliefs.central();
    let mut parties = Vec::new();
    for holding in holdings {
        let values = near(&graph, subject.beliefs, &central, holding.party)?;
        let without = values.bracket(ALL, START);
        parties.push(SideWorth { party: holding.party, with: holding.stake, without });
    }
    let weights = weigh(&graph, subject.beliefs, &central, ActorId(0));
    let course = Course::new(sides, &graph, &weights, &Policy::first(&graph.process))?;
    let (survival, war) = ([kept.survival, course.survival], [kept.war, course.war]);
    Ok(LineWorth { line, parties, survival, war })
}

/// The text without a line: its ends are never open, and what would take over is open at once.
#[must_use]
pub fn without(accord: &Accord, line: ChannelId) -> Accord {
    let mut changed = accord.clone();
    for end in ends_of(accord, line) {
        let Some(row) = changed.channels.get_mut(end.index()) else { continue };
        row.from_start = false;
        let reserve = row.fallback.take();
        if let Some(next) = reserve.and_then(|next| changed.channels.get_mut(next.index())) {
            next.from_start = true;
        }
    }
    for row in &mut changed.channels {
        row.fallback = row.fallback.filter(|next| ends_of(accord, line).all(|end| end != *next));
    }
    changed
}

/// One notice on the graph of who owes it.
fn told_or_not(
    sides: &Sides<'_>,
    holdings: &[Holding],
    (notice, place): (NoticeId, usize),
) -> Result<NoticeWorth, GameError> {
    let (by, graph) = &sides.graphs[place];
    let central = sides.beliefs.central();
    let text = Policy::first(&graph.process);
    let never = never_telling(graph, notice);
    let own = weigh(graph, sides.beliefs, &central, *by);
    let periods = sides.beliefs.horizon as usize;
    let visits = game::visits_within(&graph.process, &own, &text, START, periods)?;
    let (told, untold) =
        (Course::new(sides, graph, &own, &text)?, Course::new(sides, graph, &own, &never)?);
    let (mut once, mut lasting) = (Vec::new(), Vec::new());
    for holding in holdings {
        let weights = weigh(graph, sides.beliefs, &central, holding.party);
        let settings = game::Settings::default();
        let kept = game::evaluate(&graph.process, &weights, &text, &settings)?;
        let without = game::evaluate(&graph.process, &weights, &never, &settings)?;
        let (mut cost, mut acts) = (0.0, 0.0);
        for (node, edge) in occasions(graph, notice) {
            let met = visits[node as usize];
            let worth = |edge: usize| {
                let target = graph.process.target(edge);
                weights.payoff[ALL].reward[edge] + kept.bracket(ALL, target).centre()
            };
            let first = graph.process.edges_of(node).start;
            cost += met * (worth(first) - worth(edge));
            acts += met;
        }
        once.push((holding.party, if acts > 0.0 { cost / acts } else { 0.0 }));
        let [kept, without] = [kept, without].map(|values| values.bracket(ALL, START).centre());
        lasting.push((holding.party, kept - without));
    }
    let margin = holdings.iter().find(|holding| holding.party == *by).and_then(|holding| {
        let own = |it: &&crate::hold::StateMargin| {
            it.decisive() && it.deviation == Choice::Untold(notice)
        };
        holding.margins.iter().find(own).map(|it| (it.margin, it.error))
    });
    Ok(NoticeWorth {
        notice,
        by: *by,
        acts: told.tally.acts(notice),
        margin,
        once,
        never: lasting,
        overreaction: [told.tally.overreaction(notice), untold.tally.overreaction(notice)],
        survival: [told.survival, untold.survival],
        war: [told.war, untold.war],
    })
}

/// Where a notice is owed, with the edge on which it is not given.
fn occasions(graph: &Graph, notice: NoticeId) -> impl Iterator<Item = (u32, usize)> + '_ {
    graph.choices.iter().filter_map(move |(node, menu)| {
        let menu = graph.menus.get(*menu as usize)?;
        let place = menu.iter().position(|choice| *choice == Choice::Untold(notice))?;
        Some((*node, graph.process.edges_of(*node).start + place))
    })
}

/// The text's plan, but for one notice that is never given.
fn never_telling(graph: &Graph, notice: NoticeId) -> Policy {
    let mut plan = Policy::first(&graph.process);
    for (node, edge) in occasions(graph, notice) {
        let place = edge - graph.process.edges_of(node).start;
        plan.choice[node as usize] = u32::try_from(place).unwrap_or(0);
    }
    plan
}
