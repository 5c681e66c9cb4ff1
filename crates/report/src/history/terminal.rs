//! A replay for the terminal.

use explore::replay::{DutyRecord, Entry, Outcome};
use kernel::VerdictKind;

use super::{History, NO_FINDING, Said, wording};
use crate::number::{count, counted};
use crate::terminal::{ends, paragraph, wrapped};

/// The page: what happened, what was said, and what it comes to.
#[must_use]
pub fn page(history: &History<'_>) -> String {
    let blocks = [head(history), told(history), duties(history), summary(history)];
    let foot = paragraph(NO_FINDING);
    let full = blocks.into_iter().chain([foot]).filter(|block| !block.is_empty());
    full.collect::<Vec<_>>().join("\n")
}

fn head(history: &History<'_>) -> String {
    let labels = history.labels;
    let terms = format!("revision {}, terms {}", labels.revision, labels.short_hash());
    let lines = counted(history.events.lines.len(), "line");
    let day = format!("day 0 is {}", history.events.day_zero.0);
    let source = format!("History: {}, {lines}, {day}", history.run.history_file);
    format!("{}{}", ends(&labels.title, &terms), wrapped(&source))
}

/// Every event with the verdicts on it.
fn told(history: &History<'_>) -> String {
    history.replay.entries.iter().map(|entry| event(history, entry)).collect()
}

fn event(history: &History<'_>, entry: &Entry) -> String {
    let line = entry.line.and_then(|index| history.events.lines.get(index));
    let words = line.map_or("time passes", |line| line.text.as_str());
    let mut text = wrapped(&format!("{}  {words}", history.time(entry.at)));
    for verdict in &entry.verdicts {
        let said = wording::verdict(history.labels, verdict);
        text.push_str(&format!("    {said}\n"));
    }
    text
}

/// What became of the duties that were ever owed.
fn duties(history: &History<'_>) -> String {
    let owed = |it: &&DutyRecord| it.outcome != Outcome::NotOwed;
    let rows: Vec<&DutyRecord> = history.replay.duties.iter().filter(owed).collect();
    if rows.is_empty() {
        return String::new();
    }
    let mut text = "What became of what was owed\n".to_owned();
    for row in rows {
        let name = history.labels.duty(row.duty);
        let who = history.labels.short(row.obligor);
        text.push_str(&format!("  {name:<28} {who:<18} {}\n", wording::outcome(row.outcome)));
    }
    text
}

fn summary(history: &History<'_>) -> String {
    let parts =
        [first(history), ended(history), void(history), parting(history), expected(history)];
    parts.into_iter().flatten().map(|it| wrapped(&it)).collect()
}

fn first(history: &History<'_>) -> Option<String> {
    let first = history.replay.first_non_performance()?;
    let labels = history.labels;
    let how = match first.kind {
        VerdictKind::Late => "its date had passed".to_owned(),
        _ => wording::standing(first.standing).unwrap_or("said").to_owned(),
    };
    Some(format!(
        "First word of non-performance: {}, {}, owed by {}, {how}{}.",
        history.date(first.at),
        labels.duty(first.duty),
        labels.the(first.obligor),
        labels.at_line(Some(first.clause))
    ))
}

fn ended(history: &History<'_>) -> Option<String> {
    let (at, ended) = history.replay.ended?;
    let how = crate::words::cause::name(history.labels, ended.cause, ended.by);
    Some(format!("It ended on {}: {how}.", history.date(at)))
}

fn void(history: &History<'_>) -> Option<String> {
    let lines = history.replay.void().filter(|entry| entry.line.is_some()).count();
    (lines > 0).then(|| {
        let what = counted(lines, "line");
        format!("The text knows no such act or gives no power for it: {what}, called void above.")
    })
}

fn parting(history: &History<'_>) -> Option<String> {
    let parting = history.parting?;
    let (one, other) = parting.readings;
    let said = |list: &[Said]| {
        let one =
            |it: &Said| format!("{}{}", wording::kind(it.1), history.labels.at_line(Some(it.0)));
        let all: Vec<String> = list.iter().map(one).collect();
        if all.is_empty() { "nothing".to_owned() } else { all.join(", ") }
    };
    Some(format!(
        "Readings part on {}: {} the text says {}, {} it says {}.",
        history.date(parting.at),
        history.reader(one),
        said(&parting.only_first),
        history.reader(other),
        said(&parting.only_second)
    ))
}

fn expected(history: &History<'_>) -> Option<String> {
    let all = history.expected();
    if all == 0 {
        return None;
    }
    let mut text = format!("Expected of it: {}, ", counted(all, "verdict"));
    if history.agrees() {
        text.push_str("all said.");
        return Some(text);
    }
    text.push_str(&format!("{} of them not said:", count(history.replay.unmet.len())));
    for (line, wanted) in &history.replay.unmet {
        let number = history.events.lines.get(*line).map_or(0, |line| line.line);
        let of = wanted.item.map_or_else(String::new, |item| {
            format!(" of {}", wording::item(history.labels, item))
        });
        text.push_str(&format!(" line {number} expects {}{of};", wording::kind(wanted.kind)));
    }
    Some(format!("{}.", text.trim_end_matches(';')))
}
