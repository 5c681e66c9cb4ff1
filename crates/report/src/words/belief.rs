//! One belief in words: its value, its range, what it rests on.

use world::{Distribution, Entry, EntryId};

use crate::number::{figure, interval};
use crate::page::Page;

/// The range the reader gave, in words; nothing for a point.
#[must_use]
pub fn range(entry: &Entry) -> Option<String> {
    Some(match entry.distribution {
        Distribution::Point => return None,
        Distribution::Triangular(low, high) => interval(low, high),
        Distribution::Uniform(low, high) => format!("{}, uniform", interval(low, high)),
        Distribution::Beta(a, b) => {
            format!("beta({}, {}): {}", figure(a), figure(b), middle(entry))
        }
        Distribution::Normal(_) => format!("normal: {}", middle(entry)),
        Distribution::Lognormal(_) => format!("lognormal: {}", middle(entry)),
    })
}

/// Where nine draws in ten fall.
#[must_use]
pub fn reach(entry: &Entry) -> (f64, f64) {
    match entry.distribution {
        Distribution::Triangular(low, high) | Distribution::Uniform(low, high) => {
            (low.min(high), low.max(high))
        }
        _ => (entry.quantile(0.05), entry.quantile(0.95)),
    }
}

fn middle(entry: &Entry) -> String {
    let (low, high) = reach(entry);
    interval(low, high)
}

/// Who holds it otherwise, or is thought to, and at what: each side as the reader sees it, each type of a
/// side, other readers.
#[must_use]
pub fn others(page: &Page<'_>, id: EntryId) -> Vec<(String, f64)> {
    let of = |changes: &[(EntryId, f64)]| {
        changes.iter().find(|(entry, _)| *entry == id).map(|(_, value)| *value)
    };
    let name = |party| page.labels.actor_name(party);
    let seen = page.beliefs.as_seen_by.iter();
    let seen = seen.filter_map(|(party, changes)| Some((name(*party), of(changes)?)));
    let types = page.beliefs.types.iter();
    let types = types.filter_map(|it| {
        Some((format!("{} as \"{}\"", name(it.party), it.name), of(&it.changes)?))
    });
    seen.chain(types).chain(readers(page, id)).collect()
}

/// Other readers whose file has the same entry with another value.
fn readers(page: &Page<'_>, id: EntryId) -> Vec<(String, f64)> {
    let own = usize::try_from(id.0).ok().and_then(|at| page.beliefs.entries.get(at));
    let Some(own) = own else { return Vec::new() };
    let theirs = page.run.others.iter().filter_map(|other| {
        let entry = other.beliefs.entries.iter().find(|entry| entry.name == own.name)?;
        Some((other.file.clone(), entry.value))
    });
    theirs.filter(|(_, value)| *value != own.value).collect()
}
