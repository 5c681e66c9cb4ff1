//! How much of the space of objectives a front covers.
//!
//! Problem. The volume of all that is beaten by some point and beats the reference point; less is
//! better in each objective.
//!
//! # Source
//! While, Bradstreet and Barone, "A fast way of calculating exact hypervolumes" (IEEE Transactions
//! on Evolutionary Computation 16, 2012): each point's own volume is its box less what later points,
//! moved into the box, cover of it.

/// The volume between points and a reference point; points that do not beat it cover nothing.
///
/// # Shape
/// Each point has as many numbers as the reference.
#[must_use]
pub fn hypervolume(points: &[Vec<f64>], reference: &[f64]) -> f64 {
    let beats = |point: &&Vec<f64>| point.iter().zip(reference).all(|(x, r)| x < r);
    let mut inside = unbeaten(points.iter().filter(beats).cloned().collect());
    inside.sort_by(|a, b| b.first().unwrap_or(&0.0).total_cmp(a.first().unwrap_or(&0.0)));
    covered(&inside, reference)
}

fn covered(points: &[Vec<f64>], reference: &[f64]) -> f64 {
    let own = |(place, point): (usize, &Vec<f64>)| {
        let later = points.iter().skip(place + 1);
        let moved = |other: &Vec<f64>| -> Vec<f64> {
            other.iter().zip(point).map(|(a, b)| a.max(*b)).collect()
        };
        let limits = unbeaten(later.map(moved).collect());
        let volume: f64 = point.iter().zip(reference).map(|(x, r)| r - x).product();
        volume - covered(&limits, reference)
    };
    points.iter().enumerate().map(own).sum()
}

/// Points that no other beats or equals.
fn unbeaten(points: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let mut kept: Vec<Vec<f64>> = Vec::new();
    for point in points {
        let under = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(x, y)| x <= y);
        if !kept.iter().any(|other| under(other, &point)) {
            kept.retain(|other| !under(&point, other));
            kept.push(point);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn boxes_and_their_overlaps_are_counted_once() {
        let two = [vec![1.0, 2.0], vec![2.0, 1.0], vec![2.5, 2.5]];
        assert!((hypervolume(&two, &[3.0, 3.0]) - 3.0).abs() < 1e-12);
        let three = [vec![0.0, 1.0, 1.0], vec![1.0, 0.0, 1.0], vec![1.0, 1.0, 0.0]];
        assert!((hypervolume(&three, &[2.0, 2.0, 2.0]) - 4.0).abs() < 1e-12);
        assert!(hypervolume(&[vec![3.0, 0.0]], &[3.0, 3.0]).abs() < 1e-12);
    }
}
