//! One leaf shown to a stranger, with everything that makes it a proof and nothing that opens another leaf.
//!
//! ```text
//! line/v1/disclosure NEWLINE
//! sections, each behind its length in four bytes: leaf, key of the leaf, proof of the author's log,
//! proof of the script, then for each party of the agreement the head of its identity log and a bundle of its leaves
//! ```

use std::collections::BTreeMap;

use crate::identity::{Agreement, Directory, Member};
use crate::ids::{CompartmentId, LogId, PartyId};
use crate::leaf::{ContentKeys, Leaf, Message};
use crate::policy::Policy;
use crate::proof::LogProof;
use crate::reason::Reason;
use crate::secret::Secret;
use crate::tile::{TILE_WIDTH, read_bundle, write_bundle};
use crate::tree::{Hash, leaf_hash};

const MAGIC: &[u8] = b"line/v1/disclosure\n";
/// A disclosure has at most this many bytes.
pub const DISCLOSURE_BYTES_MAX: usize = 1 << 24;

/// What is shown.
#[derive(Clone, Debug)]
pub struct Disclosure {
    /// The exact leaf.
    pub leaf: Vec<u8>,
    /// Its key, which opens no other leaf.
    pub key: Secret,
    /// Its place in the author's log (`.tlog-proof`).
    pub proof: Vec<u8>,
    /// Its place in the script (`.tlog-proof`).
    pub script: Vec<u8>,
    /// Head and leaves of each party's identity log, in the agreement's order, as far as the leaf had seen them or
    /// further. At most 256 leaves each.
    pub identity: Vec<(Vec<u8>, Vec<Vec<u8>>)>,
}

/// What a stranger learns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosed {
    /// The message.
    pub message: Message,
    /// Whose log it stands in.
    pub owner: PartyId,
    /// Its number in that log.
    pub index: u64,
    /// Its number in the script.
    pub script_index: u64,
}

/// The script's leaf for a leaf of a log: log id, index (eight bytes, highest first), leaf hash.
pub fn script_entry(log: &LogId, index: u64, leaf: &Hash) -> Vec<u8> {
    [log.0.as_slice(), &index.to_be_bytes(), leaf].concat()
}

impl Disclosure {
    /// The bytes of the file.
    ///
    /// # Errors
    /// [`Reason::BundleLeaf`], [`Reason::DisclosureForm`].
    pub fn write(&self) -> Result<Vec<u8>, Reason> {
        let mut out = MAGIC.to_vec();
        push(&mut out, &self.leaf)?;
        push(&mut out, self.key.expose())?;
        push(&mut out, &self.proof)?;
        push(&mut out, &self.script)?;
        for (head, leaves) in &self.identity {
            push(&mut out, head)?;
            push(&mut out, &write_bundle(leaves.iter().map(Vec::as_slice))?)?;
        }
        Ok(out)
    }

    /// Reads a file.
    ///
    /// # Errors
    /// [`Reason::DisclosureForm`] and those of [`read_bundle`].
    pub fn parse(bytes: &[u8]) -> Result<Self, Reason> {
        if bytes.len() > DISCLOSURE_BYTES_MAX {
            return Err(Reason::DisclosureForm);
        }
        let mut rest = bytes.strip_prefix(MAGIC).ok_or(Reason::DisclosureForm)?;
        let leaf = take(&mut rest)?.to_vec();
        let key: [u8; 32] = take(&mut rest)?.try_into().map_err(|_| Reason::DisclosureForm)?;
        let (proof, script) = (take(&mut rest)?.to_vec(), take(&mut rest)?.to_vec());
        let mut identity = Vec::new();
        while !rest.is_empty() {
            let (head, bundle) = (take(&mut rest)?.to_vec(), take(&mut rest)?);
            identity.push((head, read_leaves(bundle)?));
        }
        Ok(Self { leaf, key: Secret::new(key), proof, script, identity })
    }

    /// Checks everything against what the verifier has of its own: the agreement and a policy by origin for the
    /// author's log, the script and the identity logs.
    ///
    /// # Errors
    /// The first thing that is wrong, in the order: identity logs, place in the author's log, place in the script,
    /// key, seat, signatures.
    pub fn verify(
        &self,
        agreement: &Agreement,
        policies: &BTreeMap<String, Policy>,
    ) -> Result<Disclosed, Reason> {
        let Leaf::Content(leaf) = Leaf::parse(&self.leaf)? else { return Err(Reason::LeafType) };
        let directory = self.directory(agreement, policies)?;
        if directory.logs.iter().any(|log| log.size() < leaf.seen.of(&log.party().identity)) {
            return Err(Reason::DisclosureIdentity);
        }
        let owner = directory.log_owner(&leaf.origin, &leaf.seen);
        let (owner, compartment) = owner.ok_or(Reason::DisclosureIdentity)?;
        let keys =
            directory.log_keys(&leaf.origin, &leaf.seen).ok_or(Reason::DisclosureIdentity)?;
        let policy = policies.get(&leaf.origin.origin()).ok_or(Reason::DisclosurePolicy)?;
        if !policy.is_authored_by(keys) {
            return Err(Reason::DisclosurePolicy);
        }
        let hash = leaf_hash(&self.leaf);
        let index = prove(&self.proof, policies, &leaf.origin.origin(), hash)?;
        let script_index = self.script_place(policies, &compartment, &leaf.origin, index, &hash)?;
        let inner = leaf.open(&ContentKeys::shown(self.key.clone()))?;
        let member = Member { seat: inner.message.seat, party: owner };
        let keys = directory.keys(&member, &leaf.seen).ok_or(Reason::SeatUnknown)?;
        leaf.verify(&inner, &agreement.hash, &keys.signing)?;
        Ok(Disclosed { message: inner.message, owner, index, script_index })
    }

    fn script_place(
        &self,
        policies: &BTreeMap<String, Policy>,
        compartment: &CompartmentId,
        log: &LogId,
        index: u64,
        leaf: &Hash,
    ) -> Result<u64, Reason> {
        let entry = leaf_hash(&script_entry(log, index, leaf));
        prove(&self.script, policies, &compartment.script_origin(), entry)
    }

    /// The identity logs shown, each under its policy.
    fn directory(
        &self,
        agreement: &Agreement,
        policies: &BTreeMap<String, Policy>,
    ) -> Result<Directory, Reason> {
        let mut directory = Directory::new(agreement);
        if self.identity.len() != directory.logs.len() {
            return Err(Reason::DisclosureIdentity);
        }
        for (log, (head, leaves)) in directory.logs.iter_mut().zip(&self.identity) {
            let origin = log.party().identity.origin();
            let policy = policies.get(&origin).ok_or(Reason::DisclosurePolicy)?;
            let head = policy.accept(head)?.checkpoint;
            leaves.iter().try_for_each(|leaf| log.append(leaf))?;
            let root = crate::tree::root_of(leaves.iter().map(|leaf| leaf_hash(leaf)));
            if (head.size, head.root) != (log.size(), root) {
                return Err(Reason::DisclosureIdentity);
            }
        }
        Ok(directory)
    }
}

/// Place of `leaf` in the log `origin`, proved.
fn prove(
    proof: &[u8],
    policies: &BTreeMap<String, Policy>,
    origin: &str,
    leaf: Hash,
) -> Result<u64, Reason> {
    let policy = policies.get(origin).ok_or(Reason::DisclosurePolicy)?;
    let proof = LogProof::parse(proof)?;
    proof.verify(policy, leaf)?;
    Ok(proof.index)
}

fn push(out: &mut Vec<u8>, section: &[u8]) -> Result<(), Reason> {
    let length = u32::try_from(section.len()).map_err(|_| Reason::DisclosureForm)?;
    out.extend(length.to_be_bytes());
    out.extend(section);
    Ok(())
}

fn take<'a>(rest: &mut &'a [u8]) -> Result<&'a [u8], Reason> {
    let (length, after) = rest.split_first_chunk::<4>().ok_or(Reason::DisclosureForm)?;
    let length = u32::from_be_bytes(*length) as usize;
    let (section, after) = after.split_at_checked(length).ok_or(Reason::DisclosureForm)?;
    *rest = after;
    Ok(section)
}

/// All leaves of a bundle whose width is not said.
fn read_leaves(bundle: &[u8]) -> Result<Vec<Vec<u8>>, Reason> {
    let mut rest = bundle;
    let mut width: u16 = 0;
    while !rest.is_empty() {
        let (length, after) = rest.split_first_chunk::<2>().ok_or(Reason::BundleCut)?;
        rest = after.get(usize::from(u16::from_be_bytes(*length))..).ok_or(Reason::BundleCut)?;
        width += 1;
        if u64::from(width) > TILE_WIDTH {
            return Err(Reason::DisclosureForm);
        }
    }
    Ok(read_bundle(width, bundle)?.into_iter().map(<[u8]>::to_vec).collect())
}
