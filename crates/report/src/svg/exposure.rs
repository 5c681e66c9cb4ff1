//! Amounts over months, a line each: who is out of pocket when, relief, days to a threshold.

use maud::{Markup, html};

use super::plot::{Plot, extent, padded};
use super::{Told, axis, canvas, party_class, px};

const HEIGHT: f64 = 266.0;
/// Lines nearer to each other than this lie on each other, in units of the chart.
const NEAR: f64 = 1.0;

/// One line a name, with the line of zero and what is counted.
pub(crate) fn exposure(
    told: Told<'_>,
    names: &[String],
    lines: &[Vec<(f64, f64)>],
    unit: &str,
) -> Markup {
    let all = || lines.iter().flatten();
    let y = padded(extent(all().map(|it| it.1).chain([0.0])));
    let x = extent(all().map(|it| it.0).chain([0.0]));
    let mut plot = Plot::new(HEIGHT, x, y);
    plot.top = 40.0;
    let body = html! {
        (axis::key(&plot, names))
        (axis::unit(&plot, unit))
        (axis::up(&plot))
        (axis::months(&plot))
        (axis::zero(&plot))
        @for (index, line) in lines.iter().enumerate() {
            @let below = lines.iter().skip(index + 1).any(|above| shared(&plot, line, above) > 1);
            path class={ "line " (party_class(index)) @if below { " under" } } d=(plot.line(line)) {}
        }
        @if let Some(said) = one_on_another(&plot, names, lines) {
            text class="small" x=(px(plot.left + 4.0)) y="27" { (said) }
        }
    };
    canvas(told, HEIGHT, &body)
}

/// At how many points two lines stand at the same place of the chart.
fn shared(plot: &Plot, one: &[(f64, f64)], other: &[(f64, f64)]) -> usize {
    let near = |(a, b): &(&(f64, f64), &(f64, f64))| {
        a.0 == b.0 && (plot.at_y(a.1) - plot.at_y(b.1)).abs() < NEAR
    };
    one.iter().zip(other).filter(near).count()
}

/// Which lines lie on each other from their first point to their last, in words; a broad line shows under a narrow one
/// where they only meet.
fn one_on_another(plot: &Plot, names: &[String], lines: &[Vec<(f64, f64)>]) -> Option<String> {
    let named: Vec<(&String, &Vec<(f64, f64)>)> = names.iter().zip(lines).collect();
    let pairs = named
        .iter()
        .enumerate()
        .flat_map(|(at, one)| named.iter().skip(at + 1).map(move |other| (one, other)));
    let whole = pairs.filter(|(one, other)| {
        one.1.len() > 1
            && one.1.len() == other.1.len()
            && shared(plot, one.1, other.1) == one.1.len()
    });
    let said: Vec<String> =
        whole.map(|(one, other)| format!("{} and {} lie on each other", one.0, other.0)).collect();
    (!said.is_empty()).then(|| said.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(other: f64) -> String {
        let told = Told { id: "t", title: "t", description: "d" };
        let names = ["given", "felt"].map(str::to_owned);
        let line = |last: f64| vec![(1.0, 4.0), (2.0, 4.0), (3.0, last)];
        exposure(told, &names, &[line(4.0), line(other)], "levels").into_string()
    }

    #[test]
    fn lines_that_lie_on_each_other_are_both_seen_and_said() {
        let (same, apart) = (drawn(4.0), drawn(1.0));
        assert!(same.contains("given and felt lie on each other") && same.contains("p0 under"));
        assert!(!apart.contains("lie on each other") && apart.contains("p0 under"), "{apart}");
        let told = Told { id: "t", title: "t", description: "d" };
        let names = ["given", "felt"].map(str::to_owned);
        let lines = [vec![(1.0, 4.0), (2.0, 5.0)], vec![(1.0, 1.0), (2.0, 2.0)]];
        assert!(!exposure(told, &names, &lines, "levels").into_string().contains("under"));
    }
}
