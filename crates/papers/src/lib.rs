//! Pages as files that office programs open: text documents, spreadsheets, calendars.
//!
//! What stands in them is put together in `report`; here it only takes another form. Every file is the same to
//! the last byte for the same page: no clock is read, and dates are handed in.

pub mod calendar;
pub mod sheet;
pub mod text;

/// Why a file could not be made.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The library that writes spreadsheets refused.
    #[error("the spreadsheet could not be written: {0}")]
    Sheet(#[from] rust_xlsxwriter::XlsxError),
    /// The text document could not be packed.
    #[error("the text document could not be written: {0}")]
    Text(String),
    /// A deadline has no civil date.
    #[error("day 0 has no date, so nothing can stand in a calendar: give one with --day-zero DATE")]
    NoDate,
}
