//! What time it is on a line: the clock's, or for exercises one that is given.

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil};

use crate::exit::Failure;
use crate::files;

/// Seconds of a day.
const DAY: u64 = 86_400;

fn read(text: &str) -> Option<u64> {
    let text = text.trim();
    let stamp = text.parse::<Timestamp>().ok().or_else(|| {
        let date = text.parse::<civil::Date>().ok()?;
        date.to_zoned(TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
    })?;
    u64::try_from(stamp.as_second()).ok()
}

/// POSIX seconds now. A given time is taken in an exercise only.
pub fn now(given: Option<&str>, exercise: bool) -> Result<u64, Failure> {
    let Some(given) = given else {
        return u64::try_from(Timestamp::now().as_second())
            .map_err(|_| Failure::Environment("the clock stands before 1970: set it".into()));
    };
    if !exercise {
        return Err(Failure::Usage(
            "--now is for exercises: this station was made without `--exercise`, and tells the clock's time".into(),
        ));
    }
    let text = match given.strip_prefix('@') {
        Some(path) => {
            String::from_utf8_lossy(&files::bytes(std::path::Path::new(path))?).into_owned()
        }
        None => given.to_owned(),
    };
    read(&text).ok_or_else(|| {
        Failure::Usage(format!(
            "--now {given}: write a time such as 2026-03-01 or 2026-03-01T14:00:00Z"
        ))
    })
}

/// The start of a civil date.
pub fn of_date(date: civil::Date) -> Result<u64, Failure> {
    read(&date.to_string()).ok_or_else(|| Failure::Usage(format!("{date} is before 1970")))
}

/// The civil date on which a time falls.
pub fn date(time: u64) -> civil::Date {
    let seconds = i64::try_from(time - time % DAY).unwrap_or(i64::MAX);
    Timestamp::from_second(seconds).map_or(civil::Date::MAX, |it| it.to_zoned(TimeZone::UTC).date())
}

/// A time as people read it.
pub fn shown(time: u64) -> String {
    let stamp = i64::try_from(time).ok().and_then(|it| Timestamp::from_second(it).ok());
    stamp.map_or_else(|| "never".to_owned(), |it| it.strftime("%Y-%m-%d %H:%M").to_string())
}
