//! What a root key can say.

use super::root::RootKey;
use crate::cbor::{Fields, Value, encode};
use crate::epoch::KemKey;
use crate::ids::{CompartmentId, LogId, SeatId};
use crate::leaf::SUITE;
use crate::reason::Reason;
use crate::sign::{HybridKey, HybridSignature, HybridSigner};
use crate::tree::Hash;

/// Keys of a seat.
#[derive(Clone, Debug, PartialEq)]
pub struct SeatKeys {
    /// What it signs with.
    pub signing: HybridKey,
    /// What is sealed to it.
    pub kem: KemKey,
}

/// What a log is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum LogUse {
    /// Messages, control leaves, epochs.
    Main = 1,
    /// Parts of evidence and epochs.
    Bulk = 2,
}

/// One statement. Terms count the admissions of a seat to a compartment, from 1.
#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    /// A root key. The first is pinned by the agreement; later ones hold once the other side acknowledges them.
    Root(Box<RootKey>),
    /// A seat and its keys, with its own signatures over them; again for every rotation.
    Post(SeatId, Box<SeatKeys>, HybridSignature),
    /// The seat's keys are no longer its own, from here on.
    Revoke(SeatId),
    /// A seat of this party or of a party without a vote becomes a member.
    Admit(CompartmentId, SeatId, u64),
    /// It is one no longer.
    Remove(CompartmentId, SeatId, u64),
    /// The leaf with this hash, a root of another party, is taken as its root.
    Acknowledge(Hash),
    /// A log of this party and the keys of its heads.
    Log(LogId, CompartmentId, LogUse, Box<HybridKey>),
}

/// What a seat signs to show that it holds the keys posted for it.
pub(super) fn possession(
    agreement: &Hash,
    origin: &LogId,
    seat: &SeatId,
    keys: &SeatKeys,
) -> Vec<u8> {
    encode(&Value::Array(vec![
        Value::Text("line/v1/possession".to_string()),
        Value::Unsigned(SUITE),
        Value::bytes(agreement),
        Value::bytes(origin.0),
        Value::bytes(seat.0),
        Value::bytes(keys.signing.ed25519.to_bytes()),
        Value::Bytes(keys.signing.ml_dsa.to_bytes()),
        Value::Bytes(keys.kem.to_bytes()),
    ]))
}

impl Statement {
    /// Posts keys that `signer` holds.
    pub fn post(
        (agreement, origin): (&Hash, &LogId),
        seat: SeatId,
        kem: KemKey,
        signer: &HybridSigner,
    ) -> Self {
        let keys = SeatKeys { signing: signer.public(), kem };
        let signature = signer.sign(&possession(agreement, origin, &seat, &keys));
        Self::Post(seat, Box::new(keys), signature)
    }

    pub(super) fn value(&self) -> Value {
        let values = match self {
            Self::Root(key) => {
                let [ed25519, ml_dsa] = key.values();
                vec![Value::Unsigned(1), ed25519, ml_dsa]
            }
            Self::Post(seat, keys, signature) => post_values(seat, keys, signature),
            Self::Revoke(seat) => vec![Value::Unsigned(3), Value::bytes(seat.0)],
            Self::Admit(place, seat, term) => member_values(4, place, seat, *term),
            Self::Remove(place, seat, term) => member_values(5, place, seat, *term),
            Self::Acknowledge(leaf) => vec![Value::Unsigned(6), Value::bytes(leaf)],
            Self::Log(log, place, used, keys) => vec![
                Value::Unsigned(7),
                Value::bytes(log.0),
                Value::bytes(place.0),
                Value::Unsigned(*used as u64),
                Value::bytes(keys.ed25519.to_bytes()),
                Value::Bytes(keys.ml_dsa.to_bytes()),
            ],
        };
        Value::map((0..).zip(values))
    }

    pub(super) fn read(value: Value) -> Result<Self, Reason> {
        let mut fields = Fields::new(value)?;
        let statement = match fields.number(0)? {
            1 => {
                let key = RootKey::from_bytes(&fields.bytes(1)?, &fields.bytes(2)?)?;
                Self::Root(Box::new(key))
            }
            2 => read_post(&mut fields)?,
            3 => Self::Revoke(SeatId(fields.exact(1)?)),
            4 => {
                let (place, seat, term) = read_member(&mut fields)?;
                Self::Admit(place, seat, term)
            }
            5 => {
                let (place, seat, term) = read_member(&mut fields)?;
                Self::Remove(place, seat, term)
            }
            6 => Self::Acknowledge(fields.exact(1)?),
            7 => read_log(&mut fields)?,
            _ => return Err(Reason::IdentityKind),
        };
        fields.end()?;
        Ok(statement)
    }
}

fn post_values(seat: &SeatId, keys: &SeatKeys, signature: &HybridSignature) -> Vec<Value> {
    vec![
        Value::Unsigned(2),
        Value::bytes(seat.0),
        Value::bytes(keys.signing.ed25519.to_bytes()),
        Value::Bytes(keys.signing.ml_dsa.to_bytes()),
        Value::Bytes(keys.kem.to_bytes()),
        Value::bytes(&signature.ed25519),
        Value::bytes(&signature.ml_dsa),
    ]
}

fn member_values(kind: u64, place: &CompartmentId, seat: &SeatId, term: u64) -> Vec<Value> {
    vec![Value::Unsigned(kind), Value::bytes(place.0), Value::bytes(seat.0), Value::Unsigned(term)]
}

fn read_post(fields: &mut Fields) -> Result<Statement, Reason> {
    let seat = SeatId(fields.exact(1)?);
    let signing = HybridKey::from_bytes(&fields.bytes(2)?, &fields.bytes(3)?)?;
    let kem = KemKey::from_bytes(&fields.bytes(4)?)?;
    let signature = HybridSignature { ed25519: fields.bytes(5)?, ml_dsa: fields.bytes(6)? };
    Ok(Statement::Post(seat, Box::new(SeatKeys { signing, kem }), signature))
}

fn read_member(fields: &mut Fields) -> Result<(CompartmentId, SeatId, u64), Reason> {
    let member = (CompartmentId(fields.exact(1)?), SeatId(fields.exact(2)?), fields.number(3)?);
    if member.2 == 0 { Err(Reason::FieldRange) } else { Ok(member) }
}

fn read_log(fields: &mut Fields) -> Result<Statement, Reason> {
    let (log, place) = (LogId(fields.exact(1)?), CompartmentId(fields.exact(2)?));
    let used = match fields.number(3)? {
        1 => LogUse::Main,
        2 => LogUse::Bulk,
        _ => return Err(Reason::FieldRange),
    };
    let keys = HybridKey::from_bytes(&fields.bytes(4)?, &fields.bytes(5)?)?;
    Ok(Statement::Log(log, place, used, Box::new(keys)))
}
