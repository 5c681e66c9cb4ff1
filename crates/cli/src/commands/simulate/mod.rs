//! `detente simulate`: futures drawn under one reader's beliefs.

mod drawing;
mod reduced;
mod refused;
mod story;

use std::ops::Range;

use clap::ValueEnum as _;
use reader::{Draw, Drawing, drawing};
use report::futures::{self, Futures, Head};
use report::{Run, json};

use crate::args::SimulateArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::files;
use crate::progress::Progress;
use crate::texts;

/// Draws the futures and counts them; the answer is the same on any number of threads.
pub fn run(args: &SimulateArgs, as_json: bool) -> Result<Answer, Failure> {
    if let Some(why) = refused::together(args) {
        return Err(Failure::Usage(why));
    }
    let believed = texts::believed(&args.believed)?;
    if let Some(path) = args.path {
        return Ok(story::told(&believed, args, path, as_json));
    }
    if args.asks_more() {
        return reduced::run(&believed, args, as_json);
    }
    let names = texts::run(&args.believed, &believed);
    let draw = Draw {
        seed: args.believed.seed,
        ranges: args.ranges,
        logit: args.logit,
        beliefs_file: &names.beliefs_file,
    };
    let solving = Progress::start();
    drawing(&believed, &draw, &mut |step| solving.step(step), |drawing| {
        solving.clear();
        counted(drawing, args, names.clone(), as_json)
    })
}

fn counted(
    drawing: &Drawing<'_>,
    args: &SimulateArgs,
    run: Run,
    as_json: bool,
) -> Result<Answer, Failure> {
    let progress = Progress::of_futures(args.paths.end - args.paths.start);
    let asked = drawing::Run { drawing, paths: args.paths.clone(), progress: &progress };
    let summary = match &args.out {
        None => asked.count()?,
        Some(out) => {
            let command = command(args, &args.paths);
            asked.write(out, drawing.about()?, args.resume, &command)?
        }
    };
    let drawn = args.paths.start..args.paths.start + summary.sample.paths;
    let elapsed_seconds = Some(progress.finish());
    if drawn != args.paths {
        let (done, total) = (summary.sample.paths, args.paths.end - args.paths.start);
        eprintln!("stopped: {done} of {total} futures were drawn; the answer is about them");
    }
    let run = Run { elapsed_seconds, command: command(args, &drawn), ..run };
    Ok(told(&drawing.head, &summary, &run, as_json))
}

/// What was counted, told.
pub fn told(head: &Head, summary: &explore::simulate::Summary, run: &Run, as_json: bool) -> Answer {
    let labels = head.labels();
    let futures = Futures { head, labels: &labels, summary, run };
    let text =
        if as_json { json::text(&futures::answer(&futures)) } else { futures::page(&futures) };
    Answer { text, exit: Exit::Yes }
}

/// The command that gives this answer again.
fn command(args: &SimulateArgs, paths: &Range<u64>) -> String {
    let beliefs = args.believed.beliefs.as_ref();
    let beliefs =
        beliefs.map_or_else(String::new, |it| format!(" --beliefs {}", files::as_typed(it)));
    let ranges = if args.ranges { " --ranges" } else { "" };
    let logit = args.logit.map_or_else(String::new, |it| format!(" --logit {it}"));
    let out = args.out.as_ref();
    let out = out.map_or_else(String::new, |it| format!(" --out {}", files::as_typed(it)));
    let (file, seed) = (files::as_typed(&args.believed.file), args.believed.seed);
    let which = match (args.path, paths) {
        (Some(path), _) => format!("--path {path}"),
        (None, paths) if paths.start == 0 => format!("--paths {}", paths.end),
        (None, paths) => format!("--paths {}..{}", paths.start, paths.end),
    };
    let asked = question(args);
    format!("detente simulate {file}{beliefs} {which} --seed {seed}{ranges}{logit}{asked}{out}")
}

/// What is asked besides the plain count.
fn question(args: &SimulateArgs) -> String {
    let named = |flag: &str, path: &Option<std::path::PathBuf>| {
        let path = path.as_ref();
        path.map_or_else(String::new, |it| format!(" --{flag} {}", files::as_typed(it)))
    };
    let rare = args.rare.and_then(|it| it.to_possible_value());
    let rare = rare.map_or_else(String::new, |it| format!(" --rare {}", it.get_name()));
    let flag = |name: &str, on: bool| if on { format!(" --{name}") } else { String::new() };
    let against = named("against", &args.against);
    let beliefs = named("against-beliefs", &args.against_beliefs);
    let (controlled, margins) =
        (flag("controlled", args.controlled), flag("margins", args.margins));
    format!("{against}{beliefs}{rare}{controlled}{margins}")
}
