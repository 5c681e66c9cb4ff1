//! Two signatures over the same bytes, both needed: Ed25519 and ML-DSA-44.

use super::{ed25519, ml_dsa};
use crate::reason::Reason;
use crate::secret::Secret;

/// Bytes of a pair as it stands in a leaf: Ed25519 first.
pub const HYBRID_SIGNATURE_BYTES: usize = ed25519::SIGNATURE_BYTES + ml_dsa::SIGNATURE_44_BYTES;

/// Both public keys of a seat or a post.
#[derive(Clone, Debug, PartialEq)]
pub struct HybridKey {
    /// The classical half.
    pub ed25519: ed25519::PublicKey,
    /// The half that outlasts a quantum computer.
    pub ml_dsa: ml_dsa::PublicKey44,
}

/// Both signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HybridSignature {
    /// 64 bytes.
    pub ed25519: Vec<u8>,
    /// 2,420 bytes.
    pub ml_dsa: Vec<u8>,
}

impl HybridKey {
    /// Takes both encodings.
    ///
    /// # Errors
    /// [`Reason::KeyLength`] and [`Reason::KeyWeak`].
    pub fn from_bytes(ed25519: &[u8], ml_dsa: &[u8]) -> Result<Self, Reason> {
        let ed25519 = ed25519::PublicKey::from_bytes(ed25519)?;
        Ok(Self { ed25519, ml_dsa: ml_dsa::PublicKey44::from_bytes(ml_dsa)? })
    }

    /// Checks both signatures over `message`.
    ///
    /// # Errors
    /// [`Reason::SignatureEd25519`] or [`Reason::SignatureMlDsa`]: the half that fails, the first if both do.
    pub fn verify(&self, message: &[u8], signature: &HybridSignature) -> Result<(), Reason> {
        let ed25519 = self.ed25519.verify(message, &signature.ed25519);
        ed25519.map_err(|_| Reason::SignatureEd25519)?;
        let ml_dsa = self.ml_dsa.verify(message, &signature.ml_dsa);
        ml_dsa.map_err(|_| Reason::SignatureMlDsa)
    }
}

/// Both private keys.
#[derive(Clone)]
pub struct HybridSigner {
    ed25519: ed25519::PrivateKey,
    ml_dsa: ml_dsa::PrivateKey44,
}

impl HybridSigner {
    /// The keys of two independent random seeds.
    pub fn from_seeds(ed25519: &Secret, ml_dsa: &Secret) -> Self {
        Self {
            ed25519: ed25519::PrivateKey::from_seed(ed25519),
            ml_dsa: ml_dsa::PrivateKey44::from_seed(ml_dsa),
        }
    }

    /// Both public halves.
    pub fn public(&self) -> HybridKey {
        HybridKey { ed25519: self.ed25519.public(), ml_dsa: self.ml_dsa.public() }
    }

    /// Both signatures of `message`.
    pub fn sign(&self, message: &[u8]) -> HybridSignature {
        HybridSignature {
            ed25519: self.ed25519.sign(message).to_vec(),
            ml_dsa: self.ml_dsa.sign(message),
        }
    }
}
