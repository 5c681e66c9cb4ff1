//! Keys of notes: the three types the line knows, and their text form, the vkey.

use super::text::is_key_name;
use crate::base64;
use crate::reason::Reason;
use crate::secret::Secret;
use crate::sign::{ed25519, ml_dsa};
use crate::tree::sha256;

/// What a key signs; each type has its own ids, so a key never stands for two types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyKind {
    /// 0x01: an Ed25519 signature over the note's text.
    Ed25519 = 0x01,
    /// 0x04: a timestamped Ed25519 cosignature.
    CosignEd25519 = 0x04,
    /// 0x06: a timestamped ML-DSA-44 cosignature that names its signer.
    CosignMlDsa = 0x06,
}

impl KeyKind {
    fn from_byte(byte: u8) -> Option<Self> {
        [Self::Ed25519, Self::CosignEd25519, Self::CosignMlDsa]
            .into_iter()
            .find(|kind| *kind as u8 == byte)
    }
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Material {
    Ed25519(ed25519::PublicKey),
    MlDsa(Box<ml_dsa::PublicKey44>),
}

/// A public key that verifies lines of notes.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteKey {
    name: String,
    kind: KeyKind,
    pub(crate) material: Material,
}

impl NoteKey {
    /// Takes a name and an encoded key.
    ///
    /// # Errors
    /// [`Reason::NoteName`], [`Reason::KeyLength`], [`Reason::KeyWeak`].
    pub fn new(name: &str, kind: KeyKind, public: &[u8]) -> Result<Self, Reason> {
        if !is_key_name(name) || name.len() > 255 {
            return Err(Reason::NoteName);
        }
        let material = match kind {
            KeyKind::Ed25519 | KeyKind::CosignEd25519 => {
                Material::Ed25519(ed25519::PublicKey::from_bytes(public)?)
            }
            KeyKind::CosignMlDsa => {
                Material::MlDsa(Box::new(ml_dsa::PublicKey44::from_bytes(public)?))
            }
        };
        Ok(Self { name: name.to_string(), kind, material })
    }

    /// Reads a vkey: `name+hex id+base64(type || key)`.
    ///
    /// # Errors
    /// The reasons whose names begin with `key-`, and [`Reason::NoteName`].
    pub fn parse(vkey: &str) -> Result<Self, Reason> {
        let mut parts = vkey.splitn(3, '+');
        let (Some(name), Some(id), Some(encoded)) = (parts.next(), parts.next(), parts.next())
        else {
            return Err(Reason::KeyForm);
        };
        let bytes = base64::decode(encoded).ok_or(Reason::KeyForm)?;
        let (kind, public) = bytes.split_first().ok_or(Reason::KeyForm)?;
        let kind = KeyKind::from_byte(*kind).ok_or(Reason::KeyType)?;
        let key = Self::new(name, kind, public)?;
        if id == format!("{:08x}", key.id()) { Ok(key) } else { Err(Reason::KeyId) }
    }

    /// The vkey that [`NoteKey::parse`] reads.
    pub fn write(&self) -> String {
        let bytes = [&[self.kind as u8], self.public().as_slice()].concat();
        format!("{}+{:08x}+{}", self.name, self.id(), base64::encode(&bytes))
    }

    /// Name of the key.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Type of the key.
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The encoded public key.
    pub fn public(&self) -> Vec<u8> {
        match &self.material {
            Material::Ed25519(key) => key.to_bytes().to_vec(),
            Material::MlDsa(key) => key.to_bytes(),
        }
    }

    /// First four bytes of SHA-256 of name, newline, type and key.
    pub fn id(&self) -> u32 {
        let [a, b, c, d, ..] =
            sha256(&[self.name.as_bytes(), b"\n", &[self.kind as u8], &self.public()]);
        u32::from_be_bytes([a, b, c, d])
    }
}

pub(crate) enum PrivateMaterial {
    Ed25519(Box<ed25519::PrivateKey>),
    MlDsa(Box<ml_dsa::PrivateKey44>),
}

/// A private key that writes lines of notes.
pub struct NoteSigner {
    key: NoteKey,
    pub(crate) private: PrivateMaterial,
}

impl NoteSigner {
    /// The key of a random seed under `name`.
    ///
    /// # Errors
    /// [`Reason::NoteName`].
    pub fn from_seed(name: &str, kind: KeyKind, seed: &Secret) -> Result<Self, Reason> {
        let (private, public) = match kind {
            KeyKind::Ed25519 | KeyKind::CosignEd25519 => {
                let private = ed25519::PrivateKey::from_seed(seed);
                let public = private.public().to_bytes().to_vec();
                (PrivateMaterial::Ed25519(Box::new(private)), public)
            }
            KeyKind::CosignMlDsa => {
                let private = ml_dsa::PrivateKey44::from_seed(seed);
                let public = private.public().to_bytes();
                (PrivateMaterial::MlDsa(Box::new(private)), public)
            }
        };
        Ok(Self { key: NoteKey::new(name, kind, &public)?, private })
    }

    /// Its public half.
    pub fn key(&self) -> &NoteKey {
        &self.key
    }
}
