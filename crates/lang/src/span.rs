//! Places in a text.

use serde::Serialize;

/// A half-open range of bytes in one source text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The bytes from `start` up to, not including, `end`.
    #[must_use]
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The smallest span that covers both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The same length, so many bytes later.
    pub(crate) fn later(self, bytes: usize) -> Self {
        let bytes = crate::source::offset(bytes);
        Self::new(self.start.saturating_add(bytes), self.end.saturating_add(bytes))
    }

    /// The empty place just after this one.
    #[must_use]
    pub const fn after(self) -> Self {
        Self::new(self.end, self.end)
    }

    /// The range as indices into the text.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        index(self.start)..index(self.end)
    }
}

/// A byte offset as an index; 32 bits fit every platform the tool runs on.
fn index(offset: u32) -> usize {
    usize::try_from(offset).unwrap_or(usize::MAX)
}
