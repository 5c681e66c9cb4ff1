//! `detente fmt`: one layout for every text.

use lang::{format, render};
use serde::Serialize;

use crate::args::FmtArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::files;

#[derive(Serialize)]
struct Laid<'a> {
    file: &'a str,
    differs: bool,
    written: bool,
}

/// Rewrites the file, or says whether it would.
pub fn run(args: &FmtArgs, as_json: bool) -> Result<Answer, Failure> {
    let source = files::read(&args.file)?;
    let laid = format(&source).map_err(|found| Failure::Text(render(&found, &source)))?;
    let differs = laid != source.as_given();
    let written = differs && !args.check;
    if written {
        files::write(&args.file, &laid)?;
    }
    let text = if as_json {
        report::json::text(&Laid { file: source.name(), differs, written })
    } else {
        said(source.name(), differs, written)
    };
    Ok(Answer { text, exit: Exit::no_if(differs && args.check) })
}

fn said(name: &str, differs: bool, written: bool) -> String {
    match (differs, written) {
        (_, true) => format!("{name}: laid out anew\n"),
        (true, false) => format!("{name}: its layout differs; `detente fmt {name}` lays it out\n"),
        (false, false) => format!("{name}: laid out already\n"),
    }
}
