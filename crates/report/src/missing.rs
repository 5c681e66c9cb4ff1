//! What a reader might look for here and does not find, in words. A number that does not exist is
//! named, never invented.

use crate::ethics::Support;
use crate::page::Page;

/// What no version of this page computes yet.
const NOT_YET: [&str; 1] = ["red lines on a map"];

/// What the model leaves out: of the text, of the world, of the reader's own accord.
#[must_use]
pub fn not_modelled(page: &Page<'_>) -> Vec<String> {
    let mut list = page.assessment.not_modelled.clone();
    list.extend(page.labels.not_modelled.iter().cloned());
    let left_out = page.beliefs.left_out.iter();
    list.extend(left_out.map(|(what, why)| format!("{what}: left out by the beliefs, {why}")));
    let never = page.beliefs.never.iter();
    list.extend(never.map(|what| format!("taken as beyond price, not weighed: {what}")));
    let solved = |party| page.assessment.holdings.iter().any(|it| it.party == party);
    let taken = page.signatories().into_iter().filter(|party| !solved(*party));
    list.extend(taken.map(|party| {
        format!(
            "{} is taken to keep to the text: the beliefs give it no payoff",
            page.labels.the(party)
        )
    }));
    unique(list)
}

/// Numbers that this page would show and that were not computed.
#[must_use]
pub fn not_computed(page: &Page<'_>) -> Vec<String> {
    let it = page.assessment;
    let looked_for = [
        (it.share.is_none(), "share of the reader's ranges in which it is kept"),
        (it.turns.is_empty(), "beliefs at which the answer turns"),
        (it.changes.is_empty(), "changes of the text and what they would do"),
        (it.remedies.is_none(), "single changes that would mend it"),
        (it.ranges.is_empty(), "self-enforcing range of each dial"),
        (it.survival.is_empty(), "survival by month"),
        (it.causes.is_empty(), "ways it ends and their shares"),
        (it.baseline.is_empty(), "how deals of this kind did before"),
        (it.balance.is_empty(), "what each side has gained less given, by month"),
        (it.outsiders.is_empty(), "what outsiders could do to it"),
        (it.as_seen_by.is_empty(), "the same, as each side sees it"),
        (it.intents.is_empty(), "what each side does by what it may be after"),
        (it.relief.is_empty(), "relief given and relief felt, month by month"),
        (it.worst.is_empty(), "worst loss still possible"),
        (it.security.is_empty(), "security value of each side"),
        (it.share.is_none(), "minimax regret of each side"),
        (it.anytext.is_none(), "whether any text could hold"),
        (it.phased.is_none(), "what could be sustained by phase"),
        (
            it.files.is_empty() && page.accord.workstreams.len() > 1,
            "linked against decoupled files",
        ),
        (it.breakout.is_empty(), "breakout time by date, verified and with unaccounted stock"),
        (page.beliefs.oil.is_empty(), "oil price, agreement kept less agreement ended"),
        (Support::of(page.beliefs).entries == 0, "beliefs: the file has no entry"),
    ];
    let absent = looked_for.iter().filter(|(absent, _)| *absent).map(|(_, what)| *what);
    absent.chain(NOT_YET).map(str::to_owned).collect()
}

fn unique(list: Vec<String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for item in list {
        if !seen.contains(&item) {
            seen.push(item);
        }
    }
    seen
}
