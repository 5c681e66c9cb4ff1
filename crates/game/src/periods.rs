//! Play period by period: where the mass of all futures is.
//!
//! Problem. Let m_t(s) be the probability that node s is visited in period t (a node at most
//! once: a period has no cycle). In a period mass runs from parents to children; at time nodes
//! it waits for the next. Nothing is discounted and nothing approximated: the recursion is
//! exact up to rounding (relative error below periods x depth x 2^-50).

use crate::chain::Chain;
use crate::process::{NodeKind, StagedProcess};

/// `L` distributions of mass moving in step, one a lane.
pub(crate) struct Periods<'a, const L: usize> {
    process: &'a StagedProcess,
    chain: &'a Chain,
    now: Vec<[f64; L]>,
    next: Vec<[f64; L]>,
}

impl<'a, const L: usize> Periods<'a, L> {
    /// Unit mass at `start` in every lane.
    pub(crate) fn new(process: &'a StagedProcess, chain: &'a Chain, start: u32) -> Self {
        let mut now = vec![[0.0; L]; process.nodes()];
        let next = now.clone();
        now[process.order().rank[start as usize] as usize] = [1.0; L];
        Self { process, chain, now, next }
    }

    /// Plays one period. `visit` sees each node with its mass and may take some of it away.
    ///
    /// A terminal reached through a time node counts as reached at the end of this period.
    pub(crate) fn play(&mut self, mut visit: impl FnMut(u32, &mut [f64; L])) {
        let sequence = &self.process.order().sequence;
        for position in (0..self.now.len()).rev() {
            let mut mass = std::mem::replace(&mut self.now[position], [0.0; L]);
            if mass.iter().all(|&m| m == 0.0) {
                continue;
            }
            visit(sequence[position], &mut mass);
            let time = self.process.kind(sequence[position]) == NodeKind::Time;
            for (target, odds) in self.chain.row(position) {
                let mut share = mass.map(|m| odds * m);
                let ends = matches!(self.process.kind(sequence[target]), NodeKind::Terminal { .. });
                if time && ends {
                    visit(sequence[target], &mut share);
                    continue;
                }
                let onward = if time { &mut self.next } else { &mut self.now };
                onward[target].iter_mut().zip(share).for_each(|(o, s)| *o += s);
            }
        }
        std::mem::swap(&mut self.now, &mut self.next);
    }

    /// Mass still in play, by lane.
    pub(crate) fn alive(&self) -> [f64; L] {
        let mut sum = [0.0; L];
        for mass in &self.now {
            sum.iter_mut().zip(mass).for_each(|(s, m)| *s += m);
        }
        sum
    }
}
