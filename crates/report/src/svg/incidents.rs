//! Counts by week and the intensity that a fitted process gives them; a file of its own.

use maud::{Markup, html};

use super::plot::Plot;
use super::{Told, axis, canvas, px};

const HEIGHT: f64 = 270.0;
const STYLE: &str = "svg{font:12px sans-serif;background:#fff} .grid{stroke:#e6e9ed} .axis{fill:#555} \
     .bar{fill:#9fb4c7} .line{fill:none;stroke:#8a3b12;stroke-width:2} \
     .flat{fill:none;stroke:#222;stroke-dasharray:6 4}";

/// One bar: from and to in days, and how many a day.
pub(crate) type Bar = (f64, f64, f64);

/// Bars, the intensity (day and rate a day), and the constant rate.
pub(crate) fn incidents(
    told: Told<'_>,
    bars: &[Bar],
    intensity: &[(f64, f64)],
    rate: f64,
) -> Markup {
    let last = bars.last().map_or(1.0, |bar| bar.1);
    let highest = bars.iter().map(|bar| bar.2).chain(intensity.iter().map(|it| it.1));
    let plot = Plot::new(HEIGHT, (0.0, last), (0.0, highest.fold(rate, f64::max)));
    let body = html! {
        style { (STYLE) }
        (axis::up(&plot))
        (axis::along(&plot, "days from the start; occurrences a day"))
        @for (from, to, height) in bars {
            rect class="bar" x=(px(plot.at_x(*from))) y=(px(plot.at_y(*height)))
                width=(px((plot.at_x(*to) - plot.at_x(*from) - 1.0).max(0.5)))
                height=(px(plot.bottom - plot.at_y(*height))) {}
        }
        path class="line" d=(plot.line(intensity)) {}
        path class="flat" d=(plot.line(&[(0.0, rate), (last, rate)])) {}
    };
    canvas(told, HEIGHT, &body)
}
