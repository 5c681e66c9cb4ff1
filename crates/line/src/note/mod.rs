//! Signed notes (c2sp.org/signed-note): text, a blank line, signature lines.

mod key;
mod text;

pub use key::{KeyKind, NoteKey, NoteSigner};
pub(crate) use key::{Material, PrivateMaterial};
pub use text::{NOTE_BYTES_MAX, Note, NoteSignature, SIGNATURES_MAX, is_key_name};
