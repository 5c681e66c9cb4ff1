//! One duty departed from, and reported as late as the mandate allows.

use kernel::accord::{Comparison, Target};
use kernel::event::Finding;
use kernel::{Accord, ActorId, Deed, DutyId, Event, Hours, State};

use super::life::Course;

/// A state in which a departure has just been reported.
pub(super) struct Departed {
    pub state: State,
    /// How long that took.
    pub reported: Hours,
    /// What happened, and how long after the departure.
    pub events: Vec<(Hours, Event)>,
}

/// Departs from a duty that is being kept: to the value given, or else just out of line. Nothing
/// for duties that a public act performs.
pub(super) fn depart(
    accord: &Accord,
    kept: &State,
    duty: DutyId,
    complainant: ActorId,
    value: Option<i64>,
) -> Option<Departed> {
    let row = accord.duty(duty)?;
    let (by, deed, measured) = match row.target {
        Target::Value { subject, comparison, bound } => {
            let value = value.unwrap_or(beyond(comparison, bound));
            let subject_row = accord.subject(subject)?;
            let observer = subject_row.observer.or(row.verifier);
            let measure = observer.map(|by| (by, Deed::Measure(subject, value)));
            (subject_row.holder, Deed::Set(subject, value), measure)
        }
        Target::Deed => (row.obligor, Deed::Conduct(duty, false), None),
        Target::NoOccurrence { .. }
        | Target::Granted { .. }
        | Target::Transferred { .. }
        | Target::Dialled { .. }
        | Target::Noticed { .. }
        | Target::HandedOver { .. }
        | Target::Joined { .. } => return None,
    };
    let mut course = Course { accord, state: kept.clone(), at: Hours::ZERO };
    let mut events = vec![(Hours::ZERO, Event::Act { by, deed: deed.clone() })];
    course.act(by, deed);
    while course.at < row.lag && course.hop(Some(row.lag.minus(course.at))).is_some() {
        course.keep(Some(duty));
    }
    let reports = row.verifier.map(|by| (by, Deed::Report(duty, Finding::NotPerformed)));
    let alleges = (complainant, Deed::Allege(duty));
    let told = measured.into_iter().chain([reports.unwrap_or(alleges)]);
    for (by, deed) in told {
        events.push((course.at, Event::Act { by, deed: deed.clone() }));
        course.act(by, deed);
    }
    Some(Departed { state: course.state, reported: course.at, events })
}

/// A value just out of line.
fn beyond(comparison: Comparison, bound: i64) -> i64 {
    match comparison {
        Comparison::AtMost | Comparison::Equal => bound.saturating_add(1),
        Comparison::AtLeast => bound.saturating_sub(1),
        Comparison::Below | Comparison::Above => bound,
    }
}
