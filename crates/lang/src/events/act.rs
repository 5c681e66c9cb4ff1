//! What follows the name of who acted.

use super::ast::{Act, Alone, Step, StepVerb, Verb};
use super::talk;
use super::words::{CONDUCT, ON, ON_STEP, SAYS, VERBS, find};
use crate::ast::Name;
use crate::lexer::TokenKind;
use crate::parse::{Parser, Read, plain};
use kernel::event::Finding;

impl Parser<'_> {
    /// The name of a row; between quotation marks if the text implies it and does not name it.
    pub(super) fn row(&mut self, what: &str) -> Read<Name> {
        if self.is_kind(TokenKind::Text) {
            let span = self.advance();
            return Ok(Name::new(plain(self.text(span)), span));
        }
        self.name(what)
    }

    pub(super) fn recorded_act(&mut self) -> Read<Act> {
        if self.is("refuses") && !self.third_is("joining") {
            self.advance();
            return Ok(Act::On(Verb::Withholds, self.row("relief on its way")?));
        }
        if let Some(verb) = self.word().filter(|word| talk::VERBS.contains(word)) {
            return self.talk(verb);
        }
        let Some(word) = self.word().filter(|word| VERBS.contains(word)) else {
            let known = VERBS.iter().chain(talk::VERBS).copied();
            return self.unknown_word("A075", "act of a history", known);
        };
        if let Some(verb) = find(ON, word).filter(|_| self.second_word() != Some("hostilities")) {
            self.advance();
            return Ok(Act::On(verb, self.row("what it acts on")?));
        }
        if let Some(verb) = find(ON_STEP, word) {
            self.advance();
            return self.on_step(verb);
        }
        if let Some(word) = find(SAYS, word) {
            self.advance();
            let step = self.step_of()?;
            return Ok(Act::Say(word, step, self.finding()?));
        }
        self.advance();
        match self.alone(word) {
            Some(act) => act,
            None => self.longer_act(word),
        }
    }

    fn third_is(&self, word: &str) -> bool {
        self.third_word() == Some(word)
    }

    /// Verbs without anything to follow.
    fn alone(&mut self, word: &str) -> Option<Read<Act>> {
        match word {
            "withdraws" => Some(Ok(Act::Alone(Alone::Withdraw))),
            "strikes" => Some(Ok(Act::Alone(Alone::Strike))),
            "opens" => Some(self.expect("hostilities").map(|_| Act::Alone(Alone::Hostilities))),
            _ => None,
        }
    }

    /// Verbs with words between what they act on.
    fn longer_act(&mut self, word: &str) -> Read<Act> {
        match word {
            "turns" => {
                let dial = self.row("a dial")?;
                self.expect("to")?;
                Ok(Act::Turn(dial, self.whole("a level")?))
            }
            "brings" => {
                let quantity = self.row("a quantity")?;
                self.expect("to")?;
                Ok(Act::Bring(quantity, self.amount("an amount")?))
            }
            "measures" => {
                let quantity = self.row("a quantity")?;
                Ok(Act::Measure(quantity, self.amount("an amount")?))
            }
            "draws" => {
                let amount = self.amount("a volume")?;
                self.expect("under")?;
                Ok(Act::Draw(amount, self.row("a waiver")?))
            }
            "spends" => {
                let amount = self.amount("a sum")?;
                self.expect("of")?;
                Ok(Act::Spend(amount, self.row("a tranche")?))
            }
            _ => self.procedural_act(word),
        }
    }

    fn procedural_act(&mut self, word: &str) -> Read<Act> {
        match word {
            "makes" => {
                let row = self.row("a tranche or a dial")?;
                match self.word() {
                    Some("usable") => self.after(Act::On(Verb::MakesUsable, row)),
                    Some("felt") => self.after(Act::On(Verb::MakesFelt, row)),
                    _ => self.unknown_word("A075", "state to make", ["usable", "felt"]),
                }
            }
            "shows" => {
                let kind = self.row("a kind of evidence")?;
                self.expect("under")?;
                Ok(Act::Show(kind, self.row("an inquiry")?))
            }
            "warns" => {
                self.expect("under")?;
                Ok(Act::On(Verb::Warns, self.row("an inquiry")?))
            }
            "gives" => {
                self.expect("notice under")?;
                Ok(Act::On(Verb::GivesNotice, self.row("a freeze")?))
            }
            "answers" => {
                let line = self.row("a red line")?;
                self.expect("with answer")?;
                Ok(Act::Answer(line, self.whole("the number of the answer")?))
            }
            "starts" => {
                let procedure = self.row("a dispute or snapback")?;
                self.expect("about")?;
                Ok(Act::Start(procedure, self.step_of()?))
            }
            "extends" => {
                let procedure = self.row("a dispute")?;
                self.expect("by")?;
                Ok(Act::Extend(procedure, self.duration()?))
            }
            "sees" => {
                let party = self.row("the state behind a group")?;
                let Some(conduct) = self.word().and_then(|word| find(CONDUCT, word)) else {
                    let words: Vec<_> = CONDUCT.iter().map(|(word, _)| *word).collect();
                    return self.unknown_word("A075", "conduct towards a group", words);
                };
                self.advance();
                Ok(Act::See(party, conduct, self.row("a group")?))
            }
            "attributes" => {
                let tally = self.row("what was counted")?;
                self.expect("to")?;
                Ok(Act::Attribute(tally, self.row("whom it is attributed to")?))
            }
            _ => self.attack(),
        }
    }

    /// Goes past a word that has been understood.
    fn after(&mut self, act: Act) -> Read<Act> {
        self.advance();
        Ok(act)
    }

    /// `attacks counted as attacks in Gulf with 3 casualties`, all of it optional.
    fn attack(&mut self) -> Read<Act> {
        let counted = self.eat_all(&["counted", "as"]);
        let counted_as = if counted { Some(self.row("a quantity")?) } else { None };
        let zone = if self.eat("in") { Some(self.row("a zone")?) } else { None };
        let casualties = if self.eat("with") {
            let number = self.whole("a number of casualties")?;
            self.expect("casualties")?;
            Some(number)
        } else {
            None
        };
        Ok(Act::Attack { counted_as, zone, casualties })
    }

    pub(super) fn step_of(&mut self) -> Read<Step> {
        let name = self.row("a step")?;
        let of = if self.eat("of") { Some(self.row("who owes it")?) } else { None };
        Ok(Step { name, of })
    }

    /// A step, and for an accusation the words `not performed` or `not kept`, which change nothing.
    fn on_step(&mut self, verb: StepVerb) -> Read<Act> {
        let step = self.step_of()?;
        if matches!(verb, StepVerb::Alleges | StepVerb::Admits) && self.eat("not") {
            self.kept_or_performed()?;
        }
        Ok(Act::OnStep(verb, step))
    }

    pub(super) fn finding(&mut self) -> Read<Finding> {
        let finding = if self.eat("not") { Finding::NotPerformed } else { Finding::Clean };
        self.kept_or_performed()?;
        Ok(finding)
    }

    fn kept_or_performed(&mut self) -> Read<()> {
        if self.eat("kept") || self.eat("performed") {
            return Ok(());
        }
        self.unknown_word("A075", "finding", ["kept", "performed", "not kept", "not performed"])
    }
}
