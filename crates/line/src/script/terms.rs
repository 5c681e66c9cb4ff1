//! Who makes the script of a compartment, and how long each waits.

use std::collections::BTreeMap;

use crate::ids::LogId;

/// The two parties, the intermediaries, and spans in seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Logs in which the parties write their control leaves, in the agreement's order: A, then B.
    pub parties: [LogId; 2],
    /// Logs of the intermediaries, in the agreement's order; none, or as many as the policy names.
    pub judges: Vec<LogId>,
    /// Logs of parts of evidence, each with the log in which its author writes everything else. They are held, stamped
    /// and cut like any other log, and no leaf waits for what its author had of them.
    pub bulk: BTreeMap<LogId, LogId>,
    /// W: a party appeals when the other has given no usable hold or vote for so long.
    pub wait_seconds: u64,
    /// G: what the intermediaries have held and offered for so long counts as served. Longer than the way to the
    /// other party and back: what a censor voted for is ruled if the other was not heard by then.
    pub grace_seconds: u64,
    /// After so long without a ruling, when both appealed, one party may yield. Longer than G and the way there and
    /// back: who yields gives up the ruling, and waits for the other alone.
    pub yield_seconds: u64,
    /// An intermediary stamps at least so often, also when there is nothing new.
    pub stamp_seconds: u64,
    /// R: holds that a party writes in an hour.
    pub holds_per_hour: u64,
}

impl Terms {
    /// How many intermediaries must say the same. Any two sets of this size share one that does not lie if at most
    /// one in `3 f + 1` lies (Malkhi and Reiter 1998): 1 of 1, 2 of 3, 3 of 4, 5 of 7. With fewer than four nobody
    /// may lie, and one of three may be gone.
    pub fn quorum(&self) -> usize {
        let (count, liars) = (self.judges.len(), self.judges.len().saturating_sub(1) / 3);
        (count + liars) / 2 + 1
    }

    /// The log of parts of who writes `own`.
    pub fn bulk_of(&self, own: &LogId) -> Option<LogId> {
        self.bulk.iter().find(|(_, author)| *author == own).map(|(log, _)| *log)
    }

    /// The log in which the author of a log writes everything but parts: the log itself, unless it is one of parts.
    pub fn main_of(&self, log: &LogId) -> LogId {
        self.bulk.get(log).copied().unwrap_or(*log)
    }

    /// The other party's log; none for a log that is no party's.
    pub fn peer(&self, own: &LogId) -> Option<LogId> {
        let [a, b] = self.parties;
        if *own == a { Some(b) } else { (*own == b).then_some(a) }
    }

    /// The party that may yield in `round`: A in odd ones.
    pub fn yields(&self, round: u64) -> LogId {
        self.parties[usize::from(round.is_multiple_of(2))]
    }

    /// The place of an intermediary in the order in which they may open a ruling in `round`, 0 being first.
    pub fn rank(&self, judge: &LogId, round: u64) -> Option<u64> {
        let count = self.judges.len() as u64;
        let place = self.judges.iter().position(|other| other == judge)? as u64;
        Some((place + count - round % count) % count)
    }
}
