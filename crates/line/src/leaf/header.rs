//! Fields that all leaves share.

use super::frame::{CLASSES, class_for, frame, unframe};
use super::{SUITE, Seen, VERSION};
use crate::cbor::{Fields, Value, decode, encode};
use crate::ids::LogId;
use crate::reason::Reason;

/// Field 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LeafType {
    Content = 1,
    Control = 2,
    Epoch = 3,
    Identity = 4,
}

/// A header whose shared fields are read: 0 version, 1 type, 2 suite, 3 origin, 4 seen.
#[derive(Debug)]
pub(crate) struct Header {
    pub leaf_type: LeafType,
    pub origin: LogId,
    pub seen: Seen,
    /// Fields from 5 on.
    pub fields: Fields,
}

impl Header {
    /// Header and rest of a leaf.
    pub fn read(bytes: &[u8]) -> Result<(Self, &[u8]), Reason> {
        if !CLASSES.contains(&bytes.len()) {
            return Err(Reason::LeafSize);
        }
        let (head, rest) = unframe(bytes)?;
        let mut fields = Fields::new(decode(head)?)?;
        if fields.number(0)? != VERSION {
            return Err(Reason::LeafVersion);
        }
        let leaf_type = match fields.number(1)? {
            1 => LeafType::Content,
            2 => LeafType::Control,
            3 => LeafType::Epoch,
            4 => LeafType::Identity,
            _ => return Err(Reason::LeafType),
        };
        if fields.number(2)? != SUITE {
            return Err(Reason::LeafSuite);
        }
        let origin = LogId(fields.exact(3)?);
        let seen = Seen::read(fields.array(4)?, &origin)?;
        Ok((Self { leaf_type, origin, seen, fields }, rest))
    }
}

/// The encoded header of a leaf with these fields from 5 on.
pub(super) fn write_header(
    leaf_type: LeafType,
    origin: &LogId,
    seen: &Seen,
    fields: Vec<(u64, Value)>,
) -> Vec<u8> {
    let shared = [
        (0, Value::Unsigned(VERSION)),
        (1, Value::Unsigned(leaf_type as u64)),
        (2, Value::Unsigned(SUITE)),
        (3, Value::bytes(origin.0)),
        (4, seen.value()),
    ];
    encode(&Value::map(shared.into_iter().chain(fields)))
}

/// A whole leaf that is all header, in the smallest class that holds it.
pub(crate) fn write_clear(
    leaf_type: LeafType,
    origin: &LogId,
    seen: &Seen,
    fields: Vec<(u64, Value)>,
) -> Result<Vec<u8>, Reason> {
    let head = write_header(leaf_type, origin, seen, fields);
    frame(&head, class_for(head.len() + 2)?)
}
