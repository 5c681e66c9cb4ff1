//! `detente outlook`: what follows from where a record stands, and what moved it.

use explore::assess::{Answer as Word, Effort};
use reader::Standing;
use report::{Page, Run, json, terminal};

use super::replay::events_path;
use crate::args::{OutlookArgs, STATES};
use crate::exit::{Answer, Exit, Failure};
use crate::progress::Progress;
use crate::{clock, files, texts};

/// Days ahead for which dates are told.
const AHEAD: u32 = 366;

/// Looks ahead from a record and says since when it is so.
pub fn run(args: &OutlookArgs, as_json: bool) -> Result<Answer, Failure> {
    let believed = texts::believed(&args.believed)?;
    let beliefs = reader::supposing(&believed.beliefs, &args.suppose)?;
    let source = files::read(&events_path(args.events.as_deref(), &args.believed.file)?)?;
    let called = files::as_typed(std::path::Path::new(source.name()));
    let standing = Standing::read(&believed.text, (&source, called), args.day.both(), AHEAD)?;
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
