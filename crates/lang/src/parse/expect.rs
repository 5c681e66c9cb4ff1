//! Expectations.

use crate::ast::{Condition, ConditionKind, Expect, ExpectedEvent, Head, Name, Property, State};
use crate::span::Span;

use super::cursor::{Parser, Read};

impl Parser<'_> {
    /// `expect P3 reachable`, with `expect` read.
    pub(crate) fn expectation(&mut self, start: Span, number: usize) -> Read<Expect> {
        let property = self.property()?;
        let span = self.since(start);
        let name = Name::new(format!("expect.{}", number + 1), span);
        let head = Head { name, span, whole: span, ..Head::default() };
        Ok(Expect { head, property: Some(property) })
    }

    fn property(&mut self) -> Read<Property> {
        if self.eat("never") {
            return Ok(Property::Never(self.condition()?));
        }
        if self.is("exposure") {
            let exposure = self.exposure()?;
            self.expect("always")?;
            return Ok(Property::Exposure(exposure));
        }
        if let Some(event) = self.expected_event()? {
            self.expect("leaves")?;
            let unchanged = self.names("what is left unchanged")?;
            self.expect("unchanged")?;
            return Ok(Property::Leaves { event, unchanged });
        }
        self.reachable_or_always()
    }

    fn reachable_or_always(&mut self) -> Read<Property> {
        let condition = self.condition()?;
        if self.eat("reachable") {
            return Ok(Property::Reachable(opened(condition)));
        }
        if self.eat("always") {
            return Ok(Property::Always(condition));
        }
        self.unknown_word("A035", "property", ["reachable", "always", "leaves"])
    }

    /// `breach of calm`, `lapse of W1`, `withdrawal of US`, `strike by Israel`.
    fn expected_event(&mut self) -> Read<Option<ExpectedEvent>> {
        let event = match (self.word(), self.second_word()) {
            (Some("breach" | "lapse" | "withdrawal"), Some("of")) => self.event_of()?,
            (Some(_), Some("by")) => {
                let act = self.name("an act")?;
                self.advance();
                ExpectedEvent::Act { act, by: self.name("who acts")? }
            }
            _ => return Ok(None),
        };
        Ok(Some(event))
    }

    fn event_of(&mut self) -> Read<ExpectedEvent> {
        let word = self.name("an event")?;
        self.advance();
        Ok(match word.as_str() {
            "breach" => ExpectedEvent::NonPerformance(self.name("a step")?),
            "lapse" => ExpectedEvent::Lapse(self.name("a waiver")?),
            _ => ExpectedEvent::Withdrawal(self.name("a party")?),
        })
    }
}

/// A bare name before `reachable` is a phase that can be open, not a step that is met.
fn opened(mut condition: Condition) -> Condition {
    if let ConditionKind::State { subject, state, by: None } = &mut condition.kind
        && condition.span == subject.span
    {
        *state = State::Open;
    }
    condition
}
