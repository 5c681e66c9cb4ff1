//! The beliefs file: its heading, its lines, and what they have in common.

use crate::ast::{DurationUnit, MonthRounding, Name, Words};
use crate::beliefs_ast::{
    Beliefs, Entry, Horizon, Key, LeftOut, Mark, Never, PowerRule, Preference, Rule, SeenBy,
};
use crate::block::{self, Clause};
use crate::diagnostic::Diagnostic;
use crate::lexer::{self, TokenKind};
use crate::report::Report;
use crate::source::Source;
use crate::span::Span;

use super::cursor::{Parser, Read};
use super::terms;

/// Words that start a line of beliefs.
const LINES: &[&str] = &[
    "beliefs",
    "value",
    "odds",
    "discount",
    "inflow",
    "need",
    "reserves",
    "waves",
    "never",
    "prefers",
    "rule",
    "leave",
    "as",
    "type",
    "tolerance",
    "capacity",
    "stock",
    "unaccounted",
    "expect",
    "oil",
];

/// What reading a beliefs file gives.
#[derive(Clone, Debug)]
pub struct ParsedBeliefs {
    /// The entries that could be read.
    pub beliefs: Beliefs,
    /// What is wrong, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

impl ParsedBeliefs {
    /// Whether the file could be read without error.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        !self.diagnostics.iter().any(Diagnostic::is_error)
    }
}

/// Reads a beliefs file.
#[must_use]
pub fn parse_beliefs(source: &Source) -> ParsedBeliefs {
    let mut report = Report::default();
    let tokens = terms(&lexer::tokens(source, &mut report));
    let clauses = block::clauses(source, &tokens, &mut report);
    let mut parser = Parser::new(source, &tokens, report);
    parser.truth = true;
    let beliefs = parser.beliefs(&clauses);
    ParsedBeliefs { beliefs, diagnostics: parser.report.finish() }
}

impl<'a> Parser<'a> {
    fn beliefs(&mut self, clauses: &'a [Clause]) -> Beliefs {
        let mut beliefs = Beliefs::default();
        let mut headed = false;
        for clause in clauses {
            self.enter(clause);
            headed |= self.is("beliefs");
            if self.belief_line(&mut beliefs).is_ok() {
                self.belief_left_over();
            }
            self.left_block();
        }
        if !headed {
            let error = Diagnostic::error(
                "A050",
                Span::default(),
                "the file does not say what it is about",
            );
            self.tell(
                error
                    .help("start it with `beliefs for \"title\" { reader \"…\", period 30 days }`"),
            );
        }
        self.same_key_twice(&beliefs.entries);
        self.foreign_keys(&beliefs);
        self.types_sum_to_one(&beliefs.types);
        beliefs
    }

    fn belief_left_over(&mut self) {
        if !self.at_end() {
            let message = format!("{} does not belong to the line before it", self.here());
            self.error(
                "A024",
                self.span(),
                message,
                Some("`because \"…\"` and `mark …` come last".into()),
            );
        }
    }

    fn belief_line(&mut self, it: &mut Beliefs) -> Read<()> {
        match self.word() {
            Some("beliefs") => self.belief_heading(it)?,
            Some("value" | "odds" | "discount" | "inflow" | "need" | "reserves" | "waves") => {
                it.entries.push(self.entry()?);
            }
            Some("never") => {
                self.advance();
                let what = self.words("what is never accepted")?;
                it.never.push(Never { what, because: self.because()? });
            }
            Some("prefers") => it.preferences.push(self.preference()?),
            Some("rule") => it.rules.push(self.rule_of_power()?),
            Some("leave") => self.leave_out(&mut it.left_out)?,
            Some("as") => it.seen_by.push(self.seen_by()?),
            Some("type") => it.types.push(self.intent_type()?),
            Some("capacity" | "stock" | "unaccounted" | "expect") => {
                it.programmes.push(self.programme()?);
            }
            Some("oil") => it.oil.push(self.oil_rung()?),
            Some("tolerance") => {
                self.advance();
                it.tolerance = Some(self.share()?);
            }
            _ => return self.unknown_word("A051", "line of beliefs", LINES.iter().copied()),
        }
        Ok(())
    }

    /// `beliefs for "three-phase" { reader "example", period 30 days, horizon 60 periods }`
    fn belief_heading(&mut self, it: &mut Beliefs) -> Read<()> {
        let start = self.expect("beliefs for")?;
        it.accord = self.words("the title of the agreement")?;
        it.span = self.since(start);
        for clause in self.take_block() {
            self.enter(clause);
            while !self.at_end() {
                self.eat_kind(TokenKind::Comma);
                self.heading_word(it)?;
            }
            self.left_block();
        }
        Ok(())
    }

    fn heading_word(&mut self, it: &mut Beliefs) -> Read<()> {
        let word = self.word().unwrap_or("");
        match word {
            "reader" | "period" | "horizon" | "tolerance" => self.advance(),
            _ => {
                return self.unknown_word(
                    "A051",
                    "clause of the heading",
                    ["reader", "period", "horizon", "tolerance"],
                );
            }
        };
        match word {
            "reader" => it.reader = Some(self.words("whose judgement it is")?),
            "period" => {
                let period = self.duration()?;
                if period.hours(Some(MonthRounding::Down)) == Some(0) {
                    return self.fail("A054", period.span, "a period of no time".into(), None);
                }
                it.period = Some(period);
            }
            "horizon" => it.horizon = Some(self.horizon()?),
            _ => it.tolerance = Some(self.share()?),
        }
        Ok(())
    }

    fn horizon(&mut self) -> Read<Horizon> {
        let mark = self.mark();
        let number = self.whole("how far")?;
        if self.eat("periods") {
            return Ok(Horizon::Periods(number));
        }
        self.back(mark);
        let duration = self.duration()?;
        if let DurationUnit::WorkingDay(_) = duration.unit {
            return self.fail(
                "A054",
                duration.span,
                "a horizon is counted in periods, days, months or years".into(),
                None,
            );
        }
        Ok(Horizon::Duration(duration))
    }

    fn preference(&mut self) -> Read<Preference> {
        self.expect("prefers")?;
        let party = self.name("a party")?;
        self.expect_kind(TokenKind::Colon, "`:`")?;
        let better = self.words("the better")?;
        self.expect("over")?;
        let worse = self.words("the worse")?;
        Ok(Preference { party, better, worse, because: self.because()? })
    }

    fn rule_of_power(&mut self) -> Read<PowerRule> {
        self.expect("rule")?;
        let article = self.name("an article")?;
        self.expect_kind(TokenKind::Colon, "`:`")?;
        let rule = match self.word() {
            Some("use") => Rule::Use,
            Some("refrain") => Rule::Refrain,
            Some("lowest") => Rule::Lowest,
            _ => return self.unknown_word("A051", "rule", ["use", "refrain", "lowest"]),
        };
        self.advance();
        Ok(PowerRule { article, rule, because: self.because()? })
    }

    /// `leave out lapse of W1, pipeline of relief because "…"`
    fn leave_out(&mut self, all: &mut Vec<LeftOut>) -> Read<()> {
        self.expect("leave out")?;
        let mut out = vec![self.left_out()?];
        while self.list_goes_on() && !self.is("because") {
            out.push(self.left_out()?);
        }
        let because = self.because()?;
        all.extend(out.into_iter().map(|(feature, of)| LeftOut {
            feature,
            of,
            because: because.clone(),
        }));
        Ok(())
    }

    fn left_out(&mut self) -> Read<(Option<Name>, Name)> {
        let name = self.name("what is left out")?;
        if self.eat("of") { Ok((Some(name), self.name("of what")?)) } else { Ok((None, name)) }
    }

    /// `as seen by Iran { … }`
    fn seen_by(&mut self) -> Read<SeenBy> {
        let start = self.expect("as seen by")?;
        let party = self.name("a party")?;
        let span = self.since(start);
        Ok(SeenBy { party, entries: self.differing(), span })
    }

    /// The entries of a block that differ from the reader's own.
    pub(super) fn differing(&mut self) -> Vec<Entry> {
        let mut entries = Vec::new();
        for clause in self.take_block() {
            self.enter(clause);
            if let Ok(entry) = self.entry() {
                entries.push(entry);
                self.belief_left_over();
            }
            self.left_block();
        }
        entries
    }

    /// `because "…"`, after a comma or not.
    pub(crate) fn because(&mut self) -> Read<Option<Words>> {
        let mark = self.mark();
        self.eat_kind(TokenKind::Comma);
        if self.eat("because") {
            return Ok(Some(self.words("a reason or source")?));
        }
        self.back(mark);
        Ok(None)
    }

    /// `mark B`, after a comma or not.
    pub(crate) fn confidence(&mut self) -> Read<Option<Mark>> {
        let before = self.mark();
        self.eat_kind(TokenKind::Comma);
        if !self.eat("mark") {
            self.back(before);
            return Ok(None);
        }
        let mark = match self.word() {
            Some("A") => Mark::A,
            Some("B") => Mark::B,
            Some("C") => Mark::C,
            Some("judgement") => Mark::Judgement,
            _ => return self.unknown_word("A051", "mark", ["A", "B", "C", "judgement"]),
        };
        self.advance();
        Ok(Some(mark))
    }

    /// Two entries about the same thing: which of them counts?
    pub(super) fn same_key_twice(&mut self, entries: &[Entry]) {
        let mut seen = std::collections::BTreeMap::new();
        for entry in entries {
            let what = match &entry.key {
                Key::Rate(odds) => identity(&Key::Odds(odds.clone())),
                key => identity(key),
            };
            if let Some(first) = seen.insert(what, entry.span) {
                let message = format!("`{}` is believed twice", shown(self, entry.span));
                let error = Diagnostic::error("A058", entry.span, message)
                    .label(first, "the first time is here")
                    .help(
                        "keep one; a doubt is a range, another side's view stands in `as seen by`",
                    );
                self.tell(error);
            }
        }
    }

    /// An entry as a party sees it, or of a type of party, must be one of the reader's own.
    fn foreign_keys(&mut self, beliefs: &Beliefs) {
        let own: std::collections::BTreeSet<_> =
            beliefs.entries.iter().map(|entry| identity(&entry.key)).collect();
        let seen = beliefs.seen_by.iter().map(|it| (it.span, "this party", &it.entries));
        let types = beliefs.types.iter().map(|it| (it.span, "such a party", &it.entries));
        for (span, who, entries) in seen.chain(types) {
            for entry in entries.iter().filter(|entry| !own.contains(&identity(&entry.key))) {
                let message =
                    format!("`{}` is not among the reader's own entries", shown(self, entry.span));
                let error = Diagnostic::error("A059", entry.span, message)
                    .label(span, format!("what {who} is thought to believe or want otherwise"))
                    .help("add the reader's own entry, worded the same");
                self.tell(error);
            }
            self.same_key_twice(entries);
        }
    }
}

/// What an entry is about, without places.
fn identity(key: &Key) -> String {
    serde_json::to_string(key).unwrap_or_default()
}

/// The start of an entry, for a message.
fn shown(parser: &Parser<'_>, span: Span) -> String {
    let text = parser.text(span);
    text.split_once(" because").map_or(text, |(start, _)| start).trim_end_matches(',').to_owned()
}
