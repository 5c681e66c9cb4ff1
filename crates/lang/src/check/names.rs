//! Check 36: names that nothing has, or two things have, or a thing of the wrong kind has.

use super::scope::{Entry, Scope, fits};
use super::walk::{Seen, Wanted, Within, walk, walk_readers};
use crate::ast::{Accord, Article, Name};
use crate::diagnostic::Diagnostic;
use crate::parse::words::nearest;

/// Code of the check.
const CODE: &str = "A336";

/// Names that a single reading declares twice or does not know.
pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    found.extend(scope.doubled.iter().map(|(name, again, first)| doubled(name, again, first)));
    walk(scope.text, &mut |within, seen| match seen {
        Seen::Name(name, wanted) => found.extend(known(scope, within, name, wanted)),
        Seen::Stage(name, false) => found.push(no_stage(within, name)),
        _ => (),
    });
}

/// Parties in `read by` that are none.
pub(super) fn check_readers(text: &Accord, found: &mut Vec<Diagnostic>) {
    let parties = || text.parties().map(|party| party.head.name.as_str());
    walk_readers(text, &mut |within, seen| {
        let Seen::Name(name, wanted) = seen else { return };
        if !parties().any(|party| *name == *party) {
            found.push(unknown(within, name, wanted, parties()));
        }
    });
}

fn doubled(name: &Name, again: &Entry<'_>, first: &Entry<'_>) -> Diagnostic {
    let message = format!("`{name}` already is the name of a {}", first.keyword);
    Diagnostic::error(CODE, again.span, message)
        .label(first.span, format!("the {} `{name}` is here", first.keyword))
        .within(again.called)
        .help(format!("give this {} a name of its own", again.keyword))
}

fn known(scope: &Scope<'_>, within: Within<'_>, name: &Name, wanted: Wanted) -> Option<Diagnostic> {
    match scope.entry(name.as_str()) {
        Some(entry) if fits(entry, wanted) => None,
        None if scope.elsewhere.contains(&name.text) => None,
        _ if wanted == Wanted::Anything && is_freeze(scope.text, name) => None,
        None => Some(unknown(within, name, wanted, scope.words(wanted))),
        Some(entry) => Some(wrong_kind(scope, within, name, wanted, entry)),
    }
}

/// Freezes and annexes are named after something else.
fn is_freeze(text: &Accord, name: &Name) -> bool {
    let named = |article: &Article| {
        matches!(article, Article::Freeze(_) | Article::Annex(_)) && article.head().name == *name
    };
    let inner = text.phases().flat_map(|phase| &phase.freezes);
    text.articles.iter().any(named) || { inner }.any(|freeze| freeze.head.name == *name)
}

fn unknown<'a>(
    within: Within<'_>,
    name: &Name,
    wanted: Wanted,
    words: impl Iterator<Item = &'a str>,
) -> Diagnostic {
    let words: Vec<&str> = words.collect();
    let message = format!("`{name}` is no {}", wanted.called());
    let near = nearest(name.as_str(), words.iter().copied());
    let help = near.map_or_else(
        || listed(wanted, words.into_iter()),
        |near| format!("did you mean `{near}`?"),
    );
    Diagnostic::error(CODE, name.span, message).within(within.article).help(help)
}

fn listed<'a>(wanted: Wanted, words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<_> = words.take(12).map(|word| format!("`{word}`")).collect();
    match words.as_slice() {
        [] => format!("the text declares no {}", wanted.called()),
        [only] => format!("write {only}"),
        many => format!("one of {}", many.join(", ")),
    }
}

fn wrong_kind(
    scope: &Scope<'_>,
    within: Within<'_>,
    name: &Name,
    wanted: Wanted,
    entry: &Entry<'_>,
) -> Diagnostic {
    let message = format!("`{name}` is a {}, not a {}", entry.keyword, wanted.called());
    Diagnostic::error(CODE, name.span, message)
        .label(entry.span, format!("the {} `{name}` is here", entry.keyword))
        .within(within.article)
        .help(listed(wanted, scope.words(wanted)))
}

fn no_stage(within: Within<'_>, name: &Name) -> Diagnostic {
    Diagnostic::error(CODE, name.span, format!("`{name}` is no stage of this dispute"))
        .within(within.article)
        .help("name a stage by the word after `stage`")
}
