//! What moved an outlook, in a sentence.

use explore::hold::Holds;
use explore::outlook::{Glance, Moved, Why};

use super::list;
use crate::number::chance;
use crate::page::{Page, Record};

/// Whether a side keeps, in a word or two.
#[must_use]
pub fn keeps(holds: Holds) -> &'static str {
    match holds {
        Holds::Yes => "keeps",
        Holds::No => "would gain by leaving",
        Holds::Undecided => "undecided",
    }
}

/// From what to what, and which lines turned anybody's answer.
#[must_use]
pub fn sentence(page: &Page<'_>, record: &Record<'_>, was: &Glance, steps: &[Moved]) -> String {
    let Some(last) = steps.last() else {
        return format!(
            "Nothing lies between {} and {}.",
            record.day(was.at),
            record.day(record.at)
        );
    };
    let mut told = alive(was, &last.to);
    let mut before = was;
    for step in steps {
        let turned = turned(page, before, &step.to);
        if !turned.is_empty() {
            told.push(format!("{}: {}", cause(record, &step.why), list(&turned)));
        }
        before = &step.to;
    }
    if told.is_empty() {
        return "Nothing that is printed here moved.".to_owned();
    }
    format!("{}.", told.join(". "))
}

fn alive(was: &Glance, now: &Glance) -> Vec<String> {
    let pairs = was.alive.iter().zip(&now.alive);
    let moved = pairs.filter(|(a, b)| chance(a.1) != chance(b.1));
    let one = |(a, b): (&(u32, f64), &(u32, f64))| {
        format!("In force {} periods on: {}, was {}", a.0, chance(b.1), chance(a.1))
    };
    moved.map(one).collect()
}

/// Sides whose answer a step turned.
fn turned(page: &Page<'_>, before: &Glance, after: &Glance) -> Vec<String> {
    if after.over && !before.over {
        return vec!["it is over".to_owned()];
    }
    let pairs = before.sides.iter().zip(&after.sides).filter(|(a, b)| a.holds != b.holds);
    let one = |(_, b): (&explore::outlook::Side, &explore::outlook::Side)| {
        format!(
            "{} {} from there on, under these beliefs",
            page.labels.the(b.party),
            keeps(b.holds)
        )
    };
    pairs.map(one).collect()
}

fn cause(record: &Record<'_>, why: &Why) -> String {
    match why {
        Why::Time(_) => "As time passed".to_owned(),
        Why::Lines(lines) => {
            let all = record.history.events.lines.get(lines.clone()).unwrap_or_default();
            let words: Vec<&str> = all.iter().map(|line| line.text.as_str()).collect();
            format!("With \"{}\"", words.join("; "))
        }
    }
}
