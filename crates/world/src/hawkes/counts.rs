//! The same process when only counts over spans are known: days of a list, readings of a tally.
//!
//! Problem: a newspaper gives a date, an office a total since the last briefing. Times inside a span
//! are unknown, so its likelihood takes the mean of the process within it, given the counts before,
//! and the variance that the process has over a span of that length: the count is negative binomial
//! with both. What a span's events leave behind is averaged over where in it they may lie.
//!
//! Symbols: excess `S` at the start of a span, `k = b (1 - a)`, `S* = a mu/(1 - a)`; mean count
//! `L = mu D + S* D + (S - S*)(1 - exp(-k D))/k`; variance `F L` with
//! `F = 1 + (1/(1 - a)^2 - 1)(1 - (1 - exp(-k D))/(k D))`; afterwards
//! `S exp(-b D) + n a (1 - exp(-b D))/D`.
//!
//! Limits: the shape of the law within a span is assumed, only its mean and variance are those of the
//! process; the chance of "no clustering" is therefore taken from drawn records, not from a table.
//!
//! # Source
//! Mean behaviour over intervals: Rizoiu and others, *JMLR* 23 (2022), "Interval-censored Hawkes
//! processes". Variance: Hawkes, *Biometrika* 58 (1971), covariance of the exponential kernel.
//! Profile intervals: Cox and Hinkley, *Theoretical Statistics* (1974), chapter 9.

use super::rescaling::{Agreement, exponential};
use super::{Event, Hawkes};
use crate::minimise::minimise;
use crate::special_functions::gamma_quantile;

/// Occurrences over a span of days; spans follow each other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    /// Length in days, positive.
    pub days: f64,
    /// Occurrences.
    pub events: u32,
}

/// One kind, in days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Clustered {
    /// Rate without earlier events, per day.
    pub base: f64,
    /// Mean number of direct answers to an event, in (0, 1).
    pub branching: f64,
    /// How fast an event is forgotten, per day.
    pub decay: f64,
}

/// Slowest and fastest forgetting looked at, per day: half a year, and five hours.
///
/// Faster than a few hours cannot be seen in days; slower than the record is a trend.
pub const DECAY_BOUNDS: (f64, f64) = (1.0 / 180.0, 5.0);
/// Share of a Poisson record's fits that may look as clustered before it is said to be.
pub const LEVEL: f64 = 0.05;
/// Half of the 95 % point of chi-squared on one degree.
const DROP: f64 = 1.920_729;

impl Clustered {
    /// Mean count of each span given those before it.
    fn means(self, spans: &[Span]) -> Vec<f64> {
        let Self { base, branching, decay } = self;
        let still = branching * base / (1.0 - branching);
        let back = decay * (1.0 - branching);
        let mut excess = 0.0;
        let mean = |span: &Span| {
            let days = span.days;
            let settled = -libm::expm1(-back * days) / back;
            let mean = (base + still) * days + (excess - still) * settled;
            let left = -libm::expm1(-decay * days) / days;
            excess = excess * libm::exp(-decay * days) + f64::from(span.events) * branching * left;
            mean
        };
        spans.iter().map(mean).collect()
    }

    /// Logarithm of the likelihood, without the factorials.
    #[must_use]
    pub fn log_likelihood(self, spans: &[Span]) -> f64 {
        let term = |(mean, span): (&f64, &Span)| {
            log_chance(span.events, *mean, self.spread(span.days) - 1.0)
        };
        self.means(spans).iter().zip(spans).map(term).sum()
    }

    /// Variance over mean of a count in a span, the process having run for long.
    fn spread(self, days: f64) -> f64 {
        let answered = 1.0 / (1.0 - self.branching);
        let back = self.decay * (1.0 - self.branching) * days;
        1.0 + (answered * answered - 1.0) * (1.0 + libm::expm1(-back) / back)
    }

    /// The same as a process of times.
    #[must_use]
    pub fn process(self) -> Hawkes {
        let Self { base, branching, decay } = self;
        Hawkes { base: vec![base], branching: vec![vec![branching]], decay }
    }

    /// Mean intensity over each span given those before it, per day: the line of a picture.
    #[must_use]
    pub fn intensity(self, spans: &[Span]) -> Vec<f64> {
        let means = self.means(spans);
        means.iter().zip(spans).map(|(mean, span)| mean / span.days).collect()
    }
}

/// Logarithm of the negative binomial chance of a count, without its factorial: `excess` is variance
/// over mean less 1, and at 0 it is Poisson.
fn log_chance(events: u32, mean: f64, excess: f64) -> f64 {
    let mean = mean.max(1e-300);
    let straight = f64::from(events) * libm::log(mean);
    let size = mean / excess;
    if excess < 1e-9 || !size.is_finite() {
        return straight - mean;
    }
    let rise: f64 = (0..events).map(|i| libm::log1p(f64::from(i) / size)).sum();
    straight + rise - (f64::from(events) + size) * libm::log1p(mean / size)
}

/// The parameters as the search sees them: free numbers.
fn free(model: Clustered) -> [f64; 3] {
    let (slow, fast) = DECAY_BOUNDS;
    let logit = |share: f64| libm::log(share / (1.0 - share));
    let place = libm::log(model.decay / slow) / libm::log(fast / slow);
    [libm::log(model.base), logit(model.branching), logit(place.clamp(1e-6, 1.0 - 1e-6))]
}

fn bound(z: [f64; 3]) -> Clustered {
    let (slow, fast) = DECAY_BOUNDS;
    let share = |x: f64| 1.0 / (1.0 + libm::exp(-x));
    Clustered {
        base: libm::exp(z[0]),
        branching: share(z[1].clamp(-12.0, 6.0)),
        decay: slow * libm::pow(fast / slow, share(z[2].clamp(-12.0, 12.0))),
    }
}

/// Places where the search starts, so that a ridge does not decide.
const STARTS: [(f64, f64); 2] = [(0.4, 0.08), (0.4, 0.8)];

/// The model that makes counts likeliest, with the logarithm of its likelihood.
#[must_use]
pub fn likeliest(spans: &[Span]) -> (Clustered, f64) {
    let rate = constant_rate(spans).max(1e-6);
    let from = |(branching, decay): (f64, f64)| {
        let start = Clustered { base: rate * (1.0 - branching), branching, decay };
        let z = free(start);
        let cost = |z: &[f64]| -> f64 {
            let z = [0, 1, 2].map(|i| z.get(i).copied().unwrap_or(0.0));
            -bound(z).log_likelihood(spans)
        };
        let found = minimise(&cost, &z, 0.7);
        let at = [0, 1, 2].map(|i| found.at.get(i).copied().unwrap_or(0.0));
        (bound(at), -found.value)
    };
    let flat = Clustered { base: rate, branching: 1e-6, decay: 1.0 };
    let all = STARTS.into_iter().map(from);
    all.fold((flat, poisson(spans)), |best, it| if it.1 > best.1 { it } else { best })
}

/// Events over days.
#[must_use]
pub fn constant_rate(spans: &[Span]) -> f64 {
    let events: f64 = spans.iter().map(|span| f64::from(span.events)).sum();
    events / spans.iter().map(|span| span.days).sum::<f64>()
}

/// Logarithm of the likelihood of one constant rate, without the factorials.
#[must_use]
pub fn poisson(spans: &[Span]) -> f64 {
    let rate = constant_rate(spans);
    let term = |span: &Span| {
        let mean = rate * span.days;
        f64::from(span.events) * libm::log(mean.max(1e-300)) - mean
    };
    spans.iter().map(term).sum()
}

/// Ends of a 95 % interval by profile likelihood; an end at a bound is open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end; `None` if the bound of the search does not fall out of the interval.
    pub low: Option<f64>,
    /// Upper end, likewise.
    pub high: Option<f64>,
}

/// Profile intervals of base, branching and decay about the likeliest model.
#[must_use]
pub fn profiles(spans: &[Span], best: Clustered, log_likelihood: f64) -> [Interval; 3] {
    let centre = free(best);
    let ends = [[-14.0, 4.0], [-8.0, 6.0], [-8.0, 8.0]];
    [0, 1, 2].map(|axis: usize| {
        let of = |z: f64| {
            let model = bound([0, 1, 2].map(|i| if i == axis { z } else { centre[i] }));
            [model.base, model.branching, model.decay][axis]
        };
        let falls = |z: f64| log_likelihood - profile(spans, centre, axis, z) - DROP;
        let end =
            |far: f64| crossing(&falls, centre[axis].clamp(ends[axis][0], ends[axis][1]), far);
        Interval { low: end(ends[axis][0]).map(of), high: end(ends[axis][1]).map(of) }
    })
}

/// The greatest likelihood with one parameter held.
fn profile(spans: &[Span], centre: [f64; 3], axis: usize, at: f64) -> f64 {
    let others: Vec<usize> = (0..3).filter(|i| *i != axis).collect();
    let cost = |z: &[f64]| -> f64 {
        let mut full = centre;
        full[axis] = at;
        for (other, value) in others.iter().zip(z) {
            full[*other] = *value;
        }
        -bound(full).log_likelihood(spans)
    };
    let start: Vec<f64> = others.iter().map(|i| centre[*i].clamp(-4.0, 4.0)).collect();
    -minimise(&cost, &start, 0.7).value
}

/// Where a function that is negative at `near` turns positive on the way to `far`.
fn crossing(falls: &dyn Fn(f64) -> f64, near: f64, far: f64) -> Option<f64> {
    if falls(far) < 0.0 {
        return None;
    }
    let (mut inside, mut outside) = (near, far);
    for _ in 0..18 {
        let middle = f64::midpoint(inside, outside);
        if falls(middle) < 0.0 {
            inside = middle;
        } else {
            outside = middle;
        }
    }
    Some(f64::midpoint(inside, outside))
}

/// What counts say of clustering.
#[derive(Clone, Debug, PartialEq)]
pub struct Clustering {
    /// The likeliest model.
    pub model: Clustered,
    /// Its profile intervals: base, branching, decay.
    pub intervals: [Interval; 3],
    /// The constant rate, per day.
    pub rate: f64,
    /// Twice the gain in log likelihood over the constant rate.
    pub gain: f64,
    /// Share of records drawn at the constant rate that gain at least as much.
    pub p_value: f64,
    /// Records drawn.
    pub drawn: u32,
    /// Time rescaling under the model, middle of drawn placements within the spans.
    pub agreement: Option<Agreement>,
    /// The same under the constant rate.
    pub agreement_constant: Option<Agreement>,
}

impl Clustering {
    /// Whether one constant rate is enough for this record.
    #[must_use]
    pub fn poisson_is_enough(&self) -> bool {
        self.p_value > LEVEL
    }
}

/// Records drawn for the chance of no clustering.
const RECORDS: u32 = 199;
/// Placements drawn for the test by time rescaling.
const PLACEMENTS: usize = 49;

/// Fits, tests and compares.
pub fn clustering(spans: &[Span], uniform: &mut dyn FnMut() -> f64) -> Clustering {
    let (model, log_likelihood) = likeliest(spans);
    let gain = 2.0 * (log_likelihood - poisson(spans));
    let rate = constant_rate(spans);
    let gains = (0..RECORDS).map(|_| {
        let drawn: Vec<Span> = spans.iter().map(|span| redrawn(*span, rate, uniform)).collect();
        2.0 * (likeliest(&drawn).1 - poisson(&drawn))
    });
    let as_large: f64 = gains.map(|it| if it >= gain - 1e-9 { 1.0 } else { 0.0 }).sum();
    let constant = Clustered { base: rate, branching: 1e-9, decay: 1.0 };
    Clustering {
        model,
        intervals: profiles(spans, model, log_likelihood),
        rate,
        gain,
        p_value: (1.0 + as_large) / (1.0 + f64::from(RECORDS)),
        drawn: RECORDS,
        agreement: agreement(spans, model, uniform),
        agreement_constant: agreement(spans, constant, uniform),
    }
}

/// A span with a count of its own at a constant rate.
fn redrawn(span: Span, rate: f64, uniform: &mut dyn FnMut() -> f64) -> Span {
    let (mean, mut time, mut events) = (rate * span.days, 0.0, 0);
    loop {
        time -= libm::log(uniform());
        if time > mean || time.is_nan() {
            return Span { events, ..span };
        }
        events += 1;
    }
}

/// The middle test over placements of the events within their spans.
fn agreement(
    spans: &[Span],
    model: Clustered,
    uniform: &mut dyn FnMut() -> f64,
) -> Option<Agreement> {
    let process = model.process();
    let mut tests: Vec<Agreement> = (0..PLACEMENTS)
        .filter_map(|_| exponential(&process.rescaled(&placed(spans, uniform))))
        .collect();
    tests.sort_by(|a, b| a.p_value.total_cmp(&b.p_value));
    tests.get(tests.len() / 2).copied()
}

/// Events at times drawn evenly within their spans.
pub fn placed(spans: &[Span], uniform: &mut dyn FnMut() -> f64) -> Vec<Event> {
    let (mut events, mut start) = (Vec::new(), 0.0);
    for span in spans {
        let times = (0..span.events).map(|_| start + span.days * uniform());
        events.extend(times.map(|time| Event { time, kind: 0, weight: 1.0 }));
        start += span.days;
    }
    events.sort_by(|a, b| a.time.total_cmp(&b.time));
    events
}

/// Exact 95 % interval of the constant rate, per day (Garwood).
#[must_use]
pub fn rate_interval(spans: &[Span]) -> (f64, f64) {
    let events: f64 = spans.iter().map(|span| f64::from(span.events)).sum();
    let days: f64 = spans.iter().map(|span| span.days).sum();
    (gamma_quantile(events, 0.025) / days, gamma_quantile(events + 1.0, 0.975) / days)
}
