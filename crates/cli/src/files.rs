//! Files: the only place that reads or writes them. Each failure is one line with the way out.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use lang::source::Source;

use crate::exit::Failure;

/// Slips of typing within which a name is taken for another.
const NEAR: usize = 3;

/// Reads a file as it is.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Failure> {
    if path.is_dir() {
        let name = path.display();
        return Err(Failure::Usage(format!("{name} is a folder: name a file in it")));
    }
    std::fs::read(path).map_err(|error| unreadable(path, error.kind()))
}

/// Reads a text.
pub fn read(path: &Path) -> Result<Source, Failure> {
    let name = path.display().to_string();
    let bytes = bytes(path)?;
    Source::from_bytes(name.clone(), &bytes).map_err(|found| {
        let help = found.help.as_deref().map_or_else(String::new, |help| format!(": {help}"));
        Failure::Environment(format!("{name}: {}{help}", found.message))
    })
}

/// Why a file cannot be read, and what to do.
pub fn unreadable(path: &Path, kind: ErrorKind) -> Failure {
    let name = path.display();
    Failure::Environment(match kind {
        ErrorKind::NotFound => match near(path) {
            Some(other) => format!("no file {name}: did you mean {}?", other.display()),
            None if path.extension().is_some_and(|it| it == "json") => format!("no file {name}"),
            None if is_table(path) => format!("no file {name}: name a table that is there"),
            None => format!("no file {name}: `detente new` writes one to start from"),
        },
        ErrorKind::PermissionDenied => format!("{name} may not be read: ask for permission to"),
        other => format!("{name} could not be read: {other}"),
    })
}

fn is_table(path: &Path) -> bool {
    path.extension().is_some_and(|it| it.eq_ignore_ascii_case("csv"))
}

/// The file of the same kind in the same folder whose name is nearest, if any is near.
fn near(path: &Path) -> Option<PathBuf> {
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let extension = path.extension()?;
    let wanted = path.file_stem()?.to_string_lossy();
    let entries = std::fs::read_dir(folder).ok()?.filter_map(Result::ok).map(|it| it.path());
    let same = entries.filter(|it| it.extension() == Some(extension) && it.is_file());
    let apart = |it: &PathBuf| {
        let name = it.file_stem().map(|name| name.to_string_lossy().into_owned());
        strsim::damerau_levenshtein(&wanted, &name.unwrap_or_default())
    };
    let nearest = same.map(|it| (apart(&it), it)).min()?;
    let plain = nearest.1.strip_prefix(".").map(Path::to_path_buf);
    (nearest.0 <= NEAR).then(|| plain.unwrap_or(nearest.1))
}

/// The file beside another, with the same name and another ending; `x.accord.md` is an accord.
pub fn beside(path: &Path, ending: &str) -> PathBuf {
    plain(path).with_extension(ending)
}

/// Whether a file holds texts of this kind.
pub fn is(path: &Path, ending: &str) -> bool {
    plain(path).extension().is_some_and(|it| it == ending)
}

/// The path without the `.md` of a literate text.
fn plain(path: &Path) -> PathBuf {
    let literate = path.to_str().is_some_and(lang::literate::is_literate);
    if literate { path.with_extension("") } else { path.to_path_buf() }
}

/// Writes a text that may stand there already.
pub fn write(path: &Path, text: &str) -> Result<(), Failure> {
    write_bytes(path, text.as_bytes())
}

/// Makes a folder, and those around it, unless it is there.
pub fn folder(path: &Path) -> Result<(), Failure> {
    std::fs::create_dir_all(path).map_err(|error| unwritable(path, error.kind()))
}

/// Writes bytes that may stand there already.
pub fn write_bytes(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    std::fs::write(path, bytes).map_err(|error| unwritable(path, error.kind()))
}

/// Opens a file to read it piece by piece.
pub fn open(path: &Path) -> Result<std::io::BufReader<std::fs::File>, Failure> {
    let file = std::fs::File::open(path).map_err(|error| unreadable(path, error.kind()))?;
    Ok(std::io::BufReader::new(file))
}

/// Nothing stands at a path yet.
pub fn absent(path: &Path) -> Result<(), Failure> {
    if path.exists() {
        let name = path.display();
        return Err(Failure::Environment(format!("{name} is there already: choose another name")));
    }
    Ok(())
}

/// Why a file cannot be written, and what to do.
pub fn unwritable(path: &Path, kind: ErrorKind) -> Failure {
    let name = path.display();
    Failure::Environment(match kind {
        ErrorKind::NotFound => format!("{name} cannot be written: its folder does not exist"),
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            format!("{name} may not be written here: name another place")
        }
        other => format!("{name} could not be written: {other}"),
    })
}

/// A path as it was typed; of an absolute one only the name, since pages are passed on.
pub fn as_typed(path: &Path) -> String {
    if path.is_absolute() {
        path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    } else {
        path.display().to_string()
    }
}
