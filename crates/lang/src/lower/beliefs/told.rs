//! How an entry is called, and what kind of number it is.

use world::beliefs::Measure;

use crate::ast::{Condition, Name};
use crate::beliefs_ast::{self as ast, Believed, Control, FlowPer, Key, MoneyOf, Occasion, Odds};
use crate::source::Source;

/// What an entry is about, as a person would say it: `cost to Iran when cap is not performed`. A
/// payoff below nothing is a cost.
pub(super) fn key(source: &Source, key: &Key, central: f64) -> String {
    let worth = if central < 0.0 { "cost" } else { "gain" };
    match key {
        Key::Flow { party, per, during } => {
            let words = |condition: &Condition| format!(" while {}", source.at(condition.span));
            let during = during.as_ref().map_or_else(String::new, words);
            format!("{worth} to {party} per period{}{during}", level(source, per))
        }
        Key::Lump { party, on } => format!("{worth} to {party} {}", occasion(on, party)),
        Key::Odds(it) => odds(it),
        Key::Rate(it) => format!("{}, times a year", odds(it)),
        Key::Waves { tally, .. } => format!("answers that one of {tally} calls forth"),
        Key::Discount(party) => format!("discount rate of {party}"),
        Key::Money { party, of } => money(party, of),
    }
}

fn money(party: &Name, of: &MoneyOf) -> String {
    match of {
        MoneyOf::Inflow => format!("inflow of {party} a year"),
        MoneyOf::PerLevel(dial) => {
            format!("inflow of {party} a year for each level of {dial} felt")
        }
        MoneyOf::Need => format!("need of {party} a year"),
        MoneyOf::Reserves => format!("reserves of {party}"),
    }
}

fn level(source: &Source, per: &FlowPer) -> String {
    match per {
        FlowPer::Period => String::new(),
        FlowPer::LevelAnnounced(dial) => format!(" for each level of {dial} announced"),
        FlowPer::LevelFelt(dial) => format!(" for each level of {dial} felt"),
        FlowPer::LevelUnfelt(dial) => format!(" for each level of {dial} not felt yet"),
        FlowPer::Pressure => " for all the pressure there can be at home".into(),
        FlowPer::Amount { unit, quantity } => {
            format!(" for each {} of {quantity}", source.at(unit.span))
        }
        FlowPer::Covered { quantity, half } => {
            format!(" for full cover by {quantity}, half of it by {}", source.at(half.span))
        }
    }
}

fn occasion(on: &Occasion, of: &Name) -> String {
    let whom = |by: &Option<Name>| by.as_ref().map_or_else(String::new, |by| format!(" by {by}"));
    match on {
        Occasion::War => "in a war".into(),
        Occasion::Leak => "when the talks leak".into(),
        Occasion::Turnover(party) => format!("when the administration of {party} changes"),
        Occasion::Sabotage(party) => format!("at sabotage in {party}"),
        Occasion::Withdrawal(party) if party == of => "when it withdraws itself".into(),
        Occasion::Withdrawal(party) => format!("when {party} withdraws"),
        Occasion::Strike(by) => format!("when {by} strikes"),
        Occasion::Attack { tally, grave, by } => {
            let with = if *grave { "with" } else { "without" };
            format!("at {tally}{} {with} casualties", whom(by))
        }
        Occasion::Verdict { item, verdict, by } => {
            let verdict = verdict.as_str().replace('_', " ");
            format!("when {item} is {verdict}{}", whom(by))
        }
    }
}

fn odds(odds: &Odds) -> String {
    match odds {
        Odds::Detects { body, step } => format!("{body} detects {step}"),
        Odds::FalseAlarm { body, step } => format!("{body} raises a false alarm over {step}"),
        Odds::Finding(true) => "a contested report that is true is upheld".into(),
        Odds::Finding(false) => "a contested report that is false is upheld".into(),
        Odds::Occurs { tally, by, control } => {
            let control = match control {
                Control::Directed => "directed",
                Control::Tolerated => "tolerated",
                Control::Restrained => "restrained",
            };
            format!("{tally} by {by} when {control}")
        }
        Odds::Grave(tally) => format!("{tally} have casualties"),
        Odds::Attributes { body, tally } => format!("{body} attributes {tally}"),
        Odds::Turnover(party) => format!("the administration of {party} changes"),
        Odds::Hawk(party) => format!("the next administration of {party} is hawkish"),
        Odds::Honours { party, form } => {
            let of = party.as_ref().map_or_else(String::new, |party| format!(" of {party}"));
            format!("a successor{of} honours {}", form_words(*form))
        }
        Odds::Arrives(name) => format!("{name} arrives"),
        Odds::Leak => "the talks leak".into(),
        Odds::LeakEnds(party) => format!("a leak makes {party} leave"),
        Odds::WarAfter(line) => format!("war follows an answer under {line}"),
        Odds::WarAfterStrike => "war follows a strike".into(),
        Odds::Strike { by, zone } => {
            let place = zone.as_ref().map_or_else(String::new, |zone| format!(" in {zone}"));
            format!("{by} strikes{place}")
        }
        Odds::Admits { bloc, candidate } => format!("{bloc} admits {candidate}"),
        Odds::Carries { .. }
        | Odds::Mistaken { .. }
        | Odds::MistakenAttack(_)
        | Odds::Clears(_)
        | Odds::Silent(_)
        | Odds::Heard(_)
        | Odds::StrikeAfterAlarm(_) => signals(odds),
        Odds::Hardens { by, party } => format!("a strike by {by} hardens {party}"),
        Odds::Election(it) => format!("an election changes the office of {}", it.party),
        Odds::NotRenewed(waiver) => format!("{waiver} is not renewed when it is due"),
        Odds::Sabotage(party) => format!("sabotage from within in {party}"),
        Odds::SabotageHardens(party) => format!("sabotage from within hardens {party}"),
    }
}

/// Odds of what is told, mistaken and cleared.
fn signals(odds: &Odds) -> String {
    let whose = |by: &Option<Name>| by.as_ref().map_or_else(String::new, |by| format!(" by {by}"));
    match odds {
        Odds::Carries { notice, by } => format!("an act under {notice}{}", whose(by)),
        Odds::Mistaken { notice, told } => {
            let how = if *told { "told" } else { "not told" };
            format!("an act under {notice}, {how}, is taken for an attack")
        }
        Odds::MistakenAttack(tally) => {
            format!("{tally} are taken for acts of the state behind them")
        }
        Odds::Clears(line) => format!("{line} clears an alarm"),
        Odds::Silent(line) => format!("{line} falls silent"),
        Odds::Heard(line) => format!("{line} is heard again"),
        Odds::StrikeAfterAlarm(by) => format!("force follows an alarm{}", whose(by)),
        _ => String::new(),
    }
}

fn form_words(form: crate::ast::LegalForm) -> &'static str {
    match form {
        crate::ast::LegalForm::Political => "a political commitment",
        crate::ast::LegalForm::Executive => "an executive agreement",
        crate::ast::LegalForm::Statute => "a statute",
        crate::ast::LegalForm::Treaty => "a treaty",
    }
}

/// What kind of number an entry is.
pub(super) fn measure(key: &Key) -> Measure {
    match key {
        Key::Flow { .. } | Key::Lump { .. } => Measure::Payoff,
        Key::Odds(_) | Key::Waves { .. } => Measure::Probability,
        Key::Discount(_) | Key::Rate(_) => Measure::PerYear,
        Key::Money { .. } => Measure::Factor,
    }
}

/// How a number is spread.
pub(super) fn distribution(number: &Believed) -> world::Distribution {
    match number.distribution {
        None => world::Distribution::Point,
        Some(ast::Distribution::Range(low, high)) => world::Distribution::Triangular(low, high),
        Some(ast::Distribution::Uniform(low, high)) => world::Distribution::Uniform(low, high),
        Some(ast::Distribution::Beta(a, b)) => world::Distribution::Beta(a, b),
        Some(ast::Distribution::Normal(spread)) => world::Distribution::Normal(spread),
        Some(ast::Distribution::Lognormal(spread)) => world::Distribution::Lognormal(spread),
    }
}

/// How far a number may be trusted.
pub(super) fn mark(mark: ast::Mark) -> world::Mark {
    match mark {
        ast::Mark::A => world::Mark::A,
        ast::Mark::B => world::Mark::B,
        ast::Mark::C => world::Mark::C,
        ast::Mark::Judgement => world::Mark::Judgement,
    }
}
