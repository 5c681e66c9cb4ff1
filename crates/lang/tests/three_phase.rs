//! The first text, from words to tables.

use kernel::Hours;
use kernel::accord::{DutyKind, Target, When};
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
