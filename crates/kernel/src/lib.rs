//! The one transition function of an agreement: [`apply()`]`(accord, state, event)`.
//!
//! The solver enumerates it, the simulator samples it, the line feeds it and history replays it.
//! Choice, chance and time are all events; the kernel draws nothing, waits for nothing, reads
//! nothing and cannot tell who calls it. It is total (any event, from anyone, in any state, gives
//! a next state and verdicts) and integer only.
//!
//! It never says who is guilty. A verdict names its clause and its [`Standing`]: alleged,
//! reported, found, contested or admitted.
#![deny(
    clippy::float_arithmetic,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    missing_docs
)]
#![cfg_attr(
    test,
    allow(
        clippy::arithmetic_side_effects,
        clippy::indexing_slicing,
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic
    )
)]

pub mod accord;
pub mod apply;
pub mod canonical;
pub mod condition;
pub mod encode;
pub mod event;
pub mod expect;
pub mod ids;
mod index;
pub mod ledger;
pub mod lines;
pub mod members;
pub mod pipeline;
pub mod powers;
pub mod scale;
pub mod state;
pub mod talk;
pub mod time;
pub mod valves;
pub mod verdict;

pub use accord::Accord;
pub use apply::{apply, apply_to, next_expiry};
pub use condition::{Condition, View};
pub use encode::{Digest, digest};
pub use event::{Deed, Event};
pub use ids::*;
pub use ledger::{Ledger, ledger};
pub use members::Motion;
pub use pipeline::Relief;
pub use state::State;
pub use time::Hours;
pub use verdict::{Standing, Verdict, VerdictKind};
