//! Threats and supports settled by policies: the jump to a fixed point that sweeps approach slowly.
//!
//! Problem. The least payoff P_i(s) to which player i can be held satisfies
//!     P_i(s) >= min over a of max{ (1 - delta) u_i + delta sum q P_i(s'), d_i(s, a; P_i), -M }
//! with M the support of the a-part in the direction of less for i. The right side is a monotone
//! contraction: sweeps from below stay below its fixed point, and so do the values of any policy
//! lowered by what one more sweep shows them to be too high, over 1 - delta. Supports likewise.

use super::arrays::Arrays;
use super::outer::{Outer, WIDENING};
use super::recursion::{Link, solve};

const SWEEPS: usize = 40;
const JUMPS: usize = 12;

impl Outer {
    /// Raises the threats towards their fixed point.
    pub(super) fn raise_threats(&mut self, arrays: &Arrays) {
        for player in 0..2 {
            for s in 0..arrays.states {
                if !self.exists[s] {
                    self.threat[player][s] = f64::INFINITY;
                }
            }
            for _ in 0..JUMPS {
                if self.sweep_threats(arrays, player) {
                    break;
                }
                self.jump_threats(arrays, player);
            }
        }
    }

    /// Sweeps in place; whether nothing rises any more.
    fn sweep_threats(&mut self, arrays: &Arrays, player: usize) -> bool {
        for _ in 0..SWEEPS {
            let mut change = 0.0_f64;
            for s in (0..arrays.states).filter(|&s| self.exists[s]).collect::<Vec<_>>() {
                let (value, _) = self.least(arrays, player, s, &self.threat[player]);
                let old = self.threat[player][s];
                let value = value - WIDENING;
                if value > old {
                    change = change.max(value - old);
                    self.threat[player][s] = value;
                }
            }
            if change < WIDENING {
                return true;
            }
        }
        false
    }

    /// The least that can be imposed in one state, and what it rests on.
    fn least(&self, arrays: &Arrays, player: usize, s: usize, threat: &[f64]) -> (f64, Link) {
        let (count, direction) = (self.fan.len(), self.fan.least(player));
        let mut found = (f64::INFINITY, Link::Fixed([f64::INFINITY, 0.0]));
        for joint in arrays.actions(s).filter(|&j| self.live[j]) {
            let fixed = -self.bound[joint * count + direction];
            let mut most = (fixed, Link::Fixed([fixed, 0.0]));
            let ways = arrays.deviations(player, joint).iter().chain(std::iter::once(&joint));
            for &way in ways {
                let base = arrays.base[way][player];
                let value = base + arrays.ahead(way, threat);
                if value > most.0 {
                    most = (value, Link::Row([base, 0.0], arrays.row_of[way]));
                }
            }
            if most.0 < found.0 {
                found = most;
            }
        }
        found
    }

    /// Values of the present policies, lowered until one more sweep does not lower them.
    fn jump_threats(&mut self, arrays: &Arrays, player: usize) {
        let links = |threat: &[f64]| -> Vec<(f64, Link)> {
            (0..arrays.states).map(|s| self.least(arrays, player, s, threat)).collect()
        };
        let link: Vec<Link> = links(&self.threat[player]).into_iter().map(|(_, l)| l).collect();
        let mut value: Vec<[f64; 2]> = self.threat[player].iter().map(|&v| [v, 0.0]).collect();
        solve(arrays, &link, &mut value);
        let guess: Vec<f64> = value.iter().map(|v| v[0]).collect();
        let again = links(&guess);
        let real = (0..arrays.states).filter(|&s| self.exists[s]);
        let high = real.map(|s| guess[s] - again[s].0).fold(0.0, f64::max);
        let down = (high + WIDENING) / (1.0 - arrays.discount);
        for (old, new) in self.threat[player].iter_mut().zip(guess) {
            *old = old.max(new - down);
        }
    }

    /// Supports of the present policies, raised until one more sweep does not raise them.
    pub(super) fn jump(&mut self, arrays: &Arrays) {
        let (count, states) = (self.fan.len(), arrays.states);
        let mut guess = self.support.clone();
        for k in 0..count {
            let link: Vec<Link> = (0..states).map(|s| self.policy(arrays, s, k)).collect();
            let start = |s: usize| [self.support[s * count + k], 0.0];
            let mut value: Vec<[f64; 2]> = (0..states).map(start).collect();
            solve(arrays, &link, &mut value);
            (0..states).for_each(|s| guess[s * count + k] = value[s][0]);
        }
        let low = self.shortfall(arrays, &guess);
        for (at, old) in self.support.iter_mut().enumerate() {
            let up = (low[at % count] + WIDENING) / (1.0 - arrays.discount);
            *old = old.min(guess[at] + up);
        }
    }

    /// How much one more sweep would raise, by direction.
    fn shortfall(&self, arrays: &Arrays, guess: &[f64]) -> Vec<f64> {
        let count = self.fan.len();
        let (mut best, mut ahead) = (vec![0.0; count], vec![0.0; count]);
        let mut low = vec![0.0_f64; count];
        for s in (0..arrays.states).filter(|&s| self.exists[s]) {
            self.backup(arrays, s, guess, &mut ahead, &mut best);
            for k in 0..count {
                low[k] = low[k].max(best[k] - guess[s * count + k]);
            }
        }
        low
    }

    /// What the support of one state rests on in one direction.
    fn policy(&self, arrays: &Arrays, s: usize, k: usize) -> Link {
        let count = self.fan.len();
        let here = self.support[s * count + k];
        if !self.exists[s] {
            return Link::Fixed([here, 0.0]);
        }
        let [lx, ly] = self.fan.at(k);
        let mut found = (f64::NEG_INFINITY, Link::Fixed([here, 0.0]));
        for joint in arrays.actions(s).filter(|&j| self.live[j]) {
            let base = lx * arrays.base[joint][0] + ly * arrays.base[joint][1];
            let row = arrays.row_of[joint];
            let ahead: f64 = arrays
                .successors(row)
                .iter()
                .map(|&(next, q)| q * self.support[next * count + k])
                .sum();
            let bound = self.bound[joint * count + k];
            let (value, link) = if base + ahead < bound {
                (base + ahead, Link::Row([base, 0.0], row))
            } else {
                (bound, Link::Fixed([bound, 0.0]))
            };
            if value > found.0 {
                found = (value, link);
            }
        }
        found.1
    }
}
