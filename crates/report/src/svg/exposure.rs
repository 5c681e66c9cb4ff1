//! Amounts over months, a line each: who is out of pocket when, relief, days to a threshold.

use maud::{Markup, html};

use super::plot::{Plot, extent, padded};
use super::{Told, axis, canvas, party_class};

const HEIGHT: f64 = 266.0;

/// One line a name, with the line of zero and what is counted.
pub(crate) fn exposure(
    told: Told<'_>,
    names: &[String],
    lines: &[Vec<(f64, f64)>],
    unit: &str,
) -> Markup {
    let all = || lines.iter().flatten();
    let y = padded(extent(all().map(|it| it.1).chain([0.0])));
    let x = extent(all().map(|it| it.0).chain([0.0]));
    let mut plot = Plot::new(HEIGHT, x, y);
    plot.top = 40.0;
    let body = html! {
        (axis::key(&plot, names))
        (axis::unit(&plot, unit))
        (axis::up(&plot))
        (axis::months(&plot))
        (axis::zero(&plot))
        @for (index, line) in lines.iter().enumerate() {
            path class={ "line " (party_class(index)) } d=(plot.line(line)) {}
        }
    };
    canvas(told, HEIGHT, &body)
}
