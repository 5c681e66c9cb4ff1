//! From text to tables in one call: parse, check, lower.

use crate::ast::{self, Date};
use crate::diagnostic::Diagnostic;
use crate::lower::{self, ClauseMap, Lowered, Whose};
use crate::parse::{Parsed, parse, parse_as_proposed};
use crate::source::Source;

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
    diagnostics.sort_by_key(|it| (it.span.start, it.severity));
    let sound = !diagnostics.iter().any(Diagnostic::is_error);
    Compilation { compiled: sound.then(|| compiled(source, accord, party)), diagnostics }
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
            .map(|party| Reading { lowered: lowered(&terms, &clauses, Whose::Party(&party)), party })
            .collect(),
    };
    Compiled {
        title: terms.header.title.text.clone(),
        common: lowered(&terms, &clauses, party.map_or(Whose::Common, Whose::Party)),
        readings,
        day_zero: lower::day_zero(&terms.header),
        clauses,
        terms,
    }
}
