//! `detente plan`: what comes next, from day 0 or from where a record stands.

use explore::plan::plan;
use explore::replay::{Recorded, replay};
use kernel::Hours;
use lang::Events;
use lang::ast::Date;
use report::plan::{Schedule, answer, page};
use report::{Labels, Run, json};

use super::replay::{events, recorded};
use reader::Text;

use crate::args::PlanArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::files;
use crate::texts;

/// The longest look ahead, in days.
const ALL: u32 = 20 * 366;

/// Reads the accord and what happened, and prints what comes next.
pub fn run(args: &PlanArgs, as_json: bool) -> Result<Answer, Failure> {
    let text = texts::accord(&args.file)?;
    let events = history(args, &text)?;
    let day_zero = events.as_ref().map(|it| it.day_zero).or(text.compiled.day_zero);
    let at = args.at.as_deref().map(|day| moment(day, day_zero)).transpose()?;
    let lines = events.as_ref().map_or(&[][..], |it| &it.lines);
    let kept = lines.iter().filter(|line| at.is_none_or(|at| line.at <= at));
    let so_far: Vec<Recorded> = kept.map(recorded).collect();
    let end = events.as_ref().and_then(|it| it.until);
    let last = so_far.last().map(|line| line.at);
    let from = at.or(end.max(last)).unwrap_or(Hours::ZERO);
    let accord = text.compiled.accord();
    let state = replay(accord, &so_far, Some(from)).state;
    let days = if args.all { ALL } else { args.days };
    let plan = plan(accord, &state, from, Hours::days(days));
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

fn history(args: &PlanArgs, text: &Text) -> Result<Option<Events>, Failure> {
    let Some(path) = &args.events else { return Ok(None) };
    let source = files::read(path)?;
    events(&source, text, &text.compiled.common).map(Some)
}

/// A day as typed: `140`, or a date if day 0 is one.
pub fn moment(day: &str, day_zero: Option<Date>) -> Result<Hours, Failure> {
    if let Ok(days) = day.parse() {
        return Ok(Hours::days(days));
    }
    let wrong = |why: &str| Failure::Usage(format!("--at {day}: {why}"));
    let date = day
        .parse()
        .map(Date)
        .map_err(|_| wrong("write a date such as 2026-03-31, or a number of days"))?;
    let zero =
        day_zero.ok_or_else(|| wrong("day 0 of this text is no date: give a number of days"))?;
    let days = u32::try_from(date.days_since(zero)).map_err(|_| wrong("this is before day 0"))?;
    Ok(Hours::days(days))
}
