//! Disputes and snapbacks.

use crate::ast::{Citing, Dispute, Head, Settled, Silence, Snapback, SpanOnly, Stage, Stopped};
use crate::lexer::TokenKind;

use super::cursor::{Parser, Read};

impl Parser<'_> {
    pub(crate) fn dispute(&mut self, head: Head) -> Dispute {
        let errors = self.report.errors();
        let mut it = Dispute { head, ..Dispute::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "dispute", &mut it, |p, it, keyword, _| {
            p.dispute_clause(it, keyword)
        });
        self.require(errors, &it.head.name, it.head.span, &[(!it.stages.is_empty(), "stage")]);
        it
    }

    fn dispute_clause(&mut self, it: &mut Dispute, keyword: &str) -> Read<()> {
        if self.common_clause(&mut it.head)? {
            return Ok(());
        }
        match keyword {
            "opened" => {
                self.expect("opened by")?;
                it.opened_by = self.whos()?;
                if self.eat("against") {
                    it.against = self.whos()?;
                }
            }
            "stage" => it.stages.push(self.stage()?),
            "settled" => {
                self.expect("settled when")?;
                it.settled = Some(self.settled()?);
            }
            "silence" => {
                self.expect("silence means")?;
                it.silence = Some(self.silence()?);
            }
            _ => {
                self.advance();
                return self.dispute_word(it, keyword);
            }
        }
        Ok(())
    }

    fn dispute_word(&mut self, it: &mut Dispute, keyword: &str) -> Read<()> {
        match keyword {
            "against" => it.against = self.whos()?,
            "citing" => it.citing = Some(self.citing()?),
            "then" => it.then.push(self.outcome()?),
            _ => it.window = Some(self.duration()?),
        }
        Ok(())
    }

    /// `a step`, `an article`, or steps by name.
    fn citing(&mut self) -> Read<Citing> {
        if self.eat_all(&["a", "step"]) || self.eat_all(&["an", "article"]) {
            return Ok(Citing::Any);
        }
        Ok(Citing::Names(self.names("a step")?))
    }

    /// `stage ministers if any signatory asks, 15 days, extended by consensus`
    fn stage(&mut self) -> Read<Stage> {
        let start = self.expect("stage")?;
        let name = self.name("the name of the stage")?;
        let mut stage = Stage {
            name,
            body: None,
            length: None,
            extended_by_consensus: false,
            if_asked_by: Vec::new(),
            beside: None,
            instead_of: None,
            only_after: None,
            advises: false,
            span: start,
        };
        while self.stage_word(&mut stage)? {}
        stage.span = self.since(start);
        if stage.length.is_none() {
            let message = format!("stage `{}` has no length", stage.name);
            return self.fail(
                "A023",
                stage.span,
                message,
                Some("say how long it takes, such as `15 days`".into()),
            );
        }
        Ok(stage)
    }

    fn stage_word(&mut self, stage: &mut Stage) -> Read<bool> {
        let mark = self.mark();
        self.eat_kind(TokenKind::Comma);
        if matches!(self.kind(), Some(TokenKind::Number | TokenKind::OpenBracket)) {
            let start = self.span();
            let length = self.duration()?;
            self.fill(&mut stage.length, length, start)?;
            return Ok(true);
        }
        match self.word() {
            Some("extended") => {
                self.expect("extended by consensus")?;
                stage.extended_by_consensus = true;
            }
            Some("if") => stage.if_asked_by = self.asked_by()?,
            Some("beside" | "instead") => self.beside(stage)?,
            Some("only") => {
                self.expect("only after")?;
                stage.only_after = Some(self.name("a stage")?);
            }
            Some("advises") => {
                self.advance();
                stage.advises = true;
            }
            Some("before") => {
                self.advance();
                stage.body = Some(self.name("a body")?);
            }
            _ => {
                self.back(mark);
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// `if complainant or respondent asks`
    fn asked_by(&mut self) -> Read<Vec<crate::ast::Who>> {
        self.expect("if")?;
        let mut who = vec![self.who()?];
        while self.eat("or") {
            who.push(self.who()?);
        }
        self.expect("asks")?;
        Ok(who)
    }

    /// `beside ministers`, `instead of ministers`, `beside or instead of ministers`
    fn beside(&mut self, stage: &mut Stage) -> Read<()> {
        let beside = self.eat("beside");
        let instead = if beside {
            self.eat_all(&["or", "instead", "of"])
        } else {
            self.eat_all(&["instead", "of"])
        };
        let name = self.name("a stage")?;
        if instead {
            stage.instead_of = Some(name.clone());
        }
        if beside {
            stage.beside = Some(name);
        }
        Ok(())
    }

    /// `complainant says so`, `both say so`, or a condition.
    fn settled(&mut self) -> Read<Settled> {
        let mark = self.mark();
        if let Ok(who) = self.quietly(Self::who)
            && (self.eat_all(&["says", "so"]) || self.eat_all(&["say", "so"]))
        {
            return Ok(Settled::SaysSo(vec![who]));
        }
        self.back(mark);
        Ok(Settled::When(self.condition()?))
    }

    /// Tries to read something; what it would report is not reported.
    fn quietly<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<T> {
        let report = std::mem::take(&mut self.report);
        let it = read(self);
        self.report = report;
        it
    }

    fn silence(&mut self) -> Read<(Silence, SpanOnly)> {
        let known = ["exhausted", "settled", "continues", "restores"];
        let silence = match self.word() {
            Some("exhausted") => Silence::Exhausted,
            Some("settled") => Silence::Settled,
            Some("continues") => Silence::Continues,
            Some("restores") => Silence::Restores,
            _ => return self.unknown_word("A035", "meaning of silence", known),
        };
        Ok((silence, SpanOnly(self.advance())))
    }

    pub(crate) fn snapback(&mut self, head: Head) -> Snapback {
        let errors = self.report.errors();
        let mut it = Snapback { head, ..Snapback::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "snapback", &mut it, |p, it, keyword, _| {
            p.snapback_clause(it, keyword)
        });
        let wanted = [(!it.started_by.is_empty(), "started by"), (it.runs.is_some(), "runs")];
        self.require(errors, &it.head.name, it.head.span, &wanted);
        it
    }

    fn snapback_clause(&mut self, it: &mut Snapback, keyword: &str) -> Read<()> {
        if self.common_clause(&mut it.head)? {
            return Ok(());
        }
        match keyword {
            "started" => {
                self.expect("started by")?;
                it.started_by = self.whos()?;
            }
            "not" => {
                self.expect("not withdrawn")?;
                it.not_withdrawn = true;
            }
            "by" => {
                self.expect("by notice to")?;
                it.notice_to = Some(self.name("who is notified")?);
                if self.eat("stating") {
                    it.stating = Some(self.words("what the notice states")?);
                }
            }
            "stopped" => it.stopped = Some(self.stopped()?),
            _ => {
                self.advance();
                return self.snapback_word(it, keyword);
            }
        }
        Ok(())
    }

    fn snapback_word(&mut self, it: &mut Snapback, keyword: &str) -> Read<()> {
        match keyword {
            "stating" => it.stating = Some(self.words("what the notice states")?),
            "after" => it.after = self.names("a dispute")?,
            "citing" => it.citing = Some(self.citing()?),
            "runs" => it.runs = Some(self.duration()?),
            "restores" => it.restores = self.restorations()?,
            "spares" => it.spares = self.things("what is spared")?,
            _ => it.then.push(self.outcome()?),
        }
        Ok(())
    }

    /// `stopped only if complainant withdraws it`, `stopped only if Council adopts "…"`
    fn stopped(&mut self) -> Read<Stopped> {
        let start = self.expect("stopped only if")?;
        let who = self.who()?;
        let adopts = if self.eat("adopts") {
            Some(self.words("the decision")?)
        } else {
            self.expect("withdraws it")?;
            None
        };
        Ok(Stopped { who, adopts, span: self.since(start) })
    }
}
