//! `detente simulate`: futures drawn under one reader's beliefs.

mod drawing;
mod reduced;
mod refused;
mod story;

use std::ops::Range;

use clap::ValueEnum as _;
use explore::drive::{Drive, Micro};
use explore::simulate::{Logit, Numbers, Simulation};
use reader::Believed;
use report::futures::{self, Futures, Head, named};
use report::{Run, json};
use shards::{About, Column, FORMAT};

use crate::args::SimulateArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::files;
use crate::progress::Progress;
use crate::texts;

/// Points of the game in which both sides are free.
const POINTS_MAX: usize = 4_000_000;
/// How far odds of play may be from the formula.
const WITHIN: f64 = 1e-4;

/// How parties choose who keep to the text.
const AS_WRITTEN: &str = "everybody keeping to the text";

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
    if let Some(precision) = args.logit {
        return by_logit(&believed, args, precision, as_json);
    }
    let drive = Drive::new(&believed.accord, &believed.beliefs, None);
    counted(&believed, args, &Simulation::measuring(&drive), AS_WRITTEN, as_json)
}

/// Both signatories choose by logit response.
fn by_logit(
    believed: &Believed,
    args: &SimulateArgs,
    precision: f64,
    as_json: bool,
) -> Result<Answer, Failure> {
    let drive = Drive::with_both_free(&believed.accord, &believed.beliefs);
    let progress = Progress::start();
    progress.step("solving for both sides' play");
    let values = believed.beliefs.central();
    let solved = Logit::solve(&drive, &values, precision, POINTS_MAX);
    let logit = solved.map_err(|it| Failure::Usage(it.to_string()))?;
    progress.finish();
    let play = logit.play();
    if play.odds_off > WITHIN {
        return Err(Failure::Usage(format!(
            "at precision {precision} the search for play did not settle (odds are off by {:.2e} after \
             {} sweeps): ask for a smaller one",
            play.odds_off, play.sweeps
        )));
    }
    let rule = |at: &Micro| logit.shares(at);
    let driver = format!("both sides choosing by logit response, precision {precision}");
    counted(believed, args, &Simulation::ruled(&drive, &rule), &driver, as_json)
}

fn counted(
    believed: &Believed,
    args: &SimulateArgs,
    simulation: &Simulation<'_>,
    driver: &str,
    as_json: bool,
) -> Result<Answer, Failure> {
    let central = believed.beliefs.central();
    let numbers = if args.ranges { Numbers::Sampled } else { Numbers::Given(&central) };
    let run = texts::run(&args.believed, believed);
    let names = named(&believed.labels, simulation.measures());
    let file = run.beliefs_file.clone();
    let head = Head::new(&believed.labels, &believed.beliefs, file, names, driver.to_owned());
    let drawing = drawing::Drawing {
        simulation,
        numbers,
        seed: args.believed.seed,
        paths: args.paths.clone(),
        per_unit: head.measures.iter().map(|it| it.per_unit).collect(),
    };
    let progress = Progress::of_futures(args.paths.end - args.paths.start);
    let summary = match &args.out {
        None => drawing.count(&progress)?,
        Some(out) => {
            let about = about(believed, args, &head, simulation)?;
            let command = command(args, &args.paths);
            drawing.write(out, about, args.resume, &command, &progress)?
        }
    };
    let drawn = args.paths.start..args.paths.start + summary.sample.paths;
    let elapsed_seconds = Some(progress.finish());
    if drawn != args.paths {
        let (done, total) = (summary.sample.paths, args.paths.end - args.paths.start);
        eprintln!("stopped: {done} of {total} futures were drawn; the answer is about them");
    }
    let run = Run { elapsed_seconds, command: command(args, &drawn), ..run };
    Ok(told(&head, &summary, &run, as_json))
}

/// What was counted, told.
pub fn told(head: &Head, summary: &explore::simulate::Summary, run: &Run, as_json: bool) -> Answer {
    let labels = head.labels();
    let futures = Futures { head, labels: &labels, summary, run };
    let text =
        if as_json { json::text(&futures::answer(&futures)) } else { futures::page(&futures) };
    Answer { text, exit: Exit::Yes }
}

/// What a shard of this run says of itself.
fn about(
    believed: &Believed,
    args: &SimulateArgs,
    head: &Head,
    simulation: &Simulation<'_>,
) -> Result<About, Failure> {
    let names = |list: &[report::labels::Named]| list.iter().map(|it| it.name.clone()).collect();
    let column = |it: &futures::MeasureName| Column {
        name: it.column.clone(),
        what: it.what.clone(),
        unit: it.unit.clone(),
        per_unit: it.per_unit,
    };
    let shape = simulation.shape(args.believed.seed, Numbers::Sampled);
    let (labels, beliefs) = (&believed.labels, &believed.beliefs);
    let files: Vec<String> = names(&labels.workstreams);
    Ok(About {
        format: FORMAT,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        accord: believed.text.hash.clone(),
        beliefs: believed.beliefs_hash.clone(),
        seed: args.believed.seed,
        driver: head.driver.clone(),
        ranges: args.ranges,
        block: explore::simulate::BLOCK,
        horizon: beliefs.horizon,
        period_days: world::hazard::days(beliefs.period),
        actors: names(&labels.actors),
        phases: names(&labels.phases),
        files: files.into_iter().take(shape.files).collect(),
        measures: head.measures.iter().map(column).collect(),
        page: serde_json::to_value(head).map_err(|it| Failure::Bug(it.to_string()))?,
    })
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
