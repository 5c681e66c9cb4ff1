//! Whole numbers and kinds: what evolution finds is what going through everything finds.

use search::{Axis, Ended, Judged, Point, Problem, Settings, exhaustive, front, nsga2, size};

/// Sacks of three sizes and a kind of rope: weight against worth, at most so heavy.
#[derive(Clone)]
struct Sacks {
    axes: Vec<Axis>,
    seen: Vec<Point>,
    stop_at: usize,
}

fn sacks() -> Sacks {
    let whole = |high| Axis::Whole { low: 0, high };
    let axes = vec![whole(7), whole(7), whole(5), Axis::Kind(4)];
    Sacks { axes, seen: Vec::new(), stop_at: usize::MAX }
}

fn judged(x: &[f64]) -> Judged {
    let rope = match x[3] {
        kind if kind < 0.5 => 0.0,
        kind if kind < 1.5 => 3.5,
        kind if kind < 2.5 => 1.25,
        _ => 2.0,
    };
    let weight = 3.0 * x[0] + 5.0 * x[1] + 2.0 * x[2] + rope;
    let worth = 4.0 * x[0].sqrt() + 7.0 * x[1].sqrt() + 1.5 * x[2] + 1.9 * rope;
    Judged { objectives: vec![weight, -worth], violation: (weight - 40.0).max(0.0) }
}

impl Problem for Sacks {
    fn axes(&self) -> &[Axis] {
        &self.axes
    }

    fn evaluate(&mut self, points: &[Point]) -> usize {
        let left = self.stop_at.saturating_sub(self.seen.len()).min(points.len());
        self.seen.extend(points[..left].iter().cloned());
        left
    }

    fn judged(&self, number: usize) -> Judged {
        judged(&self.seen[number])
    }
}

fn settings(budget: usize, seed: u64) -> Settings {
    Settings { population: 40, generations: 100, budget, seed, first: vec![vec![7.0; 3]] }
}

fn objectives(points: &[Point], front: &[usize]) -> Vec<Vec<f64>> {
    let mut all: Vec<Vec<f64>> =
        front.iter().map(|number| judged(&points[*number]).objectives).collect();
    all.sort_by(|a, b| a[0].total_cmp(&b[0]));
    all
}

#[test]
fn evolution_finds_the_front_that_going_through_everything_finds() {
    let all = exhaustive(&mut sacks(), &[], usize::MAX);
    assert_eq!((all.points.len() as u64, all.ended), (1536, Ended::Exhausted));
    assert_eq!(size(&sacks().axes), Some(1536));
    let best = objectives(&all.points, &all.front);
    for seed in 1..=3 {
        let mut first = settings(900, seed);
        first.first = vec![vec![7.0, 7.0, 5.0, 0.0]];
        let found = nsga2(&mut sacks(), &first);
        assert_eq!(found.points[0], first.first[0], "the given point comes first");
        let own = objectives(&found.points, &found.front);
        let met = own.iter().filter(|it| best.contains(it)).count();
        assert!(met * 100 >= best.len() * 90, "seed {seed}: {met} of {}", best.len());
        let distinct: std::collections::BTreeSet<Vec<u64>> =
            found.points.iter().map(|it| it.iter().map(|x| x.to_bits()).collect()).collect();
        assert_eq!(distinct.len(), found.points.len(), "no point is evaluated twice");
    }
}

#[test]
fn the_same_seed_walks_the_same_way_and_a_stop_keeps_what_was_found() {
    let mut settings = settings(300, 5);
    settings.first.clear();
    let (one, two) = (nsga2(&mut sacks(), &settings), nsga2(&mut sacks(), &settings));
    assert_eq!(one.points, two.points);
    assert_eq!((one.points.len(), one.ended), (300, Ended::Budget));
    let stopped = nsga2(&mut Sacks { stop_at: 130, ..sacks() }, &settings);
    assert_eq!((stopped.ended, stopped.points.len()), (Ended::Stopped, 130));
    assert_eq!(stopped.points[..], one.points[..130]);
    let all: Vec<Judged> = stopped.points.iter().map(|point| judged(point)).collect();
    assert_eq!(stopped.front, front(&all));
    let through = exhaustive(&mut Sacks { stop_at: 50, ..sacks() }, &[], usize::MAX);
    assert_eq!((through.ended, through.points.len()), (Ended::Stopped, 50));
}
