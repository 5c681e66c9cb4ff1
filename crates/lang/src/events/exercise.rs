//! Exercises: `.exercise` files. A record as it is found, what others do by the clock, and what they do once the
//! agreement has said something. Whoever is exercised has no line of its own after the beginning.

use super::ast::{Expected, History, Time, Told};
use super::parse::shown_time;
use super::resolve::{Resolver, hours};
use super::{Expectation, RecordedEvent};
use crate::ast::{Date, Duration, Name, Number, Words};
use crate::block::{self, Clause};
use crate::compile::Compiled;
use crate::diagnostic::Diagnostic;
use crate::lexer::{self, TokenKind};
use crate::lower::Lowered;
use crate::parse::{Parser, Read, terms};
use crate::report::Report;
use crate::source::Source;
use crate::span::Span;
use kernel::{ActorId, Deed, Hours};

/// Words that start a line without a date.
const HEADINGS: &[&str] =
    &["exercise", "accord", "seat", "day 0 is", "begins", "pace", "when", "until"];
/// How many times faster than the wall an exercise may run.
const PACE_MAX: i64 = 3_600;

/// What others do or say.
#[derive(Clone, Debug)]
enum Part {
    Act(Told),
    Tells(Name, Words),
}

/// `when unanswered of ship, after 2 hours JMC …`
#[derive(Clone, Debug)]
struct When {
    said: Expected,
    after: Duration,
    part: Part,
    span: Span,
}

/// A file with places, names not looked up.
#[derive(Clone, Debug, Default)]
pub struct Script {
    title: Words,
    accord: Option<Words>,
    seat: Option<Name>,
    begins: Option<Time>,
    pace: Option<Number>,
    history: History,
    told: Vec<(Time, Name, Words)>,
    rules: Vec<When>,
}

impl Script {
    /// The file of the accord as it is named, seen from the file of the exercise.
    #[must_use]
    pub fn accord(&self) -> Option<&str> {
        self.accord.as_ref().map(|words| words.text.as_str())
    }
}

/// What reading an exercise gives.
#[derive(Clone, Debug)]
pub struct ParsedExercise {
    /// The lines that could be read.
    pub script: Script,
    /// What is wrong, in the order of the text.
    pub diagnostics: Vec<Diagnostic>,
}

/// An exercise under one reading of the agreement. Times are since day 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exercise {
    /// What it is called.
    pub title: String,
    /// Whose desk is exercised.
    pub seat: ActorId,
    /// The date of day 0.
    pub day_zero: Date,
    /// How many times faster than the wall it runs at first.
    pub pace: u32,
    /// The record as it is found.
    pub before: Vec<RecordedEvent>,
    /// When it begins.
    pub begins: Hours,
    /// When it is over.
    pub until: Hours,
    /// What others do by the clock, in order of time.
    pub scenes: Vec<Scene>,
    /// What they do once something has been said.
    pub rules: Vec<Rule>,
}

/// What somebody else does or says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// An event of the agreement.
    Act {
        /// Who.
        by: ActorId,
        /// What.
        deed: Deed,
        /// In the words of the file.
        words: String,
    },
    /// Words, which are no event.
    Words {
        /// Who.
        by: ActorId,
        /// What is said.
        text: String,
    },
}

/// Something that happens by the clock.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scene {
    /// When.
    pub at: Hours,
    /// What.
    pub said: Said,
    /// Line of the file, from 1.
    pub line: u32,
}

/// Something that happens once, after the agreement first says something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// What the agreement must have said, not before the beginning.
    pub when: Expectation,
    /// How long after that.
    pub after: Hours,
    /// What.
    pub said: Said,
    /// Line of the file, from 1.
    pub line: u32,
}

/// Reads an exercise; names are not looked up yet.
#[must_use]
pub fn parse_exercise(source: &Source) -> ParsedExercise {
    let mut report = Report::default();
    let tokens = terms(&lexer::tokens(source, &mut report));
    let clauses = block::clauses(source, &tokens, &mut report);
    let mut parser = Parser::new(source, &tokens, report);
    let script = parser.exercise(&clauses);
    ParsedExercise { script, diagnostics: parser.report.finish() }
}

impl<'a> Parser<'a> {
    fn exercise(&mut self, clauses: &'a [Clause]) -> Script {
        let mut script = Script::default();
        for clause in clauses {
            self.enter(clause);
            if self.exercise_line(&mut script).is_ok() {
                self.history_left_over();
            }
            self.left_block();
        }
        self.exercise_complete(&script);
        script
    }

    fn exercise_complete(&mut self, script: &Script) {
        let missing = [
            (script.title.text.is_empty(), "`exercise \"title\" of \"title of the agreement\"`"),
            (script.accord.is_none(), "`accord \"FILE.accord\"`, seen from this file"),
            (script.seat.is_none(), "`seat PARTY`, whose desk is exercised"),
            (script.begins.is_none(), "`begins 2026-02-20 02:00`"),
            (script.history.until.is_none(), "`until 2026-02-24`"),
        ];
        let Some((_, line)) = missing.into_iter().find(|(missing, _)| *missing) else { return };
        let span = script.title.span;
        let error = Diagnostic::error("A081", span, "the file does not say all of what it is");
        self.tell(error.help(format!("add the line {line}")));
    }

    fn exercise_line(&mut self, script: &mut Script) -> Read<()> {
        if self.is_kind(TokenKind::Date) {
            return self.exercise_dated(script);
        }
        match self.word() {
            Some("exercise") => {
                self.advance();
                script.title = self.words("the title of the exercise")?;
                self.expect("of")?;
                script.history.of = self.words("the title of the agreement")?;
            }
            Some("accord") => {
                self.advance();
                script.accord = Some(self.words("the file of the accord")?);
            }
            Some("seat") => {
                self.advance();
                script.seat = Some(self.name("whose desk is exercised")?);
            }
            Some("day") => {
                self.advance();
                self.whole("`0`")?;
                self.expect("is")?;
                script.history.day_zero = Some(self.time()?);
            }
            Some("begins") => {
                self.advance();
                script.begins = Some(self.time()?);
            }
            Some("pace") => {
                self.advance();
                script.pace = Some(self.pace()?);
            }
            Some("until") => {
                self.advance();
                script.history.until = Some(self.time()?);
            }
            Some("when") => script.rules.push(self.when_said()?),
            _ => {
                return self.unknown_word("A082", "line of an exercise", HEADINGS.iter().copied());
            }
        }
        Ok(())
    }

    fn pace(&mut self) -> Read<Number> {
        let number = self.whole("how many times faster than the wall")?;
        let fits = number.value.as_whole().is_some_and(|it| (1..=PACE_MAX).contains(&it));
        if fits {
            return Ok(number);
        }
        let message = format!("a pace is between 1 and {PACE_MAX}");
        let help = "`pace 60` makes an hour of the exercise a minute of the wall";
        self.fail("A084", number.span, message, Some(help.into()))
    }

    fn exercise_dated(&mut self, script: &mut Script) -> Read<()> {
        let mark = self.mark();
        let at = self.time()?;
        if self.second_word() == Some("tells") {
            let (by, words) = self.tells()?;
            script.told.push((at, by, words));
            return Ok(());
        }
        self.back(mark);
        let line = self.dated_line()?;
        if line.told.is_none() {
            let help = "an exercise has acts and words: what it expects is said by its page";
            return self.fail("A082", line.span, "nothing happens here".into(), Some(help.into()));
        }
        script.history.lines.push(line);
        Ok(())
    }

    fn tells(&mut self) -> Read<(Name, Words)> {
        let by = self.row("who speaks")?;
        self.expect("tells")?;
        Ok((by, self.words("what is said, between quotation marks")?))
    }

    fn when_said(&mut self) -> Read<When> {
        let start = self.advance();
        let said = self.expected()?;
        self.eat_kind(TokenKind::Comma);
        self.expect("after")?;
        let after = self.duration()?;
        let part = if self.second_word() == Some("tells") {
            let (by, words) = self.tells()?;
            Part::Tells(by, words)
        } else {
            Part::Act(self.told()?)
        };
        Ok(When { said, after, part, span: self.since(start) })
    }
}

/// What compiling an exercise gives.
#[derive(Clone, Debug)]
pub struct ExerciseCompilation {
    /// Nothing if there are errors.
    pub exercise: Option<Exercise>,
    /// Every finding, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads an exercise of one reading of an agreement.
#[must_use]
pub fn compile_exercise(
    source: &Source,
    compiled: &Compiled,
    read: &Lowered,
) -> ExerciseCompilation {
    let parsed = parse_exercise(source);
    let mut resolver = Resolver { source, compiled, read, found: parsed.diagnostics };
    let exercise = resolver.exercise(&parsed.script);
    let mut diagnostics = resolver.found;
    diagnostics.sort_by_key(|it| (it.span.start, it.severity));
    let sound = !diagnostics.iter().any(Diagnostic::is_error);
    ExerciseCompilation { exercise: exercise.filter(|_| sound), diagnostics }
}

impl Resolver<'_> {
    fn exercise(&mut self, script: &Script) -> Option<Exercise> {
        self.of_this_text(script);
        let day_zero = self.day_zero(&script.history)?;
        let seat = self.seat(script.seat.as_ref()?);
        let begins = self.since(script.begins.as_ref()?, day_zero)?;
        let until_time = script.history.until.as_ref()?;
        let until = self.since(until_time, day_zero)?;
        if until <= begins {
            let message = "it is over before it begins".to_owned();
            self.error("A083", until_time.span, message, "put `until` after `begins`");
        }
        let (before, mut scenes) = self.dated((script, day_zero), begins, seat);
        scenes.extend(script.told.iter().filter_map(|told| self.words_at(told, day_zero)));
        scenes.sort_by_key(|scene| (scene.at, scene.line));
        self.inside((script, day_zero), (begins, until), &scenes);
        let rules = script.rules.iter().filter_map(|rule| self.rule(rule, seat)).collect();
        let pace = script.pace.as_ref().and_then(|it| it.value.as_whole());
        Some(Exercise {
            title: script.title.text.clone(),
            seat: seat?,
            day_zero,
            pace: pace.and_then(|it| u32::try_from(it).ok()).unwrap_or(1),
            before,
            begins,
            until,
            scenes,
            rules,
        })
    }

    fn of_this_text(&mut self, script: &Script) {
        let (title, of) = (&self.compiled.title, &script.history.of);
        if !of.text.is_empty() && of.text != *title {
            let message = format!("this is an exercise of `{}`", of.text);
            let help = format!("the agreement is called \"{title}\"");
            self.error("A081", of.span, message, help);
        }
    }

    fn seat(&mut self, name: &Name) -> Option<ActorId> {
        let actor = self.actor(name)?;
        if !self.read.accord.is_signatory(actor) {
            let message = format!("`{name}` has not signed");
            self.error("A083", name.span, message, "a desk is a signatory's: name one");
        }
        Some(actor)
    }

    /// Dated acts: what is found, and what happens from the beginning on.
    fn dated(
        &mut self,
        (script, day_zero): (&Script, Date),
        begins: Hours,
        seat: Option<ActorId>,
    ) -> (Vec<RecordedEvent>, Vec<Scene>) {
        let (mut before, mut scenes): (Vec<RecordedEvent>, Vec<Scene>) = Default::default();
        let mut last = Hours::ZERO;
        for line in &script.history.lines {
            let Some(event) = self.line(line, day_zero) else { continue };
            if event.at < last {
                let message = "this line is earlier than the one above it".to_owned();
                self.error("A076", line.at.span, message, "put the lines in order of date");
            }
            last = event.at;
            if event.at < begins {
                before.push(event);
            } else if let Some((by, deed)) = event.act {
                self.not_the_seat(by, seat, line.span);
                let said = Said::Act { by, deed, words: event.text };
                scenes.push(Scene { at: event.at, said, line: event.line });
            }
        }
        (before, scenes)
    }

    fn not_the_seat(&mut self, by: ActorId, seat: Option<ActorId>, span: Span) {
        if Some(by) == seat {
            let message = "the seat that is exercised acts for itself once it has begun".to_owned();
            self.error("A083", span, message, "take the line out, or date it before `begins`");
        }
    }

    fn words_at(&mut self, (time, by, words): &(Time, Name, Words), zero: Date) -> Option<Scene> {
        let at = self.since(time, zero)?;
        let by = self.actor(by)?;
        let said = Said::Words { by, text: words.text.clone() };
        Some(Scene { at, said, line: self.source.place(time.span).line })
    }

    /// Everything by the clock falls between the beginning and the end.
    fn inside(
        &mut self,
        (script, zero): (&Script, Date),
        (begins, until): (Hours, Hours),
        scenes: &[Scene],
    ) {
        for (time, ..) in &script.told {
            if self.since(time, zero).is_some_and(|at| at < begins) {
                let message = "nobody is at the desk yet to be told".to_owned();
                self.error("A083", time.span, message, "date it from `begins` on");
            }
        }
        let late = |line: u32| scenes.iter().any(|it| it.line == line && it.at > until);
        let lines = script.history.lines.iter().map(|line| line.at);
        for time in lines.chain(script.told.iter().map(|(time, ..)| *time)) {
            if late(self.source.place(time.span).line) {
                let message = format!("{} is after the end", shown_time(&time));
                self.error("A083", time.span, message, "move `until`, or take the line out");
            }
        }
    }

    fn rule(&mut self, rule: &When, seat: Option<ActorId>) -> Option<Rule> {
        let when = self.expectation(&rule.said)?;
        let said = match &rule.part {
            Part::Act(told) => {
                let by = self.actor(&told.by);
                let deed = self.deed(by, &told.act, told.span);
                self.not_the_seat(by?, seat, told.span);
                let words = self.source.at(told.by.span.to(told.span)).to_owned();
                Said::Act { by: by?, deed: deed?, words }
            }
            Part::Tells(by, words) => Said::Words { by: self.actor(by)?, text: words.text.clone() },
        };
        let line = self.source.place(rule.span).line;
        Some(Rule { when, after: hours(&rule.after), said, line })
    }
}
