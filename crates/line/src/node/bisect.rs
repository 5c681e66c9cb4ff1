//! The search for the first leaf after which two states differ.
//!
//! Both sides say blinded digests of their states at some places of the script; what agrees moves the one end of the
//! search, what differs the other. A side that lies leads the search astray and no further: whoever is given the leaves
//! replays them and says who is wrong.

use super::packet::Packet;
use super::record::Record;
use super::{Node, Output};
use crate::script::Leafmark;
use crate::tree::Hash;

/// A packet asks about at most so many places.
pub const PLACES_MAX: usize = 16;

/// Numbers of leaves of the script after which states are alike, and after which they are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Search {
    alike: u64,
    other: u64,
}

impl Search {
    /// States are alike before the first leaf, and differ after this many.
    pub fn until(other: u64) -> Self {
        Self { alike: 0, other }
    }

    /// The place of the first leaf that differs, counted from 0.
    pub fn found(self) -> Option<u64> {
        (self.other == self.alike + 1).then_some(self.alike)
    }

    /// Places that cut the span evenly, the last being its end.
    pub fn places(self) -> Vec<u64> {
        let (span, parts) = (self.other.saturating_sub(self.alike), PLACES_MAX as u64);
        let mut places: Vec<u64> =
            (1..=parts).map(|part| self.alike + (span * part).div_ceil(parts)).collect();
        places.dedup();
        places
    }

    /// What a comparison at `place` says. What contradicts the span is not believed.
    pub fn learn(&mut self, place: u64, alike: bool) {
        if place <= self.alike || place > self.other {
            return;
        }
        if alike && place < self.other {
            self.alike = place;
        } else if !alike {
            self.other = place;
        }
    }
}

impl<R: Record> Node<R> {
    /// The first leaf after which the peer's state is another, once the search found it.
    pub fn first_difference(&self) -> Option<Leafmark> {
        let place = self.search?.found()?;
        self.play.as_ref()?.leaf_at(place)
    }

    /// Says its states at the places in question.
    pub(super) fn probe(&self) -> Option<Output> {
        let (search, play) =
            (self.search.filter(|one| one.found().is_none())?, self.play.as_ref()?);
        self.say_states(&search.places(), play)
    }

    fn say_states(&self, places: &[u64], play: &super::Play) -> Option<Output> {
        let peer = self.engine.terms().peer(&self.record.own())?;
        let party = self.peers.iter().find(|one| one.log == peer)?.party;
        let states = places.iter().copied().zip(play.states_at(places)).collect();
        Some(Output::Send(party, Packet::States(states).write()))
    }

    /// Compares what a peer says of its states. News are answered with states at narrower places, and what one side has
    /// found it says once more, so that the other finds it too.
    pub(super) fn states(&mut self, place: usize, said: &[(u64, Hash)]) -> Vec<Output> {
        let own = self.engine.terms().peer(&self.record.own());
        if own != Some(self.peers[place].log) {
            return Vec::new();
        }
        let Some(play) = &self.play else { return Vec::new() };
        let places: Vec<u64> = said.iter().map(|(at, _)| *at).collect();
        let mine = play.states_at(&places);
        let Some(mut search) = self.search else { return Vec::new() };
        let before = search;
        for ((at, theirs), mine) in said.iter().zip(&mine) {
            search.learn(*at, theirs == mine);
        }
        self.search = Some(search);
        let last: Vec<u64> = search.found().into_iter().flat_map(|at| [at, at + 1]).collect();
        let answer = match search.found() {
            Some(_) if before != search => self.say_states(&last, play),
            _ => self.probe().filter(|_| before != search),
        };
        answer.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_is_found_in_a_few_exchanges() {
        for size in 1..600_u64 {
            for first in [0, size / 3, size / 2, size - 1] {
                let mut search = Search::until(size);
                let mut rounds = 0;
                while search.found().is_none() {
                    search.places().into_iter().for_each(|at| search.learn(at, at <= first));
                    rounds += 1;
                    assert!(rounds <= 4, "{first} of {size}");
                }
                assert_eq!(search.found(), Some(first), "of {size}");
            }
        }
    }
}
