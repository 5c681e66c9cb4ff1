//! A second writer of sealed leaves, from docs/format.md alone: seals whatever it is given.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use line::cbor::{Value, encode};
use sha2::Sha256;

fn expand(key: &[u8; 32], label: &str) -> [u8; 32] {
    let mut out = [0; 32];
    let hkdf = Hkdf::<Sha256>::from_prk(key).expect("32 bytes");
    hkdf.expand(label.as_bytes(), &mut out).expect("32 bytes");
    out
}

fn framed(header: &[(u64, Value)]) -> Vec<u8> {
    let head = encode(&Value::Map(header.to_vec()));
    [&(head.len() as u16).to_be_bytes(), head.as_slice()].concat()
}

/// Bytes of plaintext in a leaf of 4,096 bytes with this header.
pub fn plaintext_size(header: &[(u64, Value)]) -> usize {
    4096 - framed(header).len() - 16
}

/// The leaf; with a true or a false commitment.
pub fn seal(header: &[(u64, Value)], key: &[u8; 32], plaintext: &[u8], commit: bool) -> Vec<u8> {
    let mut mac =
        <Hmac<Sha256> as KeyInit>::new_from_slice(&expand(key, "line/v1/com")).expect("any length");
    mac.update(if commit { plaintext } else { b"another plaintext" });
    let commitment: [u8; 32] = mac.finalize().into_bytes().into();
    let mut header: Vec<(u64, Value)> =
        header.iter().filter(|(key, _)| *key != 7).cloned().collect();
    header.push((7, Value::bytes(commitment)));
    let outer = framed(&header);
    let cipher = ChaCha20Poly1305::new((&expand(key, "line/v1/enc")).into());
    let payload = Payload { msg: plaintext, aad: &outer };
    let sealed = cipher.encrypt(&Nonce::default(), payload).expect("a short plaintext");
    [outer, sealed].concat()
}
