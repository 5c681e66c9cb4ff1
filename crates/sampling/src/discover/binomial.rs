//! Tail of the binomial distribution.

/// Chance of at least `hits` in `trials` of chance `p` each. Summed term by term in logarithms.
pub(super) fn at_least(hits: usize, trials: usize, p: f64) -> f64 {
    if hits == 0 || p >= 1.0 {
        return 1.0;
    }
    if p <= 0.0 {
        return 0.0;
    }
    let log_choose = |k: usize| {
        let gamma = |n: usize| libm::lgamma(n as f64 + 1.0);
        gamma(trials) - gamma(k) - gamma(trials - k)
    };
    let (yes, no) = (libm::log(p), libm::log1p(-p));
    let term = |k: usize| libm::exp(log_choose(k) + k as f64 * yes + (trials - k) as f64 * no);
    (hits..=trials).map(term).sum::<f64>().min(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tails_are_the_tabled_ones() {
        let close = |found: f64, exact: f64| assert!((found - exact).abs() < 1e-12, "{found}");
        close(at_least(1, 2, 0.5), 0.75);
        close(at_least(3, 3, 0.2), 0.008);
        close(at_least(8, 10, 0.5), 56.0 / 1024.0);
        close(at_least(0, 5, 0.1), 1.0);
        close(at_least(5, 5, 0.0), 0.0);
    }
}
