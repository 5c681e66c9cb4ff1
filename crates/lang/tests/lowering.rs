//! What clauses become in the tables.

#![allow(clippy::panic, reason = "a text that should compile and does not has nothing else to say")]

use kernel::accord::{
    Accord, Comparison, DutyKind, Effect, ProcedureKind, Progress, Role, Scaled, SubjectKind,
    Target, When,
};
use kernel::{Condition, Hours};
use lang::source::Source;
use lang::{Compiled, Lowered, compile, render};

const HEAD: &str = r#"
party A "State A"
party B "State B"
group H "Militia" { affiliated with B, answered for by B when directed }
body IAEA "Inspectorate" { verifies nuclear within 7 days }
body JMC "Monitors" { verifies regional within 3 days, attributes attacks within 10 days }
body Council "Council" { decides by consensus }
workstream nuclear "Nuclear file"
workstream regional "Regional file"
workstream trade "Trade"
quantity level "level" { of B, unit %U235, baseline 60 %U235, observed by IAEA }
quantity stock "stock" { of B, unit kg[U], baseline 440 kg[U], observed by IAEA }
quantity attacks "attacks" { of H, unit event, observed by JMC }
"#;

fn compiled(header: &str, articles: &str) -> Compiled {
    let text = format!("accord \"T\" language 1 revision 1 {{\n  {header}\n}}\n{HEAD}{articles}");
    let source = Source::new("t.accord", text);
    let compilation = compile(&source);
    let rendered = render(&compilation.diagnostics, &source);
    compilation.compiled.unwrap_or_else(|| panic!("{rendered}"))
}

fn lowered(articles: &str) -> Lowered {
    compiled("signatories A, B, day 0 is 2026-01-01, counts 1 kg[UF6] as 0.676 kg[U]", articles)
        .common
}

fn duty<'a>(of: &'a Lowered, name: &str) -> &'a kernel::accord::Duty {
    let id = of.names.duty(name).unwrap_or_else(|| panic!("no step {name}"));
    of.accord.duty(id).expect("a row")
}

fn phase(steps: &str) -> Lowered {
    lowered(&format!("phase P \"P\" {{\n  opens on day 0\n{steps}\n}}\n"))
}

#[test]
fn signatories_come_first_and_files_pull_what_is_not_decoupled() {
    let of = lowered("decouple nuclear from regional\noutsider O \"Outsider\"\n");
    let roles: Vec<Role> = of.accord.actors.iter().map(|actor| actor.role).collect();
    use Role::{Body, Group, Outsider, Signatory};
    assert_eq!(roles, [Signatory, Signatory, Outsider, Group, Body, Body, Body]);
    let pulls = |name| {
        let id = of.names.workstream(name).expect("a file");
        let row = of.accord.workstream(id).expect("a row");
        row.pulls.iter().map(|file| of.names.name(*file)).collect::<Vec<_>>()
    };
    assert_eq!(pulls("nuclear"), ["trade"]);
    assert_eq!(pulls("regional"), ["trade"]);
    assert_eq!(pulls("trade"), ["nuclear", "regional"]);
    assert_eq!(of.accord.essential.len(), 2);
}

/// `reduce` is done once, `hold` is kept; a mass in another form counts by the declared factor.
#[test]
fn reducing_is_done_once_and_holding_is_kept() {
    let of = phase(
        "  step cut in nuclear: B must reduce stock to <= 300 kg[UF6] by day 60\n  step keep in nuclear: B must hold stock <= 300 kg[UF6] by day 70",
    );
    let (cut, keep) = (duty(&of, "cut"), duty(&of, "keep"));
    assert_eq!((cut.kind, cut.due), (DutyKind::Achieve, Some(When::Phase(Hours::days(60)))));
    assert_eq!((keep.kind, keep.due), (DutyKind::Maintain, None));
    assert_eq!(
        keep.from,
        Some(When::Phase(Hours::days(70))),
        "what must be so by a day is so from it on"
    );
    assert!(matches!(cut.target, Target::Value { bound: 202_800, .. }), "{:?}", cut.target);
    assert!(keep.survives_phase && !cut.survives_phase);
    assert_eq!(cut.verifier, of.names.actor("IAEA"), "its observer proves it");
    assert_eq!(cut.lag, Hours::days(7));
}

/// A phase can close without relief that was promised in it; the relief is then still owed. Money
/// is not: its tranches have an account to stay in.
#[test]
fn relief_is_owed_after_its_phase_has_closed() {
    let text = include_str!("../../../accords/three-phase.accord");
    let compilation = compile(&Source::new("three-phase.accord", text));
    let of = &compilation.compiled.expect("a text without errors compiles").common;
    let owed: Vec<&str> = of
        .accord
        .duty_ids()
        .filter(|id| of.accord.duty(*id).is_some_and(|row| row.survives_phase))
        .map(|id| of.names.name(id))
        .collect();
    assert_eq!(owed, ["admit", "cap", "lift", "ease", "calm", "ease2"]);
}

/// Less for less: a tenth at first, then as much of the volume as of the material is gone.
#[test]
fn a_scaled_waiver_grows_with_what_is_reported() {
    let of = lowered(
        "waiver W in nuclear { granted by A to purchasers annex \"buyers\", covers level up to 50 %U235 per 30 days }\n\
         phase P \"P\" {\n  opens on day 0\n  step cut in nuclear: B must reduce stock to <= 220 kg[U] by day 60\n  scale W by progress of cut, at least 10 %, at most 50 %\n}\n",
    );
    let waiver = of.names.waiver("W").expect("a waiver");
    let row = of.accord.waiver(waiver).expect("a row");
    let stock = of.names.subject("stock").expect("a quantity");
    let progress = Progress::Value { subject: stock, from: 440_000, to: 220_000 };
    let scaled = row.scaled.clone().expect("scaled");
    assert_eq!(scaled, Scaled { progress, floor: scaled.floor });
    assert_eq!(row.volume, scaled.floor * 5);
    assert_eq!(of.accord.values_read, [stock], "the canonical form keeps what is read");
    assert!(
        !of.not_modelled.iter().any(|note| note.starts_with("W: only")),
        "{:?}",
        of.not_modelled
    );
}

#[test]
fn what_is_diluted_is_counted_from_zero_on_a_subject_of_its_own() {
    let of = phase(
        "  step blend in nuclear: B must dilute half of stock baseline within 120 days, irreversible, accepting A306 because \"first step\"",
    );
    let Target::Value { subject, comparison, bound } = duty(&of, "blend").target else {
        panic!("a value")
    };
    assert_eq!((comparison, bound), (Comparison::AtLeast, 220_000));
    assert_eq!(of.names.name(subject), "stock by dilution");
    assert_eq!(of.accord.subject(subject).map(|row| row.baseline), Some(0));
    assert_eq!(of.shown(subject, bound), "220 kg[U]");
    assert_eq!(duty(&of, "blend").undo, None);
}

/// An abstention is kept from the start; what must be begun is not.
#[test]
fn abstentions_start_in_line() {
    let of = phase(
        "  step quiet in regional: A must not test annex \"missiles\" from day 1, verified by JMC\n  step open in nuclear: B must admit IAEA to annex \"sites\" from day 1, verified by IAEA\n  step fire in regional: B must hold fire from day 1, verified by JMC",
    );
    for (name, at_start) in [("quiet", true), ("open", false), ("fire", true)] {
        let row = duty(&of, name);
        assert_eq!((row.kind, &row.target), (DutyKind::Maintain, &Target::Deed), "{name}");
        assert_eq!(row.deed_at_start, at_start, "{name}");
    }
    let (state, _) = kernel::apply::start(&of.accord);
    let deeds: Vec<bool> = state.duties.iter().map(|cell| cell.deed).collect();
    assert_eq!(deeds, [true, false, true]);
}

#[test]
fn instructing_is_conduct_and_ensuring_is_a_result() {
    let of = phase(
        "  step told in regional: B must instruct H to cease attacks from day 10, verified by JMC\n  step none in regional: B must ensure attacks = 0 event from day 10",
    );
    let Target::Value { subject, bound: 2, .. } = duty(&of, "told").target else {
        panic!("{:?}", duty(&of, "told").target)
    };
    let row = of.accord.subject(subject).expect("a row");
    assert_eq!(Some(row.holder), of.names.actor("B"));
    assert!(
        matches!(row.kind, SubjectKind::Restraint(group) if Some(group) == of.names.actor("H"))
    );
    assert_eq!((row.baseline, of.shown(subject, 1)), (1, "tolerates".to_owned()));
    let attacks = of.names.subject("attacks").expect("a tally");
    assert_eq!(duty(&of, "none").target, Target::NoOccurrence { subject: attacks });
    assert_eq!(duty(&of, "told").lag, Hours::days(3));
}

#[test]
fn a_mutual_duty_is_owed_by_each_and_a_freeze_holds_each_against_the_other() {
    let of = lowered(
        r#"mutual calm "Calm" in regional { must not attack annex "ships" from day 0, verified by JMC }
freeze tests for listings in regional {
  B must not test annex "missiles", verified by JMC
  A must not list annex "entities", verified by JMC
  until day 365
  either may leave with notice 30 days
}
"#,
    );
    assert_eq!(of.names.duties("calm").len(), 2);
    assert_eq!(of.names.name(of.names.duties("calm")[1]), "calm.1.B");
    let (test, list) = (of.names.duty("tests.1").unwrap(), of.names.duty("tests.2").unwrap());
    assert_eq!(duty(&of, "tests.1").against, [list]);
    assert_eq!(duty(&of, "tests.2").against, [test]);
    assert_eq!(duty(&of, "tests.1").until, Some(When::Day(Hours::days(365))));
    let freeze = &of.accord.freezes[0];
    assert_eq!(
        (freeze.duties.as_slice(), freeze.notice),
        ([test, list].as_slice(), Hours::days(30))
    );
}

#[test]
fn times_count_from_phase_step_or_day_zero() {
    let of = phase(
        "  step one in nuclear: A must publish annex \"a\" by day 10\n  step two in nuclear: B must publish annex \"b\" within 15 days of one, after one\n  step three in nuclear: A must publish annex \"c\" by 2026-02-01, after two, accepting A307 because \"dates are firm\"\n  step four in nuclear: A must publish annex \"d\" by later of day 40 and day 50, after one or two",
    );
    let one = of.names.duty("one").unwrap();
    let two = of.names.duty("two").unwrap();
    assert_eq!(duty(&of, "two").due, Some(When::After(one, Hours::days(15))));
    assert_eq!(duty(&of, "three").due, Some(When::Day(Hours::days(31))));
    assert_eq!(duty(&of, "four").due, Some(When::Phase(Hours::days(50))));
    let either = Condition::Any(vec![Condition::Met(one), Condition::Met(two)]);
    assert_eq!(duty(&of, "four").after, either);
}

fn dial_and_line(levels: &str) -> Accord {
    let text = format!(
        "dial relief \"Relief\" in nuclear {{ turned by A, levels 2 }}\nredline dash \"Dash\" in nuclear {{\n  live when day 1 passed\n  when level > 3.67 %U235, found by IAEA\n{levels}\n  cool down 72 hours before level 2\n}}\n"
    );
    lowered(&text).accord
}

#[test]
fn rungs_open_by_value_and_wait_their_window() {
    let accord = dial_and_line(
        "  level 1 when level <= 20 %U235: A may lower relief to 1 within 10 days\n  level 2 when level > 20 %U235: A may lower relief to 0",
    );
    let line = &accord.redlines[0];
    assert_eq!(line.above, 3670);
    let rungs: Vec<_> =
        line.levels.iter().map(|it| (it.at_least, it.window, it.cool_down)).collect();
    let days = Hours::days;
    assert_eq!(rungs, [(3671, days(10), Hours::ZERO), (20_001, days(30), days(3))]);
    assert!(matches!(line.levels[0].answers[0].effect, Effect::LowerDial(_, 1)));
}

/// Stages beside one another count once; a third party's silence restores.
#[test]
fn clocks_run_in_sequence_and_end_in_their_outcome() {
    let of = lowered(
        r#"dial relief "Relief" in nuclear { turned by A, levels 2, starts at 1 }
dispute drm "Dispute" in nuclear {
  opened by any signatory, citing a step
  stage commission before JMC, 15 days
  stage ministers 15 days
  stage board 20 days, beside ministers, advises
  stage opinion before JMC, 5 days, only after board
  then complainant may start back
  silence means exhausted
}
snapback back "Snapback" in nuclear {
  started by any signatory, after drm
  runs 30 days, stopped only if Council adopts "continue relief"
  restores relief to 0
  then nuclear ends
}
"#,
    );
    let (talks, back) = (&of.accord.procedures[0], &of.accord.procedures[1]);
    let days: Vec<u32> = talks.stages.iter().map(|span| span.whole_days()).collect();
    assert_eq!(days, [15, 20, 5]);
    assert_eq!((talks.kind, talks.window), (ProcedureKind::Dispute, Hours::days(30)));
    assert_eq!(talks.outcome, [Effect::Start(of.names.procedure("back").unwrap())]);
    assert_eq!(back.stopped_by, of.names.actor("Council"));
    assert_eq!(back.after, [of.names.procedure("drm").unwrap()]);
    assert!(matches!(back.outcome.as_slice(), [Effect::LowerDial(_, 0), Effect::EndWorkstream(_)]));
}

#[test]
fn what_is_not_run_is_named() {
    let of = lowered(
        r#"channel line "Hotline" { between A, B, via Oman, fallback Swiss }
pipeline banks { stage licence by A within 30 days, stage comfort by A within 60 days }
notice danger "Firing" mutual { of firing, at least 3 days before }
"#,
    );
    assert_eq!(
        of.not_modelled,
        [
            "line: its fallback is no channel of the text",
            "Council: its members are not named, so its word is its vote",
            "banks: its stages are drawn as one chance where lives are enumerated or drawn; a record runs each",
        ]
    );
}

#[test]
fn each_party_gets_its_own_reading_and_the_rest_is_common() {
    let compiled = compiled(
        "signatories A, B, day 0 is in force, sunset after 60 days, legal form treaty",
        r#"phase P "P" {
  opens on day 0
  step name in nuclear: A must publish annex "list" by day 10
  read by B: step name in nuclear: A must publish annex "list" by day 5
}
"#,
    );
    let due = |of: &Lowered| duty(of, "name").due;
    assert_eq!(due(&compiled.common), Some(When::Phase(Hours::days(10))));
    assert_eq!(compiled.readings.len(), 1);
    assert_eq!(due(compiled.read_by("B")), Some(When::Phase(Hours::days(5))));
    assert_eq!(due(compiled.read_by("A")), Some(When::Phase(Hours::days(10))));
    assert_eq!(compiled.accord().sunset, Some(Hours::days(60)));
    assert_eq!(compiled.accord().form, kernel::accord::LegalForm::Treaty);
    assert!(compiled.day_zero.is_none());
}

/// A draft is bracketed; each side's numbers are checked, and each side's tables made.
#[test]
fn open_brackets_are_read_as_each_side_proposes_them() {
    let articles = "phase P \"P\" {\n  opens on day 0\n  step name in nuclear: A must publish annex \"list\" by day [A: 15][B: 30]\n  lapses on day 20\n}\n";
    let text = format!(
        "accord \"T\" language 1 revision 1 {{ signatories A, B, day 0 is in force }}\n{HEAD}{articles}"
    );
    let source = Source::new("t.accord", text.clone());
    let found = compile(&source).diagnostics;
    let codes = found.iter().map(|it| it.code).filter(|code| *code != "A334");
    let codes: Vec<_> = codes.collect();
    assert_eq!(codes, ["A316", "A041"], "day 30, as B proposes, is after the lapse");
    let source = Source::new("t.accord", text.replace("day 20", "day 30"));
    let compiled = compile(&source).compiled.expect("both proposals fit");
    let due = |of: &Lowered| duty(of, "name").due;
    assert_eq!(due(compiled.read_by("A")), Some(When::Phase(Hours::days(15))));
    assert_eq!(due(compiled.read_by("B")), Some(When::Phase(Hours::days(30))));
}
