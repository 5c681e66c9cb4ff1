//! Ed25519 (RFC 8032) as strictly as two governments need to agree on it.
//!
//! A key is refused unless it is the canonical encoding of a point that has not small order; a signature is refused
//! unless R and S are canonical, R has not small order, and the equation holds without the cofactor. So a
//! signature is either valid for everybody or for nobody (Chalkias, Garillot and Nikolaenko, 2020).

use ed25519_dalek::{Signature, Signer as _, SigningKey, VerifyingKey};

use crate::reason::Reason;
use crate::secret::Secret;

/// Bytes of a signature.
pub const SIGNATURE_BYTES: usize = 64;

/// A public key that passed enrolment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// Takes 32 bytes as they stand in a key file or a leaf.
    ///
    /// # Errors
    /// [`Reason::KeyLength`] and [`Reason::KeyWeak`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Reason> {
        let bytes: &[u8; 32] = bytes.try_into().map_err(|_| Reason::KeyLength)?;
        let key = VerifyingKey::from_bytes(bytes).map_err(|_| Reason::KeyWeak)?;
        if is_canonical(bytes) && !key.is_weak() { Ok(Self(key)) } else { Err(Reason::KeyWeak) }
    }

    /// The canonical encoding.
    pub fn to_bytes(&self) -> [u8; 32] {
        self.0.to_bytes()
    }

    /// Checks `signature` over `message`.
    ///
    /// # Errors
    /// [`Reason::SignatureLength`] and [`Reason::SignatureInvalid`].
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), Reason> {
        let signature: &[u8; SIGNATURE_BYTES] =
            signature.try_into().map_err(|_| Reason::SignatureLength)?;
        let signature = Signature::from_bytes(signature);
        self.0.verify_strict(message, &signature).map_err(|_| Reason::SignatureInvalid)
    }
}

/// Whether the y coordinate is below p = 2^255 - 19.
fn is_canonical(bytes: &[u8; 32]) -> bool {
    let [low, middle @ .., high] = bytes;
    *low < 0xed || high & 0x7f != 0x7f || middle.iter().any(|byte| *byte != 0xff)
}

/// A private key, wiped when dropped.
#[derive(Clone)]
pub struct PrivateKey(SigningKey);

impl PrivateKey {
    /// The key of a random seed.
    pub fn from_seed(seed: &Secret) -> Self {
        Self(SigningKey::from_bytes(seed.expose()))
    }

    /// Its public half.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// Signature of `message`; the same bytes every time.
    pub fn sign(&self, message: &[u8]) -> [u8; SIGNATURE_BYTES] {
        self.0.sign(message).to_bytes()
    }
}
