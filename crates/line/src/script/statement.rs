//! What control leaves say, as values and as their bodies.

use super::cut::{Cut, Prefix};
use crate::cbor::{Fields, Value};
use crate::ids::{ID_BYTES, LogId, SeatId};
use crate::leaf::{CLASSES, ControlKind, ControlLeaf, Seen};
use crate::reason::Reason;
use crate::sign::{HybridSignature, ed25519, ml_dsa};
use crate::tree::Hash;

/// A hold lists at most this many leaves that its author could not open.
pub const VOID_MAX: usize = 8;

/// What a control leaf says. Times are POSIX seconds, rounds count from 1.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Statement {
    /// This is what I hold: stored, verified, opened or listed in `void`.
    Hold {
        /// The round.
        round: u64,
        /// What is held.
        cut: Cut,
        /// Leaves in it, by log and index, that do not open.
        void: Vec<(LogId, u64)>,
        /// The writer's time.
        time: u64,
        /// Blinded digest of the state after the round before.
        state: Hash,
    },
    /// This is the cut of the round and the script up to it.
    Vote {
        /// The round.
        round: u64,
        /// The cut.
        cut: Cut,
        /// Number of leaves of the script.
        size: u64,
        /// Root of the script.
        script: Hash,
    },
    /// The other party lets the round stand still: let the intermediaries rule. No vote follows.
    Appeal {
        /// The round.
        round: u64,
    },
    /// At this time this is all that I held and offered.
    Stamp {
        /// The intermediary's time.
        time: u64,
        /// What it held.
        cut: Cut,
    },
    /// This is the cut of the round.
    Ruling {
        /// The round.
        round: u64,
        /// The cut.
        cut: Cut,
        /// For each appeal that is cited, its author's log up to and with it.
        appeals: Cut,
        /// The intermediary's time.
        time: u64,
    },
    /// From now on I accept only the other party's settlement of the round.
    Yield {
        /// The round.
        round: u64,
    },
    /// This is the cut of the round that the other party yielded.
    Settle {
        /// The round.
        round: u64,
        /// The cut.
        cut: Cut,
    },
}

impl Statement {
    /// Which kind of control leaf says it.
    pub fn kind(&self) -> ControlKind {
        match self {
            Self::Hold { .. } => ControlKind::Hold,
            Self::Vote { .. } => ControlKind::Vote,
            Self::Appeal { .. } => ControlKind::Appeal,
            Self::Stamp { .. } => ControlKind::Stamp,
            Self::Ruling { .. } => ControlKind::Ruling,
            Self::Yield { .. } => ControlKind::Yield,
            Self::Settle { .. } => ControlKind::Settle,
        }
    }

    /// The round it is about; 0 for a stamp, which is about none.
    pub fn round(&self) -> u64 {
        match self {
            Self::Hold { round, .. }
            | Self::Vote { round, .. }
            | Self::Appeal { round }
            | Self::Ruling { round, .. }
            | Self::Yield { round }
            | Self::Settle { round, .. } => *round,
            Self::Stamp { .. } => 0,
        }
    }

    /// The body of the leaf.
    pub fn body(&self) -> Value {
        let number = Value::Unsigned;
        match self {
            Self::Hold { round, cut, void, time, state } => Value::map([
                (0, number(*round)),
                (1, cut.value()),
                (2, Value::Array(void.iter().map(void_value).collect())),
                (3, number(*time)),
                (4, Value::bytes(state)),
            ]),
            Self::Vote { round, cut, size, script } => Value::map([
                (0, number(*round)),
                (1, cut.value()),
                (2, number(*size)),
                (3, Value::bytes(script)),
            ]),
            Self::Appeal { round } | Self::Yield { round } => Value::map([(0, number(*round))]),
            Self::Stamp { time, cut } => Value::map([(0, number(*time)), (1, cut.value())]),
            Self::Ruling { round, cut, appeals, time } => Value::map([
                (0, number(*round)),
                (1, cut.value()),
                (2, appeals.value()),
                (3, number(*time)),
            ]),
            Self::Settle { round, cut } => Value::map([(0, number(*round)), (1, cut.value())]),
        }
    }

    /// Reads the body of a control leaf of a kind.
    ///
    /// # Errors
    /// The reasons whose names begin with `field-` or `cut-`; [`Reason::RoundZero`], [`Reason::HoldVoid`],
    /// [`Reason::RulingAppeals`].
    pub fn read(kind: ControlKind, body: Value) -> Result<Self, Reason> {
        let mut fields = Fields::new(body)?;
        let said = match kind {
            ControlKind::Stamp => {
                Self::Stamp { time: fields.number(0)?, cut: cut(&mut fields, 1)? }
            }
            ControlKind::Hold => Self::Hold {
                round: round(&mut fields)?,
                cut: cut(&mut fields, 1)?,
                void: void(&mut fields)?,
                time: fields.number(3)?,
                state: fields.exact(4)?,
            },
            ControlKind::Vote => Self::Vote {
                round: round(&mut fields)?,
                cut: cut(&mut fields, 1)?,
                size: fields.number(2)?,
                script: fields.exact(3)?,
            },
            ControlKind::Appeal => Self::Appeal { round: round(&mut fields)? },
            ControlKind::Ruling => Self::Ruling {
                round: round(&mut fields)?,
                cut: cut(&mut fields, 1)?,
                appeals: appeals(&mut fields)?,
                time: fields.number(3)?,
            },
            ControlKind::Yield => Self::Yield { round: round(&mut fields)? },
            ControlKind::Settle => {
                Self::Settle { round: round(&mut fields)?, cut: cut(&mut fields, 1)? }
            }
        };
        fields.end()?;
        Ok(said)
    }
}

/// Whether every hold about so many logs fits into its leaf, whose author lists these and so many identity logs as seen:
/// with all the leaves that it may list as unopened, and sizes below 2^32.
pub fn hold_fits(identity_logs: usize, logs: usize) -> bool {
    let id = |number: usize| {
        let mut id = [0; ID_BYTES];
        let place = id.last_chunk_mut::<8>();
        place.into_iter().for_each(|last| *last = (number as u64).to_be_bytes());
        LogId(id)
    };
    let most = u64::from(u32::MAX);
    let cut = Cut::new((0..logs).map(|log| (id(log), Prefix { size: most, root: [0; 32] })));
    let void = (0..VOID_MAX).map(|log| (id(log), most)).collect();
    let hold = Statement::Hold { round: most, cut, void, time: most << 1, state: [0; 32] };
    let seen = Seen::new((1..identity_logs + logs).map(|log| (id(log), most)));
    let signature = HybridSignature {
        ed25519: vec![0; ed25519::SIGNATURE_BYTES],
        ml_dsa: vec![0; ml_dsa::SIGNATURE_44_BYTES],
    };
    let (kind, body, seat) = (hold.kind(), hold.body(), SeatId([0; ID_BYTES]));
    let leaf = ControlLeaf { origin: id(0), seen, seat, kind, body, signature };
    leaf.write().is_ok_and(|bytes| bytes.len() == CLASSES[0])
}

fn void_value((log, index): &(LogId, u64)) -> Value {
    Value::Array(vec![Value::bytes(log.0), Value::Unsigned(*index)])
}

fn round(fields: &mut Fields) -> Result<u64, Reason> {
    match fields.number(0)? {
        0 => Err(Reason::RoundZero),
        round => Ok(round),
    }
}

fn cut(fields: &mut Fields, key: u64) -> Result<Cut, Reason> {
    Cut::read(&fields.array(key)?)
}

fn appeals(fields: &mut Fields) -> Result<Cut, Reason> {
    let appeals = cut(fields, 2)?;
    match appeals.iter().count() {
        1 | 2 => Ok(appeals),
        _ => Err(Reason::RulingAppeals),
    }
}

fn void(fields: &mut Fields) -> Result<Vec<(LogId, u64)>, Reason> {
    let leaves: Result<Vec<(LogId, u64)>, Reason> =
        fields.array(2)?.iter().map(read_void).collect();
    let leaves = leaves?;
    let rise = leaves.is_sorted_by(|before, after| before < after);
    if rise && leaves.len() <= VOID_MAX { Ok(leaves) } else { Err(Reason::HoldVoid) }
}

fn read_void(item: &Value) -> Result<(LogId, u64), Reason> {
    let Value::Array(pair) = item else { return Err(Reason::FieldType) };
    let [Value::Bytes(log), Value::Unsigned(index)] = pair.as_slice() else {
        return Err(Reason::FieldType);
    };
    let log = log.as_slice().try_into().map_err(|_| Reason::FieldRange)?;
    Ok((LogId(log), *index))
}
