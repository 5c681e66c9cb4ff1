//! A weight for brackets: the expected discounted length of play, bounded from above.
//!
//! Problem. Find w >= 0 with w - A w >= g > 0 (see `bracket`), g = 1 at time nodes and a small
//! share at the others, which only have rounding to cover. Its exact solution is the expected
//! discounted number of periods still to be played. If every discount is at most beta < 1, the
//! constant H = (1 + slack) / (1 - beta) dominates it, and one sweep from H turns it into a
//! supersolution on every node; if some discount is 1, the system itself is solved.

use crate::bracket::Control;
use crate::chain::{Chain, Columns, discount};
use crate::process::{NodeKind, StagedProcess};
use crate::relax::Relaxation;
use crate::status::Settings;
use crate::weights::Weights;

/// Discounts closer to 1 than this are treated as no discount.
const NO_DISCOUNT: f64 = 1e-10;

/// The weight by position, or an attempt that `certify` will reject.
pub(crate) fn lifetime(
    process: &StagedProcess,
    weights: &Weights,
    control: Control,
    chain: &Chain,
    settings: Settings,
) -> (Vec<f64>, u32) {
    let fall = falls(process);
    match constant(process, weights) {
        Some(height) => (from_above(process, weights, control, &fall, height), 1),
        None => solved(process, chain, fall, settings),
    }
}

/// What w must lose at each position.
fn falls(process: &StagedProcess) -> Columns<1> {
    let small = small_fall(process);
    let fall = |&node: &u32| match process.kind(node) {
        NodeKind::Terminal { .. } => [0.0],
        NodeKind::Time => [1.0],
        NodeKind::Choice { .. } | NodeKind::Chance => [small],
    };
    process.order().sequence.iter().map(fall).collect()
}

/// Over a whole period the small falls add a quarter to the fall of one.
fn small_fall(process: &StagedProcess) -> f64 {
    0.25 / (f64::from(process.order().depth()) + 1.0)
}

/// A constant that dominates the lifetime from any node, if discounts are below 1.
fn constant(process: &StagedProcess, weights: &Weights) -> Option<f64> {
    let row_sum = |&node: &u32| {
        let odds: f64 = process.edges_of(node).map(|e| weights.probability[e]).sum();
        discount(process, weights, node) * odds
    };
    let sequence = process.order().sequence.iter();
    let times = sequence.filter(|&&n| process.kind(n) == NodeKind::Time);
    let beta = times.map(row_sum).fold(0.0, f64::max);
    let below = beta < 1.0 - NO_DISCOUNT;
    below.then(|| 1.26 / (1.0 - beta))
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

/// The lifetime under the policy, solved to within a tenth of a period.
fn solved(
    process: &StagedProcess,
    chain: &Chain,
    fall: Columns<1>,
    settings: Settings,
) -> (Vec<f64>, u32) {
    let mut system = Relaxation::new(process.order(), fall, settings.memory);
    system.run(chain, 0.1, settings.sweeps_max);
    (system.v.iter().map(|v| v[0]).collect(), system.sweeps)
}
