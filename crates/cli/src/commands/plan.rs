//! `detente plan`: what comes next, from day 0 or from where a record stands.

use report::plan::{Schedule, answer, page};
use report::{Labels, Run, json};

use crate::args::PlanArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::files;
use crate::texts;

/// The longest look ahead, in days.
const ALL: u32 = 20 * 366;

/// Reads the accord and what happened, and prints what comes next.
pub fn run(args: &PlanArgs, as_json: bool) -> Result<Answer, Failure> {
    let text = texts::accord(&args.file)?;
    let record = args.events.as_deref().map(files::read).transpose()?;
    let days = if args.all { ALL } else { args.days };
    let (plan, day_zero) = reader::due(&text, record.as_ref(), args.at.as_deref(), days)?;
    let run = Run {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        accord_file: files::as_typed(&args.file),
        history_file: args.events.as_deref().map(files::as_typed).unwrap_or_default(),
        ..Run::default()
    };
    let labels = Labels::from_text(&text.compiled, text.hash.clone());
    let schedule = Schedule { labels: &labels, plan: &plan, day_zero, run: &run };
    let text = if as_json { json::text(&answer(&schedule)) } else { page(&schedule) };
    Ok(Answer { text, exit: Exit::Yes })
}
