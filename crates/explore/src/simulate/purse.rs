//! What parties gain along a path.

use super::mark::{Mark, Marks};
use super::measure::Worth;
use kernel::ActorId;
use world::{Beliefs, Values};

/// Discounted payoffs of some parties, gathered while a path is walked.
pub(super) struct Purse<'a> {
    marks: &'a Marks,
    worth: Worth<'a>,
    parties: Vec<ActorId>,
    discount: Vec<f64>,
    /// Payoffs of a set of flows, by set and party; not a number until asked for.
    flows: Vec<f64>,
    factor: Vec<f64>,
    /// What each has gained so far.
    pub gained: Vec<f64>,
}

impl<'a> Purse<'a> {
    pub(super) fn new(
        marks: &'a Marks,
        beliefs: &'a Beliefs,
        values: &'a Values,
        parties: Vec<ActorId>,
    ) -> Self {
        let discount = |party: &ActorId| crate::weigh::discount(beliefs, values, *party);
        Self {
            marks,
            worth: Worth { beliefs, values },
            discount: parties.iter().map(discount).collect(),
            flows: Vec::new(),
            factor: vec![1.0; parties.len()],
            gained: vec![0.0; parties.len()],
            parties,
        }
    }

    /// Nothing gained yet.
    pub(super) fn begin(&mut self) {
        self.factor.fill(1.0);
        self.gained.fill(0.0);
    }

    /// Payoffs on a way on, and of the period if it ends there.
    pub(super) fn pay(&mut self, mark: &Mark, way: usize) {
        let lumps = mark.lumps.get(way).map_or(&[][..], Vec::as_slice);
        for place in 0..self.parties.len() {
            if let Some(passing) = &mark.passing {
                self.gained[place] += self.factor[place] * self.flow(passing.flows, place);
                self.factor[place] *= self.discount[place];
            }
            if !lumps.is_empty() {
                let lump = self.worth.lumps(lumps, self.parties[place]);
                self.gained[place] += self.factor[place] * lump;
            }
        }
    }

    /// What a set of flows pays a party in a period.
    fn flow(&mut self, set: u32, place: usize) -> f64 {
        let at = set as usize * self.parties.len() + place;
        if self.flows.len() <= at {
            self.flows.resize(at + 1, f64::NAN);
        }
        if self.flows[at].is_nan() {
            self.flows[at] = self.worth.flows(&self.marks.flow_set(set), self.parties[place]);
        }
        self.flows[at]
    }
}
