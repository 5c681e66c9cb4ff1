//! X-Wing (draft-connolly-cfrg-xwing-kem): X25519 and ML-KEM-768 together; it holds as long as one of them does.
//!
//! Where the draft leaves open whether an all-zero X25519 result is refused, it is refused here, and a key that gives
//! one is refused at enrolment.

use x_wing::{
    Ciphertext, DecapsulationKeyRejectNonContrib, Decapsulator as _, EncapsulationKey,
    KeyExport as _, TryDecapsulate as _,
};
use zeroize::Zeroize as _;

use crate::reason::Reason;
use crate::secret::Secret;

/// Bytes of a public key.
pub const KEM_KEY_BYTES: usize = 1216;
/// Bytes of an encapsulation.
pub(super) const ENCAPSULATION_BYTES: usize = 1120;
const X25519_BYTES: usize = 32;

/// The u coordinates of the points of small order, below 2^255 and by any spelling (RFC 7748 section 6.1; the list
/// of Bernstein, "Curve25519: new Diffie-Hellman speed records", 2006).
const SMALL_ORDER: [[u8; 32]; 7] = [
    [0; 32],
    one_with(1, 0, 0),
    [
        0xe0, 0xeb, 0x7a, 0x7c, 0x3b, 0x41, 0xb8, 0xae, 0x16, 0x56, 0xe3, 0xfa, 0xf1, 0x9f, 0xc4,
        0x6a, 0xda, 0x09, 0x8d, 0xeb, 0x9c, 0x32, 0xb1, 0xfd, 0x86, 0x62, 0x05, 0x16, 0x5f, 0x49,
        0xb8, 0x00,
    ],
    [
        0x5f, 0x9c, 0x95, 0xbc, 0xa3, 0x50, 0x8c, 0x24, 0xb1, 0xd0, 0xb1, 0x55, 0x9c, 0x83, 0xef,
        0x5b, 0x04, 0x44, 0x5c, 0xc4, 0x58, 0x1c, 0x8e, 0x86, 0xd8, 0x22, 0x4e, 0xdd, 0xd0, 0x9f,
        0x11, 0x57,
    ],
    one_with(0xec, 0xff, 0x7f),
    one_with(0xed, 0xff, 0x7f),
    one_with(0xee, 0xff, 0x7f),
];

const fn one_with(first: u8, middle: u8, last: u8) -> [u8; 32] {
    let mut bytes = [middle; 32];
    bytes[0] = first;
    bytes[31] = last;
    bytes
}

/// A public key that passed enrolment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KemKey(EncapsulationKey);

impl KemKey {
    /// Takes 1,216 bytes: ML-KEM-768 key, then X25519 key.
    ///
    /// # Errors
    /// [`Reason::KeyLength`]; [`Reason::KemKey`] if a coefficient is not reduced, the X25519 key is of small order or
    /// its highest bit is set.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Reason> {
        if bytes.len() != KEM_KEY_BYTES {
            return Err(Reason::KeyLength);
        }
        let key = EncapsulationKey::try_from(bytes).map_err(|_| Reason::KemKey)?;
        let (_, x25519) = bytes.split_last_chunk::<X25519_BYTES>().ok_or(Reason::KeyLength)?;
        let refused = x25519[31] & 0x80 != 0 || SMALL_ORDER.contains(x25519);
        if refused { Err(Reason::KemKey) } else { Ok(Self(key)) }
    }

    /// The 1,216 bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes().to_vec()
    }

    /// Encapsulation and shared secret that follow from `randomness`.
    pub(super) fn encapsulate(&self, randomness: &[u8; 64]) -> (Vec<u8>, Secret) {
        let (encapsulation, mut shared) = self.0.encapsulate_deterministic(randomness.into());
        let secret = Secret::new(shared.0);
        shared.zeroize();
        (encapsulation.to_vec(), secret)
    }
}

/// A private key, wiped when dropped.
#[derive(Clone, Debug)]
pub struct KemPrivateKey(DecapsulationKeyRejectNonContrib);

impl KemPrivateKey {
    /// The key of a random seed.
    pub fn from_seed(seed: &Secret) -> Self {
        Self(DecapsulationKeyRejectNonContrib::from(*seed.expose()))
    }

    /// Its public half.
    pub fn public(&self) -> KemKey {
        KemKey(self.0.encapsulation_key().clone())
    }

    /// The shared secret; none if the encapsulation has another length or a share of small order.
    pub(super) fn decapsulate(&self, encapsulation: &[u8]) -> Option<Secret> {
        let encapsulation = Ciphertext::try_from(encapsulation).ok()?;
        let mut shared = self.0.try_decapsulate(&encapsulation).ok()?;
        let secret = Secret::new(shared.0);
        shared.zeroize();
        Some(secret)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unhex(text: &str) -> Vec<u8> {
        let digit = |at| u8::from_str_radix(&text[at..at + 2], 16).expect("hex digits");
        (0..text.len()).step_by(2).map(digit).collect()
    }

    /// The vectors of draft-connolly-cfrg-xwing-kem.
    #[test]
    fn x_wing_of_the_draft() {
        let lines: Vec<(&str, Vec<u8>)> = include_str!("../../tests/official/x-wing.txt")
            .lines()
            .filter_map(|line| line.split_once(' '))
            .map(|(key, value)| (key, unhex(value)))
            .collect();
        assert_eq!(lines.len(), 15);
        for one in lines.chunks(5) {
            let [(_, private), (_, public), (_, randomness), (_, sealed), (_, shared)] = one else {
                panic!("five lines a vector")
            };
            let private = Secret::new(private.as_slice().try_into().expect("32 bytes"));
            let private = KemPrivateKey::from_seed(&private);
            assert_eq!(&private.public().to_bytes(), public);
            let key = KemKey::from_bytes(public).expect("a key of the draft");
            let randomness = randomness.as_slice().try_into().expect("64 bytes");
            let (encapsulation, secret) = key.encapsulate(randomness);
            assert_eq!(&encapsulation, sealed);
            assert_eq!(secret.expose().as_slice(), shared);
            let opened = private.decapsulate(sealed).expect("a good share");
            assert_eq!(opened.expose().as_slice(), shared);
        }
    }

    #[test]
    fn every_key_of_small_order_is_refused_and_its_encapsulation_too() {
        let private = KemPrivateKey::from_seed(&Secret::new([7; 32]));
        let good = private.public();
        let (encapsulation, _) = good.encapsulate(&[9; 64]);
        for point in SMALL_ORDER {
            let mut key = good.to_bytes();
            key[1184..].copy_from_slice(&point);
            assert_eq!(KemKey::from_bytes(&key), Err(Reason::KemKey));
            let mut share = encapsulation.clone();
            share[1088..].copy_from_slice(&point);
            assert!(private.decapsulate(&share).is_none(), "{point:?}");
        }
    }
}
