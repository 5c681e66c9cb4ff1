//! Relief and its valves: dials announced and felt, waivers by time and volume left, money by where it is, carve-outs
//! that nothing closes, exchanges of persons.

use kernel::state::WaiverLife;
use kernel::{CarveoutId, DialId, EscrowId, HandoverId, Hours, TrancheId, WaiverId};
use schemars::JsonSchema;
use serde::Serialize;

use super::deadlines::stands;
use super::{Clause, Moment, Stamp, snake};

/// All of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, JsonSchema)]
pub struct Relief {
    /// Relief schedules.
    pub dials: Vec<Dial>,
    /// Permissions bound in time and volume.
    pub waivers: Vec<Waiver>,
    /// Restricted accounts.
    pub escrows: Vec<Escrow>,
    /// Humanitarian channels.
    pub carveouts: Vec<Carveout>,
    /// Sides of exchanges.
    pub exchanges: Vec<Exchange>,
}

/// A dial.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Dial {
    /// What people call it.
    pub title: String,
    /// Who turns it.
    pub holder: String,
    /// Highest level.
    pub levels: u8,
    /// Level announced.
    pub announced: u8,
    /// Level felt.
    pub felt: u8,
    /// How the next level stands on its way: `arrived` when nothing is.
    pub transit: &'static str,
    /// Where the text says it.
    pub clause: Option<Clause>,
}

/// A waiver.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Waiver {
    /// What people call it.
    pub title: String,
    /// Who grants it.
    pub granter: String,
    /// `idle`, `in_force`, `suspended`, `winding_down` or `over`.
    pub life: String,
    /// When its term, its wind-down or its suspension ends.
    pub ends: Option<Stamp>,
    /// Largest volume in a period, in the smallest unit.
    pub volume: Option<i64>,
    /// Volume drawn in the running period.
    pub drawn: i64,
    /// Renewals used, and how many there are.
    pub renewals: (u16, Option<u16>),
    /// Where the text says it.
    pub clause: Option<Clause>,
}

/// A restricted account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Escrow {
    /// What people call it.
    pub title: String,
    /// Whose money it is.
    pub owner: String,
    /// Who holds it.
    pub custodian: String,
    /// Its currency; amounts are in hundredths of it.
    pub currency: String,
    /// All of it.
    pub total: i64,
    /// In the restricted account.
    pub frozen: i64,
    /// Moved; banks have not cleared it.
    pub transferred: i64,
    /// Its owner can spend it.
    pub usable: i64,
    /// Spent.
    pub spent: i64,
    /// Sent back.
    pub returned: i64,
    /// When a pause ends.
    pub paused: Option<Stamp>,
    /// Its parts.
    pub tranches: Vec<Tranche>,
    /// Where the text says it.
    pub clause: Option<Clause>,
}

/// A part of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tranche {
    /// What people call it.
    pub title: String,
    /// How much, in hundredths.
    pub amount: i64,
    /// `frozen`, `transferred`, `usable` or `returned`.
    pub life: String,
    /// How it stands on its way.
    pub transit: &'static str,
    /// Who has approved a transfer, while others have not.
    pub approved: Vec<String>,
}

/// A humanitarian channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Carveout {
    /// What people call it.
    pub title: String,
    /// Largest amount in a period.
    pub cap: Option<i64>,
    /// Used in the running period.
    pub used: i64,
    /// Whether it is open.
    pub open: bool,
    /// Where the text says it.
    pub clause: Option<Clause>,
}

/// One side of an exchange of persons, as numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Exchange {
    /// What people call it.
    pub title: String,
    /// Who holds them.
    pub party: String,
    /// How many there are.
    pub count: u32,
    /// Handed over.
    pub given: u32,
    /// Declined to go.
    pub declined: u32,
    /// Whether all who count have been handed over.
    pub done: bool,
    /// Where the text says it.
    pub clause: Option<Clause>,
}

/// All relief at a moment.
#[must_use]
pub fn relief(moment: &Moment) -> Relief {
    let accord = moment.accord();
    Relief {
        dials: accord.dial_ids().filter_map(|id| dial(moment, id)).collect(),
        waivers: accord.waiver_ids().filter_map(|id| waiver(moment, id)).collect(),
        escrows: accord.escrow_ids().filter_map(|id| escrow(moment, id)).collect(),
        carveouts: accord.carveout_ids().filter_map(|id| carveout(moment, id)).collect(),
        exchanges: accord.handover_ids().filter_map(|id| exchange(moment, id)).collect(),
    }
}

fn dial(moment: &Moment, id: DialId) -> Option<Dial> {
    let (row, cell) = (moment.accord().dial(id)?, moment.state().dial(id));
    Some(Dial {
        title: moment.labels().dial(id),
        holder: moment.actor(row.holder),
        levels: row.levels,
        announced: cell.announced,
        felt: cell.felt,
        transit: stands(cell.transit),
        clause: moment.line(row.clause),
    })
}

fn waiver(moment: &Moment, id: WaiverId) -> Option<Waiver> {
    let (row, cell) = (moment.accord().waiver(id)?, moment.state().waiver(id));
    let runs = match cell.life {
        WaiverLife::InForce | WaiverLife::WindingDown => Some(cell.left),
        WaiverLife::Suspended => Some(cell.suspended),
        WaiverLife::Idle | WaiverLife::Over => None,
    };
    let volume = row.volume_in(moment.accord(), moment.state());
    Some(Waiver {
        title: moment.labels().waiver(id),
        granter: moment.actor(row.granter),
        life: snake(&format!("{:?}", cell.life)),
        ends: runs.and_then(|left| moment.ahead(left)),
        volume: (volume < i64::MAX).then_some(volume),
        drawn: cell.drawn,
        renewals: (cell.renewals, row.renewals),
        clause: moment.line(row.clause),
    })
}

fn escrow(moment: &Moment, id: EscrowId) -> Option<Escrow> {
    let row = moment.accord().escrow(id)?;
    let sums = kernel::ledger(moment.accord(), moment.state(), id);
    let pause = moment.state().pause(id);
    let parts = moment
        .accord()
        .tranche_ids()
        .filter(|part| moment.accord().tranche(*part).is_some_and(|tranche| tranche.escrow == id));
    Some(Escrow {
        title: moment.labels().escrow(id),
        owner: moment.actor(row.owner),
        custodian: moment.actor(row.custodian),
        currency: moment.labels().currencies.get(id.index()).cloned().unwrap_or_default(),
        total: sums.total,
        frozen: sums.frozen,
        transferred: sums.transferred,
        usable: sums.usable,
        spent: sums.spent,
        returned: sums.returned,
        paused: (pause > Hours::ZERO).then(|| moment.stamp(moment.at.plus(pause))),
        tranches: parts.filter_map(|part| tranche(moment, part)).collect(),
        clause: moment.line(row.clause),
    })
}

fn tranche(moment: &Moment, id: TrancheId) -> Option<Tranche> {
    let (row, cell) = (moment.accord().tranche(id)?, moment.state().tranche(id));
    let escrow = moment.accord().escrow(row.escrow)?;
    let said = |actor: &&kernel::ActorId| {
        kernel::members::bit(&escrow.approvers, **actor)
            .is_some_and(|bit| cell.approvals & bit != 0)
    };
    Some(Tranche {
        title: moment.labels().tranche(id),
        amount: row.amount,
        life: snake(&format!("{:?}", cell.life)),
        transit: stands(cell.transit),
        approved: escrow.approvers.iter().filter(said).map(|actor| moment.actor(*actor)).collect(),
    })
}

fn carveout(moment: &Moment, id: CarveoutId) -> Option<Carveout> {
    let row = moment.accord().carveout(id)?;
    let open = kernel::Condition::Flowing(id);
    Some(Carveout {
        title: moment.labels().carveout(id),
        cap: row.cap,
        used: moment.state().carveout(id).used,
        open: open.holds(moment.accord(), moment.state(), kernel::View::Reports),
        clause: moment.line(row.clause),
    })
}

fn exchange(moment: &Moment, id: HandoverId) -> Option<Exchange> {
    let (row, cell) = (moment.accord().handover(id)?, moment.state().handover(id));
    Some(Exchange {
        title: moment.labels().handover(id),
        party: moment.actor(row.party),
        count: row.count,
        given: cell.given,
        declined: cell.declined,
        done: row.is_done(cell),
        clause: moment.line(row.clause),
    })
}
