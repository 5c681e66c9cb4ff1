//! `detente simulate`: futures drawn under one reader's beliefs.

use std::ops::ControlFlow;

use explore::drive::Drive;
use explore::simulate::{BLOCK, Numbers, Run as Paths, block_values, replay_path, simulate};
use report::futures::{self, Futures};
use report::story::{self, Story};
use report::{Run, json};

use crate::args::SimulateArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::files;
use crate::progress::Progress;
use crate::texts::{self, Believed};

/// Draws the futures and counts them; the answer is the same on any number of threads.
pub fn run(args: &SimulateArgs, as_json: bool) -> Result<Answer, Failure> {
    let believed = texts::believed(&args.believed)?;
    if let Some(path) = args.path {
        return Ok(told(&believed, args, path, as_json));
    }
    let progress = Progress::start();
    let summary = drawn(&believed, args, &progress);
    let run = Run {
        elapsed_seconds: Some(progress.finish()),
        command: command(args),
        ..texts::run(&args.believed, &believed)
    };
    let futures = Futures {
        accord: believed.text.compiled.accord(),
        labels: &believed.labels,
        beliefs: &believed.beliefs,
        summary: &summary,
        run: &run,
    };
    let text =
        if as_json { json::text(&futures::answer(&futures)) } else { futures::page(&futures) };
    Ok(Answer { text, exit: Exit::Yes })
}

/// One future alone, which is the one that the counting draws under its number.
fn told(believed: &Believed, args: &SimulateArgs, path: u64, as_json: bool) -> Answer {
    let drive = Drive::new(&believed.accord, &believed.beliefs, None);
    let seed = args.believed.seed;
    let values = if args.ranges {
        block_values(&drive, seed, path / BLOCK)
    } else {
        believed.beliefs.central()
    };
    let record = replay_path(&drive, &values, seed, path);
    let run = Run { command: command(args), ..texts::run(&args.believed, believed) };
    let story = Story {
        compiled: &believed.text.compiled,
        labels: &believed.labels,
        beliefs: &believed.beliefs,
        record: &record,
        run: &run,
    };
    let text = if as_json { json::text(&story::answer(&story)) } else { story::page(&story) };
    Answer { text, exit: Exit::Yes }
}

fn drawn(
    believed: &Believed,
    args: &SimulateArgs,
    progress: &Progress,
) -> explore::simulate::Summary {
    let drive = Drive::new(&believed.accord, &believed.beliefs, None);
    let central = believed.beliefs.central();
    let numbers = if args.ranges { Numbers::Sampled } else { Numbers::Given(&central) };
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let paths = Paths { paths: 0..args.paths, seed: args.believed.seed, threads };
    simulate(&drive, numbers, &paths, &mut |done| {
        progress.step(&format!("{done} of {} futures", args.paths));
        ControlFlow::Continue(())
    })
}

/// The command that gives this answer again.
fn command(args: &SimulateArgs) -> String {
    let beliefs = args.believed.beliefs.as_ref();
    let beliefs =
        beliefs.map_or_else(String::new, |it| format!(" --beliefs {}", files::as_typed(it)));
    let ranges = if args.ranges { " --ranges" } else { "" };
    let (file, seed) = (files::as_typed(&args.believed.file), args.believed.seed);
    let which = args
        .path
        .map_or_else(|| format!("--paths {}", args.paths), |path| format!("--path {path}"));
    format!("detente simulate {file}{beliefs} {which} --seed {seed}{ranges}")
}
