//! The `.search` file: what may be chosen, what is wanted, what must be.

use crate::ast::{Amount, Comparison, Decimal};
use crate::block::{self, Clause};
use crate::diagnostic::Diagnostic;
use crate::lexer::{self, TokenKind};
use crate::report::Report;
use crate::search::{KINETIC, VALVES};
use crate::search_ast::{
    ASPECTS, Aspect, Choose, Goal, Measure, Requirement, Robust, Search, Slot, Values,
};
use crate::source::Source;

use super::cursor::{Parser, Read};
use super::terms;

/// Words that start a line.
const LINES: &[&str] = &["search", "choose", "maximise", "minimise", "require"];
/// Most samples of each reader's beliefs.
const SAMPLES_MAX: i64 = 4096;

/// What reading a `.search` file gives.
#[derive(Clone, Debug)]
pub struct ParsedSearch {
    /// What could be read.
    pub search: Search,
    /// What is wrong, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a `.search` file.
#[must_use]
pub fn parse_search(source: &Source) -> ParsedSearch {
    let mut report = Report::default();
    let tokens = terms(&lexer::tokens(source, &mut report));
    let clauses = block::clauses(source, &tokens, &mut report);
    let mut parser = Parser::new(source, &tokens, report);
    let search = parser.search_file(&clauses);
    ParsedSearch { search, diagnostics: parser.report.finish() }
}

impl<'a> Parser<'a> {
    fn search_file(&mut self, clauses: &'a [Clause]) -> Search {
        let mut search = Search::default();
        let mut headed = false;
        for clause in clauses {
            self.enter(clause);
            headed |= self.is("search");
            if self.search_line(&mut search).is_ok() && !self.at_end() {
                let message = format!("{} does not belong to the line before it", self.here());
                self.error("A024", self.span(), message, None);
            }
            self.left_block();
        }
        self.search_complete(&search, headed);
        search
    }

    /// What is missing; of lines, only if all that are there could be read.
    fn search_complete(&mut self, search: &Search, headed: bool) {
        let read = self.report.errors() == 0;
        let mut missing = |missing: bool, what: &str, help: &str| {
            if missing {
                let error = Diagnostic::error("A090", search.span, what);
                self.tell(error.help(help));
            }
        };
        let heading = "start it with `search for \"title\" { accord \"FILE\", beliefs \"FILE\" }`";
        missing(!headed, "the file does not say what is searched", heading);
        let named = !headed || (search.accord.is_some() && !search.beliefs.is_empty());
        missing(!named, "the heading names no accord, or no beliefs", heading);
        let choice = "add a line such as `choose deadline of STEP 20..80 by 10`";
        missing(read && search.choices.is_empty(), "nothing may be chosen", choice);
        let goal = "add a line such as `maximise margin of PARTY at the worst`";
        missing(read && search.goals.is_empty(), "nothing is wanted", goal);
    }

    fn search_line(&mut self, it: &mut Search) -> Read<()> {
        let start = self.span();
        match self.word() {
            Some("search") => self.search_heading(it),
            Some("choose") => {
                it.choices.push(self.choose()?);
                Ok(())
            }
            Some("maximise" | "minimise") => {
                let maximise = self.is("maximise");
                self.advance();
                let (measure, robust) = (self.measure()?, self.robust()?);
                it.goals.push(Goal { maximise, measure, robust, span: self.since(start) });
                Ok(())
            }
            Some("require") => {
                it.requirements.push(self.requirement()?);
                Ok(())
            }
            _ => self.unknown_word("A051", "line of a search", LINES.iter().copied()),
        }
    }

    fn search_heading(&mut self, it: &mut Search) -> Read<()> {
        let start = self.expect("search for")?;
        it.title = self.words("the title of the agreement")?;
        it.span = self.since(start);
        for clause in self.take_block() {
            self.enter(clause);
            while !self.at_end() {
                self.eat_kind(TokenKind::Comma);
                self.search_heading_word(it)?;
            }
            self.left_block();
        }
        Ok(())
    }

    fn search_heading_word(&mut self, it: &mut Search) -> Read<()> {
        match self.word() {
            Some("accord") => {
                self.advance();
                it.accord = Some(self.words("the file of the accord")?);
            }
            Some("beliefs") => {
                self.advance();
                it.beliefs.push(self.words("a file of beliefs")?);
                while self.second().is_some_and(|next| next.kind == TokenKind::Text)
                    && self.eat_kind(TokenKind::Comma)
                {
                    it.beliefs.push(self.words("a file of beliefs")?);
                }
            }
            Some("samples") => {
                self.advance();
                let number = self.whole("how many samples")?;
                let count = number.value.as_whole().filter(|n| (1..=SAMPLES_MAX).contains(n));
                let Some(count) = count.and_then(|n| u32::try_from(n).ok()) else {
                    let message = format!("samples are between 1 and {SAMPLES_MAX}");
                    return self.fail("A091", number.span, message, None);
                };
                it.samples = Some(count);
            }
            _ => {
                let known = ["accord", "beliefs", "samples"];
                return self.unknown_word("A051", "clause of the heading", known);
            }
        }
        Ok(())
    }

    /// `choose tranche count of oil 1..12`
    fn choose(&mut self) -> Read<Choose> {
        let start = self.expect("choose")?;
        let slot = self.slot()?;
        let values = match slot.aspect {
            Aspect::Order => Values::Orders,
            _ => self.search_values(&slot)?,
        };
        let mut lateness_by_size = false;
        if self.eat_kind(TokenKind::Comma) {
            self.expect("lateness by")?;
            lateness_by_size = match self.word() {
                Some("size") => true,
                Some("event") => false,
                _ => return self.unknown_word("A051", "measure of lateness", ["size", "event"]),
            };
            self.advance();
        }
        Ok(Choose { slot, values, lateness_by_size, span: self.since(start) })
    }

    fn slot(&mut self) -> Read<Slot> {
        let start = self.span();
        let both = format!("{} {}", self.word().unwrap_or(""), self.second_word().unwrap_or(""));
        let found = ASPECTS.iter().find(|(words, _)| {
            *words == both || (!words.contains(' ') && Some(*words) == self.word())
        });
        let Some((words, aspect)) = found else {
            self.never_chosen()?;
            let known = ASPECTS.iter().map(|(words, _)| *words);
            return self.unknown_word("A092", "place that can be chosen", known);
        };
        words.split(' ').for_each(|_| {
            self.advance();
        });
        let part = if *aspect == Aspect::Stage { Some(self.name("which stage")?) } else { None };
        let mut of = Vec::new();
        if self.eat("of") {
            of.push(self.name("a name of the text")?);
            while *aspect == Aspect::Order && self.eat_kind(TokenKind::Comma) {
                of.push(self.name("a step")?);
            }
        }
        Ok(Slot { aspect: *aspect, of, part, span: self.since(start) })
    }

    /// Words of red lines and of what stays open: no place for them in any search.
    fn never_chosen(&mut self) -> Read<()> {
        let reason = match self.word() {
            Some("answer" | "answers" | "strike" | "force" | "rung" | "cool" | "redline") => {
                KINETIC
            }
            Some("carveout" | "carveouts" | "exchange" | "goods") => VALVES,
            _ => return Ok(()),
        };
        let message = format!("{} is never chosen by a search", self.here());
        self.fail("A094", self.span(), message, Some(reason.into()))
    }

    /// `1..12`, `20..80 by 10`, `12, 40, 80`, `among Gulf, Coast`
    fn search_values(&mut self, slot: &Slot) -> Read<Values> {
        if self.eat("among") {
            return Ok(Values::Words(self.names("a name of the text")?));
        }
        if matches!(slot.aspect, Aspect::Zone | Aspect::Form) {
            return self.wanted("`among` and the names to choose from");
        }
        self.eat("day");
        let start = self.span();
        let first = self.decimal("a number or a range such as `1..12`")?;
        if !self.eat_kind(TokenKind::Dots) {
            let mut all = vec![first];
            while self.second().is_some_and(|next| next.kind == TokenKind::Number)
                && self.eat_kind(TokenKind::Comma)
            {
                all.push(self.decimal("a number")?);
            }
            self.search_unit()?;
            return Ok(Values::Numbers(all));
        }
        let to = self.decimal("the end of the range")?;
        let by = match self.eat("by") {
            true => self.decimal("the step of the range")?,
            false => Decimal::whole(1),
        };
        let span = self.since(start);
        self.search_unit()?;
        if by.mantissa <= 0 || to < first {
            let message = format!("`{}` holds no value", self.text(span));
            let help = "write the smaller end first and a step above 0: `20..80 by 10`";
            return self.fail("A091", span, message, Some(help.into()));
        }
        Ok(Values::Range { from: first, to, by })
    }

    /// A unit may be said again; the text's own stays.
    fn search_unit(&mut self) -> Read<()> {
        let time = ["hours", "days", "day", "weeks", "working", "months", "years", "times"];
        if self.word().is_some_and(|word| time.contains(&word)) {
            self.advance();
        } else if !self.at_end() && !self.is_kind(TokenKind::Comma) {
            self.unit()?;
        }
        Ok(())
    }

    /// `margin of US`, `exposure of US in proceeds`, `survival after 24 periods`
    fn measure(&mut self) -> Read<Measure> {
        let known = ["margin", "stake", "temptation", "exposure", "survival"];
        let word = self.word().unwrap_or("");
        if !known.contains(&word) {
            return self.unknown_word("A093", "measure of a design", known);
        }
        self.advance();
        if word == "survival" {
            return self.survival_measure();
        }
        self.expect("of")?;
        let party = self.name("a party")?;
        Ok(match word {
            "margin" => Measure::Margin(party),
            "stake" => Measure::Stake(party),
            "temptation" => Measure::Temptation(party),
            _ => {
                self.expect("in")?;
                let good = self.name("an escrow, dial, waiver or quantity")?;
                Measure::Exposure { party, good }
            }
        })
    }

    fn survival_measure(&mut self) -> Read<Measure> {
        if !self.eat("after") {
            return Ok(Measure::Survival(None));
        }
        let number = self.whole("how many periods")?;
        self.expect("periods")?;
        let periods = number.value.as_whole().and_then(|it| u32::try_from(it).ok());
        match periods.filter(|it| *it > 0) {
            Some(periods) => Ok(Measure::Survival(Some(periods))),
            None => self.fail("A091", number.span, "survival after no time is sure".into(), None),
        }
    }

    fn robust(&mut self) -> Read<Robust> {
        if self.eat_all(&["on", "average"]) {
            return Ok(Robust::Average);
        }
        if self.eat_all(&["by", "regret"]) {
            return Ok(Robust::Regret);
        }
        if !self.eat("at") {
            return Ok(Robust::Centre);
        }
        if self.eat("cvar") {
            return Ok(Robust::Cvar(self.share_in_percent()?));
        }
        self.eat("the");
        match self.word() {
            Some("worst") => {
                self.advance();
                Ok(Robust::Worst)
            }
            Some("centre") => {
                self.advance();
                Ok(Robust::Centre)
            }
            _ => self.unknown_word("A093", "way over the samples", ["worst", "centre", "cvar"]),
        }
    }

    /// `10 %`, above 0 and at most 100.
    fn share_in_percent(&mut self) -> Read<f64> {
        let start = self.span();
        let share = number(self.decimal("a share such as `10 %`")?) / 100.0;
        self.expect_kind(TokenKind::Percent, "`%`")?;
        if share > 0.0 && share <= 1.0 {
            return Ok(share);
        }
        let span = self.since(start);
        self.fail("A091", span, "a share is above 0 % and at most 100 %".into(), None)
    }

    fn requirement(&mut self) -> Read<Requirement> {
        let start = self.expect("require")?;
        if self.eat_all(&["every", "side", "keeps"]) {
            let share = match self.eat("in") {
                true => Some(self.share_in_percent()?),
                false => None,
            };
            if share.is_some() {
                self.expect("of samples")?;
            }
            return Ok(Requirement::Keeps(share, self.since(start)));
        }
        let measure = self.measure()?;
        let comparison = self.expect_comparison()?;
        if !matches!(comparison, Comparison::AtMost | Comparison::AtLeast) {
            let span = self.since(start);
            return self.fail("A091", span, "a limit is `<=` or `>=`".into(), None);
        }
        let (limit, unit) = self.limit(&measure)?;
        let robust = self.robust()?;
        let span = self.since(start);
        Ok(Requirement::Limit { measure, robust, comparison, limit, unit, span })
    }

    fn limit(&mut self, measure: &Measure) -> Read<(f64, Option<crate::units::Unit>)> {
        if matches!(measure, Measure::Survival(_)) {
            return Ok((self.share_in_percent()?, None));
        }
        let start = self.span();
        let counted = matches!(measure, Measure::Exposure { .. });
        let value = self.signed_number()?;
        let ends = self.at_end() || matches!(self.word(), Some("at" | "on" | "by"));
        if ends || !counted {
            return Ok((number(value.value), None));
        }
        let (unit, unit_span) = self.unit()?;
        let span = self.since(start);
        let amount = Amount { number: value, unit, unit_span, span };
        match amount.in_base() {
            Ok(base) => Ok((base as f64, Some(unit))),
            Err(_) => {
                let message = format!("`{}` cannot be kept exactly", self.text(span));
                self.fail("A007", span, message, None)
            }
        }
    }

    fn signed_number(&mut self) -> Read<crate::ast::Number> {
        self.number("a limit")
    }
}

/// A decimal as a float, for comparisons that are not part of any text.
fn number(decimal: Decimal) -> f64 {
    decimal.mantissa as f64 / ten_to(decimal.scale)
}

fn ten_to(scale: u8) -> f64 {
    (0..scale).fold(1.0, |power, _| power * 10.0)
}
