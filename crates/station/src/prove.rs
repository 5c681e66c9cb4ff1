//! One message shown to a stranger: its leaf, the key that opens this leaf alone, its place under a signed head, and what
//! others signed about it.

use line::LogId;
use line::leaf::{ContentLeaf, Leaf};
use line::proof::LogProof;
use line::script::Statement;
use line::tree::{Hash, inclusion_path};

use crate::fault::{Done, Fault};
use crate::proof::{Proof, Receipt, content, held};
use crate::station::{Message, Station};
use crate::within::Participant;

impl Station {
    /// The proof that a message stands in the log of its author.
    ///
    /// # Errors
    /// If it is not under a signed head yet, or does not open here.
    pub fn prove(&mut self, message: &Message) -> Done<Proof> {
        self.mark_before_leaving()?;
        let missing =
            || Fault::Asked("this leaf is not under a signed head yet: sync first".into());
        let (log, index) = message.place;
        let node = self.node().ok_or_else(missing)?;
        let head = node.heads_of(&log).into_iter().find(|(size, _)| *size > index);
        let (size, head) = head.ok_or_else(missing)?;
        let hashes = node.hashes_of(&log, 0, u64::MAX);
        let leaf = node.leaves_of(&log, index, index + 1).pop().ok_or_else(missing)?;
        let up_to = |size: u64| hashes.get(..usize::try_from(size).ok()?);
        let path = |size| inclusion_path(index, up_to(size)?);
        let note = String::from_utf8(head).map_err(|_| {
            Fault::Environment("a stored head is no text: `detente line verify`".into())
        })?;
        let opened = content(&leaf).map_err(|_| missing())?;
        let key = node.record().leaf_key(&opened).ok_or_else(|| {
            Fault::Asked("this station cannot open that leaf, so it cannot show its key".into())
        })?;
        let place = usize::try_from(index).map_err(|_| missing())?;
        let of = (&opened, index, hashes.get(place).ok_or_else(missing)?);
        let others = self.charter().cards.iter().filter(|card| card.log != log);
        let receipts = others.filter_map(|card| self.receipt(card, of, &path)).collect();
        let proof = LogProof { extra: None, index, path: path(size).ok_or_else(missing)?, note };
        let (name, proof) = (message.name.clone(), proof.write());
        Ok(Proof { name, leaf, proof, key, identity: self.identity_leaves()?, receipts })
    }

    /// The first statement of a party that it holds a leaf.
    fn receipt(
        &self,
        card: &Participant,
        of: (&ContentLeaf, u64, &Hash),
        path: &dyn Fn(u64) -> Option<Vec<Hash>>,
    ) -> Option<Receipt> {
        let leaves = self.node()?.leaves_of(&card.log, 0, u64::MAX);
        leaves.into_iter().find_map(|leaf| {
            let size = size_held(&leaf, &of.0.origin).filter(|size| *size > of.1)?;
            let receipt = Receipt { leaf, path: path(size)? };
            let holds = held(&receipt, self.charter(), self.directory(), of);
            holds.is_ok().then_some(receipt)
        })
    }
}

/// How many leaves of a log the author of a control leaf says that it holds.
fn size_held(leaf: &[u8], log: &LogId) -> Option<u64> {
    let Ok(Leaf::Control(control)) = Leaf::parse(leaf) else { return None };
    match Statement::read(control.kind, control.body).ok()? {
        Statement::Hold { cut, .. } | Statement::Stamp { cut, .. } => Some(cut.of(log).size),
        _ => None,
    }
}
