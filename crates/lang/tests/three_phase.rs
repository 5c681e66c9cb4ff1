//! The first text, from words to tables.

use kernel::accord::{Accord, DutyKind, Target, When};
use kernel::condition::in_line;
use kernel::event::Finding;
use kernel::state::{Life, PhaseLife};
use kernel::{Deed, Event, Hours, State, apply};
use lang::source::Source;
use lang::{Compiled, compile};

fn three_phase() -> Compiled {
    let text = include_str!("../../../accords/three-phase.accord");
    let compilation = compile(&Source::new("three-phase.accord", text));
    assert_eq!(compilation.diagnostics, []);
    compilation.compiled.expect("a text without errors compiles")
}

#[test]
fn the_cap_is_kept_from_day_14_and_proved_in_a_week() {
    let compiled = three_phase();
    let names = &compiled.common.names;
    let cap = names.duty("cap").expect("a step of the text");
    let row = compiled.accord().duty(cap).expect("a row");
    assert_eq!(row.kind, DutyKind::Maintain);
    assert_eq!(row.from, Some(When::Phase(Hours::days(14))));
    assert_eq!(row.lag, Hours::days(7));
    assert_eq!(row.undo, Some(Hours::days(21)));
    assert!(matches!(row.target, Target::Value { bound: 3670, .. }));
    let against: Vec<&str> = row.against.iter().map(|duty| names.name(*duty)).collect();
    assert_eq!(against, ["lift", "ease"]);
    let clause = compiled.clauses.get(row.clause).expect("its clause");
    assert!(clause.text.starts_with("step cap in nuclear: Iran must hold"), "{}", clause.text);
}

/// Does all that is owed as soon as it is, and has it proved the same day.
fn keep(accord: &Accord, state: &State) -> (State, bool) {
    let mut state = state.clone();
    let mut acted = false;
    for id in accord.duty_ids() {
        let (Some(row), cell) = (accord.duty(id), state.duty(id)) else { continue };
        let act = match (cell.life, &row.target) {
            (Life::Performed, _) => {
                row.verifier.map(|body| (body, Deed::Report(id, Finding::Clean)))
            }
            (Life::Live, _) if in_line(accord, &state, id) => None,
            (Life::Live, Target::Value { subject, bound, .. }) => {
                Some((row.obligor, Deed::Set(*subject, *bound)))
            }
            (Life::Live, Target::Deed) => Some((row.obligor, Deed::Conduct(id, true))),
            (Life::Live, Target::Granted { waiver }) => Some((row.obligor, Deed::Grant(*waiver))),
            (Life::Live, Target::Transferred { tranche }) => {
                Some((row.obligor, Deed::Transfer(*tranche)))
            }
            (Life::Live, Target::Dialled { dial, level }) => {
                Some((row.obligor, Deed::Turn(*dial, *level)))
            }
            _ => None,
        };
        if let Some((by, deed)) = act {
            state = apply(accord, &state, &Event::Act { by, deed }).0;
            acted = true;
        }
    }
    (state, acted)
}

#[test]
fn kept_as_written_the_third_phase_opens() {
    let compiled = three_phase();
    let (accord, names) = (compiled.accord(), &compiled.common.names);
    let (mut state, _) = kernel::apply::start(accord);
    let mut day = Hours::ZERO;
    let third = names.phase("P3").expect("a phase");
    while state.phase(third).life != PhaseLife::Open && day < Hours::days(1000) {
        let (next, acted) = keep(accord, &state);
        state = next;
        if !acted {
            state = apply(accord, &state, &Event::Pass(Hours::days(1))).0;
            day = day.plus(Hours::days(1));
        }
    }
    assert_eq!(state.phase(third).life, PhaseLife::Open, "day {}: {state:#?}", day.whole_days());
    assert!(day < Hours::days(180), "day {}", day.whole_days());
    assert!(state.duties.iter().all(|cell| !cell.late));
    assert_eq!(state.ended, None);
}
