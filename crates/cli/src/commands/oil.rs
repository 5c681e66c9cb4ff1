//! `detente oil`: price kept minus price broken; `detente oil events`: prices about dated events.

use std::path::Path;

use report::oil::{self, Question};
use world::occurrences::BadTable;
use world::oil::quotes::{self, Dated, Quote};
use world::oil::scenario::{Release, Rung, rungs};
use world::oil::{Elasticities, Market, studies};

use crate::args::{OilArgs, OilEventsArgs, OilWhat};
use crate::exit::{Answer, Exit, Failure};
use crate::files;
use crate::stock;

/// Answers either question.
pub fn run(args: &OilArgs, as_json: bool) -> Result<Answer, Failure> {
    match &args.what {
        Some(OilWhat::Events(args)) => events(args, as_json),
        None => difference(args, as_json),
    }
}

fn difference(args: &OilArgs, as_json: bool) -> Result<Answer, Failure> {
    let quotes = quotes::quotes_at_hand().map_err(|bad| Failure::Bug(bad.to_string()))?;
    let question = question(args, &quotes)?;
    let none = || Failure::Bug("no study of elasticities is at hand".to_owned());
    let text = if as_json {
        report::json::text(&oil::answer(&question).ok_or_else(none)?)
    } else {
        oil::page(&question).ok_or_else(none)?
    };
    Ok(Answer { text, exit: Exit::Yes })
}

fn question(args: &OilArgs, quotes: &[Quote]) -> Result<Question, Failure> {
    let (price_usd, price_from) = price(args, quotes)?;
    let amount = |flag: &str, text: &Option<String>, default: f64| {
        text.as_deref().map_or(Ok(default), |text| stock::amount(flag, text))
    };
    let usual = Market::at_price(price_usd);
    let half_life = amount("--half-life", &args.half_life, usual.premium_half_life_days)?;
    let market = Market {
        spare_mbd: amount("--spare", &args.spare, usual.spare_mbd)?,
        premium_half_life_days: half_life.max(1e-9),
        ..usual
    };
    let release = Release {
        mbd: amount("--release", &args.release, 0.0)?,
        days: amount("--release-days", &args.release_days, 60.0)?,
    };
    let daily_spread = quotes::recent_spread(quotes).unwrap_or(0.0);
    let (rung, studies) = (rung(&args.broken)?, chosen(args.study.as_deref())?);
    Ok(Question { market, price_from, rung, release, studies, day: args.day, daily_spread })
}

fn price(args: &OilArgs, quotes: &[Quote]) -> Result<(f64, String), Failure> {
    if let Some(text) = &args.price {
        let price = stock::amount("--price", text)?;
        if price <= 0.0 {
            return Err(Failure::Usage("--price: give USD a barrel above 0".to_owned()));
        }
        return Ok((price, "as typed".to_owned()));
    }
    let last = quotes.last().ok_or_else(|| Failure::Bug("no quote is at hand".to_owned()))?;
    Ok((last.price_usd, format!("last quote at hand, {} (A)", last.date)))
}

fn rung(name: &str) -> Result<Rung, Failure> {
    let all = rungs();
    let known: Vec<String> = all.iter().map(|it| it.id.clone()).collect();
    let found = all.into_iter().find(|it| it.id == name);
    found.ok_or_else(|| {
        Failure::Usage(format!("--broken `{name}`: no such state, there is {}", known.join(", ")))
    })
}

fn chosen(name: Option<&str>) -> Result<Vec<Elasticities>, Failure> {
    let all = studies();
    let Some(name) = name else { return Ok(all) };
    let wanted = name.to_lowercase();
    let found: Vec<Elasticities> =
        all.iter().filter(|it| it.study.to_lowercase().contains(&wanted)).cloned().collect();
    if found.is_empty() || wanted.trim().is_empty() {
        let known: Vec<&str> = all.iter().map(|it| it.study.as_str()).collect();
        let known = known.join("; ");
        return Err(Failure::Usage(format!("--study `{name}`: no such study, there is {known}")));
    }
    Ok(found)
}

fn events(args: &OilEventsArgs, as_json: bool) -> Result<Answer, Failure> {
    let quotes = table(args.quotes.as_deref(), quotes::quotes_at_hand, quotes::quotes)?;
    let events: Vec<Dated> = table(args.events.as_deref(), quotes::events_at_hand, quotes::events)?;
    let studies = quotes::study(&quotes, &events);
    let from = args.quotes.as_deref().map_or("brent_daily, A".to_owned(), files::as_typed);
    let text = if as_json {
        report::json::text(&oil::events_answer(&from, &studies))
    } else {
        oil::events_page(&from, &studies)
    };
    Ok(Answer { text, exit: Exit::Yes })
}

/// A table from a file, or the one at hand.
fn table<T>(
    path: Option<&Path>,
    at_hand: fn() -> Result<Vec<T>, BadTable>,
    read: fn(&str) -> Result<Vec<T>, BadTable>,
) -> Result<Vec<T>, Failure> {
    let Some(path) = path else {
        return at_hand().map_err(|bad| Failure::Bug(bad.to_string()));
    };
    let source = files::read(path)?;
    read(source.text()).map_err(|bad| {
        Failure::Usage(format!("{}, line {}: {}", files::as_typed(path), bad.line, bad.what))
    })
}
