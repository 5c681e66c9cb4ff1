//! ML-DSA (FIPS 204), pure, with an empty context, deterministic: 44 everywhere, 65 for roots.

use ml_dsa::{
    EncodedVerifyingKey, MlDsa44, MlDsa65, MlDsaParams, Signature, SigningKey, VerifyingKey,
};

use crate::reason::Reason;
use crate::secret::Secret;

/// A public key of one parameter set.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicKey<P: MlDsaParams>(VerifyingKey<P>);

/// Public key of ML-DSA-44: 1,312 bytes; its signatures have 2,420.
pub type PublicKey44 = PublicKey<MlDsa44>;
/// Public key of ML-DSA-65: 1,952 bytes; its signatures have 3,309.
pub type PublicKey65 = PublicKey<MlDsa65>;

/// Bytes of an ML-DSA-44 signature.
pub const SIGNATURE_44_BYTES: usize = 2420;
/// Bytes of an ML-DSA-65 signature.
pub const SIGNATURE_65_BYTES: usize = 3309;

impl<P: MlDsaParams> PublicKey<P> {
    /// Takes the encoding of FIPS 204.
    ///
    /// # Errors
    /// [`Reason::KeyLength`]; every encoding of the right length is a key.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Reason> {
        let encoded = EncodedVerifyingKey::<P>::try_from(bytes).map_err(|_| Reason::KeyLength)?;
        Ok(Self(VerifyingKey::decode(&encoded)))
    }

    /// The encoding of FIPS 204.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.encode().to_vec()
    }

    /// Checks `signature` over `message`.
    ///
    /// # Errors
    /// [`Reason::SignatureLength`] and [`Reason::SignatureInvalid`].
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> Result<(), Reason> {
        let encoded = signature.try_into().map_err(|_| Reason::SignatureLength)?;
        let signature = Signature::<P>::decode(&encoded).ok_or(Reason::SignatureInvalid)?;
        let valid = self.0.verify_with_context(message, &[], &signature);
        if valid { Ok(()) } else { Err(Reason::SignatureInvalid) }
    }
}

/// A private key of one parameter set, wiped when dropped.
#[derive(Clone)]
pub struct PrivateKey<P: MlDsaParams>(SigningKey<P>);

/// Private key of ML-DSA-44.
pub type PrivateKey44 = PrivateKey<MlDsa44>;
/// Private key of ML-DSA-65.
pub type PrivateKey65 = PrivateKey<MlDsa65>;

impl<P: MlDsaParams> PrivateKey<P> {
    /// The key of a random seed (`xi` of FIPS 204, algorithm 1).
    pub fn from_seed(seed: &Secret) -> Self {
        Self(SigningKey::from_seed(&(*seed.expose()).into()))
    }

    /// Its public half.
    pub fn public(&self) -> PublicKey<P> {
        PublicKey(self.0.expanded_key().verifying_key())
    }

    /// Signature of `message`; the same bytes every time.
    pub fn sign(&self, message: &[u8]) -> Vec<u8> {
        let signed = self.0.expanded_key().sign_deterministic(message, &[]);
        signed.expect("an empty context is never too long").encode().to_vec()
    }
}
