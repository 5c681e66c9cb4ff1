//! From text to tables in one call: parse, check, lower.

use crate::ast::{self, Date};
use crate::brackets::proposed;
use crate::canonical::{TermsHash, hash_as_read, terms_hash};
use crate::check::{blank, check, check_as_read_by};
use crate::diagnostic::Diagnostic;
use crate::lower::{self, ClauseMap, Lowered, Whose};
use crate::parse::{Layers, Parsed, parse_as_proposed};
use crate::source::Source;
use crate::span::Span;

/// What compiling a text gives: the tables, unless something is wrong, and all that is wrong.
#[derive(Clone, Debug)]
pub struct Compilation {
    /// Nothing if there are errors that forbid it.
    pub compiled: Option<Compiled>,
    /// Every finding, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// A text as tables.
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

/// Compiles a text in every reading; a circle that only the readings joined make is an error.
///
/// A party has a reading of its own if some `read by` clause or some proposal in brackets is its.
#[must_use]
pub fn compile(source: &Source) -> Compilation {
    in_every_reading(source, Diagnostic::is_error)
}

/// Compiles a text that was signed with its faults, or is run in spite of them: only what could not
/// be made into tables leaves nothing compiled. The errors are told all the same.
#[must_use]
pub fn compile_as_signed(source: &Source) -> Compilation {
    in_every_reading(source, |it| it.is_error() && !blocks_signing_alone(it))
}

/// Errors without which there are no tables: what was not read, numbers that do not fit their
/// place, and names of nothing. Every other check blocks the signing of a text, not its running.
const NO_TABLES: &[&str] = &["A300", "A301", "A302", "A303", "A304", "A336"];

fn blocks_signing_alone(error: &Diagnostic) -> bool {
    error.code.starts_with("A3") && !NO_TABLES.contains(&error.code)
}

fn in_every_reading(source: &Source, blocks: fn(&Diagnostic) -> bool) -> Compilation {
    let layers = Layers::read(source, None);
    let hash = hash_as_read(source, &layers);
    let Checked { accord, own, diagnostics } = checked(source, layers.parsed);
    finish(source, accord, (diagnostics, hash), blocks, |accord, clauses| {
        let lowered = |read: &ast::Accord| lower::lower(read, clauses);
        let readings = own.iter().map(|(party, read)| (party.clone(), lowered(read)));
        let readings = readings.map(|(party, lowered)| Reading { party, lowered }).collect();
        (lowered(&lower::reading(accord, Whose::Common)), readings)
    })
}

/// What [`compile`] finds, sooner: nothing is made into tables and nothing is hashed. For an editor,
/// at every key stroke.
#[must_use]
pub fn findings(source: &Source) -> Vec<Diagnostic> {
    let layers = Layers::read(source, None);
    if may_be_too_long(&layers) {
        return compile(source).diagnostics;
    }
    checked(source, layers.parsed).diagnostics
}

/// Whether some table could have more rows than can be numbered: each row is for a word of the text,
/// or for that word and one of those it may bind.
fn may_be_too_long(layers: &Layers) -> bool {
    let bound = layers.parsed.accord.header.signatories.len().max(1);
    layers.tokens.len().saturating_mul(bound) >= MOST_ROWS
}

/// A text that has been read and checked in every reading.
struct Checked {
    accord: ast::Accord,
    own: Vec<(String, ast::Accord)>,
    diagnostics: Vec<Diagnostic>,
}

fn checked(source: &Source, parsed: Parsed) -> Checked {
    let Parsed { accord, diagnostics } = parsed;
    let mut parties = lower::readers(&accord);
    parties.extend(proposers(source, &diagnostics));
    parties.sort();
    parties.dedup();
    let own: Vec<(String, ast::Accord)> =
        parties.into_iter().map(|party| (party.clone(), read(source, &party))).collect();
    let found = check(&accord, &own);
    let diagnostics = told(source, &accord, diagnostics, found);
    Checked { accord, own, diagnostics }
}

/// Compiles a text as one party reads it: its `read by` clauses, and its proposals in brackets.
#[must_use]
pub fn compile_as_read_by(source: &Source, party: &str) -> Compilation {
    let Parsed { accord, diagnostics } = parse_as_proposed(source, Some(party));
    let found = check_as_read_by(&accord, party);
    let hash = terms_hash(source).ok();
    let diagnostics = told(source, &accord, diagnostics, found);
    finish(source, accord, (diagnostics, hash), Diagnostic::is_error, |accord, clauses| {
        (lower::lower(&lower::reading(accord, Whose::Party(party)), clauses), Vec::new())
    })
}

/// The terms as one party reads them.
fn read(source: &Source, party: &str) -> ast::Accord {
    let terms = parse_as_proposed(source, Some(party)).accord;
    lower::reading(&terms, Whose::Party(party)).into_owned()
}

/// Parties named in open brackets: `[US: 15][Iran: 30]`.
fn proposers(source: &Source, diagnostics: &[Diagnostic]) -> Vec<String> {
    let open = diagnostics.iter().filter(|it| it.code == "A041");
    let parties = open.flat_map(|it| proposed(source.at(it.span))).map(|it| it.by);
    parties.filter(|by| !by.is_empty() && by != "default").collect()
}

/// What is told of what was found in reading and in checking, in the order of the text.
fn told(
    source: &Source,
    accord: &ast::Accord,
    mut diagnostics: Vec<Diagnostic>,
    found: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    for open in &mut diagnostics {
        if let Some(error) = blank(source, accord, open) {
            *open = error;
        }
    }
    let errors: Vec<Diagnostic> = diagnostics.iter().filter(|it| it.is_error()).cloned().collect();
    let doubt = Doubt { source, accord, errors: &errors };
    diagnostics.extend(found.into_iter().filter(|it| !doubt.touches(it)));
    diagnostics.sort_by_key(|it| (it.span.start, it.severity));
    diagnostics
}

fn finish(
    source: &Source,
    accord: ast::Accord,
    (mut diagnostics, hash): (Vec<Diagnostic>, Option<TermsHash>),
    blocks: fn(&Diagnostic) -> bool,
    lower: impl FnOnce(&ast::Accord, &ClauseMap) -> (Lowered, Vec<Reading>),
) -> Compilation {
    let mut compiled = None;
    if !diagnostics.iter().any(blocks) {
        let clauses = ClauseMap::of(source, &accord);
        let (common, readings) = lower(&accord, &clauses);
        match too_long(&common) {
            Some(table) => diagnostics.push(too_much(&accord, table)),
            None => {
                compiled = Some(Compiled {
                    title: accord.header.title.text.clone(),
                    common,
                    readings,
                    day_zero: lower::day_zero(&accord.header),
                    clauses,
                    hash,
                    terms: accord,
                });
            }
        }
    }
    Compilation { compiled, diagnostics }
}

/// Rows that a table cannot have.
const MOST_ROWS: usize = u16::MAX as usize - 1;

/// The table that has more rows than can be numbered, if one has.
fn too_long(lowered: &Lowered) -> Option<&'static str> {
    let accord = &lowered.accord;
    let tables = [
        ("parties, groups and bodies", accord.actors.len()),
        ("workstreams", accord.workstreams.len()),
        ("quantities", accord.subjects.len()),
        ("duties", accord.duties.len()),
        ("phases", accord.phases.len()),
        ("tranches", accord.tranches.len()),
        ("waivers", accord.waivers.len()),
        ("red lines", accord.redlines.len()),
        ("disputes and snapbacks", accord.procedures.len()),
    ];
    tables.into_iter().find(|(_, rows)| *rows >= MOST_ROWS).map(|(table, _)| table)
}

fn too_much(accord: &ast::Accord, table: &str) -> Diagnostic {
    let message = format!("the text has more {table} than can be numbered");
    Diagnostic::error("A300", accord.header.span, message).help("cut it into several agreements")
}

/// Where a text could not be read, what the checks find may only be missing.
struct Doubt<'a> {
    source: &'a Source,
    accord: &'a ast::Accord,
    errors: &'a [Diagnostic],
}

/// Findings that something is not there.
const ABSENCES: &[&str] = &[
    "A304", "A305", "A306", "A308", "A312", "A313", "A314", "A317", "A319", "A323", "A324", "A325",
    "A326", "A331", "A333", "A337", "A338", "A339", "A342", "A343", "A345", "A346", "A347", "A349",
];

impl Doubt<'_> {
    fn touches(&self, finding: &Diagnostic) -> bool {
        // A blank is read, and hides nothing but what its own line would have said.
        let hides = |error: &&Diagnostic| error.code != "A343";
        self.errors.iter().any(|error| self.same_line(error, finding))
            || self.errors.iter().filter(hides).any(|error| self.hides(error, finding))
    }

    fn hides(&self, error: &Diagnostic, finding: &Diagnostic) -> bool {
        self.breaks_all(error)
            // What cannot be read may be what speaks of it.
            || matches!(finding.code, "A334" | "A350")
            || (finding.code == "A336" && self.names(error, finding))
            || (ABSENCES.contains(&finding.code) && self.same_article(error, finding))
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
