//! What is so after some periods, on how many paths.

use super::outcome::Outcome;
use super::table::START;
use super::walk::Walker;
use super::{Simulation, chances, process};
use kernel::State;
use sampling::Stream;
use std::collections::BTreeMap;
use world::{Beliefs, Values};

/// Paths from where a drive starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ahead<'a> {
    /// How many.
    pub paths: u64,
    /// Seed of everything drawn.
    pub seed: u64,
    /// Periods after which it is asked, in order.
    pub periods: &'a [u32],
}

impl Simulation<'_> {
    /// The share of paths on which each question is answered yes, by period. Numbers are drawn from
    /// `beliefs` anew for every path; they may differ from those of the drive in nothing but numbers.
    ///
    /// # Shape
    /// A row a period, a column a question.
    #[must_use]
    pub fn shares_ahead(
        &self,
        beliefs: &Beliefs,
        ahead: Ahead<'_>,
        ask: &dyn Fn(&State) -> Vec<bool>,
    ) -> Vec<Vec<f64>> {
        let mut met: Vec<BTreeMap<u32, u64>> = vec![BTreeMap::new(); ahead.periods.len()];
        for number in 0..ahead.paths {
            let values = drawn(beliefs, ahead.seed, number);
            self.walk_ahead(&values, ahead, number, &mut met);
        }
        let share = |nodes: &BTreeMap<u32, u64>| self.shares(nodes, ahead.paths, ask);
        met.iter().map(share).collect()
    }

    /// One path; notes the point at the end of each period asked for.
    fn walk_ahead(
        &self,
        values: &Values,
        ahead: Ahead<'_>,
        number: u64,
        met: &mut [BTreeMap<u32, u64>],
    ) {
        let last = ahead.periods.last().copied().unwrap_or(0);
        let chances = chances(self.drive, values);
        let walker = Walker { table: &self.table, chances: &chances, horizon: last };
        let stream = Stream::new(ahead.seed, number);
        let (mut path, mut node) = (Outcome::default(), START);
        for period in 1..=last {
            if path.end.is_none() {
                path.months = period;
                node = walker.month(node, &stream, &mut path, &mut ());
            }
            let asked = ahead.periods.iter().zip(met.iter_mut());
            for (_, met) in asked.filter(|(asked, _)| **asked == period) {
                *met.entry(node).or_default() += 1;
            }
        }
    }

    fn shares(
        &self,
        nodes: &BTreeMap<u32, u64>,
        paths: u64,
        ask: &dyn Fn(&State) -> Vec<bool>,
    ) -> Vec<f64> {
        let mut yes: Vec<u64> = Vec::new();
        for (node, count) in nodes {
            let Some(state) = self.table.state(*node) else { continue };
            let answers = ask(&state);
            yes.resize(answers.len(), 0);
            let counted = yes.iter_mut().zip(answers).filter(|(_, answer)| *answer);
            counted.for_each(|(yes, _)| *yes += count);
        }
        yes.into_iter().map(|it| it as f64 / paths.max(1) as f64).collect()
    }
}

fn drawn(beliefs: &Beliefs, seed: u64, path: u64) -> Values {
    let stream = Stream::new(seed, path);
    let mut entry = 0;
    beliefs.sample(|| {
        entry += 1;
        stream.uniform(entry, process::BELIEFS)
    })
}
