//! A conflict judged whole, with what the judgement rests on.

use super::answers::Answers;
use super::graph::OrdinalGraph;
use super::{Deterrence, Open, open_moves};
use crate::process::id;

/// Moves that are not deterred, in every sense, and the answers that were looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stability {
    /// Shape: senses as in [`Deterrence::ALL`] x players x states. Stable where there is none.
    pub open: Vec<Vec<Vec<Vec<Open>>>>,
    /// One for each player and state that it would improve by moving to; with all moves, and with
    /// improvements of those who answer alone.
    pub answers: Vec<Answers>,
}

impl Stability {
    /// Whether a state is stable for every player, the sense by its place in [`Deterrence::ALL`].
    ///
    /// # Panics
    /// If there is no such sense or state.
    #[must_use]
    pub fn equilibrium(&self, sense: usize, state: u32) -> bool {
        self.open[sense].iter().all(|states| states[state as usize].is_empty())
    }
}

/// Every state in every sense.
#[must_use]
pub fn stability(graph: &OrdinalGraph) -> Stability {
    let states = || 0..id(graph.states());
    let players = || 0..graph.players();
    let of = |how, player| states().map(|s| open_moves(graph, how, player, s)).collect();
    let open = Deterrence::ALL.map(|how| players().map(|player| of(how, player)).collect());
    let mut answers = Vec::new();
    for player in players() {
        let gains = |from: u32, to: u32| {
            graph.moves(player, from).contains(&to) && graph.prefers(player, to, from)
        };
        for to in states().filter(|&to| states().any(|from| gains(from, to))) {
            answers.extend([false, true].map(|which| Answers::new(graph, player, to, which)));
        }
    }
    Stability { open: open.into(), answers }
}
