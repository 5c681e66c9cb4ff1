//! Tables of facts, compiled into the program, each row with the mark of how far to trust it.
//!
//! Problem: a figure must not lose its mark on the way to a reader, and the program opens no file.
//! The texts are part of the binary; a row that does not parse is a failed test, not a failed run.

pub use jiff::civil::Date;

use crate::beliefs::Mark;

/// A CSV table with a header row.
#[derive(Clone, Debug)]
pub struct Table {
    header: csv::StringRecord,
    rows: Vec<csv::StringRecord>,
}

/// One row of a [`Table`], read by column name.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    header: &'a csv::StringRecord,
    cells: &'a csv::StringRecord,
}

impl Table {
    /// Reads a table. Rows with another number of cells than the header are left out.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        Self {
            header: reader.headers().cloned().unwrap_or_default(),
            rows: reader.records().flatten().collect(),
        }
    }

    /// The rows in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let header = &self.header;
        self.rows.iter().map(move |cells| Row { header, cells })
    }

    /// The rows that a fit or a validation may use: all but those recollected and unchecked.
    pub fn rows_for_fits(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows().filter(|row| !matches!(row.mark("confidence"), None | Some(Mark::C)))
    }
}

impl<'a> Row<'a> {
    /// The text of a cell, empty if there is no such column.
    #[must_use]
    pub fn text(&self, column: &str) -> &'a str {
        let at = self.header.iter().position(|name| name == column);
        at.and_then(|at| self.cells.get(at)).unwrap_or_default()
    }

    /// The number in a cell, with a leading `~` (about) dropped.
    #[must_use]
    pub fn number(&self, column: &str) -> Option<f64> {
        self.text(column).trim_start_matches('~').parse().ok()
    }

    /// The civil date in a cell.
    #[must_use]
    pub fn date(&self, column: &str) -> Option<Date> {
        self.text(column).parse().ok()
    }

    /// The mark in a cell: the lowest that it names, if its first word is a mark.
    #[must_use]
    pub fn mark(&self, column: &str) -> Option<Mark> {
        mark_of(self.text(column))
    }
}

/// The lowest mark that a text names, if its first word is a mark.
#[must_use]
pub fn mark_of(text: &str) -> Option<Mark> {
    let mut marks = text.split_whitespace().map(mark_named);
    let first = marks.next().flatten()?;
    Some(marks.flatten().fold(first, Mark::max))
}

fn mark_named(word: &str) -> Option<Mark> {
    match word {
        "A" => Some(Mark::A),
        "B" => Some(Mark::B),
        "C" => Some(Mark::C),
        "derived" => Some(Mark::Derived),
        _ => None,
    }
}

/// The civil date so long after another.
#[must_use]
pub fn date_after(from: Date, span: kernel::Hours) -> Date {
    from.saturating_add(jiff::Span::new().days(i64::from(span.whole_days())))
}

/// Days from one civil date to another.
#[must_use]
pub fn days_between(from: Date, to: Date) -> f64 {
    const SECONDS_PER_DAY: f64 = 86_400.0;
    to.duration_since(from).as_secs_f64() / SECONDS_PER_DAY
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_read_by_name_and_marks_by_the_lowest_named() {
        let text =
            "x,day,confidence\n~7.5,2020-02-29,A (date approx.)\nno,,A for 3; C for 4\n1,,\n";
        let table = Table::parse(text);
        let rows: Vec<Row<'_>> = table.rows().collect();
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[0].number("x"), Some(7.5));
        assert_eq!(rows[0].mark("confidence"), Some(Mark::A));
        assert_eq!(rows[1].number("x"), None);
        assert_eq!(rows[1].mark("confidence"), Some(Mark::C));
        assert_eq!(rows[2].mark("confidence"), None);
        assert_eq!(rows[0].text("nothing"), "");
        assert_eq!(table.rows_for_fits().count(), 1);
    }

    #[test]
    fn days_are_counted_over_leap_days() {
        let date = |text: &str| text.parse().expect("a date");
        let days = days_between(date("2020-02-28"), date("2020-03-01"));
        assert!((days - 2.0).abs() < 1e-12);
    }
}
