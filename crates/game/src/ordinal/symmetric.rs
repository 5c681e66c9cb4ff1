//! Symmetric metarationality.
//!
//! Problem. s is stable for i iff for every s1 in R_i+(s) some s2 in R_{N-i}(s1) is not preferred
//! to s, and no s3 in R_i(s2) is: the others can answer, and i cannot escape the answer.
//!
//! # Source
//! Howard (1971), Paradoxes of Rationality; Fang, Hipel & Kilgour (1993), ch. 3.

use super::answers::Answers;
use super::better;
use super::graph::OrdinalGraph;

pub(super) fn ways(graph: &OrdinalGraph, player: usize, state: u32, to: u32) -> Vec<Vec<u32>> {
    let caught = |s2: u32| {
        let escapes = graph.moves(player, s2).iter().copied();
        better(graph, player, state, escapes.chain(std::iter::once(s2)))
    };
    Answers::new(graph, player, to, false).states().into_iter().map(caught).collect()
}
