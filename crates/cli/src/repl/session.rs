//! A history that grows line by line. After each line the whole is replayed, by the same replay
//! that reads files, so that a saved session says the same again.

use explore::replay::{Entry, Recorded, Replay, replay};
use jiff::ToSpan as _;
use kernel::{Accord, Hours, State};
use lang::ast::Date;
use lang::source::Source;
use lang::{Compiled, compile_events, render};
use report::{Labels, history};

use reader::recorded;

/// One line, or time that passed.
struct Step {
    /// The event in the words of a history; nothing where time passed.
    words: Option<String>,
    /// When, since day 0.
    at: Hours,
}

/// A session so far.
pub struct Session<'a> {
    compiled: &'a Compiled,
    labels: &'a Labels,
    day_zero: Date,
    steps: Vec<Step>,
    replay: Replay,
    /// Entries that the last line brought.
    fresh: usize,
}

impl<'a> Session<'a> {
    /// A session at day 0, which is the agreement's own or else the one given.
    pub fn new(compiled: &'a Compiled, labels: &'a Labels, day: &str) -> Result<Self, String> {
        let given = || day.parse().map(Date).map_err(|_| "write a date such as 2026-01-31");
        let day_zero = compiled.day_zero.map_or_else(given, Ok)?;
        let replay = replay(compiled.accord(), &[], None);
        let fresh = replay.entries.len();
        Ok(Self { compiled, labels, day_zero, steps: Vec::new(), replay, fresh })
    }

    /// The tables.
    pub fn accord(&self) -> &'a Accord {
        self.compiled.accord()
    }

    /// The text.
    pub fn compiled(&self) -> &'a Compiled {
        self.compiled
    }

    /// What rows are called.
    pub fn labels(&self) -> &'a Labels {
        self.labels
    }

    /// Where it stands.
    pub fn state(&self) -> &State {
        &self.replay.state
    }

    /// The date of day 0.
    pub fn day_zero(&self) -> Date {
        self.day_zero
    }

    /// The time now, since day 0.
    pub fn now(&self) -> Hours {
        self.steps.last().map_or(Hours::ZERO, |step| step.at)
    }

    /// The date now, with the hour unless it is the first.
    pub fn today(&self) -> String {
        self.date(self.now())
    }

    fn date(&self, at: Hours) -> String {
        let date = self.day_zero.0.checked_add(i64::from(at.whole_days()).days());
        let date = date.map_or_else(|_| format!("day {}", at.whole_days()), |it| it.to_string());
        if at.0.is_multiple_of(24) { date } else { format!("{date} {:02}:00", at.0 % 24) }
    }

    /// Somebody does something now.
    pub fn happen(&mut self, words: &str) -> Result<String, String> {
        let step = Step { words: Some(words.to_owned()), at: self.now() };
        self.take(step)
    }

    /// Time passes: `10 days`, `6 hours`.
    pub fn pass(&mut self, span: &str) -> Result<String, String> {
        let wrong = || "write `pass 10 days` or `pass 6 hours`".to_owned();
        let (number, unit) = span.split_once(' ').ok_or_else(wrong)?;
        let number: u32 = number.parse().map_err(|_| wrong())?;
        let hours = match unit.trim().trim_end_matches('s') {
            "day" => Hours::days(number),
            "hour" => Hours(number),
            _ => return Err(wrong()),
        };
        self.take(Step { words: None, at: self.now().plus(hours) })
    }

    /// Time passes up to a date.
    pub fn pass_to(&mut self, date: &str) -> Result<String, String> {
        let date = date.parse().map(Date).map_err(|_| "write `to 2026-03-31`".to_owned())?;
        let days = u32::try_from(date.days_since(self.day_zero)).ok().map(Hours::days);
        let at = days.filter(|at| *at >= self.now());
        let at = at.ok_or_else(|| format!("it is {} already", self.today()))?;
        self.take(Step { words: None, at })
    }

    /// Takes the last line back.
    pub fn undo(&mut self) -> Result<String, String> {
        let step = self.steps.pop().ok_or("nothing to take back")?;
        self.replay = self.replayed()?;
        self.fresh = 0;
        let what = step.words.unwrap_or_else(|| "time passed".to_owned());
        Ok(format!("taken back: {what}\n"))
    }

    fn take(&mut self, step: Step) -> Result<String, String> {
        let before = self.replay.entries.len();
        self.steps.push(step);
        match self.replayed() {
            Ok(replay) => self.replay = replay,
            Err(why) => {
                self.steps.pop();
                return Err(why);
            }
        }
        self.fresh = self.replay.entries.len().saturating_sub(before);
        Ok(self.said())
    }

    fn replayed(&self) -> Result<Replay, String> {
        let source = Source::new("session", self.history());
        let read = compile_events(&source, self.compiled, &self.compiled.common);
        let events = read.events.ok_or_else(|| render(&read.diagnostics, &source))?;
        let lines: Vec<Recorded> = events.lines.iter().map(recorded).collect();
        Ok(replay(self.accord(), &lines, Some(self.now())))
    }

    /// The session as a history.
    pub fn history(&self) -> String {
        let mut text = format!("history of \"{}\"\n", self.compiled.title);
        if self.compiled.day_zero.is_none() {
            text.push_str(&format!("day 0 is {}\n", self.day_zero.0));
        }
        for step in &self.steps {
            if let Some(words) = &step.words {
                text.push_str(&format!("{} {words}\n", self.date(step.at)));
            }
        }
        if self.steps.last().is_some_and(|step| step.words.is_none()) {
            text.push_str(&format!("until {}\n", self.today()));
        }
        text
    }

    fn news(&self) -> &[Entry] {
        let entries = &self.replay.entries;
        &entries[entries.len() - self.fresh.min(entries.len())..]
    }

    fn said(&self) -> String {
        let mut text = String::new();
        for entry in self.news() {
            for verdict in &entry.verdicts {
                let words = history::said(self.labels, verdict);
                text.push_str(&format!("  {}  {words}\n", self.date(entry.at)));
            }
        }
        if text.is_empty() { "  nothing is said\n".to_owned() } else { text }
    }

    /// The lines of the text behind what was said last.
    pub fn why(&self) -> String {
        let mut lines: Vec<(u32, &str)> = Vec::new();
        for verdict in self.news().iter().flat_map(|entry| &entry.verdicts) {
            if let Some(place) = self.labels.place(verdict.clause) {
                lines.push((place.line, &place.quote));
            }
        }
        lines.sort_unstable();
        lines.dedup();
        let shown: String =
            lines.iter().map(|(line, quote)| format!("  {line:>4}  {quote}\n")).collect();
        if shown.is_empty() { "  nothing was said\n".to_owned() } else { shown }
    }
}
