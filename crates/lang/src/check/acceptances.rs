//! Warnings that a text accepts, and acceptances that accept nothing or what cannot be accepted.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::ast::{Acceptance, Accord, Head, ReadClause};
use crate::diagnostic::Diagnostic;
use crate::explain;
use crate::lower::steps;
use crate::span::Span;

/// An acceptance, the part of the text it speaks for, and what that part is called.
pub(super) struct Accepted<'a> {
    within: Span,
    article: &'a str,
    it: &'a Acceptance,
}

impl Accepted<'_> {
    fn covers(&self, finding: &Diagnostic) -> bool {
        let inside = self.within.start <= finding.span.start && finding.span.end <= self.within.end;
        inside && self.it.code == *finding.code
    }
}

/// Every acceptance of a text, whoever reads it.
pub(super) fn of(text: &Accord) -> Vec<Accepted<'_>> {
    let header = &text.header;
    let (within, article) = (Span::new(0, u32::MAX), header.title.text.as_str());
    let mut all: Vec<Accepted<'_>> =
        header.accepting.iter().map(|it| Accepted { within, article, it }).collect();
    let read = text.phases().flat_map(|phase| &phase.readings);
    let read = read.filter_map(|reading| match &reading.clause {
        ReadClause::Step(step) => Some(&step.head),
        _ => None,
    });
    let articles = text.articles.iter().map(|article| article.head());
    let heads = articles.chain(steps(text).into_iter().map(|placed| &placed.step.head));
    heads.chain(read).for_each(|head| all.extend(of_head(head)));
    all
}

fn of_head(head: &Head) -> impl Iterator<Item = Accepted<'_>> {
    let (within, article) = (head.whole, head.called());
    head.accepting.iter().map(move |it| Accepted { within, article, it })
}

/// Whether a warning or note is accepted where it stands.
pub(super) fn is_accepted(accepted: &[Accepted<'_>], finding: &Diagnostic) -> bool {
    !finding.is_error() && accepted.iter().any(|it| it.covers(finding))
}

/// Codes that are found without a search.
fn found_here() -> &'static BTreeSet<String> {
    static HERE: OnceLock<BTreeSet<String>> = OnceLock::new();
    HERE.get_or_init(|| explain::examples().into_iter().map(explain::code_of).collect())
}

/// What is wrong with the acceptances, given everything that is found in all readings.
pub(super) fn check(accepted: &[Accepted<'_>], found: &[Diagnostic]) -> Vec<Diagnostic> {
    if accepted.is_empty() {
        return Vec::new();
    }
    let pages = explain::pages();
    let here = found_here();
    let told = accepted.iter().filter_map(|it| {
        let code = it.it.code.as_str();
        match pages.iter().find(|page| page.code == code) {
            None => Some(unknown(it)),
            Some(page) if !page.is_acceptable() => Some(not_acceptable(it, found)),
            // What only a search finds is not known here.
            Some(_) if !here.contains(code) => None,
            Some(_) => unused(it, found),
        }
    });
    told.collect()
}

/// The same for codes that only a search finds, given those for which it ran to its end.
pub(super) fn check_searched(
    accepted: &[Accepted<'_>],
    found: &[Diagnostic],
    searched: &[&str],
) -> Vec<Diagnostic> {
    let here = found_here();
    let judged = |it: &&Accepted<'_>| {
        let code = it.it.code.as_str();
        searched.contains(&code) && !here.contains(code)
    };
    accepted.iter().filter(judged).filter_map(|it| unused(it, found)).collect()
}

fn unknown(it: &Accepted<'_>) -> Diagnostic {
    let code = &it.it.code;
    let near = explain::near(code.as_str()).join(", ");
    Diagnostic::error("A351", it.it.span, format!("`{code}` is no code, so nothing is accepted"))
        .within(it.article)
        .help(format!("near it: {near}; `detente explain --list` names all"))
}

fn not_acceptable(it: &Accepted<'_>, found: &[Diagnostic]) -> Diagnostic {
    let code = &it.it.code;
    let message = format!("`{code}` is an error and cannot be accepted");
    let error = Diagnostic::error("A351", it.it.span, message).within(it.article);
    mended(error, found.iter().find(|other| it.covers(other)))
}

/// The way out of the finding that was to be accepted, if it is there.
fn mended(error: Diagnostic, finding: Option<&Diagnostic>) -> Diagnostic {
    match finding {
        Some(finding) => error
            .label(finding.span, "this is to be mended")
            .help(finding.help.clone().unwrap_or_else(|| "mend what it says".to_owned())),
        None => error.help("take the acceptance away"),
    }
}

fn unused(it: &Accepted<'_>, found: &[Diagnostic]) -> Option<Diagnostic> {
    let code = &it.it.code;
    let covered = |other: &&Diagnostic| it.covers(other);
    if found.iter().filter(covered).any(|other| !other.is_error()) {
        return None;
    }
    if let Some(error) = found.iter().find(covered) {
        let message = format!("here `{code}` is an error and cannot be accepted");
        let told = Diagnostic::error("A351", it.it.span, message).within(it.article);
        return Some(mended(told, Some(error)));
    }
    let message = format!("this accepts nothing: there is no `{code}` here");
    let note = Diagnostic::note("A350", it.it.span, message).within(it.article);
    let elsewhere = found.iter().find(|other| *code == *other.code);
    Some(match elsewhere.and_then(|other| Some((other, other.article.as_ref()?))) {
        Some((other, article)) => note
            .label(other.span, format!("`{code}` is found here"))
            .help(format!("move it into \"{article}\"")),
        None => note.help("take it away, so that it hides nothing later"),
    })
}
