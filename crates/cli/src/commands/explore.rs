//! `detente explore`: what one would have to believe for a text to be kept, or to fail.

use explore::assess::{Effort, Subject, sides};
use explore::hold::Holds;
use explore::space::{self, Part, SpaceError};
use report::conditions::{self, Conditions};
use report::{Run, json};

use crate::args::ExploreArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::files;
use crate::progress::Progress;
use crate::texts;

/// Weighs the text all over the believed space and says where it is kept.
pub fn run(args: &ExploreArgs, as_json: bool) -> Result<Answer, Failure> {
    let believed = texts::believed(&args.believed)?;
    let subject = Subject {
        accord: &believed.accord,
        readings: &[],
        beliefs: &believed.beliefs,
        not_modelled: &[],
        expectations: &[],
        scenarios: &[],
    };
    if believed.beliefs.ranged().next().is_none() {
        return Err(failure(&SpaceError::NoRanges));
    }
    let seed = args.believed.seed;
    let progress = Progress::start();
    let effort = Effort { seed, ..Effort::default() };
    let sides = sides(&subject, &effort, &mut |step| progress.step(step));
    let sides = sides.map_err(|error| Failure::Bug(error.to_string()))?;
    let told = &mut |done| progress.step(&format!("{done} of {} points", args.points));
    let sampled = space::sample(&sides, args.points, seed, told).map_err(|it| failure(&it))?;
    progress.step("effects");
    let effects = space::effects(&sides, args.walks, seed).map_err(|it| failure(&it))?;
    let part = |what| sampled.part(what).map_err(|it| failure(&it));
    let (kept, fails): (Option<Part>, Option<Part>) = (part(Holds::Yes)?, part(Holds::No)?);
    let run = Run {
        elapsed_seconds: Some(progress.finish()),
        command: command(args),
        ..texts::run(&args.believed, &believed)
    };
    let found = Conditions {
        labels: &believed.labels,
        beliefs: &believed.beliefs,
        sampled: &sampled,
        kept: kept.as_ref(),
        fails: fails.as_ref(),
        effects: &effects,
        walks: args.walks,
        seed,
        run: &run,
    };
    let text =
        if as_json { json::text(&conditions::answer(&found)) } else { conditions::page(&found) };
    Ok(Answer { text, exit: Exit::Yes })
}

fn failure(error: &SpaceError) -> Failure {
    match error {
        SpaceError::NoRanges | SpaceError::Sampling(_) => Failure::Usage(error.to_string()),
        SpaceError::Game(_) => Failure::Bug(error.to_string()),
    }
}

/// The command that gives this answer again.
fn command(args: &ExploreArgs) -> String {
    let beliefs = args.believed.beliefs.as_ref();
    let beliefs =
        beliefs.map_or_else(String::new, |it| format!(" --beliefs {}", files::as_typed(it)));
    let (file, seed) = (files::as_typed(&args.believed.file), args.believed.seed);
    let (points, walks) = (args.points, args.walks);
    format!("detente explore {file}{beliefs} --points {points} --walks {walks} --seed {seed}")
}
