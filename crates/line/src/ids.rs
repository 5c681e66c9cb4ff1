//! Names that say nothing: sixteen random bytes each. What they stand for is said in sealed leaves only.

/// Bytes of an id.
pub const ID_BYTES: usize = 16;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub [u8; ID_BYTES]);

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({self})", stringify!($name))
            }
        }
    )*};
}

ids! {
    /// One log of one author.
    LogId
    /// One seat: an office that signs, never a person.
    SeatId
    /// One compartment: a set of logs with a life of its own.
    CompartmentId
    /// A party of the agreement: government, intermediary or inspectorate.
    PartyId
}

impl LogId {
    /// First line of the log's checkpoints, and name of its author's keys.
    pub fn origin(&self) -> String {
        format!("line/v1/{self}")
    }
}

impl CompartmentId {
    /// First line of the script's checkpoints.
    pub fn script_origin(&self) -> String {
        format!("line/v1/script/{self}")
    }
}
