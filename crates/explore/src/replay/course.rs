//! The states that a history runs through, each from the instant on which it holds.
//!
//! A replay infers nothing, so a limit that nobody recorded as met is passed in truth although
//! nobody ever said so, and whoever looks ahead from there would see it found out. Here a duty to keep
//! something that comes alive is taken as kept from that instant on, until a line says otherwise.

use super::Recorded;
use crate::drive::performance;
use kernel::accord::{DutyKind, Target};
use kernel::condition::in_line;
use kernel::state::Life;
use kernel::{Accord, Event, Hours, State};

/// States in order of time; the first holds from day 0.
#[derive(Clone, Debug)]
pub struct Course {
    points: Vec<(Hours, State)>,
    /// Up to when time has passed.
    pub until: Hours,
}

impl Course {
    /// Runs the lines dated up to `until`, then lets time pass up to it. Later lines are not read.
    #[must_use]
    pub fn of(accord: &Accord, history: &[Recorded], until: Hours) -> Self {
        let (state, _) = kernel::apply::start(accord);
        let mut course = Self { points: vec![(Hours::ZERO, state.clone())], until: Hours::ZERO };
        course.presume(accord, None, &state);
        for line in history.iter().take_while(|line| line.at <= until) {
            course.pass_to(accord, line.at);
            if let Some((by, deed)) = &line.act {
                course.happen(accord, &Event::Act { by: *by, deed: deed.clone() });
            }
        }
        course.pass_to(accord, until);
        course
    }

    /// The state at an instant, after all that happened at it.
    #[must_use]
    pub fn at(&self, at: Hours) -> Option<&State> {
        let before = self.points.partition_point(|(from, _)| *from <= at);
        before.checked_sub(1).and_then(|place| self.points.get(place)).map(|(_, state)| state)
    }

    /// The states with how long each held, up to the end of the course.
    pub fn spans(&self) -> impl Iterator<Item = (&State, Hours)> {
        let ends = self.points.iter().skip(1).map(|(from, _)| *from).chain([self.until]);
        self.points.iter().zip(ends).map(|((from, state), to)| (state, to.minus(*from)))
    }

    fn pass_to(&mut self, accord: &Accord, date: Hours) {
        while self.until < date {
            let left = date.minus(self.until);
            let next = self.points.last().and_then(|(_, it)| kernel::next_expiry(accord, it));
            let hop = next.map_or(left, |next| next.min(left));
            self.until = self.until.plus(hop);
            self.happen(accord, &Event::Pass(hop));
        }
    }

    fn happen(&mut self, accord: &Accord, event: &Event) {
        let Some((_, before)) = self.points.last() else { return };
        let before = before.clone();
        let (state, _) = kernel::apply(accord, &before, event);
        self.points.push((self.until, state.clone()));
        self.presume(accord, Some(&before), &state);
    }

    /// What has come alive and is to be kept is kept, where only the world can tell.
    fn presume(&mut self, accord: &Accord, before: Option<&State>, state: &State) {
        for (duty, row) in accord.duty_ids().zip(&accord.duties) {
            let fresh = before.is_none_or(|before| before.duty(duty).life != Life::Live)
                && state.duty(duty).life == Life::Live;
            let unseen = matches!(row.target, Target::Value { .. } | Target::Deed);
            if !fresh || !unseen || row.kind != DutyKind::Maintain || in_line(accord, state, duty) {
                continue;
            }
            let Some((_, now)) = self.points.last() else { return };
            if let Some(deed) = performance(accord, now, duty) {
                let event = Event::Act { by: row.obligor, deed };
                let (state, _) = kernel::apply(accord, now, &event);
                self.points.push((self.until, state));
            }
        }
    }
}
