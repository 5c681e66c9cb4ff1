//! The same properties along one sequence of events: a drawn path, a recorded history.

use super::leaves::{happens, shown};
use kernel::expect::{Expectation, Property};
use kernel::{Accord, ClauseId, Event, State, View};

/// Where a sequence of events broke a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken {
    /// The clause that states the property.
    pub clause: ClauseId,
    /// How many events had happened.
    pub after: usize,
}

/// The first place at which each property is broken along a sequence of events from `start`, in the
/// order of the text. What asks for existence, and exposures (which need the other side's choices),
/// cannot be broken by one sequence.
#[must_use]
pub fn along(
    accord: &Accord,
    list: &[Expectation],
    start: &State,
    events: &[Event],
) -> Vec<Broken> {
    list.iter().filter_map(|it| broken(accord, it, start, events)).collect()
}

fn broken(
    accord: &Accord,
    expectation: &Expectation,
    start: &State,
    events: &[Event],
) -> Option<Broken> {
    let mut state = start.clone();
    let found = |after| Some(Broken { clause: expectation.clause, after });
    if breaks(accord, &expectation.property, &state) {
        return found(0);
    }
    for (before, event) in events.iter().enumerate() {
        let (next, verdicts) = kernel::apply(accord, &state, event);
        if let Property::Leaves { event: occasion, unchanged } = &expectation.property
            && happens(occasion, &verdicts)
            && unchanged.iter().any(|it| shown(&state, *it) != shown(&next, *it))
        {
            return found(before + 1);
        }
        if breaks(accord, &expectation.property, &next) {
            return found(before + 1);
        }
        state = next;
    }
    None
}

fn breaks(accord: &Accord, property: &Property, state: &State) -> bool {
    if state.ended.is_some() {
        return false;
    }
    match property {
        Property::Always(condition) => !condition.holds(accord, state, View::Reports),
        Property::Never(condition) => condition.holds(accord, state, View::Reports),
        Property::Reachable(_) | Property::Leaves { .. } | Property::Exposure(_) => false,
    }
}
