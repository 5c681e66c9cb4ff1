//! Breakout beside published estimates.

use world::breakout::fit::{COVERAGE, Fit, Residual, fitted};
use world::breakout::published::{Estimate, Use, estimates};

use super::{Chapter, Line, off};
use crate::breakout::{ends, median};
use crate::number::{figure, percent};

/// Row by row, each left out of the fit in turn.
pub fn chapter() -> Chapter {
    let rows = estimates();
    let line = |residual: &Residual| {
        let row = rows.iter().find(|row| row.id == residual.id);
        row.map(|row| line(residual, row))
    };
    let mut lines: Vec<Line> = fitted().residuals.iter().filter_map(line).collect();
    lines.push(summary());
    Chapter { title: "Breakout", said: said(fitted()), lines, notes: notes(&rows) }
}

fn line(residual: &Residual, row: &Estimate) -> Line {
    let used = if residual.used == Use::Fit { "left out in turn" } else { "in no fit" };
    Line {
        quantity: format!("{} ({}), days, {used}", row.id, row.publisher),
        model: figure(residual.published * residual.ratio),
        published: figure(residual.published),
        error: format!("{}; plain formula {}", off(residual.ratio), off(residual.ideal_ratio)),
        n: 1,
        marks: "A; inputs derived".to_owned(),
    }
}

fn summary() -> Line {
    let ratios = fitted().ratios(Use::Fit);
    let (least, most) = ends(&ratios);
    Line {
        quantity: "model over published, rows left out in turn".to_owned(),
        model: format!("median {}", figure(median(&ratios))),
        published: "1".to_owned(),
        error: format!("from {} to {}", figure(least), figure(most)),
        n: ratios.len(),
        marks: "A; inputs derived".to_owned(),
    }
}

fn said(fit: &Fit) -> String {
    let (low, high) = fit.range;
    let plant = fit.plant;
    let number = |now: f64, low: f64, high: f64| {
        format!("{} ({} to {})", figure(now), figure(low), figure(high))
    };
    format!(
        "Three numbers, with their least and greatest values when one row is left out: efficiency \
         of the first and the last step {}, of those between {}, set-up days a step {}. The interval that \
         `detente breakout` prints divides and multiplies by {} ({} of rows meant to lie inside; \
         it counts the rows in no fit).",
        number(plant.efficiency_outer, low.efficiency_outer, high.efficiency_outer),
        number(plant.efficiency_inner, low.efficiency_inner, high.efficiency_inner),
        number(plant.setup_days_per_step, low.setup_days_per_step, high.setup_days_per_step),
        figure(fit.factor),
        percent(COVERAGE),
    )
}

fn notes(rows: &[Estimate]) -> Vec<String> {
    let note = |row: &Estimate| match row.used {
        Use::Fit => format!("{}: {}.", row.id, row.reason),
        Use::Check => format!("{}, in no fit: {}.", row.id, row.reason),
        Use::LeftOut => format!("{}, left out: {}.", row.id, row.reason),
    };
    rows.iter().map(note).collect()
}
