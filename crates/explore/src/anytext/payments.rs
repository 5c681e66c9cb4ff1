//! The same question where the sides may pay each other, and may stop anywhere.
//!
//! Problem. With payments only the sums bind (Goldluecke & Kranz 2018): a text that goes on from the
//! start s of a period needs, with K_i(s) the value to i of going on as written and D_i(s) what i
//! has at least if it does the best it can this period and is then held to its floor,
//!
//!   sum_i K_i(s) >= sum_i D_i(s).
//!
//! Where that fails no text goes on, so everybody stops there, which is worth nothing; values are
//! solved again, until nothing more fails. If the first period fails, no text with these moves
//! holds under these beliefs that begins this way, with any payments, stopping anywhere.
//! Sums need one discount for all and one unit of payoff: a unit paid by one is worth a unit to the
//! other. Punishments are the floors, so that what is left is possible, not proved.

use super::path::Path;
use crate::drive::Micro;
use crate::hold::START;
use crate::weigh::ALL;
use game::{GameError, Interval};
use rustc_hash::{FxHashMap, FxHashSet};

/// Rounds of elimination before giving up.
const ROUNDS_MAX: u32 = 100;

/// What payments could do.
#[derive(Clone, Debug)]
pub enum Payments {
    /// The question could not be put.
    NotAsked(Why),
    /// The first period fails even so.
    Impossible(Surplus),
    /// Nothing here rules it out.
    Possible(Surplus),
}

/// Why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// A graph was cut.
    Cut,
    /// Fewer than two sides have payoffs.
    OneSide,
    /// The sides discount differently.
    Discounts,
    /// No floor is known: walking out does not end the accord at once.
    NoFloor,
    /// Elimination did not come to rest.
    Unsettled,
}

/// What all have together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Surplus {
    /// Sum of values of going on at signature, in the last round.
    pub joint: Interval,
    /// Sum of what all have at least by departing at signature.
    pub departing: f64,
    /// Least of the first less the second over all periods that are gone on from; `None` if none is.
    pub least: Option<f64>,
    /// Starts of periods looked at.
    pub periods: usize,
    /// Starts at which everybody would have to stop.
    pub stopped: usize,
    /// Rounds of elimination.
    pub rounds: u32,
}

/// Policy elimination over the periods of everybody keeping.
pub(super) fn payments(paths: &[Path<'_>]) -> Result<Payments, GameError> {
    if paths.len() < 2 {
        return Ok(Payments::NotAsked(Why::OneSide));
    }
    let rate = |path: &Path<'_>| path.floor.weights.discount.first().copied().unwrap_or(1.0);
    if paths.iter().any(|path| (rate(path) - rate(&paths[0])).abs() > 1e-12) {
        return Ok(Payments::NotAsked(Why::Discounts));
    }
    let starts = starts(paths);
    if starts.iter().any(|start| !start.departing.is_finite()) {
        return Ok(Payments::NotAsked(Why::NoFloor));
    }
    eliminate(paths, &starts)
}

/// The start of a period: its point in the graph of each side, and what departing brings all.
struct Start {
    nodes: Vec<u32>,
    departing: f64,
}

/// Every start of a period that keeping leads to in all graphs, the first one first.
fn starts(paths: &[Path<'_>]) -> Vec<Start> {
    let known: Vec<FxHashMap<Micro, u32>> = paths.iter().map(by_point).collect();
    let first = paths[0].floor.graph;
    let met = first.starts().filter(|node| paths[0].place(*node).is_some());
    let start = |node: u32| {
        let micro = first.micro(node).filter(|micro| micro.state.ended.is_none())?;
        let nodes: Vec<u32> =
            known.iter().map(|map| map.get(&micro).copied()).collect::<Option<_>>()?;
        let best = |(path, node): (&Path<'_>, &u32)| path.floor.rest(*node);
        let departing = paths.iter().zip(&nodes).map(best).sum();
        Some(Start { nodes, departing })
    };
    met.filter_map(start).collect()
}

fn by_point(path: &Path<'_>) -> FxHashMap<Micro, u32> {
    let graph = path.floor.graph;
    let met = graph.starts().filter(|node| path.place(*node).is_some());
    met.filter_map(|node| Some((graph.micro(node)?, node))).collect()
}

fn eliminate(paths: &[Path<'_>], starts: &[Start]) -> Result<Payments, GameError> {
    let mut stopped = vec![false; starts.len()];
    for round in 1..=ROUNDS_MAX {
        let joint = joint(paths, starts, &stopped)?;
        let fails = |at: usize| !stopped[at] && joint[at].upper < starts[at].departing;
        let struck: Vec<usize> = (0..starts.len()).filter(|at| fails(*at)).collect();
        if struck.is_empty() || stopped.first() == Some(&true) {
            return Ok(ended(starts, &joint, &stopped, round));
        }
        struck.into_iter().for_each(|at| stopped[at] = true);
    }
    Ok(Payments::NotAsked(Why::Unsettled))
}

/// Sums of the values of going on, by start.
fn joint(
    paths: &[Path<'_>],
    starts: &[Start],
    stopped: &[bool],
) -> Result<Vec<Interval>, GameError> {
    let mut sums = vec![Interval { lower: 0.0, upper: 0.0 }; starts.len()];
    let none = stopped.iter().all(|stopped| !stopped);
    for (place, path) in paths.iter().enumerate() {
        let over = starts.iter().zip(stopped).filter(|(_, stopped)| **stopped);
        let over: FxHashSet<u32> = over.map(|(start, _)| start.nodes[place]).collect();
        let solved = if none { None } else { Some(path.values(&|node| over.contains(&node))?) };
        for (sum, start) in sums.iter_mut().zip(starts) {
            let node = start.nodes[place];
            let own = match (&solved, path.place(node)) {
                (Some(values), Some(at)) => values.bracket(0, at),
                _ => path.floor.kept.bracket(ALL, node),
            };
            *sum = Interval { lower: sum.lower + own.lower, upper: sum.upper + own.upper };
        }
    }
    Ok(sums)
}

fn ended(starts: &[Start], joint: &[Interval], stopped: &[bool], rounds: u32) -> Payments {
    let first = starts.iter().position(|start| start.nodes[0] == START).unwrap_or(0);
    let kept = (0..starts.len()).filter(|at| !stopped[*at]);
    let least = kept.map(|at| joint[at].centre() - starts[at].departing).reduce(f64::min);
    let surplus = Surplus {
        joint: joint[first],
        departing: starts[first].departing,
        least,
        periods: starts.len(),
        stopped: stopped.iter().filter(|stopped| **stopped).count(),
        rounds,
    };
    if stopped[first] { Payments::Impossible(surplus) } else { Payments::Possible(surplus) }
}
