//! The bytes of a note, before any key is looked at.

use crate::base64;
use crate::reason::Reason;

/// A note has at most this many bytes.
pub const NOTE_BYTES_MAX: usize = 65_536;
/// A note has at most this many signature lines.
pub const SIGNATURES_MAX: usize = 16;
const DASH: &str = "\u{2014} ";

/// A note as read: nothing in it is true before a signature is verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The signed text, with its last newline.
    pub text: String,
    /// Signature lines in order, one at least.
    pub signatures: Vec<NoteSignature>,
}

/// One signature line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteSignature {
    /// Name of the key.
    pub name: String,
    /// Short id of the key; identifies, proves nothing.
    pub id: u32,
    /// What stands after the id: for cosignatures a time and a signature.
    pub bytes: Vec<u8>,
}

impl Note {
    /// Reads a note.
    ///
    /// # Errors
    /// The reasons whose names begin with `note-`.
    pub fn parse(bytes: &[u8]) -> Result<Self, Reason> {
        if bytes.len() > NOTE_BYTES_MAX {
            return Err(Reason::NoteSize);
        }
        let whole = std::str::from_utf8(bytes).map_err(|_| Reason::NoteEncoding)?;
        if whole.bytes().any(|byte| byte < 0x20 && byte != b'\n') {
            return Err(Reason::NoteEncoding);
        }
        let (text, lines) = whole.rsplit_once("\n\n").ok_or(Reason::NoteForm)?;
        let lines = lines.strip_suffix('\n').ok_or(Reason::NoteForm)?;
        if lines.split('\n').count() > SIGNATURES_MAX {
            return Err(Reason::NoteSignatures);
        }
        let mut signatures: Vec<NoteSignature> = Vec::new();
        for line in lines.split('\n') {
            let one = NoteSignature::parse(line)?;
            if signatures.iter().any(|seen| seen.name == one.name && seen.id == one.id) {
                return Err(Reason::NoteDuplicate);
            }
            signatures.push(one);
        }
        Ok(Self { text: format!("{text}\n"), signatures })
    }

    /// The note as [`Note::parse`] reads it.
    pub fn write(&self) -> String {
        let lines: String = self.signatures.iter().map(NoteSignature::write).collect();
        format!("{}\n{lines}", self.text)
    }
}

impl NoteSignature {
    fn parse(line: &str) -> Result<Self, Reason> {
        let rest = line.strip_prefix(DASH).ok_or(Reason::NoteSignatureLine)?;
        let (name, encoded) = rest.split_once(' ').ok_or(Reason::NoteSignatureLine)?;
        if !is_key_name(name) {
            return Err(Reason::NoteName);
        }
        let decoded = base64::decode(encoded).ok_or(Reason::NoteBase64)?;
        let (id, bytes) = decoded.split_first_chunk::<4>().ok_or(Reason::NoteShort)?;
        if bytes.is_empty() {
            return Err(Reason::NoteShort);
        }
        Ok(Self { name: name.to_string(), id: u32::from_be_bytes(*id), bytes: bytes.to_vec() })
    }

    fn write(&self) -> String {
        let bytes = [&self.id.to_be_bytes(), self.bytes.as_slice()].concat();
        format!("{DASH}{} {}\n", self.name, base64::encode(&bytes))
    }
}

/// Whether `name` can name a key: not empty, no Unicode space, no plus, nothing below U+0020.
pub fn is_key_name(name: &str) -> bool {
    let bad = |c: char| c.is_whitespace() || c < ' ' || c == '+';
    !name.is_empty() && !name.contains(bad)
}
