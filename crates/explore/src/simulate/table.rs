//! The agreement as a table that fills where paths go.
//!
//! Problem: what a point offers costs many `kernel::apply`s, and paths come by the same points a
//! million times. So each point is expanded once, by whoever comes first, and read without a lock
//! from then on. Numbers of points depend on who came first; nothing else does.

use super::mark::{Mark, Marks};
use super::process::{chooses, process};
use super::slots::Slots;
use crate::drive::{Branch, Choice, Drive, Expansion, Likelihood, Micro};
use crate::graph::Points;
use crate::hold::last_opened;
use kernel::state::Ended;
use kernel::{Digest, PhaseId, State};
use std::sync::{Mutex, MutexGuard, PoisonError};
use world::Odds;

/// Where every path starts.
pub(super) const START: u32 = 0;

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
    /// Somebody chooses by odds; ways and odds stand in the point's mark.
    Choice {
        /// Whose luck decides.
        process: u32,
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

/// How parties choose: the odds of each way on from a point, `None` to keep to the text.
pub type Rule<'a> = &'a (dyn Fn(&Micro) -> Option<Vec<f64>> + Sync);

/// A table of points shared between threads.
pub(super) struct Table<'a> {
    drive: &'a Drive<'a>,
    points: Mutex<Points>,
    nodes: Slots<Node>,
    /// What paths that are followed in full read, if any are.
    marks: Option<Marks>,
    rule: Option<Rule<'a>>,
}

impl<'a> Table<'a> {
    pub(super) fn new(drive: &'a Drive<'a>, marks: Option<Marks>, rule: Option<Rule<'a>>) -> Self {
        let mut points = Points::new(None);
        points.number(&drive.start());
        Self { drive, points: Mutex::new(points), nodes: Slots::new(), marks, rule }
    }

    /// Points met so far.
    pub(super) fn len(&self) -> usize {
        self.points().len()
    }

    /// What happens at a point, found out on the first visit.
    #[inline]
    pub(super) fn node(&self, number: u32) -> Node {
        *self.nodes.get_or_init(number, || self.expand(number))
    }

    /// What a path that is followed in full reads at a point; a table without marks has none.
    pub(super) fn mark(&self, number: u32) -> Option<&Mark> {
        self.node(number);
        self.marks.as_ref().and_then(|marks| marks.get(number))
    }

    /// What is read of marks.
    pub(super) fn marks(&self) -> Option<&Marks> {
        self.marks.as_ref()
    }

    /// Digest of the state at a point.
    pub(super) fn digest(&self, number: u32) -> Option<Digest> {
        self.points().micro(number).map(|micro| kernel::digest(&micro.state))
    }

    /// The state at a point.
    pub(super) fn state(&self, number: u32) -> Option<State> {
        self.micro(number).map(|micro| micro.state)
    }

    /// The point itself.
    pub(super) fn micro(&self, number: u32) -> Option<Micro> {
        self.points().micro(number)
    }

    fn points(&self) -> MutexGuard<'_, Points> {
        self.points.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn number(&self, micro: &Micro) -> u32 {
        self.points().number(micro).unwrap_or(u32::MAX)
    }

    fn expand(&self, number: u32) -> Node {
        let Some(at) = self.points().micro(number) else { return Node::End(None) };
        let shares = self.rule.and_then(|rule| rule(&at));
        let (node, mark) = match self.drive.expand(&at) {
            Expansion::Over => (Node::End(at.state.ended), Mark::default()),
            Expansion::Draw(branches) => self.draw(branches),
            Expansion::Choose { choices, branches, .. } => self.chosen(shares, choices, branches),
            Expansion::Together { branches, .. } => self.chosen(shares, Vec::new(), branches),
            Expansion::Pass { flows, branch } => {
                let to = self.number(&branch.to);
                let node =
                    Node::Time { to, over: over(&branch.to.state), phase: last_opened(&at.state) };
                let mark = Mark::of_ways(vec![to], std::slice::from_ref(&branch));
                let marks = self.marks.as_ref();
                let passing = |marks: &Marks| marks.passing(self.drive, &at, &branch, flows);
                (node, Mark { passing: marks.map(passing), ..mark })
            }
        };
        if let Some(marks) = &self.marks {
            marks.set(number, mark, || marks.show(self.drive.accord, &at.state));
        }
        node
    }

    /// A choice by odds, or the text's.
    fn chosen(
        &self,
        shares: Option<Vec<f64>>,
        choices: Vec<Choice>,
        mut branches: Vec<Branch>,
    ) -> (Node, Mark) {
        if self.marks.is_none() {
            branches.truncate(1);
            return self.draw(branches); // without marks everybody keeps to the text
        }
        let ways: Vec<u32> = branches.iter().map(|branch| self.number(&branch.to)).collect();
        let first = ways.first().copied().unwrap_or(u32::MAX);
        let mut mark = Mark::of_ways(ways, &branches);
        mark.choices = choices;
        let Some(shares) = shares else { return (Node::Sure(first), mark) };
        let running = shares.iter().scan(0.0, |sum, share| {
            *sum += share;
            Some(*sum)
        });
        mark.shares = running.collect();
        let stage = branches.first().map_or(0, |branch| usize::from(branch.to.stage));
        let stage = self.drive.stages.get(stage.saturating_sub(1)).copied();
        (Node::Choice { process: stage.map_or(u32::MAX, chooses) }, mark)
    }

    /// A draw is one branch, or one with some odds and one with the rest.
    fn draw(&self, mut branches: Vec<Branch>) -> (Node, Mark) {
        if let [Branch { likelihood: Likelihood::Rest(_), .. }, _] = branches.as_slice() {
            branches.swap(0, 1);
        }
        let ways: Vec<u32> = branches.iter().map(|branch| self.number(&branch.to)).collect();
        let node = match (ways.as_slice(), branches.first().map(|branch| branch.likelihood)) {
            ([], _) | (_, None) => Node::End(None),
            ([yes, no, ..], Some(Likelihood::Odds(odds))) => {
                self.fork(&branches[0], odds, *yes, *no)
            }
            ([only, ..], Some(_)) => Node::Sure(*only),
        };
        let marked = self.marks.is_some();
        (node, if marked { Mark::of_ways(ways, &branches) } else { Mark::default() })
    }

    fn fork(&self, branch: &Branch, odds: Odds, yes: u32, no: u32) -> Node {
        let place = self.drive.beliefs.odds.iter().position(|(o, _)| *o == odds);
        let odds = place.and_then(|p| u32::try_from(p).ok()).unwrap_or(u32::MAX);
        let stage = usize::from(branch.to.stage).saturating_sub(1);
        let process = self.drive.stages.get(stage).map_or(u32::MAX, |stage| process(*stage));
        Node::Fork { process, odds, yes, no }
    }
}

/// Files that are over, a bit each; past 32 files they are not told apart.
fn over(state: &State) -> u32 {
    let files = state.workstreams.iter().take(32).enumerate();
    files.filter(|(_, cause)| cause.is_some()).fold(0, |bits, (file, _)| bits | 1 << file)
}
