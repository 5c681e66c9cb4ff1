//! What a revocation does to leaves: by place in the script, never by date.

/// A place in the agreed record: round, then place in the order of the round.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ScriptPlace {
    /// Round, from 1.
    pub round: u64,
    /// Place in the round, from 0.
    pub place: u64,
}

/// What a leaf of a revoked seat is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It counts, whoever says what about the key.
    Valid,
    /// It counts until a cut takes it in; its government may mark it contested while none has.
    Contestable,
    /// It takes its place and does nothing.
    Void,
}

/// Standing of a leaf of a seat, given where it and the seat's first revocation stand in the script.
///
/// What is in a final cut before the revocation is never contestable: a government cannot take back what both sides
/// acknowledged by revoking a key "as of last month". What comes after it in the script is void.
pub fn standing(leaf: Option<ScriptPlace>, revocation: Option<ScriptPlace>) -> Standing {
    match (leaf, revocation) {
        (Some(leaf), Some(revocation)) if leaf > revocation => Standing::Void,
        (Some(_), _) => Standing::Valid,
        (None, Some(_)) => Standing::Void,
        (None, None) => Standing::Contestable,
    }
}
