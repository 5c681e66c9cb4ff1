//! Ways to a point of a graph: the plainest path, told as what was chosen and what happened.

use crate::drive::{Branch, Choice, Drive, Expansion};
use crate::graph::{EdgeOdds, Graph};
use crate::hold::START;
use game::NodeKind;
use kernel::Event;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// One step of a path that is worth telling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Period in which it happens, from 1.
    pub month: u32,
    /// What the free party chose, if not what the text has it do.
    pub choice: Option<Choice>,
    /// What happened.
    pub events: Vec<Event>,
}

/// How far an edge is from what one would expect: nothing for keeping and for what happens unless
/// something else does, one for something drawn, four for a departure.
#[must_use]
pub fn strangeness(graph: &Graph, node: u32, edge: usize) -> u32 {
    let kept = edge == graph.process.edges_of(node).start;
    match (graph.process.kind(node), graph.likelihood.get(edge)) {
        (NodeKind::Choice { .. }, _) if !kept => 4,
        (NodeKind::Chance, Some(EdgeOdds::Odds(_))) => 1,
        _ => 0,
    }
}

/// The edges of the plainest way from the start to a point: with the least strangeness, and of
/// those ways the shortest.
#[must_use]
pub fn way(graph: &Graph, to: u32) -> Option<Vec<usize>> {
    let mut from: Vec<Option<(u32, usize)>> = vec![None; graph.process.nodes()];
    let mut best = vec![(u32::MAX, u32::MAX); graph.process.nodes()];
    let mut queue = BinaryHeap::from([Reverse(((0, 0), START))]);
    best[START as usize] = (0, 0);
    while let Some(Reverse((cost, node))) = queue.pop() {
        if node == to {
            return Some(back(&from, to));
        }
        if cost > best[node as usize] {
            continue;
        }
        for edge in graph.process.edges_of(node) {
            let target = graph.process.target(edge);
            let there = (cost.0 + strangeness(graph, node, edge), cost.1 + 1);
            if there < best[target as usize] {
                best[target as usize] = there;
                from[target as usize] = Some((node, edge));
                queue.push(Reverse((there, target)));
            }
        }
    }
    None
}

fn back(from: &[Option<(u32, usize)>], to: u32) -> Vec<usize> {
    let mut edges = Vec::new();
    let mut node = to;
    while let Some((before, edge)) = from[node as usize] {
        edges.push(edge);
        node = before;
    }
    edges.reverse();
    edges
}

/// A path as its steps: choices other than the text's, and everything that happened, period by
/// period. Time that only passes is left out.
#[must_use]
pub fn told(drive: &Drive<'_>, graph: &Graph, edges: &[usize]) -> Vec<Step> {
    let (mut steps, mut node, mut month) = (Vec::new(), START, 1);
    for &edge in edges {
        let place = edge.saturating_sub(graph.process.edges_of(node).start);
        let menu = graph.menu(node).and_then(|menu| menu.get(place));
        let choice = menu.filter(|choice| **choice != Choice::Keep).cloned();
        let events = branch(drive, graph, node, place).map_or_else(Vec::new, |b| b.events);
        let events: Vec<Event> =
            events.into_iter().filter(|event| !matches!(event, Event::Pass(_))).collect();
        if choice.is_some() || !events.is_empty() {
            steps.push(Step { month, choice, events });
        }
        month += u32::from(graph.process.kind(node) == NodeKind::Time);
        node = graph.process.target(edge);
    }
    steps
}

/// One way on from a point, as it was enumerated.
#[must_use]
pub fn branch(drive: &Drive<'_>, graph: &Graph, node: u32, place: usize) -> Option<Branch> {
    let list = match drive.expand(&graph.micro(node)?) {
        Expansion::Choose { branches, .. }
        | Expansion::Together { branches, .. }
        | Expansion::Draw(branches) => branches,
        Expansion::Pass { branch, .. } => vec![*branch],
        Expansion::Over => Vec::new(),
    };
    list.into_iter().nth(place)
}
