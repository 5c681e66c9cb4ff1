//! Both sides choosing by logit response, on the dilemma of `closed_forms.rs` and in simulation.

mod support;

use explore::drive::Drive;
use explore::simulate::{Logit, LogitError, Numbers, Run, Simulation};
use game::NodeKind;
use std::ops::ControlFlow;
use support::judged::{Judged, judged};

fn dilemma() -> Judged {
    judged(include_str!("texts/dilemma.accord"), include_str!("texts/dilemma.beliefs"))
}

fn solve(text: &Judged, precision: f64) -> Logit {
    let drive = Drive::with_both_free(&text.accord, &text.beliefs);
    Logit::solve(&drive, &text.beliefs.central(), precision, 200_000).expect("a small text")
}

/// Odds of a node's edges.
fn odds(logit: &Logit, node: u32) -> Vec<f64> {
    logit.play().probability[logit.graph().process.edges_of(node)].to_vec()
}

#[test]
fn without_precision_every_pair_of_acts_is_alike() {
    let text = dilemma();
    let logit = solve(&text, 0.0);
    assert!(!logit.graph().together.is_empty(), "both choose at once");
    for (node, _) in &logit.graph().choices {
        let odds = odds(&logit, *node);
        let share = 1.0 / odds.len() as f64;
        assert!(odds.iter().all(|p| (p - share).abs() < 1e-9), "{odds:?}");
    }
}

/// At each node where both choose, each one's odds are the formula at what its acts are worth: read
/// off the values, by code of the test's own.
#[test]
fn odds_are_the_formula_at_every_node() {
    let text = dilemma();
    for precision in [0.3, 1.0, 2.0] {
        let logit = solve(&text, precision);
        let (graph, play) = (logit.graph(), logit.play());
        assert!(play.odds_off < 1e-6, "{}", play.odds_off);
        let parties = ["A", "B"].map(|name| text.party(name));
        let values = text.beliefs.central();
        let weights = parties.map(|it| explore::weigh::weigh(graph, &text.beliefs, &values, it));
        for (node, menu) in &graph.together {
            let columns = graph.menus[*menu as usize].len();
            let edges: Vec<usize> = graph.process.edges_of(*node).collect();
            let p = odds(&logit, *node);
            let worth = |player: usize, edge: usize| {
                weights[player].payoff[0].reward[edge]
                    + play.value[player][graph.process.target(edge) as usize]
            };
            let NodeKind::Choice { decider } = graph.process.kind(*node) else {
                panic!("a choice")
            };
            assert_eq!(decider, parties[0].0);
            let rows = edges.len() / columns;
            let row = |i: usize| p[i * columns..(i + 1) * columns].iter().sum::<f64>();
            let column = |j: usize| (0..rows).map(|i| p[i * columns + j]).sum::<f64>();
            let quality = |i: usize| -> f64 {
                (0..columns).map(|j| column(j) * worth(0, edges[i * columns + j])).sum()
            };
            for i in 1..rows {
                let ratio = libm::log(row(i) / row(0));
                let formula = precision * (quality(i) - quality(0));
                assert!(
                    (ratio - formula).abs() < 1e-3 * (1.0 + formula.abs()),
                    "{ratio} {formula}"
                );
            }
        }
    }
}

/// Drawn play has the odds and the worth that were solved for, and the same bits on two threads.
#[test]
fn drawn_play_is_the_play_solved_for() {
    let text = dilemma();
    let drive = Drive::with_both_free(&text.accord, &text.beliefs);
    let logit = solve(&text, 0.8);
    let rule = |at: &explore::drive::Micro| logit.shares(at);
    let simulation = Simulation::ruled(&drive, &rule);
    let values = text.beliefs.central();
    let draw = |threads| {
        let run = Run { paths: 0..20_000, seed: 3, threads };
        simulation.run(Numbers::Given(&values), &run, &mut |_| ControlFlow::Continue(()))
    };
    let summary = draw(2);
    assert_eq!(summary, draw(1));
    for (place, name) in ["A", "B"].into_iter().enumerate() {
        let measured = &summary.measured[summary.measured.len() - 2 + place];
        let found = summary.mean_of(measured);
        let exact = logit.value(text.party(name)).expect("a player");
        let off = (found.mean - exact).abs();
        assert!(off <= 4.0 * found.standard_error, "{name}: {found:?} {exact}");
    }
    let kept = Drive::new(&text.accord, &text.beliefs, None);
    let run = Run { paths: 0..2_000, seed: 3, threads: 2 };
    let kept = Simulation::new(&kept);
    let kept = kept.run(Numbers::Given(&values), &run, &mut |_| ControlFlow::Continue(()));
    assert!(summary.survival(5).mean < kept.survival(5).mean, "who may err does");
}

#[test]
fn a_text_too_large_is_refused() {
    let text = dilemma();
    let drive = Drive::with_both_free(&text.accord, &text.beliefs);
    let found = Logit::solve(&drive, &text.beliefs.central(), 1.0, 5);
    assert!(matches!(found, Err(LogitError::TooLarge(5))));
}
