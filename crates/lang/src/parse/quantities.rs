//! Workstreams, quantities, zones, annexes.

use crate::ast::{
    Annex, Decouple, Head, Name, Number, Quantity, Range, SpanOnly, Workstream, Zone,
};
use crate::lexer::TokenKind;
use crate::span::Span;

use super::cursor::{Parser, Read};

impl Parser<'_> {
    pub(crate) fn workstream(&mut self, head: Head) -> Workstream {
        let mut it = Workstream { head, ..Workstream::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "workstream", &mut it, |p, it, keyword, _| {
            match keyword {
                "holds" => {
                    p.advance();
                    it.holds = p.names("what it holds")?;
                }
                "visible" => it.visible_to = p.visible_to()?,
                _ => _ = p.common_clause(&mut it.head)?,
            }
            Ok(())
        });
        it
    }

    /// `visible to US, Iran`
    pub(crate) fn visible_to(&mut self) -> Read<Vec<Name>> {
        self.expect("visible to")?;
        self.names("a reader")
    }

    /// `decouple nuclear from regional, trade`, with `decouple` read.
    pub(crate) fn decouple(&mut self, start: Span, whole: Span) -> Read<Decouple> {
        let workstream = self.name("a workstream")?;
        self.expect("from")?;
        let from = self.names("a workstream")?;
        let head =
            Head { name: workstream.clone(), span: self.since(start), whole, ..Head::default() };
        Ok(Decouple { head, workstream, from })
    }

    pub(crate) fn quantity(&mut self, head: Head) -> Quantity {
        let errors = self.report.errors();
        let mut it = Quantity { head, ..Quantity::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "quantity", &mut it, |p, it, keyword, _| {
            p.quantity_clause(it, keyword)
        });
        let unit = it.unit.is_some() || !it.grades.is_empty();
        self.require(errors, &it.head.name, it.head.span, &[(unit, "unit")]);
        it
    }

    fn quantity_clause(&mut self, it: &mut Quantity, keyword: &str) -> Read<()> {
        if self.common_clause(&mut it.head)? {
            return Ok(());
        }
        self.advance();
        match keyword {
            "of" => it.of = Some(self.who()?),
            "made" => {
                self.expect("by")?;
                it.made_by = Some(self.name("who makes it")?);
            }
            "held" => {
                self.expect("at")?;
                it.held_at = Some(self.thing("where it is held")?);
            }
            "owned" => {
                self.expect("by")?;
                it.owned_by = Some(self.name("who owns it")?);
            }
            "unit" => {
                let (unit, span) = self.unit()?;
                it.unit = Some((unit, SpanOnly(span)));
            }
            "observed" => {
                self.expect("by")?;
                it.observed_by = self.names("a body")?;
            }
            _ => return self.quantity_numbers(it, keyword),
        }
        Ok(())
    }

    fn quantity_numbers(&mut self, it: &mut Quantity, keyword: &str) -> Read<()> {
        match keyword {
            "band" => it.band = Some(self.range()?),
            "unaccounted" => it.unaccounted = Some(self.range()?),
            "baseline" => it.baseline = Some(self.amount("an amount")?),
            "rate" => {
                self.expect("at most")?;
                it.rate_at_most = Some(self.per_period()?);
            }
            _ => {
                it.grades.push(self.name("a grade")?);
                while self.eat_kind(TokenKind::Compare(crate::ast::Comparison::Below)) {
                    it.grades.push(self.name("a grade")?);
                }
            }
        }
        Ok(())
    }

    fn range(&mut self) -> Read<Range> {
        let start = self.span();
        let (low, high) = self.amounts("a range such as `0 to 3.67 %U235`")?;
        Ok(Range { low, high, span: self.since(start) })
    }

    pub(crate) fn zone_article(&mut self, head: Head) -> Zone {
        let mut it = Zone { head, ..Zone::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "zone", &mut it, |p, it, keyword, _| {
            if p.common_clause(&mut it.head)? {
                return Ok(());
            }
            p.advance();
            match keyword {
                "annex" => it.annex = Some(p.words("the title of an annex")?),
                "contains" => it.contains = p.names("a zone")?,
                _ => it.polygon = p.polygon()?,
            }
            Ok(())
        });
        it
    }

    /// `26.1 56.0, 26.4 56.5`: latitude and longitude.
    fn polygon(&mut self) -> Read<Vec<(Number, Number)>> {
        let mut corners = vec![self.corner()?];
        loop {
            let mark = self.mark();
            let more = self.eat_kind(TokenKind::Comma)
                && matches!(self.kind(), Some(TokenKind::Number | TokenKind::Minus));
            if !more {
                self.back(mark);
                return Ok(corners);
            }
            corners.push(self.corner()?);
        }
    }

    fn corner(&mut self) -> Read<(Number, Number)> {
        Ok((self.number("a latitude")?, self.number("a longitude")?))
    }

    pub(crate) fn annex(&mut self, head: Head) -> Annex {
        let mut it = Annex { head, ..Annex::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "annex", &mut it, |p, it, keyword, _| {
            match keyword {
                "hash" => {
                    p.advance();
                    it.hash = Some(p.words("a hash")?);
                }
                "visible" => it.visible_to = p.visible_to()?,
                _ => _ = p.common_clause(&mut it.head)?,
            }
            Ok(())
        });
        it
    }
}
