//! What a duty asks for: the verbs.

use crate::ast::{Act, DeedVerb, Effort, Force, Method, Name, Preposition};
use crate::lexer::TokenKind;
use crate::span::Span;

use super::cursor::{Parser, Read};

/// Verbs with a grammar of their own.
const OWN: &[&str] = &[
    "hold", "no_fire", "reduce", "dilute", "convert", "export", "destroy", "produce", "increase",
    "admit", "grant", "renew", "turn", "transfer", "instruct", "deliver",
];

/// Verbs of deeds.
#[rustfmt::skip]
const DEEDS: &[(&str, DeedVerb)] = &[
    ("accede", DeedVerb::Accede), ("adopt", DeedVerb::Adopt), ("allow", DeedVerb::Allow),
    ("attack", DeedVerb::Attack), ("broadcast", DeedVerb::Broadcast), ("cease", DeedVerb::Cease),
    ("consult", DeedVerb::Consult), ("declare", DeedVerb::Declare), ("deliver", DeedVerb::Deliver),
    ("deploy", DeedVerb::Deploy), ("disband", DeedVerb::Disband), ("dismantle", DeedVerb::Dismantle),
    ("enforce", DeedVerb::Enforce), ("enrich", DeedVerb::Enrich), ("exercise", DeedVerb::Exercise),
    ("export", DeedVerb::Export), ("follow", DeedVerb::Follow), ("freeze", DeedVerb::Freeze),
    ("hold", DeedVerb::Hold), ("import", DeedVerb::Import), ("impose", DeedVerb::Impose),
    ("initiate", DeedVerb::Initiate), ("install", DeedVerb::Install),
    ("interfere", DeedVerb::Interfere), ("leave", DeedVerb::Leave), ("lift", DeedVerb::Lift),
    ("list", DeedVerb::List), ("mine", DeedVerb::Mine), ("move", DeedVerb::Move),
    ("name", DeedVerb::Name), ("notify", DeedVerb::Notify), ("open", DeedVerb::Open),
    ("operate", DeedVerb::Operate), ("pass", DeedVerb::Pass), ("present", DeedVerb::Present),
    ("provide", DeedVerb::Provide), ("publish", DeedVerb::Publish), ("ratify", DeedVerb::Ratify),
    ("receive", DeedVerb::Receive), ("recognise", DeedVerb::Recognise),
    ("refrain", DeedVerb::Refrain), ("release", DeedVerb::Release), ("remove", DeedVerb::Remove),
    ("reopen", DeedVerb::Reopen), ("report", DeedVerb::Report), ("restore", DeedVerb::Restore),
    ("restrain", DeedVerb::Restrain), ("return", DeedVerb::Return), ("seize", DeedVerb::Seize),
    ("sell", DeedVerb::Sell), ("store", DeedVerb::Store), ("strike", DeedVerb::Strike),
    ("suspend", DeedVerb::Suspend), ("table", DeedVerb::Table), ("test", DeedVerb::Test),
    ("transfer", DeedVerb::Transfer), ("transit", DeedVerb::Transit), ("use", DeedVerb::Use),
    ("withdraw", DeedVerb::Withdraw),
];

/// Words that tie a complement to a deed.
const PREPOSITIONS: &[(&str, Preposition)] = &[
    ("to", Preposition::To),
    ("before", Preposition::Before),
    ("against", Preposition::Against),
    ("under", Preposition::Under),
    ("in", Preposition::In),
    ("of", Preposition::Of),
    ("with", Preposition::With),
    ("at", Preposition::At),
    ("over", Preposition::Over),
    ("into", Preposition::Into),
    ("on", Preposition::On),
    ("for", Preposition::For),
    ("from", Preposition::From),
];

impl Parser<'_> {
    /// What must be done.
    pub(crate) fn act(&mut self, force: Force, effort: Effort) -> Read<Act> {
        if effort == Effort::Ensure {
            return self.hold_value();
        }
        let Some(verb) = self.word() else {
            return self.unknown_verb();
        };
        let start = self.span();
        match verb {
            "hold" | "no_fire" => self.hold(),
            "reduce" => self.reduce(),
            "dilute" | "convert" | "destroy" => self.process(),
            "export" if self.second_is_portion() => self.process(),
            "produce" => self.produce(),
            "increase" => self.increase(force, start),
            "admit" => self.admit(),
            "grant" | "renew" => self.grant_waiver(),
            "turn" => self.turn(),
            "transfer" => self.transfer(),
            "instruct" => self.instruct(),
            "deliver" => self.deliver(),
            _ => self.deed(),
        }
    }

    fn unknown_verb<T>(&mut self) -> Read<T> {
        let known = OWN.iter().copied().chain(DEEDS.iter().map(|(word, _)| *word));
        let known: Vec<_> = known.collect();
        self.unknown_word("A035", "verb of a duty", known)
    }

    fn second_is_portion(&self) -> bool {
        let number = self.second().is_some_and(|next| next.kind == TokenKind::Number);
        number || matches!(self.second_word(), Some("half" | "third" | "quarter" | "all"))
    }

    /// `in GULF`, if it stands here.
    pub(crate) fn zone(&mut self) -> Read<Option<Name>> {
        if self.eat("in") { Ok(Some(self.name("a zone")?)) } else { Ok(None) }
    }

    fn hold(&mut self) -> Read<Act> {
        let no_fire = self.is("no_fire");
        if no_fire || self.second_word() == Some("fire") {
            self.advance();
            if !no_fire {
                self.advance();
            }
            let against = if self.eat("against") { self.whos()? } else { Vec::new() };
            return Ok(Act::HoldFire { against, zone: self.zone()? });
        }
        if self.held_is_value() {
            self.advance();
            return self.hold_value();
        }
        self.deed()
    }

    /// Whether a comparison follows `hold NAME`.
    fn held_is_value(&mut self) -> bool {
        let mark = self.mark();
        self.advance();
        let named = self.word().is_some();
        self.advance();
        let value = named && self.comparison().is_some();
        self.back(mark);
        value
    }

    fn hold_value(&mut self) -> Read<Act> {
        let quantity = self.name("a quantity")?;
        let comparison = self.expect_comparison()?;
        let bound = self.bound()?;
        Ok(Act::Hold { quantity, comparison, bound, zone: self.zone()? })
    }

    fn reduce(&mut self) -> Read<Act> {
        self.advance();
        let quantity = self.name("a quantity")?;
        self.expect("to")?;
        let comparison = self.expect_comparison()?;
        let bound = self.bound()?;
        let mark = self.mark();
        let method = self.eat("by").then(|| self.word().and_then(method)).flatten();
        if method.is_some() {
            self.advance();
        } else {
            self.back(mark)
        }
        Ok(Act::Reduce { quantity, comparison, bound, method })
    }

    fn process(&mut self) -> Read<Act> {
        let method = match self.word() {
            Some("dilute") => Method::Dilution,
            Some("convert") => Method::Conversion,
            Some("export") => Method::Export,
            _ => Method::Destruction,
        };
        self.advance();
        let portion = self.portion()?;
        self.expect("of")?;
        let quantity = self.name("a quantity")?;
        Ok(Act::Process { method, portion, quantity, of_baseline: self.eat("baseline") })
    }

    fn produce(&mut self) -> Read<Act> {
        self.expect("produce nothing above")?;
        let above = self.amount("an amount")?;
        let quantity = if self.eat("of") { Some(self.name("a quantity")?) } else { None };
        Ok(Act::Produce { above, quantity })
    }

    fn increase(&mut self, force: Force, start: Span) -> Read<Act> {
        self.advance();
        let quantity = self.name("a quantity")?;
        if !force.forbids() {
            let message = "no duty is to increase a quantity without a bound".into();
            let help =
                format!("write `must not increase {quantity}` or `must hold {quantity} >= …`");
            return self.fail("A035", start, message, Some(help));
        }
        Ok(Act::NoIncrease { quantity })
    }

    fn admit(&mut self) -> Read<Act> {
        self.advance();
        let body = self.name("who is admitted")?;
        self.expect("to")?;
        Ok(Act::Admit { body, to: self.thing("where")? })
    }

    fn grant_waiver(&mut self) -> Read<Act> {
        let grant = self.eat("grant") || !self.eat("renew");
        let waiver = self.name("a waiver")?;
        Ok(if grant { Act::Grant { waiver } } else { Act::Renew { waiver } })
    }

    fn turn(&mut self) -> Read<Act> {
        self.advance();
        let dial = self.name("a dial")?;
        self.expect("to")?;
        Ok(Act::Turn { dial, level: self.whole("a level")? })
    }

    /// `transfer T1`; with a recipient or an annex it is a deed.
    fn transfer(&mut self) -> Read<Act> {
        let mark = self.mark();
        self.advance();
        if self.word().is_some() && !self.is("annex") {
            let tranche = self.name("a tranche")?;
            if !self.is("to") && !self.is("annex") {
                return Ok(Act::Transfer { tranche });
            }
        }
        self.back(mark);
        self.deed()
    }

    fn instruct(&mut self) -> Read<Act> {
        self.advance();
        let group = self.name("a group")?;
        self.expect("to cease")?;
        Ok(Act::Instruct { group, cease: self.name("what it must cease")?, zone: self.zone()? })
    }

    fn deliver(&mut self) -> Read<Act> {
        self.advance();
        let what = self.thing("what is delivered")?;
        let to = if self.eat("to") { Some(self.name("who receives it")?) } else { None };
        let up_to = if self.eat_all(&["up", "to"]) { Some(self.per_period()?) } else { None };
        Ok(Act::Deliver { what, to, up_to })
    }

    fn deed(&mut self) -> Read<Act> {
        let verb = self.word().and_then(|word| DEEDS.iter().find(|(known, _)| *known == word));
        let Some((_, verb)) = verb else { return self.unknown_verb() };
        self.advance();
        let what = if self.starts_object() { Some(self.thing("what")?) } else { None };
        let mut complements = Vec::new();
        while let Some(preposition) = self.preposition() {
            complements.push((preposition, self.thing("what")?));
        }
        let limit = match self.comparison() {
            Some(comparison) => Some((comparison, self.amount("an amount")?)),
            None => None,
        };
        Ok(Act::Deed { verb: *verb, what, complements, limit })
    }

    fn starts_object(&self) -> bool {
        let preposition = |word: &str| PREPOSITIONS.iter().any(|(known, _)| *known == word);
        match self.word() {
            Some(word) => !preposition(word) && !super::words::MANNER.contains(&word),
            None => self.is_kind(TokenKind::Text),
        }
    }

    fn preposition(&mut self) -> Option<Preposition> {
        let word = self.word()?;
        let time = matches!(self.second_word(), Some("day" | "date" | "earlier" | "later"))
            || self.second().is_some_and(|next| next.kind == TokenKind::Date);
        let comparison = matches!(self.second_word(), Some("most" | "least"));
        if (word == "from" && time) || (word == "at" && comparison) {
            return None;
        }
        let (_, preposition) = PREPOSITIONS.iter().find(|(known, _)| *known == word)?;
        self.advance();
        Some(*preposition)
    }
}

fn method(word: &str) -> Option<Method> {
    Some(match word {
        "dilution" => Method::Dilution,
        "conversion" => Method::Conversion,
        "export" => Method::Export,
        "destruction" => Method::Destruction,
        _ => return None,
    })
}
