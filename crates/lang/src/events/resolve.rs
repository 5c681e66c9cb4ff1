//! From names to the rows of one reading: events as the kernel takes them.

use super::amount::unit_of;
use super::ast::{Act, Alone, Conduct, Expected, History, Line, Step, StepVerb, Time, Verb, Word};
use super::{Events, Expectation, RecordedEvent};
use crate::ast::{Amount, Date, Duration, MonthRounding, Name};
use crate::compile::Compiled;
use crate::diagnostic::Diagnostic;
use crate::lower::{Lowered, Symbol, convert};
use crate::parse::words::nearest;
use crate::source::Source;
use crate::span::Span;
use crate::units::Unit;
use kernel::accord::{Comparison, SubjectKind, Target};
use kernel::verdict::Item;
use kernel::{ActorId, Deed, DutyId, Hours, SubjectId};

/// Nothing; the reason has been reported.
type Found<T> = Option<T>;

/// Looks up the names of a history, line by line.
pub(super) struct Resolver<'a> {
    pub source: &'a Source,
    pub compiled: &'a Compiled,
    pub read: &'a Lowered,
    pub found: Vec<Diagnostic>,
}

impl Resolver<'_> {
    pub fn events(&mut self, history: &History) -> Found<Events> {
        self.about(history);
        let day_zero = self.day_zero(history)?;
        let mut lines: Vec<RecordedEvent> = Vec::new();
        for line in &history.lines {
            let Some(event) = self.line(line, day_zero) else { continue };
            let before = lines.last().is_some_and(|last| event.at < last.at);
            if before {
                let message = "this line is earlier than the one above it".to_owned();
                self.error("A076", line.at.span, message, "put the lines in order of date");
            }
            lines.push(event);
        }
        let until = history.until.as_ref().and_then(|time| self.since(time, day_zero));
        Some(Events { of: history.of.text.clone(), day_zero, lines, until })
    }

    pub(super) fn error(
        &mut self,
        code: &'static str,
        span: Span,
        message: String,
        help: impl Into<String>,
    ) {
        self.found.push(Diagnostic::error(code, span, message).help(help));
    }

    fn about(&mut self, history: &History) {
        let title = &self.compiled.title;
        if !history.of.text.is_empty() && history.of.text != *title {
            let message = format!("this is a history of `{}`", history.of.text);
            let help = format!("the agreement is called \"{title}\"");
            self.error("A070", history.of.span, message, help);
        }
    }

    pub(super) fn day_zero(&mut self, history: &History) -> Found<Date> {
        let given = history.day_zero.map(|time| time.date);
        let zero = self.compiled.day_zero.or(given);
        if zero.is_none() {
            let message = "neither the agreement nor this file says which date is day 0".to_owned();
            self.error("A077", history.of.span, message, "add `day 0 is 2014-01-20` with its date");
        }
        zero
    }

    pub(super) fn since(&mut self, time: &Time, day_zero: Date) -> Found<Hours> {
        let days = u32::try_from(time.date.days_since(day_zero)).ok();
        let hours = u32::from(time.clock.map_or(0, |(hours, _)| hours));
        if days.is_none() {
            let message = format!("{} is before day 0", time.date.0);
            self.error("A077", time.span, message, format!("day 0 is {}", day_zero.0));
        }
        Some(Hours::days(days?).plus(Hours(hours)))
    }

    pub(super) fn line(&mut self, line: &Line, day_zero: Date) -> Found<RecordedEvent> {
        let at = self.since(&line.at, day_zero)?;
        let act = match &line.told {
            Some(told) => {
                let by = self.actor(&told.by);
                let deed = self.deed(by, &told.act, told.span);
                Some((by?, deed?))
            }
            None => None,
        };
        let mut expect = Vec::new();
        for expected in &line.expects {
            expect.push(self.expectation(expected)?);
        }
        Some(RecordedEvent {
            at,
            date: line.at.date,
            act,
            expect,
            mark: line.mark.map(|(mark, _)| mark),
            source: line.source.as_ref().map(|words| words.text.clone()),
            line: self.source.place(line.span).line,
            text: self
                .source
                .at(line.told.as_ref().map_or(line.span, |t| t.by.span.to(t.span)))
                .to_owned(),
        })
    }

    pub(super) fn expectation(&mut self, expected: &Expected) -> Found<Expectation> {
        let kind = expected.kind;
        let Some(name) = &expected.of else { return Some(Expectation { kind, item: None }) };
        if name.text == "accord" {
            return Some(Expectation { kind, item: Some(Item::Accord) });
        }
        let symbols = self.symbols(name);
        if let Some(item) = self.talked_of(&symbols, kind, expected.by.as_ref()) {
            return Some(Expectation { kind, item: Some(item) });
        }
        let item = if symbols.iter().any(|it| matches!(it, Symbol::Duty(_))) {
            let step = Step { name: name.clone(), of: expected.by.clone() };
            self.duty(&step).map(Item::Duty)
        } else {
            symbols.into_iter().find_map(Symbol::item)
        };
        if item.is_none() {
            self.no_such(name, "nothing a verdict can be of", |symbol| symbol.item().is_some());
        }
        Some(Expectation { kind, item: Some(item?) })
    }

    /// Rows of a name; also those that the text implies, by the name made for them.
    pub(super) fn symbols(&self, name: &Name) -> Vec<Symbol> {
        let mut found = self.read.names.find(&name.text).to_vec();
        let rows = self.read.names.iter().filter(|(_, named)| named.name == name.text);
        let implied: Vec<Symbol> =
            rows.map(|(symbol, _)| symbol).filter(|it| !found.contains(it)).collect();
        found.extend(implied);
        found
    }

    /// The first row of a name that is of the kind wanted, or a word of advice.
    pub(super) fn pick<T>(
        &mut self,
        name: &Name,
        what: &str,
        pick: impl Fn(Symbol) -> Option<T>,
    ) -> Found<T> {
        let found = self.symbols(name).into_iter().find_map(&pick);
        if found.is_none() {
            self.no_such(name, what, |symbol| pick(symbol).is_some());
        }
        found
    }

    fn no_such(&mut self, name: &Name, what: &str, suits: impl Fn(Symbol) -> bool) {
        let rows = self.read.names.iter().filter(|(symbol, _)| suits(*symbol));
        let words: Vec<&str> = rows.map(|(_, named)| named.name.as_str()).collect();
        let help = match nearest(&name.text, words.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if words.is_empty() => "the agreement has none".to_owned(),
            None => format!("the agreement has {}", listed(&words)),
        };
        self.error("A078", name.span, format!("`{name}` is {what} of this agreement"), help);
    }

    pub(super) fn actor(&mut self, name: &Name) -> Found<ActorId> {
        self.pick(name, "no actor", |symbol| match symbol {
            Symbol::Actor(id) => Some(id),
            _ => None,
        })
    }

    /// The duty of a step: of the party named, where several owe it.
    pub(super) fn duty(&mut self, step: &Step) -> Found<DutyId> {
        let duties: Vec<DutyId> = self.symbols(&step.name).into_iter().filter_map(duty).collect();
        if duties.is_empty() {
            self.no_such(&step.name, "no step", |symbol| duty(symbol).is_some());
            return None;
        }
        let Some(of) = &step.of else { return self.only(step, &duties) };
        let of_actor = self.actor(of)?;
        let obligor = |id: &DutyId| self.read.accord.duty(*id).map(|row| row.obligor);
        let own = duties.into_iter().find(|id| obligor(id) == Some(of_actor));
        if own.is_none() {
            let message = format!("`{of}` does not owe `{}`", step.name);
            self.error("A079", of.span, message, "name the party that owes it");
        }
        own
    }

    fn only(&mut self, step: &Step, duties: &[DutyId]) -> Found<DutyId> {
        if let [only] = duties {
            return Some(*only);
        }
        let message = format!("several parties owe `{}`", step.name);
        self.error(
            "A079",
            step.name.span,
            message,
            format!("say `{} of` which of them", step.name),
        );
        None
    }

    pub(super) fn deed(&mut self, by: Found<ActorId>, act: &Act, span: Span) -> Found<Deed> {
        match act {
            Act::Alone(Alone::Withdraw) => Some(Deed::Withdraw),
            Act::Alone(Alone::Strike) => Some(Deed::Strike),
            Act::Alone(Alone::Hostilities) => Some(Deed::Hostilities),
            Act::On(Verb::GivesNotice, name) => self.gives_notice(by, name),
            Act::On(verb, name) => self.on(by, *verb, name),
            Act::Talk(talk) => self.talk(by, talk),
            Act::OnStep(verb, step) => self.on_step(*verb, step, span),
            Act::Say(word, step, finding) => {
                let duty = self.duty(step)?;
                Some(match word {
                    Word::Reports => Deed::Report(duty, *finding),
                    Word::Finds => Deed::Find(duty, *finding),
                })
            }
            Act::Turn(name, level) => {
                let dial = self.pick(name, "no dial", dial)?;
                let level = u8::try_from(level.value.as_whole()?).unwrap_or(u8::MAX);
                Some(Deed::Turn(dial, level))
            }
            Act::Measure(name, amount) => {
                let subject = self.pick(name, "no quantity", subject)?;
                Some(Deed::Measure(subject, self.amount_of(amount, subject)?))
            }
            Act::Bring(name, amount) => {
                let subject = self.pick(name, "no quantity", subject)?;
                Some(Deed::Set(subject, self.amount_of(amount, subject)?))
            }
            _ => self.other_deed(by, act, span),
        }
    }

    fn other_deed(&mut self, by: Found<ActorId>, act: &Act, span: Span) -> Found<Deed> {
        match act {
            Act::Draw(amount, name) => {
                let waiver = self.pick(name, "no waiver", waiver)?;
                Some(Deed::Draw(waiver, self.amount_of(amount, waiver)?))
            }
            Act::Spend(amount, name) => {
                let tranche = self.pick(name, "no tranche", tranche)?;
                Some(Deed::Spend(tranche, self.amount_of(amount, tranche)?))
            }
            Act::See(party, conduct, group) => {
                let party = self.actor(party)?;
                let value = match conduct {
                    Conduct::Directing => 0,
                    Conduct::Tolerating => 1,
                    Conduct::Restraining => 2,
                };
                Some(Deed::Measure(self.restraint(party, group)?, value))
            }
            Act::Show(kind, name) => self.evidence(kind, name),
            Act::Attribute(name, to) => {
                let tally = self.pick(name, "no quantity", subject)?;
                Some(Deed::Attribute(tally, self.actor(to)?))
            }
            Act::Attack { counted_as, casualties, .. } => {
                let tally = self.tally(by?, counted_as.as_ref(), span)?;
                let severity =
                    casualties.as_ref().map_or(Some(0), |number| number.value.as_whole());
                Some(Deed::Incident(tally, severity?))
            }
            Act::Answer(name, number) => {
                let line = self.pick(name, "no red line", redline)?;
                let answer = number.value.as_whole().and_then(|n| u16::try_from(n).ok());
                Some(Deed::Answer(line, answer?.saturating_sub(1)))
            }
            Act::Start(name, step) => {
                let procedure = self.pick(name, "no dispute or snapback", procedure)?;
                Some(Deed::Start(procedure, self.duty(step)?))
            }
            Act::Extend(name, duration) => {
                let procedure = self.pick(name, "no dispute", procedure)?;
                Some(Deed::Extend(procedure, hours(duration)))
            }
            _ => None,
        }
    }

    fn on(&mut self, by: Found<ActorId>, verb: Verb, name: &Name) -> Found<Deed> {
        Some(match verb {
            Verb::Grants => Deed::Grant(self.pick(name, "no waiver", waiver)?),
            Verb::Renews => Deed::Renew(self.pick(name, "no waiver", waiver)?),
            Verb::Revokes => Deed::Revoke(self.pick(name, "no waiver", waiver)?),
            Verb::Transfers => Deed::Transfer(self.pick(name, "no tranche", tranche)?),
            Verb::Returns => Deed::Return(self.pick(name, "no tranche", tranche)?),
            Verb::MakesUsable => Deed::Release(self.pick(name, "no tranche", tranche)?),
            Verb::MakesFelt => Deed::Feel(self.pick(name, "no dial", dial)?),
            Verb::Rejects => Deed::Reject(self.pick(name, "no tranche", tranche)?),
            Verb::Clears => Deed::Clear(self.pick(name, "no tranche or dial", relief)?),
            Verb::Withholds => Deed::Withhold(self.pick(name, "no tranche or dial", relief)?),
            Verb::Absorbs => Deed::Absorb(self.pick(name, "no red line", redline)?),
            Verb::Opens => Deed::Inquire(self.pick(name, "no inquiry", inquiry)?),
            Verb::Warns => Deed::Warn(self.pick(name, "no inquiry", inquiry)?),
            Verb::Settles => Deed::Settle(self.pick(name, "no dispute or snapback", procedure)?),
            Verb::Stops => Deed::Stop(self.pick(name, "no snapback", procedure)?),
            Verb::Uses => Deed::Use(self.pick(name, "no dispute or snapback", procedure)?),
            Verb::GivesNotice => self.gives_notice(by, name)?,
            Verb::Directs => Deed::Set(self.restraint(by?, name)?, 0),
            Verb::Tolerates => Deed::Set(self.restraint(by?, name)?, 1),
            Verb::Restrains => Deed::Set(self.restraint(by?, name)?, 2),
        })
    }

    /// The row for what a state has a group do.
    fn restraint(&mut self, by: ActorId, group: &Name) -> Found<SubjectId> {
        let group_id = self.actor(group)?;
        let accord = &self.read.accord;
        let subject = accord.subject_ids().find(|id| {
            accord
                .subject(*id)
                .is_some_and(|row| row.kind == SubjectKind::Restraint(group_id) && row.holder == by)
        });
        if subject.is_none() {
            let message = format!("the agreement reads nothing of what is done about `{group}`");
            self.error("A079", group.span, message, "no step has this party instruct it");
        }
        subject
    }

    /// What an attack is counted as: what is said, or else all that the attacker's acts count as.
    fn tally(&mut self, by: ActorId, said: Option<&Name>, span: Span) -> Found<SubjectId> {
        if let Some(name) = said {
            return self.pick(name, "no quantity", subject);
        }
        let accord = &self.read.accord;
        let counts = |id: &SubjectId| {
            accord
                .subject(*id)
                .is_some_and(|row| row.kind == SubjectKind::Tally && row.holder == by)
        };
        let tallies: Vec<SubjectId> = accord.subject_ids().filter(counts).collect();
        match tallies.as_slice() {
            [only] => Some(*only),
            [] => {
                let message = "the agreement counts no attacks of this actor".to_owned();
                self.error("A079", span, message, "say `counted as` which quantity");
                None
            }
            _ => {
                let message = "attacks of this actor are counted as several things".to_owned();
                self.error("A079", span, message, "say `counted as` which quantity");
                None
            }
        }
    }

    fn on_step(&mut self, verb: StepVerb, step: &Step, span: Span) -> Found<Deed> {
        let duty = self.duty(step)?;
        match verb {
            StepVerb::Performs => self.performance(duty, step, span),
            StepVerb::Ceases => self.cease(duty, step, span),
            StepVerb::Alleges => Some(Deed::Allege(duty)),
            StepVerb::Contests => Some(Deed::Contest(duty)),
            StepVerb::Admits => Some(Deed::Admit(duty)),
        }
    }

    /// The deed that brings the world in line with a step.
    fn performance(&mut self, duty: DutyId, step: &Step, span: Span) -> Found<Deed> {
        let deed = match &self.read.accord.duty(duty)?.target {
            Target::Value { subject, comparison, bound } => {
                Some(Deed::Set(*subject, in_line(*comparison, *bound)))
            }
            Target::NoOccurrence { .. } => None,
            Target::Deed => Some(Deed::Conduct(duty, true)),
            Target::Granted { waiver } => Some(Deed::Grant(*waiver)),
            Target::Transferred { tranche } => Some(Deed::Transfer(*tranche)),
            Target::Dialled { dial, level } => Some(Deed::Turn(*dial, *level)),
            Target::Noticed { notice } => Some(Deed::Notify(*notice)),
            Target::HandedOver { handover } => {
                let count = self.read.accord.handover(*handover)?.count;
                Some(Deed::HandOver(*handover, count))
            }
            Target::Joined { accession } => Some(Deed::Ask(*accession)),
        };
        if deed.is_none() {
            let message =
                format!("no act performs `{}`: it is kept by what does not happen", step.name);
            self.error("A079", span, message, "take the line out");
        }
        deed
    }

    fn cease(&mut self, duty: DutyId, step: &Step, span: Span) -> Found<Deed> {
        if self.read.accord.duty(duty)?.target == Target::Deed {
            return Some(Deed::Conduct(duty, false));
        }
        let message = format!("`{}` is not an act without a number", step.name);
        let help = "say what was done: `brings … to`, `revokes`, `turns … to`";
        self.error("A079", span, message, help);
        None
    }

    /// An amount in the unit of what the row counts.
    pub(super) fn amount_of(&mut self, amount: &Amount, row: impl Into<Symbol>) -> Found<i64> {
        let unit = unit_of(self.compiled, self.read, row.into());
        self.in_unit(amount, unit.unwrap_or(amount.unit))
    }

    fn in_unit(&mut self, amount: &Amount, unit: Unit) -> Found<i64> {
        let value = convert(amount, unit, &self.compiled.terms.header.factors);
        if value.is_none() {
            let message = format!("`{}` is not in {unit}", self.source.at(amount.span));
            self.error("A079", amount.span, message, format!("give it in {unit}"));
        }
        value
    }
}

/// The value in line with a bound that asks least of who has done nothing yet.
fn in_line(comparison: Comparison, bound: i64) -> i64 {
    match comparison {
        Comparison::AtMost | Comparison::AtLeast | Comparison::Equal => bound,
        Comparison::Below => bound.saturating_sub(1),
        Comparison::Above => bound.saturating_add(1),
    }
}

pub(super) fn hours(duration: &Duration) -> Hours {
    Hours(duration.hours(Some(MonthRounding::Down)).unwrap_or(0))
}

pub(super) fn listed(words: &[&str]) -> String {
    let shown: Vec<String> = words.iter().take(12).map(|word| format!("`{word}`")).collect();
    let more = if words.len() > shown.len() { " and more" } else { "" };
    format!("{}{more}", shown.join(", "))
}

fn relief(symbol: Symbol) -> Option<kernel::Relief> {
    match symbol {
        Symbol::Dial(id) => Some(kernel::Relief::Dial(id)),
        Symbol::Tranche(id) => Some(kernel::Relief::Tranche(id)),
        _ => None,
    }
}

/// One kind of row.
macro_rules! kinds {
    ($($name:ident $variant:ident $id:ident;)*) => {$(
        fn $name(symbol: Symbol) -> Option<kernel::$id> {
            match symbol {
                Symbol::$variant(id) => Some(id),
                _ => None,
            }
        }
    )*};
}

kinds! {
    subject Subject SubjectId;
    duty Duty DutyId;
    dial Dial DialId;
    waiver Waiver WaiverId;
    tranche Tranche TrancheId;
    redline Redline RedlineId;
    inquiry Inquiry InquiryId;
    procedure Procedure ProcedureId;
}
