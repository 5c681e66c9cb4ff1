//! Breadth-first search over `kernel::apply`.

use super::intern::{Points, StateKey};
use super::{CUT, EdgeOdds, Graph};
use crate::drive::{Branch, Choice, Drive, Expansion, FlowHit, LumpHit};
use crate::outside::{Tail, leavers};
use game::{GameError, NodeKind, ProcessBuilder};
use indexmap::IndexSet;
use kernel::ActorId;
use kernel::accord::LegalForm;
use kernel::state::Ended;
use rustc_hash::FxBuildHasher;
use world::Odds;

/// How a test may weaken the key by which states are told apart.
pub type Key = StateKey;

/// What a limit left out.
#[derive(Clone, Debug, Default)]
pub struct Cut {
    /// Points not expanded: each is worth something between its worst and its best
    /// ([`crate::outside`]).
    pub points: usize,
    /// Where they are and what may still come there: a node, and an index into `tails`.
    pub(crate) nodes: Vec<(u32, u32)>,
    /// Distinct sets of what may still come.
    pub(crate) tails: Vec<Tail>,
    /// Who ends the accord by leaving, and the legal forms under which a successor may.
    pub(crate) leavers: Vec<(ActorId, Vec<LegalForm>)>,
}

/// Enumerates everything a drive can reach, up to so many points.
///
/// # Errors
/// [`GameError`] if the process is malformed, which no accord should be able to cause.
pub fn enumerate(drive: &Drive<'_>, points_max: usize) -> Result<Graph, GameError> {
    enumerate_with(drive, points_max, None, &mut |_| {})
}

/// [`enumerate`] with another key for states and a report of progress (points so far).
///
/// # Errors
/// As [`enumerate`].
pub fn enumerate_with(
    drive: &Drive<'_>,
    points_max: usize,
    key: Option<Key>,
    progress: &mut dyn FnMut(usize),
) -> Result<Graph, GameError> {
    let mut search = Search::new(drive, points_max, key);
    search.points.number(&drive.start());
    let mut node = 0_u32;
    while (node as usize) < search.points.len() {
        search.visit(node);
        node += 1;
        if node.is_multiple_of(1 << 17) {
            progress(node as usize);
        }
    }
    search.finish()
}

struct Search<'a> {
    drive: &'a Drive<'a>,
    points_max: usize,
    points: Points,
    builder: ProcessBuilder,
    odds: IndexSet<Odds, FxBuildHasher>,
    likelihood: Vec<EdgeOdds>,
    edge_lumps: Vec<u32>,
    lump_sets: IndexSet<Vec<LumpHit>, FxBuildHasher>,
    edge_flows: Vec<u32>,
    flow_sets: IndexSet<Vec<FlowHit>, FxBuildHasher>,
    choices: Vec<(u32, u32)>,
    together: Vec<(u32, u32)>,
    menus: IndexSet<Vec<Choice>, FxBuildHasher>,
    ends: IndexSet<Ended, FxBuildHasher>,
    cut: Cut,
    tails: IndexSet<Tail, FxBuildHasher>,
}

/// The place of a value in a set, as a 32-bit number.
fn place<T: std::hash::Hash + Eq>(set: &mut IndexSet<T, FxBuildHasher>, value: T) -> u32 {
    u32::try_from(set.insert_full(value).0).unwrap_or(u32::MAX)
}

impl<'a> Search<'a> {
    fn new(drive: &'a Drive<'a>, points_max: usize, key: Option<Key>) -> Self {
        let (mut lump_sets, mut flow_sets) = (IndexSet::default(), IndexSet::default());
        place(&mut lump_sets, Vec::new());
        place(&mut flow_sets, Vec::new());
        Self {
            drive,
            points_max,
            points: Points::new(key),
            builder: ProcessBuilder::new(),
            odds: IndexSet::default(),
            likelihood: Vec::new(),
            edge_lumps: Vec::new(),
            lump_sets,
            edge_flows: Vec::new(),
            flow_sets,
            choices: Vec::new(),
            together: Vec::new(),
            menus: IndexSet::default(),
            ends: IndexSet::default(),
            cut: Cut::default(),
            tails: IndexSet::default(),
        }
    }

    fn visit(&mut self, node: u32) {
        let Some(micro) = self.points.micro(node) else { return };
        if let Some(ended) = micro.state.ended {
            let label = place(&mut self.ends, ended).saturating_add(1);
            let label = u16::try_from(label).unwrap_or(CUT);
            self.builder.push(NodeKind::Terminal { label }, &[]);
            return;
        }
        if self.points.len() > self.points_max {
            self.cut.points += 1;
            let tail = place(&mut self.tails, Tail::of(self.drive, &micro.state));
            self.cut.nodes.push((node, tail));
            self.builder.push(NodeKind::Terminal { label: CUT }, &[]);
            return;
        }
        match self.drive.expand(&micro) {
            Expansion::Over => {
                self.builder.push(NodeKind::Terminal { label: CUT }, &[]);
            }
            Expansion::Draw(branches) => self.push(NodeKind::Chance, branches, Vec::new()),
            Expansion::Pass { flows, branch } => self.push(NodeKind::Time, vec![*branch], flows),
            Expansion::Choose { by, choices, branches } => {
                let menu = place(&mut self.menus, choices);
                self.choices.push((node, menu));
                self.push(NodeKind::Choice { decider: by.0 }, branches, Vec::new());
            }
            Expansion::Together { menus: [(by, one), (_, other)], branches } => {
                let menu = place(&mut self.menus, one);
                self.choices.push((node, menu));
                self.together.push((node, place(&mut self.menus, other)));
                self.push(NodeKind::Choice { decider: by.0 }, branches, Vec::new());
            }
        }
    }

    fn push(&mut self, kind: NodeKind, branches: Vec<Branch>, flows: Vec<FlowHit>) {
        let flows = place(&mut self.flow_sets, flows);
        let mut targets = Vec::with_capacity(branches.len());
        for branch in branches {
            targets.push(self.points.number(&branch.to).unwrap_or(u32::MAX));
            let odds = &mut self.odds;
            self.likelihood.push(EdgeOdds::new(branch.likelihood, |o| place(odds, o)));
            self.edge_lumps.push(place(&mut self.lump_sets, branch.lumps));
            self.edge_flows.push(flows);
        }
        self.builder.push(kind, &targets);
    }

    fn finish(self) -> Result<Graph, GameError> {
        let leavers = leavers(self.drive.accord);
        let cut = Cut { tails: self.tails.into_iter().collect(), leavers, ..self.cut };
        Ok(Graph {
            process: self.builder.build()?,
            free: self.drive.free,
            odds: self.odds.into_iter().collect(),
            likelihood: self.likelihood,
            edge_lumps: self.edge_lumps,
            lump_sets: self.lump_sets.into_iter().collect(),
            edge_flows: self.edge_flows,
            flow_sets: self.flow_sets.into_iter().collect(),
            choices: self.choices,
            together: self.together,
            menus: self.menus.into_iter().collect(),
            ends: self.ends.into_iter().collect(),
            cut,
            points: self.points,
        })
    }
}
