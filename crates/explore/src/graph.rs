//! Enumeration: every point an accord can reach, as a staged process of the `game` crate.
//!
//! The graph is belief-free. Edges refer to chances and payoffs by their place in the beliefs,
//! so that one enumeration serves every reader, sample and bisection ([`crate::weigh`]).

mod build;
mod intern;

use crate::drive::{Choice, FlowHit, Force, Likelihood, LumpHit, Micro, News};
use game::StagedProcess;
pub(crate) use intern::Points;
use kernel::state::Ended;
use kernel::{ActorId, State};
use world::Odds;

pub use build::{Cut, Key, enumerate, enumerate_with};

/// Every reachable point of one drive.
pub struct Graph {
    /// The topology; node 0 is the first point of the first period.
    pub process: StagedProcess,
    /// Whose choices are free.
    pub free: Option<ActorId>,
    /// Chances met, in order of first appearance.
    pub odds: Vec<Odds>,
    /// Per edge: which chance.
    pub likelihood: Vec<EdgeOdds>,
    /// Per edge: which set of lumps (0 is none).
    pub edge_lumps: Vec<u32>,
    /// Sets of lumps.
    pub lump_sets: Vec<Vec<LumpHit>>,
    /// Per edge: which set of flows (0 is none; only edges out of time nodes have one).
    pub edge_flows: Vec<u32>,
    /// Sets of flows.
    pub flow_sets: Vec<Vec<FlowHit>>,
    /// Choice nodes, in order, with what each edge means (an index into `menus`).
    pub choices: Vec<(u32, u32)>,
    /// Choice nodes at which a second party chooses at once, and its menu; the first one's stands in
    /// `choices`. An edge is a pair of choices, those of the second running fastest.
    pub together: Vec<(u32, u32)>,
    /// Distinct menus.
    pub menus: Vec<Vec<Choice>>,
    /// Ways in which the accord ended, by label less one.
    pub ends: Vec<Ended>,
    /// Whether the limit was reached, and what was left unexpanded.
    pub cut: Cut,
    points: Points,
}

/// The chance of an edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EdgeOdds {
    /// Certain, or a choice.
    Sure,
    /// An index into `Graph::odds`.
    Odds(u32),
    /// What that one leaves.
    Rest(u32),
}

/// Exact counts of an enumeration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// Distinct states of the agreement.
    pub states: usize,
    /// Points at which a period starts.
    pub starts: usize,
    /// All points: choices, draws, ends of periods, ends of the accord.
    pub nodes: usize,
    /// Ways on.
    pub edges: usize,
}

/// Label of points left unexpanded by the cut; other labels are an index into `Graph::ends`,
/// plus one.
pub const CUT: u16 = 0;

impl Graph {
    /// Exact counts.
    #[must_use]
    pub fn size(&self) -> Size {
        Size {
            states: self.points.states(),
            starts: self.points.starts(),
            nodes: self.process.nodes(),
            edges: self.process.edges(),
        }
    }

    /// The point behind a node.
    #[must_use]
    pub fn micro(&self, node: u32) -> Option<Micro> {
        self.points.micro(node)
    }

    /// Force used this period and what has just happened, at a node.
    #[must_use]
    pub fn happened(&self, node: u32) -> (Force, News) {
        self.points.happened(node).unwrap_or_default()
    }

    /// The node of a point, if the graph has it.
    #[must_use]
    pub fn find(&self, micro: &Micro) -> Option<u32> {
        self.points.find(micro)
    }

    /// The agreement's state at a node.
    #[must_use]
    pub fn state(&self, node: u32) -> Option<State> {
        self.points.micro(node).map(|micro| micro.state)
    }

    /// The menu at a choice node.
    #[must_use]
    pub fn menu(&self, node: u32) -> Option<&[Choice]> {
        let at = self.choices.binary_search_by_key(&node, |(n, _)| *n).ok()?;
        let (_, menu) = self.choices.get(at)?;
        self.menus.get(usize::try_from(*menu).ok()?).map(Vec::as_slice)
    }

    /// The end that a terminal's label stands for; `None` for the cut.
    #[must_use]
    pub fn end(&self, label: u16) -> Option<Ended> {
        self.ends.get(usize::from(label).checked_sub(1)?).copied()
    }

    /// Nodes at which a period starts, in order.
    pub fn starts(&self) -> impl Iterator<Item = u32> + '_ {
        self.points.start_nodes()
    }
}

impl EdgeOdds {
    pub(crate) fn new(likelihood: Likelihood, place: impl FnOnce(Odds) -> u32) -> Self {
        match likelihood {
            Likelihood::Sure => Self::Sure,
            Likelihood::Odds(odds) => Self::Odds(place(odds)),
            Likelihood::Rest(odds) => Self::Rest(place(odds)),
        }
    }
}
