//! The self-contained HTML report.

use crate::page::Page;

/// The report.
#[must_use]
pub fn page(_page: &Page<'_>) -> String {
    String::new()
}
