//! The self-enforcing range of a dial at several hazards of reversal, a row each.

use maud::{Markup, html};

use super::plot::Plot;
use super::{Told, canvas, px};

const ROW: f64 = 34.0;
const ABOVE: f64 = 8.0;
const BELOW: f64 = 44.0;
/// Room for the names of rows.
const LABELS: f64 = 210.0;

/// One row: its name, the ranges in which everybody keeps, the bargaining point.
pub(crate) struct Row {
    pub name: String,
    pub ranges: Vec<(f64, f64)>,
    pub bargaining: Option<f64>,
}

/// Rows on one scale of the relief, from nothing to `most`.
pub(crate) fn hazards(told: Told<'_>, most: f64, rows: &[Row]) -> Markup {
    let height = rows.iter().fold(ABOVE + BELOW, |sum, _| sum + ROW);
    let mut plot = Plot::new(height, (0.0, most), (0.0, 1.0));
    (plot.left, plot.top, plot.bottom) = (LABELS, ABOVE, height - BELOW);
    let tops = (0_u32..).map(|index| ABOVE + f64::from(index) * ROW);
    let written = px(plot.at_x(1.0));
    let body = html! {
        (super::axis::along(&plot, "scale of the relief, 1 as written"))
        line class="threat" x1=(written) x2=(written) y1=(px(plot.top)) y2=(px(plot.bottom)) {}
        @for (top, row) in tops.zip(rows) { (one(&plot, top, row)) }
    };
    canvas(told, height, &body)
}

fn one(plot: &Plot, top: f64, row: &Row) -> Markup {
    let middle = top + ROW / 2.0;
    html! {
        text x="0" y=(px(middle + 4.0)) { (row.name) }
        @for (low, high) in &row.ranges {
            rect class="range" x=(px(plot.at_x(*low))) y=(px(middle - 8.0)) height="16"
                width=(px((plot.at_x(*high) - plot.at_x(*low)).max(2.0))) {}
        }
        @if row.ranges.is_empty() {
            text class="small" x=(px(plot.left + 8.0)) y=(px(middle + 4.0)) { "at no scale that was looked at" }
        }
        @if let Some(at) = row.bargaining {
            circle class="now" cx=(px(plot.at_x(at))) cy=(px(middle)) r="5.5" {}
        }
    }
}
