//! The same text with its files linked and apart ([`crate::tied`]): who keeps it, how long it lasts, what a
//! group that is less restrained changes, and what a side's failure in one file costs in the others.
//!
//! Each changed text is enumerated anew and weighed by the same beliefs. A failure is one period's open
//! departure from a promise of the file, everybody following the text after it; its cost is keeping
//! less departing, the mean over the occasions that keeping meets. A payoff belongs to a file if what it
//! is paid for does (an act or a state of it, its relief, its red lines).

use super::ends::ends;
use super::run::{Effort, Subject, central, graphs, survival};
use super::slack::Sides;
use crate::drive::Choice;
use crate::graph::Graph;
use crate::hold::{DECISIVE, Holding, Holds, near_of};
use crate::tied::{Ties, files_of};
use crate::weigh::{ALL, weigh};
use game::{GameError, Interval};
use kernel::verdict::Item;
use kernel::{Accord, ActorId, Deed, WorkstreamId};
use rayon::prelude::*;
use world::{EntryId, Occasion, Odds, Per, Values};

/// What a group does: 0 directed, 1 tolerated, 2 restrained.
const RESTRAINED: u8 = 2;

/// One way in which the files hang together, and what came of it.
#[derive(Clone, Debug)]
pub struct Tied {
    /// Which.
    pub ties: Ties,
    /// What came of it.
    pub found: Found,
}

/// What came of a text with its files so.
#[derive(Clone, Debug)]
pub enum Found {
    /// The text as written has them so.
    Same,
    /// It has more points than this, and was left.
    TooLarge(usize),
    /// It was solved.
    Solved(Box<Solved>),
}

/// A text that was solved.
#[derive(Clone, Debug)]
pub struct Solved {
    /// Per signatory with payoffs.
    pub sides: Vec<Side>,
    /// Share in force or fulfilled by the end of each month, everybody keeping.
    pub alive: Vec<f64>,
    /// The same sides where groups are held back better and worse.
    pub discipline: Vec<Discipline>,
    /// What each side's failure in each file costs.
    pub failures: Vec<Failure>,
}

/// One side of a text.
#[derive(Clone, Copy, Debug)]
pub struct Side {
    /// Whose.
    pub party: ActorId,
    /// Whether it keeps.
    pub holds: Holds,
    /// Value of everybody keeping.
    pub stake: Interval,
    /// What its best plan gains over that.
    pub loss: Interval,
    /// The smallest decisive margin; `None` where it was not asked or there is no choice.
    pub margin: Option<f64>,
}

/// The sides where attacks despite restraint are as rare or as often as the reader allows.
#[derive(Clone, Debug)]
pub struct Discipline {
    /// The belief: odds of an attack in a period while the group is restrained.
    pub entry: EntryId,
    /// Its value here.
    pub value: f64,
    /// Per signatory with payoffs.
    pub sides: Vec<Side>,
}

/// The dearest open failure of a side in a file, to the others.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Whose.
    pub party: ActorId,
    /// Of which file.
    pub file: WorkstreamId,
    /// By what.
    pub departure: Choice,
    /// Per signatory with payoffs.
    pub costs: Vec<Cost>,
}

/// What a failure costs one side, in the unit of the beliefs.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// Whom.
    pub party: ActorId,
    /// Altogether.
    pub all: f64,
    /// Of that in the file itself.
    pub own: f64,
    /// Of that in other files.
    pub others: f64,
}

/// The text as written, apart and linked; empty where it has no second file or a graph was cut.
///
/// # Errors
/// As [`crate::hold::hold`].
pub(super) fn files(
    subject: &Subject<'_>,
    effort: &Effort,
    sides: &Sides<'_>,
    holdings: &[Holding],
) -> Result<Vec<Tied>, GameError> {
    let cut = sides.graphs.iter().any(|(_, graph)| graph.cut.points > 0);
    if subject.accord.workstreams.len() < 2 || cut || sides.graphs.is_empty() {
        return Ok(Vec::new());
    }
    let written = Found::Solved(Box::new(solved(subject.accord, sides, holdings)?));
    let mut all = vec![Tied { ties: Ties::AsWritten, found: written }];
    for ties in [Ties::Apart, Ties::Linked] {
        all.push(Tied { ties, found: changed(subject, effort, sides, ties)? });
    }
    Ok(all)
}

fn changed(
    subject: &Subject<'_>,
    effort: &Effort,
    sides: &Sides<'_>,
    ties: Ties,
) -> Result<Found, GameError> {
    let Some(accord) = ties.of(subject.accord) else { return Ok(Found::Same) };
    let points = sides.graphs.iter().map(|(_, graph)| graph.process.nodes()).max().unwrap_or(0);
    let points_max = effort.for_changed(points, effort.tied_percent);
    let effort = Effort { points_max, ..*effort };
    let subject = Subject { accord: &accord, whole: None, readings: &[], ..*subject };
    let graphs = graphs(&subject, &effort, &mut |_| {})?;
    if graphs.iter().any(|(_, graph)| graph.cut.points > 0) {
        return Ok(Found::TooLarge(points_max));
    }
    let holdings = central(&subject, &graphs)?;
    let sides = Sides::new(subject.beliefs, graphs)?;
    Ok(Found::Solved(Box::new(solved(&accord, &sides, &holdings)?)))
}

fn solved(accord: &Accord, sides: &Sides<'_>, holdings: &[Holding]) -> Result<Solved, GameError> {
    let (curve, _) = survival(sides, sides.beliefs.horizon)?;
    Ok(Solved {
        sides: holdings.iter().map(side).collect(),
        alive: curve.iter().map(|point| point.mean).collect(),
        discipline: discipline(sides)?,
        failures: failures(accord, sides)?,
    })
}

fn side(it: &Holding) -> Side {
    let margin = it.weakest().map(|weakest| weakest.margin);
    Side { party: it.party, holds: it.holds(), stake: it.stake, loss: it.loss, margin }
}

/// Attacks despite restraint at both ends of the reader's range.
fn discipline(sides: &Sides<'_>) -> Result<Vec<Discipline>, GameError> {
    let beliefs = sides.beliefs;
    let restrained =
        |odds: &Odds| matches!(odds, Odds::Incident(_, RESTRAINED) | Odds::Wave(_, RESTRAINED, _));
    let entries = beliefs.odds.iter().filter(|(odds, _)| restrained(odds)).map(|(_, id)| *id);
    let settings = entries.filter_map(|id| {
        let (low, high) = ends(beliefs.entries.get(id.0 as usize)?)?;
        Some([(id, low), (id, high)])
    });
    let settings: Vec<(EntryId, f64)> = settings.flatten().collect();
    let at = |(entry, value): &(EntryId, f64)| {
        let mut values = beliefs.central();
        crate::binding::set(&mut values, *entry, *value);
        let held = sides.losses(&values)?;
        Ok(Discipline { entry: *entry, value: *value, sides: held.iter().map(side).collect() })
    };
    settings.par_iter().map(at).collect()
}

/// What each side's failure in each file costs, where it can fail there openly.
fn failures(accord: &Accord, sides: &Sides<'_>) -> Result<Vec<Failure>, GameError> {
    let of_party = |(party, graph): &(ActorId, Graph)| {
        let occasions = Occasions::of(accord, sides, *party, graph)?;
        let priced = sides.graphs.iter().map(|(who, _)| Priced::of(accord, sides, graph, *who));
        let priced: Vec<Priced> = priced.collect::<Result<_, _>>()?;
        Ok(occasions.dearest(accord, *party, &priced))
    };
    let all: Result<Vec<Vec<Failure>>, GameError> = sides.graphs.par_iter().map(of_party).collect();
    Ok(all?.into_iter().flatten().collect())
}

/// Where a side can depart openly from a promise of a file.
struct Occasions {
    all: Vec<Departure>,
}

/// One open departure and where it is offered.
struct Departure {
    file: WorkstreamId,
    choice: Choice,
    /// Edges of keeping and of departing, and the visits that keeping makes there.
    at: Vec<(usize, usize, f64)>,
}

impl Occasions {
    fn of(
        accord: &Accord,
        sides: &Sides<'_>,
        party: ActorId,
        graph: &Graph,
    ) -> Result<Self, GameError> {
        let kept = sides.weighed().find(|kept| kept.party == party);
        let Some(kept) = kept else { return Ok(Self { all: Vec::new() }) };
        let visits = kept.visits(sides.beliefs.horizon)?;
        let mut all: Vec<Departure> = Vec::new();
        for (node, menu) in &graph.choices {
            let met = visits.get(*node as usize).copied().unwrap_or(0.0);
            let Some(menu) = graph.menus.get(*menu as usize).filter(|_| met >= DECISIVE) else {
                continue;
            };
            let first = graph.process.edges_of(*node).start;
            for (edge, choice) in (first..).zip(menu).skip(1) {
                let Some(file) = departed_from(accord, choice) else { continue };
                let occasion = (first, edge, met);
                match all.iter_mut().find(|known| known.choice == *choice) {
                    Some(known) => known.at.push(occasion),
                    None => {
                        all.push(Departure { file, choice: choice.clone(), at: vec![occasion] });
                    }
                }
            }
        }
        Ok(Self { all })
    }

    /// Of each file the departure that costs the others most.
    fn dearest(&self, accord: &Accord, party: ActorId, priced: &[Priced<'_>]) -> Vec<Failure> {
        let to_others = |it: &Failure| {
            let others = it.costs.iter().filter(|cost| cost.party != party);
            others.map(|cost| cost.all).sum::<f64>()
        };
        let of_file = |file: WorkstreamId| {
            let own = self.all.iter().filter(|it| it.file == file);
            let failure = own.map(|it| Failure {
                party,
                file,
                departure: it.choice.clone(),
                costs: priced.iter().map(|priced| priced.cost(file, &it.at)).collect(),
            });
            failure.max_by(|a, b| to_others(a).total_cmp(&to_others(b)))
        };
        accord.workstream_ids().filter_map(of_file).collect()
    }
}

/// The file whose promise an open departure breaks.
fn departed_from(accord: &Accord, choice: &Choice) -> Option<WorkstreamId> {
    match choice {
        Choice::Withhold(duty) => accord.duty(*duty).map(|row| row.workstream),
        Choice::TakeBack(Deed::Revoke(waiver)) => accord.waiver(*waiver).map(|row| row.workstream),
        Choice::TakeBack(Deed::Turn(dial, _)) => accord.dial(*dial).map(|row| row.workstream),
        _ => None,
    }
}

/// What each edge of a graph is worth to a side, altogether and in each file, the text followed after it.
struct Priced<'g> {
    party: ActorId,
    graph: &'g Graph,
    all: (Vec<f64>, game::Values),
    files: Vec<(WorkstreamId, Vec<f64>, game::Values)>,
}

impl<'g> Priced<'g> {
    fn of(
        accord: &Accord,
        sides: &Sides<'_>,
        graph: &'g Graph,
        party: ActorId,
    ) -> Result<Self, GameError> {
        let beliefs = sides.beliefs;
        let solve = |values: &Values| -> Result<(Vec<f64>, game::Values), GameError> {
            let weights = weigh(graph, beliefs, values, party);
            let found = near_of(graph, &weights)?;
            let reward = weights.payoff.into_iter().nth(ALL).map(|payoff| payoff.reward);
            Ok((reward.unwrap_or_default(), found))
        };
        let central = beliefs.central();
        let mut files = Vec::new();
        for file in accord.workstream_ids() {
            if let Some(values) = only(accord, sides, party, file) {
                let (reward, found) = solve(&values)?;
                files.push((file, reward, found));
            }
        }
        Ok(Self { party, graph, all: solve(&central)?, files })
    }

    fn cost(&self, file: WorkstreamId, occasions: &[(usize, usize, f64)]) -> Cost {
        let met: f64 = occasions.iter().map(|(.., met)| met).sum();
        let mean = |reward: &[f64], values: &game::Values| {
            let worth = |edge: usize| {
                let after = values.bracket(ALL, self.graph.process.target(edge)).centre();
                reward.get(edge).copied().unwrap_or(0.0) + after
            };
            let cost =
                |(kept, left, met): &(usize, usize, f64)| met * (worth(*kept) - worth(*left));
            occasions.iter().map(cost).sum::<f64>() / met
        };
        let in_file = |own: bool| {
            let some = self.files.iter().filter(move |(of, ..)| (*of == file) == own);
            some.map(|(_, reward, values)| mean(reward, values)).sum()
        };
        let all = mean(&self.all.0, &self.all.1);
        Cost { party: self.party, all, own: in_file(true), others: in_file(false) }
    }
}

/// The numbers with every payoff of a party at nothing but those of one file; nothing if it has none there.
fn only(accord: &Accord, sides: &Sides<'_>, party: ActorId, file: WorkstreamId) -> Option<Values> {
    let beliefs = sides.beliefs;
    let flows = beliefs.flows.iter().filter(|it| it.party == party);
    let lumps = beliefs.lumps.iter().filter(|it| it.party == party);
    let flows = flows.map(|it| (it.amount, file_of_flow(accord, &it.during, it.per)));
    let lumps = lumps.map(|it| (it.amount, file_of_occasion(accord, &it.on)));
    let all: Vec<(EntryId, Option<WorkstreamId>)> = flows.chain(lumps).collect();
    let mut values = beliefs.central();
    let paid = |entry: EntryId| all.iter().any(|(id, of)| *id == entry && *of == Some(file));
    let foreign = all.iter().filter(|(entry, _)| !paid(*entry));
    foreign.for_each(|(entry, _)| crate::binding::set(&mut values, *entry, 0.0));
    all.iter().any(|(_, of)| *of == Some(file)).then_some(values)
}

/// The one file that a payoff per period is about.
fn file_of_flow(accord: &Accord, during: &kernel::Condition, per: Per) -> Option<WorkstreamId> {
    let mut files = files_of(accord, during);
    if let Per::Announced(dial) | Per::Felt(dial) | Per::Gap(dial) = per {
        files.extend(accord.dial(dial).map(|row| row.workstream));
    }
    files.sort_unstable();
    files.dedup();
    match files.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

fn file_of_occasion(accord: &Accord, on: &Occasion) -> Option<WorkstreamId> {
    match on {
        Occasion::Verdict { item, .. } => file_of_item(accord, (*item)?),
        Occasion::Attack { subject, .. } => {
            let line = accord.redlines.iter().find(|line| line.subject == *subject);
            line.map(|line| line.workstream)
        }
        Occasion::War | Occasion::Leak | Occasion::Turnover(_) | Occasion::Sabotage(_) => None,
    }
}

fn file_of_item(accord: &Accord, item: Item) -> Option<WorkstreamId> {
    match item {
        Item::Workstream(id) => Some(id),
        Item::Duty(id) => accord.duty(id).map(|row| row.workstream),
        Item::Dial(id) => accord.dial(id).map(|row| row.workstream),
        Item::Waiver(id) => accord.waiver(id).map(|row| row.workstream),
        Item::Tranche(id) => {
            let escrow = accord.tranche(id).map(|row| row.escrow)?;
            accord.escrow(escrow).map(|row| row.workstream)
        }
        Item::Redline(id) => accord.redline(id).map(|row| row.workstream),
        Item::Procedure(id) => accord.procedure(id).map(|row| row.workstream),
        _ => None,
    }
}
