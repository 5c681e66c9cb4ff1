//! Layer 1: clauses to typed terms. One file for each family of articles.
//!
//! Every clause is read by hand-written recursive descent. An error is reported once and the
//! reader goes on with the next clause, so that one pass finds them all.

mod act;
mod actors;
mod articles;
mod belief_entry;
mod belief_home;
mod belief_programme;
mod belief_type;
mod belief_waves;
mod beliefs;
mod clocks;
mod condition;
mod conduct;
mod cursor;
mod duty;
mod exchange;
mod expect;
mod header;
mod lines;
mod literal;
mod phase;
mod power;
mod quantities;
mod relief;
mod scenario;
mod search;
mod time;
pub(crate) mod words;

pub use beliefs::{ParsedBeliefs, parse_beliefs};
pub(crate) use cursor::{Parser, Read, Reported, plain};
pub(crate) use literal::decimal;
pub use search::{ParsedSearch, parse_search};

use crate::ast::{Accord, Article, Name};
use crate::block::{self, Clause};
use crate::diagnostic::Diagnostic;
use crate::lexer::{self, Token, TokenKind};
use crate::report::Report;
use crate::source::Source;
use crate::span::Span;

/// What reading a text gives: its terms, as far as they could be read, and what is wrong.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The terms; complete if there are no errors.
    pub accord: Accord,
    /// What is wrong, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

impl Parsed {
    /// Whether the text could be read without error.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        !self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// Reads an agreement. Bracketed numbers take the proposal named `default`, or else the first.
#[must_use]
pub fn parse(source: &Source) -> Parsed {
    parse_as_proposed(source, None)
}

/// Reads an agreement with every bracketed number as `party` proposes it.
#[must_use]
pub fn parse_as_proposed(source: &Source, party: Option<&str>) -> Parsed {
    Layers::read(source, party).parsed
}

/// A text with what each layer makes of it.
pub(crate) struct Layers {
    /// Its tokens without comments.
    pub(crate) tokens: Vec<Token>,
    /// Layer 0.
    pub(crate) clauses: Vec<Clause>,
    /// Tokens that start a clause of layer 1, in the order of the text.
    pub(crate) starts: Vec<usize>,
    /// Layer 1.
    pub(crate) parsed: Parsed,
}

impl Layers {
    pub(crate) fn read(source: &Source, party: Option<&str>) -> Self {
        let mut report = Report::default();
        let mut tokens = lexer::tokens(source, &mut report);
        tokens.retain(|token| token.kind != TokenKind::Comment);
        let clauses = block::clauses(source, &tokens, &mut report);
        let mut parser = Parser::new(source, &tokens, report);
        parser.proposal = party.map(str::to_owned);
        parser.refuse_may_not();
        let accord = parser.accord(&clauses);
        let starts = std::mem::take(&mut parser.starts);
        let parsed = Parsed { accord, diagnostics: parser.report.finish() };
        Self { tokens, clauses, starts, parsed }
    }
}

/// The tokens that carry meaning: without comments.
pub(crate) fn terms(tokens: &[Token]) -> Vec<Token> {
    tokens.iter().copied().filter(|token| token.kind != TokenKind::Comment).collect()
}

impl<'a> Parser<'a> {
    fn accord(&mut self, clauses: &'a [Clause]) -> Accord {
        let mut accord = Accord::default();
        let mut header: Option<Span> = None;
        let mut expectations = 0;
        for clause in clauses {
            self.enter(clause);
            self.article = None;
            self.table = &[];
            if !self.is("accord") {
                let article = self.article(clause, expectations);
                expectations += usize::from(matches!(article, Some(Article::Expect(_))));
                accord.articles.extend(article);
            } else if let Some(first) = header {
                self.second_header(first);
            } else {
                header = Some(self.span());
                accord.header = self.header(clause);
            }
        }
        self.article = None;
        self.whole_text(&accord, header);
        accord
    }

    fn second_header(&mut self, first: Span) {
        let error = Diagnostic::error("A015", self.span(), "a second `accord` article")
            .label(first, "the first is here")
            .help("one file is one agreement");
        self.tell(error);
    }

    /// What can only be said when all of the text has been read.
    fn whole_text(&mut self, accord: &Accord, header: Option<Span>) {
        if header.is_none() {
            let message = "the text has no `accord` article";
            let help = "start it with `accord \"title\" language 1 revision 1 { signatories … }`";
            self.tell(Diagnostic::error("A014", Span::default(), message).help(help));
        }
        if header.is_some() && accord.header.months.is_none() {
            let months = std::mem::take(&mut self.months);
            self.refuse_months(&months);
        }
        for span in std::mem::take(&mut self.brackets) {
            let message = format!("`{}` is not agreed yet", self.text(span));
            let note = Diagnostic::note("A041", span, message);
            self.tell(note.help("a text with open brackets can be checked, not signed"));
        }
    }

    /// "May not" can forbid and can deny a power: the classic drafting trap.
    fn refuse_may_not(&mut self) {
        let words: Vec<Token> =
            self.tokens.iter().copied().filter(|it| it.kind != TokenKind::Newline).collect();
        for pair in words.windows(2) {
            let [may, not] = pair else { continue };
            if self.text(may.span) != "may" || self.text(not.span) != "not" {
                continue;
            }
            let message = "`may not` can be read as `must not` and as `has no power to`";
            let error = Diagnostic::error("A025", may.span.to(not.span), message);
            self.tell(error.help("write `must not` if the act is forbidden, `has no power to` if it is without effect"));
        }
    }

    /// Reads the clauses of an article's block.
    ///
    /// `read` gets one clause keyword at a time, already known to be in the article's table and
    /// still unread.
    pub(crate) fn clauses<T>(
        &mut self,
        clauses: &'a [Clause],
        kind: &'static str,
        it: &mut T,
        mut read: impl FnMut(&mut Self, &mut T, &'static str, &'a Clause) -> Read<()>,
    ) {
        let table = std::mem::replace(&mut self.table, words::clauses(kind));
        let mut seen = Vec::new();
        for clause in clauses {
            self.enter(clause);
            while !self.at_end() {
                if self.eat_kind(TokenKind::Comma) {
                    continue;
                }
                self.start_clause();
                let done = self.one_clause(clause, it, &mut read, &mut seen);
                if done.is_err() || self.left_over().is_err() {
                    self.skip_clause();
                }
            }
            self.left_block();
        }
        self.table = table;
    }

    fn one_clause<T>(
        &mut self,
        clause: &'a Clause,
        it: &mut T,
        read: &mut impl FnMut(&mut Self, &mut T, &'static str, &'a Clause) -> Read<()>,
        seen: &mut Vec<(&'static str, Span)>,
    ) -> Read<()> {
        let found = self.word().and_then(|word| words::entry(self.table, word));
        let (keyword, repeats) = match found {
            Some(entry) => entry,
            None if self.is_common() => ("", true),
            None if self.takes_duties() && self.is_duty() => ("step", true),
            None => return self.unknown_clause(),
        };
        if !repeats {
            self.said_once(keyword, seen)?;
        }
        read(self, it, keyword, clause)
    }

    fn is_common(&self) -> bool {
        self.word().is_some_and(|word| words::entry(words::COMMON, word).is_some())
    }

    /// Whether duties without a name may stand in the article.
    fn takes_duties(&self) -> bool {
        words::entry(self.table, "step").is_some() && words::entry(self.table, "opens").is_none()
    }

    fn said_once(
        &mut self,
        keyword: &'static str,
        seen: &mut Vec<(&'static str, Span)>,
    ) -> Read<()> {
        let span = self.span();
        let Some((_, first)) = seen.iter().find(|(word, _)| *word == keyword).copied() else {
            seen.push((keyword, span));
            return Ok(());
        };
        let error = Diagnostic::error("A022", span, format!("`{keyword}` is said twice"))
            .label(first, "the first time is here")
            .help("keep one of the two");
        self.tell(error);
        Err(Reported)
    }

    fn unknown_clause(&mut self) -> Read<()> {
        if self.word().is_some_and(|word| words::BELIEFS.contains(&word)) {
            let message =
                format!("{} says what one reader believes; both sides sign this text", self.here());
            let help = "move it to the `.beliefs` file, which is never signed".to_owned();
            return self.fail("A040", self.span(), message, Some(help));
        }
        let manner = if words::entry(self.table, "step").is_some() { words::MANNER } else { &[] };
        let known = self
            .table
            .iter()
            .chain(words::COMMON)
            .chain(manner)
            .map(|entry| entry.trim_end_matches('*'));
        self.unknown_word("A020", "clause of this article", known.collect::<Vec<_>>())
    }

    /// Reports what is left of a clause that has been read.
    fn left_over(&mut self) -> Read<()> {
        if self.at_end() || self.is_kind(TokenKind::Comma) {
            return Ok(());
        }
        let message = format!("{} does not belong to the clause before it", self.here());
        let near = self.word().and_then(|word| words::nearest(word, words::MANNER.iter().copied()));
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "start a new clause with a comma or on a new line".into(),
        };
        self.fail("A024", self.span(), message, Some(help))
    }

    /// Reports a block that no clause has asked for.
    pub(crate) fn left_block(&mut self) {
        if let Some(block) = self.block.take() {
            let message = "this clause has no block".to_owned();
            let open = Span::new(block.span.start, block.span.start + 1);
            self.error(
                "A029",
                open,
                message,
                Some("delete the braces and what is between them".into()),
            );
        }
    }

    /// Takes the clause's block.
    pub(crate) fn take_block(&mut self) -> &'a [Clause] {
        self.block.take().map_or(&[], |block| &block.clauses)
    }

    /// Reports clauses an article cannot do without, unless something in it could not be read.
    pub(crate) fn require(
        &mut self,
        errors: usize,
        name: &Name,
        span: Span,
        wanted: &[(bool, &str)],
    ) {
        if self.report.errors() > errors {
            return;
        }
        let missing: Vec<_> = wanted
            .iter()
            .filter(|(there, _)| !there)
            .map(|(_, clause)| format!("`{clause}`"))
            .collect();
        if !missing.is_empty() {
            let message = format!("`{name}` lacks {}", missing.join(", "));
            self.error("A023", span, message, Some(format!("add {}", missing.join(", "))));
        }
    }
}
