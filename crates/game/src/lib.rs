//! Finite decision processes and stochastic games as arrays, and their solutions.
//!
//! Agreements are unknown here: players are 0..n, states 0..m.
//!
//! The flow: build a [`StagedProcess`] once; for each set of [`Weights`] call [`evaluate`] for
//! the values of all players under a [`Policy`], [`one_shot_margins`] for the player whose
//! choices are in doubt, [`expected_visits`] to weigh them, and [`best_response`] for what the
//! best plan gains. Nothing is only "converged": every value has a bracket proved after the
//! fact (`bracket`), every answer a [`Status`].
//!
//! # Example
//! Player 0 is paid 10 a period for keeping; cheating pays 30 once, and is seen with odds p,
//! which ends play. The graph is built once and weighed twice.
//! ```
//! use game::{NodeKind, Policy, ProcessBuilder, Settings, Status, Weights};
//! use game::{best_response, evaluate, expected_visits, one_shot_margins};
//!
//! let mut builder = ProcessBuilder::new();
//! let root = builder.push(NodeKind::Choice { decider: 0 }, &[1, 2]); // edges 0 keep, 1 cheat
//! builder.push(NodeKind::Time, &[root]); // edge 2
//! builder.push(NodeKind::Chance, &[1, 3]); // edges 3 unseen, 4 seen
//! builder.push(NodeKind::Terminal { label: 0 }, &[]);
//! let process = builder.build()?;
//! let text = Policy::first(&process);
//! let settings = Settings::default();
//!
//! let mut weights = Weights::even(&process, 0.9, 2); // a payoff column for each player
//! weights.payoff[0].reward = vec![10.0, 30.0, 0.0, 0.0, 0.0];
//! weights.payoff[1].reward = vec![5.0, -5.0, 0.0, 0.0, 0.0];
//! for (p, holds) in [(0.5, true), (0.125, false)] {
//!     weights.probability[3..5].copy_from_slice(&[1.0 - p, p]);
//!
//!     let values = evaluate(&process, &weights, &text, &settings)?;
//!     assert_eq!(values.status, Status::Closed);
//!     assert!(values.bracket(0, root).contains(100.0) && values.bracket(1, root).contains(50.0));
//!
//!     let margins = one_shot_margins(&process, &weights, &text, &values, 0, 0)?;
//!     assert!(margins[0].bracket().contains(100.0 - (30.0 + (1.0 - p) * 0.9 * 100.0)));
//!     assert_eq!(margins[0].bracket().lower > 0.0, holds);
//!
//!     let visits = expected_visits(&process, &weights, &text, root, &settings)?;
//!     assert!((visits.expected[root as usize] - 10.0).abs() <= visits.half_width);
//!
//!     let best = best_response(&process, &weights, &text, 0, 0, &settings)?;
//!     let cheat_always = 30.0 / (1.0 - 0.9 * (1.0 - p));
//!     let gain = if holds { 0.0 } else { cheat_always - 100.0 };
//!     assert!(best.loss(root).contains(gain));
//! }
//! # Ok::<(), game::GameError>(())
//! ```

mod best_response;
mod bounds;
mod bracket;
mod chain;
mod climb;
mod core;
mod error;
mod evaluate;
mod export;
mod extrapolate;
mod json;
mod lead;
mod lifetime;
mod linear;
mod logit;
mod margins;
mod markov;
mod minimax;
mod odds_by_state;
mod order;
mod ordinal;
mod payoff_set;
mod periods;
mod policy;
mod process;
mod profile;
mod random_dilemma;
mod relax;
mod sparse_game;
mod status;
mod stochastic_game;
mod survival;
mod transfers;
mod values;
mod verify;
mod visits;
mod weights;

pub use best_response::{BestResponse, best_response, best_response_from};
pub use error::GameError;
pub use evaluate::{evaluate, evaluate_from};
pub use export::{ExportError, drn, efg, nfg, prism};
pub use json::{GameFile, StateEntry};
pub use logit::{LogitPlay, Together, logit_play};
pub use margins::{Margin, one_shot_margins};
pub use markov::{MarkovCertificate, MarkovEquilibrium, MarkovSettings, MarkovStatus, markov};
pub use minimax::{Accuracy, Security, security_values};
pub use odds_by_state::OddsByState;
pub use order::SweepOrder;
pub use ordinal::{Answer, Answers, Stability, stability};
pub use ordinal::{
    Deterrence, Open, OrdinalError, OrdinalFile, OrdinalGraph, open_moves, stable_for,
};
pub use payoff_set::{InnerClaim, InnerPlan, OuterLink, OuterTrail};
pub use payoff_set::{PayoffSets, SetCertificate, SetSettings, SetStatus, payoff_sets};
pub use policy::Policy;
pub use process::{NodeKind, ProcessBuilder, StagedProcess};
pub use profile::{Profile, Regret, reduce, regret};
pub use random_dilemma::random_dilemma;
pub use status::{Settings, Status};
pub use stochastic_game::{GameState, StochasticGame};
pub use survival::{
    Survival, meets_any, reach_probability, rewards_by_period, survival, visits_within,
};
pub use transfers::{Ended, Round, Transfers, transfers};
pub use values::{Interval, Values};
pub use verify::{Check, Verification, verify_payoff_sets, verify_security};
pub use verify::{verify_stability, verify_stationary, verify_transfers};
pub use visits::{Visits, expected_visits};
pub use weights::{Payoff, Weights};
