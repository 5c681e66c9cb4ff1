//! What a second text changes in a first: each change once, for whom, and which way.

use lang::compare::{Comparison, Turn, compare};
use lang::source::Source;
use lang::{compile, format};

const TEXT: &str = include_str!("../../../accords/three-phase.accord");

fn against(now: &str) -> Comparison {
    let texts = [TEXT, now].map(|text| Source::new("a.accord", text));
    let compiled = texts.each_ref().map(|source| {
        let found = compile(source);
        assert_eq!(found.diagnostics, [], "the text is right");
        found.compiled.expect("it has no errors")
    });
    let [was, now] = &texts;
    compare((was, &compiled[0]), (now, &compiled[1]))
}

/// The text with one passage changed.
fn with(was: &str, now: &str) -> Comparison {
    assert_eq!(TEXT.matches(was).count(), 1, "`{was}` stands once in the text");
    against(&TEXT.replace(was, now))
}

/// Each change as turn, party, item and words.
fn said(found: &Comparison) -> Vec<(Turn, &str, &str, &str)> {
    let party =
        |it: &Option<String>| it.clone().map_or("", |it| if it == "US" { "US" } else { "Iran" });
    let changes = found.changes.iter();
    changes.map(|it| (it.turn, party(&it.party), it.item.as_str(), it.what.as_str())).collect()
}

#[test]
fn layout_and_comments_change_nothing_and_nobody_signs_again() {
    let loose = TEXT.replace("{\n", "{   # a remark\n");
    let laid_out = format(&Source::new("a.accord", loose)).expect("it closes");
    let found = against(&laid_out);
    assert!(found.same_terms && found.changes.is_empty() && found.signs_again.is_empty());
}

#[test]
fn a_lower_cap_tightens_and_an_earlier_date_is_earlier() {
    let found =
        with("hold enrichment <= 3.67 %U235 from day 14", "hold enrichment <= 3 %U235 from day 12");
    let what = [
        (Turn::Tightened, "Iran", "cap", "at most 3 %U235, was at most 3.67 %U235"),
        (Turn::Earlier, "Iran", "cap", "from 12 days into the phase, was 14 days into the phase"),
    ];
    assert_eq!(said(&found)[..2], what);
    assert_eq!(found.signs_again, ["Iran", "US"]);
    assert!(!found.same_terms);
}

#[test]
fn more_relief_tightens_for_who_gives_it() {
    let found = with("60 thousand tonne per 30 days", "90 thousand tonne per 30 days");
    assert_eq!(said(&found), [(Turn::Tightened, "US", "W1", "50 % more a day")]);
    let found = with("lasts 120 days", "lasts 60 days");
    assert_eq!(said(&found), [(Turn::Loosened, "US", "W1", "lasts 60 days, was 120 days")]);
}

#[test]
fn a_bound_on_exposure_says_who_is_more_exposed() {
    let found = with("exposure US <= 800 million USD", "exposure US <= 1.6 billion USD");
    assert_eq!(found.changes.len(), 1, "{found:?}");
    assert_eq!(
        (found.changes[0].turn, found.changes[0].party.as_deref()),
        (Turn::MoreExposed, Some("US"))
    );
}

#[test]
fn what_is_new_and_what_is_gone_is_said_with_its_words() {
    let step = "  step blend in nuclear: Iran must dilute half of heu baseline within 120 days, verified by IAEA, irreversible\n";
    let found = against(&TEXT.replace(step, "").replace("pay3 met, blend met", "pay3 met"));
    let gone = found.changes.iter().find(|it| it.item == "blend").expect("said");
    assert_eq!((gone.turn, gone.party.as_deref(), gone.line), (Turn::Removed, Some("Iran"), None));
    assert!(gone.what.contains("must dilute half"), "{gone:?}");
    assert!(
        found.changes.iter().any(|it| it.item == "P2"),
        "its phase closes otherwise: {found:?}"
    );
}

#[test]
fn words_without_a_number_are_worded_otherwise() {
    let found = with("levels 2, from sanctions primary", "levels 2, from sanctions secondary");
    assert_eq!(said(&found), [(Turn::Changed, "", "relief", "dial, worded otherwise")]);
    let found = with(
        "after cap held for 30 days, reversible in 1 day\n  swap",
        "after cap held for 20 days, reversible in 1 day\n  swap",
    );
    let waits = said(&found)[0];
    assert_eq!(
        waits,
        (Turn::Changed, "US", "ease", "waits for cap held for 20 days, was cap held for 30 days")
    );
}

#[test]
fn clocks_of_all_are_nobodys_alone() {
    let found = with("stage JMC 15 days", "stage JMC 30 days");
    assert_eq!(said(&found), [(Turn::Later, "", "D1", "runs 45 days in all, was 30 days")]);
    let found = with("lapses on day 180", "lapses on day 200");
    assert_eq!(said(&found)[0], (Turn::Later, "", "P1", "lapses after 200 days, was 180 days"));
}

/// Compared the other way round, every turn is its opposite.
#[test]
fn the_other_way_round_every_turn_is_the_opposite() {
    let changed = TEXT
        .replace("<= 3.67 %U235 from day 14", "<= 3 %U235 from day 12")
        .replace("lasts 120 days", "lasts 60 days");
    let forth = against(&changed);
    let texts = [changed.as_str(), TEXT].map(|text| Source::new("a.accord", text));
    let compiled = texts.each_ref().map(|it| compile(it).compiled.expect("no errors"));
    let back = compare((&texts[0], &compiled[0]), (&texts[1], &compiled[1]));
    let opposite = |turn: Turn| match turn {
        Turn::Added => Turn::Removed,
        Turn::Removed => Turn::Added,
        Turn::Tightened => Turn::Loosened,
        Turn::Loosened => Turn::Tightened,
        Turn::Earlier => Turn::Later,
        Turn::Later => Turn::Earlier,
        Turn::MoreExposed => Turn::LessExposed,
        Turn::LessExposed => Turn::MoreExposed,
        Turn::Changed => Turn::Changed,
    };
    let turns = |it: &Comparison| it.changes.iter().map(|it| it.turn).collect::<Vec<_>>();
    let mirrored: Vec<Turn> = turns(&forth).into_iter().map(opposite).collect();
    assert_eq!(turns(&back), mirrored);
    assert!(mirrored.len() >= 3);
}
