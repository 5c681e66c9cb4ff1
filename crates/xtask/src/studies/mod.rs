//! `cargo xtask studies`: each comparison of docs/studies.md run anew, and its tables written.
//!
//! A variant is the shipped text or beliefs with some words replaced; words that do not stand there
//! exactly once end the run, so that no comparison goes on without what it compares.

mod answers;
mod list;

use std::path::PathBuf;

use crate::{Error, step};
use list::{Edit, Study, Variant};

const PAGE: &str = "docs/studies.md";

/// Runs all comparisons, or those of one system, and rewrites their tables in the page.
pub(crate) fn run(only: Option<&str>) -> Result<(), Error> {
    let path = step::root().join(PAGE);
    for study in list::all().iter().filter(|it| only.is_none_or(|only| only == it.system)) {
        println!("{}: {}", study.system, study.title);
        let table = table(study)?;
        let text = std::fs::read_to_string(&path).map_err(Error::io(PAGE))?;
        let text = rewritten(&text, study.system, &table)?;
        std::fs::write(&path, text).map_err(Error::io(PAGE))?;
    }
    Ok(())
}

fn table(study: &Study) -> Result<String, Error> {
    let mut rows = Vec::new();
    for variant in &study.variants {
        println!("  {}", variant.name);
        rows.push((variant.name.clone(), answers::of(&written(study, variant)?)?));
    }
    Ok(answers::tables(&rows, study.more))
}

/// The files of a variant, in the folder of built things.
fn written(study: &Study, variant: &Variant) -> Result<PathBuf, Error> {
    let folder = step::root().join("target/studies");
    std::fs::create_dir_all(&folder).map_err(Error::io("target/studies"))?;
    let name: String = variant.name.chars().filter(|it| it.is_alphanumeric()).collect();
    let to = folder.join(format!("{}-{name}.accord", study.system));
    for (ending, edits) in [("accord", &variant.accord), ("beliefs", &variant.beliefs)] {
        let from = format!("accords/{}.{ending}", study.base);
        let text = std::fs::read_to_string(step::root().join(&from)).map_err(Error::io(&from))?;
        let text = edited(text, edits, &from)?;
        let path = to.with_extension(ending);
        std::fs::write(&path, text).map_err(Error::io(path.display().to_string()))?;
    }
    Ok(to)
}

fn edited(mut text: String, edits: &[Edit], file: &str) -> Result<String, Error> {
    for (from, to) in edits {
        let times = text.matches(from.as_str()).count();
        if times != 1 {
            return Err(Error::Document(format!("{file} has `{from}` {times} times, not once")));
        }
        text = text.replace(from.as_str(), to);
    }
    Ok(text)
}

/// The page with what stands between a study's markers replaced.
fn rewritten(page: &str, system: &str, table: &str) -> Result<String, Error> {
    let (begin, end) = (format!("<!-- {system}: begin -->\n"), format!("<!-- {system}: end -->\n"));
    let cut = page.split_once(&begin).and_then(|(before, rest)| {
        rest.split_once(&end).map(|(_, after)| (before.to_owned(), after.to_owned()))
    });
    let lost = || Error::Document(format!("{PAGE} has lost the markers of {system}"));
    let (before, after) = cut.ok_or_else(lost)?;
    Ok(format!("{before}{begin}{table}{end}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_edit_of_every_study_stands_once_in_its_file() {
        for study in list::all() {
            for variant in &study.variants {
                for (ending, edits) in [("accord", &variant.accord), ("beliefs", &variant.beliefs)]
                {
                    let file = format!("accords/{}.{ending}", study.base);
                    let text = std::fs::read_to_string(step::root().join(&file)).expect("shipped");
                    edited(text, edits, &file).expect("each stands once");
                }
            }
        }
    }

    #[test]
    fn the_page_has_a_place_for_every_study() {
        let page = std::fs::read_to_string(step::root().join(PAGE)).expect("the page");
        for study in list::all() {
            rewritten(&page, study.system, "").expect("both markers");
        }
    }
}
