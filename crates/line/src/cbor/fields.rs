//! A map with known fields, taken one by one; what is left over is an error.

use super::Value;
use crate::reason::Reason;

/// Fields of a map that have not been taken yet.
#[derive(Debug)]
pub struct Fields {
    left: Vec<(u64, Value)>,
}

impl Fields {
    /// Takes a map.
    ///
    /// # Errors
    /// [`Reason::FieldType`] for any other value.
    pub fn new(value: Value) -> Result<Self, Reason> {
        match value {
            Value::Map(left) => Ok(Self { left }),
            _ => Err(Reason::FieldType),
        }
    }

    /// Takes field `key`.
    ///
    /// # Errors
    /// [`Reason::FieldMissing`].
    pub fn take(&mut self, key: u64) -> Result<Value, Reason> {
        let place = self.left.iter().position(|(other, _)| *other == key);
        Ok(self.left.remove(place.ok_or(Reason::FieldMissing)?).1)
    }

    /// Takes field `key`, a number.
    ///
    /// # Errors
    /// [`Reason::FieldMissing`], [`Reason::FieldType`].
    pub fn number(&mut self, key: u64) -> Result<u64, Reason> {
        match self.take(key)? {
            Value::Unsigned(number) => Ok(number),
            _ => Err(Reason::FieldType),
        }
    }

    /// Takes field `key`, bytes.
    ///
    /// # Errors
    /// [`Reason::FieldMissing`], [`Reason::FieldType`].
    pub fn bytes(&mut self, key: u64) -> Result<Vec<u8>, Reason> {
        match self.take(key)? {
            Value::Bytes(bytes) => Ok(bytes),
            _ => Err(Reason::FieldType),
        }
    }

    /// Takes field `key`, exactly `N` bytes.
    ///
    /// # Errors
    /// [`Reason::FieldMissing`], [`Reason::FieldType`], [`Reason::FieldRange`].
    pub fn exact<const N: usize>(&mut self, key: u64) -> Result<[u8; N], Reason> {
        self.bytes(key)?.try_into().map_err(|_| Reason::FieldRange)
    }

    /// Takes field `key`, an array.
    ///
    /// # Errors
    /// [`Reason::FieldMissing`], [`Reason::FieldType`].
    pub fn array(&mut self, key: u64) -> Result<Vec<Value>, Reason> {
        match self.take(key)? {
            Value::Array(items) => Ok(items),
            _ => Err(Reason::FieldType),
        }
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// [`Reason::FieldUnknown`] if a field is left.
    pub fn end(self) -> Result<(), Reason> {
        if self.left.is_empty() { Ok(()) } else { Err(Reason::FieldUnknown) }
    }
}
