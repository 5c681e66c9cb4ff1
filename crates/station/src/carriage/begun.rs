//! Something of which the beginning was read to see what it is.

use std::io::{Read, Result, Write};

/// An input as it was before its first bytes were read.
#[derive(Debug)]
pub struct Begun<W> {
    head: Vec<u8>,
    given: usize,
    rest: W,
}

impl<W> Begun<W> {
    /// An input of which `head` was read already.
    pub fn new(head: Vec<u8>, rest: W) -> Self {
        Self { head, given: 0, rest }
    }
}

impl<W: Read> Read for Begun<W> {
    fn read(&mut self, bytes: &mut [u8]) -> Result<usize> {
        let mut left = self.head.get(self.given..).unwrap_or_default();
        if left.is_empty() {
            return self.rest.read(bytes);
        }
        let read = left.read(bytes)?;
        self.given += read;
        Ok(read)
    }
}

impl<W: Write> Write for Begun<W> {
    fn write(&mut self, bytes: &[u8]) -> Result<usize> {
        self.rest.write(bytes)
    }

    fn flush(&mut self) -> Result<()> {
        self.rest.flush()
    }
}
