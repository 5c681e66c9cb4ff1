//! The first version fitted to two public records: what it says, and where it fails.

use jiff::civil::{Date, date};

use super::*;
use crate::beliefs::Mark;
use crate::table::{Row, Table, days_between};

const SHIPS: &str = include_str!("../../../data/houthi_ship_attacks.csv");
const TALLY: &str = include_str!("../../../data/us_forces_attack_tally.csv");

fn close(found: f64, expected: f64, absolute: f64) {
    assert!((found - expected).abs() < absolute, "{found} is not {expected}");
}

fn count(events: u32, exposure_years: f64) -> Count {
    Count { events, exposure_years }
}

#[test]
fn garwood_intervals_equal_the_published_table() {
    // Garwood 1936 and every table since: 95 % limits of a Poisson mean.
    for (events, low, high) in [
        (0, 0.0, 3.688_88),
        (1, 0.025_318, 5.571_64),
        (2, 0.242_21, 7.224_69),
        (10, 4.795_39, 18.390_36),
        (100, 81.363_95, 121.627_1),
    ] {
        let found = estimate_rate(&[count(events, 1.0)], 0.95);
        close(found.low, low, 1e-4 * (1.0 + low));
        close(found.high, high, 1e-4 * (1.0 + high));
        close(found.rate, f64::from(events), 1e-12);
    }
}

#[test]
fn dispersion_is_read_off_the_chi_squared_law() {
    // 5 and 15 in equal spans: statistic 5 on one degree, p = .025347 (chi-squared table).
    let found = test_dispersion(&[count(5, 1.0), count(15, 1.0)]).expect("two counts");
    close(found.index, 5.0, 1e-12);
    close(found.p_value, 0.025_347, 1e-6);
    // A rate that is the same over uneven spans.
    let even = test_dispersion(&[count(5, 1.0), count(15, 3.0)]).expect("two counts");
    close(even.p_value, 1.0, 1e-12);
    assert_eq!(test_dispersion(&[count(5, 1.0)]), None);
    assert_eq!(test_dispersion(&[count(0, 1.0), count(0, 1.0)]), None);
}

#[test]
fn more_restraint_means_fewer_occurrences() {
    let rates = Rates { directed: 40.0, tolerated: 4.0, restrained: 0.5 };
    let month = Hours::days(30);
    let chances = [0, 1, 2].map(|level| rates.chance_in(month, Conduct::of_level(level)));
    assert!(chances[0] > chances[1] && chances[1] > chances[2]);
    close(rates.mean_in(Hours(8766), Conduct::Directed), 40.0, 1e-12);
}

/// Counts in spans of so many days from `from`, whole spans only.
fn binned(dates: &[Date], from: Date, days: u32, spans: u32) -> Vec<Count> {
    let width = f64::from(days);
    let inside = |span: u32| {
        let start = width * f64::from(span);
        let within = |day: &&Date| (start..start + width).contains(&days_between(from, **day));
        u32::try_from(dates.iter().filter(within).count()).expect("few attacks")
    };
    (0..spans).map(|span| count(inside(span), width / 365.25)).collect()
}

/// Used: 74 of 78 rows (4 marked C left out), 32 weeks from 2023-11-19 to 2024-06-29. The list holds
/// 55 to 60 % of what was counted officially, so the rate is a lower bound of the true one.
///
/// By weeks a constant rate stands, by days barely (p = .049, from counts too small for the law to
/// be exact): clustering is not shown by this list.
#[test]
fn clustering_of_attacks_on_ships_is_not_shown_by_the_list() {
    let table = Table::parse(SHIPS);
    let dates: Vec<Date> = table.rows_for_fits().filter_map(|row| row.date("date")).collect();
    assert_eq!((table.rows().count(), dates.len()), (78, 74));
    let weeks = binned(&dates, date(2023, 11, 19), 7, 32);
    let found = estimate_rate(&weeks, 0.95);
    assert_eq!(found.total.events, 74);
    close(found.rate, 120.7, 0.1);
    close(found.low, 94.7, 0.1);
    close(found.high, 151.5, 0.1);
    let by_week = test_dispersion(&weeks).expect("weeks");
    close(by_week.index, 1.18, 0.01);
    close(by_week.p_value, 0.22, 0.01);
    let by_day = test_dispersion(&binned(&dates, date(2023, 11, 19), 1, 224)).expect("days");
    close(by_day.index, 1.16, 0.01);
    close(by_day.p_value, 0.049, 0.001);
}

/// Increments between the dates of a cumulative count, rows marked C left out.
fn increments(rows: &[Row<'_>]) -> Vec<Count> {
    let reading = |row: &Row<'_>| {
        let events = row.text("cumulative_since_2023-10-17").parse::<u32>().ok()?;
        Some((row.date("as_of")?, events))
    };
    let mut last = (date(2023, 10, 17), 0);
    let mut counts = Vec::new();
    for (day, total) in rows.iter().filter_map(reading) {
        counts.push(count(total - last.1, days_between(last.0, day) / 365.25));
        last = (day, total);
    }
    counts
}

/// Used: 19 of 20 readings (the one marked C left out), 13 of them A and 6 B, 2023-10-17 to 12-21.
#[test]
fn attacks_on_forces_are_not_one_constant_rate() {
    let table = Table::parse(TALLY);
    let rows: Vec<Row<'_>> = table.rows_for_fits().collect();
    let sound = rows.iter().filter(|row| row.mark("confidence") == Some(Mark::A)).count();
    assert_eq!((table.rows().count(), rows.len(), sound), (20, 19, 13));
    let counts = increments(&rows);
    let found = estimate_rate(&counts, 0.95);
    assert_eq!(found.total.events, 102);
    close(found.rate, 573.2, 0.1);
    close(found.low, 467.3, 0.1);
    close(found.high, 695.8, 0.1);
    let spread = test_dispersion(&counts).expect("readings");
    close(spread.index, 2.68, 0.01);
    assert!(spread.p_value < 2e-4);
}

/// Between the readings of 2023-11-23 and 2023-11-29, a truce elsewhere: one attack where 9.4 were
/// to be expected at the rate of the whole record.
#[test]
fn one_attack_in_the_six_days_of_a_truce() {
    let truce = estimate_rate(&[count(1, 6.0 / 365.25)], 0.95);
    close(truce.rate / 573.2, 0.106, 0.001);
    assert!(truce.high < 467.3, "the intervals do not meet");
    let expected = 573.2 * 6.0 / 365.25;
    close(libm::exp(-expected) * (1.0 + expected), 8.5e-4, 1e-4);
}
