//! Whole numbers of any size, as far as exact elimination needs them.

use std::cmp::Ordering;

/// Sign and magnitude, least limb first, no leading zero limbs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Integer {
    negative: bool,
    limbs: Vec<u32>,
}

fn low(x: u64) -> u32 {
    u32::try_from(x & 0xffff_ffff).expect("masked to 32 bits")
}

fn trim(mut limbs: Vec<u32>) -> Vec<u32> {
    while limbs.last() == Some(&0) {
        limbs.pop();
    }
    limbs
}

fn compare(a: &[u32], b: &[u32]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.iter().rev().cmp(b.iter().rev()))
}

fn add(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut carry = 0_u64;
    let mut sum: Vec<u32> = (0..a.len().max(b.len()))
        .map(|i| {
            let limb = |x: &[u32]| u64::from(x.get(i).copied().unwrap_or(0));
            carry += limb(a) + limb(b);
            let digit = low(carry);
            carry >>= 32;
            digit
        })
        .collect();
    sum.push(low(carry));
    trim(sum)
}

/// a - b for a >= b.
fn subtract(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut borrow = 0_u64;
    let digits = a.iter().enumerate().map(|(i, &x)| {
        let take = u64::from(b.get(i).copied().unwrap_or(0)) + borrow;
        let full = (1_u64 << 32) + u64::from(x) - take;
        borrow = 1 - (full >> 32);
        low(full)
    });
    trim(digits.collect())
}

impl Integer {
    pub fn new(x: i64) -> Self {
        let size = x.unsigned_abs();
        Self { negative: x < 0, limbs: trim(vec![low(size), low(size >> 32)]) }
    }

    pub fn is_zero(&self) -> bool {
        self.limbs.is_empty()
    }

    pub fn is_negative(&self) -> bool {
        self.negative && !self.is_zero()
    }

    pub fn negated(&self) -> Self {
        Self { negative: !self.negative, limbs: self.limbs.clone() }
    }

    pub fn minus(&self, other: &Self) -> Self {
        let (a, b) = (&self.limbs, &other.limbs);
        if self.negative != other.negative {
            return Self { negative: self.negative, limbs: add(a, b) };
        }
        match compare(a, b) {
            Ordering::Less => Self { negative: !self.negative, limbs: subtract(b, a) },
            _ => Self { negative: self.negative, limbs: subtract(a, b) },
        }
    }

    pub fn times(&self, other: &Self) -> Self {
        let mut product = vec![0_u32; self.limbs.len() + other.limbs.len()];
        for (i, &x) in self.limbs.iter().enumerate() {
            let mut carry = 0_u64;
            for (j, &y) in other.limbs.iter().enumerate() {
                carry += u64::from(x) * u64::from(y) + u64::from(product[i + j]);
                product[i + j] = low(carry);
                carry >>= 32;
            }
            product[i + other.limbs.len()] = low(carry);
        }
        Self { negative: self.negative != other.negative, limbs: trim(product) }
    }

    pub fn shifted(&self, bits: u32) -> Self {
        let mut limbs = vec![0; bits as usize / 32];
        let mut carry = 0_u64;
        for &limb in &self.limbs {
            carry |= u64::from(limb) << (bits % 32);
            limbs.push(low(carry));
            carry >>= 32;
        }
        limbs.push(low(carry));
        Self { negative: self.negative, limbs: trim(limbs) }
    }

    /// The quotient when nothing is left over, limb by limb from below (Jebelean 1993).
    pub fn over(&self, divisor: &Self) -> Self {
        let zeros = divisor.trailing_zeros();
        let (mut rest, odd) = (self.lowered(zeros).limbs, divisor.lowered(zeros).limbs);
        let inverse = inverse(odd[0]);
        let mut quotient = Vec::new();
        for i in 0..rest.len() {
            let digit = rest[i].wrapping_mul(inverse);
            quotient.push(digit);
            take_away(&mut rest[i..], &odd, digit);
        }
        Self { negative: self.negative != divisor.negative, limbs: trim(quotient) }
    }

    fn trailing_zeros(&self) -> u32 {
        let limb = self.limbs.iter().position(|&l| l != 0).expect("divisor is not zero");
        u32::try_from(limb).expect("short") * 32 + self.limbs[limb].trailing_zeros()
    }

    fn lowered(&self, bits: u32) -> Self {
        let limbs = self.limbs.get(bits as usize / 32..).unwrap_or(&[]);
        let shift = bits % 32;
        let digit = |i: usize| {
            let above = u64::from(limbs.get(i + 1).copied().unwrap_or(0));
            low(((above << 32) | u64::from(limbs[i])) >> shift)
        };
        Self { negative: self.negative, limbs: trim((0..limbs.len()).map(digit).collect()) }
    }
}

/// The inverse of an odd limb modulo 2^32, by Newton's iteration.
fn inverse(odd: u32) -> u32 {
    let step = |x: u32| x.wrapping_mul(2_u32.wrapping_sub(odd.wrapping_mul(x)));
    (0..5).fold(odd, |x, _| step(x))
}

fn take_away(rest: &mut [u32], odd: &[u32], digit: u32) {
    let (mut carry, mut borrow) = (0_u64, 0_u64);
    for (i, limb) in rest.iter_mut().enumerate() {
        carry += u64::from(digit) * u64::from(odd.get(i).copied().unwrap_or(0));
        let full = (1_u64 << 32) + u64::from(*limb) - u64::from(low(carry)) - borrow;
        borrow = 1 - (full >> 32);
        *limb = low(full);
        carry >>= 32;
    }
}
