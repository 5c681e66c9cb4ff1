//! `detente merge`: shards put together.

use std::fs::File;
use std::path::PathBuf;

use explore::simulate::Counter;
use report::Run;
use report::futures::Head;
use shards::Shard;

use crate::args::MergeArgs;
use crate::commands::simulate::told;
use crate::exit::{Answer, Failure};
use crate::files;
use crate::progress::Progress;
use crate::shard_file::{self, ShardFile};

/// One shard and its file.
type Part<'a> = (&'a PathBuf, Shard<File>);

/// Counts the futures of all shards, as if they had been drawn at once.
pub fn run(args: &MergeArgs, as_json: bool) -> Result<Answer, Failure> {
    let mut parts = args.shards.iter().map(opened).collect::<Result<Vec<_>, _>>()?;
    parts.sort_by_key(|(_, shard)| (shard.paths.from, shard.paths.to));
    of_one_run(&parts)?;
    without_gaps(&parts)?;
    let none = || Failure::Usage("name the shards to put together".to_owned());
    let about = parts.first().map(|(_, shard)| shard.about.clone()).ok_or_else(none)?;
    let (from, to) = range(&parts);
    let page = serde_json::from_value(about.page.clone());
    let head: Head = page.map_err(|it| Failure::Bug(it.to_string()))?;
    let mut file = match &args.out {
        None => None,
        Some(out) => {
            files::absent(out)?;
            Some(ShardFile::create(out, about.clone(), from)?)
        }
    };
    let progress = Progress::of_futures(to - from);
    let mut counter = Counter::new(reader::shape_of(&about));
    for (path, shard) in &parts {
        shard_file::each(path, shard, |paths| {
            paths.iter().for_each(|path| counter.add(path));
            progress.at(paths.last().map_or(0, |path| path.path + 1 - from));
            file.as_mut().map_or(Ok(()), |file| file.add(paths))
        })?;
    }
    if let Some(file) = file {
        file.keep()?;
    }
    let run = Run {
        version: about.version.clone(),
        command: command(args),
        beliefs_file: head.beliefs_file.clone(),
        elapsed_seconds: Some(progress.finish()),
        ..Run::default()
    };
    Ok(told(&head, &counter.finish(), &run, as_json))
}

fn opened(path: &PathBuf) -> Result<Part<'_>, Failure> {
    Ok((path, shard_file::open(path)?))
}

fn of_one_run(parts: &[Part<'_>]) -> Result<(), Failure> {
    let Some(((first, one), rest)) = parts.split_first() else { return Ok(()) };
    let name = |path: &PathBuf| path.display().to_string();
    rest.iter().try_for_each(|(path, other)| {
        shard_file::same_run((&name(first), &one.about), (&name(path), &other.about))
    })
}

/// Every future of the whole range is in one shard and in no other.
fn without_gaps(parts: &[Part<'_>]) -> Result<(), Failure> {
    for pair in parts.windows(2) {
        let [(one, first), (other, second)] = pair else { continue };
        let (a, b) = (one.display(), other.display());
        let (end, next) = (first.paths.to, second.paths.from);
        if next < end {
            let both = end.min(second.paths.to);
            return Err(Failure::Usage(format!(
                "{a} and {b} both hold futures {next}..{both}: leave one of them out"
            )));
        }
        if next > end {
            return Err(Failure::Usage(format!(
                "futures {end}..{next} are in no shard: draw them with --paths {end}..{next}, or name \
                 the shard that holds them"
            )));
        }
    }
    Ok(())
}

fn range(parts: &[Part<'_>]) -> (u64, u64) {
    let first = parts.first().map_or(0, |(_, shard)| shard.paths.from);
    (first, parts.last().map_or(first, |(_, shard)| shard.paths.to))
}

fn command(args: &MergeArgs) -> String {
    let names: Vec<String> = args.shards.iter().map(|path| files::as_typed(path)).collect();
    let out = args.out.as_ref();
    let out = out.map_or_else(String::new, |it| format!(" --out {}", files::as_typed(it)));
    format!("detente merge {}{out}", names.join(" "))
}
