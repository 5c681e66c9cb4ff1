//! `cargo xtask cases`: each case of `accords/` checked, assessed and replayed, and the table of docs/cases.md.
//!
//! What is told here by hand (what happened, and where it was read) stands in the last cells of the
//! table itself and is carried over; everything else is what the program says.

mod answers;
mod row;

use crate::{Error, step};
use row::Row;

const PAGE: &str = "docs/cases.md";
const BEGIN: &str = "<!-- measured: begin -->\n";
const END: &str = "<!-- measured: end -->\n";

/// Runs every case that the page names and rewrites the table.
pub(crate) fn run() -> Result<(), Error> {
    let path = step::root().join(PAGE);
    let text = std::fs::read_to_string(&path).map_err(Error::io(PAGE))?;
    let (before, table, after) = parts(&text)?;
    let told = row::told(table);
    if told.is_empty() {
        return Err(Error::Document(format!("{PAGE} names no case in its table")));
    }
    let mut rows: Vec<Row> = Vec::new();
    for (case, happened) in told {
        println!("{case}");
        rows.push(answers::of(&case, happened)?);
    }
    let text = format!("{before}{BEGIN}{}{END}{after}", row::table(&rows));
    std::fs::write(&path, text).map_err(Error::io(PAGE))?;
    println!("{}", row::score(&rows));
    Ok(())
}

/// The page before its table, the table, the page after it.
fn parts(text: &str) -> Result<(&str, &str, &str), Error> {
    let cut = text.split_once(BEGIN).and_then(|(before, rest)| {
        rest.split_once(END).map(|(table, after)| (before, table, after))
    });
    cut.ok_or_else(|| Error::Document(format!("{PAGE} has lost its `measured` markers")))
}
