//! Check 41: words in several languages, and nothing that says which of them hold.

use super::scope::Scope;
use crate::ast::{Authentic, Name, Statement};
use crate::diagnostic::Diagnostic;

/// Code of the check.
const CODE: &str = "A341";

/// Texts in several languages of which none is authentic, and authentic languages without a text.
pub(super) fn check(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    match &scope.text.header.authentic {
        None => found.extend(scope.text.statements().filter_map(undecided)),
        Some(authentic) => {
            found.extend(prevails(authentic));
            found.extend(scope.text.statements().filter_map(|it| untold(authentic, it)));
        }
    }
}

fn languages(statement: &Statement) -> Vec<&Name> {
    statement.text.iter().filter_map(|(language, _)| language.as_ref()).collect()
}

fn undecided(statement: &Statement) -> Option<Diagnostic> {
    let languages = languages(statement);
    let [first, second, ..] = languages.as_slice() else { return None };
    let name = &statement.head.name;
    let message = format!("`{name}` stands in `{first}` and `{second}`, and no text is authentic");
    Some(
        Diagnostic::error(CODE, statement.head.span, message)
            .label(first.span, format!("in `{first}`"))
            .label(second.span, format!("in `{second}`"))
            .within(statement.head.called())
            .help(format!("add `authentic {first}, {second} equal` to the header")),
    )
}

fn untold(authentic: &Authentic, statement: &Statement) -> Option<Diagnostic> {
    let languages = languages(statement);
    let missing = authentic.languages.iter().find(|it| !languages.contains(it))?;
    let first = languages.first()?;
    let name = &statement.head.name;
    let message = format!("`{name}` has no text in `{missing}`, which is authentic");
    Some(
        Diagnostic::error(CODE, statement.head.span, message)
            .label(authentic.span, format!("`{missing}` is authentic"))
            .label(first.span, format!("it has a text in `{first}`"))
            .within(statement.head.called())
            .help(format!("add `text {missing} \"…\"`")),
    )
}

fn prevails(authentic: &Authentic) -> Option<Diagnostic> {
    let prevails = authentic.prevails.as_ref()?;
    if authentic.languages.contains(prevails) {
        return None;
    }
    let listed: Vec<_> = authentic.languages.iter().map(|it| format!("`{it}`")).collect();
    let message = format!("`{prevails}` prevails and is not among the authentic texts");
    Some(
        Diagnostic::error(CODE, prevails.span, message)
            .label(authentic.span, format!("authentic are {}", listed.join(", ")))
            .help(format!("let one of {} prevail, or add `{prevails}`", listed.join(", "))),
    )
}
