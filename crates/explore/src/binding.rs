//! What binds: of each side the departure that comes closest to paying, and what speaks for and
//! against it.
//!
//! Problem. With the odds held, the value of everybody keeping is linear in the payoffs: V(s) = sum
//! over entries e of x_e n_e(s), with n_e(s) the discounted times that e is expected to be paid
//! from s on. So is the margin of a departure d in s,
//!
//!   m = sum_e x_e (n_e(keeping) - n_e(d)),
//!
//! which says what it is made of, exactly: each n is solved with its own bracket, and the parts add
//! up to the margin.

pub mod lever;
pub mod remedy;
pub mod trade;
pub mod why;

use crate::assess::Subject;
use crate::assess::rooms::clause;
use crate::assess::slack::Sides;
use crate::drive::{Choice, Drive};
use crate::graph::Graph;
use crate::hold::{Holding, START, StateMargin};
use crate::reach::{Step, told, way};
use crate::weigh::{ALL, weigh};
use game::{GameError, Interval, Policy, Settings, Values, Weights};
use kernel::{ActorId, ClauseId, PhaseId};
use world::{Beliefs, EntryId};

/// How exactly expected times are solved: they are multiplied by payoffs of a few hundred.
const TIMES_GAP: f64 = 1e-7;

/// One side: what its stake is made of, and what binds it.
#[derive(Clone, Debug)]
pub struct Side {
    /// Whose.
    pub party: ActorId,
    /// What its value at signature is made of, everybody keeping.
    pub stake: Vec<Part>,
    /// The departure that comes closest to paying; `None` if none decides.
    pub binding: Option<Binding>,
}

/// The departure from the text that comes closest to paying one side.
#[derive(Clone, Debug)]
pub struct Binding {
    /// By what.
    pub deviation: Choice,
    /// The clause it departs from.
    pub clause: Option<ClauseId>,
    /// The phase last opened.
    pub phase: Option<PhaseId>,
    /// Keeping less departing.
    pub margin: f64,
    /// How far off that may be.
    pub error: f64,
    /// Expected visits within the horizon.
    pub visits: f64,
    /// The plainest way there.
    pub way: Vec<Step>,
    /// What the margin is made of.
    pub parts: Vec<Part>,
}

/// What one entry of the beliefs adds to a sum.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Which.
    pub entry: EntryId,
    /// How much it is.
    pub amount: f64,
    /// How often it counts, discounted.
    pub times: Interval,
}

impl Part {
    /// What it adds: amount times how often.
    #[must_use]
    pub fn adds(&self) -> Interval {
        let (a, b) = (self.amount * self.times.lower, self.amount * self.times.upper);
        Interval { lower: a.min(b), upper: a.max(b) }
    }
}

/// What binds every side that chooses; nothing where a graph was cut.
///
/// # Errors
/// As [`crate::hold::hold`].
pub fn bindings(
    subject: &Subject<'_>,
    sides: &Sides<'_>,
    holdings: &[Holding],
) -> Result<Vec<Side>, GameError> {
    if sides.graphs.iter().any(|(_, graph)| graph.cut.points > 0) {
        return Ok(Vec::new());
    }
    let one = |(holding, (_, graph)): (&Holding, &(ActorId, Graph))| side(subject, holding, graph);
    holdings.iter().zip(&sides.graphs).map(one).collect()
}

fn side(subject: &Subject<'_>, holding: &Holding, graph: &Graph) -> Result<Side, GameError> {
    let counted = Counted::new(graph, subject.beliefs, holding.party)?;
    let stake = counted.parts(|column| counted.at(column, START));
    let weakest = holding.weakest();
    let binding = weakest.and_then(|margin| binding(subject, graph, &counted, margin));
    Ok(Side { party: holding.party, stake, binding })
}

fn binding(
    subject: &Subject<'_>,
    graph: &Graph,
    counted: &Counted<'_>,
    margin: &StateMargin,
) -> Option<Binding> {
    let place = graph.menu(margin.node)?.iter().position(|it| *it == margin.deviation)?;
    let first = graph.process.edges_of(margin.node).start;
    let by = |column: usize, edge: usize| counted.by(column, edge);
    let times = |column: usize| by(column, first).minus(&by(column, first + place));
    let drive = Drive::new(subject.accord, subject.beliefs, graph.free);
    let way = way(graph, margin.node).map_or_else(Vec::new, |way| told(&drive, graph, &way));
    Some(Binding {
        deviation: margin.deviation.clone(),
        clause: clause(subject.accord, &margin.deviation),
        phase: margin.phase,
        margin: margin.margin,
        error: margin.error,
        visits: margin.visits,
        way,
        parts: counted.parts(times),
    })
}

/// How often each entry that pays a party counts, everybody keeping, by point.
struct Counted<'a> {
    graph: &'a Graph,
    beliefs: &'a Beliefs,
    entries: Vec<EntryId>,
    weights: Weights,
    values: Values,
}

impl<'a> Counted<'a> {
    fn new(graph: &'a Graph, beliefs: &'a Beliefs, party: ActorId) -> Result<Self, GameError> {
        let entries = amounts(beliefs, party);
        let central = beliefs.central();
        let mut none = central.clone();
        entries.iter().for_each(|entry| set(&mut none, *entry, 0.0));
        let mut weights = weigh(graph, beliefs, &central, party);
        weights.payoff.clear();
        for entry in &entries {
            let mut one = none.clone();
            set(&mut one, *entry, 1.0);
            weights.payoff.push(weigh(graph, beliefs, &one, party).payoff.swap_remove(ALL));
        }
        let settings = Settings { gap: TIMES_GAP, ..Settings::default() };
        let text = Policy::first(&graph.process);
        let values = game::evaluate(&graph.process, &weights, &text, &settings)?;
        Ok(Self { graph, beliefs, entries, weights, values })
    }

    fn at(&self, column: usize, node: u32) -> Interval {
        self.values.bracket(column, node)
    }

    fn by(&self, column: usize, edge: usize) -> Interval {
        let reward = self.weights.payoff[column].reward[edge];
        self.at(column, self.graph.process.target(edge)).plus(reward)
    }

    /// The parts that count at all, what adds most first.
    fn parts(&self, times: impl Fn(usize) -> Interval) -> Vec<Part> {
        let central = self.beliefs.central();
        let part = |(column, entry): (usize, &EntryId)| {
            let amount = crate::weigh::entry_value(&central, *entry);
            Part { entry: *entry, amount, times: times(column) }
        };
        let mut all: Vec<Part> = self.entries.iter().enumerate().map(part).collect();
        all.retain(|part| part.times.centre().abs() > 1e-9);
        let size = |part: &Part| part.adds().centre().abs();
        all.sort_by(|a, b| size(b).total_cmp(&size(a)).then(a.entry.cmp(&b.entry)));
        all
    }
}

/// The entries that say how much something is worth to a party.
fn amounts(beliefs: &Beliefs, party: ActorId) -> Vec<EntryId> {
    let flows = beliefs.flows.iter().filter(|it| it.party == party).map(|it| it.amount);
    let lumps = beliefs.lumps.iter().filter(|it| it.party == party).map(|it| it.amount);
    let mut all: Vec<EntryId> = flows.chain(lumps).collect();
    all.sort_unstable();
    all.dedup();
    all
}

pub(crate) fn set(values: &mut world::Values, entry: EntryId, value: f64) {
    if let Some(slot) = values.get_mut(entry.0 as usize) {
        *slot = value;
    }
}
