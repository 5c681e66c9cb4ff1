//! `detente search`: better designs of a text, from a space that is declared beside it.

mod written;

use std::path::Path;

use lang::source::Source;
use reader::{Reach, Searched, read_search};
use report::designs::{self, Row};
use report::json;

use crate::args::SearchArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::progress::Progress;
use crate::texts;
use crate::{files, stop};

/// Searches and prints the front.
pub fn run(args: &SearchArgs, as_json: bool) -> Result<Answer, Failure> {
    let searched = read(&args.file, files::read(&args.file)?)?;
    if let Some(folder) = &args.out {
        written::folder(folder)?;
    }
    let reach = reach(args);
    let progress = Progress::start();
    stop::listen();
    let total = searched.evaluations(&reach);
    let mut told = |done: usize| {
        let left = progress.seconds() / done.max(1) as f64 * total.saturating_sub(done) as f64;
        progress.step(&format!("{done} of at most {total} designs, {left:.0} s left at this rate"));
        stop::flow()
    };
    let (mut page, found) = searched.run(&reach, &mut told)?;
    let seconds = progress.clear();
    let command = command(args);
    page.command = &command;
    if let Some(folder) = &args.out {
        written::designs(folder, &searched, &found, &mut page)?;
    }
    if let Some(path) = &args.svg {
        files::write(path, &designs::picture(&page))?;
    }
    eprintln!("{} designs in {seconds:.1} s", found.points.len());
    let text = if as_json { json::text(&designs::answer(&page)) } else { designs::page(&page) };
    Ok(Answer { text, exit: Exit::no_if(page.front.is_empty()) })
}

fn reach(args: &SearchArgs) -> Reach {
    Reach {
        seed: args.seed,
        population: args.population as usize,
        generations: args.generations,
        budget: args.budget,
        states: args.states as usize,
    }
}

/// The search file and what it names, each beside it.
fn read(path: &Path, source: Source) -> Result<Searched, Failure> {
    let search = read_search(&source)?;
    let beside = |name: &str| path.parent().unwrap_or(Path::new("")).join(name);
    let accord = search.accord.as_ref().map_or("", |it| it.text.as_str());
    let text = texts::accord(&beside(accord))?;
    let beliefs = search.beliefs.iter().map(|it| files::read(&beside(&it.text)));
    let beliefs = beliefs.collect::<Result<Vec<_>, _>>()?;
    Ok(Searched::new(source, search, text, &beliefs)?)
}

/// The command that gives this answer again.
fn command(args: &SearchArgs) -> String {
    let file = files::as_typed(&args.file);
    let SearchArgs { seed, population, generations, budget, .. } = args;
    format!(
        "detente search {file} --seed {seed} --population {population} --generations {generations} \
         --budget {budget}"
    )
}

/// Rows of a page with the files that were written for them.
fn with_files(rows: &mut [Row], names: &[String]) {
    rows.iter_mut().zip(names).for_each(|(row, name)| row.file = Some(name.clone()));
}
