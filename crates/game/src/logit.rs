//! Logit play: everybody chooses at every node by odds that grow with what an act is worth when
//! everybody plays on like that.
//!
//! Problem. At a choice node with acts `a`, `Q(a) = r(a) + v(target of a)` for who decides,
//! `p(a) = exp(l Q(a)) / sum_b exp(l Q(b))`, and `v` is the value of playing `p` ever after. Where two
//! choose at once, each one's `Q` is the mean over the other's odds. `l` is the precision: at 0 every
//! act is as likely, and as it grows play goes to a best response of each to the others.
//!
//! Solved by sweeps over the nodes, successors first, with damped steps where two choose at once.
//! The certificate is what is left: the largest difference between odds and the formula, at the
//! values returned ([`LogitPlay::odds_off`]), and the largest change of a value in the last sweep.
//!
//! # Source
//! R. D. McKelvey and T. R. Palfrey, "Quantal response equilibria for extensive form games",
//! *Experimental Economics* 1 (1998): the agent form.

use crate::error::GameError;
use crate::process::{NodeKind, StagedProcess};
use crate::status::Status;
use crate::weights::Weights;

/// How far a step goes where two choose at once.
const DAMPING: f64 = 0.5;
/// Steps at such a node in one sweep.
const STEPS: usize = 4;

/// A node at which a second player chooses at once with the node's decider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Together {
    /// The node; its edges are pairs of acts, those of the second player running fastest.
    pub node: u32,
    /// The second player.
    pub second: u16,
    /// How many acts the second player has.
    pub acts: usize,
}

/// Logit play.
#[derive(Clone, Debug)]
pub struct LogitPlay {
    /// Odds of every edge: at choice nodes those of play, else those of the weights. Shape: edges.
    pub probability: Vec<f64>,
    /// Values. Shape: players x nodes.
    pub value: Vec<Vec<f64>>,
    /// Largest difference between a player's odds and the formula.
    pub odds_off: f64,
    /// Largest change of a value in the last sweep, as a share of the largest value.
    pub change: f64,
    /// Sweeps over the process.
    pub sweeps: u32,
    /// Whether the last change is as small as asked.
    pub status: Status,
}

/// Logit play of players, each with weights of its own, of which payoff column 0 counts.
///
/// `sweeps_max` and `change` end the sweeps.
///
/// # Errors
/// Those of [`Weights::check`]; [`GameError::Unknown`] for a decider who is no player.
pub fn logit_play(
    process: &StagedProcess,
    players: &[(u16, &Weights)],
    together: &[Together],
    precision: f64,
    (sweeps_max, change): (u32, f64),
) -> Result<LogitPlay, GameError> {
    for (_, weights) in players {
        weights.check(process)?;
        weights.check_column(0)?;
    }
    let mut solve = Solve::new(process, players, together, precision)?;
    let mut found = f64::INFINITY;
    let mut sweeps = 0;
    while sweeps < sweeps_max && found > change {
        found = solve.sweep();
        sweeps += 1;
    }
    let status = if found <= change { Status::Closed } else { Status::SweepLimit };
    let odds_off = solve.odds_off();
    let Solve { probability, value, .. } = solve;
    Ok(LogitPlay { probability, value, odds_off, change: found, sweeps, status })
}

struct Solve<'a> {
    process: &'a StagedProcess,
    players: &'a [(u16, &'a Weights)],
    together: &'a [Together],
    precision: f64,
    probability: Vec<f64>,
    value: Vec<Vec<f64>>,
}

impl<'a> Solve<'a> {
    fn new(
        process: &'a StagedProcess,
        players: &'a [(u16, &'a Weights)],
        together: &'a [Together],
        precision: f64,
    ) -> Result<Self, GameError> {
        let known = |who: u16| players.iter().any(|(player, _)| *player == who);
        let unknown = |who: u16| GameError::Unknown {
            what: "player",
            index: who.into(),
            count: players.len(),
        };
        let deciders =
            process.order().sequence.iter().filter_map(|node| match process.kind(*node) {
                NodeKind::Choice { decider } => Some(decider),
                NodeKind::Chance | NodeKind::Time | NodeKind::Terminal { .. } => None,
            });
        let mut all = deciders.chain(together.iter().map(|it| it.second));
        if let Some(who) = all.find(|who| !known(*who)) {
            return Err(unknown(who));
        }
        let Some((_, first)) = players.first() else { return Err(unknown(0)) };
        let mut probability = first.probability.clone();
        for node in &process.order().sequence {
            if let NodeKind::Choice { .. } = process.kind(*node) {
                let edges = process.edges_of(*node);
                let share = 1.0 / edges.len() as f64;
                probability[edges].fill(share);
            }
        }
        let value = vec![vec![0.0; process.nodes()]; players.len()];
        Ok(Self { process, players, together, precision, probability, value })
    }

    /// One pass over all nodes; the largest change of a value, as a share of the largest.
    fn sweep(&mut self) -> f64 {
        let (mut change, mut scale) = (0.0_f64, f64::MIN_POSITIVE);
        for place in 0..self.process.order().sequence.len() {
            let node = self.process.order().sequence[place];
            if let NodeKind::Choice { decider } = self.process.kind(node) {
                self.choose(node, decider);
            }
            for player in 0..self.players.len() {
                let new = self.worth(player, node);
                let old = std::mem::replace(&mut self.value[player][node as usize], new);
                change = change.max((new - old).abs());
                scale = scale.max(new.abs());
            }
        }
        change / scale
    }

    /// What a node is worth under the odds of its edges.
    fn worth(&self, player: usize, node: u32) -> f64 {
        let weights = self.players[player].1;
        let mean = || -> f64 {
            let edges = self.process.edges_of(node);
            edges.map(|edge| self.probability[edge] * self.quality(player, edge)).sum()
        };
        match self.process.kind(node) {
            NodeKind::Terminal { .. } => weights.payoff[0].terminal[node as usize],
            NodeKind::Time => weights.discount[node as usize] * mean(),
            NodeKind::Chance | NodeKind::Choice { .. } => mean(),
        }
    }

    fn quality(&self, player: usize, edge: usize) -> f64 {
        let target = self.process.target(edge) as usize;
        self.players[player].1.payoff[0].reward[edge] + self.value[player][target]
    }

    /// Renews the odds at a choice node.
    fn choose(&mut self, node: u32, decider: u16) {
        let edges = self.process.edges_of(node);
        match self.second(node) {
            None => {
                let odds = self.alone(node, decider);
                self.probability[edges].copy_from_slice(&odds);
            }
            Some(second) => {
                let [mut one, mut other] = self.marginals(node, &second);
                for _ in 0..STEPS {
                    let [first, last] = self.replies(node, decider, &second, &one, &other);
                    step(&mut one, &first);
                    step(&mut other, &last);
                }
                let product = one.iter().flat_map(|p| other.iter().map(move |q| p * q));
                let product: Vec<f64> = product.collect();
                self.probability[edges].copy_from_slice(&product);
            }
        }
    }

    fn second(&self, node: u32) -> Option<Together> {
        let at = self.together.binary_search_by_key(&node, |it| it.node).ok()?;
        self.together.get(at).copied()
    }

    /// Odds of one player's acts where it alone chooses.
    fn alone(&self, node: u32, decider: u16) -> Vec<f64> {
        let player = self.player(decider);
        let edges = self.process.edges_of(node);
        logit(self.precision, edges.map(|edge| self.quality(player, edge)).collect())
    }

    /// Each one's odds out of those of pairs.
    fn marginals(&self, node: u32, second: &Together) -> [Vec<f64>; 2] {
        let pairs = &self.probability[self.process.edges_of(node)];
        let rows = pairs.chunks(second.acts.max(1));
        let one = rows.clone().map(|row| row.iter().sum()).collect();
        let mut other = vec![0.0; second.acts];
        rows.for_each(|row| other.iter_mut().zip(row).for_each(|(sum, p)| *sum += p));
        [one, other]
    }

    /// The formula for each of two, given the other's odds.
    fn replies(
        &self,
        node: u32,
        decider: u16,
        second: &Together,
        one: &[f64],
        other: &[f64],
    ) -> [Vec<f64>; 2] {
        let start = self.process.edges_of(node).start;
        let (a, b) = (self.player(decider), self.player(second.second));
        let edge = |i: usize, j: usize| start + i * second.acts + j;
        let first = |i: usize| -> f64 {
            other.iter().enumerate().map(|(j, q)| q * self.quality(a, edge(i, j))).sum()
        };
        let last = |j: usize| -> f64 {
            one.iter().enumerate().map(|(i, p)| p * self.quality(b, edge(i, j))).sum()
        };
        [
            logit(self.precision, (0..one.len()).map(first).collect()),
            logit(self.precision, (0..other.len()).map(last).collect()),
        ]
    }

    fn player(&self, who: u16) -> usize {
        self.players.iter().position(|(player, _)| *player == who).unwrap_or(0)
    }

    fn odds_off(&self) -> f64 {
        let mut off = 0.0_f64;
        let mut apart = |own: &[f64], formula: &[f64]| {
            own.iter().zip(formula).for_each(|(p, q)| off = off.max((p - q).abs()));
        };
        for node in &self.process.order().sequence {
            let NodeKind::Choice { decider } = self.process.kind(*node) else { continue };
            match self.second(*node) {
                None => {
                    let own = &self.probability[self.process.edges_of(*node)];
                    apart(own, &self.alone(*node, decider));
                }
                Some(second) => {
                    let [one, other] = self.marginals(*node, &second);
                    let [first, last] = self.replies(*node, decider, &second, &one, &other);
                    apart(&one, &first);
                    apart(&other, &last);
                }
            }
        }
        off
    }
}

fn step(own: &mut [f64], formula: &[f64]) {
    own.iter_mut().zip(formula).for_each(|(p, q)| *p += DAMPING * (q - *p));
}

/// `exp(l Q(a)) / sum exp(l Q(b))`, without overflow.
fn logit(precision: f64, mut quality: Vec<f64>) -> Vec<f64> {
    let best = quality.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    quality.iter_mut().for_each(|q| *q = libm::exp(precision * (*q - best)));
    let sum: f64 = quality.iter().sum();
    quality.iter_mut().for_each(|q| *q /= sum);
    quality
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ProcessBuilder;

    /// Keep pays 2 and goes on, with `d` a period; leave pays 3 and ends. One player.
    fn stay_or_go() -> (StagedProcess, Weights) {
        let mut builder = ProcessBuilder::new();
        builder.push(NodeKind::Choice { decider: 0 }, &[1, 2]);
        builder.push(NodeKind::Time, &[0]);
        builder.push(NodeKind::Terminal { label: 0 }, &[]);
        let process = builder.build().expect("sound");
        let mut weights = Weights::even(&process, 0.6, 1);
        weights.payoff[0].reward = vec![2.0, 3.0, 0.0];
        (process, weights)
    }

    /// The fixed point by bisection: with `p` the odds of keeping, `v = p (2 + d v) + 3 (1 - p)` and
    /// `p = 1/(1 + exp(l (3 - 2 - d v)))`.
    fn by_hand(precision: f64, discount: f64) -> f64 {
        let excess = |p: f64| {
            let v = (2.0 * p + 3.0 * (1.0 - p)) / (1.0 - p * discount);
            1.0 / (1.0 + libm::exp(precision * (1.0 - discount * v))) - p
        };
        let (mut low, mut high) = (0.0, 1.0);
        for _ in 0..200 {
            let middle = 0.5 * (low + high);
            if excess(middle) > 0.0 { low = middle } else { high = middle }
        }
        low
    }

    #[test]
    fn one_who_stays_or_goes_does_so_by_the_formula() {
        let (process, weights) = stay_or_go();
        for precision in [0.0, 0.1, 0.5, 1.0, 3.0] {
            let found = logit_play(&process, &[(0, &weights)], &[], precision, (10_000, 1e-13))
                .expect("sound");
            assert_eq!(found.status, Status::Closed);
            assert!(found.odds_off < 1e-10, "{found:?}");
            let p = by_hand(precision, 0.6);
            assert!((found.probability[0] - p).abs() < 1e-9, "{precision}: {p} {found:?}");
        }
    }

    #[test]
    fn without_precision_any_act_is_alike_and_with_all_of_it_the_best_is_taken() {
        let (process, weights) = stay_or_go();
        let odds = |precision| {
            let limit = (10_000, 1e-13);
            let found = logit_play(&process, &[(0, &weights)], &[], precision, limit);
            found.expect("sound").probability[0]
        };
        assert!((odds(0.0) - 0.5).abs() < 1e-12);
        // Staying is worth 2/(1 - .6) = 5, going 3.
        assert!(odds(40.0) > 1.0 - 1e-9);
        let (process, mut poor) = stay_or_go();
        poor.discount.fill(0.2); // 2/(1 - .2) = 2.5
        let limit = (10_000, 1e-13);
        let found = logit_play(&process, &[(0, &poor)], &[], 40.0, limit).expect("sound");
        // 2 + .2 x 3 against 3: exp(-40 x .4).
        assert!((found.probability[0] / libm::exp(-16.0) - 1.0).abs() < 1e-4, "{found:?}");
    }

    /// A dilemma repeated until somebody departs: payoffs (2, 2), (-1, 3), (3, -1), (0, 0), discount
    /// `d`, over after any departure. Symmetric: `Q(keep) = p (2 + d v) - (1 - p)`,
    /// `Q(depart) = 3 p`, `v = p Q(keep) + (1 - p) Q(depart)`, `p = 1/(1 + exp(l (Q(depart) - Q(keep))))`.
    fn dilemma(discount: f64) -> (StagedProcess, Vec<Weights>) {
        let mut builder = ProcessBuilder::new();
        builder.push(NodeKind::Choice { decider: 0 }, &[1, 2, 2, 2]);
        builder.push(NodeKind::Time, &[0]);
        builder.push(NodeKind::Terminal { label: 0 }, &[]);
        let process = builder.build().expect("sound");
        let own = |rewards: [f64; 4]| {
            let mut weights = Weights::even(&process, discount, 1);
            weights.payoff[0].reward[..4].copy_from_slice(&rewards);
            weights
        };
        let weights = vec![own([2.0, -1.0, 3.0, 0.0]), own([2.0, 3.0, -1.0, 0.0])];
        (process, weights)
    }

    #[test]
    fn two_in_a_repeated_dilemma_choose_by_the_formula() {
        let discount = 0.7;
        let (process, weights) = dilemma(discount);
        let players = [(0, &weights[0]), (1, &weights[1])];
        let together = [Together { node: 0, second: 1, acts: 2 }];
        for precision in [0.0, 0.2, 0.7, 1.5] {
            let found = logit_play(&process, &players, &together, precision, (100_000, 1e-14));
            let found = found.expect("sound");
            let p = found.probability[0] + found.probability[1];
            let q = found.probability[0] + found.probability[2];
            assert!((p - q).abs() < 1e-9, "symmetric: {p} {q}");
            // v = p (p (2 + d v) - (1 - p)) + (1 - p) 3 p, solved for v.
            let v = (2.0 * p * p - p * (1.0 - p) + 3.0 * p * (1.0 - p)) / (1.0 - p * p * discount);
            let keep = p * (2.0 + discount * v) - (1.0 - p);
            let formula = 1.0 / (1.0 + libm::exp(precision * (3.0 * p - keep)));
            assert!((p - formula).abs() < 1e-8, "{precision}: {p} {formula}");
            assert!((found.value[0][0] - v).abs() < 1e-7, "{precision}: {v} {found:?}");
            assert!(found.odds_off < 1e-8, "{found:?}");
        }
    }

    #[test]
    fn a_decider_who_is_no_player_is_refused() {
        let (process, weights) = stay_or_go();
        assert!(logit_play(&process, &[(7, &weights)], &[], 1.0, (10, 1e-9)).is_err());
        assert!(logit_play(&process, &[], &[], 1.0, (10, 1e-9)).is_err());
    }
}
