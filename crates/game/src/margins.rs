//! One-shot margins: what keeping to the policy gains over the best other act now.
//!
//! Problem. At a choice node s with edges e, Q(e) = r(e) + v(target of e) with v the value of
//! following the policy ever after. margin(s) = Q(policy) - max over the other edges of Q.
//! A policy is a best response everywhere iff no margin is negative (one-shot deviation
//! principle: Blackwell 1965; Fudenberg & Tirole 1991, theorem 4.2).

use crate::error::GameError;
use crate::policy::Policy;
use crate::process::{StagedProcess, id};
use crate::values::{Interval, Values};
use crate::weights::Weights;

/// The margin of one choice.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Margin {
    /// The choice node.
    pub node: u32,
    /// The best other edge, counted from 0 among the node's own.
    pub other: u32,
    /// Q of the policy's edge minus Q of the best other one.
    pub margin: f64,
    /// Certified: the true margin is at most this far off.
    pub error: f64,
}

impl Margin {
    /// The bracket of the margin.
    #[must_use]
    pub fn bracket(&self) -> Interval {
        Interval { lower: self.margin, upper: self.margin }.widened(self.error)
    }
}

/// Margins of one player under one payoff column, at its choices with two edges or more.
///
/// `values` are those of following `policy`, from [`evaluate`](crate::evaluate).
///
/// # Errors
/// [`GameError::Unknown`] if the column does not exist; those of [`Policy::check`] and
/// [`GameError::Length`] if policy or values belong to another process.
pub fn one_shot_margins(
    process: &StagedProcess,
    weights: &Weights,
    policy: &Policy,
    values: &Values,
    column: usize,
    player: u16,
) -> Result<Vec<Margin>, GameError> {
    policy.check(process)?;
    weights.check_column(column)?;
    values.check(process, column)?;
    let reward = &weights.payoff[column].reward;
    let quality = |edge: usize| values.bracket(column, process.target(edge)).plus(reward[edge]);
    let margin = |node: u32| {
        let kept = policy.edge(process, node);
        let edges = process.edges_of(node);
        let first = edges.start;
        let others = edges.filter(|&e| e != kept).map(|e| (id(e - first), quality(e)));
        let best = others.reduce(better)?;
        Some(margin_between(node, quality(kept), best))
    };
    Ok(process.choices_of(player).filter_map(margin).collect())
}

/// The better of two edges by centre; the interval covers the maximum of both.
fn better(a: (u32, Interval), b: (u32, Interval)) -> (u32, Interval) {
    let edge = if b.1.centre() > a.1.centre() { b.0 } else { a.0 };
    let lower = a.1.lower.max(b.1.lower);
    (edge, Interval { lower, upper: a.1.upper.max(b.1.upper) })
}

fn margin_between(node: u32, kept: Interval, (other, best): (u32, Interval)) -> Margin {
    let gap = kept.minus(&best);
    Margin { node, other, margin: gap.centre(), error: gap.widened(0.0).half_width() }
}
