//! `detente breakout`: days from reported stocks to the published threshold.

use report::breakout::{self, Question};
use world::beliefs::Mark;

use crate::args::BreakoutArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::stock;

/// Reads what was typed and sets the model's time beside the plain formula.
pub fn run(args: &BreakoutArgs, as_json: bool) -> Result<Answer, Failure> {
    let read = |flag: &str, text: &Option<String>| {
        text.as_deref().map_or(Ok(Vec::new()), |text| stock::stock(flag, text, args.uf6))
    };
    let (swu_per_year, from, mark) = capacity(args)?;
    let question = Question {
        stocks: read("--stock", &args.stock)?,
        unaccounted: read("--unaccounted", &args.unaccounted)?,
        swu_per_year,
        capacity: (from, mark),
        lag_days: args.lag.as_deref().map_or(Ok(0.0), |text| stock::days("--lag", text))?,
    };
    let text = if as_json {
        report::json::text(&breakout::answer(&question))
    } else {
        breakout::page(&question)
    };
    Ok(Answer { text, exit: Exit::Yes })
}

fn capacity(args: &BreakoutArgs) -> Result<(f64, String, Mark), Failure> {
    if let Some(machines) = &args.machines {
        let found = stock::capacity(machines)?;
        if found.swu_per_year <= 0.0 {
            return Err(Failure::Usage(format!("--machines `{machines}`: count at least one")));
        }
        return Ok((found.swu_per_year, found.from, found.mark));
    }
    let Some(text) = &args.swu else {
        let help = "no capacity: give --swu N, or --machines 'IR-1=5060'";
        return Err(Failure::Usage(help.to_owned()));
    };
    Ok((stock::swu(text)?, "as typed".to_owned(), Mark::Judgement))
}
