//! Bundles of leaves: each leaf behind its length in two bytes, the higher first.

use crate::reason::Reason;

/// A leaf has at most this many bytes.
pub const LEAF_BYTES_MAX: usize = 65_535;

/// The bundle of `leaves`.
///
/// # Errors
/// [`Reason::BundleLeaf`] if one is larger than [`LEAF_BYTES_MAX`].
pub fn write_bundle<'a>(leaves: impl IntoIterator<Item = &'a [u8]>) -> Result<Vec<u8>, Reason> {
    let mut bundle = Vec::new();
    for leaf in leaves {
        let length = u16::try_from(leaf.len()).map_err(|_| Reason::BundleLeaf)?;
        bundle.extend(length.to_be_bytes());
        bundle.extend(leaf);
    }
    Ok(bundle)
}

/// The `width` leaves of a bundle.
///
/// # Errors
/// [`Reason::BundleCut`] if it ends within a leaf or has fewer, [`Reason::BundleTrailing`] if it has more.
pub fn read_bundle(width: u16, bundle: &[u8]) -> Result<Vec<&[u8]>, Reason> {
    let mut rest = bundle;
    let mut leaves = Vec::with_capacity(usize::from(width).min(bundle.len() / 2));
    for _ in 0..width {
        let (length, after) = rest.split_first_chunk::<2>().ok_or(Reason::BundleCut)?;
        let length = usize::from(u16::from_be_bytes(*length));
        let (leaf, after) = after.split_at_checked(length).ok_or(Reason::BundleCut)?;
        leaves.push(leaf);
        rest = after;
    }
    if rest.is_empty() { Ok(leaves) } else { Err(Reason::BundleTrailing) }
}
