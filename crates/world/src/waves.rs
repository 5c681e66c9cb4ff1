//! Attacks that come in waves, as chances a period: what a self-exciting process says of the next
//! period, given whether the last one had an attack.
//!
//! Problem: the analysis steps in periods and remembers little; a fitted process ([`crate::hawkes`])
//! remembers every event. What a period needs is the chance of at least one occurrence, and how much
//! larger it is after a period that had one than after a quiet one.
//!
//! Symbols: mean rate `r` a year, answers to an event `n < 1`, mean wait for an answer `1/b`
//! (`memory_days`), base `m = r (1 - n)`. In the long run the excess `x` of the intensity has the
//! transform `E exp(-s x) = exp(-m int_0^s (1 - e^(-u n b))/(b u - 1 + e^(-u n b)) du)`, since
//! `E A f = 0` for `f = exp(-s x)` under the generator `A` of the process. Without events it only
//! fades, so a span `t` is quiet with the chance
//! `q(t) = exp(-m t - (m/b) int_0^V (1 - e^(-n v))/(v - 1 + e^(-n v)) dv)`, `V = 1 - exp(-b t)`. After a quiet
//! period the next is quiet with `q(2t)/q(t)`, after another with `(q(t) - q(2t))/(1 - q(t))`.
//!
//! Limits: of the past only the last period is kept; several occurrences in a period count as one;
//! when conduct changes, what an earlier conduct left behind counts as if it were of the new one.
//!
//! # Source
//! Hawkes, *Biometrika* 58 (1971); generator and transform of the exponential kernel: Oakes, *Journal
//! of Applied Probability* 12 (1975); Dassios and Zhao, *Advances in Applied Probability* 43 (2011).

use kernel::{Hours, SubjectId};

use crate::beliefs::{EntryId, Odds};
use crate::hazard::{days, probability_in};

const DAYS_PER_YEAR: f64 = 365.25;

/// Most answers to an event that are followed: at 1 a wave would never end.
pub const MOST_ANSWERS: f64 = 0.99;

/// Occurrences of a tally that call forth others.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Waves {
    /// Which tally.
    pub tally: SubjectId,
    /// Mean number of direct answers to an occurrence, below 1.
    pub answers: EntryId,
    /// Mean wait for an answer, days; positive.
    pub memory_days: f64,
}

/// A self-exciting process by its mean rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wave {
    /// Occurrences a year, in the long run.
    pub rate_per_year: f64,
    /// Mean number of direct answers to one, 0 to [`MOST_ANSWERS`].
    pub answers: f64,
    /// Mean wait for an answer, days.
    pub memory_days: f64,
}

impl Wave {
    /// The chance that a span has no occurrence, the process having run for long.
    #[must_use]
    pub fn quiet(&self, span_days: f64) -> f64 {
        let answers = self.answers.clamp(0.0, MOST_ANSWERS);
        let base = self.rate_per_year * (1.0 - answers) / DAYS_PER_YEAR;
        let faded = -libm::expm1(-span_days / self.memory_days);
        libm::exp(-base * (span_days + self.memory_days * carried(answers, faded)))
    }

    /// The chance of an occurrence in a period after a quiet one.
    #[must_use]
    pub fn after_quiet(&self, span_days: f64) -> f64 {
        1.0 - self.quiet(2.0 * span_days) / self.quiet(span_days)
    }

    /// The chance of an occurrence in a period after one that had one.
    #[must_use]
    pub fn after_one(&self, span_days: f64) -> f64 {
        let (once, twice) = (self.quiet(span_days), self.quiet(2.0 * span_days));
        let some = 1.0 - once;
        if some <= 0.0 {
            return 0.0;
        }
        (1.0 - (once - twice) / some).clamp(0.0, 1.0)
    }
}

/// `int_0^V (1 - e^(-n v))/(v - 1 + e^(-n v)) dv`, by Simpson's rule: the integrand is smooth, and at 0
/// it is `n/(1 - n)`.
fn carried(answers: f64, end: f64) -> f64 {
    const PANELS: u32 = 64;
    let height = |v: f64| {
        let fires = -libm::expm1(-answers * v);
        if v < 1e-9 { answers / (1.0 - answers) } else { fires / (v - fires) }
    };
    let at = |i: u32| height(end * f64::from(i) / f64::from(PANELS));
    let inner = |i: u32| if i % 2 == 1 { 4.0 } else { 2.0 };
    let sum: f64 = (1..PANELS).map(|i| inner(i) * at(i)).sum();
    (at(0) + sum + at(PANELS)) * end / (3.0 * f64::from(PANELS))
}

/// The chance that a rate stands behind: of at least one occurrence in a period, or after what the
/// last period was if occurrences come in waves.
#[must_use]
pub fn chance(
    waves: &[Waves],
    values: &[f64],
    odds: Odds,
    rate_per_year: f64,
    period: Hours,
) -> f64 {
    let Odds::Wave(tally, _, stirred) = odds else { return probability_in(period, rate_per_year) };
    let Some(it) = waves.iter().find(|it| it.tally == tally) else {
        return probability_in(period, rate_per_year);
    };
    let answers = usize::try_from(it.answers.0).ok().and_then(|at| values.get(at));
    let answers = answers.copied().unwrap_or(0.0);
    let wave = Wave { rate_per_year, answers, memory_days: it.memory_days };
    match stirred {
        true => wave.after_one(days(period)),
        false => wave.after_quiet(days(period)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hawkes::Hawkes;

    fn close(found: f64, expected: f64, absolute: f64) {
        assert!((found - expected).abs() < absolute, "{found} is not {expected}");
    }

    #[test]
    fn without_answers_it_is_one_constant_rate_and_forgets() {
        let wave = Wave { rate_per_year: 12.0, answers: 0.0, memory_days: 9.0 };
        let chance = probability_in(Hours(720), 12.0);
        close(1.0 - wave.quiet(30.0), chance, 1e-12);
        close(wave.after_quiet(30.0), chance, 1e-12);
        close(wave.after_one(30.0), chance, 1e-12);
    }

    #[test]
    fn in_a_short_span_the_chance_is_the_mean_rate() {
        let wave = Wave { rate_per_year: 12.0, answers: 0.6, memory_days: 9.0 };
        let span = 1e-3;
        close((1.0 - wave.quiet(span)) / span * DAYS_PER_YEAR, 12.0, 1e-2);
    }

    #[test]
    fn answers_make_quiet_likelier_and_one_attack_call_for_another() {
        let plain = Wave { rate_per_year: 12.0, answers: 0.0, memory_days: 9.0 };
        let wave = Wave { answers: 0.6, ..plain };
        assert!(wave.quiet(30.0) > plain.quiet(30.0));
        assert!(wave.after_one(30.0) > wave.after_quiet(30.0) + 0.1);
        assert!(Wave { rate_per_year: 0.0, ..wave }.after_one(30.0).abs() < 1e-300);
    }

    /// The formulas against the process itself, drawn by thinning: 40,000 periods.
    #[test]
    fn chances_agree_with_the_process_drawn_event_by_event() {
        let (rate, answers, memory) = (14.0 / DAYS_PER_YEAR, 0.55, 12.0);
        let base = rate * (1.0 - answers);
        let process =
            Hawkes { base: vec![base], branching: vec![vec![answers]], decay: 1.0 / memory };
        let mut state: u64 = 1;
        let mut uniform = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (f64::from(u32::try_from(state >> 32).unwrap_or(0)) + 0.5) / 4_294_967_296.0
        };
        let (period, number) = (30.0, 40_000_usize);
        let events = process.simulate(period * 40_000.0, &|_| 1.0, &mut uniform);
        let mut had = vec![false; number];
        for event in events {
            let mut at = 0;
            while period * f64::from(u32::try_from(at + 1).unwrap_or(u32::MAX)) < event.time {
                at += 1;
                if at + 1 >= number {
                    break;
                }
            }
            had[at] = true;
        }
        let share = |of: &dyn Fn(&[bool]) -> Option<bool>| {
            let seen: Vec<bool> = had.windows(2).filter_map(of).collect();
            let yes = seen.iter().filter(|it| **it).count();
            let as_number = |n: usize| f64::from(u32::try_from(n).unwrap_or(0));
            as_number(yes) / as_number(seen.len())
        };
        let wave = Wave { rate_per_year: rate * DAYS_PER_YEAR, answers, memory_days: memory };
        // Standard errors are about .004; periods depend on each other a little beyond the last.
        close(wave.after_one(period), share(&|w| w[0].then_some(w[1])), 0.015);
        close(wave.after_quiet(period), share(&|w| (!w[0]).then_some(w[1])), 0.015);
        close(1.0 - wave.quiet(period), share(&|w| Some(w[0])), 0.015);
    }
}
