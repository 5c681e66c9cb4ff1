//! Ways it ends: one bar a cause.

use maud::{Markup, html};

use super::plot::Plot;
use super::{Told, WIDTH, canvas, px};
use crate::number::percent;

const ROW: f64 = 26.0;

/// One bar a cause, with its share.
pub(crate) fn causes(told: Told<'_>, rows: &[(String, f64)]) -> Markup {
    let height = rows.iter().fold(6.0, |sum, _| sum + ROW);
    let most = rows.iter().map(|it| it.1).fold(0.05, f64::max);
    let mut plot = Plot::new(height, (0.0, most * 1.1), (0.0, 1.0));
    (plot.left, plot.right) = (270.0, WIDTH - 50.0);
    let tops = (0_u32..).map(|index| f64::from(index) * ROW);
    let body = html! {
        @for (top, (name, share)) in tops.zip(rows) {
            text x="0" y=(px(top + 17.0)) { (name) }
            rect class="bar model" x=(px(plot.left)) y=(px(top + 5.0)) height="16"
                width=(px(plot.at_x(*share) - plot.left)) {}
            text x=(px(plot.at_x(*share) + 6.0)) y=(px(top + 17.0)) { (percent(*share)) }
        }
    };
    canvas(told, height, &body)
}
