//! `detente diff`: what a second text changes in a first, and for whom.

use lang::compare::compare;
use report::{Labels, comparison, json};

use crate::args::DiffArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::texts;

/// Reads both texts and prints what differs in their terms.
pub fn run(args: &DiffArgs, as_json: bool) -> Result<Answer, Failure> {
    let (was, now) = (texts::accord(&args.was)?, texts::accord(&args.now)?);
    let found = compare((&was.source, &was.compiled), (&now.source, &now.compiled));
    let labels = [&was, &now].map(|it| Labels::from_text(&it.compiled, it.hash.clone()));
    let [was, now] = &labels;
    let text = if as_json {
        json::text(&comparison::answer(was, now, &found))
    } else {
        comparison::page(was, now, &found)
    };
    Ok(Answer { text, exit: Exit::Yes })
}
