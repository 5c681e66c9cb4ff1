//! What a free party may do: one deviation from the text at a time.

use kernel::{ChannelId, Deed, DutyId, NoticeId, RedlineId, WaiverId};

/// One choice of the free party.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Choice {
    /// Everything the text has it do.
    Keep,
    /// Does not perform a duty this period, openly.
    Withhold(DutyId),
    /// Performs later, inside the time the text gives.
    PutOff(DutyId),
    /// Does not perform a duty this period and says nothing; the subject takes this value.
    Undeclared(DutyId, Option<i64>),
    /// Contests a report that is true.
    Dispute(DutyId),
    /// Lets a waiver lapse.
    LetLapse(WaiverId),
    /// Takes relief back without cause.
    TakeBack(Deed),
    /// Uses a power of the text that the profile leaves unused.
    Power(Deed),
    /// Does not use what the profile uses.
    Forgive(Deed),
    /// Answers a red line otherwise than the profile does.
    Answer(Deed),
    /// Uses more force than any answer allows.
    Exceed(RedlineId),
    /// Does an act without the notice that it owes.
    Untold(NoticeId),
    /// Sends nothing on a line from its end this period.
    FallSilent(ChannelId),
    /// Walks out.
    Withdraw,
}

impl Choice {
    /// Whether the text allows it: another use of one's own time or powers, no departure from a
    /// promise.
    #[must_use]
    pub fn is_lawful(&self) -> bool {
        match self {
            Self::Keep
            | Self::PutOff(_)
            | Self::Power(_)
            | Self::Forgive(_)
            | Self::LetLapse(_)
            | Self::Answer(_) => true,
            Self::Withhold(_)
            | Self::Undeclared(..)
            | Self::Dispute(_)
            | Self::TakeBack(_)
            | Self::Exceed(_)
            | Self::Untold(_)
            | Self::FallSilent(_)
            | Self::Withdraw => false,
        }
    }
}
