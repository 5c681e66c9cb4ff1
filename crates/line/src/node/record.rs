//! What a node needs of the record: leaves written, read, opened; heads and receipts signed and checked.

use kernel::Event;

use crate::cbor::Value;
use crate::identity::SignedBy;
use crate::ids::{LogId, PartyId, SeatId};
use crate::leaf::Seen;
use crate::reason::Reason;
use crate::script::{Entry, Prefix, Statement};

/// A leaf that counts, as the node uses it.
#[derive(Clone, Debug, PartialEq)]
pub struct Admitted {
    /// What it is to the rule.
    pub entry: Entry,
    /// What it is to the agreement, if it is an event that this node can read.
    pub event: Option<Event>,
    /// The seat that says it and the kind of message, if this node can read it.
    pub said: Option<(SeatId, u64)>,
    /// Whose keys it rests on; none if it is refused before that is known.
    pub signed: Option<SignedBy>,
    /// Whether it says that its party pauses, or goes on.
    pub pause: Option<bool>,
    /// Why it keeps its place and does nothing, if so.
    pub refused: Option<Reason>,
    /// Whether it is sealed and does not open here.
    pub unopened: bool,
}

/// A message to be sealed.
#[derive(Clone, Debug, PartialEq)]
pub struct Outgoing {
    /// Its kind.
    pub kind: u64,
    /// Its content.
    pub content: Value,
    /// 32 random bytes, never used before.
    pub salt: [u8; 32],
}

/// The record as one node reads and writes it. Times and randomness are handed in.
pub trait Record {
    /// The log this node writes.
    fn own(&self) -> LogId;
    /// Its log of parts; none for a node that writes no messages.
    fn bulk(&self) -> Option<LogId> {
        None
    }
    /// The bytes of a control leaf.
    ///
    /// # Errors
    /// If it does not fit.
    fn statement(&self, seen: &Seen, said: &Statement) -> Result<Vec<u8>, Reason>;
    /// The bytes of a message for one of the own logs, with an epoch before it where one is needed.
    ///
    /// # Errors
    /// If it does not fit, or if this node writes no messages.
    fn message(
        &mut self,
        log: &LogId,
        seen: &Seen,
        message: &Outgoing,
    ) -> Result<Vec<Vec<u8>>, Reason>;
    /// Reads the next leaf of the history of a log that was had first.
    fn admit(&mut self, log: &LogId, leaf: &[u8]) -> Admitted;
    /// Reads a leaf of another history of a log, for its statements alone.
    fn glance(&self, log: &LogId, leaf: &[u8]) -> Admitted;
    /// Says whether leaves read from here on were verified before, so that their signatures need no second look.
    fn trust(&mut self, on: bool) {
        let _ = on;
    }
    /// Whether every statement about keys that a leaf refers to is here.
    fn knows(&self, leaf: &[u8]) -> bool {
        let _ = leaf;
        true
    }
    /// Whether a party is offered leaves: an inspectorate that was removed is not any more.
    fn may_have(&self, party: &PartyId) -> bool {
        let _ = party;
        true
    }
    /// Whether a leaf counts no longer where the script has seen so much of the identity logs.
    fn is_withdrawn(&self, by: &SignedBy, script: &Seen) -> bool {
        let _ = (by, script);
        false
    }
    /// How much of each identity log is here.
    fn identities(&self) -> Seen {
        Seen::default()
    }
    /// Signs the head of one of the own logs.
    fn head(&self, log: &LogId, prefix: &Prefix, now: u64) -> Vec<u8>;
    /// Checks the head of a log.
    ///
    /// # Errors
    /// What is wrong with it.
    fn check_head(&self, log: &LogId, head: &[u8]) -> Result<Prefix, Reason>;
    /// Signs the receipt of a prefix.
    fn receipt(&self, log: &LogId, prefix: &Prefix, now: u64) -> Vec<u8>;
    /// Checks a receipt of a prefix of one of the own logs.
    ///
    /// # Errors
    /// What is wrong with it.
    fn check_receipt(&self, by: &PartyId, receipt: &[u8]) -> Result<(LogId, Prefix), Reason>;
    /// A number that the peer cannot know before it is told.
    fn nonce(&self, peer: &PartyId, now: u64, last: u64) -> u64;
}
