//! The three numbers of a plant from published estimates, and how far off it is on rows left out.
//!
//! Least squares on the logarithm of model over published time. Each error is taken with its own row
//! left out of the fit; rows of [`Use::Check`] count with the fit to all. The interval of a new time
//! takes the errors as normal about zero with the spread they have, Student's law for few rows.

use std::sync::OnceLock;

use super::published::{Estimate, Use, estimates};
use super::{Plant, Work, ideal_days, time, time_of, work};
use crate::minimise::minimise;
use crate::special_functions::student_quantile;

/// Numbers fitted.
const PARAMETERS: f64 = 3.0;
/// How often the interval is meant to hold the published figure.
pub const COVERAGE: f64 = 0.90;

/// One row and how the model does on it.
#[derive(Clone, Debug, PartialEq)]
pub struct Residual {
    /// The row.
    pub id: String,
    /// What it is used for.
    pub used: Use,
    /// Published days.
    pub published: f64,
    /// Model over published, the row left out of the fit.
    pub ratio: f64,
    /// Plain ideal formula over published.
    pub ideal_ratio: f64,
}

/// A fit with its errors.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The three numbers.
    pub plant: Plant,
    /// Their least and greatest values over the fits that leave one row out.
    pub range: (Plant, Plant),
    /// Row by row.
    pub residuals: Vec<Residual>,
    /// Standard error of the logarithm of a time, over all residuals.
    pub log_error: f64,
    /// Factor by which a time is divided and multiplied for its interval.
    pub factor: f64,
}

impl Fit {
    /// Ratios of model to published over the rows of one use, smallest first.
    #[must_use]
    pub fn ratios(&self, used: Use) -> Vec<f64> {
        let rows = self.residuals.iter().filter(|row| row.used == used);
        let mut ratios: Vec<f64> = rows.map(|row| row.ratio).collect();
        ratios.sort_by(f64::total_cmp);
        ratios
    }
}

/// The fit to the rows at hand, made once.
pub fn fitted() -> &'static Fit {
    static FIT: OnceLock<Fit> = OnceLock::new();
    FIT.get_or_init(|| fit(&estimates()))
}

/// Fits to the rows marked for it and takes the error on each row that can be compared.
#[must_use]
pub fn fit(rows: &[Estimate]) -> Fit {
    let compared: Vec<&Estimate> =
        rows.iter().filter(|row| row.used != Use::LeftOut && row.days.is_some()).collect();
    let learn: Vec<&Estimate> =
        compared.iter().copied().filter(|row| row.used == Use::Fit).collect();
    let plant = fit_plant(&learn);
    let without = |left_out: &Estimate| -> Plant {
        let rest = learn.iter().copied().filter(|row| row.id != left_out.id);
        fit_plant(&rest.collect::<Vec<_>>())
    };
    let left: Vec<Plant> = learn.iter().map(|row| without(row)).collect();
    let mut of_row = left.iter();
    let residuals: Vec<Residual> = compared
        .iter()
        .filter_map(|row| {
            let out = if row.used == Use::Fit { of_row.next() } else { Some(&plant) };
            out.map(|plant| residual(row, plant))
        })
        .collect();
    let (log_error, factor) = spread(&residuals);
    Fit { plant, range: range(&left), residuals, log_error, factor }
}

/// Least squares on log ratios; efficiencies by their logit, so that they stay shares.
fn fit_plant(rows: &[&Estimate]) -> Plant {
    let works: Vec<Work> = rows.iter().map(|row| work(&row.stocks)).collect();
    let squares = |z: &[f64]| -> f64 {
        let plant = plant_of(z);
        let error = |(row, work): (&&Estimate, &Work)| {
            libm::log(time_of(work, &row.supply, &plant).days / published(row))
        };
        rows.iter().zip(&works).map(error).map(|error| error * error).sum()
    };
    plant_of(&minimise(&squares, &[1.0, 0.0, 1.5], 0.5).at)
}

fn plant_of(z: &[f64]) -> Plant {
    let at = |i: usize| z.get(i).copied().unwrap_or(0.0);
    let share = |x: f64| 1.0 / (1.0 + libm::exp(-x));
    Plant {
        efficiency_outer: share(at(0)),
        efficiency_inner: share(at(1)),
        setup_days_per_step: libm::exp(at(2)),
    }
}

fn published(row: &Estimate) -> f64 {
    row.days.unwrap_or(f64::NAN)
}

fn residual(row: &Estimate, plant: &Plant) -> Residual {
    let published = published(row);
    Residual {
        id: row.id.clone(),
        used: row.used,
        published,
        ratio: time(&row.stocks, &row.supply, plant).days / published,
        ideal_ratio: ideal_days(&row.stocks, &row.supply) / published,
    }
}

fn range(plants: &[Plant]) -> (Plant, Plant) {
    let ends = |of: fn(&Plant) -> f64| {
        let each = plants.iter().map(of);
        each.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), x| (l.min(x), h.max(x)))
    };
    let first = ends(|plant| plant.efficiency_outer);
    let later = ends(|plant| plant.efficiency_inner);
    let setup = ends(|plant| plant.setup_days_per_step);
    let plant = |a: f64, b: f64, c: f64| Plant {
        efficiency_outer: a,
        efficiency_inner: b,
        setup_days_per_step: c,
    };
    (plant(first.0, later.0, setup.0), plant(first.1, later.1, setup.1))
}

/// Root mean square of the log ratios, and the factor of an interval with [`COVERAGE`].
fn spread(residuals: &[Residual]) -> (f64, f64) {
    let count: f64 = residuals.iter().map(|_| 1.0).sum();
    let squares = residuals.iter().map(|row| libm::pow(libm::log(row.ratio), 2.0));
    let log_error = libm::sqrt(squares.sum::<f64>() / count);
    let degrees = (count - PARAMETERS).max(1.0);
    let wide = student_quantile(degrees, f64::midpoint(1.0, COVERAGE));
    (log_error, libm::exp(wide * log_error))
}
