//! Where the answer turns: for each belief its range, its value now and the turning point.

use maud::{Markup, html};

use super::plot::{Plot, extent};
use super::{Told, WIDTH, canvas, px};
use crate::number::figure;

const ROW: f64 = 88.0;
/// Columns of the chart within which a label would run over its edge.
const EDGE: f64 = 80.0;

/// One belief on its own scale.
pub(crate) struct Swing {
    pub name: String,
    pub now: f64,
    pub range: (f64, f64),
    pub at: (f64, f64),
    pub becomes: String,
}

/// One row a belief.
pub(crate) fn turning(told: Told<'_>, swings: &[Swing]) -> Markup {
    let height = swings.iter().fold(0.0, |sum, _| sum + ROW);
    let tops = (0_u32..).map(|index| f64::from(index) * ROW);
    let body = html! {
        @for (top, swing) in tops.zip(swings) { (row(top, swing)) }
    };
    canvas(told, height, &body)
}

fn row(top: f64, swing: &Swing) -> Markup {
    let middle = f64::midpoint(swing.at.0, swing.at.1);
    let (low, high) =
        extent([swing.range.0, swing.range.1, swing.now, swing.at.0, swing.at.1].into_iter());
    let pad = (high - low).max(1e-9) * 0.06;
    let mut plot = Plot::new(ROW, (low - pad, high + pad), (0.0, 1.0));
    (plot.left, plot.right) = (24.0, WIDTH - 24.0);
    let y = top + 52.0;
    html! {
        text class="head" x="0" y=(px(top + 14.0)) { (swing.name) }
        text x=(px(WIDTH)) y=(px(top + 14.0)) text-anchor="end" { (swing.becomes) }
        line class="grid" x1=(px(plot.left)) x2=(px(plot.right)) y1=(px(y)) y2=(px(y)) {}
        rect class="range" x=(px(plot.at_x(swing.range.0))) y=(px(y - 6.0)) height="12"
            width=(px((plot.at_x(swing.range.1) - plot.at_x(swing.range.0)).max(1.0))) {}
        (ends(&plot, y, swing))
        line class="turn" x1=(px(plot.at_x(middle))) x2=(px(plot.at_x(middle)))
            y1=(px(y - 11.0)) y2=(px(y + 11.0)) {}
        circle class="now" cx=(px(plot.at_x(swing.now))) cy=(px(y)) r="5.5" {}
        (marks(&plot, y, swing.now, middle))
    }
}

/// The ends of the range, below it.
fn ends(plot: &Plot, y: f64, swing: &Swing) -> Markup {
    html! {
        text class="small" x=(px(plot.at_x(swing.range.0))) y=(px(y + 20.0)) text-anchor="middle" {
            (figure(swing.range.0))
        }
        text class="small" x=(px(plot.at_x(swing.range.1))) y=(px(y + 20.0)) text-anchor="middle" {
            (figure(swing.range.1))
        }
    }
}

/// Labels above the two marks, each to its own side so that they do not run into each other.
fn marks(plot: &Plot, y: f64, now: f64, at: f64) -> Markup {
    let (now_x, at_x) = (plot.at_x(now), plot.at_x(at));
    html! {
        text class="small" x=(px(now_x)) y=(px(y - 15.0)) text-anchor=(anchor(now_x, now <= at)) {
            "now " (figure(now))
        }
        text class="small strong" x=(px(at_x)) y=(px(y - 15.0))
            text-anchor=(anchor(at_x, now > at)) { "turns " (figure(at)) }
    }
}

/// To the left of its mark or to the right, but never over the edge.
fn anchor(x: f64, leftward: bool) -> &'static str {
    if leftward && x > EDGE || x > WIDTH - EDGE { "end" } else { "start" }
}
