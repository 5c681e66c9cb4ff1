//! Best actions that need not be compared again.
//!
//! Problem. q_a(v) = c_a + delta p_a v, the odds p_a summing to one. When v moves by d, the lead of
//! the best action over another changes by delta (p_a - p_b) d, at most delta times the span of d,
//! max d - min d. So an action that led by more than all moves since allow is still the best, and
//! one look at it alone tells what the best is worth.
//!
//! Odds that sum to between m and M (1 but for rounding) add delta (M - m) |mid d|; the four
//! roundings of two comparisons are deducted from the lead.
//!
//! # Source
//! MacQueen (1967), Operations Research 15, a test for suboptimal actions; by spans as in
//! Puterman (1994), section 6.7.

use crate::bounds::Bounds;
use crate::process::id;

/// The best action of every state, and until when it is sure to stay so.
#[derive(Debug, Clone)]
pub(crate) struct Lead {
    bounds: Bounds,
    best: Vec<u32>,
    /// What `drift` has to reach before another action can have overtaken the best.
    until: Vec<f64>,
    /// How far leads can have changed since the first look.
    drift: f64,
    /// The values last looked at, and the largest of them.
    seen: Vec<f64>,
    scale: f64,
}

impl Lead {
    /// Nothing is known yet; values are taken to be 0.
    pub(crate) fn new(bounds: Bounds, states: usize) -> Self {
        Self {
            bounds,
            best: vec![0; states],
            until: vec![f64::NEG_INFINITY; states],
            drift: 0.0,
            seen: vec![0.0; states],
            scale: bounds.scale,
        }
    }

    /// Values by state from now on.
    pub(crate) fn look_at(&mut self, value: &[f64]) {
        let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
        let mut largest = self.bounds.scale;
        for (seen, &v) in self.seen.iter_mut().zip(value) {
            let moved = v - *seen;
            (low, high) = (low.min(moved), high.max(moved));
            largest = largest.max(v.abs());
            *seen = v;
        }
        if low <= high {
            self.drift += self.bounds.apart(low, high);
        }
        self.scale = largest;
    }

    /// The action that is sure to be the best in a state, if one is.
    pub(crate) fn sure(&self, state: usize) -> Option<usize> {
        (self.drift < self.until[state]).then_some(self.best[state] as usize)
    }

    /// What a look at all actions found: the best and its lead over all others.
    pub(crate) fn found(&mut self, state: usize, best: usize, lead: f64) {
        self.best[state] = id(best);
        self.until[state] = self.drift + lead - 4.0 * self.bounds.rounding * self.scale;
    }
}

#[cfg(test)]
mod tests {
    use super::Lead;
    use crate::bounds::Bounds;
    use crate::random_dilemma;

    #[test]
    fn a_sure_action_is_the_best_of_a_full_comparison() {
        let game = random_dilemma(40, 3, 5, 0.9).game().expect("a game");
        let flat = game.flat();
        let bounds = Bounds::new(flat, flat.scale(0));
        let mut lead = Lead::new(bounds, flat.states());
        let mut value = vec![0.0; flat.states()];
        let (mut sure, mut overtaken) = (0, 0);
        for round in 0..60 {
            lead.look_at(&value);
            let before = value.clone();
            for (state, renewed) in value.iter_mut().enumerate() {
                let worth =
                    |joint: usize| 0.1 * flat.payoff(0)[joint] + 0.9 * flat.ahead(joint, &before);
                let mut ranked: Vec<usize> = flat.joints_of(state).collect();
                ranked.sort_by(|&a, &b| worth(b).total_cmp(&worth(a)));
                if let Some(best) = lead.sure(state) {
                    assert_eq!(best, ranked[0], "round {round}, state {state}");
                    sure += 1;
                } else {
                    overtaken += u32::from(round > 0 && lead.best[state] as usize != ranked[0]);
                    lead.found(state, ranked[0], worth(ranked[0]) - worth(ranked[1]));
                }
                *renewed = worth(ranked[0]);
            }
        }
        assert!(sure > 500 && overtaken > 0, "{sure} sure, {overtaken} overtaken");
    }
}
