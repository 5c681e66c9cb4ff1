//! Lines of the beliefs file about what presses on a party at home, and about what forces are worth.

use crate::ast::Name;
use crate::beliefs_ast::{Believed, Election, FlowPer, Key, MoneyOf, Odds};
use crate::lexer::TokenKind;

use super::cursor::{Parser, Read};

impl Parser<'_> {
    /// `inflow …`, `need …` or `reserves …`
    pub(crate) fn money(&mut self) -> Read<(Key, Believed)> {
        let word = self.word().unwrap_or("").to_owned();
        self.advance();
        let party = self.name("a party")?;
        self.expect_kind(TokenKind::Colon, "`:`")?;
        let number = self.physical()?;
        self.expect("billion USD")?;
        if word == "reserves" {
            return Ok((Key::Money { party, of: MoneyOf::Reserves }, number));
        }
        self.expect("per year")?;
        let of = match word.as_str() {
            "need" => MoneyOf::Need,
            _ if self.eat("per") => {
                self.expect("level")?;
                let dial = self.name("a dial")?;
                self.expect("felt")?;
                MoneyOf::PerLevel(dial)
            }
            _ => MoneyOf::Inflow,
        };
        Ok((Key::Money { party, of }, number))
    }

    /// What follows `per period per`: `level relief felt`, `pressure`, `1000 persons of forces`.
    pub(crate) fn per_what(&mut self) -> Read<FlowPer> {
        if self.is("level") {
            return self.per_level();
        }
        if self.eat("pressure") {
            return Ok(FlowPer::Pressure);
        }
        let unit = self.amount("`level`, `pressure` or an amount such as `1000 persons`")?;
        self.expect("of")?;
        Ok(FlowPer::Amount { unit, quantity: self.name("a quantity")? })
    }

    /// `of forces, half at 4000 persons`, with `of` read.
    pub(crate) fn covered(&mut self) -> Read<FlowPer> {
        let quantity = self.name("a quantity")?;
        self.eat_kind(TokenKind::Comma);
        self.expect("half at")?;
        Ok(FlowPer::Covered { quantity, half: self.amount("an amount such as `4000 persons`")? })
    }

    /// `on 2029-01-20 every 4 years`, with `on` read.
    pub(crate) fn election(&mut self, party: Name) -> Read<Odds> {
        let on = self.moment()?;
        let every = if self.eat("every") { Some(self.duration()?) } else { None };
        Ok(Odds::Election(Box::new(Election { party, on, every })))
    }

    /// `sabotage in Iran`, `sabotage hardens Iran`
    pub(crate) fn sabotage(&mut self) -> Read<Odds> {
        self.expect("sabotage")?;
        if self.eat("hardens") {
            return Ok(Odds::SabotageHardens(self.name("a party")?));
        }
        self.expect("in")?;
        Ok(Odds::Sabotage(self.name("in whose country")?))
    }
}
