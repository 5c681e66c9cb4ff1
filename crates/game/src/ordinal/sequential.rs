//! Sequential stability.
//!
//! Problem. s is stable for i iff for every s1 in R_i+(s) some s2 in R+_{N-i}(s1) is not preferred
//! to s: the others can answer, and each of their moves is one that they prefer to make.
//!
//! # Source
//! Fraser & Hipel (1979), IEEE Trans. Syst. Man Cybern. 9; Fang, Hipel & Kilgour (1993), ch. 3.

use super::answers::Answers;
use super::better;
use super::graph::OrdinalGraph;

pub(super) fn ways(graph: &OrdinalGraph, player: usize, state: u32, to: u32) -> Vec<Vec<u32>> {
    let answers = Answers::new(graph, player, to, true).states();
    answers.into_iter().map(|s2| better(graph, player, state, std::iter::once(s2))).collect()
}
