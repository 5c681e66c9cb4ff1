//! `detente outlook`: what follows from where a record stands, and what moved it.

use explore::assess::{Answer as Word, Effort};
use report::{Page, Run, json, terminal};
use world::{Beliefs, EntryId};

use super::replay::events_path;
use super::standing::Standing;
use crate::args::{OutlookArgs, STATES};
use crate::exit::{Answer, Exit, Failure};
use crate::progress::Progress;
use crate::{clock, files, texts};

/// Days ahead for which dates are told.
const AHEAD: u32 = 366;

/// Looks ahead from a record and says since when it is so.
pub fn run(args: &OutlookArgs, as_json: bool) -> Result<Answer, Failure> {
    let believed = texts::believed(&args.believed)?;
    let beliefs = supposing(&believed.beliefs, &args.suppose)?;
    let source = files::read(&events_path(args.events.as_deref(), &args.believed.file)?)?;
    let standing = Standing::read(&believed.text, &source, &args.day, AHEAD)?;
    let progress = Progress::start();
    let effort = Effort {
        quick: args.reach.quick,
        seed: args.believed.seed,
        points_max: args.reach.states as usize,
        ..Effort::default()
    };
    let from = (standing.history.as_slice(), standing.at);
    let told = &mut |step: &str| progress.step(step);
    let assessment = reader::outlook(&believed, &beliefs, from, &effort, told)?;
    progress.step("what moved it");
    let span = (standing.since, standing.at);
    let moved = reader::moved(&believed, &beliefs, &standing.history, span, &effort)?;
    let run = Run {
        elapsed_seconds: Some(progress.finish()),
        command: command(args),
        date: Some(clock::today()),
        ..texts::run(&args.believed, &believed)
    };
    let page = Page {
        accord: believed.text.compiled.accord(),
        labels: &believed.labels,
        beliefs: &beliefs,
        assessment: &assessment,
        remarks: &believed.remarks,
        run: &run,
        record: Some(standing.record(&believed.labels, Some(&moved))),
    };
    let text = if as_json { json::text(&json::outlook(&page)) } else { terminal::page(&page) };
    Ok(Answer { text, exit: Exit::no_if(assessment.answer == Word::No) })
}

/// The beliefs with some lines taken to be exactly so.
fn supposing(beliefs: &Beliefs, changes: &[(u32, f64)]) -> Result<Beliefs, Failure> {
    let entry = |(line, value): &(u32, f64)| {
        let mut numbered = (0_u32..).zip(&beliefs.entries);
        let found = numbered.find(|(_, entry)| entry.line == *line);
        let none =
            || Failure::Usage(format!("--suppose {line}={value}: no belief starts in that line"));
        found.map(|(id, _)| (EntryId(id), *value)).ok_or_else(none)
    };
    let changes: Vec<(EntryId, f64)> = changes.iter().map(entry).collect::<Result<_, _>>()?;
    beliefs.supposing(&changes).map_err(|unfit| Failure::Usage(format!("--suppose: {unfit}")))
}

/// The command that gives this answer again.
fn command(args: &OutlookArgs) -> String {
    let mut words = format!("detente outlook {}", files::as_typed(&args.believed.file));
    let files = [("beliefs", &args.believed.beliefs), ("events", &args.events)];
    let named = files.iter().filter_map(|(flag, file)| Some((flag, file.as_ref()?)));
    named.for_each(|(flag, file)| words.push_str(&format!(" --{flag} {}", files::as_typed(file))));
    let days = [("at", &args.day.at), ("since", &args.day.since)];
    let given = days.iter().filter_map(|(flag, day)| Some((flag, day.as_ref()?)));
    given.for_each(|(flag, day)| words.push_str(&format!(" --{flag} {day}")));
    for (line, value) in &args.suppose {
        words.push_str(&format!(" --suppose {line}={value}"));
    }
    words.push_str(&format!(" --seed {}", args.believed.seed));
    if args.reach.quick {
        words.push_str(" --quick");
    }
    if args.reach.states != STATES {
        words.push_str(&format!(" --states {}", args.reach.states));
    }
    words
}
