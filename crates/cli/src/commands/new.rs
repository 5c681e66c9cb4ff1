//! `detente new`: a text to start from.

use std::path::PathBuf;

use serde::Serialize;

use crate::args::NewArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::files;

/// What a template is called, its accord and its beliefs; `NAME` stands for the name chosen.
const TEMPLATES: [(&str, &str, &str); 1] = [(
    "two-steps",
    include_str!("../templates/two-steps.accord"),
    include_str!("../templates/two-steps.beliefs"),
)];

#[derive(Serialize)]
struct Written {
    accord: PathBuf,
    beliefs: PathBuf,
    template: &'static str,
}

/// Writes both files where none stand yet.
pub fn run(args: &NewArgs, as_json: bool) -> Result<Answer, Failure> {
    let (template, accord, beliefs) = template(&args.from)?;
    let stem = stem(&args.name)?;
    let name = stem.file_name().map_or_else(String::new, |it| it.to_string_lossy().into_owned());
    let written =
        Written { accord: with(&stem, "accord"), beliefs: with(&stem, "beliefs"), template };
    for path in [&written.accord, &written.beliefs] {
        files::absent(path)?;
    }
    files::write(&written.accord, &accord.replace("NAME", &name))?;
    files::write(&written.beliefs, &beliefs.replace("NAME", &name))?;
    let text = if as_json { report::json::text(&written) } else { said(&written) };
    Ok(Answer { text, exit: Exit::Yes })
}

fn template(name: &str) -> Result<(&'static str, &'static str, &'static str), Failure> {
    let known = || TEMPLATES.map(|it| format!("`{}`", it.0)).join(", ");
    let found = TEMPLATES.into_iter().find(|it| it.0 == name);
    found.ok_or_else(|| Failure::Usage(format!("no template `{name}`: there is {}", known())))
}

/// The name without an ending that was typed along; it goes into a quotation of the text.
fn stem(name: &str) -> Result<PathBuf, Failure> {
    let stem = name.strip_suffix(".accord").unwrap_or(name);
    if stem.is_empty() || stem.contains(['"', '\n', '\r']) || stem.ends_with(['/', '\\', '.']) {
        return Err(Failure::Usage(format!("`{name}` cannot name a file: use letters and digits")));
    }
    Ok(PathBuf::from(stem))
}

/// Adds an ending; a dot in the name itself stays.
fn with(stem: &std::path::Path, ending: &str) -> PathBuf {
    let mut path = stem.as_os_str().to_owned();
    path.push(".");
    path.push(ending);
    PathBuf::from(path)
}

fn said(written: &Written) -> String {
    let (accord, beliefs) = (written.accord.display(), written.beliefs.display());
    format!(
        "{accord}: the agreement, to be changed\n{beliefs}: what you believe of it, for your eyes\n\
         next: detente check {accord}, then detente assess {accord}\n"
    )
}
