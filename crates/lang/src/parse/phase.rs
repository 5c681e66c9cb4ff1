//! Phases, swaps, scales, freezes, mutual duties.

use crate::ast::{
    Exposure, ExposureBound, Freeze, Head, Leave, Mutual, Name, Opening, Phase, PhaseReading,
    ReadClause, Scale, Swap,
};
use crate::block::Clause;
use crate::lexer::TokenKind;
use crate::span::Span;

use super::cursor::{Parser, Read};

/// What an `exposure` or `at` clause of a one-line article may be followed by.
const LINE_TAILS: &[&str] = &["exposure", "at"];

impl<'a> Parser<'a> {
    pub(crate) fn phase(&mut self, head: Head) -> Phase {
        let errors = self.report.errors();
        let mut it = Phase { head, ..Phase::default() };
        let clauses = self.take_block();
        self.in_phase = true;
        self.clauses(clauses, "phase", &mut it, |p, it, keyword, clause| {
            p.phase_clause(it, keyword, clause)
        });
        self.in_phase = false;
        self.require(errors, &it.head.name, it.head.span, &[(it.opens.is_some(), "opens")]);
        it
    }

    fn phase_clause(&mut self, it: &mut Phase, keyword: &str, clause: &'a Clause) -> Read<()> {
        if self.common_clause(&mut it.head)? {
            return Ok(());
        }
        let start = self.advance();
        match keyword {
            "opens" => it.opens = Some(self.opening()?),
            "closes" => it.closes = Some(self.closing()?),
            "lapses" => it.lapses = Some(self.lapse()?),
            "form" => it.form = Some(self.legal_form()?),
            "step" => it.steps.push(self.step(start)?),
            "swap" => it.swaps.push(self.swap(start)?),
            "scale" => it.scales.push(self.scale(start)?),
            "freeze" => it.freezes.push(self.inner(|p| p.freeze(start, clause.span))?),
            "mutual" => it.mutuals.push(self.inner(|p| p.inner_mutual(start, clause.span))?),
            _ => it.readings.push(self.reading(start)?),
        }
        Ok(())
    }

    /// Reads an article inside another, whose title is the one messages name again afterwards.
    fn inner<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        let article = self.article.clone();
        let table = self.table;
        let it = read(self);
        self.article = article;
        self.table = table;
        it
    }

    fn inner_mutual(&mut self, start: Span, whole: Span) -> Read<Mutual> {
        let head = self.plain_head(start, whole)?;
        Ok(self.mutual(head))
    }

    /// `on day 0` (of the accord) or `when P1 closed`.
    fn opening(&mut self) -> Read<Opening> {
        if self.eat("when") {
            return Ok(Opening::When(self.condition()?));
        }
        self.expect("on")?;
        self.in_phase = false;
        let moment = self.moment();
        self.in_phase = true;
        Ok(Opening::On(moment?))
    }

    fn closing(&mut self) -> Read<crate::ast::Condition> {
        self.expect("when")?;
        self.condition()
    }

    fn lapse(&mut self) -> Read<crate::ast::Moment> {
        if self.is("within") {
            return self.within();
        }
        self.expect("on")?;
        self.moment()
    }

    /// `read by US: step …`, with `read` read.
    fn reading(&mut self, start: Span) -> Read<PhaseReading> {
        self.expect("by")?;
        let party = self.name("a party")?;
        self.expect_kind(TokenKind::Colon, "`:`")?;
        let word = self.span();
        let clause = if self.eat("step") {
            ReadClause::Step(Box::new(self.step(word)?))
        } else if self.eat("opens") {
            ReadClause::Opens(self.opening()?)
        } else if self.eat("closes") {
            ReadClause::Closes(self.closing()?)
        } else if self.eat("lapses") {
            ReadClause::Lapses(self.lapse()?)
        } else {
            return self.unknown_word(
                "A020",
                "clause that sides may read apart",
                ["step", "opens", "closes", "lapses"],
            );
        };
        Ok(PhaseReading { party, clause, span: self.since(start) })
    }

    /// `swap lift, ease for admit, cap, exposure US <= 800 million USD`, with `swap` read.
    pub(crate) fn swap(&mut self, start: Span) -> Read<Swap> {
        let give = self.plain_names("a step")?;
        self.expect("for")?;
        let take = self.plain_names("a step")?;
        let mut exposures = Vec::new();
        while self.tail("exposure") {
            exposures.push(self.exposure()?);
        }
        let name = give.iter().map(Name::as_str).collect::<Vec<_>>().join("+");
        let span = self.since(start);
        let head = Head { name: Name::new(name, span), span, whole: span, ..Head::default() };
        Ok(Swap { head, give, take, exposures })
    }

    /// Names up to a word that goes on with the line or starts another clause.
    fn plain_names(&mut self, what: &str) -> Read<Vec<Name>> {
        let mut names = vec![self.name(what)?];
        loop {
            let mark = self.mark();
            let tail = |word: &str| LINE_TAILS.contains(&word);
            if !self.list_goes_on() || self.word().is_some_and(tail) {
                self.back(mark);
                return Ok(names);
            }
            names.push(self.name(what)?);
        }
    }

    /// Reads a comma before `word`, if that is what comes; `word` stays unread.
    fn tail(&mut self, word: &str) -> bool {
        let mark = self.mark();
        let here = self.eat_kind(TokenKind::Comma) && self.is(word);
        if !here {
            self.back(mark);
        }
        here
    }

    /// `exposure US <= 800 million USD` or `exposure of US <= 14 days`.
    pub(crate) fn exposure(&mut self) -> Read<Exposure> {
        let start = self.expect("exposure")?;
        self.eat("of");
        let party = self.name("a party")?;
        let comparison = self.span();
        if self.expect_comparison()? != crate::ast::Comparison::AtMost {
            return self.fail(
                "A021",
                comparison,
                "an exposure is bounded from above".into(),
                Some("write `<=`".into()),
            );
        }
        let at_most = if self.number_is_time() {
            ExposureBound::Duration(self.duration()?)
        } else {
            ExposureBound::Amount(self.amount("a sum, an amount or a duration")?)
        };
        Ok(Exposure { party, at_most, span: self.since(start) })
    }

    /// Whether `14 days` and not `14 USD` stands here.
    fn number_is_time(&self) -> bool {
        let unit = self.second_word().unwrap_or("");
        matches!(
            unit,
            "hour"
                | "hours"
                | "day"
                | "days"
                | "week"
                | "weeks"
                | "month"
                | "months"
                | "year"
                | "years"
                | "working"
        )
    }

    /// `scale W1 by progress of blend, at least 10 %, at most 100 %`, with `scale` read.
    pub(crate) fn scale(&mut self, start: Span) -> Read<Scale> {
        let what = self.name("a waiver, dial or escrow")?;
        self.expect("by progress of")?;
        let progress_of = self.name("a step")?;
        let (mut at_least, mut at_most) = (None, None);
        while self.tail("at") {
            let clause = self.advance();
            let least = self.eat("least");
            if !least {
                self.expect("most")?;
            }
            let percent = self.percent()?;
            self.fill(if least { &mut at_least } else { &mut at_most }, percent, clause)?;
        }
        let span = self.since(start);
        let head = Head { name: what.clone(), span, whole: span, ..Head::default() };
        Ok(Scale { head, what, progress_of, at_least, at_most })
    }

    /// `freeze range for listing in missiles { … }`, with `freeze` read.
    pub(crate) fn freeze(&mut self, start: Span, whole: Span) -> Read<Freeze> {
        let name = self.name("what is frozen")?;
        self.expect("for")?;
        let against = self.name("what is frozen in return")?;
        let head = self.head(name, start, whole)?;
        let mut it = Freeze { head, against, ..Freeze::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "freeze", &mut it, |p, it, keyword, _| p.freeze_clause(it, keyword));
        Ok(it)
    }

    fn freeze_clause(&mut self, it: &mut Freeze, keyword: &str) -> Read<()> {
        if self.common_clause(&mut it.head)? {
            return Ok(());
        }
        match keyword {
            "until" => {
                self.advance();
                it.until = Some(self.moment()?);
            }
            "either" | "any" | "all" if self.is_leave() => it.leave = Some(self.leave()?),
            _ => self.duty_clause(&it.head, &mut it.duties)?,
        }
        Ok(())
    }

    /// Whether `either may` or `any signatory may` stands here.
    fn is_leave(&self) -> bool {
        self.second_word() == Some("may") || self.third_word() == Some("may")
    }

    /// `either may leave with notice 30 days`
    fn leave(&mut self) -> Read<Leave> {
        let start = self.span();
        let who = self.who()?;
        self.expect("may leave")?;
        let noticed = self.eat_all(&["with", "notice"]) || self.eat_all(&["on", "notice"]);
        let notice = if noticed { Some(self.duration()?) } else { None };
        Ok(Leave { who, notice, span: self.since(start) })
    }

    pub(crate) fn mutual(&mut self, head: Head) -> Mutual {
        let mut it = Mutual { head, ..Mutual::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "mutual", &mut it, |p, it, keyword, _| p.mutual_clause(it, keyword));
        it
    }

    fn mutual_clause(&mut self, it: &mut Mutual, keyword: &str) -> Read<()> {
        if self.common_clause(&mut it.head)? {
            return Ok(());
        }
        match keyword {
            "saves" => it.saves = Some(self.self_defence()?),
            "reviewed" => it.review = Some(self.review()?),
            "consult" => {
                self.expect("consult within")?;
                it.consult_within = Some(self.duration()?);
                self.eat_all(&["if", "an", "outsider", "acts"]);
            }
            _ => self.duty_clause(&it.head, &mut it.duties)?,
        }
        Ok(())
    }
}
