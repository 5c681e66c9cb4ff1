//! What the table says beside fields: replies, silence, signatures.

use crate::field::Field;

/// One thing that a kind can do, and the fields that this needs.
#[derive(Clone, Copy, Debug)]
pub struct ActRule {
    /// Its word.
    pub word: &'static str,
    /// What it needs beside the required fields of the kind.
    pub needs: &'static [Field],
}

/// By when an answer is asked for, where the form itself does not say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// None is asked for.
    None,
    /// So many hours after the message is served.
    Within(u32),
    /// The accord has the clock, and nothing beside it.
    Accord,
}

/// What it means that no answer came in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Silence {
    /// Nothing.
    Nothing,
    /// What the accord says.
    Accord,
    /// The line may not work: the other carrier is used.
    LineInDoubt,
    /// It was told and nobody objected. That is no consent.
    NoObjection,
    /// The claim stands unanswered. That proves nothing.
    Unanswered,
    /// The consultation was not taken up. No duty is suspended.
    NotTakenUp,
    /// It is declined.
    Declined,
    /// It is refused.
    Refused,
    /// The round is closed for the sender alone.
    RoundOpen,
    /// The watch that was to go still has the line.
    WatchStays,
    /// It lapses, and nobody may cite it.
    Lapses,
}

impl Silence {
    /// All meanings.
    pub const ALL: [Self; 11] = [
        Self::Nothing,
        Self::Accord,
        Self::LineInDoubt,
        Self::NoObjection,
        Self::Unanswered,
        Self::NotTakenUp,
        Self::Declined,
        Self::Refused,
        Self::RoundOpen,
        Self::WatchStays,
        Self::Lapses,
    ];

    /// Its name.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Accord => "accord",
            Self::LineInDoubt => "line_in_doubt",
            Self::NoObjection => "no_objection",
            Self::Unanswered => "unanswered",
            Self::NotTakenUp => "not_taken_up",
            Self::Declined => "declined",
            Self::Refused => "refused",
            Self::RoundOpen => "round_open",
            Self::WatchStays => "watch_stays",
            Self::Lapses => "lapses",
        }
    }
}

/// Who must sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Release {
    /// One seat.
    One,
    /// Two seats; in an emergency one, and the second within two hours.
    Two,
    /// Two seats, in an emergency too.
    TwoAlways,
}
