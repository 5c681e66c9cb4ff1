//! Curves of what the text means for the world outside it: relief, breakout time, the price of oil.

use explore::assess::breakout::Breakout;
use explore::assess::relief::{Channel, ReliefCurve};
use maud::{Markup, html};
use world::oil::quotes::{quotes_at_hand, recent_spread};
use world::oil::scenario::{Release, paths};
use world::oil::{Market, central_elasticity, studies};

use super::figure::{figure, heads, table};
use crate::number::figure as digits;
use crate::page::Page;
use crate::svg::{self, Path, Told};
use crate::words::oil;

/// Days for which prices are drawn.
const DAYS: u32 = 90;

/// Announced against felt, a figure a channel.
pub(super) fn relief(page: &Page<'_>) -> Markup {
    html! {
        @for (number, it) in page.assessment.relief.iter().enumerate() {
            (channel(page, number, it))
        }
    }
}

fn channel(page: &Page<'_>, number: usize, it: &ReliefCurve) -> Markup {
    let (title, names, unit) = named(page, it.channel);
    let most = it.given.iter().chain(&it.felt).copied().fold(0.0, f64::max);
    let (scale, unit) = scaled(page, it.channel, most, unit);
    let line = |amounts: &[f64]| -> Vec<(f64, f64)> {
        (1_u32..).map(f64::from).zip(amounts.iter().map(|amount| amount / scale)).collect()
    };
    let lines = [line(&it.given), line(&it.felt)];
    let id = format!("fig-relief-{number}");
    let told = Told {
        id: &id,
        title: &title,
        description: "One line for what is given and one for what is felt, by month.",
    };
    let names = names.map(str::to_owned);
    let caption = format!(
        "{title}, expected by month over all futures, everybody keeping: {} and {}. An agreement that has \
         ended counts as nothing.",
        names[0], names[1]
    );
    let row = |at: usize| {
        let cell =
            |line: &Vec<(f64, f64)>| line.get(at).map_or_else(String::new, |it| digits(it.1));
        vec![(at + 1).to_string(), cell(&lines[0]), cell(&lines[1])]
    };
    let months = lines.iter().map(Vec::len).max().unwrap_or(0);
    let rows: Vec<Vec<String>> =
        (0..months).filter(|at| *at < 3 || (at + 1) % 3 == 0).map(row).collect();
    let numbers =
        table(&format!("{title}: {unit}"), &heads(&["month", &names[0], &names[1]]), &rows);
    figure(&svg::exposure(told, &names, &lines, &unit), &caption, &numbers)
}

fn named(page: &Page<'_>, channel: Channel) -> (String, [&'static str; 2], &'static str) {
    let labels = page.labels;
    match channel {
        Channel::Dial(dial) => (labels.dial(dial), ["announced", "felt"], "levels"),
        Channel::Escrow(escrow) => (labels.escrow(escrow), ["transferred", "usable"], "money"),
        Channel::Inflow(party) => {
            let title = format!("Inflow of {}", labels.the(party));
            (title, ["if all announced were felt", "as it is felt"], "billion USD a year")
        }
        Channel::Pressure(party) => {
            let title = format!("Pressure at home, {}", labels.the(party));
            (title, ["chance that reserves are gone", "pressure"], "0 to 1")
        }
    }
}

/// What amounts are divided by, and their unit.
fn scaled(page: &Page<'_>, channel: Channel, most: f64, unit: &str) -> (f64, String) {
    let Channel::Escrow(escrow) = channel else { return (1.0, unit.to_owned()) };
    let currency = page.labels.currencies.get(escrow.index()).map_or("", String::as_str);
    let sizes = [(1e11, "billion "), (1e8, "million "), (1e5, "thousand ")];
    let size = sizes.into_iter().find(|(size, _)| most >= *size).unwrap_or((100.0, ""));
    (size.0, format!("{}{currency}", size.1))
}

/// Days by month, the middle and the least.
pub(super) fn breakout(page: &Page<'_>, number: usize, it: &Breakout) -> Markup {
    let of = |value: &dyn Fn(&explore::assess::breakout::BreakoutPoint) -> f64| {
        it.by_month.iter().map(|at| (f64::from(at.month), value(at))).collect::<Vec<_>>()
    };
    let (median, least) = (of(&|at| at.median), of(&|at| at.least));
    if median.len() < 2 {
        return html! {};
    }
    let id = format!("fig-breakout-{number}");
    let title = format!("Breakout time of {} by month", page.labels.the(it.party));
    let told = Told {
        id: &id,
        title: &title,
        description: "Days to the published threshold while in force, everybody keeping.",
    };
    let names = ["in most futures", "least, one in a hundred"].map(str::to_owned);
    let caption = format!(
        "{title}, while in force and everybody keeping, verified stocks: days to 25 kg of uranium at 90 %, the \
         published convention."
    );
    let row = |(a, b): (&(f64, f64), &(f64, f64))| vec![digits(a.0), digits(a.1), digits(b.1)];
    let rows: Vec<Vec<String>> = median.iter().zip(&least).map(row).collect();
    let rows: Vec<Vec<String>> = rows.into_iter().step_by(3).collect();
    let numbers = table(&title, &heads(&["month", &names[0], &names[1]]), &rows);
    figure(&svg::exposure(told, &names, &[median, least], "days"), &caption, &numbers)
}

/// Both price paths of every state that the beliefs name.
pub(super) fn prices(page: &Page<'_>) -> Markup {
    html! { @for (number, it) in oil::effects(page).iter().enumerate() { (price(number, it)) } }
}

fn price(number: usize, it: &oil::Effect) -> Markup {
    let spread = quotes_at_hand().ok().and_then(|quotes| recent_spread(&quotes));
    let (Some(elasticity), Some(spread)) = (central_elasticity(&studies()), spread) else {
        return html! {};
    };
    let market = Market::at_price(it.price.0);
    let days = paths(&market, &it.rung, Release::default(), elasticity, spread, DAYS);
    let path = |name: &str, of: &dyn Fn(&world::oil::scenario::Day) -> [f64; 3]| Path {
        name: name.to_owned(),
        points: days.iter().map(|day| (f64::from(day.day), of(day))).collect(),
    };
    let all = [path("kept", &|day| day.kept_usd), path("broken", &|day| day.broken_usd)];
    let id = format!("fig-oil-{number}");
    let title = format!("Brent, kept and broken: {}", oil::state(it.on));
    let told = Told {
        id: &id,
        title: &title,
        description: "Two paths by day, each with the band in which nine in ten fall.",
    };
    let caption = format!(
        "Brent by day if it is kept and if it is broken ({}: {}), from {} USD of {}. Bands: nine in ten, from \
         the spread of past daily returns alone. What an agreement moves is the difference; the level is no \
         forecast.",
        oil::state(it.on),
        it.rung.state,
        digits(it.price.0),
        it.price.1
    );
    let row = |day: &world::oil::scenario::Day| {
        let three =
            |it: [f64; 3]| format!("{} ({} to {})", digits(it[1]), digits(it[0]), digits(it[2]));
        vec![day.day.to_string(), three(day.kept_usd), three(day.broken_usd)]
    };
    let rows: Vec<Vec<String>> = days.iter().step_by(15).map(row).collect();
    let numbers = table(&title, &heads(&["day", "kept, USD a barrel", "broken"]), &rows);
    figure(&svg::fan(told, &all, "days", "USD a barrel"), &caption, &numbers)
}
