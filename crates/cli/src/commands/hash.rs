//! `detente hash`: one number for what a text says.

use serde::Serialize;

use crate::args::FileArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::texts;

#[derive(Serialize)]
struct Hashed<'a> {
    file: &'a str,
    accord: &'a str,
    revision: u32,
    hash: &'a str,
}

/// Hashes the terms; layout and comments do not count.
pub fn run(args: &FileArgs, as_json: bool) -> Result<Answer, Failure> {
    let text = texts::accord(&args.file)?;
    let answer = if as_json {
        report::json::text(&Hashed {
            file: text.source.name(),
            accord: &text.compiled.title,
            revision: text.compiled.terms.header.revision,
            hash: &text.hash,
        })
    } else {
        format!("{}\n", text.hash)
    };
    Ok(Answer { text: answer, exit: Exit::Yes })
}
