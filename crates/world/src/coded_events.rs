//! Events as others code them (CAMEO or PLOVER), read into incidents and statements.
//!
//! Problem: event data come with four-digit CAMEO codes or PLOVER root words, and with actors as
//! country codes with roles behind them. What is wanted here is smaller: when force was used, and
//! when something was said. Whoever acts is a state or an office; a row that may name a person is
//! refused with its line.
//!
//! # Source
//! CAMEO to PLOVER: Open Event Data Alliance (`data/formats/cameo_to_plover.csv`, A). Country codes:
//! ISO 3166 alpha-3 (`data/formats/iso3166_subset.csv`, B).

use jiff::civil::Date;

use crate::occurrences::{BadTable, Record, spans_of};
use crate::table::Table;

const CAMEO: &str = include_str!("../../../data/formats/cameo_to_plover.csv");
const ROOTS: &str = include_str!("../../../data/formats/plover_root_codes.csv");
const COUNTRIES: &str = include_str!("../../../data/formats/iso3166_subset.csv");
/// Roots that are words and no deeds.
const WORDS: [&str; 8] =
    ["AGREE", "CONSULT", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST"];

/// What a coded event is here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Force was used.
    Incident,
    /// Something was said.
    Statement,
    /// Anything else: aid, sanctions, moves of forces.
    Other,
}

/// One coded event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodedEvent {
    /// The day.
    pub date: Date,
    /// ISO 3166 alpha-3 codes of those who act.
    pub actors: Vec<String>,
    /// The same of those acted upon; empty if the row names none.
    pub targets: Vec<String>,
    /// PLOVER root.
    pub root: String,
    /// What it is here.
    pub kind: Kind,
    /// Line of the file, from 1.
    pub line: u64,
}

/// Reads a table with columns `date`, `actor`, `target` and `code`, `plover_code` or `cameo_code`.
///
/// # Errors
/// A column that is missing, a row of another length, a date that is none, a code that neither
/// scheme has, an actor that is no country code, or one that may be a person.
pub fn read(text: &str) -> Result<Vec<CodedEvent>, BadTable> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let column = |names: &[&str]| {
        let at = header.iter().position(|it| names.contains(&it));
        at.ok_or_else(|| bad(1, format!("no column `{}`: name it so", names.join("` or `"))))
    };
    let at = [
        column(&["date"])?,
        column(&["actor"])?,
        column(&["target"])?,
        column(&["code", "plover_code", "cameo_code"])?,
    ];
    let codes = Codes::at_hand();
    let mut events = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| {
            let line = error.position().map_or(1, csv::Position::line);
            bad(line, "not as many cells as the header".to_owned())
        })?;
        let line = row.position().map_or(1, csv::Position::line);
        let cells = at.map(|at| row.get(at).unwrap_or_default().trim());
        events.push(codes.event(cells, line)?);
    }
    Ok(events)
}

/// The days on which force was used, as counts over spans.
///
/// # Errors
/// No event is an incident.
pub fn incidents(events: &[CodedEvent]) -> Result<Record, BadTable> {
    let of = |it: &&CodedEvent| it.kind == Kind::Incident;
    let days: Vec<Date> = events.iter().filter(of).map(|it| it.date).collect();
    let (dated, from, until, spans) = spans_of(&days)?;
    let used = vec![(None, days.len())];
    Ok(Record { dated, from, until, spans, used, left_out: 0 })
}

fn bad(line: u64, what: String) -> BadTable {
    BadTable { line, what }
}

/// The code tables.
struct Codes {
    cameo: Table,
    roots: Table,
    countries: Table,
}

impl Codes {
    fn at_hand() -> Self {
        Self {
            cameo: Table::parse(CAMEO),
            roots: Table::parse(ROOTS),
            countries: Table::parse(COUNTRIES),
        }
    }

    fn event(&self, cells: [&str; 4], line: u64) -> Result<CodedEvent, BadTable> {
        let [date, actor, target, code] = cells;
        let no_date = || bad(line, format!("`{date}` is no date: write it as 2024-01-31"));
        let root = self.root(code, line)?;
        let actors = self.countries_of(actor, line)?;
        if actors.is_empty() {
            return Err(bad(line, "no actor: give an ISO 3166 code such as IRN".to_owned()));
        }
        let targets = self.countries_of(target, line)?;
        let kind = kind_of(&root);
        let date = date.parse().map_err(|_| no_date())?;
        Ok(CodedEvent { date, actors, targets, root, kind, line })
    }

    /// The PLOVER root of a code: a root itself, a CAMEO code, or the nearest CAMEO code above it.
    fn root(&self, code: &str, line: u64) -> Result<String, BadTable> {
        let code = code.to_uppercase();
        if self.roots.rows().any(|row| row.text("plover_root") == code) {
            return Ok(code);
        }
        let digits = code.chars().all(|it| it.is_ascii_digit()) && (2..=4).contains(&code.len());
        let above = (2..=code.len()).rev().filter_map(|n| code.get(..n)).filter(|_| digits);
        let root = |code: &str| {
            let found = self.cameo.rows().find(|row| row.text("cameo") == code);
            found.map(|row| row.text("plover_root").to_owned())
        };
        above.into_iter().find_map(root).ok_or_else(|| {
            bad(line, format!("`{code}` is neither a CAMEO code nor a PLOVER root: see formats"))
        })
    }

    /// Country codes, several divided by `/`, each with role codes behind it or not.
    fn countries_of(&self, text: &str, line: u64) -> Result<Vec<String>, BadTable> {
        let one = |part: &str| {
            if part.chars().any(|it| it.is_lowercase() || it.is_whitespace()) {
                let help = "may name a person: give a country code, with an office behind it";
                return Err(bad(line, format!("`{part}` {help}, as in IRNGOV")));
            }
            let whole =
                part.len().is_multiple_of(3) && part.chars().all(|it| it.is_ascii_uppercase());
            let country = part.get(..3).filter(|_| whole).unwrap_or_default();
            let known = self.countries.rows().any(|row| row.text("alpha3") == country);
            if !known || country.is_empty() {
                let help = "is no ISO 3166 alpha-3 code at hand, such as IRN or USA";
                return Err(bad(line, format!("`{part}` {help}")));
            }
            Ok(country.to_owned())
        };
        text.split('/').map(str::trim).filter(|it| !it.is_empty()).map(one).collect()
    }
}

fn kind_of(root: &str) -> Kind {
    if root == "ASSAULT" {
        Kind::Incident
    } else if WORDS.contains(&root) {
        Kind::Statement
    } else {
        Kind::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "date,actor,target,code\n";

    fn kinds(rows: &str) -> Vec<(String, Kind)> {
        let events = read(&format!("{HEAD}{rows}")).expect(rows);
        events.into_iter().map(|it| (it.root, it.kind)).collect()
    }

    #[test]
    fn both_schemes_are_read() {
        let rows = "2023-10-18,IRN,USA,1122\n2023-10-19,IRQREB,USAMIL,195\n\
                    2023-11-24,IRN/USA,,AGREE\n2023-11-25,USA,IRN,163\n";
        let found = kinds(rows);
        let expected = [
            ("ACCUSE", Kind::Statement),
            ("ASSAULT", Kind::Incident),
            ("AGREE", Kind::Statement),
            ("COERCE", Kind::Other),
        ];
        assert_eq!(found, expected.map(|(root, kind)| (root.to_owned(), kind)));
        let events = read(&format!("{HEAD}{rows}")).expect("read");
        assert_eq!((events[1].actors[0].as_str(), events[1].targets[0].as_str()), ("IRQ", "USA"));
        assert_eq!((events[2].actors.len(), events[2].targets.len()), (2, 0));
        let record = incidents(&events).expect("one incident");
        assert_eq!((record.events(), record.from), (1, events[1].date));
        assert!(incidents(&events[2..]).is_err());
    }

    #[test]
    fn every_code_of_the_table_is_read_as_itself() {
        for row in Table::parse(CAMEO).rows() {
            let code = row.text("cameo");
            let found = kinds(&format!("2023-01-01,IRN,USA,{code}\n"));
            assert!(!found[0].0.is_empty(), "{code}");
        }
    }

    #[test]
    fn a_row_that_cannot_be_read_is_named_with_its_line_and_a_person_is_refused() {
        for (row, word) in [
            ("2023-13-01,IRN,USA,AGREE\n", "no date"),
            ("2023-01-01,IRN,USA,9999\n", "neither a CAMEO code"),
            ("2023-01-01,IRN,USA,SHOUT\n", "neither a CAMEO code"),
            ("2023-01-01,XXX,USA,AGREE\n", "no ISO 3166"),
            ("2023-01-01,IR,USA,AGREE\n", "no ISO 3166"),
            ("2023-01-01,,USA,AGREE\n", "no actor"),
            ("2023-01-01,An Officer,USA,AGREE\n", "may name a person"),
            ("2023-01-01,IRN,USA\n", "not as many cells"),
        ] {
            let text = format!("{HEAD}2023-01-01,IRN,USA,AGREE\n{row}");
            let bad = read(&text).expect_err(row);
            assert_eq!(bad.line, 3, "{row}");
            assert!(bad.what.contains(word), "{row}: {bad}");
        }
        let bad = read("date,actor,code\n").expect_err("no target");
        assert_eq!((bad.line, bad.what.as_str()), (1, "no column `target`: name it so"));
    }
}
