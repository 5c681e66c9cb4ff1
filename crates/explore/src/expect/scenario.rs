//! Worked examples: from every state in which what is given holds, what is told must have the
//! consequences claimed.

use super::{Outcome, Reached, Way};
use crate::hold::START;
use crate::reach;
use game::NodeKind;
use kernel::accord::Effect;
use kernel::expect::{Claim, Move, Scenario};
use kernel::verdict::Item;
use kernel::{
    Accord, ActorId, Deed, Event, Hours, State, Verdict, VerdictKind, View, powers::powers,
};

/// States tried at most; a text with more of them is told so.
const STATES_MAX: usize = 20_000;

pub(super) fn check(reached: &Reached<'_>, scenario: &Scenario) -> Outcome {
    let graph = reached.written;
    let nodes = u32::try_from(graph.process.nodes()).unwrap_or(u32::MAX);
    let given = |state: &State| {
        state.ended.is_none()
            && scenario.given.iter().all(|it| it.holds(reached.accord, state, View::Reports))
    };
    let mut tried = 0_usize;
    for node in START..nodes {
        let Some(state) = graph.state(node).filter(given) else { continue };
        tried += 1;
        if tried > STATES_MAX {
            return Outcome::NotRefuted { points: STATES_MAX };
        }
        let elapsed = elapsed(reached, scenario, node);
        if let Some((claim, then)) = failing(reached.accord, &scenario.moves, state, elapsed) {
            let edges = reach::way(graph, node).unwrap_or_default();
            let way = reached.way(None, graph, &edges);
            return Outcome::Refuted(Way { then, claim: Some(claim), ..way });
        }
    }
    match (tried, graph.cut.points) {
        (0, 0) => Outcome::NeverArises,
        (_, 0) => Outcome::Holds,
        (tried, _) => Outcome::NotRefuted { points: tried },
    }
}

/// Time since day 0 on the shortest way to a point, if the example names a date.
fn elapsed(reached: &Reached<'_>, scenario: &Scenario, node: u32) -> Hours {
    if !scenario.moves.iter().any(|it| matches!(it, Move::Until(_))) {
        return Hours::ZERO;
    }
    let graph = reached.written;
    let (mut at, mut periods) = (START, 0_u64);
    for edge in reach::way(graph, node).unwrap_or_default() {
        periods += u64::from(graph.process.kind(at) == NodeKind::Time);
        at = graph.process.target(edge);
    }
    (0..periods).fold(Hours::ZERO, |sum, _| sum.plus(reached.beliefs.period))
}

/// The first claim that does not follow, with the last event before it.
pub(super) fn failing(
    accord: &Accord,
    moves: &[Move],
    start: State,
    elapsed: Hours,
) -> Option<(usize, Option<Event>)> {
    let mut told = Told { state: start, elapsed, since: Vec::new(), last: None, void: false };
    for (place, it) in moves.iter().enumerate() {
        match it {
            Move::Event(event) => told.event(accord, event),
            Move::Until(day) => told.event(accord, &Event::Pass(day.minus(told.elapsed))),
            Move::Claim(claim) => {
                if !told.bears_out(accord, claim) {
                    return Some((place, told.last));
                }
                told.since.clear();
            }
        }
    }
    None
}

struct Told {
    state: State,
    elapsed: Hours,
    /// What was said since the last claim.
    since: Vec<Verdict>,
    last: Option<Event>,
    void: bool,
}

impl Told {
    fn event(&mut self, accord: &Accord, event: &Event) {
        let (state, verdicts) = kernel::apply(accord, &self.state, event);
        if let Event::Pass(span) = event {
            self.elapsed = self.elapsed.plus(*span);
        }
        self.void = verdicts.iter().any(|said| said.kind == VerdictKind::Void);
        self.since.extend(verdicts);
        self.last = Some(event.clone());
        self.state = state;
    }

    fn bears_out(&self, accord: &Accord, claim: &Claim) -> bool {
        match claim {
            Claim::State(condition) => condition.holds(accord, &self.state, View::Reports),
            Claim::Void => self.void,
            Claim::NotPerformed(duties, said) => self.not_performed(duties) == *said,
            Claim::Power { by, effect, granted } => {
                let may = |who: &ActorId| has_power(accord, &self.state, *who, effect);
                if *granted { by.iter().all(may) } else { !by.iter().any(may) }
            }
        }
    }

    fn not_performed(&self, duties: &[kernel::DutyId]) -> bool {
        self.since.iter().any(|said| {
            let failed = matches!(said.kind, VerdictKind::NotPerformed | VerdictKind::Late);
            let about =
                matches!(said.item, Item::Duty(it) if duties.is_empty() || duties.contains(&it));
            failed && about
        })
    }
}

/// Whether some power that an actor has now does this.
fn has_power(accord: &Accord, state: &State, by: ActorId, effect: &Effect) -> bool {
    let does = |deed: &Deed| match deed {
        Deed::Answer(line, choice) => {
            let level = usize::from(state.redline(*line).level).checked_sub(1);
            let rung = accord.redline(*line).zip(level).and_then(|(row, at)| row.levels.get(at));
            let answer = rung.and_then(|rung| rung.answers.get(usize::from(*choice)));
            answer.is_some_and(|answer| answer.effect.is_like(effect))
        }
        Deed::Use(id) => {
            accord.procedure(*id).is_some_and(|row| row.outcome.iter().any(|it| it.is_like(effect)))
        }
        Deed::Revoke(waiver) => Effect::RevokeWaiver(*waiver).is_like(effect),
        Deed::Turn(dial, level) => Effect::LowerDial(*dial, *level).is_like(effect),
        Deed::Start(id, _) => Effect::Start(*id).is_like(effect),
        _ => false,
    };
    powers(accord, state, by).iter().any(does)
}
