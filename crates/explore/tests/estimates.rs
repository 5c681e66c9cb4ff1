//! What is estimated of many futures, against closed forms and the exact recursion.

mod support;

use explore::drive::Drive;
use explore::graph::enumerate;
use explore::hold::{START, near_of};
use explore::simulate::{Counter, Numbers, Outcome, Run, Simulation, Summary, What};
use explore::weigh::{ALL, weigh};
use kernel::state::Cause;
use std::ops::ControlFlow;
use support::judged::{Judged, judged};

fn judged_three_phase() -> Judged {
    judged(
        include_str!("../../../accords/three-phase.accord"),
        include_str!("../../../accords/three-phase.beliefs"),
    )
}

fn outcomes(
    simulation: &Simulation<'_>,
    numbers: Numbers<'_>,
    paths: u64,
    threads: usize,
) -> Vec<Outcome> {
    let run = Run { paths: 0..paths, seed: 7, threads };
    simulation.outcomes(numbers, &run, &mut |_| ControlFlow::Continue(()))
}

fn run(simulation: &Simulation<'_>, numbers: Numbers<'_>, paths: u64) -> Summary {
    let run = Run { paths: 0..paths, seed: 7, threads: 2 };
    simulation.run(numbers, &run, &mut |_| ControlFlow::Continue(()))
}

/// Counting rows gives what counting while walking gives, on any number of threads, and measuring
/// changes no path.
#[test]
fn rows_counted_are_the_run() {
    let text = judged_three_phase();
    let drive = text.drive(None);
    let (plain, measured) = (Simulation::new(&drive), Simulation::measuring(&drive));
    let values = text.beliefs.central();
    for numbers in [Numbers::Given(&values), Numbers::Sampled] {
        let rows = outcomes(&measured, numbers, 3000, 2);
        assert_eq!(rows, outcomes(&measured, numbers, 3000, 1));
        let mut counter = Counter::new(measured.shape(7, numbers));
        rows.iter().for_each(|row| counter.add(row));
        let whole = run(&measured, numbers, 3000);
        assert_eq!(counter.finish(), whole);
        let bare = run(&plain, numbers, 3000);
        assert_eq!(Summary { measured: Vec::new(), ..whole }, bare);
    }
}

/// Without censoring the estimator of Aalen and Johansen is a count: `sum S(t - 1) d(t)/n(t)`.
#[test]
fn competing_risks_are_counts_and_the_restricted_mean_is_the_area() {
    let text = judged_three_phase();
    let drive = text.drive(None);
    let simulation = Simulation::measuring(&drive);
    let values = text.beliefs.central();
    let rows = outcomes(&simulation, Numbers::Given(&values), 5000, 2);
    let summary = run(&simulation, Numbers::Given(&values), 5000);
    let horizon = summary.horizon();
    for (ended, _) in summary.causes() {
        let (mut alive, mut incidence) = (1.0, 0.0);
        for month in 1..=horizon {
            let at_risk =
                rows.iter().filter(|row| row.end.is_none() || row.months >= month).count();
            let of = |row: &&Outcome| row.end.is_some() && row.months == month;
            let gone = rows.iter().filter(of).count();
            let own = rows.iter().filter(of).filter(|row| row.end == Some(ended)).count();
            let risk = (at_risk as f64).max(1.0);
            incidence += alive * own as f64 / risk;
            alive *= 1.0 - gone as f64 / risk;
            let found = summary.ended_within(ended, month);
            assert!((found.mean - incidence).abs() < 1e-9, "{ended:?} {month}");
        }
    }
    // Failure in month m has lived m months: the mean is the area under survival at the month's start.
    for month in [1, 12, horizon] {
        let area: f64 = (0..month).map(|t| summary.survival(t).mean).sum();
        let found = summary.restricted_mean(month);
        assert!((found.mean - area).abs() < 1e-9, "{month}: {found:?} {area}");
        let lived = |row: &Outcome| match row.end {
            Some(ended) if ended.cause != Cause::Completed => row.months.min(month),
            _ => month,
        };
        let squares: f64 = rows.iter().map(|row| f64::from(lived(row)).powi(2)).sum();
        let n = rows.len() as f64;
        let error = ((squares - n * area * area) / (n * (n - 1.0))).max(0.0).sqrt();
        assert!((found.standard_error - error).abs() < 1e-9);
    }
}

/// The mean payoff is the exact value of everybody keeping, but for what lies beyond the horizon.
#[test]
fn payoffs_have_the_mean_that_the_solver_gives() {
    let mut text = judged_three_phase();
    text.beliefs.horizon = 1200;
    let drive = text.drive(None);
    let graph = enumerate(&drive, 1_000_000).expect("a sound process");
    let values = text.beliefs.central();
    let simulation = Simulation::measuring(&drive);
    let summary = run(&simulation, Numbers::Given(&values), 6000);
    let mut checked = 0;
    for (measure, measured) in simulation.measures().iter().zip(&summary.measured) {
        let What::Payoff(party) = measure.what else { continue };
        let weights = weigh(&graph, &text.beliefs, &values, party);
        let exact = near_of(&graph, &weights).expect("sound weights").value(ALL, START);
        let found = summary.mean_of(measured);
        let off = (found.mean - exact).abs();
        assert!(off <= 4.0 * found.standard_error, "{party:?}: {found:?} {exact}");
        checked += 1;
    }
    assert_eq!(checked, 2);
}

/// On no path is more out than the most that the search over all departures finds.
#[test]
fn exposure_of_those_who_keep_is_within_that_of_any_departure() {
    let text = judged(
        include_str!("../../../accords/jpoa-2013.accord"),
        include_str!("../../../accords/jpoa-2013.beliefs"),
    );
    let (accord, beliefs) = (&text.accord, &text.beliefs);
    let drive = text.drive(None);
    let simulation = Simulation::measuring(&drive);
    let values = beliefs.central();
    let rows = outcomes(&simulation, Numbers::Given(&values), 2000, 2);
    let mut met = 0;
    for (place, measure) in simulation.measures().iter().enumerate() {
        let What::Exposure(party, good) = measure.what else { continue };
        let other = accord.signatory_ids().find(|it| *it != party).expect("two signatories");
        let drive = Drive::new(accord, beliefs, Some(other));
        let graph = text.graph(Some(other));
        let found = explore::exposure::over(&drive, &graph, party);
        let most = rows.iter().map(|row| row.measures[place]).max().unwrap_or(0);
        let bound = found.iter().find(|it| it.good == good).map_or(0, |it| it.most);
        assert!(most <= bound, "{good:?}: {most} {bound}");
        met += u32::from(most > 0);
    }
    assert!(met > 0, "against vacuous truth");
}

/// Kept, the price is the last quote moved by the market alone: its logarithm is normal with the spread
/// of past daily moves. Ended without war, the same beside what lost supply makes of it.
#[test]
fn the_price_is_the_last_quote_moved_by_the_market_and_by_lost_supply() {
    use world::oil::quotes::{quotes_at_hand, recent_spread};
    let text = judged_three_phase();
    let drive = text.drive(None);
    let simulation = Simulation::measuring(&drive);
    let values = text.beliefs.central();
    let rows = outcomes(&simulation, Numbers::Given(&values), 20_000, 2);
    let place = simulation.measures().iter().position(|it| it.what == What::Price);
    let place = place.expect("the beliefs name what supply is lost");
    let quotes = quotes_at_hand().expect("the table at hand");
    let days = 30.0 * f64::from(text.beliefs.horizon);
    let spread = recent_spread(&quotes).expect("quotes") * (days * 252.0 / 365.25).sqrt();
    let last = libm::log(quotes.last().expect("a quote").price_usd);
    let moments = |which: &dyn Fn(&&Outcome) -> bool| {
        let log = |row: &Outcome| libm::log(row.measures[place] as f64 / 1e6) - last;
        let logs: Vec<f64> = rows.iter().filter(which).map(log).collect();
        let n = logs.len() as f64;
        let mean = logs.iter().sum::<f64>() / n;
        let squares = logs.iter().map(|it| (it - mean) * (it - mean)).sum::<f64>();
        (mean, (squares / n).sqrt(), n)
    };
    let is_kept = |row: &&Outcome| row.end.is_none_or(|it| it.cause == Cause::Completed);
    let (mean, found, n) = moments(&is_kept);
    assert!(n > 1000.0 && mean.abs() < 4.0 * spread / n.sqrt(), "{mean} of {n}");
    assert!((found / spread - 1.0).abs() < 0.05, "{found} {spread}");
    let is_left = |row: &&Outcome| {
        row.end.is_some_and(|it| !matches!(it.cause, Cause::Completed | Cause::Hostilities))
    };
    let (mean, found, n) = moments(&is_left);
    assert!(n > 1000.0 && mean > 4.0 * found / n.sqrt(), "dearer once it has ended: {mean} of {n}");
}
