//! A game of fewer states: some states keep to what they play, the others are left open.
//!
//! Problem. Let F be states whose odds are fixed, H the others. Then V_F = g + G V_H with
//! g = (I - P_FF)^-1 b_F and G = (I - P_FF)^-1 P_FH, P discounted. Putting this into what is ahead of each joint
//! action in H leaves a game on H alone, whose values in H are those of the whole.

use super::flat::{Flat, Place, numbered};
use super::local::Play;
use crate::linear::{self, Chain};
use crate::process::id;

/// Weights below this are none, payoffs being about one.
const NOTHING: f64 = 1e-18;
/// Residual asked of linear systems.
const EXACT: f64 = 1e-14;

/// The game on the open states.
pub(super) struct Part {
    pub(super) flat: Flat,
    /// Which states they are.
    open: Vec<usize>,
    /// The others, with their purified play.
    closed: Vec<usize>,
    /// g, by player; G, by open state. Shape: closed states.
    base: Vec<Vec<f64>>,
    share: Vec<Vec<f64>>,
}

impl Part {
    pub(super) fn new(flat: &Flat, play: &Play, open: &[bool]) -> Self {
        let states = 0..flat.places.len();
        let (inside, outside): (Vec<usize>, Vec<usize>) = states.partition(|&s| open[s]);
        let mut rank = vec![0; open.len()];
        for list in [&inside, &outside] {
            list.iter().enumerate().for_each(|(at, &s)| rank[s] = at);
        }
        let (base, share) = eliminate(flat, play, (&inside, &outside), (open, &rank));
        let part = Flat {
            players: flat.players,
            places: Vec::with_capacity(inside.len()),
            centre: flat.centre.clone(),
            scale: flat.scale.clone(),
        };
        let mut part = Self { flat: part, open: inside, closed: outside, base, share };
        let mut start = 0;
        for at in 0..part.open.len() {
            let place = part.place(&flat.places[part.open[at]], start, (open, &rank));
            start += place.actions();
            part.flat.places.push(place);
        }
        part
    }

    fn place(&self, from: &Place, start: usize, (open, rank): (&[bool], &[usize])) -> Place {
        let n = self.flat.players;
        let mut base = from.base.clone();
        let mut next = Vec::with_capacity(from.next.len());
        for (joint, row) in from.next.iter().enumerate() {
            let mut ahead = vec![0.0; self.open.len()];
            for &(s, q) in row {
                if open[s] {
                    ahead[rank[s]] += q;
                } else {
                    (0..n).for_each(|i| base[joint * n + i] += q * self.base[i][rank[s]]);
                    ahead.iter_mut().zip(&self.share).for_each(|(to, g)| *to += q * g[rank[s]]);
                }
            }
            let live = ahead.into_iter().enumerate().filter(|(_, q)| *q > NOTHING);
            next.push(live.collect::<Vec<_>>());
        }
        let (near, at) = numbered(&next);
        let (first, action) = (from.first.clone(), from.action.clone());
        Place { first, start, action, base, next, near, at }
    }

    /// The play in the open states.
    pub(super) fn play(&self, flat: &Flat, whole: &Play) -> Play {
        let n = flat.players;
        let spans = || self.open.iter().flat_map(|&s| flat.places[s].span());
        Play {
            log: spans().map(|a| whole.log[a]).collect(),
            odds: spans().map(|a| whole.odds[a]).collect(),
            barred: spans().map(|a| whole.barred[a]).collect(),
            value: self
                .open
                .iter()
                .flat_map(|&s| &whole.value[s * n..s * n + n])
                .copied()
                .collect(),
        }
    }

    /// The whole play, the open states playing as found.
    pub(super) fn whole(&self, flat: &Flat, whole: &Play, found: &Play) -> Play {
        let (n, mut play) = (flat.players, whole.clone());
        for (at, &s) in self.open.iter().enumerate() {
            let (to, from) = (flat.places[s].span(), self.flat.places[at].span());
            play.log[to.clone()].copy_from_slice(&found.log[from.clone()]);
            play.odds[to].copy_from_slice(&found.odds[from]);
            play.value[s * n..s * n + n].copy_from_slice(&found.value[at * n..at * n + n]);
        }
        for (at, &s) in self.closed.iter().enumerate() {
            for i in 0..n {
                let ahead =
                    self.share.iter().enumerate().map(|(h, g)| g[at] * found.value[h * n + i]);
                play.value[s * n + i] = self.base[i][at] + ahead.sum::<f64>();
            }
        }
        play
    }
}

/// g and G.
fn eliminate(
    flat: &Flat,
    play: &Play,
    (inside, outside): (&[usize], &[usize]),
    (open, rank): (&[bool], &[usize]),
) -> (Vec<Vec<f64>>, Vec<Vec<f64>>) {
    let n = flat.players;
    let mut chain = Chain::with_capacity(outside.len(), flat.actions());
    let mut base = vec![vec![0.0; outside.len()]; n];
    let mut share = vec![vec![0.0; outside.len()]; inside.len()];
    for (at, &s) in outside.iter().enumerate() {
        let place = &flat.places[s];
        for (joint, action) in place.action.chunks_exact(n).enumerate() {
            let odds: f64 = action.iter().map(|&a| play.odds[place.start + a]).product();
            if odds == 0.0 {
                continue;
            }
            (0..n).for_each(|i| base[i][at] += odds * place.base[joint * n + i]);
            for &(next, q) in &place.next[joint] {
                if open[next] {
                    share[rank[next]][at] += odds * q;
                } else {
                    chain.push(id(rank[next]), odds * q);
                }
            }
        }
        chain.end_row();
    }
    for right in base.iter_mut().chain(&mut share) {
        let mut solved = right.clone();
        linear::solve(&chain, right, &mut solved, EXACT);
        *right = solved;
    }
    (base, share)
}
