//! Figures with their tables, and texts as a page sets them.

use maud::{Markup, html};

/// A chart, what it shows, and its numbers as a table for those who do not see it.
pub(super) fn figure(chart: &Markup, caption: &str, numbers: &Markup) -> Markup {
    html! {
        figure class="chart" {
            (chart)
            figcaption { (set(caption)) }
            details {
                summary { "The numbers of this figure" }
                (numbers)
            }
        }
    }
}

/// A table with a caption; the first column names the rows.
pub(super) fn table(caption: &str, heads: &[String], rows: &[Vec<String>]) -> Markup {
    html! {
        div class="wide" tabindex="0" role="region" aria-label=(caption) {
            table {
                caption { (set(caption)) }
                thead { tr { @for head in heads { th scope="col" { (set(head)) } } } }
                tbody { @for row in rows { tr { (cells(row)) } } }
            }
        }
    }
}

fn cells(row: &[String]) -> Markup {
    html! {
        @for (index, cell) in row.iter().enumerate() {
            @if index == 0 {
                th scope="row" { (set(cell)) }
            } @else {
                td class=[is_number(cell).then_some("number")] { (set(cell)) }
            }
        }
    }
}

fn is_number(cell: &str) -> bool {
    cell == "-" || cell.starts_with(|c: char| c.is_ascii_digit() || c == '+' || c == '-')
}

/// Heads of a table from plain words.
pub(super) fn heads(words: &[&str]) -> Vec<String> {
    words.iter().map(|it| (*it).to_owned()).collect()
}

/// A plain text as type: plus-minus signs, and numbers that keep their unit beside them.
pub(super) fn set(text: &str) -> String {
    let text = text.replace("+-", "±").replace(" %", "\u{a0}%").replace("line ", "line\u{a0}");
    if text == "-" { "–".to_owned() } else { text }
}

/// A paragraph of such a text.
pub(super) fn paragraph(text: &str) -> Markup {
    html! { p { (set(text)) } }
}
