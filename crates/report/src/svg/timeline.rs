//! What is owed by file: when each duty is owed, how long the proof of it may take, what is decided when and
//! what lapses.

use maud::{Markup, html};

use super::plot::Plot;
use super::{Told, WIDTH, canvas, party_class, px};
use crate::number::figure;

const ROW: f64 = 20.0;
const HEAD: f64 = 26.0;
const LABELS: f64 = 210.0;
/// Room for the scale under the chart.
const BELOW: f64 = 42.0;
/// Room above the chart for the names of elections.
const ABOVE: f64 = 20.0;
/// A label of a line of omission, at least.
const LABEL: f64 = 118.0;

/// A file and what is owed in it.
pub(crate) struct Panel {
    pub title: String,
    /// Days on which something lapses unless somebody acts, and what.
    pub lapses: Vec<(f64, String)>,
    pub legs: Vec<Leg>,
}

/// One duty or one thing to decide, in days since day 0.
pub(crate) struct Leg {
    pub name: String,
    pub party: usize,
    /// From when to when it is owed; to the end of the chart if it is kept for good.
    pub owed: Option<(f64, f64)>,
    /// Whether it is kept all that time, and not done once.
    pub kept: bool,
    /// The longest time its proof may take.
    pub lag: f64,
    /// Days on which something is to be decided.
    pub decided: Vec<f64>,
}

/// All files under each other on one scale of days; `marks` stand across all of them.
pub(crate) fn timeline(
    told: Told<'_>,
    span: (f64, f64),
    panels: &[Panel],
    marks: &[(f64, String)],
) -> Markup {
    let above = if marks.is_empty() { 0.0 } else { ABOVE };
    let height = panels.iter().map(tall).sum::<f64>() + BELOW + above;
    let mut plot = Plot::new(height, span, (0.0, 1.0));
    (plot.left, plot.right) = (LABELS, WIDTH - 14.0);
    (plot.top, plot.bottom) = (above + 4.0, height - BELOW);
    let tops = panels.iter().scan(above, |top, panel| {
        let here = *top;
        *top += tall(panel);
        Some(here)
    });
    let body = html! {
        (hatch())
        (super::axis::along(&plot, "days since day 0"))
        @for (day, name) in marks { (mark(&plot, *day, name)) }
        @for (top, panel) in tops.zip(panels) { (file(&plot, top, panel)) }
    };
    canvas(told, height, &body)
}

fn tall(panel: &Panel) -> f64 {
    panel.legs.iter().fold(head(panel) + 8.0, |sum, _| sum + ROW)
}

/// Lines of omission that are near each other are named one above the other.
fn head(panel: &Panel) -> f64 {
    panel.lapses.iter().skip(1).fold(HEAD, |sum, _| sum + 14.0)
}

fn hatch() -> Markup {
    html! {
        defs {
            pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)" {
                line class="hatch" x1="0" y1="0" x2="0" y2="5" {}
            }
        }
    }
}

fn mark(plot: &Plot, day: f64, name: &str) -> Markup {
    let x = plot.at_x(day);
    html! {
        line class="turn" x1=(px(x)) x2=(px(x)) y1=(px(plot.top - 4.0)) y2=(px(plot.bottom)) {}
        text class="small strong" x=(px(x)) y="12" text-anchor=(anchor(plot, x)) { (name) }
    }
}

fn anchor(plot: &Plot, x: f64) -> &'static str {
    if x + LABEL > plot.right { "end" } else { "start" }
}

fn file(plot: &Plot, top: f64, panel: &Panel) -> Markup {
    let bottom = top + tall(panel) - 8.0;
    let rows = top + head(panel);
    html! {
        text class="head" x="0" y=(px(top + 18.0)) { (panel.title) }
        @for (index, (day, what)) in (0_u32..).zip(&panel.lapses) {
            @let y = top + 17.0 + f64::from(index) * 14.0;
            @let x = plot.at_x(*day);
            line class="lapse" x1=(px(x)) x2=(px(x)) y1=(px(y - 9.0)) y2=(px(bottom)) {}
            text class="small" x=(px(x - 5.0)) y=(px(y)) text-anchor="end" {
                (what) ", day " (figure(*day))
            }
        }
        @for (index, leg) in (0_u32..).zip(&panel.legs) {
            (row(plot, rows + f64::from(index) * ROW, leg))
        }
    }
}

fn row(plot: &Plot, y: f64, leg: &Leg) -> Markup {
    html! {
        text x="8" y=(px(y + 13.0)) { (leg.name) }
        @if let Some((from, to)) = leg.owed { (bar(plot, y, leg, (from, to))) }
        @for day in &leg.decided {
            @let (x, middle) = (plot.at_x(*day), y + 9.0);
            path class="decide" d={
                "M" (px(x)) " " (px(middle - 7.0)) "L" (px(x + 6.0)) " " (px(middle))
                "L" (px(x)) " " (px(middle + 7.0)) "L" (px(x - 6.0)) " " (px(middle)) "Z"
            } {}
        }
    }
}

fn bar(plot: &Plot, y: f64, leg: &Leg, (from, to): (f64, f64)) -> Markup {
    let start = plot.at_x(from).max(plot.left);
    let end = plot.at_x(to).min(plot.right);
    let proved = plot.at_x(to + leg.lag).min(plot.right);
    html! {
        rect class={ "bar " (party_class(leg.party)) @if leg.kept { " kept" } } x=(px(start))
            y=(px(y + 3.0)) width=(px((end - start).max(3.0))) height="12" {}
        @if !leg.kept && leg.lag > 0.0 {
            rect class="proof" x=(px(end)) y=(px(y + 3.0)) height="12"
                width=(px((proved - end).max(2.0))) fill="url(#hatch)" {}
        }
    }
}
