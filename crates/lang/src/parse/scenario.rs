//! Worked examples.

use crate::ast::{Claim, Fact, Head, Move, Number, Scenario, SpanOnly, State};
use crate::lexer::TokenKind;

use super::condition::state;
use super::cursor::{Parser, Read};

impl Parser<'_> {
    pub(crate) fn scenario(&mut self, head: Head) -> Scenario {
        let mut it = Scenario { head, ..Scenario::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "scenario", &mut it, |p, it, keyword, _| {
            if p.common_clause(&mut it.head)? {
                return Ok(());
            }
            let start = p.advance();
            match keyword {
                "given" => it.given.append(&mut p.facts()?),
                "when" => {
                    let facts = p.facts()?;
                    it.moves.push(Move::When(facts, SpanOnly(p.since(start))));
                }
                _ => {
                    let claims = p.claims()?;
                    it.moves.push(Move::Then(claims, SpanOnly(p.since(start))));
                }
            }
            Ok(())
        });
        it
    }

    fn facts(&mut self) -> Read<Vec<Fact>> {
        let mut facts = vec![self.fact()?];
        loop {
            let mark = self.mark();
            let joined = self.eat_kind(TokenKind::Comma) || self.eat("and");
            let clause = self.word().is_some_and(|word| self.starts_clause(word));
            if !joined || clause || self.at_end() {
                self.back(mark);
                return Ok(facts);
            }
            facts.push(self.fact()?);
        }
    }

    fn fact(&mut self) -> Read<Fact> {
        if let Some(finding) = self.later_finding()? {
            return Ok(Fact::Finding(finding));
        }
        if matches!(self.kind(), Some(TokenKind::Number | TokenKind::OpenBracket)) {
            let length = self.duration()?;
            if !self.eat("pass") {
                self.expect("passes")?;
            }
            return Ok(Fact::Passes(length));
        }
        if self.is_kind(TokenKind::Date) || self.is("day") {
            return Ok(Fact::Day(self.moment()?));
        }
        if self.eat("casualties") {
            return Ok(Fact::Casualties(self.whole("a number of casualties")?));
        }
        self.named_fact()
    }

    fn named_fact(&mut self) -> Read<Fact> {
        let name = self.name("a fact")?;
        let is_comparison =
            matches!(self.kind(), Some(TokenKind::Compare(crate::ast::Comparison::Equal)));
        if is_comparison {
            self.advance();
        }
        if matches!(self.kind(), Some(TokenKind::Number)) {
            return Ok(Fact::Value(name, self.amount("an amount")?));
        }
        if self.eat("at") {
            return Ok(Fact::Level(name, self.whole("a level")?));
        }
        if self.eat_all(&["in", "force"]) {
            return Ok(Fact::State(name, State::InForce));
        }
        if let Some(state) = self.word().and_then(state) {
            self.advance();
            return Ok(Fact::State(name, state));
        }
        self.deed_fact(name)
    }

    /// `Coastal attacks in Gulf`, `US turns relief to 1`, `Iran breaches cap`.
    fn deed_fact(&mut self, actor: crate::ast::Name) -> Read<Fact> {
        let verb = self.name("what is done")?;
        if self.is("in") || self.at_end() || self.is_kind(TokenKind::Comma) {
            return Ok(Fact::Occurs { actor, act: verb, zone: self.zone()? });
        }
        let what = Some(self.name("what it is done to")?);
        let to: Option<Number> = if self.eat("to") { Some(self.whole("a level")?) } else { None };
        Ok(Fact::Does { actor, verb, what, to })
    }

    fn claims(&mut self) -> Read<Vec<Claim>> {
        let mut claims = vec![self.claim()?];
        loop {
            let mark = self.mark();
            let joined = self.eat_kind(TokenKind::Comma) || self.eat("and");
            let clause = self.word().is_none_or(|word| self.starts_clause(word));
            if !joined || clause {
                self.back(mark);
                return Ok(claims);
            }
            claims.push(self.claim()?);
        }
    }

    fn claim(&mut self) -> Read<Claim> {
        let start = self.span();
        if self.eat_all(&["it", "is", "void"]) {
            return Ok(Claim::Void(SpanOnly(self.since(start))));
        }
        if self.eat_all(&["it", "is", "no", "breach"]) {
            return Ok(Claim::Verdict { breach_of: None, span: self.since(start) });
        }
        if self.eat_all(&["it", "is", "a", "breach", "of"]) {
            let breach_of = Some(self.name("a step")?);
            return Ok(Claim::Verdict { breach_of, span: self.since(start) });
        }
        if self.starts_power() {
            return Ok(Claim::Power(self.power()?));
        }
        Ok(Claim::State(self.condition()?))
    }
}
