//! Modified policy iteration for one player, from a start policy.
//!
//! Problem. Raise v towards the solution of v(s) = max over edges e of r(e) + v(target of e) at
//! the free choices, v = b + A v elsewhere. Each round is one Gauss-Seidel sweep in which free
//! choices move to their best edge, then sweeps under the policy so found until they are
//! accurate enough to judge the next. A choice moves only for a gain beyond what the values may
//! still be wrong by, so ties stay with the start policy and rounds end.
//!
//! # Source
//! Puterman & Shin (1978), Management Science 24; Puterman (1994), section 6.5.

use crate::bracket::Control;
use crate::chain::{Chain, Columns};
use crate::policy::Policy;
use crate::process::StagedProcess;
use crate::relax::Relaxation;
use crate::status::Settings;
use crate::values::Values;

/// After a round that gains much, evaluate to this share of the gain only.
const LOOSE: f64 = 0.05;

/// Gains below this share of a value are rounding.
const ROUNDING: f64 = 16.0 * f64::EPSILON;

/// Policy iteration under way: chain, values and policy move together.
pub(crate) struct Climb<'a> {
    process: &'a StagedProcess,
    /// Reward of every edge; read at free choices.
    reward: &'a [f64],
    control: Control<'a>,
    system: Relaxation<1>,
    pub(crate) policy: Policy,
    settings: Settings,
}

impl<'a> Climb<'a> {
    pub(crate) fn new(
        process: &'a StagedProcess,
        reward: &'a [f64],
        control: Control<'a>,
        chain: Chain,
        base: Columns<1>,
        settings: Settings,
    ) -> Self {
        let system = Relaxation::new(chain, base, settings.memory);
        let policy = control.policy.clone();
        Self { process, reward, control, system, policy, settings }
    }

    /// Starts from known values.
    pub(crate) fn start_from(&mut self, values: &Values, column: usize) {
        let sequence = &self.process.order().sequence;
        self.system.start_from(|position, _| values.near(column, sequence[position]));
    }

    /// Sweeps under the policy until values change by no more than `change`.
    pub(crate) fn evaluate(&mut self, change: f64) -> bool {
        self.system.run(change, self.settings.sweeps_max)
    }

    /// Improves until no choice gains more than twice `change` against values as accurate.
    pub(crate) fn climb(&mut self, change: f64) -> bool {
        let mut accuracy = change;
        loop {
            let gain = self.improve(2.0 * accuracy);
            if gain == 0.0 && accuracy <= change {
                return true;
            }
            accuracy = change.max(LOOSE * if gain > 0.0 { gain } else { accuracy });
            let met = self.evaluate(accuracy);
            if self.sweeps() >= self.settings.sweeps_max || (!met && gain == 0.0) {
                return false;
            }
        }
    }

    /// One sweep with choice; the largest gain of a choice that moved, 0 if none did.
    fn improve(&mut self, gain_min: f64) -> f64 {
        let mut largest: f64 = 0.0;
        for (position, &node) in self.process.order().sequence.iter().enumerate() {
            if self.control.is_free(self.process.kind(node)) {
                largest = largest.max(self.choose(position, node, gain_min));
            }
            self.system.renew(position);
        }
        self.system.count_sweep();
        largest
    }

    fn choose(&mut self, position: usize, node: u32, gain_min: f64) -> f64 {
        let kept = self.policy.edge(self.process, node);
        let values = self.system.values();
        let quality = |edge: usize| self.reward[edge] + values[self.ahead(edge)][0];
        let now = quality(kept);
        let (mut best, mut most) = (kept, now + gain_min.max(ROUNDING * now.abs()));
        for edge in self.process.edges_of(node) {
            let q = quality(edge);
            if q > most {
                (best, most) = (edge, q);
            }
        }
        if best == kept {
            return 0.0;
        }
        let first = self.process.edges_of(node).start;
        self.policy.choice[node as usize] = crate::process::id(best - first);
        self.system.redirect(position, self.ahead(best), [self.reward[best]]);
        most - now
    }

    fn ahead(&self, edge: usize) -> usize {
        self.process.order().rank[self.process.target(edge) as usize] as usize
    }

    /// Values by position.
    pub(crate) fn values(&self) -> Vec<f64> {
        self.system.column(0)
    }

    pub(crate) fn sweeps(&self) -> u32 {
        self.system.sweeps()
    }
}
