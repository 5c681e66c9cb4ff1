//! The proof that points are payoffs of equilibria, on the game itself and not on the solver's
//! arrays.
//!
//! Problem. Points x(s, k) with plans: joint action a, weights of points that sum to one. Let y be
//! what the plans are really worth when followed for ever. If one step of each plan misses its
//! point by at most e_i for player i, then |y_i - x_i| <= e_i / (1 - delta) =: r_i. Every prior
//! plan is kept if x_i exceeds, by at least 2 r_i, what each deviation is worth when punished by
//! the point that is worst for the deviator: then no one-shot deviation pays against y, and by the
//! one-shot deviation principle y are payoffs of subgame-perfect equilibria with public
//! randomisation. So equilibrium payoffs lie within r of every point and, by randomisation, of
//! every convex combination. A deviation that changes no transition and pays no more is ignored
//! by play and gains nothing.
//!
//! If the slack is too small for that (knife edges, where nothing is to spare) the same numbers
//! bound what a deviation can gain: `regret`.
//!
//! # Source
//! Abreu, Pearce and Stacchetti (1990), theorem 1 (self-generation), with errors carried along.

use super::arrays::Point;
use crate::stochastic_game::{GameState, StochasticGame};

/// Points of all states with their plans, in units of payoff.
#[derive(Debug, Clone, PartialEq)]
pub struct InnerClaim {
    /// Shape: states x points; empty where nothing is claimed.
    pub points: Vec<Vec<[f64; 2]>>,
    /// How each point is played. Shape: states x points.
    pub plans: Vec<Vec<InnerPlan>>,
}

/// How a point is played: a joint action, then a lottery over points.
#[derive(Debug, Clone, PartialEq)]
pub struct InnerPlan {
    /// Joint action of the state, row-major.
    pub joint: usize,
    /// (number of a point, weight), the same in each successor.
    pub mix: Vec<(usize, f64)>,
}

/// What the check found, largest over states and points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Finding {
    /// r: distance of the points from payoffs of the plans, by player.
    pub(super) radius: Point,
    /// Least advantage of keeping to a plan over any deviation, after 2 r; by player.
    pub(super) slack: Point,
}

impl Finding {
    /// Whether no deviation pays.
    pub(super) fn holds(&self) -> bool {
        self.slack.iter().all(|&slack| slack >= 0.0)
    }
}

/// Checks a claim; `None` if it is not well formed.
pub(super) fn verify(game: &StochasticGame, claim: &InnerClaim) -> Option<Finding> {
    let mut missed = [0.0_f64; 2];
    let mut spare = [f64::INFINITY; 2];
    let threat = threats(claim);
    for (s, state) in game.states().iter().enumerate() {
        for (point, plan) in claim.points[s].iter().zip(&claim.plans[s]) {
            let worth = one_step(game, state, claim, plan)?;
            for i in 0..2 {
                let rounding = rounding(game, state, i, plan.joint, point[i]);
                missed[i] = missed[i].max((worth[i] - point[i]).abs() + rounding);
                let temptation = temptation(game, state, plan.joint, i, &threat[i]);
                spare[i] = spare[i].min(point[i] - temptation - rounding);
            }
        }
    }
    let radius = missed.map(|e| e / (1.0 - game.discount()));
    let slack = [0, 1].map(|i| spare[i] - 2.0 * radius[i]);
    Some(Finding { radius, slack })
}

/// The least point of each state for each player; infinite where there is none.
fn threats(claim: &InnerClaim) -> [Vec<f64>; 2] {
    let least = |i: usize| {
        let of = |points: &Vec<Point>| points.iter().map(|p| p[i]).fold(f64::INFINITY, f64::min);
        claim.points.iter().map(of).collect()
    };
    [least(0), least(1)]
}

/// What a plan is worth if its points are what they claim; `None` if its weights are no mixture
/// or lead where nothing is claimed.
fn one_step(
    game: &StochasticGame,
    state: &GameState,
    claim: &InnerClaim,
    plan: &InnerPlan,
) -> Option<Point> {
    let total: f64 = plan.mix.iter().map(|&(_, w)| w).sum();
    let mixture = plan.mix.iter().all(|&(_, w)| w >= 0.0) && (total - 1.0).abs() <= 1e-12;
    if !mixture {
        return None;
    }
    let mut ahead = [0.0; 2];
    for &(next, odds) in state.transition[plan.joint].iter().filter(|(_, odds)| *odds > 0.0) {
        for &(k, weight) in &plan.mix {
            let point = claim.points[next as usize].get(k)?;
            ahead = [0, 1].map(|i| ahead[i] + odds * weight / total * point[i]);
        }
    }
    let delta = game.discount();
    Some([0, 1].map(|i| (1.0 - delta) * state.payoff[i][plan.joint] + delta * ahead[i]))
}

/// The best that a player can get by another action, punished from then on.
fn temptation(
    game: &StochasticGame,
    state: &GameState,
    joint: usize,
    player: usize,
    threat: &[f64],
) -> f64 {
    let delta = game.discount();
    let same_others = |to: usize| {
        state.action_of(1 - player, to) == state.action_of(1 - player, joint) && to != joint
    };
    let worth = |to: usize| {
        let ahead = |&(next, odds): &(u32, f64)| odds * threat[next as usize];
        let live = state.transition[to].iter().filter(|(_, odds)| *odds > 0.0);
        (1.0 - delta) * state.payoff[player][to] + delta * live.map(ahead).sum::<f64>()
    };
    let ignored = |to: usize| {
        state.transition[to] == state.transition[joint]
            && state.payoff[player][to] <= state.payoff[player][joint]
    };
    let ways = (0..state.joint_actions()).filter(|&to| same_others(to) && !ignored(to));
    ways.map(worth).fold(f64::NEG_INFINITY, f64::max)
}

/// Bound on the rounding of the sums above, by the size of what is summed.
fn rounding(game: &StochasticGame, state: &GameState, i: usize, joint: usize, x: f64) -> f64 {
    let stakes = state.payoff[i].iter().fold(x.abs(), |most, u| most.max(u.abs()));
    let terms = state.transition[joint].len() as f64 + 8.0;
    let sums = state.transition.iter().map(|row| row.iter().map(|&(_, q)| q).sum::<f64>());
    let drift = sums.map(|sum| (sum - 1.0).abs()).fold(0.0, f64::max);
    (terms * f64::EPSILON + drift * f64::from(u8::from(game.discount() > 0.0))) * stakes
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The dilemma (2, 2), (-1, 3), (3, -1), (0, 0): cooperation for ever, defection as threat.
    fn grim(discount: f64, cooperate: f64) -> (StochasticGame, InnerClaim) {
        let state = GameState {
            name: "dilemma".to_owned(),
            actions: vec![2, 2],
            payoff: vec![vec![2.0, -1.0, 3.0, 0.0], vec![2.0, 3.0, -1.0, 0.0]],
            transition: vec![vec![(0, 1.0)]; 4],
        };
        let game = StochasticGame::new(2, discount, vec![state]).expect("valid");
        let plan = |joint, k| InnerPlan { joint, mix: vec![(k, 1.0)] };
        let points = vec![vec![[cooperate; 2], [0.0; 2]]];
        (game, InnerClaim { points, plans: vec![vec![plan(0, 0), plan(3, 1)]] })
    }

    #[test]
    fn what_carries_itself_is_proved() {
        let (game, claim) = grim(0.5, 2.0);
        let found = verify(&game, &claim).expect("well formed");
        assert!(found.holds() && found.radius[0] < 1e-13);
        // Keeping earns 2 against (1 - 1/2) 3.
        assert!((found.slack[0] - 0.5).abs() < 1e-12);
    }

    #[test]
    fn impatience_is_found_out() {
        let (game, claim) = grim(0.3, 2.0);
        let found = verify(&game, &claim).expect("well formed");
        assert!(!found.holds() && (found.slack[0] + 0.1).abs() < 1e-12);
    }

    #[test]
    fn a_point_above_its_plan_is_found_out() {
        let (game, claim) = grim(0.5, 2.01);
        let found = verify(&game, &claim).expect("well formed");
        assert!(found.radius[0] > 0.009);
    }

    #[test]
    fn no_lottery_no_proof() {
        let (game, mut claim) = grim(0.5, 2.0);
        claim.plans[0][0].mix = vec![(0, 0.7)];
        assert_eq!(verify(&game, &claim), None);
        claim.plans[0][0].mix = vec![(7, 1.0)];
        assert_eq!(verify(&game, &claim), None);
    }
}
