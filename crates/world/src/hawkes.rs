//! Incidents that call forth incidents: a self-exciting process with exponential kernels.
//!
//! Problem: attacks come in waves, and one kind may follow another. A constant rate then gives too
//! narrow an interval; a self-exciting process says how much of the record is answer to earlier
//! events, and for how long one is felt.
//!
//! Symbols: intensity of kind `d` at `t`: `l_d = mu_d + sum_i a_(d,k_i) w_i b exp(-b (t - t_i))` over
//! earlier events `i` of kind `k_i` and weight `w_i` (the mark: severity). `mu` is `base`, `a` is
//! `branching` (mean number of direct answers to an event of weight 1), `b` is `decay`.
//!
//! Limits: one decay for all kinds; excitation only (an event never calms); a rate that changes for
//! other reasons also looks like excitation.
//!
//! # Source
//! Hawkes, *Biometrika* 58 (1971); likelihood: Ozaki (1979); thinning: Ogata (1981); time rescaling:
//! Brown and others, *Neural Computation* 14 (2002).

pub mod counts;
pub mod kinds;
pub mod rescaling;

use crate::minimise::minimise;

/// Something that happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// When, in the unit that rates are per.
    pub time: f64,
    /// Which kind, from 0.
    pub kind: usize,
    /// Severity: how much it excites, against 1.
    pub weight: f64,
}

/// A self-exciting process of several kinds.
#[derive(Clone, Debug, PartialEq)]
pub struct Hawkes {
    /// Rate of each kind without any earlier event.
    pub base: Vec<f64>,
    /// `branching[d][k]`: mean number of events of kind `d` that one of kind `k` calls forth.
    pub branching: Vec<Vec<f64>>,
    /// How fast an event is forgotten, per unit of time.
    pub decay: f64,
}

/// A process fitted to times.
#[derive(Clone, Debug, PartialEq)]
pub struct TimesFit {
    /// The process.
    pub process: Hawkes,
    /// Logarithm of its likelihood.
    pub log_likelihood: f64,
    /// Whether the search ended by itself.
    pub converged: bool,
}

impl Hawkes {
    /// What earlier events add to each kind, brought forward from one time to a later one.
    fn faded(&self, excess: &[f64], by: f64) -> Vec<f64> {
        let left = libm::exp(-self.decay * by);
        excess.iter().map(|it| it * left).collect()
    }

    fn excite(&self, excess: &mut [f64], event: &Event) {
        for (slot, row) in excess.iter_mut().zip(&self.branching) {
            let answers = row.get(event.kind).copied().unwrap_or(0.0);
            *slot += answers * event.weight * self.decay;
        }
    }

    /// Draws events until a time, by thinning; `weight` turns a uniform into a severity.
    ///
    /// Stops early at a million events: a process in which every event calls forth more than one.
    pub fn simulate(
        &self,
        until: f64,
        weight: &dyn Fn(f64) -> f64,
        uniform: &mut dyn FnMut() -> f64,
    ) -> Vec<Event> {
        const MOST: usize = 1_000_000;
        let (mut events, mut time) = (Vec::new(), 0.0);
        let mut excess = vec![0.0; self.base.len()];
        while events.len() < MOST {
            let bound: f64 = self.base.iter().chain(&excess).sum();
            let wait = -libm::log(uniform()) / bound;
            time += wait;
            if time.is_nan() || time >= until {
                break;
            }
            excess = self.faded(&excess, wait);
            if let Some(kind) = self.kind_at(&excess, uniform() * bound) {
                let event = Event { time, kind, weight: weight(uniform()) };
                self.excite(&mut excess, &event);
                events.push(event);
            }
        }
        events
    }

    /// The kind whose share of the intensity a height falls into; none if it falls above.
    fn kind_at(&self, excess: &[f64], height: f64) -> Option<usize> {
        let mut sum = 0.0;
        self.base.iter().zip(excess).position(|(base, excess)| {
            sum += base + excess;
            height < sum
        })
    }

    /// Logarithm of the likelihood of events, sorted by time, followed from 0 until a time.
    #[must_use]
    pub fn log_likelihood(&self, events: &[Event], until: f64) -> f64 {
        let mut excess = vec![0.0; self.base.len()];
        let (mut last, mut sum) = (0.0, 0.0);
        for event in events {
            excess = self.faded(&excess, event.time - last);
            last = event.time;
            let at = |list: &[f64]| list.get(event.kind).copied().unwrap_or(0.0);
            sum += libm::log(at(&self.base) + at(&excess)) - self.answered(event, until);
            self.excite(&mut excess, event);
        }
        sum - until * self.base.iter().sum::<f64>()
    }

    /// Mean number of direct answers to an event before a time.
    fn answered(&self, event: &Event, until: f64) -> f64 {
        let answers = self.branching.iter().filter_map(|row| row.get(event.kind)).sum::<f64>();
        answers * event.weight * -libm::expm1(-self.decay * (until - event.time))
    }

    /// Integrated intensity of each kind from one of its events to the next, all kinds in one list:
    /// under the process, exponential with mean 1.
    #[must_use]
    pub fn rescaled(&self, events: &[Event]) -> Vec<f64> {
        let kinds = self.base.len();
        let (mut excess, mut passed) = (vec![0.0; kinds], vec![0.0; kinds]);
        let (mut last, mut waits) = (0.0, Vec::new());
        for event in events {
            let wait = event.time - last;
            last = event.time;
            let now = self.faded(&excess, wait);
            for (kind, passed) in passed.iter_mut().enumerate() {
                let at = |list: &[f64]| list.get(kind).copied().unwrap_or(0.0);
                *passed += at(&self.base) * wait + (at(&excess) - at(&now)) / self.decay;
            }
            excess = now;
            if let Some(passed) = passed.get_mut(event.kind) {
                waits.push(std::mem::take(passed));
            }
            self.excite(&mut excess, event);
        }
        waits
    }
}

/// The process that makes times likeliest.
///
/// # Shape
/// `kinds` from 1; events sorted by time, from 0 until `until`.
#[must_use]
pub fn fit_times(events: &[Event], kinds: usize, until: f64) -> TimesFit {
    let count: f64 = events.iter().map(|_| 1.0).sum();
    let each: f64 = (0..kinds).map(|_| 1.0).sum();
    let rate = (count / each / until).max(1e-9);
    let mut start = vec![libm::log(rate / 2.0); kinds];
    start.extend(vec![libm::log(0.3 / each); kinds * kinds]);
    start.push(libm::log(10.0 * rate * each));
    let cost = |z: &[f64]| -process_of(z, kinds).log_likelihood(events, until);
    let found = minimise(&cost, &start, 0.5);
    TimesFit {
        process: process_of(&found.at, kinds),
        log_likelihood: -found.value,
        converged: found.converged,
    }
}

fn process_of(z: &[f64], kinds: usize) -> Hawkes {
    let numbers: Vec<f64> = z.iter().map(|it| libm::exp(*it)).collect();
    let (base, rest) = numbers.split_at(kinds.min(numbers.len()));
    let rows = rest.chunks_exact(kinds.max(1)).take(kinds);
    Hawkes {
        base: base.to_vec(),
        branching: rows.map(<[f64]>::to_vec).collect(),
        decay: numbers.last().copied().unwrap_or(1.0),
    }
}

#[cfg(test)]
#[path = "hawkes/tests.rs"]
mod tests;
