//! Lines of the beliefs file about enrichment and about oil.

use crate::ast::{Amount, Comparison, Name};
use crate::beliefs_ast::{Mark, OilRung, Programme, ProgrammeLine};
use crate::lexer::TokenKind;
use crate::units::{MaterialForm, Unit};

use super::cursor::{Parser, Read};

impl Parser<'_> {
    /// `capacity …`, `stock …`, `unaccounted …` or `expect breakout …`
    pub(crate) fn programme(&mut self) -> Read<Programme> {
        let start = self.span();
        let line = match self.word() {
            Some("capacity") => self.capacity()?,
            Some("stock") => self.stock()?,
            Some("unaccounted") => self.unaccounted()?,
            _ => self.expected_breakout()?,
        };
        let (because, mark) = self.grounds()?;
        let span = self.since(start);
        self.sourced(because.is_some(), mark, span);
        Ok(Programme { line, because, mark, span })
    }

    /// `capacity Iran: 7500 (7000 to 8000) SWU per year`
    fn capacity(&mut self) -> Read<ProgrammeLine> {
        self.advance();
        let party = self.party_of()?;
        let number = self.physical()?;
        let (unit, span) = self.unit()?;
        if unit != Unit::Swu {
            let help = Some("write `SWU per year`".into());
            return self.fail("A056", span, "capacity is counted in SWU per year".into(), help);
        }
        self.expect("per year")?;
        Ok(ProgrammeLine::Capacity { party, number })
    }

    /// `stock heu at 60 %U235` of the text, `stock Iran: 200 kg[U] at 3.67 %U235` beside it.
    fn stock(&mut self) -> Read<ProgrammeLine> {
        self.advance();
        let name = self.name("a quantity of the text, or whose stock")?;
        if self.eat_kind(TokenKind::Colon) {
            return self.lot(name, false);
        }
        Ok(ProgrammeLine::Level { quantity: name, level: self.assay()? })
    }

    fn unaccounted(&mut self) -> Read<ProgrammeLine> {
        self.advance();
        let party = self.party_of()?;
        self.lot(party, true)
    }

    fn lot(&mut self, party: Name, unaccounted: bool) -> Read<ProgrammeLine> {
        let number = self.physical()?;
        let (unit, span) = self.unit()?;
        if !matches!(unit, Unit::Mass(_, Some(MaterialForm::U | MaterialForm::UF6))) {
            let help = Some("write `kg[U]` or `kg[UF6]`".into());
            return self.fail("A056", span, "a stock is uranium or its hexafluoride".into(), help);
        }
        Ok(ProgrammeLine::Stock { party, number, unit, level: self.assay()?, unaccounted })
    }

    fn party_of(&mut self) -> Read<Name> {
        let party = self.name("a party")?;
        self.expect_kind(TokenKind::Colon, "`:`")?;
        Ok(party)
    }

    /// `at 60 %U235`
    fn assay(&mut self) -> Read<Amount> {
        self.expect("at")?;
        let level = self.amount("a level such as `60 %U235`")?;
        if level.unit != Unit::Enrichment {
            let help = Some("write `%U235`".into());
            return self.fail("A056", level.span, "a level is a share of U-235".into(), help);
        }
        Ok(level)
    }

    /// `expect breakout of Iran >= 90 days always`
    fn expected_breakout(&mut self) -> Read<ProgrammeLine> {
        self.expect("expect breakout of")?;
        let party = self.name("a party")?;
        self.expect_kind(TokenKind::Compare(Comparison::AtLeast), "`>=`")?;
        let at_least = self.duration()?;
        self.expect("always")?;
        Ok(ProgrammeLine::Expect { party, at_least })
    }

    /// `oil ended: exports`, `oil war: strait`
    pub(crate) fn oil_rung(&mut self) -> Read<OilRung> {
        self.expect("oil")?;
        let war = match self.word() {
            Some("war") => true,
            Some("ended") => false,
            _ => return self.unknown_word("A051", "state of the agreement", ["ended", "war"]),
        };
        self.advance();
        self.expect_kind(TokenKind::Colon, "`:`")?;
        let rung = self.name("a rung of supply at risk")?;
        Ok(OilRung { war, rung, because: self.because()? })
    }

    /// Marks A and B rest on a source that is named.
    pub(crate) fn sourced(&mut self, because: bool, mark: Mark, span: crate::span::Span) {
        if !because && matches!(mark, Mark::A | Mark::B) {
            let message = "a number marked A or B rests on a source that is not named".into();
            let help = "add `because \"…\"`, or mark it `judgement`";
            self.error("A057", span, message, Some(help.into()));
        }
    }
}
