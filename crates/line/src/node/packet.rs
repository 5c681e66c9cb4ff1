//! What nodes say to each other: what they have, leaves under a head, receipts. A carrier adds nothing to it.

use super::bisect::PLACES_MAX;
use crate::ids::{ID_BYTES, LogId};
use crate::reason::Reason;
use crate::script::Prefix;
use crate::tree::Hash;

/// A packet carries at most this many leaves.
pub const LEAVES_MAX: usize = 256;

/// A packet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Packet {
    /// What the sender has of each log, the answer to the receiver's last nonce, and a nonce of its own. It is the
    /// sign of life.
    Have {
        /// The first had history of each log.
        logs: Vec<(LogId, Prefix)>,
        /// The nonce that the receiver sent last.
        answer: u64,
        /// To be answered.
        nonce: u64,
    },
    /// Leaves of one log.
    Leaves {
        /// The log.
        log: LogId,
        /// What they follow.
        before: Prefix,
        /// Their bytes, in order.
        leaves: Vec<Vec<u8>>,
        /// The signed head after the last of them.
        head: Vec<u8>,
    },
    /// A receipt of a prefix of the receiver's log.
    Receipt(Vec<u8>),
    /// Blinded digests of the sender's states after so many leaves of the script.
    States(Vec<(u64, Hash)>),
}

impl Packet {
    /// The bytes.
    pub fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        match self {
            Self::Have { logs, answer, nonce } => {
                out.push(1);
                out.extend(answer.to_be_bytes());
                out.extend(nonce.to_be_bytes());
                for (log, prefix) in logs {
                    push_prefix(&mut out, log, prefix);
                }
            }
            Self::Leaves { log, before, leaves, head } => {
                out.push(2);
                push_prefix(&mut out, log, before);
                push_bytes(&mut out, head);
                leaves.iter().for_each(|leaf| push_bytes(&mut out, leaf));
            }
            Self::Receipt(note) => {
                out.push(3);
                out.extend(note);
            }
            Self::States(states) => {
                out.push(4);
                for (place, digest) in states {
                    out.extend(place.to_be_bytes());
                    out.extend(digest);
                }
            }
        }
        out
    }

    /// Reads a packet; nothing is allocated for what is not there.
    ///
    /// # Errors
    /// [`Reason::PacketForm`].
    pub fn read(bytes: &[u8]) -> Result<Self, Reason> {
        let (kind, mut rest) = bytes.split_first().ok_or(Reason::PacketForm)?;
        match kind {
            1 => {
                let answer = u64::from_be_bytes(*take(&mut rest)?);
                let nonce = u64::from_be_bytes(*take(&mut rest)?);
                let mut logs = Vec::new();
                while !rest.is_empty() {
                    logs.push(take_prefix(&mut rest)?);
                }
                Ok(Self::Have { logs, answer, nonce })
            }
            2 => {
                let (log, before) = take_prefix(&mut rest)?;
                let head = take_bytes(&mut rest)?.to_vec();
                let mut leaves = Vec::new();
                while !rest.is_empty() {
                    if leaves.len() == LEAVES_MAX {
                        return Err(Reason::PacketForm);
                    }
                    leaves.push(take_bytes(&mut rest)?.to_vec());
                }
                Ok(Self::Leaves { log, before, leaves, head })
            }
            3 => Ok(Self::Receipt(rest.to_vec())),
            4 => {
                let mut states = Vec::new();
                while !rest.is_empty() {
                    if states.len() == PLACES_MAX {
                        return Err(Reason::PacketForm);
                    }
                    states.push((u64::from_be_bytes(*take(&mut rest)?), *take(&mut rest)?));
                }
                Ok(Self::States(states))
            }
            _ => Err(Reason::PacketForm),
        }
    }
}

fn push_prefix(out: &mut Vec<u8>, log: &LogId, prefix: &Prefix) {
    out.extend(log.0);
    out.extend(prefix.size.to_be_bytes());
    out.extend(prefix.root);
}

fn push_bytes(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend((bytes.len() as u64).to_be_bytes());
    out.extend(bytes);
}

fn take<'a, const N: usize>(rest: &mut &'a [u8]) -> Result<&'a [u8; N], Reason> {
    let (taken, after) = rest.split_first_chunk::<N>().ok_or(Reason::PacketForm)?;
    *rest = after;
    Ok(taken)
}

fn take_prefix(rest: &mut &[u8]) -> Result<(LogId, Prefix), Reason> {
    let log = LogId(*take::<ID_BYTES>(rest)?);
    let size = u64::from_be_bytes(*take(rest)?);
    Ok((log, Prefix { size, root: *take(rest)? }))
}

fn take_bytes<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8], Reason> {
    let length = u64::from_be_bytes(*take(rest)?);
    let length = usize::try_from(length).map_err(|_| Reason::PacketForm)?;
    let (taken, after) = rest.split_at_checked(length).ok_or(Reason::PacketForm)?;
    *rest = after;
    Ok(taken)
}
