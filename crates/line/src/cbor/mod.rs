//! Deterministic CBOR: the core requirements of RFC 8949 section 4.2.1 and a closed set of types.
//!
//! Integers, byte strings, texts, arrays, maps with unsigned keys, true, false, null. No floats, no tags, no
//! indefinite lengths, nothing deeper than 16, nothing larger than 65,535 bytes. Each value has one encoding and each
//! accepted encoding is that of its value.

mod decode;
mod encode;
mod fields;

pub use decode::decode;
pub use encode::encode;
pub use fields::Fields;

/// Nesting of arrays and maps, the outermost being 1.
pub const DEPTH_MAX: usize = 16;
/// Bytes of one encoded value.
pub const VALUE_BYTES_MAX: usize = 65_535;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// 0 to 2^64 - 1.
    Unsigned(u64),
    /// -1 - n, for n from 0 to 2^64 - 1.
    Negative(u64),
    /// Bytes.
    Bytes(Vec<u8>),
    /// UTF-8 text.
    Text(String),
    /// Values in order.
    Array(Vec<Value>),
    /// Values by number, in rising order of the number.
    Map(Vec<(u64, Value)>),
    /// True or false.
    Bool(bool),
    /// Nothing.
    Null,
}

impl Value {
    /// Bytes from a slice.
    pub fn bytes(bytes: impl AsRef<[u8]>) -> Self {
        Self::Bytes(bytes.as_ref().to_vec())
    }

    /// A map from entries in rising order of their keys.
    pub fn map(entries: impl IntoIterator<Item = (u64, Value)>) -> Self {
        Self::Map(entries.into_iter().collect())
    }
}
