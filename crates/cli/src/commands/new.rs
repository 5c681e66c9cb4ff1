//! `detente new`: a text to start from.

use std::path::PathBuf;

use serde::Serialize;

use crate::args::NewArgs;
use crate::cases;
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
    beliefs: Option<PathBuf>,
    template: Option<&'static str>,
    case: Option<&'static str>,
}

/// Writes what was asked for where nothing stands yet.
pub fn run(args: &NewArgs, as_json: bool) -> Result<Answer, Failure> {
    let text = match &args.like {
        _ if args.list => return Ok(list(as_json)),
        Some(case) => like(case, &args.name)?,
        None => from_template(args)?,
    };
    let text = if as_json { report::json::text(&text) } else { said(&text) };
    Ok(Answer { text, exit: Exit::Yes })
}

/// The cases, by name and title.
fn list(as_json: bool) -> Answer {
    let cases = cases::listed();
    let widest = cases.iter().map(|it| it.name.len()).max().unwrap_or_default();
    let line = |it: &cases::Listed| format!("{:widest$}  {}\n", it.name, it.title);
    let text = if as_json {
        report::json::text(&serde_json::json!({ "cases": cases }))
    } else {
        cases.iter().map(line).collect()
    };
    Answer { text, exit: Exit::Yes }
}

/// Writes an accord that says what a case says, under a line that tells whence it is.
fn like(case: &str, name: &str) -> Result<Written, Failure> {
    let (case, text) = cases::find(case)?;
    let accord = with(&stem(name)?, "accord");
    files::absent(&accord)?;
    let version = env!("CARGO_PKG_VERSION");
    let whence = format!(
        "# After the case {case}, which ships with detente {version}: its title, parties and dates are\n\
         # kept, and so is what is said of the sources below. Change what is yours, the title first.\n"
    );
    files::write(&accord, &format!("{whence}{text}"))?;
    Ok(Written { accord, beliefs: None, template: None, case: Some(case) })
}

fn from_template(args: &NewArgs) -> Result<Written, Failure> {
    let (template, accord, beliefs) = template(&args.from)?;
    let stem = stem(&args.name)?;
    let name = stem.file_name().map_or_else(String::new, |it| it.to_string_lossy().into_owned());
    let (terms, believed) = (with(&stem, "accord"), with(&stem, "beliefs"));
    for path in [&terms, &believed] {
        files::absent(path)?;
    }
    files::write(&terms, &accord.replace("NAME", &name))?;
    files::write(&believed, &beliefs.replace("NAME", &name))?;
    let (beliefs, template) = (Some(believed), Some(template));
    Ok(Written { accord: terms, beliefs, template, case: None })
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
    let accord = written.accord.display();
    let Some(beliefs) = written.beliefs.as_ref().map(|it| it.display()) else {
        return format!(
            "{accord}: the agreement, to be changed\nnext: detente check {accord}, then write what \
             you believe of it (docs/language.md)\n"
        );
    };
    format!(
        "{accord}: the agreement, to be changed\n{beliefs}: what you believe of it, for your eyes\n\
         next: detente check {accord}, then detente assess {accord}\n"
    )
}
