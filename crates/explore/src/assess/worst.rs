//! The worst loss still possible to a side that keeps: the other side departs to hurt it.
//!
//! Problem. With P keeping to the text and Q choosing freely, w = min over the plans of Q of the value
//! to P at signature. V - w, V the value of everybody keeping, is the most that P can lose by
//! trusting Q. Q's own interest is left aside: this is a bound, not what is to be expected.
//!
//! # Source
//! Shapley (1953), Proc. Natl. Acad. Sci. 39 (one side of the zero-sum stochastic game).

use super::slack::Sides;
use crate::hold::{Holding, START};
use crate::weigh::{ALL, weigh};
use game::{GameError, Interval, Policy, Settings};
use kernel::ActorId;

/// What the worst plan of another side costs one that keeps.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WorstLoss {
    /// Who keeps.
    pub party: ActorId,
    /// Who departs to hurt it.
    pub by: ActorId,
    /// Value to `party` of everybody keeping.
    pub kept: Interval,
    /// Value to it at the worst.
    pub worst: Interval,
}

/// The worst for every side under every other's departures; nothing where a graph was cut, since
/// what was left out could be worse.
///
/// # Errors
/// As [`crate::hold::hold`].
pub(super) fn worst_losses(
    sides: &Sides<'_>,
    holdings: &[Holding],
) -> Result<Vec<WorstLoss>, GameError> {
    let mut found = Vec::new();
    for holding in holdings {
        for (by, graph) in sides.graphs.iter().filter(|(by, _)| *by != holding.party) {
            if graph.cut.points > 0 {
                continue;
            }
            let mut weights = weigh(graph, sides.beliefs, &sides.beliefs.central(), holding.party);
            weights.payoff.truncate(ALL + 1);
            let column = &mut weights.payoff[ALL];
            let all = column.reward.iter_mut().chain(&mut column.terminal);
            all.for_each(|value| *value = -*value);
            let text = Policy::first(&graph.process);
            let settings = Settings::default();
            let best = game::best_response(&graph.process, &weights, &text, by.0, ALL, &settings)?;
            let worst = best.optimum.bracket(0, START);
            let worst = Interval { lower: -worst.upper, upper: -worst.lower };
            found.push(WorstLoss { party: holding.party, by: *by, kept: holding.stake, worst });
        }
    }
    Ok(found)
}
