//! A box in the space of inputs.

/// A box: between two numbers, ends included, in every input; an end that is infinite bounds
/// nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Bounds {
    /// Lower end by input.
    pub lower: Vec<f64>,
    /// Upper end by input.
    pub upper: Vec<f64>,
}

impl Bounds {
    /// The box that holds everything.
    #[must_use]
    pub fn everything(inputs: usize) -> Self {
        Self { lower: vec![f64::NEG_INFINITY; inputs], upper: vec![f64::INFINITY; inputs] }
    }

    /// Whether a value of one input lies inside.
    #[must_use]
    pub fn admits(&self, input: usize, value: f64) -> bool {
        self.lower[input] <= value && value <= self.upper[input]
    }

    /// Inputs that are bounded at either end, in order.
    #[must_use]
    pub fn bounded(&self) -> Vec<usize> {
        let free = |input: &usize| {
            self.lower[*input] == f64::NEG_INFINITY && self.upper[*input] == f64::INFINITY
        };
        (0..self.lower.len()).filter(|input| !free(input)).collect()
    }

    /// The same box, unbounded in one input.
    #[must_use]
    pub fn without(&self, input: usize) -> Self {
        let mut other = self.clone();
        other.lower[input] = f64::NEG_INFINITY;
        other.upper[input] = f64::INFINITY;
        other
    }
}
