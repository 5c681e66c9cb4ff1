//! What a text expects of its lives (`expect`, `scenario`), checked on every state that is reached.
//!
//! Properties are terms of the text ([`kernel::expect`]); they change nothing and are checked by
//! every driver: here on enumerated graphs, by [`along`] on any one sequence of events (a drawn
//! path, a recorded history). *Reachable* asks for one state that everybody's keeping leads to;
//! *always* and *never* ask of every state in force that either side's single departures and all of
//! chance lead to; *leaves … unchanged* compares before and after one event wherever it can happen.
//! What a limit left out is never counted as checked.

mod along;
mod leaves;
mod scenario;
mod unweighed;

use crate::drive::{Drive, Expansion};
use crate::exposure;
use crate::graph::Graph;
use crate::reach::{self, Step};
use game::NodeKind;
use kernel::expect::{Expectation, ExposureBound, Property, Scenario};
use kernel::{Accord, ActorId, ClauseId, Condition, Event, State, View};
use world::Beliefs;

pub use along::{Broken, along};
pub use unweighed::unweighed;

/// Everything that is reached, as it is looked at.
pub struct Reached<'a> {
    /// The agreement.
    pub accord: &'a Accord,
    /// What structure of chance is modelled.
    pub beliefs: &'a Beliefs,
    /// Everybody keeps.
    pub written: &'a Graph,
    /// One signatory departs whenever it likes.
    pub free: &'a [(ActorId, Graph)],
}

/// What became of one expectation or worked example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The clause that states it.
    pub clause: ClauseId,
    /// What was found.
    pub outcome: Outcome,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It holds wherever the model goes.
    Holds,
    /// It does not, and this is how; the way is empty where something is never reached.
    Refuted(Way),
    /// Nothing against it in so many points, and some were left out.
    NotRefuted {
        /// Points looked at.
        points: usize,
    },
    /// What it speaks of never comes about in the model, so that nothing was tested.
    NeverArises,
}

/// A way to a state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Way {
    /// Who departs, if somebody does.
    pub free: Option<ActorId>,
    /// Steps, first to last.
    pub steps: Vec<Step>,
    /// What then happens and shows it, if a state alone does not.
    pub then: Option<Event>,
    /// Which part of a worked example failed, from 0.
    pub claim: Option<usize>,
}

impl<'a> Reached<'a> {
    /// Every expectation, in the order of the text.
    #[must_use]
    pub fn expectations(&self, list: &[Expectation]) -> Vec<Checked> {
        let one =
            |it: &Expectation| Checked { clause: it.clause, outcome: self.property(&it.property) };
        list.iter().map(one).collect()
    }

    /// Every worked example, in the order of the text.
    #[must_use]
    pub fn scenarios(&self, list: &[Scenario]) -> Vec<Checked> {
        let one = |it: &Scenario| Checked { clause: it.clause, outcome: scenario::check(self, it) };
        list.iter().map(one).collect()
    }

    fn property(&self, property: &Property) -> Outcome {
        match property {
            Property::Reachable(condition) => self.reachable(condition),
            Property::Always(condition) => self.always(condition, true),
            Property::Never(condition) => self.always(condition, false),
            Property::Leaves { event, unchanged } => leaves::check(self, event, unchanged),
            Property::Exposure(asked) => self.exposure(asked),
        }
    }

    fn reachable(&self, condition: &Condition) -> Outcome {
        let drive = self.drive(None);
        let holds = |state: &State| condition.holds(self.accord, state, View::Reports);
        match search(&drive, self.written, &holds) {
            Some(_) => Outcome::Holds,
            None if self.written.cut.points > 0 => not_refuted([self.written].into_iter()),
            None => Outcome::Refuted(Way::default()),
        }
    }

    fn always(&self, condition: &Condition, expected: bool) -> Outcome {
        let broken = |state: &State| {
            state.ended.is_none() && condition.holds(self.accord, state, View::Reports) != expected
        };
        for (free, graph) in self.graphs() {
            let drive = self.drive(free);
            if let Some(edges) = search(&drive, graph, &broken) {
                return Outcome::Refuted(self.way(free, graph, &edges));
            }
        }
        self.unrefuted()
    }

    fn exposure(&self, asked: &kernel::expect::Exposure) -> Outcome {
        for (free, graph) in self.graphs().filter(|(free, _)| *free != Some(asked.party)) {
            let drive = self.drive(free);
            let found = exposure::asked(&drive, graph, asked);
            let (most, bound) = match asked.bound {
                ExposureBound::Money(bound) => (found.money, bound),
                ExposureBound::Time(bound) => (found.unrepaid.0.into(), bound.0.into()),
            };
            if most > bound {
                return Outcome::Refuted(Way { free, steps: found.path, ..Way::default() });
            }
        }
        self.unrefuted()
    }

    fn drive(&self, free: Option<ActorId>) -> Drive<'a> {
        Drive::new(self.accord, self.beliefs, free)
    }

    /// Every graph, with who departs in it.
    fn graphs(&self) -> impl Iterator<Item = (Option<ActorId>, &'a Graph)> + use<'a> {
        let free = self.free.iter().map(|(party, graph)| (Some(*party), graph));
        std::iter::once((None, self.written)).chain(free)
    }

    fn way(&self, free: Option<ActorId>, graph: &Graph, edges: &[usize]) -> Way {
        Way { free, steps: reach::told(&self.drive(free), graph, edges), ..Way::default() }
    }

    fn unrefuted(&self) -> Outcome {
        let cut = self.graphs().any(|(_, graph)| graph.cut.points > 0);
        let all = self.graphs().map(|(_, graph)| graph);
        if cut { not_refuted(all) } else { Outcome::Holds }
    }
}

fn not_refuted<'g>(graphs: impl Iterator<Item = &'g Graph>) -> Outcome {
    let points = graphs.map(|graph| graph.process.nodes() - graph.cut.points).sum();
    Outcome::NotRefuted { points }
}

/// The edges to the first state with a property: a point of the graph, or a stop at a clock inside
/// the end of a period.
fn search(drive: &Drive<'_>, graph: &Graph, holds: &dyn Fn(&State) -> bool) -> Option<Vec<usize>> {
    let nodes = u32::try_from(graph.process.nodes()).unwrap_or(u32::MAX);
    let found = (0..nodes).find_map(|node| {
        if graph.state(node).is_some_and(|state| holds(&state)) {
            return Some((node, false));
        }
        let stops = graph.process.kind(node) == NodeKind::Time;
        (stops && stop(drive, graph, node, holds)).then_some((node, true))
    })?;
    let mut edges = reach::way(graph, found.0)?;
    if found.1 {
        edges.push(graph.process.edges_of(found.0).start);
    }
    Some(edges)
}

/// Whether a state inside the end of a period has the property.
fn stop(drive: &Drive<'_>, graph: &Graph, node: u32, holds: &dyn Fn(&State) -> bool) -> bool {
    let Some(micro) = graph.micro(node) else { return false };
    let Expansion::Pass { branch, .. } = drive.expand(&micro) else { return false };
    let mut state = micro.state;
    branch.events.iter().any(|event| {
        state = kernel::apply_to(drive.accord, std::mem::take(&mut state), event).0;
        holds(&state)
    })
}
