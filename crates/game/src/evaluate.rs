//! Value of a fixed policy.
//!
//! Problem. Find v = b + A v for the chain that a policy makes of a process (`chain`), for one
//! right-hand side a payoff, and bracket it (`bracket`). Gauss-Seidel sweeps in the order of
//! `order`, extrapolated (`extrapolate`); the sweeps are free to be clever because the bracket
//! is proved afterwards from the values alone.

use crate::bracket::{Control, certify};
use crate::chain::{self, Chain};
use crate::error::GameError;
use crate::lifetime::lifetime;
use crate::policy::Policy;
use crate::process::StagedProcess;
use crate::relax::Relaxation;
use crate::status::{Attempt, Settings, Status};
use crate::values::{Column, Values, centred};
use crate::weights::{Payoff, Weights};

/// Values of a fixed policy for every payoff column of the weights.
///
/// # Errors
/// Any [`GameError`] of [`Weights::check`] or [`Policy::check`].
pub fn evaluate(
    process: &StagedProcess,
    weights: &Weights,
    policy: &Policy,
    settings: &Settings,
) -> Result<Values, GameError> {
    evaluate_with(process, weights, policy, settings, None)
}

/// The same, starting the sweeps from values of a similar weighting or policy.
///
/// For bisections and samples: the answer's bracket is proved as ever, it is only found sooner.
///
/// # Errors
/// Those of [`evaluate`]; [`GameError::Length`] if `near` belongs to another process.
pub fn evaluate_from(
    near: &Values,
    process: &StagedProcess,
    weights: &Weights,
    policy: &Policy,
    settings: &Settings,
) -> Result<Values, GameError> {
    near.check_length(process)?;
    evaluate_with(process, weights, policy, settings, Some(near))
}

fn evaluate_with(
    process: &StagedProcess,
    weights: &Weights,
    policy: &Policy,
    settings: &Settings,
    near: Option<&Values>,
) -> Result<Values, GameError> {
    weights.check(process)?;
    policy.check(process)?;
    let mut job = Evaluation::new(process, weights, policy, *settings);
    job.near = near;
    for pair in weights.payoff.chunks(2) {
        match pair {
            [a, b] => job.solve([a, b]),
            [a] => job.solve([a]),
            _ => {}
        }
    }
    Ok(job.finish())
}

struct Evaluation<'a> {
    process: &'a StagedProcess,
    weights: &'a Weights,
    control: Control<'a>,
    settings: Settings,
    /// Lent to each system in turn.
    chain: Option<Chain>,
    /// By position.
    weight: Vec<f64>,
    column: Vec<Column>,
    status: Status,
    sweeps: u32,
    near: Option<&'a Values>,
}

impl<'a> Evaluation<'a> {
    fn new(
        process: &'a StagedProcess,
        weights: &'a Weights,
        policy: &'a Policy,
        settings: Settings,
    ) -> Self {
        let control = Control { policy, free: None };
        let chain = Some(Chain::new(process, weights, policy));
        let (weight, sweeps) = lifetime(process, weights, control, settings);
        let (column, status) = (Vec::new(), Status::Closed);
        let near = None;
        Self { process, weights, control, settings, chain, weight, column, status, sweeps, near }
    }

    /// Solves `C` payoffs on the same sweeps, tightening until the brackets close.
    fn solve<const C: usize>(&mut self, payoffs: [&Payoff; C]) {
        let base = chain::base(self.process, self.weights, self.control.policy, payoffs);
        let sequence = &self.process.order().sequence;
        let fresh = || Chain::new(self.process, self.weights, self.control.policy);
        let chain = self.chain.take().unwrap_or_else(fresh);
        let mut system = Relaxation::new(chain, base, self.settings.memory);
        if let Some(near) = self.near {
            let first = self.column.len();
            system.start_from(|p, c| near.near(first + c, sequence[p]));
        }
        let longest = self.weight.iter().copied().fold(1.0, f64::max);
        let mut change = 0.5 * self.settings.gap / longest;
        for before in 0.. {
            let met = system.run(change, self.settings.sweeps_max);
            let columns = self.certified(&system, payoffs);
            let half_width = columns.iter().map(|c| c.radius).fold(0.0, f64::max) * longest;
            let attempt = Attempt { half_width, sweeps: system.sweeps(), met, before };
            if let Some(status) = self.settings.verdict(&attempt) {
                self.column.extend(columns);
                self.status = worse(self.status, status);
                self.sweeps += system.sweeps();
                self.chain = Some(system.into_chain());
                return;
            }
            change *= 0.1;
        }
    }

    fn certified<const C: usize>(
        &self,
        system: &Relaxation<C>,
        payoffs: [&Payoff; C],
    ) -> Vec<Column> {
        let rank = &self.process.order().rank;
        let column = |(c, payoff): (usize, &Payoff)| {
            let v = system.column(c);
            let bound = certify(self.process, self.weights, self.control, payoff, &v, &self.weight);
            centred(rank, &v, &self.weight, bound)
        };
        payoffs.into_iter().enumerate().map(column).collect()
    }

    fn finish(self) -> Values {
        let rank = &self.process.order().rank;
        let weight = rank.iter().map(|&p| self.weight[p as usize]).collect();
        Values { column: self.column, weight, status: self.status, sweeps: self.sweeps }
    }
}

fn worse(a: Status, b: Status) -> Status {
    if a == Status::Closed { b } else { a }
}
