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
use game::{GameError, Interval, Policy, Settings, Values, Weights};
use kernel::state::PhaseLife;
use kernel::{ActorId, PhaseId};
use world::Beliefs;

/// Expected visits within the horizon below which a state is listed but decides nothing.
pub const DECISIVE: f64 = 1e-3;

/// Share of all a party gains below which a difference of gains does not bear on a choice.
const BEARS: f64 = 1e-4;

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
    /// Margins at every state where it can depart from a promise, worst first.
    pub margins: Vec<StateMargin>,
    /// Whether both brackets closed as narrowly as asked.
    pub closed: bool,
}

/// The margin in one state.
#[derive(Clone, Debug)]
pub struct StateMargin {
    /// The choice node.
    pub node: u32,
    /// The departure from a promise that comes closest to paying.
    pub deviation: Choice,
    /// Keeping less that departure.
    pub margin: f64,
    /// Certified: the true margin is at most this far off.
    pub error: f64,
    /// Share of what the party gains that could fail before some departure pays; not positive if
    /// one pays already, `None` if its gains bear on none.
    pub room: Option<f64>,
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

    /// The least room over the decisive states of a phase.
    #[must_use]
    pub fn room_in(&self, phase: PhaseId) -> Option<f64> {
        let there = self.margins.iter().filter(|m| m.decisive() && m.phase == Some(phase));
        there.filter_map(|m| m.room).reduce(f64::min)
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

    /// The decisive state with the smallest margin over a departure from a promise.
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
    values: &world::Values,
    party: ActorId,
) -> Result<Holding, GameError> {
    let found = loss(graph, drive.beliefs, values, party, None)?;
    let weights = weigh(graph, drive.beliefs, values, party);
    let text = Policy::first(&graph.process);
    let margins = margins(drive, graph, &weights, &text, &settings(&weights))?;
    Ok(Holding { margins, ..found })
}

/// Whether the text holds for one party: the loss alone, as searches need it. Values of a similar
/// weighting, if given, only make it quicker.
///
/// # Errors
/// As [`hold`].
pub fn loss(
    graph: &Graph,
    beliefs: &Beliefs,
    values: &world::Values,
    party: ActorId,
    near: Option<&Values>,
) -> Result<Holding, GameError> {
    let weights = weigh(graph, beliefs, values, party);
    let settings = settings(&weights);
    let text = Policy::first(&graph.process);
    let process = &graph.process;
    let best = match near {
        None => game::best_response(process, &weights, &text, party.0, ALL, &settings)?,
        Some(near) => {
            game::best_response_from(near, process, &weights, &text, party.0, ALL, &settings)?
        }
    };
    let (stake, loss) = (best.start.bracket(0, START), best.loss(START));
    let closed = [best.start.status, best.optimum.status]
        .iter()
        .all(|status| *status == game::Status::Closed);
    let tolerance = beliefs.tolerance * stake.centre().abs();
    Ok(Holding { party, stake, loss, tolerance, margins: Vec::new(), closed })
}

/// Values of everybody keeping, to start similar solves from.
///
/// # Errors
/// As [`hold`].
pub fn near(
    graph: &Graph,
    beliefs: &Beliefs,
    values: &world::Values,
    party: ActorId,
) -> Result<Values, GameError> {
    let weights = weigh(graph, beliefs, values, party);
    let text = Policy::first(&graph.process);
    game::evaluate(&graph.process, &weights, &text, &settings(&weights))
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
    settings: &Settings,
) -> Result<Vec<StateMargin>, GameError> {
    let values = game::evaluate(&graph.process, weights, text, settings)?;
    let horizon = drive.beliefs.horizon as usize;
    let visits = game::visits_within(&graph.process, weights, text, START, horizon)?;
    let bears = BEARS * values.value(DELIVERED, START).abs();
    let look = Look { graph, weights, values: &values, bears };
    let at = |(node, menu): &(u32, u32)| {
        let menu = graph.menus.get(*menu as usize)?;
        look.at(*node, menu, visits.get(*node as usize).copied().unwrap_or(0.0))
    };
    let mut list: Vec<StateMargin> = graph.choices.iter().filter_map(at).collect();
    list.sort_by(|a, b| a.margin.total_cmp(&b.margin).then(a.node.cmp(&b.node)));
    Ok(list)
}

/// Looks at choices under the values of everybody keeping; edge 0 keeps.
struct Look<'a> {
    graph: &'a Graph,
    weights: &'a Weights,
    values: &'a Values,
    bears: f64,
}

impl Look<'_> {
    /// The departure that comes closest to paying at a node, if there is any.
    fn at(&self, node: u32, menu: &[Choice], visits: f64) -> Option<StateMargin> {
        let first = self.graph.process.edges_of(node).start;
        let departures = (first..).zip(menu).skip(1).filter(|(_, choice)| !choice.is_lawful());
        let mut best: Option<(Interval, &Choice)> = None;
        let mut room: Option<f64> = None;
        for (edge, choice) in departures {
            let margin = self.quality(ALL, first).minus(&self.quality(ALL, edge));
            if best.is_none_or(|(least, _)| margin.centre() < least.centre()) {
                best = Some((margin, choice));
            }
            let gains =
                self.quality(DELIVERED, first).centre() - self.quality(DELIVERED, edge).centre();
            let own = match gains > self.bears {
                true => Some((margin.centre() / gains).clamp(-1.0, 1.0)),
                false => (margin.upper < 0.0).then_some(0.0),
            };
            room = [room, own].into_iter().flatten().reduce(f64::min);
        }
        let (margin, deviation) = best?;
        Some(StateMargin {
            node,
            deviation: deviation.clone(),
            margin: margin.centre(),
            error: margin.half_width(),
            room,
            visits,
            phase: phase_at(self.graph, node).filter(|_| visits >= DECISIVE),
        })
    }

    /// What taking an edge is worth, followed by the text.
    fn quality(&self, column: usize, edge: usize) -> Interval {
        let reward = self.weights.payoff[column].reward[edge];
        self.values.bracket(column, self.graph.process.target(edge)).plus(reward)
    }
}

/// The phase last opened, in the order of the text.
fn phase_at(graph: &Graph, node: u32) -> Option<PhaseId> {
    let state = graph.state(node)?;
    let open = |life| matches!(life, PhaseLife::Open | PhaseLife::Closed);
    let last = state.phases.iter().rposition(|cell| open(cell.life))?;
    u16::try_from(last).ok().map(PhaseId)
}
