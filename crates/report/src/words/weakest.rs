//! The weakest promise: which line, what departing from it would gain, and when.

use explore::assess::Weakest;

use super::{deviation, room};
use crate::labels::capital;
use crate::number::{error, figure, percent, signed};
use crate::page::Page;

/// Headline: the line and what it says, as written.
#[must_use]
pub fn heading(page: &Page<'_>, weakest: &Weakest) -> String {
    match weakest.clause.and_then(|clause| page.labels.place(clause)) {
        Some(place) => format!("Weakest promise, line {}: \"{}\"", place.line, place.quote),
        None => "Weakest promise".to_owned(),
    }
}

/// What the departure is and what it would bring, in one or two sentences.
#[must_use]
pub fn explained(page: &Page<'_>, weakest: &Weakest) -> String {
    if let Some(gain) = weakest.run {
        return run(page, weakest, (gain.centre(), gain.half_width()));
    }
    format!("{} {}", gain(page, weakest), room_left(weakest))
}

/// A run of departures that pays only as a whole, by its first one.
fn run(page: &Page<'_>, weakest: &Weakest, (gain, off): (f64, f64)) -> String {
    let who = page.labels.the(weakest.party);
    let what = deviation::doing(page.labels, &weakest.deviation);
    format!(
        "No departure pays {who} by itself, but a run of them would: it begins {} with {what}. The \
         whole run is worth {} {} more than keeping.",
        when(page, weakest),
        figure(gain),
        error(off)
    )
}

fn gain(page: &Page<'_>, weakest: &Weakest) -> String {
    let who = page.labels.the(weakest.party);
    let what = deviation::doing(page.labels, &weakest.deviation);
    let when = capital(&when(page, weakest));
    if weakest.margin.abs() <= weakest.error.max(0.00005) {
        format!("{when} keeping and {what} are worth the same to {who}.")
    } else if weakest.margin < 0.0 {
        let margin = format!("{} {}", signed(weakest.margin), error(weakest.error));
        format!("{when} {who} would gain by {what}: keeping less leaving is worth {margin} to it.")
    } else {
        let margin = format!("{} {}", figure(weakest.margin), error(weakest.error));
        format!("{when} {who} comes closest to gaining by {what}: keeping is worth {margin} more.")
    }
}

fn when(page: &Page<'_>, weakest: &Weakest) -> String {
    let phase = weakest.phase.map(|phase| format!("phase {}", page.labels.numbered_phase(phase)));
    let month = weakest.month.map(|month| format!("about month {month:.0}"));
    match (phase, month) {
        (Some(phase), Some(month)) => format!("in {phase} ({month})"),
        (Some(phase), None) => format!("in {phase}"),
        (None, Some(month)) => format!("in {month}"),
        (None, None) => "there".to_owned(),
    }
}

fn room_left(weakest: &Weakest) -> String {
    match weakest.room {
        Some(share) if share <= -1.0 => {
            "Twice what the other side delivers would not be enough.".to_owned()
        }
        Some(0.0) => "There is no room to spare.".to_owned(),
        Some(share) if share < 0.0 => {
            format!("What the other side delivers is {} too small.", percent(-share))
        }
        Some(share) => {
            let spare = room::room(Some(share));
            format!("{spare} of what the other side delivers could fail before leaving pays.")
        }
        None => "What the other side delivers does not bear on this choice.".to_owned(),
    }
}
