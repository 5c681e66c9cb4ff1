//! Breakout time under the text, in sentences.

use explore::assess::breakout::{Always, Breakout};
use world::breakout::fit::COVERAGE;
use world::programme::Days;

use crate::number::figure;
use crate::page::Page;

/// `41 days (20 to 84)`
#[must_use]
pub fn days(it: &Days) -> String {
    format!("{} days ({} to {})", figure(it.middle), figure(it.low), figure(it.high))
}

/// When the first of the times is.
fn start(page: &Page<'_>) -> String {
    page.record.as_ref().map_or_else(|| "on day 0".to_owned(), |it| format!("on {}", it.day(it.at)))
}

/// One party's times in a few sentences.
#[must_use]
pub fn sentence(page: &Page<'_>, it: &Breakout) -> String {
    let mut text = format!(
        "Breakout time, {} ({} in 10 of such estimates): {} {}",
        page.labels.short(it.party),
        figure(COVERAGE * 10.0),
        days(&it.now),
        start(page)
    );
    if let Some(with) = &it.with_unaccounted {
        text.push_str(&format!(", {} with unaccounted stock", days(with)));
    }
    text.push_str(&format!("; everybody keeping, never under {}", days(&it.kept)));
    if let Some(last) = it.by_month.iter().rfind(|point| point.month % 12 == 0) {
        let (middle, month) = (figure(last.median), last.month);
        text.push_str(&format!(" and {middle} in most futures at month {month}"));
    }
    if let Some((worst, _)) = &it.departing {
        text.push_str(&format!("; while it departs, down to {}", days(worst)));
    }
    if it.lag_days > 0.0 {
        let lag = figure(it.lag_days);
        text.push_str(&format!(". {lag} days of it pass before its verification is due"));
    }
    text
}

/// The same in one line for the terminal.
#[must_use]
pub fn brief(page: &Page<'_>, it: &Breakout) -> String {
    let party = page.labels.short(it.party);
    let mut text = format!("{party} {} {}", days(&it.now), start(page));
    if let Some(with) = &it.with_unaccounted {
        text.push_str(&format!(", with unaccounted stock down to {}", figure(with.low)));
    }
    if let Some(last) = it.by_month.iter().rfind(|point| point.month % 12 == 0) {
        text.push_str(&format!(", {} at month {} if kept", figure(last.median), last.month));
    }
    let expected = expected(it);
    let told = expected.iter().map(|it| format!(". {it}"));
    text.extend(told);
    text
}

/// What became of each time that the reader expects always to be left.
#[must_use]
pub fn expected(it: &Breakout) -> Vec<String> {
    let one = |(expected, found): &(world::programme::Expected, Always)| {
        let word = match found {
            Always::Holds => "holds",
            Always::Refuted => "is refuted",
            Always::Undecided => "is undecided: the interval straddles it",
        };
        let (least, line) = (figure(expected.at_least_days), expected.line);
        format!("At least {least} days always (line {line} of the beliefs) {word}")
    };
    it.expected.iter().map(one).collect()
}

/// The word for programs.
#[must_use]
pub fn word(found: Always) -> &'static str {
    match found {
        Always::Holds => "holds",
        Always::Refuted => "refuted",
        Always::Undecided => "undecided",
    }
}
