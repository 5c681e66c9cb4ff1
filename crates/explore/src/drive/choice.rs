//! What a free party may do: one deviation from the text at a time.

use kernel::{Deed, DutyId, RedlineId, WaiverId};

/// One choice of the free party.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Choice {
    /// Everything the text has it do.
    Keep,
    /// Does not perform a duty this period, openly.
    Withhold(DutyId),
    /// Does not perform a duty this period and says nothing; the subject takes this value.
    Undeclared(DutyId, Option<i64>),
    /// Contests a report that is true.
    Dispute(DutyId),
    /// Lets a waiver lapse.
    LetLapse(WaiverId),
    /// Takes relief back without cause.
    TakeBack(Deed),
    /// Does not use what the profile uses.
    Forgive(Deed),
    /// Answers a red line otherwise than the profile does.
    Answer(Deed),
    /// Uses more force than any answer allows.
    Exceed(RedlineId),
    /// Walks out.
    Withdraw,
}
