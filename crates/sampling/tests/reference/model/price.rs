//! The price: a mean-reverting logarithm with jumps.

use super::chances::TABLE;
use super::lanes::{Lanes, WIDTH};
use super::{Model, Source};
use sampling::lanes::{cosine_sine, ln, unit};

/// `ln 80`.
const START: f64 = 4.382_026_634_673_881;

impl<S: Source> Model<S> {
    /// The price moves, also in the month of a collapse.
    #[inline(always)]
    pub fn price(&self, lanes: &mut Lanes, live: usize, n: usize, _: u32) {
        deviates::<S>(lanes, n);
        let [flat, rung] = self.chances.jump_bound();
        for i in 0..n.min(WIDTH) {
            let mean = START - 0.03 * sampling::lanes::float(lanes.phase[i]);
            lanes.y[i] = mean + 0.92 * (lanes.y[i] - mean) + 0.06 * lanes.z[0][i];
            let word = sampling::lanes::float(lanes.slot[15][i]);
            let bound = flat + rung * sampling::lanes::float(lanes.rung[i]);
            lanes.flag[i] = u8::from((word < bound) | (lanes.cause[i] != 0));
        }
        for k in 0..lanes.listed(live) {
            let i = lanes.list[k];
            let rung = usize::try_from(lanes.rung[i]).unwrap_or(TABLE).min(TABLE - 1);
            if lanes.slot[15][i] < self.chances.jump[rung] {
                lanes.y[i] += 0.10 + 0.05 * lanes.z[1][i];
            }
            lanes.y[i] += match lanes.cause[i] {
                0 => 0.0,
                5 => 0.25,
                _ => 0.12,
            };
        }
    }
}

/// Two normal deviates a path (Box and Muller 1958).
#[inline(always)]
fn deviates<S: Source>(lanes: &mut Lanes, n: usize) {
    for i in 0..n.min(WIDTH) {
        let (u, v) = (lanes.slot[13][i], lanes.slot[14][i]);
        let (u, v) = if S::BITS == 53 {
            (unit::<53>(u), unit::<53>(v))
        } else {
            (unit::<32>(u), unit::<32>(v))
        };
        let size = (-2.0 * ln(u)).sqrt();
        let (cosine, sine) = cosine_sine(v);
        lanes.z[0][i] = size * cosine;
        lanes.z[1][i] = size * sine;
    }
}
