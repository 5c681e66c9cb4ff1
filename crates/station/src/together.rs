//! The accord as it reads over the scripts of several compartments together.
//!
//! Each compartment drives the accord with its own script and compares that state with the other side. What a party that
//! holds several makes of them together is computed here, from scripts that are agreed already, and is signed by nobody:
//! everybody with the same scripts finds the same.

use kernel::{Accord, Event, Hours, State};
use line::node::{Play, Played};

/// What one compartment brings: how far its clock is attested, and its acts.
#[derive(Clone, Debug, PartialEq)]
pub struct Brought {
    /// Hours of the accord's clock, as the script of the compartment attests it.
    pub at: Hours,
    /// Its acts, in the order of its script.
    pub acts: Vec<Played>,
}

impl Brought {
    /// What a compartment brings.
    pub fn of(play: &Play) -> Self {
        let acts = play.played().iter().filter(|it| matches!(it.event, Event::Act { .. }));
        Self { at: play.at(), acts: acts.cloned().collect() }
    }
}

/// An event of the reading.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// The number of the compartment in which it was said, in the order in which they were given; none if time passed.
    pub compartment: Option<usize>,
    /// The event, and what the accord says of it in this reading; an act has the hour and the round of its compartment.
    pub played: Played,
}

/// The accord after everything that is settled in all compartments.
#[derive(Clone, Debug)]
pub struct Together {
    /// The hour up to which all compartments are attested.
    pub at: Hours,
    /// Acts before that hour, and the time between them.
    pub played: Vec<Placed>,
    /// The state.
    pub state: State,
}

/// Acts before the hour up to which every compartment is attested, by hour, then compartment, then place in its script.
/// At that hour and after it a script may still bring acts; before it none, so what is found now is never taken back.
fn settled(brought: &[Brought]) -> (Hours, Vec<Placed>) {
    let at = brought.iter().map(|it| it.at).min().unwrap_or(Hours::ZERO);
    let of = |(compartment, it): (usize, &Brought)| {
        let before = it.acts.iter().filter(|act| act.at < at).cloned();
        before.map(|played| Placed { compartment: Some(compartment), played }).collect::<Vec<_>>()
    };
    let mut acts: Vec<Placed> = brought.iter().enumerate().flat_map(of).collect();
    acts.sort_by_key(|act| (act.played.at, act.compartment));
    (at, acts)
}

/// Reads compartments together; they are given in the order of the charter.
pub fn together(accord: &Accord, brought: &[Brought]) -> Together {
    let (at, settled) = settled(brought);
    let (state, _) = kernel::apply::start(accord);
    let mut reading = Together { at: Hours::ZERO, played: Vec::new(), state };
    for act in settled {
        reading.pass(accord, act.played.at);
        reading.take(accord, act);
    }
    reading.pass(accord, at);
    reading
}

impl Together {
    /// Lets time pass, from one term that ends to the next: so what ends has its hour, wherever the reading stops.
    fn pass(&mut self, accord: &Accord, until: Hours) {
        while self.at < until {
            let left = until.minus(self.at);
            let next = kernel::next_expiry(accord, &self.state).filter(|it| *it > Hours::ZERO);
            let span = next.map_or(left, |next| next.min(left));
            self.at = Hours(self.at.0.saturating_add(span.0));
            let (at, event, verdicts) = (self.at, Event::Pass(span), Vec::new());
            let played = Played { leaf: None, round: 0, at, event, verdicts };
            self.take(accord, Placed { compartment: None, played });
        }
    }

    fn take(&mut self, accord: &Accord, mut one: Placed) {
        let (state, verdicts) = kernel::apply(accord, &self.state, &one.played.event);
        self.state = state;
        one.played.verdicts = verdicts;
        self.played.push(one);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::{ActorId, Deed};

    fn act(at: u32, by: u16) -> Played {
        let event = Event::Act { by: ActorId(by), deed: Deed::Withdraw };
        Played { leaf: None, round: 1, at: Hours(at), event, verdicts: Vec::new() }
    }

    fn order(brought: &[Brought]) -> (u32, Vec<(u32, usize, u16)>) {
        let (at, acts) = settled(brought);
        let row = |it: Placed| match (it.played.event, it.compartment) {
            (Event::Act { by, .. }, Some(compartment)) => (it.played.at.0, compartment, by.0),
            other => panic!("{other:?} is no act"),
        };
        (at.0, acts.into_iter().map(row).collect())
    }

    #[test]
    fn acts_are_in_one_order_up_to_the_hour_that_all_have_attested() {
        let one = Brought { at: Hours(9), acts: vec![act(3, 1), act(3, 2), act(7, 3)] };
        let other = Brought { at: Hours(7), acts: vec![act(1, 4), act(3, 5), act(6, 6)] };
        let found = order(&[one, other]);
        assert_eq!(found, (7, vec![(1, 1, 4), (3, 0, 1), (3, 0, 2), (3, 1, 5), (6, 1, 6)]));
        assert_eq!(order(&[]), (0, Vec::new()));
    }

    /// Scripts only grow, and their hours never fall: whatever is added, what was found before stands at the beginning.
    #[test]
    fn what_is_found_is_never_taken_back() {
        let mut files = [Vec::new(), Vec::new()].map(|acts| Brought { at: Hours(0), acts });
        let (mut before, mut seed) = (order(&files), 7_u32);
        let mut grown = 0;
        for step in 0..2_000 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let file = &mut files[usize::from(seed >> 31 == 1)];
            file.at = Hours(file.at.0 + (seed >> 20 & 3));
            if seed >> 24 & 1 == 1 {
                file.acts.push(act(file.at.0, step));
            }
            let after = order(&files);
            assert!(after.0 >= before.0 && after.1.starts_with(&before.1), "step {step}");
            grown += usize::from(after.1.len() > before.1.len());
            before = after;
        }
        assert!(grown > 100, "acts came in {grown} times");
    }
}
