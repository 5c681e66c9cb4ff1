//! The zone of agreement: what two sides hold at signature over the settings of a dial.

use maud::{Markup, html};

use super::plot::{Plot, extent, padded};
use super::{Told, axis, canvas, px};
use crate::number::figure;

const HEIGHT: f64 = 320.0;

/// One setting: its scale, what the two sides hold, and whether everybody keeps there.
#[derive(Clone, Copy)]
pub(crate) struct Setting {
    pub scale: f64,
    pub worth: (f64, f64),
    pub kept: bool,
}

/// One point a setting, joined in their order; where both gain is shaded, kept ones are filled.
pub(crate) fn zone(told: Told<'_>, names: [&str; 2], settings: &[Setting]) -> Markup {
    let all = || settings.iter().map(|it| it.worth);
    let x = padded(extent(all().map(|it| it.0).chain([0.0])));
    let y = padded(extent(all().map(|it| it.1).chain([0.0])));
    let plot = Plot::new(HEIGHT, x, y);
    let line: Vec<(f64, f64)> = all().collect();
    let (left, top) = (plot.at_x(plot.x.0.max(0.0)), plot.top);
    let body = html! {
        rect class="within" x=(px(left)) y=(px(top)) width=(px((plot.right - left).max(0.0)))
            height=(px((plot.at_y(plot.y.0.max(0.0)) - top).max(0.0))) {}
        (axis::up(&plot))
        (axis::along(&plot, &format!("worth to {} at signature", names[0])))
        (axis::zero(&plot))
        text class="small" x=(px(plot.left + 4.0)) y=(px(plot.top + 12.0)) {
            "worth to " (names[1])
        }
        path class="line model" d=(plot.line(&line)) {}
        @for setting in settings { (mark(&plot, *setting)) }
    };
    canvas(told, HEIGHT, &body)
}

fn mark(plot: &Plot, it: Setting) -> Markup {
    let (x, y) = (plot.at_x(it.worth.0), plot.at_y(it.worth.1));
    let class = if it.kept { "now" } else { "baseline-mark" };
    let whole = (it.scale - it.scale.round()).abs() < 1e-9;
    html! {
        circle class=(class) cx=(px(x)) cy=(px(y)) r="5" {}
        @if whole {
            text class="small" x=(px(x + 8.0)) y=(px(y - 6.0)) { (figure(it.scale)) }
        }
    }
}
