//! Several bundles in one file: one of each compartment that two parties share.
//!
//! ```text
//! "detente parcel 1\n" | (length (8, highest first) | bundle)*
//! ```
//!
//! One bundle alone goes as it is. What is wrong with one of several harms no other.

use std::io::Read;

use super::begun::Begun;
use super::frame::MAGIC;
use crate::card::COMPARTMENTS_MAX;
use crate::fault::{Done, Fault};

/// How every parcel begins: as long as a bundle's first line.
const PARCEL: &[u8; MAGIC.len()] = b"detente parcel 1\n";

/// The bytes of a file with these bundles.
pub fn write(bundles: &[Vec<u8>]) -> Vec<u8> {
    match bundles {
        [one] => one.clone(),
        _ => {
            let sized = bundles
                .iter()
                .flat_map(|it| [(it.len() as u64).to_be_bytes().to_vec(), it.clone()]);
            std::iter::once(PARCEL.to_vec()).chain(sized).flatten().collect()
        }
    }
}

/// Hands each bundle of a file to `take`, in their order; what it leaves of one is passed over. How many there were.
///
/// # Errors
/// If the file cannot be read, is cut short between two bundles, or has more than a line has compartments.
pub fn each(mut input: impl Read, mut take: impl FnMut(&mut dyn Read)) -> Done<usize> {
    let head = upto(&mut input, PARCEL.len())?;
    if head != PARCEL {
        take(&mut Begun::new(head, input));
        return Ok(1);
    }
    for number in 0..=COMPARTMENTS_MAX {
        let length = upto(&mut input, 8)?;
        if length.is_empty() {
            return Ok(number);
        }
        let length = length.try_into().map(u64::from_be_bytes);
        let length = length.map_err(|_| Fault::Refused("this file is cut short".into()))?;
        let mut bundle = (&mut input).take(length);
        take(&mut bundle);
        std::io::copy(&mut bundle, &mut std::io::sink()).map_err(unread)?;
    }
    Err(Fault::Refused(format!("this file has more than {COMPARTMENTS_MAX} bundles")))
}

fn unread(error: std::io::Error) -> Fault {
    Fault::Environment(format!("the bundle could not be read to its end: {error}"))
}

fn upto(input: &mut impl Read, length: usize) -> Done<Vec<u8>> {
    let (mut bytes, limit) = (Vec::new(), u64::try_from(length).unwrap_or(u64::MAX));
    input.take(limit).read_to_end(&mut bytes).map_err(unread)?;
    Ok(bytes)
}
