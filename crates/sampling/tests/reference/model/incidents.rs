//! Incidents in continuous time: a Hawkes process inside each month, by thinning.
//!
//! Between incidents the intensity `mu + x` only falls, so a candidate at the present intensity
//! is accepted with the share that is left of it (Ogata 1981). Most months have none: the word
//! of the first candidate lies below `exp(-(mu + x))`, which `1 - l + l^2/2 - l^3/6` bounds from
//! below, so that no logarithm is taken.

use super::lanes::{Lanes, WIDTH};
use super::month::as_flag;
use super::{Model, Source};
use sampling::lanes::{exp, ln, unit};

const DECAY: f64 = 0.9;
const JUMP: f64 = 0.35;
/// `exp(-0.9)`.
const MONTH_OF_DECAY: f64 = 0.406_569_659_740_599_1;

impl<S: Source> Model<S> {
    /// The incidents of a month.
    #[inline(always)]
    pub fn incidents(&self, lanes: &mut Lanes, live: usize, n: usize, month: u32) {
        for i in 0..n.min(WIDTH) {
            let base = base(lanes.ra[i], lanes.rb[i]);
            let l = base + lanes.x[i];
            let none = 1.0 - l * (1.0 - l * (0.5 - l * (1.0 / 6.0)));
            let candidate = number::<S>(lanes.slot[16][i]) >= none;
            lanes.flag[i] = as_flag(u64::from(candidate) & u64::from(lanes.cause[i] == 0));
            lanes.x[i] *= if candidate { 1.0 } else { MONTH_OF_DECAY };
            lanes.born[i] = 0;
        }
        let mut count = lanes.listed(live);
        gather(lanes, count);
        let mut attempt = 0;
        while count > 0 {
            let padded = count.next_multiple_of(4).min(WIDTH);
            self.source.attempt(&mut lanes.dense, padded, month, attempt);
            advance::<S>(lanes, padded);
            count = self.settle(lanes, count);
            attempt += 1;
        }
    }

    /// Writes back the paths whose month is over, counts what was accepted on the others, and
    /// closes ranks; returns how many go on.
    #[inline(always)]
    fn settle(&self, lanes: &mut Lanes, count: usize) -> usize {
        let mut left = 0;
        for k in 0..count.min(WIDTH) {
            let (lane, dense) = (lanes.list[k] & (WIDTH - 1), &mut lanes.dense);
            let (x, over) = (dense.x[k], dense.over[k]);
            if over & 1 == 1 {
                lanes.x[lane] = x;
                continue;
            }
            let accepted = u64::from(over >> 1);
            let row = usize::from(lanes.ra[lane] == 1) | usize::from(lanes.rb[lane] == 1) << 1;
            let up = accepted & u64::from(dense.words[2][k] < self.chances.rung[row]);
            lanes.born[lane] += accepted;
            lanes.incidents[lane] += accepted;
            lanes.rung[lane] += up;
            lanes.list[left] = lanes.list[k];
            dense.path[left] = dense.path[k];
            dense.x[left] = x;
            dense.base[left] = dense.base[k];
            dense.spent[left] = dense.spent[k];
            left += 1;
        }
        left
    }
}

#[inline(always)]
fn base(ra: u64, rb: u64) -> f64 {
    let hawk = |regime: u64, more: f64| if regime == 1 { more } else { 0.0 };
    0.12 * (1.0 + hawk(rb, 0.8) + hawk(ra, 0.4))
}

#[inline(always)]
fn number<S: Source>(word: u64) -> f64 {
    if S::BITS == 53 { unit::<53>(word) } else { unit::<32>(word) }
}

#[inline(always)]
fn gather(lanes: &mut Lanes, count: usize) {
    for k in 0..count.min(WIDTH) {
        let i = lanes.list[k] & (WIDTH - 1);
        lanes.dense.path[k] = lanes.path[i];
        lanes.dense.x[k] = lanes.x[i];
        lanes.dense.base[k] = base(lanes.ra[i], lanes.rb[i]);
        lanes.dense.spent[k] = 0.0;
        lanes.dense.words[0][k] = lanes.slot[16][i];
        lanes.dense.words[1][k] = lanes.slot[17][i];
    }
}

/// One candidate of every gathered path: its time, the decay until then, whether it is accepted.
#[inline(always)]
fn advance<S: Source>(lanes: &mut Lanes, n: usize) {
    let dense = &mut lanes.dense;
    for k in 0..n.min(WIDTH) {
        let (spent, x) = (dense.spent[k], dense.x[k]);
        let bound = dense.base[k] + x;
        let wait = -ln(number::<S>(dense.words[0][k])) / bound;
        let over = spent + wait >= 1.0;
        let x = x * exp(-DECAY * if over { 1.0 - spent } else { wait });
        let accepted = !over & (number::<S>(dense.words[1][k]) * bound < dense.base[k] + x);
        dense.x[k] = x + if accepted { JUMP } else { 0.0 };
        dense.spent[k] = spent + wait;
        dense.over[k] = u8::from(over) | u8::from(accepted) << 1;
    }
}
