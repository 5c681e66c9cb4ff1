//! What each side hands over under some duties: the most that its exposure in them can be.
//!
//! Read from the text alone, with no search and no beliefs, so that an editor can say it at every
//! key stroke. What is really at risk is less where the text lets a side stop (`exposure`).

use kernel::accord::Target;
use kernel::{Accord, ActorId, DutyId};

use crate::exposure::{Good, good};

/// What one party hands over of one good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stake {
    /// Who.
    pub party: ActorId,
    /// Of what.
    pub good: Good,
    /// How much, in the good's unit; of a stock, how far it moves from its baseline.
    pub most: i64,
}

/// What these duties hand over, by party and good in the order of the duties. Money adds up;
/// of a stock, a dial or a waiver the largest counts.
#[must_use]
pub fn stakes(accord: &Accord, duties: &[DutyId]) -> Vec<Stake> {
    let mut all: Vec<Stake> = Vec::new();
    for stake in duties.iter().filter_map(|duty| stake(accord, *duty)).filter(|it| it.most > 0) {
        let same = |it: &&mut Stake| (it.party, it.good) == (stake.party, stake.good);
        match (all.iter_mut().find(same), stake.good) {
            (Some(known), Good::Money(_)) => known.most = known.most.saturating_add(stake.most),
            (Some(known), _) => known.most = known.most.max(stake.most),
            (None, _) => all.push(stake),
        }
    }
    all
}

fn stake(accord: &Accord, duty: DutyId) -> Option<Stake> {
    let row = accord.duty(duty)?;
    let (good, _) = good(accord, &row.target)?;
    let most = match row.target {
        Target::Value { subject, bound, .. } => {
            bound.saturating_sub(accord.subject(subject)?.baseline).saturating_abs()
        }
        Target::Transferred { tranche } => accord.tranche(tranche)?.amount,
        Target::Dialled { dial, level } => {
            i64::from(level.saturating_sub(accord.dial(dial)?.start))
        }
        Target::Granted { .. } => 1,
        Target::NoOccurrence { .. }
        | Target::Deed
        | Target::Noticed { .. }
        | Target::HandedOver { .. }
        | Target::Joined { .. } => 0,
    };
    Some(Stake { party: row.obligor, good, most })
}
