//! Forecasts from the dates of a record: what they may read, and that they are those of the drive.

mod support;

use explore::backtest::{Case, Effort, Forecast, HORIZONS_DAYS, Question, backtest, from_date};
use explore::drive::Drive;
use explore::replay::Recorded;
use explore::simulate::{Numbers, Run, simulate};
use kernel::{Accord, Deed, Hours};
use lang::source::Source;
use lang::{Events, compile_beliefs, compile_events, leave_out_of};
use std::ops::ControlFlow;
use support::{compiled, recorded};
use world::naive::{Past, class_before};
use world::survival_baseline::End;
use world::{Beliefs, Distribution};

const EFFORT: Effort = Effort { paths: 100, seed: 1 };

/// A case that ships.
struct Shipped {
    name: &'static str,
    accord: Accord,
    beliefs: Beliefs,
    events: Events,
    history: Vec<Recorded>,
}

fn shipped(name: &'static str, [accord, beliefs, events]: [&str; 3]) -> Shipped {
    let compiled = compiled(name, accord);
    let read = compile_beliefs(&Source::new(name, beliefs), &compiled, &compiled.common);
    let beliefs = read.beliefs.expect("beliefs without errors");
    let accord = leave_out_of(&compiled.common, &beliefs).expect("names of the text");
    let found = compile_events(&Source::new(name, events), &compiled, &compiled.common);
    let events = found.events.expect("events without errors");
    let history = recorded(&events);
    Shipped { name, accord, beliefs, events, history }
}

fn jpoa() -> Shipped {
    let texts = [
        include_str!("../../../accords/jpoa-2013.accord"),
        include_str!("../../../accords/jpoa-2013.beliefs"),
        include_str!("../../../accords/jpoa-2013.events"),
    ];
    shipped("jpoa-2013", texts)
}

fn jcpoa() -> Shipped {
    let texts = [
        include_str!("../../../accords/jcpoa-2015.accord"),
        include_str!("../../../accords/jcpoa-2015.beliefs"),
        include_str!("../../../accords/jcpoa-2015.events"),
    ];
    shipped("jcpoa-2015", texts)
}

impl Shipped {
    fn case<'a>(&'a self, history: &'a [Recorded]) -> Case<'a> {
        Case {
            name: self.name,
            accord: &self.accord,
            beliefs: &self.beliefs,
            day_zero: self.events.day_zero.0,
            history,
            until: self.events.until.expect("the record has an end"),
        }
    }
}

fn of(forecasts: &[Forecast], question: Question, days: u32) -> Vec<&Forecast> {
    forecasts.iter().filter(|it| it.question == question && it.days == days).collect()
}

/// What comes after a date changes nothing that is said on it: not if it is cut away, not if all
/// sides walk out instead an hour later.
#[test]
fn no_later_line_is_read() {
    for shipped in [jpoa(), jcpoa()] {
        let dates: Vec<Hours> = shipped.history.iter().map(|line| line.at).step_by(4).collect();
        assert!(dates.len() > 4);
        for at in dates {
            let full = from_date(&shipped.case(&shipped.history), at, EFFORT);
            let so_far = || shipped.history.iter().filter(|line| line.at <= at).cloned();
            let cut: Vec<Recorded> = so_far().collect();
            assert_eq!(from_date(&shipped.case(&cut), at, EFFORT), full, "{} {at:?}", shipped.name);
            let leaves = |by| Recorded {
                at: at.plus(Hours(1)),
                act: Some((by, Deed::Withdraw)),
                expect: Vec::new(),
            };
            let other: Vec<Recorded> =
                so_far().chain(shipped.accord.signatory_ids().map(leaves)).collect();
            assert_eq!(from_date(&shipped.case(&other), at, EFFORT), full);
        }
    }
}

/// The forecast of day 0 counts the very paths that `simulate` draws: the same numbers, the same
/// luck, the same ends.
#[test]
fn the_forecast_of_day_0_is_the_survival_that_is_simulated() {
    let mut shipped = jpoa();
    let entries = shipped.beliefs.entries.iter_mut();
    entries.for_each(|entry| entry.distribution = Distribution::Point);
    let (list, _) = from_date(&shipped.case(&shipped.history), Hours::ZERO, EFFORT);
    let drive = Drive::new(&shipped.accord, &shipped.beliefs, None);
    let run = Run { paths: 0..EFFORT.paths, seed: EFFORT.seed, threads: 1 };
    let central = shipped.beliefs.central();
    let go_on = &mut |_| ControlFlow::Continue(());
    let summary = simulate(&drive, Numbers::Given(&central), &run, go_on);
    let mut lost = 0;
    for (days, month) in HORIZONS_DAYS.into_iter().zip([3_usize, 6, 12]) {
        let failed = summary.failed[month - 1].sum;
        let said = of(&list, Question::InForce, days)[0].chances.written;
        assert!((said - (1.0 - failed as f64 / 100.0)).abs() < 1e-12, "{days}: {said} {failed}");
        lost += failed;
    }
    assert!(lost > 0, "some path fails, or the test shows nothing");
}

/// By hand: the constant hazard of day 0 knows the class before it and nothing of the case; the last
/// state is what is so.
#[test]
fn the_naive_forecasts_are_those_counted_by_hand() {
    let shipped = jpoa();
    let day_zero = shipped.events.day_zero.0;
    let (list, _) = from_date(&shipped.case(&shipped.history), Hours::ZERO, EFFORT);
    let class = class_before(End::Declared, day_zero, "jpoa-2013");
    assert!((class.changes - 1.0).abs() < 1e-12);
    for it in list.iter().filter(|it| it.question == Question::InForce) {
        let years = f64::from(it.days) / 365.25;
        let seen = 2.5 + class.years;
        let expected = (seen / (seen + years)).powf(1.5);
        assert!((it.chances.constant - expected).abs() < 1e-9);
        assert!((it.chances.persists - 1.0).abs() < 1e-12 && it.now);
    }
    // A year without an end adds a year without an end.
    let at = Hours::days(360);
    let (list, _) = from_date(&shipped.case(&shipped.history), at, EFFORT);
    let later = class_before(End::Declared, world::table::date_after(day_zero, at), "jpoa-2013");
    let past = Past { years: later.years + 8640.0 / 8766.0, ..later };
    let found = of(&list, Question::InForce, 90)[0].chances.constant;
    assert!((found - past.unchanged_for(90.0 / 365.25)).abs() < 1e-9);
}

/// The record is the judge, up to its end and no further, unless the accord had ended.
#[test]
fn what_came_is_what_the_record_says() {
    let shipped = jcpoa();
    let test = backtest(&shipped.case(&shipped.history), EFFORT, &|| ());
    let on = |date: &str, question, days| -> Option<bool> {
        let list = of(&test.forecasts, question, days);
        list.into_iter().find(|it| it.date.to_string() == date).expect("a forecast").happened
    };
    // The exit of 8 May 2018 breaks what was granted and ends nothing.
    assert_eq!(on("2018-01-12", Question::Kept, 90), Some(true));
    assert_eq!(on("2018-01-12", Question::Kept, 180), Some(false));
    assert_eq!(on("2018-01-12", Question::InForce, 365), Some(true));
    // The accord ended on 27 September 2025: known for all time after.
    assert_eq!(on("2025-08-28", Question::InForce, 90), Some(false));
    assert_eq!(on("2025-08-28", Question::InForce, 365), Some(false));
    assert!(test.forecasts.iter().all(|it| it.happened.is_some()));
    let last = test.forecasts.iter().map(|it| it.date.to_string()).max().expect("some");
    assert!(last.as_str() <= "2025-09-27", "{last}");
    // A record that stops short judges only what it covers.
    let short = Case { until: Hours::days(300), ..shipped.case(&shipped.history) };
    let test = backtest(&short, EFFORT, &|| ());
    for it in &test.forecasts {
        assert_eq!(it.happened.is_some(), it.at.plus(Hours::days(it.days)) <= short.until);
    }
    assert!(test.forecasts.iter().any(|it| it.happened.is_some()));
    assert!(test.forecasts.iter().any(|it| it.happened.is_none()));
}

/// Chances are in 0 to 1, beliefs without a date are replaced on every date, and the number of threads
/// changes nothing.
#[test]
fn one_thread_says_what_two_say() {
    let shipped = jpoa();
    let case = shipped.case(&shipped.history);
    let on = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        pool.install(|| backtest(&case, EFFORT, &|| ()))
    };
    let test = on(1);
    assert_eq!(test, on(2));
    let all = test.forecasts.iter().flat_map(|it| {
        let it = it.chances;
        [it.known, it.written, it.constant, it.persists]
    });
    assert!(all.into_iter().all(|it| (0.0..=1.0).contains(&it)));
    assert!(test.replaced.iter().all(|(_, list)| !list.is_empty()));
    let known = |entry: &str| {
        let row = shipped.beliefs.entries.iter().position(|it| it.name.contains(entry));
        let row = u32::try_from(row.expect("an entry")).expect("few");
        test.replaced.iter().all(|(_, list)| list.iter().all(|it| it.entry.0 != row))
    };
    // Reuters, 16 January 2014: four days before day 0.
    assert!(known("detects halt") && !known("false alarm over halt"));
}
