//! What a path that is followed in full reads at each point: payoffs by way on, exposure, stocks.
//!
//! No number of any belief stands here, so that runs under other numbers use the marks again.

use super::measure::{Measure, What, measures};
use super::slots::Slots;
use crate::drive::{Branch, Choice, Drive, FlowHit, LumpHit, Micro};
use crate::exposure::Good;
use crate::exposure::legs::{Leg, Seen, Stop, legs, look, stops};
use indexmap::IndexSet;
use kernel::{Accord, ActorId, Hours, State, SubjectId};
use rustc_hash::FxBuildHasher;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use world::Beliefs;
use world::programme::{Programme, StockAmount};

/// What stands at a point.
#[derive(Debug, Default)]
pub(super) struct Mark {
    /// Where each way on leads.
    pub ways: Vec<u32>,
    /// Payoffs on each way on.
    pub lumps: Vec<Vec<LumpHit>>,
    /// Odds of the ways up to and with each one, where somebody chooses by odds.
    pub shares: Vec<f64>,
    /// What each way means, where one party chooses.
    pub choices: Vec<Choice>,
    /// What the state shows of each leg, signatory by signatory.
    pub seen: Vec<Box<[Seen]>>,
    /// Of a period that ends.
    pub passing: Option<Passing>,
}

/// What the end of a period tells.
#[derive(Debug)]
pub(super) struct Passing {
    /// Which set of flows ran.
    pub flows: u32,
    /// Stops on the way, signatory by signatory.
    pub stops: Vec<Box<[Stop]>>,
    /// Days to the threshold at its end, by programme, in millionths of a day.
    pub days: Vec<i64>,
}

impl Mark {
    pub(super) fn of_ways(ways: Vec<u32>, branches: &[impl std::borrow::Borrow<Branch>]) -> Self {
        let lumps = branches.iter().map(|branch| branch.borrow().lumps.clone()).collect();
        Self { ways, lumps, ..Self::default() }
    }
}

/// Marks of a table, and what they are read for.
pub(super) struct Marks {
    cells: Slots<Mark>,
    /// What is measured.
    pub measures: Vec<Measure>,
    /// Signatories and what each delivers.
    pub legs: Vec<(ActorId, Vec<Leg>)>,
    programmes: Vec<Programme>,
    stocks: Vec<SubjectId>,
    flows: Mutex<IndexSet<Vec<FlowHit>, FxBuildHasher>>,
    days: Mutex<BTreeMap<Vec<i64>, Vec<i64>>>,
}

impl Marks {
    pub(super) fn new(accord: &Accord, beliefs: &Beliefs) -> Self {
        let own = |party| (party, legs(accord, party));
        let all: Vec<_> = accord.signatory_ids().map(own).collect();
        let counted = beliefs.programmes.iter().flat_map(|it| &it.stocks);
        let mut stocks: Vec<SubjectId> = counted.filter_map(|it| kept(it.amount)).collect();
        stocks.sort_unstable();
        stocks.dedup();
        Self {
            cells: Slots::new(),
            measures: measures(beliefs, &all),
            legs: all,
            programmes: beliefs.programmes.clone(),
            stocks,
            flows: Mutex::default(),
            days: Mutex::default(),
        }
    }

    pub(super) fn get(&self, number: u32) -> Option<&Mark> {
        self.cells.get(number)
    }

    pub(super) fn set(&self, number: u32, mark: Mark, seen: impl FnOnce() -> Vec<Box<[Seen]>>) {
        self.cells.get_or_init(number, || Mark { seen: seen(), ..mark });
    }

    /// What a state shows of each leg, signatory by signatory.
    pub(super) fn show(&self, accord: &Accord, state: &State) -> Vec<Box<[Seen]>> {
        let one = |legs: &[Leg]| legs.iter().map(|leg| look(accord, state, leg)).collect();
        self.legs.iter().map(|(_, legs)| one(legs)).collect()
    }

    /// What the end of a period tells.
    pub(super) fn passing(
        &self,
        drive: &Drive<'_>,
        at: &Micro,
        branch: &Branch,
        flows: Vec<FlowHit>,
    ) -> Passing {
        let accord = drive.accord;
        let one = |legs: &Vec<Leg>| {
            let show = |state: &State| legs.iter().map(|leg| look(accord, state, leg)).collect();
            stops(accord, at.state.clone(), &branch.events, &show)
        };
        let mut known = self.flows.lock().unwrap_or_else(PoisonError::into_inner);
        let flows = u32::try_from(known.insert_full(flows).0).unwrap_or(u32::MAX);
        drop(known);
        let stops = self.legs.iter().filter(|(_, legs)| !legs.is_empty());
        Passing {
            flows,
            stops: if stops.count() == 0 {
                Vec::new()
            } else {
                self.legs.iter().map(|(_, legs)| one(legs)).collect()
            },
            days: self.days(&branch.to.state),
        }
    }

    /// The flows of a set.
    pub(super) fn flow_set(&self, set: u32) -> Vec<FlowHit> {
        let known = self.flows.lock().unwrap_or_else(PoisonError::into_inner);
        known.get_index(set as usize).cloned().unwrap_or_default()
    }

    /// Days to the threshold in a state, by programme, all stocks that are verified.
    pub(super) fn days(&self, state: &State) -> Vec<i64> {
        if self.programmes.is_empty() {
            return Vec::new();
        }
        let key: Vec<i64> = self.stocks.iter().map(|id| state.subject(*id).truth).collect();
        let mut known = self.days.lock().unwrap_or_else(PoisonError::into_inner);
        let truth = |id: SubjectId| state.subject(id).truth;
        let fresh = || {
            let one = |it: &Programme| millionths(it.days(truth, false).middle);
            self.programmes.iter().map(one).collect::<Vec<_>>()
        };
        known.entry(key).or_insert_with(fresh).clone()
    }

    /// Nothing answered yet, signatory by signatory.
    pub(super) fn nothing_answered(&self) -> Vec<Vec<(i64, Hours)>> {
        self.legs.iter().map(|(_, legs)| vec![(0, Hours::ZERO); legs.len()]).collect()
    }

    /// Which good of which signatory each measure of exposure is about.
    pub(super) fn goods(&self) -> Vec<(usize, usize, Good)> {
        let place = |party| self.legs.iter().position(|(it, _)| *it == party);
        let all = self.measures.iter().enumerate();
        all.filter_map(|(at, measure)| match measure.what {
            What::Exposure(party, good) => Some((at, place(party)?, good)),
            _ => None,
        })
        .collect()
    }
}

fn kept(amount: StockAmount) -> Option<SubjectId> {
    match amount {
        StockAmount::Kept { subject, .. } => Some(subject),
        StockAmount::Beside(_) => None,
    }
}

/// A number in millionths, as whole numbers that add up without rounding.
#[allow(clippy::cast_possible_truncation, reason = "a float saturates")]
pub(super) fn millionths(number: f64) -> i64 {
    if number.is_finite() { (number * 1e6).round() as i64 } else { i64::MAX >> 20 }
}
