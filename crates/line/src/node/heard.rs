//! Messages that opened, and what their reader makes of them.

use std::sync::Arc;

use kernel::Event;

use crate::cbor::Value;
use crate::identity::Directory;
use crate::ids::{PartyId, SeatId};
use crate::leaf::{Message, Seen};

/// Kind of the message by which a party says that it pauses (`{0: 1}`) or goes on (`{0: 0}`); what else is in it is for
/// people.
pub const PAUSE_KIND: u64 = 2;
/// Kind of the message by which it says that it goes on, where that is a form.
pub const RESUME_KIND: u64 = 3;

/// A message that opened, with what says whose keys counted at its place.
#[derive(Clone, Copy)]
pub struct Heard<'a> {
    /// Whose it is.
    pub party: &'a PartyId,
    /// What was said.
    pub message: &'a Message,
    /// Salt of its leaf, which names it once and for all.
    pub salt: &'a [u8; 32],
    /// What its author had seen.
    pub seen: &'a Seen,
    /// Every statement about keys and members that is here.
    pub directory: &'a Directory,
    /// Whether its signatures were verified before and need no second look.
    pub verified: bool,
}

/// What a message is to the agreement, and which people's seats stand behind it beside the seat that sealed it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Said {
    /// The event that it is, if it is one.
    pub event: Option<Event>,
    /// Whose keys it rests on.
    pub people: Vec<SeatId>,
}

/// Reads messages.
pub type Reading = Arc<dyn Fn(&Heard<'_>) -> Said + Send + Sync>;

/// A form of kind 2 or 3, or the bare word: `{0: 1}` pauses, `{0: 0}` goes on.
pub(super) fn pause(message: &Message) -> Option<bool> {
    let Value::Map(fields) = &message.content else { return None };
    match (message.kind, fields.first()?) {
        (PAUSE_KIND, (0, Value::Unsigned(said @ (0 | 1)))) => Some(*said == 1),
        (PAUSE_KIND, (0, Value::Map(_))) => Some(true),
        (RESUME_KIND, (0, Value::Map(_))) => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_and_its_end_are_forms_or_bare() {
        let said = |kind, first| {
            let content = Value::map([(0, first), (1, Value::Null)]);
            pause(&Message { seat: SeatId([1; 16]), seq: 1, kind, content })
        };
        let form = || Value::map([]);
        assert_eq!(said(2, Value::Unsigned(1)), Some(true));
        assert_eq!(said(2, Value::Unsigned(0)), Some(false));
        assert_eq!((said(2, form()), said(3, form())), (Some(true), Some(false)));
        assert_eq!((said(2, Value::Unsigned(2)), said(16, form())), (None, None));
    }
}
