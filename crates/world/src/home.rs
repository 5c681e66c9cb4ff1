//! What presses on a party at home: money that runs short, elections on their dates, and those who
//! gain when relief comes late (S5, S22, S28).
//!
//! Symbols: inflow `I_k = I + k i` with `k` levels of relief felt (`inflow`, `per_level`), need `N`, reserves `R`,
//! all a year. While `I_k < N` reserves run out with the chance a period of the geometric law with mean
//! `R/(N - I_k)` years ([`Budget::runs_out_in`]), and while `I_k > N` are full again with that of mean `R/(I_k - N)`. Short
//! `s = max(0, 1 - I_k/N)`; pressure `1 - (1 - s d) F^(-s)`: what is not bought once reserves are gone (`d` is 1
//! then, else 0), and prices that rise by the factor `F` in a year under sanctions, as fitted
//! ([`crate::economy`]). Sabotage from within: hazard `h0 m^g`, `g` the share announced and not felt, so the
//! chance in a period is `1 - (1 - p0)^(m^g)`.
//!
//! Limits: reserves are there or gone, and the law between has the right mean and too wide a spread.
//! Elections are followed as far as the horizon of the beliefs. `m`, `N` and `R` are judgement.

use std::sync::OnceLock;

use kernel::{ActorId, DialId, Hours};

use crate::beliefs::{EntryId, Odds};
use crate::economy::{fit_inflation, years};
use crate::pipelines::geometric_with_mean;

const DAYS_PER_YEAR: f64 = 365.25;

/// What comes in, what must be bought abroad, and what is laid by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Whose.
    pub party: ActorId,
    /// Relief that adds to it as it is felt.
    pub dial: DialId,
    /// Billion USD a year without relief.
    pub inflow: EntryId,
    /// Billion USD a year for each level felt.
    pub per_level: EntryId,
    /// Billion USD a year.
    pub need: EntryId,
    /// Billion USD.
    pub reserves: EntryId,
}

/// Relief that is late raises the hazard of sabotage from within.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Late {
    /// In whose country.
    pub party: ActorId,
    /// Which relief.
    pub dial: DialId,
    /// Factor on the hazard while none of what was announced is felt.
    pub factor: EntryId,
}

/// An office that may change hands on dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Election {
    /// Whose.
    pub party: ActorId,
    /// First date, from day 0.
    pub first: Hours,
    /// Time from one to the next; none if there is one only.
    pub every: Option<Hours>,
}

/// What presses on the parties at home.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Home {
    /// Money, by party.
    pub budgets: Vec<Budget>,
    /// Late relief, by party.
    pub late: Vec<Late>,
    /// Elections, by party.
    pub elections: Vec<Election>,
}

impl Home {
    /// The budget of a party.
    #[must_use]
    pub fn budget(&self, party: ActorId) -> Option<&Budget> {
        self.budgets.iter().find(|it| it.party == party)
    }

    /// Late relief in a country.
    #[must_use]
    pub fn late(&self, party: ActorId) -> Option<&Late> {
        self.late.iter().find(|it| it.party == party)
    }

    /// Whether a number is one of these.
    #[must_use]
    pub fn reads(&self, entry: EntryId) -> bool {
        let of = |it: &Budget| [it.inflow, it.per_level, it.need, it.reserves].contains(&entry);
        self.budgets.iter().any(of) || self.late.iter().any(|it| it.factor == entry)
    }

    /// The chance that an entry of [`Home`] stands behind; `None` for any other.
    #[must_use]
    pub fn chance(&self, values: &[f64], odds: Odds, base: f64, period: Hours) -> Option<f64> {
        match odds {
            Odds::RunsOut(party, felt) => {
                Some(self.budget(party)?.runs_out_in(values, felt, period))
            }
            Odds::Refills(party, felt) => {
                Some(self.budget(party)?.refills_in(values, felt, period))
            }
            Odds::Sabotage(party, unfelt, announced) if announced > 0 => {
                let factor = number(values, self.late(party)?.factor);
                Some(raised(base, factor, f64::from(unfelt) / f64::from(announced)))
            }
            _ => None,
        }
    }
}

impl Election {
    /// Whether an election falls in the period of this number, counted from 0.
    #[must_use]
    pub fn falls_in(&self, number: u32, period: Hours) -> bool {
        self.dates(period, number.saturating_add(1)).any(|it| it == number)
    }

    /// Numbers of the periods, below `end`, in which one falls.
    pub fn dates(&self, period: Hours, end: u32) -> impl Iterator<Item = u32> + use<> {
        let length = period.0.max(1);
        let (first, every) = (self.first.0, self.every.map(|it| it.0.max(length)));
        let next = move |at: &u32| every.and_then(|every| at.checked_add(every));
        std::iter::successors(Some(first), next)
            .map(move |at| at / length)
            .take_while(move |number| *number < end)
    }
}

impl Budget {
    /// What comes in with so many levels felt.
    ///
    /// # Units
    /// Billion USD a year.
    #[must_use]
    pub fn inflow_usd_bn(&self, values: &[f64], felt: u8) -> f64 {
        number(values, self.inflow) + f64::from(felt) * number(values, self.per_level)
    }

    /// The share of the need that inflow does not buy.
    #[must_use]
    pub fn short(&self, values: &[f64], felt: u8) -> f64 {
        let need = number(values, self.need).max(f64::MIN_POSITIVE);
        (1.0 - self.inflow_usd_bn(values, felt) / need).clamp(0.0, 1.0)
    }

    /// The chance that reserves run out in a period; none while enough comes in.
    #[must_use]
    pub fn runs_out_in(&self, values: &[f64], felt: u8, period: Hours) -> f64 {
        let missing = number(values, self.need) - self.inflow_usd_bn(values, felt);
        self.in_period(values, missing, period)
    }

    /// The chance that reserves that are gone are there again; none while too little comes in.
    #[must_use]
    pub fn refills_in(&self, values: &[f64], felt: u8, period: Hours) -> f64 {
        let beyond = self.inflow_usd_bn(values, felt) - number(values, self.need);
        self.in_period(values, beyond, period)
    }

    fn in_period(&self, values: &[f64], a_year: f64, period: Hours) -> f64 {
        if a_year <= 0.0 {
            return 0.0;
        }
        geometric_with_mean(period, number(values, self.reserves) / a_year * DAYS_PER_YEAR)
    }

    /// Pressure at home, 0 to 1: the share of a year's purchases that the squeeze takes.
    #[must_use]
    pub fn pressure(&self, values: &[f64], felt: u8, gone: bool) -> f64 {
        pressure(self.short(values, felt), gone)
    }

    /// Pressure less that of no relief and no reserves: what it is after collapse, where 0 is.
    #[must_use]
    pub fn relieved(&self, values: &[f64], felt: u8, gone: bool) -> f64 {
        self.pressure(values, felt, gone) - self.pressure(values, 0, true)
    }
}

/// Pressure at home from what is short and whether reserves are gone.
#[must_use]
pub fn pressure(short: f64, gone: bool) -> f64 {
    let missing = if gone { short } else { 0.0 };
    1.0 - (1.0 - missing) * libm::pow(squeeze(), -short)
}

/// Factor on prices of a year under sanctions, as fitted; not below 1.
fn squeeze() -> f64 {
    static FACTOR: OnceLock<f64> = OnceLock::new();
    *FACTOR
        .get_or_init(|| fit_inflation(&years()).map_or(1.0, |fit| fit.squeeze_factor()[1]).max(1.0))
}

/// A chance in a period whose hazard is multiplied by `factor^share`.
#[must_use]
pub fn raised(chance: f64, factor: f64, share: f64) -> f64 {
    let power = libm::pow(factor.max(1.0), share.clamp(0.0, 1.0));
    if chance >= 1.0 {
        return 1.0;
    }
    -libm::expm1(power * libm::log1p(-chance.max(0.0)))
}

fn number(values: &[f64], entry: EntryId) -> f64 {
    usize::try_from(entry.0).ok().and_then(|row| values.get(row)).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::economy::sabotage_per_year;
    use crate::hazard::{probability_in, restate};

    const MONTH: Hours = Hours::days(30);
    /// Inflow, a level's inflow, need, reserves.
    const VALUES: [f64; 4] = [30.0, 15.0, 60.0, 20.0];

    fn budget() -> Budget {
        let [inflow, per_level, need, reserves] = [0, 1, 2, 3].map(EntryId);
        Budget { party: ActorId(0), dial: DialId(0), inflow, per_level, need, reserves }
    }

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
    }

    #[test]
    fn reserves_last_on_the_mean_what_they_are_over_what_is_missing() {
        let out = |felt| budget().runs_out_in(&VALUES, felt, MONTH);
        close(out(0), 30.0 / (20.0 / 30.0 * 365.25));
        close(out(1), 30.0 / (20.0 / 15.0 * 365.25));
        close(out(2), 0.0);
        close(out(3), 0.0);
        let refills = |felt| budget().refills_in(&VALUES, felt, MONTH);
        close(refills(2), 0.0);
        close(refills(3), out(1));
    }

    #[test]
    fn relief_felt_lowers_pressure_and_gone_reserves_raise_it() {
        let at = |felt, gone| budget().pressure(&VALUES, felt, gone);
        assert!(at(0, true) > at(1, true) && at(1, true) > at(2, true));
        assert!(at(0, true) > at(0, false) && at(0, false) > 0.0);
        close(at(2, true), 0.0);
        close(budget().relieved(&VALUES, 0, true), 0.0);
        close(budget().relieved(&VALUES, 2, false), -at(0, true));
        // Half of what is needed comes in: half is missing, and prices rise by the root of 1.27.
        close(at(0, true), 1.0 - 0.5 / squeeze().sqrt());
        assert!((squeeze() - 1.27).abs() < 0.01, "{}", squeeze());
    }

    #[test]
    fn a_raised_chance_is_that_of_the_raised_hazard() {
        let (h0, factor, share) = (0.2, 3.0, 0.5);
        let base = probability_in(MONTH, h0);
        let expected = probability_in(MONTH, sabotage_per_year(h0, factor, share));
        close(raised(base, factor, share), expected);
        close(raised(base, factor, 0.0), base);
        close(raised(base, 0.5, 1.0), base);
        close(raised(1.0, 3.0, 1.0), 1.0);
        close(raised(base, 2.0, 1.0), restate(base, MONTH, Hours::days(60)));
    }

    #[test]
    fn elections_fall_in_the_period_of_their_date() {
        let once = Election { party: ActorId(0), first: Hours::days(65), every: None };
        assert_eq!(once.dates(MONTH, 60).collect::<Vec<_>>(), [2]);
        let often = Election { every: Some(Hours::days(365)), ..once };
        assert_eq!(often.dates(MONTH, 40).collect::<Vec<_>>(), [2, 14, 26, 38]);
        assert!(often.falls_in(14, MONTH) && !often.falls_in(13, MONTH));
        assert!(!once.falls_in(14, MONTH));
    }
}
