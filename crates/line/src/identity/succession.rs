//! How one root follows another: signed by the root before it, or, where that is lost or stolen, by enough of the recovery
//! keys that the agreement pins. Either holds once another signatory acknowledges it.

use super::root::{RootKey, RootSigner};
use crate::cbor::{Fields, Value, encode};
use crate::ids::LogId;
use crate::leaf::SUITE;
use crate::reason::Reason;
use crate::tree::{Hash, sha256};

/// A party has at most so many recovery keys: a leaf holds the signatures of as many as are needed.
pub const RECOVERY_KEYS_MAX: usize = 9;
/// At most so many of them are needed.
pub const RECOVERY_NEEDED_MAX: u64 = 7;

/// Which recovery keys there are, and how many of them a new root needs. An agreement pins its digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recovery {
    needed: u64,
    keys: Vec<Hash>,
}

impl Recovery {
    /// So many of the keys with these fingerprints.
    ///
    /// # Errors
    /// [`Reason::FieldRange`] for none, too many, one twice, or more needed than there are.
    pub fn new(needed: u64, keys: Vec<Hash>) -> Result<Self, Reason> {
        let distinct = keys.iter().collect::<std::collections::BTreeSet<_>>().len() == keys.len();
        let enough = needed >= 1 && needed <= RECOVERY_NEEDED_MAX.min(keys.len() as u64);
        let fits = distinct && enough && keys.len() <= RECOVERY_KEYS_MAX;
        if fits { Ok(Self { needed, keys }) } else { Err(Reason::FieldRange) }
    }

    /// How many keys a new root needs.
    pub fn needed(&self) -> u64 {
        self.needed
    }

    /// Fingerprints of the keys.
    pub fn keys(&self) -> &[Hash] {
        &self.keys
    }

    fn keys_value(&self) -> Value {
        Value::Array(self.keys.iter().map(Value::bytes).collect())
    }

    /// What an agreement pins.
    pub fn digest(&self) -> Hash {
        let label = Value::Text("line/v1/recovery".to_string());
        let whole = vec![label, Value::Unsigned(self.needed), self.keys_value()];
        sha256(&[&encode(&Value::Array(whole))])
    }
}

/// A recovery key with its signatures over the new root.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    key: RootKey,
    signatures: [Vec<u8>; 2],
}

/// What a root rests on.
#[derive(Clone, Debug, PartialEq)]
pub enum Warrant {
    /// The agreement pins it: the first of a party.
    Pinned,
    /// The root of this generation signed it.
    Root(u64, [Vec<u8>; 2]),
    /// Recovery keys signed it.
    Shares(Recovery, Vec<Share>),
}

/// The place at which a root is stated: agreement, identity log, index, generation.
pub type RootPlace<'a> = (&'a Hash, LogId, u64, u64);

fn message((agreement, origin, index, generation): RootPlace<'_>, next: &RootKey) -> Vec<u8> {
    let [ed25519, ml_dsa] = next.values();
    encode(&Value::Array(vec![
        Value::Text("line/v1/succession".to_string()),
        Value::Unsigned(SUITE),
        Value::bytes(agreement),
        Value::bytes(origin.0),
        Value::Unsigned(index),
        Value::Unsigned(generation),
        ed25519,
        ml_dsa,
    ]))
}

impl Warrant {
    /// The root of a generation signs the next one.
    pub fn by_root(
        place: RootPlace<'_>,
        next: &RootKey,
        (generation, root): (u64, &RootSigner),
    ) -> Self {
        Self::Root(generation, root.sign(&message(place, next)))
    }

    /// Recovery keys sign the next root.
    pub fn by_shares(
        place: RootPlace<'_>,
        next: &RootKey,
        recovery: &Recovery,
        shares: &[RootSigner],
    ) -> Self {
        let said = message(place, next);
        let one = |it: &RootSigner| Share { key: it.public(), signatures: it.sign(&said) };
        Self::Shares(recovery.clone(), shares.iter().map(one).collect())
    }

    /// Checks the signatures. `stated` are the roots of all generations so far, `pinned` what the agreement says of
    /// recovery keys.
    pub(super) fn verify(
        &self,
        place: RootPlace<'_>,
        next: &RootKey,
        stated: &[RootKey],
        pinned: Option<&Hash>,
    ) -> Result<(), Reason> {
        let said = message(place, next);
        match self {
            Self::Pinned if place.3 == 0 => Ok(()),
            Self::Root(generation, signatures) if place.3 > 0 => {
                let before = usize::try_from(*generation).ok().and_then(|at| stated.get(at));
                before.ok_or(Reason::IdentityWarrant)?.verify(&said, signatures)
            }
            Self::Shares(recovery, shares) if place.3 > 0 => {
                if pinned != Some(&recovery.digest()) {
                    return Err(Reason::IdentityWarrant);
                }
                let mut left: Vec<&Hash> = recovery.keys.iter().collect();
                for share in shares {
                    let at = left.iter().position(|key| **key == share.key.fingerprint());
                    left.remove(at.ok_or(Reason::IdentityWarrant)?);
                    share.key.verify(&said, &share.signatures)?;
                }
                let enough = shares.len() as u64 == recovery.needed;
                if enough { Ok(()) } else { Err(Reason::IdentityWarrant) }
            }
            Self::Pinned | Self::Root(..) | Self::Shares(..) => Err(Reason::IdentityWarrant),
        }
    }

    /// Fields 3 and up of a root statement.
    pub(super) fn values(&self) -> Vec<Value> {
        match self {
            Self::Pinned => Vec::new(),
            Self::Root(generation, [ed25519, ml_dsa]) => {
                vec![Value::Unsigned(*generation), Value::bytes(ed25519), Value::bytes(ml_dsa)]
            }
            Self::Shares(recovery, shares) => {
                let share = |one: &Share| {
                    let [key, quantum] = one.key.values();
                    let [ed25519, ml_dsa] = one.signatures.each_ref().map(Value::bytes);
                    Value::Array(vec![key, quantum, ed25519, ml_dsa])
                };
                let shares = Value::Array(shares.iter().map(share).collect());
                vec![Value::Unsigned(recovery.needed), recovery.keys_value(), shares]
            }
        }
    }

    pub(super) fn read(fields: &mut Fields) -> Result<Self, Reason> {
        let first = match fields.number(3) {
            Ok(first) => first,
            Err(Reason::FieldMissing) => return Ok(Self::Pinned),
            Err(reason) => return Err(reason),
        };
        match fields.take(4)? {
            Value::Bytes(ed25519) => Ok(Self::Root(first, [ed25519, fields.bytes(5)?])),
            Value::Array(keys) => {
                let keys = keys.into_iter().map(fingerprint).collect::<Result<Vec<_>, _>>()?;
                let recovery = Recovery::new(first, keys)?;
                let shares = fields.array(5)?.into_iter().map(share);
                Ok(Self::Shares(recovery, shares.collect::<Result<_, _>>()?))
            }
            _ => Err(Reason::FieldType),
        }
    }
}

fn fingerprint(value: Value) -> Result<Hash, Reason> {
    match value {
        Value::Bytes(bytes) => bytes.try_into().map_err(|_| Reason::FieldRange),
        _ => Err(Reason::FieldType),
    }
}

fn share(value: Value) -> Result<Share, Reason> {
    let Value::Array(parts) = value else { return Err(Reason::FieldType) };
    match <[Value; 4]>::try_from(parts) {
        Ok([Value::Bytes(key), Value::Bytes(quantum), Value::Bytes(one), Value::Bytes(other)]) => {
            let key = RootKey::from_bytes(&key, &quantum)?;
            Ok(Share { key, signatures: [one, other] })
        }
        _ => Err(Reason::FieldType),
    }
}
