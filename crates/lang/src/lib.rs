//! The accord language: text to compiled accord, with diagnostics.
