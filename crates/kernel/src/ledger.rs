//! Where the money of a restricted account is.

use crate::accord::Accord;
use crate::ids::EscrowId;
use crate::state::{State, TrancheLife};

/// The money of one escrow, by where it is, in minor units of its currency.
///
/// `frozen + transferred + usable + spent + returned = total`, in every state, for ever.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ledger {
    /// All of it, as the text says.
    pub total: i64,
    /// In the restricted account, tranches or not.
    pub frozen: i64,
    /// Moved; banks have not cleared it.
    pub transferred: i64,
    /// Its owner can spend it.
    pub usable: i64,
    /// Spent.
    pub spent: i64,
    /// Sent back.
    pub returned: i64,
}

/// The ledger of an escrow; all zero if there is none. Saturating where a text's sums overflow.
#[must_use]
pub fn ledger(accord: &Accord, state: &State, escrow: EscrowId) -> Ledger {
    let Some(row) = accord.escrow(escrow) else {
        return Ledger::default();
    };
    let mut sums = Ledger { total: row.total, frozen: row.total, ..Ledger::default() };
    for (tranche, cell) in accord.tranches.iter().zip(&state.tranches) {
        if tranche.escrow == escrow {
            let rest = tranche.amount.saturating_sub(cell.spent);
            match cell.life {
                TrancheLife::Frozen => continue,
                TrancheLife::Transferred => add(&mut sums.transferred, rest),
                TrancheLife::Usable => add(&mut sums.usable, rest),
                TrancheLife::Returned => add(&mut sums.returned, rest),
            }
            add(&mut sums.spent, cell.spent);
            sums.frozen = sums.frozen.saturating_sub(tranche.amount);
        }
    }
    sums
}

fn add(sum: &mut i64, amount: i64) {
    *sum = sum.saturating_add(amount);
}
