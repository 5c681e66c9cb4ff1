//! Questions that fewer futures answer: against another text, with controls, for a rare end, and the
//! margins of a text that is too large to enumerate.

use explore::simulate::Run as Paths;
use kernel::state::Cause;
use reader::{Fewer, Found, fewer};
use report::Run;
use report::futures::Asked;

use super::command;
use reader::Believed;

use crate::args::{self, RareCause, SimulateArgs};
use crate::exit::{Answer, Exit, Failure};
use crate::progress::Progress;
use crate::stop;
use crate::texts;

/// Answers the question asked, of as many futures as were drawn before a stop.
pub fn run(believed: &Believed, args: &SimulateArgs, as_json: bool) -> Result<Answer, Failure> {
    let total = args.paths.end - args.paths.start;
    let progress = if args.margins { Progress::start() } else { Progress::of_futures(total) };
    stop::listen();
    let mut done = 0;
    let mut told = |now: u64| {
        done = now;
        progress.at(now);
        stop::flow()
    };
    let other = args.against.as_ref().map(|file| against(args, file)).transpose()?;
    let found = fewer(believed, question(args, other.as_ref()), &paths(args), &mut told)?;
    let seconds = progress.finish();
    let stopped = stop::asked() && (args.margins || done < total);
    let drawn = if args.margins { total } else { done };
    if stopped {
        eprintln!("{}", said_of_stop(&found, drawn, total));
    }
    let command = command(args, &(args.paths.start..args.paths.start + drawn));
    let run =
        Run { elapsed_seconds: Some(seconds), command, ..texts::run(&args.believed, believed) };
    let (labels, seed) = (&believed.labels, args.believed.seed);
    let asked = Asked { labels, beliefs: &believed.beliefs, run: &run, seed };
    let text = found.text(&asked, other.as_ref(), drawn, as_json);
    Ok(Answer { text, exit: Exit::Yes })
}

/// What a stop left out, in one line.
fn said_of_stop(found: &Found, done: u64, total: u64) -> String {
    match found {
        Found::Margins(all) => {
            let left: usize = all.iter().map(|it| it.left_out).sum();
            format!("stopped: {left} states were not looked at; the answer is about the others")
        }
        _ => format!("stopped: {done} of {total} futures were drawn; the answer is about them"),
    }
}

fn question<'a>(args: &SimulateArgs, other: Option<&'a Believed>) -> Fewer<'a> {
    match (other, args.rare) {
        (Some(other), _) => Fewer::Against(other, args.ranges),
        (None, Some(cause)) => Fewer::Rare(kind(cause)),
        (None, None) if args.margins => Fewer::Margins,
        (None, None) => Fewer::Controlled,
    }
}

/// The other text under its own beliefs, or those that were named.
fn against(args: &SimulateArgs, other: &std::path::Path) -> Result<Believed, Failure> {
    texts::believed(&args::Believed {
        file: other.to_path_buf(),
        beliefs: args.against_beliefs.clone(),
        seed: args.believed.seed,
    })
}

fn paths(args: &SimulateArgs) -> Paths {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    Paths { paths: args.paths.clone(), seed: args.believed.seed, threads }
}

fn kind(cause: RareCause) -> Cause {
    match cause {
        RareCause::Hostilities => Cause::Hostilities,
        RareCause::Withdrawal => Cause::Withdrawal,
        RareCause::Restored => Cause::Restored,
        RareCause::Lapsed => Cause::Lapsed,
    }
}
