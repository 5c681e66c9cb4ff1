//! Notices, channels, statements, safe harbours, undertakings, recognitions.

use crate::ast::{
    Channel, Head, Lapse, Name, Notice, Recognises, Statement, ToleratedAct, Tolerates, Undertaking,
};
use crate::lexer::TokenKind;
use crate::span::Span;

use super::cursor::{Parser, Read};

impl Parser<'_> {
    pub(crate) fn notice(&mut self, head: Head) -> Notice {
        let mut it = Notice { head, mutual: self.eat("mutual"), ..Notice::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "notice", &mut it, |p, it, keyword, _| p.notice_clause(it, keyword));
        it
    }

    fn notice_clause(&mut self, it: &mut Notice, keyword: &str) -> Read<()> {
        if self.common_clause(&mut it.head)? {
            return Ok(());
        }
        self.advance();
        match keyword {
            "by" => it.by = self.whos()?,
            "of" => {
                it.of = self.names("an act")?;
                it.zone = self.zone()?;
            }
            "to" => it.to = self.whos()?,
            "broadcast" => {
                self.expect("by")?;
                it.broadcast_by = Some(self.name("a means")?);
            }
            "via" => it.via = Some(self.name("a channel")?),
            "at" => {
                self.expect("least")?;
                it.at_least = Some(self.duration()?);
                self.expect("before")?;
            }
            "normally" => {
                it.normally = Some(self.duration()?);
                self.expect("before")?;
            }
            "states" => it.states = self.names("what it states")?,
            "proof" => it.proof = Some(self.words("what proves it")?),
            "late" => it.late_means = Some(self.lapse_of_notice()?),
            _ => it.none_means = Some(self.lapse_of_notice()?),
        }
        Ok(())
    }

    fn lapse_of_notice(&mut self) -> Read<Lapse> {
        self.expect("means")?;
        let lapse = match self.word() {
            Some("irregularity") => Lapse::Irregularity,
            Some("nonperformance") => Lapse::Nonperformance,
            _ => {
                return self.unknown_word(
                    "A035",
                    "consequence",
                    ["irregularity", "nonperformance"],
                );
            }
        };
        self.advance();
        Ok(lapse)
    }

    pub(crate) fn channel(&mut self, head: Head) -> Channel {
        let mut it = Channel { head, ..Channel::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "channel", &mut it, |p, it, keyword, _| {
            if p.common_clause(&mut it.head)? {
                return Ok(());
            }
            p.advance();
            match keyword {
                "between" => it.between = p.names("who talks")?,
                "via" => it.via = p.names("an intermediary")?,
                "acknowledge" => {
                    p.expect("within")?;
                    it.acknowledge_within = Some(p.duration()?);
                }
                "keepalive" => {
                    p.expect("every")?;
                    it.keepalive_every = Some(p.period()?);
                }
                _ => it.fallback = Some(p.name("another way")?),
            }
            Ok(())
        });
        it
    }

    pub(crate) fn statement(&mut self, head: Head) -> Statement {
        let mut it = Statement { head, ..Statement::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "statement", &mut it, |p, it, keyword, _| {
            match keyword {
                "by" => {
                    p.advance();
                    it.by = p.whos()?;
                }
                "text" => {
                    p.advance();
                    let language =
                        if p.word().is_some() { Some(p.name("a language code")?) } else { None };
                    it.text.push((language, p.words("the text")?));
                }
                "creates" => {
                    p.expect("creates no duty")?;
                    it.creates_no_duty = true;
                }
                _ => _ = p.common_clause(&mut it.head)?,
            }
            Ok(())
        });
        it
    }

    /// The block of `tolerates` holds acts, not keywords, so it is read by itself.
    pub(crate) fn tolerates(&mut self, head: Head) -> Tolerates {
        let mut it = Tolerates { head, ..Tolerates::default() };
        for clause in self.take_block() {
            self.enter(clause);
            while !self.at_end() {
                if self.eat_kind(TokenKind::Comma) {
                    continue;
                }
                self.start_clause();
                if self.tolerated(&mut it).is_err() {
                    self.skip_clause();
                }
            }
            self.left_block();
        }
        it
    }

    /// `up to 6 designations per 90 days by US`, `exercises by US, Iran in Gulf`
    fn tolerated(&mut self, it: &mut Tolerates) -> Read<()> {
        if self.common_clause(&mut it.head)? {
            return Ok(());
        }
        let start = self.span();
        let up_to = if self.eat_all(&["up", "to"]) { Some(self.whole("how many")?) } else { None };
        let act = self.name("an act")?;
        let per = if self.eat("per") { Some(self.period()?) } else { None };
        let by = if self.eat("by") { self.tolerated_by()? } else { Vec::new() };
        let zone = self.zone()?;
        it.acts.push(ToleratedAct { act, up_to, per, by, zone, span: self.since(start) });
        Ok(())
    }

    /// Names up to one that `by` or `per` follows: that one is the next act.
    fn tolerated_by(&mut self) -> Read<Vec<crate::ast::Who>> {
        let mut all = vec![self.who()?];
        loop {
            let mark = self.mark();
            let more = self.list_goes_on()
                && !self.is("up")
                && !matches!(self.second_word(), Some("by" | "per"));
            if !more {
                self.back(mark);
                return Ok(all);
            }
            all.push(self.who()?);
        }
    }

    pub(crate) fn undertaking(&mut self, head: Head) -> Undertaking {
        let mut it = Undertaking { head, ..Undertaking::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "undertaking", &mut it, |p, it, keyword, _| {
            match keyword {
                "by" => {
                    p.advance();
                    it.by = Some(p.name("a party")?);
                }
                "revocable" => {
                    p.advance();
                    it.revocable = true;
                    it.notice =
                        if p.eat_all(&["on", "notice"]) { Some(p.duration()?) } else { None };
                }
                "mirrored" => {
                    p.expect("mirrored by")?;
                    it.mirrored_by = Some(p.name("an undertaking")?);
                }
                "" => _ = p.common_clause(&mut it.head)?,
                _ => p.duty_clause(&it.head, &mut it.duties)?,
            }
            Ok(())
        });
        it
    }

    /// `recognises "rights under NPT art. IV", creates no duty`, with `recognises` read.
    pub(crate) fn recognises(&mut self, start: Span, whole: Span) -> Read<Recognises> {
        let what = self.words("what is recognised")?;
        let mark = self.mark();
        self.eat_kind(TokenKind::Comma);
        let creates_no_duty = self.eat_all(&["creates", "no", "duty"]);
        if !creates_no_duty {
            self.back(mark);
        }
        let name = Name::new(what.text.clone(), what.span);
        let head = Head { name, span: self.since(start), whole, ..Head::default() };
        Ok(Recognises { head, what, creates_no_duty })
    }
}
