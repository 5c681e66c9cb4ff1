//! What can be said against a text without running it. A check with search lives with the
//! drivers, and uses the transition itself.
//!
//! Each check has a number (the last two digits of its code) and stands in the file of its
//! subject. All run in one pass; what depends on an unknown name is left alone.

mod circles;
mod clocks;
mod commitments;
mod files;
mod names;
mod redlines;
mod scope;
mod units;
mod walk;

pub(crate) use walk::{Seen, condition_names};

use scope::Scope;

use crate::ast::{Acceptance, Accord, Header, ReadClause};
use crate::diagnostic::{Diagnostic, Severity};
use crate::lower::{Whose, readers, reading, steps};
use crate::span::Span;

/// Every finding about a text in all its readings.
pub(crate) fn check(text: &Accord) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    names::check_readers(text, &mut found);
    let common = reading(text, Whose::Common);
    let parties = readers(text);
    let read: Vec<Accord> =
        parties.iter().map(|party| reading(text, Whose::Party(party))).collect();
    let names = names_read(text);
    check_reading(&common, &names, &mut found);
    read.iter().for_each(|reading| check_reading(reading, &names, &mut found));
    let circle = found.iter().any(|it| it.code == "A309");
    if read.len() > 1 && !circle {
        let scopes: Vec<Scope<'_>> = read.iter().map(|it| Scope::of(it, &names)).collect();
        circles::check(&scopes, &mut found);
    }
    finish(text, found)
}

/// Every finding about a text as one party reads it.
pub(crate) fn check_as_read_by(text: &Accord, party: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    check_reading(&reading(text, Whose::Party(party)), &names_read(text), &mut found);
    finish(text, found)
}

/// Names that some party's own reading declares.
fn names_read(text: &Accord) -> Vec<String> {
    let articles = text.read_by().map(|it| it.article.head());
    let clauses = text.phases().flat_map(|phase| &phase.readings);
    let steps = clauses.filter_map(|it| match &it.clause {
        ReadClause::Step(step) => Some(&step.head),
        _ => None,
    });
    articles.chain(steps).map(|head| head.name.text.clone()).collect()
}

fn check_reading(text: &Accord, elsewhere: &[String], found: &mut Vec<Diagnostic>) {
    let scope = Scope::of(text, elsewhere);
    names::check(&scope, found);
    units::check(&scope, found);
    commitments::check(&scope, found);
    let circle = circles::check(&[Scope::of(text, elsewhere)], found);
    clocks::check(&scope, &circle, found);
    files::check(&scope, found);
    redlines::check(&scope, found);
}

/// In the order of the text, each once, without the warnings that the text accepts.
fn finish(text: &Accord, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let accepted = acceptances(text);
    found.retain(|it| it.severity != Severity::Warning || !is_accepted(&accepted, it));
    found.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
    found.dedup_by(|a, b| a.span == b.span && a.code == b.code);
    found
}

/// Which warnings the text accepts, and in what part of it.
fn acceptances(text: &Accord) -> Vec<(Span, &Acceptance)> {
    let everywhere = Span::new(0, u32::MAX);
    let Header { accepting, .. } = &text.header;
    let mut all: Vec<(Span, &Acceptance)> = accepting.iter().map(|it| (everywhere, it)).collect();
    for article in &text.articles {
        let head = article.head();
        all.extend(head.accepting.iter().map(|it| (head.whole, it)));
    }
    for placed in steps(text) {
        let head = &placed.step.head;
        all.extend(head.accepting.iter().map(|it| (head.whole, it)));
    }
    all
}

fn is_accepted(accepted: &[(Span, &Acceptance)], warning: &Diagnostic) -> bool {
    let inside = |span: &Span| span.start <= warning.span.start && warning.span.end <= span.end;
    accepted.iter().any(|(span, it)| inside(span) && it.code == *warning.code)
}
