//! What the others can bring about after a move: a tree, which shows the way to each answer and can
//! be tested for being whole.

use std::collections::BTreeSet;

use super::graph::OrdinalGraph;

/// One answer: a state that `mover` brings about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answer {
    /// The state.
    pub state: u32,
    /// Who moves there.
    pub mover: usize,
    /// The answer that it follows, by place in the list; `None` if it is the first move.
    pub after: Option<usize>,
}

/// Every state that all but one player can bring about, with each last mover, nobody moving twice
/// running.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answers {
    /// Who made the move that is answered.
    pub player: usize,
    /// Where it led.
    pub from: u32,
    /// Whether only moves that serve those who make them count.
    pub improving: bool,
    /// An answer comes after the one that it follows.
    pub answers: Vec<Answer>,
}

impl Answers {
    pub(super) fn new(graph: &OrdinalGraph, player: usize, from: u32, improving: bool) -> Self {
        let mut seen: BTreeSet<(u32, usize)> = BTreeSet::new();
        let mut answers: Vec<Answer> = Vec::new();
        let mut next = Some((from, player, None));
        let mut place = 0;
        while let Some((state, last, after)) = next {
            for mover in (0..graph.players()).filter(|&mover| mover != player && mover != last) {
                for &to in graph.moves(mover, state) {
                    let counts = !improving || graph.prefers(mover, to, state);
                    if counts && seen.insert((to, mover)) {
                        answers.push(Answer { state: to, mover, after });
                    }
                }
            }
            next = answers.get(place).map(|answer| (answer.state, answer.mover, Some(place)));
            place += 1;
        }
        Self { player, from, improving, answers }
    }

    /// The states, ascending.
    pub(super) fn states(&self) -> BTreeSet<u32> {
        self.answers.iter().map(|answer| answer.state).collect()
    }
}
