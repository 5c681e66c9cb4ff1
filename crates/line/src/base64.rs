//! Base 64 of RFC 4648 section 4, padded; only the one spelling that the encoder writes is read.

use base64ct::{Base64, Encoding};

/// Text of `bytes`.
pub fn encode(bytes: &[u8]) -> String {
    Base64::encode_string(bytes)
}

/// Bytes of `text`; none if it is not what [`encode`] writes.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    Base64::decode_vec(text).ok()
}

/// The 32 bytes that `text` spells; none if there are more or fewer.
pub fn decode_hash(text: &str) -> Option<[u8; 32]> {
    if text.len() != 44 {
        return None;
    }
    decode(text)?.try_into().ok()
}
