//! Recorded histories: `.events` files.
//!
//! What was done, by whom and when, one event a line, with how far each line may be trusted and
//! what the agreement is expected to say of it. The page `docs/events.md` is the manual.

mod act;
mod amount;
pub mod ast;
pub mod exercise;
mod parse;
mod resolve;
mod talk;
mod words;
mod write;

use crate::ast::Date;
use crate::compile::Compiled;
use crate::diagnostic::Diagnostic;
use crate::lower::Lowered;
use crate::source::Source;
use kernel::verdict::Item;
use kernel::{ActorId, Deed, Hours, VerdictKind};
use resolve::Resolver;
use world::Mark;

pub use amount::{amount_of, amount_words};
pub use parse::{ParsedEvents, parse_events};
pub use write::{event_words, write_events};

/// A history under one reading of the agreement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Events {
    /// Title of the agreement.
    pub of: String,
    /// The date of day 0.
    pub day_zero: Date,
    /// Lines in order of date.
    pub lines: Vec<RecordedEvent>,
    /// Time passes up to then.
    pub until: Option<Hours>,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecordedEvent {
    /// When, since day 0.
    pub at: Hours,
    /// The civil date of it.
    pub date: Date,
    /// Who did what; nothing on a line that only expects.
    pub act: Option<(ActorId, Deed)>,
    /// What the agreement is expected to say.
    pub expect: Vec<Expectation>,
    /// How far it may be trusted.
    pub mark: Option<Mark>,
    /// Where it was read.
    pub source: Option<String>,
    /// Line of the file, from 1.
    pub line: u32,
    /// Its words, without the date and what follows the act.
    pub text: String,
}

/// A verdict that a line expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// What is said.
    pub kind: VerdictKind,
    /// Of what; of anything if not given.
    pub item: Option<Item>,
}

/// What compiling a history gives.
#[derive(Clone, Debug)]
pub struct EventsCompilation {
    /// Nothing if there are errors.
    pub events: Option<Events>,
    /// Every finding, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a history of one reading of an agreement: `Compiled::common` or that of a party.
#[must_use]
pub fn compile_events(source: &Source, compiled: &Compiled, read: &Lowered) -> EventsCompilation {
    let parsed = parse_events(source);
    let mut resolver = Resolver { source, compiled, read, found: parsed.diagnostics };
    let events = resolver.events(&parsed.history);
    let mut diagnostics = resolver.found;
    diagnostics.sort_by_key(|it| (it.span.start, it.severity));
    let sound = !diagnostics.iter().any(Diagnostic::is_error);
    EventsCompilation { events: events.filter(|_| sound), diagnostics }
}
