//! A list whose rows name a kind, as times in days with the number of the kind.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::{BadTable, Line, line, marks, nothing};
use crate::beliefs::Mark;
use crate::table::days_between;

/// Rows of a kind below which it is counted among the others.
const FEW: usize = 10;
/// Kinds that are told apart at most; a matrix has a number for each pair.
const MOST_KINDS: usize = 4;
/// What stands for the rest.
const OTHER: &str = "other";

/// A list by kind.
#[derive(Clone, Debug, PartialEq)]
pub struct KindRecord {
    /// Names of the kinds, the most frequent first; what is rare stands last, as `other`.
    pub kinds: Vec<String>,
    /// Day of each row since the first, and its kind, in order.
    pub rows: Vec<(f64, usize)>,
    /// First day.
    pub from: Date,
    /// The day after the last.
    pub until: Date,
    /// Rows used, by mark.
    pub used: Vec<(Option<Mark>, usize)>,
    /// Rows marked C.
    pub left_out: usize,
}

impl KindRecord {
    /// Length in days.
    #[must_use]
    pub fn days(&self) -> f64 {
        days_between(self.from, self.until)
    }

    /// Rows of each kind.
    #[must_use]
    pub fn counts(&self) -> Vec<usize> {
        let of = |kind: usize| self.rows.iter().filter(|row| row.1 == kind).count();
        (0..self.kinds.len()).map(of).collect()
    }

    /// Events at times drawn inside their days, in order.
    pub fn placed(&self, uniform: &mut dyn FnMut() -> f64) -> Vec<crate::hawkes::Event> {
        let place = |(day, kind): &(f64, usize)| crate::hawkes::Event {
            time: day + uniform(),
            kind: *kind,
            weight: 1.0,
        };
        let mut events: Vec<_> = self.rows.iter().map(place).collect();
        events.sort_by(|a, b| a.time.total_cmp(&b.time));
        events
    }
}

/// Reads a table with a column `date` and one that names a kind.
///
/// # Errors
/// As [`super::read`]; no such columns; a row that names no kind; nothing to tell apart.
pub fn read_kinds(text: &str, by: &str) -> Result<KindRecord, BadTable> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let column = |name: &str| header.iter().position(|it| it == name);
    let no_column = |name: &str| {
        let known: Vec<&str> = header.iter().collect();
        let what = format!("no column `{name}`: there is {}", known.join(", "));
        BadTable { line: 1, what }
    };
    let date = column("date").ok_or_else(|| no_column("date"))?;
    let kind = column(by).ok_or_else(|| no_column(by))?;
    let mut lines = Vec::new();
    for row in reader.records() {
        lines.push(line(row, column("confidence"))?);
    }
    let left_out = lines.iter().filter(|it| it.mark == Some(Mark::C)).count();
    lines.retain(|it| it.mark != Some(Mark::C));
    let named: Result<Vec<(Date, String)>, BadTable> =
        lines.iter().map(|it| Ok((it.date(date)?, name(it, kind, by)?))).collect();
    gathered(&named?, marks(&lines), left_out)
}

fn name(line: &Line, column: usize, by: &str) -> Result<String, BadTable> {
    let text = line.cells.get(column).unwrap_or_default().trim();
    if text.is_empty() {
        return Err(line.bad(format!("no `{by}`: name a kind, such as `{OTHER}`")));
    }
    Ok(text.to_owned())
}

fn gathered(
    named: &[(Date, String)],
    used: Vec<(Option<Mark>, usize)>,
    left_out: usize,
) -> Result<KindRecord, BadTable> {
    let from = named.iter().map(|it| it.0).min().ok_or_else(nothing)?;
    let last = named.iter().map(|it| it.0).max().ok_or_else(nothing)?;
    let kinds = kinds(named);
    if kinds.len() < 2 {
        let what = format!(
            "one kind with {FEW} rows or more: fit the whole list, without telling kinds apart"
        );
        return Err(BadTable { line: 2, what });
    }
    let place = |name: &String| kinds.iter().position(|it| it == name).unwrap_or(kinds.len() - 1);
    let mut rows: Vec<(f64, usize)> =
        named.iter().map(|(day, name)| (days_between(from, *day), place(name))).collect();
    rows.sort_by(|a, b| a.0.total_cmp(&b.0));
    Ok(KindRecord { kinds, rows, from, until: last.saturating_add(1.day()), used, left_out })
}

/// Frequent kinds, the most frequent first, then one name for the rest if there is any.
fn kinds(named: &[(Date, String)]) -> Vec<String> {
    let mut counted: Vec<(usize, &str)> = Vec::new();
    for (_, name) in named {
        match counted.iter_mut().find(|it| it.1 == name) {
            Some(it) => it.0 += 1,
            None => counted.push((1, name)),
        }
    }
    counted.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let frequent = counted.iter().filter(|it| it.0 >= FEW && it.1 != OTHER).take(MOST_KINDS - 1);
    let mut kinds: Vec<String> = frequent.map(|it| it.1.to_owned()).collect();
    if kinds.len() < counted.len() {
        kinds.push(OTHER.to_owned());
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHIPS: &str = include_str!("../../../../data/houthi_ship_attacks.csv");

    #[test]
    fn rare_kinds_count_together_and_rows_marked_c_are_left_out() {
        let record = read_kinds(SHIPS, "weapon").expect("a list");
        assert_eq!((record.rows.len(), record.left_out), (74, 4));
        assert!(record.kinds.len() >= 2 && record.kinds.len() <= MOST_KINDS);
        assert_eq!(record.kinds.last().map(String::as_str), Some(OTHER));
        let counts = record.counts();
        assert_eq!(counts.iter().sum::<usize>(), 74);
        assert!(counts.iter().rev().skip(1).all(|it| *it >= FEW));
        let events = record.placed(&mut || 0.5);
        assert!(events.windows(2).all(|pair| pair[0].time <= pair[1].time));
        assert!(events.last().is_some_and(|it| it.time < record.days()));
    }

    #[test]
    fn what_cannot_be_read_is_named_with_its_line() {
        for (text, by, line, word) in [
            ("date,what\n2024-01-01,x\n", "weapon", 1, "no column `weapon`: there is date, what"),
            ("when,what\n2024-01-01,x\n", "what", 1, "no column `date`"),
            ("date,what\n2024-01-01,\n", "what", 2, "no `what`"),
            ("date,what\n2024-01-01,x\n", "what", 2, "one kind"),
            ("date,what\n", "what", 2, "no row to count"),
        ] {
            let bad = read_kinds(text, by).expect_err(text);
            assert_eq!(bad.line, line, "{text}: {bad}");
            assert!(bad.what.contains(word), "{bad}");
        }
    }
}
