//! `detente explore`: what one would have to believe for a text to be kept, or to fail.

use reader::{Look, explored};
use report::{Run, conditions, json};

use crate::args::ExploreArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::files;
use crate::progress::Progress;
use crate::texts;

/// Weighs the text all over the believed space and says where it is kept.
pub fn run(args: &ExploreArgs, as_json: bool) -> Result<Answer, Failure> {
    let believed = texts::believed(&args.believed)?;
    let progress = Progress::start();
    let ExploreArgs { points, walks, rows, .. } = *args;
    let look = Look { points, walks, rows, seed: args.believed.seed };
    let found = explored(&believed, &look, &mut |step| progress.step(step))?;
    let run = Run {
        elapsed_seconds: Some(progress.finish()),
        command: command(args),
        ..texts::run(&args.believed, &believed)
    };
    let found = found.conditions(&believed, &run);
    if let Some(folder) = &args.svg {
        files::folder(folder)?;
        for (name, svg) in conditions::figures(&found) {
            files::write(&folder.join(name).with_extension("svg"), &svg)?;
        }
    }
    let text =
        if as_json { json::text(&conditions::answer(&found)) } else { conditions::page(&found) };
    Ok(Answer { text, exit: Exit::Yes })
}

/// The command that gives this answer again.
fn command(args: &ExploreArgs) -> String {
    let beliefs = args.believed.beliefs.as_ref();
    let beliefs =
        beliefs.map_or_else(String::new, |it| format!(" --beliefs {}", files::as_typed(it)));
    let (file, seed) = (files::as_typed(&args.believed.file), args.believed.seed);
    let (points, walks, rows) = (args.points, args.walks, args.rows);
    format!(
        "detente explore {file}{beliefs} --points {points} --walks {walks} --rows {rows} --seed {seed}"
    )
}
