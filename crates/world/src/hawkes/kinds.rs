//! Several kinds of occurrence at once: which calls forth which.
//!
//! Problem: a list names a kind for each row (a weapon, a place, who is said to have done it). The
//! process of several kinds has a rate for each, a matrix of answers and one decay. Expectation and
//! maximisation give rates and matrix at a decay without a search; the decay is looked for on a
//! grid. An end of an interval is where the likelihood, all else refitted at the likeliest decay, has fallen
//! by half of the 95 % point of chi-squared.
//!
//! Symbols: `R_k(t) = sum_i w_i b exp(-b (t - t_i))` over earlier events of kind `k`; chance that event `i` of kind
//! `d` answers kind `k`: `a_dk R_k/l_d`; `a_dk` is the sum of those chances over what events of kind `k` could
//! still answer to.
//!
//! Limits: days are all that a list gives, so times inside a day are drawn; one decay for all; what
//! two kinds owe to a third that nobody lists looks like an answer of one to the other.
//!
//! # Source
//! Veen and Schoenberg, JASA 103 (2008) for the algorithm; profile likelihood: Cox and Hinkley (1974).

use super::counts::{DECAY_BOUNDS, Interval, LEVEL};
use super::rescaling::{Agreement, exponential};
use super::{Event, Hawkes};

/// Rounds of expectation and maximisation.
const ROUNDS: usize = 150;
/// Decays looked at, evenly on the log.
const DECAYS: usize = 12;
/// Records drawn for the chance of no answers at all.
const RECORDS: u32 = 99;
/// Half of the 95 % point of chi-squared on one degree.
const DROP: f64 = 1.920_729;
/// Most answers to one event that are looked at.
const MOST: f64 = 3.0;

/// What a list of several kinds says.
#[derive(Clone, Debug, PartialEq)]
pub struct Kinds {
    /// The likeliest process, per day.
    pub process: Hawkes,
    /// Intervals of its matrix: `intervals[d][k]`.
    pub intervals: Vec<Vec<Interval>>,
    /// Twice the gain in log likelihood over constant rates.
    pub gain: f64,
    /// Share of records drawn at constant rates that gain at least as much.
    pub p_value: f64,
    /// Records drawn.
    pub drawn: u32,
    /// Time rescaling under the process.
    pub agreement: Option<Agreement>,
}

impl Kinds {
    /// Whether constant rates are enough for this list.
    #[must_use]
    pub fn poisson_is_enough(&self) -> bool {
        self.p_value > LEVEL
    }
}

/// Fits, tests and compares.
///
/// # Shape
/// `kinds` from 1; events sorted by time, in days from 0 until `until`.
pub fn fit(events: &[Event], kinds: usize, until: f64, uniform: &mut dyn FnMut() -> f64) -> Kinds {
    let (process, likelihood) = likeliest(events, kinds, until);
    let gain = 2.0 * (likelihood - constant(events, kinds, until));
    let as_large = (0..RECORDS).filter(|_| {
        let drawn = redrawn(events, until, uniform);
        let gained = 2.0 * (likeliest(&drawn, kinds, until).1 - constant(&drawn, kinds, until));
        gained >= gain - 1e-9
    });
    let p_value = (1.0 + as_large.map(|_| 1.0).sum::<f64>()) / (1.0 + f64::from(RECORDS));
    let entry = |d: usize, k: usize| interval(events, until, &process, likelihood, (d, k));
    let intervals = (0..kinds).map(|d| (0..kinds).map(|k| entry(d, k)).collect()).collect();
    let agreement = exponential(&process.rescaled(events));
    Kinds { process, intervals, gain, p_value, drawn: RECORDS, agreement }
}

/// The likeliest process over the grid of decays, with the logarithm of its likelihood.
#[must_use]
pub fn likeliest(events: &[Event], kinds: usize, until: f64) -> (Hawkes, f64) {
    let (slow, fast) = DECAY_BOUNDS;
    let none = Hawkes {
        base: rates(events, kinds, until),
        branching: vec![vec![0.0; kinds]; kinds],
        decay: fast,
    };
    let least = none.log_likelihood(events, until);
    let decay = |step: usize| slow * libm::pow(fast / slow, step as f64 / (DECAYS - 1) as f64);
    let at = |step: usize| {
        let start = start(events, kinds, until, decay(step));
        let found = climbed(start, events, until, None);
        let likelihood = found.log_likelihood(events, until);
        (found, likelihood)
    };
    (0..DECAYS).map(at).fold((none, least), |best, it| if it.1 > best.1 { it } else { best })
}

fn start(events: &[Event], kinds: usize, until: f64, decay: f64) -> Hawkes {
    let base = rates(events, kinds, until).into_iter().map(|rate| rate * 0.7).collect();
    Hawkes { base, branching: vec![vec![0.3 / kinds as f64; kinds]; kinds], decay }
}

fn rates(events: &[Event], kinds: usize, until: f64) -> Vec<f64> {
    let of = |kind: usize| events.iter().filter(|it| it.kind == kind).count() as f64 / until;
    (0..kinds).map(|kind| of(kind).max(1e-9)).collect()
}

/// Logarithm of the likelihood of constant rates.
fn constant(events: &[Event], kinds: usize, until: f64) -> f64 {
    let process = Hawkes {
        base: rates(events, kinds, until),
        branching: vec![vec![0.0; kinds]; kinds],
        decay: 1.0,
    };
    process.log_likelihood(events, until)
}

/// Expectation and maximisation; an entry of the matrix that is `held` stays as it is.
fn climbed(
    mut process: Hawkes,
    events: &[Event],
    until: f64,
    held: Option<(usize, usize)>,
) -> Hawkes {
    let kinds = process.base.len();
    let felt = felt(events, kinds, process.decay);
    let could: Vec<f64> =
        (0..kinds).map(|kind| could_answer(events, kind, process.decay, until)).collect();
    for _ in 0..ROUNDS {
        let (mut own, mut answers) = (vec![0.0; kinds], vec![vec![0.0; kinds]; kinds]);
        for (event, felt) in events.iter().zip(&felt) {
            let row = &process.branching[event.kind];
            let called: Vec<f64> = row.iter().zip(felt).map(|(a, felt)| a * felt).collect();
            let all = process.base[event.kind] + called.iter().sum::<f64>();
            own[event.kind] += process.base[event.kind] / all;
            let slots = answers[event.kind].iter_mut().zip(called);
            slots.for_each(|(slot, called)| *slot += called / all);
        }
        process.base = own.into_iter().map(|it| (it / until).max(1e-12)).collect();
        for (d, row) in process.branching.iter_mut().enumerate() {
            for (k, entry) in row.iter_mut().enumerate().filter(|(k, _)| held != Some((d, *k))) {
                *entry = if could[k] > 0.0 { answers[d][k] / could[k] } else { 0.0 };
            }
        }
    }
    process
}

/// What earlier events of each kind add, before their matrix, at each event.
fn felt(events: &[Event], kinds: usize, decay: f64) -> Vec<Vec<f64>> {
    let (mut now, mut last) = (vec![0.0; kinds], 0.0);
    let one = |event: &Event| {
        let left = libm::exp(-decay * (event.time - last));
        last = event.time;
        now.iter_mut().for_each(|it: &mut f64| *it *= left);
        let felt = now.clone();
        now[event.kind] += event.weight * decay;
        felt
    };
    events.iter().map(one).collect()
}

/// Events of a kind, each counted as far as its answers could have been seen.
fn could_answer(events: &[Event], kind: usize, decay: f64, until: f64) -> f64 {
    let of = events.iter().filter(|it| it.kind == kind);
    of.map(|it| it.weight * -libm::expm1(-decay * (until - it.time))).sum()
}

fn interval(
    events: &[Event],
    until: f64,
    best: &Hawkes,
    likelihood: f64,
    (d, k): (usize, usize),
) -> Interval {
    let centre = best.branching[d][k];
    let falls = |at: f64| {
        let mut held = best.clone();
        held.branching[d][k] = at;
        let found = climbed(held, events, until, Some((d, k)));
        likelihood - found.log_likelihood(events, until) - DROP
    };
    let end = |far: f64| (falls(far) >= 0.0).then(|| crossing(&falls, centre, far));
    Interval { low: end(0.0), high: end(MOST.max(2.0 * centre)) }
}

/// Where a function that is negative at `near` turns positive on the way to `far`.
fn crossing(falls: &dyn Fn(f64) -> f64, near: f64, far: f64) -> f64 {
    let (mut inside, mut outside) = (near, far);
    for _ in 0..14 {
        let middle = f64::midpoint(inside, outside);
        if falls(middle) < 0.0 {
            inside = middle;
        } else {
            outside = middle;
        }
    }
    f64::midpoint(inside, outside)
}

/// As many events of each kind at times drawn evenly: a record at constant rates, given its counts.
fn redrawn(events: &[Event], until: f64, uniform: &mut dyn FnMut() -> f64) -> Vec<Event> {
    let anew = |it: &Event| Event { time: until * uniform(), ..*it };
    let mut drawn: Vec<Event> = events.iter().map(anew).collect();
    drawn.sort_by(|a, b| a.time.total_cmp(&b.time));
    drawn
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A generator for these tests alone (SplitMix64).
    fn uniforms(mut state: u64) -> impl FnMut() -> f64 {
        move || {
            state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
            let mut z = state;
            z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
            ((z ^ (z >> 31)) >> 11) as f64 / (1_u64 << 53) as f64 + 1e-17
        }
    }

    fn drawn(branching: [[f64; 2]; 2], until: f64, seed: u64) -> Vec<Event> {
        let process = Hawkes {
            base: vec![0.3, 0.2],
            branching: branching.map(|row| row.to_vec()).to_vec(),
            decay: 1.0,
        };
        process.simulate(until, &|_| 1.0, &mut uniforms(seed))
    }

    const ONE_WAY: [[f64; 2]; 2] = [[0.0, 0.0], [0.7, 0.0]];

    /// The first kind calls forth the second, and nothing else calls forth anything: seen in one
    /// record, and over ten the intervals hold the truth about as often as they say. They are taken at
    /// the likeliest decay, so somewhat less often.
    #[test]
    fn who_calls_forth_whom_is_found() {
        let until = 200.0;
        let (mut held, mut answers) = (0, 0.0);
        for seed in 0..10 {
            let events = drawn(ONE_WAY, until, seed);
            let (found, likelihood) = likeliest(&events, 2, until);
            answers += found.branching[1][0] / 10.0;
            for (d, k) in [(0, 0), (0, 1), (1, 0), (1, 1)] {
                let ends = interval(&events, until, &found, likelihood, (d, k));
                let truth = ONE_WAY[d][k];
                let above = ends.low.is_none_or(|low| low <= truth);
                held += u32::from(above && ends.high.is_none_or(|high| truth <= high));
            }
        }
        assert!(held >= 32, "{held} of 40");
        assert!((answers - 0.7_f64).abs() < 0.15, "{answers}");
        let events = drawn(ONE_WAY, until, 5);
        let found = fit(&events, 2, until, &mut uniforms(6));
        assert!(!found.poisson_is_enough(), "p = {}", found.p_value);
        assert!(found.agreement.is_some_and(|it| it.p_value > 0.01));
    }

    #[test]
    fn constant_rates_are_enough_where_nothing_answers() {
        let events = drawn([[0.0; 2]; 2], 120.0, 8);
        assert!(fit(&events, 2, 120.0, &mut uniforms(9)).poisson_is_enough());
    }

    /// Each round climbs: the likelihood is no worse than at the start, and one kind gives what the
    /// search over free numbers gives.
    #[test]
    fn one_kind_is_what_another_method_finds() {
        let process = Hawkes { base: vec![0.4], branching: vec![vec![0.5]], decay: 1.0 };
        let events = process.simulate(600.0, &|_| 1.0, &mut uniforms(3));
        let (found, likelihood) = likeliest(&events, 1, 600.0);
        let other = super::super::fit_times(&events, 1, 600.0);
        assert!((likelihood - other.log_likelihood).abs() < 1.0, "{likelihood} {other:?}");
        assert!((found.branching[0][0] - other.process.branching[0][0]).abs() < 0.1);
        let first = start(&events, 1, 600.0, found.decay);
        assert!(likelihood > first.log_likelihood(&events, 600.0));
    }
}
