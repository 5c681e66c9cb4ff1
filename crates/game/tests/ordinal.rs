//! The graph model for conflict resolution on games whose stable states are published.

use game::{Deterrence, OrdinalError, OrdinalFile, OrdinalGraph, open_moves, stable_for};

/// Two players with two options each, states 00, 01, 10, 11; each can undo its move.
fn two_by_two(first: [u32; 4], second: [u32; 4]) -> OrdinalGraph {
    let moves = [vec![(0, 2), (2, 0), (1, 3), (3, 1)], vec![(0, 1), (1, 0), (2, 3), (3, 2)]];
    let chain = |order: [u32; 4]| order.windows(2).map(|two| (two[0], two[1])).collect();
    OrdinalGraph::new(4, &moves, &[chain(first), chain(second)]).expect("well formed")
}

fn equilibria(graph: &OrdinalGraph, how: Deterrence) -> Vec<u32> {
    let all = 0..u32::try_from(graph.states()).expect("few");
    all.filter(|&state| stable_for(graph, how, state).iter().all(|stable| *stable)).collect()
}

fn elmira() -> OrdinalGraph {
    let file = OrdinalFile::parse(include_str!("data/elmira.json")).expect("parses");
    file.graph().expect("well formed")
}

/// Both cooperate (0) or defect (1): defection is Nash, cooperation is deterred by a credible answer.
#[test]
fn prisoners_dilemma() {
    let graph = two_by_two([2, 0, 3, 1], [1, 0, 3, 2]);
    assert_eq!(equilibria(&graph, Deterrence::Nash), [3]);
    for how in [Deterrence::General, Deterrence::Symmetric, Deterrence::Sequential] {
        assert_eq!(equilibria(&graph, how), [0, 3], "{how:?}");
    }
}

/// Swerve (0) or not (1): that both swerve is deterred only by an answer that hurts who gives it.
#[test]
fn chicken() {
    let graph = two_by_two([2, 0, 1, 3], [1, 0, 2, 3]);
    assert_eq!(equilibria(&graph, Deterrence::Nash), [1, 2]);
    assert_eq!(equilibria(&graph, Deterrence::Sequential), [1, 2]);
    assert_eq!(equilibria(&graph, Deterrence::General), [0, 1, 2]);
    assert_eq!(equilibria(&graph, Deterrence::Symmetric), [0, 1, 2]);
}

/// States 5, 8 and 9 are equilibria in every sense; 1 and 4 are in the sense of metarationality.
#[test]
fn elmira_as_published() {
    let graph = elmira();
    for how in [Deterrence::Nash, Deterrence::Sequential] {
        assert_eq!(equilibria(&graph, how), [4, 7, 8], "{how:?}");
    }
    for how in [Deterrence::General, Deterrence::Symmetric] {
        assert_eq!(equilibria(&graph, how), [0, 3, 4, 7, 8], "{how:?}");
    }
}

/// What is said to deter does so once the preferences are changed like that, and nothing less does.
#[test]
fn changes_of_preference_that_are_named_make_a_state_stable() {
    let file = OrdinalFile::parse(include_str!("data/elmira.json")).expect("parses");
    let graph = elmira();
    let mut seen = 0;
    for how in Deterrence::ALL {
        for player in 0..3 {
            for state in 0..9 {
                let open = open_moves(&graph, how, player, state);
                let first: Vec<u32> = open.iter().flat_map(|open| open.ways[0].clone()).collect();
                if first.is_empty() {
                    continue;
                }
                seen += 1;
                let lifted = lift(&graph, player, state, &first);
                assert!(
                    open_moves(&lifted, how, player, state).is_empty(),
                    "{how:?} {player} {state}"
                );
            }
        }
    }
    assert!(seen > 20 && file.players.len() == 3);
}

/// The same conflict, the player no longer preferring some states to one.
fn lift(graph: &OrdinalGraph, player: usize, state: u32, over: &[u32]) -> OrdinalGraph {
    let states = 0..u32::try_from(graph.states()).expect("few");
    let moves: Vec<Vec<(u32, u32)>> = (0..graph.players())
        .map(|i| {
            states.clone().flat_map(|s| graph.moves(i, s).iter().map(move |&to| (s, to))).collect()
        })
        .collect();
    // Lifted just above the best of them: what was better still is better, the rest is not.
    let above = |x: u32| over.iter().all(|&y| x != y && graph.prefers(player, x, y));
    let kept = |i: usize, x: u32, y: u32| {
        if i != player || (x != state && y != state) {
            graph.prefers(i, x, y)
        } else if y == state {
            graph.prefers(i, x, y) && above(x)
        } else {
            graph.prefers(i, x, y)
        }
    };
    let prefers: Vec<Vec<(u32, u32)>> = (0..graph.players())
        .map(|i| {
            let pairs = states.clone().flat_map(|x| states.clone().map(move |y| (x, y)));
            pairs.filter(|&(x, y)| kept(i, x, y)).collect()
        })
        .collect();
    OrdinalGraph::new(graph.states(), &moves, &prefers).expect("still no circle")
}

/// Local governments would insist in state 1, and no one else gains by answering.
#[test]
fn only_a_change_of_mind_keeps_the_status_quo() {
    let open = open_moves(&elmira(), Deterrence::Sequential, 2, 0);
    assert_eq!(open.len(), 1);
    assert_eq!((open[0].to, &open[0].ways), (4, &vec![vec![4]]));
}

#[test]
fn circles_and_strangers_are_refused() {
    let circle = [vec![(0, 1), (1, 2), (2, 0)]];
    let error = OrdinalGraph::new(3, &[vec![]], &circle).expect_err("a circle");
    assert_eq!(error, OrdinalError::Circle { player: 0, state: 0 });
    assert!(OrdinalGraph::new(2, &[vec![(0, 5)]], &[vec![]]).is_err());
    let text = include_str!("data/elmira.json").replace("\"ministry\",", "");
    let file = OrdinalFile::parse(&text).expect("parses");
    assert!(file.graph().expect_err("three lists of moves").contains("`moves` has 3 lists"));
}

/// Nash stability implies all others, sequential and symmetric stability imply the general one.
#[test]
fn senses_of_stability_are_nested() {
    let graph = elmira();
    for state in 0..9 {
        let of = |how| stable_for(&graph, how, state);
        let (nash, general) = (of(Deterrence::Nash), of(Deterrence::General));
        let (symmetric, sequential) = (of(Deterrence::Symmetric), of(Deterrence::Sequential));
        for i in 0..3 {
            assert!(!nash[i] || (symmetric[i] && sequential[i]));
            assert!(!(symmetric[i] || sequential[i]) || general[i]);
        }
    }
}
