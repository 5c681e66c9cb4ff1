//! Steps that exchange their places in time.
//!
//! The steps are named in the order in which they stand. The n-th place has a `from`, a `by` and an
//! `after`; whichever step stands there gets them, and what is said there of a step is said of
//! whichever stands in that step's place.

use crate::ast::{Manner, Name, Step};
use crate::parse::parse;
use crate::span::Span;

use super::edit::{at, edited, led_by, words_among};
use super::named;
use super::places::steps;

/// How many orders so many steps have.
pub(super) fn orders(count: usize) -> usize {
    (1..=count).product()
}

/// The order with a number, from 0: that in which the steps are named; who stands in each place.
pub(super) fn order(count: usize, pick: usize) -> Vec<usize> {
    let mut left: Vec<usize> = (0..count).collect();
    let mut rest = pick;
    let mut order = Vec::new();
    for remaining in (1..=count).rev() {
        let block = orders(remaining - 1);
        order.push(left.remove((rest / block).min(remaining - 1)));
        rest %= block;
    }
    order
}

/// The text with the steps in another order.
pub(super) fn exchanged(text: &str, names: &[Name], order: &[usize]) -> Result<String, String> {
    let terms = parse(&named(text)).accord;
    let find = |name: &Name| {
        let step = steps(&terms).find(|step| step.head.name == *name);
        step.cloned().ok_or_else(|| format!("the text has no step `{name}`"))
    };
    let all: Vec<Step> = names.iter().map(find).collect::<Result<_, _>>()?;
    let pieces: Vec<Vec<Span>> = all.iter().map(|step| pieces(text, &step.manner)).collect();
    if let Some((name, _)) = names.iter().zip(&pieces).find(|(_, own)| own.is_empty()) {
        return Err(format!("`{name}` has no `from`, `by` or `after` to exchange"));
    }
    let mut edits = Vec::new();
    for (place, who) in order.iter().enumerate() {
        let said = pieces[place].iter().map(|span| renamed(at(text, *span), names, order));
        let said: Vec<String> = said.collect::<Result<_, _>>()?;
        let words: Vec<&str> = said.iter().map(|it| it.trim_start_matches([',', ' '])).collect();
        let mut own = pieces[*who].iter();
        if let Some(first) = own.next() {
            edits.push((*first, format!(" {}", words.join(", "))));
        }
        edits.extend(own.map(|span| (*span, String::new())));
    }
    edited(text, edits)
}

/// Where a step says `from`, `by` and `after`, each with its word, in the order of the text.
fn pieces(text: &str, manner: &Manner) -> Vec<Span> {
    let by = manner.by.as_ref().map(|it| led_by(text, it.span, "by"));
    let from = manner.from.as_ref().map(|it| led_by(text, it.span, "from"));
    let after = manner.after.as_ref().map(|it| led_by(text, it.span, "after"));
    let mut all: Vec<Span> = [from, by, after].into_iter().flatten().collect();
    all.sort_by_key(|span| span.start);
    all
}

/// A piece with each named step replaced by whichever stands in its place.
fn renamed(piece: &str, names: &[Name], order: &[usize]) -> Result<String, String> {
    let known: Vec<String> = names.iter().map(|name| name.text.clone()).collect();
    let edits = words_among(piece, &known).into_iter().filter_map(|(word, span)| {
        let place = known.iter().position(|name| *name == word)?;
        Some((span, names[order[place]].text.clone()))
    });
    edited(piece, edits.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_comes_once_and_the_present_one_first() {
        let all: std::collections::BTreeSet<Vec<usize>> = (0..6).map(|at| order(3, at)).collect();
        assert_eq!(all.len(), 6);
        assert_eq!(order(3, 0), [0, 1, 2]);
    }
}
