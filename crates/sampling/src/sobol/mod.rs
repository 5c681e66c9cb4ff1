//! Sobol points, scrambled.
//!
//! Problem: points in the unit cube that fill it more evenly than chance. Coordinate `d` of point
//! `n` is the exclusive or of the direction numbers of `d` at the set bits of the Gray code of
//! `n`; its digits are scrambled, so that the points are random, each evenly distributed, and yet
//! fill the cube evenly.
//!
//! # Source
//! I. M. Sobol (1967); Antonov and Saleev (1979) for the Gray code; direction numbers of Joe and
//! Kuo (2008). The known crates stop at 2^16 points in single precision, or do not scramble.

mod scramble;

use crate::{SamplingError, Stream};
use rayon::prelude::*;
use scramble::scramble;

/// Coordinates that there are direction numbers for.
pub const DIMENSIONS: usize = 256;

const NUMBERS: &str = include_str!("direction_numbers.txt");
const BITS: usize = 32;
/// Points made between two computations from scratch.
const CHUNK: usize = 1024;

type Directions = [u32; BITS];

/// Points of the open unit cube, row by row.
#[derive(Clone, Debug, PartialEq)]
pub struct Points {
    dimension: usize,
    values: Vec<f64>,
}

impl Points {
    /// Coordinates of a point.
    #[must_use]
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// Number of points.
    #[must_use]
    pub fn len(&self) -> usize {
        self.values.len() / self.dimension
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// One point.
    #[must_use]
    pub fn row(&self, index: usize) -> &[f64] {
        &self.values[index * self.dimension..][..self.dimension]
    }
}

/// The first `count` scrambled Sobol points. Even powers of two fill the cube best.
///
/// # Errors
/// [`SamplingError::Dimensions`] above [`DIMENSIONS`], [`SamplingError::TooFew`] for none.
pub fn scrambled_sobol(dimension: usize, count: u32, seed: u64) -> Result<Points, SamplingError> {
    if dimension > DIMENSIONS {
        return Err(SamplingError::Dimensions { asked: dimension, most: DIMENSIONS });
    }
    if dimension == 0 {
        return Err(SamplingError::TooFew { what: "coordinates", given: 0, least: 1 });
    }
    let coordinates: Vec<Coordinate> =
        (0..).zip(directions(dimension)).map(|(n, own)| Coordinate::new(own, seed, n)).collect();
    let mut values = vec![0.0; dimension * count as usize];
    let chunks = values.par_chunks_mut(CHUNK * dimension).enumerate();
    chunks.for_each(|(number, chunk)| {
        #[allow(clippy::cast_possible_truncation, reason = "below count")]
        fill(chunk, (number * CHUNK) as u32, &coordinates);
    });
    Ok(Points { dimension, values })
}

/// What one coordinate of all points is made of.
struct Coordinate {
    directions: Directions,
    seed: u32,
}

impl Coordinate {
    fn new(directions: Directions, seed: u64, number: u32) -> Self {
        let seed = Stream::new(seed, u64::from(number)).words(0, SCRAMBLING)[0];
        Self { directions, seed }
    }
}

/// The process number of scrambling, apart from other uses of a seed.
const SCRAMBLING: u32 = 0x50B0_1000;

/// Fills rows from point `first` on.
fn fill(rows: &mut [f64], first: u32, coordinates: &[Coordinate]) {
    let start = |of: &Coordinate| point(&of.directions, first);
    let mut raw: Vec<u32> = coordinates.iter().map(start).collect();
    for (row, index) in rows.chunks_mut(coordinates.len()).zip(first..) {
        if index != first {
            let bit = index.trailing_zeros() as usize;
            raw.iter_mut().zip(coordinates).for_each(|(x, of)| *x ^= of.directions[bit]);
        }
        let cells = row.iter_mut().zip(raw.iter().zip(coordinates));
        cells.for_each(|(cell, (x, of))| *cell = unit(scramble(*x, of.seed)));
    }
}

/// One coordinate of a point, not scrambled.
fn point(directions: &Directions, index: u32) -> u32 {
    let gray = index ^ index >> 1;
    let set = directions.iter().enumerate().filter(|(bit, _)| gray >> bit & 1 == 1);
    set.fold(0, |x, (_, direction)| x ^ direction)
}

/// The middle of the cell that 32 binary digits name.
fn unit(bits: u32) -> f64 {
    (f64::from(bits) + 0.5) * (1.0 / 4_294_967_296.0)
}

/// Direction numbers of the first coordinates.
fn directions(dimension: usize) -> Vec<Directions> {
    let rows = NUMBERS.lines().filter(|line| !line.starts_with('#'));
    let first = std::array::from_fn(|bit| 1 << (BITS - 1 - bit));
    let others = rows.map(|line| {
        let numbers: Vec<u32> = line.split_whitespace().map_while(|n| n.parse().ok()).collect();
        extend(numbers[2], &numbers[3..])
    });
    std::iter::once(first).chain(others).take(dimension).collect()
}

/// All direction numbers of a coordinate from its polynomial and its initial numbers.
fn extend(polynomial: u32, initial: &[u32]) -> Directions {
    let degree = initial.len();
    let mut numbers = [0; BITS];
    for bit in 0..BITS {
        numbers[bit] = match bit.checked_sub(degree) {
            None => initial[bit] << (BITS - 1 - bit),
            Some(back) => {
                let start = numbers[back] ^ numbers[back] >> degree;
                let terms = (1..degree).filter(|k| polynomial >> (degree - 1 - k) & 1 == 1);
                terms.fold(start, |x, k| x ^ numbers[bit - k])
            }
        };
    }
    numbers
}

#[cfg(test)]
mod tests;
