//! One line of the text: everything the analysis knows about departing from it.

use explore::hold::{Holding, StateMargin};
use kernel::ActorId;

use crate::ethics::FOOT;
use crate::labels::Place;
use crate::number::{figure, signed};
use crate::page::Page;
use crate::terminal::wrapped;
use crate::words::{deviation, room};

/// Departures shown.
const SHOWN: usize = 12;

/// Every departure from what stands at a line, worst first; nothing if no clause starts there.
#[must_use]
pub fn page(page: &Page<'_>, line: u32) -> Option<String> {
    let place = page.labels.places.iter().find(|place| place.line == line)?;
    let mut out = wrapped(&format!("Line {line}, {}: \"{}\"", place.article, place.quote));
    out.push('\n');
    let found = departures(page, place);
    if found.is_empty() {
        out.push_str("No decisive choice under these beliefs departs from this line.\n");
    }
    for (party, margin) in found.iter().take(SHOWN) {
        out.push_str(&wrapped(&sentence(page, *party, margin)));
    }
    let more = found.len().saturating_sub(SHOWN);
    if more > 0 {
        out.push_str(&format!("{more} more are in --json.\n"));
    }
    out.push('\n');
    out.push_str(&wrapped(FOOT));
    Some(out)
}

/// The worst margin of each kind of departure from the line, per party and phase.
fn departures<'a>(page: &Page<'a>, place: &Place) -> Vec<(ActorId, &'a StateMargin)> {
    let holdings: &'a [Holding] = &page.assessment.holdings;
    let all = holdings.iter().flat_map(|it| it.margins.iter().map(move |m| (it.party, m)));
    let here = all.filter(|(_, margin)| margin.decisive() && stands_at(page, margin, place));
    let mut found: Vec<(ActorId, &StateMargin)> = Vec::new();
    for (party, margin) in here {
        let known = found.iter().any(|(who, it)| {
            *who == party && it.deviation == margin.deviation && it.phase == margin.phase
        });
        if !known {
            found.push((party, margin));
        }
    }
    found.sort_by(|a, b| a.1.margin.total_cmp(&b.1.margin));
    found
}

fn stands_at(page: &Page<'_>, margin: &StateMargin, place: &Place) -> bool {
    let clause = deviation::clause(page.accord, &margin.deviation);
    clause.and_then(|clause| page.labels.place(clause)) == Some(place)
}

fn sentence(page: &Page<'_>, party: ActorId, margin: &StateMargin) -> String {
    let phase = margin.phase.map_or_else(
        || "before any phase".to_owned(),
        |phase| format!("in phase {}", page.labels.numbered_phase(phase)),
    );
    let verb = if margin.margin < 0.0 { "would gain by" } else { "would lose by" };
    format!(
        "{} {verb} {} {phase}: keeping less leaving {} (+-{}), room {}, expected visits {}.",
        page.labels.the_first(party),
        deviation::doing(page.labels, &margin.deviation),
        signed(margin.margin),
        figure(margin.error),
        room::room(margin.room()),
        figure(margin.visits)
    )
}
