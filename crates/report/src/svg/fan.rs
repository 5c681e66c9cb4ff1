//! Two paths that fan out: the middle of each as a line, nine in ten as a band.

use maud::{Markup, html};

use super::plot::{Plot, extent};
use super::{Told, axis, canvas, party_class};

const HEIGHT: f64 = 280.0;

/// A path: its name, and by abscissa the low, middle and high value.
pub(crate) struct Path {
    pub name: String,
    pub points: Vec<(f64, [f64; 3])>,
}

/// The paths over one pair of axes.
pub(crate) fn fan(told: Told<'_>, paths: &[Path], across: &str, unit: &str) -> Markup {
    let all = || paths.iter().flat_map(|it| &it.points);
    let (low, high) = extent(all().flat_map(|it| it.1));
    let margin = 0.05 * (high - low);
    let x = extent(all().map(|it| it.0));
    let mut plot = Plot::new(HEIGHT, x, ((low - margin).max(0.0), high + margin));
    plot.top = 40.0;
    let names: Vec<String> = paths.iter().map(|it| it.name.clone()).collect();
    let body = html! {
        (axis::key(&plot, &names))
        (axis::unit(&plot, unit))
        @for (index, path) in paths.iter().enumerate() {
            path class={ "spread " (party_class(index)) }
                d=(plot.band(&of(path, 0), &of(path, 2))) {}
        }
        (axis::up(&plot))
        (axis::along(&plot, across))
        @for (index, path) in paths.iter().enumerate() {
            path class={ "line " (party_class(index)) } d=(plot.line(&of(path, 1))) {}
        }
    };
    canvas(told, HEIGHT, &body)
}

fn of(path: &Path, which: usize) -> Vec<(f64, f64)> {
    path.points.iter().map(|(x, values)| (*x, values[which])).collect()
}
