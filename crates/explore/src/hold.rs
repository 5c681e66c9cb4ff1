//! Does the text hold? One party chooses freely, the others keep to the text.
//!
//! Problem. With V the value to the party of everybody keeping and V* that of its best plan
//! against the others' keeping: loss = V*(start) - V(start). The margin in a state is the value of
//! keeping now less that of the best other act now, both followed by the text; no negative margin
//! in any state that the party's own departures reach is equivalent to loss = 0 (one-shot
//! deviation principle, Blackwell 1965). `stake` = V(start).

use crate::drive::{Choice, Drive};
use crate::graph::Graph;
use crate::weigh::{ALL, DELIVERED, weigh};
use game::{GameError, Interval, Policy, Settings, Weights};
use kernel::state::PhaseLife;
use kernel::{ActorId, PhaseId};
use world::{Beliefs, Values};

/// Expected visits within the horizon below which a state is listed but decides nothing.
pub const DECISIVE: f64 = 1e-3;

/// The first point of a graph.
pub const START: u32 = 0;

/// What one party gains by keeping, everywhere it can get.
#[derive(Clone, Debug)]
pub struct Holding {
    /// Who chooses freely.
    pub party: ActorId,
    /// Value of everybody keeping, at signature.
    pub stake: Interval,
    /// What its best plan would gain over keeping, at signature.
    pub loss: Interval,
    /// Loss that still counts as keeping.
    pub tolerance: f64,
    /// Margins at every state where it has a choice, worst first.
    pub margins: Vec<StateMargin>,
    /// Whether both brackets closed as narrowly as asked.
    pub closed: bool,
}

/// The margin in one state.
#[derive(Clone, Debug)]
pub struct StateMargin {
    /// The choice node.
    pub node: u32,
    /// Best other act.
    pub deviation: Choice,
    /// Keeping less the best other act.
    pub margin: f64,
    /// Certified: the true margin is at most this far off.
    pub error: f64,
    /// The same, counting only what the party gains.
    pub delivered: f64,
    /// Expected visits within the horizon, everybody keeping.
    pub visits: f64,
    /// The phase last opened, if any.
    pub phase: Option<PhaseId>,
}

/// Whether something holds, as far as the brackets tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// The bracket straddles the line.
    Undecided,
}

impl StateMargin {
    /// Share of what the party gains that could fail before leaving pays; negative if leaving
    /// pays already, `None` if its gains do not bear on the choice.
    #[must_use]
    pub fn room(&self) -> Option<f64> {
        (self.delivered > 0.0).then(|| (self.margin / self.delivered).min(1.0))
    }

    /// Whether it is met often enough to decide.
    #[must_use]
    pub fn decisive(&self) -> bool {
        self.visits >= DECISIVE
    }
}

impl Holding {
    /// Whether keeping loses no more than the tolerance.
    #[must_use]
    pub fn holds(&self) -> Holds {
        if self.loss.upper <= self.tolerance {
            Holds::Yes
        } else if self.loss.lower > self.tolerance {
            Holds::No
        } else {
            Holds::Undecided
        }
    }

    /// Whether no departure anywhere pays at all.
    #[must_use]
    pub fn strict(&self) -> Holds {
        let surely = |m: &StateMargin| m.margin - m.error >= 0.0;
        let never = |m: &StateMargin| m.margin + m.error < 0.0;
        if self.margins.iter().all(surely) {
            Holds::Yes
        } else if self.margins.iter().any(never) {
            Holds::No
        } else {
            Holds::Undecided
        }
    }

    /// The decisive state with the smallest margin.
    #[must_use]
    pub fn weakest(&self) -> Option<&StateMargin> {
        self.margins.iter().find(|m| m.decisive())
    }

    /// The decisive state of a phase with the smallest margin.
    #[must_use]
    pub fn weakest_in(&self, phase: PhaseId) -> Option<&StateMargin> {
        self.margins.iter().find(|m| m.decisive() && m.phase == Some(phase))
    }
}

/// Solves one party's choice on its graph under one set of numbers.
///
/// # Errors
/// [`GameError`] if the weights are malformed, which valid beliefs cannot cause.
pub fn hold(
    drive: &Drive<'_>,
    graph: &Graph,
    values: &Values,
    party: ActorId,
) -> Result<Holding, GameError> {
    let weights = weigh(graph, drive.beliefs, values, party);
    let settings = settings(&weights);
    let text = Policy::first(&graph.process);
    let best = game::best_response(&graph.process, &weights, &text, party.0, ALL, &settings)?;
    let (stake, loss) = (best.start.bracket(0, START), best.loss(START));
    let closed = [best.start.status, best.optimum.status]
        .iter()
        .all(|status| *status == game::Status::Closed);
    let margins = margins(drive, graph, &weights, &text, party, &settings)?;
    let tolerance = drive.beliefs.tolerance * stake.centre().abs();
    Ok(Holding { party, stake, loss, tolerance, margins, closed })
}

/// Whether the text holds for one party: the loss alone, as searches need it.
///
/// # Errors
/// As [`hold`].
pub fn loss(
    graph: &Graph,
    beliefs: &Beliefs,
    values: &Values,
    party: ActorId,
) -> Result<Holding, GameError> {
    let weights = weigh(graph, beliefs, values, party);
    let settings = settings(&weights);
    let text = Policy::first(&graph.process);
    let best = game::best_response(&graph.process, &weights, &text, party.0, ALL, &settings)?;
    let (stake, loss) = (best.start.bracket(0, START), best.loss(START));
    let tolerance = beliefs.tolerance * stake.centre().abs();
    Ok(Holding { party, stake, loss, tolerance, margins: Vec::new(), closed: true })
}

/// A gap well below anything printed: a millionth of the largest payoff of a period.
fn settings(weights: &Weights) -> Settings {
    let rewards = weights.payoff.iter().flat_map(|p| &p.reward);
    let scale = rewards.fold(1e-6_f64, |m, r| m.max(r.abs()));
    Settings { gap: scale * 1e-4, ..Settings::default() }
}

fn margins(
    drive: &Drive<'_>,
    graph: &Graph,
    weights: &Weights,
    text: &Policy,
    party: ActorId,
    settings: &Settings,
) -> Result<Vec<StateMargin>, GameError> {
    let process = &graph.process;
    let values = game::evaluate(process, weights, text, settings)?;
    let found = game::one_shot_margins(process, weights, text, &values, ALL, party.0)?;
    let horizon = drive.beliefs.horizon as usize;
    let visits = game::visits_within(process, weights, text, START, horizon)?;
    let quality = |edge: usize| {
        let reward = &weights.payoff[DELIVERED].reward;
        reward[edge] + values.value(DELIVERED, process.target(edge))
    };
    let mut list: Vec<StateMargin> = found
        .iter()
        .filter_map(|m| {
            let edges = process.edges_of(m.node);
            let other = edges.start + m.other as usize;
            let delivered = quality(text.edge(process, m.node)) - quality(other);
            let deviation = graph.menu(m.node)?.get(m.other as usize)?.clone();
            let visits = visits[m.node as usize];
            let phase = phase_at(graph, m.node).filter(|_| visits >= DECISIVE);
            let (margin, error) = (m.margin, m.error);
            Some(StateMargin { node: m.node, deviation, margin, error, delivered, visits, phase })
        })
        .collect();
    list.sort_by(|a, b| a.margin.total_cmp(&b.margin).then(a.node.cmp(&b.node)));
    Ok(list)
}

/// The phase last opened, in the order of the text.
fn phase_at(graph: &Graph, node: u32) -> Option<PhaseId> {
    let state = graph.state(node)?;
    let open = |life| matches!(life, PhaseLife::Open | PhaseLife::Closed);
    let last = state.phases.iter().rposition(|cell| open(cell.life))?;
    u16::try_from(last).ok().map(PhaseId)
}
