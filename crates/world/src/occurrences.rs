//! A table of occurrences as counts over spans: a list of dates, or the readings of a tally.
//!
//! Problem: one record is a list in which each row is an occurrence with its date; another is what
//! an office said the total was on some days. Both become counts over spans that follow each other.
//! A row that cannot be read stops the reading, with its line, and rows marked C are counted as left
//! out and never used.

pub mod kinds;

use std::fmt;

use jiff::ToSpan as _;
use jiff::civil::Date;

use crate::beliefs::Mark;
use crate::hawkes::counts::Span;
use crate::table::{days_between, mark_of};

/// Spans that a list of dates is cut into at most; longer lists get wider spans.
const MOST_SPANS: u32 = 400;

/// What is wrong with a table, where, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadTable {
    /// Line of the file, from 1.
    pub line: u64,
    /// What is wrong and what would be right.
    pub what: String,
}

impl fmt::Display for BadTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.what)
    }
}

/// A record of occurrences.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// Whether it is a list of dates, and not a tally.
    pub dated: bool,
    /// First day.
    pub from: Date,
    /// The day after the last.
    pub until: Date,
    /// Counts over spans that follow each other.
    pub spans: Vec<Span>,
    /// Rows used, by mark; rows of a table without marks stand under none.
    pub used: Vec<(Option<Mark>, usize)>,
    /// Rows marked C.
    pub left_out: usize,
}

impl Record {
    /// Occurrences in all spans.
    #[must_use]
    pub fn events(&self) -> u32 {
        self.spans.iter().map(|span| span.events).sum()
    }

    /// The middle of each span, days from the start.
    #[must_use]
    pub fn middles(&self) -> Vec<f64> {
        let mut start = 0.0;
        let middle = |span: &Span| {
            start += span.days;
            start - span.days / 2.0
        };
        self.spans.iter().map(middle).collect()
    }
}

/// A row with its line and mark.
struct Line {
    line: u64,
    cells: csv::StringRecord,
    mark: Option<Mark>,
}

impl Line {
    fn bad(&self, what: String) -> BadTable {
        BadTable { line: self.line, what }
    }

    fn date(&self, column: usize) -> Result<Date, BadTable> {
        let text = self.cells.get(column).unwrap_or_default();
        let day = text.get(..10).unwrap_or(text);
        day.parse().map_err(|_| self.bad(format!("`{text}` is no date: write it as 2024-01-31")))
    }
}

/// Reads a table with a column `date`, or with `as_of` and one that begins with `cumulative`.
///
/// # Errors
/// No such columns, a row of another length, a cell that is no date or number, a mark that is none,
/// a tally that falls or goes back in time, or nothing left to count.
pub fn read(text: &str) -> Result<Record, BadTable> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let column = |name: &str| header.iter().position(|it| it == name);
    let confidence = column("confidence");
    let mut lines = Vec::new();
    for row in reader.records() {
        lines.push(line(row, confidence)?);
    }
    let left_out = lines.iter().filter(|it| it.mark == Some(Mark::C)).count();
    lines.retain(|it| it.mark != Some(Mark::C));
    let used = marks(&lines);
    let tally = header.iter().position(|it| it.starts_with("cumulative"));
    let (dated, from, until, spans) = match (column("date"), column("as_of"), tally) {
        (Some(date), ..) => dated(&lines, date)?,
        (None, Some(as_of), Some(tally)) => {
            let since = header.get(tally).and_then(since);
            readings(&lines, as_of, tally, since)?
        }
        _ => {
            let help = "no column `date`, and not both `as_of` and `cumulative...`: name one";
            return Err(BadTable { line: 1, what: help.to_owned() });
        }
    };
    Ok(Record { dated, from, until, spans, used, left_out })
}

fn line(
    row: Result<csv::StringRecord, csv::Error>,
    confidence: Option<usize>,
) -> Result<Line, BadTable> {
    let cells = row.map_err(|error| {
        let line = error.position().map_or(1, csv::Position::line);
        let what = "not as many cells as the header: put quotation marks about commas";
        BadTable { line, what: what.to_owned() }
    })?;
    let line = cells.position().map_or(1, csv::Position::line);
    let text = confidence.and_then(|at| cells.get(at));
    let mark = text.and_then(mark_of);
    if text.is_some() && mark.is_none() {
        let text = text.unwrap_or_default();
        let what = format!("`{text}` is no mark: write A, B, C or derived");
        return Err(BadTable { line, what });
    }
    Ok(Line { line, cells, mark })
}

fn marks(lines: &[Line]) -> Vec<(Option<Mark>, usize)> {
    let all = [Some(Mark::A), Some(Mark::B), Some(Mark::Derived), None];
    let count = |mark| (mark, lines.iter().filter(|it| it.mark == mark).count());
    all.into_iter().map(count).filter(|(_, count)| *count > 0).collect()
}

/// Whether a list, first day, day after the last, counts.
pub(crate) type Spans = (bool, Date, Date, Vec<Span>);

fn nothing() -> BadTable {
    BadTable {
        line: 2,
        what: "no row to count: give one occurrence at least; rows marked C are never used"
            .to_owned(),
    }
}

fn dated(lines: &[Line], column: usize) -> Result<Spans, BadTable> {
    let days: Result<Vec<Date>, BadTable> = lines.iter().map(|it| it.date(column)).collect();
    spans_of(&days?)
}

/// Dates as counts by day, or by longer spans if there are too many days.
pub(crate) fn spans_of(days: &[Date]) -> Result<Spans, BadTable> {
    let from = *days.iter().min().ok_or_else(nothing)?;
    let last = *days.iter().max().ok_or_else(nothing)?;
    let until = last.saturating_add(1.day());
    let length = days_between(from, until);
    let width = libm::ceil(length / f64::from(MOST_SPANS)).max(1.0);
    let start = |k: u32| width * f64::from(k);
    let span = |k: u32| {
        let end = (start(k) + width).min(length);
        let inside = |day: &&Date| (start(k)..end).contains(&days_between(from, **day));
        let events = u32::try_from(days.iter().filter(inside).count()).unwrap_or(u32::MAX);
        Span { days: end - start(k), events }
    };
    let spans = (0..MOST_SPANS).take_while(|k| start(*k) < length).map(span).collect();
    Ok((true, from, until, spans))
}

/// The date in a name such as `cumulative_since_2023-10-17`.
fn since(name: &str) -> Option<Date> {
    name.get(name.len().checked_sub(10)?..)?.parse().ok()
}

fn readings(
    lines: &[Line],
    as_of: usize,
    tally: usize,
    since: Option<Date>,
) -> Result<Spans, BadTable> {
    let mut last = since.map(|day| (day, 0_u32));
    let (mut from, mut spans) = (since, Vec::new());
    for line in lines {
        let day = line.date(as_of)?;
        let text = line.cells.get(tally).unwrap_or_default();
        let total: u32 = text
            .parse()
            .map_err(|_| line.bad(format!("`{text}` is no count: write a whole number")))?;
        if let Some((before, count)) = last {
            if day <= before {
                let what = format!("{day} is not after {before}: put the readings in order");
                return Err(line.bad(what));
            }
            let events = total.checked_sub(count).ok_or_else(|| {
                line.bad(format!("{total} is under the reading before, {count}: a tally rises"))
            })?;
            spans.push(Span { days: days_between(before, day), events });
        }
        from = from.or(Some(day));
        last = Some((day, total));
    }
    match (from, last, spans.is_empty()) {
        (Some(from), Some((until, _)), false) => Ok((false, from, until, spans)),
        _ => Err(nothing()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPS: &str = include_str!("../../../data/houthi_ship_attacks.csv");
    const TALLY: &str = include_str!("../../../data/us_forces_attack_tally.csv");

    #[test]
    fn a_list_becomes_days_and_rows_marked_c_are_left_out() {
        let record = read(SHIPS).expect("a list");
        assert!(record.dated);
        assert_eq!((record.events(), record.left_out, record.spans.len()), (74, 4, 223));
        assert_eq!(record.from.to_string(), "2023-11-19");
        let counted: usize = record.used.iter().map(|it| it.1).sum();
        assert_eq!(counted, 74);
    }

    #[test]
    fn a_tally_becomes_the_spans_between_its_readings() {
        let record = read(TALLY).expect("a tally");
        assert!(!record.dated);
        assert_eq!((record.events(), record.left_out, record.spans.len()), (102, 1, 19));
        assert_eq!(record.spans[0], Span { days: 7.0, events: 13 });
        assert_eq!(record.until.to_string(), "2023-12-21");
    }

    #[test]
    fn a_long_list_gets_wider_spans_and_loses_nothing() {
        let record = read("date\n2000-01-01\n2010-06-30\n2010-06-30\n").expect("a list");
        assert!(record.spans.len() <= 400);
        assert_eq!(record.events(), 3);
        let days: f64 = record.spans.iter().map(|span| span.days).sum();
        assert!((days - days_between(record.from, record.until)).abs() < 1e-9);
    }

    #[test]
    fn what_cannot_be_read_is_named_with_its_line() {
        for (text, line, word) in [
            ("when,what\n2024-01-01,x\n", 1, "no column `date`"),
            ("date,confidence\n2024-01-01,A\n2024-13-01,A\n", 3, "no date"),
            ("date,confidence\n2024-01-01,X\n", 2, "no mark"),
            ("date,note\n2024-01-01,a,b\n", 2, "not as many cells"),
            ("as_of,cumulative\n2024-01-02,5\n2024-01-01,6\n", 3, "not after"),
            ("as_of,cumulative\n2024-01-02,5\n2024-01-03,4\n", 3, "a tally rises"),
            ("as_of,cumulative\n2024-01-02,many\n", 2, "no count"),
            ("date,confidence\n2024-01-01,C\n", 2, "no row to count"),
        ] {
            let bad = read(text).expect_err(text);
            assert_eq!(bad.line, line, "{text}: {bad}");
            assert!(bad.what.contains(word), "{bad}");
        }
    }
}
