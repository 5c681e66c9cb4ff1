//! `.search` files: what may be chosen, what never is, and the texts that a choice makes.

use lang::search::{Design, Space};
use lang::source::Source;
use lang::{compile, compile_beliefs, format, parse_search};

const JPOA: &str = include_str!("../../../accords/jpoa-2013.accord");
const BELIEFS: &str = include_str!("../../../accords/jpoa-2013.beliefs");
const THREE: &str = include_str!("../../../accords/three-phase.accord");
const THREE_BELIEFS: &str = include_str!("../../../accords/three-phase.beliefs");
const JPOA_TITLE: &str = "Joint Plan of Action, Geneva, 24 November 2013";
const THREE_TITLE: &str = "Three-phase understanding, United States - Iran";

fn file(title: &str, lines: &str) -> String {
    format!(
        "search for \"{title}\" {{ accord \"x.accord\", beliefs \"x.beliefs\" }}\n{lines}\n\
         maximise survival\n"
    )
}

fn space(title: &str, accord: &str, beliefs: &str, lines: &str) -> Result<Space, Vec<String>> {
    let source = Source::new("x.search", file(title, lines));
    let parsed = parse_search(&source);
    let said = |it: &lang::diagnostic::Diagnostic| {
        let line = source.place(it.span).line;
        format!("{line} {} {} {}", it.code, it.message, it.help.clone().unwrap_or_default())
    };
    if !parsed.diagnostics.is_empty() {
        return Err(parsed.diagnostics.iter().map(said).collect());
    }
    let beliefs = [Source::new("x.beliefs", beliefs)];
    let found = Space::new(&parsed.search, &Source::new("x.accord", accord), &beliefs);
    found.map_err(|found| found.iter().map(said).collect())
}

fn jpoa(lines: &str) -> Space {
    space(JPOA_TITLE, JPOA, BELIEFS, lines).expect("a space")
}

/// The text has no error and is laid out, its beliefs are about it.
fn sound(design: &Design) {
    let source = Source::new("design", design.accord.as_str());
    let found = compile(&source);
    let errors: Vec<_> = found.diagnostics.iter().filter(|it| it.is_error()).collect();
    assert!(errors.is_empty(), "{errors:?}\n{}", design.accord);
    assert_eq!(format(&source).expect("closed"), design.accord);
    let compiled = found.compiled.expect("tables");
    for text in &design.beliefs {
        let read = compile_beliefs(&Source::new("b", text.as_str()), &compiled, &compiled.common);
        let errors: Vec<_> = read.diagnostics.iter().filter(|it| it.is_error()).collect();
        assert!(errors.is_empty(), "{errors:?}\n{text}");
    }
}

#[test]
fn a_number_is_put_in_its_place_and_nothing_else_changes() {
    let space =
        jpoa("choose deadline of convert 121..181 by 30\nchoose bound of halt 3.5, 5 %U235");
    let said: Vec<&str> = space.choices().iter().map(|it| it.said.as_str()).collect();
    assert_eq!(said, ["deadline of convert", "bound of halt"]);
    assert_eq!(space.choices()[0].options, ["121", "151", "181"]);
    let design = space.design(&[1, 0]).expect("a text");
    sound(&design);
    let expected = JPOA
        .replace("100 kg[UF6] of near20 by day 181", "100 kg[UF6] of near20 by day 151")
        .replace("hold level <= 5 %U235", "hold level <= 3.5 %U235");
    assert_eq!(design.accord, expected);
    assert_eq!(design.beliefs, [BELIEFS]);
    assert_eq!(space.design(&[2, 1]).expect("a text").accord, JPOA, "what stands there already");
}

#[test]
fn steps_exchange_their_places() {
    let space = jpoa("choose order of quarter, half, convert");
    assert_eq!(space.choices()[0].options.len(), 6);
    assert_eq!(space.design(&[0]).expect("a text").accord, JPOA);
    let last = space.choices()[0].options.iter().position(|it| it == "half < quarter < convert");
    let text = space.design(&[last.expect("an order")]).expect("a text").accord;
    assert!(text.contains("half of near20 baseline by day 40, after halt, verified"), "{text}");
    assert!(text.contains("1/4 of near20 baseline by day 85, after half, verified"), "{text}");
}

const TRANCHES: &str = "choose tranche count of oil 1..12\n\
    choose first payment of oil day 12, 46\nchoose last payment of oil day 46, 181\n\
    choose tranche ratio of oil 50, 100, 200 %";

#[test]
fn a_sum_is_divided_and_stays_the_same_sum() {
    let space = jpoa(TRANCHES);
    for (count, picks) in
        [(1, [0, 0, 0, 1]), (3, [2, 0, 1, 0]), (8, [7, 1, 1, 2]), (12, [11, 0, 1, 1])]
    {
        let design = space.design(&picks).expect("a text");
        sound(&design);
        let tranches = design.accord.lines().filter(|it| it.trim().starts_with("tranche t"));
        let millions = tranches.map(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let size = if words[4] == "billion" { 1000.0 } else { 1.0 };
            assert!(["million", "billion"].contains(&words[4]), "{line}");
            words[3].parse::<f64>().expect("a number") * size
        });
        let millions: Vec<f64> = millions.collect();
        assert_eq!(millions.len(), count);
        assert!((millions.iter().sum::<f64>() - 4200.0).abs() < 1e-6, "{millions:?}");
        assert_eq!(design.accord.matches("step pay").count(), count);
    }
}

/// What beliefs say of the parts sums to what they said of the whole; a late payment costs what
/// one did, or its share by size.
#[test]
fn worths_go_with_the_money_and_lateness_with_the_event() {
    let value = |design: &Design, start: &str| -> Vec<f64> {
        let lines = design.beliefs[0].lines().filter(|it| it.starts_with(start));
        let own = lines.filter(|it| !it.contains("ease late"));
        own.filter(|it| it.contains(" transferred") || it.contains(" late"))
            .map(|it| {
                it[start.len()..].split_whitespace().next().expect("one").parse().expect("it")
            })
            .collect()
    };
    let one = jpoa(TRANCHES).design(&[0, 0, 0, 1]).expect("a text");
    let three = jpoa(TRANCHES).design(&[2, 0, 1, 1]).expect("a text");
    for design in [&one, &three] {
        let gains: f64 = value(design, "value Iran: ").iter().filter(|it| **it > 0.0).sum();
        assert!((gains - 33.6).abs() < 1e-3, "{gains}");
    }
    let late = |design: &Design| -> Vec<f64> {
        design.beliefs[0]
            .lines()
            .filter(|it| it.contains(" on pay"))
            .map(|it| it["value E3EU3: ".len()..].split_whitespace().next().expect("one"))
            .map(|it| it.parse().expect("a number"))
            .collect()
    };
    assert_eq!(late(&one), [-3.0]);
    assert_eq!(late(&three), [-3.0; 3]);
    let by_size = TRANCHES.replacen("1..12", "1..12, lateness by size", 1);
    assert_eq!(late(&jpoa(&by_size).design(&[0, 0, 0, 1]).expect("a text")), [-24.0]);
    assert!(one.together.contains(&("t1".to_owned(), "oil part".to_owned())));
    let stands = jpoa(TRANCHES).as_it_stands().together;
    assert!(stands.contains(&("t8".to_owned(), "oil part".to_owned())));
}

/// A payment waits for all that payments not later than it waited for.
#[test]
fn later_payments_wait_for_more() {
    let early = jpoa(TRANCHES).design(&[0, 0, 0, 1]).expect("a text").accord;
    assert!(early.contains("transfer t1 from day 12 by day 12, after halt, verified"), "{early}");
    let two = jpoa(TRANCHES).design(&[1, 0, 1, 1]).expect("a text").accord;
    assert!(
        two.contains("t2 from day 181 by day 181, after halt, quarter, half, convert,"),
        "{two}"
    );
    assert!(two.contains("closes when halt, pay1, pay2\n"), "{two}");
}

/// Payments that wait for each other, among other steps.
#[test]
fn payments_that_wait_for_each_other_are_divided_too() {
    let types = THREE_BELIEFS;
    let space = space(THREE_TITLE, THREE, types, "choose tranche count of proceeds 1..4");
    let space = space.expect("a space");
    for pick in 0..4 {
        let design = space.design(&[pick]).expect("a text");
        sound(&design);
        assert_eq!(design.accord.matches("step pay").count(), pick + 1);
    }
    let four = space.design(&[3]).expect("a text").accord;
    assert!(
        four.contains("pay4 in regional: US must transfer T4 from day 90 by day 105"),
        "{four}"
    );
    assert!(four.contains("after calm held for 30 days, pay3 met"), "{four}");
    assert!(four.contains("swap pay1, pay2, pay3, pay4 for calm"), "{four}");
}

/// Answers with force and what stays open are no choice; the reason is told.
#[test]
fn what_is_never_chosen_is_refused_with_the_reason() {
    for (line, reason) in [
        ("choose level of ship 1..2", lang::search::KINETIC),
        ("choose answers of ship among strike", lang::search::KINETIC),
        ("choose cool down of ship 24..96", lang::search::KINETIC),
        ("choose window of autonomy 10..40 days", lang::search::KINETIC),
        ("choose carveout medicine 1..2", lang::search::VALVES),
    ] {
        let found = space(THREE_TITLE, THREE, THREE_BELIEFS, line).expect_err(line).concat();
        assert!(found.starts_with("2 A094") && found.contains(reason), "{line}: {found}");
    }
    let valve = THREE.to_owned()
        + "carveout medicine { goods medicine, cap 5 million USD per 30 days, until day 300 }\n";
    let found = space(THREE_TITLE, &valve, THREE_BELIEFS, "choose volume of medicine 1..9")
        .expect_err("a valve");
    assert!(found.concat().contains(lang::search::VALVES), "{found:?}");
}

#[test]
fn what_is_wrong_has_a_place_and_a_way_out() {
    for (line, said) in [
        (
            "choose deadline of quater 10..20",
            "2 A092 the text has no `quater` did you mean `quarter`?",
        ),
        ("choose deadline of halt 10..20", "2 A092 `halt` has no deadline"),
        (
            "choose dedline of half 10..20",
            "2 A092 `dedline` is no place that can be chosen did you mean `deadline`?",
        ),
        ("choose deadline of half 20..10", "2 A091 `20..10` holds no value"),
        ("choose deadline of half 1..9999", "2 A091 the range has more than 1000 values"),
        ("choose deadline of half 1..9 years of", "2 A024"),
        (
            "choose order of half, convert\nchoose order of half, convert",
            "3 A095 `order of half, convert` is chosen twice",
        ),
        ("choose tranche count of gold 1..3", "2 A092 the text has no `gold`"),
        ("choose form among political, statute", ""),
    ] {
        match space(JPOA_TITLE, JPOA, BELIEFS, line) {
            Ok(_) => assert_eq!(said, "", "{line}"),
            Err(found) => {
                assert!(!said.is_empty() && found[0].starts_with(said), "{line}: {found:?}")
            }
        }
    }
    let expecting = JPOA.to_owned() + "expect breach of pay3 leaves eased unchanged\n";
    let found =
        space(JPOA_TITLE, &expecting, BELIEFS, "choose tranche count 1..3").expect_err("named");
    let last = JPOA.lines().count() + 1;
    let said = format!("2 A096 line {last} of the accord names `pay3`");
    assert!(found[0].starts_with(&said), "{found:?}");
    let other =
        space("Another", JPOA, BELIEFS, "choose deadline of half 10..20").expect_err("title");
    assert!(other[0].starts_with("1 A095 the text is called"), "{other:?}");
    let empty = Source::new("x.search", "maximise survival by regret\n");
    let bare = Source::new("y.search", file("x", ""));
    let said =
        parse_search(&bare).diagnostics.iter().map(|it| it.message.clone()).collect::<Vec<_>>();
    assert_eq!(said, ["nothing may be chosen"]);
    let codes: Vec<_> =
        parse_search(&empty).diagnostics.iter().map(|it| it.message.clone()).collect();
    assert_eq!(codes, ["the file does not say what is searched"]);
}
