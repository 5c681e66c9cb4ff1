//! The text with its files linked and apart, in words.

use explore::assess::files::{Found, Solved, Tied};
use explore::hold::Holds;
use explore::tied::Ties;

use super::list;
use crate::number::{figure, signed};
use crate::page::Page;

/// What is meant by apart and linked.
pub(crate) const MEANT: &str = "Apart: no file ends with another, what one file lets be done reaches no other, and no \
     step waits for a step of another file or sleeps because of one. Linked: every file ends with any other, and \
     an answer to a red line takes back relief of another file (a waiver, else a dial, else a payment). What \
     phases wait for, and when they lapse, stays as written.";

/// What a failure is.
pub(crate) const FAILURE: &str = "For each side and file the open departure of one period that costs the others most: \
     keeping less departing, everybody following the text after it, the mean over the occasions that keeping \
     meets, in the unit of the beliefs. A payoff that is about no file alone (war, withdrawal) is in the whole only.";

/// How the files hang together.
#[must_use]
pub fn ties(ties: Ties) -> &'static str {
    match ties {
        Ties::AsWritten => "as written",
        Ties::Apart => "apart",
        Ties::Linked => "linked",
    }
}

/// A text that was solved.
#[must_use]
pub fn solved(it: &Tied) -> Option<&Solved> {
    match &it.found {
        Found::Solved(found) => Some(found),
        Found::Same | Found::TooLarge(_) => None,
    }
}

/// Both changed texts beside the one as written; nothing where there is one file.
#[must_use]
pub fn sentences(page: &Page<'_>) -> Vec<String> {
    let all = &page.assessment.files;
    let Some(written) = all.iter().find(|it| it.ties == Ties::AsWritten).and_then(solved) else {
        return Vec::new();
    };
    let changed = all.iter().filter(|it| it.ties != Ties::AsWritten);
    changed.map(|it| sentence(page, written, it)).collect()
}

fn sentence(page: &Page<'_>, written: &Solved, it: &Tied) -> String {
    let how = ties(it.ties);
    match &it.found {
        Found::Same => format!("As written its files are {how} already."),
        Found::TooLarge(points) => format!(
            "With its files {how} the text has more than {points} points, and was left unsolved here; detente report \
             goes to four times the points as written."
        ),
        Found::Solved(found) => {
            let worth = found.sides.iter().zip(&written.sides).map(|(now, was)| {
                let by = signed(now.stake.centre() - was.stake.centre());
                // Brackets that meet tell no difference.
                let same = now.stake.lower <= was.stake.upper && was.stake.lower <= now.stake.upper;
                let moved = if same || by == "0" { "as written".to_owned() } else { by };
                let who = page.labels.the(now.party);
                format!("{} ({moved}) to {who}", figure(now.stake.centre()))
            });
            let worth = list(&worth.collect::<Vec<_>>());
            format!("With its files {how} {}: keeping is worth {worth}.", kept(page, found))
        }
    }
}

/// `both keep it`, `Iran does not keep it`.
fn kept(page: &Page<'_>, found: &Solved) -> String {
    let of = |wanted: Holds| {
        let some = found.sides.iter().filter(|side| side.holds == wanted);
        some.map(|side| page.labels.the(side.party)).collect::<Vec<_>>()
    };
    let (leave, open) = (of(Holds::No), of(Holds::Undecided));
    match (leave.as_slice(), open.as_slice()) {
        ([], []) => format!("{} keep it", page.everybody()),
        ([], _) => format!("it is undecided whether {} keeps it", list(&open)),
        ([one], _) => format!("{one} does not keep it"),
        _ => format!("{} do not keep it", list(&leave)),
    }
}
