//! A box in the believed space, and the boxes on the way to it.

use maud::{Markup, html};

use super::plot::{Plot, extent};
use super::{Told, axis, canvas, px};

const HEIGHT: f64 = 340.0;
const STYLE: &str = "svg{font:11px sans-serif}.grid{stroke:#ddd}.axis{font-weight:bold}";

/// What is drawn.
pub(crate) struct Boxed<'a> {
    /// Across, up, and whether the point is of the kind.
    pub points: &'a [(f64, f64, bool)],
    /// The belief across, and the ends of the box.
    pub across: (&'a str, (f64, f64)),
    /// The belief upwards, and the ends of the box.
    pub up: (&'a str, (f64, f64)),
    /// Coverage and density of each box met, from everything inwards.
    pub trajectory: &'a [(f64, f64)],
    /// Which of them was chosen.
    pub chosen: usize,
}

/// Two panels that stand alone: the points with the box, and the peeling.
pub(crate) fn boxes(told: Told<'_>, of: &Boxed<'_>) -> String {
    let body = html! {
        style { (STYLE) }
        (space(of))
        (peeling(of))
    };
    format!("{}\n", canvas(told, HEIGHT, &body).into_string())
}

fn space(of: &Boxed<'_>) -> Markup {
    let x = extent(of.points.iter().map(|it| it.0));
    let y = extent(of.points.iter().map(|it| it.1));
    let plot = Plot { right: 400.0, top: 30.0, ..Plot::new(HEIGHT, x, y) };
    let inside = |(low, high): (f64, f64), (from, to): (f64, f64)| (low.max(from), high.min(to));
    let ((left, right), (low, high)) = (inside(of.across.1, x), inside(of.up.1, y));
    html! {
        (axis::along(&plot, &cut(of.across.0)))
        (axis::up(&plot))
        text class="axis" x="0" y="18" { (cut(of.up.0)) }
        @for (x, y, of_kind) in of.points {
            circle cx=(px(plot.at_x(*x))) cy=(px(plot.at_y(*y))) r="2"
                fill=(if *of_kind { "#1f6feb" } else { "none" })
                stroke=(if *of_kind { "#1f6feb" } else { "#aaa" }) {}
        }
        rect x=(px(plot.at_x(left))) y=(px(plot.at_y(high)))
            width=(px((plot.at_x(right) - plot.at_x(left)).max(1.0)))
            height=(px((plot.at_y(low) - plot.at_y(high)).max(1.0)))
            fill="#1f6feb" fill-opacity="0.08" stroke="#b45f06" stroke-width="2" {}
    }
}

/// Letters of a name that fit above or below one panel.
const LETTERS: usize = 58;

fn cut(name: &str) -> String {
    if name.chars().count() <= LETTERS {
        return name.to_owned();
    }
    format!("{}...", name.chars().take(LETTERS - 3).collect::<String>())
}

fn peeling(of: &Boxed<'_>) -> Markup {
    let plot = Plot { left: 470.0, top: 30.0, ..Plot::new(HEIGHT, (0.0, 1.0), (0.0, 1.0)) };
    html! {
        (axis::along(&plot, "coverage"))
        (axis::up(&plot))
        text class="axis" x=(px(plot.left - 30.0)) y="18" { "density, box by box inwards" }
        path d=(plot.line(of.trajectory)) fill="none" stroke="#1f6feb" {}
        @for (place, (coverage, density)) in of.trajectory.iter().enumerate() {
            circle cx=(px(plot.at_x(*coverage))) cy=(px(plot.at_y(*density)))
                r=(if place == of.chosen { "5" } else { "2" })
                fill=(if place == of.chosen { "#b45f06" } else { "#1f6feb" }) {
                @if place == of.chosen { title { "the box that balances best" } }
            }
        }
    }
}
