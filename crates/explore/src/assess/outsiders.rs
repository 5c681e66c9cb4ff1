//! What an outsider's act would do: how robust the text is to those who did not sign.
//!
//! An outsider triggers nothing by itself. Its act matters through those it hardens: in every
//! state the free party can be in, the margin before and after its administration hardened is
//! known, since both states are in the graph. A further act hardens nobody who is hard already,
//! so with odds h of hardening, n acts have hardened a party with odds 1 - (1 - h)^n.
//!
//! Consulting first. A text that has the party struck at consult before it leaves holds it to
//! keeping for the time that takes, one period here, after which it chooses freely:
//! consult = Q*(keep) - max over departures of Q*, Q* the value of an act now and the best plan
//! after. Without such a clock the party compares keeping for good with leaving at once: margin.

use super::OutsiderPrice;
use super::slack::Sides;
use crate::graph::Graph;
use crate::hold::{Holding, StateMargin, respond};
use crate::weigh::{ALL, chance_of, weigh};
use game::{GameError, Values, Weights};
use kernel::accord::Role;
use kernel::{Accord, ActorId};
use world::Odds;

/// Acts in a row that are tried.
const ACTS_MAX: u32 = 12;

/// The price of each outsider's act.
///
/// # Errors
/// As [`crate::hold::hold`].
pub fn outsiders(
    accord: &Accord,
    sides: &Sides<'_>,
    holdings: &[Holding],
) -> Result<Vec<OutsiderPrice>, GameError> {
    let role = |actor: &ActorId| accord.actor(*actor).map(|row| row.role);
    let listed = accord.actor_ids().filter(|actor| role(actor) == Some(Role::Outsider));
    listed.map(|outsider| price(sides, holdings, outsider)).collect()
}

fn price(
    sides: &Sides<'_>,
    holdings: &[Holding],
    outsider: ActorId,
) -> Result<OutsiderPrice, GameError> {
    let hardens = |party| sides.beliefs.odds_entry(Odds::Hardens(party, outsider)).is_some();
    let modelled = sides.graphs.iter().any(|(party, _)| hardens(*party));
    let none = OutsiderPrice { outsider, hardens: modelled, limit: ACTS_MAX, ..Default::default() };
    let mut cheapest: Option<OutsiderPrice> = None;
    for (holding, (party, graph)) in holdings.iter().zip(&sides.graphs) {
        let Some(found) = hardened(graph, holding, *party).filter(|_| hardens(*party)) else {
            continue;
        };
        let values = sides.beliefs.central();
        let odds = chance_of(sides.beliefs, &values, Odds::Hardens(*party, outsider));
        let price = OutsiderPrice {
            acts: enough(odds),
            party: Some(*party),
            phase: found.phase,
            odds: Some(odds),
            margin: Some(found.margin),
            consult: consult(sides, graph, *party, found.node)?,
            ..none.clone()
        };
        let better = cheapest.as_ref().is_none_or(|best| price.odds > best.odds);
        cheapest = if better { Some(price) } else { cheapest };
    }
    Ok(cheapest.unwrap_or(none))
}

/// The state with the smallest margin, of those that decide, in which the party is hardened and a
/// departure pays: a state that everybody's keeping leads to.
fn hardened<'h>(graph: &Graph, holding: &'h Holding, party: ActorId) -> Option<&'h StateMargin> {
    let bit = 1_u16.checked_shl(u32::from(party.0))?;
    let hard = |m: &&StateMargin| graph.micro(m.node).is_some_and(|p| p.hawks & bit != 0);
    let pays = |m: &&StateMargin| m.decisive() && m.margin + m.error < 0.0;
    holding.margins.iter().take_while(|m| m.margin < 0.0).filter(pays).find(hard)
}

/// The least number of acts after which a party is hardened more likely than not.
fn enough(odds: f64) -> Option<u32> {
    (1..=ACTS_MAX).find(|acts| {
        let soft = (0..*acts).fold(1.0, |soft, _| soft * (1.0 - odds));
        soft <= 0.5
    })
}

/// What keeping for one period and then choosing freely is worth more than leaving at once.
fn consult(
    sides: &Sides<'_>,
    graph: &Graph,
    party: ActorId,
    node: u32,
) -> Result<Option<f64>, GameError> {
    let weights = weigh(graph, sides.beliefs, &sides.beliefs.central(), party);
    let best = respond(graph, &weights, party, None)?.optimum;
    let Some(menu) = graph.menu(node) else { return Ok(None) };
    let first = graph.process.edges_of(node).start;
    let worth = |edge: usize| quality(graph, &weights, &best, edge);
    let departures = (first..).zip(menu).skip(1).filter(|(_, choice)| !choice.is_lawful());
    let leaving = departures.map(|(edge, _)| worth(edge)).reduce(f64::max);
    Ok(leaving.map(|leaving| worth(first) - leaving))
}

fn quality(graph: &Graph, weights: &Weights, best: &Values, edge: usize) -> f64 {
    let reward = weights.payoff[ALL].reward[edge];
    reward + best.bracket(0, graph.process.target(edge)).centre()
}
