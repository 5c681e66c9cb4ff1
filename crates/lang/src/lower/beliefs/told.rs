//! How an entry is called, and what kind of number it is.

use world::beliefs::Measure;

use crate::ast::Condition;
use crate::beliefs_ast::{self as ast, Believed, Control, FlowPer, Key, Occasion, Odds};
use crate::source::Source;

/// What an entry is about, as a reader would say it.
pub(super) fn key(source: &Source, key: &Key) -> String {
    match key {
        Key::Flow { party, per, during } => {
            let words = |condition: &Condition| format!(" while {}", source.at(condition.span));
            format!(
                "{party} per period{}{}",
                level(per),
                during.as_ref().map_or_else(String::new, words)
            )
        }
        Key::Lump { party, on } => format!("{party} on {}", occasion(on)),
        Key::Odds(it) => odds(it),
        Key::Discount(party) => format!("{party} discount"),
    }
}

fn level(per: &FlowPer) -> String {
    match per {
        FlowPer::Period => String::new(),
        FlowPer::LevelAnnounced(dial) => format!(" per level {dial} announced"),
        FlowPer::LevelFelt(dial) => format!(" per level {dial} felt"),
        FlowPer::LevelUnfelt(dial) => format!(" per level {dial} unfelt"),
    }
}

fn occasion(on: &Occasion) -> String {
    let whom = |by: &Option<crate::ast::Name>| {
        by.as_ref().map_or_else(String::new, |by| format!(" by {by}"))
    };
    match on {
        Occasion::War => "war".into(),
        Occasion::Leak => "leak".into(),
        Occasion::Turnover(party) => format!("turnover of {party}"),
        Occasion::Withdrawal(party) => format!("withdrawal of {party}"),
        Occasion::Strike(by) => format!("strike by {by}"),
        Occasion::Attack { tally, grave, by } => {
            format!("{tally} {}{}", if *grave { "grave" } else { "minor" }, whom(by))
        }
        Occasion::Verdict { item, verdict, by } => format!("{item} {verdict}{}", whom(by)),
    }
}

fn odds(odds: &Odds) -> String {
    match odds {
        Odds::Detects { body, step } => format!("{body} detects {step}"),
        Odds::FalseAlarm { body, step } => format!("{body} false alarm {step}"),
        Odds::Finding(truly) => format!("finding {truly}"),
        Odds::Occurs { tally, by, control } => {
            let control = match control {
                Control::Directed => "directed",
                Control::Tolerated => "tolerated",
                Control::Restrained => "restrained",
            };
            format!("{tally} by {by} when {control}")
        }
        Odds::Grave(tally) => format!("{tally} grave"),
        Odds::Attributes { body, tally } => format!("{body} attributes {tally}"),
        Odds::Turnover(party) => format!("turnover {party}"),
        Odds::Hawk(party) => format!("hawk {party}"),
        Odds::Honours { party, form } => {
            let of = party.as_ref().map_or_else(String::new, |party| format!(" of {party}"));
            format!("successor{of} honours {}", form_word(*form))
        }
        Odds::Arrives(name) => format!("{name} arrives"),
        Odds::Leak => "leak".into(),
        Odds::LeakEnds(party) => format!("leak ends {party}"),
        Odds::WarAfter(line) => format!("war after {line}"),
        Odds::WarAfterStrike => "war after strike".into(),
        Odds::Strike { by, zone } => {
            let place = zone.as_ref().map_or_else(String::new, |zone| format!(" in {zone}"));
            format!("strike by {by}{place}")
        }
    }
}

fn form_word(form: crate::ast::LegalForm) -> &'static str {
    match form {
        crate::ast::LegalForm::Political => "political",
        crate::ast::LegalForm::Executive => "executive",
        crate::ast::LegalForm::Statute => "statute",
        crate::ast::LegalForm::Treaty => "treaty",
    }
}

/// What kind of number an entry is.
pub(super) fn measure(key: &Key) -> Measure {
    match key {
        Key::Flow { .. } | Key::Lump { .. } => Measure::Payoff,
        Key::Odds(_) => Measure::Probability,
        Key::Discount(_) => Measure::PerYear,
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
