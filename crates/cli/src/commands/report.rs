//! `detente report`: the report and what is made of it, as files.

use std::path::{Path, PathBuf};

use explore::assess::{Answer as Word, Assessment, Effort};
use explore::plan::{Plan, plan};
use kernel::Hours;
use lang::ast::Date;
use lang::source::Source;
use papers::{Fault, calendar, sheet, text};
use reader::{Believed, Standing, Text};
use report::ethics::{FOOT, HANDLING, NOT_A_TRIGGER};
use report::plan::{NO_ORDER, Schedule};
use report::words::answer;
use report::{Page, Run, deadlines, html, json, markdown, memo};
use serde::Serialize;

use super::replay::events_path;
use crate::args::{Paper, ReportArgs, STATES};
use crate::exit::{Answer, Exit, Failure};
use crate::progress::Progress;
use crate::{cases, clock, files, texts};

/// How far a report follows the text with its files linked and apart; `detente assess` stops where it
/// would take much longer than the text as written.
const TIED_PERCENT: usize = 400;

/// What was written.
#[derive(Debug, Serialize)]
struct Written {
    /// The word of the answer.
    answer: &'static str,
    /// The files, in the order in which they were asked for.
    files: Vec<String>,
}

/// The texts of a report.
struct Texts {
    believed: Believed,
    record: Option<Source>,
}

/// Assesses and writes what was asked for.
pub fn run(args: &ReportArgs, as_json: bool) -> Result<Answer, Failure> {
    let texts = read(args)?;
    let believed = &texts.believed;
    let standing = texts.record.as_ref();
    let read = |it: &Source| {
        let called = files::as_typed(Path::new(it.name()));
        Standing::read(&believed.text, (it, called), args.day.both(), args.days)
    };
    let standing = standing.map(read).transpose()?;
    if standing.is_none() && (args.day.at.is_some() || args.day.since.is_some()) {
        return Err(Failure::Usage(
            "--at and --since are days of a record: add --events".to_owned(),
        ));
    }
    let dated = day_zero(args)?.or(believed.text.compiled.day_zero);
    if standing.is_none() && dated.is_none() && args.format.contains(&Paper::Ics) {
        return Err(failure(Fault::NoDate));
    }
    let others = texts::others(&args.also, &believed.text)?;
    let progress = Progress::start();
    let (assessment, moved) = answered(args, believed, standing.as_ref(), &progress)?;
    let run = Run {
        elapsed_seconds: Some(progress.finish()),
        command: command(args),
        date: Some(clock::today()),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        accord_file: files::as_typed(Path::new(believed.text.source.name())),
        beliefs_file: files::as_typed(Path::new(believed.beliefs_source.name())),
        others,
        ..Run::default()
    };
    let record = standing.as_ref().map(|it| it.record(&believed.labels, moved.as_ref()));
    let page = Page {
        accord: believed.text.compiled.accord(),
        labels: &believed.labels,
        beliefs: &believed.beliefs,
        assessment: &assessment,
        remarks: &believed.remarks,
        run: &run,
        record,
    };
    let files = write(args, &page, dated)?;
    let written = Written { answer: answer::word(assessment.answer), files };
    let text = if as_json { json::text(&written) } else { said(&written) };
    Ok(Answer { text, exit: Exit::no_if(assessment.answer == Word::No) })
}

type Since = (explore::outlook::Glance, Vec<explore::outlook::Moved>);

/// The assessment, from day 0 or from a record with what moved it.
fn answered(
    args: &ReportArgs,
    believed: &Believed,
    standing: Option<&Standing>,
    progress: &Progress,
) -> Result<(Assessment, Option<Since>), Failure> {
    let effort = Effort {
        quick: args.reach.quick,
        seed: args.seed,
        points_max: args.reach.states as usize,
        tied_percent: TIED_PERCENT,
        ..Effort::default()
    };
    let told = &mut |step: &str| progress.step(step);
    let Some(standing) = standing else {
        return Ok((reader::assessed(believed, &effort, told)?, None));
    };
    let (history, span) = (standing.history.as_slice(), (standing.since, standing.at));
    let found =
        reader::outlook(believed, &believed.beliefs, (history, standing.at), &effort, told)?;
    progress.step("what moved it");
    let moved = reader::moved(believed, &believed.beliefs, history, span, &effort)?;
    Ok((found, Some(moved)))
}

/// The files named, those beside them, or those of a case.
fn read(args: &ReportArgs) -> Result<Texts, Failure> {
    if let Some(name) = &args.case {
        return shipped(args, name);
    }
    let file = args.file.clone().unwrap_or_default();
    let text = Text::compiled(files::read(&file)?)?;
    let beliefs = args.beliefs.clone().unwrap_or_else(|| files::beside(&file, "beliefs"));
    let believed = Believed::new(text, files::read(&beliefs)?)?;
    let record =
        args.events.as_ref().map(|named| files::read(&events_path(named.as_deref(), &file)?));
    Ok(Texts { believed, record: record.transpose()? })
}

/// A case that ships, with its beliefs and its record unless others are named.
fn shipped(args: &ReportArgs, name: &str) -> Result<Texts, Failure> {
    let (name, accord) = cases::find(name)?;
    let kept = cases::RECORDED.iter().find(|it| it.0 == name);
    let none = |what: &str| {
        Failure::Usage(format!(
            "no {what} of `{name}` ship with the program: name yours with --{what} FILE"
        ))
    };
    let text = Text::compiled(Source::new(format!("{name}.accord"), accord))?;
    let beliefs = match (&args.beliefs, kept) {
        (Some(path), _) => files::read(path)?,
        (None, Some(kept)) => Source::new(format!("{name}.beliefs"), kept.1),
        (None, None) => return Err(none("beliefs")),
    };
    let record = match (&args.events, kept) {
        (None, _) => None,
        (Some(Some(path)), _) => Some(files::read(path)?),
        (Some(None), Some(kept)) => Some(Source::new(format!("{name}.events"), kept.2)),
        (Some(None), None) => return Err(none("events")),
    };
    Ok(Texts { believed: Believed::new(text, beliefs)?, record })
}

/// Writes every kind of file that was asked for, and says where.
fn write(args: &ReportArgs, page: &Page<'_>, dated: Option<Date>) -> Result<Vec<String>, Failure> {
    files::folder(&args.out)?;
    let one = |paper: &Paper| {
        let path = args.out.join(name(*paper));
        files::write_bytes(&path, &made(args, page, dated, *paper)?)?;
        Ok(files::as_typed(&path))
    };
    args.format.iter().map(one).collect()
}

fn name(paper: Paper) -> PathBuf {
    PathBuf::from(match paper {
        Paper::Html => "report.html",
        Paper::Md => "report.md",
        Paper::Memo => "memo.md",
        Paper::Docx => "memo.docx",
        Paper::Xlsx => "tables.xlsx",
        Paper::Ics => "deadlines.ics",
    })
}

fn made(
    args: &ReportArgs,
    page: &Page<'_>,
    dated: Option<Date>,
    paper: Paper,
) -> Result<Vec<u8>, Failure> {
    Ok(match paper {
        Paper::Html => html::page(page).into_bytes(),
        Paper::Md => markdown::text(&html::document(page)).into_bytes(),
        Paper::Memo => markdown::text(&memo::memo(page)).into_bytes(),
        Paper::Docx => text::text(&memo::memo(page)).map_err(failure)?,
        Paper::Xlsx => {
            let notes = [FOOT, NOT_A_TRIGGER, HANDLING];
            sheet::book(&html::document(page), &notes).map_err(failure)?
        }
        Paper::Ics => dates(args, page, dated)?.into_bytes(),
    })
}

fn failure(fault: Fault) -> Failure {
    match fault {
        Fault::NoDate => Failure::Usage(fault.to_string()),
        Fault::Sheet(_) | Fault::Text(_) => Failure::Bug(fault.to_string()),
    }
}

/// The calendar: from where the record stands, else from day 0.
fn dates(args: &ReportArgs, page: &Page<'_>, dated: Option<Date>) -> Result<String, Failure> {
    let from_day_zero: Plan;
    let schedule = match &page.record {
        Some(record) => record.schedule,
        None => {
            let (state, _) = kernel::apply::start(page.accord);
            from_day_zero = plan(page.accord, &state, Hours::ZERO, Hours::days(args.days));
            Schedule { labels: page.labels, plan: &from_day_zero, day_zero: dated, run: page.run }
        }
    };
    let made = page.run.date.clone().unwrap_or_default();
    let of = calendar::Of {
        title: &page.labels.title,
        hash: &page.labels.hash,
        note: NO_ORDER,
        made: &made,
    };
    calendar::calendar(&of, &deadlines::deadlines(&schedule)).map_err(failure)
}

/// The date of day 0 as typed.
fn day_zero(args: &ReportArgs) -> Result<Option<Date>, Failure> {
    let Some(typed) = &args.day_zero else { return Ok(None) };
    let wrong = |_| Failure::Usage(format!("--day-zero {typed}: write a date such as 2026-03-31"));
    typed.parse().map(|date| Some(Date(date))).map_err(wrong)
}

fn said(written: &Written) -> String {
    let files: String = written.files.iter().map(|file| format!("{file}\n")).collect();
    format!("{files}The answer is {}: read it with what it rests on.\n", written.answer)
}

/// The command that gives this answer again.
fn command(args: &ReportArgs) -> String {
    let mut words = match (&args.case, &args.file) {
        (Some(case), _) => format!("detente report --case {case}"),
        (None, Some(file)) => format!("detente report {}", files::as_typed(file)),
        (None, None) => "detente report".to_owned(),
    };
    if let Some(file) = &args.beliefs {
        words.push_str(&format!(" --beliefs {}", files::as_typed(file)));
    }
    for file in &args.also {
        words.push_str(&format!(" --also {}", files::as_typed(file)));
    }
    match &args.events {
        Some(Some(file)) => words.push_str(&format!(" --events {}", files::as_typed(file))),
        Some(None) => words.push_str(" --events"),
        None => {}
    }
    let days = [("at", &args.day.at), ("since", &args.day.since)];
    let given = days.iter().filter_map(|(flag, day)| Some((flag, day.as_ref()?)));
    given.for_each(|(flag, day)| words.push_str(&format!(" --{flag} {day}")));
    words.push_str(&format!(" --seed {}", args.seed));
    if args.reach.quick {
        words.push_str(" --quick");
    }
    if args.reach.states != STATES {
        words.push_str(&format!(" --states {}", args.reach.states));
    }
    words
}
