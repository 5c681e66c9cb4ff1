//! An estimate between two bounds.

/// An estimate and its interval of 95 %.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Interval {
    /// The estimate from the whole sample.
    pub estimate: f64,
    /// Lower end.
    pub lower: f64,
    /// Upper end.
    pub upper: f64,
}

/// Share of resamples left out at either end.
const TAIL: f64 = 0.025;

impl Interval {
    /// The percentile interval of resampled estimates (Efron 1979). `resampled` is sorted here.
    #[must_use]
    pub(crate) fn percentile(estimate: f64, resampled: &mut [f64]) -> Self {
        resampled.sort_by(f64::total_cmp);
        let at = |share: f64| quantile(resampled, share).unwrap_or(estimate);
        Self { estimate, lower: at(TAIL), upper: at(1.0 - TAIL) }
    }
}

/// Quantile of sorted numbers, linear between order statistics (Hyndman and Fan 1996, type 7).
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 <= place < len")]
pub(crate) fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = share.clamp(0.0, 1.0) * last as f64;
    let below = place as usize;
    let above = (below + 1).min(last);
    let weight = place - below as f64;
    Some(sorted[below] + weight * (sorted[above] - sorted[below]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_lie_between_order_statistics() {
        let sorted = [1.0, 2.0, 4.0, 8.0];
        assert_eq!(quantile(&sorted, 0.0), Some(1.0));
        assert_eq!(quantile(&sorted, 0.5), Some(3.0));
        assert_eq!(quantile(&sorted, 1.0), Some(8.0));
        assert_eq!(quantile(&[], 0.5), None);
    }
}
