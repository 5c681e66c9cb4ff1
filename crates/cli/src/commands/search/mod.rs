//! `detente search`: better designs of a text, from a space that is declared beside it.

mod asked;
mod written;

use std::path::{Path, PathBuf};

use explore::design::{Designs, Made, Reader, Score};
use explore::search::{Ended, Found, Point, Problem as _, Settings, exhaustive, nsga2, size};
use lang::search::{Design, Space};
use lang::search_ast::Search;
use lang::source::Source;
use lang::{compile, parse_search, render};
use reader::Text;
use report::designs::{self, Row};
use report::{Labels, json};

use crate::args::SearchArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::progress::Progress;
use crate::texts;
use crate::{files, stop};

/// What is searched: the file, the text, its readers, the space.
struct Searched {
    search: Search,
    text: Text,
    labels: Labels,
    beliefs: Vec<PathBuf>,
    space: Space,
}

/// Searches and prints the front.
pub fn run(args: &SearchArgs, as_json: bool) -> Result<Answer, Failure> {
    let source = files::read(&args.file)?;
    let searched = read(&args.file, &source)?;
    if let Some(folder) = &args.out {
        written::folder(folder)?;
    }
    let start = made(&searched.space.as_it_stands()).map_err(|why| {
        Failure::Usage(format!("the text as it stands cannot be searched: {why}"))
    })?;
    let (goals, limits) = asked::wanted(&searched, &source, &start)?;
    let progress = Progress::start();
    stop::listen();
    let total = evaluations(args, &searched.space);
    let mut told = |done: usize| {
        let left = progress.seconds() / done.max(1) as f64 * total.saturating_sub(done) as f64;
        progress.step(&format!("{done} of at most {total} designs, {left:.0} s left at this rate"));
        stop::flow()
    };
    let asked = asked::effort(&searched.search, args);
    let axes = asked::axes(&searched.space);
    let make = |point: &Point| made(&searched.space.design(&picks(point))?);
    let mut all = Designs::new(axes, make, (goals, limits), asked, &mut told);
    let own = all.score(&start);
    let found = evolved(&mut all, args);
    let seconds = progress.clear();
    let rows = asked::rows(&searched, &all, &found);
    let start = own.ok().map(|score| asked::start_row(&all, &score));
    let mut page = asked::designs(args, &searched, &source, &found, &all, (start, rows));
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

fn evolved<F>(all: &mut Designs<'_, F>, args: &SearchArgs) -> Found
where
    F: Fn(&Point) -> Result<Made, String> + Sync,
{
    let budget = args.budget as usize;
    let small = size(all.axes()).is_some_and(|size| size <= u64::from(args.budget));
    if small {
        return exhaustive(all, &[], budget);
    }
    let settings = Settings {
        population: args.population as usize,
        generations: args.generations,
        budget,
        seed: args.seed,
        first: Vec::new(),
    };
    nsga2(all, &settings)
}

/// How many designs are evaluated at most.
fn evaluations(args: &SearchArgs, space: &Space) -> usize {
    let budget = args.budget as usize;
    let space = size(&asked::axes(space)).and_then(|size| usize::try_from(size).ok());
    let evolved = (args.generations as usize + 1).saturating_mul(args.population as usize);
    match space {
        Some(size) if size <= budget => size,
        _ => evolved.min(budget),
    }
}

fn picks(point: &Point) -> Vec<usize> {
    let place = |at: &f64| {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place in a list of at most a thousand"
        )]
        let place = *at as usize;
        place
    };
    point.iter().map(place).collect()
}

/// The search file and what it names, each beside it.
fn read(path: &Path, source: &Source) -> Result<Searched, Failure> {
    let parsed = parse_search(source);
    let wrong = |found: &[lang::diagnostic::Diagnostic]| Failure::Text(render(found, source));
    let search = parsed.search;
    let (Some(accord), true) = (&search.accord, parsed.diagnostics.is_empty()) else {
        return Err(wrong(&parsed.diagnostics));
    };
    let beside = |name: &str| path.parent().unwrap_or(Path::new("")).join(name);
    let text = texts::accord(&beside(&accord.text))?;
    if lang::literate::is_literate(text.source.name()) {
        let help = "a text with prose is not searched: name its terms as a plain .accord";
        return Err(Failure::Usage(help.to_owned()));
    }
    let beliefs: Vec<PathBuf> = search.beliefs.iter().map(|it| beside(&it.text)).collect();
    let read = beliefs.iter().map(|it| files::read(it)).collect::<Result<Vec<_>, _>>()?;
    for of in &read {
        reader::beliefs_in(of, &text)?;
    }
    let space = Space::new(&search, &text.source, &read).map_err(|found| wrong(&found))?;
    let labels = text.labels();
    Ok(Searched { search, text, labels, beliefs, space })
}

/// A design as tables, for every reader; in words why it is none.
fn made(design: &Design) -> Result<Made, String> {
    let compilation = compile(&Source::new("design", design.accord.as_str()));
    let error = compilation.diagnostics.iter().find(|it| it.is_error());
    if let Some(error) = error {
        return Err(format!("{} {}", error.code, error.message));
    }
    let compiled = compilation.compiled.ok_or("it has no tables")?;
    let reader = |beliefs: &String| {
        let source = Source::new("beliefs", beliefs.as_str());
        let read = lang::compile_beliefs(&source, &compiled, &compiled.common);
        let error = read.diagnostics.iter().find(|it| it.is_error());
        let said = error.map_or_else(String::new, |it| format!("{} {}", it.code, it.message));
        let beliefs = read.beliefs.ok_or(said)?;
        let accord = lang::leave_out_of(&compiled.common, &beliefs);
        Ok(Reader { accord: accord.map_err(|faults| faults.join("; "))?, beliefs })
    };
    let readers = design.beliefs.iter().map(reader).collect::<Result<_, String>>()?;
    Ok(Made { readers, together: design.together.clone() })
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

/// The words of an end.
fn ended(it: Ended) -> &'static str {
    match it {
        Ended::Exhausted => "nothing new was left",
        Ended::Generations => "as many generations as asked",
        Ended::Budget => "as many designs as asked",
        Ended::Stopped => "stopped before its end",
    }
}

/// The scores of a design that has some.
fn scores<'a, F>(all: &'a Designs<'_, F>, number: usize) -> Option<&'a Score> {
    all.scores.get(number)?.as_ref().ok()
}

/// Rows of a page with the files that were written for them.
fn with_files(rows: &mut [Row], names: &[String]) {
    rows.iter_mut().zip(names).for_each(|(row, name)| row.file = Some(name.clone()));
}
