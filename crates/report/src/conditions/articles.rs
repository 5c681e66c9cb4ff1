//! What share of the variance the beliefs about each article account for.

use sampling::{GroupIndices, Interval};
use serde::Serialize;

use super::Conditions;
use crate::number::{counted, percent};
use crate::terminal::{entry, paragraph};

/// Articles on the page.
const SHOWN: usize = 8;

/// Articles by their total index, largest first.
fn ranked<'a>(of: &Conditions<'a>) -> Vec<(&'a str, usize, GroupIndices)> {
    let Some((articles, found)) = of.articles else { return Vec::new() };
    let pairs = articles.iter().zip(&found.groups);
    let mut all: Vec<_> =
        pairs.map(|((name, inputs), it)| (name.as_str(), inputs.len(), *it)).collect();
    all.sort_by(|a, b| b.2.total.estimate.total_cmp(&a.2.total.estimate));
    all
}

/// The table of the page.
pub(super) fn table(of: &Conditions<'_>) -> String {
    let all = ranked(of);
    let Some((_, found)) = of.articles else { return String::new() };
    let lead = format!(
        "By article: what share of the variance of the same gain goes if the beliefs about it were \
         known (alone), and what share stays if only they were not (in all); nineteen in twenty from \
         resampled rows ({} rows)",
        found.rows
    );
    let row = |(name, beliefs, it): &(&str, usize, GroupIndices)| {
        let beliefs = counted(*beliefs, "belief");
        entry(&format!(
            "{name} ({beliefs}): alone {}, in all {}",
            shown(&it.first),
            shown(&it.total)
        ))
    };
    let rows: String = all.iter().take(SHOWN).map(row).collect();
    let more = match all.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => entry(&format!("{more} more: --json has all of them")),
    };
    format!("{}{rows}{more}", paragraph(&lead))
}

fn shown(it: &Interval) -> String {
    let inside = |share: f64| percent(share.clamp(0.0, 1.0));
    format!("{} ({} to {})", inside(it.estimate), inside(it.lower), inside(it.upper))
}

/// An article and its indices.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct ArticleJson<'a> {
    pub article: &'a str,
    pub beliefs: usize,
    pub first: [f64; 3],
    pub total: [f64; 3],
}

/// The same for programs.
pub(super) fn answer<'a>(of: &Conditions<'a>) -> Vec<ArticleJson<'a>> {
    let three = |it: Interval| [it.estimate, it.lower, it.upper];
    let one = |(article, beliefs, it): (&'a str, usize, GroupIndices)| ArticleJson {
        article,
        beliefs,
        first: three(it.first),
        total: three(it.total),
    };
    ranked(of).into_iter().map(one).collect()
}
