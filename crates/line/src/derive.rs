//! Keys from keys: HKDF (RFC 5869) and HMAC (RFC 2104) over SHA-256, each use under its own label.

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::cbor::{Value, encode};
use crate::ids::LogId;
use crate::secret::Secret;
use crate::tree::Hash;

/// HKDF, both steps, to 32 bytes.
pub(crate) fn extract_expand(salt: &[u8], key: &[u8], info: &[u8]) -> Secret {
    let mut out = Zeroizing::new([0; 32]);
    fill(&Hkdf::new(Some(salt), key), info, out.as_mut_slice());
    Secret::new(*out)
}

/// HKDF, both steps, without salt, to `N` bytes.
pub(crate) fn expand_to<const N: usize>(key: &Secret, info: &[u8]) -> Zeroizing<[u8; N]> {
    let mut out = Zeroizing::new([0; N]);
    fill(&Hkdf::new(None, key.expose()), info, out.as_mut_slice());
    out
}

/// HKDF, the second step, to 32 bytes.
pub(crate) fn expand(key: &Secret, info: &[u8]) -> Secret {
    let mut out = Zeroizing::new([0; 32]);
    let hkdf = Hkdf::from_prk(key.expose()).expect("32 bytes are the key of a second step");
    fill(&hkdf, info, out.as_mut_slice());
    Secret::new(*out)
}

fn fill(hkdf: &Hkdf<Sha256>, info: &[u8], out: &mut [u8]) {
    hkdf.expand(info, out).expect("no key here is longer than 255 blocks");
}

/// HMAC of the parts, one after the other.
pub(crate) fn mac(key: &[u8], parts: &[&[u8]]) -> Hash {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of HMAC has any length");
    parts.iter().for_each(|part| mac.update(part));
    mac.finalize().into_bytes().into()
}

/// A label and the log it is for, encoded.
pub(crate) fn label(label: &str, origin: &LogId) -> Vec<u8> {
    encode(&Value::Array(vec![Value::Text(label.to_string()), Value::bytes(origin.0)]))
}
