//! Stocks and machines as they are typed: `LEVEL=KG,...` and `TYPE=COUNT,...`.

use world::beliefs::Mark;
use world::breakout::machines;
use world::enrichment::{Lot, NATURAL_ASSAY, URANIUM_PER_UF6};

use crate::exit::Failure;

/// Enrichment of natural uranium as it is typed, with room for rounding.
const LEAST_PER_CENT: f64 = 100.0 * NATURAL_ASSAY - 0.001;

/// Reads `LEVEL=KG,...`; levels in per cent, masses in kg of uranium unless `UF6` stands behind them
/// or `uf6` is set.
pub fn stock(flag: &str, text: &str, uf6: bool) -> Result<Vec<Lot>, Failure> {
    let mut lots: Vec<Lot> = Vec::new();
    if text.trim().is_empty() {
        return Err(Failure::Usage(format!("{flag} is empty: name a level, or leave it out")));
    }
    for (place, entry) in entries(text) {
        let at = Place { flag, place, entry };
        let (level, kg) = at.pair("LEVEL=KG, for example `60=121.6` or `3.67=300UF6`")?;
        let assay = at.level(level)?;
        if lots.iter().any(|lot| (lot.assay - assay).abs() < 1e-12) {
            return Err(at.wrong(&format!("level {level} stands twice: add the two up")));
        }
        lots.push(Lot { uranium_kg: at.mass(kg, uf6)?, assay });
    }
    Ok(lots)
}

/// Capacity in SWU a year, where it comes from, and its mark.
pub struct Capacity {
    /// Kilogram SWU a year.
    pub swu_per_year: f64,
    /// Where it comes from.
    pub from: String,
    /// The lowest mark of the types counted.
    pub mark: Mark,
}

/// Reads `TYPE=COUNT,...` at the central figure of each type.
pub fn capacity(text: &str) -> Result<Capacity, Failure> {
    let mut total = Capacity { swu_per_year: 0.0, from: String::new(), mark: Mark::Derived };
    let types = machines::types();
    for (place, entry) in entries(text) {
        let at = Place { flag: "--machines", place, entry };
        let (name, count) = at.pair("TYPE=COUNT, for example `IR-1=5060`")?;
        let Some(machine) = types.iter().find(|it| it.name.eq_ignore_ascii_case(name)) else {
            let known: Vec<&str> = types.iter().map(|it| it.name.as_str()).collect();
            return Err(at.wrong(&format!("no type `{name}`: there is {}", known.join(", "))));
        };
        total.swu_per_year += at.amount(count, "count")? * machine.swu_central;
        if machine.mark == Mark::C {
            total.mark = Mark::C;
        }
    }
    total.from = format!("from {text} at the central figures by type");
    Ok(total)
}

/// Capacities that can be meant, SWU a year: less than one machine, and more than ten times all
/// plants of the world.
const CAPACITIES: std::ops::RangeInclusive<f64> = 0.01..=1e9;

/// A capacity as typed: one that can be meant.
pub fn swu(text: &str) -> Result<f64, Failure> {
    let value: Option<f64> = text.trim().replace('_', "").parse().ok();
    value.filter(|it| CAPACITIES.contains(it)).ok_or_else(|| {
        let form = "give SWU a year above 0, for example `5000` (0.01 to a thousand million)";
        Failure::Usage(format!("--swu `{text}`: {form}"))
    })
}

/// A number of days as typed: not negative.
pub fn days(flag: &str, text: &str) -> Result<f64, Failure> {
    let value: Option<f64> = text.trim().parse().ok();
    value
        .filter(|it| it.is_finite() && *it >= 0.0)
        .ok_or_else(|| Failure::Usage(format!("{flag} `{text}`: give days, 0 or more")))
}

/// An amount as typed: not negative.
pub fn amount(flag: &str, text: &str) -> Result<f64, Failure> {
    let value: Option<f64> = text.trim().parse().ok();
    value
        .filter(|it| it.is_finite() && *it >= 0.0)
        .ok_or_else(|| Failure::Usage(format!("{flag} `{text}`: give a number of 0 or more")))
}

fn entries(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(',').map(str::trim).enumerate().map(|(i, it)| (i + 1, it))
}

/// Where something was typed.
struct Place<'t> {
    flag: &'t str,
    place: usize,
    entry: &'t str,
}

impl<'t> Place<'t> {
    fn wrong(&self, what: &str) -> Failure {
        let Self { flag, place, entry } = self;
        Failure::Usage(format!("{flag}, entry {place} `{entry}`: {what}"))
    }

    fn pair(&self, form: &str) -> Result<(&'t str, &'t str), Failure> {
        let pair = self.entry.split_once('=').map(|(a, b)| (a.trim(), b.trim()));
        let filled = pair.filter(|(a, b)| !a.is_empty() && !b.is_empty());
        filled.ok_or_else(|| self.wrong(&format!("write {form}")))
    }

    fn level(&self, text: &str) -> Result<f64, Failure> {
        let bare = text.strip_suffix('%').map_or(text, str::trim_end);
        let Some(per_cent) = bare.parse::<f64>().ok().filter(|it| it.is_finite()) else {
            return Err(self.wrong("the level is no number: give per cent of U-235, as in `3.67`"));
        };
        if per_cent < LEAST_PER_CENT {
            let help = "levels are per cent, from 0.711 (natural): write `60`, not `0.6`";
            return Err(self.wrong(help));
        }
        if per_cent >= 100.0 {
            return Err(self.wrong("a level is under 100 per cent of U-235"));
        }
        Ok((per_cent / 100.0).max(NATURAL_ASSAY))
    }

    fn mass(&self, text: &str, uf6: bool) -> Result<f64, Failure> {
        let lower = text.to_ascii_lowercase().replace(['[', ']'], " ");
        let lower = lower.trim();
        let (bare, hexafluoride) = match lower.strip_suffix("uf6") {
            Some(bare) => (bare, true),
            None => match lower.strip_suffix('u') {
                Some(bare) => (bare, false),
                None => (lower, uf6),
            },
        };
        let bare = bare.trim_end().strip_suffix("kg").unwrap_or(bare.trim_end());
        let kg = self.amount(bare.trim_end(), "mass in kg")?;
        Ok(if hexafluoride { kg * URANIUM_PER_UF6 } else { kg })
    }

    fn amount(&self, text: &str, what: &str) -> Result<f64, Failure> {
        let value = text.parse::<f64>().ok().filter(|it| it.is_finite() && *it >= 0.0);
        value.ok_or_else(|| self.wrong(&format!("the {what} is no number of 0 or more")))
    }
}
