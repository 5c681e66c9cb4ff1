//! What inspection sees in a period, what it sees wrongly, and how much of it deters.
//!
//! Problem: a text sets how often a body reports; experts say how good one inspection is. The
//! analysis needs the chance per period of either kind of report, and a reader wants to know
//! whether that chance alone would make compliance pay.
//!
//! Symbols: `p` chance that one inspection finds a violation that is there (`detects`), `alpha`
//! chance that it reports one that is not (`false_alarm`), `n` inspections per period, `g` gain of
//! violating unseen, `b` loss when seen. Per period `1 - (1-p)^n`. Complying is at least as good
//! iff `0 >= (1-p) g - p b`, that is `p >= g/(g+b)`.
//!
//! Limits: inspections are taken as independent and equally good, and `n` may be a fraction (the
//! same odds over many periods). Learning where to look, and hiding, are not modelled.
//!
//! # Source
//! Avenhaus, von Stengel and Zamir, "Inspection games", *Handbook of Game Theory* 3 (2002),
//! chapter 51; the threshold goes back to Dresher (1962).

use kernel::Hours;

use crate::hazard::{days, restate};

/// How one body inspects one subject.
///
/// # Units
/// Chances per inspection, 0 to 1; `every` is the time from one report to the next, not zero.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Inspection {
    /// A violation that is there is reported.
    pub detects: f64,
    /// A violation that is not there is reported.
    pub false_alarm: f64,
    /// From one report to the next.
    pub every: Hours,
}

impl Inspection {
    /// The chance of at least one true report in a period of violation.
    #[must_use]
    pub fn detection_in(&self, period: Hours) -> f64 {
        restate(self.detects, self.every, period)
    }

    /// The chance of at least one false report in a period of compliance.
    #[must_use]
    pub fn false_alarm_in(&self, period: Hours) -> f64 {
        restate(self.false_alarm, self.every, period)
    }

    /// Mean time from the start of a violation to the report of it, if it goes on.
    ///
    /// It starts at any point between two inspections: half an interval to the first, then one
    /// interval for each that misses.
    ///
    /// # Units
    /// Days; infinite if nothing is ever found.
    #[must_use]
    pub fn mean_days_unseen(&self) -> f64 {
        days(self.every) * (1.0 / self.detects - 0.5)
    }
}

/// The least chance of detection at which complying is no worse than violating.
///
/// # Units
/// `gain` unseen and `loss` when seen, both not negative, in the same unit of payoff, both against
/// complying. Nothing to gain needs no detection; nothing to lose is never deterred.
#[must_use]
pub fn detection_needed(gain: f64, loss: f64) -> f64 {
    if gain <= 0.0 {
        return 0.0;
    }
    gain / (gain + loss.max(0.0))
}

/// The least chance of detection at which complying is no worse, when complying is itself at times
/// reported as a violation.
///
/// Complying costs `alpha f` with `f` the loss from a false report, so violating needs
/// `(1-p) g - p b <= -alpha f`. Above 1 no inspection deters: false alarms have taken away the
/// reason to comply.
#[must_use]
pub fn detection_needed_with_false_alarms(
    gain: f64,
    loss: f64,
    false_alarm: f64,
    loss_if_false: f64,
) -> f64 {
    if gain + loss <= 0.0 {
        return 0.0;
    }
    ((gain + false_alarm * loss_if_false) / (gain + loss)).max(0.0)
}

/// The chance that a report is true, given how likely a violation was held to be before it.
///
/// Bayes: `p q / (p q + alpha (1 - q))` with `q` the prior. A body that reports nothing either way
/// teaches nothing, so the prior stands.
#[must_use]
pub fn report_is_true(prior: f64, detects: f64, false_alarm: f64) -> f64 {
    let (right, wrong) = (detects * prior, false_alarm * (1.0 - prior));
    if right + wrong <= 0.0 {
        return prior;
    }
    right / (right + wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MONTHLY: Inspection =
        Inspection { detects: 0.4, false_alarm: 0.01, every: Hours::days(30) };

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
    }

    #[test]
    fn three_reports_miss_as_often_as_all_three_miss() {
        close(MONTHLY.detection_in(Hours::days(30)), 0.4);
        close(MONTHLY.detection_in(Hours::days(90)), 1.0 - 0.6 * 0.6 * 0.6);
        close(MONTHLY.false_alarm_in(Hours::days(60)), 1.0 - 0.99 * 0.99);
        close(MONTHLY.mean_days_unseen(), 60.0);
        let perfect = Inspection { detects: 1.0, ..MONTHLY };
        close(perfect.detection_in(Hours::days(15)), 1.0);
        close(perfect.mean_days_unseen(), 15.0);
    }

    #[test]
    fn at_the_threshold_violating_is_worth_exactly_nothing() {
        for (gain, loss) in [(3.0, 6.0), (1.0, 99.0), (5.0, 0.0)] {
            let p = detection_needed(gain, loss);
            close((1.0 - p) * gain - p * loss, 0.0);
        }
        close(detection_needed(3.0, 6.0), 1.0 / 3.0);
        close(detection_needed(0.0, 6.0), 0.0);
        close(detection_needed(-1.0, 6.0), 0.0);
    }

    #[test]
    fn false_alarms_raise_the_detection_needed_and_may_make_it_impossible() {
        close(detection_needed_with_false_alarms(3.0, 6.0, 0.0, 6.0), 1.0 / 3.0);
        close(detection_needed_with_false_alarms(3.0, 6.0, 0.25, 6.0), 0.5);
        // Punished as often when innocent: nothing is left to deter with.
        assert!(detection_needed_with_false_alarms(3.0, 6.0, 1.0, 7.0) > 1.0);
    }

    #[test]
    fn a_rare_violation_makes_most_reports_false() {
        // One in a hundred, a good test: still two reports in three are wrong.
        close(report_is_true(0.01, 0.99, 0.02), 0.0099 / (0.0099 + 0.0198));
        close(report_is_true(0.3, 0.0, 0.0), 0.3);
        close(report_is_true(0.5, 0.8, 0.0), 1.0);
    }
}
