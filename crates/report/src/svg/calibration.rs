//! Panels of shares over chances, with the diagonal.

use maud::{Markup, html};

use super::plot::Plot;
use super::{Told, WIDTH, canvas, px};

const HEIGHT: f64 = 270.0;
const GAP: f64 = 44.0;

/// One panel: chance, share and count of each tenth, of the model and of a baseline.
pub(crate) struct Calibrated<'a> {
    pub title: &'a str,
    pub model: Vec<(f64, f64, usize)>,
    pub naive: Vec<(f64, f64, usize)>,
}

/// The panels beside each other.
pub(crate) fn calibration(told: Told<'_>, panels: &[Calibrated<'_>]) -> Markup {
    let width = (WIDTH - 16.0) / panels.len().max(1) as f64;
    let body = html! {
        @for (place, panel) in panels.iter().enumerate() {
            (one(panel, GAP + width * place as f64, width - GAP))
        }
    };
    canvas(told, HEIGHT, &body)
}

fn one(panel: &Calibrated<'_>, left: f64, width: f64) -> Markup {
    let mut plot = Plot::new(HEIGHT, (0.0, 1.0), (0.0, 1.0));
    (plot.left, plot.right, plot.top, plot.bottom) = (left, left + width, 30.0, 30.0 + width);
    let (low, high) = (plot.at_y(0.0), plot.at_y(1.0));
    html! {
        text x=(px(left)) y="18" { (panel.title) }
        path d=(plot.line(&[(0.0, 0.0), (0.0, 1.0), (1.0, 1.0), (1.0, 0.0), (0.0, 0.0)]))
            fill="none" stroke="#999" {}
        path d=(plot.line(&[(0.0, 0.0), (1.0, 1.0)])) fill="none" stroke="#999"
            stroke-dasharray="4 3" {}
        @for mark in ["0", "0.5", "1"] {
            text x=(px(plot.at_x(number(mark)))) y=(px(low + 16.0)) text-anchor="middle"
                font-size="11" { (mark) }
            text x=(px(left - 6.0)) y=(px(plot.at_y(number(mark)) + 4.0)) text-anchor="end"
                font-size="11" { (mark) }
        }
        @for (chance, share, count) in &panel.naive {
            rect x=(px(plot.at_x(*chance) - size(*count))) y=(px(plot.at_y(*share) - size(*count)))
                width=(px(2.0 * size(*count))) height=(px(2.0 * size(*count)))
                fill="none" stroke="#b45f06" { title { (said(*chance, *share, *count)) } }
        }
        @for (chance, share, count) in &panel.model {
            circle cx=(px(plot.at_x(*chance))) cy=(px(plot.at_y(*share))) r=(px(size(*count)))
                fill="#1f6feb" fill-opacity="0.6" { title { (said(*chance, *share, *count)) } }
        }
        text x=(px(left + width / 2.0)) y=(px(low - high + 64.0)) text-anchor="middle" font-size="11" {
            "chance given; upwards what came"
        }
    }
}

fn number(mark: &str) -> f64 {
    mark.parse().unwrap_or(0.0)
}

/// Half the width of a mark: area grows with the count.
fn size(count: usize) -> f64 {
    (1.5 + 0.8 * (count as f64).sqrt()).min(14.0)
}

fn said(chance: f64, share: f64, count: usize) -> String {
    format!("given {chance:.2}, came {share:.2}, {count} forecasts")
}
