//! What running a text shows against it, as findings with their places: stacked clocks, clocks that
//! are slower than the harm they answer, bounds of exposure that do not hold, readings that part.

use explore::clocks::Clock;
use explore::expect::Way;
use explore::replay::Parting;
use kernel::{ClauseId, Hours};
use lang::Compiled;
use lang::diagnostic::Diagnostic;
use lang::material::Material;
use lang::span::Span;

use crate::breakout::days;
use crate::labels::Labels;
use crate::number::figure;
use crate::words::path;

/// What a finding needs to know of a text.
pub struct Told<'a> {
    /// The text.
    pub compiled: &'a Compiled,
    /// Its names.
    pub labels: &'a Labels,
}

impl Told<'_> {
    fn span(&self, clause: ClauseId) -> Span {
        self.compiled.clauses.get(clause).map_or(self.compiled.terms.header.span, |it| it.span)
    }

    fn title(&self, clause: ClauseId) -> String {
        let clause = self.compiled.clauses.get(clause);
        clause.map_or_else(|| self.compiled.title.clone(), |it| it.title.clone())
    }

    fn place(&self, it: Diagnostic, clause: Option<ClauseId>, text: &str) -> Diagnostic {
        match clause {
            Some(clause) => it.label(self.span(clause), text),
            None => it,
        }
    }

    /// Check 22: clocks that run one after another, with what they add up to.
    #[must_use]
    pub fn stacked(&self, clock: &Clock) -> Option<Diagnostic> {
        let legs = self.legs(clock);
        let (longest, most) = legs.iter().max_by_key(|(_, length)| *length)?;
        let runs = &clock.runs;
        if runs.len() < 2 {
            return None;
        }
        let accord = self.compiled.accord();
        let clause = |id: kernel::ProcedureId| accord.procedure(id).map(|row| row.clause);
        let (name, duty) = (self.name(clock), self.labels.duty(clock.duty));
        let parts: Vec<String> =
            legs.iter().map(|(what, length)| format!("{} {what}", in_days(*length))).collect();
        let message = format!(
            "from a departure from `{duty}` to what `{name}` restores take up to {}: {}{}",
            in_days(clock.length),
            parts.join(", "),
            bounded(clock)
        );
        let own = clause(clock.snapback)?;
        let mut note = Diagnostic::note("A322", self.span(own), message).within(self.title(own));
        note = self.place(note, accord.duty(clock.duty).map(|row| row.clause), "departed from");
        for (at, id) in runs {
            note = self.place(note, clause(*id), &format!("runs from {} on", on_day(*at)));
        }
        let most = in_days(*most);
        Some(note.help(format!("if that is too long, shorten what runs longest: {most} {longest}")))
    }

    /// How long each part of the way takes: until the report, then each procedure.
    fn legs(&self, clock: &Clock) -> Vec<(String, Hours)> {
        let runs = &clock.runs;
        let mut legs = vec![("until it is reported".to_owned(), clock.reported)];
        for (place, (at, id)) in runs.iter().enumerate() {
            let end = runs.get(place + 1).map_or(clock.length, |(next, _)| *next);
            let name = &self.labels.procedures.get(id.index()).map_or("", |it| it.name.as_str());
            legs.push((format!("in `{name}`"), end.minus(*at)));
        }
        legs
    }

    fn name(&self, clock: &Clock) -> String {
        let named = self.labels.procedures.get(clock.snapback.index());
        named.map(|it| it.name.clone()).unwrap_or_default()
    }

    /// Check 21: what the text leaves to one side is at the published threshold before the clock
    /// that answers its departure has run, even if the way there is slow.
    #[must_use]
    pub fn outrun(&self, material: &Material, clock: &Clock) -> Option<Diagnostic> {
        let time = days(&material.stocks, material.swu_per_year, 0.0);
        let length = f64::from(clock.length.0) / 24.0;
        if time.high >= length {
            return None;
        }
        let accord = self.compiled.accord();
        let (name, own) = (self.name(clock), accord.procedure(clock.snapback)?.clause);
        let message = format!(
            "`{name}` restores up to {} after a departure; what the text leaves `{}` is at the \
             published threshold in {} days ({} to {}){}",
            in_days(clock.length),
            material.party,
            figure(time.days),
            figure(time.low),
            figure(time.high),
            bounded(clock)
        );
        let mut warning =
            Diagnostic::warning("A321", self.span(own), message).within(self.title(own));
        let duty = accord.duty(clock.duty).map(|row| row.clause);
        warning = self.place(warning, duty, "departed from");
        for place in &material.places {
            warning = warning.label(*place, "counted in the time");
        }
        for (at, id) in &clock.runs {
            let clause = accord.procedure(*id).map(|row| row.clause);
            warning = self.place(warning, clause, &format!("runs from {} on", on_day(*at)));
        }
        let left = figure(time.low);
        Some(warning.help(format!(
            "let it restore within {left} days, let a red line start it without talks, or lower \
             what may be held"
        )))
    }

    /// Check 32: a swap's bound on exposure that some life breaks.
    #[must_use]
    pub fn exposed(&self, clause: ClauseId, way: &Way) -> Diagnostic {
        let path = path::sentence(self.labels, way.free, &way.steps);
        let message = format!("the bound on exposure does not hold: {path}");
        Diagnostic::warning("A332", self.span(clause), message)
            .within(self.title(clause))
            .help("space what is given by what was given before, or state the bound that holds")
    }

    /// Check 40: readings that say different things, with the first date.
    #[must_use]
    pub fn parted(&self, parting: &Parting, readers: &[String]) -> Option<Diagnostic> {
        let reader = |at: usize| readers.get(at).map_or("everybody", String::as_str);
        let (one, two) = (reader(parting.readings.0), reader(parting.readings.1));
        let mut said = parting.only_first.iter().chain(&parting.only_second);
        let (clause, ..) = said.next()?;
        let message = format!(
            "`{one}` and `{two}` read this differently, first on {}",
            self.labels_date(parting.at)
        );
        let mut warning =
            Diagnostic::warning("A340", self.span(*clause), message).within(self.title(*clause));
        for (other, ..) in said.filter(|(other, ..)| other != clause).take(1) {
            warning = warning.label(self.span(*other), "the other reading says this");
        }
        Some(warning.help(
            "agree on one reading, or accept it: `accepting A340 because \"…\"`, and say what \
             decides on that day",
        ))
    }

    fn labels_date(&self, at: Hours) -> String {
        let day = on_day(at);
        match self.compiled.day_zero {
            Some(zero) => {
                let span = jiff::Span::new().days(i64::from(at.whole_days()));
                zero.0.checked_add(span).map_or(day.clone(), |date| format!("{day} ({date})"))
            }
            None => day,
        }
    }
}

fn bounded(clock: &Clock) -> &'static str {
    if clock.cut { ", as far as the search went before its bound" } else { "" }
}

fn on_day(at: Hours) -> String {
    format!("day {}", at.whole_days())
}

/// Whole days, or hours where days would hide them.
fn in_days(span: Hours) -> String {
    match (span.0 / 24, span.0 % 24) {
        (days, 0) => format!("{days} days"),
        (0, hours) => format!("{hours} hours"),
        (days, hours) => format!("{days} days {hours} hours"),
    }
}
