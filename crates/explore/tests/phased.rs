//! The accord as a small game by phase: what aggregation keeps, and what the sets say.
//!
//! **Dilemma** (`closed_forms.rs`; `d` is what a period later is worth). One state; keeping pays 2 a
//! period, and a departure, 3 at once. **Inspection** has a duty that is seen with some odds.

mod support;

use explore::assess::slack::Sides;
use explore::hold::{Holding, hold};
use explore::phased::{Ended, Phased, Solved, phased};
use support::judged::{Judged, judged};

fn asked(judged: &Judged) -> (Phased, Vec<Holding>) {
    let parties: Vec<_> = judged.accord.signatory_ids().collect();
    let graphs = parties.iter().map(|party| (*party, judged.graph(Some(*party)))).collect();
    let sides = Sides::new(&judged.beliefs, graphs).expect("sound weights");
    let one = |(party, graph): &(kernel::ActorId, explore::graph::Graph)| {
        let drive = judged.drive(Some(*party));
        hold(&drive, graph, &judged.beliefs.central(), *party).expect("sound weights")
    };
    let holdings: Vec<Holding> = sides.graphs.iter().map(one).collect();
    (phased(&judged.accord, &sides, &holdings).expect("sound weights"), holdings)
}

fn solved(judged: &Judged) -> (Solved, Vec<Holding>) {
    let (found, holdings) = asked(judged);
    let solved = match found {
        Phased::Solved(solved) => Some(solved),
        _ => None,
    };
    (solved.expect("small enough to be solved"), holdings)
}

fn dilemma(factor: f64) -> Judged {
    let mut it =
        judged(include_str!("texts/dilemma.accord"), include_str!("texts/dilemma.beliefs"));
    let rate = 1.0 / factor - 1.0;
    let values = it.values(&[("discount rate of A", rate), ("discount rate of B", rate)]);
    it.beliefs.entries.iter_mut().zip(values).for_each(|(entry, value)| entry.value = value);
    it
}

/// Whether a point lies in a convex set, or within `near` of its edge.
fn inside(corners: &[[f64; 2]], point: [f64; 2], near: f64) -> bool {
    let next = corners.iter().cycle().skip(1);
    corners.iter().zip(next).all(|(a, b)| {
        let (x, y) = (b[0] - a[0], b[1] - a[1]);
        let left = x * (point[1] - a[1]) - y * (point[0] - a[0]);
        left >= -near * x.hypot(y)
    })
}

/// Weighed by discounted visits, keeping is worth in the first phase what it is worth on the graph.
#[test]
fn aggregation_keeps_the_value_of_keeping() {
    let inspection =
        judged(include_str!("texts/inspection.accord"), include_str!("texts/inspection.beliefs"));
    for (it, factor) in [(dilemma(0.5), Some(0.5)), (dilemma(0.9), Some(0.9)), (inspection, None)] {
        let (Phased::Solved(found), holdings) = asked(&it) else { continue };
        let first = &found.phases[0];
        for (side, holding) in holdings.iter().enumerate() {
            let values = it.beliefs.central();
            let rate = explore::weigh::discount(&it.beliefs, &values, holding.party);
            let average = (1.0 - rate) * holding.stake.centre();
            assert!((first.kept[side] - average).abs() < 1e-6, "{factor:?} {first:?} {average}");
            if factor.is_some() {
                assert!((average - 2.0).abs() < 1e-4, "{average}");
            }
        }
    }
}

/// The aggregated dilemma is the repeated game of payoffs (2, 2), (-1, 3), (3, -1), (0, 0): from a
/// factor of one third on each side may get up to 8/3, below it there is nothing but (0, 0).
#[test]
fn the_dilemma_sustains_what_the_repeated_game_does() {
    for factor in [0.5, 0.9] {
        let (found, _) = solved(&dilemma(factor));
        assert_eq!(found.ended, Ended::Closed, "{found:?}");
        let first = &found.phases[0];
        assert!(inside(&first.outer, first.kept, 1e-9), "{first:?}");
        assert!(inside(&first.inner, first.kept, found.gap + 1e-6), "{first:?}");
        for player in 0..2 {
            let most = first.outer.iter().map(|p| p[player]).fold(f64::MIN, f64::max);
            assert!((most - 8.0 / 3.0).abs() < 1e-3, "{factor}: {first:?}");
            assert!(first.threat[player].abs() < 1e-3, "{factor}: {first:?}");
        }
    }
    let (found, _) = solved(&dilemma(0.3));
    let far = found.phases[0].outer.iter().flatten().fold(0.0_f64, |most, x| most.max(x.abs()));
    assert!(far < 1e-3, "{:?}", found.phases[0]);
}
