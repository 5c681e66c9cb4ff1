//! What the rows of the accord are called. The kernel knows no names, so whoever has the text hands them in.

use crate::field::Table;

/// A row of a table.
pub type RowId = (Table, u16);

/// Names, titles and units of one text of the accord.
pub trait Names {
    /// The row that a text names so.
    fn find(&self, table: Table, name: &str) -> Option<u16>;
    /// As the text names it.
    fn name(&self, row: RowId) -> String;
    /// What people call it.
    fn title(&self, row: RowId) -> String {
        self.name(row)
    }
    /// An amount in the smallest unit of what the row counts.
    fn amount(&self, of: Option<RowId>, words: &str) -> Option<i64> {
        let _ = of;
        words.parse().ok()
    }
    /// An amount in words.
    fn amount_words(&self, of: Option<RowId>, amount: i64) -> String {
        let _ = of;
        amount.to_string()
    }
}

/// Rows by their numbers, from 1: for those who have no text.
#[derive(Clone, Copy, Debug, Default)]
pub struct Numbers;

impl Names for Numbers {
    fn find(&self, _: Table, name: &str) -> Option<u16> {
        name.parse::<u16>().ok()?.checked_sub(1)
    }

    fn name(&self, (_, row): RowId) -> String {
        (u32::from(row) + 1).to_string()
    }
}
