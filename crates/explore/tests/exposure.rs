//! Who is out of pocket at most, in the text's own units.

mod support;

use explore::drive::Choice;
use explore::exposure::{Exposure, Good, exposures};
use support::judged::{Judged, judged};

const TEXT: &str = include_str!("../../../accords/three-phase.accord");
const BELIEFS: &str = include_str!("../../../accords/three-phase.beliefs");

/// The exposures of a party, the others departing at will.
fn of(text: &Judged, name: &str) -> Vec<Exposure> {
    let party = text.party(name);
    let others = text.accord.signatory_ids().filter(|it| *it != party);
    let graphs: Vec<_> = others.map(|free| (free, text.graph(Some(free)))).collect();
    let mut found = exposures(&text.accord, &text.beliefs, &graphs);
    found.retain(|it| it.party == party);
    found
}

fn money(list: &[Exposure]) -> &Exposure {
    list.iter().find(|it| matches!(it.good, Good::Money(_))).expect("money is delivered")
}

/// Millions in minor units.
const MILLION: i64 = 100_000_000;

/// The tranches all fall due at once: a day before which they may not be paid is missing.
fn without_first_dates() -> Judged {
    let text = ["30 by day 45", "60 by day 75", "90 by day 105"].iter().fold(
        TEXT.to_owned(),
        |text, dates| {
            let (_, last) = dates.split_once(" by ").expect("two dates");
            text.replace(&format!("from day {dates}"), &format!("by {last}"))
        },
    );
    assert_ne!(text, TEXT);
    judged(&text, BELIEFS)
}

/// Each good is counted in its own unit: dollars out of the account, kilograms diluted, levels
/// announced, a waiver in force.
#[test]
fn each_good_is_counted_in_its_own_unit() {
    let text = judged(TEXT, BELIEFS);
    let (us, iran) = (of(&text, "US"), of(&text, "Iran"));
    println!(
        "{:#?}",
        us.iter().chain(&iran).map(|e| (e.good, e.most, e.month)).collect::<Vec<_>>()
    );
    assert!(us.iter().chain(&iran).all(|it| it.whole));
    assert!(us.iter().any(|it| matches!(it.good, Good::Waiver(_)) && it.most == 1));
    assert!(us.iter().any(|it| matches!(it.good, Good::Relief(_)) && it.most == 2));
    let heu = iran.iter().find(|it| it.irreversible).expect("dilution cannot be taken back");
    assert_eq!(heu.most, 220_000, "half of 440 kg, in grams");
}

/// Story: three last dates and no first one let the side that keeps pay everything at once, so the
/// bound that the swap states (800 million) was false as the text first stood. First dates a month
/// apart mend it as long as the other side keeps; whoever lets the payments wait and then cures
/// still finds them all due at once.
#[test]
fn first_dates_space_what_is_at_risk() {
    let (spaced, at_once) = (judged(TEXT, BELIEFS), without_first_dates());
    let [spaced, at_once] = [&spaced, &at_once].map(|text| of(text, "US"));
    let (spaced, at_once) = (money(&spaced), money(&at_once));
    println!("{:?}\n{:#?}\n{:?}", spaced.most, spaced.path, at_once.most);
    assert_eq!(at_once.most, 2_400 * MILLION);
    let departs = |it: &Exposure| {
        it.path.iter().any(|s| s.choice.as_ref().is_some_and(|c| *c != Choice::Keep))
    };
    assert!(!departs(at_once), "nobody needs to depart for it");
    assert!(spaced.most < at_once.most || departs(spaced));
}
