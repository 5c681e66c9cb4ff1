//! Published test problems whose fronts are known in closed form.

use search::{Axis, Judged, Point, Problem, Settings, hypervolume, nsga2};

type Objectives = fn(&[f64]) -> Vec<f64>;
type Violation = fn(&[f64]) -> f64;

struct Published {
    axes: Vec<Axis>,
    objectives: Objectives,
    violation: Violation,
    seen: Vec<Point>,
}

impl Problem for Published {
    fn axes(&self) -> &[Axis] {
        &self.axes
    }

    fn evaluate(&mut self, points: &[Point]) -> usize {
        self.seen.extend(points.iter().cloned());
        points.len()
    }

    fn judged(&self, number: usize) -> Judged {
        let x = &self.seen[number];
        Judged { objectives: (self.objectives)(x), violation: (self.violation)(x) }
    }
}

/// The points and objectives of the last population that break nothing.
fn solved(
    ends: &[(f64, f64)],
    objectives: Objectives,
    violation: Violation,
    generations: u32,
    seed: u64,
) -> Vec<(Point, Vec<f64>)> {
    let axes = ends.iter().map(|(low, high)| Axis::Real { low: *low, high: *high }).collect();
    let mut problem = Published { axes, objectives, violation, seen: Vec::new() };
    let settings =
        Settings { population: 100, generations, budget: usize::MAX, seed, first: Vec::new() };
    let found = nsga2(&mut problem, &settings);
    let at = |number: &usize| (found.points[*number].clone(), problem.judged(*number));
    let all = found.population.iter().map(at).filter(|(_, judged)| judged.feasible());
    all.map(|(point, judged)| (point, judged.objectives)).collect()
}

/// ZDT1 and ZDT2 (Zitzler, Deb and Thiele 2000), thirty variables: on the front g = 1.
fn g(x: &[f64]) -> f64 {
    1.0 + 9.0 * x[1..].iter().sum::<f64>() / (x.len() - 1) as f64
}

fn zdt1(x: &[f64]) -> Vec<f64> {
    vec![x[0], g(x) * (1.0 - (x[0] / g(x)).sqrt())]
}

fn zdt2(x: &[f64]) -> Vec<f64> {
    vec![x[0], g(x) * (1.0 - (x[0] / g(x)).powi(2))]
}

/// The true front covers 0.8767 (convex) and 0.5433 (concave) up to (1.1, 1.1): the integral of
/// 1.1 less the front over 0 to 1, and 0.11 beyond. A hundred points cannot cover all of it.
#[test]
fn zdt1_and_zdt2_are_covered() {
    let unit = [(0.0, 1.0); 30];
    let problems: [(Objectives, f64); 2] =
        [(zdt1, 0.1 + 2.0 / 3.0 + 0.11), (zdt2, 0.1 + 1.0 / 3.0 + 0.11)];
    for (objectives, all) in problems {
        for seed in 1..=2 {
            let found = solved(&unit, objectives, |_| 0.0, 250, seed);
            let front: Vec<Vec<f64>> = found.into_iter().map(|(_, it)| it).collect();
            let covered = hypervolume(&front, &[1.1, 1.1]);
            assert!(covered > 0.985 * all && covered < all, "seed {seed}: {covered} of {all}");
        }
    }
}

fn bnh(x: &[f64]) -> Vec<f64> {
    let (a, b) = (x[0], x[1]);
    vec![4.0 * a * a + 4.0 * b * b, (a - 5.0).powi(2) + (b - 5.0).powi(2)]
}

fn bnh_broken(x: &[f64]) -> f64 {
    let (a, b) = (x[0], x[1]);
    let inside = (a - 5.0).powi(2) + b * b - 25.0;
    let outside = 7.7 - (a - 8.0).powi(2) - (b + 3.0).powi(2);
    inside.max(0.0) + outside.max(0.0)
}

/// BNH (Binh and Korn 1997): the front is x = y up to 3, then y = 3 with x up to 5.
#[test]
fn bnh_is_found_along_both_of_its_parts() {
    let found = solved(&[(0.0, 5.0), (0.0, 3.0)], bnh, bnh_broken, 100, 1);
    let beyond = |f: &[f64]| {
        let on_first = 2.0 * ((f[0] / 8.0).sqrt() - 5.0).powi(2);
        let on_second = 4.0 + (((f[0] - 36.0).max(0.0) / 4.0).sqrt() - 5.0).powi(2);
        f[1] - if f[0] <= 72.0 { on_first } else { on_second }
    };
    let far = found.iter().map(|(_, f)| beyond(f)).fold(0.0_f64, f64::max);
    let mean = found.iter().map(|(_, f)| beyond(f)).sum::<f64>() / found.len() as f64;
    assert!(mean < 0.005 * 50.0 && far < 0.02 * 50.0, "{mean} above on average, {far} at most");
    let ends = |part: fn(f64, f64) -> f64| found.iter().map(|(_, f)| f[0]).fold(70.0, part);
    assert!(ends(f64::min) < 1.0 && ends(f64::max) > 130.0, "from end to end");
}

fn srn(x: &[f64]) -> Vec<f64> {
    let (a, b) = (x[0], x[1]);
    vec![2.0 + (a - 2.0).powi(2) + (b - 1.0).powi(2), 9.0 * a - (b - 1.0).powi(2)]
}

fn srn_broken(x: &[f64]) -> f64 {
    let (a, b) = (x[0], x[1]);
    ((a * a + b * b - 225.0) / 225.0).max(0.0) + ((a - 3.0 * b + 10.0) / 10.0).max(0.0)
}

/// SRN (Srinivas and Deb 1994): the front lies at x = -2.5, y from 2.5 to 14.79. There the sum of
/// the objectives is -0.25, elsewhere (x + 2.5)^2 more; each ranges over some 190.
#[test]
fn srn_is_found_on_its_line() {
    let found = solved(&[(-20.0, 20.0), (-20.0, 20.0)], srn, srn_broken, 200, 1);
    let above = |f: &[f64]| f[0] + f[1] + 0.25;
    let far = found.iter().map(|(_, f)| above(f)).fold(0.0_f64, f64::max);
    let mean = found.iter().map(|(_, f)| above(f)).sum::<f64>() / found.len() as f64;
    assert!(mean < 0.01 * 190.0 && far < 0.1 * 190.0, "{mean} above on average, {far} at most");
    let (low, high) = found
        .iter()
        .fold((99.0_f64, 0.0_f64), |(low, high), (x, _)| (low.min(x[1]), high.max(x[1])));
    assert!(low < 3.5 && high > 13.5, "{low} to {high}");
}
