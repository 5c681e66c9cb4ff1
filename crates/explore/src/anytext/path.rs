//! The states that everybody's keeping leads to, and the plans that keep until they depart.

use super::Closest;
use super::floor::Floor;
use crate::hold::{Holding, START, settings};
use crate::weigh::ALL;
use game::{GameError, Interval, NodeKind, Payoff, Policy, ProcessBuilder, StagedProcess, Weights};

/// Not on the path.
const OFF: u32 = u32::MAX;

/// The points of everybody keeping, in a numbering of their own.
pub(super) struct Path<'a> {
    pub(super) floor: &'a Floor<'a>,
    /// Points of the graph, the first one first.
    pub(super) nodes: Vec<u32>,
    /// Place of each point of the graph in `nodes`.
    place: Vec<u32>,
}

impl<'a> Path<'a> {
    pub(super) fn new(floor: &'a Floor<'a>) -> Self {
        let process = &floor.graph.process;
        let mut path = Self { floor, nodes: Vec::new(), place: vec![OFF; process.nodes()] };
        path.meet(START);
        let mut next = 0;
        while let Some(&node) = path.nodes.get(next) {
            for edge in kept(process, node) {
                path.meet(process.target(edge));
            }
            next += 1;
        }
        path
    }

    fn meet(&mut self, node: u32) {
        let place = &mut self.place[node as usize];
        if *place == OFF {
            *place = u32::try_from(self.nodes.len()).unwrap_or(OFF);
            self.nodes.push(node);
        }
    }

    /// The departure at a point that the harshest punishment deters least: its place in the menu and
    /// what it brings at least.
    fn departure(&self, node: u32) -> Option<(usize, f64)> {
        let edges = self.floor.graph.process.edges_of(node);
        let first = edges.start;
        let all = edges.skip(1).map(|edge| (edge - first, self.floor.by(edge)));
        all.filter(|(_, worth)| worth.is_finite()).max_by(|a, b| a.1.total_cmp(&b.1))
    }

    /// What the best plan gains that keeps to the text until it departs and is then held to the
    /// floor.
    pub(super) fn least_gain(&self) -> Result<Interval, GameError> {
        let away = |node| self.departure(node).map(|(_, worth)| worth);
        let (process, weights) = self.process(&away, &|_| false)?;
        let text = Policy::first(&process);
        let party = self.floor.party.0;
        let settings = settings(&weights);
        let best = game::best_response(&process, &weights, &text, party, ALL, &settings)?;
        Ok(best.loss(START))
    }

    /// The departure that is deterred least, of those in states that decide.
    pub(super) fn closest(&self, holding: &Holding) -> Option<Closest> {
        let met = holding.margins.iter().filter(|margin| margin.decisive());
        let one = |node: u32| {
            let (place, worth) = self.departure(node)?;
            let kept = self.floor.kept.bracket(ALL, node);
            let deviation = self.floor.graph.menu(node)?.get(place)?.clone();
            Some(Closest {
                node,
                deviation,
                margin: kept.centre() - worth,
                error: kept.half_width(),
            })
        };
        let all = met.filter_map(|margin| one(margin.node));
        all.min_by(|a, b| a.margin.total_cmp(&b.margin).then(a.node.cmp(&b.node)))
    }

    /// The values of keeping where everybody stops at some points, which are worth nothing then.
    pub(super) fn values(&self, stop: &dyn Fn(u32) -> bool) -> Result<game::Values, GameError> {
        let (process, weights) = self.process(&|_| None, stop)?;
        game::evaluate(&process, &weights, &Policy::first(&process), &settings(&weights))
    }

    /// The path as a process: at a choice, keep or (if that is worth something) depart for good.
    /// Node ids are places in `nodes`; one more node is where departures and stops end.
    fn process(
        &self,
        away: &dyn Fn(u32) -> Option<f64>,
        stop: &dyn Fn(u32) -> bool,
    ) -> Result<(StagedProcess, Weights), GameError> {
        let (from, old) = (&self.floor.graph.process, &self.floor.weights);
        let over = u32::try_from(self.nodes.len()).unwrap_or(OFF);
        let mut builder = ProcessBuilder::new();
        let (mut odds, mut reward, mut discount) = (Vec::new(), Vec::new(), Vec::new());
        for &node in &self.nodes {
            discount.push(old.discount[node as usize]);
            if stop(node) {
                builder.push(NodeKind::Terminal { label: 0 }, &[]);
                continue;
            }
            let mut targets = Vec::new();
            for edge in kept(from, node) {
                targets.push(self.place[from.target(edge) as usize]);
                odds.push(old.probability[edge]);
                reward.push(old.payoff[ALL].reward[edge]);
            }
            if let (NodeKind::Choice { .. }, Some(worth)) = (from.kind(node), away(node)) {
                targets.push(over);
                odds.push(0.0);
                reward.push(worth);
            }
            builder.push(from.kind(node), &targets);
        }
        builder.push(NodeKind::Terminal { label: 0 }, &[]);
        discount.push(1.0);
        let process = builder.build()?;
        let payoff = Payoff { reward, ..Payoff::zero(&process) };
        Ok((process, Weights { probability: odds, discount, payoff: vec![payoff] }))
    }

    /// Place of a point of the graph, if it is on the path.
    pub(super) fn place(&self, node: u32) -> Option<u32> {
        self.place.get(node as usize).copied().filter(|place| *place != OFF)
    }
}

/// The edges out of a point that keeping can take.
fn kept(process: &StagedProcess, node: u32) -> std::ops::Range<usize> {
    let edges = process.edges_of(node);
    match process.kind(node) {
        NodeKind::Choice { .. } => edges.start..edges.start + 1,
        NodeKind::Chance | NodeKind::Time | NodeKind::Terminal { .. } => edges,
    }
}
