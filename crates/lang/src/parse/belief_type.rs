//! Types of a party in a beliefs file: what it may be after.

use crate::ast::Words;
use crate::beliefs_ast::IntentType;
use crate::diagnostic::Diagnostic;
use crate::lexer::TokenKind;

use super::belief_entry::Domain;
use super::cursor::{Parser, Read};

/// How far the odds of a party's types may be from one.
const ROUNDING: f64 = 1e-9;

impl Parser<'_> {
    /// `type "entry point" of US: 0.4 (0.2 to 0.6), because "…" mark judgement { … }`
    pub(super) fn intent_type(&mut self) -> Read<IntentType> {
        let start = self.expect("type")?;
        let name: Words = self.words("what the type is called")?;
        self.expect("of")?;
        let party = self.name("a party")?;
        self.expect_kind(TokenKind::Colon, "`:`")?;
        let odds = self.believed(Domain::Chance)?;
        let (because, mark) = self.grounds()?;
        let span = self.since(start);
        self.sourced(because.is_some(), mark, span);
        Ok(IntentType { name, party, odds, because, mark, entries: self.differing(), span })
    }

    /// A party is of one of its types, and of no two of one name.
    pub(super) fn types_sum_to_one(&mut self, types: &[IntentType]) {
        for (place, it) in types.iter().enumerate() {
            let own = |other: &&IntentType| other.party.text == it.party.text;
            let before = types[..place].iter().filter(own);
            if let Some(same) = before.clone().find(|other| other.name.text == it.name.text) {
                let message = format!("type \"{}\" of {} is believed twice", it.name, it.party);
                let error = Diagnostic::error("A058", it.span, message);
                self.tell(error.label(same.span, "the first time is here").help("keep one"));
            }
            let sum: f64 = types.iter().filter(own).map(|other| other.odds.value).sum();
            if before.count() == 0 && (sum - 1.0).abs() > ROUNDING {
                let message = format!("the odds of the types of {} sum to {sum}, not 1", it.party);
                let error = Diagnostic::error("A053", it.span, message);
                self.tell(error.help("a party is of one of its types: give each its share"));
            }
        }
    }
}
