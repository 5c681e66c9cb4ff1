//! What a difference is made of: one bar a part, each from where the last one ended.

use maud::{Markup, html};

use super::plot::{Plot, extent};
use super::{Told, WIDTH, canvas, px};
use crate::number::signed;

const ROW: f64 = 22.0;
/// Letters of a name that fit beside its bar.
const LETTERS: usize = 44;

/// Parts in order, and what they come to.
pub(crate) fn waterfall(told: Told<'_>, parts: &[(String, f64)], whole: &str) -> Markup {
    let steps = steps(parts);
    let height = steps.iter().fold(ROW + 12.0, |sum, _| sum + ROW);
    let ends = steps.iter().flat_map(|(_, from, to)| [*from, *to]);
    let (low, high) = extent(ends.chain([0.0]));
    let pad = 0.12 * (high - low).max(1e-9);
    let mut plot = Plot::new(height, (low - pad, high + pad), (0.0, 1.0));
    (plot.left, plot.right) = (300.0, WIDTH - 8.0);
    let last = steps.last().map_or(0.0, |it| it.2);
    let tops = (0_u32..).map(|index| 4.0 + f64::from(index) * ROW);
    let end = height - ROW - 4.0;
    let zero = plot.at_x(0.0);
    let body = html! {
        line class="zero" x1=(px(zero)) x2=(px(zero)) y1="2" y2=(px(height - 4.0)) {}
        @for (top, (name, from, to)) in tops.zip(&steps) { (bar(&plot, top, name, *from, *to, "part")) }
        (bar(&plot, end, whole, 0.0, last, "whole"))
    };
    canvas(told, height, &body)
}

/// Each part with where its bar starts and ends.
fn steps(parts: &[(String, f64)]) -> Vec<(String, f64, f64)> {
    let mut at = 0.0;
    let one = |(name, adds): &(String, f64)| {
        let from = at;
        at += adds;
        (name.clone(), from, at)
    };
    parts.iter().map(one).collect()
}

fn bar(plot: &Plot, top: f64, name: &str, from: f64, to: f64, class: &str) -> Markup {
    let (a, b) = (plot.at_x(from.min(to)), plot.at_x(from.max(to)));
    let way = if to < from { "against" } else { "for" };
    let over = b + 60.0 > plot.right;
    let (x, anchor) = if over { (a - 5.0, "end") } else { (b + 5.0, "start") };
    html! {
        text class=[(class == "whole").then_some("head")] x="0" y=(px(top + 14.0)) { (cut(name)) }
        rect class={ "bar " (way) " " (class) } x=(px(a)) y=(px(top + 2.0)) width=(px((b - a).max(1.0))) height="15" {}
        text x=(px(x)) y=(px(top + 14.0)) text-anchor=(anchor) { (signed(to - from)) }
    }
}

fn cut(name: &str) -> String {
    if name.chars().count() <= LETTERS {
        return name.to_owned();
    }
    format!("{}...", name.chars().take(LETTERS - 3).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bar_starts_where_the_last_one_ended() {
        let parts = [("a".to_owned(), 3.0), ("b".to_owned(), -1.0), ("c".to_owned(), -4.0)];
        let ends: Vec<(f64, f64)> = steps(&parts).iter().map(|it| (it.1, it.2)).collect();
        assert_eq!(ends, [(0.0, 3.0), (3.0, 2.0), (2.0, -2.0)]);
    }
}
