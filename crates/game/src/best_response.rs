//! What one player can gain at most, the others keeping to a policy.
//!
//! Problem. Maximise the value of one payoff column over the choices of one player, all other
//! choices fixed: V*(s). With V the value of the start policy, loss(s) = V*(s) - V(s) >= 0 is
//! what the best plan gains over keeping. Policies come from `climb`; the bracket of V* is that
//! of `bracket` with the player's choices free, so it does not rest on how they were found.

use crate::bracket::{Control, certify};
use crate::chain::{self, Chain};
use crate::climb::Climb;
use crate::error::GameError;
use crate::lifetime::lifetime;
use crate::policy::Policy;
use crate::process::StagedProcess;
use crate::status::{Attempt, Settings, Status};
use crate::values::{Interval, Values, centred};
use crate::weights::{Payoff, Weights};

/// The best plan of one player against a fixed policy of the others.
#[derive(Debug, Clone)]
pub struct BestResponse {
    /// The plan; choices of others, and ties, as in the start policy.
    pub policy: Policy,
    /// V*, one column.
    pub optimum: Values,
    /// V of the start policy, one column.
    pub start: Values,
}

impl BestResponse {
    /// What the best plan gains over the start policy from this node on.
    #[must_use]
    pub fn loss(&self, node: u32) -> Interval {
        let gain = self.optimum.bracket(0, node).minus(&self.start.bracket(0, node));
        Interval { lower: gain.lower.max(0.0), upper: gain.upper.max(0.0) }
    }

    /// Nodes at which the plan departs from another policy, in the order of their ids.
    #[must_use]
    pub fn departures(&self, from: &Policy) -> Vec<u32> {
        let pairs = self.policy.choice.iter().zip(&from.choice);
        let moved = pairs.enumerate().filter(|(_, (new, old))| new != old);
        moved.map(|(node, _)| crate::process::id(node)).collect()
    }
}

/// Best response of `player` for payoff `column`, the choices of others as in `policy`.
///
/// # Errors
/// Any [`GameError`] of [`Weights::check`] or [`Policy::check`]; [`GameError::Unknown`] if the
/// column does not exist.
pub fn best_response(
    process: &StagedProcess,
    weights: &Weights,
    policy: &Policy,
    player: u16,
    column: usize,
    settings: &Settings,
) -> Result<BestResponse, GameError> {
    best_response_with(process, weights, policy, player, column, settings, None)
}

/// The same, starting from values of following the policy, from [`evaluate`](crate::evaluate).
///
/// # Errors
/// Those of [`best_response`]; [`GameError::Length`] if `values` belong to another process.
pub fn best_response_from(
    values: &Values,
    process: &StagedProcess,
    weights: &Weights,
    policy: &Policy,
    player: u16,
    column: usize,
    settings: &Settings,
) -> Result<BestResponse, GameError> {
    values.check_length(process)?;
    best_response_with(process, weights, policy, player, column, settings, Some(values))
}

fn best_response_with(
    process: &StagedProcess,
    weights: &Weights,
    policy: &Policy,
    player: u16,
    column: usize,
    settings: &Settings,
    near: Option<&Values>,
) -> Result<BestResponse, GameError> {
    weights.check(process)?;
    weights.check_column(column)?;
    policy.check(process)?;
    let payoff = &weights.payoff[column];
    let control = Control { policy, free: Some(player) };
    let (weight, _) = lifetime(process, weights, control, *settings);
    let job = Job { process, weights, payoff, player, weight, settings: *settings };
    Ok(job.solve(policy, near.map(|values| (values, column))))
}

struct Job<'a> {
    process: &'a StagedProcess,
    weights: &'a Weights,
    payoff: &'a Payoff,
    player: u16,
    /// By position; falls under every policy of the player.
    weight: Vec<f64>,
    settings: Settings,
}

impl Job<'_> {
    fn solve(&self, policy: &Policy, near: Option<(&Values, usize)>) -> BestResponse {
        let base = chain::base(self.process, self.weights, policy, [self.payoff]);
        let chain = Chain::new(self.process, self.weights, policy);
        let control = Control { policy, free: Some(self.player) };
        let reward = &self.payoff.reward;
        let mut climb = Climb::new(self.process, reward, control, chain, base, self.settings);
        if let Some((values, column)) = near {
            climb.start_from(values, column);
        }
        let start = self.tighten(&mut climb, None, |climb, change| climb.evaluate(change));
        let free = Some(self.player);
        let optimum = self.tighten(&mut climb, free, |climb, change| climb.climb(change));
        BestResponse { policy: climb.policy, optimum, start }
    }

    /// Repeats `step` with ever smaller changes until the bracket closes.
    fn tighten(
        &self,
        climb: &mut Climb,
        free: Option<u16>,
        step: impl Fn(&mut Climb, f64) -> bool,
    ) -> Values {
        let longest = self.weight.iter().copied().fold(1.0, f64::max);
        let mut change = self.settings.gap / (16.0 * longest);
        for before in 0.. {
            let met = step(climb, change);
            let values = self.certified(climb, free);
            let half_width = values.column[0].radius * longest;
            let attempt = Attempt { half_width, sweeps: climb.sweeps(), met, before };
            if let Some(status) = self.settings.verdict(&attempt) {
                return Values { status, ..values };
            }
            change *= 0.1;
        }
        self.certified(climb, free)
    }

    fn certified(&self, climb: &Climb, free: Option<u16>) -> Values {
        let control = Control { policy: &climb.policy, free };
        let v = climb.values();
        let bound = certify(self.process, self.weights, control, self.payoff, &v, &self.weight);
        let rank = &self.process.order().rank;
        let weight = rank.iter().map(|&p| self.weight[p as usize]).collect();
        let column = vec![centred(rank, &v, &self.weight, bound)];
        Values { column, weight, status: Status::Closed, sweeps: climb.sweeps() }
    }
}
