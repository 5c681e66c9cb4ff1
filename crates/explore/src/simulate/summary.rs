//! What many paths have in common: exact counts, added in any order, read with errors.

use kernel::state::Ended;
use kernel::{PhaseId, WorkstreamId};
use sampling::{
    Cells, Estimate, FEW, Mean, Merge as _, Moments, OrderStatistic, Sample, Tail, Total,
};
use std::collections::BTreeMap;

/// Counts over paths. Two summaries of different paths of the same run add up to the summary of
/// all of them, in any order, to the last bit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Seed of everything drawn.
    pub seed: u64,
    /// How many paths in how many blocks.
    pub sample: Sample,
    /// Paths ended within so many months, in whatever way; month 1 first.
    pub gone: Vec<Total>,
    /// The same, short of fulfilment.
    pub failed: Vec<Total>,
    /// Months lived up to so many months, fulfilment counted as living on; month 1 first.
    pub lived: Vec<Total>,
    /// The same by way of ending.
    pub ended: BTreeMap<Ended, Vec<Total>>,
    /// Paths of which this file, or the whole accord short of fulfilment, ended within so many
    /// months; file by file, month 1 first.
    pub files: Vec<Vec<Total>>,
    /// Months by the phase last opened; last, before any phase opened.
    pub phases: Vec<Total>,
    /// Months begun: the path steps.
    pub months: Total,
    /// Random numbers drawn.
    pub draws: u64,
    /// What was measured, if anything was.
    pub measured: Vec<Measured>,
}

/// One measure over many paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measured {
    /// How many of its whole numbers make one of its unit.
    pub per_unit: i64,
    /// Sums, in its whole numbers.
    pub moments: Moments,
    /// Counts by fixed cells.
    pub cells: Cells,
}

impl Measured {
    /// Nothing counted yet.
    pub(super) fn of(per_unit: i64) -> Self {
        Self { per_unit, moments: Moments::default(), cells: Cells::default() }
    }

    pub(super) fn add(&mut self, number: i64) {
        self.moments.add(number);
        self.cells.add(number);
    }

    pub(super) fn close(&mut self) {
        self.moments.close();
    }

    fn merge(&mut self, other: &Self) {
        self.moments.merge(other.moments);
        self.cells.merge(other.cells.clone());
    }
}

/// Something of which too few paths tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooFew {
    /// Which way of ending.
    pub ended: Ended,
    /// On how many paths it was met.
    pub events: u64,
}

impl sampling::Merge for Summary {
    fn merge(&mut self, later: Self) {
        Self::merge(self, &later);
    }
}

impl Summary {
    /// Adds another part of the same run.
    pub fn merge(&mut self, other: &Self) {
        self.seed = other.seed;
        self.sample.paths += other.sample.paths;
        self.sample.blocks += other.sample.blocks;
        self.sample.nested |= other.sample.nested;
        add(&mut self.gone, &other.gone);
        add(&mut self.failed, &other.failed);
        add(&mut self.lived, &other.lived);
        for (ended, curve) in &other.ended {
            add(self.ended.entry(*ended).or_default(), curve);
        }
        self.files.resize(self.files.len().max(other.files.len()), Vec::new());
        self.files.iter_mut().zip(&other.files).for_each(|(own, theirs)| add(own, theirs));
        add(&mut self.phases, &other.phases);
        self.months.add(&other.months);
        self.draws += other.draws;
        if self.measured.is_empty() {
            self.measured.clone_from(&other.measured);
        } else {
            let both = self.measured.iter_mut().zip(&other.measured);
            both.for_each(|(own, their)| own.merge(their));
        }
    }

    /// Months followed.
    #[must_use]
    pub fn horizon(&self) -> u32 {
        u32::try_from(self.gone.len()).unwrap_or(u32::MAX)
    }

    /// Share of paths on which, after so many months, the accord is in force or fulfilled.
    #[must_use]
    pub fn survival(&self, month: u32) -> Estimate {
        self.sample.share(&at(&self.failed, month)).rest(self.sample.paths)
    }

    /// Share of paths on which, after so many months, the accord is in force.
    #[must_use]
    pub fn in_force(&self, month: u32) -> Estimate {
        self.sample.share(&at(&self.gone, month)).rest(self.sample.paths)
    }

    /// Share of paths on which, after so many months, the file is in force or the accord
    /// fulfilled.
    #[must_use]
    pub fn file_survival(&self, file: WorkstreamId, month: u32) -> Estimate {
        let curve = self.files.get(file.index()).map_or(&[][..], Vec::as_slice);
        self.sample.share(&at(curve, month)).rest(self.sample.paths)
    }

    /// Share of paths that ended in this way within so many months.
    #[must_use]
    pub fn ended_within(&self, ended: Ended, month: u32) -> Estimate {
        let total = self.ended.get(&ended).map(|curve| at(curve, month));
        self.sample.share(&total.unwrap_or_default())
    }

    /// Every way of ending met within the horizon, with its share.
    #[must_use]
    pub fn causes(&self) -> Vec<(Ended, Estimate)> {
        let horizon = self.horizon();
        self.ended.keys().map(|ended| (*ended, self.ended_within(*ended, horizon))).collect()
    }

    /// Mean months in which this phase was the one last opened; `None`: before any opened.
    #[must_use]
    pub fn months_in(&self, phase: Option<PhaseId>) -> Mean {
        let last = self.phases.len().saturating_sub(1);
        let total = self.phases.get(phase.map_or(last, PhaseId::index));
        self.sample.mean(&total.copied().unwrap_or_default())
    }

    /// Mean months lived, within the horizon.
    #[must_use]
    pub fn mean_months(&self) -> Mean {
        self.sample.mean(&self.months)
    }

    /// Mean months lived up to a month, fulfilment counted as living on: the area under the curve of
    /// survival so far.
    #[must_use]
    pub fn restricted_mean(&self, month: u32) -> Mean {
        self.sample.mean(&at(&self.lived, month))
    }

    /// Mean of a measure, in its unit.
    #[must_use]
    pub fn mean_of(&self, it: &Measured) -> Mean {
        let unit = it.per_unit as f64;
        let Mean { mean, standard_error } = self.sample.mean_of(&it.moments);
        Mean { mean: mean / unit, standard_error: standard_error / unit }
    }

    /// Quantile of a measure, in its unit.
    #[must_use]
    pub fn quantile_of(&self, it: &Measured, share: f64) -> OrderStatistic {
        let unit = it.per_unit as f64;
        let found = it.cells.quantile(share, self.sample.effective(&it.moments));
        OrderStatistic {
            value: found.value / unit,
            standard_error: found.standard_error / unit,
            interval: (found.interval.0 / unit, found.interval.1 / unit),
            too_few: found.too_few,
        }
    }

    /// What the tail of a measure says of its mean, if enough paths tell.
    #[must_use]
    pub fn tail_of(it: &Measured) -> Option<Tail> {
        it.cells.tail()
    }

    /// Ways of ending of which too few paths tell.
    #[must_use]
    pub fn too_few(&self) -> Vec<TooFew> {
        let horizon = self.horizon();
        let events = |curve: &[Total]| at(curve, horizon).sum;
        let all = self.ended.iter().map(|(ended, c)| TooFew { ended: *ended, events: events(c) });
        all.filter(|found| found.events < FEW).collect()
    }
}

fn add(own: &mut Vec<Total>, theirs: &[Total]) {
    own.resize(own.len().max(theirs.len()), Total::default());
    own.iter_mut().zip(theirs).for_each(|(own, their)| own.add(their));
}

/// The total after so many months, from 1; month 0 is nothing.
fn at(curve: &[Total], month: u32) -> Total {
    let index = (month as usize).min(curve.len()).checked_sub(1);
    index.and_then(|i| curve.get(i)).copied().unwrap_or_default()
}
