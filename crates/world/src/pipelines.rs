//! From relief announced to relief felt: stages with delays and stalls.
//!
//! Problem: a signature takes a day, a licence weeks, and a bank that dares to clear the payment
//! months. The enumerated game keeps one counter (announced minus felt), so it needs one chance per
//! period with the same mean; reports and simulation keep the stages apart.
//!
//! Symbols: `m_i` mean days of stage `i` when nothing goes wrong (`days_mean`), `s_i` chance that the
//! stage stalls and is begun again (`stall_odds`), so a stage takes `M_i = m_i/(1 - s_i)` on average;
//! `D` period; chance per period `min(1, D / sum M_i)`, the geometric law with the same mean.
//!
//! Limits: the geometric law has the right mean and too wide a spread (a sum of stages is more
//! regular); with `D` above the mean it takes one period, longer than the truth. Stalls are
//! independent. The delays themselves are beliefs: no row of `data/` supports one.
//!
//! # Source
//! Wald's equation: the mean number of attempts times their mean length. The five stages are this
//! project's own reading of payments that were released and could not be drawn.

use kernel::Hours;

use crate::hazard::days;

/// How far a level of relief has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Declared by the side that gives.
    Announced,
    /// Licences, waivers or comfort letters are issued.
    Licensed,
    /// Moved to an account of the side that receives.
    Transferred,
    /// A bank lets it be spent.
    Usable,
    /// The economy notices.
    Felt,
}

/// The stages in order.
pub const STAGES: [Stage; 5] =
    [Stage::Announced, Stage::Licensed, Stage::Transferred, Stage::Usable, Stage::Felt];

/// How long it takes to reach a stage from the one before.
///
/// # Units
/// Days, not negative; odds in 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Delay {
    /// Mean days if it does not stall.
    pub days_mean: f64,
    /// Chance that it comes to nothing and is begun again.
    pub stall_odds: f64,
}

impl Delay {
    /// Mean days with stalls; infinite if it always stalls.
    #[must_use]
    pub fn expected_days(&self) -> f64 {
        if self.days_mean <= 0.0 {
            return 0.0;
        }
        self.days_mean / (1.0 - self.stall_odds)
    }
}

/// What one kind of relief goes through, one delay to reach each stage after the announcement.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pipeline {
    /// Announced to licensed.
    pub licensed: Delay,
    /// Licensed to transferred.
    pub transferred: Delay,
    /// Transferred to usable.
    pub usable: Delay,
    /// Usable to felt.
    pub felt: Delay,
}

impl Pipeline {
    /// Delay to reach each stage after the announcement, in order.
    #[must_use]
    pub fn delays(&self) -> [Delay; 4] {
        [self.licensed, self.transferred, self.usable, self.felt]
    }

    /// Mean days from one stage to a later one; 0 if it is not later.
    #[must_use]
    pub fn expected_days(&self, from: Stage, to: Stage) -> f64 {
        let reached = STAGES.iter().skip(1).zip(self.delays());
        let between = reached.filter(|(stage, _)| from < **stage && **stage <= to);
        between.map(|(_, delay)| delay.expected_days()).sum()
    }

    /// The chance that a level announced and not yet felt is felt in one period.
    #[must_use]
    pub fn felt_in(&self, period: Hours) -> f64 {
        geometric_with_mean(period, self.expected_days(Stage::Announced, Stage::Felt))
    }

    /// The chance that what was transferred becomes usable in one period.
    #[must_use]
    pub fn usable_in(&self, period: Hours) -> f64 {
        geometric_with_mean(period, self.usable.expected_days())
    }

    /// Share of a level announced on day 0 that stands at each stage `after_days` later.
    ///
    /// Each stage is geometric in steps of a day, so a stage shorter than a day takes one.
    #[must_use]
    pub fn shares(&self, after_days: u32) -> [f64; 5] {
        let day = Hours::days(1);
        let pass = self.delays().map(|delay| geometric_with_mean(day, delay.expected_days()));
        let mut shares = [1.0, 0.0, 0.0, 0.0, 0.0];
        for _ in 0..after_days {
            for (stage, chance) in pass.iter().enumerate().rev() {
                let moved = shares[stage] * chance;
                shares[stage] -= moved;
                shares[stage + 1] += moved;
            }
        }
        shares
    }
}

/// The chance per period of the geometric law with this mean, one period at the least.
pub(crate) fn geometric_with_mean(period: Hours, mean_days: f64) -> f64 {
    let period_days = days(period);
    if mean_days <= period_days {
        return 1.0;
    }
    period_days / mean_days
}

#[cfg(test)]
mod tests {
    use super::*;

    const MONTH: Hours = Hours::days(30);

    fn delay(days_mean: f64, stall_odds: f64) -> Delay {
        Delay { days_mean, stall_odds }
    }

    fn pipeline() -> Pipeline {
        Pipeline {
            licensed: delay(14.0, 0.0),
            transferred: delay(30.0, 0.25),
            usable: delay(60.0, 0.5),
            felt: delay(26.0, 0.0),
        }
    }

    fn close(found: f64, expected: f64, absolute: f64) {
        assert!((found - expected).abs() < absolute, "{found} is not {expected}");
    }

    #[test]
    fn stalls_lengthen_the_mean() {
        close(delay(60.0, 0.5).expected_days(), 120.0, 1e-12);
        assert_eq!(delay(60.0, 1.0).expected_days(), f64::INFINITY);
        close(delay(0.0, 1.0).expected_days(), 0.0, 1e-12);
        let line = pipeline();
        close(line.expected_days(Stage::Announced, Stage::Felt), 200.0, 1e-12);
        close(line.expected_days(Stage::Transferred, Stage::Usable), 120.0, 1e-12);
        close(line.expected_days(Stage::Felt, Stage::Announced), 0.0, 1e-12);
    }

    #[test]
    fn the_geometric_law_has_the_same_mean() {
        let p = pipeline().felt_in(MONTH);
        let mean: f64 = (1..4000_i32)
            .map(|k| 30.0 * f64::from(k) * p * libm::pow(1.0 - p, f64::from(k - 1)))
            .sum();
        close(mean, 200.0, 1e-9);
        close(pipeline().usable_in(MONTH), 0.25, 1e-12);
    }

    #[test]
    fn a_path_that_always_stalls_is_never_felt_and_a_quick_one_takes_a_period() {
        let mut line = pipeline();
        line.usable.stall_odds = 1.0;
        close(line.felt_in(MONTH), 0.0, 1e-15);
        let quick = Pipeline {
            licensed: delay(1.0, 0.0),
            transferred: delay(1.0, 0.0),
            usable: delay(1.0, 0.0),
            felt: delay(1.0, 0.0),
        };
        close(quick.felt_in(MONTH), 1.0, 1e-15);
        close(quick.shares(4)[4], 1.0, 1e-15);
    }

    #[test]
    fn shares_add_up_and_their_mean_delay_is_the_sum_of_stages() {
        let line = pipeline();
        let mut not_felt_days = 0.0;
        for day in 0..5000 {
            let shares = line.shares(day);
            if day % 250 == 0 {
                close(shares.iter().sum(), 1.0, 1e-12);
            }
            not_felt_days += 1.0 - shares[4];
        }
        close(not_felt_days, 200.0, 1e-6);
    }

    /// The bound the module states: a sum of stages is more regular than the law that replaces it.
    #[test]
    fn the_geometric_law_is_felt_too_early_and_too_late() {
        let line = pipeline();
        let p = line.felt_in(Hours::days(1));
        let geometric = |day: i32| 1.0 - libm::pow(1.0 - p, f64::from(day));
        assert!(line.shares(30)[4] < geometric(30));
        assert!(line.shares(600)[4] > geometric(600));
    }
}
