//! The public identity of a party, as a file that it gives to the others out of band.

use line::cbor::{Fields, Value, decode, encode};
use line::epoch::KemKey;
use line::identity::{Party, Role};
use line::sign::HybridKey;
use line::tree::{Hash, sha256};
use line::{LogId, PartyId, Reason, SeatId};

use crate::fault::{Done, Fault};

const MAGIC: &[u8] = b"detente card 1\n";
/// Longest name of a party.
const NAME_BYTES_MAX: usize = 64;

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
    /// Its identity log.
    pub identity: LogId,
    /// Fingerprint of its root key.
    pub root: Hash,
    /// The log it writes.
    pub log: LogId,
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

/// Whether a name of a party may stand in file names and key names.
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
            (5, Value::bytes(self.identity.0)),
            (6, Value::bytes(self.root)),
            (7, Value::bytes(self.log.0)),
            (8, Value::Array(seats)),
            (9, Value::Bytes(self.kem.to_bytes())),
            (10, hybrid(&self.holder)),
            (11, hybrid(&self.carrier)),
            (12, Value::Bool(self.exercise)),
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
        let (party, identity) = (PartyId(fields.exact(4)?), LogId(fields.exact(5)?));
        let (root, log) = (fields.exact(6)?, LogId(fields.exact(7)?));
        let seats = fields.array(8)?.into_iter().map(seat).collect::<Result<Vec<_>, _>>()?;
        let card = Self {
            name,
            role,
            speaks,
            accord,
            party,
            identity,
            root,
            log,
            seats: seats.try_into().map_err(|_| Reason::FieldRange)?,
            kem: KemKey::from_bytes(&fields.bytes(9)?)?,
            holder: read_hybrid(fields.take(10)?)?,
            carrier: read_hybrid(fields.take(11)?)?,
            exercise: fields.take(12)? == Value::Bool(true),
        };
        fields.end()?;
        if is_name(&card.name) { Ok(card) } else { Err(Reason::FieldRange) }
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

    pub(crate) fn as_party(&self) -> Party {
        Party { id: self.party, role: self.role, identity: self.identity, root: self.root }
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
