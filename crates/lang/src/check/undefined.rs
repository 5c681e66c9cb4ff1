//! Check 18: words on which something hangs, and no quantity, zone, list or annex to settle them.

mod conditions;

use super::commitments::article;
use super::scope::{Declared, Scope};
use crate::ast::{Act, DeedVerb, Thing, Words};
use crate::diagnostic::Diagnostic;
use crate::lower::{Placed, is_public};

/// Conditions in words alone, and duties to do something whose object is words alone. What a text leaves open on
/// purpose says so, and is left alone; so are powers whose `if` is a judgement.
pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    conditions::check(scope, found);
    for placed in &scope.steps {
        let open = !placed.step.head.left_open.is_empty();
        if let Some(words) = in_words(scope, placed).filter(|_| !open && !left_open(placed)) {
            found.push(tell(placed, words));
        }
    }
}

/// Whether the block that the step stands in leaves something open.
fn left_open(placed: &Placed<'_>) -> bool {
    use crate::lower::Block;
    match placed.block {
        Block::Plain => false,
        Block::Freeze(it) => !it.head.left_open.is_empty(),
        Block::Mutual(it) => !it.head.left_open.is_empty(),
    }
}

/// The words that are all a step says of what is to be done. An act that everybody sees defines
/// itself, and who must abstain from something in plain words can abstain from all of it.
fn in_words<'a>(scope: &Scope<'_>, placed: &Placed<'a>) -> Option<&'a Words> {
    let Act::Deed { verb, what: Some(Thing::Words(words)), complements, limit: None } =
        &placed.step.act
    else {
        return None;
    };
    let abstains = placed.step.force.forbids() || *verb == DeedVerb::Refrain;
    let settled = complements.iter().any(|(_, thing)| settles(scope, thing));
    (!abstains && !settled && !is_public(&placed.step.act)).then_some(words)
}

/// Whether a complement says which: an annex, or a place or thing that the text declares.
fn settles(scope: &Scope<'_>, thing: &Thing) -> bool {
    match thing {
        Thing::Annex { .. } => true,
        Thing::Name(name) => scope.entry(name.as_str()).is_some_and(|entry| {
            let who = matches!(entry.keyword, "party" | "outsider" | "group" | "bloc" | "body");
            !who && !matches!(entry.what, Declared::Step)
        }),
        Thing::Who(_) | Thing::Words(_) => false,
    }
}

fn tell(placed: &Placed<'_>, words: &Words) -> Diagnostic {
    let message = format!(
        "what `{}` asks is in words alone: nobody can tell when \"{words}\" is met",
        placed.name()
    );
    Diagnostic::error("A318", words.span, message)
        .label(placed.step.head.span, "the step is here")
        .within(article(placed))
        .help(format!(
            "write `annex \"{words}\"` and put the list there, name a quantity or zone, or say `left open \"{words}\"`"
        ))
}
