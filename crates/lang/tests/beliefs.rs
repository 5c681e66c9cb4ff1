//! A reader's beliefs beside the text they are about.

use lang::source::Source;
use lang::{
    BeliefsCompilation, Compiled, compile, compile_beliefs, leave_out, leave_out_of, render,
};
use world::programme::{Ranged, StockAmount};
use world::{Occasion, Odds, Per};

fn three_phase() -> Compiled {
    let text = include_str!("../../../accords/three-phase.accord");
    let compilation = compile(&Source::new("three-phase.accord", text));
    compilation.compiled.expect("a text without errors compiles")
}

fn beliefs(text: &str) -> BeliefsCompilation {
    let compiled = three_phase();
    compile_beliefs(&Source::new("some.beliefs", text), &compiled, &compiled.common)
}

/// Codes and messages, one a line.
fn told(text: &str) -> String {
    let heading =
        "beliefs for \"Three-phase understanding, United States - Iran\" { reader \"desk\" }\n";
    let source = Source::new("some.beliefs", format!("{heading}{text}"));
    let compiled = three_phase();
    let found = compile_beliefs(&source, &compiled, &compiled.common).diagnostics;
    let line = |it: &lang::diagnostic::Diagnostic| {
        format!("{}: {}; {}", it.code, it.message, it.help.as_deref().unwrap_or(""))
    };
    found.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_kind_of_entry_finds_its_row() {
    let text = include_str!("good/three-phase.beliefs");
    let compilation = beliefs(text);
    let source = Source::new("some.beliefs", text);
    let codes: Vec<_> = compilation.diagnostics.iter().map(|it| it.code).collect();
    assert_eq!(codes, ["A364"], "{}", render(&compilation.diagnostics, &source));
    let beliefs = compilation.beliefs.expect("no errors");
    let names = &three_phase().common.names;
    let cap = names.duty("cap").expect("a step");
    let detect = beliefs.odds_entry(Odds::Detect(cap)).expect("given");
    assert_eq!(beliefs.entries[detect.0 as usize].name, "IAEA detects cap");
    assert_eq!(beliefs.central()[detect.0 as usize].to_bits(), 0.25_f64.to_bits());
    let iran = names.actor("Iran").expect("a party");
    assert_eq!(beliefs.seen_by(iran)[detect.0 as usize].to_bits(), 0.4_f64.to_bits());
    let relief = names.dial("relief").expect("a dial");
    let gap = beliefs.flows.iter().find(|flow| flow.per == Per::Gap(relief)).expect("given");
    assert_eq!(gap.hawk.map(|(party, _)| names.name(party)), Some("US"));
    let grave = |it: &&world::Lump| matches!(it.on, Occasion::Attack { grave: true, .. });
    assert_eq!(beliefs.lumps.iter().filter(grave).count(), 1);
    assert_eq!(beliefs.horizon, 60);
    let israel = names.actor("Israel").expect("an outsider");
    let hardens = beliefs.odds_entry(Odds::Hardens(iran, israel)).expect("given");
    assert_eq!(beliefs.central()[hardens.0 as usize].to_bits(), 0.3_f64.to_bits());
    let left: Vec<&str> = beliefs.left_out.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(left, ["lapse of W1", "pipeline of relief", "autonomy"]);
}

/// Tables show these names to people.
#[test]
fn entries_are_named_as_people_say_it() {
    let beliefs = beliefs(include_str!("../../../accords/three-phase.beliefs"));
    let beliefs = beliefs.beliefs.expect("no errors");
    let named = |line: &str| {
        assert!(beliefs.entries.iter().any(|it| it.name == line), "{line}");
    };
    named("cost to Iran when cap is not performed");
    named("gain to Iran per period for each level of relief felt");
    named("cost to Iran per period while cap kept");
    named("cost to US when ship is absorbed by US");
    named("cost to US when it withdraws itself");
    named("cost to US at attacks with casualties");
    named("the administration of US changes");
    named("a successor honours an executive agreement");
    named("discount rate of Iran");
    let mut names: Vec<&str> = beliefs.entries.iter().map(|it| it.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), beliefs.entries.len(), "each has a name of its own");
    assert!(names.iter().all(|name| !name.contains('_')), "{names:?}");
}

#[test]
fn what_is_left_out_is_gone_and_every_row_keeps_its_number() {
    let compiled = three_phase();
    let accord = compiled.accord();
    let beliefs = beliefs(include_str!("good/three-phase.beliefs")).beliefs.expect("no errors");
    let core = leave_out_of(&compiled.common, &beliefs).expect("of this text");
    assert_eq!(core.waivers[0].lasts, None);
    assert!(!core.dials[0].piped && accord.dials[0].piped);
    assert_eq!((core.inquiries.len(), core.redlines.len()), (1, 2));
    let without = leave_out(&compiled.common, ["ship", "pause of proceeds"]).expect("of this text");
    assert_eq!(without.redlines[0].live, kernel::Condition::Never);
    assert!(without.redlines[0].levels[0].answers.is_empty());
    assert_eq!(without.duties.len(), accord.duties.len());
    let faults =
        leave_out(&compiled.common, ["shipp", "lapse of relief"]).expect_err("neither is one");
    assert!(faults[0].contains("did you mean `ship`"), "{}", faults[0]);
    assert!(faults[1].starts_with("`lapse` of `relief` cannot be left out"), "{}", faults[1]);
}

#[test]
fn beliefs_about_another_agreement_name_both() {
    let found = beliefs("beliefs for \"Minsk\" { reader \"desk\" }").diagnostics;
    assert_eq!(found.len(), 1);
    let message = &found[0].message;
    assert!(message.contains("\"Minsk\"") && message.contains("\"Three-phase"), "{message}");
}

#[test]
fn names_that_are_not_the_agreements_get_a_did_you_mean() {
    let told = told(
        "odds IAEA detects capp: 0.25\nvalue Iraq: 1 on war\nvalue US: 1 per period while P9 open",
    );
    assert!(told.contains("`capp` is no step of the agreement; did you mean `cap`?"), "{told}");
    assert!(
        told.contains("`Iraq` is no signatory of the agreement; did you mean `Iran`?"),
        "{told}"
    );
    assert!(told.contains("`P9` is no name of the agreement; did you mean `P1`?"), "{told}");
}

#[test]
fn entries_that_can_have_no_effect_are_errors() {
    let told = told(
        "odds JMC detects cap: 0.25\nvalue US: 1 per period while cap held for 90 days\nleave out lapse of relief",
    );
    assert!(
        told.contains("A361: `JMC` does not verify `cap` in the agreement; `IAEA` does"),
        "{told}"
    );
    assert!(told.contains("A362: the agreement does not keep the clock that this reads"), "{told}");
    assert!(told.contains("A363: `lapse` of `relief` cannot be left out"), "{told}");
}

#[test]
fn the_beliefs_that_ship_are_about_the_text_that_ships() {
    let text = include_str!("../../../accords/three-phase.beliefs");
    let compilation = beliefs(text);
    let source = Source::new("three-phase.beliefs", text);
    assert_eq!(compilation.diagnostics, [], "{}", render(&compilation.diagnostics, &source));
    let beliefs = compilation.beliefs.expect("no errors");
    assert!(leave_out_of(&three_phase().common, &beliefs).is_ok());
}

/// Capacity, stocks and oil are the reader's and stand apart from what is sampled.
#[test]
fn enrichment_and_oil_are_read() {
    let text = "beliefs for \"Three-phase understanding, United States - Iran\" { reader \"desk\" }\n\
        capacity Iran: 7500 (2000 to 15000) SWU per year, because \"declared\" mark A\n\
        stock heu at 60 %U235\n\
        stock Iran: 300 kg[UF6] at 3.67 %U235\n\
        unaccounted Iran: 0 (0 to 100) kg[U] at 60 %U235\n\
        expect breakout of Iran >= 90 days always\n\
        oil ended: exports because \"purchases stop\"\noil war: strait\n";
    let beliefs = beliefs(text).beliefs.expect("no errors");
    assert!(beliefs.entries.is_empty(), "none of it is a payoff or a chance");
    let [programme] = &beliefs.programmes[..] else { unreachable!("one party enriches") };
    assert_eq!((programme.swu_per_year.low, programme.swu_per_year.high), (2000.0, 15000.0));
    let unaccounted: Vec<bool> = programme.stocks.iter().map(|it| it.unaccounted).collect();
    assert_eq!(unaccounted, [false, false, true]);
    let StockAmount::Kept { kg_per_base, .. } = programme.stocks[0].amount else {
        unreachable!("a quantity of the text")
    };
    assert!((kg_per_base - 1e-3).abs() < 1e-18, "kept in grams");
    let beside = programme.stocks[1].amount;
    assert_eq!(
        beside,
        StockAmount::Beside(Ranged::point(300.0 * 0.676)),
        "uranium in hexafluoride"
    );
    assert!((programme.stocks[1].assay - 0.0367).abs() < 1e-15);
    assert_eq!(programme.expected.len(), 1);
    let oil: Vec<&str> = beliefs.oil.iter().map(|it| it.rung.as_str()).collect();
    assert_eq!(oil, ["exports", "strait"]);
}

#[test]
fn slips_about_enrichment_and_oil_are_told() {
    let cases = [
        ("capacity Iran: 7500 kg[U] per year", "A056: capacity is counted in SWU per year"),
        ("capacity Iran: 0 SWU per year", "A053: a capacity is above 0"),
        (
            "stock enrichment at 60 %U235",
            "A361: `enrichment` is not counted in `kg[U]` or `kg[UF6]`",
        ),
        ("stock Iran: 5 kg at 60 %U235", "A056: a stock is uranium or its hexafluoride"),
        ("stock heu at 60 %", "A056: a level is a share of U-235"),
        (
            "expect breakout of Iran >= 90 days always",
            "A361: nothing says what that party enriches",
        ),
        ("oil ended: export", "A051: `export` is no state of supply that is known; did you mean"),
        ("oil peace: kept", "A051: `peace` is no state of the agreement"),
        ("capacity Iran: 5 SWU per year mark A", "A057: a number marked A or B rests on"),
    ];
    for (line, expected) in cases {
        let told = told(&format!("{}{line}\n", capacity_before(line)));
        assert!(told.contains(expected), "{line}\n{told}");
    }
    let twice = "capacity Iran: 5 SWU per year\ncapacity Iran: 6 SWU per year\n";
    assert!(told(twice).contains("A058: its capacity is believed twice"));
}

/// Stocks need a capacity, which is not what is tested.
fn capacity_before(line: &str) -> &'static str {
    if line.starts_with("stock") { "capacity Iran: 5 SWU per year\n" } else { "" }
}

#[test]
fn types_of_a_party_share_its_odds_and_differ_from_the_readers_own_entries() {
    let own = "value Iran: 1 per period while cap hidden\n";
    let text = |rest: &str| told(&format!("{own}{rest}"));
    let two = "type \"stays\" of Iran: 0.6 { }\ntype \"hides\" of Iran: 0.4 (0.2 to 0.6) {\n  \
               value Iran: 3 per period while cap hidden\n}\n";
    assert_eq!(text(two), "");
    let heading =
        "beliefs for \"Three-phase understanding, United States - Iran\" { reader \"desk\" }\n";
    let found = beliefs(&format!("{heading}{own}{two}")).beliefs.expect("no errors");
    let [stays, hides] = found.types.as_slice() else { panic!("{:?}", found.types) };
    assert_eq!((stays.name.as_str(), stays.odds, stays.range), ("stays", 0.6, (0.6, 0.6)));
    assert_eq!((hides.name.as_str(), hides.odds, hides.range), ("hides", 0.4, (0.2, 0.6)));
    assert_eq!(found.of_type(stays), found.central());
    assert_eq!(found.of_type(hides)[0].to_bits(), 3.0_f64.to_bits());

    let short = text("type \"hides\" of Iran: 0.4 { }\n");
    assert!(short.contains("A053: the odds of the types of Iran sum to 0.4, not 1"), "{short}");
    let twice = text("type \"a\" of Iran: 0.5 { }\ntype \"a\" of Iran: 0.5 { }\n");
    assert!(twice.contains("A058: type \"a\" of Iran is believed twice"), "{twice}");
    let foreign = text("type \"a\" of Iran: 1 { value US: 3 on war }\n");
    assert!(foreign.contains("A059"), "{foreign}");
}

fn late_relief() -> Compiled {
    let text = include_str!("../../../accords/late-relief.accord");
    let compilation = compile(&Source::new("late-relief.accord", text));
    compilation.compiled.expect("a text without errors compiles")
}

/// Money, elections, late relief and forces find their rows.
#[test]
fn what_presses_at_home_is_read() {
    let text = include_str!("../../../accords/late-relief.beliefs");
    let (compiled, source) = (late_relief(), Source::new("late-relief.beliefs", text));
    let found = compile_beliefs(&source, &compiled, &compiled.common);
    assert_eq!(found.diagnostics, [], "{}", render(&found.diagnostics, &source));
    let beliefs = found.beliefs.expect("no errors");
    let names = &compiled.common.names;
    let (us, iran) = (names.actor("US").expect("a party"), names.actor("Iran").expect("a party"));
    let budget = beliefs.home.budget(iran).expect("all four numbers");
    let values = beliefs.central();
    let inflow = [0, 1, 2].map(|felt| budget.inflow_usd_bn(&values, felt));
    assert_eq!(inflow.map(f64::to_bits), [30.0, 42.0, 54.0].map(f64::to_bits));
    let period = beliefs.period;
    let dates: Vec<u32> =
        beliefs.home.elections.iter().flat_map(|it| it.dates(period, 24)).collect();
    assert_eq!(dates, [16], "507 days from 2027-09-01 to 2029-01-20");
    let late = |unfelt, of| beliefs.chance(&values, Odds::Sabotage(iran, unfelt, of));
    let (all, half, none) = (late(2, 2), late(1, 2), late(0, 0));
    assert!(all > half && half > none && none == Some(0.01), "{all:?} {half:?} {none:?}");
    assert!(beliefs.odds_entry(Odds::Election(us)).is_some());
    assert!(beliefs.odds_entry(Odds::NotRenewed(kernel::WaiverId(0))).is_some());
    let forces = names.subject("forces").expect("a quantity");
    let held = Per::Held { subject: forces, from: 40_000, unit: 1000 };
    assert_eq!(beliefs.flows.iter().filter(|it| it.per == held).count(), 2);
    let covered = Per::Covered { subject: forces, from: 40_000, half: 12_000 };
    assert!(beliefs.flows.iter().any(|it| it.per == covered));
    assert!(beliefs.flows.iter().any(|it| it.per == Per::Pressure(iran)));
}

#[test]
fn slips_about_what_presses_at_home_are_told() {
    let whole = "inflow Iran: 1 billion USD per year\ninflow Iran: 1 billion USD per year per level relief felt\n\
                 need Iran: 2 billion USD per year\nreserves Iran: 1 billion USD\n";
    let cases = [
        ("need Iran: 2 billion USD per year", "A361: what comes in and goes out of `Iran` is not"),
        ("value Iran: -1 per period per pressure", "A361: nothing says what presses on that party"),
        ("need Iran: 2 billion EUR per year", "A021: `USD` is expected"),
        ("reserves Iran: -2 billion USD", "A053: `-2` cannot be"),
        ("odds leak: 0.1, times 3 while relief unfelt", "A361: only the chance of sabotage can"),
        ("odds oil not renewed: 0.1", "A336: `oil` is no waiver of the agreement"),
        ("odds W1 not kept: 0.1", "A021: `renewed` is expected"),
        ("odds turnover US: 0.4 on 2026-01-20", "A361: the election has no place"),
        (
            "odds turnover US: 0.4 on day 9\nodds turnover US: 0.4 on day 10",
            "A058: its elections are believed twice",
        ),
        (
            "value US: 8 per period of forces, half at 12000 kg",
            "A361: `forces` is not counted in that unit",
        ),
        ("value US: 8 per period of forces, half at 0 persons", "A053: an amount here is above 0"),
        (
            "value US: 8 per period of sales, half at 5 tonne",
            "A361: nothing says how much of `sales`",
        ),
        ("value US: 8 per period per 10 persons of force", "A336: `force` is no quantity"),
    ];
    let compiled = late_relief();
    let told = |lines: &str| told_of(&compiled, "Relief and forces in the Gulf", lines);
    assert_eq!(told(whole), "");
    for (line, expected) in cases {
        let found = told(line);
        assert!(found.contains(expected), "{line}\n{found}");
    }
}

/// Codes and messages of these lines of beliefs about a text.
fn told_of(compiled: &lang::Compiled, title: &str, lines: &str) -> String {
    let text = format!("beliefs for \"{title}\" {{ reader \"desk\" }}\n{lines}\n");
    let found = compile_beliefs(&Source::new("some.beliefs", text), compiled, &compiled.common);
    let line = |it: &lang::diagnostic::Diagnostic| format!("{}: {}", it.code, it.message);
    found.diagnostics.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn signals() -> lang::Compiled {
    let text = include_str!("../../../accords/signals.accord");
    let compilation = compile(&Source::new("signals.accord", text));
    compilation.compiled.expect("a text without errors compiles")
}

/// A rate a year stands behind a chance in a period; waves tell quiet periods from others.
#[test]
fn rates_and_waves_are_read() {
    let compiled = signals();
    let lines = include_str!("../../../accords/signals.beliefs");
    let source = Source::new("signals.beliefs", lines);
    let found = compile_beliefs(&source, &compiled, &compiled.common);
    let beliefs = found.beliefs.expect("no errors");
    let (values, tally) = (beliefs.central(), compiled.common.names.subject("attacks"));
    let tally = tally.expect("a quantity");
    let chance = |odds| beliefs.chance(&values, odds).expect("believed");
    let even = chance(Odds::Incident(tally, 1));
    let [quiet, after] = [false, true].map(|stirred| chance(Odds::Wave(tally, 1, stirred)));
    assert!((even - (1.0 - (-11.0_f64 * 30.0 / 365.25).exp())).abs() < 1e-12, "{even}");
    assert!(quiet < after && after < even, "{quiet} {after} {even}");
}

#[test]
fn slips_about_rates_and_waves_are_told() {
    let rate = "odds attacks by Coastal when tolerated: 11 per year\n";
    let cases = [
        ("odds finding true: 12 per year".to_owned(), "A361: this is a chance on an occasion"),
        ("odds leak: -1 per year".to_owned(), "A053: `-1` cannot be: a rate or factor"),
        ("odds leak: 1 per year\nodds leak: 0.1 per period".to_owned(), "A058"),
        ("waves of attacks: 0.5 answers within 7 days".to_owned(), "A361: nothing says how often"),
        (format!("{rate}waves of attacks: 1 answers within 7 days"), "A053: a wave in which each"),
        (format!("{rate}waves of attacks: 0.5 answers within 0 days"), "A054: how long an answer"),
        (
            format!("{rate}waves of Hotline: 0.5 answers within 7 days"),
            "A336: `Hotline` is no quantity counted",
        ),
        (
            format!(
                "{rate}odds attacks by Coastal when directed: 0.6 per period\nwaves of attacks: 0.5 answers within 7 days"
            ),
            "A361: what comes in waves needs a rate",
        ),
    ];
    let compiled = signals();
    for (lines, expected) in cases {
        let told = told_of(&compiled, "Signals in the Gulf", &lines);
        assert!(told.contains(expected), "{lines}: {told}");
    }
}
