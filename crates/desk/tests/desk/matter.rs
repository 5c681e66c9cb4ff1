//! Matters for tests: texts that ship, with their events.

use std::path::Path;
use std::sync::Arc;

use atlas::Zone;
use desk::matter::{Line, Matter, WallClock};
use jiff::civil::{Date, Weekday};
use kernel::Hours;
use lang::events::{RecordedEvent, compile_events};
use lang::source::Source;
use reader::Text;
use report::Labels;

fn shipped(name: &str) -> Source {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../accords").join(name);
    let text = std::fs::read_to_string(&path).expect("an accord that ships");
    Source::new(name, text)
}

/// A text that ships.
pub fn accord(name: &str) -> Arc<Text> {
    read(shipped(&format!("{name}.accord")))
}

/// A text, compiled.
pub fn read(source: Source) -> Arc<Text> {
    Arc::new(Text::compiled(source).map_err(|why| why.to_string()).expect("it compiles"))
}

/// A text that ships with a history.
pub fn recorded(name: &str, events: Source) -> Matter {
    let text = accord(name);
    let read = compile_events(&events, &text.compiled, &text.compiled.common);
    assert!(read.events.is_some(), "{:?}", read.diagnostics);
    let events = read.events.expect("it was just asked for");
    let last = events.lines.last().map_or(Hours::ZERO, |it| it.at);
    let until = events.until.unwrap_or(last).max(last);
    assembled(&text, &events.lines, (events.day_zero.0, until))
}

/// A text with lines of a record, up to some time.
pub fn assembled(text: &Text, lines: &[RecordedEvent], (day_zero, until): (Date, Hours)) -> Matter {
    let line = |it: &RecordedEvent| Line {
        at: it.at,
        act: it.act.clone(),
        text: it.text.clone(),
        source: it.source.clone(),
        mark: it.mark.map(|mark| format!("{mark:?}")),
        proof: None,
    };
    Matter {
        accord: text.compiled.accord().clone(),
        labels: Labels { zones: vec![gulf()], ..text.labels() },
        day_zero: Some(day_zero),
        lines: lines.iter().map(line).collect(),
        until,
        occurrences: atlas::published::occurrences(),
        clocks: vec![WallClock {
            place: ["Tehran".to_owned(), "تهران".to_owned()],
            zone: "Asia/Tehran".to_owned(),
            free: vec![Weekday::Thursday, Weekday::Friday],
        }],
        from: "an accord that ships".to_owned(),
        exercise: false,
        talk: Vec::new(),
        confined: Vec::new(),
    }
}

fn gulf() -> Zone {
    Zone {
        name: "Gulf".to_owned(),
        title: "Gulf and Strait".to_owned(),
        annex: Some("map-1".to_owned()),
        outline: atlas::published::rough_outline("Gulf"),
        approximate: true,
        redlines: vec!["Attack on shipping or installations".to_owned()],
    }
}

/// An accord that ships with the history beside it.
pub fn with_history(name: &str) -> Matter {
    recorded(name, shipped(&format!("{name}.events")))
}

/// The plan of 2015 with its recorded history.
pub fn plan_of_2015() -> Matter {
    recorded("jcpoa-2015", shipped("jcpoa-2015.events"))
}

/// The three-phase example with a crossed red line and an inquiry: an exercise, invented.
pub fn exercise() -> Matter {
    let events = "history of \"Three-phase understanding, United States - Iran\"\n\
        day 0 is 2026-01-01\n\
        2026-01-12 Iran performs admit\n\
        2026-01-15 Iran brings enrichment to 3.67 %U235\n\
        2026-01-22 IAEA reports admit performed\n\
        2026-01-31 US grants W1\n\
        2026-02-14 IAEA measures enrichment 3.5 %U235\n\
        2026-02-20 Coastal attacks in Gulf with 2 casualties\n\
        2026-02-20 JMC attributes attacks to Coastal\n\
        2026-02-20 US opens autonomy\n\
        until 2026-02-21\n";
    Matter { exercise: true, ..recorded("three-phase", Source::new("exercise.events", events)) }
}
