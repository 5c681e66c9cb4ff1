//! Values of a policy in exact rational arithmetic: the oracle for every bracket.
//!
//! The weights are taken as the binary fractions they are; (I - A) v = b is solved by
//! fraction-free elimination (Bareiss 1968), so the answer is exact, not close.

use super::integer::Integer;
use game::{NodeKind, Policy, StagedProcess, Weights};

/// m 2^e, exactly.
#[derive(Debug, Clone)]
struct Dyadic {
    mantissa: Integer,
    exponent: i32,
}

impl Dyadic {
    fn new(x: f64) -> Self {
        let bits = x.to_bits();
        let field = i32::try_from((bits >> 52) & 0x7ff).expect("11 bits");
        let fraction = i64::try_from(bits & ((1 << 52) - 1)).expect("52 bits");
        let (mut size, mut exponent) =
            if field == 0 { (fraction, -1074) } else { (fraction | (1 << 52), field - 1075) };
        while size != 0 && size % 2 == 0 {
            size /= 2;
            exponent += 1;
        }
        let exponent = if size == 0 { 0 } else { exponent };
        Self { mantissa: Integer::new(if x < 0.0 { -size } else { size }), exponent }
    }

    fn times(&self, other: &Self) -> Self {
        let mantissa = self.mantissa.times(&other.mantissa);
        Self { mantissa, exponent: self.exponent + other.exponent }
    }

    fn minus(&self, other: &Self) -> Self {
        let exponent = self.exponent.min(other.exponent);
        Self { mantissa: self.at(exponent).minus(&other.at(exponent)), exponent }
    }

    fn plus(&self, other: &Self) -> Self {
        let negated = Self { mantissa: other.mantissa.negated(), exponent: other.exponent };
        self.minus(&negated)
    }

    fn at(&self, exponent: i32) -> Integer {
        let shift = u32::try_from(self.exponent - exponent).expect("lowered to the least");
        self.mantissa.shifted(shift)
    }
}

/// A rational number, its denominator positive.
#[derive(Debug, Clone)]
pub struct Rational {
    numerator: Integer,
    denominator: Integer,
}

impl Rational {
    /// Whether this is at least x.
    pub fn at_least(&self, x: f64) -> bool {
        !self.less(x, false)
    }

    /// Whether this is at most x.
    pub fn at_most(&self, x: f64) -> bool {
        !self.less(x, true)
    }

    /// self < x, or with `swap` x < self.
    fn less(&self, x: f64, swap: bool) -> bool {
        let x = Dyadic::new(x);
        let one = Integer::new(1);
        let shift = |i: &Integer, by: i32| i.shifted(u32::try_from(by.max(0)).unwrap_or(0));
        let left = shift(&self.numerator.times(&one), -x.exponent);
        let right = shift(&x.mantissa.times(&self.denominator), x.exponent);
        if swap { right.minus(&left).is_negative() } else { left.minus(&right).is_negative() }
    }

    /// Whether lower <= self <= upper.
    pub fn within(&self, bracket: game::Interval) -> bool {
        self.at_least(bracket.lower) && self.at_most(bracket.upper)
    }
}

/// Exact value of every node under a policy; `None` if the system is singular.
pub fn values(
    process: &StagedProcess,
    weights: &Weights,
    policy: &Policy,
    column: usize,
) -> Option<Vec<Rational>> {
    let size = process.nodes();
    let mut matrix = Vec::with_capacity(size);
    for node in 0..u32::try_from(size).expect("small") {
        matrix.push(row(process, weights, policy, column, node));
    }
    eliminate(matrix)
}

/// The row of I - A and b at one node, multiplied up to whole numbers.
fn row(
    process: &StagedProcess,
    weights: &Weights,
    policy: &Policy,
    column: usize,
    node: u32,
) -> Vec<Integer> {
    let size = process.nodes();
    let zero = Dyadic::new(0.0);
    let mut row = vec![zero; size + 1];
    row[node as usize] = Dyadic::new(1.0);
    let payoff = &weights.payoff[column];
    let (edges, discount) = match process.kind(node) {
        NodeKind::Choice { .. } => {
            let edge = policy.edge(process, node);
            (edge..edge + 1, None)
        }
        NodeKind::Chance => (process.edges_of(node), Some(1.0)),
        NodeKind::Time => (process.edges_of(node), Some(weights.discount[node as usize])),
        NodeKind::Terminal { .. } => {
            row[size] = Dyadic::new(payoff.terminal[node as usize]);
            (0..0, None)
        }
    };
    for edge in edges {
        let factor = match discount {
            None => Dyadic::new(1.0),
            Some(d) => Dyadic::new(d).times(&Dyadic::new(weights.probability[edge])),
        };
        let next = process.target(edge) as usize;
        row[next] = row[next].minus(&factor);
        row[size] = row[size].plus(&factor.times(&Dyadic::new(payoff.reward[edge])));
    }
    let least = row.iter().map(|d| d.exponent).min().expect("not empty");
    row.iter().map(|d| d.at(least)).collect()
}

/// Bareiss elimination to diagonal form; x_i = a(i, n) / a(i, i).
fn eliminate(mut a: Vec<Vec<Integer>>) -> Option<Vec<Rational>> {
    let size = a.len();
    let mut last = Integer::new(1);
    for k in 0..size {
        let pivot = (k..size).find(|&i| !a[i][k].is_zero())?;
        a.swap(k, pivot);
        let head = a[k].clone();
        for i in (0..size).filter(|&i| i != k) {
            for j in (0..=size).filter(|&j| j > k || j == i) {
                let crossed = a[i][j].times(&head[k]).minus(&a[i][k].times(&head[j]));
                a[i][j] = crossed.over(&last);
            }
            a[i][k] = Integer::new(0);
        }
        last = head[k].clone();
    }
    let solution = |i: usize| positive(a[i][size].clone(), a[i][i].clone());
    Some((0..size).map(solution).collect())
}

fn positive(numerator: Integer, denominator: Integer) -> Rational {
    if denominator.is_negative() {
        Rational { numerator: numerator.negated(), denominator: denominator.negated() }
    } else {
        Rational { numerator, denominator }
    }
}
