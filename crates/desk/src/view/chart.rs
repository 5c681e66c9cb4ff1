//! A small chart of lines over a number, each with its band; the same stands in a table beside it.

use maud::{Markup, html};

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 260.0;
const LEFT: f64 = 52.0;
const TOP: f64 = 28.0;
const RIGHT: f64 = 12.0;
const BOTTOM: f64 = 44.0;

/// Points of a line, from left to right.
pub(super) type Points = Vec<(f64, f64)>;

/// One line.
pub(super) struct Line {
    /// What it is called.
    pub name: String,
    /// Its points.
    pub middle: Points,
    /// Its band: the lower and the upper line.
    pub band: Option<(Points, Points)>,
}

/// Where numbers stand.
struct Scale {
    x: (f64, f64),
    y: (f64, f64),
}

impl Scale {
    fn x(&self, at: f64) -> f64 {
        LEFT + (at - self.x.0) / (self.x.1 - self.x.0) * (WIDTH - LEFT - RIGHT)
    }

    fn y(&self, at: f64) -> f64 {
        HEIGHT - BOTTOM - (at - self.y.0) / (self.y.1 - self.y.0) * (HEIGHT - BOTTOM - TOP)
    }

    fn path<'p>(&self, points: impl Iterator<Item = &'p (f64, f64)>) -> String {
        let place = |(at, (x, y)): (usize, &(f64, f64))| {
            let mark = if at == 0 { 'M' } else { 'L' };
            format!("{mark}{:.1} {:.1}", self.x(*x), self.y(*y))
        };
        points.enumerate().map(place).collect()
    }
}

/// The lines over one pair of axes; `range` is what is shown from bottom to top. Numbers run from left to right in
/// either language.
pub(super) fn chart(
    id: &str,
    title: &str,
    (across, up): (&str, &str),
    lines: &[Line],
    range: (f64, f64),
) -> Markup {
    let ends = lines.iter().flat_map(|line| &line.middle).map(|it| it.0);
    let (first, last) =
        ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| (a.min(x), b.max(x)));
    if first >= last || range.0 >= range.1 {
        return html! {};
    }
    let scale = Scale { x: (first, last), y: range };
    let id = format!("chart-{id}");
    html! {
        figure class="chart" {
            svg viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } role="img" aria-labelledby=(id) direction="ltr" {
                title id=(id) { (title) }
                (grid(&scale))
                text class="axis" x="2" y=(TOP - 10.0) { (up) }
                text class="axis" x=((LEFT + WIDTH) / 2.0) y=(HEIGHT - 6.0) text-anchor="middle" { (across) }
                @for (at, line) in lines.iter().enumerate() { (drawn(&scale, at, line)) }
            }
            figcaption class="key" {
                @for (at, line) in lines.iter().enumerate() { span class={ "swatch line s" (at % 2) } {} (line.name) }
            }
        }
    }
}

fn grid(scale: &Scale) -> Markup {
    html! {
        @for y in ticks(scale.y) {
            line class="grid" x1=(LEFT) x2=(WIDTH - RIGHT) y1=(scale.y(y)) y2=(scale.y(y)) {}
            text x=(LEFT - 6.0) y=(scale.y(y) + 4.0) text-anchor="end" { (short(y)) }
        }
        @for x in ticks(scale.x) {
            text x=(scale.x(x)) y=(HEIGHT - BOTTOM + 16.0) text-anchor="middle" { (short(x)) }
        }
    }
}

fn drawn(scale: &Scale, at: usize, line: &Line) -> Markup {
    html! {
        @if let Some((low, high)) = &line.band {
            path class={ "spread s" (at % 2) } d={ (scale.path(low.iter().chain(high.iter().rev()))) "Z" } {}
        }
        path class={ "curve s" (at % 2) } d=(scale.path(line.middle.iter())) {}
    }
}

/// Round numbers that divide a range into about five parts.
fn ticks((low, high): (f64, f64)) -> Vec<f64> {
    let raw = (high - low) / 5.0;
    let power = 10.0_f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|it| it * power).into_iter().find(|it| *it >= raw);
    let step = step.unwrap_or(raw);
    let first = (low / step - 1e-9).ceil();
    let all = (0..20_u32).map(|it| (first + f64::from(it)) * step);
    all.take_while(|it| *it <= high + step * 1e-9).collect()
}

fn short(number: f64) -> String {
    let text = format!("{number:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_inside() {
        assert_eq!(ticks((0.0, 1.0)).len(), 6);
        assert_eq!(ticks((0.0, 36.0)), [0.0, 10.0, 20.0, 30.0]);
    }

    #[test]
    fn nothing_is_drawn_of_nothing() {
        let none = Line { name: String::new(), middle: vec![(0.0, 1.0)], band: None };
        assert_eq!(chart("a", "t", ("x", "y"), &[none], (0.0, 1.0)).into_string(), "");
    }
}
