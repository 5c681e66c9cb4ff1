//! The monthly status: a strip of months over the table that says the same.

use maud::{Markup, html};

use super::Frame;
use super::parts::{own, pages};
use crate::model::status::{MONTHS, Row, Status};

/// Width of a month and height of the columns, in units of the drawing; room for numbers at the side and above, and for
/// months below. It is as wide as a full page of months.
const MONTH: usize = 60;
const HIGH: usize = 90;
const SIDE: usize = 46;
const ABOVE: usize = 12;
const BELOW: usize = 52;
const WIDE: usize = SIDE + MONTH * MONTHS;

pub(super) fn body(frame: &Frame<'_>, it: &Status) -> Markup {
    let t = frame.tongue;
    html! {
        p class="lead" { (t.say("status-lead")) }
        p class="key" { @for grade in 0..4_u8 { span class={ "swatch grade-" (grade) } {} (t.count(grade)) " " (t.of_family("grade", &grade.to_string())) } }
        (pages(frame, "status", it.page))
        @if it.months.is_empty() { p { (t.say("none")) } } @else { (figure(frame, it)) (grid(frame, it)) }
        p class="soft" { (t.say("status-source")) }
    }
}

/// How many duties stood where, a column each month, in the order of the table below. Its last rows say the same.
fn figure(frame: &Frame<'_>, it: &Status) -> Markup {
    let t = frame.tongue;
    let most = it.counts.iter().map(|counts| counts.iter().sum()).max().unwrap_or(1).max(1);
    let backwards = t.direction() == "rtl";
    let place =
        |at: usize| if backwards { WIDE - SIDE - (at + 1) * MONTH } else { SIDE + at * MONTH };
    let (beside, anchor) = if backwards { (WIDE - SIDE + 6, "start") } else { (SIDE - 6, "end") };
    html! {
        svg class="months" viewBox={ "0 0 " (WIDE) " " (ABOVE + HIGH + BELOW) } role="img" aria-label=(t.say("status-figure")) direction="ltr" {
            @for number in [0, most] {
                @let level = ABOVE + HIGH - number * HIGH / most;
                line class="grid" x1=(if backwards { 0 } else { SIDE }) x2=(if backwards { WIDE - SIDE } else { WIDE }) y1=(level) y2=(level) {}
                text x=(beside) y=(level + 5) text-anchor=(anchor) { (t.count(number)) }
            }
            @for (at, (counts, name)) in it.counts.iter().zip(&it.months).enumerate() {
                (column(place(at), counts, most))
                (under(frame, place(at), name, at == 0))
            }
        }
    }
}

fn column(x: usize, counts: &[usize; 4], most: usize) -> Markup {
    html! {
        @for grade in 0..4 {
            @let below: usize = counts.iter().take(grade + 1).sum();
            @let (high, top) = (counts[grade] * HIGH / most, ABOVE + HIGH - below * HIGH / most);
            @if high > 0 { rect class={ "grade-" (grade) } x=(x + 4) y=(top) width=(MONTH - 8) height=(high) {} }
        }
    }
}

/// The month under its column, and the year under the first month and each January.
fn under(frame: &Frame<'_>, x: usize, name: &str, first: bool) -> Markup {
    let t = frame.tongue;
    let (year, month) = name.split_once('-').unwrap_or(("", name.trim_start_matches("month ")));
    let (middle, foot) = (x + MONTH / 2, ABOVE + HIGH);
    html! {
        text x=(middle) y=(foot + 22) text-anchor="middle" { (t.count(month)) }
        @if first || month == "01" { text x=(middle) y=(foot + 46) text-anchor="middle" { (t.count(year)) } }
    }
}

fn grid(frame: &Frame<'_>, it: &Status) -> Markup {
    let t = frame.tongue;
    let caption = t.say("status-caption");
    let month = |name: &String| t.count(name);
    html! {
        div class="wide grades" tabindex="0" role="region" aria-label=(caption) {
            table {
                caption { (caption) }
                thead { tr { th scope="col" { (t.of_family("head", "duty")) } @for name in &it.months { th scope="col" { (month(name)) } } } }
                tbody {
                    @for row in &it.duties { (line(frame, row)) }
                    @for grade in (0..4_usize).rev() {
                        tr class="sum" {
                            th scope="row" { (t.with("duties-at", &[("grade", &t.count(grade))])) }
                            @for counts in &it.counts { td { (t.count(counts[grade])) } }
                        }
                    }
                }
            }
        }
    }
}

fn line(frame: &Frame<'_>, row: &Row) -> Markup {
    let t = frame.tongue;
    html! {
        tr {
            th scope="row" { (own(&row.title)) " " span class="soft" { (own(&row.obligor)) } }
            @for grade in &row.grades {
                @match grade {
                    Some(grade) => td class={ "grade-" (grade) } { (t.count(grade)) },
                    None => td { "–" },
                }
            }
        }
    }
}
