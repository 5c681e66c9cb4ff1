//! Designs as files: each a text, what its readers then believe, and what it changes.

use std::path::Path;

use explore::search::Found;
use reader::Searched;
use report::designs::Designs as Page;

use super::with_files;
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
        let design = searched.design(found, number)?;
        let name = format!("design-{}", place + 1);
        let path = folder.join(&name);
        files::write(&path.with_extension("accord"), &design.accord)?;
        for (at, beliefs) in design.beliefs.iter().enumerate() {
            let ending = if at == 0 { "beliefs".to_owned() } else { format!("{}.beliefs", at + 1) };
            files::write(&path.with_extension(ending), beliefs)?;
        }
        let changes = searched.difference(&name, &design)?;
        files::write(&path.with_extension("diff"), &changes)?;
        names.push(files::as_typed(&path.with_extension("accord")));
    }
    with_files(&mut page.front, &names);
    Ok(())
}
