//! How good forecasts were, once what they were about is known.
//!
//! Problem: a chance is neither right nor wrong by itself; many of them are. Symbols: `p` the
//! chance given, `o` what happened (1 or 0). Brier's score is the mean of `(p - o)^2`, the log score
//! the mean of `-ln` of the chance given to what happened; both are 0 at best. Calibration sets
//! the share that happened beside the chance given, by tenths of it.
//!
//! Limits: nobody who says 0 and is wrong can be scored by a logarithm, so for that score alone
//! chances are moved inside [`LEAST`] and what it leaves; all forecasters alike.
//!
//! # Source
//! Brier, Monthly Weather Review 78 (1950); Good, J. R. Stat. Soc. B 14 (1952); Gneiting and
//! Raftery, JASA 102 (2007).

/// The least chance that the log score reads.
pub const LEAST: f64 = 0.01;

/// A forecast that has come due.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scored {
    /// Chance given, 0 to 1.
    pub chance: f64,
    /// Whether it happened.
    pub happened: bool,
}

/// Forecasts of about the same chance, and how often what they were about happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bin {
    /// Least chance of the bin; it reaches up to the next one.
    pub from: f64,
    /// Forecasts in it.
    pub count: usize,
    /// Mean chance given.
    pub chance: f64,
    /// Share that happened.
    pub share: f64,
}

fn mean(numbers: impl Iterator<Item = f64>) -> Option<f64> {
    let (sum, count) = numbers.fold((0.0, 0_u32), |(sum, count), it| (sum + it, count + 1));
    (count > 0).then(|| sum / f64::from(count))
}

/// Brier's score; `None` of no forecasts.
#[must_use]
pub fn brier(forecasts: &[Scored]) -> Option<f64> {
    mean(forecasts.iter().map(|it| {
        let off = it.chance - f64::from(u8::from(it.happened));
        off * off
    }))
}

/// The log score, chances moved inside [`LEAST`]; `None` of no forecasts.
#[must_use]
pub fn log_score(forecasts: &[Scored]) -> Option<f64> {
    mean(forecasts.iter().map(|it| {
        let chance = it.chance.clamp(LEAST, 1.0 - LEAST);
        -libm::log(if it.happened { chance } else { 1.0 - chance })
    }))
}

/// Forecasts by tenths of the chance given; tenths without a forecast are left out.
#[must_use]
pub fn calibration(forecasts: &[Scored]) -> Vec<Bin> {
    let bin = |tenth: u8| {
        let inside: Vec<&Scored> =
            forecasts.iter().filter(|it| tenth_of(it.chance) == tenth).collect();
        Some(Bin {
            from: f64::from(tenth) / 10.0,
            count: inside.len(),
            chance: mean(inside.iter().map(|it| it.chance))?,
            share: mean(inside.iter().map(|it| f64::from(u8::from(it.happened))))?,
        })
    };
    (0..10).filter_map(bin).collect()
}

fn tenth_of(chance: f64) -> u8 {
    (0..9_u8).rev().find(|tenth| chance >= f64::from(tenth + 1) / 10.0).map_or(0, |tenth| tenth + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: Option<f64>, expected: f64) {
        let found = found.expect("some forecasts");
        assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
    }

    fn told(pairs: &[(f64, bool)]) -> Vec<Scored> {
        pairs.iter().map(|&(chance, happened)| Scored { chance, happened }).collect()
    }

    /// By hand: squares .04, .49, .01 and .25, so .79/4; logs of .8, .3, .9 and .5.
    #[test]
    fn scores_are_those_counted_by_hand() {
        let list = told(&[(0.8, true), (0.7, false), (0.1, false), (0.5, true)]);
        close(brier(&list), 0.1975);
        let product: f64 = 0.8 * 0.3 * 0.9 * 0.5;
        close(log_score(&list), -product.ln() / 4.0);
        assert_eq!((brier(&[]), log_score(&[])), (None, None));
    }

    #[test]
    fn who_knows_scores_nothing_and_who_halves_scores_a_quarter() {
        let sure = told(&[(1.0, true), (0.0, false), (1.0, true)]);
        close(brier(&sure), 0.0);
        close(log_score(&sure), -(1.0_f64 - LEAST).ln());
        let halves = told(&[(0.5, true), (0.5, false)]);
        close(brier(&halves), 0.25);
        close(log_score(&halves), 2.0_f64.ln());
        let wrong = told(&[(1.0, false)]);
        close(brier(&wrong), 1.0);
        close(log_score(&wrong), -LEAST.ln());
    }

    #[test]
    fn tenths_hold_their_lower_end() {
        let list = told(&[(0.1, true), (0.19, false), (0.95, true), (1.0, true), (0.0, false)]);
        let bins = calibration(&list);
        let counted: Vec<(f64, usize)> = bins.iter().map(|it| (it.from, it.count)).collect();
        assert_eq!(counted, [(0.0, 1), (0.1, 2), (0.9, 2)]);
        close(Some(bins[1].chance), 0.145);
        close(Some(bins[1].share), 0.5);
        let tenths: Vec<u8> = [0.0, 0.0999, 0.3, 0.7, 0.9999, 1.0].map(tenth_of).to_vec();
        assert_eq!(tenths, [0, 0, 3, 7, 9, 9]);
    }
}
