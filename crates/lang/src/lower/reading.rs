//! One reading of a text: what a party reads where the sides read it differently.

use std::borrow::Cow;

use crate::ast::{Accord, Article, Phase, PhaseReading, ReadClause, Step};

/// Which of the readings is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Whose<'a> {
    /// The text without anybody's own reading.
    Common,
    /// The text as this party reads it.
    Party(&'a str),
}

/// Parties that have a reading of their own, in the order of the text.
pub(crate) fn readers(accord: &Accord) -> Vec<String> {
    let outer = accord.read_by().map(|reading| &reading.party);
    let inner = accord.phases().flat_map(|phase| phase.readings.iter().map(|it| &it.party));
    let mut readers: Vec<String> = Vec::new();
    for party in outer.chain(inner) {
        if !readers.contains(&party.text) {
            readers.push(party.text.clone());
        }
    }
    readers
}

/// The text in one reading, with no `read by` left in it; as it stands if nobody reads it in a way
/// of their own.
pub(crate) fn reading<'a>(accord: &'a Accord, whose: Whose<'_>) -> Cow<'a, Accord> {
    let own = |article: &Article| match article {
        Article::ReadBy(_) => true,
        Article::Phase(phase) => !phase.readings.is_empty(),
        _ => false,
    };
    if accord.articles.iter().any(own) {
        Cow::Owned(chosen(accord, whose))
    } else {
        Cow::Borrowed(accord)
    }
}

fn chosen(accord: &Accord, whose: Whose<'_>) -> Accord {
    let mut articles: Vec<Article> = Vec::new();
    for article in &accord.articles {
        match article {
            Article::ReadBy(it) if whose == Whose::Party(&it.party.text) => {
                replace(&mut articles, (*it.article).clone());
            }
            Article::ReadBy(_) => (),
            other => articles.push(other.clone()),
        }
    }
    for article in &mut articles {
        if let Article::Phase(phase) = article {
            read_phase(phase, whose);
        }
    }
    Accord { header: accord.header.clone(), articles }
}

/// Puts an article in the place of the one of its kind and name, or at the end.
fn replace(articles: &mut Vec<Article>, article: Article) {
    let same = |other: &&mut Article| {
        other.keyword() == article.keyword() && other.head().name == article.head().name
    };
    match articles.iter_mut().find(same) {
        Some(place) => *place = article,
        None => articles.push(article),
    }
}

fn read_phase(phase: &mut Phase, whose: Whose<'_>) {
    for PhaseReading { party, clause, .. } in std::mem::take(&mut phase.readings) {
        if whose != Whose::Party(&party.text) {
            continue;
        }
        match clause {
            ReadClause::Step(step) => replace_step(&mut phase.steps, *step),
            ReadClause::Opens(opening) => phase.opens = Some(opening),
            ReadClause::Closes(condition) => phase.closes = Some(condition),
            ReadClause::Lapses(moment) => phase.lapses = Some(moment),
        }
    }
}

fn replace_step(steps: &mut Vec<Step>, step: Step) {
    match steps.iter_mut().find(|other| other.head.name == step.head.name) {
        Some(place) => *place = step,
        None => steps.push(step),
    }
}
