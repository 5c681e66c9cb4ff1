//! A life in which everybody performs at the first possible instant and every proof comes in time.

use kernel::{Accord, ActorId, Deed, DutyId, Event, Hours, State, Verdict};

use crate::drive::kept_but;
use crate::replay::Recorded;

/// More stops than a life can hold; reached only by a text whose clocks never rest.
pub(super) const STOPS_MAX: usize = 10_000;

/// A course of the agreement under way.
pub(super) struct Course<'a> {
    pub accord: &'a Accord,
    pub state: State,
    pub at: Hours,
}

impl<'a> Course<'a> {
    pub fn new(accord: &'a Accord) -> Self {
        Self { accord, state: kernel::apply::start(accord).0, at: Hours::ZERO }
    }

    /// Everybody does what can be done now, but for one duty.
    pub fn keep(&mut self, refused: Option<DutyId>) -> &State {
        for _ in 0..=self.accord.duties.len() {
            let due = kept_but(self.accord, &self.state, [refused, None]);
            if due.is_empty() {
                break;
            }
            due.into_iter().for_each(|(by, deed)| _ = self.act(by, deed));
        }
        &self.state
    }

    /// One act, with what is said of it.
    pub fn act(&mut self, by: ActorId, deed: Deed) -> Vec<Verdict> {
        self.apply(&Event::Act { by, deed })
    }

    fn apply(&mut self, event: &Event) -> Vec<Verdict> {
        let state = std::mem::take(&mut self.state);
        let (state, verdicts) = kernel::apply_to(self.accord, state, event);
        self.state = state;
        verdicts
    }

    /// Time up to the next clock, or up to so much; nothing if no clock runs.
    pub fn hop(&mut self, at_most: Option<Hours>) -> Option<Hours> {
        let next = kernel::next_expiry(self.accord, &self.state);
        let hop = match (next, at_most) {
            (Some(next), Some(most)) => next.min(most),
            (Some(one), None) | (None, Some(one)) => one,
            (None, None) => return None,
        };
        if hop == Hours::ZERO || self.state.ended.is_some() {
            return None;
        }
        self.apply(&Event::Pass(hop));
        self.at = self.at.plus(hop);
        Some(hop)
    }

    /// One event; if time passed, everybody else keeps what comes alive, but for one duty.
    pub fn happen(&mut self, event: &Event, refused: DutyId) -> Vec<Verdict> {
        let said = self.apply(event);
        if matches!(event, Event::Pass(_)) {
            self.keep(Some(refused));
        }
        said
    }
}

/// The acts of a life as written, with their dates, and when nothing more runs out.
#[must_use]
pub fn written(accord: &Accord) -> (Vec<Recorded>, Hours) {
    let mut course = Course::new(accord);
    let mut history = Vec::new();
    for _ in 0..STOPS_MAX {
        for _ in 0..=accord.duties.len() {
            let due = kept_but(accord, &course.state, [None, None]);
            if due.is_empty() {
                break;
            }
            for (by, deed) in due {
                let act = Some((by, deed.clone()));
                history.push(Recorded { at: course.at, act, expect: Vec::new() });
                course.act(by, deed);
            }
        }
        if course.hop(None).is_none() {
            break;
        }
    }
    (history, course.at)
}
