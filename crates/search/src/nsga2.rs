//! Elitist non-dominated sorting (NSGA-II): better ranks first, and among equals those far apart.
//!
//! # Source
//! Deb, Pratap, Agarwal and Meyarivan (2002). No point is evaluated twice: a child that is known
//! is mutated again, and the search ends where nothing new is found. The first population is the
//! given points, then a scrambled Sobol sequence.

use crate::archive::{Archive, Ended, Found};
use crate::variation::{Draws, crossed, mutated};
use crate::{Axis, Judged, Point, Problem, crowding, ranks};
use sampling::scrambled_sobol;

/// How often a child that is known already is mutated again.
const TRIES: usize = 20;

/// How to search.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Designs that live from one generation to the next; at least 4.
    pub population: usize,
    /// Generations after the first population.
    pub generations: u32,
    /// Most evaluations.
    pub budget: usize,
    /// Seed of everything drawn.
    pub seed: u64,
    /// Points that are evaluated first.
    pub first: Vec<Point>,
}

/// Searches for the front of a problem.
pub fn nsga2(problem: &mut impl Problem, settings: &Settings) -> Found {
    let axes = problem.axes().to_vec();
    let size = settings.population.max(4);
    let mut archive = Archive::new(settings.budget);
    let mut alive = archive.evaluate(problem, start(&axes, size, settings));
    let mut generation = 0;
    let mut ended = Ended::Generations;
    while generation < settings.generations && !archive.stopped {
        if archive.spent() {
            ended = Ended::Budget;
            break;
        }
        generation += 1;
        let draws = Draws::new(settings.seed, generation);
        let children = offspring(&axes, &fitness(problem, &alive), &archive, draws, size);
        if children.is_empty() {
            ended = Ended::Exhausted;
            break;
        }
        alive.extend(archive.evaluate(problem, children));
        alive = best(fitness(problem, &alive), size);
    }
    archive.found(problem, alive, generation, ended)
}

/// The given points, then points that fill the space evenly.
fn start(axes: &[Axis], size: usize, settings: &Settings) -> Vec<Point> {
    let mut points = settings.first.clone();
    let rest = u32::try_from(size.saturating_sub(points.len())).unwrap_or(u32::MAX);
    if rest == 0 {
        return points;
    }
    let even = |row: &[f64]| axes.iter().zip(row).map(|(axis, share)| axis.at(*share)).collect();
    match scrambled_sobol(axes.len(), rest, settings.seed) {
        Ok(cube) => points.extend((0..cube.len()).map(|n| even(cube.row(n)))),
        Err(_) => {
            let mut draws = Draws::new(settings.seed, 0);
            let drawn = (0..rest).map(|_| axes.iter().map(|it| it.at(draws.uniform())).collect());
            points.extend(drawn.collect::<Vec<Point>>());
        }
    }
    points
}

/// One member of a population, comparable.
#[derive(Clone, Copy, Debug)]
struct Member {
    number: usize,
    rank: usize,
    distance: f64,
}

impl Member {
    fn before(&self, other: &Self) -> bool {
        self.rank < other.rank || (self.rank == other.rank && self.distance > other.distance)
    }
}

/// Ranks and distances of the living, in their order.
fn fitness(problem: &impl Problem, alive: &[usize]) -> Vec<Member> {
    let judged: Vec<Judged> = alive.iter().map(|number| problem.judged(*number)).collect();
    let ranks = ranks(&judged);
    let mut distance = vec![0.0; alive.len()];
    for rank in 0..=ranks.iter().copied().max().unwrap_or(0) {
        let places: Vec<usize> = (0..alive.len()).filter(|at| ranks[*at] == rank).collect();
        let own: Vec<&Judged> = places.iter().map(|at| &judged[*at]).collect();
        places.iter().zip(crowding(&own)).for_each(|(at, far)| distance[*at] = far);
    }
    let rows = alive.iter().zip(ranks).zip(distance);
    rows.map(|((number, rank), distance)| Member { number: *number, rank, distance }).collect()
}

/// The numbers of the best.
fn best(mut members: Vec<Member>, size: usize) -> Vec<usize> {
    let order = |a: &Member, b: &Member| {
        a.rank.cmp(&b.rank).then(b.distance.total_cmp(&a.distance)).then(a.number.cmp(&b.number))
    };
    members.sort_by(order);
    members.into_iter().take(size).map(|member| member.number).collect()
}

/// As many new points as there are places, from parents chosen by binary tournament.
fn offspring(
    axes: &[Axis],
    members: &[Member],
    archive: &Archive,
    mut draws: Draws,
    size: usize,
) -> Vec<Point> {
    let mut children: Vec<Point> = Vec::new();
    if members.is_empty() {
        return children;
    }
    for _ in 0..size.div_ceil(2) {
        let parents = [0, 1].map(|_| archive.point(tournament(members, &mut draws)));
        let (one, two) = crossed(axes, parents[0], parents[1], &mut draws);
        for child in [one, two] {
            let mut child = mutated(axes, child, &mut draws);
            for _ in 0..TRIES {
                if !archive.knows(&child) && !children.contains(&child) {
                    break;
                }
                child = mutated(axes, child, &mut draws);
            }
            if !archive.knows(&child) && !children.contains(&child) {
                children.push(child);
            }
        }
    }
    children
}

fn tournament(members: &[Member], draws: &mut Draws) -> usize {
    let (a, b) = (members[draws.place(members.len())], members[draws.place(members.len())]);
    if b.before(&a) { b.number } else { a.number }
}
