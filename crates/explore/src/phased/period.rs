//! One period run from a mixture of its starts, one side doing the same thing wherever it can.

use crate::drive::Choice;
use crate::graph::Graph;
use crate::weigh::ALL;
use game::{NodeKind, Weights};

/// A graph weighed for both sides.
pub(super) struct Periods<'a> {
    /// Whose choices are free on it: the first side's or the second's.
    pub(super) side: usize,
    pub(super) graph: &'a Graph,
    pub(super) weights: [Weights; 2],
}

/// What a period brings.
#[derive(Clone, Debug)]
pub(super) struct Period {
    /// On whose graph.
    pub(super) side: usize,
    /// To the first and the second player, ends included.
    pub(super) pay: [f64; 2],
    /// Starts of the next period with their odds; one may stand more than once.
    pub(super) next: Vec<(u32, f64)>,
    /// Odds that the accord is over.
    pub(super) over: f64,
}

impl Periods<'_> {
    /// A period from these starts (their odds sum to one); whoever is free takes `act` where it has
    /// it and keeps elsewhere.
    pub(super) fn run(&self, starts: &[(u32, f64)], act: Option<&Choice>) -> Period {
        let process = &self.graph.process;
        let order = self.order(starts, act);
        let mut mass = vec![0.0; process.nodes()];
        starts.iter().for_each(|&(node, odds)| mass[node as usize] += odds);
        let mut period = Period { side: self.side, pay: [0.0; 2], next: Vec::new(), over: 0.0 };
        for node in order {
            let here = mass[node as usize];
            let time = process.kind(node) == NodeKind::Time;
            if matches!(process.kind(node), NodeKind::Terminal { .. }) {
                self.end(&mut period, node, [here; 2]);
                period.over += here;
                continue;
            }
            for edge in self.edges(node, act) {
                let odds = here * self.odds(node, edge);
                let worth = self.later(node).map(|later| later * odds);
                self.paid(&mut period, edge, worth);
                let target = process.target(edge);
                if !time {
                    mass[target as usize] += odds;
                } else if matches!(process.kind(target), NodeKind::Terminal { .. }) {
                    self.end(&mut period, target, worth);
                    period.over += odds;
                } else if odds > 0.0 {
                    period.next.push((target, odds));
                }
            }
        }
        period
    }

    /// What one more is worth behind a node, to each side.
    fn later(&self, node: u32) -> [f64; 2] {
        let time = self.graph.process.kind(node) == NodeKind::Time;
        let factor = |weights: &Weights| if time { weights.discount[node as usize] } else { 1.0 };
        [factor(&self.weights[0]), factor(&self.weights[1])]
    }

    fn paid(&self, period: &mut Period, edge: usize, worth: [f64; 2]) {
        for ((pay, weights), worth) in period.pay.iter_mut().zip(&self.weights).zip(worth) {
            *pay += worth * weights.payoff[ALL].reward[edge];
        }
    }

    fn end(&self, period: &mut Period, node: u32, worth: [f64; 2]) {
        for ((pay, weights), worth) in period.pay.iter_mut().zip(&self.weights).zip(worth) {
            *pay += worth * weights.payoff[ALL].terminal[node as usize];
        }
    }

    fn odds(&self, node: u32, edge: usize) -> f64 {
        match self.graph.process.kind(node) {
            NodeKind::Choice { .. } => 1.0,
            NodeKind::Chance | NodeKind::Time | NodeKind::Terminal { .. } => {
                self.weights[0].probability[edge]
            }
        }
    }

    /// The edges taken out of a node.
    fn edges(&self, node: u32, act: Option<&Choice>) -> std::ops::Range<usize> {
        let edges = self.graph.process.edges_of(node);
        if !matches!(self.graph.process.kind(node), NodeKind::Choice { .. }) {
            return edges;
        }
        let menu = self.graph.menu(node).unwrap_or_default();
        let place = act.and_then(|act| menu.iter().position(|choice| choice == act));
        let edge = edges.start + place.unwrap_or(0);
        edge..edge + 1
    }

    /// Nodes of the period, each before those that it leads to.
    fn order(&self, starts: &[(u32, f64)], act: Option<&Choice>) -> Vec<u32> {
        let process = &self.graph.process;
        let mut seen = vec![false; process.nodes()];
        let mut order = Vec::new();
        let ahead = |node: u32| match process.kind(node) {
            NodeKind::Time | NodeKind::Terminal { .. } => 0..0,
            NodeKind::Choice { .. } | NodeKind::Chance => self.edges(node, act),
        };
        let mut walk: Vec<(u32, std::ops::Range<usize>)> = Vec::new();
        for &(start, _) in starts {
            if !std::mem::replace(&mut seen[start as usize], true) {
                walk.push((start, ahead(start)));
            }
            while let Some((node, edges)) = walk.last_mut() {
                let Some(edge) = edges.next() else {
                    order.push(*node);
                    walk.pop();
                    continue;
                };
                let target = process.target(edge);
                if !std::mem::replace(&mut seen[target as usize], true) {
                    walk.push((target, ahead(target)));
                }
            }
        }
        order.reverse();
        order
    }
}
