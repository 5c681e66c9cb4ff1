//! A bundle: what one station gives another, the same bytes over a wire and in a file.
//!
//! ```text
//! "detente bundle 2\n" | line (32) | from (16) | to (16) | frames
//! frame: kind (1) | length (4, highest first) | bytes
//! ```
//!
//! The last frame is the sender's signature over all before it. What a bundle brings proves itself; the signature
//! counts for the signs of life alone. So a bundle that was cut short is worth what is whole in it.

use std::io::Read;

use line::script::Prefix;
use line::sign::{HybridKey, HybridSignature, HybridSigner};
use line::tree::Hash;
use line::{LogId, PartyId};
use sha2::{Digest as _, Sha256};

use super::begun::Begun;
use crate::fault::{Done, Fault};

/// How every bundle begins.
pub const MAGIC: &[u8; 17] = b"detente bundle 2\n";
/// Bytes in front of the first frame.
const HEAD_BYTES: usize = MAGIC.len() + 64;
/// Largest packet: 256 leaves of the largest size, their lengths, and a head.
const PACKET_BYTES_MAX: usize = 256 * (61_440 + 8) + 65_536 + 1_024;
/// Largest leaf of an identity log, with its place.
const IDENTITY_BYTES_MAX: usize = 61_440 + 24;
/// Sizes of at most so many logs.
const SIZES_MAX: usize = 64;
/// A log with the size and root of what the sender has of it.
const SIZES_ROW: usize = 56;
/// Largest proof of two statements at one place.
const CONTRADICTION_BYTES_MAX: usize = 1 << 24;
/// Bytes of a hybrid signature.
const SIGNATURE_BYTES: usize = line::sign::hybrid::HYBRID_SIGNATURE_BYTES;

/// Who gives a bundle to whom on which line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Address {
    /// The line and the compartment: what stands for the agreement in everything signed there.
    pub line: Hash,
    /// Who gives.
    pub from: PartyId,
    /// Who is to take.
    pub to: PartyId,
}

/// A frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Frame {
    /// How much of each identity log the sender has.
    Sizes(Vec<(LogId, Prefix)>),
    /// A leaf of an identity log at its place.
    Identity(LogId, u64, Vec<u8>),
    /// A packet of a node.
    Packet(Vec<u8>),
    /// Proof that a party stated two things at one place of its identity log.
    Contradiction(Vec<u8>),
    /// The signature over all before it. Nothing follows.
    End(HybridSignature),
}

/// Writes a bundle.
#[derive(Debug)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// An empty bundle.
    pub fn new(address: &Address) -> Self {
        let Address { line, from, to } = address;
        Self { bytes: [MAGIC.as_slice(), line, &from.0, &to.0].concat() }
    }

    /// Bytes so far.
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// Adds a frame.
    pub fn push(&mut self, frame: &Frame) {
        match frame {
            Frame::Sizes(sizes) => {
                let row = |(log, has): &(LogId, Prefix)| {
                    [log.0.as_slice(), &has.size.to_be_bytes(), &has.root].concat()
                };
                self.frame(1, &sizes.iter().map(row).collect::<Vec<_>>().concat());
            }
            Frame::Identity(log, index, leaf) => {
                self.frame(2, &[log.0.as_slice(), &index.to_be_bytes(), leaf].concat());
            }
            Frame::Packet(packet) => self.frame(3, packet),
            Frame::Contradiction(proof) => self.frame(5, proof),
            Frame::End(signature) => {
                self.frame(4, &[signature.ed25519.as_slice(), &signature.ml_dsa].concat());
            }
        }
    }

    fn frame(&mut self, kind: u8, bytes: &[u8]) {
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        self.bytes.push(kind);
        self.bytes.extend(length.to_be_bytes());
        self.bytes.extend(bytes);
    }

    /// Signs the bundle and gives its bytes.
    pub fn end(mut self, signer: &HybridSigner) -> Vec<u8> {
        let signature = signer.sign(&signed(&line::tree::sha256(&[&self.bytes])));
        self.push(&Frame::End(signature));
        self.bytes
    }
}

fn signed(hash: &Hash) -> Vec<u8> {
    [b"detente/line/bundle/1".as_slice(), hash].concat()
}

/// Reads a bundle frame by frame, from anywhere.
pub struct Reader<R> {
    input: R,
    taken: Vec<u8>,
    hashed: Sha256,
}

impl Address {
    /// Reads the first bytes of a bundle: who gives it to whom, in which compartment.
    fn read(head: &[u8]) -> Done<Self> {
        let rest = head.strip_prefix(MAGIC.as_slice());
        let rest = rest.ok_or_else(|| Fault::Refused("this is no bundle of a line".into()))?;
        let (line, rest) = rest.split_first_chunk::<32>().unwrap_or((&[0; 32], &[]));
        let (from, to) = rest.split_first_chunk::<16>().unwrap_or((&[0; 16], &[]));
        let to = to.first_chunk::<16>().unwrap_or(&[0; 16]);
        Ok(Self { line: *line, from: PartyId(*from), to: PartyId(*to) })
    }
}

impl<R: Read> Reader<R> {
    /// Reads who gives it to whom.
    ///
    /// # Errors
    /// If this is no bundle, or ends before.
    pub fn open(input: R) -> Done<(Self, Address)> {
        let mut reader = Self { input, taken: Vec::new(), hashed: Sha256::new() };
        let head = reader.exactly(HEAD_BYTES)?;
        Ok((reader, Address::read(&head)?))
    }

    /// Reads who gives it to whom and gives the input back as it was, so that it can be handed to who is meant.
    ///
    /// # Errors
    /// As [`Reader::open`].
    pub fn peek(input: R) -> Done<(Begun<R>, Address)> {
        let mut reader = Self { input, taken: Vec::new(), hashed: Sha256::new() };
        let head = reader.exactly(HEAD_BYTES)?;
        let address = Address::read(&head)?;
        Ok((Begun::new(head, reader.input), address))
    }

    /// The next frame; `Err` if it is cut short, too large or of no kind. Nothing is allocated for what is not there.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn frame(&mut self) -> Done<Frame> {
        let before = self.hashed.clone();
        let head = self.exactly(5)?;
        let [kind, length @ ..] = head.as_slice() else {
            return Err(Fault::Refused("a frame without a head".into()));
        };
        let length: [u8; 4] = length.try_into().unwrap_or_default();
        let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
        let most = match kind {
            1 => SIZES_MAX * SIZES_ROW,
            2 => IDENTITY_BYTES_MAX,
            3 => PACKET_BYTES_MAX,
            4 => SIGNATURE_BYTES,
            5 => CONTRADICTION_BYTES_MAX,
            _ => return Err(Fault::Refused(format!("a frame of unknown kind {kind}"))),
        };
        if length > most {
            return Err(Fault::Refused(format!(
                "a frame of {length} bytes, where {most} are the most"
            )));
        }
        let bytes = self.exactly(length)?;
        if *kind == 4 {
            self.hashed = before;
        }
        frame(*kind, bytes).ok_or_else(|| Fault::Refused("a frame of another form".into()))
    }

    /// Whether the signature is the sender's over all that was read before it.
    pub fn is_signed(&self, signature: &HybridSignature, key: &HybridKey) -> bool {
        key.verify(&signed(&self.hashed.clone().finalize().into()), signature).is_ok()
    }

    fn exactly(&mut self, length: usize) -> Done<Vec<u8>> {
        self.taken.clear();
        let limit = u64::try_from(length).unwrap_or(u64::MAX);
        let mut part = (&mut self.input).take(limit);
        part.read_to_end(&mut self.taken).map_err(|error| {
            Fault::Environment(format!("the bundle could not be read to its end: {error}"))
        })?;
        if self.taken.len() < length {
            return Err(Fault::Refused("the bundle is cut short".into()));
        }
        self.hashed.update(&self.taken);
        Ok(std::mem::take(&mut self.taken))
    }
}

fn frame(kind: u8, bytes: Vec<u8>) -> Option<Frame> {
    match kind {
        1 => {
            let (rows, rest) = bytes.as_chunks::<SIZES_ROW>();
            let row = |row: &[u8; SIZES_ROW]| {
                let (log, rest) = row.split_first_chunk::<16>()?;
                let (size, root) = rest.split_first_chunk::<8>()?;
                let size = u64::from_be_bytes(*size);
                Some((LogId(*log), Prefix { size, root: root.try_into().ok()? }))
            };
            rest.is_empty()
                .then(|| rows.iter().map(row).collect::<Option<_>>())
                .flatten()
                .map(Frame::Sizes)
        }
        2 => {
            let (log, rest) = bytes.split_first_chunk::<16>()?;
            let (index, leaf) = rest.split_first_chunk::<8>()?;
            Some(Frame::Identity(LogId(*log), u64::from_be_bytes(*index), leaf.to_vec()))
        }
        3 => Some(Frame::Packet(bytes)),
        5 => Some(Frame::Contradiction(bytes)),
        _ => {
            let (ed25519, ml_dsa) = bytes.split_at_checked(64)?;
            let signature = HybridSignature { ed25519: ed25519.to_vec(), ml_dsa: ml_dsa.to_vec() };
            (bytes.len() == SIGNATURE_BYTES).then_some(Frame::End(signature))
        }
    }
}
