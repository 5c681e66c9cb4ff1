//! Finite decision processes and stochastic games as arrays, and their solutions.
//!
//! Agreements are unknown here: players are 0..n, states 0..m.
//!
//! # Example
//! Player 0 is paid 10 a period for keeping; cheating pays 30 once, and nature ends play on it
//! with odds 1/2. The graph is built once and weighed as often as one likes.
//! ```
//! use game::{NodeKind, Policy, ProcessBuilder, Settings, Weights};
//! use game::{evaluate, one_shot_margins};
//!
//! let mut builder = ProcessBuilder::new();
//! let start = builder.push(NodeKind::Choice { decider: 0 }, &[1, 2]); // edges 0 keep, 1 cheat
//! builder.push(NodeKind::Time, &[start]); // edge 2
//! builder.push(NodeKind::Chance, &[1, 3]); // edges 3 unseen, 4 seen
//! builder.push(NodeKind::Terminal { label: 0 }, &[]);
//! let process = builder.build()?;
//!
//! let mut weights = Weights::even(&process, 0.9, 2); // a column for each of two players
//! weights.payoff[0].reward = vec![10.0, 30.0, 0.0, 0.0, 0.0];
//! weights.payoff[1].reward = vec![5.0, -5.0, 0.0, 0.0, 0.0];
//! let text = Policy::first(&process);
//! let values = evaluate(&process, &weights, &text, &Settings::default())?;
//! assert!(values.bracket(0, start).contains(100.0));
//! assert!(values.bracket(1, start).contains(50.0));
//!
//! let margins = one_shot_margins(&process, &weights, &text, &values, 0, 0)?;
//! assert!(margins[0].bracket().contains(100.0 - (30.0 + 0.5 * 0.9 * 100.0)));
//! # Ok::<(), game::GameError>(())
//! ```

mod best_response;
mod bracket;
mod chain;
mod climb;
mod core;
mod error;
mod evaluate;
mod extrapolate;
mod json;
mod lifetime;
mod margins;
mod order;
mod periods;
mod policy;
mod process;
mod profile;
mod relax;
mod status;
mod stochastic_game;
mod survival;
mod values;
mod visits;
mod weights;

pub use best_response::{BestResponse, best_response};
pub use error::GameError;
pub use evaluate::evaluate;
pub use json::{GameFile, StateEntry};
pub use margins::{Margin, one_shot_margins};
pub use order::SweepOrder;
pub use policy::Policy;
pub use process::{NodeKind, ProcessBuilder, StagedProcess};
pub use profile::{Profile, Regret, reduce, regret};
pub use status::{Settings, Status};
pub use stochastic_game::{GameState, StochasticGame};
pub use survival::{Survival, reach_probability, survival, visits_within};
pub use values::{Interval, Values};
pub use visits::{Visits, expected_visits};
pub use weights::{Payoff, Weights};
