//! The squeezed economy beside the public series, as far as they reach.

use world::economy::{InflationFit, fit_inflation, inflow_usd_bn, years};
use world::oil::quotes::quotes_at_hand;
use world::table::Table;

use super::{Chapter, Line, off};
use crate::number::figure;

const EXPORTS: &str = include_str!("../../../../data/iran_oil_exports.csv");
const REVENUE: &str = include_str!("../../../../data/iran_oil_revenue_eia.csv");

/// Inflation, what the squeeze adds to it, and what exports bring in.
pub fn chapter() -> Chapter {
    let fit = fit_inflation(&years());
    let mut lines = fit.as_ref().map_or_else(Vec::new, inflation);
    lines.extend(inflows());
    Chapter { title: "The squeezed economy", said: said(fit.as_ref()), lines, notes: notes() }
}

fn said(fit: Option<&InflationFit>) -> String {
    let seen = fit.is_some_and(InflationFit::squeeze_is_seen);
    let word = if seen { "is told from 1" } else { "is not told from 1" };
    format!(
        "One economy, yearly figures. Inflation persists; the factor of a year under export sanctions \
         {word} by these years. Errors of inflation are factors, each year left out in turn."
    )
}

fn inflation(fit: &InflationFit) -> Vec<Line> {
    let [low, middle, high] = fit.squeeze_factor();
    let factor = |log: f64| figure(libm_exp(log));
    let line = |quantity: &str, model: String, published: &str, error: String| Line {
        quantity: quantity.to_owned(),
        model,
        published: published.to_owned(),
        error,
        n: fit.years,
        marks: "A; years under sanctions derived".to_owned(),
    };
    vec![
        line(
            "inflation from the year before and the squeeze",
            format!("persistence {} (+-{})", figure(fit.coefficients[1]), figure(fit.errors[1])),
            "World Bank, 1981 to 2023",
            format!("off by a factor of {}", factor(fit.left_out)),
        ),
        line(
            "the same without the squeeze",
            "-".to_owned(),
            "the same",
            format!("off by a factor of {}", factor(fit.left_out_without[0])),
        ),
        line(
            "last year's inflation taken for this one's",
            "-".to_owned(),
            "the same",
            format!("off by a factor of {}", factor(fit.left_out_without[1])),
        ),
        line(
            "factor of a year under export sanctions on inflation",
            format!("{} ({} to {})", figure(middle), figure(low), figure(high)),
            "-",
            "95 % interval".to_owned(),
        ),
    ]
}

fn libm_exp(log: f64) -> f64 {
    log.exp()
}

/// Crude sold in a year times the year's mean price, beside the revenue published for it.
fn inflows() -> Vec<Line> {
    let revenue = Table::parse(REVENUE);
    let rows = revenue.rows_for_fits().filter_map(|row| {
        let year = row.text("year");
        let published = row.number("net_oil_revenue_usd_bn")?;
        let (exports, mark) = exports(year)?;
        let model = inflow_usd_bn(exports, mean_price(year)?, 1.0);
        Some(Line {
            quantity: format!("inflow of {year}, billion USD, crude alone, all of it usable"),
            model: figure(model),
            published: figure(published),
            error: off(model / published),
            n: 1,
            marks: format!("exports {mark}; price A; revenue A"),
        })
    });
    rows.collect()
}

fn exports(year: &str) -> Option<(f64, String)> {
    let table = Table::parse(EXPORTS);
    let of_year = |row: &world::table::Row<'_>| {
        row.text("period") == year
            && row.text("basis") == "annual"
            && row.text("product") == "crude"
    };
    let row = table.rows_for_fits().find(of_year)?;
    Some((row.number("export_mbd")?, row.text("confidence").to_owned()))
}

fn mean_price(year: &str) -> Option<f64> {
    let quotes = quotes_at_hand().ok()?;
    let of: Vec<f64> = quotes
        .iter()
        .filter(|it| it.date.to_string().starts_with(year))
        .map(|it| it.price_usd)
        .collect();
    (!of.is_empty()).then(|| of.iter().sum::<f64>() / of.len() as f64)
}

fn notes() -> Vec<String> {
    [
        "Years 2019 and 2020 are kept back and not bridged, so 2021 is not forecast either.",
        "Published revenue counts condensate and products too; crude alone comes out under it. In \
         2021 no unrecollected figure of exports is at hand.",
        "No series of reserves or of an exchange rate is at hand: reserves are inflow less a need that \
         the reader names, the exchange rate moves with relative prices, and neither is checked.",
        "That late relief raises the hazard of sabotage from within is judgement: no public record \
         dates such acts and says why.",
    ]
    .map(str::to_owned)
    .to_vec()
}
