//! Many futures of one text: what a simulation counted, for people and for programs.
//!
//! Everything said beside the counts stands in a [`Head`], which a shard keeps: what was drawn in
//! parts is told as if it had been drawn at once.

mod head;
mod json;
mod measures;
mod page;
mod reduced;
mod sampled;
mod warnings;

use explore::simulate::{Estimate, Mean, Summary};
use kernel::PhaseId;
use kernel::state::Ended;
use world::survival_baseline::{End, Survival, reference_class};

pub use head::Head;
pub use json::{FuturesJson, answer};
pub use measures::{MeasureName, named};
pub use page::page;
pub use reduced::{Asked, compared, controlled, rare};
pub use sampled::{LIMITS, sampled};

use crate::labels::Labels;
use crate::page::Run;
use crate::reference;
use crate::words::cause;

/// Months shown, as far as the horizon goes.
const MONTHS: [u32; 8] = [3, 6, 12, 18, 24, 36, 48, 60];

/// What a page about futures is made of.
#[derive(Clone, Copy)]
pub struct Futures<'a> {
    /// What is said beside the counts.
    pub head: &'a Head,
    /// What its rows are called.
    pub labels: &'a Labels,
    /// What was counted.
    pub summary: &'a Summary,
    /// How it came about.
    pub run: &'a Run,
}

impl Futures<'_> {
    fn months(&self) -> impl Iterator<Item = u32> + '_ {
        let horizon = self.summary.horizon();
        MONTHS.into_iter().filter(move |month| *month <= horizon)
    }

    /// Ways of ending, largest first.
    fn causes(&self) -> Vec<(Ended, Estimate)> {
        let mut list = self.summary.causes();
        list.sort_by(|a, b| b.1.events.cmp(&a.1.events).then(a.0.cmp(&b.0)));
        list
    }

    fn phases(&self) -> impl Iterator<Item = (Option<PhaseId>, Mean)> + '_ {
        let count = u16::try_from(self.labels.phases.len()).unwrap_or(u16::MAX);
        let all = (0..count).map(|id| Some(PhaseId(id))).chain([None]);
        all.map(|phase| (phase, self.summary.months_in(phase))).filter(|(_, it)| it.mean > 0.0)
    }

    fn cause_name(&self, ended: Ended) -> String {
        cause::name(self.labels, ended.cause, ended.by)
    }

    /// How such deals did by the end of as many periods.
    fn past(&self, month: u32) -> Survival {
        reference::after(&reference_class(End::NotKept), self.head.period(), month)
    }
}
