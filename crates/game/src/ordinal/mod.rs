//! Stability when only rankings are known: the graph model for conflict resolution.
//!
//! Problem. Players i move a conflict from state to state along arcs of their own, R_i(s); each
//! prefers some states to others (x over y, transitively; what is not said is no gain). A state is
//! stable for i if every move of i to a state it prefers, s1 in R_i+(s), is deterred; an
//! equilibrium if it is stable for all. Concepts differ in what deters: nothing (`nash`), any answer of
//! the others (`general`), one that i cannot escape (`symmetric`), one that serves those who give it
//! (`sequential`). Answers are sequences of moves of the others in which nobody moves twice running.
//!
//! The inverse question. For each improvement not deterred: the sets of states any one of which, no
//! longer preferred to s, would deter it. An improvement is deterred where such a set is empty, so one
//! definition gives both, in `Deterrence`.
//!
//! # Source
//! Fang, Hipel & Kilgour (1993), Interactive Decision Making; Kinsara, Kilgour & Hipel (2015), IEEE
//! Trans. Syst. Man Cybern. 45, for the inverse question.

mod answers;
mod general;
mod graph;
mod json;
mod nash;
mod sequential;
mod stability;
mod symmetric;

pub use answers::{Answer, Answers};
pub use graph::{OrdinalError, OrdinalGraph};
pub use json::OrdinalFile;
pub use stability::{Stability, stability};

/// What deters a player from improving on a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deterrence {
    /// Nothing: the player must have no better state to move to.
    Nash,
    /// Any answer of the others that leaves it no better off.
    General,
    /// An answer that it cannot escape from by another move.
    Symmetric,
    /// An answer that consists of improvements of those who give it.
    Sequential,
}

impl Deterrence {
    /// All of them, from what asks most to what asks least foresight.
    pub const ALL: [Self; 4] = [Self::Nash, Self::General, Self::Symmetric, Self::Sequential];
}

/// A move that is not deterred, and what would deter it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// The state preferred, in reach.
    pub to: u32,
    /// Each a set of states, ascending: the move is deterred once the player no longer prefers any
    /// of one set to the state it is in. Shortest first; none holds another.
    pub ways: Vec<Vec<u32>>,
}

/// Moves of a player out of a state that are not deterred: it is stable if there are none.
///
/// # Panics
/// If there is no such player or state.
#[must_use]
pub fn open_moves(graph: &OrdinalGraph, how: Deterrence, player: usize, state: u32) -> Vec<Open> {
    let mut open = Vec::new();
    for &to in graph.moves(player, state) {
        if graph.prefers(player, to, state) {
            // Not to prefer it would do in any case.
            let mut ways = vec![vec![to]];
            ways.extend(match how {
                Deterrence::Nash => nash::ways(),
                Deterrence::General => general::ways(graph, player, state, to),
                Deterrence::Symmetric => symmetric::ways(graph, player, state, to),
                Deterrence::Sequential => sequential::ways(graph, player, state, to),
            });
            if !ways.iter().any(Vec::is_empty) {
                open.push(Open { to, ways: shortest(ways) });
            }
        }
    }
    open
}

/// Players for whom a state is stable.
#[must_use]
pub fn stable_for(graph: &OrdinalGraph, how: Deterrence, state: u32) -> Vec<bool> {
    (0..graph.players()).map(|player| open_moves(graph, how, player, state).is_empty()).collect()
}

/// Sets that hold no other, shortest first.
fn shortest(mut ways: Vec<Vec<u32>>) -> Vec<Vec<u32>> {
    ways.sort_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b)));
    let mut kept: Vec<Vec<u32>> = Vec::new();
    for way in ways {
        if !kept.iter().any(|less| less.iter().all(|state| way.contains(state))) {
            kept.push(way);
        }
    }
    kept
}

/// Of some states, those that a player prefers to one: what stands in the way of deterring it.
fn better(
    graph: &OrdinalGraph,
    player: usize,
    state: u32,
    of: impl Iterator<Item = u32>,
) -> Vec<u32> {
    let mut better: Vec<u32> = of.filter(|&to| graph.prefers(player, to, state)).collect();
    better.sort_unstable();
    better.dedup();
    better
}
