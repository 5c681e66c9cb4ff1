//! Ways to need fewer futures, each against plain sampling.

mod support;

use explore::drive::Drive;
use explore::graph::enumerate;
use explore::hold::hold;
use explore::simulate::{Numbers, Run, Simulation, Spend, Summary, compare};
use explore::weigh::weigh;
use kernel::state::Cause;
use std::ops::ControlFlow;
use support::judged::{Judged, judged};

macro_rules! shipped {
    ($name:literal) => {
        judged(
            include_str!(concat!("../../../accords/", $name, ".accord")),
            include_str!(concat!("../../../accords/", $name, ".beliefs")),
        )
    };
}

fn on(_: u64) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn run(seed: u64, paths: u64, threads: usize) -> Run {
    Run { paths: 0..paths, seed, threads }
}

fn plain(text: &Judged, values: &world::Values, run: &Run) -> Summary {
    let drive = text.drive(None);
    let simulation = Simulation::new(&drive);
    simulation.run(Numbers::Given(values), run, &mut |_| ControlFlow::Continue(()))
}

/// Exact share that is in force or fulfilled at the horizon, and that ended by a cause.
fn exact(text: &Judged, values: &world::Values, cause: Cause) -> (f64, f64) {
    let graph = text.graph(None);
    let party = text.accord.signatory_ids().next().expect("a signatory");
    let weights = weigh(&graph, &text.beliefs, values, party);
    let policy = game::Policy::first(&graph.process);
    let horizon = text.beliefs.horizon as usize;
    let found = game::survival(&graph.process, &weights, &policy, 0, horizon).expect("sound");
    let mut failed = 0.0;
    let mut own = 0.0;
    for (label, curve) in found.ended.iter().enumerate().skip(1) {
        let ended = graph.end(u16::try_from(label).expect("few")).expect("an end");
        let share = curve[horizon - 1];
        failed += if ended.cause == Cause::Completed { 0.0 } else { share };
        own += if ended.cause == cause { share } else { 0.0 };
    }
    (1.0 - failed, own)
}

#[test]
fn controls_take_out_what_nature_drew_beyond_its_odds() {
    let text = shipped!("three-phase");
    let values = text.beliefs.central();
    let drive = text.drive(None);
    let simulation = Simulation::new(&drive);
    let found = simulation.controlled(&values, &run(5, 20_000, 2), &mut on);
    assert_eq!(found, simulation.controlled(&values, &run(5, 20_000, 1), &mut on), "the same bits");
    let (survival, _) = exact(&text, &values, Cause::Hostilities);
    let it = found.survival;
    assert!((it.mean - survival).abs() < 4.0 * it.standard_error, "{it:?} {survival}");
    assert!((it.plain - survival).abs() < 4.0 * it.plain_error, "{it:?} {survival}");
    assert!(it.variance_ratio() > 1.2, "{}", it.variance_ratio());
    assert!(found.lived.variance_ratio() > 1.2, "{}", found.lived.variance_ratio());
    let counted = plain(&text, &values, &run(5, 20_000, 2));
    let horizon = text.beliefs.horizon;
    assert!((counted.survival(horizon).mean - it.plain).abs() < 1e-12);
    assert!((counted.restricted_mean(horizon).mean - found.lived.plain).abs() < 1e-9);
}

/// War within the horizon with its odds cut down until plain futures hardly meet it.
#[test]
fn a_rare_war_is_drawn_where_it_happens() {
    let text = shipped!("signals");
    let mut values = text.beliefs.central();
    for (odds, entry) in &text.beliefs.odds {
        if matches!(odds, world::Odds::WarAfterAnswer(_) | world::Odds::WarAfterStrike) {
            values[entry.0 as usize] *= 0.1;
        }
    }
    let (_, war) = exact(&text, &values, Cause::Hostilities);
    assert!(war > 0.0 && war < 2e-3, "rare: {war}");
    let drive = text.drive(None);
    let simulation = Simulation::new(&drive);
    let found = simulation.rare(&values, &run(5, 20_000, 2), Cause::Hostilities, &mut on);
    let one = simulation.rare(&values, &run(5, 20_000, 1), Cause::Hostilities, &mut on);
    assert_eq!(found, one);
    let it = found.share;
    assert!(found.found && !it.too_few, "{found:?}");
    assert!((it.mean - war).abs() < 4.0 * it.standard_error, "{it:?} {war}");
    assert!(found.variance_ratio() > 3.0, "{} {found:?}", found.variance_ratio());
    let counted = plain(&text, &values, &run(9, 20_000, 2));
    let wars: u64 = counted
        .causes()
        .iter()
        .filter(|(it, _)| it.cause == Cause::Hostilities)
        .map(|(_, it)| it.events)
        .sum();
    let error = (war * (1.0 - war) / 20_000.0_f64).sqrt();
    assert!((wars as f64 / 20_000.0 - war).abs() < 5.0 * error, "plain sampling agrees: {wars}");
}

/// The same text with a reader's odds of turnover raised: the difference by pairs is the difference of
/// the two plain answers, with a smaller error.
#[test]
fn two_designs_under_the_same_luck_differ_by_less_noise() {
    let text = shipped!("three-phase");
    let values = text.beliefs.central();
    let mut other = values.clone();
    for (odds, entry) in &text.beliefs.odds {
        if matches!(odds, world::Odds::Turnover(_)) {
            other[entry.0 as usize] *= 1.5;
        }
    }
    let drive = text.drive(None);
    let simulation = Simulation::new(&drive);
    let pair = |threads| {
        let both = ((&simulation, Numbers::Given(&values)), (&simulation, Numbers::Given(&other)));
        compare(both.0, both.1, &run(5, 10_000, threads), &mut on)
    };
    let found = pair(2);
    assert_eq!(found, pair(1));
    let horizon = text.beliefs.horizon;
    let [one, two] = [&values, &other].map(|it| plain(&text, it, &run(5, 10_000, 2)));
    let last = found.survival[horizon as usize - 1];
    assert!((last.mean - (one.survival(horizon).mean - two.survival(horizon).mean)).abs() < 1e-12);
    let [a, b] = [&values, &other].map(|it| exact(&text, it, Cause::Lapsed).0);
    assert!((last.mean - (a - b)).abs() < 4.0 * last.standard_error, "{last:?} {}", a - b);
    assert!(last.variance_ratio() > 2.0, "{}", last.variance_ratio());
    assert!(found.lived.variance_ratio() > 2.0, "{:?}", found.lived);
    let same = compare(
        (&simulation, Numbers::Given(&values)),
        (&simulation, Numbers::Given(&values)),
        &run(5, 500, 2),
        &mut on,
    );
    assert!(same.alike == 500 && same.lived.mean.abs() < 1e-12);
}

/// Sampled margins against the exact ones at the same points.
fn margins_agree(text: &Judged) -> usize {
    let values = text.beliefs.central();
    let mut checked = 0;
    for party in text.accord.signatory_ids() {
        let drive = text.drive(Some(party));
        let graph = enumerate(&drive, 2_000_000).expect("a sound process");
        let exact = hold(&drive, &graph, &values, party).expect("sound weights");
        let simulation = Simulation::measuring(&drive);
        let spend = Spend { points: 25, pairs: 2048 };
        let found = simulation
            .margins(&values, &run(11, 1024, 2), spend, &mut on)
            .expect("somebody is free");
        let (stake, error) = found.stake;
        let centre = exact.stake.centre();
        assert!((stake - centre).abs() < 4.0 * error + 1e-6, "{stake} {error} {centre}");
        for margin in &found.margins {
            let node = graph.find(&margin.at).expect("a point of the graph");
            let own = exact.margins.iter().find(|it| it.node == node).expect("a margin");
            // The least of several is taken on both sides: compare what is certain of both.
            let off = (margin.margin - own.margin).abs();
            let allowed = 4.5 * margin.standard_error + own.error + 1e-6;
            let departs = margin.deviation == own.deviation && !margin.too_few;
            assert!(!departs || off <= allowed, "{margin:?} {own:?}");
            let sure = departs || margin.too_few;
            assert!(sure || margin.margin >= own.margin - allowed, "{margin:?} {own:?}");
            checked += usize::from(departs);
        }
    }
    checked
}

#[test]
fn sampled_margins_agree_with_exact_ones() {
    assert!(margins_agree(&shipped!("three-phase")) > 10);
    assert!(margins_agree(&shipped!("jpoa-2013")) > 10);
}

#[test]
fn sampled_margins_are_the_same_on_any_number_of_threads() {
    let text = shipped!("jpoa-2013");
    let values = text.beliefs.central();
    let party = text.accord.signatory_ids().next().expect("a signatory");
    let drive = Drive::new(&text.accord, &text.beliefs, Some(party));
    let spend = Spend { points: 5, pairs: 128 };
    let sampled = |threads| {
        let simulation = Simulation::measuring(&drive);
        simulation
            .margins(&values, &run(2, 512, threads), spend, &mut on)
            .expect("somebody is free")
    };
    assert_eq!(sampled(1), sampled(2));
}
