//! What an outsider's act would do: the cheapest act after which leaving pays.
//!
//! An outsider triggers nothing by itself. Its act matters through those it hardens: in every
//! state the free party can be in, the margin before and after its administration hardened is
//! known, since both states are in the graph.

use super::OutsiderPrice;
use super::slack::Sides;
use crate::hold::{Holding, StateMargin};
use kernel::accord::Role;
use kernel::{Accord, ActorId, PhaseId};
use world::Odds;

/// Acts in a row that are tried: a second strike hardens nobody who is hard already.
const ACTS_MAX: u32 = 1;

/// The price of each outsider's act.
#[must_use]
pub fn outsiders(accord: &Accord, sides: &Sides<'_>, holdings: &[Holding]) -> Vec<OutsiderPrice> {
    let role = |actor: &ActorId| accord.actor(*actor).map(|row| row.role);
    let listed = accord.actor_ids().filter(|actor| role(actor) == Some(Role::Outsider));
    listed.map(|outsider| price(sides, holdings, outsider)).collect()
}

fn price(sides: &Sides<'_>, holdings: &[Holding], outsider: ActorId) -> OutsiderPrice {
    let none = OutsiderPrice { outsider, acts: None, party: None, phase: None, limit: ACTS_MAX };
    let hits = holdings.iter().zip(&sides.graphs).filter_map(|(holding, (party, graph))| {
        sides.beliefs.odds_entry(Odds::Hardens(*party, outsider))?;
        let bit = 1_u16.checked_shl(u32::from(party.0))?;
        let hard = |m: &&StateMargin| graph.micro(m.node).is_some_and(|p| p.hawks & bit != 0);
        let pays = |m: &&StateMargin| m.decisive() && m.margin + m.error < 0.0;
        let found =
            holding.margins.iter().take_while(|m| m.margin < 0.0).filter(pays).find(hard)?;
        Some((*party, found.phase, found.margin))
    });
    let worst: Option<(ActorId, Option<PhaseId>, f64)> = hits.min_by(|a, b| a.2.total_cmp(&b.2));
    match worst {
        Some((party, phase, _)) => {
            OutsiderPrice { acts: Some(1), party: Some(party), phase, ..none }
        }
        None => none,
    }
}
