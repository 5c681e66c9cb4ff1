//! A weight for brackets: the expected discounted length of play, bounded from above.
//!
//! Problem. Find w >= 0 with w - A w >= g > 0 (see `bracket`): g = 1 at time nodes, 1/2 at free
//! choices (where ties leave a residual), and a small share at the others, which only have
//! rounding to cover. Its exact solution counts discounted periods still to be played. If every
//! discount is at most beta < 1 and P is the most that g sums to inside a period, the constant
//! H = P / (1 - beta) dominates it, and one sweep from H turns it into a supersolution on every
//! node; if some discount is 1, the system itself is solved, over policies if choices are free.

use crate::bracket::Control;
use crate::chain::{Chain, Columns, discount};
use crate::climb::Climb;
use crate::process::{NodeKind, StagedProcess};
use crate::status::Settings;
use crate::weights::Weights;

/// A constant above this is too coarse a weight: the lifetime itself is solved first.
const COARSE_HEIGHT: f64 = 2_000.0;

/// Residual to which an undiscounted lifetime is solved, against falls of 1.
const COARSE: f64 = 0.05;

/// Most sweeps spent on an undiscounted lifetime, which may not exist.
const LIFETIME_SWEEPS_MAX: u32 = 2_000;

/// The weight by position, or an attempt that `certify` will reject; and the sweeps it took.
pub(crate) fn lifetime(
    process: &StagedProcess,
    weights: &Weights,
    control: Control,
    settings: Settings,
) -> (Vec<f64>, u32) {
    let fall = falls(process, control);
    let height = constant(process, weights, &fall);
    let from_above = |height| from_above(process, weights, control, &fall, height);
    match height {
        Some(height) if height <= COARSE_HEIGHT => (from_above(height), 1),
        _ => {
            let (w, sweeps, met) = solved(process, weights, control, fall.clone(), settings);
            let w = if met { w } else { height.map_or(w, from_above) };
            (w, sweeps)
        }
    }
}

/// What w must lose at each position.
fn falls(process: &StagedProcess, control: Control) -> Columns<1> {
    let small = 0.25 / (f64::from(process.order().depth()) + 1.0);
    let fall = |&node: &u32| match process.kind(node) {
        NodeKind::Terminal { .. } => [0.0],
        NodeKind::Time => [1.0],
        kind if control.is_free(kind) => [0.5],
        NodeKind::Choice { .. } | NodeKind::Chance => [small],
    };
    process.order().sequence.iter().map(fall).collect()
}

/// A constant that dominates the lifetime from any node, if discounts are below 1.
fn constant(process: &StagedProcess, weights: &Weights, fall: &[[f64; 1]]) -> Option<f64> {
    let row_sum = |&node: &u32| {
        let odds: f64 = process.edges_of(node).map(|e| weights.probability[e]).sum();
        discount(process, weights, node) * odds
    };
    let sequence = process.order().sequence.iter();
    let times = sequence.filter(|&&n| process.kind(n) == NodeKind::Time);
    let beta = times.map(row_sum).fold(0.0, f64::max);
    let below = beta < 1.0 - 1e-12;
    below.then(|| 1.001 * period_fall(process, fall) / (1.0 - beta))
}

/// The most that falls sum to along a path inside one period.
fn period_fall(process: &StagedProcess, fall: &[[f64; 1]]) -> f64 {
    let order = process.order();
    let mut sum: Vec<f64> = Vec::with_capacity(fall.len());
    for (&node, [own]) in order.sequence.iter().zip(fall) {
        let time = process.kind(node) == NodeKind::Time;
        let ahead = |e: usize| sum[order.rank[process.target(e) as usize] as usize];
        let below = if time { 0.0 } else { process.edges_of(node).map(ahead).fold(0.0, f64::max) };
        sum.push(own + below);
    }
    sum.into_iter().fold(1.0, f64::max)
}

/// One sweep from the constant; free choices take the longest continuation.
fn from_above(
    process: &StagedProcess,
    weights: &Weights,
    control: Control,
    fall: &[[f64; 1]],
    height: f64,
) -> Vec<f64> {
    let order = process.order();
    let mut w = vec![height; process.nodes()];
    for (position, &node) in order.sequence.iter().enumerate() {
        let ahead = |edge: usize| w[order.rank[process.target(edge) as usize] as usize];
        let kind = process.kind(node);
        let next = match kind {
            NodeKind::Terminal { .. } => 0.0,
            NodeKind::Choice { .. } if control.is_free(kind) => {
                process.edges_of(node).map(ahead).fold(0.0, f64::max)
            }
            NodeKind::Choice { .. } => ahead(control.policy.edge(process, node)),
            NodeKind::Chance | NodeKind::Time => {
                let mean: f64 =
                    process.edges_of(node).map(|e| weights.probability[e] * ahead(e)).sum();
                discount(process, weights, node) * mean
            }
        };
        w[position] = fall[position][0] + next;
    }
    w
}

/// The lifetime under the policy, or the longest over policies of the free player, solved.
fn solved(
    process: &StagedProcess,
    weights: &Weights,
    control: Control,
    fall: Columns<1>,
    settings: Settings,
) -> (Vec<f64>, u32, bool) {
    let mut reward = vec![0.0; process.edges()];
    for (&node, [own]) in process.order().sequence.iter().zip(&fall) {
        reward[process.edges_of(node)].fill(*own);
    }
    let limit = settings.sweeps_max.min(LIFETIME_SWEEPS_MAX);
    let settings = Settings { sweeps_max: limit, ..settings };
    let chain = Chain::new(process, weights, control.policy);
    let mut climb = Climb::new(process, &reward, control, chain, fall, settings);
    climb.evaluate(COARSE);
    let met = climb.climb(COARSE);
    (climb.values(), climb.sweeps(), met)
}
