//! What the text does not control, and what one reader believes of it.
//!
//! [`Beliefs`] is a reader's private judgement of one accord: values, odds, ranges. It is never
//! signed, hashed or sent. The other modules are the physics and the politics it rests on.

pub mod attribution;
pub mod beliefs;
pub mod breakout;
pub mod coded_events;
pub mod delays;
pub mod detection;
pub mod distribution;
pub mod economy;
pub mod enrichment;
pub mod hawkes;
pub mod hazard;
pub mod hindsight;
pub mod home;
pub mod incidents;
pub mod minimise;
pub mod naive;
pub mod occurrences;
pub mod oil;
pub mod pipelines;
pub mod politics;
pub mod posture;
pub mod precedents;
pub mod programme;
pub mod scores;
pub mod special_functions;
pub mod suppose;
pub mod survival_baseline;
pub mod table;
pub mod waves;

pub use beliefs::{
    Beliefs, Distribution, Entry, EntryId, Flow, IntentType, Lump, Mark, Measure, Occasion, Odds,
    Per, PowerRule, Rule, Values,
};
