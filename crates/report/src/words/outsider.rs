//! What a text bears from those who did not sign. Robustness of the text, not advice to anybody.

use explore::assess::OutsiderPrice;

use crate::number::{count, counted, figure, percent};
use crate::page::Page;

/// One outsider in one clause, without its full stop.
#[must_use]
pub fn sentence(page: &Page<'_>, price: &OutsiderPrice) -> String {
    let outsider = page.labels.the(price.outsider);
    if !price.hardens {
        return format!(
            "an act by {outsider} changes no choice here: the beliefs do not say whose conduct it \
             would harden"
        );
    }
    let Some(party) = price.party else {
        return format!(
            "the text bears any act by {outsider}: no side that it hardens would leave"
        );
    };
    let whom = page.labels.the(party);
    let phase = price.phase.map_or_else(String::new, |it| format!(" in phase {}", it.index() + 1));
    let odds = price.odds.map_or_else(String::new, |odds| {
        let more = match price.acts {
            Some(0 | 1) => String::new(),
            Some(acts) => format!("; {}, more likely than not", counted(number(acts), "act")),
            None => format!("; {}, still not", counted(number(price.limit), "act")),
        };
        format!(" (odds {}{more})", percent(odds))
    });
    format!("one act by {outsider}{phase} would make leaving pay for {whom}{odds}{}", time(price))
}

/// Whether time to consult first would hold it.
fn time(price: &OutsiderPrice) -> String {
    match price.consult {
        Some(worth) if worth > 0.0 => format!(
            ", a period to consult first would hold it: worth {} more than leaving at once",
            figure(worth)
        ),
        Some(_) => ", and a period to consult first would not hold it".to_owned(),
        None => String::new(),
    }
}

/// How many acts the text bears, for a table: `none`, `two`, `over six`.
#[must_use]
pub fn bears(price: &OutsiderPrice) -> String {
    match (price.hardens, price.party, price.acts) {
        (false, ..) => "not known".to_owned(),
        (_, None, _) => "any".to_owned(),
        (_, _, Some(0 | 1)) => "none".to_owned(),
        (_, _, Some(acts)) => count(number(acts - 1)),
        (_, _, None) => format!("at least {}", count(number(price.limit))),
    }
}

fn number(acts: u32) -> usize {
    usize::try_from(acts).unwrap_or(usize::MAX)
}
