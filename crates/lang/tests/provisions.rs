//! Seven awkward provisions of real texts, each said by the lines of one text: what the terms hold is
//! asserted, so that a clause that is read and dropped is noticed.

use lang::ast::{Accord, Duration, ReadClause, Settled, Silence};
use lang::parse;
use lang::source::Source;

const TEXT: &str = include_str!("good/provisions.accord");

fn terms() -> Accord {
    let parsed = parse(&Source::new("provisions.accord", TEXT));
    assert!(parsed.is_clean());
    parsed.accord
}

/// A length as it is written, the number and the unit.
fn long(duration: Option<&Duration>) -> String {
    duration.map_or_else(String::new, |it| format!("{:?} {:?}", it.count.value, it.unit))
}

fn names(list: &[lang::ast::Name]) -> Vec<&str> {
    list.iter().map(lang::ast::Name::as_str).collect()
}

/// Paragraphs 36 and 37 of the plan of 2015: talks beside or instead of one another, a judgement of
/// one's own, and a resolution without which relief ends.
#[test]
fn a_dispute_with_stages_beside_each_other_and_a_snapback_that_silence_completes() {
    let terms = terms();
    let drm = terms.disputes().find(|it| it.head.name == *"drm").expect("a dispute");
    let stages: Vec<(&str, String)> =
        drm.stages.iter().map(|it| (it.name.as_str(), long(it.length.as_ref()))).collect();
    let days = |name, days: &str| (name, days.to_owned());
    let fifteen = stages[0].1.clone();
    assert_eq!(stages[1..3], [days("ministers", &fifteen), days("board", &fifteen)]);
    assert_ne!(stages[3], days("opinion", &fifteen));
    let board = &drm.stages[2];
    let either = |it: &Option<lang::ast::Name>| it.as_ref().is_some_and(|it| *it == *"ministers");
    assert!(either(&board.beside) && either(&board.instead_of) && board.advises);
    assert!(drm.stages[3].only_after.as_ref().is_some_and(|it| *it == *"board"));
    assert!(matches!(drm.settled, Some(Settled::SaysSo(_))));
    assert_eq!(drm.then.len(), 2);
    assert!(matches!(drm.silence, Some((Silence::Exhausted, _))));
    let un = terms.snapbacks().find(|it| it.head.name == *"un").expect("a snapback");
    assert!(un.not_withdrawn && un.notice_to.is_some() && !un.then.is_empty());
    let adopts = un.stopped.as_ref().and_then(|it| it.adopts.as_ref());
    assert_eq!(adopts.map(|it| it.text.as_str()), Some("continue relief"));
}

/// Significant-reduction exceptions of 2018: to buyers who sign nothing, renewed by how they bought.
#[test]
fn a_unilateral_waiver_to_purchasers_renewed_by_what_they_bought() {
    let terms = terms();
    let sre = terms.waivers().find(|it| it.head.name == *"sre").expect("a waiver");
    assert!(sre.unilateral && sre.lapse_is_no_breach);
    assert_eq!(sre.purchasers.len(), 1);
    assert!(sre.renewal.as_ref().is_some_and(|it| it.only_if.is_some()));
    assert!(sre.proceeds_to.as_ref().is_some_and(|it| *it == *"local"));
    assert_eq!(names(&sre.spend_on), ["bilateral_trade", "humanitarian"]);
}

/// Prisoners and funds of 2023: five for five behind a gate, money through three currencies.
#[test]
fn an_exchange_behind_a_gate_and_money_through_three_currencies() {
    let terms = terms();
    let people = terms.exchanges().next().expect("an exchange");
    assert_eq!((people.sides.len(), people.prepare.len(), people.gates.len()), (2, 1, 1));
    assert!(people.hands_over.as_ref().is_some_and(|(_, within)| within.is_some()));
    assert!(people.decliners_count);
    let funds = terms.escrows().find(|it| it.head.name == *"funds").expect("an escrow");
    assert_eq!(funds.path.len(), 3);
    assert!(funds.answer_within.is_some() && funds.refusing_only_for.is_some());
    assert!(funds.side_arrangements_within.is_some());
}

/// A notice to mariners: due on one's own future act, to the whole world, normally earlier.
#[test]
fn a_notice_to_the_world_of_ones_own_act() {
    let terms = terms();
    let danger = terms.notices().next().expect("a notice");
    assert!(danger.mutual && danger.to.is_empty() && danger.broadcast_by.is_some());
    assert_eq!(names(&danger.of), ["firing", "launch", "mine_clearing"]);
    assert_ne!(long(danger.at_least.as_ref()), long(danger.normally.as_ref()));
    assert!(danger.proof.is_some() && danger.late_means.is_some() && danger.none_means.is_some());
}

/// A ceasefire that saves self-defence, claimed in hours and reviewed.
#[test]
fn a_ceasefire_that_saves_self_defence() {
    let terms = terms();
    let calm = terms.mutuals().find(|it| it.head.name == *"calm").expect("a mutual article");
    let saves = calm.saves.as_ref().expect("self-defence");
    assert_eq!(names(&saves.against), ["ongoing", "imminent"]);
    assert!(saves.claimed_within.is_some());
    assert!(calm.review.as_ref().is_some_and(|it| it.within.is_some()));
}

/// A cap with a consortium: made by one, held at a place, owned by another; new production apart.
#[test]
fn a_cap_with_a_consortium() {
    let terms = terms();
    let product = terms.quantities().find(|it| it.head.name == *"product").expect("a quantity");
    assert!(product.made_by.is_some() && product.held_at.is_some() && product.band.is_some());
    assert!(product.owned_by.as_ref().is_some_and(|it| *it == *"Consortium"));
    let consortium = terms.bodies().find(|it| it.head.name == *"Consortium").expect("a body");
    assert!(consortium.decides.is_some() && consortium.shares.is_some());
    assert!(terms.recognised().any(|it| it.creates_no_duty));
    let enrichment = terms.phases().find(|it| it.head.name == *"P1").expect("a phase");
    let steps: Vec<&str> = enrichment.steps.iter().map(|it| it.head.name.as_str()).collect();
    assert_eq!(steps, ["cap", "supply", "hand"]);
}

/// No initiation on all fronts, an outsider who is not bound, a text that each side reads its own
/// way, in two languages.
#[test]
fn no_initiation_read_differently() {
    let terms = terms();
    let calm = terms.phases().find(|it| it.head.name == *"P2").expect("a phase");
    let fronts = calm.mutuals.first().expect("a mutual block");
    assert!(fronts.consult_within.is_some() && !fronts.head.left_open.is_empty());
    let own: Vec<(&str, bool)> = calm
        .readings
        .iter()
        .map(|it| (it.party.as_str(), matches!(it.clause, ReadClause::Step(_))))
        .collect();
    assert_eq!(own, [("Iran", true), ("US", true)]);
    let passage = terms.statements().next().expect("a statement");
    assert_eq!(passage.text.len(), 2);
    assert!(terms.outsiders().any(|it| it.head.name == *"Israel"));
}
