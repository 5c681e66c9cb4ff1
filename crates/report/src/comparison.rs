//! What a second text changes in a first, party by party.

use lang::amends::Amends;
use lang::compare::{Change, Comparison};
use serde_json::{Value, json};

use crate::labels::Labels;
use crate::terminal::{ends, entry, wrapped};

/// The page for the terminal.
#[must_use]
pub fn page(was: &Labels, now: &Labels, found: &Comparison) -> String {
    let terms = |it: &Labels| format!("revision {}, terms {}", it.revision, it.short_hash());
    let head = format!("{}{}", ends(&now.title, &terms(now)), ends("  was", &terms(was)));
    let head = format!("{head}{}", amending(found.amends));
    if found.same_terms {
        return format!("{head}\nThe terms are the same: nobody need sign again.\n");
    }
    let mut parties: Vec<Option<&str>> = Vec::new();
    for change in &found.changes {
        if !parties.contains(&change.party.as_deref()) {
            parties.push(change.party.as_deref());
        }
    }
    // What concerns nobody alone comes last.
    parties.sort_by_key(Option::is_none);
    let blocks = parties.into_iter().map(|party| block(now, party, found));
    let foot = wrapped(&format!("Must sign again: {}.", found.signs_again.join(", ")));
    std::iter::once(head).chain(blocks).chain([foot]).collect::<Vec<_>>().join("\n")
}

/// What the second text says of the first; nothing where it says nothing.
fn amending(amends: Amends) -> &'static str {
    match amends {
        Amends::Nothing => "",
        Amends::This => "It amends the first text, by the hash of its terms.\n",
        Amends::Another => "It says that it amends a text, and not this one.\n",
    }
}

fn block(labels: &Labels, party: Option<&str>, found: &Comparison) -> String {
    let named = |name: &str| {
        let title = labels.actors.iter().find(|it| it.name == name).map(|it| it.title.clone());
        title.unwrap_or_else(|| name.to_owned())
    };
    let title = party.map_or_else(|| "For all".to_owned(), |name| format!("For {}", named(name)));
    let own = found.changes.iter().filter(|it| it.party.as_deref() == party);
    let rows: String = own.map(row).collect();
    format!("{title}\n{rows}")
}

fn row(change: &Change) -> String {
    let line = match (change.line, change.was_line) {
        (Some(line), _) => format!(" (line {line})"),
        (None, Some(line)) => format!(" (was line {line})"),
        (None, None) => String::new(),
    };
    let Change { turn, item, what, .. } = change;
    entry(&format!("{}: {item}, {what}{line}", turn.word()))
}

/// The comparison for programs (docs/json.md).
#[must_use]
pub fn answer(was: &Labels, now: &Labels, found: &Comparison) -> Value {
    let text = |it: &Labels| json!({"accord": it.title, "revision": it.revision, "hash": it.hash});
    let change = |it: &Change| {
        json!({
            "turn": it.turn.word(),
            "party": it.party,
            "item": it.item,
            "what": it.what,
            "line": it.line,
            "was_line": it.was_line,
        })
    };
    json!({
        "was": text(was),
        "now": text(now),
        "same_terms": found.same_terms,
        "amends": match found.amends {
            Amends::Nothing => None,
            Amends::This => Some(true),
            Amends::Another => Some(false),
        },
        "changes": found.changes.iter().map(change).collect::<Vec<_>>(),
        "signs_again": found.signs_again,
    })
}
