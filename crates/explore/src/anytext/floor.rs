//! The least that a side can be held to, and what departing brings at least.

use crate::assess::slack::Sides;
use crate::drive::Choice;
use crate::graph::Graph;
use crate::weigh::{ALL, entry_value, weigh};
use game::{NodeKind, Values, Weights};
use kernel::accord::Target;
use kernel::verdict::Item;
use kernel::{Accord, ActorId, TrancheId};
use world::{Beliefs, Lump, Occasion};

/// One side's floors, with what they are computed from.
pub(crate) struct Floor<'a> {
    pub(super) party: ActorId,
    pub(super) graph: &'a Graph,
    pub(super) weights: Weights,
    /// Values of everybody keeping.
    pub(super) kept: &'a Values,
    /// The most that the others can do to the party while it walks out.
    harm: f64,
}

impl<'a> Floor<'a> {
    pub(crate) fn new(accord: &Accord, sides: &'a Sides<'_>, place: usize) -> Option<Self> {
        let (party, graph) = sides.graphs.get(place)?;
        let beliefs = sides.beliefs;
        let weights = weigh(graph, beliefs, &beliefs.central(), *party);
        let kept = sides.kept(place)?;
        Some(Self { party: *party, graph, weights, kept, harm: harm(accord, beliefs, *party) })
    }

    /// What the party has at least from the start of a period on, whatever the others do: it walks
    /// out. Minus infinity where that does not end the accord at once.
    pub(crate) fn at(&self, node: u32) -> f64 {
        let process = &self.graph.process;
        if matches!(process.kind(node), NodeKind::Terminal { .. }) {
            return self.terminal(node);
        }
        let menu = self.graph.menu(node).unwrap_or_default();
        let Some(place) = menu.iter().position(|choice| *choice == Choice::Withdraw) else {
            return f64::NEG_INFINITY;
        };
        let edge = process.edges_of(node).start + place;
        let then = process.target(edge);
        match process.kind(then) {
            NodeKind::Terminal { .. } => self.reward(edge) + self.terminal(then) - self.harm,
            NodeKind::Choice { .. } | NodeKind::Chance | NodeKind::Time => f64::NEG_INFINITY,
        }
    }

    /// What taking an edge brings at least: the rest of the period with the others keeping, the
    /// party doing the best it can, then the floor.
    pub(super) fn by(&self, edge: usize) -> f64 {
        self.reward(edge) + self.rest(self.graph.process.target(edge))
    }

    /// What the party has at least from a point on if it does the best it can for the rest of the
    /// period, keeping among what it may do, and is then held to its floor.
    pub(super) fn rest(&self, node: u32) -> f64 {
        let process = &self.graph.process;
        let edges = process.edges_of(node);
        match process.kind(node) {
            NodeKind::Terminal { .. } => self.terminal(node),
            NodeKind::Choice { .. } => {
                edges.map(|edge| self.by(edge)).fold(f64::NEG_INFINITY, f64::max)
            }
            NodeKind::Chance => self.drawn(edges, |edge| self.by(edge)),
            NodeKind::Time => {
                let next = |edge| self.reward(edge) + self.at(process.target(edge));
                self.weights.discount[node as usize] * self.drawn(edges, next)
            }
        }
    }

    /// An expectation; what cannot happen is not looked at.
    fn drawn(&self, edges: std::ops::Range<usize>, worth: impl Fn(usize) -> f64) -> f64 {
        let odds = |edge: &usize| self.weights.probability[*edge];
        edges.filter(|edge| odds(edge) > 0.0).map(|edge| odds(&edge) * worth(edge)).sum()
    }

    fn reward(&self, edge: usize) -> f64 {
        self.weights.payoff[ALL].reward[edge]
    }

    fn terminal(&self, node: u32) -> f64 {
        self.weights.payoff[ALL].terminal[node as usize]
    }
}

/// What the others can do to a party at the instant at which it walks out: every lump against it
/// that an act of somebody else may touch, each once.
fn harm(accord: &Accord, beliefs: &Beliefs, party: ActorId) -> f64 {
    let values = beliefs.central();
    let against = |lump: &&Lump| lump.party == party && inflicted(accord, party, &lump.on);
    let lumps = beliefs.lumps.iter().filter(against);
    lumps.map(|lump| (-entry_value(&values, lump.amount)).max(0.0)).sum()
}

/// Whether an act of another signatory may be the occasion.
fn inflicted(accord: &Accord, party: ActorId, on: &Occasion) -> bool {
    let Occasion::Verdict { item, by, .. } = on else { return false };
    let other = by.is_none_or(|by| by != party && accord.is_signatory(by));
    let own = match item {
        Some(Item::Duty(id)) => accord.duty(*id).map(|row| row.obligor),
        Some(Item::Waiver(id)) => accord.waiver(*id).map(|row| row.granter),
        Some(Item::Dial(id)) => accord.dial(*id).map(|row| row.holder),
        Some(Item::Tranche(id)) => payer(accord, *id),
        _ => None,
    };
    other && own != Some(party)
}

/// Who must transfer a tranche, if that is one's duty.
fn payer(accord: &Accord, tranche: TrancheId) -> Option<ActorId> {
    let pays = |row: &&kernel::accord::Duty| row.target == Target::Transferred { tranche };
    accord.duties.iter().find(pays).map(|row| row.obligor)
}
