//! `detente explore`: what one would have to believe for a text to be kept, or to fail.

use explore::assess::slack::Sides;
use explore::assess::{Effort, Subject, sides};
use explore::hold::Holds;
use explore::sampling::{Indices, SamplingError};
use explore::space::{self, Part, SpaceError};
use reader::Believed;
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
        whole: None,
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
    let articles = articles(&believed);
    let indices = indices(args, &sides, &articles, &progress)?;
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
        articles: indices.as_ref().map(|found| (articles.as_slice(), found)),
        seed,
        run: &run,
    };
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

/// The articles that the ranged beliefs bear on, in the order of the beliefs.
fn articles(believed: &Believed) -> Vec<(String, Vec<usize>)> {
    let source = &believed.beliefs_source;
    let mut all: Vec<(String, Vec<usize>)> = Vec::new();
    for (input, entry) in believed.beliefs.ranged().enumerate() {
        let line = believed.beliefs.entries.get(entry.0 as usize).map_or(0, |it| it.line);
        let article = lang::article_of(&believed.text.compiled.terms, source.line(line));
        let article = article.unwrap_or_else(|| NO_ARTICLE.to_owned());
        match all.iter_mut().find(|(known, _)| *known == article) {
            Some((_, inputs)) => inputs.push(input),
            None => all.push((article, vec![input])),
        }
    }
    all
}

/// What bears on none: discounting, administrations, war.
const NO_ARTICLE: &str = "no article";

/// Their indices, unless none are asked for or nothing moves the answer.
fn indices(
    args: &ExploreArgs,
    sides: &Sides<'_>,
    articles: &[(String, Vec<usize>)],
    progress: &Progress,
) -> Result<Option<Indices>, Failure> {
    if args.rows < 2 {
        return Ok(None);
    }
    let groups: Vec<Vec<usize>> = articles.iter().map(|(_, inputs)| inputs.clone()).collect();
    let told = &mut |done| progress.step(&format!("articles: {done} of {} rows", args.rows));
    match space::group_indices(sides, &groups, args.rows, args.believed.seed, told) {
        Ok(found) => Ok(Some(found)),
        Err(SpaceError::Sampling(SamplingError::Constant)) => Ok(None),
        Err(error) => Err(failure(&error)),
    }
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
    let (points, walks, rows) = (args.points, args.walks, args.rows);
    format!(
        "detente explore {file}{beliefs} --points {points} --walks {walks} --rows {rows} --seed {seed}"
    )
}
