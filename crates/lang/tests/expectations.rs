//! Expectations and worked examples of a text, in the tables' terms.

use kernel::accord::Effect;
use kernel::expect::{Claim, Expectation, Exposure, ExposureBound, Kept, Move, Occasion, Property};
use kernel::verdict::Item;
use kernel::{Condition, Deed, Event, Hours};
use lang::source::Source;
use lang::{Compiled, compile};

fn compiled(text: &str) -> Compiled {
    let compilation = compile(&Source::new("text.accord", text.to_owned()));
    let errors: Vec<_> = compilation.diagnostics.iter().filter(|it| it.is_error()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    compilation.compiled.expect("a text without errors compiles")
}

fn three_phase() -> Compiled {
    compiled(include_str!("../../../accords/three-phase.accord"))
}

fn properties(compiled: &Compiled) -> Vec<&Property> {
    compiled.common.expectations.iter().map(|it| &it.property).collect()
}

#[test]
fn three_phase_expects_its_last_phase_its_waiver_and_its_bound() {
    let text = three_phase();
    let names = &text.common.names;
    let duties = |list: &[&str]| list.iter().flat_map(|it| names.duties(it)).collect::<Vec<_>>();
    let bound = Property::Exposure(Exposure {
        party: names.actor("US").expect("a party"),
        delivered: duties(&["pay1", "pay2", "pay3"]),
        repaid: duties(&["calm"]),
        bound: ExposureBound::Money(80_000_000_000),
    });
    let third = Property::Reachable(Condition::Open(names.phase("P3").expect("a phase")));
    let leaves = Property::Leaves {
        event: Occasion::NotPerformed(duties(&["calm"])),
        unchanged: vec![Kept::Item(Item::Waiver(names.waiver("W1").expect("a waiver")))],
    };
    assert_eq!(properties(&text), [&bound, &third, &leaves]);
    let line = |it: &Expectation| text.clauses.get(it.clause).expect("its clause").text.clone();
    let lines: Vec<String> = text.common.expectations.iter().map(line).collect();
    assert_eq!(lines[0], "swap pay1, pay2, pay3 for calm, exposure US <= 800 million USD");
    assert_eq!(lines[1], "expect P3 reachable");
}

#[test]
fn a_worked_example_becomes_events_and_claims() {
    let text = three_phase();
    let names = &text.common.names;
    let [scenario] = text.common.scenarios.as_slice() else { panic!("one scenario") };
    let actor = |name: &str| names.actor(name).expect("an actor");
    let attacks = names.subject("attacks").expect("a tally");
    let calm = names.duty("calm").expect("a step");
    let phase = names.phase("P2").expect("a phase");
    assert_eq!(scenario.given, [Condition::Open(phase), Condition::Met(calm)]);
    let act = |by: &str, deed| Move::Event(Event::Act { by: actor(by), deed });
    let proceeds = names.find("proceeds");
    let [lang::lower::Symbol::Escrow(proceeds)] = proceeds else { panic!("an escrow") };
    let claim = Claim::Power {
        by: vec![actor("US")],
        effect: Effect::PauseEscrow(*proceeds, Hours::days(30)),
        granted: true,
    };
    let told = [
        act("Coastal", Deed::Incident(attacks, 0)),
        act("JMC", Deed::Attribute(attacks, actor("Coastal"))),
        Move::Claim(claim),
    ];
    assert_eq!(scenario.moves, told);
}

/// Three-phase with these lines instead of its own expectations.
fn with(lines: &str) -> Compiled {
    let text = include_str!("../../../accords/three-phase.accord");
    let at = text.find("expect P3").expect("it expects something");
    compiled(&format!("{}{lines}", &text[..at]))
}

#[test]
fn every_kind_of_expectation_has_a_row() {
    let text = with(
        "expect cap met always\n\
         expect never T3 usable\n\
         expect lapse of W1 leaves relief, proceeds, Iran unchanged\n\
         expect withdrawal of Iran leaves attacks unchanged\n\
         expect attack by Coastal leaves W1 unchanged\n\
         expect strike by Israel leaves nuclear unchanged\n\
         expect exposure US <= 90 days always\n",
    );
    let names = &text.common.names;
    let found = properties(&text);
    let cap = names.duty("cap").expect("a step");
    let t3 = names.tranche("T3").expect("a tranche");
    assert_eq!(found[1], &Property::Always(Condition::Met(cap)));
    assert_eq!(found[2], &Property::Never(Condition::Usable(t3)));
    let events: Vec<_> = found[3..7]
        .iter()
        .map(|it| match it {
            Property::Leaves { event, unchanged } => (event.clone(), unchanged.len()),
            other => panic!("{other:?}"),
        })
        .collect();
    let actor = |name: &str| names.actor(name).expect("an actor");
    let tally = names.subject("attacks").expect("a tally");
    let expected = [
        (Occasion::Lapse(names.waiver("W1").expect("a waiver")), 3),
        (Occasion::Withdrawal(actor("Iran")), 1),
        (Occasion::Incident { tally, by: actor("Coastal") }, 1),
        (Occasion::Strike(actor("Israel")), 1),
    ];
    assert_eq!(events, expected);
    let Property::Exposure(exposure) = found[7] else { panic!("{:?}", found[7]) };
    assert_eq!(exposure.bound, ExposureBound::Time(Hours::days(90)));
    assert_eq!(
        exposure.delivered,
        ["lift", "ease", "pay1", "pay2", "pay3"].map(|it| names.duty(it).expect("a step"))
    );
}

#[test]
fn facts_become_acts_with_the_word_of_a_body() {
    let text = with(
        "scenario \"Above the cap\" {\n  given P1 open, relief at 0\n  \
         when Iran breaches cap, found by IAEA\n  then it is a breach of cap, US has no power to pause proceeds\n  \
         when enrichment 20 %U235, found by IAEA, 30 days pass, day 200\n  \
         when US revokes W1, Iran withdraws, US turns relief to 1\n  then it is void, P1 lapsed\n}\n",
    );
    let [scenario] = text.common.scenarios.as_slice() else { panic!("one scenario") };
    let names = &text.common.names;
    let actor = |name: &str| names.actor(name).expect("an actor");
    let (cap, relief) = (names.duty("cap").expect("a step"), names.dial("relief").expect("a dial"));
    let enrichment = names.subject("enrichment").expect("a quantity");
    let waiver = names.waiver("W1").expect("a waiver");
    let act = |by: &str, deed| Move::Event(Event::Act { by: actor(by), deed });
    let not = kernel::event::Finding::NotPerformed;
    assert_eq!(scenario.given[1], Condition::Announced(relief, 0));
    let told = [
        act("Iran", Deed::Set(enrichment, 3671)),
        act("IAEA", Deed::Report(cap, not)),
        act("IAEA", Deed::Find(cap, not)),
        Move::Claim(Claim::NotPerformed(vec![cap], true)),
        act("Iran", Deed::Set(enrichment, 20_000)),
        act("IAEA", Deed::Measure(enrichment, 20_000)),
        Move::Event(Event::Pass(Hours::days(30))),
        Move::Until(Hours::days(200)),
        act("US", Deed::Revoke(waiver)),
        act("Iran", Deed::Withdraw),
        act("US", Deed::Turn(relief, 1)),
        Move::Claim(Claim::Void),
        Move::Claim(Claim::State(Condition::Lapsed(names.phase("P1").expect("a phase")))),
    ];
    let rest: Vec<&Move> = scenario
        .moves
        .iter()
        .filter(|it| !matches!(it, Move::Claim(Claim::Power { .. })))
        .collect();
    assert_eq!(rest, told.iter().collect::<Vec<_>>());
}
