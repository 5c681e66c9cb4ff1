//! Games and geometry for these tests.

use game::{GameState, PayoffSets, SetSettings, StochasticGame, payoff_sets};

pub type Point = [f64; 2];

/// One state for ever, payoffs row-major.
pub fn repeated(rows: u32, columns: u32, u: [&[f64]; 2], discount: f64) -> StochasticGame {
    let state = GameState {
        name: "only".to_owned(),
        actions: vec![rows, columns],
        payoff: u.iter().map(|u| u.to_vec()).collect(),
        transition: vec![vec![(0, 1.0)]; (rows * columns) as usize],
    };
    StochasticGame::new(2, discount, vec![state]).expect("valid")
}

/// (2, 2), (-1, 3), (3, -1), (0, 0), scaled and shifted.
pub fn dilemma(discount: f64, scale: f64, shift: f64) -> StochasticGame {
    let of = |u: [f64; 4]| u.map(|u| scale * u + shift);
    let (row, column) = (of([2.0, -1.0, 3.0, 0.0]), of([2.0, 3.0, -1.0, 0.0]));
    repeated(2, 2, [&row, &column], discount)
}

pub fn solve(game: &StochasticGame, tolerance: f64) -> PayoffSets {
    payoff_sets(game, &SetSettings { tolerance, ..SetSettings::default() }).expect("two players")
}

/// Distance of a point from the convex hull of vertices in order.
pub fn distance(point: Point, hull: &[Point]) -> f64 {
    let minus = |a: Point, b: Point| [a[0] - b[0], a[1] - b[1]];
    let cross = |a: Point, b: Point| a[0] * b[1] - a[1] * b[0];
    let mut least = f64::INFINITY;
    let mut inside = hull.len() > 2;
    for (i, &from) in hull.iter().enumerate() {
        let (along, off) = (minus(hull[(i + 1) % hull.len()], from), minus(point, from));
        inside = inside && cross(along, off) >= 0.0;
        let square = along[0] * along[0] + along[1] * along[1];
        let dot = along[0] * off[0] + along[1] * off[1];
        let share = if square > 0.0 { (dot / square).clamp(0.0, 1.0) } else { 0.0 };
        let rest = minus(off, [share * along[0], share * along[1]]);
        least = least.min(rest[0].hypot(rest[1]));
    }
    if inside { 0.0 } else { least }
}

/// Both brackets agree with the vertices known.
pub fn agrees(found: &[Vec<Point>; 2], known: &[Point], within: f64) {
    for set in found {
        for &point in known {
            assert!(distance(point, set) <= within, "{point:?} is {} off", distance(point, set));
        }
        for &point in set {
            assert!(
                distance(point, known) <= within,
                "{point:?} is {} off",
                distance(point, known)
            );
        }
    }
}

/// SplitMix64.
pub struct Stream(pub u64);

impl Stream {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn below(&mut self, n: u32) -> u32 {
        u32::try_from(self.next() % u64::from(n)).expect("below n")
    }
}

/// Random payoffs, actions and sparse transitions.
pub fn random_game(seed: u64, states: u32, actions: u32, discount: f64) -> StochasticGame {
    let mut stream = Stream(seed);
    let state = |stream: &mut Stream, s: u32| {
        let counts = vec![1 + stream.below(actions), 1 + stream.below(actions)];
        let joint = (counts[0] * counts[1]) as usize;
        let payoffs = |stream: &mut Stream| (0..joint).map(|_| 4.0 * stream.unit() - 2.0).collect();
        let row = |stream: &mut Stream| {
            let (a, b, p) = (stream.below(states), stream.below(states), stream.unit());
            if a == b { vec![(a, 1.0)] } else { vec![(a, p), (b, 1.0 - p)] }
        };
        GameState {
            name: s.to_string(),
            actions: counts,
            payoff: vec![payoffs(stream), payoffs(stream)],
            transition: (0..joint).map(|_| row(stream)).collect(),
        }
    };
    let all = (0..states).map(|s| state(&mut stream, s)).collect();
    StochasticGame::new(2, discount, all).expect("valid")
}
