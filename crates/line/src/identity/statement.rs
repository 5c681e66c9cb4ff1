//! What a root key can say.

use super::root::RootKey;
use super::succession::Warrant;
use crate::cbor::{Fields, Value, encode};
use crate::epoch::KemKey;
use crate::ids::{CompartmentId, ID_BYTES, LogId, PartyId, SeatId};
use crate::leaf::SUITE;
use crate::reason::Reason;
use crate::sign::{HybridKey, HybridSignature, HybridSigner};
use crate::tree::{Hash, sha256};

/// Keys of a seat.
#[derive(Clone, Debug, PartialEq)]
pub struct SeatKeys {
    /// What it signs with.
    pub signing: HybridKey,
    /// What is sealed to it.
    pub kem: KemKey,
}

/// A seat and whose it is: ids of seats are unique within a party only, so that nobody can claim another's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Member {
    /// The seat.
    pub seat: SeatId,
    /// The party that posts it.
    pub party: PartyId,
}

/// Id of the log that `party` opens with `keys`: nobody else can open one with this id.
pub fn log_id(party: &PartyId, keys: &HybridKey) -> LogId {
    let encoded = encode(&Value::Array(vec![
        Value::Text("line/v1/log".to_string()),
        Value::bytes(party.0),
        Value::bytes(keys.ed25519.to_bytes()),
        Value::Bytes(keys.ml_dsa.to_bytes()),
    ]));
    let hash = sha256(&[&encoded]);
    LogId(*hash.first_chunk::<ID_BYTES>().expect("a hash is longer than an id"))
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
    /// A root key and what it rests on. The first is pinned by the agreement; later ones hold once the other side
    /// acknowledges them.
    Root(Box<RootKey>, Warrant),
    /// A seat and its keys, with its own signatures over them; again for every rotation.
    Post(SeatId, Box<SeatKeys>, HybridSignature),
    /// The seat's keys are no longer its own, from here on.
    Revoke(SeatId),
    /// A seat of this party, or of a party without a vote, becomes a member.
    Admit(CompartmentId, Member, u64),
    /// It is one no longer.
    Remove(CompartmentId, Member, u64),
    /// The leaf with this hash, a root of another party, is taken as its root.
    Acknowledge(Hash),
    /// A log of this party and the keys of its heads; its id follows from both ([`log_id`]).
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
            Self::Root(key, warrant) => {
                let [ed25519, ml_dsa] = key.values();
                [vec![Value::Unsigned(1), ed25519, ml_dsa], warrant.values()].concat()
            }
            Self::Post(seat, keys, signature) => post_values(seat, keys, signature),
            Self::Revoke(seat) => vec![Value::Unsigned(3), Value::bytes(seat.0)],
            Self::Admit(place, member, term) => member_values(4, place, member, *term),
            Self::Remove(place, member, term) => member_values(5, place, member, *term),
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
                Self::Root(Box::new(key), Warrant::read(&mut fields)?)
            }
            2 => read_post(&mut fields)?,
            3 => Self::Revoke(SeatId(fields.exact(1)?)),
            4 => {
                let (place, member, term) = read_member(&mut fields)?;
                Self::Admit(place, member, term)
            }
            5 => {
                let (place, member, term) = read_member(&mut fields)?;
                Self::Remove(place, member, term)
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

fn member_values(kind: u64, place: &CompartmentId, member: &Member, term: u64) -> Vec<Value> {
    vec![
        Value::Unsigned(kind),
        Value::bytes(place.0),
        Value::bytes(member.party.0),
        Value::bytes(member.seat.0),
        Value::Unsigned(term),
    ]
}

fn read_post(fields: &mut Fields) -> Result<Statement, Reason> {
    let seat = SeatId(fields.exact(1)?);
    let signing = HybridKey::from_bytes(&fields.bytes(2)?, &fields.bytes(3)?)?;
    let kem = KemKey::from_bytes(&fields.bytes(4)?)?;
    let signature = HybridSignature { ed25519: fields.bytes(5)?, ml_dsa: fields.bytes(6)? };
    Ok(Statement::Post(seat, Box::new(SeatKeys { signing, kem }), signature))
}

fn read_member(fields: &mut Fields) -> Result<(CompartmentId, Member, u64), Reason> {
    let place = CompartmentId(fields.exact(1)?);
    let party = PartyId(fields.exact(2)?);
    let member = Member { seat: SeatId(fields.exact(3)?), party };
    let term = fields.number(4)?;
    if term == 0 { Err(Reason::FieldRange) } else { Ok((place, member, term)) }
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
