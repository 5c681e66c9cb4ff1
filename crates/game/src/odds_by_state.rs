//! Odds of actions, state by state.

use std::ops::{Index, IndexMut};

/// Odds of the actions of every state, in one run of memory; indexed by state.
#[derive(Debug, Clone, PartialEq)]
pub struct OddsByState {
    /// First place of each state. Shape: states + 1.
    first: Vec<usize>,
    odds: Vec<f64>,
}

impl OddsByState {
    /// Room for so many actions in each state, all odds 0.
    pub(crate) fn zero(actions: impl Iterator<Item = usize>) -> Self {
        let mut first = vec![0];
        let mut places = 0;
        for count in actions {
            places += count;
            first.push(places);
        }
        Self { odds: vec![0.0; places], first }
    }

    /// Odds by state.
    pub fn iter(&self) -> impl Iterator<Item = &[f64]> {
        self.first.windows(2).map(|place| &self.odds[place[0]..place[1]])
    }

    /// All odds of a state to one action.
    pub(crate) fn settle(&mut self, state: usize, action: usize) {
        let row = &mut self[state];
        row.fill(0.0);
        row[action] = 1.0;
    }
}

impl Index<usize> for OddsByState {
    type Output = [f64];

    fn index(&self, state: usize) -> &[f64] {
        &self.odds[self.first[state]..self.first[state + 1]]
    }
}

impl IndexMut<usize> for OddsByState {
    fn index_mut(&mut self, state: usize) -> &mut [f64] {
        &mut self.odds[self.first[state]..self.first[state + 1]]
    }
}
