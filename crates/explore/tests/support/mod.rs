//! What tests that drive accords share.
#![allow(dead_code, reason = "each test file uses its part")]

use explore::replay::{Expectation, Recorded};
pub mod judged;

use kernel::accord::{DutyKind, LegalForm, SubjectKind};
use kernel::{Accord, Hours};
use lang::source::Source;
use lang::{Compiled, Events, compile};
use world::beliefs::Measure;
use world::{Beliefs, Distribution, Entry, EntryId, Mark, Odds};

/// The small text of these tests.
pub fn swap() -> Compiled {
    compiled("swap.accord", include_str!("swap.accord"))
}

/// Every accord of the repository that compiles, by name. Some ship with a fault that history
/// found for them.
pub fn every_accord() -> Vec<(String, Compiled)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../accords");
    let entries = std::fs::read_dir(folder).expect("part of the repository");
    let paths = entries.map(|entry| entry.expect("readable").path());
    let texts = paths.filter(|path| path.extension().is_some_and(|kind| kind == "accord"));
    let mut texts: Vec<_> = texts.collect();
    texts.sort();
    let read = |path: std::path::PathBuf| {
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).expect("readable");
        let compiled = compile(&Source::new(name.as_str(), text)).compiled;
        compiled.map(|compiled| (name, compiled))
    };
    texts.into_iter().filter_map(read).collect()
}

/// A text, which must compile.
pub fn compiled(name: &str, text: &str) -> Compiled {
    let compilation = compile(&Source::new(name, text));
    let errors: Vec<_> = compilation.diagnostics.iter().filter(|d| d.is_error()).collect();
    assert!(errors.is_empty(), "{name}: {errors:#?}");
    compilation.compiled.expect("a text without errors compiles")
}

/// Odds for everything that the accord leaves to chance, so that every stage has something to
/// draw. Nobody's judgement: numbers for tests, each with a range.
pub fn beliefs_on_everything(accord: &Accord) -> Beliefs {
    let mut beliefs = blank();
    for (odds, value) in everything(accord) {
        let id = EntryId(u32::try_from(beliefs.entries.len()).expect("few entries"));
        beliefs.entries.push(entry(format!("{odds:?}"), value));
        beliefs.odds.push((odds, id));
    }
    beliefs
}

/// The lines of a history, as a replay takes them.
pub fn recorded(events: &Events) -> Vec<Recorded> {
    let expected = |it: &lang::events::Expectation| Expectation { kind: it.kind, item: it.item };
    let line = |line: &lang::RecordedEvent| Recorded {
        at: line.at,
        act: line.act.clone(),
        expect: line.expect.iter().map(expected).collect(),
    };
    events.lines.iter().map(line).collect()
}

fn blank() -> Beliefs {
    Beliefs {
        reader: String::from("a test"),
        period: Hours::days(30),
        horizon: 48,
        entries: vec![],
        flows: vec![],
        lumps: vec![],
        odds: vec![],
        discount: vec![],
        tolerance: 0.01,
        rules: vec![],
        as_seen_by: vec![],
        types: vec![],
        left_out: vec![],
        never: vec![],
        programmes: vec![],
        oil: vec![],
        home: world::home::Home::default(),
        waves: Vec::new(),
    }
}

fn entry(name: String, value: f64) -> Entry {
    Entry {
        name,
        measure: Measure::Probability,
        value,
        distribution: Distribution::Uniform(0.5 * value, (1.5 * value).min(1.0)),
        because: String::from("test"),
        mark: Mark::Judgement,
        line: 1,
    }
}

fn everything(accord: &Accord) -> Vec<(Odds, f64)> {
    let mut list = vec![(Odds::FindingTrue, 0.9), (Odds::FindingFalse, 0.1)];
    for party in accord.signatory_ids() {
        list.push((Odds::Turnover(party), 0.02));
        list.push((Odds::Hawk(party), 0.5));
        let forms = [LegalForm::Political, LegalForm::Executive, LegalForm::Statute];
        list.extend(forms.map(|form| (Odds::Honour(party, form), 0.6)));
    }
    for duty in accord.duty_ids() {
        let row = accord.duty(duty).expect("a row");
        if row.kind == DutyKind::Maintain && row.verifier.is_some() {
            list.extend([(Odds::Detect(duty), 0.3), (Odds::FalseAlarm(duty), 0.02)]);
        }
    }
    for tally in accord.subject_ids() {
        if accord.subject(tally).is_some_and(|row| row.kind == SubjectKind::Tally) {
            list.extend(
                [0.4, 0.15, 0.06]
                    .into_iter()
                    .zip(0..)
                    .map(|(p, conduct)| (Odds::Incident(tally, conduct), p)),
            );
            list.extend([(Odds::Grave(tally), 0.3), (Odds::Attribute(tally), 0.8)]);
        }
    }
    list.extend(accord.dial_ids().map(|dial| (Odds::Felt(dial), 0.4)));
    list.extend(accord.escrow_ids().map(|escrow| (Odds::Usable(escrow), 0.5)));
    list.extend(accord.redline_ids().map(|line| (Odds::WarAfterAnswer(line), 0.05)));
    list.push((Odds::WarAfterStrike, 0.1));
    list.extend(signals(accord));
    list
}

/// Acts that must be told, what is mistaken, and lines that fall silent and are heard again.
fn signals(accord: &Accord) -> Vec<(Odds, f64)> {
    let mut list = Vec::new();
    for notice in accord.notice_ids() {
        list.push((Odds::Carries(notice), 0.3));
        list.extend([(Odds::Mistaken(notice, true), 0.1), (Odds::Mistaken(notice, false), 0.5)]);
    }
    let mut lines = Vec::new();
    for (line, row) in accord.channel_ids().zip(&accord.channels) {
        if !lines.contains(&row.clause) {
            lines.push(row.clause);
            list.extend([(Odds::Clears(line), 0.5), (Odds::Silent(line), 0.1)]);
            list.push((Odds::Heard(line), 0.3));
        }
    }
    if !list.is_empty() {
        list.extend(accord.signatory_ids().map(|by| (Odds::StrikeAfterAlarm(by), 0.2)));
    }
    list
}
