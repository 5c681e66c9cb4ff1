//! Dates as a calendar (RFC 5545): one all-day entry each, which blocks nobody's time and asks nobody to
//! come.

use icalendar::{Calendar, Component as _, Event, Property};
use report::deadlines::Deadline;

use crate::Fault;

/// Whose dates, and what says so.
#[derive(Clone, Copy, Debug)]
pub struct Of<'a> {
    /// Title of the agreement.
    pub title: &'a str,
    /// Hash of its terms: part of the names of the entries, so that a calendar read twice has each once.
    pub hash: &'a str,
    /// What stands under every entry.
    pub note: &'a str,
    /// The day on which it was made, `2026-11-23`.
    pub made: &'a str,
}

/// The calendar.
///
/// # Errors
/// [`Fault::NoDate`] if a deadline has no civil date.
pub fn calendar(of: &Of<'_>, deadlines: &[Deadline]) -> Result<String, Fault> {
    let mut calendar = Calendar::empty();
    for pair in
        [("VERSION", "2.0"), ("PRODID", "-//detente//deadlines//EN"), ("CALSCALE", "GREGORIAN")]
    {
        calendar.append_property(pair);
    }
    calendar.name(of.title).description(of.note);
    let mut seen: Vec<String> = Vec::new();
    for it in deadlines {
        let base = format!("{}-{}-{}", digits(of.hash), it.at.0, slug(it));
        let again = seen.iter().filter(|name| **name == base).count();
        let name = if again == 0 { base.clone() } else { format!("{base}-{again}") };
        calendar.push(entry(of, it, &name)?);
        seen.push(base);
    }
    Ok(calendar.done().to_string())
}

fn entry(of: &Of<'_>, it: &Deadline, name: &str) -> Result<Event, Fault> {
    let date = it.date.as_deref().ok_or(Fault::NoDate)?;
    let who = if it.who.is_empty() { String::new() } else { format!("{}: ", it.who) };
    let line = it.line.map_or_else(String::new, |line| format!("Line {line}: {}\n", it.quote));
    let mut event = Event::new();
    event
        .uid(&format!("{name}@detente"))
        .summary(&format!("{who}{} ({})", it.what, it.kind.word()))
        .description(&format!("{}\n{line}{}", of.title, of.note));
    let mut start = Property::new("DTSTART", compact(date));
    start.add_parameter("VALUE", "DATE");
    event.append_property(start);
    event.add_property("DTSTAMP", format!("{}T000000Z", compact(of.made)));
    event.add_property("TRANSP", "TRANSPARENT");
    event.add_property("CATEGORIES", it.kind.word());
    Ok(event.done())
}

/// A date without its signs.
fn compact(date: &str) -> String {
    date.chars().filter(char::is_ascii_digit).collect()
}

fn digits(hash: &str) -> String {
    hash.chars().take(16).collect()
}

/// What an entry is about, in letters and digits that a name may hold.
fn slug(it: &Deadline) -> String {
    let words = format!("{} {}", it.kind.word(), it.what).to_lowercase();
    let letters: String =
        words.chars().map(|it| if it.is_ascii_alphanumeric() { it } else { '-' }).collect();
    letters.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}
