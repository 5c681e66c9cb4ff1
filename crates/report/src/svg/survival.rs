//! Survival by month with its band, and how such deals did beside it.

use maud::{Markup, html};

use super::plot::Plot;
use super::{Told, axis, canvas, px};
use explore::assess::{BaselinePoint, SurvivalPoint};

use crate::number::nineteen_in_twenty;

const HEIGHT: f64 = 286.0;

/// The curve under these beliefs and the points of the baseline.
pub(crate) fn survival(
    told: Told<'_>,
    points: &[SurvivalPoint],
    baseline: &[BaselinePoint],
) -> Markup {
    let last = points.last().map_or(1.0, |it| f64::from(it.month));
    let mut plot = Plot::new(HEIGHT, (0.0, last), (0.0, 1.0));
    (plot.top, plot.right) = (40.0, plot.right - 8.0);
    let shown: Vec<&BaselinePoint> =
        baseline.iter().filter(|it| f64::from(it.month) <= last).collect();
    let body = html! {
        (axis::unit(&plot, "share of futures in force or fulfilled"))
        (axis::up(&plot))
        (axis::months(&plot))
        (curve(&plot, points))
        @for point in &shown { (whisker(&plot, point)) }
        (key(&plot, !shown.is_empty()))
    };
    canvas(told, HEIGHT, &body)
}

fn curve(plot: &Plot, points: &[SurvivalPoint]) -> Markup {
    let start = [(0.0, 1.0)];
    let along = |of: &dyn Fn(&SurvivalPoint) -> f64| -> Vec<(f64, f64)> {
        let rest = points.iter().map(|it| (f64::from(it.month), of(it)));
        start.iter().copied().chain(rest).collect()
    };
    let low = along(&|it| nineteen_in_twenty(it.mean, it.standard_error).0);
    let high = along(&|it| nineteen_in_twenty(it.mean, it.standard_error).1);
    html! {
        path class="band" d=(plot.band(&low, &high)) {}
        path class="line model" d=(plot.line(&along(&|it| it.mean))) {}
    }
}

fn whisker(plot: &Plot, point: &BaselinePoint) -> Markup {
    let x = plot.at_x(f64::from(point.month));
    let (low, high) = nineteen_in_twenty(point.mean, point.standard_error);
    html! {
        line class="baseline" x1=(px(x)) x2=(px(x)) y1=(px(plot.at_y(low))) y2=(px(plot.at_y(high))) {}
        @for end in [low, high] {
            line class="baseline" x1=(px(x - 5.0)) x2=(px(x + 5.0))
                y1=(px(plot.at_y(end))) y2=(px(plot.at_y(end))) {}
        }
        rect class="baseline-mark" x=(px(x - 4.5)) y=(px(plot.at_y(point.mean) - 4.5))
            width="9" height="9" {}
    }
}

fn key(plot: &Plot, with_baseline: bool) -> Markup {
    let x = plot.left + 4.0;
    html! {
        line class="line model" x1=(px(x)) x2=(px(x + 26.0)) y1="8" y2="8" {}
        text x=(px(x + 31.0)) y="12" { "under these beliefs" }
        @if with_baseline {
            rect class="baseline-mark" x=(px(x + 190.0)) y="3.5" width="9" height="9" {}
            text x=(px(x + 205.0)) y="12" { "as such deals did before (19 in 20)" }
        }
    }
}
