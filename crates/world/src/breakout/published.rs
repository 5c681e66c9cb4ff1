//! Published estimates as the model can be set beside them: which rows, with what stock and capacity.

use super::{DAYS_PER_MONTH, Supply};
use crate::beliefs::Mark;
use crate::enrichment::Lot;
use crate::table::{Row, Table};

const ESTIMATES: &str = include_str!("../../../../data/published_breakout_estimates.csv");
const ROWS: &str = include_str!("../../../../data/breakout_rows.csv");

/// What a row is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    /// The three numbers are fitted to it, and its error is taken with it left out.
    Fit,
    /// It enters no fit; its error counts.
    Check,
    /// It cannot be compared, and `reason` says why.
    LeftOut,
}

/// A published estimate and what it rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// Row of `data/published_breakout_estimates.csv`.
    pub id: String,
    /// Who published it.
    pub publisher: String,
    /// What it is used for.
    pub used: Use,
    /// Why so, or what was read into it.
    pub reason: String,
    /// Published central figure, or the middle of its ends; none for a bound.
    ///
    /// # Units
    /// Days.
    pub days: Option<f64>,
    /// Mark of the published figure.
    pub mark: Mark,
    /// Mark of the stock and capacity set beside it.
    pub inputs_mark: Mark,
    /// Stock by level.
    pub stocks: Vec<Lot>,
    /// Capacity.
    pub supply: Supply,
}

/// All rows, in order.
#[must_use]
pub fn estimates() -> Vec<Estimate> {
    let published = Table::parse(ESTIMATES);
    let rows = Table::parse(ROWS);
    let one = |row: Row<'_>| {
        let of = |published: &Row<'_>| published.text("id") == row.text("id");
        estimate(&row, &published.rows().find(of)?)
    };
    rows.rows().filter_map(one).collect()
}

/// The rows that the fit rests on; no row marked C is among them, in either table.
#[must_use]
pub fn usable() -> Vec<Estimate> {
    estimates().into_iter().filter(|row| row.used == Use::Fit).collect()
}

fn estimate(row: &Row<'_>, published: &Row<'_>) -> Option<Estimate> {
    let number = |column: &str| row.number(column).unwrap_or(0.0);
    let (mark, inputs_mark) = (published.mark("confidence")?, row.mark("confidence")?);
    let sound = mark == Mark::A && inputs_mark != Mark::C;
    let used = match row.text("use") {
        "fit" if sound => Use::Fit,
        "check" if sound => Use::Check,
        _ => Use::LeftOut,
    };
    Some(Estimate {
        id: row.text("id").to_owned(),
        publisher: published.text("publisher").to_owned(),
        used,
        reason: row.text("reason").to_owned(),
        days: days(published),
        mark,
        inputs_mark,
        stocks: row.text("stock_kgu").split(';').filter_map(lot).collect(),
        supply: Supply {
            swu_per_year: number("swu_per_year"),
            added_per_month: number("swu_added_per_month"),
            months_of_adding: number("months_of_adding"),
        },
    })
}

fn days(published: &Row<'_>) -> Option<f64> {
    let unit = match published.text("unit") {
        "months" => DAYS_PER_MONTH,
        "weeks" => 7.0,
        "days" => 1.0,
        _ => return None,
    };
    let ends = || published.number("est_low").zip(published.number("est_high"));
    let middle = || ends().map(|(low, high)| f64::midpoint(low, high));
    published.number("est_central").or_else(middle).map(|time| time * unit)
}

fn lot(text: &str) -> Option<Lot> {
    let (level, kg) = text.split_once('=')?;
    let assay = level.parse::<f64>().ok()? / 100.0;
    Some(Lot { uranium_kg: kg.parse().ok()?, assay })
}
