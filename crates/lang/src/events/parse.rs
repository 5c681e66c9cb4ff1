//! From the text of a history to its lines. One line, one event; an error is reported once and
//! reading goes on with the next line.

use super::ast::{Comment, Expected, History, Line, Time, Told};
use super::words::{HEADINGS, VERDICTS, find};
use crate::ast::{Amount, Date};
use crate::block::{self, Clause};
use crate::diagnostic::Diagnostic;
use crate::lexer::{self, Token, TokenKind};
use crate::parse::{Parser, Read, terms};
use crate::report::Report;
use crate::source::Source;
use crate::span::Span;
use kernel::VerdictKind;
use world::Mark;

/// What reading a history gives.
#[derive(Clone, Debug)]
pub struct ParsedEvents {
    /// The lines that could be read.
    pub history: History,
    /// What is wrong, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a history; names are not looked up yet.
#[must_use]
pub fn parse_events(source: &Source) -> ParsedEvents {
    let mut report = Report::default();
    let all = lexer::tokens(source, &mut report);
    let tokens = terms(&all);
    let clauses = block::clauses(source, &tokens, &mut report);
    let mut parser = Parser::new(source, &tokens, report);
    let mut history = parser.history(&clauses);
    history.comments = comments(source, &all);
    ParsedEvents { history, diagnostics: parser.report.finish() }
}

/// Reads one amount that stands alone.
pub(super) fn parse_amount(source: &Source) -> Option<Amount> {
    let mut report = Report::default();
    let all = lexer::tokens(source, &mut report);
    let tokens = terms(&all);
    let clauses = block::clauses(source, &tokens, &mut report);
    let [clause] = clauses.as_slice() else { return None };
    let mut parser = Parser::new(source, &tokens, report);
    parser.enter(clause);
    let amount = parser.amount("an amount").ok().filter(|_| parser.at_end());
    amount.filter(|_| parser.report.finish().is_empty())
}

/// A time as a message names it.
pub(super) fn shown_time(time: &Time) -> String {
    let clock = time.clock.map_or_else(String::new, |(hours, _)| format!(" {hours:02}:00"));
    format!("{}{clock}", time.date.0)
}

fn comments(source: &Source, tokens: &[Token]) -> Vec<Comment> {
    let found = tokens.iter().enumerate().filter(|(_, token)| token.kind == TokenKind::Comment);
    let before = |at: usize| at.checked_sub(1).and_then(|at| tokens.get(at));
    let comment = |(at, token): (usize, &Token)| Comment {
        line: source.place(token.span).line,
        alone: before(at).is_none_or(|it| it.kind == TokenKind::Newline),
        text: source.at(token.span).trim_end().to_owned(),
    };
    found.map(comment).collect()
}

impl<'a> Parser<'a> {
    fn history(&mut self, clauses: &'a [Clause]) -> History {
        let mut history = History::default();
        for clause in clauses {
            self.enter(clause);
            if self.history_line(&mut history).is_ok() {
                self.history_left_over();
            }
            self.left_block();
        }
        if history.of.text.is_empty() {
            let error = Diagnostic::error(
                "A070",
                Span::default(),
                "the file does not say what it is a history of",
            );
            self.tell(
                error.help("start it with `history of \"title\"`, the title of the agreement"),
            );
        }
        history
    }

    pub(super) fn history_left_over(&mut self) {
        if !self.at_end() {
            let message = format!("{} does not belong to the line before it", self.here());
            let help =
                "one line is one event; `mark`, `source` and `expect` come last, after commas";
            self.error("A024", self.span(), message, Some(help.into()));
        }
    }

    fn history_line(&mut self, history: &mut History) -> Read<()> {
        if self.is_kind(TokenKind::Date) {
            let line = self.dated_line()?;
            history.lines.push(line);
            return Ok(());
        }
        match self.word() {
            Some("history") => {
                self.expect("history of")?;
                history.of = self.words("the title of the agreement")?;
            }
            Some("day") => {
                self.advance();
                self.whole("`0`")?;
                self.expect("is")?;
                history.day_zero = Some(self.time()?);
            }
            Some("until") => {
                self.advance();
                history.until = Some(self.time()?);
            }
            Some(_) => {
                return self.unknown_word("A071", "line of a history", HEADINGS.iter().copied());
            }
            None => return self.wanted("a date such as `2014-04-15`"),
        }
        Ok(())
    }

    pub(super) fn time(&mut self) -> Read<Time> {
        let span = self.span();
        if !self.is_kind(TokenKind::Date) {
            return self.wanted("a date such as `2014-04-15`");
        }
        self.advance();
        let text = self.text(span);
        let Ok(date) = text.parse().map(Date) else {
            return self.fail("A034", span, format!("`{text}` is no day of the calendar"), None);
        };
        let clock = self.time_of_day()?;
        Ok(Time { date, clock, span: self.since(span) })
    }

    /// `14:00`, perhaps `UTC`: times of day are in UTC.
    fn time_of_day(&mut self) -> Read<Option<(u8, u8)>> {
        if !self.is_kind(TokenKind::Clock) {
            return Ok(None);
        }
        let span = self.advance();
        self.eat("UTC");
        let text = self.text(span);
        let parts =
            text.split_once(':').and_then(|(h, m)| Some((h.parse().ok()?, m.parse().ok()?)));
        match parts.filter(|(hours, minutes)| *hours < 24 && *minutes < 60) {
            Some((hours, 0)) => Ok(Some((hours, 0))),
            Some(_) => {
                let message = format!("`{text}` is not a whole hour");
                self.fail("A034", span, message, Some("clocks run in whole hours".into()))
            }
            None => self.fail("A034", span, format!("`{text}` is no time of day"), None),
        }
    }

    pub(super) fn dated_line(&mut self) -> Read<Line> {
        let at = self.time()?;
        let expects_only = self.is("expect") && !self.second_is_verb();
        let told = if expects_only { None } else { Some(self.told()?) };
        let mut line =
            Line { at, told, mark: None, source: None, expects: Vec::new(), span: at.span };
        while !self.at_end() {
            self.eat_kind(TokenKind::Comma);
            self.trailer(&mut line)?;
        }
        line.span = self.since(at.span);
        self.weigh(&line);
        Ok(line)
    }

    /// Whether `expect` is somebody's name here.
    fn second_is_verb(&self) -> bool {
        self.second_word().is_some_and(|word| {
            super::words::VERBS.contains(&word) || super::talk::VERBS.contains(&word)
        })
    }

    pub(super) fn told(&mut self) -> Read<Told> {
        let by = self.row("who acted")?;
        let start = self.span();
        let act = self.recorded_act()?;
        Ok(Told { by, act, span: self.since(start) })
    }

    fn trailer(&mut self, line: &mut Line) -> Read<()> {
        match self.word() {
            Some("mark") => line.mark = Some(self.confidence_mark()?),
            Some("source") => {
                self.advance();
                line.source = Some(self.words("where it was read, between quotation marks")?);
            }
            Some("expect") => {
                self.advance();
                line.expects.push(self.expected()?);
            }
            Some(_) => {
                return self.unknown_word("A072", "end of a line", ["mark", "source", "expect"]);
            }
            None => return self.wanted("`mark`, `source` or `expect`"),
        }
        Ok(())
    }

    fn confidence_mark(&mut self) -> Read<(Mark, Span)> {
        let start = self.advance();
        let mark = match self.word() {
            Some("A") => Mark::A,
            Some("B") => Mark::B,
            Some("C") => Mark::C,
            Some("derived") => Mark::Derived,
            _ => return self.unknown_word("A072", "mark", ["A", "B", "C", "derived"]),
        };
        self.advance();
        Ok((mark, self.since(start)))
    }

    pub(super) fn expected(&mut self) -> Read<Expected> {
        let start = self.span();
        let kind = self.verdict()?;
        let of = if self.eat("of") { Some(self.row("what the verdict is of")?) } else { None };
        let by = if self.eat("by") { Some(self.row("who owes it")?) } else { None };
        Ok(Expected { kind, of, by, span: self.since(start) })
    }

    fn verdict(&mut self) -> Read<VerdictKind> {
        if self.eat("not") {
            self.expect("performed")?;
            return Ok(VerdictKind::NotPerformed);
        }
        if self.eat("handed") {
            self.expect("over")?;
            return Ok(VerdictKind::HandedOver);
        }
        let found = self.word().and_then(|word| find(VERDICTS, word));
        let Some(kind) = found else {
            let words: Vec<&'static str> = VERDICTS.iter().map(|(word, _)| *word).collect();
            return self.unknown_word("A073", "verdict", words);
        };
        self.advance();
        Ok(kind)
    }

    /// A fact marked A or B names where it was read; one that is only recollected proves nothing.
    fn weigh(&mut self, line: &Line) {
        let Some((mark, span)) = line.mark else { return };
        if matches!(mark, Mark::A | Mark::B) && line.source.is_none() {
            let message = "a fact marked A or B rests on a source that is not named".to_owned();
            self.error("A074", span, message, Some("add `source \"…\"`, or mark it C".into()));
        }
        if let (Mark::C, Some(expected)) = (mark, line.expects.first()) {
            let message = "a fact that is only recollected supports no claim".to_owned();
            let help = "find a source for it, or take the `expect` away";
            self.error("A074", expected.span, message, Some(help.into()));
        }
    }
}
