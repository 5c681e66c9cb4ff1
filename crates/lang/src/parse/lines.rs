//! Red lines and inquiries.

use crate::ast::{
    Condition, ConditionKind, CoolDown, Domain, Head, Inquiry, Level, LevelWhen, Redline, Review,
    SelfDefence, State,
};
use crate::lexer::TokenKind;

use super::cursor::{Parser, Read};

impl Parser<'_> {
    pub(crate) fn redline(&mut self, head: Head) -> Redline {
        let errors = self.report.errors();
        let mut it = Redline { head, ..Redline::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "redline", &mut it, |p, it, keyword, _| {
            p.redline_clause(it, keyword)
        });
        self.require(errors, &it.head.name, it.head.span, &[(it.when.is_some(), "when")]);
        it
    }

    fn redline_clause(&mut self, it: &mut Redline, keyword: &str) -> Read<()> {
        if self.common_clause(&mut it.head)? {
            return Ok(());
        }
        match keyword {
            "live" => it.live = Some(self.live()?),
            "when" => {
                self.advance();
                it.when = Some(self.condition()?);
            }
            "domain" => it.domain = Some(self.domain()?),
            "level" => it.levels.push(self.rung()?),
            "answer" => {
                self.expect("answer must be")?;
                it.answer_must_be = self.names("a standard such as `proportionate`")?;
            }
            "never" => {
                self.expect("never touches")?;
                it.never_touches = self.names("a workstream")?;
            }
            "cool" => it.cool_down.push(self.cool_down()?),
            "saves" => it.saves = Some(self.self_defence()?),
            _ => it.review = Some(self.review()?),
        }
        Ok(())
    }

    /// `live from cap` (once it is live) or `live when …`.
    fn live(&mut self) -> Read<Condition> {
        self.expect("live")?;
        if self.eat("when") {
            return self.condition();
        }
        self.expect("from")?;
        let start = self.span();
        if matches!(self.kind(), Some(TokenKind::Date)) || self.is("day") {
            let moment = self.moment()?;
            return Ok(Condition { kind: ConditionKind::Passed(moment), span: self.since(start) });
        }
        let subject = self.name("a step")?;
        let kind = ConditionKind::State { subject, state: State::Live, by: None };
        Ok(Condition { kind, span: self.since(start) })
    }

    fn domain(&mut self) -> Read<Domain> {
        self.expect("domain")?;
        let domain = match self.word() {
            Some("kinetic") => Domain::Kinetic,
            Some("cyber") => Domain::Cyber,
            Some("seizure") => Domain::Seizure,
            Some("interference") => Domain::Interference,
            _ => {
                return self.unknown_word(
                    "A035",
                    "domain",
                    ["kinetic", "cyber", "seizure", "interference"],
                );
            }
        };
        self.advance();
        Ok(domain)
    }

    /// `level 1 when casualties = 0: US may …`
    fn rung(&mut self) -> Read<Level> {
        let start = self.expect("level")?;
        let number = self.whole("the number of the level")?;
        let when = if self.eat("when") { self.rung_when()? } else { LevelWhen::Any };
        self.expect_kind(TokenKind::Colon, "`:`")?;
        let answers = self.powers()?;
        Ok(Level { number, when, answers, span: self.since(start) })
    }

    fn rung_when(&mut self) -> Read<LevelWhen> {
        if self.eat("any") {
            return Ok(LevelWhen::Any);
        }
        if self.eat("casualties") {
            let comparison = self.expect_comparison()?;
            return Ok(LevelWhen::Casualties(comparison, self.whole("a number of casualties")?));
        }
        let condition = self.condition()?;
        Ok(match condition.kind {
            ConditionKind::Compare { quantity, comparison, bound, finding: None } => {
                LevelWhen::Value { quantity, comparison, bound }
            }
            kind => LevelWhen::Condition(Condition { kind, span: condition.span }),
        })
    }

    /// `cool down 72 hours before level 2`
    fn cool_down(&mut self) -> Read<CoolDown> {
        let start = self.expect("cool down")?;
        let length = self.duration()?;
        let before = self.eat_all(&["before", "level"]);
        let before_level = if before { Some(self.whole("the number of a level")?) } else { None };
        Ok(CoolDown { length, before_level, span: self.since(start) })
    }

    /// `saves self_defence against ongoing, imminent, claimed within 6 hours`
    pub(crate) fn self_defence(&mut self) -> Read<SelfDefence> {
        let start = self.expect("saves self_defence")?;
        let mut it = SelfDefence { against: Vec::new(), claimed_within: None, span: start };
        if self.eat("against") {
            it.against.push(self.name("a kind of attack")?);
        }
        loop {
            let mark = self.mark();
            let comma = self.eat_kind(TokenKind::Comma);
            if self.eat_all(&["claimed", "within"]) {
                it.claimed_within = Some(self.duration()?);
            } else if comma
                && !it.against.is_empty()
                && self.word().is_some_and(|word| !self.ends_list(word))
            {
                it.against.push(self.name("a kind of attack")?);
            } else {
                self.back(mark);
                it.span = self.since(start);
                return Ok(it);
            }
        }
    }

    /// `reviewed by JMC within 72 hours`
    pub(crate) fn review(&mut self) -> Read<Review> {
        let start = self.expect("reviewed by")?;
        let body = self.name("a body")?;
        let within = if self.eat("within") { Some(self.duration()?) } else { None };
        Ok(Review { body, within, span: self.since(start) })
    }

    pub(crate) fn inquiry(&mut self, head: Head) -> Inquiry {
        let errors = self.report.errors();
        let mut it = Inquiry { head, ..Inquiry::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "inquiry", &mut it, |p, it, keyword, _| {
            p.inquiry_clause(it, keyword)
        });
        self.require(errors, &it.head.name, it.head.span, &[(!it.about.is_empty(), "about")]);
        it
    }

    fn inquiry_clause(&mut self, it: &mut Inquiry, keyword: &str) -> Read<()> {
        if self.common_clause(&mut it.head)? {
            return Ok(());
        }
        self.advance();
        match keyword {
            "about" => it.about = self.names("a group and a quantity")?,
            "opened" => self.openings(it)?,
            "evidence" => it.evidence = self.names("what evidence must show")?,
            "answer" => {
                self.expect("within")?;
                it.answer_within = Some(self.duration()?);
            }
            "warning" => it.warning = true,
            "window" => it.window = Some(self.duration()?),
            _ => it.then.push(self.outcome()?),
        }
        Ok(())
    }

    /// `opened by claim or accusation`
    fn openings(&mut self, it: &mut Inquiry) -> Read<()> {
        self.expect("by")?;
        loop {
            if self.eat("claim") {
                self.eat_all(&["of", "autonomy"]);
                it.opened_by_claim = true;
            } else {
                self.expect("accusation")?;
                it.opened_by_accusation = true;
            }
            if !self.eat("or") {
                return Ok(());
            }
        }
    }
}
