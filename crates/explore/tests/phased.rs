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
    let Phased::Solved(solved) = found else { panic!("{found:?}") };
    (solved, holdings)
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

#[test]
fn keeping_is_sustainable_where_the_text_holds_and_not_where_a_departure_pays_whatever_follows() {
    for factor in [0.5, 0.9] {
        let (found, _) = solved(&dilemma(factor));
        assert_eq!(found.ended, Ended::Closed, "{found:?}");
        let first = &found.phases[0];
        assert!(inside(&first.outer, first.kept, 1e-9), "{first:?}");
        assert!(inside(&first.inner, first.kept, 10.0 * found.gap + 1e-6), "{first:?}");
    }
    let (found, _) = solved(&dilemma(0.1));
    let first = &found.phases[0];
    assert!(!inside(&first.outer, first.kept, 1e-6), "{first:?}");
}
