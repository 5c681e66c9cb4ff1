//! Exchanges: persons for persons, by hash and never by name.

use crate::ast::{Exchange, ExchangeSide, Gate, Head};
use crate::lexer::TokenKind;

use super::cursor::{Parser, Read};

impl Parser<'_> {
    pub(crate) fn exchange(&mut self, head: Head) -> Exchange {
        let mut it = Exchange { head, ..Exchange::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "exchange", &mut it, |p, it, keyword, _| {
            p.exchange_clause(it, keyword)
        });
        it
    }

    fn exchange_clause(&mut self, it: &mut Exchange, keyword: &str) -> Read<()> {
        if self.common_clause(&mut it.head)? {
            return Ok(());
        }
        match keyword {
            "side" => it.sides.push(self.exchange_side()?),
            "prepare" => {
                self.advance();
                let step = self.unnamed_duty(&it.head, it.prepare.len() + 1)?;
                it.prepare.push(step);
            }
            "gate" => {
                self.advance();
                let body = self.name("who confirms")?;
                self.expect("confirms")?;
                it.gates.push(Gate { body, confirms: self.condition()? });
            }
            "hands" => {
                self.expect("hands over at")?;
                let place = self.words("a place")?;
                let within = if self.eat("within") { Some(self.duration()?) } else { None };
                if within.is_some() && self.eat("of") {
                    self.expect("gate")?;
                }
                it.hands_over = Some((place, within));
            }
            _ => {
                self.expect("decliners count")?;
                it.decliners_count = true;
            }
        }
        Ok(())
    }

    /// `side US holds 5 in annex "list-a" visible to US, Iran`
    fn exchange_side(&mut self) -> Read<ExchangeSide> {
        self.expect("side")?;
        let party = self.name("a party")?;
        self.expect("holds")?;
        let count = self.whole("how many")?;
        self.expect("in")?;
        if !self.is("annex") || self.second().is_none_or(|next| next.kind != TokenKind::Text) {
            return self.wanted("`annex` and its title; persons are never named,");
        }
        self.advance();
        let annex = self.words("the title of an annex")?;
        let visible_to = if self.is("visible") { self.visible_to()? } else { Vec::new() };
        Ok(ExchangeSide { party, count, annex, visible_to })
    }
}
