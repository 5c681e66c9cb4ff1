//! Whether rescaled waits are those of the process: the test by time rescaling.
//!
//! # Source
//! Kolmogorov's law with the correction for few observations of Stephens, JRSS B 32 (1970).

/// A Kolmogorov-Smirnov test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Agreement {
    /// Greatest distance between the two distribution functions.
    pub distance: f64,
    /// Chance of a distance at least as large if the waits are exponential with mean 1.
    pub p_value: f64,
    /// Waits.
    pub waits: usize,
}

/// Tests waits against the exponential law with mean 1; `None` without any.
#[must_use]
pub fn exponential(waits: &[f64]) -> Option<Agreement> {
    let mut shares: Vec<f64> = waits.iter().map(|wait| -libm::expm1(-wait)).collect();
    shares.sort_by(f64::total_cmp);
    let count = f64::from(u32::try_from(shares.len()).ok().filter(|n| *n > 0)?);
    let mut before = 0.0;
    let mut distance: f64 = 0.0;
    for share in shares {
        let after = before + 1.0 / count;
        distance = distance.max((share - before).abs()).max((after - share).abs());
        before = after;
    }
    let root = libm::sqrt(count);
    let scaled = (root + 0.12 + 0.11 / root) * distance;
    Some(Agreement { distance, p_value: kolmogorov_above(scaled), waits: waits.len() })
}

/// The chance that Kolmogorov's statistic is above `x`.
fn kolmogorov_above(x: f64) -> f64 {
    if x < 0.2 {
        return 1.0;
    }
    let term = |k: i32| {
        let k = f64::from(k);
        libm::exp(-2.0 * k * k * x * x)
    };
    let sum: f64 = (1..=100).map(|k| if k % 2 == 1 { term(k) } else { -term(k) }).sum();
    (2.0 * sum).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printed_critical_values_come_out() {
        for (x, p) in [(1.224, 0.10), (1.358, 0.05), (1.628, 0.01)] {
            assert!((kolmogorov_above(x) - p).abs() < 1e-3, "{x}");
        }
        assert_eq!(exponential(&[]), None);
    }

    #[test]
    fn waits_of_the_law_pass_and_even_ones_fail() {
        let law = (0..200).map(|k| -libm::log1p(-(f64::from(k) + 0.5) / 200.0));
        assert!(exponential(&law.collect::<Vec<_>>()).expect("waits").p_value > 0.99);
        assert!(exponential(&[1.0; 50]).expect("waits").p_value < 1e-6);
    }
}
