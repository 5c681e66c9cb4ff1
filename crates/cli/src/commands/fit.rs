//! `detente fit`: models of the world beside recorded data.

use explore::backtest::Effort;
use explore::simulate::RandomStream;
use report::incidents::{self, Fitted};
use report::kinds::FittedKinds;
use world::coded_events;
use world::hawkes;
use world::hawkes::counts::{Clustering, clustering};
use world::occurrences::kinds::read_kinds;
use world::occurrences::{BadTable, Record, read};

use crate::args::{FitArgs, FitIncidentsArgs, FitWhat};
use crate::commands::forecast;
use crate::exit::{Answer, Exit, Failure};
use crate::files;
use crate::progress::Progress;

/// Fits what was asked for.
pub fn run(args: &FitArgs, as_json: bool) -> Result<Answer, Failure> {
    match &args.what {
        FitWhat::Validation => validation(as_json),
        FitWhat::Incidents(args) => match &args.by {
            Some(column) => kinds(args, column, as_json),
            None => occurrences(args, as_json),
        },
    }
}

/// Futures drawn from each date that is forecast.
const PATHS: u64 = 1_000;

fn validation(as_json: bool) -> Result<Answer, Failure> {
    let progress = Progress::start();
    let cases = forecast::all_shipped(Effort { paths: PATHS, seed: 1 }, &progress)?;
    progress.finish();
    let chapters = report::validation::chapters(&mut uniforms(1), &cases);
    let text = if as_json {
        report::json::text(&report::validation::answer(&chapters))
    } else {
        report::validation::page(&chapters)
    };
    Ok(Answer { text, exit: Exit::Yes })
}

/// Uniforms of one stream, in order.
fn uniforms(seed: u64) -> impl FnMut() -> f64 {
    let stream = RandomStream::new(seed, 0);
    let mut drawn: u64 = 0;
    move || {
        drawn += 1;
        let [low, high] = [drawn & 0xFFFF_FFFF, drawn >> 32];
        let word = |it: u64| u32::try_from(it).unwrap_or(u32::MAX);
        stream.uniform(word(low), word(high))
    }
}

/// A list, a tally, or the incidents among events that others coded.
fn recorded(text: &str, coded: bool) -> Result<Record, BadTable> {
    if coded { coded_events::incidents(&coded_events::read(text)?) } else { read(text) }
}

fn occurrences(args: &FitIncidentsArgs, as_json: bool) -> Result<Answer, Failure> {
    let source = files::read(&args.file)?;
    let name = files::as_typed(&args.file);
    let record: Record = recorded(source.text(), args.coded)
        .map_err(|bad| Failure::Usage(format!("{name}, line {}: {}", bad.line, bad.what)))?;
    let found: Clustering = clustering(&record.spans, &mut uniforms(args.seed));
    let path = (!args.no_picture).then(|| files::as_typed(&args.picture));
    let picture = path.as_deref();
    let fitted = Fitted { file: &name, record: &record, found: &found, picture, seed: args.seed };
    if !args.no_picture {
        files::write(&args.picture, &incidents::picture(&fitted))?;
    }
    let text = if as_json {
        report::json::text(&incidents::answer(&fitted))
    } else {
        incidents::page(&fitted)
    };
    Ok(Answer { text, exit: Exit::Yes })
}

/// Which kind calls forth which.
fn kinds(args: &FitIncidentsArgs, column: &str, as_json: bool) -> Result<Answer, Failure> {
    let source = files::read(&args.file)?;
    let name = files::as_typed(&args.file);
    let record = read_kinds(source.text(), column)
        .map_err(|bad| Failure::Usage(format!("{name}, line {}: {}", bad.line, bad.what)))?;
    let mut uniform = uniforms(args.seed);
    let events = record.placed(&mut uniform);
    let found = hawkes::kinds::fit(&events, record.kinds.len(), record.days(), &mut uniform);
    let path = (!args.no_picture).then(|| files::as_typed(&args.picture));
    let fitted = FittedKinds {
        file: &name,
        by: column,
        record: &record,
        found: &found,
        picture: path.as_deref(),
        seed: args.seed,
    };
    if !args.no_picture {
        files::write(&args.picture, &report::kinds::picture(&fitted))?;
    }
    let text = if as_json {
        report::json::text(&report::kinds::answer(&fitted))
    } else {
        report::kinds::page(&fitted)
    };
    Ok(Answer { text, exit: Exit::Yes })
}
