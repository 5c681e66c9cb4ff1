//! Texts, numbers and times of the pages in one language.

use std::sync::OnceLock;

use forms::page::{Args, Words, day, digits, moment};
use forms::{Language, LocalClock};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use kernel::Hours;

use crate::matter::{Matter, WallClock};
use crate::model::Stamp;

/// What stands in place of a text that is missing; tests look for it.
pub const MISSING: &str = "missing text ";

/// The texts of one language.
#[derive(Clone, Copy)]
pub struct Tongue {
    /// Which language.
    pub language: Language,
    words: &'static Words,
}

impl Tongue {
    /// The texts of a language.
    #[must_use]
    pub fn of(language: Language) -> Self {
        static ENGLISH: OnceLock<Words> = OnceLock::new();
        static PERSIAN: OnceLock<Words> = OnceLock::new();
        let words = match language {
            Language::English => {
                ENGLISH.get_or_init(|| Words::read(language, include_str!("../locales/en.ftl")))
            }
            Language::Persian => {
                PERSIAN.get_or_init(|| Words::read(language, include_str!("../locales/fa.ftl")))
            }
        };
        Self { language, words }
    }

    /// Its tag in HTML.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self.language {
            Language::English => "en",
            Language::Persian => "fa",
        }
    }

    /// Which way it is written.
    #[must_use]
    pub fn direction(self) -> &'static str {
        match self.language {
            Language::English => "ltr",
            Language::Persian => "rtl",
        }
    }

    /// A text.
    #[must_use]
    pub fn say(self, key: &str) -> String {
        self.with(key, &[])
    }

    /// A text with what is put into it.
    #[must_use]
    pub fn with(self, key: &str, pairs: &[(&str, &str)]) -> String {
        let args: Args<'_> = pairs.iter().copied().collect();
        let said = self.words.say(key, &args);
        if said == key { format!("{MISSING}{key}") } else { said }
    }

    /// A text of a family: `status-late`.
    #[must_use]
    pub fn of_family(self, family: &str, key: &str) -> String {
        self.say(&format!("{family}-{}", key.replace('_', "-")))
    }

    /// A whole number.
    #[must_use]
    pub fn count(self, number: impl std::fmt::Display) -> String {
        digits(self.language, &number.to_string())
    }

    /// A number with at most three places behind the point, thousands apart.
    #[must_use]
    pub fn number(self, value: f64) -> String {
        let text = format!("{value:.3}");
        let text = text.trim_end_matches('0').trim_end_matches('.');
        let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
        let point = match (rest, self.language) {
            ("", _) => "",
            (_, Language::English) => ".",
            (_, Language::Persian) => "٫",
        };
        digits(self.language, &format!("{}{point}{rest}", grouped(whole, self.language)))
    }

    /// A day in the calendar of the language; its number where day 0 is no date.
    #[must_use]
    pub fn day(self, matter: &Matter, stamp: &Stamp) -> String {
        let at = Hours::days(stamp.day).plus(Hours(stamp.hour));
        match matter.posix(at) {
            Some(time) if stamp.hour == 0 => day(self.language, time),
            Some(time) => {
                let clock = self.count(format!("{:02}:00", stamp.hour));
                self.with("day-and-hour", &[("day", &day(self.language, time)), ("clock", &clock)])
            }
            None => self.with("day-number", &[("day", &self.count(stamp.day))]),
        }
    }

    /// How far a time is from the moment that is shown.
    #[must_use]
    pub fn away(self, stamp: &Stamp) -> String {
        let hours = stamp.away.unsigned_abs();
        let (unit, number) = if hours < 48 { ("hours", hours) } else { ("days", hours / 24) };
        let key = match stamp.away {
            0 => "at-once".to_owned(),
            1.. => format!("in-{unit}"),
            _ => format!("ago-{unit}"),
        };
        self.with(&key, &[("number", &self.count(number))])
    }

    /// A time in universal time, in both calendars, and on every clock of the wall.
    #[must_use]
    pub fn moment(self, matter: &Matter, at: Hours) -> String {
        let Some(time) = matter.posix(at) else {
            return self.with("day-number", &[("day", &self.count(at.whole_days()))]);
        };
        moment(self.language, time, &self.clocks(&matter.clocks, time))
    }

    /// The clocks of the wall as they go at a time.
    #[must_use]
    pub fn clocks(self, wall: &[WallClock], time: u64) -> Vec<LocalClock> {
        let place = |clock: &WallClock| match self.language {
            Language::English => clock.place[0].clone(),
            Language::Persian => clock.place[1].clone(),
        };
        let local = |clock: &WallClock| {
            Some(LocalClock { place: place(clock), minutes_east: minutes_east(&clock.zone, time)? })
        };
        wall.iter().filter_map(local).collect()
    }
}

/// Minutes east of universal time that a zone keeps at a time, summer time included.
fn minutes_east(zone: &str, time: u64) -> Option<i32> {
    let zone = TimeZone::get(zone).ok()?;
    let at = Timestamp::from_second(i64::try_from(time).ok()?).ok()?;
    Some(zone.to_offset(at).seconds() / 60)
}

fn grouped(whole: &str, language: Language) -> String {
    let mark = match language {
        Language::English => ',',
        Language::Persian => '٬',
    };
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |rest| ("-", rest));
    let mut text = sign.to_owned();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 && digits.len() > 4 {
            text.push(mark);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_set_in_the_digits_of_the_language() {
        let (english, persian) = (Tongue::of(Language::English), Tongue::of(Language::Persian));
        assert_eq!(english.number(202.8), "202.8");
        assert_eq!(english.number(15420.0), "15,420");
        assert_eq!(english.number(-5060.25), "-5060.25");
        assert_eq!(persian.number(15420.5), "۱۵٬۴۲۰٫۵");
    }

    /// Tehran kept summer time in July 2019 and gave it up in 2022 (IANA).
    #[test]
    fn clocks_follow_the_rules_of_their_zone() {
        let (july_2019, july_2026) = (1_562_544_000, 1_783_468_800);
        assert_eq!(minutes_east("Asia/Tehran", july_2019), Some(270));
        assert_eq!(minutes_east("Asia/Tehran", july_2026), Some(210));
        assert_eq!(minutes_east("America/New_York", july_2026), Some(-240));
        assert_eq!(minutes_east("Nowhere/None", july_2026), None);
    }
}
