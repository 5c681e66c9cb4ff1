//! States, moves and rankings.

use std::collections::BTreeSet;

/// What is wrong with moves or rankings.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OrdinalError {
    /// A player prefers a state to itself, by way of others.
    #[error("player {player} prefers state {state} to itself; take one statement on the way back")]
    Circle {
        /// From 0.
        player: usize,
        /// From 0.
        state: u32,
    },
    /// No such player or state.
    #[error("{what} {index} is unknown, there are {count}")]
    Unknown {
        /// `state`, or `player` for a list of players of the wrong length.
        what: &'static str,
        /// Which.
        index: usize,
        /// How many there are.
        count: usize,
    },
}

/// A conflict: moves of each player among states, and what each prefers to what.
#[derive(Debug, Clone)]
pub struct OrdinalGraph {
    states: usize,
    /// Shape: players x states x successors, ascending.
    moves: Vec<Vec<Vec<u32>>>,
    /// Shape: players x states x states: whether the first state is preferred.
    prefers: Vec<Vec<bool>>,
}

impl OrdinalGraph {
    /// A conflict from the moves (from, to) and the preferences (better, worse) of each player;
    /// preferences are taken on transitively.
    ///
    /// # Errors
    /// [`OrdinalError::Unknown`], [`OrdinalError::Circle`].
    pub fn new(
        states: usize,
        moves: &[Vec<(u32, u32)>],
        prefers: &[Vec<(u32, u32)>],
    ) -> Result<Self, OrdinalError> {
        if moves.len() != prefers.len() {
            let (index, count) = (prefers.len(), moves.len());
            return Err(OrdinalError::Unknown { what: "player", index, count });
        }
        for &(a, b) in moves.iter().chain(prefers).flatten() {
            let index = a.max(b) as usize;
            if index >= states {
                return Err(OrdinalError::Unknown { what: "state", index, count: states });
            }
        }
        let rows = |moves: &Vec<(u32, u32)>| {
            let mut rows = vec![BTreeSet::new(); states];
            moves.iter().filter(|(a, b)| a != b).for_each(|&(a, b)| {
                rows[a as usize].insert(b);
            });
            rows.into_iter().map(|row| row.into_iter().collect()).collect()
        };
        let closed = prefers.iter().enumerate().map(|(i, pairs)| closure(states, i, pairs));
        let prefers = closed.collect::<Result<_, _>>()?;
        Ok(Self { states, moves: moves.iter().map(rows).collect(), prefers })
    }

    /// Number of players.
    #[must_use]
    pub fn players(&self) -> usize {
        self.moves.len()
    }

    /// Number of states.
    #[must_use]
    pub fn states(&self) -> usize {
        self.states
    }

    /// States that a player can move to.
    #[must_use]
    pub fn moves(&self, player: usize, state: u32) -> &[u32] {
        &self.moves[player][state as usize]
    }

    /// Whether a player prefers `x` to `y`.
    #[must_use]
    pub fn prefers(&self, player: usize, x: u32, y: u32) -> bool {
        self.prefers[player][x as usize * self.states + y as usize]
    }
}

/// All pairs that follow; a row of bits for each state.
fn closure(states: usize, player: usize, pairs: &[(u32, u32)]) -> Result<Vec<bool>, OrdinalError> {
    let mut worse = vec![Vec::new(); states];
    pairs.iter().for_each(|&(x, y)| worse[x as usize].push(y));
    let mut prefers = vec![false; states * states];
    for x in 0..states {
        let row = &mut prefers[x * states..(x + 1) * states];
        let mut queue = worse[x].clone();
        while let Some(y) = queue.pop() {
            if !std::mem::replace(&mut row[y as usize], true) {
                queue.extend(&worse[y as usize]);
            }
        }
        if row[x] {
            return Err(OrdinalError::Circle { player, state: crate::process::id(x) });
        }
    }
    Ok(prefers)
}
