//! What the signatures under a message are worth. The rule alone: who signed what with which key, a station checks.
//!
//! Two seats of one party sign one draft. In an emergency one is enough where the kind allows it: the message counts at
//! once and is flagged until another seat signs its digest; after [`EMERGENCY_SECONDS`] the flag stays. What was sent
//! is never taken back by it.

use line::SeatId;

use crate::rules::Release;

/// How long an emergency message waits for its second signature before the flag stays: two hours.
pub const EMERGENCY_SECONDS: u64 = 7_200;

impl Release {
    /// How many seats must sign before it is said.
    #[must_use]
    pub fn seats(self, emergency: bool) -> usize {
        match (self, emergency) {
            (Self::One, _) | (Self::Two, true) => 1,
            (Self::Two, false) | (Self::TwoAlways, _) => 2,
        }
    }

    /// Whether one seat alone may say it at first.
    #[must_use]
    pub fn has_emergency(self) -> bool {
        self == Self::Two
    }
}

/// What the signatures under a message make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// All that its kind needs.
    Released,
    /// An emergency: it counts, and waits for its second signature until this time.
    Waits(u64),
    /// An emergency that got its second signature in time.
    Confirmed,
    /// An emergency that did not: it counts, and the flag stays.
    Flagged,
    /// It does nothing: a signature is missing or false.
    Unsigned,
    /// Nothing was sent yet: it waits for the second person.
    Draft,
}

impl Standing {
    /// Whether the message is one.
    #[must_use]
    pub fn counts(self) -> bool {
        !matches!(self, Self::Unsigned | Self::Draft)
    }

    /// Whether a reader must be told that one seat alone sent it.
    #[must_use]
    pub fn is_flagged(self) -> bool {
        matches!(self, Self::Waits(_) | Self::Flagged)
    }
}

/// A message as its signatures are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed<'a> {
    /// What its kind needs.
    pub release: Release,
    /// Whether it was sent as an emergency.
    pub emergency: bool,
    /// The seats of one party whose signatures hold.
    pub seats: &'a [SeatId],
    /// When it was deposited, in attested time.
    pub at: u64,
}

/// A second signature over the digest of that message, by a seat of the same party.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Second {
    /// The seat.
    pub seat: SeatId,
    /// When it was deposited, in attested time.
    pub at: u64,
}

/// What the signatures under a message make of it at `now`. A seat that signed twice counts once.
#[must_use]
pub fn standing(message: &Signed<'_>, seconds: &[Second], now: u64) -> Standing {
    let mut seats = message.seats.to_vec();
    seats.sort_unstable();
    seats.dedup();
    if seats.len() >= message.release.seats(false) {
        return Standing::Released;
    }
    if seats.len() < message.release.seats(message.emergency) {
        return Standing::Unsigned;
    }
    let end = message.at.saturating_add(EMERGENCY_SECONDS);
    let in_time = |one: &Second| !seats.contains(&one.seat) && (message.at..=end).contains(&one.at);
    if seconds.iter().any(in_time) {
        Standing::Confirmed
    } else if now <= end {
        Standing::Waits(end)
    } else {
        Standing::Flagged
    }
}
