//! Every row of docs/studies.md about the three-phase draft, computed anew from the same edits: who keeps,
//! stakes, gains of leaving and what is in force. A change of the model that moves a printed number
//! fails here until `cargo xtask studies` has renewed the page.

mod support;

#[path = "../../xtask/src/studies/list.rs"]
#[allow(dead_code, clippy::allow_attributes_without_reason)]
mod list;

use explore::assess::slack::Sides;
use explore::assess::{Effort, sides};
use explore::hold::{Holding, Holds};
use kernel::state::Cause;
use list::{Edit, Variant};
use support::judged::{Judged, judged};

const PAGE: &str = include_str!("../../../docs/studies.md");
const TEXT: &str = include_str!("../../../accords/three-phase.accord");
const BELIEFS: &str = include_str!("../../../accords/three-phase.beliefs");

fn edited(text: &str, edits: &[Edit]) -> String {
    edits.iter().fold(text.to_owned(), |text, (from, to)| {
        assert_eq!(text.matches(from.as_str()).count(), 1, "{from}");
        text.replace(from.as_str(), to)
    })
}

/// The cells of a row of a study's table.
fn row(system: &str, name: &str) -> Vec<&'static str> {
    let begin = format!("<!-- {system}: begin -->");
    let end = format!("<!-- {system}: end -->");
    let table = PAGE.split_once(&begin).expect("its marker").1.split_once(&end).expect("its end").0;
    let own = table.lines().find(|line| line.starts_with(&format!("| {name} |")));
    own.expect(name).split('|').map(str::trim).skip(2).collect()
}

/// As the page prints a share and a bracket that is closed.
fn cells(text: &Judged, sides: &Sides<'_>) -> Vec<String> {
    let mut cells = Vec::new();
    for it in sides.losses(&text.beliefs.central()).expect("sound weights") {
        let number = |centre: f64| format!("{:.2}", if centre.abs() < 5e-3 { 0.0 } else { centre });
        cells.extend([keeps(&it).to_owned(), number(it.stake.centre()), number(it.loss.centre())]);
    }
    let horizon = text.beliefs.horizon as usize;
    let alive = survival(sides, horizon);
    cells.extend([alive[23], alive[horizon - 1]].map(|it| format!("{it:.3}")));
    cells
}

fn keeps(it: &Holding) -> &'static str {
    match it.holds() {
        Holds::Yes => "yes",
        Holds::No => "no",
        Holds::Undecided => "undecided",
    }
}

/// Share in force or fulfilled at the end of each month, everybody keeping.
fn survival(sides: &Sides<'_>, horizon: usize) -> Vec<f64> {
    let kept = sides.weighed().next().expect("a side that decides");
    let (graph, policy) = (kept.graph, kept.text());
    let found = game::survival(&graph.process, kept.weights, &policy, 0, horizon).expect("sound");
    let mut alive = found.alive.clone();
    for (label, curve) in (0_u16..).zip(&found.ended) {
        if graph.end(label).is_some_and(|end| end.cause == Cause::Completed) {
            alive.iter_mut().zip(curve).for_each(|(alive, done)| *alive += done);
        }
    }
    alive
}

fn stands(system: &str, variant: &Variant) {
    let text = judged(&edited(TEXT, &variant.accord), &edited(BELIEFS, &variant.beliefs));
    let sides = sides(&text.subject(), &Effort::default(), &mut |_| {}).expect("a sound process");
    let (found, told) = (cells(&text, &sides), row(system, &variant.name));
    assert_eq!(
        found,
        told[..found.len()],
        "{system}, {}: `cargo xtask studies {system}`",
        variant.name
    );
}

fn all_of(system: &str) {
    let study = list::all().into_iter().find(|it| it.system == system).expect("a study");
    assert_eq!(study.base, "three-phase");
    study.variants.iter().for_each(|it| stands(system, it));
}

#[test]
fn legal_forms_and_turnover_stand_as_printed() {
    all_of("S7");
}

#[test]
fn types_stand_as_printed() {
    all_of("S30");
}

#[test]
fn outsiders_and_each_remedy_stand_as_printed() {
    all_of("S31");
}

#[test]
fn relief_at_once_or_by_month_stands_as_printed() {
    all_of("S5");
}

#[test]
fn leaks_stand_as_printed() {
    all_of("S22");
}

#[test]
fn oil_and_what_it_follows_stand_as_printed() {
    all_of("S26");
}

/// Only the row that differs: the whole graph is enumerated for it.
#[test]
fn attribution_half_as_sure_stands_as_printed() {
    let study = list::all().into_iter().find(|it| it.system == "S32").expect("a study");
    let variant = study.variants.iter().find(|it| it.name == "attribution half as sure");
    stands("S32", variant.expect("a variant"));
}
