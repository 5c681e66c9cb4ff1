//! Room to spare: one bar a phase and party, short ones to the left of zero.

use maud::{Markup, html};

use super::plot::{Plot, extent};
use super::{Told, WIDTH, canvas, party_class, px};
use crate::words::room::room as words;

const BAR: f64 = 17.0;
const GAP: f64 = 14.0;

/// Rows of phases, each with a room per party.
pub(crate) fn room(
    told: Told<'_>,
    parties: &[String],
    rows: &[(String, Vec<Option<f64>>)],
) -> Markup {
    let all = rows.iter().flat_map(|(_, rooms)| rooms.iter().flatten().copied());
    let (low, high) = extent(all.chain([0.0]));
    let block = GAP + BAR * count(parties.len()) + 18.0;
    let height = block * count(rows.len()) + 10.0;
    let spread = (high - low).max(0.05);
    let mut plot =
        Plot::new(height, (low.min(0.0) - 0.02 * spread, high + 0.2 * spread), (0.0, 1.0));
    plot.left = if low < 0.0 { 250.0 } else { 200.0 };
    plot.right = WIDTH - 40.0;
    let body = html! {
        @for (index, (phase, rooms)) in rows.iter().enumerate() {
            (group(&plot, block * count(index), phase, parties, rooms))
        }
        line class="zero" x1=(px(plot.at_x(0.0))) x2=(px(plot.at_x(0.0))) y1="4" y2=(px(height - 4.0)) {}
    };
    canvas(told, height, &body)
}

fn group(plot: &Plot, top: f64, phase: &str, parties: &[String], rooms: &[Option<f64>]) -> Markup {
    html! {
        text class="head" x="0" y=(px(top + 15.0)) { (phase) }
        @for (index, (party, room)) in parties.iter().zip(rooms).enumerate() {
            (bar(plot, top + 22.0 + BAR * count(index), index, party, *room))
        }
    }
}

fn bar(plot: &Plot, y: f64, index: usize, party: &str, room: Option<f64>) -> Markup {
    let zero = plot.at_x(0.0);
    let end = plot.at_x(room.unwrap_or(0.0));
    let short = room.is_some_and(|it| it < 0.0);
    let (text_x, anchor) = if short { (end - 6.0, "end") } else { (end + 6.0, "start") };
    html! {
        text x="8" y=(px(y + 12.0)) { (party) }
        rect class={ "bar " (party_class(index)) } x=(px(zero.min(end))) y=(px(y + 1.0))
            width=(px((end - zero).abs())) height=(px(BAR - 3.0)) {}
        text class=[short.then_some("short")] x=(px(text_x)) y=(px(y + 12.0)) text-anchor=(anchor) {
            (words(room))
        }
    }
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(0))
}
