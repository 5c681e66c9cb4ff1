//! Designs as files: each a text, what its readers then believe, and what it changes.

use std::path::Path;

use explore::search::Found;
use lang::compare::compare;
use lang::source::Source;
use reader::Text;
use report::comparison;
use report::designs::Designs as Page;

use super::{Searched, picks, with_files};
use crate::exit::Failure;
use crate::files;

/// The folder is there, or is made.
pub(super) fn folder(path: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(path).map_err(|error| {
        Failure::Environment(format!("folder {} cannot be made: {error}", path.display()))
    })
}

/// Writes every design of the front; rows learn their file.
pub(super) fn designs(
    folder: &Path,
    searched: &Searched,
    found: &Found,
    page: &mut Page<'_>,
) -> Result<(), Failure> {
    let mut names = Vec::new();
    for (place, row) in page.front.iter().enumerate() {
        let Some(number) = row.number else { continue };
        let design = searched.space.design(&picks(&found.points[number]));
        let design = design.map_err(Failure::Bug)?;
        let name = format!("design-{}", place + 1);
        let path = folder.join(&name);
        files::write(&path.with_extension("accord"), &design.accord)?;
        for (at, beliefs) in design.beliefs.iter().enumerate() {
            let ending = if at == 0 { "beliefs".to_owned() } else { format!("{}.beliefs", at + 1) };
            files::write(&path.with_extension(ending), beliefs)?;
        }
        let source = Source::new(name.as_str(), design.accord);
        files::write(&path.with_extension("diff"), &diff(searched, source)?)?;
        names.push(files::as_typed(&path.with_extension("accord")));
    }
    with_files(&mut page.front, &names);
    Ok(())
}

fn diff(searched: &Searched, now: Source) -> Result<String, Failure> {
    let (was, now) = (&searched.text, Text::compiled(now)?);
    let found = compare((&was.source, &was.compiled), (&now.source, &now.compiled));
    let labels = Text::labels;
    Ok(comparison::page(&labels(was), &labels(&now), &found))
}
