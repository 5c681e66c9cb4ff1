//! What a side can be sure of: its security value at signature, from both sides.
//!
//! Problem. v_P = max over the plans of P of the least that the others can leave it (Shapley 1953).
//! The whole two-sided game is not enumerated, so the value is bracketed. From below: the better of
//! walking out of the first period and keeping whatever the others do (`worst`). From above: what P
//! makes at best of others who keep, and of another side that walks out of the first period.
//!
//! Worst loss, security value and minimax regret are three different numbers: what trust can cost,
//! what nobody can take, and what one could come to regret over one's own ranges.

use super::slack::Sides;
use super::worst::WorstLoss;
use crate::anytext::floor::Floor;
use crate::drive::{Drive, Expansion};
use crate::hold::{Holding, START};
use crate::weigh::entry_value;
use game::Interval;
use kernel::{Accord, ActorId, Deed, Event, State};

/// The security value of one side.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Security {
    /// Whose.
    pub party: ActorId,
    /// Between which values it lies.
    pub value: Interval,
}

/// The security value of every side that chooses; nothing where a graph was cut.
#[must_use]
pub fn securities(
    accord: &Accord,
    sides: &Sides<'_>,
    holdings: &[Holding],
    worst: &[WorstLoss],
) -> Vec<Security> {
    if sides.graphs.iter().any(|(_, graph)| graph.cut.points > 0) {
        return Vec::new();
    }
    let one = |(place, holding): (usize, &Holding)| {
        let own = worst.iter().filter(|it| it.party == holding.party);
        let kept = own.map(|it| it.worst.lower).reduce(f64::min);
        let floor = Floor::new(accord, sides, place)?.at(START);
        let best = holding.stake.upper + holding.loss.upper;
        let upper = left_alone(accord, sides, holding.party).map_or(best, |it| it.min(best));
        let lower = kept.map_or(floor, |kept| kept.max(floor)).min(upper);
        Some(Security { party: holding.party, value: Interval { lower, upper } })
    };
    holdings.iter().enumerate().filter_map(one).collect()
}

/// What a party makes at best of another side that walks out of the first period, if that ends the
/// accord.
fn left_alone(accord: &Accord, sides: &Sides<'_>, party: ActorId) -> Option<f64> {
    let others = accord.signatory_ids().filter(|other| *other != party);
    others.filter_map(|other| alone(accord, sides, party, other)).reduce(f64::min)
}

fn alone(accord: &Accord, sides: &Sides<'_>, party: ActorId, leaver: ActorId) -> Option<f64> {
    let drive = Drive::new(accord, sides.beliefs, Some(party));
    let start = drive.start();
    let Expansion::Choose { branches, .. } = drive.expand(&start) else { return None };
    let deeds = |events: &[Event]| -> Vec<(ActorId, Deed)> {
        let acts = events.iter().filter_map(|event| match event {
            Event::Act { by, deed } if *by == party => Some((*by, deed.clone())),
            _ => None,
        });
        let leaves = (leaver, Deed::Withdraw);
        let mut all: Vec<_> = acts.chain(std::iter::once(leaves)).collect();
        all.sort_by_key(|(by, _)| *by);
        all
    };
    let worth = |events: &[Event]| left(&drive, sides, party, &start.state, deeds(events));
    branches.iter().map(|branch| worth(&branch.events)).reduce(|a, b| Some(a?.max(b?)))?
}

/// What these acts bring a party, if they end the accord.
fn left(
    drive: &Drive<'_>,
    sides: &Sides<'_>,
    party: ActorId,
    start: &State,
    deeds: Vec<(ActorId, Deed)>,
) -> Option<f64> {
    let values = sides.beliefs.central();
    let (mut state, mut sum) = (start.clone(), 0.0);
    for (by, deed) in deeds {
        let (next, verdicts) = kernel::apply_to(drive.accord, state, &Event::Act { by, deed });
        let hits = drive.touched(&verdicts);
        let lumps = hits.iter().filter_map(|hit| sides.beliefs.lumps.get(usize::from(*hit)));
        let own = lumps.filter(|lump| lump.party == party);
        sum += own.map(|lump| entry_value(&values, lump.amount)).sum::<f64>();
        state = next;
    }
    state.ended.is_some().then_some(sum)
}
