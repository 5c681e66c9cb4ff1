//! The part of a chain that has to be iterated.
//!
//! Problem. In v = b + A v a node that lies on no cycle, nor behind one, is read by nobody that
//! is iterated: its value follows in one pass once the others are known. Nodes without readers
//! are peeled off one after another (Kahn 1962); what stays is the core. Under "keep" the states
//! that only a deviation reaches are peeled, often most of a process.

use crate::chain::{Chain, Columns};
use crate::process::id;

/// The core of a chain, renumbered, and the order in which to finish the rest.
pub(crate) struct Core {
    /// Position in the whole chain, ascending.
    position: Vec<u32>,
    chain: Chain,
    /// Places in the core that a sweep reads before renewing them.
    pub(crate) inputs: Vec<u32>,
    /// Positions outside the core, successors first.
    rest: Vec<u32>,
}

impl Core {
    pub(crate) fn new(chain: &Chain) -> Self {
        let (rest, inside) = peel(chain);
        let mut place = vec![0; inside.len()];
        let position: Vec<u32> = (0..id(inside.len())).filter(|&p| inside[p as usize]).collect();
        for (index, &p) in position.iter().enumerate() {
            place[p as usize] = id(index);
        }
        let chain = chain.restricted(&position, &place);
        let inputs = chain.read_late();
        Self { position, chain, inputs, rest }
    }

    /// The core's part of something by position.
    pub(crate) fn gather<const C: usize>(&self, whole: &[[f64; C]]) -> Columns<C> {
        self.position.iter().map(|&p| whole[p as usize]).collect()
    }

    pub(crate) fn sweep<const C: usize>(&self, base: &[[f64; C]], v: &mut [[f64; C]]) {
        self.chain.sweep(base, v);
    }

    /// Puts the core's values back and finishes the rest in one pass.
    pub(crate) fn finish<const C: usize>(
        &self,
        chain: &Chain,
        base: &[[f64; C]],
        inner: &[[f64; C]],
        v: &mut [[f64; C]],
    ) {
        for (&p, &value) in self.position.iter().zip(inner) {
            v[p as usize] = value;
        }
        for &p in &self.rest {
            chain.renew(p as usize, base, v);
        }
    }
}

/// Positions without readers, successors first, and which positions stay.
fn peel(chain: &Chain) -> (Vec<u32>, Vec<bool>) {
    let mut readers = chain.readers();
    let mut peeled: Vec<u32> =
        (0..id(readers.len())).filter(|&p| readers[p as usize] == 0).collect();
    let mut next = 0;
    while let Some(&p) = peeled.get(next) {
        next += 1;
        for (target, _) in chain.row(p as usize) {
            readers[target] -= 1;
            if readers[target] == 0 {
                peeled.push(id(target));
            }
        }
    }
    peeled.reverse();
    (peeled, readers.iter().map(|&r| r > 0).collect())
}
