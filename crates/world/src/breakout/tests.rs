//! The stepwise model against the closed form, against published estimates, and against common sense.

use super::fit::{COVERAGE, Fit, fit, fitted};
use super::published::{Estimate, Use, estimates, usable};
use super::*;
use crate::beliefs::Mark;

fn close(found: f64, expected: f64, relative: f64) {
    let error = (found - expected).abs();
    assert!(error <= relative * expected.abs().max(1e-12), "{found} is not {expected}");
}

fn lot(uranium_kg: f64, assay: f64) -> Lot {
    Lot { uranium_kg, assay }
}

const IDEAL: Plant =
    Plant { efficiency_outer: 1.0, efficiency_inner: 1.0, setup_days_per_step: 0.0 };

/// With nothing mixed, four steps cost what one ideal plant does: the property that sets the tails.
#[test]
fn steps_without_mixing_cost_what_one_ideal_plant_costs() {
    let steps = work(&[]);
    let whole = work_swu(THRESHOLD, NATURAL_ASSAY, STEPS[0].tails);
    close(steps.outer_swu + steps.inner_swu, whole, 1e-9);
    assert_eq!(steps.steps, 4);
    let low = work(&[lot(5000.0, 0.035)]);
    close(low.outer_swu + low.inner_swu, work_swu(THRESHOLD, 0.035, NATURAL_ASSAY), 1e-9);
    assert_eq!(low.steps, 3);
}

#[test]
fn each_level_enters_at_its_own_step() {
    let steps = |kg: f64, assay: f64| work(&[lot(kg, assay)]).steps;
    assert_eq!([steps(9e3, 0.02), steps(9e3, 0.05), steps(900.0, 0.197)], [4, 3, 2]);
    assert_eq!([steps(90.0, 0.60), steps(90.0, 0.837), steps(25.0, 0.90)], [1, 1, 0]);
    assert_eq!(time(&[lot(25.0, 0.93)], &Supply::constant(5000.0), &IDEAL).days, 0.0);
}

#[test]
fn more_of_anything_is_never_slower() {
    let plant = fitted().plant;
    let days = |stocks: &[Lot], swu: f64| time(stocks, &Supply::constant(swu), &plant).days;
    let mut stocks = Vec::new();
    let mut before = days(&stocks, 5000.0);
    for (kg, assay) in [(300.0, 0.0367), (900.0, 0.045), (60.0, 0.2), (10.0, 0.6), (25.0, 0.9)] {
        stocks.push(lot(kg, assay));
        let now = days(&stocks, 5000.0);
        assert!(now < before && days(&stocks, 10_000.0) <= now, "{assay}: {before} to {now}");
        before = now;
    }
}

#[test]
fn machines_added_while_the_clock_runs_shorten_it_by_what_they_do() {
    let ramp = Supply { swu_per_year: 1200.0, added_per_month: 1200.0, months_of_adding: 2.0 };
    // 100 a month, and 100 more each month for two months: 150 + 250, then 300 a month.
    close(ramp.days_for(150.0), DAYS_PER_MONTH, 1e-12);
    close(ramp.days_for(400.0), 2.0 * DAYS_PER_MONTH, 1e-12);
    close(ramp.days_for(700.0), 3.0 * DAYS_PER_MONTH, 1e-12);
    close(Supply::constant(1200.0).days_for(300.0), 3.0 * DAYS_PER_MONTH, 1e-12);
}

/// Twelve rows, all marked A, each with a figure; what is left out says why.
#[test]
fn the_rows_are_all_listed_and_none_is_recollected() {
    let all = estimates();
    assert_eq!(all.len(), 27);
    let ids: Vec<String> = usable().into_iter().map(|row| row.id).collect();
    let fit = ["B01", "B05", "B06", "B10", "B11", "B12", "B13", "B14", "B16", "B18", "B20", "B22"];
    assert_eq!(ids, fit);
    for row in &all {
        assert!(!row.reason.is_empty(), "{}", row.id);
        let compared = row.used != Use::LeftOut;
        assert!(!compared || row.days.is_some() && row.supply.swu_per_year > 0.0, "{}", row.id);
        assert!(!compared || row.mark == Mark::A && row.inputs_mark != Mark::C, "{}", row.id);
    }
}

/// Every fitted number moves the time of at least three rows by at least one per cent when it moves
/// by ten per cent.
#[test]
fn no_number_rests_on_fewer_than_three_rows() {
    let base = fitted().plant;
    let moved = [
        Plant { efficiency_outer: base.efficiency_outer * 0.9, ..base },
        Plant { efficiency_inner: base.efficiency_inner * 0.9, ..base },
        Plant { setup_days_per_step: base.setup_days_per_step * 1.1, ..base },
    ];
    let resting = moved.map(|plant| {
        let shift = |row: &Estimate| {
            let days = |plant: &Plant| time(&row.stocks, &row.supply, plant).days;
            days(&plant) / days(&base) - 1.0
        };
        usable().iter().filter(|row| shift(row) > 0.01).count()
    });
    assert_eq!(resting, [5, 12, 8], "{resting:?}");
}

fn median(ratios: &[f64]) -> f64 {
    let middle = ratios.len() / 2;
    if ratios.len() % 2 == 1 {
        ratios[middle]
    } else {
        f64::midpoint(ratios[middle - 1], ratios[middle])
    }
}

/// Measured: model over published, each row left out of the fit in turn.
#[test]
fn published_times_come_out_on_rows_left_out() {
    let Fit { plant, residuals, factor, .. } = fitted();
    close(plant.efficiency_outer, 0.971, 5e-3);
    close(plant.efficiency_inner, 0.505, 5e-3);
    close(plant.setup_days_per_step, 5.56, 1e-2);
    let ratios = fitted().ratios(Use::Fit);
    assert!((0.95..1.1).contains(&median(&ratios)), "{ratios:?}");
    assert!(ratios[0] > 0.5 && ratios[11] < 1.5, "{ratios:?}");
    let mut ideal: Vec<f64> =
        residuals.iter().filter(|row| row.used == Use::Fit).map(|row| row.ideal_ratio).collect();
    ideal.sort_by(f64::total_cmp);
    assert!(median(&ideal) < 0.7, "the plain formula is too fast: {ideal:?}");
    // The interval holds about as many as it says; two of fourteen lie outside.
    let inside = |ratio: f64| (1.0 / factor..*factor).contains(&ratio);
    let held = residuals.iter().filter(|row| inside(row.ratio)).count();
    assert!(f64::from(u32::try_from(held).expect("few")) / 14.0 > COVERAGE - 0.1, "{held}");
}

/// Measured: rows about few cascades fed at 60 %, whose capacity cannot be had without figures
/// marked C, come out about twice too slow. They enter no fit, and widen every interval.
#[test]
fn few_cascades_at_the_last_step_come_out_too_slow() {
    let found = fitted().ratios(Use::Check);
    assert_eq!(found.len(), 2);
    assert!(found[0] > 1.5 && found[1] < 2.5, "{found:?}");
}

/// A fit to times that the model itself made finds the numbers that made them.
#[test]
fn the_fit_recovers_what_made_the_times() {
    let made = Plant { efficiency_outer: 0.7, efficiency_inner: 0.6, setup_days_per_step: 9.0 };
    let mut rows = usable();
    for row in &mut rows {
        row.days = Some(time(&row.stocks, &row.supply, &made).days);
    }
    let found = fit(&rows);
    close(found.plant.efficiency_outer, 0.7, 1e-4);
    close(found.plant.efficiency_inner, 0.6, 1e-4);
    close(found.plant.setup_days_per_step, 9.0, 1e-4);
    assert!(found.factor < 1.001);
}
