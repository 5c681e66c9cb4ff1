//! The public identity of a party, as a file that it gives to the others out of band.

use line::cbor::{Fields, Value, decode, encode};
use line::epoch::KemKey;
use line::identity::Role;
use line::sign::HybridKey;
use line::tree::{Hash, sha256};
use line::{LogId, PartyId, Reason, SeatId};

use crate::fault::{Done, Fault};

const MAGIC: &[u8] = b"detente card 4\n";
/// Longest name of a party.
const NAME_BYTES_MAX: usize = 64;
/// A line has at most so many compartments: a card offers logs for each.
pub const COMPARTMENTS_MAX: usize = 8;

/// The logs that a party keeps in one compartment. No log is kept in two: heads of one log that differ convict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Its statements about keys and members.
    pub identity: LogId,
    /// What it writes.
    pub log: LogId,
    /// Parts of its evidence; an intermediary has none.
    pub bulk: Option<LogId>,
}

impl Offer {
    /// Its logs, in the order of a card.
    pub fn logs(&self) -> impl Iterator<Item = LogId> {
        [self.identity, self.log].into_iter().chain(self.bulk)
    }
}

/// Who a party is on the line: names, ids and public keys, no secret.
#[derive(Clone, Debug, PartialEq)]
pub struct Card {
    /// Short name, unique on the line.
    pub name: String,
    /// What it may do.
    pub role: Role,
    /// Actors of the accord whose acts it may state.
    pub speaks: Vec<String>,
    /// Hash of the terms of the accord it has before it.
    pub accord: String,
    /// Its id.
    pub party: PartyId,
    /// Fingerprint of its root key.
    pub root: Hash,
    /// Digest of its recovery keys, if it has any.
    pub recovery: Option<Hash>,
    /// Its logs, for the compartments of a charter in their order.
    pub offers: Vec<Offer>,
    /// Its seats: the station's own, then those of two people.
    pub seats: [SeatId; 3],
    /// What is sealed to the station's seat.
    pub kem: KemKey,
    /// Keys of its receipts.
    pub holder: HybridKey,
    /// Keys of its carriage.
    pub carrier: HybridKey,
    /// Whether times are given by hand: for exercises. All of a line are, or none.
    pub exercise: bool,
}

fn hybrid(key: &HybridKey) -> Value {
    Value::Array(vec![Value::bytes(key.ed25519.to_bytes()), Value::Bytes(key.ml_dsa.to_bytes())])
}

fn read_hybrid(value: Value) -> Result<HybridKey, Reason> {
    match value {
        Value::Array(parts) => match parts.as_slice() {
            [Value::Bytes(classical), Value::Bytes(quantum)] => {
                HybridKey::from_bytes(classical, quantum)
            }
            _ => Err(Reason::FieldType),
        },
        _ => Err(Reason::FieldType),
    }
}

fn role_number(role: Role) -> u64 {
    match role {
        Role::Signatory => 1,
        Role::Inspector => 2,
        Role::Intermediary => 3,
    }
}

fn text(value: Value) -> Result<String, Reason> {
    match value {
        Value::Text(text) if text.len() <= NAME_BYTES_MAX * 2 => Ok(text),
        _ => Err(Reason::FieldType),
    }
}

/// Whether a name of a party or a compartment may stand in names of files and keys.
pub fn is_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    !name.is_empty() && name.len() <= NAME_BYTES_MAX && name.chars().all(plain)
}

impl Card {
    pub(crate) fn value(&self) -> Value {
        let names = self.speaks.iter().map(|name| Value::Text(name.clone())).collect();
        let seats = self.seats.iter().map(|seat| Value::bytes(seat.0)).collect();
        Value::map([
            (0, Value::Text(self.name.clone())),
            (1, Value::Unsigned(role_number(self.role))),
            (2, Value::Array(names)),
            (3, Value::Text(self.accord.clone())),
            (4, Value::bytes(self.party.0)),
            (5, Value::bytes(self.root)),
            (6, Value::Array(self.offers.iter().map(offer_value).collect())),
            (7, Value::Array(seats)),
            (8, Value::Bytes(self.kem.to_bytes())),
            (9, hybrid(&self.holder)),
            (10, hybrid(&self.carrier)),
            (11, Value::Bool(self.exercise)),
            (12, self.recovery.map_or(Value::Null, Value::bytes)),
        ])
    }

    pub(crate) fn from_value(value: Value) -> Result<Self, Reason> {
        let mut fields = Fields::new(value)?;
        let name = text(fields.take(0)?)?;
        let role = match fields.number(1)? {
            1 => Role::Signatory,
            2 => Role::Inspector,
            3 => Role::Intermediary,
            _ => return Err(Reason::FieldRange),
        };
        let speaks = fields.array(2)?.into_iter().map(text).collect::<Result<_, _>>()?;
        let accord = text(fields.take(3)?)?;
        let (party, root) = (PartyId(fields.exact(4)?), fields.exact(5)?);
        let offers = fields.array(6)?.into_iter().map(offer).collect::<Result<Vec<_>, _>>()?;
        let seats = fields.array(7)?.into_iter().map(seat).collect::<Result<Vec<_>, _>>()?;
        let card = Self {
            name,
            role,
            speaks,
            accord,
            party,
            root,
            offers,
            seats: seats.try_into().map_err(|_| Reason::FieldRange)?,
            kem: KemKey::from_bytes(&fields.bytes(8)?)?,
            holder: read_hybrid(fields.take(9)?)?,
            carrier: read_hybrid(fields.take(10)?)?,
            exercise: fields.take(11)? == Value::Bool(true),
            recovery: recovery(fields.take(12)?)?,
        };
        fields.end()?;
        let speaks = card.role != Role::Intermediary;
        let whole = is_name(&card.name)
            && card.offers.len() == COMPARTMENTS_MAX
            && card.offers.iter().all(|offer| offer.bulk.is_some() == speaks);
        if whole { Ok(card) } else { Err(Reason::FieldRange) }
    }

    /// The bytes of the file.
    pub fn write(&self) -> Vec<u8> {
        [MAGIC, &encode(&self.value())].concat()
    }

    /// Reads the file.
    ///
    /// # Errors
    /// If it is no card, or one with a key that may not be used.
    pub fn read(bytes: &[u8]) -> Done<Self> {
        let rest = bytes.strip_prefix(MAGIC);
        let rest = rest.ok_or_else(|| Fault::Refused("this file is no card of a party".into()))?;
        let value = decode(rest).and_then(Self::from_value);
        value.map_err(|reason| Fault::reason("this card is not whole", reason))
    }

    /// What two people compare by another way than the one the card came by.
    pub fn fingerprint(&self) -> Hash {
        sha256(&[b"detente/line/card/1", &encode(&self.value())])
    }
}

fn offer_value(offer: &Offer) -> Value {
    Value::Array(offer.logs().map(|log| Value::bytes(log.0)).collect())
}

fn id(bytes: &[u8]) -> Result<LogId, Reason> {
    Ok(LogId(bytes.try_into().map_err(|_| Reason::FieldRange)?))
}

fn offer(value: Value) -> Result<Offer, Reason> {
    let Value::Array(parts) = value else { return Err(Reason::FieldType) };
    match parts.as_slice() {
        [Value::Bytes(identity), Value::Bytes(log)] => {
            Ok(Offer { identity: id(identity)?, log: id(log)?, bulk: None })
        }
        [Value::Bytes(identity), Value::Bytes(log), Value::Bytes(bulk)] => {
            Ok(Offer { identity: id(identity)?, log: id(log)?, bulk: Some(id(bulk)?) })
        }
        _ => Err(Reason::FieldType),
    }
}

fn recovery(value: Value) -> Result<Option<Hash>, Reason> {
    match value {
        Value::Null => Ok(None),
        Value::Bytes(bytes) => bytes.try_into().map(Some).map_err(|_| Reason::FieldRange),
        _ => Err(Reason::FieldType),
    }
}

fn seat(value: Value) -> Result<SeatId, Reason> {
    match value {
        Value::Bytes(bytes) => {
            Ok(SeatId(bytes.as_slice().try_into().map_err(|_| Reason::FieldRange)?))
        }
        _ => Err(Reason::FieldType),
    }
}

/// Hex digits in groups of four, to be read out.
pub fn spoken(hash: &Hash) -> String {
    let pairs = hash.as_chunks::<2>().0.iter();
    let groups: Vec<String> = pairs.map(|[one, two]| format!("{one:02x}{two:02x}")).collect();
    groups.join(" ")
}
