//! Signature lines under a checkpoint (c2sp.org/tlog-cosignature): 0x01 over the text, 0x04 and 0x06 with a time.
//!
//! Only whole trees are cosigned here: of the subtrees that 0x06 allows, those that start at 0.

use crate::checkpoint::Checkpoint;
use crate::decimal::COUNT_MAX;
use crate::note::{KeyKind, Note, NoteKey, NoteSignature, NoteSigner};
use crate::note::{Material, PrivateMaterial};
use crate::reason::Reason;

/// What a 0x06 key signs: a fixed label, name, time, origin, 0, size, root.
pub fn subtree_message(name: &str, time: u64, checkpoint: &Checkpoint) -> Vec<u8> {
    let mut message = b"subtree/v1\n\0".to_vec();
    push_short(&mut message, name);
    message.extend(time.to_be_bytes());
    push_short(&mut message, &checkpoint.origin);
    message.extend(0_u64.to_be_bytes());
    message.extend(checkpoint.size.to_be_bytes());
    message.extend(checkpoint.root);
    message
}

/// What a 0x04 key signs: a header line, a time line, the text of the checkpoint.
pub fn timed_message(time: u64, checkpoint: &Checkpoint) -> Vec<u8> {
    format!("cosignature/v1\ntime {time}\n{}", checkpoint.write()).into_bytes()
}

/// Names of keys and origins have at most 255 bytes, which their constructors check.
fn push_short(message: &mut Vec<u8>, text: &str) {
    message.push(u8::try_from(text.len()).expect("a checked name has at most 255 bytes"));
    message.extend(text.as_bytes());
}

impl NoteSigner {
    /// A signature line under `checkpoint` at `time` (POSIX seconds; not signed by a 0x01 key).
    ///
    /// # Errors
    /// [`Reason::CosignatureTime`] if `time` is 0 or beyond 2^63 - 1.
    pub fn sign(&self, checkpoint: &Checkpoint, time: u64) -> Result<NoteSignature, Reason> {
        let key = self.key();
        let message = message_of(key, checkpoint, time)?;
        let signature = match &self.private {
            PrivateMaterial::Ed25519(private) => private.sign(&message).to_vec(),
            PrivateMaterial::MlDsa(private) => private.sign(&message),
        };
        let timed = key.kind() != KeyKind::Ed25519;
        let bytes =
            if timed { [&time.to_be_bytes(), signature.as_slice()].concat() } else { signature };
        Ok(NoteSignature { name: key.name().to_string(), id: key.id(), bytes })
    }
}

/// A note with the lines of all `signers` at one `time`.
///
/// # Errors
/// [`Reason::CosignatureTime`].
pub fn sign_note(
    checkpoint: &Checkpoint,
    time: u64,
    signers: &[&NoteSigner],
) -> Result<Note, Reason> {
    let lines: Result<Vec<_>, Reason> =
        signers.iter().map(|signer| signer.sign(checkpoint, time)).collect();
    Ok(Note { text: checkpoint.write(), signatures: lines? })
}

/// The time of the line of `key` under `checkpoint`, 0 for a key that signs none; none if there is no such line.
///
/// # Errors
/// If there is a line of that name and id that does not verify: [`Reason::SignatureLength`],
/// [`Reason::CosignatureTime`], [`Reason::SignatureInvalid`].
pub fn verify_line(
    key: &NoteKey,
    checkpoint: &Checkpoint,
    note: &Note,
) -> Result<Option<u64>, Reason> {
    let (name, id) = (key.name(), key.id());
    let Some(line) = note.signatures.iter().find(|line| line.id == id && line.name == name) else {
        return Ok(None);
    };
    let (time, signature) = match key.kind() {
        KeyKind::Ed25519 => (0, line.bytes.as_slice()),
        KeyKind::CosignEd25519 | KeyKind::CosignMlDsa => {
            let (time, signature) =
                line.bytes.split_first_chunk::<8>().ok_or(Reason::SignatureLength)?;
            (u64::from_be_bytes(*time), signature)
        }
    };
    let message = message_of(key, checkpoint, time)?;
    match &key.material {
        Material::Ed25519(public) => public.verify(&message, signature)?,
        Material::MlDsa(public) => public.verify(&message, signature)?,
    }
    Ok(Some(time))
}

fn message_of(key: &NoteKey, checkpoint: &Checkpoint, time: u64) -> Result<Vec<u8>, Reason> {
    if key.kind() != KeyKind::Ed25519 && (time == 0 || time > COUNT_MAX) {
        return Err(Reason::CosignatureTime);
    }
    Ok(match key.kind() {
        KeyKind::Ed25519 => checkpoint.write().into_bytes(),
        KeyKind::CosignEd25519 => timed_message(time, checkpoint),
        KeyKind::CosignMlDsa => subtree_message(key.name(), time, checkpoint),
    })
}
