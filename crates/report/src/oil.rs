//! Price kept minus price broken, and what prices did about dated events.

use serde::Serialize;
use world::oil::quotes::{Study, WINDOWS};
use world::oil::scenario::{Day, Ranged, Release, Rung, paths, ranged, rungs};
use world::oil::{Elasticities, Market, central_elasticity};

use crate::breakout::median;
use crate::ethics::{FOOT, mark};
use crate::number::{figure, signed};
use crate::terminal::{paragraph, wrapped};
use crate::words::oil::{beyond, said};

/// What was asked.
#[derive(Clone, Debug)]
pub struct Question {
    /// The market.
    pub market: Market,
    /// Where the price comes from.
    pub price_from: String,
    /// The state broken into.
    pub rung: Rung,
    /// Oil let out of stocks.
    pub release: Release,
    /// Whose elasticities.
    pub studies: Vec<Elasticities>,
    /// Day of the answer, and last day of the paths.
    pub day: u32,
    /// Standard deviation of daily log returns.
    pub daily_spread: f64,
}

/// What `detente oil --json` prints.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct OilJson {
    pub state: String,
    pub day: u32,
    pub kept_minus_broken_usd: f64,
    pub low_usd: f64,
    pub high_usd: f64,
    pub beyond_doubling: [bool; 2],
    pub barrels_usd: f64,
    pub premium_usd: f64,
    pub stocks_usd: f64,
    pub price_usd: f64,
    pub price_from: String,
    pub lost_mbd: [f64; 3],
    pub spare_mbd: f64,
    pub release_mbd: f64,
    pub half_life_days: f64,
    pub studies: Vec<String>,
    pub elasticity: f64,
    pub mark: &'static str,
    pub source: String,
    pub path: Vec<DayJson>,
    pub note: &'static str,
}

/// One day of both paths.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct DayJson {
    pub day: u32,
    pub kept_usd: [f64; 3],
    pub broken_usd: [f64; 3],
}

impl Question {
    fn found(&self, rung: &Rung) -> Option<Ranged> {
        let day = f64::from(self.day);
        ranged(&self.market, rung, self.release, &self.studies, day)
    }
}

/// The answer for programs; `None` without a study.
#[must_use]
pub fn answer(question: &Question) -> Option<OilJson> {
    let Question { market, rung, release, studies, day, daily_spread, .. } = question;
    let found = question.found(rung)?;
    let elasticity = central_elasticity(studies)?;
    let path = paths(market, rung, *release, elasticity, *daily_spread, *day);
    Some(OilJson {
        state: rung.state.clone(),
        day: *day,
        kept_minus_broken_usd: found.central.total_usd,
        low_usd: found.low_usd,
        high_usd: found.high_usd,
        beyond_doubling: [found.low_usd, found.high_usd].map(|usd| beyond(usd, market.price_usd)),
        barrels_usd: found.central.barrels_usd,
        premium_usd: found.central.premium_usd,
        stocks_usd: found.central.stocks_usd,
        price_usd: market.price_usd,
        price_from: question.price_from.clone(),
        lost_mbd: rung.lost_mbd,
        spare_mbd: market.spare_mbd,
        release_mbd: release.mbd,
        half_life_days: market.premium_half_life_days,
        studies: studies.iter().map(|it| it.study.clone()).collect(),
        elasticity,
        mark: mark(rung.mark),
        source: rung.source.clone(),
        path: path.into_iter().map(day_json).collect(),
        note: FOOT,
    })
}

fn day_json(it: Day) -> DayJson {
    DayJson { day: it.day, kept_usd: it.kept_usd, broken_usd: it.broken_usd }
}

/// The page for the terminal; `None` without a study.
#[must_use]
pub fn page(question: &Question) -> Option<String> {
    let it = answer(question)?;
    let mut text = wrapped(&format!(
        "Brent on day {}, kept minus broken, if broken means {}: {} USD ({} to {}).",
        it.day,
        it.state,
        said(it.kept_minus_broken_usd, it.price_usd),
        said(it.low_usd, it.price_usd),
        said(it.high_usd, it.price_usd),
    ));
    text.push('\n');
    for (left, right) in [
        ("barrels", format!("{} USD", signed(it.barrels_usd))),
        ("premium", format!("{} USD", signed(it.premium_usd))),
        ("stocks", format!("{} USD", signed(it.stocks_usd))),
        ("price without either", format!("{} USD, {}", figure(it.price_usd), it.price_from)),
        ("lost, million barrels a day", lost(&it.lost_mbd)),
        ("spare, released", format!("{}, {}", figure(it.spare_mbd), figure(it.release_mbd))),
        ("mark of the loss", it.mark.to_owned()),
    ] {
        text.push_str(&format!("  {left:<28} {right}\n"));
    }
    text.push_str(&ends_of_path(&it));
    text.push_str(&ladder(question));
    let rests = format!(
        "The range is over {} published pairs of elasticities (A: {}) and the ends of the loss; it \
         holds no chance. Beyond doubling: no study saw a loss that doubled the price, so how far beyond \
         is no measurement; `--json` has the number and marks it. Half-life of the premium ({} days), spare capacity and release are \
         judgement.",
        it.studies.len(),
        it.studies.join("; "),
        figure(it.half_life_days),
    );
    Some(format!("{text}\n{}\n{}", wrapped(&rests), paragraph(FOOT)))
}

fn lost(ends: &[f64; 3]) -> String {
    let [low, middle, high] = ends.map(figure);
    format!("{middle} ({low} to {high})")
}

/// Both prices on the last day, with nine in ten from past daily moves.
fn ends_of_path(it: &OilJson) -> String {
    let Some(last) = it.path.last() else { return String::new() };
    let say = |[low, middle, high]: [f64; 3]| {
        format!(
            "{} ({} to {}, 9 in 10 of past daily moves)",
            figure(middle),
            figure(low),
            figure(high)
        )
    };
    let line = |left: &str, right: String| format!("  {left:<28} {right}\n");
    format!(
        "{}{}",
        line("price kept", say(last.kept_usd)),
        line("price broken", say(last.broken_usd))
    )
}

/// All states on the same day.
fn ladder(question: &Question) -> String {
    let mut text = "\n  by state, kept minus broken, USD\n".to_owned();
    for rung in rungs() {
        let Some(found) = question.found(&rung) else { continue };
        let price = question.market.price_usd;
        let total = said(found.central.total_usd, price);
        let ends = format!("({} to {})", said(found.low_usd, price), said(found.high_usd, price));
        text.push_str(&format!("    {:<10} {total:>7} {ends:<18} {}\n", rung.id, rung.state));
    }
    text
}

/// What `detente oil events --json` prints.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct EventsJson {
    pub quotes: String,
    pub windows: [usize; WINDOWS.len()],
    pub events: Vec<EventJson>,
    pub note: &'static str,
}

/// One event.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct EventJson {
    pub date: String,
    pub event: String,
    pub kind: String,
    pub before_usd: f64,
    pub percent: [Option<f64>; WINDOWS.len()],
    pub z: [Option<f64>; WINDOWS.len()],
}

/// The study for programs.
#[must_use]
pub fn events_answer(from: &str, studies: &[Study]) -> EventsJson {
    let one = |it: &Study| EventJson {
        date: it.event.date.to_string(),
        event: it.event.event.clone(),
        kind: it.event.kind.clone(),
        before_usd: it.before_usd,
        percent: it.moves,
        z: it.z,
    };
    let events = studies.iter().map(one).collect();
    EventsJson { quotes: from.to_owned(), windows: WINDOWS, events, note: FOOT }
}

/// The study for the terminal: moves by window, and their medians by kind.
#[must_use]
pub fn events_page(from: &str, studies: &[Study]) -> String {
    let mut text = wrapped(&format!(
        "Moves of the price from the last quote before, in per cent after 1, 2, 5, 10 and 20 quotes \
         ({from}); z is the first day's move over the spread of the days before."
    ));
    text.push_str("\n  date            1       2       5      10      20      z  event\n");
    for it in studies {
        let moves: String = it.moves.iter().map(|it| cell(*it)).collect();
        let z = cell(it.z[0]);
        text.push_str(&format!("  {}{moves}{z}  {}\n", it.event.date, it.event.event));
    }
    text.push_str("\n  medians by kind\n");
    for kind in kinds(studies) {
        let of = |it: &&Study| it.event.kind == kind;
        let count = studies.iter().filter(of).count();
        let at = |window: usize| {
            let mut moves: Vec<f64> =
                studies.iter().filter(of).filter_map(|it| it.moves[window]).collect();
            moves.sort_by(f64::total_cmp);
            cell((!moves.is_empty()).then(|| median(&moves)))
        };
        let row: String = (0..WINDOWS.len()).map(at).collect();
        text.push_str(&format!("{:<12}{row}          n = {count}\n", short(&kind)));
    }
    let limits = "Few events a kind, and windows that overlap: a median here is a description and \
                  no effect. Spot prices; a gap in the quotes leaves a window open.";
    format!("{text}\n{}\n{}", wrapped(limits), paragraph(FOOT))
}

fn cell(number: Option<f64>) -> String {
    number.map_or_else(|| format!("{:>8}", "-"), |it| format!("{it:>+8.1}"))
}

fn short(kind: &str) -> String {
    if kind.is_empty() { "any".to_owned() } else { kind.to_lowercase().chars().take(12).collect() }
}

/// Kinds in order of first appearance.
fn kinds(studies: &[Study]) -> Vec<String> {
    let mut kinds: Vec<String> = Vec::new();
    for it in studies {
        if !kinds.contains(&it.event.kind) {
            kinds.push(it.event.kind.clone());
        }
    }
    kinds
}
