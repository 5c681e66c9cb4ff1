//! Root keys: Ed25519 and ML-DSA-65, used rarely, kept apart.

use crate::cbor::{Value, encode};
use crate::reason::Reason;
use crate::secret::Secret;
use crate::sign::{ed25519, ml_dsa};
use crate::tree::{Hash, sha256};

/// Both public keys of a root.
#[derive(Clone, Debug, PartialEq)]
pub struct RootKey {
    ed25519: ed25519::PublicKey,
    ml_dsa: ml_dsa::PublicKey65,
}

impl RootKey {
    /// Takes both encodings: 32 and 1,952 bytes.
    ///
    /// # Errors
    /// [`Reason::KeyLength`], [`Reason::KeyWeak`].
    pub fn from_bytes(ed25519: &[u8], ml_dsa: &[u8]) -> Result<Self, Reason> {
        let ed25519 = ed25519::PublicKey::from_bytes(ed25519)?;
        Ok(Self { ed25519, ml_dsa: ml_dsa::PublicKey65::from_bytes(ml_dsa)? })
    }

    pub(super) fn values(&self) -> [Value; 2] {
        [Value::bytes(self.ed25519.to_bytes()), Value::Bytes(self.ml_dsa.to_bytes())]
    }

    /// What an agreement pins: SHA-256 of the label and both keys, encoded.
    pub fn fingerprint(&self) -> Hash {
        let [ed25519, ml_dsa] = self.values();
        let label = Value::Text("line/v1/root".to_string());
        sha256(&[&encode(&Value::Array(vec![label, ed25519, ml_dsa]))])
    }

    pub(super) fn verify(&self, message: &[u8], signatures: &[Vec<u8>; 2]) -> Result<(), Reason> {
        let [ed25519, ml_dsa] = signatures;
        self.ed25519.verify(message, ed25519).map_err(|_| Reason::SignatureEd25519)?;
        self.ml_dsa.verify(message, ml_dsa).map_err(|_| Reason::SignatureMlDsa)
    }
}

/// Both private keys of a root.
#[derive(Clone)]
pub struct RootSigner {
    ed25519: ed25519::PrivateKey,
    ml_dsa: ml_dsa::PrivateKey65,
}

impl RootSigner {
    /// The keys of two independent random seeds.
    pub fn from_seeds(ed25519: &Secret, ml_dsa: &Secret) -> Self {
        Self {
            ed25519: ed25519::PrivateKey::from_seed(ed25519),
            ml_dsa: ml_dsa::PrivateKey65::from_seed(ml_dsa),
        }
    }

    /// Both public halves.
    pub fn public(&self) -> RootKey {
        RootKey { ed25519: self.ed25519.public(), ml_dsa: self.ml_dsa.public() }
    }

    pub(super) fn sign(&self, message: &[u8]) -> [Vec<u8>; 2] {
        [self.ed25519.sign(message).to_vec(), self.ml_dsa.sign(message)]
    }
}
