//! How long play lasts, how it ends, and what it meets on the way.
//!
//! Problem. With m_t(s) as in `periods`: alive(t) = mass in play after t periods; ended(l, t) =
//! mass that has met a terminal of label l within t periods; visits(s) = sum over t of m_t(s);
//! reach(s) = probability that s is met at least once, found by taking mass away where it meets
//! s. Then reach(s) <= visits(s), so a node with few visits needs no run of its own.

use crate::chain::Chain;
use crate::error::GameError;
use crate::periods::Periods;
use crate::policy::Policy;
use crate::process::{NodeKind, StagedProcess};
use crate::values::Interval;
use crate::weights::Weights;

/// Lanes of one pass of [`reach_probability`].
const LANES: usize = 8;

/// Probabilities of being in play, and of having ended by cause.
#[derive(Debug, Clone, PartialEq)]
pub struct Survival {
    /// Probability that no terminal was met in the first t periods, at t - 1.
    pub alive: Vec<f64>,
    /// The same for having met one of each label. Shape: labels x periods.
    pub ended: Vec<Vec<f64>>,
}

/// Survival from `start` over so many periods.
///
/// A period is what lies between two time nodes; a terminal right behind a time node counts to
/// the period that the node ends.
///
/// # Errors
/// Any [`GameError`] of [`Weights::check`] or [`Policy::check`]; [`GameError::Unknown`].
pub fn survival(
    process: &StagedProcess,
    weights: &Weights,
    policy: &Policy,
    start: u32,
    periods: usize,
) -> Result<Survival, GameError> {
    let chain = checked_odds(process, weights, policy, start)?;
    let mut flow = Periods::<1>::new(process, &chain, start);
    let mut sum = vec![0.0; labels(process)];
    let mut found = Survival { alive: Vec::new(), ended: vec![Vec::new(); sum.len()] };
    for _ in 0..periods {
        flow.play(|node, [mass]| {
            if let NodeKind::Terminal { label } = process.kind(node) {
                sum[usize::from(label)] += *mass;
            }
        });
        found.alive.push(flow.alive()[0]);
        found.ended.iter_mut().zip(&sum).for_each(|(curve, &s)| curve.push(s));
    }
    Ok(found)
}

fn labels(process: &StagedProcess) -> usize {
    let nodes = 0..crate::process::id(process.nodes());
    let label = |node| match process.kind(node) {
        NodeKind::Terminal { label } => Some(usize::from(label) + 1),
        NodeKind::Choice { .. } | NodeKind::Chance | NodeKind::Time => None,
    };
    nodes.filter_map(label).max().unwrap_or(0)
}

/// Undiscounted expected visits of every node within so many periods. Shape: nodes.
///
/// Also the cheapest upper bound on the probability of reaching a node within them.
///
/// # Errors
/// Any [`GameError`] of [`Weights::check`] or [`Policy::check`]; [`GameError::Unknown`].
pub fn visits_within(
    process: &StagedProcess,
    weights: &Weights,
    policy: &Policy,
    start: u32,
    periods: usize,
) -> Result<Vec<f64>, GameError> {
    let chain = checked_odds(process, weights, policy, start)?;
    let mut flow = Periods::<1>::new(process, &chain, start);
    let mut visits = vec![0.0; process.nodes()];
    for _ in 0..periods {
        flow.play(|node, [mass]| visits[node as usize] += *mass);
    }
    Ok(visits)
}

/// Probability that play meets any of the marked nodes within so many periods.
///
/// # Errors
/// Any [`GameError`] of [`Weights::check`] or [`Policy::check`]; [`GameError::Unknown`];
/// [`GameError::Length`] unless there is a mark for each node.
pub fn meets_any(
    process: &StagedProcess,
    weights: &Weights,
    policy: &Policy,
    start: u32,
    marked: &[bool],
    periods: usize,
) -> Result<f64, GameError> {
    crate::weights::check_length("marked", marked.len(), process.nodes())?;
    let chain = checked_odds(process, weights, policy, start)?;
    let mut flow = Periods::<1>::new(process, &chain, start);
    let mut met = 0.0;
    for _ in 0..periods {
        flow.play(|node, [mass]| {
            if marked[node as usize] {
                met += std::mem::take(mass);
            }
        });
    }
    Ok(met)
}

/// Expected reward earned in each period, undiscounted. Shape: columns x periods.
///
/// Rewards on the edges of time nodes count to the period that the node ends.
///
/// # Errors
/// Any [`GameError`] of [`Weights::check`] or [`Policy::check`]; [`GameError::Unknown`].
pub fn rewards_by_period(
    process: &StagedProcess,
    weights: &Weights,
    policy: &Policy,
    start: u32,
    periods: usize,
) -> Result<Vec<Vec<f64>>, GameError> {
    let chain = checked_odds(process, weights, policy, start)?;
    let mut flow = Periods::<1>::new(process, &chain, start);
    let mut earned = vec![Vec::with_capacity(periods); weights.payoff.len()];
    for _ in 0..periods {
        let mut sum = vec![0.0; weights.payoff.len()];
        flow.play(|node, [mass]| {
            for (sum, payoff) in sum.iter_mut().zip(&weights.payoff) {
                *sum += *mass * reward_at(process, weights, policy, node, &payoff.reward);
            }
        });
        earned.iter_mut().zip(sum).for_each(|(row, sum)| row.push(sum));
    }
    Ok(earned)
}

/// Expected reward on the way out of a node.
fn reward_at(
    process: &StagedProcess,
    weights: &Weights,
    policy: &Policy,
    node: u32,
    reward: &[f64],
) -> f64 {
    match process.kind(node) {
        NodeKind::Terminal { .. } => 0.0,
        NodeKind::Choice { .. } => reward[policy.edge(process, node)],
        NodeKind::Chance | NodeKind::Time => {
            process.edges_of(node).map(|edge| weights.probability[edge] * reward[edge]).sum()
        }
    }
}

/// Probability that play ever meets each target, from so many periods of play.
///
/// The lower end counts meetings within the periods, the upper end adds what is then still in
/// play. One pass over the process serves eight targets; see [`visits_within`] for all nodes.
///
/// # Errors
/// Any [`GameError`] of [`Weights::check`] or [`Policy::check`]; [`GameError::Unknown`].
pub fn reach_probability(
    process: &StagedProcess,
    weights: &Weights,
    policy: &Policy,
    start: u32,
    targets: &[u32],
    periods: usize,
) -> Result<Vec<Interval>, GameError> {
    let chain = checked_odds(process, weights, policy, start)?;
    targets.iter().try_for_each(|&t| process.check_node(t))?;
    let blocks = targets.chunks(LANES);
    let reach = |block: &[u32]| reach_block(process, &chain, start, block, periods);
    Ok(blocks.flat_map(reach).collect())
}

fn reach_block(
    process: &StagedProcess,
    chain: &Chain,
    start: u32,
    block: &[u32],
    periods: usize,
) -> Vec<Interval> {
    let mut flow = Periods::<LANES>::new(process, chain, start);
    let mut met = [0.0; LANES];
    for _ in 0..periods {
        flow.play(|node, mass| {
            for (lane, _) in block.iter().enumerate().filter(|(_, t)| **t == node) {
                met[lane] += std::mem::take(&mut mass[lane]);
            }
        });
    }
    let alive = flow.alive();
    let lanes = met.iter().zip(alive).take(block.len());
    lanes.map(|(&lower, alive)| Interval { lower, upper: lower + alive }).collect()
}

fn checked_odds(
    process: &StagedProcess,
    weights: &Weights,
    policy: &Policy,
    start: u32,
) -> Result<Chain, GameError> {
    weights.check(process)?;
    policy.check(process)?;
    process.check_node(start)?;
    Ok(Chain::odds(process, weights, policy))
}
