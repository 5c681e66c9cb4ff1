//! Designs as numbered dots over two goals.

use maud::html;

use super::plot::{Plot, extent};
use super::{Told, axis, canvas, px};

const HEIGHT: f64 = 420.0;
const STYLE: &str = "svg{font:12px sans-serif}.grid{stroke:#ddd}.axis{font-weight:bold}";

/// What is drawn.
pub(crate) struct Dots<'a> {
    /// Across, up, and what stands beside the dot.
    pub front: &'a [(f64, f64, String)],
    /// Where the text as it stands is.
    pub start: Option<(f64, f64)>,
    /// What is counted across.
    pub across: &'a str,
    /// What is counted upwards.
    pub up: &'a str,
}

/// A picture that stands alone.
pub(crate) fn dots(told: Told<'_>, of: &Dots<'_>) -> String {
    let both = || of.front.iter().map(|(x, y, _)| (*x, *y)).chain(of.start);
    let wide = |(low, high): (f64, f64)| {
        let margin = 0.06 * (high - low).max(1e-9);
        (low - margin, high + margin)
    };
    let x = wide(extent(both().map(|(x, _)| x)));
    let y = wide(extent(both().map(|(_, y)| y)));
    let plot = Plot { left: 76.0, top: 30.0, ..Plot::new(HEIGHT, x, y) };
    let body = html! {
        style { (STYLE) }
        (axis::along(&plot, of.across))
        (axis::up(&plot))
        text class="axis" x=(px(plot.left)) y="18" { (of.up) }
        @if let Some((x, y)) = of.start {
            rect x=(px(plot.at_x(x) - 4.0)) y=(px(plot.at_y(y) - 4.0)) width="8" height="8"
                fill="none" stroke="#b45f06" { title { "the text as it stands" } }
            text x=(px(plot.at_x(x) + 8.0)) y=(px(plot.at_y(y) + 14.0)) { "as it stands" }
        }
        @for (x, y, name) in of.front {
            circle cx=(px(plot.at_x(*x))) cy=(px(plot.at_y(*y))) r="4" fill="#1f6feb" {}
            text x=(px(plot.at_x(*x) + 6.0)) y=(px(plot.at_y(*y) - 5.0)) { (name) }
        }
    };
    format!("{}\n", canvas(told, HEIGHT, &body).into_string())
}
