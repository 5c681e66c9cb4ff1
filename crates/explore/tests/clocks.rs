//! How long clocks take that run one after another, against sums done by hand.

use explore::clocks::{Clock, clocks, clocks_after, written};
use explore::replay::parting_as_written;
use kernel::{Accord, Hours};
use lang::source::Source;
use lang::{Compiled, compile_as_signed};

fn compiled(text: &str) -> Compiled {
    let source = Source::new("text.accord", text);
    compile_as_signed(&source).compiled.expect("a text that can be run")
}

fn only(accord: &Accord) -> Clock {
    let mut found = clocks(accord);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

/// Seven days to the report, talks of fifteen and fifteen, thirty days of notice.
#[test]
fn three_phase_restores_sixty_seven_days_after_a_departure() {
    let text = compiled(include_str!("../../../accords/three-phase.accord"));
    let clock = only(text.accord());
    assert_eq!((clock.reported, clock.length), (Hours::days(7), Hours::days(67)));
    let starts: Vec<Hours> = clock.runs.iter().map(|(at, _)| *at).collect();
    assert_eq!(starts, [Hours::days(7), Hours::days(37)]);
    assert!(!clock.cut);
}

/// Its red line lets the snapback start without talks once enrichment is far above the cap.
#[test]
fn a_line_that_starts_it_without_talks_shortens_the_clock() {
    let text = compiled(include_str!("../../../accords/three-phase.accord"));
    let level = text.common.names.subject("enrichment").expect("a quantity");
    let far = clocks_after(text.accord(), (level, 90_000));
    let lengths: Vec<Hours> = far.iter().map(|clock| clock.length).collect();
    assert_eq!(lengths, [Hours::days(37)]);
    let near = clocks_after(text.accord(), (level, 5_000));
    assert_eq!(near[0].length, Hours::days(67), "a little above it starts after talks only");
}

/// The notice of paragraph 37 may be given without the talks of paragraph 36: thirty days of
/// the inspectors and thirty of the Council.
#[test]
fn the_plan_of_2015_restores_sixty_days_after_a_departure() {
    let text = compiled(include_str!("../../../accords/jcpoa-2015.accord"));
    let clock = only(text.accord());
    assert_eq!((clock.length, clock.runs.len()), (Hours::days(60), 1));
}

/// A life as written performs what is owed and ends when no clock runs.
#[test]
fn a_life_as_written_is_dated_in_order() {
    let text = compiled(include_str!("../../../accords/jpoa-2013.accord"));
    let (history, end) = written(text.accord());
    assert!(history.len() > 8, "eight payments at least");
    assert!(history.windows(2).all(|pair| pair[0].at <= pair[1].at));
    assert!(history.iter().all(|line| line.at <= end));
}

/// "Within" and "after" sixty days: the mechanism is owed on day 59 in one reading.
#[test]
fn islamabad_parts_on_day_59() {
    let text = compiled(include_str!("../../../accords/islamabad-2026.accord"));
    let readings = text.readings.iter().map(|it| &it.lowered);
    let all: Vec<_> = std::iter::once(&text.common).chain(readings).collect();
    let accords: Vec<&Accord> = all.iter().map(|it| &it.accord).collect();
    let name = |at: usize, item| all[at].names.item(item).to_owned();
    let parting = parting_as_written(&accords, &name).expect("they part");
    assert_eq!(parting.at, Hours::days(59));
    let alone = parting_as_written(&accords[..1], &name);
    assert!(alone.is_none(), "one reading parts from nothing");
}
