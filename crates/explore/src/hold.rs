//! Does the text hold? One party chooses freely, the others keep to the text.
//!
//! Problem. With V the value to the party of everybody keeping and V* that of its best plan
//! against the others' keeping: loss = V*(start) - V(start). The margin in a state is the value of
//! keeping now less that of the best other act now, both followed by the text; no negative margin
//! in any state that the party's own departures reach is equivalent to loss = 0 (one-shot
//! deviation principle, Blackwell 1965). `stake` = V(start).
//!
//! On a cut graph every value is solved twice, what was left out at its worst and at its best
//! ([`crate::outside`]); stake, loss and margins are the intervals between.

use crate::drive::{Choice, Drive};
use crate::graph::Graph;
use crate::weigh::{ALL, DELIVERED, weigh, weighings};
use game::{BestResponse, GameError, Interval, Policy, Settings, Values, Weights};
use kernel::state::PhaseLife;
use kernel::{ActorId, PhaseId, State};
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
    /// How far off the tolerance may be, as a share of a stake known within a bracket.
    pub tolerance_error: f64,
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
        if self.loss.upper <= self.tolerance - self.tolerance_error {
            Holds::Yes
        } else if self.loss.lower > self.tolerance + self.tolerance_error {
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
    let weighings = weighings(graph, drive.beliefs, values, party);
    let found = loss_of(graph, drive.beliefs, &weighings, party, None)?;
    let margins = margins(drive, graph, &weighings)?;
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
    loss_of(graph, beliefs, &weighings(graph, beliefs, values, party), party, near)
}

fn loss_of(
    graph: &Graph,
    beliefs: &Beliefs,
    weighings: &[Weights],
    party: ActorId,
    near: Option<&Values>,
) -> Result<Holding, GameError> {
    let solve = |weights: &Weights| respond(graph, weights, party, near);
    let solved: Vec<BestResponse> = weighings.iter().map(solve).collect::<Result<_, _>>()?;
    let stake = hull(solved.iter().map(|best| best.start.bracket(0, START)));
    let optimum = hull(solved.iter().map(|best| best.optimum.bracket(0, START)));
    let loss = match solved.as_slice() {
        [only] => only.loss(START),
        _ => positive(optimum.minus(&stake)),
    };
    let status = solved.iter().flat_map(|best| [best.start.status, best.optimum.status]);
    let closed = status.into_iter().all(|status| status == game::Status::Closed);
    let tolerance = beliefs.tolerance * stake.centre().abs();
    let tolerance_error = beliefs.tolerance * stake.half_width();
    Ok(Holding { party, stake, loss, tolerance, tolerance_error, margins: Vec::new(), closed })
}

/// The best plan of a party against everybody else's keeping, and the weighing it is best for (on
/// a cut graph, what was left out at its worst).
///
/// # Errors
/// As [`hold`].
pub fn plan(
    graph: &Graph,
    beliefs: &Beliefs,
    values: &world::Values,
    party: ActorId,
) -> Result<(Weights, Policy), GameError> {
    let weights = match weighings(graph, beliefs, values, party).into_iter().next() {
        Some(weights) => weights,
        None => weigh(graph, beliefs, values, party),
    };
    let best = respond(graph, &weights, party, None)?;
    Ok((weights, best.policy))
}

pub(crate) fn respond(
    graph: &Graph,
    weights: &Weights,
    party: ActorId,
    near: Option<&Values>,
) -> Result<BestResponse, GameError> {
    let (process, settings) = (&graph.process, settings(weights));
    let text = Policy::first(process);
    match near {
        None => game::best_response(process, weights, &text, party.0, ALL, &settings),
        Some(near) => {
            game::best_response_from(near, process, weights, &text, party.0, ALL, &settings)
        }
    }
}

/// The least interval that has all of them inside.
fn hull(all: impl Iterator<Item = Interval>) -> Interval {
    let join = |a: Interval, b: Interval| Interval {
        lower: a.lower.min(b.lower),
        upper: a.upper.max(b.upper),
    };
    all.reduce(join).unwrap_or(Interval { lower: f64::NEG_INFINITY, upper: f64::INFINITY })
}

fn positive(interval: Interval) -> Interval {
    Interval { lower: interval.lower.max(0.0), upper: interval.upper.max(0.0) }
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
    near_of(graph, &weigh(graph, beliefs, values, party))
}

/// The same on a graph that is weighed already.
///
/// # Errors
/// As [`hold`].
pub fn near_of(graph: &Graph, weights: &Weights) -> Result<Values, GameError> {
    let text = Policy::first(&graph.process);
    game::evaluate(&graph.process, weights, &text, &settings(weights))
}

/// A gap well below anything printed: a millionth of the largest payoff of a period.
pub(crate) fn settings(weights: &Weights) -> Settings {
    let rewards = weights.payoff.iter().flat_map(|p| &p.reward);
    let scale = rewards.fold(1e-6_f64, |m, r| m.max(r.abs()));
    Settings { gap: scale * 1e-4, ..Settings::default() }
}

pub(crate) fn margins(
    drive: &Drive<'_>,
    graph: &Graph,
    weighings: &[Weights],
) -> Result<Vec<StateMargin>, GameError> {
    let Some(weights) = weighings.first() else { return Ok(Vec::new()) };
    let text = Policy::first(&graph.process);
    let solve =
        |weights: &Weights| game::evaluate(&graph.process, weights, &text, &settings(weights));
    let values: Vec<Values> = weighings.iter().map(solve).collect::<Result<_, _>>()?;
    let horizon = drive.beliefs.horizon as usize;
    let visits = game::visits_within(&graph.process, weights, &text, START, horizon)?;
    let mut look = Look { graph, weights, values: &values, bears: 0.0 };
    look.bears = BEARS * look.bracket(DELIVERED, START).centre().abs();
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
    /// One, or two if the graph is cut: they differ in what was left out.
    values: &'a [Values],
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
            let own = self.room(first, edge, &margin);
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

    /// The share of what keeping gains that could fail before a departure pays. On a cut graph it
    /// is the least that the brackets leave, and none where they leave the sign open.
    fn room(&self, kept: usize, edge: usize, margin: &Interval) -> Option<f64> {
        let gains = self.quality(DELIVERED, kept).minus(&self.quality(DELIVERED, edge));
        let cut = self.values.len() > 1;
        if cut && margin.lower < 0.0 && margin.upper >= 0.0 {
            return None;
        }
        let (margin, most) = match cut {
            true => (margin.lower, gains.upper),
            false => (margin.centre(), gains.centre()),
        };
        match most > self.bears {
            true => Some((margin / most).clamp(-1.0, 1.0)),
            false => (margin < 0.0).then_some(0.0),
        }
    }

    /// What taking an edge is worth, followed by the text.
    fn quality(&self, column: usize, edge: usize) -> Interval {
        let reward = self.weights.payoff[column].reward[edge];
        self.bracket(column, self.graph.process.target(edge)).plus(reward)
    }

    fn bracket(&self, column: usize, node: u32) -> Interval {
        hull(self.values.iter().map(|values| values.bracket(column, node)))
    }
}

/// The phase last opened at a point.
pub(crate) fn phase_at(graph: &Graph, node: u32) -> Option<PhaseId> {
    last_opened(&graph.state(node)?)
}

/// The phase last opened, in the order of the text.
pub(crate) fn last_opened(state: &State) -> Option<PhaseId> {
    let open = |life| matches!(life, PhaseLife::Open | PhaseLife::Closed);
    let last = state.phases.iter().rposition(|cell| open(cell.life))?;
    u16::try_from(last).ok().map(PhaseId)
}
