//! Histories: what their lines become, what is wrong with them, and back to words.

use kernel::event::Finding;
use kernel::verdict::Item;
use kernel::{ActorId, Deed, Hours, VerdictKind};
use lang::events::{EventsCompilation, compile_events, parse_events, write_events};
use lang::source::Source;
use lang::{Compiled, compile};
use world::Mark;

const MANUAL: &str = include_str!("../../../docs/events.md");

fn three_phase() -> Compiled {
    let text = include_str!("../../../accords/three-phase.accord");
    compile(&Source::new("three-phase.accord", text)).compiled.expect("a text without errors")
}

fn read(compiled: &Compiled, lines: &str) -> EventsCompilation {
    let text = format!("history of \"{}\"\nday 0 is 2026-01-01\n{lines}", compiled.title);
    compile_events(&Source::new("a.events", text), compiled, &compiled.common)
}

/// The only act of one line that must be right.
fn act(line: &str) -> (ActorId, Deed) {
    let compiled = three_phase();
    let found = read(&compiled, &format!("2026-01-02 {line}\n"));
    assert_eq!(found.diagnostics, [], "{line}");
    let events = found.events.expect("no errors");
    events.lines[0].act.clone().expect("an act")
}

/// Codes of what is wrong with some lines.
fn codes(lines: &str) -> Vec<&'static str> {
    read(&three_phase(), lines).diagnostics.iter().map(|it| it.code).collect()
}

#[test]
fn every_verb_becomes_its_deed() {
    let compiled = three_phase();
    let names = &compiled.common.names;
    let duty = |name: &str| names.duty(name).expect("a step");
    let subject = |name: &str| names.subject(name).expect("a quantity");
    let (waiver, dial) = (names.waiver("W1").expect("W1"), names.dial("relief").expect("relief"));
    let (tranche, line) = (names.tranche("T1").expect("T1"), names.redline("ship").expect("ship"));
    let dispute = names.procedure("D1").expect("D1");
    let inquiry = names.inquiry("autonomy").expect("autonomy");
    let cases = [
        ("US grants W1", Deed::Grant(waiver)),
        ("US renews W1", Deed::Renew(waiver)),
        ("US revokes W1", Deed::Revoke(waiver)),
        ("Iran draws 20 thousand tonne under W1", Deed::Draw(waiver, 20_000_000_000)),
        ("US turns relief to 2", Deed::Turn(dial, 2)),
        ("Bank makes relief felt", Deed::Feel(dial)),
        ("US transfers T1", Deed::Transfer(tranche)),
        ("Bank makes T1 usable", Deed::Release(tranche)),
        ("Bank returns T1", Deed::Return(tranche)),
        ("Iran spends 10 million USD of T1", Deed::Spend(tranche, 1_000_000_000)),
        ("IAEA measures enrichment 4.5 %U235", Deed::Measure(subject("enrichment"), 4_500)),
        ("Iran brings enrichment to 3.67 %U235", Deed::Set(subject("enrichment"), 3_670)),
        ("Iran performs admit", Deed::Conduct(duty("admit"), true)),
        ("Iran ceases admit", Deed::Conduct(duty("admit"), false)),
        ("US performs lift", Deed::Grant(waiver)),
        ("Iran performs cap", Deed::Set(subject("enrichment"), 3_670)),
        ("IAEA reports cap kept", Deed::Report(duty("cap"), Finding::Clean)),
        ("IAEA reports cap not kept", Deed::Report(duty("cap"), Finding::NotPerformed)),
        ("IAEA finds cap not performed", Deed::Find(duty("cap"), Finding::NotPerformed)),
        ("US alleges cap not performed", Deed::Allege(duty("cap"))),
        ("Iran contests cap", Deed::Contest(duty("cap"))),
        ("Iran admits cap", Deed::Admit(duty("cap"))),
        ("Coastal attacks in Gulf", Deed::Incident(subject("attacks"), 0)),
        ("Coastal attacks in Gulf with 3 casualties", Deed::Incident(subject("attacks"), 3)),
        ("Israel strikes", Deed::Strike),
        ("US opens hostilities", Deed::Hostilities),
        ("US answers ship with answer 1", Deed::Answer(line, 0)),
        ("US absorbs ship", Deed::Absorb(line)),
        ("US opens autonomy", Deed::Inquire(inquiry)),
        ("US warns under autonomy", Deed::Warn(inquiry)),
        ("US starts D1 about cap", Deed::Start(dispute, duty("cap"))),
        ("US settles D1", Deed::Settle(dispute)),
        ("US stops back", Deed::Stop(names.procedure("back").expect("back"))),
        ("US uses D1", Deed::Use(dispute)),
        ("JMC extends D1 by 10 days", Deed::Extend(dispute, Hours::days(10))),
        ("US withdraws", Deed::Withdraw),
    ];
    for (line, deed) in cases {
        assert_eq!(act(line).1, deed, "{line}");
    }
    assert_eq!(act("JMC attributes attacks to Coastal").0, names.actor("JMC").expect("JMC"));
    assert!(matches!(act("Iran restrains Coastal").1, Deed::Set(_, 2)));
    assert!(matches!(act("Iran performs calm").1, Deed::Set(_, 2)));
    assert!(matches!(act("Iran directs Coastal").1, Deed::Set(_, 0)));
    assert!(matches!(act("JMC sees Iran tolerating Coastal").1, Deed::Measure(_, 1)));
}

#[test]
fn what_follows_an_act_is_kept() {
    let compiled = three_phase();
    let found = read(
        &compiled,
        "# opening\n\
         2026-01-02 14:00 IAEA reports cap kept, mark A, source \"a  report\", expect void  # too early\n\
         2026-01-15 expect live of cap, expect ended of accord\n\
         until 2026-02-01\n",
    );
    assert_eq!(found.diagnostics, []);
    let events = found.events.expect("no errors");
    let [first, second] = events.lines.as_slice() else { unreachable!("two lines") };
    assert_eq!(first.at, Hours(24 + 14));
    assert_eq!((first.mark, first.source.as_deref()), (Some(Mark::A), Some("a report")));
    assert_eq!(first.expect[0].kind, VerdictKind::Void);
    assert_eq!((first.line, first.text.as_str()), (4, "IAEA reports cap kept"));
    assert_eq!(second.act, None);
    assert!(matches!(second.expect[0].item, Some(Item::Duty(_))));
    assert_eq!(second.expect[1].item, Some(Item::Accord));
    assert_eq!(events.until, Some(Hours::days(31)));
}

#[test]
fn comments_are_kept() {
    let text = "# one\nhistory of \"a\"\n\n  # two\n2026-01-01 A withdraws # three\n";
    let history = parse_events(&Source::new("a.events", text)).history;
    let comments = history.comments.iter().map(|it| (it.line, it.alone, it.text.as_str()));
    let expected = [(1, true, "# one"), (4, true, "# two"), (5, false, "# three")];
    assert_eq!(comments.collect::<Vec<_>>(), expected);
}

#[test]
fn every_fault_has_its_code_and_a_way_out() {
    let cases = [
        ("in 2026 US withdraws", "A071"),
        ("2026-02-30 US withdraws", "A034"),
        ("2026-01-02 14:30 US withdraws", "A034"),
        ("2026-01-02 25:00 US withdraws", "A034"),
        ("2026-01-02 US withdrew", "A075"),
        ("2026-01-02 US withdraws, marks A", "A072"),
        ("2026-01-02 US withdraws, mark D", "A072"),
        ("2026-01-02 US withdraws, expect ending", "A073"),
        ("2026-01-02 US withdraws, mark A", "A074"),
        ("2026-01-02 US withdraws, mark C, expect withdrawn", "A074"),
        ("2026-01-02 US withdraws today", "A072"),
        ("2026-01-03 US withdraws\n2026-01-02 Iran withdraws", "A076"),
        ("2025-12-31 US withdraws", "A077"),
        ("2026-01-02 Usa withdraws", "A078"),
        ("2026-01-02 US grants W2", "A078"),
        ("2026-01-02 IAEA reports capp kept", "A078"),
        ("2026-01-02 IAEA reports cap fine", "A075"),
        ("2026-01-02 US withdraws, expect late of nobody", "A078"),
        ("2026-01-02 JMC reports accede performed", "A079"),
        ("2026-01-02 JMC reports accede of Israel performed", "A079"),
        ("2026-01-02 Israel attacks in Gulf", "A079"),
        ("2026-01-02 Iran ceases cap", "A079"),
        ("2026-01-02 IAEA measures enrichment 4.5 kg[U]", "A079"),
        ("2026-01-02 Israel restrains Coastal", "A079"),
    ];
    for (line, code) in cases {
        assert_eq!(codes(line), [code], "{line}");
    }
    let found =
        read(&three_phase(), "2026-01-02 Usa grant W1\n2026-01-02 IAEA reports capp kept\n");
    let help: Vec<_> = found.diagnostics.iter().filter_map(|it| it.help.clone()).collect();
    assert!(help.iter().any(|it| it == "did you mean `grants`?"), "{help:?}");
    assert!(help.iter().any(|it| it == "did you mean `cap`?"), "{help:?}");
}

#[test]
fn a_history_of_another_agreement_is_refused() {
    let compiled = three_phase();
    let other = "history of \"something else\"\nday 0 is 2026-01-01\n";
    let found = compile_events(&Source::new("a", other), &compiled, &compiled.common);
    assert_eq!(found.diagnostics[0].code, "A070");
    let headless =
        compile_events(&Source::new("a", "day 0 is 2026-01-01\n"), &compiled, &compiled.common);
    assert_eq!(headless.diagnostics[0].code, "A070");
    let undated = format!("history of \"{}\"\n", compiled.title);
    let found = compile_events(&Source::new("a", undated), &compiled, &compiled.common);
    assert_eq!(found.diagnostics[0].code, "A077");
}

#[test]
fn a_step_that_several_owe_names_the_party() {
    let (_, deed) = act("JMC reports accede of Iran performed");
    let compiled = three_phase();
    let Deed::Report(duty, Finding::Clean) = deed else { unreachable!("a report") };
    let obligor = compiled.accord().duty(duty).expect("a row").obligor;
    assert_eq!(Some(obligor), compiled.common.names.actor("Iran"));
}

/// What is written is read again as the same.
#[test]
fn words_and_events_are_two_forms_of_one_thing() {
    let compiled = three_phase();
    let lines = "2026-01-02 05:00 Iran performs admit\n\
        2026-01-02 05:00 Iran draws 20.5 thousand tonne under W1\n\
        2026-02-28 Iran restrains Coastal\n\
        2026-03-01 Iran brings enrichment to 3.67 %U235\n\
        2026-03-01 JMC sees Iran directing Coastal\n\
        2026-03-01 Iran spends 10.25 USD of T1\n\
        2026-03-01 US starts D1 about accede of Iran\n\
        2026-03-01 JMC extends D1 by 10 days\n\
        2026-03-01 Coastal attacks with 2 casualties\n\
        until 2027-01-01\n";
    let events = read(&compiled, lines).events.expect("no errors");
    let acts = events.lines.iter().map(|line| {
        let (by, deed) = line.act.clone().expect("an act");
        (line.at, by, deed)
    });
    let acts: Vec<_> = acts.collect();
    let text = write_events(&compiled, &compiled.common, events.day_zero, &acts, events.until);
    let again = compile_events(&Source::new("again", text.clone()), &compiled, &compiled.common);
    assert_eq!(again.diagnostics, [], "{text}");
    let again = again.events.expect("no errors");
    let told = again.lines.iter().map(|line| (line.at, line.act.clone()));
    let expected = acts.iter().map(|(at, by, deed)| (*at, Some((*by, deed.clone()))));
    assert!(told.eq(expected), "{text}");
    assert_eq!(again.until, events.until);
}

/// Every block of the manual is read, and gives the codes that it says.
#[test]
fn the_manual_is_executed() {
    let compiled = three_phase();
    let mut blocks = 0;
    for block in MANUAL.split("```events").skip(1) {
        let (info, rest) = block.split_once('\n').expect("a line end");
        let (text, _) = rest.split_once("```").expect("a closing fence");
        let whole = text.starts_with("history of");
        let found = if whole {
            compile_events(&Source::new("manual", text), &compiled, &compiled.common)
        } else {
            read(&compiled, text)
        };
        let codes: Vec<&str> = found.diagnostics.iter().map(|it| it.code).collect();
        assert_eq!(codes, info.split_whitespace().collect::<Vec<_>>(), "{text}");
        blocks += 1;
    }
    assert!(blocks >= 4, "{blocks}");
    let missing = (70..80).map(|n| format!("A0{n}")).filter(|code| !MANUAL.contains(code));
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<String>::new());
}
