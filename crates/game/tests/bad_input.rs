//! Every way to be wrong about a process, its weights or a policy is named, none panics.

use game::{GameError, NodeKind, Policy, ProcessBuilder, Settings, StagedProcess, Weights};
use game::{best_response, evaluate, expected_visits, one_shot_margins, reach_probability};

const CHOICE: NodeKind = NodeKind::Choice { decider: 0 };
const END: NodeKind = NodeKind::Terminal { label: 0 };

fn build(nodes: &[(NodeKind, &[u32])]) -> Result<StagedProcess, GameError> {
    let mut builder = ProcessBuilder::new();
    for (kind, targets) in nodes {
        builder.push(*kind, targets);
    }
    builder.build()
}

fn sound() -> StagedProcess {
    build(&[(CHOICE, &[1, 2]), (NodeKind::Time, &[0, 2]), (END, &[])]).expect("valid")
}

#[test]
fn bad_topologies_are_refused() {
    let refused = |nodes: &[(NodeKind, &[u32])]| build(nodes).expect_err("must be refused");
    let unknown = GameError::UnknownTarget { edge: 1, target: 7, nodes: 2 };
    assert_eq!(refused(&[(CHOICE, &[1, 7]), (END, &[])]), unknown);
    assert_eq!(refused(&[(END, &[]), (NodeKind::Time, &[])]), GameError::DeadEnd { node: 1 });
    assert_eq!(refused(&[(END, &[0])]), GameError::TerminalWithEdges { node: 0 });
    let cycle = refused(&[(CHOICE, &[1]), (NodeKind::Chance, &[0])]);
    assert!(matches!(cycle, GameError::CycleInPeriod { .. }));
}

#[test]
fn a_cycle_through_time_is_lawful_and_nothing_is_a_process() {
    assert_eq!(sound().order().unknowns(), 1);
    let empty = build(&[]).expect("no nodes are lawful");
    let (weights, policy) = (Weights::even(&empty, 0.5, 1), Policy::first(&empty));
    let settings = Settings::default();
    assert!(evaluate(&empty, &weights, &policy, &settings).is_ok());
    assert!(expected_visits(&empty, &weights, &policy, 0, &settings).is_err());
}

#[test]
fn bad_weights_are_refused() {
    let process = sound();
    let refused = |change: &dyn Fn(&mut Weights)| {
        let mut weights = Weights::even(&process, 0.5, 1);
        change(&mut weights);
        let policy = Policy::first(&process);
        evaluate(&process, &weights, &policy, &Settings::default()).expect_err("must be refused")
    };
    let length = |e| matches!(e, GameError::Length { .. });
    let range = |e| matches!(e, GameError::OutOfRange { .. });
    assert!(length(refused(&|w| w.probability.truncate(1))));
    assert!(length(refused(&|w| w.discount.truncate(1))));
    assert!(length(refused(&|w| w.payoff[0].reward.truncate(1))));
    assert!(length(refused(&|w| w.payoff[0].terminal.truncate(1))));
    assert!(range(refused(&|w| w.payoff[0].reward[0] = f64::NAN)));
    assert!(range(refused(&|w| w.payoff[0].terminal[2] = f64::INFINITY)));
    assert!(range(refused(&|w| w.discount[1] = 1.5)));
    assert!(range(refused(&|w| w.discount[1] = f64::NAN)));
    assert!(range(refused(&|w| w.probability[2] = -0.5)));
    let sum = refused(&|w| w.probability[2] = 0.25);
    assert_eq!(sum, GameError::ProbabilitySum { node: 1, sum: 0.75 });
}

#[test]
fn bad_policies_columns_and_nodes_are_refused() {
    let process = sound();
    let weights = Weights::even(&process, 0.5, 1);
    let settings = Settings::default();
    let policy = Policy::first(&process);
    let wrong = Policy { choice: vec![2, 0, 0] };
    let unknown = GameError::UnknownChoice { node: 0, edge: 2, edges: 2 };
    assert_eq!(evaluate(&process, &weights, &wrong, &settings).expect_err("refused"), unknown);
    let values = evaluate(&process, &weights, &policy, &settings).expect("valid");
    assert!(one_shot_margins(&process, &weights, &policy, &values, 1, 0).is_err());
    assert!(best_response(&process, &weights, &policy, 0, 1, &settings).is_err());
    assert!(reach_probability(&process, &weights, &policy, 0, &[9], 5).is_err());
}

/// Payoffs near the largest numbers overflow; the bracket says so instead of lying.
#[test]
fn overflow_leaves_an_infinite_bracket() {
    let process = sound();
    let mut weights = Weights::even(&process, 0.999, 1);
    weights.payoff[0].reward.fill(f64::MAX);
    let policy = Policy::first(&process);
    let values = evaluate(&process, &weights, &policy, &Settings::default()).expect("valid");
    assert!(values.half_width(0, 0).is_infinite());
}
