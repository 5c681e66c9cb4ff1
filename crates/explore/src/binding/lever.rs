//! The declared list of single changes, each with the unit it is told in.
//!
//! Some change what the reader believes the text to give (relief, sums, detection, delay): the same
//! graph is weighed anew. Others change the text itself (talks, consulting first): it is enumerated
//! anew.

use kernel::accord::ProcedureKind;
use kernel::verdict::Item;
use kernel::{Accord, ClauseId, DialId, DutyId, EscrowId, Hours};
use world::{Beliefs, EntryId, Lump, Occasion, Odds, Per, Values};

/// Something that drafting could change, alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lever {
    /// Relief of a dial, announced and felt, as a share of what is believed of it.
    Relief(DialId),
    /// Every tranche of an escrow, as a share of the sums written.
    Tranches(EscrowId),
    /// Odds in a period that undeclared non-performance is seen.
    Detection(DutyId),
    /// Days from relief announced to relief felt.
    Felt(DialId),
    /// Days from money transferred to money usable.
    Usable(EscrowId),
    /// Days that the stages of disputes take together.
    Talks,
    /// Days of notice, in which the sides consult, before a withdrawal takes effect.
    ConsultFirst,
}

/// What a lever is told in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A share of what is written, 1 as it is.
    Share,
    /// Odds in one period.
    Odds,
    /// Days.
    Days,
}

/// Most that relief and sums are multiplied by.
const SCALE_MAX: f64 = 3.0;
/// Longest time to consult that is tried.
const CONSULT_DAYS_MAX: f64 = 180.0;

/// Every lever that this text and these beliefs have.
#[must_use]
pub fn levers(accord: &Accord, beliefs: &Beliefs) -> Vec<Lever> {
    let has = |odds| beliefs.odds_entry(odds).is_some();
    let mut all: Vec<Lever> = accord.dial_ids().map(Lever::Relief).collect();
    all.extend(accord.escrow_ids().map(Lever::Tranches));
    all.retain(|lever| !lever.amounts(accord, beliefs).is_empty());
    all.extend(accord.duty_ids().filter(|id| has(Odds::Detect(*id))).map(Lever::Detection));
    all.extend(accord.dial_ids().filter(|id| has(Odds::Felt(*id))).map(Lever::Felt));
    all.extend(accord.escrow_ids().filter(|id| has(Odds::Usable(*id))).map(Lever::Usable));
    let talks = accord.procedures.iter().any(|it| it.kind == ProcedureKind::Dispute);
    all.extend(talks.then_some(Lever::Talks));
    all.push(Lever::ConsultFirst);
    all
}

impl Lever {
    /// The unit it is told in.
    #[must_use]
    pub fn unit(self) -> Unit {
        match self {
            Self::Relief(_) | Self::Tranches(_) => Unit::Share,
            Self::Detection(_) => Unit::Odds,
            Self::Felt(_) | Self::Usable(_) | Self::Talks | Self::ConsultFirst => Unit::Days,
        }
    }

    /// Where it stands.
    #[must_use]
    pub fn now(self, accord: &Accord, beliefs: &Beliefs) -> f64 {
        let chance = |odds| crate::weigh::chance_of(beliefs, &beliefs.central(), odds);
        match self {
            Self::Relief(_) | Self::Tranches(_) => 1.0,
            Self::Detection(duty) => chance(Odds::Detect(duty)),
            Self::Felt(dial) => days(beliefs, chance(Odds::Felt(dial))),
            Self::Usable(escrow) => days(beliefs, chance(Odds::Usable(escrow))),
            Self::Talks => talks(accord),
            Self::ConsultFirst => {
                accord.withdrawal_notice.iter().map(|it| in_days(*it)).fold(0.0, f64::max)
            }
        }
    }

    /// How far it is tried, one end or both.
    #[must_use]
    pub fn ends(self, accord: &Accord, beliefs: &Beliefs) -> Vec<f64> {
        match self {
            Self::Relief(_) | Self::Tranches(_) => vec![SCALE_MAX, 0.0],
            Self::Detection(_) => vec![1.0],
            Self::Felt(_) | Self::Usable(_) => vec![in_days(beliefs.period)],
            Self::Talks => vec![1.0],
            Self::ConsultFirst => {
                let now = self.now(accord, beliefs);
                if now < CONSULT_DAYS_MAX { vec![CONSULT_DAYS_MAX] } else { Vec::new() }
            }
        }
    }

    /// The clause that would be changed, if one is.
    #[must_use]
    pub fn clause(self, accord: &Accord) -> Option<ClauseId> {
        match self {
            Self::Relief(dial) | Self::Felt(dial) => accord.dial(dial).map(|row| row.clause),
            Self::Tranches(escrow) | Self::Usable(escrow) => {
                accord.escrow(escrow).map(|row| row.clause)
            }
            Self::Detection(duty) => accord.duty(duty).map(|row| row.clause),
            Self::Talks => disputes(accord).next().map(|row| row.clause),
            Self::ConsultFirst => Some(accord.header),
        }
    }

    /// The numbers with the lever at `x`; as they are if it changes the text.
    #[must_use]
    pub fn values(self, accord: &Accord, beliefs: &Beliefs, x: f64) -> Values {
        let mut values = beliefs.central();
        for entry in self.amounts(accord, beliefs) {
            let amount = crate::weigh::entry_value(&values, entry);
            super::set(&mut values, entry, amount * x);
        }
        let (odds, chance) = match self {
            Self::Detection(duty) => (Odds::Detect(duty), x),
            Self::Felt(dial) => (Odds::Felt(dial), chance(beliefs, x)),
            Self::Usable(escrow) => (Odds::Usable(escrow), chance(beliefs, x)),
            Self::Relief(_) | Self::Tranches(_) | Self::Talks | Self::ConsultFirst => {
                return values;
            }
        };
        if let Some(entry) = beliefs.odds_entry(odds) {
            super::set(&mut values, entry, chance);
        }
        values
    }

    /// The text with the lever at `x`, to whole days; `None` if it does not change the text.
    #[must_use]
    pub fn text(self, accord: &Accord, x: f64) -> Option<Accord> {
        let mut changed = accord.clone();
        match self {
            Self::Talks => {
                let share = x / talks(accord).max(1.0);
                let disputes =
                    changed.procedures.iter_mut().filter(|it| it.kind == ProcedureKind::Dispute);
                let stages = disputes.flat_map(|it| it.stages.iter_mut());
                stages.for_each(|stage| *stage = whole_days((in_days(*stage) * share).max(1.0)));
            }
            Self::ConsultFirst => {
                changed.withdrawal_notice = vec![whole_days(x); usize::from(accord.signatories)];
            }
            Self::Relief(_)
            | Self::Tranches(_)
            | Self::Detection(_)
            | Self::Felt(_)
            | Self::Usable(_) => return None,
        }
        Some(changed.indexed())
    }

    /// The entries that it multiplies.
    fn amounts(self, accord: &Accord, beliefs: &Beliefs) -> Vec<EntryId> {
        let mut all: Vec<EntryId> = match self {
            Self::Relief(dial) => {
                let flows = beliefs.flows.iter().filter(|flow| match flow.per {
                    Per::Announced(it) | Per::Felt(it) | Per::Gap(it) => it == dial,
                    Per::Period | Per::Held { .. } | Per::Covered { .. } | Per::Pressure(_) => {
                        false
                    }
                });
                flows.map(|flow| flow.amount).collect()
            }
            Self::Tranches(escrow) => {
                let of = |lump: &&Lump| match &lump.on {
                    Occasion::Verdict { item: Some(Item::Tranche(id)), .. } => {
                        accord.tranche(*id).is_some_and(|row| row.escrow == escrow)
                    }
                    _ => false,
                };
                beliefs.lumps.iter().filter(of).map(|lump| lump.amount).collect()
            }
            Self::Detection(_)
            | Self::Felt(_)
            | Self::Usable(_)
            | Self::Talks
            | Self::ConsultFirst => Vec::new(),
        };
        all.sort_unstable();
        all.dedup();
        all
    }
}

fn disputes(accord: &Accord) -> impl Iterator<Item = &kernel::accord::Procedure> {
    accord.procedures.iter().filter(|it| it.kind == ProcedureKind::Dispute)
}

/// Days of the longest dispute.
fn talks(accord: &Accord) -> f64 {
    let length = |it: &kernel::accord::Procedure| it.stages.iter().map(|it| in_days(*it)).sum();
    disputes(accord).map(length).fold(0.0, f64::max)
}

/// Mean days of a wait that ends with these odds a period.
fn days(beliefs: &Beliefs, chance: f64) -> f64 {
    in_days(beliefs.period) / chance.max(1e-6)
}

fn chance(beliefs: &Beliefs, days: f64) -> f64 {
    (in_days(beliefs.period) / days.max(1e-6)).min(1.0)
}

fn in_days(span: Hours) -> f64 {
    f64::from(span.0) / 24.0
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few hundred days")]
fn whole_days(days: f64) -> Hours {
    Hours::days(days.round().max(0.0) as u32)
}
