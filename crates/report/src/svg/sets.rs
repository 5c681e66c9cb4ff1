//! Sustainable payoffs of two players: a panel a state, on the same scales.

use maud::{Markup, html};

use super::plot::{Plot, extent, labels, ticks};
use super::{Told, WIDTH, canvas, px};
use crate::sets::Panel;

/// Room at the left of a panel for numbers, above it for its title, below it for numbers.
const LEFT: f64 = 52.0;
const ABOVE: f64 = 24.0;
const BELOW: f64 = 40.0;
/// Key above all panels.
const KEY: f64 = 26.0;
/// Widest panel.
const SIDE_MAX: f64 = 330.0;

/// The panels in rows of up to three; `names` are those of the players.
pub(crate) fn sets(told: Told<'_>, names: [&str; 2], panels: &[Panel]) -> Markup {
    let columns = panels.len().clamp(1, 3);
    let cell = (WIDTH - 8.0) / columns as f64;
    let side = (cell - LEFT - 12.0).min(SIDE_MAX);
    let rows = panels.len().div_ceil(columns);
    let row = ABOVE + side + BELOW;
    let marked = panels.iter().any(|panel| !panel.marks.is_empty());
    let all = || panels.iter().flat_map(Panel::points);
    let (x, y) = (wide(extent(all().map(|p| p[0]))), wide(extent(all().map(|p| p[1]))));
    let body = html! {
        (key(marked))
        @for (place, panel) in panels.iter().enumerate() {
            @let (at, down) = (place % columns, place / columns);
            @let left = LEFT + cell * at as f64;
            @let top = KEY + ABOVE + row * down as f64;
            (one(panel, &frame(x, y, left, top, side), names))
        }
    };
    canvas(told, KEY + row * rows as f64, &body)
}

fn frame(x: (f64, f64), y: (f64, f64), left: f64, top: f64, side: f64) -> Plot {
    let mut plot = Plot::new(side, x, y);
    (plot.left, plot.right, plot.top, plot.bottom) = (left, left + side, top, top + side);
    plot
}

/// A margin on both sides, so that no corner lies on the frame.
fn wide((low, high): (f64, f64)) -> (f64, f64) {
    let margin = (0.07 * (high - low)).max(1e-9 * (1.0 + high.abs()));
    (low - margin, high + margin)
}

fn one(panel: &Panel, plot: &Plot, names: [&str; 2]) -> Markup {
    let (low, mid) = (plot.bottom, f64::midpoint(plot.left, plot.right));
    let (x, y) = (plot.at_x(panel.threat[0]), plot.at_y(panel.threat[1]));
    let (across, upwards) = (ticks(plot.x, 5.0), ticks(plot.y, 5.0));
    html! {
        text class="head" x=(px(plot.left)) y=(px(plot.top - 7.0)) { (panel.title) }
        @for (tick, label) in across.iter().copied().zip(labels(&across)) {
            line class="grid" x1=(px(plot.at_x(tick))) x2=(px(plot.at_x(tick))) y1=(px(plot.top)) y2=(px(low)) {}
            text class="small" x=(px(plot.at_x(tick))) y=(px(low + 15.0)) text-anchor="middle" { (label) }
        }
        @for (tick, label) in upwards.iter().copied().zip(labels(&upwards)) {
            line class="grid" x1=(px(plot.left)) x2=(px(plot.right)) y1=(px(plot.at_y(tick))) y2=(px(plot.at_y(tick))) {}
            text class="small" x=(px(plot.left - 6.0)) y=(px(plot.at_y(tick) + 4.0)) text-anchor="end" { (label) }
        }
        text class="small axis" x=(px(mid)) y=(px(low + 31.0)) text-anchor="middle" {
            (names[0]) " across, " (names[1]) " upwards"
        }
        (area(plot, "outer", &panel.outer))
        (area(plot, "inner", &panel.inner))
        line class="threat" x1=(px(x)) x2=(px(x)) y1=(px(plot.top)) y2=(px(low)) {}
        line class="threat" x1=(px(plot.left)) x2=(px(plot.right)) y1=(px(y)) y2=(px(y)) {}
        circle class="baseline-mark" cx=(px(x)) cy=(px(y)) r="4" {}
        @for (name, point) in &panel.marks {
            circle class="now" cx=(px(plot.at_x(point[0]))) cy=(px(plot.at_y(point[1]))) r="5" {
                title { (name) }
            }
        }
    }
}

/// A convex set by its corners; a single point is a dot.
fn area(plot: &Plot, class: &str, corners: &[[f64; 2]]) -> Markup {
    let line: Vec<(f64, f64)> = corners.iter().map(|p| (p[0], p[1])).collect();
    let places = || corners.iter().map(|p| (plot.at_x(p[0]), plot.at_y(p[1])));
    let first = places().next();
    let dot = first.filter(|(x, y)| places().all(|(a, b)| (a - x).hypot(b - y) < 1.0));
    html! {
        @if let Some((x, y)) = dot {
            circle class=(class) cx=(px(x)) cy=(px(y)) r="3" {}
        } @else if !line.is_empty() {
            path class=(class) d={ (plot.line(&line)) "Z" } {}
        }
    }
}

fn key(marked: bool) -> Markup {
    html! {
        rect class="inner" x="52" y="4" width="18" height="11" {}
        text class="small" x="76" y="14" { "proved sustainable" }
        rect class="outer" x="196" y="4" width="18" height="11" {}
        text class="small" x="220" y="14" { "not ruled out" }
        line class="threat" x1="310" x2="334" y1="10" y2="10" {}
        circle class="baseline-mark" cx="322" cy="10" r="4" {}
        text class="small" x="340" y="14" { "what each can be held to" }
        @if marked {
            circle class="now" cx="500" cy="10" r="5" {}
            text class="small" x="510" y="14" { "everybody keeping" }
        }
    }
}
