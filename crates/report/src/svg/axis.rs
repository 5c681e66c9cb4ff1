//! Axes, grids and keys.

use maud::{Markup, html};

use super::plot::{Plot, ticks};
use super::{party_class, px};
use crate::number::figure;

/// Grid and numbers from left to right, with what they count below.
pub(super) fn along(plot: &Plot, what: &str) -> Markup {
    at(plot, &ticks(plot.x, 8.0), what)
}

/// Months: a line every half year, every year or every second year.
pub(super) fn months(plot: &Plot) -> Markup {
    let steps = [6_u32, 12, 24, 60, 120];
    let few = |step: &u32| (plot.x.1 - plot.x.0) / f64::from(*step) <= 10.0;
    let step = steps.into_iter().find(few).unwrap_or(240);
    let numbers = (0..12).map(|it| f64::from(it * step));
    at(plot, &numbers.filter(|it| *it <= plot.x.1).collect::<Vec<_>>(), "month")
}

fn at(plot: &Plot, ticks: &[f64], what: &str) -> Markup {
    html! {
        @for tick in ticks.iter().copied() {
            line class="grid" x1=(px(plot.at_x(tick))) x2=(px(plot.at_x(tick)))
                y1=(px(plot.top)) y2=(px(plot.bottom)) {}
            text x=(px(plot.at_x(tick))) y=(px(plot.bottom + 16.0)) text-anchor="middle" {
                (figure(tick))
            }
        }
        text class="axis" x=(px(f64::midpoint(plot.left, plot.right))) y=(px(plot.bottom + 33.0))
            text-anchor="middle" { (what) }
    }
}

/// Grid and numbers from bottom to top.
pub(super) fn up(plot: &Plot) -> Markup {
    html! {
        @for tick in ticks(plot.y, 5.0) {
            line class="grid" x1=(px(plot.left)) x2=(px(plot.right))
                y1=(px(plot.at_y(tick))) y2=(px(plot.at_y(tick))) {}
            text x=(px(plot.left - 8.0)) y=(px(plot.at_y(tick) + 4.0)) text-anchor="end" {
                (figure(tick))
            }
        }
    }
}

/// What is counted from bottom to top, above the numbers.
pub(super) fn unit(plot: &Plot, what: &str) -> Markup {
    html! { text class="small axis" x="0" y=(px(plot.top - 8.0)) { (what) } }
}

/// The line at zero, if zero is on the chart.
pub(super) fn zero(plot: &Plot) -> Markup {
    let inside = plot.y.0 <= 0.0 && 0.0 <= plot.y.1;
    html! {
        @if inside {
            line class="zero" x1=(px(plot.left)) x2=(px(plot.right))
                y1=(px(plot.at_y(0.0))) y2=(px(plot.at_y(0.0))) {}
        }
    }
}

/// Names of parties with their lines, above the chart from the left.
pub(super) fn key(plot: &Plot, names: &[String]) -> Markup {
    let widths = names.iter().map(|name| 44.0 + 7.2 * length(name));
    let starts = widths.scan(plot.left + 4.0, |x, width| {
        let start = *x;
        *x += width;
        Some(start)
    });
    html! {
        @for (index, (x, name)) in starts.zip(names).enumerate() {
            line class={ "line " (party_class(index)) } x1=(px(x)) x2=(px(x + 26.0)) y1="8" y2="8" {}
            text x=(px(x + 31.0)) y="12" { (name) }
        }
    }
}

fn length(name: &str) -> f64 {
    f64::from(u32::try_from(name.chars().count()).unwrap_or(40))
}
