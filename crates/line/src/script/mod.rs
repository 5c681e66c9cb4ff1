//! The rule of the agreed record: two logs and more become one script, without a leader.
//!
//! Both parties say what they hold, vote for the cut that follows, and a round is final. When one of them does not
//! act, intermediaries rule; when those do not either, one party yields and the other settles. Everything here is a
//! function of leaves in hand: the model in `tests/model` explores these functions, and the node runs them.
//! `docs/line.md` says what the rule promises, `docs/format.md` how it is written.

mod branch;
pub mod certificate;
mod cut;
pub mod next;
mod order;
pub mod round;
mod shelf;
mod statement;
mod terms;
pub mod time;

pub use branch::Branch;
pub use certificate::{Closed, How, advance, certificate};
pub use cut::{Cut, Prefix};
pub use order::{Leafmark, Order};
pub use shelf::{Body, Entry, Relation, Shelf};
pub use statement::{Statement, VOID_MAX, hold_fits};
pub use terms::Terms;
