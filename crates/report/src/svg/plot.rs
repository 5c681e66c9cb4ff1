//! Numbers to places on a chart.

use super::{WIDTH, px};
use crate::number::figure;

/// A rectangle with two linear scales.
#[derive(Clone, Copy)]
pub(super) struct Plot {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
    pub x: (f64, f64),
    pub y: (f64, f64),
}

impl Plot {
    /// The usual frame: room for labels at the left and below.
    pub fn new(height: f64, x: (f64, f64), y: (f64, f64)) -> Self {
        let (x, y) = (widened(x), widened(y));
        Self { left: 56.0, right: WIDTH - 16.0, top: 14.0, bottom: height - 40.0, x, y }
    }

    /// Where a number stands from left to right.
    pub fn at_x(&self, number: f64) -> f64 {
        place(number, self.x, (self.left, self.right))
    }

    /// Where a number stands from bottom to top.
    pub fn at_y(&self, number: f64) -> f64 {
        place(number, self.y, (self.bottom, self.top))
    }

    /// A line through points, as the `d` of a path.
    pub fn line(&self, points: &[(f64, f64)]) -> String {
        let mut path = String::new();
        for (x, y) in points {
            path.push(if path.is_empty() { 'M' } else { 'L' });
            path.push_str(&format!("{} {}", px(self.at_x(*x)), px(self.at_y(*y))));
        }
        path
    }

    /// The area between two lines over the same abscissae.
    pub fn band(&self, low: &[(f64, f64)], high: &[(f64, f64)]) -> String {
        let there_and_back: Vec<(f64, f64)> =
            low.iter().chain(high.iter().rev()).copied().collect();
        format!("{}Z", self.line(&there_and_back))
    }
}

fn place(number: f64, from: (f64, f64), to: (f64, f64)) -> f64 {
    if !number.is_finite() {
        return to.0;
    }
    to.0 + (number - from.0) / (from.1 - from.0) * (to.1 - to.0)
}

/// An interval of positive length that can be divided by.
fn widened((low, high): (f64, f64)) -> (f64, f64) {
    let sound = low.is_finite() && high.is_finite();
    if sound && high - low > 1e-12 {
        (low, high)
    } else if sound {
        (low - 0.5, low + 0.5)
    } else {
        (0.0, 1.0)
    }
}

/// The smallest interval that holds every finite number; 0 to 1 if there is none.
pub(super) fn extent(numbers: impl Iterator<Item = f64>) -> (f64, f64) {
    let finite = numbers.filter(|number| number.is_finite());
    let (low, high) = finite.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), number| {
        (low.min(number), high.max(number))
    });
    if low <= high { (low, high) } else { (0.0, 1.0) }
}

/// The same with a margin above and below, so that no line runs along the edge.
pub(super) fn padded((low, high): (f64, f64)) -> (f64, f64) {
    let margin = 0.05 * (high - low);
    (if low < 0.0 { low - margin } else { low }, high + margin)
}

/// Round numbers that divide an interval into about so many parts: steps of 1, 2 or 5.
pub(super) fn ticks((low, high): (f64, f64), about: f64) -> Vec<f64> {
    let raw = (high - low) / about;
    if !raw.is_finite() || raw <= 0.0 {
        return vec![low];
    }
    let power = 10.0_f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].map(|it| it * power).into_iter().find(|it| *it >= raw);
    let step = step.unwrap_or(power * 10.0);
    let first = (low / step - 1e-9).ceil();
    let numbers = (0..50_u32).map(|it| (first + f64::from(it)) * step);
    numbers.take_while(|it| *it <= high + step * 1e-9).collect()
}

/// What stands at ticks: few digits, unless two would then read alike.
pub(super) fn labels(ticks: &[f64]) -> Vec<String> {
    let short: Vec<String> = ticks.iter().map(|it| figure(*it)).collect();
    let step = ticks.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min);
    if short.windows(2).all(|pair| pair[0] != pair[1]) || step <= 0.0 {
        return short;
    }
    let places = (0_u8..12).find(|places| 10.0_f64.powi(-i32::from(*places)) <= step * 1.001);
    let places = usize::from(places.unwrap_or(12));
    ticks.iter().map(|it| format!("{it:.places$}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_inside() {
        assert_eq!(ticks((0.0, 36.0), 6.0), [0.0, 10.0, 20.0, 30.0]);
        assert_eq!(ticks((-0.4, 1.0), 4.0), [0.0, 0.5, 1.0]);
        assert_eq!(ticks((1.0, 1.0), 4.0), [1.0]);
    }

    #[test]
    fn no_two_ticks_read_alike() {
        assert_eq!(labels(&[0.0, 10.0]), ["0", "10"]);
        assert_eq!(labels(&[0.238, 0.239, 0.24]), ["0.238", "0.239", "0.240"]);
        assert_eq!(labels(&[0.2395, 0.24, 0.2405]), ["0.2395", "0.2400", "0.2405"]);
    }

    #[test]
    fn a_scale_without_length_or_number_still_places_things() {
        for range in [(2.0, 2.0), (f64::NAN, 1.0), (0.0, f64::INFINITY)] {
            let plot = Plot::new(200.0, range, range);
            assert!(plot.at_x(2.0).is_finite() && plot.at_y(f64::NAN).is_finite());
        }
        assert_eq!(extent([f64::NAN].into_iter()), (0.0, 1.0));
    }
}
