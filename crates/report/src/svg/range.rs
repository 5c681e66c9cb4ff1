//! The self-enforcing range of a dial: the slack of each party over settings.

use maud::{Markup, html};

use super::plot::{Plot, extent, padded};
use super::{Told, axis, canvas, party_class, px};

const HEIGHT: f64 = 266.0;

/// One line a party; settings at which everybody keeps are shaded.
pub(crate) fn range(
    told: Told<'_>,
    names: &[String],
    lines: &[Vec<(f64, f64)>],
    intervals: &[(f64, f64)],
    bargaining: Option<f64>,
) -> Markup {
    let all = || lines.iter().flatten();
    let y = padded(extent(all().map(|it| it.1).chain([0.0])));
    let mut plot = Plot::new(HEIGHT, extent(all().map(|it| it.0).chain([1.0])), y);
    plot.top = 40.0;
    let body = html! {
        @for (low, high) in intervals {
            rect class="within" x=(px(plot.at_x(*low))) y=(px(plot.top))
                width=(px((plot.at_x(*high) - plot.at_x(*low)).max(1.0)))
                height=(px(plot.bottom - plot.top)) {}
        }
        (axis::key(&plot, names))
        (axis::unit(&plot, "slack, share of what keeping is worth"))
        (axis::up(&plot))
        (axis::along(&plot, "scale of the relief, 1 as written"))
        (axis::zero(&plot))
        @for (index, line) in lines.iter().enumerate() {
            path class={ "line " (party_class(index)) } d=(plot.line(line)) {}
        }
        (mark(&plot, 1.0, "as written", bargaining.is_some_and(|at| at > 1.0)))
        @if let Some(at) = bargaining { (mark(&plot, at, "Nash point", at <= 1.0)) }
    };
    canvas(told, HEIGHT, &body)
}

/// A line with its name to the left or to the right of its foot: curves run near zero, above it.
fn mark(plot: &Plot, at: f64, name: &str, before: bool) -> Markup {
    let x = plot.at_x(at);
    let (text, anchor) = if before { (x - 5.0, "end") } else { (x + 5.0, "start") };
    html! {
        line class="turn" x1=(px(x)) x2=(px(x)) y1=(px(plot.top)) y2=(px(plot.bottom)) {}
        text class="small" x=(px(text)) y=(px(plot.bottom - 6.0)) text-anchor=(anchor) { (name) }
    }
}
