//! What a revocation does to leaves of the script: from the round after the one that saw it, never by date.
//!
//! Identity logs are in no cut, but every leaf says how much of each its author had. A statement has its place in the
//! script when a round takes in the first leaf that has seen it. Leaves that later rounds take in are judged by it too,
//! whatever their authors say that they have seen; what that round or an earlier one took in stands.

use std::sync::Arc;

use super::directory::Directory;
use super::statement::{Member, Statement};
use crate::ids::{CompartmentId, PartyId, SeatId};
use crate::leaf::Seen;

/// What a leaf rests on: whose keys are under it, and how much of the identity logs its author had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedBy {
    /// The party that writes the log.
    pub party: PartyId,
    /// Its seats that signed; none where the reader cannot know.
    pub seats: Vec<SeatId>,
    /// Sizes of the identity logs.
    pub seen: Arc<Seen>,
}

/// What a leaf is worth, given its keys.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Standing {
    /// It counts, whoever says what about its keys.
    #[default]
    Valid,
    /// Its government has taken a key back since, and no round has taken the leaf in: the next one decides.
    Contested,
    /// It takes its place and does nothing.
    Void,
}

impl Directory {
    /// Whether a leaf of the compartment counts no longer where the script has seen `script` of the identity logs: a key
    /// under it was revoked since its author's own vector, or its party's member removed.
    ///
    /// New keys take nothing from old ones here: they act by what the author has seen.
    pub fn is_withdrawn(&self, place: &CompartmentId, by: &SignedBy, script: &Seen) -> bool {
        if by.seats.is_empty() || by.seen.covers(script) {
            return false;
        }
        let at = by.seen.joined(script);
        by.seats.iter().any(|seat| {
            let member = Member { seat: *seat, party: by.party };
            let was = self.is_member(place, &member, &by.seen);
            self.is_revoked(&member, &by.seen, &at) || (was && !self.is_member(place, &member, &at))
        })
    }

    /// Whether the keys that a seat had as of `before` were revoked as of `at`.
    fn is_revoked(&self, member: &Member, before: &Seen, at: &Seen) -> bool {
        let Some(log) = self.of_party(&member.party) else { return false };
        let posted =
            |seat: &Statement| matches!(seat, Statement::Post(of, ..) if *of == member.seat);
        let post = self.effective(log, before).into_iter().rev().find(|it| posted(&it.statement));
        let Some(post) = post.map(|leaf| leaf.index) else { return false };
        let revokes = |seat: &Statement| *seat == Statement::Revoke(member.seat);
        self.effective(log, at).into_iter().any(|it| it.index > post && revokes(&it.statement))
    }
}
