//! One drawn future, told from its first month to its last.
//!
//! Drawn from beliefs, it is nobody's forecast: each line is an event that the drive draws or the
//! text asks for, with what the text says of it.

use explore::drive::Stage;
use explore::simulate::{PathRecord, PathStep};
use kernel::Event;
use lang::Compiled;
use lang::events::event_words;
use serde::Serialize;
use world::Beliefs;

use crate::ethics::FOOT;
use crate::heading::heading;
use crate::history::said;
use crate::labels::Labels;
use crate::page::Run;
use crate::terminal::{ends, paragraph, wrapped};
use crate::words::cause;

/// What a story is made of.
#[derive(Clone, Copy)]
pub struct Story<'a> {
    /// The agreement, whose names the events are told in.
    pub compiled: &'a Compiled,
    /// What its rows are called.
    pub labels: &'a Labels,
    /// One reader's judgement.
    pub beliefs: &'a Beliefs,
    /// The future.
    pub record: &'a PathRecord,
    /// How it came about.
    pub run: &'a Run,
}

/// What `detente simulate --path N --json` prints.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct StoryJson<'a> {
    pub accord: &'a str,
    pub hash: &'a str,
    pub beliefs: &'a str,
    pub path: u64,
    pub seed: u64,
    pub events: Vec<ToldJson>,
    pub months: u32,
    pub end: Option<String>,
    pub version: &'a str,
    pub command: &'a str,
    pub note: &'static str,
}

/// One event.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct ToldJson {
    pub month: u32,
    pub event: String,
    pub verdicts: Vec<String>,
}

/// The page for the terminal.
#[must_use]
pub fn page(story: &Story<'_>) -> String {
    let record = story.record;
    let head = heading(story.labels, story.beliefs, story.run);
    let what = "One of many futures, drawn from these beliefs; everybody keeps to the text.";
    let mut text = format!("{head}{}", wrapped(&format!("Future {}. {what}", record.path)));
    let mut month = 0;
    for told in told(story) {
        if told.month != month {
            month = told.month;
            text.push_str(&format!("\n  month {month}\n"));
        }
        text.push_str(&format!("    {}\n", told.event));
        told.verdicts.iter().for_each(|verdict| text.push_str(&format!("      {verdict}\n")));
    }
    let end = end(story).map_or_else(
        || format!("After {} months it is in force.", story.beliefs.horizon),
        |end| format!("It ends in month {}: {end}.", months(story)),
    );
    let made = format!("(seed {}, path {})", record.seed, record.path);
    format!("{text}\n{}\n{}{}", wrapped(&end), paragraph(FOOT), ends("", &made))
}

/// The same for programs.
#[must_use]
pub fn answer<'a>(story: &Story<'a>) -> StoryJson<'a> {
    let Story { labels, record, run, .. } = *story;
    StoryJson {
        accord: &labels.title,
        hash: &labels.hash,
        beliefs: &run.beliefs_file,
        path: record.path,
        seed: record.seed,
        events: told(story),
        months: months(story),
        end: end(story),
        version: &run.version,
        command: &run.command,
        note: FOOT,
    }
}

fn end(story: &Story<'_>) -> Option<String> {
    let (_, ended) = story.record.end?;
    Some(cause::name(story.labels, ended.cause, ended.by))
}

fn months(story: &Story<'_>) -> u32 {
    story.record.end.map_or(story.beliefs.horizon, |(month, _)| month)
}

/// Every event in order; time that passes is told only if the text says something of it.
fn told(story: &Story<'_>) -> Vec<ToldJson> {
    story.record.steps.iter().flat_map(|step| of_step(story, step)).collect()
}

fn of_step(story: &Story<'_>, step: &PathStep) -> Vec<ToldJson> {
    let politics = politics(story.labels, step).map(|event| (event, Vec::new()));
    let events = step.events.iter().filter_map(|(event, verdicts)| {
        let words = match event {
            Event::Act { by, deed } => {
                event_words(story.compiled, &story.compiled.common, *by, deed)
            }
            Event::Pass(_) if verdicts.is_empty() => return None,
            Event::Pass(_) => "time passes".to_owned(),
        };
        Some((words, verdicts.iter().map(|verdict| said(story.labels, verdict)).collect()))
    });
    let all = politics.into_iter().chain(events);
    all.map(|(event, verdicts)| ToldJson { month: step.month, event, verdicts }).collect()
}

/// What happens in an administration and is no event of the text.
fn politics(labels: &Labels, step: &PathStep) -> Option<String> {
    let happens = step.way == 0;
    match step.stage {
        Stage::Turnover(party) if happens => {
            Some(format!("the administration of {} changes", labels.the(party)))
        }
        Stage::Temper(party) => {
            let temper = if happens { "hawkish" } else { "not hawkish" };
            Some(format!("the new administration of {} is {temper}", labels.the(party)))
        }
        Stage::Leak if happens => Some("the private track leaks".to_owned()),
        _ => None,
    }
}
