//! Elementary functions without branches.
//!
//! # Source
//! Reductions and coefficients of fdlibm (Sun Microsystems, 1993): `e_log.c`, `e_exp.c`,
//! `k_sin.c`, `k_cos.c`; errors below 2 units in the last place on the ranges stated.

use super::words::float;
use std::f64::consts::{LOG2_E, TAU};

const LN_2_HIGH: f64 = 6.931_471_803_691_238e-1;
const LN_2_LOW: f64 = 1.908_214_929_270_587_7e-10;
const FRACTION: u64 = (1 << 52) - 1;
/// Bits of the square root of one half: mantissas lie between it and its double.
const TO_ROOT: u64 = 0x3FE6_A09E_667F_3BCD;
/// Adding it rounds to the nearest integer, which then stands in the lowest bits.
const ROUNDS: f64 = 6_755_399_441_055_744.0;

/// `a b + c`, rounded once. A machine without such an instruction gets the same bits, slowly.
#[inline(always)]
fn fused(a: f64, b: f64, c: f64) -> f64 {
    a.mul_add(b, c)
}

/// Natural logarithm of a positive normal number.
#[inline(always)]
#[must_use]
pub fn ln(x: f64) -> f64 {
    let offset = x.to_bits().wrapping_sub(TO_ROOT);
    let exponent = float(offset >> 52 ^ 0x800) - 2048.0;
    let mantissa = f64::from_bits((offset & FRACTION).wrapping_add(TO_ROOT));
    let f = mantissa - 1.0;
    let s = f / (2.0 + f);
    let z = s * s;
    let w = z * z;
    let even = w * fused(
        w,
        fused(w, 1.531_383_769_920_937_3e-1, 2.222_219_843_214_978_4e-1),
        3.999_999_999_940_942e-1,
    );
    let high = fused(w, 1.479_819_860_511_658_6e-1, 1.818_357_216_161_805e-1);
    let odd = z * fused(w, fused(w, high, 2.857_142_874_366_239e-1), 6.666_666_666_666_735e-1);
    let half = 0.5 * f * f;
    let low = fused(s, half + even + odd, exponent * LN_2_LOW);
    fused(exponent, LN_2_HIGH, f - (half - low))
}

/// Exponential of a number between -700 and 700.
#[inline(always)]
#[must_use]
pub fn exp(x: f64) -> f64 {
    let rounded = fused(x, LOG2_E, ROUNDS);
    let k = rounded - ROUNDS;
    let (high, low) = (fused(-k, LN_2_HIGH, x), k * LN_2_LOW);
    let r = high - low;
    let t = r * r;
    let p = fused(t, 4.138_136_797_057_238_5e-8, -1.653_390_220_546_525_2e-6);
    let p = fused(t, fused(t, p, 6.613_756_321_437_934e-5), -2.777_777_777_701_559_3e-3);
    let c = fused(-t, fused(t, p, 1.666_666_666_666_660_2e-1), r);
    let value = 1.0 - ((low - (r * c) / (2.0 - c)) - high);
    f64::from_bits(value.to_bits().wrapping_add(rounded.to_bits() << 52))
}

/// Cosine and sine of so many turns, from 0 to 1.
#[inline(always)]
#[must_use]
pub fn cosine_sine(turns: f64) -> (f64, f64) {
    let rounded = fused(turns, 4.0, ROUNDS);
    let quarter = rounded.to_bits() & 3;
    let x = fused(rounded - ROUNDS, -0.25, turns) * TAU;
    let z = x * x;
    let p = fused(z, 1.589_690_995_211_55e-10, -2.505_076_025_340_686_3e-8);
    let p = fused(z, fused(z, p, 2.755_731_370_707_007e-6), -1.984_126_982_985_795e-4);
    let p = fused(z, fused(z, p, 8.333_333_333_322_49e-3), -1.666_666_666_666_663_2e-1);
    let sine = fused(x * z, p, x);
    let q = fused(z, -1.135_964_755_778_819_5e-11, 2.087_572_321_298_175e-9);
    let q = fused(z, fused(z, q, -2.755_731_435_139_066_3e-7), 2.480_158_728_947_673e-5);
    let q = fused(z, fused(z, q, -1.388_888_888_887_411e-3), 4.166_666_666_666_66e-2);
    let cosine = fused(z, fused(z, q, -0.5), 1.0);
    let (c, s) = if quarter & 1 == 1 { (sine, cosine) } else { (cosine, sine) };
    let flip = |value: f64, yes: u64| f64::from_bits(value.to_bits() ^ (yes << 63));
    (flip(c, (quarter ^ (quarter >> 1)) & 1), flip(s, quarter >> 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Stream;

    /// Units in the last place between two numbers.
    fn apart(found: f64, expected: f64) -> f64 {
        (found - expected).abs() / (expected.abs() * f64::EPSILON).max(f64::MIN_POSITIVE)
    }

    fn draws(process: u32) -> impl Iterator<Item = f64> {
        let stream = Stream::new(3, 1);
        (0..100_000).map(move |n| stream.uniform(n, process))
    }

    #[test]
    fn logarithms_are_those_of_the_library() {
        let close = |x: f64| {
            assert!(apart(ln(x), libm::log(x)) < 2.0, "{x}: {} {}", ln(x), libm::log(x));
        };
        [1.0, 0.5, 2.0, 1e-300, 1e300, f64::MIN_POSITIVE, f64::MAX].into_iter().for_each(close);
        let near = |u: f64| [u, u * u * 1e-12, 1.0 / u, 1.0 - u * 1e-9];
        draws(1).flat_map(near).for_each(close);
    }

    #[test]
    fn exponentials_are_those_of_the_library() {
        for u in draws(2) {
            for x in [-u, u, 40.0 * (u - 0.5), 1400.0 * (u - 0.5), u * 1e-12] {
                assert!(apart(exp(x), libm::exp(x)) < 2.0, "{x}: {} {}", exp(x), libm::exp(x));
            }
        }
    }

    /// Against the library's at the same angle, which is rounded: near a zero only the absolute
    /// error tells.
    #[test]
    fn turns_go_round_the_circle() {
        for u in draws(3).chain([0.0, 0.125, 0.25, 0.5, 0.75, 1.0]) {
            let (c, s) = cosine_sine(u);
            assert!((c - libm::cos(TAU * u)).abs() < 1e-15, "{u}");
            assert!((s - libm::sin(TAU * u)).abs() < 1e-15, "{u}");
        }
        assert_eq!(cosine_sine(0.5), (-1.0, -0.0));
    }
}
