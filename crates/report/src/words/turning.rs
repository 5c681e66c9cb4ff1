//! Where the answer turns: beliefs at which it changes, and changes of the text.

use explore::assess::{TextChange, Turn};
use explore::hold::Holds;
use world::{Entry, EntryId};

use super::list;
use crate::number::{figure, interval};
use crate::page::Page;

/// What stands where the turning points would, after a quick look.
pub const NOT_COMPUTED: &str = "Where the answer turns was not computed (a quick look).";

/// One row of the table of turning points, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which belief, or which change of the text.
    pub what: String,
    /// Its value now.
    pub now: String,
    /// Where the answer turns and to what.
    pub turns: String,
}

/// The entry of the beliefs with this number.
#[must_use]
pub fn entry<'a>(page: &Page<'a>, id: EntryId) -> Option<&'a Entry> {
    page.beliefs.entries.get(usize::try_from(id.0).ok()?)
}

/// Turning points that exist, nearest first, as the assessment has them.
pub fn turning<'a>(page: &Page<'a>) -> impl Iterator<Item = &'a Turn> + use<'a> {
    page.assessment.turns.iter().filter(|turn| turn.at.is_some())
}

/// How many beliefs were varied to their bounds without a turn.
#[must_use]
pub fn without_turn(page: &Page<'_>) -> usize {
    page.assessment.turns.iter().filter(|turn| turn.at.is_none()).count()
}

/// A turning point as a row.
#[must_use]
pub fn belief_row(page: &Page<'_>, turn: &Turn) -> Row {
    let what = entry(page, turn.entry).map_or_else(|| "a belief".to_owned(), |it| it.name.clone());
    Row { what, now: figure(turn.now), turns: turns(page, turn) }
}

fn turns(page: &Page<'_>, turn: &Turn) -> String {
    let Some(at) = turn.at else { return "not within its bounds".to_owned() };
    let side = if at.centre() >= turn.now { "above" } else { "below" };
    format!("{side} {}: {}", interval(at.lower, at.upper), beyond(page, turn))
}

fn beyond(page: &Page<'_>, turn: &Turn) -> String {
    let who = page.labels.actor_name(turn.party);
    if !turn.holds_beyond {
        return format!("{who} leaves");
    }
    let others_keep = page
        .assessment
        .holdings
        .iter()
        .filter(|it| it.party != turn.party)
        .all(|it| it.holds() == Holds::Yes);
    if others_keep { format!("{} keep", page.everybody()) } else { format!("{who} keeps") }
}

/// A change of the text as a row.
#[must_use]
pub fn change_row(page: &Page<'_>, change: &TextChange) -> Row {
    let line = page.labels.at_line(change.clause);
    let what = format!("{}{line}", change.change);
    Row { what, now: String::new(), turns: after(page, change) }
}

/// Who keeps after a change of the text.
#[must_use]
pub fn after(page: &Page<'_>, change: &TextChange) -> String {
    let keepers = change.after.iter().filter(|(_, holds, _)| *holds == Holds::Yes);
    let names: Vec<String> = keepers.map(|(party, ..)| page.labels.actor_name(*party)).collect();
    if change.after.iter().any(|(_, holds, _)| *holds == Holds::Undecided) {
        "undecided".to_owned()
    } else if names.is_empty() {
        "nobody keeps".to_owned()
    } else if names.len() == change.after.len() {
        format!("{} keep", page.everybody())
    } else {
        format!("only {} keeps", list(&names))
    }
}
