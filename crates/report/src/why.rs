//! One line of the text: everything the analysis knows about departing from it.

use explore::hold::{Holding, StateMargin};
use kernel::ActorId;
use serde::Serialize;

use crate::ethics::FOOT;
use crate::labels::Place;
use crate::number::{error, figure, signed};
use crate::page::Page;
use crate::terminal::{paragraph, wrapped};
use crate::words::{deviation, room};

/// Departures shown.
const SHOWN: usize = 12;

/// No clause starts at a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoClause {
    /// The line asked for.
    pub line: u32,
    /// The nearest line at which one does.
    pub nearest: Option<u32>,
}

/// What `detente assess --why --json` prints.
#[derive(Debug, Serialize)]
pub struct WhyJson<'a> {
    /// The line.
    pub line: u32,
    /// The article or step that stands there.
    pub article: &'a str,
    /// The line as written.
    pub quote: &'a str,
    /// Departures from it, the one that pays most first.
    pub departures: Vec<DepartureJson>,
    /// What this is not.
    pub note: &'static str,
}

/// One departure.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "the fields of `StateMargin`, documented in docs/json.md")]
pub struct DepartureJson {
    pub party: String,
    pub deviation: String,
    pub phase: Option<String>,
    pub margin: f64,
    pub error: f64,
    pub room: Option<f64>,
    pub visits: f64,
}

/// Every decisive departure from what stands at a line, for people.
///
/// # Errors
/// [`NoClause`] if no clause starts there.
pub fn page(page: &Page<'_>, line: u32) -> Result<String, NoClause> {
    let place = place(page, line)?;
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
    out.push_str(&paragraph(FOOT));
    Ok(out)
}

/// The same for programs.
///
/// # Errors
/// [`NoClause`] if no clause starts there.
pub fn answer<'a>(page: &Page<'a>, line: u32) -> Result<WhyJson<'a>, NoClause> {
    let place = place(page, line)?;
    let one = |(party, margin): (ActorId, &StateMargin)| DepartureJson {
        party: page.labels.actor_name(party),
        deviation: deviation::doing(page.labels, &margin.deviation),
        phase: margin.phase.map(|phase| page.labels.phase_name(phase)),
        margin: margin.margin,
        error: margin.error,
        room: margin.room,
        visits: margin.visits,
    };
    let departures = departures(page, place).into_iter().map(one).collect();
    let (article, quote) = (place.article.as_str(), place.quote.as_str());
    Ok(WhyJson { line, article, quote, departures, note: FOOT })
}

fn place<'a>(page: &Page<'a>, line: u32) -> Result<&'a Place, NoClause> {
    let places = &page.labels.places;
    let nearest = || places.iter().map(|it| it.line).min_by_key(|it| it.abs_diff(line));
    let found = places.iter().find(|place| place.line == line);
    found.ok_or_else(|| NoClause { line, nearest: nearest() })
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
        "{} {verb} {} {phase}: keeping less leaving {} {}, room {}, expected visits {}.",
        page.labels.the_first(party),
        deviation::doing(page.labels, &margin.deviation),
        signed(margin.margin),
        error(margin.error),
        room::room(margin.room),
        figure(margin.visits)
    )
}
