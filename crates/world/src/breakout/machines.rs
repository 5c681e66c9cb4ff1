//! What one machine of a type does a year, as published.

use crate::beliefs::Mark;
use crate::table::Table;

const TYPES: &str = include_str!("../../../../data/centrifuge_swu_by_type.csv");

/// A type of machine in the published table.
#[derive(Clone, Debug, PartialEq)]
pub struct MachineType {
    /// Its published name.
    pub name: String,
    /// Central figure, kilogram SWU a year.
    pub swu_central: f64,
    /// Least and greatest figure.
    pub swu_range: (f64, f64),
    /// How far it may be trusted; no fit uses a type marked C.
    pub mark: Mark,
}

/// The types of the table, in order.
#[must_use]
pub fn types() -> Vec<MachineType> {
    let table = Table::parse(TYPES);
    let read = table.rows().filter_map(|row| {
        Some(MachineType {
            name: row.text("type").to_owned(),
            swu_central: row.number("swu_central")?,
            swu_range: (row.number("swu_low")?, row.number("swu_high")?),
            mark: row.mark("confidence")?,
        })
    });
    read.collect()
}
