//! What a page costs on the server when the record is long: 100,000 entries of the three-phase example, and the work
//! behind a page (replay, a moment that nobody asked for yet).

use std::sync::{Arc, OnceLock};

use desk::matter::{Line, Matter};
use desk::model::Moment;
use desk::view::{Asked, Frame, View, shown};
use desk::words::Tongue;
use divan::Bencher;
use explore::replay::Tape;
use forms::Language;
use kernel::{Deed, Hours};
use lang::source::Source;
use report::Labels;

const ENTRIES: usize = 100_000;

fn main() {
    divan::main();
}

/// A record of reports, signs of conduct and attacks, an hour apart, after the first phase has opened.
fn matter() -> Arc<Matter> {
    static MATTER: OnceLock<Arc<Matter>> = OnceLock::new();
    Arc::clone(MATTER.get_or_init(|| Arc::new(made())))
}

fn made() -> Matter {
    let text = include_str!("../../../accords/three-phase.accord");
    let source = Source::new("three-phase.accord", text);
    let compiled = lang::compile_as_signed(&source).compiled.expect("it compiles");
    let names = &compiled.common.names;
    let actor = |name| names.actor(name).expect("an actor");
    let (level, tally) = (names.subject("enrichment"), names.subject("attacks"));
    let (level, tally) = (level.expect("a quantity"), tally.expect("a quantity"));
    let line = |at: usize| {
        let act = match at % 10 {
            0 => (actor("Coastal"), Deed::Incident(tally, 0)),
            1 => (actor("JMC"), Deed::Attribute(tally, actor("Coastal"))),
            _ => (actor("IAEA"), Deed::Measure(level, 3_500 + i64::try_from(at % 7).unwrap_or(0))),
        };
        Line {
            at: Hours(u32::try_from(at).unwrap_or(u32::MAX)),
            text: lang::events::event_words(&compiled, &compiled.common, act.0, &act.1),
            act: Some(act),
            source: None,
            mark: None,
            proof: None,
        }
    };
    let hash = lang::terms_hash(&source).expect("terms").to_string();
    Matter {
        accord: compiled.accord().clone(),
        labels: Labels::from_text(&compiled, hash),
        day_zero: Some(jiff::civil::date(2026, 1, 1)),
        lines: (0..ENTRIES).map(line).collect(),
        until: Hours(u32::try_from(ENTRIES).unwrap_or(u32::MAX)),
        occurrences: atlas::published::occurrences(),
        clocks: Vec::new(),
        from: "a bench".to_owned(),
        exercise: true,
        talk: Vec::new(),
        confined: Vec::new(),
    }
}

fn tape() -> Arc<Tape> {
    static TAPE: OnceLock<Arc<Tape>> = OnceLock::new();
    Arc::clone(TAPE.get_or_init(|| Arc::new(matter().tape())))
}

/// The whole record, once, when it is first shown.
#[divan::bench(sample_count = 3)]
fn replayed(bencher: Bencher<'_, '_>) {
    let matter = matter();
    bencher.bench_local(|| matter.tape());
}

/// A moment in the middle of the record that nobody asked for yet.
#[divan::bench(sample_count = 20)]
fn a_moment(bencher: Bencher<'_, '_>) {
    let (matter, tape) = (matter(), tape());
    bencher.bench_local(|| Moment::on((Arc::clone(&matter), Arc::clone(&tape)), Hours(54_321)));
}

/// A page of the latest moment, which is kept.
#[divan::bench(sample_count = 20, args = View::ALL.map(View::name))]
fn page(bencher: Bencher<'_, '_>, name: &str) {
    let view = View::of_name(name).expect("a view");
    let moment = Moment::on((matter(), tape()), Hours(u32::MAX));
    let tongue = Tongue::of(Language::English);
    let frame = Frame::alone(tongue, &moment);
    bencher.bench_local(|| shown(&frame, name, name, &view.body(&frame, Asked::default())));
}
