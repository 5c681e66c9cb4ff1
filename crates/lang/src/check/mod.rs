//! What can be said against a text without running it. A check with search lives with the
//! drivers, and uses the transition itself.
//!
//! Each check has a number (the last two digits of its code) and stands in the file of its
//! subject. All run in one pass; what depends on an unknown name is left alone.

mod acceptances;
mod attribution;
mod authentic;
mod binds;
mod blanks;
mod bounds;
mod circles;
mod clocks;
mod clocks_end;
mod commitments;
mod dead;
mod defence;
mod escrows;
mod fallbacks;
mod files;
mod freezes;
mod harbour;
mod judges;
mod ladders;
mod mandates;
mod names;
mod outsiders;
mod rates;
mod redlines;
mod scope;
mod silence;
mod starts;
mod terms_of_waivers;
mod undefined;
mod units;
mod walk;

pub(crate) use blanks::blank;
pub(crate) use clocks::windows;
pub(crate) use scope::Scope;
pub(crate) use walk::{Seen, Wanted, condition_names, walk, walk_readers};

use clocks::schedule::Schedule;

use acceptances::Accepted;

use crate::ast::{Accord, Name, ReadClause};
use crate::diagnostic::Diagnostic;
use crate::lower::{Whose, reading};

/// Every finding about a text: without anybody's own reading, and in each of the readings that
/// parties have of their own.
pub(crate) fn check(text: &Accord, own: &[(String, Accord)]) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    names::check_readers(text, &mut found);
    let common = reading(text, Whose::Common);
    let names = names_read(text);
    check_reading(&common, &names, &mut found);
    own.iter().for_each(|(_, read)| check_reading(read, &names, &mut found));
    let readings: Vec<&Accord> =
        std::iter::once(&*common).chain(own.iter().map(|(_, read)| read)).collect();
    dead::check(&readings, &mut found);
    found.extend(joined(&common, own, &names, &found));
    let accepted = acceptances::of(text);
    found.extend(acceptances::check(&accepted, &found));
    finish(&accepted, found)
}

/// Circles that only the readings of all signatories together make.
fn joined(
    common: &Accord,
    own: &[(String, Accord)],
    names: &[String],
    known: &[Diagnostic],
) -> Vec<Diagnostic> {
    if own.is_empty() {
        return Vec::new();
    }
    let reads = |party: &Name| own.iter().any(|(reader, _)| *party == **reader);
    let rest = common.header.signatories.iter().any(|party| !reads(party));
    let common = Some(common).filter(|_| rest);
    let read = own.iter().map(|(_, read)| read).chain(common);
    let scopes: Vec<Scope<'_>> = read.map(|it| Scope::of(it, names)).collect();
    let mut found = Vec::new();
    if scopes.len() > 1 {
        circles::check(&scopes, &mut found);
    }
    let told =
        |it: &Diagnostic| known.iter().any(|other| (other.span, other.code) == (it.span, it.code));
    found.retain(|it| !told(it));
    found
}

/// Every finding about a text as one party reads it.
pub(crate) fn check_as_read_by(text: &Accord, party: &str) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    check_reading(&reading(text, Whose::Party(party)), &names_read(text), &mut found);
    finish(&acceptances::of(text), found)
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
    let circle = circles::check(std::slice::from_ref(&scope), found);
    clocks::check(&scope, &circle, found);
    files::check(&scope, found);
    redlines::check(&scope, found);
    attribution::check(&scope, found);
    undefined::check(&scope, found);
    ladders::check(&scope, found);
    clocks_end::check(&scope, found);
    whole(&scope, found);
    relief(&scope, found);
}

/// Checks of money, waivers, mandates, rates, freezes and channels.
fn relief(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    let schedule = Schedule::of(scope);
    escrows::check(scope, found);
    terms_of_waivers::check(scope, &schedule, found);
    mandates::check(scope, &schedule, found);
    rates::check(scope, &schedule, found);
    freezes::check(scope, &schedule, found);
    fallbacks::check(scope, found);
}

/// Checks that look at what is missing, doubled or left to others.
fn whole(scope: &Scope<'_>, found: &mut Vec<Diagnostic>) {
    dead::rungs(scope, found);
    binds::check(scope, found);
    judges::check(scope, found);
    outsiders::check(scope, found);
    authentic::check(scope, found);
    starts::check(scope, found);
    blanks::check(scope, found);
    defence::check(scope, found);
    silence::check(scope, found);
    harbour::check(scope, found);
}

/// In the order of the text, each once, without the warnings and notes that the text accepts.
fn finish(accepted: &[Accepted<'_>], mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.retain(|it| !acceptances::is_accepted(accepted, it));
    found.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
    found.dedup_by(|a, b| a.span == b.span && a.code == b.code);
    found
}

/// What is left of findings that were made by running the text: all but those it accepts. Of the
/// codes for which the search ran to its end, an acceptance of what was not found is told.
#[must_use]
pub fn unaccepted(text: &Accord, mut found: Vec<Diagnostic>, searched: &[&str]) -> Vec<Diagnostic> {
    let accepted = acceptances::of(text);
    found.extend(acceptances::check_searched(&accepted, &found, searched));
    finish(&accepted, found)
}
