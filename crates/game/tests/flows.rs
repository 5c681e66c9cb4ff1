//! Visits, survival and reach against values, each other, and hand-made chains.

mod oracle;

use game::{NodeKind, Policy, ProcessBuilder, Settings, StagedProcess, Status, Weights};
use game::{evaluate, expected_visits, reach_probability, survival, visits_within};
use oracle::random::{self, Grain, Stream};
use proptest::prelude::*;

/// Expected reward at a node, discount of a time node included: the b of v = b + A v.
fn reward_at(process: &StagedProcess, weights: &Weights, policy: &Policy, node: u32) -> f64 {
    let payoff = &weights.payoff[0];
    let mean = || -> f64 {
        process.edges_of(node).map(|e| weights.probability[e] * payoff.reward[e]).sum()
    };
    match process.kind(node) {
        NodeKind::Choice { .. } => payoff.reward[policy.edge(process, node)],
        NodeKind::Chance => mean(),
        NodeKind::Time => weights.discount[node as usize] * mean(),
        NodeKind::Terminal { .. } => payoff.terminal[node as usize],
    }
}

proptest! {
    /// Duality: visits times rewards is the value of the start.
    #[test]
    fn visits_price_the_start(seed: u64, nodes in 1_usize..40) {
        let mut stream = Stream(seed);
        let process = random::process(&mut stream, nodes);
        let weights = random::weights(&mut stream, &process, Grain::Fine);
        let policy = random::policy(&mut stream, &process);
        let settings = Settings { gap: 1e-9, ..Settings::default() };
        let values = evaluate(&process, &weights, &policy, &settings).expect("valid");
        let visits = expected_visits(&process, &weights, &policy, 0, &settings).expect("valid");
        prop_assert!(matches!(visits.status, Status::Closed | Status::RoundingLimit));
        // Rounding is charged by mass times what is still to come: the square of the length of play.
        let longest = visits.expected.iter().copied().fold(1.0, f64::max);
        prop_assert!(visits.half_width < 1e-6 + 1e-13 * longest * longest);
        let all = 0..u32::try_from(nodes).expect("small");
        let price = |n: u32| visits.expected[n as usize] * reward_at(&process, &weights, &policy, n);
        let sum: f64 = all.clone().map(price).sum();
        let room: f64 =
            all.map(|n| visits.half_width * reward_at(&process, &weights, &policy, n).abs()).sum();
        let off = (sum - values.value(0, 0)).abs();
        prop_assert!(off <= room + values.half_width(0, 0) + 1e-10, "off by {off}");
    }

    /// Mass is kept; reach lies between nothing and visits.
    #[test]
    fn mass_is_kept(seed: u64, nodes in 1_usize..40) {
        let mut stream = Stream(seed);
        let process = random::process(&mut stream, nodes);
        let weights = random::weights(&mut stream, &process, Grain::Coarse);
        let policy = random::policy(&mut stream, &process);
        let curve = survival(&process, &weights, &policy, 0, 20).expect("valid");
        for t in 0..20 {
            let ended: f64 = curve.ended.iter().map(|label| label[t]).sum();
            prop_assert!((curve.alive[t] + ended - 1.0).abs() < 1e-12);
        }
        let visits = visits_within(&process, &weights, &policy, 0, 20).expect("valid");
        let targets: Vec<u32> = (0..u32::try_from(nodes).expect("small")).collect();
        let reach = reach_probability(&process, &weights, &policy, 0, &targets, 20).expect("valid");
        for (reach, visits) in reach.iter().zip(&visits) {
            prop_assert!(reach.lower <= visits + 1e-12 && reach.upper <= 1.0 + 1e-12);
            prop_assert!((reach.lower > 0.0) == (*visits > 0.0));
        }
    }
}

/// Each period: odds 1/4 of ending by cause 1, else another round past node 3.
fn hazard() -> (StagedProcess, Weights, Policy) {
    let mut builder = ProcessBuilder::new();
    builder.push(NodeKind::Chance, &[1, 2, 3, 3]);
    builder.push(NodeKind::Terminal { label: 1 }, &[]);
    builder.push(NodeKind::Time, &[0]);
    builder.push(NodeKind::Time, &[0]);
    let process = builder.build().expect("valid");
    let weights = Weights::even(&process, 0.5, 1);
    let policy = Policy::first(&process);
    (process, weights, policy)
}

#[test]
fn constant_hazard_survives_geometrically() {
    let (process, weights, policy) = hazard();
    let curve = survival(&process, &weights, &policy, 0, 3).expect("valid");
    assert_eq!(curve.alive, vec![0.75, 0.5625, 0.421_875]);
    assert_eq!(curve.ended[0], vec![0.0; 3]);
    assert_eq!(curve.ended[1], vec![0.25, 0.4375, 0.578_125]);
}

#[test]
fn constant_hazard_is_visited_and_reached_in_closed_form() {
    let (process, weights, policy) = hazard();
    let settings = Settings { gap: 1e-12, ..Settings::default() };
    let visits = expected_visits(&process, &weights, &policy, 0, &settings).expect("valid");
    // Node 0: sum of (1/2 * 3/4)^t = 8/5; node 3 half as often.
    assert!((visits.expected[0] - 1.6).abs() <= visits.half_width);
    assert!((visits.expected[3] - 0.8).abs() <= visits.half_width);
    let within = visits_within(&process, &weights, &policy, 0, 2).expect("valid");
    assert_eq!(within, vec![1.75, 0.4375, 0.4375, 0.875]);
    // Node 3 before the end: 1/2 against 1/4 each round, so 2/3.
    let reach = reach_probability(&process, &weights, &policy, 0, &[3, 1], 200).expect("valid");
    assert!((reach[0].lower - 2.0 / 3.0).abs() < 1e-12);
    assert!((reach[1].upper - 1.0).abs() < 1e-12);
}

#[test]
fn a_terminal_behind_time_counts_to_the_period_that_ends() {
    let mut builder = ProcessBuilder::new();
    builder.push(NodeKind::Time, &[1]);
    builder.push(NodeKind::Terminal { label: 0 }, &[]);
    let process = builder.build().expect("valid");
    let weights = Weights::even(&process, 1.0, 0);
    let curve = survival(&process, &weights, &Policy::first(&process), 0, 2).expect("valid");
    assert_eq!((curve.alive, curve.ended), (vec![0.0, 0.0], vec![vec![1.0, 1.0]]));
}
