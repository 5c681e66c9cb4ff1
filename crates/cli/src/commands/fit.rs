//! `detente fit`: models of the world beside recorded data.

use crate::args::{FitArgs, FitWhat};
use crate::exit::{Answer, Exit, Failure};

/// Fits what was asked for.
pub fn run(args: &FitArgs, as_json: bool) -> Result<Answer, Failure> {
    match &args.what {
        FitWhat::Validation => Ok(validation(as_json)),
    }
}

fn validation(as_json: bool) -> Answer {
    let chapters = report::validation::chapters();
    let text = if as_json {
        report::json::text(&report::validation::answer(&chapters))
    } else {
        report::validation::page(&chapters)
    };
    Answer { text, exit: Exit::Yes }
}
