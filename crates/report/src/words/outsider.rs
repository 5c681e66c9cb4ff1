//! What a text bears from those who did not sign. Robustness of the text, not advice to anybody.

use explore::assess::OutsiderPrice;

use crate::number::{count, counted};
use crate::page::Page;

/// One outsider in one clause, without its full stop.
#[must_use]
pub fn sentence(page: &Page<'_>, price: &OutsiderPrice) -> String {
    let outsider = page.labels.the(price.outsider);
    let Some(acts) = price.acts else {
        let limit = counted(number(price.limit), "act");
        return format!("the text bears {limit} by {outsider}, the most that was tried");
    };
    let whom = price.party.map_or_else(|| "a signatory".to_owned(), |it| page.labels.the(it));
    let phase = price.phase.map_or_else(String::new, |it| format!(" in phase {}", it.index() + 1));
    let acts = counted(number(acts), "act");
    format!("{acts} by {outsider}{phase} would make leaving pay for {whom}")
}

/// How many acts the text bears, for a table: `none`, `two`, `over six`.
#[must_use]
pub fn bears(price: &OutsiderPrice) -> String {
    match price.acts {
        Some(0 | 1) => "none".to_owned(),
        Some(acts) => count(number(acts - 1)),
        None => format!("at least {}", count(number(price.limit))),
    }
}

fn number(acts: u32) -> usize {
    usize::try_from(acts).unwrap_or(usize::MAX)
}
