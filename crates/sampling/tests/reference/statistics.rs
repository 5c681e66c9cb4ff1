//! The oracle's statistics of a sample, from counts and histograms that add up.

use super::model::Outcome;
use sampling::{Histogram, Mean, Merge, Sample, Total};

/// Cells of the price's logarithm: a thousandth each.
const LOGARITHMS: (f64, f64, usize) = (2.0, 7.0, 5000);

/// What is counted.
#[derive(Clone, Debug, Default)]
pub struct Statistics {
    sample: Sample,
    /// Paths ended by cause and month.
    ended: Vec<Vec<u64>>,
    /// Months, phase, rung, leaks, incidents.
    totals: [Total; 5],
    /// Prices after months 12, 24 and 36, and at the end.
    prices: [Histogram; 4],
}

impl Merge for Statistics {
    fn merge(&mut self, later: Self) {
        self.sample.paths += later.sample.paths;
        self.sample.blocks += later.sample.blocks;
        self.ended.resize(self.ended.len().max(later.ended.len()), vec![0; 61]);
        for (own, their) in self.ended.iter_mut().zip(&later.ended) {
            own.iter_mut().zip(their).for_each(|(own, their)| *own += their);
        }
        self.totals.iter_mut().zip(&later.totals).for_each(|(own, their)| own.add(their));
        self.prices.iter_mut().zip(later.prices).for_each(|(own, their)| own.merge(their));
    }
}

impl Statistics {
    /// Counts of one block.
    pub fn of(found: &[Outcome]) -> Self {
        let (low, high, cells) = LOGARITHMS;
        let empty = Histogram::new(low, high, cells).expect("cells");
        let mut prices = [0; 4].map(|_| empty.clone());
        let mut ended = vec![vec![0; 61]; 7];
        let mut sums = [(0, 0); 5];
        for outcome in found {
            let [month, cause, phase, rung, leaks, incidents] = outcome.counts;
            ended[cause as usize][month as usize] += 1;
            for ((sum, squares), value) in
                sums.iter_mut().zip([month, phase, rung, leaks, incidents])
            {
                *sum += u64::from(value);
                *squares += u64::from(value) * u64::from(value);
            }
            let reached = (0..4).filter(|place| *place == 3 || month as usize >= 12 * (place + 1));
            reached.for_each(|place| prices[place].add(outcome.prices[place]));
        }
        let paths = found.len() as u64;
        let sample = Sample { paths, blocks: 1, nested: false };
        let totals = sums.map(|(sum, squares)| Total::of_block(sum, squares));
        Self { sample, ended, totals, prices }
    }

    /// A statistic by the oracle's name: `S12`, `CIF24_leak`, `P36_alive_q05`, `mean_months`, ...
    pub fn named(&self, name: &str) -> Mean {
        if let Some(rest) = name.strip_prefix("CIF") {
            let (month, cause) = rest.split_once('_').expect("a cause");
            let causes = [
                "A_withdraws",
                "B_withdraws",
                "non_delivery",
                "verification",
                "escalation",
                "leak",
            ];
            let cause = causes.iter().position(|it| *it == cause).expect("a cause") + 1;
            return self.within(month, &[cause]);
        }
        if let Some(rest) = name.strip_prefix('P') {
            return self.price(rest);
        }
        if let Some(month) = name.strip_prefix('S') {
            let gone = self.within(month, &[1, 2, 3, 4, 5, 6]);
            return Mean { mean: 1.0 - gone.mean, ..gone };
        }
        let names =
            ["mean_months", "mean_phase_stop", "mean_ladder_stop", "mean_leaks", "mean_incidents"];
        let place = names.iter().position(|it| *it == name).expect("a statistic");
        self.sample.mean(&self.totals[place])
    }

    fn within(&self, month: &str, causes: &[usize]) -> Mean {
        let month: usize = month.parse().expect("a month");
        let events =
            causes.iter().map(|cause| self.ended[*cause][..=month].iter().sum::<u64>()).sum();
        let share = self.sample.share(&Total::of_block(events, events));
        Mean { mean: share.mean, standard_error: share.standard_error }
    }

    fn price(&self, name: &str) -> Mean {
        let (when, what) = name.rsplit_once('_').expect("a price");
        let place = ["12_alive", "24_alive", "36_alive", "_stop"].iter().position(|it| *it == when);
        let prices = &self.prices[place.expect("a month")];
        assert_eq!(prices.outside(), 0);
        if what == "mean" {
            assert!(!prices.heavy_tail_of_exponential());
            return prices.mean(f64::exp);
        }
        let percent: f64 = what[1..].parse().expect("a share");
        let quantile = prices.quantile(percent / 100.0);
        let value = quantile.value.exp();
        Mean { mean: value, standard_error: value * quantile.standard_error }
    }
}
