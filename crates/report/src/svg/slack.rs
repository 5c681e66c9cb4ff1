//! Slack against each critical belief, one small chart each.

use maud::{Markup, html};

use super::plot::{Plot, extent, padded};
use super::{Told, axis, canvas, party_class, px};

const ROW: f64 = 190.0;
const PLOT: f64 = 160.0;

/// The slack of one side over one belief.
pub(crate) struct Curve {
    pub name: String,
    /// Whose slack, by its place in the text.
    pub party: usize,
    pub now: f64,
    /// Belief and slack, in the order of the belief.
    pub points: Vec<(f64, f64)>,
}

/// One chart a belief, below each other.
pub(crate) fn slack(told: Told<'_>, curves: &[Curve]) -> Markup {
    let tops: Vec<f64> = (0_u32..).take(curves.len()).map(|at| f64::from(at) * ROW).collect();
    let body = html! {
        @for (top, curve) in tops.iter().zip(curves) {
            g transform={ "translate(0 " (px(*top)) ")" } { (one(curve)) }
        }
    };
    canvas(told, tops.last().map_or(0.0, |top| top + ROW), &body)
}

fn one(curve: &Curve) -> Markup {
    let y = padded(extent(curve.points.iter().map(|it| it.1).chain([0.0])));
    let mut plot = Plot::new(PLOT, extent(curve.points.iter().map(|it| it.0)), y);
    plot.top = 24.0;
    let x = plot.at_x(curve.now);
    html! {
        text class="head" x="0" y="14" { (curve.name) }
        (axis::up(&plot))
        (axis::along(&plot, ""))
        (axis::zero(&plot))
        line class="turn" x1=(px(x)) x2=(px(x)) y1=(px(plot.top)) y2=(px(plot.bottom)) {}
        path class={ "line " (party_class(curve.party)) } d=(plot.line(&curve.points)) {}
    }
}
