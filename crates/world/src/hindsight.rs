//! What a reader could have believed on a date: chances whose source is older, and nothing else.
//!
//! Problem: beliefs about an agreement that is over were written by somebody who knew its end. A
//! forecast from a date may use a number only if what it rests on is named and dated before that
//! date. Everything else is replaced by a range that is the same for every agreement. Only chances
//! are judged, since no payoff moves a forecast in which everybody keeps to the text.
//!
//! The ranges are judgement. They are wide, were written down before any score was computed, and
//! are fitted to nothing; that they too were written late cannot be undone, only shown.
//!
//! Dates are read out of the words of an entry: `2014-01-16`, `16 January 2014`, `January 2014`,
//! `2014`. What names no day counts as its last one, and of several dates the latest counts.

use jiff::civil::Date;
use kernel::Hours;

use crate::beliefs::{Beliefs, Distribution, Entry, EntryId, Mark, Measure, Odds};
use crate::hazard::probability_in;

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Why a chance was not used as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Late {
    /// What it rests on names no date.
    Undated,
    /// What it rests on is not older than the forecast.
    Known(Date),
    /// It is recollected, and supports nothing.
    Recollected,
}

/// A chance that was replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replaced {
    /// Which number.
    pub entry: EntryId,
    /// Why.
    pub why: Late,
}

/// The beliefs as they could have been held before a date, and what was replaced. Rows keep their
/// numbers.
#[must_use]
pub fn as_known(beliefs: &Beliefs, before: Date) -> (Beliefs, Vec<Replaced>) {
    let mut known = beliefs.clone();
    let mut replaced = Vec::new();
    for (odds, id) in beliefs.odds.iter().filter(|(odds, _)| !odds.is_computed()) {
        if replaced.iter().any(|it: &Replaced| it.entry == *id) {
            continue;
        }
        let slot = usize::try_from(id.0).ok().and_then(|at| known.entries.get_mut(at));
        let Some(entry) = slot else { continue };
        let Some(why) = late(entry, before) else { continue };
        let (low, high) = match entry.measure {
            Measure::PerYear => (0.0, MOST_PER_YEAR),
            _ => usual(*odds, beliefs.period),
        };
        entry.value = f64::midpoint(low, high);
        entry.distribution = Distribution::Uniform(low, high);
        replaced.push(Replaced { entry: *id, why });
    }
    (known, replaced)
}

fn late(entry: &Entry, before: Date) -> Option<Late> {
    if entry.mark == Mark::C {
        return Some(Late::Recollected);
    }
    match dated(&entry.because) {
        None => Some(Late::Undated),
        Some(date) if date >= before => Some(Late::Known(date)),
        Some(_) => None,
    }
}

/// The most often that something happens which is given as a rate and of which nothing datable is
/// known.
const MOST_PER_YEAR: f64 = 12.0;

/// The range of a chance of this kind where nothing datable is known of it.
///
/// # Units
/// Chance in one period, or on one occasion; what happens in time is a uniform rate per year.
#[must_use]
pub fn usual(odds: Odds, period: Hours) -> (f64, f64) {
    let yearly = |low, high| (probability_in(period, low), probability_in(period, high));
    match odds {
        Odds::Turnover(_) => yearly(0.02, 0.3),
        Odds::FalseAlarm(_) => yearly(0.0, 0.2),
        Odds::Leak | Odds::Sabotage(..) => yearly(0.0, 0.5),
        Odds::Outsider(_) | Odds::Admits(_) | Odds::Silent(_) => yearly(0.0, 1.0),
        Odds::Incident(..)
        | Odds::Wave(..)
        | Odds::Felt(_)
        | Odds::Usable(_)
        | Odds::Carries(_)
        | Odds::Heard(_) => yearly(0.0, MOST_PER_YEAR),
        Odds::FindingTrue => (0.5, 1.0),
        Odds::FindingFalse => (0.0, 0.5),
        Odds::Detect(_)
        | Odds::Grave(_)
        | Odds::Attribute(_)
        | Odds::Hawk(_)
        | Odds::Honour(..)
        | Odds::LeakEnds(_)
        | Odds::WarAfterAnswer(_)
        | Odds::WarAfterStrike
        | Odds::Hardens(..)
        | Odds::Mistaken(..)
        | Odds::MistakenAttack(_)
        | Odds::Clears(_)
        | Odds::StrikeAfterAlarm(_)
        | Odds::Election(_)
        | Odds::NotRenewed(_)
        | Odds::SabotageHardens(_)
        | Odds::RunsOut(..)
        | Odds::Refills(..) => (0.0, 1.0),
    }
}

/// The latest date that a text names.
#[must_use]
pub fn dated(text: &str) -> Option<Date> {
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    (0..words.len()).filter_map(|at| date_at(&words, at)).max()
}

/// The last day that a year, with what stands about it, may mean.
fn date_at(words: &[String], at: usize) -> Option<Date> {
    let year: i16 = digits(words.get(at)?, 4)?;
    if !(1900..2100).contains(&year) {
        return None;
    }
    let before = |back: usize| at.checked_sub(back).and_then(|place| words.get(place));
    let named = before(1).and_then(|word| MONTHS.iter().position(|month| *month == *word));
    if let Some(month) = named.and_then(|month| i8::try_from(month + 1).ok()) {
        let day = before(2).and_then(|word| word.parse::<i8>().ok());
        return day.and_then(|day| Date::new(year, month, day).ok()).or(last_of(year, month));
    }
    let after = |on: usize| words.get(at + on).and_then(|word| digits::<i8>(word, 2));
    match (after(1).filter(|month| (1..=12).contains(month)), after(2)) {
        (Some(month), Some(day)) => Date::new(year, month, day).ok().or(last_of(year, month)),
        (Some(month), None) => last_of(year, month),
        (None, _) => last_of(year, 12),
    }
}

fn digits<T: std::str::FromStr>(word: &str, count: usize) -> Option<T> {
    (word.len() == count && word.bytes().all(|it| it.is_ascii_digit()))
        .then(|| word.parse().ok())?
}

fn last_of(year: i16, month: i8) -> Option<Date> {
    Date::new(year, month, 1).ok().map(Date::last_of_month)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::beliefs::Measure;
    use kernel::ActorId;

    fn date(text: &str) -> Date {
        text.parse().expect("a date")
    }

    #[test]
    fn dates_are_read_out_of_words() {
        for (text, expected) in [
            ("inspectors daily (Reuters, 16 January 2014)", Some("2014-01-16")),
            ("theiranproject.com 2014-09-20 and 2015-04-21", Some("2015-04-21")),
            ("in July 2020, as in 2019", Some("2020-07-31")),
            ("the agreement of 2015 was left", Some("2015-12-31")),
            ("February 2016", Some("2016-02-29")),
            ("5000 prisoners in 3 months, 12000 in all", None),
            ("32 January 2014", Some("2014-01-31")),
            ("", None),
        ] {
            assert_eq!(dated(text), expected.map(date), "{text}");
        }
    }

    fn believed(because: &str, mark: Mark) -> Beliefs {
        let entry = Entry {
            name: "turnover".to_owned(),
            measure: Measure::Probability,
            value: 0.5,
            distribution: Distribution::Point,
            because: because.to_owned(),
            mark,
            line: 1,
        };
        Beliefs {
            reader: String::new(),
            period: Hours::days(30),
            horizon: 12,
            entries: vec![entry.clone(), entry],
            flows: vec![],
            lumps: vec![],
            odds: vec![(Odds::Turnover(ActorId(0)), EntryId(0))],
            discount: vec![],
            tolerance: 0.01,
            rules: vec![],
            as_seen_by: vec![],
            types: vec![],
            left_out: vec![],
            never: vec![],
            programmes: vec![],
            oil: vec![],
            home: crate::home::Home::default(),
            waves: vec![],
        }
    }

    #[test]
    fn only_what_is_older_is_used_and_only_chances_are_judged() {
        let before = date("2014-01-20");
        let why = |because: &str, mark| {
            let beliefs = believed(because, mark);
            let (known, replaced) = as_known(&beliefs, before);
            assert_eq!(known.entries[1], beliefs.entries[1]);
            assert_eq!(replaced.is_empty(), known == beliefs);
            replaced.first().map(|it| it.why)
        };
        assert_eq!(why("16 January 2014", Mark::A), None);
        assert_eq!(why("20 January 2014", Mark::A), Some(Late::Known(before)));
        assert_eq!(why("in 2014", Mark::B), Some(Late::Known(date("2014-12-31"))));
        assert_eq!(why("as is usual", Mark::Judgement), Some(Late::Undated));
        assert_eq!(why("16 January 2014", Mark::C), Some(Late::Recollected));
    }

    #[test]
    fn usual_ranges_are_chances_and_do_not_depend_on_the_length_of_a_period() {
        let party = ActorId(0);
        let (month, year) = (Hours::days(30), Hours(8766));
        let (low, high) = usual(Odds::Turnover(party), month);
        let over = |p: f64| 1.0 - (1.0 - p).powf(8766.0 / 720.0);
        let whole = usual(Odds::Turnover(party), year);
        assert!((over(low) - whole.0).abs() < 1e-12 && (over(high) - whole.1).abs() < 1e-12);
        assert!(whole.0 > 0.0 && whole.1 < 0.3);
        assert_eq!(usual(Odds::Hawk(party), month), (0.0, 1.0));
    }
}
