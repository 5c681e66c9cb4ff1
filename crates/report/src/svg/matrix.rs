//! A small matrix as squares whose area is the entry.

use maud::{Markup, html};

use super::{Told, canvas, px};

const CELL: f64 = 60.0;
const LEFT: f64 = 220.0;
const TOP: f64 = 40.0;

/// Entries with whether they are told from nothing; rows and columns have the same names.
pub(crate) fn matrix(told: Told<'_>, names: &[String], cells: &[Vec<(f64, bool)>]) -> Markup {
    let height = TOP + CELL * (names.len() as f64 + 0.8);
    let body = html! {
        @for (at, name) in names.iter().enumerate() {
            text x=(px(LEFT - 10.0)) y=(px(middle(TOP, at) + 4.0)) text-anchor="end" font-size="12" {
                (name)
            }
            text x=(px(middle(LEFT, at))) y=(px(TOP - 12.0)) text-anchor="middle" font-size="12" {
                (short(name))
            }
        }
        @for (row, list) in cells.iter().enumerate() {
            @for (column, (entry, seen)) in list.iter().enumerate() {
                (square(middle(LEFT, column), middle(TOP, row), *entry, *seen))
            }
        }
    };
    canvas(told, height, &body)
}

fn middle(from: f64, at: usize) -> f64 {
    from + CELL * (at as f64 + 0.5)
}

fn square(x: f64, y: f64, entry: f64, seen: bool) -> Markup {
    let side = (CELL - 6.0) * entry.clamp(0.0, 1.0).sqrt();
    let fill = if seen { "#1f6feb" } else { "none" };
    html! {
        rect x=(px(x - side / 2.0)) y=(px(y - side / 2.0)) width=(px(side)) height=(px(side))
            fill=(fill) stroke="#1f6feb" { title { (format!("{entry:.2}")) } }
    }
}

fn short(name: &str) -> String {
    name.chars().take(9).collect()
}
