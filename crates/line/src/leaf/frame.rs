//! Length, bytes, and the rest up to a size class.

use crate::reason::Reason;

/// The sizes a leaf can have.
pub const CLASSES: [usize; 3] = [4096, 16_384, 61_440];

/// The smallest class for `bytes` bytes.
pub(crate) fn class_for(bytes: usize) -> Result<usize, Reason> {
    CLASSES.into_iter().find(|class| *class >= bytes).ok_or(Reason::LeafSize)
}

/// `head` behind its length, then zeros up to `size`.
pub(crate) fn frame(head: &[u8], size: usize) -> Result<Vec<u8>, Reason> {
    let length = u16::try_from(head.len()).map_err(|_| Reason::LeafSize)?;
    let mut out = Vec::with_capacity(size);
    out.extend(length.to_be_bytes());
    out.extend(head);
    if out.len() > size {
        return Err(Reason::LeafSize);
    }
    out.resize(size, 0);
    Ok(out)
}

/// The framed bytes and the rest.
pub(crate) fn unframe(bytes: &[u8]) -> Result<(&[u8], &[u8]), Reason> {
    let (length, after) = bytes.split_first_chunk::<2>().ok_or(Reason::LeafFrame)?;
    let length = usize::from(u16::from_be_bytes(*length));
    after.split_at_checked(length).ok_or(Reason::LeafFrame)
}

/// The framed bytes, if the rest is zeros.
pub(crate) fn unframe_padded(bytes: &[u8]) -> Result<&[u8], Reason> {
    let (head, rest) = unframe(bytes)?;
    if rest.iter().all(|byte| *byte == 0) { Ok(head) } else { Err(Reason::LeafPadding) }
}
