//! Axes, grids and keys.

use maud::{Markup, html};

use super::plot::{Plot, labels, ticks};
use super::{party_class, px};

/// Grid and numbers from left to right, with what they count below.
pub(super) fn along(plot: &Plot, what: &str) -> Markup {
    at(plot, &ticks(plot.x, 8.0), what)
}

/// Months: a line every month of a short span, else every half year, every year or every second year.
pub(super) fn months(plot: &Plot) -> Markup {
    at(plot, &month_ticks(plot.x), "month")
}

fn month_ticks((first, last): (f64, f64)) -> Vec<f64> {
    let few = |step: &u32| (last - first) / f64::from(*step) <= 10.0;
    let step = [1_u32, 6, 12, 24, 60, 120].into_iter().find(few).unwrap_or(240);
    (0..12).map(|it| f64::from(it * step)).filter(|it| *it <= last).collect()
}

fn at(plot: &Plot, ticks: &[f64], what: &str) -> Markup {
    html! {
        @for (tick, label) in ticks.iter().copied().zip(labels(ticks)) {
            line class="grid" x1=(px(plot.at_x(tick))) x2=(px(plot.at_x(tick)))
                y1=(px(plot.top)) y2=(px(plot.bottom)) {}
            text x=(px(plot.at_x(tick))) y=(px(plot.bottom + 16.0)) text-anchor="middle" {
                (label)
            }
        }
        text class="axis" x=(px(f64::midpoint(plot.left, plot.right))) y=(px(plot.bottom + 33.0))
            text-anchor="middle" { (what) }
    }
}

/// Grid and numbers from bottom to top.
pub(super) fn up(plot: &Plot) -> Markup {
    html! {
        @for (tick, label) in of(&ticks(plot.y, 5.0)) {
            line class="grid" x1=(px(plot.left)) x2=(px(plot.right))
                y1=(px(plot.at_y(tick))) y2=(px(plot.at_y(tick))) {}
            text x=(px(plot.left - 8.0)) y=(px(plot.at_y(tick) + 4.0)) text-anchor="end" {
                (label)
            }
        }
    }
}

/// Ticks with what stands at them.
fn of(ticks: &[f64]) -> Vec<(f64, String)> {
    ticks.iter().copied().zip(labels(ticks)).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A span of under six months had one number under it: 0.
    #[test]
    fn every_span_of_months_has_numbers_under_it() {
        assert_eq!(month_ticks((0.0, 4.0)), [0.0, 1.0, 2.0, 3.0, 4.0]);
        assert_eq!(month_ticks((0.0, 36.0)), [0.0, 6.0, 12.0, 18.0, 24.0, 30.0, 36.0]);
        for months in 1..200 {
            let ticks = month_ticks((0.0, f64::from(months)));
            assert!((2..=12).contains(&ticks.len()), "{months}: {ticks:?}");
        }
    }
}
