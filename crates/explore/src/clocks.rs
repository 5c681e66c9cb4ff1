//! How long it takes at worst from a departure to what a snapback restores.
//!
//! Problem. A text stacks clocks: a report comes within so long, then talks run their stages, then
//! a notice period runs. What they add up to is nowhere said. Here one duty that is being kept is
//! departed from, everybody else keeps the text, the report comes when the mandate gives out,
//! nobody stops, settles or extends anything, and one complainant uses each of its powers as soon
//! as the transition gives it. The time to the restoration along its quickest way is the worst
//! case that a diligent complainant faces.
//!
//! Method. One life as written up to the first moment at which the duty is kept; from there a
//! search of least time over the complainant's powers ([`kernel::powers::powers`]) and time
//! ([`kernel::next_expiry`]). Stages extended by consensus are not in it: they have no bound.

mod departure;
mod life;

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use kernel::accord::{DutyKind, ProcedureKind};
use kernel::state::Life;
use kernel::verdict::Item;
use kernel::{
    Accord, ActorId, Deed, DutyId, Event, Hours, ProcedureId, State, Verdict, VerdictKind,
};
use rustc_hash::FxHashSet;

use departure::{Departed, depart};
use life::{Course, STOPS_MAX};

pub use life::written;

/// Most points of one search.
const POINTS_MAX: usize = 20_000;

/// The time from a departure to what one snapback restores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The snapback.
    pub snapback: ProcedureId,
    /// The duty departed from.
    pub duty: DutyId,
    /// Who complains.
    pub by: ActorId,
    /// From the departure to the report of it.
    pub reported: Hours,
    /// From the departure to the restoration.
    pub length: Hours,
    /// What happened on the way, and how long after the departure; time alone is left out.
    pub way: Vec<(Hours, Event)>,
    /// The procedures that ran on the way, and when each started.
    pub runs: Vec<(Hours, ProcedureId)>,
    /// Whether the search stopped at its bound, so that a quicker way may be left.
    pub cut: bool,
}

/// For each snapback the duty after whose departure it takes longest; nothing for a snapback that
/// no departure from a duty kept all along leads to.
#[must_use]
pub fn clocks(accord: &Accord) -> Vec<Clock> {
    let kept = first_kept(accord, |_| true);
    snapbacks(accord).filter_map(|id| slowest(accord, id, &kept, None)).collect()
}

/// The same after a departure of one party to this value of one subject.
#[must_use]
pub fn clocks_after(accord: &Accord, to: (kernel::SubjectId, i64)) -> Vec<Clock> {
    let about = |duty: DutyId| {
        let target = accord.duty(duty).map(|row| &row.target);
        matches!(target, Some(kernel::accord::Target::Value { subject, .. }) if *subject == to.0)
    };
    let kept = first_kept(accord, about);
    snapbacks(accord).filter_map(|id| slowest(accord, id, &kept, Some(to.1))).collect()
}

fn snapbacks(accord: &Accord) -> impl Iterator<Item = ProcedureId> + '_ {
    let restores = |id: &ProcedureId| {
        accord.procedure(*id).is_some_and(|row| row.kind == ProcedureKind::Snapback)
    };
    accord.procedure_ids().filter(restores)
}

/// Each duty that is kept all along, with the first state of the life as written that keeps it.
fn first_kept(accord: &Accord, wanted: impl Fn(DutyId) -> bool) -> Vec<(DutyId, State)> {
    let maintained = |id: &DutyId| {
        accord.duty(*id).is_some_and(|row| row.kind == DutyKind::Maintain) && wanted(*id)
    };
    let mut left: Vec<DutyId> = accord.duty_ids().filter(maintained).collect();
    let mut found = Vec::new();
    let mut course = Course::new(accord);
    for _ in 0..STOPS_MAX {
        let state = course.keep(None);
        left.retain(|id| {
            let live = state.duty(*id).life == Life::Live;
            if live {
                found.push((*id, state.clone()));
            }
            !live
        });
        if left.is_empty() || course.hop(None).is_none() {
            break;
        }
    }
    found
}

fn slowest(
    accord: &Accord,
    snapback: ProcedureId,
    kept: &[(DutyId, State)],
    value: Option<i64>,
) -> Option<Clock> {
    let row = accord.procedure(snapback)?;
    let mut worst: Option<Clock> = None;
    for (duty, state) in kept {
        let Some(obligor) = accord.duty(*duty).map(|row| row.obligor) else { continue };
        for by in row.starters.iter().filter(|by| **by != obligor) {
            let found = quickest(accord, snapback, (*duty, *by), state, value);
            let longer = |it: &Clock| worst.as_ref().is_none_or(|worst| it.length > worst.length);
            if let Some(clock) = found.filter(longer) {
                worst = Some(clock);
            }
        }
    }
    worst
}

/// A point of the search: how it was reached, and from which point.
struct Point {
    state: State,
    at: Hours,
    from: Option<usize>,
    event: Option<Event>,
    /// What started running then.
    started: Vec<ProcedureId>,
}

/// The procedures that verdicts say have started.
fn started(said: &[Verdict]) -> Vec<ProcedureId> {
    let started = said.iter().filter(|it| it.kind == VerdictKind::Started);
    let procedures = started.filter_map(|it| match it.item {
        Item::Procedure(id) => Some(id),
        _ => None,
    });
    procedures.collect()
}

/// The quickest way of one complainant from a departure to the restoration.
fn quickest(
    accord: &Accord,
    snapback: ProcedureId,
    (duty, by): (DutyId, ActorId),
    kept: &State,
    value: Option<i64>,
) -> Option<Clock> {
    let Departed { state, reported, events } = depart(accord, kept, duty, by, value)?;
    let mut points =
        vec![Point { state, at: reported, from: None, event: None, started: Vec::new() }];
    let mut seen = FxHashSet::default();
    let mut queue = BinaryHeap::from([Reverse((reported, 0_usize))]);
    while let Some(Reverse((at, place))) = queue.pop() {
        let state = points[place].state.clone();
        if !seen.insert(state.clone()) {
            continue;
        }
        for (event, passed) in offers(accord, &state, duty, by) {
            let mut course = Course { accord, state: state.clone(), at };
            let said = course.happen(&event, duty);
            let restored = said
                .iter()
                .any(|it| it.kind == VerdictKind::Restored && it.item == Item::Procedure(snapback));
            let (at, started, event) = (at.plus(passed), started(&said), Some(event));
            let cut = points.len() >= POINTS_MAX;
            points.push(Point { state: course.state, at, from: Some(place), event, started });
            if restored {
                let (own, runs) = back(&points);
                let way = [events, own].concat();
                return Some(Clock { snapback, duty, by, reported, length: at, way, runs, cut });
            }
            if cut {
                return None;
            }
            queue.push(Reverse((at, points.len() - 1)));
        }
    }
    None
}

/// What the complainant may do now about this duty, and waiting for the next clock.
fn offers(accord: &Accord, state: &State, duty: DutyId, by: ActorId) -> Vec<(Event, Hours)> {
    let own = kernel::powers::powers(accord, state, by).into_iter().filter(|deed| match deed {
        Deed::Start(_, about) => *about == duty,
        Deed::Use(_) | Deed::Answer(..) => true,
        _ => false,
    });
    let mut all: Vec<(Event, Hours)> =
        own.map(|deed| (Event::Act { by, deed }, Hours::ZERO)).collect();
    let hop = kernel::next_expiry(accord, state).filter(|hop| *hop > Hours::ZERO);
    all.extend(hop.map(|hop| (Event::Pass(hop), hop)));
    all
}

/// Something, and how long after the departure.
type Dated<T> = (Hours, T);

/// The acts on the way to the last point, and what started running on it.
fn back(points: &[Point]) -> (Vec<Dated<Event>>, Vec<Dated<ProcedureId>>) {
    let (mut way, mut runs) = (Vec::new(), Vec::new());
    let mut place = points.len().checked_sub(1);
    while let Some(point) = place.and_then(|place| points.get(place)) {
        if let Some(event @ Event::Act { .. }) = &point.event {
            way.push((point.at, event.clone()));
        }
        runs.extend(point.started.iter().map(|id| (point.at, *id)));
        place = point.from;
    }
    way.reverse();
    runs.reverse();
    (way, runs)
}
