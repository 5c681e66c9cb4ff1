//! What the margin of the weakest promise is made of, belief by belief.

use explore::assess::Weakest;
use explore::binding::Part;
use maud::Markup;

use super::figure::{figure, heads, table};
use crate::number::{figure as digits, signed};
use crate::page::Page;
use crate::svg::{self, Told};

/// Parts that have a bar of their own; the others are one.
const BARS: usize = 7;

/// The figure; nothing where the margin was not taken apart, or another departure binds.
pub(super) fn of(page: &Page<'_>, weakest: &Weakest) -> Option<Markup> {
    let side = page.assessment.binding.iter().find(|it| it.party == weakest.party)?;
    let binding = side.binding.as_ref().filter(|it| it.deviation == weakest.deviation)?;
    let mut parts: Vec<&Part> = binding.parts.iter().collect();
    parts.sort_by(|a, b| b.adds().centre().abs().total_cmp(&a.adds().centre().abs()));
    let few = if parts.len() > BARS + 1 { BARS } else { parts.len() };
    let (own, rest) = parts.split_at(few);
    let mut bars: Vec<(String, f64)> =
        own.iter().map(|part| (name(page, part), part.adds().centre())).collect();
    bars.sort_by(|a, b| b.1.total_cmp(&a.1));
    if !rest.is_empty() {
        bars.push(("others".to_owned(), rest.iter().map(|part| part.adds().centre()).sum()));
    }
    let told = Told {
        id: "fig-waterfall",
        title: "Keeping less leaving at the weakest promise, by belief",
        description: "One bar a belief, from where the last one ended; the last bar is the margin.",
    };
    let who = page.labels.the(weakest.party);
    let caption = format!(
        "What keeping rather than leaving there is worth to {who}, belief by belief, in the unit of the \
         beliefs: to the right it speaks for keeping, to the left for leaving."
    );
    let rows: Vec<Vec<String>> = parts.iter().map(|part| row(page, part)).collect();
    let heads = heads(&["belief", "value", "times it counts", "adds"]);
    let numbers = table("What the margin is made of", &heads, &rows);
    Some(figure(&svg::waterfall(told, &bars, "keeping less leaving"), &caption, &numbers))
}

fn name(page: &Page<'_>, part: &Part) -> String {
    let entry = page.beliefs.entries.get(part.entry.0 as usize);
    entry.map_or_else(|| "an entry".to_owned(), |it| it.name.clone())
}

fn row(page: &Page<'_>, part: &Part) -> Vec<String> {
    let (times, adds) = (part.times.centre(), part.adds().centre());
    vec![name(page, part), digits(part.amount), digits(times), signed(adds)]
}
