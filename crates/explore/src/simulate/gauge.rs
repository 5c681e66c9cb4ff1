//! What a path is worth and risks, gathered while it is walked.

use super::mark::{Mark, Marks, millionths};
use super::measure::{Oil, What};
use super::outcome::Outcome;
use super::purse::Purse;
use super::table::{START, Table};
use super::walk::Watch;
use crate::drive::Drive;
use crate::exposure::Good;
use crate::exposure::legs::{open, pass};
use kernel::{ActorId, Hours};
use sampling::Stream;
use world::Values;

/// Measures paths, one after the other, under one set of numbers.
pub(super) struct Gauge<'a> {
    table: &'a Table<'a>,
    marks: &'a Marks,
    purse: Purse<'a>,
    oil: Option<Oil>,
    goods: Vec<(usize, usize, Good)>,
    answered: Vec<Vec<(i64, Hours)>>,
    most: Vec<i64>,
    least: Vec<i64>,
    /// Days to the threshold before anything happens.
    start: Vec<i64>,
}

impl<'a> Gauge<'a> {
    /// `None` on a table without marks.
    pub(super) fn new(
        table: &'a Table<'a>,
        drive: &'a Drive<'a>,
        values: &'a Values,
    ) -> Option<Self> {
        let marks = table.marks()?;
        let paid = marks.measures.iter().filter_map(|measure| match measure.what {
            What::Payoff(party) => Some(party),
            _ => None,
        });
        let parties: Vec<ActorId> = paid.collect();
        let goods = marks.goods();
        Some(Self {
            table,
            marks,
            purse: Purse::new(marks, drive.beliefs, values, parties),
            oil: Oil::new(drive.beliefs),
            answered: marks.nothing_answered(),
            most: vec![0; goods.len()],
            least: Vec::new(),
            start: marks.days(&drive.start().state),
            goods,
        })
    }

    /// A new path begins.
    pub(super) fn begin(&mut self) {
        self.purse.begin();
        self.most.fill(0);
        self.least.clear();
        self.least.extend_from_slice(&self.start);
        let all = self.answered.iter_mut().flatten();
        all.for_each(|answered| *answered = (0, Hours::ZERO));
        if let Some(mark) = self.table.mark(START) {
            self.look(mark);
        }
    }

    /// The path is over: its numbers are written down.
    pub(super) fn end(&self, stream: &Stream, path: &mut Outcome) {
        path.measures.clear();
        let (mut most, mut least) = (self.most.iter(), self.least.iter());
        let mut gained = self.purse.gained.iter();
        for measure in &self.marks.measures {
            let number = match measure.what {
                What::Exposure(..) => most.next().copied().unwrap_or(0),
                What::Breakout(_) => least.next().copied().unwrap_or(0),
                What::Payoff(_) => gained.next().map_or(0, |it| millionths(*it)),
                What::Price => {
                    self.oil.as_ref().map_or(0, |oil| oil.price(path.end, path.months, stream))
                }
            };
            path.measures.push(number);
        }
    }

    /// What is out now, good by good.
    fn look(&mut self, mark: &Mark) {
        for (place, (_, side, good)) in self.goods.iter().enumerate() {
            let (Some(legs), Some(seen)) = (self.marks.legs.get(*side), mark.seen.get(*side))
            else {
                continue;
            };
            let now = open(&legs.1, *good, seen, &self.answered[*side]);
            self.most[place] = self.most[place].max(now);
        }
    }

    /// Exposure from one point to the next, with the stops between.
    fn expose(&mut self, from: &Mark, to: &Mark) {
        for (side, (_, legs)) in self.marks.legs.iter().enumerate() {
            let (Some(mut seen), Some(next)) = (from.seen.get(side), to.seen.get(side)) else {
                continue;
            };
            let answered = &mut self.answered[side];
            let stops = from.passing.as_ref().and_then(|passing| passing.stops.get(side));
            for (passed, now) in stops.into_iter().flatten() {
                pass(legs, *passed, (seen, now), answered, Hours::ZERO);
                seen = now;
                let own = self.goods.iter().enumerate().filter(|(_, (_, it, _))| *it == side);
                for (place, (_, _, good)) in own {
                    self.most[place] = self.most[place].max(open(legs, *good, seen, answered));
                }
            }
            pass(legs, Hours::ZERO, (seen, next), answered, Hours::ZERO);
        }
        self.look(to);
    }
}

impl Watch for Gauge<'_> {
    fn went(&mut self, from: u32, way: usize, to: u32) {
        let (Some(mark), Some(next)) = (self.table.mark(from), self.table.mark(to)) else { return };
        self.purse.pay(mark, way);
        if !self.goods.is_empty() {
            self.expose(mark, next);
        }
        if let Some(passing) = &mark.passing {
            let days = self.least.iter_mut().zip(&passing.days);
            days.for_each(|(least, now)| *least = (*least).min(*now));
        }
    }
}
