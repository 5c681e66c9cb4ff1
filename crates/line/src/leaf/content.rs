//! Sealed leaves: signed by a seat, sealed with a key of this leaf alone, committed to, padded.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{ChaCha20Poly1305, KeyInit, Nonce};
use zeroize::Zeroizing;

use super::Seen;
use super::frame::class_for;
use super::header::{Header, LeafType, write_header};
use super::inner::{Inner, Message, Place};
use crate::derive;
use crate::ids::LogId;
use crate::reason::Reason;
use crate::secret::Secret;
use crate::sign::{HybridKey, HybridSigner};
use crate::tree::Hash;

const TAG_BYTES: usize = 16;

/// The key of one leaf. It opens that leaf and no other, so it can be shown.
#[derive(Clone, Debug)]
pub struct ContentKeys(Secret);

impl ContentKeys {
    /// Derives the key of the leaf with `salt` from an epoch's secret.
    pub fn derive(epoch: &Secret, origin: &LogId, salt: &[u8; 32]) -> Self {
        Self(derive::extract_expand(salt, epoch.expose(), &derive::label("line/v1/cek", origin)))
    }

    /// A key that was shown.
    pub fn shown(key: Secret) -> Self {
        Self(key)
    }

    /// The key, to show it.
    pub fn show(&self) -> &Secret {
        &self.0
    }

    fn cipher(&self) -> ChaCha20Poly1305 {
        let key = derive::expand(&self.0, b"line/v1/enc");
        ChaCha20Poly1305::new(key.expose().into())
    }

    fn commit(&self, plaintext: &[u8]) -> Hash {
        derive::mac(derive::expand(&self.0, b"line/v1/com").expose(), &[plaintext])
    }
}

/// A sealed leaf as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentLeaf {
    /// The log it was written for.
    pub origin: LogId,
    /// What its author held of the other logs.
    pub seen: Seen,
    /// Hash of the epoch leaf whose secret it is sealed under.
    pub epoch: Hash,
    /// Random; makes the key.
    pub salt: [u8; 32],
    /// Binds key and plaintext.
    pub commit: Hash,
    outer: Vec<u8>,
    ciphertext: Vec<u8>,
}

/// What a new content leaf is made of.
pub struct Draft<'a> {
    /// The log it goes to.
    pub origin: LogId,
    /// What the author holds of the other logs.
    pub seen: Seen,
    /// Hash of the author's newest epoch leaf.
    pub epoch: Hash,
    /// 32 random bytes, never used before.
    pub salt: [u8; 32],
    /// Secret of that epoch.
    pub secret: &'a Secret,
}

impl ContentLeaf {
    /// Signs and seals a message: the bytes of the leaf, in the smallest class that holds it.
    ///
    /// # Errors
    /// [`Reason::LeafSize`] if the message is too large.
    pub fn seal(
        draft: &Draft<'_>,
        agreement: &Hash,
        message: Message,
        signer: &HybridSigner,
    ) -> Result<Vec<u8>, Reason> {
        let Draft { origin, seen, epoch, salt, secret } = draft;
        let place = Place { agreement: *agreement, origin: *origin, epoch: *epoch, salt: *salt };
        let inner = message.sign(&place, signer);
        let keys = ContentKeys::derive(secret, origin, salt);
        let head = |commit: &Hash| framed_head(&fields(draft, commit), origin, seen);
        let overhead = head(&[0; 32])?.len() + TAG_BYTES;
        let class = class_for(overhead + 2 + inner.encoded().len())?;
        let plaintext = Zeroizing::new(inner.write(class - overhead)?);
        let outer = head(&keys.commit(&plaintext))?;
        let payload = Payload { msg: &plaintext, aad: &outer };
        let sealed = keys.cipher().encrypt(&Nonce::default(), payload);
        let sealed = sealed.map_err(|_| Reason::LeafSize)?;
        Ok([outer, sealed].concat())
    }

    pub(super) fn read(mut header: Header, bytes: &[u8], rest: &[u8]) -> Result<Self, Reason> {
        let leaf = Self {
            origin: header.origin,
            epoch: header.fields.exact(5)?,
            salt: header.fields.exact(6)?,
            commit: header.fields.exact(7)?,
            outer: bytes[..bytes.len() - rest.len()].to_vec(),
            ciphertext: rest.to_vec(),
            seen: header.seen,
        };
        header.fields.end()?;
        Ok(leaf)
    }

    pub(super) fn write(&self) -> Vec<u8> {
        [self.outer.as_slice(), &self.ciphertext].concat()
    }

    /// The leaf's key, from the secret of its epoch.
    pub fn keys(&self, secret: &Secret) -> ContentKeys {
        ContentKeys::derive(secret, &self.origin, &self.salt)
    }

    /// Opens the leaf: decrypts, checks the commitment, reads the message. Its signatures are not verified yet.
    ///
    /// # Errors
    /// [`Reason::LeafSealed`] if key and header do not fit, [`Reason::LeafCommit`], then those of the frame and of
    /// the message's form.
    pub fn open(&self, keys: &ContentKeys) -> Result<Inner, Reason> {
        let payload = Payload { msg: &self.ciphertext, aad: &self.outer };
        let opened = keys.cipher().decrypt(&Nonce::default(), payload);
        let plaintext = Zeroizing::new(opened.map_err(|_| Reason::LeafSealed)?);
        if keys.commit(&plaintext) != self.commit {
            return Err(Reason::LeafCommit);
        }
        Inner::read(&plaintext)
    }

    /// Checks both signatures of an opened message at its place.
    ///
    /// # Errors
    /// [`Reason::SignatureEd25519`], [`Reason::SignatureMlDsa`].
    pub fn verify(&self, inner: &Inner, agreement: &Hash, key: &HybridKey) -> Result<(), Reason> {
        let (agreement, origin) = (*agreement, self.origin);
        inner.verify(&Place { agreement, origin, epoch: self.epoch, salt: self.salt }, key)
    }
}

fn fields(draft: &Draft<'_>, commit: &Hash) -> [[u8; 32]; 3] {
    [draft.epoch, draft.salt, *commit]
}

fn framed_head(fields: &[[u8; 32]; 3], origin: &LogId, seen: &Seen) -> Result<Vec<u8>, Reason> {
    let values = (5..).zip(fields).map(|(key, bytes)| (key, crate::cbor::Value::bytes(bytes)));
    let head = write_header(LeafType::Content, origin, seen, values.collect());
    super::frame::frame(&head, head.len() + 2)
}
