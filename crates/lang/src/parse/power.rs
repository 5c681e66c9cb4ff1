//! Powers, effects and outcomes.

use crate::ast::{Effect, Grant, Name, Outcome, Power, Restoration, RestoredTo, SpanOnly, Thing};
use crate::lexer::TokenKind;

use super::cursor::{Parser, Read};

/// Verbs of powers.
const VERBS: &[&str] = &[
    "pause",
    "suspend",
    "revoke",
    "resume",
    "lower",
    "strike",
    "start",
    "end",
    "cease",
    "withdraw",
    "notify",
    "consult",
    "establish",
    "open",
];

impl Parser<'_> {
    /// Whether `US may …`, `US has no power to …` or `US must …` starts here.
    pub(crate) fn starts_power(&self) -> bool {
        let verb = |word: Option<&str>| matches!(word, Some("may" | "has" | "have" | "must"));
        let Some(word) = self.word() else { return false };
        let class = matches!(word, "any" | "all" | "each" | "no");
        if !class && self.starts_clause(word) {
            return false;
        }
        verb(self.second_word()) || (class && self.second_word().is_some())
    }

    /// `US may pause proceeds for 30 days within 30 days`.
    pub(crate) fn power(&mut self) -> Read<Power> {
        let start = self.span();
        let holders = self.holders()?;
        let grant = self.grant()?;
        let effect = self.effect()?;
        let mut power = Power {
            holders,
            grant,
            effect,
            lasts: None,
            within: None,
            once: false,
            condition: None,
            span: start,
        };
        while self.power_tail(&mut power)? {}
        power.span = self.since(start);
        Ok(power)
    }

    fn holders(&mut self) -> Read<Vec<crate::ast::Who>> {
        let mut holders = vec![self.who()?];
        while self.eat_kind(TokenKind::Comma) || self.eat("and") || self.eat("or") {
            holders.push(self.who()?);
        }
        Ok(holders)
    }

    fn grant(&mut self) -> Read<Grant> {
        if self.eat("may") {
            self.eat("not"); // already refused, wherever it stands
            return Ok(Grant::May);
        }
        if self.eat("must") {
            return Ok(Grant::Must);
        }
        if self.eat("has") || self.eat("have") {
            self.expect("no power to")?;
            return Ok(Grant::HasNoPower);
        }
        self.wanted("`may`, `must` or `has no power to`")
    }

    fn power_tail(&mut self, power: &mut Power) -> Read<bool> {
        let mark = self.mark();
        self.eat_kind(TokenKind::Comma);
        let read = self.power_word(power)?;
        if !read {
            self.back(mark);
        }
        Ok(read)
    }

    fn power_word(&mut self, power: &mut Power) -> Read<bool> {
        if self.eat("for") {
            power.lasts = Some(self.duration()?);
        } else if self.eat("within") {
            power.within = Some(self.duration()?);
        } else if self.eat("once") {
            power.once = true;
        } else if !matches!(self.second_word(), Some("met" | "missed")) && self.eat("if") {
            power.condition = Some(self.condition()?);
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    /// What a power does.
    fn effect(&mut self) -> Read<Effect> {
        let Some(verb) = self.word().filter(|verb| VERBS.contains(verb)) else {
            return self.unknown_word("A035", "verb of a power", VERBS.iter().copied());
        };
        self.advance();
        Ok(match verb {
            "pause" => Effect::Pause(self.name("what is paused")?),
            "suspend" => Effect::Suspend(self.name("what is suspended")?),
            "revoke" => Effect::Revoke(self.name("what is revoked")?),
            "resume" => Effect::Resume(self.name("what is resumed")?),
            "lower" => self.lower()?,
            "strike" => self.strike()?,
            "start" => self.start_procedure()?,
            "end" => Effect::End(self.name("what ends")?),
            "cease" => self.cease()?,
            "withdraw" => Effect::Withdraw,
            "notify" => Effect::Notify(self.name("who is notified")?),
            "consult" => Effect::Consult(self.name("who is consulted")?),
            "open" => Effect::Open(self.name("what is opened")?),
            _ => {
                self.expect("attribution")?;
                Effect::EstablishAttribution
            }
        })
    }

    fn lower(&mut self) -> Read<Effect> {
        let dial = self.name("a dial")?;
        self.expect("to")?;
        Ok(Effect::Lower { dial, level: self.whole("a level")? })
    }

    fn strike(&mut self) -> Read<Effect> {
        let ends = matches!(self.word(), Some("inside" | "in" | "once" | "within" | "if") | None);
        let what = if ends { None } else { Some(self.name("a class of target")?) };
        let zone = self.eat("inside") || self.eat("in");
        let zone = if zone { Some(self.name("a zone")?) } else { None };
        Ok(Effect::Strike { what, zone })
    }

    fn start_procedure(&mut self) -> Read<Effect> {
        let procedure = self.name("a dispute or snapback")?;
        let without_dispute = self.eat_all(&["without", "dispute"]);
        Ok(Effect::Start { procedure, without_dispute })
    }

    fn cease(&mut self) -> Read<Effect> {
        self.expect("performing")?;
        let tail = matches!(self.word(), Some("in" | "for" | "within" | "once" | "if") | None);
        let of = if tail { None } else { Some(self.name("what is no longer performed")?) };
        let mark = self.mark();
        self.eat_kind(TokenKind::Comma);
        let in_part =
            self.eat_all(&["in", "whole", "or", "in", "part"]) || self.eat_all(&["in", "part"]);
        if !in_part {
            self.back(mark);
        }
        Ok(Effect::CeasePerforming { in_part, of })
    }

    /// `US may …, US may …` up to a word that starts another clause.
    pub(crate) fn powers(&mut self) -> Read<Vec<Power>> {
        let mut powers = vec![self.power()?];
        loop {
            let mark = self.mark();
            let joined = self.eat_kind(TokenKind::Comma);
            if !joined || !self.starts_power() {
                self.back(mark);
                return Ok(powers);
            }
            powers.push(self.power()?);
        }
    }

    /// What follows `then` at the end of a clock.
    pub(crate) fn outcome(&mut self) -> Read<Outcome> {
        if self.starts_power() {
            return Ok(Outcome::Power(self.power()?));
        }
        let start = self.span();
        if self.eat_all(&["attribution", "established"]) {
            return Ok(Outcome::Happens(Effect::EstablishAttribution, SpanOnly(self.since(start))));
        }
        let name = self.name("what follows")?;
        let effect = self.happens(name)?;
        Ok(Outcome::Happens(effect, SpanOnly(self.since(start))))
    }

    fn happens(&mut self, name: Name) -> Read<Effect> {
        const WORDS: &[&str] =
            &["ends", "starts", "opens", "paused", "suspended", "revoked", "resumes", "to"];
        let Some(word) = self.word().filter(|word| WORDS.contains(word)) else {
            return self.unknown_word("A035", "outcome", WORDS.iter().copied());
        };
        self.advance();
        Ok(match word {
            "ends" => Effect::End(name),
            "starts" => Effect::Start { procedure: name, without_dispute: false },
            "opens" => Effect::Open(name),
            "paused" => Effect::Pause(name),
            "suspended" => Effect::Suspend(name),
            "revoked" => Effect::Revoke(name),
            "resumes" => Effect::Resume(name),
            _ => Effect::Lower { dial: name, level: self.whole("a level")? },
        })
    }

    /// `W1 to revoked, relief to 0, annex "six resolutions"`.
    pub(crate) fn restorations(&mut self) -> Read<Vec<Restoration>> {
        let mut all = vec![self.restoration()?];
        while self.eat_comma_before_thing() {
            all.push(self.restoration()?);
        }
        Ok(all)
    }

    fn restoration(&mut self) -> Read<Restoration> {
        let start = self.span();
        let what = self.thing("what is restored")?;
        let to = if self.eat("to") { Some(self.restored_to()?) } else { None };
        Ok(Restoration { what, to, span: self.since(start) })
    }

    fn restored_to(&mut self) -> Read<RestoredTo> {
        match self.kind() {
            Some(TokenKind::Number | TokenKind::OpenBracket) => {
                Ok(RestoredTo::Level(self.whole("a level")?))
            }
            Some(TokenKind::Text) => Ok(RestoredTo::Words(self.words("a state")?)),
            _ if self.eat("revoked") => Ok(RestoredTo::Revoked),
            _ if self.eat("suspended") => Ok(RestoredTo::Suspended),
            _ if self.eat("paused") => Ok(RestoredTo::Paused),
            _ => self.unknown_word("A035", "state to restore", ["revoked", "suspended", "paused"]),
        }
    }

    /// Reads a comma before another thing of a list.
    pub(crate) fn eat_comma_before_thing(&mut self) -> bool {
        let mark = self.mark();
        let comma = self.eat_kind(TokenKind::Comma) || self.eat("and");
        let thing = match self.kind() {
            Some(TokenKind::Text) => true,
            Some(TokenKind::Word) => {
                self.is("annex") || self.word().is_some_and(|word| !self.ends_list(word))
            }
            _ => false,
        };
        if !(comma && thing) {
            self.back(mark);
        }
        comma && thing
    }

    /// A name, words between quotation marks, or an annex.
    pub(crate) fn thing(&mut self, what: &str) -> Read<Thing> {
        if self.is_kind(TokenKind::Text) {
            return Ok(Thing::Words(self.words(what)?));
        }
        if self.eat("annex") {
            return Ok(Thing::Annex { of: None, annex: self.words("the title of an annex")? });
        }
        if matches!(self.word(), Some("any" | "all" | "each")) {
            return Ok(Thing::Who(self.who()?));
        }
        let name = self.name(what)?;
        if self.is("annex") && self.second().is_some_and(|next| next.kind == TokenKind::Text) {
            self.advance();
            return Ok(Thing::Annex {
                of: Some(name),
                annex: self.words("the title of an annex")?,
            });
        }
        Ok(Thing::Name(name))
    }

    /// `a, b, annex "c"`.
    pub(crate) fn things(&mut self, what: &str) -> Read<Vec<Thing>> {
        let mut all = vec![self.thing(what)?];
        while self.eat_comma_before_thing() {
            all.push(self.thing(what)?);
        }
        Ok(all)
    }
}
