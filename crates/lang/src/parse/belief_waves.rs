//! Lines of the beliefs file about how often something happens, and about occurrences that call forth
//! others.

use crate::beliefs_ast::{Believed, Key};
use crate::lexer::TokenKind;

use super::belief_entry::Domain;
use super::cursor::{Parser, Read};

impl Parser<'_> {
    /// `12 (8 to 16) per year`; nothing is read if it is no rate.
    pub(super) fn rate(&mut self) -> Read<Option<Believed>> {
        let before = self.mark();
        if !self.counts_years() {
            self.back(before);
            return Ok(None);
        }
        self.back(before);
        let number = self.believed(Domain::Rate)?;
        self.expect("per year")?;
        Ok(Some(number))
    }

    /// Whether `per year` comes before the reason.
    fn counts_years(&mut self) -> bool {
        while !self.at_end() && !self.is("because") && !self.is("mark") {
            if self.eat("per") {
                return self.is("year");
            }
            self.advance();
        }
        false
    }

    /// `waves of attacks: 0.5 (0.3 to 0.7) answers within 9 days`
    pub(super) fn waves(&mut self) -> Read<(Key, Believed)> {
        self.expect("waves of")?;
        let tally = self.name("a quantity counted in events")?;
        self.expect_kind(TokenKind::Colon, "`:`")?;
        let number = self.believed(Domain::Chance)?;
        if number.value >= 1.0 {
            let message = "a wave in which each calls forth another would never end".to_owned();
            let help = Some("write a mean number of answers below 1".to_owned());
            return self.fail("A053", number.span, message, help);
        }
        self.expect("answers within")?;
        let memory = self.duration()?;
        if memory.hours(None).is_none_or(|hours| hours == 0) {
            let message = "how long an answer takes is counted in hours or days".to_owned();
            let help = Some("write for example `within 9 days`".to_owned());
            return self.fail("A054", memory.span, message, help);
        }
        Ok((Key::Waves { tally, memory }, number))
    }
}
