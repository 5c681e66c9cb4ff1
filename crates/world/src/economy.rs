//! The squeezed economy: what sold oil brings in, what becomes of reserves, prices and pressure, and
//! what late relief does to the hazard of sabotage from within (S28).
//!
//! Problem: relief is signed in one place and missed in another. What the public series reach is
//! the sum that exports bring in and yearly inflation; they reach neither reserves nor an exchange
//! rate nor who sabotages what.
//!
//! Symbols: inflow `I = 365.25 q P u` (`q` exports, `P` price, `u` share that can be used); reserves
//! `R' = I - N` with `N` what must be bought abroad; inflation `ln p_t = a + r ln p_(t-1) + b s_t + e` with
//! `s_t` the share of the year under export sanctions ([`InflationFit`]); exchange rate by purchasing
//! power, `d ln E = ln(1 + p) - ln(1 + p*)`; hazard of sabotage `h = h0 m^g`, `g` the share of what was announced
//! that is not felt and `m` the factor by which the hazard is larger while nothing is felt.
//!
//! Limits: `b` is not told from 0 by forty years of one economy: the fit says so, and what is
//! computed from it is wide. `N`, `u`, `h0` and `m` are judgement of whoever asks. No row of `data/` holds
//! an exchange rate or reserves, so these two are checked against nothing.
//!
//! # Source
//! Data: `iran_inflation_annual.csv` (World Bank, A; 2019 and 2020 are kept back and no year is bridged),
//! `squeeze_years.csv` (derived). Relative purchasing power: Cassel (1918). Least squares with
//! predictions for rows left out: Allen, *Technometrics* 16 (1974).

use crate::table::Table;

const INFLATION: &str = include_str!("../../../data/iran_inflation_annual.csv");
const SQUEEZE: &str = include_str!("../../../data/squeeze_years.csv");

const DAYS_PER_YEAR: f64 = 365.25;
/// 97.5 % quantile of the normal law.
const Z: f64 = 1.959_963_984_540_054;

/// What exports bring in.
///
/// # Units
/// Million barrels a day, USD a barrel, share that can be used; billion USD a year.
#[must_use]
pub fn inflow_usd_bn(exports_mbd: f64, price_usd: f64, usable: f64) -> f64 {
    exports_mbd * price_usd * usable * DAYS_PER_YEAR / 1000.0
}

/// Reserves after some months of even inflow and need; they do not fall below nothing.
///
/// # Units
/// Billion USD; billion USD a year.
#[must_use]
pub fn reserves_usd_bn(now: f64, inflow: f64, need: f64, months: f64) -> f64 {
    (now + (inflow - need) * months / 12.0).max(0.0)
}

/// By what factor the price of foreign money rises in a year in which only relative prices move it.
///
/// # Units
/// Per cent a year.
#[must_use]
pub fn exchange_rate_factor(inflation: f64, inflation_abroad: f64) -> f64 {
    (1.0 + inflation / 100.0) / (1.0 + inflation_abroad / 100.0)
}

/// The hazard of sabotage from within while a share of what was announced is not felt.
///
/// # Units
/// Per year; `not_felt` in 0 to 1; `late_factor` from 1.
#[must_use]
pub fn sabotage_per_year(per_year: f64, late_factor: f64, not_felt: f64) -> f64 {
    per_year * libm::pow(late_factor.max(1.0), not_felt.clamp(0.0, 1.0))
}

/// The chance of sabotage by a day, relief announced on day 0 being felt as a pipeline lets it.
#[must_use]
pub fn sabotage_by(
    pipeline: &crate::pipelines::Pipeline,
    per_year: f64,
    late_factor: f64,
    day: u32,
) -> f64 {
    let day_of = |it: u32| {
        let [.., felt] = pipeline.shares(it);
        sabotage_per_year(per_year, late_factor, 1.0 - felt) / DAYS_PER_YEAR
    };
    -libm::expm1(-(0..day).map(day_of).sum::<f64>())
}

/// A year with the one before it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Year {
    /// Which.
    pub year: i16,
    /// Inflation of the year before, per cent.
    pub before: f64,
    /// Inflation, per cent.
    pub inflation: f64,
    /// Share of it under export sanctions.
    pub squeezed: f64,
}

/// Years whose year before is at hand; a gap is not bridged.
#[must_use]
pub fn years() -> Vec<Year> {
    let (inflation, squeeze) = (Table::parse(INFLATION), Table::parse(SQUEEZE));
    let number = |table: &Table, year: i16, column: &str| {
        let row = table.rows().find(|row| row.text("year").parse() == Ok(year));
        row.and_then(|row| row.number(column))
    };
    let all = inflation.rows().filter_map(|row| row.text("year").parse::<i16>().ok());
    all.filter_map(|year| {
        Some(Year {
            year,
            before: number(&inflation, year - 1, "cpi_inflation_pct")?,
            inflation: number(&inflation, year, "cpi_inflation_pct")?,
            squeezed: number(&squeeze, year, "share_of_year").unwrap_or(0.0),
        })
    })
    .collect()
}

/// Inflation as it follows from the year before and from the squeeze.
#[derive(Clone, Debug, PartialEq)]
pub struct InflationFit {
    /// Constant, persistence, effect of a year under sanctions, on the log.
    pub coefficients: [f64; 3],
    /// Their standard errors.
    pub errors: [f64; 3],
    /// Standard deviation of the log around it.
    pub spread: f64,
    /// Years used.
    pub years: usize,
    /// Root mean square of the log error, each year left out in turn.
    pub left_out: f64,
    /// The same without the squeeze, and of the year before taken for this one.
    pub left_out_without: [f64; 2],
}

impl InflationFit {
    /// The factor on inflation of a year under sanctions, with 95 %.
    #[must_use]
    pub fn squeeze_factor(&self) -> [f64; 3] {
        let (b, error) = (self.coefficients[2], self.errors[2]);
        [b - Z * error, b, b + Z * error].map(libm::exp)
    }

    /// Whether the interval of that factor leaves out 1.
    #[must_use]
    pub fn squeeze_is_seen(&self) -> bool {
        let [low, _, high] = self.squeeze_factor();
        low > 1.0 || high < 1.0
    }

    /// Next year's inflation with nine in ten, from this year's.
    ///
    /// # Units
    /// Per cent a year.
    #[must_use]
    pub fn next(&self, inflation: f64, squeezed: f64) -> [f64; 3] {
        let [a, r, b] = self.coefficients;
        let middle = a + r * libm::log(inflation) + b * squeezed;
        let half = 1.645 * self.spread;
        [middle - half, middle, middle + half].map(libm::exp)
    }
}

/// Least squares over the years given; `None` if they are too few or all alike.
#[must_use]
pub fn fit_inflation(years: &[Year]) -> Option<InflationFit> {
    let rows: Vec<[f64; 3]> =
        years.iter().map(|it| [1.0, libm::log(it.before), it.squeezed]).collect();
    let logs: Vec<f64> = years.iter().map(|it| libm::log(it.inflation)).collect();
    let full = least_squares(&rows, &logs)?;
    let short: Vec<[f64; 2]> = rows.iter().map(|row| [row[0], row[1]]).collect();
    let without = least_squares(&short, &logs)?;
    let naive = rows.iter().zip(&logs).map(|(row, log)| log - row[1]);
    Some(InflationFit {
        coefficients: full.coefficients,
        errors: full.errors,
        spread: full.spread,
        years: years.len(),
        left_out: root_mean_square(full.left_out.iter().copied()),
        left_out_without: [
            root_mean_square(without.left_out.iter().copied()),
            root_mean_square(naive),
        ],
    })
}

/// A fit with the errors of rows left out in turn.
struct Squares<const N: usize> {
    coefficients: [f64; N],
    errors: [f64; N],
    spread: f64,
    left_out: Vec<f64>,
}

fn least_squares<const N: usize>(rows: &[[f64; N]], values: &[f64]) -> Option<Squares<N>> {
    let free = rows.len().checked_sub(N).filter(|free| *free > 0)?;
    let inverse = inverted(moments(rows))?;
    let sums: [f64; N] =
        std::array::from_fn(|i| rows.iter().zip(values).map(|(row, y)| row[i] * y).sum());
    let coefficients: [f64; N] = std::array::from_fn(|i| dot(&inverse[i], &sums));
    let rest: Vec<f64> =
        rows.iter().zip(values).map(|(row, y)| y - dot(row, &coefficients)).collect();
    let variance = rest.iter().map(|it| it * it).sum::<f64>() / free as f64;
    let leverage = |row: &[f64; N]| {
        let through: [f64; N] = std::array::from_fn(|i| dot(&inverse[i], row));
        dot(row, &through)
    };
    Some(Squares {
        coefficients,
        errors: std::array::from_fn(|i| libm::sqrt(variance * inverse[i][i])),
        spread: libm::sqrt(variance),
        left_out: rows.iter().zip(&rest).map(|(row, it)| it / (1.0 - leverage(row))).collect(),
    })
}

fn moments<const N: usize>(rows: &[[f64; N]]) -> [[f64; N]; N] {
    std::array::from_fn(|i| std::array::from_fn(|j| rows.iter().map(|row| row[i] * row[j]).sum()))
}

fn dot<const N: usize>(a: &[f64; N], b: &[f64; N]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Gauss and Jordan on a small symmetric matrix; `None` if it is singular.
fn inverted<const N: usize>(mut matrix: [[f64; N]; N]) -> Option<[[f64; N]; N]> {
    let mut inverse: [[f64; N]; N] =
        std::array::from_fn(|i| std::array::from_fn(|j| if i == j { 1.0 } else { 0.0 }));
    for pivot in 0..N {
        let size = matrix[pivot][pivot];
        if size.abs() < 1e-12 {
            return None;
        }
        for column in 0..N {
            matrix[pivot][column] /= size;
            inverse[pivot][column] /= size;
        }
        for row in (0..N).filter(|row| *row != pivot) {
            let factor = matrix[row][pivot];
            for column in 0..N {
                matrix[row][column] -= factor * matrix[pivot][column];
                inverse[row][column] -= factor * inverse[pivot][column];
            }
        }
    }
    Some(inverse)
}

fn root_mean_square(numbers: impl Iterator<Item = f64>) -> f64 {
    let (sum, count) = numbers.fold((0.0, 0.0), |(sum, count), it| (sum + it * it, count + 1.0));
    libm::sqrt(sum / count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pipelines::{Delay, Pipeline};

    fn close(found: f64, expected: f64, absolute: f64) {
        assert!((found - expected).abs() < absolute, "{found} is not {expected}");
    }

    #[test]
    fn a_million_barrels_at_a_hundred() {
        close(inflow_usd_bn(1.0, 100.0, 1.0), 36.525, 1e-9);
        close(inflow_usd_bn(1.0, 100.0, 0.25), 36.525 / 4.0, 1e-9);
        close(reserves_usd_bn(20.0, 30.0, 42.0, 6.0), 14.0, 1e-9);
        close(reserves_usd_bn(5.0, 0.0, 42.0, 6.0), 0.0, 1e-9);
        close(exchange_rate_factor(43.0, 4.0), 1.375, 1e-9);
    }

    /// Computed apart, by the normal equations in another language: 40 years, no gap bridged.
    #[test]
    fn inflation_persists_and_the_squeeze_is_not_seen_in_it() {
        let years = years();
        assert_eq!(years.len(), 40);
        assert!(years.iter().all(|it| ![2019, 2020, 2021].contains(&it.year)));
        let fit = fit_inflation(&years).expect("enough years");
        close(fit.coefficients[1], 0.440_184, 1e-5);
        close(fit.errors[1], 0.150_006, 1e-5);
        close(fit.spread, 0.456_360, 1e-5);
        let [low, middle, high] = fit.squeeze_factor();
        assert!(low < 1.0 && 1.0 < middle && middle < high && !fit.squeeze_is_seen());
        // Leaving the squeeze out forecasts no worse; taking last year for this one does.
        assert!(fit.left_out_without[0] < fit.left_out && fit.left_out < fit.left_out_without[1]);
    }

    /// What was drawn is found again: constant 1.5, persistence .5, squeeze .6.
    #[test]
    fn drawn_numbers_are_recovered() {
        let (mut before, mut state) = (15.0_f64, 1_u64);
        let mut year = |at: i16| {
            state = state.wrapping_mul(0x5851_F42D_4C95_7F2D).wrapping_add(0x1405_7B7E_F767_814F);
            let uniform = f64::from(u32::try_from(state >> 32).unwrap_or(0)) / 4_294_967_296.0;
            let squeezed = f64::from(u8::from(at % 5 == 0));
            let off = 0.2 * (uniform - 0.5);
            let inflation = (1.5 + 0.5 * before.ln() + 0.6 * squeezed + off).exp();
            let it = Year { year: at, before, inflation, squeezed };
            before = inflation;
            it
        };
        let drawn: Vec<Year> = (0..400).map(&mut year).collect();
        let fit = fit_inflation(&drawn).expect("enough years");
        for (found, expected) in fit.coefficients.into_iter().zip([1.5, 0.5, 0.6]) {
            close(found, expected, 0.1);
        }
        assert!(fit.squeeze_is_seen() && fit.left_out < fit.left_out_without[0]);
        assert_eq!(fit_inflation(&drawn[..3]), None);
    }

    /// Late relief raises the hazard: the same relief through a slower pipeline.
    #[test]
    fn late_relief_raises_the_hazard_of_sabotage() {
        let through = |days_mean: f64| {
            let delay = Delay { days_mean, stall_odds: 0.0 };
            Pipeline { licensed: delay, transferred: delay, usable: delay, felt: delay }
        };
        let chance = |days: f64, factor| sabotage_by(&through(days), 0.1, factor, 365);
        assert!(chance(90.0, 3.0) > chance(30.0, 3.0) && chance(30.0, 3.0) > chance(1.0, 3.0));
        close(chance(90.0, 1.0), chance(1.0, 1.0), 1e-12);
        close(sabotage_per_year(0.1, 3.0, 1.0), 0.3, 1e-12);
        close(sabotage_per_year(0.1, 0.5, 1.0), 0.1, 1e-12);
    }
}
