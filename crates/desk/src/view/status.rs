//! The monthly status: a strip of months over the table that says the same.

use maud::{Markup, html};

use super::Frame;
use super::parts::{own, pages};
use crate::model::status::{Row, Status};

/// Width of a month and height of the figure, in units of the drawing.
const MONTH: usize = 60;
const HIGH: usize = 90;

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

/// How many duties stood where, a column each month. The last rows of the table say the same.
fn figure(frame: &Frame<'_>, it: &Status) -> Markup {
    let t = frame.tongue;
    let most =
        it.counts.iter().map(|counts| counts.iter().sum::<usize>()).max().unwrap_or(1).max(1);
    html! {
        svg class="months" viewBox={ "0 0 " (MONTH * it.months.len()) " " (HIGH) } role="img" aria-label=(t.say("status-figure")) {
            @for (at, counts) in it.counts.iter().enumerate() {
                @for grade in 0..4 {
                    @let below: usize = counts.iter().take(grade + 1).sum();
                    @let (high, top) = (counts[grade] * HIGH / most, HIGH - below * HIGH / most);
                    @if high > 0 { rect class={ "grade-" (grade) } x=(at * MONTH + 4) y=(top) width=(MONTH - 8) height=(high) {} }
                }
            }
        }
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
