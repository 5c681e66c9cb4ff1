//! Duties by phase: when each is owed, and how long the proof of it may take.

use maud::{Markup, html};

use super::plot::Plot;
use super::{Told, WIDTH, canvas, party_class, px};
use crate::number::figure;

const ROW: f64 = 20.0;
const HEAD: f64 = 26.0;
const LABELS: f64 = 210.0;
/// Room for the scale under the chart.
const BELOW: f64 = 42.0;

/// A phase and what is owed in it.
pub(crate) struct Panel {
    pub title: String,
    pub lapses: Option<f64>,
    pub legs: Vec<Leg>,
}

/// One duty: from when to when it is owed, in days since the phase opened.
pub(crate) struct Leg {
    pub name: String,
    pub party: usize,
    pub from: f64,
    /// The day it is due; `None` if it is kept as long as the phase lasts.
    pub due: Option<f64>,
    pub lag: f64,
}

/// All phases under each other on one scale of days.
pub(crate) fn timeline(told: Told<'_>, panels: &[Panel]) -> Markup {
    let last = panels.iter().map(end).fold(1.0, f64::max);
    let height = panels.iter().map(tall).sum::<f64>() + BELOW;
    let mut plot = Plot::new(height, (0.0, last), (0.0, 1.0));
    (plot.left, plot.right, plot.top, plot.bottom) = (LABELS, WIDTH - 14.0, 4.0, height - BELOW);
    let tops = panels.iter().scan(0.0, |top, panel| {
        let here = *top;
        *top += tall(panel);
        Some(here)
    });
    let body = html! {
        (hatch())
        (super::axis::along(&plot, "days since the phase opened"))
        @for (top, panel) in tops.zip(panels) { (phase(&plot, top, panel)) }
    };
    canvas(told, height, &body)
}

fn tall(panel: &Panel) -> f64 {
    panel.legs.iter().fold(HEAD + 8.0, |sum, _| sum + ROW)
}

fn end(panel: &Panel) -> f64 {
    let legs = panel.legs.iter().map(|leg| leg.due.unwrap_or(leg.from) + leg.lag);
    legs.chain(panel.lapses).fold(0.0, f64::max)
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

fn phase(plot: &Plot, top: f64, panel: &Panel) -> Markup {
    let close = end(panel);
    let bottom = top + tall(panel) - 8.0;
    html! {
        text class="head" x="0" y=(px(top + 18.0)) { (panel.title) }
        @for (index, leg) in (0_u32..).zip(&panel.legs) {
            (row(plot, top + HEAD + f64::from(index) * ROW, leg, close))
        }
        @if let Some(day) = panel.lapses {
            line class="lapse" x1=(px(plot.at_x(day))) x2=(px(plot.at_x(day)))
                y1=(px(top + 6.0)) y2=(px(bottom)) {}
            text class="small" x=(px(plot.at_x(day) - 5.0)) y=(px(top + 17.0)) text-anchor="end" {
                "lapses on day " (figure(day))
            }
        }
    }
}

fn row(plot: &Plot, y: f64, leg: &Leg, close: f64) -> Markup {
    let from = plot.at_x(leg.from);
    let to = plot.at_x(leg.due.unwrap_or(close));
    let proved = plot.at_x(leg.due.unwrap_or(close) + leg.lag).min(plot.right);
    let (kept, last) = (leg.due.is_none(), leg.due.is_some());
    html! {
        text x="8" y=(px(y + 13.0)) { (leg.name) }
        rect class={ "bar " (party_class(leg.party)) @if kept { " kept" } } x=(px(from)) y=(px(y + 3.0))
            width=(px((to - from).max(3.0))) height="12" {}
        @if last && leg.lag > 0.0 {
            rect class="proof" x=(px(to)) y=(px(y + 3.0)) height="12"
                width=(px((proved - to).max(2.0))) fill="url(#hatch)" {}
        }
    }
}
