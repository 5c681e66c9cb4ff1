//! Why something was not done, in one line with the way out.

use line::Reason;

/// A failure of a station.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// What was asked for cannot be done so; nothing changed.
    #[error("{0}")]
    Asked(String),
    /// A file, a disk or a connection failed.
    #[error("{0}")]
    Environment(String),
    /// What came from elsewhere is not what it says.
    #[error("{0}")]
    Refused(String),
    /// The store lacks something that was signed: it must not sign again.
    #[error("{0}")]
    RolledBack(String),
}

impl Fault {
    /// A failure of the disk at a place.
    pub(crate) fn disk(what: &str, error: &dyn std::fmt::Display) -> Self {
        Self::Environment(format!(
            "{what}: {error}; if the store is damaged, `detente line rebuild` makes it anew from a peer"
        ))
    }

    /// Something refused for a reason of the record.
    pub(crate) fn reason(what: &str, reason: Reason) -> Self {
        Self::Refused(format!("{what}: {reason}"))
    }
}

/// Result of what a station does.
pub type Done<T> = Result<T, Fault>;
