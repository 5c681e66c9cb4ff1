//! Relief announced and relief felt, month by month, everybody keeping: what stands between a
//! signature and money that can be spent.

use super::slack::Sides;
use crate::drive::Micro;
use crate::graph::Graph;
use crate::hold::START;
use game::{GameError, NodeKind, Payoff};
use kernel::state::TrancheLife;
use kernel::{Accord, ActorId, DialId, EscrowId, State};
use world::{Beliefs, Values};

/// A way in which relief reaches a side, by stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Channel {
    /// A dial: levels announced, levels felt.
    Dial(DialId),
    /// An escrow: money transferred, money usable, in minor units.
    Escrow(EscrowId),
    /// What comes in, billion USD a year: if all that is announced were felt, and as it is felt.
    Inflow(ActorId),
    /// The chance that reserves are gone, and pressure at home from 0 to 1.
    Pressure(ActorId),
}

/// Expected relief by month.
#[derive(Clone, Debug, PartialEq)]
pub struct ReliefCurve {
    /// Which.
    pub channel: Channel,
    /// Announced, or transferred: by month, from month 1, over all futures (nothing counts once
    /// the agreement has ended).
    pub given: Vec<f64>,
    /// Felt, or usable.
    pub felt: Vec<f64>,
}

/// The curves of every dial and escrow.
///
/// # Errors
/// As [`crate::hold::hold`].
pub(super) fn relief(
    accord: &Accord,
    sides: &Sides<'_>,
    horizon: u32,
) -> Result<Vec<ReliefCurve>, GameError> {
    let Some(kept) = sides.weighed().next() else { return Ok(Vec::new()) };
    let escrows = accord.escrow_ids().map(Channel::Escrow);
    let budgets = sides.beliefs.home.budgets.iter();
    let home = budgets.flat_map(|it| [Channel::Inflow(it.party), Channel::Pressure(it.party)]);
    let channels: Vec<Channel> =
        accord.dial_ids().map(Channel::Dial).chain(escrows).chain(home).collect();
    let weights = kept.paying(columns(accord, sides.beliefs, kept.graph, &channels));
    let (process, text, periods) = (&kept.graph.process, kept.text(), horizon as usize);
    let mut curves = game::rewards_by_period(process, &weights, &text, START, periods)?.into_iter();
    let mut next = || curves.next().unwrap_or_default();
    let all = channels.into_iter().map(|channel| {
        let (given, felt) = (next(), next());
        ReliefCurve { channel, given, felt }
    });
    Ok(all.filter(|it| it.given.iter().chain(&it.felt).any(|amount| *amount > 0.0)).collect())
}

/// What stands at the end of each period: given and felt of each channel, a column each.
fn columns(accord: &Accord, beliefs: &Beliefs, graph: &Graph, channels: &[Channel]) -> Vec<Payoff> {
    let values = beliefs.central();
    let mut columns = vec![Payoff::zero(&graph.process); 2 * channels.len()];
    let nodes = u32::try_from(graph.process.nodes()).unwrap_or(u32::MAX);
    for node in (0..nodes).filter(|node| graph.process.kind(*node) == NodeKind::Time) {
        let Some(at) = graph.micro(node) else { continue };
        for (pair, channel) in columns.chunks_exact_mut(2).zip(channels) {
            for (column, felt) in pair.iter_mut().zip([false, true]) {
                let amount = match channel {
                    Channel::Inflow(party) | Channel::Pressure(party) => {
                        at_home(beliefs, &values, &at, *party, (*channel, felt))
                    }
                    Channel::Dial(_) | Channel::Escrow(_) => {
                        amount(accord, &at.state, *channel, felt)
                    }
                };
                column.reward[graph.process.edges_of(node)].fill(amount);
            }
        }
    }
    columns
}

fn amount(accord: &Accord, state: &State, channel: Channel, felt: bool) -> f64 {
    match channel {
        Channel::Dial(dial) => {
            let dial = state.dial(dial);
            f64::from(if felt { dial.felt } else { dial.announced })
        }
        Channel::Escrow(escrow) => {
            let own = accord.tranche_ids().filter_map(|id| Some((id, accord.tranche(id)?)));
            let moved = own.filter(|(id, row)| {
                let life = state.tranche(*id).life;
                let usable = life == TrancheLife::Usable;
                row.escrow == escrow && (usable || !felt && life == TrancheLife::Transferred)
            });
            moved.map(|(_, row)| row.amount as f64).sum()
        }
        Channel::Inflow(_) | Channel::Pressure(_) => 0.0,
    }
}

/// Inflow with what is announced and with what is felt; whether reserves are gone, and pressure.
fn at_home(
    beliefs: &Beliefs,
    values: &Values,
    at: &Micro,
    party: ActorId,
    (channel, felt): (Channel, bool),
) -> f64 {
    let Some(budget) = beliefs.home.budget(party) else { return 0.0 };
    let dial = at.state.dial(budget.dial);
    let gone = at.gone.checked_shr(u32::from(party.0)).unwrap_or(0) & 1 == 1;
    match (channel, felt) {
        (Channel::Inflow(_), false) => budget.inflow_usd_bn(values, dial.announced),
        (Channel::Inflow(_), true) => budget.inflow_usd_bn(values, dial.felt),
        (_, false) => f64::from(u8::from(gone)),
        (_, true) => budget.pressure(values, dial.felt, gone),
    }
}
