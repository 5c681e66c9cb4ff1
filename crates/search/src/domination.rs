//! Which designs beat which: Pareto domination with constraints, ranks, crowding.
//!
//! # Source
//! Deb, Pratap, Agarwal and Meyarivan, "A fast and elitist multiobjective genetic algorithm:
//! NSGA-II" (IEEE Transactions on Evolutionary Computation 6, 2002): fast non-dominated sorting
//! (III.A), crowding distance (III.B), constraint domination (VI.A).

/// How a design is judged.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// Less is better, in each.
    pub objectives: Vec<f64>,
    /// By how much constraints fail, summed; 0 if none does.
    pub violation: f64,
}

impl Judged {
    /// Whether no constraint fails.
    #[must_use]
    pub fn feasible(&self) -> bool {
        self.violation <= 0.0
    }

    /// Whether it beats another: feasible against not, the less violation among those that are not,
    /// otherwise no worse in any objective and better in one.
    #[must_use]
    pub fn dominates(&self, other: &Self) -> bool {
        match (self.feasible(), other.feasible()) {
            (true, false) => true,
            (false, true) => false,
            (false, false) => self.violation < other.violation,
            (true, true) => {
                let pairs = || self.objectives.iter().zip(&other.objectives);
                pairs().all(|(a, b)| a <= b) && pairs().any(|(a, b)| a < b)
            }
        }
    }
}

/// The places of the feasible designs that nothing beats, in their order; of several that are
/// judged alike the first.
#[must_use]
pub fn front(all: &[Judged]) -> Vec<usize> {
    let mut kept: Vec<usize> = Vec::new();
    for (place, judged) in all.iter().enumerate().filter(|(_, judged)| judged.feasible()) {
        let beaten =
            |at: &usize| all[*at].dominates(judged) || all[*at].objectives == judged.objectives;
        if !kept.iter().any(beaten) {
            kept.retain(|at| !judged.dominates(&all[*at]));
            kept.push(place);
        }
    }
    kept
}

/// The rank of each design: 0 for those that nothing beats, 1 for those that only they beat, ...
#[must_use]
pub fn ranks(all: &[Judged]) -> Vec<usize> {
    let beats = |a: usize, b: usize| all[a].dominates(&all[b]);
    let count = all.len();
    let beaten: Vec<Vec<usize>> =
        (0..count).map(|a| (0..count).filter(|b| beats(a, *b)).collect()).collect();
    let mut left = vec![0_usize; count];
    beaten.iter().flatten().for_each(|b| left[*b] += 1);
    let mut ranks = vec![0; count];
    let mut present: Vec<usize> = (0..count).filter(|a| left[*a] == 0).collect();
    let mut rank = 0;
    while !present.is_empty() {
        let mut next = Vec::new();
        for a in present {
            ranks[a] = rank;
            for b in &beaten[a] {
                left[*b] -= 1;
                if left[*b] == 0 {
                    next.push(*b);
                }
            }
        }
        next.sort_unstable();
        present = next;
        rank += 1;
    }
    ranks
}

/// How far each design of one rank is from its neighbours, objective by objective; those at an end
/// are infinitely far.
#[must_use]
pub fn crowding(all: &[&Judged]) -> Vec<f64> {
    let mut distance = vec![0.0; all.len()];
    let objectives = all.first().map_or(0, |judged| judged.objectives.len());
    for objective in 0..objectives {
        let value = |at: usize| all[at].objectives[objective];
        let mut order: Vec<usize> = (0..all.len()).collect();
        order.sort_by(|a, b| value(*a).total_cmp(&value(*b)).then(a.cmp(b)));
        let (Some(first), Some(last)) = (order.first(), order.last()) else { continue };
        let width = value(*last) - value(*first);
        distance[*first] = f64::INFINITY;
        distance[*last] = f64::INFINITY;
        if width > 0.0 && width.is_finite() {
            for three in order.windows(3) {
                distance[three[1]] += (value(three[2]) - value(three[0])) / width;
            }
        }
    }
    distance
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(objectives: &[f64], violation: f64) -> Judged {
        Judged { objectives: objectives.to_vec(), violation }
    }

    #[test]
    fn what_fails_less_beats_what_fails_more_and_what_fails_not_beats_both() {
        let (good, poor, worse) =
            (judged(&[9.0, 9.0], 0.0), judged(&[0.0, 0.0], 0.5), judged(&[-1.0, -1.0], 2.0));
        assert!(good.dominates(&poor) && poor.dominates(&worse) && !worse.dominates(&good));
        assert_eq!(ranks(&[worse.clone(), good.clone(), poor.clone()]), [2, 0, 1]);
        assert_eq!(front(&[worse, good, poor]), [1]);
    }

    #[test]
    fn ends_are_far_and_neighbours_count() {
        let all = [judged(&[0.0, 4.0], 0.0), judged(&[1.0, 3.0], 0.0), judged(&[4.0, 0.0], 0.0)];
        let found = crowding(&all.iter().collect::<Vec<_>>());
        assert!(found[0].is_infinite() && found[2].is_infinite());
        assert!((found[1] - 2.0).abs() < 1e-12);
    }
}
