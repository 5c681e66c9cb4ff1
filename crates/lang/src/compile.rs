//! From text to tables in one call: parse, check, lower.

use crate::ast::{self, Date};
use crate::canonical::{TermsHash, terms_hash};
use crate::check::{check, check_as_read_by};
use crate::diagnostic::Diagnostic;
use crate::lower::{self, ClauseMap, Lowered, Whose};
use crate::parse::{Parsed, parse, parse_as_proposed};
use crate::source::Source;
use crate::span::Span;

/// What compiling a text gives: the tables, unless something is wrong, and all that is wrong.
#[derive(Clone, Debug)]
pub struct Compilation {
    /// Nothing if there are errors.
    pub compiled: Option<Compiled>,
    /// Every finding, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// A text without errors, as tables.
#[derive(Clone, Debug)]
pub struct Compiled {
    /// The text's title.
    pub title: String,
    /// The reading all share: the text without anybody's own reading.
    pub common: Lowered,
    /// The reading of each party that has one of its own.
    pub readings: Vec<Reading>,
    /// What a clause number stands for, in every reading.
    pub clauses: ClauseMap,
    /// The civil date of day 0, if the text gives one.
    pub day_zero: Option<Date>,
    /// The hash of the terms.
    pub hash: Option<TermsHash>,
    /// The terms.
    pub terms: ast::Accord,
}

/// The text as one party reads it.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Who reads it so.
    pub party: String,
    /// What it reads.
    pub lowered: Lowered,
}

impl Compiled {
    /// The tables of the reading all share.
    #[must_use]
    pub fn accord(&self) -> &kernel::Accord {
        &self.common.accord
    }

    /// The tables as the party reads the text.
    #[must_use]
    pub fn read_by(&self, party: &str) -> &Lowered {
        let own = self.readings.iter().find(|reading| reading.party == party);
        own.map_or(&self.common, |reading| &reading.lowered)
    }
}

/// Compiles a text in every reading; a circle that only both readings together make is an error.
#[must_use]
pub fn compile(source: &Source) -> Compilation {
    finish(source, parse(source), None)
}

/// Compiles a text as one party reads it: its `read by` clauses, and its proposals in brackets.
#[must_use]
pub fn compile_as_read_by(source: &Source, party: &str) -> Compilation {
    finish(source, parse_as_proposed(source, Some(party)), Some(party))
}

fn finish(source: &Source, parsed: Parsed, party: Option<&str>) -> Compilation {
    let Parsed { accord, mut diagnostics } = parsed;
    let found = match party {
        Some(party) => check_as_read_by(&accord, party),
        None => check(&accord),
    };
    let errors: Vec<Diagnostic> = diagnostics.iter().filter(|it| it.is_error()).cloned().collect();
    let doubt = Doubt { source, accord: &accord, errors: &errors };
    diagnostics.extend(found.into_iter().filter(|it| !doubt.touches(it)));
    diagnostics.sort_by_key(|it| (it.span.start, it.severity));
    let sound = !diagnostics.iter().any(Diagnostic::is_error);
    Compilation { compiled: sound.then(|| compiled(source, accord, party)), diagnostics }
}

/// Where a text could not be read, what the checks find may only be missing.
struct Doubt<'a> {
    source: &'a Source,
    accord: &'a ast::Accord,
    errors: &'a [Diagnostic],
}

/// Findings that something is not there.
const ABSENCES: &[&str] = &["A304", "A305", "A306", "A308", "A312", "A313", "A314"];

impl Doubt<'_> {
    fn touches(&self, finding: &Diagnostic) -> bool {
        self.errors.iter().any(|error| {
            self.breaks_all(error)
                || self.same_line(error, finding)
                || (finding.code == "A336" && self.names(error, finding))
                || (ABSENCES.contains(&finding.code) && self.same_article(error, finding))
        })
    }

    /// Whether the text could not even be cut into articles.
    fn breaks_all(&self, error: &Diagnostic) -> bool {
        error.code.starts_with("A00") || error.code.starts_with("A01")
    }

    fn same_line(&self, error: &Diagnostic, finding: &Diagnostic) -> bool {
        let line = |span| self.source.place(span).line;
        line(error.span) == line(finding.span)
    }

    /// Whether the line in error may be the one that declares the name.
    fn names(&self, error: &Diagnostic, finding: &Diagnostic) -> bool {
        let line = self.source.line(self.source.place(error.span).line);
        let mut words = line.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.'));
        let name = self.source.at(finding.span);
        words.any(|word| word == name)
    }

    fn same_article(&self, error: &Diagnostic, finding: &Diagnostic) -> bool {
        let inside = |whole: Span, span: Span| whole.start <= span.start && span.end <= whole.end;
        let mut wholes = self.accord.articles.iter().map(|article| article.head().whole);
        wholes.any(|whole| inside(whole, error.span) && inside(whole, finding.span))
    }
}

fn compiled(source: &Source, terms: ast::Accord, party: Option<&str>) -> Compiled {
    let clauses = ClauseMap::of(source, &terms);
    fn lowered(terms: &ast::Accord, clauses: &ClauseMap, whose: Whose<'_>) -> Lowered {
        lower::lower(&lower::reading(terms, whose), clauses)
    }
    let readings = match party {
        Some(_) => Vec::new(),
        None => lower::readers(&terms)
            .into_iter()
            .map(|party| Reading {
                lowered: lowered(&terms, &clauses, Whose::Party(&party)),
                party,
            })
            .collect(),
    };
    Compiled {
        title: terms.header.title.text.clone(),
        common: lowered(&terms, &clauses, party.map_or(Whose::Common, Whose::Party)),
        readings,
        day_zero: lower::day_zero(&terms.header),
        clauses,
        hash: terms_hash(source).ok(),
        terms,
    }
}
