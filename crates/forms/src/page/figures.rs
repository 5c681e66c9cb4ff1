//! Numbers and times: digits of each language, both calendars, several clocks.

use icu_calendar::Date;
use icu_calendar::cal::Persian;
use jiff::{Timestamp, tz::TimeZone};

use super::LocalClock;
use super::words::{Args, Language, Words, args};

/// The digits of the language in place of 0 to 9.
#[must_use]
pub fn digits(language: Language, text: &str) -> String {
    let persian = |sign: char| match sign.to_digit(10) {
        Some(digit) => char::from_u32(0x6f0 + digit).unwrap_or(sign),
        None => sign,
    };
    match language {
        Language::English => text.to_owned(),
        Language::Persian => text.chars().map(persian).collect(),
    }
}

/// Year, month, day.
pub(super) type Day = (i32, u8, u8);

/// A time as day and minute of the day, so far east.
pub(super) fn civil(time: u64, minutes_east: i32) -> (Day, (i8, i8)) {
    let seconds =
        i64::try_from(time).unwrap_or(i64::MAX).saturating_add(i64::from(minutes_east) * 60);
    let stamp = Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX);
    let civil = stamp.to_zoned(TimeZone::UTC).datetime();
    let day = (i32::from(civil.year()), civil.month().unsigned_abs(), civil.day().unsigned_abs());
    (day, (civil.hour(), civil.minute()))
}

/// The same day in the Solar Hijri calendar.
pub(super) fn solar((year, month, day): Day) -> Option<Day> {
    let date = Date::try_new_gregorian(year, month, day).ok()?;
    let date: Date<Persian> = date.to_calendar(Persian);
    Some((date.year().extended_year(), date.month().ordinal, date.day_of_month().0))
}

/// The name of a month.
pub(super) fn month(language: Language, calendar: &str, month: u8) -> String {
    Words::of(language).say(&format!("{calendar}-{month}"), &Args::new())
}

/// A time in universal time and both calendars, then on each clock of the reader. It runs one way, so nothing in it is
/// set apart; whoever puts it into a line sets it apart as a whole.
#[must_use]
pub fn moment(language: Language, time: u64, clocks: &[LocalClock]) -> String {
    let words = Words::of(language);
    let number = |number: i32| digits(language, &number.to_string());
    let clock = |(hour, minute): (i8, i8)| digits(language, &format!("{hour:02}:{minute:02}"));
    let (day, minute) = civil(time, 0);
    let turned = solar(day).unwrap_or(day);
    let said = words.say(
        "moment",
        &args([
            ("day", number(i32::from(day.2)).as_str()),
            ("month", &month(language, "gregorian", day.1)),
            ("year", &number(day.0)),
            ("clock", &clock(minute)),
            ("solar_day", &number(i32::from(turned.2))),
            ("solar_month", &month(language, "solar", turned.1)),
            ("solar_year", &number(turned.0)),
        ]),
    );
    let said = clocks.iter().fold(said, |moment, here| {
        let (there, minute) = civil(time, here.minutes_east);
        let clock = match there == day {
            true => clock(minute),
            false => on_another_day(language, there, &clock(minute)),
        };
        let pairs = [("moment", moment.as_str()), ("place", &here.place), ("clock", &clock)];
        words.say("moment-here", &args(pairs))
    });
    said.replace(['\u{2068}', '\u{2069}'], "")
}

/// A day in the calendar of the language: `8 July 2019`, `۱۷ تیر ۱۳۹۸`.
#[must_use]
pub fn day(language: Language, time: u64) -> String {
    let (gregorian, _) = civil(time, 0);
    let (calendar, (year, number, of_month)) = match language {
        Language::English => ("gregorian", gregorian),
        Language::Persian => ("solar", solar(gregorian).unwrap_or(gregorian)),
    };
    let month = month(language, calendar, number);
    digits(language, &format!("{of_month} {month} {year}"))
}

/// A clock of a place where it is another day than in universal time, with that day.
fn on_another_day(language: Language, day: Day, clock: &str) -> String {
    let (calendar, day) = match language {
        Language::English => ("gregorian", day),
        Language::Persian => ("solar", solar(day).unwrap_or(day)),
    };
    let (number, month) = (digits(language, &day.2.to_string()), month(language, calendar, day.1));
    let pairs = [("clock", clock), ("day", number.as_str()), ("month", month.as_str())];
    Words::of(language).say("clock-on-another-day", &args(pairs))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// New year's days of the Solar Hijri calendar (Iranian civil calendar, published yearly), and the last day before.
    #[test]
    fn solar_days_are_those_of_the_iranian_calendar() {
        for (day, expected) in [
            ((2024, 3, 20), (1403, 1, 1)),
            ((2025, 3, 20), (1403, 12, 30)),
            ((2025, 3, 21), (1404, 1, 1)),
            ((2026, 3, 21), (1405, 1, 1)),
            ((2026, 11, 22), (1405, 9, 1)),
            ((1979, 2, 11), (1357, 11, 22)),
        ] {
            assert_eq!(solar(day), Some(expected), "{day:?}");
        }
    }
}
