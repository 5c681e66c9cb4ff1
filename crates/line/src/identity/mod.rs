//! Who signs and who reads, as a log of each party: root keys, seats, members, logs. State is a function of a prefix.

mod contradiction;
mod directory;
mod leaf;
mod log;
mod members;
mod revocation;
mod root;
mod statement;
mod succession;

pub use contradiction::{Contradicted, Contradiction};
pub use directory::{Agreement, Directory, Party, Role};
pub use leaf::IdentityLeaf;
pub use log::IdentityLog;
pub use members::Membership;
pub use revocation::{SignedBy, Standing};
pub use root::{RootKey, RootSigner};
pub use statement::{LogUse, Member, SeatKeys, Statement, log_id};
pub use succession::{RECOVERY_KEYS_MAX, RECOVERY_NEEDED_MAX, Recovery, RootPlace, Share, Warrant};
