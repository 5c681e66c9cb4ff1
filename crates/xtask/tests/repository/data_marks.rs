//! Every figure in data/ carries a mark of how far to trust it, and the marks are the documented ones.

use crate::{chapter, tree};

const README: &str = "data/README.md";
/// The rule that stands in the row of mark C.
const EXCLUDED: &str = "excluded from every fit and every validation figure";

/// Marks that data/README.md documents, and what is wrong with how it does.
fn documented(readme: &str) -> (Vec<String>, Vec<String>) {
    let Some(table) = chapter::table(readme, &["mark", "meaning", "use"]) else {
        return (Vec::new(), vec![format!("{README} has no table of marks")]);
    };
    let marks: Vec<String> = table.rows.iter().map(|(_, cells)| cells[0].clone()).collect();
    let c = table.rows.iter().find(|(_, cells)| cells[0] == "C");
    let excluded = c.is_some_and(|(_, cells)| cells[2].contains(EXCLUDED));
    let problem = (!excluded).then(|| format!("{README}: mark C is not \"{EXCLUDED}\""));
    (marks, problem.into_iter().collect())
}

/// Rows of the file table: names of files (without `.csv`) or folders (with `/`), and the mark of the whole.
fn listed(readme: &str) -> Vec<(String, String)> {
    let table = chapter::table(readme, &["file", "mark"]);
    let rows = table.into_iter().flat_map(|table| table.rows);
    rows.flat_map(|(_, cells)| {
        let mark = cells[1].clone();
        cells[0]
            .split(", ")
            .map(|name| (name.trim_matches('`').to_string(), mark.clone()))
            .collect::<Vec<_>>()
    })
    .collect()
}

/// Problems of one table. `whole` is the mark that the README gives it, `per row` if its rows have their own.
fn problems(name: &str, text: &str, whole: Option<&str>, marks: &[String]) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let columns: Vec<usize> =
        (0..header.len()).filter(|at| header[*at].starts_with("confidence")).collect();
    let known = |mark: &str| marks.iter().any(|known| known == mark);
    let mut found = match whole {
        None => vec![format!("{name} has no row in {README}")],
        Some("per row") if columns.is_empty() => vec![format!("{name} has no column `confidence`")],
        Some(mark) if mark != "per row" && !known(mark) => {
            vec![format!("{name}: `{mark}` is no mark")]
        }
        Some(mark) if mark != "per row" && !columns.is_empty() => {
            vec![format!("{name} has marks of its own, {README} gives it `{mark}`")]
        }
        Some(_) => Vec::new(),
    };
    for (index, record) in reader.records().enumerate() {
        let line = index + 2;
        let Ok(record) = record else {
            found.push(format!("{name}:{line}: not as many cells as the header"));
            continue;
        };
        let bad = columns.iter().filter(|at| !acceptable(&header, &record, **at, &known));
        found.extend(bad.map(|at| format!("{name}:{line}: `{}` bears no mark", &record[*at])));
    }
    found
}

/// A cell starts with a mark. A mark for part of a row (`confidence_bins`) may be blank where the row has no such part.
fn acceptable(
    header: &csv::StringRecord,
    record: &csv::StringRecord,
    at: usize,
    known: &dyn Fn(&str) -> bool,
) -> bool {
    let first = record[at].split_whitespace().next().unwrap_or_default();
    let part_is_absent = &header[at] == "confidence_bins"
        && header
            .iter()
            .zip(record)
            .all(|(name, cell)| !name.starts_with("upto5pct") || cell.is_empty());
    known(first) || (first.is_empty() && part_is_absent)
}

#[test]
fn every_row_bears_a_documented_mark() {
    let readme = tree::read(README);
    let (marks, mut found) = documented(&readme);
    let listed = listed(&readme);
    let tables = tree::files_ending("data", &[".csv"]);
    assert!(!tables.is_empty(), "the walk found the tables");
    for path in &tables {
        let name = path.trim_start_matches("data/").trim_end_matches(".csv");
        let row = listed.iter().find(|(listed, _)| {
            listed == name || (listed.ends_with('/') && name.starts_with(listed))
        });
        found.extend(problems(path, &tree::read(path), row.map(|(_, mark)| mark.as_str()), &marks));
    }
    let gone = listed.iter().filter(|(name, _)| {
        !tree::root().join("data").join(name).exists()
            && !tables.contains(&format!("data/{name}.csv"))
    });
    found.extend(gone.map(|(name, _)| format!("{README} lists `{name}`, which is not there")));
    tree::assert_none(&found);
}

#[test]
fn a_row_without_a_mark_is_found() {
    let marks: Vec<String> = ["A", "B", "C", "derived"].map(String::from).to_vec();
    let count = |text: &str, whole: Option<&str>| problems("t.csv", text, whole, &marks).len();
    assert_eq!(count("x,confidence\n1,A\n2,derived\n3,A for 3; rest C\n", Some("per row")), 0);
    assert_eq!(count("x,confidence\n1,\n2,H\n3,sure\n", Some("per row")), 3);
    assert_eq!(count("x\n1\n", Some("per row")), 1);
    assert_eq!(count("x\n1\n", Some("A")), 0);
    assert_eq!(count("x\n1\n", Some("fine")), 1);
    assert_eq!(count("x\n1\n", None), 1);
    assert_eq!(count("x,confidence\n1,A\n", Some("B")), 1);
    assert_eq!(count("x,confidence\n1\n", Some("per row")), 1);
    assert_eq!(count("upto5pct_kgU,confidence_bins\n,\n", Some("per row")), 0);
    assert_eq!(count("upto5pct_kgU,confidence_bins\n7,\n", Some("per row")), 1);
}

#[test]
fn a_readme_that_lets_mark_c_into_a_fit_is_found() {
    let page = |rule: &str| {
        format!("| mark | meaning | use |\n| --- | --- | --- |\n| C | recollected | {rule} |\n")
    };
    assert!(documented(&page(EXCLUDED)).1.is_empty());
    assert_eq!(documented(&page("anything")).1.len(), 1);
    assert_eq!(documented("").1.len(), 1);
}
