//! Normal quantile, incomplete beta and gamma integrals and their inverses, the same bits everywhere.
//!
//! All transcendental calls go to `libm`, so a sample drawn from a recorded uniform is the same
//! number on every machine.
//!
//! # Source
//! Normal quantile: Wichura, "Algorithm AS 241", Applied Statistics 37 (1988), PPND16.
//! Incomplete beta by continued fraction: DLMF 8.17.22. Incomplete gamma: series DLMF 8.7.1 and
//! continued fraction DLMF 8.9.2. Both evaluated by the modified Lentz method.

const LENTZ_FLOOR: f64 = 1e-300;
const TERMS_MAX: u32 = 100_000;
const RELATIVE: f64 = 1e-16;

const CENTRE_OVER: [f64; 8] = [
    2.509_080_928_730_122_7e3,
    3.343_057_558_358_813e4,
    6.726_577_092_700_87e4,
    4.592_195_393_154_987e4,
    1.373_169_376_550_946e4,
    1.971_590_950_306_551_3e3,
    1.331_416_678_917_843_8e2,
    3.387_132_872_796_366_5,
];
const CENTRE_UNDER: [f64; 8] = [
    5.226_495_278_852_854e3,
    2.872_908_573_572_194_3e4,
    3.930_789_580_009_271e4,
    2.121_379_430_158_659_7e4,
    5.394_196_021_424_751e3,
    6.871_870_074_920_579e2,
    4.231_333_070_160_091e1,
    1.0,
];
const MIDDLE_OVER: [f64; 8] = [
    7.745_450_142_783_414e-4,
    2.272_384_498_926_918_4e-2,
    2.417_807_251_774_506e-1,
    1.270_458_252_452_368_4,
    3.647_848_324_763_204_5,
    5.769_497_221_460_691,
    4.630_337_846_156_546,
    1.423_437_110_749_683_5,
];
const MIDDLE_UNDER: [f64; 8] = [
    1.050_750_071_644_416_9e-9,
    5.475_938_084_995_345e-4,
    1.519_866_656_361_645_7e-2,
    1.481_039_764_274_800_8e-1,
    6.897_673_349_851e-1,
    1.676_384_830_183_803_8,
    2.053_191_626_637_759,
    1.0,
];
const TAIL_OVER: [f64; 8] = [
    2.010_334_399_292_288_1e-7,
    2.711_555_568_743_487_6e-5,
    1.242_660_947_388_078_4e-3,
    2.653_218_952_657_612_4e-2,
    2.965_605_718_285_049e-1,
    1.784_826_539_917_291_3,
    5.463_784_911_164_114,
    6.657_904_643_501_103,
];
const TAIL_UNDER: [f64; 8] = [
    2.044_263_103_389_939_8e-15,
    1.421_511_758_316_446e-7,
    1.846_318_317_510_054_8e-5,
    7.868_691_311_456_133e-4,
    1.487_536_129_085_061_5e-2,
    1.369_298_809_227_358e-1,
    5.998_322_065_558_88e-1,
    1.0,
];

/// Polynomial with the highest power first.
fn polynomial(coefficients: &[f64; 8], x: f64) -> f64 {
    coefficients.iter().fold(0.0, |sum, c| sum * x + c)
}

/// The number below which a standard normal falls with chance `u`.
///
/// # Units
/// `u` in (0, 1); at and beyond the ends the answer is infinite.
#[must_use]
pub fn normal_quantile(u: f64) -> f64 {
    let q = u - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180_625 - q * q;
        return q * polynomial(&CENTRE_OVER, r) / polynomial(&CENTRE_UNDER, r);
    }
    let tail = u.min(1.0 - u);
    if tail <= 0.0 {
        return f64::INFINITY.copysign(q);
    }
    let r = libm::sqrt(-libm::log(tail));
    let magnitude = if r <= 5.0 {
        polynomial(&MIDDLE_OVER, r - 1.6) / polynomial(&MIDDLE_UNDER, r - 1.6)
    } else {
        polynomial(&TAIL_OVER, r - 5.0) / polynomial(&TAIL_UNDER, r - 5.0)
    };
    magnitude.copysign(q)
}

/// The chance that a standard normal is below `x`.
#[must_use]
pub fn normal_below(x: f64) -> f64 {
    0.5 * libm::erfc(-x * core::f64::consts::FRAC_1_SQRT_2)
}

/// Logarithm of the beta function of two positive shapes.
fn log_beta(a: f64, b: f64) -> f64 {
    libm::lgamma(a) + libm::lgamma(b) - libm::lgamma(a + b)
}

/// A continued fraction `1 + a1/(1 + a2/(1 + ...))` by the modified Lentz method, inverted.
fn lentz(mut term: impl FnMut(f64) -> (f64, f64), first: f64) -> f64 {
    let floored = |x: f64| {
        if x.abs() < LENTZ_FLOOR { LENTZ_FLOOR } else { x }
    };
    let mut d = 1.0 / floored(first);
    let mut c = f64::INFINITY;
    let mut result = d;
    for m in 1..TERMS_MAX {
        let (over, plus) = term(f64::from(m));
        d = 1.0 / floored(plus + over * d);
        c = floored(plus + over / c);
        result *= d * c;
        if (d * c - 1.0).abs() <= 4.0 * RELATIVE {
            break;
        }
    }
    result
}

/// The part of the beta integral that converges fast below the mean.
fn beta_lower(a: f64, b: f64, x: f64) -> f64 {
    let term = |n: f64| {
        let m = libm::floor(n / 2.0);
        let over = if n % 2.0 == 0.0 {
            m * (b - m) * x / ((a + n - 1.0) * (a + n))
        } else {
            -(a + m) * (a + b + m) * x / ((a + n - 1.0) * (a + n))
        };
        (over, 1.0)
    };
    let front = a * libm::log(x) + b * libm::log1p(-x) - log_beta(a, b) - libm::log(a);
    libm::exp(front) * lentz(term, 1.0)
}

/// The chance that a beta variate with these shapes is below `x` (regularised incomplete beta).
#[must_use]
pub fn beta_below(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x >= 1.0 {
        1.0
    } else if x < (a + 1.0) / (a + b + 2.0) {
        beta_lower(a, b, x).min(1.0)
    } else {
        (1.0 - beta_lower(b, a, 1.0 - x)).max(0.0)
    }
}

/// The chance that a gamma variate of unit scale is below `x` (regularised incomplete gamma).
#[must_use]
pub fn gamma_below(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        0.0
    } else if x < shape + 1.0 {
        gamma_series(shape, x).min(1.0)
    } else {
        1.0 - gamma_fraction(shape, x)
    }
}

/// The chance that a gamma variate of unit scale is above `x`, exact also far out.
#[must_use]
pub fn gamma_above(shape: f64, x: f64) -> f64 {
    if x <= 0.0 {
        1.0
    } else if x < shape + 1.0 {
        (1.0 - gamma_series(shape, x)).max(0.0)
    } else {
        gamma_fraction(shape, x)
    }
}

fn gamma_front(shape: f64, x: f64) -> f64 {
    libm::exp(shape * libm::log(x) - x - libm::lgamma(shape))
}

fn gamma_series(shape: f64, x: f64) -> f64 {
    let (mut term, mut sum) = (1.0 / shape, 1.0 / shape);
    for n in 1..TERMS_MAX {
        term *= x / (shape + f64::from(n));
        sum += term;
        if term <= sum * RELATIVE {
            break;
        }
    }
    sum * gamma_front(shape, x)
}

fn gamma_fraction(shape: f64, x: f64) -> f64 {
    let term = |n: f64| (-n * (n - shape), x + 2.0 * n + 1.0 - shape);
    gamma_front(shape, x) * lentz(term, x + 1.0 - shape)
}

/// The least positive number at which an increasing `below` reaches `u`, to the last bit or so.
///
/// Halves the interval in the order of the bits, so numbers near zero are found as exactly as
/// numbers near one.
fn invert(below: impl Fn(f64) -> f64, u: f64, largest: f64) -> f64 {
    let (mut low, mut high) = (0_u64, largest.to_bits());
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if below(f64::from_bits(middle)) < u {
            low = middle;
        } else {
            high = middle;
        }
    }
    f64::from_bits(high)
}

/// The number below which a beta variate with these shapes falls with chance `u`.
///
/// # Units
/// Shapes positive, `u` in (0, 1).
#[must_use]
pub fn beta_quantile(a: f64, b: f64, u: f64) -> f64 {
    if u <= 0.0 {
        0.0
    } else if u >= 1.0 {
        1.0
    } else if beta_below(a, b, 0.5) >= u {
        invert(|x| beta_below(a, b, x), u, 0.5)
    } else {
        1.0 - invert(|x| beta_below(b, a, x), 1.0 - u, 0.5)
    }
}

/// The number below which a Student variate falls with chance `u`, by its square's beta law.
///
/// # Units
/// `degrees` positive, `u` in (0, 1).
#[must_use]
pub fn student_quantile(degrees: f64, u: f64) -> f64 {
    let share = beta_quantile(0.5, degrees / 2.0, libm::fabs(2.0 * u - 1.0));
    libm::sqrt(degrees * share / (1.0 - share)).copysign(u - 0.5)
}

/// The number below which a gamma variate of unit scale falls with chance `u`.
#[must_use]
pub fn gamma_quantile(shape: f64, u: f64) -> f64 {
    if u <= 0.0 || shape <= 0.0 {
        return 0.0;
    }
    let far = shape + 40.0 * libm::sqrt(shape) + 800.0;
    invert(|x| gamma_below(shape, x), u, far)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64, relative: f64) {
        let error = (found - expected).abs();
        assert!(error <= relative * expected.abs().max(1e-300), "{found} is not {expected}");
    }

    #[test]
    fn normal_quantile_undoes_the_error_function() {
        for k in 1..2000 {
            let u = f64::from(k) / 2000.0;
            close(normal_below(normal_quantile(u)), u, 4e-15);
        }
        for exponent in 1..300 {
            let u = libm::pow(10.0, -f64::from(exponent));
            close(normal_below(normal_quantile(u)), u, 3e-12);
        }
        // Standard tables.
        close(normal_quantile(0.975), 1.959_963_984_540_054, 1e-15);
        assert_eq!(normal_quantile(0.5), 0.0);
        assert_eq!(normal_quantile(0.1), -normal_quantile(0.9));
    }

    #[test]
    fn beta_integral_equals_closed_forms() {
        for k in 1..100 {
            let x = f64::from(k) / 100.0;
            close(beta_below(1.0, 1.0, x), x, 1e-14);
            close(beta_below(2.0, 1.0, x), x * x, 1e-13);
            close(beta_below(2.0, 2.0, x), x * x * (3.0 - 2.0 * x), 1e-13);
            let arcsine = 2.0 / core::f64::consts::PI * libm::asin(libm::sqrt(x));
            close(beta_below(0.5, 0.5, x), arcsine, 1e-13);
        }
    }

    #[test]
    fn beta_quantile_undoes_the_integral_for_extreme_shapes() {
        for (a, b) in
            [(0.01, 0.01), (0.05, 3.0), (1.0, 1.0), (2.0, 5.0), (300.0, 2.0), (5000.0, 5000.0)]
        {
            for u in [1e-6, 0.05, 0.3, 0.5, 0.7, 0.95, 1.0 - 1e-6] {
                let x = beta_quantile(a, b, u);
                assert!((0.0..=1.0).contains(&x));
                // Beta(0.01, 0.01) has quantiles below the least positive f64 and beyond the
                // last one under 1: those come out as the end itself.
                if x > 1e-300 && x < 1.0 - 1e-12 {
                    close(beta_below(a, b, x), u, 1e-9);
                }
            }
        }
    }

    #[test]
    fn student_quantiles_are_the_printed_ones() {
        for (degrees, u, printed) in
            [(1.0, 0.975, 12.706), (8.0, 0.95, 1.860), (11.0, 0.95, 1.796), (30.0, 0.975, 2.042)]
        {
            close(student_quantile(degrees, u), printed, 5e-4);
            close(student_quantile(degrees, 1.0 - u), -printed, 5e-4);
        }
    }

    #[test]
    fn gamma_integral_equals_the_exponential_and_the_poisson_sum() {
        for k in 1..200 {
            let x = f64::from(k) / 10.0;
            close(gamma_below(1.0, x), -libm::expm1(-x), 1e-13);
            let poisson = libm::exp(-x) * (1.0 + x + x * x / 2.0);
            close(gamma_above(3.0, x), poisson, 1e-12);
        }
        close(gamma_quantile(1.0, 0.95), -libm::log(0.05), 1e-12);
    }
}
