//! Beliefs onto a graph: the second pass, done anew for every reader, sample and bisection.

use crate::drive::FlowHit;
use crate::graph::{EdgeOdds, Graph};
use game::{Payoff, Weights};
use kernel::ActorId;
use world::posture::covered;
use world::{Beliefs, EntryId, Odds, Per, Values};

/// Column of everything a party gets.
pub const ALL: usize = 0;
/// Column of only what it gains: what the other side, if it keeps, delivers.
pub const DELIVERED: usize = 1;

/// Weighs a graph for one party: chances, its payoffs in columns [`ALL`] and [`DELIVERED`], its
/// discount per period.
///
/// # Units
/// The discount rate is per year ([`world::hazard::discount_factor`]).
#[must_use]
pub fn weigh(graph: &Graph, beliefs: &Beliefs, values: &Values, party: ActorId) -> Weights {
    let chances = chances(graph, beliefs, values);
    let probability = graph.likelihood.iter().map(|edge| chance(*edge, &chances));
    let discount = discount(beliefs, values, party);
    let pays = Pays { beliefs, values, party, discount };
    let mut probability: Vec<f64> = probability.collect();
    share_choices(graph, &mut probability);
    Weights {
        probability,
        discount: vec![discount; graph.process.nodes()],
        payoff: vec![pays.column(graph, |v| v), pays.column(graph, |v| v.max(0.0))],
    }
}

/// The weighings that bracket a graph: one if it is whole; else two, what was left out at its worst
/// and at its best ([`crate::outside`]).
#[must_use]
pub fn weighings(
    graph: &Graph,
    beliefs: &Beliefs,
    values: &Values,
    party: ActorId,
) -> Vec<Weights> {
    let weights = weigh(graph, beliefs, values, party);
    if graph.cut.points == 0 {
        return vec![weights];
    }
    let parts: [fn(f64) -> f64; 2] = [|v| v, |v| v.max(0.0)];
    let mut both = vec![weights.clone(), weights];
    for (column, part) in parts.into_iter().enumerate() {
        let ends = crate::outside::bounds(graph, beliefs, values, party, part);
        for (weights, terminal) in both.iter_mut().zip(ends) {
            weights.payoff[column].terminal = terminal;
        }
    }
    both
}

/// Odds are not read at choices; evened there so that every row is a distribution.
fn share_choices(graph: &Graph, probability: &mut [f64]) {
    for &(node, _) in &graph.choices {
        let edges = graph.process.edges_of(node);
        let share = 1.0 / edges.len().max(1) as f64;
        probability[edges].fill(share);
    }
}

/// Each chance of the graph as a number.
#[must_use]
pub fn chances(graph: &Graph, beliefs: &Beliefs, values: &Values) -> Vec<f64> {
    graph.odds.iter().map(|odds| chance_of(beliefs, values, *odds)).collect()
}

/// One chance as a number; none if the reader gave none.
pub(crate) fn chance_of(beliefs: &Beliefs, values: &Values, odds: Odds) -> f64 {
    beliefs.chance(values, odds).unwrap_or(0.0).clamp(0.0, 1.0)
}

fn chance(edge: EdgeOdds, chances: &[f64]) -> f64 {
    match edge {
        EdgeOdds::Sure => 1.0,
        EdgeOdds::Odds(place) => chances[place as usize],
        EdgeOdds::Rest(place) => 1.0 - chances[place as usize],
    }
}

/// What one period later is worth now to a party.
#[must_use]
pub fn discount(beliefs: &Beliefs, values: &Values, party: ActorId) -> f64 {
    let entry = beliefs.discount.iter().find(|(p, _)| *p == party).map(|(_, e)| *e);
    let rate = entry.map_or(0.0, |e| entry_value(values, e));
    world::hazard::discount_factor(beliefs.period, rate)
}

/// The number behind an entry.
#[must_use]
pub fn entry_value(values: &Values, entry: EntryId) -> f64 {
    values.get(entry.0 as usize).copied().unwrap_or(0.0)
}

struct Pays<'a> {
    beliefs: &'a Beliefs,
    values: &'a Values,
    party: ActorId,
    discount: f64,
}

impl Pays<'_> {
    /// One column: each payoff passed through `part` before it is added up.
    fn column(&self, graph: &Graph, part: impl Fn(f64) -> f64) -> Payoff {
        let lumps: Vec<f64> = graph.lump_sets.iter().map(|set| self.lumps(set, &part)).collect();
        let flows: Vec<f64> = graph.flow_sets.iter().map(|set| self.flows(set, &part)).collect();
        let mut payoff = Payoff::zero(&graph.process);
        let edges = payoff.reward.iter_mut().zip(&graph.edge_lumps).zip(&graph.edge_flows);
        for ((reward, lump), flow) in edges {
            *reward = lumps[*lump as usize] + flows[*flow as usize];
        }
        payoff
    }

    fn lumps(&self, set: &[u16], part: &impl Fn(f64) -> f64) -> f64 {
        let own = set.iter().filter_map(|hit| self.beliefs.lumps.get(usize::from(*hit)));
        own.filter(|lump| lump.party == self.party)
            .map(|lump| part(entry_value(self.values, lump.amount)))
            .sum()
    }

    /// Flows of one period. They run through the period, so they are paid before its discount.
    fn flows(&self, set: &[FlowHit], part: &impl Fn(f64) -> f64) -> f64 {
        let total: f64 = set.iter().map(|hit| part(self.flow(hit))).sum();
        total / self.discount
    }

    fn flow(&self, hit: &FlowHit) -> f64 {
        flow(self.beliefs, self.values, self.party, hit)
    }
}

/// What one flow pays a party in a period.
pub(crate) fn flow(beliefs: &Beliefs, values: &Values, party: ActorId, hit: &FlowHit) -> f64 {
    let Some(flow) = beliefs.flows.get(usize::from(hit.flow)) else { return 0.0 };
    if flow.party != party {
        return 0.0;
    }
    let factor = match flow.hawk {
        Some((_, entry)) if hit.hawk => entry_value(values, entry),
        _ => 1.0,
    };
    let measured = measured(beliefs, values, flow.per, hit.held);
    entry_value(values, flow.amount) * f64::from(hit.times) * factor * measured
}

/// What a flow is multiplied by beside how often it counts ([`FlowHit::held`]).
pub(crate) fn measured(beliefs: &Beliefs, values: &Values, per: Per, held: i64) -> f64 {
    match per {
        Per::Period | Per::Announced(_) | Per::Felt(_) | Per::Gap(_) => 1.0,
        Per::Held { from, unit, .. } => (held as f64 - from as f64) / unit as f64,
        Per::Covered { from, half, .. } => {
            let cover = |size: i64| covered(size as f64, half as f64);
            cover(held) - cover(from)
        }
        Per::Pressure(party) => {
            let felt = u8::try_from(held / 2).unwrap_or(u8::MAX);
            let budget = beliefs.home.budget(party);
            budget.map_or(0.0, |it| it.relieved(values, felt, held % 2 == 1))
        }
    }
}
