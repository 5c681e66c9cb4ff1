//! Accords and beliefs as commands need them: found, read, or a failure that shows why not.

use std::path::{Path, PathBuf};

use reader::{Believed, Text, Unread, beliefs_in};
use report::{Other, Run};

use crate::args;
use crate::exit::Failure;
use crate::files;

impl From<Unread> for Failure {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Text(_) => Self::Text(unread.to_string()),
            Unread::LeftOut(said) | Unread::Usage(said) => Self::Usage(said),
            Unread::Bug(said) => Self::Bug(said),
        }
    }
}

/// Reads and compiles an accord.
pub fn accord(path: &Path) -> Result<Text, Failure> {
    Ok(Text::compiled(files::read(path)?)?)
}

/// Reads an accord and the beliefs named, or those beside it.
pub fn believed(args: &args::Believed) -> Result<Believed, Failure> {
    believed_of(accord(&args.file)?, args)
}

/// The beliefs named, or those beside the accord's file, about a text at hand.
pub fn believed_of(text: Text, args: &args::Believed) -> Result<Believed, Failure> {
    Ok(Believed::new(text, files::read(&beliefs_path(args)?)?)?)
}

fn beliefs_path(args: &args::Believed) -> Result<PathBuf, Failure> {
    if let Some(path) = &args.beliefs {
        return Ok(path.clone());
    }
    let beside = files::beside(&args.file, "beliefs");
    if beside.exists() {
        return Ok(beside);
    }
    let (name, file) = (beside.display(), args.file.display());
    Err(Failure::Environment(format!(
        "no beliefs {name} beside {file}: name yours with --beliefs FILE, or start from those that \
         `detente new` writes"
    )))
}

/// Other readers' beliefs about a text at hand.
pub fn others(paths: &[PathBuf], text: &Text) -> Result<Vec<Other>, Failure> {
    let one = |path: &PathBuf| {
        Ok(Other { file: files::as_typed(path), beliefs: beliefs_in(&files::read(path)?, text)? })
    };
    paths.iter().map(one).collect()
}

/// The part of a page's run that every command has.
pub fn run(args: &args::Believed, believed: &Believed) -> Run {
    Run {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        accord_file: files::as_typed(&args.file),
        beliefs_file: files::as_typed(Path::new(believed.beliefs_source.name())),
        ..Run::default()
    }
}
