//! What an outsider's act does to a text.

mod support;

use explore::assess::OutsiderPrice;
use explore::assess::outsiders::outsiders;
use explore::assess::slack::Sides;
use explore::hold::hold;
use kernel::Condition;
use support::judged::{Judged, judged};
use world::beliefs::Measure;
use world::{Distribution, Entry, EntryId, Flow, Mark, Odds, Per};

/// The dilemma with an outsider that can strike.
fn text(hardens: Option<f64>, cost: f64) -> Judged {
    let accord = include_str!("texts/dilemma.accord").replace(
        "body Watch",
        "zone Near \"Near\" { annex \"map\" }\noutsider Third \"Third state\" { can strike in Near, answered for by nobody }\nbody Watch",
    );
    let beliefs = include_str!("texts/dilemma.beliefs").replace("2 per year", "0.5 per year");
    let mut text = judged(&accord, &beliefs);
    let (a, third) = (text.party("A"), text.compiled.common.names.actor("Third").expect("named"));
    let strike = entry(&mut text, 0.1);
    text.beliefs.odds.push((Odds::Outsider(third), strike));
    if let Some(odds) = hardens {
        let odds = entry(&mut text, odds);
        text.beliefs.odds.push((Odds::Hardens(a, third), odds));
    }
    // A hard administration loses by keeping: a flow that only counts while it is in office.
    let (small, factor) = (entry(&mut text, -0.001), entry(&mut text, cost / 0.001));
    let restrain = text.duty("restrain_a");
    text.beliefs.flows.push(Flow {
        party: a,
        amount: small,
        during: Condition::Met(restrain),
        per: Per::Period,
        hawk: Some((a, factor)),
    });
    text
}

fn entry(text: &mut Judged, value: f64) -> EntryId {
    let id = EntryId(u32::try_from(text.beliefs.entries.len()).expect("few"));
    text.beliefs.entries.push(Entry {
        name: String::from("a test"),
        measure: Measure::Factor,
        value,
        distribution: Distribution::Point,
        because: String::from("a test"),
        mark: Mark::Judgement,
        line: 1,
    });
    id
}

fn price(text: &Judged) -> OutsiderPrice {
    let graphs: Vec<_> =
        text.accord.signatory_ids().map(|party| (party, text.graph(Some(party)))).collect();
    let values = text.beliefs.central();
    let held = graphs.iter().map(|(party, graph)| {
        hold(&text.drive(Some(*party)), graph, &values, *party).expect("sound")
    });
    let held: Vec<_> = held.collect();
    let sides = Sides::new(&text.beliefs, graphs).expect("sound");
    let mut list = outsiders(&text.accord, &sides, &held).expect("sound");
    list.pop().expect("one outsider")
}

/// Nothing follows from an act of which the beliefs do not say whom it hardens.
#[test]
fn an_act_that_hardens_nobody_changes_nothing() {
    let price = price(&text(None, 5.0));
    assert!(!price.hardens && price.party.is_none() && price.acts.is_none());
}

/// A hardened side that loses little still keeps; one that loses much leaves after one act, with
/// the odds that the act hardens it.
#[test]
fn an_act_makes_leaving_pay_once_it_costs_enough() {
    let borne = price(&text(Some(0.3), 0.1));
    assert!(borne.hardens && borne.party.is_none());
    let price = price(&text(Some(0.3), 5.0));
    assert_eq!(price.odds, Some(0.3));
    assert_eq!(price.acts, Some(2), "1 - .7^2 = .51");
    assert!(price.margin.is_some_and(|margin| margin < 0.0));
    // Hard for good: a period spent consulting only costs what keeping costs in it.
    assert!(price.consult.is_some_and(|worth| worth < 0.0));
}
