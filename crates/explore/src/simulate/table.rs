//! The agreement as a table that fills where paths go.
//!
//! Problem: what a point offers costs many `kernel::apply`s, and paths come by the same points a
//! million times. So each point is expanded once, by whoever comes first, and read without a lock
//! from then on. Numbers of points depend on who came first; nothing else does.

use super::process::process;
use crate::drive::{Branch, Drive, Expansion, Likelihood, Micro};
use crate::graph::Points;
use kernel::state::{Ended, PhaseLife};
use kernel::{Digest, PhaseId, State};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use world::Odds;

/// Where every path starts.
pub(super) const START: u32 = 0;

/// Points in the first block of slots; each further block doubles all before it.
const FIRST: usize = 1 << 10;
/// Blocks of slots: enough for every 32-bit number.
const BLOCKS: usize = 23;

/// What happens at a point, as far as a path needs to know.
#[derive(Clone, Copy, Debug)]
pub(super) enum Node {
    /// One way on.
    Sure(u32),
    /// Two ways on.
    Fork {
        /// Whose luck decides.
        process: u32,
        /// Place of the chance in `Beliefs::odds`.
        odds: u32,
        /// Where to if it happens.
        yes: u32,
        /// Where to if it does not.
        no: u32,
    },
    /// The period ends.
    Time {
        /// The next period.
        to: u32,
        /// Files that are over by then, a bit each.
        over: u32,
        /// The phase last opened while the period lasted.
        phase: Option<PhaseId>,
    },
    /// The accord is over; `None` only if the drive has no stage left, which it always has.
    End(Option<Ended>),
}

type Slots = Box<[OnceLock<Node>]>;

/// A table of points shared between threads.
pub(super) struct Table<'a> {
    drive: &'a Drive<'a>,
    points: Mutex<Points>,
    blocks: [OnceLock<Slots>; BLOCKS],
}

impl<'a> Table<'a> {
    pub(super) fn new(drive: &'a Drive<'a>) -> Self {
        let mut points = Points::new(None);
        points.number(&drive.start());
        Self { drive, points: Mutex::new(points), blocks: [const { OnceLock::new() }; BLOCKS] }
    }

    /// Points met so far.
    pub(super) fn len(&self) -> usize {
        self.points().len()
    }

    /// What happens at a point, found out on the first visit.
    pub(super) fn node(&self, number: u32) -> Node {
        let (block, place) = slot(number);
        let size = FIRST << block;
        let fresh = || (0..size).map(|_| OnceLock::new()).collect::<Slots>();
        let slots = self.blocks[block].get_or_init(fresh);
        *slots[place].get_or_init(|| self.expand(number))
    }

    /// Digest of the state at a point.
    pub(super) fn digest(&self, number: u32) -> Option<Digest> {
        self.points().micro(number).map(|micro| kernel::digest(&micro.state))
    }

    /// The state at a point.
    pub(super) fn state(&self, number: u32) -> Option<State> {
        self.points().micro(number).map(|micro| micro.state)
    }

    fn points(&self) -> MutexGuard<'_, Points> {
        self.points.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn number(&self, micro: &Micro) -> u32 {
        self.points().number(micro).unwrap_or(u32::MAX)
    }

    fn expand(&self, number: u32) -> Node {
        let Some(at) = self.points().micro(number) else { return Node::End(None) };
        match self.drive.expand(&at) {
            Expansion::Over => Node::End(at.state.ended),
            Expansion::Draw(branches) => self.draw(&branches),
            Expansion::Choose { branches, .. } => self.draw(branches.get(..1).unwrap_or(&[])),
            Expansion::Pass { branch, .. } => Node::Time {
                to: self.number(&branch.to),
                over: over(&branch.to.state),
                phase: last_opened(&at.state),
            },
        }
    }

    /// A draw is one branch, or one with some odds and one with the rest.
    fn draw(&self, branches: &[Branch]) -> Node {
        let number = |index: usize| branches.get(index).map(|b| self.number(&b.to));
        let (Some(first), second) = (number(0), number(1)) else { return Node::End(None) };
        let Some(second) = second else { return Node::Sure(first) };
        match branches[0].likelihood {
            Likelihood::Sure => Node::Sure(first),
            Likelihood::Odds(odds) => self.fork(&branches[0], odds, first, second),
            Likelihood::Rest(odds) => self.fork(&branches[0], odds, second, first),
        }
    }

    fn fork(&self, branch: &Branch, odds: Odds, yes: u32, no: u32) -> Node {
        let place = self.drive.beliefs.odds.iter().position(|(o, _)| *o == odds);
        let odds = place.and_then(|p| u32::try_from(p).ok()).unwrap_or(u32::MAX);
        let stage = usize::from(branch.to.stage).saturating_sub(1);
        let process = self.drive.stages.get(stage).map_or(u32::MAX, |stage| process(*stage));
        Node::Fork { process, odds, yes, no }
    }
}

/// Block of a number and its place in the block.
fn slot(number: u32) -> (usize, usize) {
    let from_first = number as usize + FIRST;
    let block = (from_first.ilog2() - FIRST.ilog2()) as usize;
    (block, from_first - (FIRST << block))
}

/// Files that are over, a bit each; past 32 files they are not told apart.
fn over(state: &State) -> u32 {
    let files = state.workstreams.iter().take(32).enumerate();
    files.filter(|(_, cause)| cause.is_some()).fold(0, |bits, (file, _)| bits | 1 << file)
}

/// The phase last opened, in the order of the text.
fn last_opened(state: &State) -> Option<PhaseId> {
    let open = |life| matches!(life, PhaseLife::Open | PhaseLife::Closed);
    let last = state.phases.iter().rposition(|cell| open(cell.life))?;
    u16::try_from(last).ok().map(PhaseId)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_one_slot() {
        let mut expected = (0_usize, 0_usize);
        for number in 0..5_000_u32 {
            assert_eq!(slot(number), expected);
            expected.1 += 1;
            if expected.1 == FIRST << expected.0 {
                expected = (expected.0 + 1, 0);
            }
        }
        let (block, place) = slot(u32::MAX);
        assert!(block < BLOCKS && place < FIRST << block);
    }
}
