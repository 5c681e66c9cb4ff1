//! What forces held somewhere are worth, and what it is worth to free them (S29).
//!
//! Problem: a network of posts or forces costs about the same for each unit and covers less with
//! each one added, so what freeing some of it is worth depends on how much there was.
//!
//! Symbols: `x` held, `h` the size that covers half of what can be covered (`half`), cover
//! `c(x) = 1 - 2^(-x/h)`, worth a period `V(x) = v c(x) - k x` with `v` what full cover is worth (`cover`)
//! and `k` what a unit costs (`cost`); freed by going from `x0` to `x1`: `V(x1) - V(x0)`; best size
//! `x* = h log2(v ln 2/(k h))`, none if that is below nothing: there the next unit covers what it costs.
//!
//! Limits: one place, one kind of force, and cover that depends on its size alone. `v`, `k` and `h` are
//! judgement of whoever asks: nothing of `data/` measures them.
//!
//! # Source
//! Random search covers `1 - exp(-effort)` of an area: Koopman (1946), *Search and Screening*; here in
//! halves, so that `h` can be asked of a person.

/// The share of what can be covered that a size covers.
///
/// # Units
/// Any, the same for both; `half` above 0.
#[must_use]
pub fn covered(size: f64, half: f64) -> f64 {
    1.0 - libm::exp2(-size.max(0.0) / half)
}

/// A network and what it costs.
///
/// # Units
/// A reader's unit a period for full cover, and for each unit of size; size at half cover.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Network {
    /// What full cover is worth.
    pub cover: f64,
    /// Size that covers half.
    pub half: f64,
    /// What a unit of size costs.
    pub cost: f64,
}

impl Network {
    /// What holding this size is worth a period.
    #[must_use]
    pub fn worth(&self, size: f64) -> f64 {
        self.cover * covered(size, self.half) - self.cost * size
    }

    /// What going from one size to another is worth a period.
    #[must_use]
    pub fn freed(&self, from: f64, to: f64) -> f64 {
        self.worth(to) - self.worth(from)
    }

    /// The size from which on a further unit costs more than it covers; 0 if the first one does.
    #[must_use]
    pub fn best(&self) -> f64 {
        let first = self.cover * std::f64::consts::LN_2 / (self.cost * self.half);
        if first <= 1.0 { 0.0 } else { self.half * libm::log2(first) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NETWORK: Network = Network { cover: 8.0, half: 4.0, cost: 0.5 };

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
    }

    #[test]
    fn each_half_covers_half_of_what_is_left() {
        close(covered(0.0, 4.0), 0.0);
        close(covered(4.0, 4.0), 0.5);
        close(covered(12.0, 4.0), 0.875);
        close(NETWORK.worth(4.0), 2.0);
        close(NETWORK.freed(13.0, 4.0), 2.0 - NETWORK.worth(13.0));
    }

    #[test]
    fn at_the_best_size_the_next_unit_covers_what_it_costs() {
        let best = NETWORK.best();
        close(best, 4.0 * (8.0 * std::f64::consts::LN_2 / 2.0).log2());
        let (less, more) = (NETWORK.worth(best - 0.1), NETWORK.worth(best + 0.1));
        assert!(NETWORK.worth(best) > less && NETWORK.worth(best) > more);
        // Freeing pays above it and costs below it.
        assert!(NETWORK.freed(13.0, best) > 0.0 && NETWORK.freed(best, 1.0) < 0.0);
        close(Network { cost: 8.0, ..NETWORK }.best(), 0.0);
    }
}
