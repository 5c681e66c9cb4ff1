//! What can be asked of a state, and how often the answer has changed so far.

use crate::replay::Course;
use kernel::state::{Cause, Life};
use kernel::verdict::Standing;
use kernel::{Accord, ActorId, DutyId, State, WorkstreamId};
use world::hazard;
use world::naive::Past;

/// A question with a yes or no for every state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Question {
    /// In force, or fulfilled.
    InForce,
    /// In force or fulfilled, nobody has left, and no non-performance stands reported, found or admitted.
    Kept,
    /// The same of one file, and of those who owe something under it.
    File(WorkstreamId),
}

impl Question {
    /// Its place among [`questions`] and [`answers`].
    #[must_use]
    pub fn place(self) -> usize {
        match self {
            Self::InForce => 0,
            Self::Kept => 1,
            Self::File(file) => 2 + file.index(),
        }
    }
}

/// Everything that is asked about an accord, in order.
#[must_use]
pub fn questions(accord: &Accord) -> Vec<Question> {
    let files = accord.workstream_ids().map(Question::File);
    [Question::InForce, Question::Kept].into_iter().chain(files).collect()
}

/// The answers that a state gives, in the order of [`questions`].
#[must_use]
pub fn answers(accord: &Accord, state: &State) -> Vec<bool> {
    let fulfilled = |cause: Cause| cause == Cause::Completed;
    let in_force = state.ended.is_none_or(|ended| fulfilled(ended.cause));
    let broken = |duty: DutyId, by: ActorId| {
        let cell = state.duty(duty);
        let stands = cell.life != Life::Over && cell.standing >= Standing::Reported;
        stands || state.has_withdrawn(by)
    };
    let breached = |file: WorkstreamId| {
        let rows = accord.duty_ids().zip(&accord.duties);
        rows.filter(|(_, row)| row.workstream == file).any(|(duty, row)| broken(duty, row.obligor))
    };
    let file_kept = |file: WorkstreamId| {
        in_force && state.workstream(file).is_none_or(fulfilled) && !breached(file)
    };
    let left = accord.signatory_ids().any(|party| state.has_withdrawn(party));
    let kept = in_force && !left && !accord.workstream_ids().any(breached);
    let files = accord.workstream_ids().map(file_kept);
    [in_force, kept].into_iter().chain(files).collect()
}

/// How often the answer has changed from what it is now, in the time in which it was that.
pub(super) fn past(accord: &Accord, course: &Course, question: Question, now: bool) -> Past {
    let mut past = Past::default();
    let mut before: Option<bool> = None;
    for (state, span) in course.spans() {
        let answer = answers(accord, state).get(question.place()).copied().unwrap_or(false);
        past.changes += f64::from(u8::from(before == Some(now) && answer != now));
        if answer == now {
            past.years += hazard::years(span);
        }
        before = Some(answer);
    }
    past
}
