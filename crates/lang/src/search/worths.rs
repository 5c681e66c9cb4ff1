//! What beliefs say of payments, said of other parts of the same sum.
//!
//! What a tranche is worth goes with its money: a new part is worth its shares of the old ones, ends
//! of ranges too. What a late payment costs goes by the event: each new one costs what those cost,
//! on average, whose place it takes; or, `by size`, the shares of them that its money is.

use crate::beliefs_ast::{Beliefs, Believed, Distribution, Entry};
use crate::parse::parse_beliefs;
use crate::span::Span;

use super::edit::{at, edited, whole_line, words_among};
use super::payments::{Division, Part, Payments};
use super::{Design, named};

/// The beliefs of a design with its sum divided.
pub(super) fn divide(
    design: &mut Design,
    payments: &Payments,
    division: &Division,
) -> Result<(), String> {
    for text in &mut design.beliefs {
        let beliefs = parse_beliefs(&named(text)).beliefs;
        let mut edits = Vec::new();
        for entries in blocks(&beliefs) {
            for alike in alike(text, entries, payments)? {
                edits.extend(alike.divided(text, division));
            }
        }
        *text = edited(text, edits)?;
    }
    design.together.extend(payments.together(division));
    Ok(())
}

/// The reader's own entries, then those of each block of others.
fn blocks(beliefs: &Beliefs) -> impl Iterator<Item = &[Entry]> {
    let seen = beliefs.seen_by.iter().map(|it| it.entries.as_slice());
    let types = beliefs.types.iter().map(|it| it.entries.as_slice());
    std::iter::once(beliefs.entries.as_slice()).chain(seen).chain(types)
}

/// Entries that say the same of several payments.
struct Alike<'a> {
    /// All but the name and the number.
    words: String,
    members: Vec<Member<'a>>,
}

struct Member<'a> {
    old: usize,
    of_tranche: bool,
    name: Span,
    entry: &'a Entry,
}

fn alike<'a>(
    text: &str,
    entries: &'a [Entry],
    payments: &Payments,
) -> Result<Vec<Alike<'a>>, String> {
    let names = payments.names();
    let mut found: Vec<Alike<'a>> = Vec::new();
    for entry in entries {
        let written = at(text, entry.span);
        let named = words_among(written, &names);
        let [(word, place)] = named.as_slice() else {
            if named.is_empty() {
                continue;
            }
            return Err(format!("`{written}` speaks of more than one payment"));
        };
        let of_tranche = payments.olds.iter().any(|old| old.tranche == *word);
        let old = payments.olds.iter().position(|old| old.tranche == *word || old.step == *word);
        let name = Span::new(place.start + entry.span.start, place.end + entry.span.start);
        let end = entry.because.as_ref().map_or(entry.span.end, |because| because.span.start);
        let number = entry.number.span;
        let pieces = [(entry.span.start, number.start), (number.end, name.start), (name.end, end)];
        let words: Vec<&str> =
            pieces.iter().map(|(from, to)| at(text, Span::new(*from, *to))).collect();
        let words = words.join("#");
        let member = Member { old: old.unwrap_or(0), of_tranche, name, entry };
        match found
            .iter_mut()
            .find(|it| it.words == words && it.members[0].of_tranche == of_tranche)
        {
            Some(same) => same.members.push(member),
            None => found.push(Alike { words, members: vec![member] }),
        }
    }
    Ok(found)
}

impl Alike<'_> {
    /// The first entry becomes one for each part, the others go.
    fn divided(&self, text: &str, division: &Division) -> Vec<(Span, String)> {
        let lines = division.parts.iter().filter_map(|part| self.line(text, part, division));
        let lines = lines.collect::<Vec<_>>().join("\n");
        let mut members = self.members.iter();
        let first = members.next().map(|member| match lines.is_empty() {
            true => (whole_line(text, member.entry.span), String::new()),
            false => (member.entry.span, lines),
        });
        let others = members.map(|member| (whole_line(text, member.entry.span), String::new()));
        first.into_iter().chain(others).collect()
    }

    fn line(&self, text: &str, part: &Part, division: &Division) -> Option<String> {
        let by_size = self.members.first()?.of_tranche || division.lateness_by_size;
        let weight = |member: &Member<'_>| match by_size {
            true => part.shares.get(member.old).copied().unwrap_or(0.0),
            false if part.stands_for.contains(&member.old) => 1.0 / part.stands_for.len() as f64,
            false => 0.0,
        };
        let weighed: Vec<(f64, &Member<'_>)> =
            self.members.iter().map(|it| (weight(it), it)).filter(|(w, _)| *w > 0.0).collect();
        let (_, model) =
            weighed.iter().max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.old.cmp(&a.1.old)))?;
        let number =
            shown(&weighed.iter().map(|(w, it)| (*w, &it.entry.number)).collect::<Vec<_>>());
        let name = if model.of_tranche { &part.tranche } else { &part.step };
        let start = model.entry.span.start;
        let moved = |span: Span| Span::new(span.start - start, span.end - start);
        let edits =
            vec![(moved(model.entry.number.span), number), (moved(model.name), name.clone())];
        edited(at(text, model.entry.span), edits).ok()
    }
}

/// The weighted sum of numbers, with the spread of the first kind among them.
fn shown(all: &[(f64, &Believed)]) -> String {
    let sum = |of: &dyn Fn(&Believed) -> f64| all.iter().map(|(w, it)| w * of(it)).sum::<f64>();
    let value = sum(&|it| it.value);
    let end = |low: bool| {
        sum(&|it| match it.distribution {
            Some(Distribution::Range(a, b) | Distribution::Uniform(a, b)) => {
                if low {
                    a.min(b)
                } else {
                    a.max(b)
                }
            }
            Some(Distribution::Normal(spread)) => it.value + if low { -spread } else { spread },
            _ => it.value,
        })
    };
    let kind = all.iter().find_map(|(_, it)| it.distribution);
    let ends = || (plain(end(true)), plain(end(false)));
    match kind {
        None => plain(value),
        Some(Distribution::Range(..)) => format!("{} ({} to {})", plain(value), ends().0, ends().1),
        Some(Distribution::Uniform(..)) => {
            format!("{} uniform({}, {})", plain(value), ends().0, ends().1)
        }
        Some(Distribution::Normal(_)) => {
            format!("{} normal({})", plain(value), plain(end(false) - value))
        }
        Some(Distribution::Lognormal(spread)) => {
            format!("{} lognormal({})", plain(value), plain(spread))
        }
        Some(Distribution::Beta(a, b)) => {
            format!("{} beta({}, {})", plain(value), plain(a), plain(b))
        }
    }
}

/// A number with at most six decimals and no zeros at its end.
fn plain(number: f64) -> String {
    let text = format!("{number:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
