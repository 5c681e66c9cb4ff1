//! Durations and times.

use crate::ast::{Date, Decimal, Duration, DurationUnit, Moment, MomentKind, Number};
use crate::lexer::TokenKind;
use crate::span::Span;

use super::cursor::{Parser, Read};
use super::words::nearest;

/// Spellings of the units of time.
const UNITS: &[(&str, DurationUnit)] = &[
    ("hour", DurationUnit::Hour),
    ("hours", DurationUnit::Hour),
    ("day", DurationUnit::Day),
    ("days", DurationUnit::Day),
    ("week", DurationUnit::Week),
    ("weeks", DurationUnit::Week),
    ("month", DurationUnit::Month),
    ("months", DurationUnit::Month),
    ("year", DurationUnit::Year),
    ("years", DurationUnit::Year),
];

impl Parser<'_> {
    /// `15 days`, `[US: 15][Iran: 30] days`, `10 working days of Oman`.
    pub(crate) fn duration(&mut self) -> Read<Duration> {
        let start = self.span();
        let count = self.whole("a duration such as `15 days`")?;
        let unit = self.duration_unit()?;
        let span = self.since(start);
        if matches!(unit, DurationUnit::Month | DurationUnit::Year) {
            self.months.push(span);
        }
        let duration = Duration { count, unit, span };
        if duration.hours(Some(crate::ast::MonthRounding::Up)).is_none() {
            let message = format!("`{}` is longer than can be kept", self.text(span));
            return self.fail("A007", span, message, None);
        }
        Ok(duration)
    }

    /// A duration whose `1` may be left out: `per day`, `per 30 days`.
    pub(crate) fn period(&mut self) -> Read<Duration> {
        if self.word().is_none() {
            return self.duration();
        }
        let span = self.span();
        let unit = self.duration_unit()?;
        if matches!(unit, DurationUnit::Month | DurationUnit::Year) {
            self.months.push(span);
        }
        let count = Number { value: Decimal::whole(1), span, ..Number::default() };
        Ok(Duration { count, unit, span })
    }

    fn duration_unit(&mut self) -> Read<DurationUnit> {
        if self.eat("working") {
            if !self.eat("day") {
                self.expect("days")?;
            }
            self.expect("of")?;
            return Ok(DurationUnit::WorkingDay(self.name("whose working days")?));
        }
        let word = self.word().unwrap_or("");
        match UNITS.iter().find(|(spelling, _)| *spelling == word) {
            Some((_, unit)) => {
                self.advance();
                Ok(unit.clone())
            }
            None => self.unknown_word(
                "A030",
                "unit of time",
                UNITS.iter().map(|(spelling, _)| *spelling),
            ),
        }
    }

    /// What follows `by`, `from`, `until`, `on`.
    pub(crate) fn moment(&mut self) -> Read<Moment> {
        let start = self.span();
        let kind = match self.word() {
            Some("earlier" | "later") => self.earlier_or_later()?,
            Some("day") => self.numbered_day()?,
            Some("within") => return self.within(),
            Some("date") => {
                self.advance();
                self.date()?
            }
            _ if self.is_kind(TokenKind::Date) => self.date()?,
            _ if self.is_kind(TokenKind::Number) || self.is_kind(TokenKind::OpenBracket) => {
                return self.days_of(start);
            }
            _ => return self.no_moment(),
        };
        let clock = self.clock()?;
        Ok(Moment { kind, clock, span: self.since(start) })
    }

    fn no_moment<T>(&mut self) -> Read<T> {
        let near =
            self.word().and_then(|word| nearest(word, ["day", "within", "earlier", "later"]));
        let help = near.map(|near| format!("did you mean `{near}`?"));
        let message = format!(
            "a time such as `day 30` or `2014-04-15` is expected here, not {}",
            self.here()
        );
        self.fail("A021", self.span(), message, help)
    }

    /// `within 15 days of lift`, with `within` still unread.
    pub(crate) fn within(&mut self) -> Read<Moment> {
        let start = self.expect("within")?;
        self.days_of(start)
    }

    /// `15 days of lift`
    fn days_of(&mut self, start: Span) -> Read<Moment> {
        let length = self.duration()?;
        let of = if self.eat("of") { Some(self.name("a step")?) } else { None };
        let kind = MomentKind::Span { length, of };
        Ok(Moment { kind, clock: None, span: self.since(start) })
    }

    fn earlier_or_later(&mut self) -> Read<MomentKind> {
        let earlier = self.is("earlier");
        self.depth += 1;
        if self.depth > 8 {
            self.depth = 0;
            let span = self.span();
            return self.fail("A012", span, "times are nested more than 8 deep".into(), None);
        }
        self.advance();
        self.expect("of")?;
        let first = Box::new(self.moment()?);
        self.expect("and")?;
        let second = Box::new(self.moment()?);
        self.depth -= 1;
        Ok(if earlier {
            MomentKind::Earlier(first, second)
        } else {
            MomentKind::Later(first, second)
        })
    }

    fn numbered_day(&mut self) -> Read<MomentKind> {
        self.advance();
        let day = self.whole("the number of a day")?;
        self.fits_days(&day)?;
        if self.eat_all(&["of", "accord"]) || !self.in_phase {
            return Ok(MomentKind::AccordDay(day));
        }
        Ok(MomentKind::PhaseDay(day))
    }

    fn fits_days(&mut self, day: &Number) -> Read<()> {
        if day.value.as_whole().is_some_and(|day| day <= 1_000_000) {
            return Ok(());
        }
        self.fail("A007", day.span, format!("day {} is too far off to be kept", day.value), None)
    }

    fn date(&mut self) -> Read<MomentKind> {
        let span = self.span();
        if !self.is_kind(TokenKind::Date) {
            return self.wanted("a date such as `2014-04-15`");
        }
        self.advance();
        let text = self.text(span);
        match text.parse() {
            Ok(date) => Ok(MomentKind::Date(Date(date))),
            Err(_) => self.fail("A034", span, format!("`{text}` is no day of the calendar"), None),
        }
    }

    /// `04:00`, perhaps `UTC`: times of day are in UTC.
    fn clock(&mut self) -> Read<Option<(u8, u8)>> {
        if !self.is_kind(TokenKind::Clock) {
            return Ok(None);
        }
        let span = self.advance();
        self.expect("UTC")?;
        match clock(self.text(span)) {
            Some(clock) => Ok(Some(clock)),
            None => {
                self.fail("A034", span, format!("`{}` is no time of day", self.text(span)), None)
            }
        }
    }

    /// Reports months and years in a text that does not say how they are rounded.
    pub(crate) fn refuse_months(&mut self, spans: &[Span]) {
        self.article = None;
        for &span in spans {
            let message = format!("`{}` is not a fixed number of days", self.text(span));
            let help = "write days, or say `months round down` in the `accord` article".into();
            self.error("A036", span, message, Some(help));
        }
    }
}

fn clock(text: &str) -> Option<(u8, u8)> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some((hours, minutes))
}
