//! HPKE (RFC 9180), base mode, one message: X-Wing (0x647a), HKDF-SHA256 (0x0001), ChaCha20-Poly1305 (0x0003).
//!
//! The randomness of the encapsulation is handed in, so that whoever knows it can repeat the seal.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, Nonce};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::kem::{ENCAPSULATION_BYTES, KemKey, KemPrivateKey};
use crate::secret::Secret;

const SUITE_ID: [u8; 10] = *b"HPKE\x64\x7a\x00\x01\x00\x03";

/// Encapsulation and ciphertext of `plaintext`, one after the other.
pub fn seal(key: &KemKey, randomness: &[u8; 64], info: &[u8], plaintext: &[u8]) -> Vec<u8> {
    let (encapsulation, shared) = key.encapsulate(randomness);
    let (cipher, nonce) = schedule(&shared, info);
    let payload = Payload { msg: plaintext, aad: &[] };
    let sealed = cipher.encrypt(&nonce, payload).expect("a slot is far below the cipher's limit");
    [encapsulation, sealed].concat()
}

/// Plaintext of what [`seal`] made; none if it does not open.
pub fn open(key: &KemPrivateKey, info: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (encapsulation, ciphertext) = sealed.split_at_checked(ENCAPSULATION_BYTES)?;
    let (cipher, nonce) = schedule(&key.decapsulate(encapsulation)?, info);
    let opened = cipher.decrypt(&nonce, Payload { msg: ciphertext, aad: &[] });
    opened.ok().map(Zeroizing::new)
}

/// Key and first nonce (RFC 9180 section 5.1, mode 0).
fn schedule(shared: &Secret, info: &[u8]) -> (ChaCha20Poly1305, Nonce) {
    let psk_id_hash = labeled_extract(&[], b"psk_id_hash", &[]).0;
    let info_hash = labeled_extract(&[], b"info_hash", info).0;
    let context = [&[0], psk_id_hash.as_slice(), info_hash.as_slice()].concat();
    let (_, secret) = labeled_extract(shared.expose(), b"secret", &[]);
    let mut key = Zeroizing::new([0; 32]);
    labeled_expand(&secret, b"key", &context, key.as_mut_slice());
    let mut nonce = [0; 12];
    labeled_expand(&secret, b"base_nonce", &context, &mut nonce);
    (ChaCha20Poly1305::new((&*key).into()), nonce.into())
}

fn labeled_extract(salt: &[u8], label: &[u8], key: &[u8]) -> (Zeroizing<[u8; 32]>, Hkdf<Sha256>) {
    let labeled = Zeroizing::new([b"HPKE-v1", SUITE_ID.as_slice(), label, key].concat());
    let (pseudorandom, hkdf) = Hkdf::<Sha256>::extract(Some(salt), &labeled);
    (Zeroizing::new(pseudorandom.into()), hkdf)
}

fn labeled_expand(key: &Hkdf<Sha256>, label: &[u8], info: &[u8], out: &mut [u8]) {
    let length = u16::try_from(out.len()).expect("a key or a nonce");
    let length = length.to_be_bytes();
    let parts = [length.as_slice(), b"HPKE-v1", &SUITE_ID, label, info];
    key.expand_multi_info(&parts, out).expect("a key or a nonce is shorter than 255 blocks");
}
