//! Whether a successor keeps what a predecessor signed, as a constant hazard.
//!
//! Problem: most agreements of this kind end by a change of administration, so every answer has to
//! stand beside what that alone would do. This is that baseline: no incident, no deviation, no
//! detection, only offices that change and successors that do not honour.
//!
//! Symbols: `q` odds of a turnover per period (`turnover`), `h` odds that a successor honours an
//! agreement of this legal form (`honour`), reversal `r = q (1 - h)` per period, survival
//! `S(t) = prod_i (1 - r_i)^t` over the parties `i`.
//!
//! Limits: the hazard is constant (decision: elections as a hazard with the same yearly odds unless
//! a text reads the date), parties are independent, and a successor decides once, on arrival.
//!
//! # Source
//! Constant hazards: Cox and Oakes (1984). That the legal form changes the odds is a belief of the
//! reader, never a constant here.

use kernel::accord::LegalForm;
use kernel::{ActorId, Hours};

use crate::beliefs::{Beliefs, Measure, Odds};
use crate::hazard::{calendar_as_hazard, probability_in};
use crate::waves;

/// How an office changes hands.
///
/// # Units
/// `odds` on one election date, 0 to 1; `every_years` between dates; `otherwise_per_year` a rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tenure {
    /// The office changes hands on an election date.
    pub odds: f64,
    /// Years from one election to the next.
    pub every_years: f64,
    /// It changes hands in another way.
    pub otherwise_per_year: f64,
}

impl Tenure {
    /// The chance of a turnover in one period, elections spread evenly over the cycle.
    #[must_use]
    pub fn turnover_in(&self, period: Hours) -> f64 {
        let at_the_polls = calendar_as_hazard(period, self.odds, self.every_years);
        let otherwise = probability_in(period, self.otherwise_per_year);
        1.0 - (1.0 - at_the_polls) * (1.0 - otherwise)
    }
}

/// The chance per period that one party's successor reverses.
#[must_use]
pub fn reversal(turnover: f64, honour: f64) -> f64 {
    turnover * (1.0 - honour)
}

/// Survival at the end of each period, from reversal alone: `periods + 1` numbers, the first is 1.
///
/// # Units
/// `reversals`: chance per period, one per party.
#[must_use]
pub fn survival_of_reversal(reversals: &[f64], periods: u32) -> Vec<f64> {
    let kept: f64 = reversals.iter().map(|r| 1.0 - r).product();
    let mut survival = vec![1.0];
    for _ in 0..periods {
        survival.push(survival.last().copied().unwrap_or(1.0) * kept);
    }
    survival
}

impl Beliefs {
    /// The number this reading gives a chance; `None` if the reader gave none (not modelled).
    #[must_use]
    pub fn chance(&self, values: &[f64], odds: Odds) -> Option<f64> {
        let row = usize::try_from(self.odds_entry(odds)?.0).ok()?;
        let base = values.get(row).copied()?;
        let is_rate = self.entries.get(row)?.measure == Measure::PerYear;
        let base = match is_rate {
            true => waves::chance(&self.waves, values, odds, base, self.period),
            false => base,
        };
        Some(self.home.chance(values, odds, base, self.period).unwrap_or(base))
    }

    /// How the occurrences of a tally call forth others, if the reader says that they do.
    #[must_use]
    pub fn waves_of(&self, tally: kernel::SubjectId) -> Option<&waves::Waves> {
        self.waves.iter().find(|it| it.tally == tally)
    }

    /// The chance per period that `party` reverses an agreement of this form.
    ///
    /// `None` if turnover or honour is not modelled: then the answer is not zero but unknown, and
    /// the report says so.
    #[must_use]
    pub fn reversal(&self, values: &[f64], party: ActorId, form: LegalForm) -> Option<f64> {
        let turnover = self.chance(values, Odds::Turnover(party))?;
        let honour = self.chance(values, Odds::Honour(party, form))?;
        Some(reversal(turnover, honour))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64, absolute: f64) {
        assert!((found - expected).abs() < absolute, "{found} is not {expected}");
    }

    #[test]
    fn survival_falls_by_the_same_share_each_period() {
        let survival = survival_of_reversal(&[0.1, 0.2], 2);
        assert_eq!(survival.len(), 3);
        close(survival[0], 1.0, 1e-15);
        close(survival[1], 0.72, 1e-15);
        close(survival[2], 0.72 * 0.72, 1e-15);
        assert_eq!(survival_of_reversal(&[], 1), vec![1.0, 1.0]);
    }

    #[test]
    fn an_office_lost_every_fourth_year_half_the_time() {
        let tenure = Tenure { odds: 0.5, every_years: 4.0, otherwise_per_year: 0.0 };
        close(tenure.turnover_in(Hours(4 * 8766)), 0.5, 1e-12);
        // More often than the .011 per 30 days that the example of three phases starts from.
        let month = tenure.turnover_in(Hours::days(30));
        close(month, 0.014_133, 1e-5);
        let with_risk = Tenure { otherwise_per_year: 0.02, ..tenure };
        assert!(with_risk.turnover_in(Hours::days(30)) > month);
    }

    #[test]
    fn a_firmer_form_is_reversed_less() {
        let forms = [0.35, 0.55, 0.80, 0.95];
        let reversals = forms.map(|honour| reversal(0.011, honour));
        assert!(reversals.windows(2).all(|pair| pair[0] > pair[1]));
        close(reversal(0.011, 1.0), 0.0, 1e-15);
    }

    /// The prototype lost 26 % to reversal in 60 steps, with an executive form that became statute
    /// in the last phase: the two forms held throughout must bracket it.
    #[test]
    fn the_prototype_lies_between_the_two_forms_it_mixed() {
        let lost = |honour: f64| {
            let reversals = [reversal(0.011, honour), reversal(0.008, honour)];
            1.0 - survival_of_reversal(&reversals, 60)[60]
        };
        let (statute, executive) = (lost(0.80), lost(0.55));
        assert!(statute < 0.26 && 0.26 < executive, "{statute} {executive}");
        close(statute, 0.204, 1e-3);
        close(executive, 0.402, 1e-3);
    }
}
