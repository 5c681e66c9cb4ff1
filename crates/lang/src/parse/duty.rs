//! Duties: who, with what force, when, how proved. What they ask for is in [`super::act`].

use crate::ast::{Effort, Force, Head, Manner, Name, Step, Undo, Verification, Who};
use crate::lexer::TokenKind;
use crate::span::Span;

use super::cursor::{Parser, Read, Reported};

/// No duty names more obligors, commas counted, than this; a longer list is not looked through.
const MOST_OBLIGORS: usize = 64;

impl Parser<'_> {
    /// `step NAME "title" [in WORKSTREAM]: US must …`, with `step` already read.
    pub(crate) fn step(&mut self, start: Span) -> Read<Step> {
        let name = self.name("the name of the step")?;
        let mut head = Head { name, title: self.title(), ..Head::default() };
        if self.eat("in") {
            head.workstream = Some(self.name("a workstream")?);
        }
        head.span = self.since(start);
        self.expect_kind(TokenKind::Colon, "`:`")?;
        self.duty(head, start)
    }

    /// A duty without a name of its own, in a freeze or a `mutual` block.
    pub(crate) fn unnamed_duty(&mut self, of: &Head, number: usize) -> Read<Step> {
        let start = self.span();
        let name = Name::new(format!("{}.{number}", of.name), start);
        let workstream = of.workstream.clone();
        let head = Head { name, workstream, span: start, ..Head::default() };
        self.duty(head, start)
    }

    fn duty(&mut self, mut head: Head, start: Span) -> Read<Step> {
        let obligors = self.obligors()?;
        let force = self.force()?;
        let effort = self.effort()?;
        let act = self.act(force, effort)?;
        let mut manner = Manner::default();
        while self.manner(&mut manner, &mut head)? {}
        head.whole = self.since(start);
        Ok(Step { head, obligors, force, effort, act, manner })
    }

    /// `US, Iran` before `must`; nobody in a `mutual` block.
    fn obligors(&mut self) -> Read<Vec<Who>> {
        let mut obligors = Vec::new();
        while !matches!(self.word(), Some("must" | "will" | "may" | "has")) {
            obligors.push(self.who()?);
            if !(self.eat_kind(TokenKind::Comma) || self.eat("and")) {
                break;
            }
        }
        Ok(obligors)
    }

    fn force(&mut self) -> Read<Force> {
        let must = self.eat("must");
        if !must && !self.eat("will") {
            return self.no_force();
        }
        Ok(match (must, self.eat("not")) {
            (true, false) => Force::Must,
            (true, true) => Force::MustNot,
            (false, false) => Force::Will,
            (false, true) => Force::WillNot,
        })
    }

    fn no_force<T>(&mut self) -> Read<T> {
        if self.is("may") && self.second_word() == Some("not") {
            return Err(Reported); // refused already, wherever it stands
        }
        let help = match self.word() {
            Some("shall" | "should" | "agrees" | "undertakes") => {
                "a duty is said with `must`, or `will` in a political text"
            }
            Some("may") => {
                "a power stands in a red line, a dispute or after `if missed`; a step is a duty: `must`"
            }
            _ => "say who, then `must`: `US must grant W1`",
        };
        let message = format!("`must` is expected here, not {}", self.here());
        self.fail("A021", self.span(), message, Some(help.into()))
    }

    fn effort(&mut self) -> Read<Effort> {
        if self.eat("use") {
            self.expect("best efforts to")?;
            return Ok(Effort::BestEfforts);
        }
        Ok(if self.eat("ensure") { Effort::Ensure } else { Effort::Act })
    }

    /// Reads one word of manner, after a comma or not.
    fn manner(&mut self, manner: &mut Manner, head: &mut Head) -> Read<bool> {
        let mark = self.mark();
        self.eat_kind(TokenKind::Comma);
        let read = match self.word() {
            Some("by" | "from" | "until" | "within") => self.manner_time(manner),
            Some("after") => self.manner_after(manner),
            Some("verified") => self.verified(manner),
            Some("reversible" | "irreversible") => self.undo(manner),
            Some("survives") => self.survives(manner),
            Some("if") => self.consequence(manner),
            Some("left" | "accepting") => self.common_clause(head).map(|_| ()),
            _ => {
                self.back(mark);
                return Ok(false);
            }
        };
        read.map(|()| true)
    }

    fn manner_time(&mut self, manner: &mut Manner) -> Read<()> {
        let start = self.span();
        let word = self.word().unwrap_or("");
        if word == "within" {
            let moment = self.within()?;
            return self.fill(&mut manner.by, moment, start);
        }
        self.advance();
        let moment = self.moment()?;
        let place = match word {
            "by" => &mut manner.by,
            "from" => &mut manner.from,
            _ => &mut manner.until,
        };
        self.fill(place, moment, start)
    }

    /// Fills a place that may be filled once.
    pub(crate) fn fill<T>(&mut self, place: &mut Option<T>, value: T, start: Span) -> Read<()> {
        if place.is_none() {
            *place = Some(value);
            return Ok(());
        }
        let said = self.since(start);
        let message = format!("`{}` says again what the clause has said", self.text(said));
        self.fail("A022", said, message, Some("keep one of the two".into()))
    }

    fn manner_after(&mut self, manner: &mut Manner) -> Read<()> {
        let start = self.advance();
        let condition = self.condition()?;
        self.fill(&mut manner.after, condition, start)
    }

    fn verified(&mut self, manner: &mut Manner) -> Read<()> {
        let start = self.advance();
        self.expect("by")?;
        let body = self.name("a body")?;
        let mut verification = Verification { body, within: None, on: None, span: start };
        while self.is("within") || self.is("on") {
            if self.eat("on") {
                verification.on = Some(self.name("a subject")?);
            } else {
                self.advance();
                verification.within = Some(self.duration()?);
            }
        }
        verification.span = self.since(start);
        manner.verified.push(verification);
        Ok(())
    }

    fn undo(&mut self, manner: &mut Manner) -> Read<()> {
        let start = self.span();
        let within = if self.eat("irreversible") {
            None
        } else {
            self.expect("reversible in")?;
            Some(self.duration()?)
        };
        let undo = Undo { within, span: self.since(start) };
        self.fill(&mut manner.undo, undo, start)
    }

    fn survives(&mut self, manner: &mut Manner) -> Read<()> {
        self.expect("survives phase")?;
        manner.survives = true;
        Ok(())
    }

    /// `if missed US may …`, `if met US may …`.
    fn consequence(&mut self, manner: &mut Manner) -> Read<()> {
        self.advance();
        let met = self.eat("met");
        if !met {
            self.expect("missed")?;
        }
        self.eat_kind(TokenKind::Colon);
        let power = self.power()?;
        if met {
            manner.if_met.push(power)
        } else {
            manner.if_missed.push(power)
        }
        Ok(())
    }

    /// The duties of a block in which other clauses stand too: reads one duty line if the
    /// clause is one.
    pub(crate) fn duty_clause(&mut self, of: &Head, duties: &mut Vec<Step>) -> Read<()> {
        let start = self.span();
        let step = if self.eat("step") {
            self.step(start)?
        } else {
            self.unnamed_duty(of, duties.len() + 1)?
        };
        duties.push(step);
        Ok(())
    }

    /// Whether `must` or `will` comes after names alone: `US, Iran must …`.
    pub(crate) fn is_duty(&self) -> bool {
        for token in self.rest().iter().take(MOST_OBLIGORS) {
            match (token.kind, self.text(token.span)) {
                (TokenKind::Word, "must" | "will") => return true,
                (TokenKind::Word | TokenKind::Comma | TokenKind::Newline, _) => (),
                _ => return false,
            }
        }
        false
    }
}
