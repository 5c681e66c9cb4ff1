//! Conditions in the text to conditions over a state.

use kernel::accord::Comparison;
use kernel::{Condition, DutyId, FreezeId};

use super::context::Lowering;
use super::names::Symbol;
use crate::ast::{self, ConditionKind, Finding, Name, State};

/// A level, rung or class as the tables hold it.
pub(crate) fn small(number: &ast::Number) -> u8 {
    number.value.as_whole().and_then(|value| u8::try_from(value).ok()).unwrap_or(0)
}

/// An order relation as the tables hold it.
pub(crate) fn comparison(comparison: ast::Comparison) -> Comparison {
    match comparison {
        ast::Comparison::AtMost => Comparison::AtMost,
        ast::Comparison::AtLeast => Comparison::AtLeast,
        ast::Comparison::Below => Comparison::Below,
        ast::Comparison::Above => Comparison::Above,
        ast::Comparison::Equal => Comparison::Equal,
    }
}

impl Lowering<'_> {
    /// A condition that may be left out.
    pub fn condition_or(
        &mut self,
        condition: Option<&ast::Condition>,
        otherwise: Condition,
        name: &str,
    ) -> Condition {
        condition.map_or(otherwise, |condition| self.condition(condition, name))
    }

    /// A condition of the article or step `name`.
    pub fn condition(&mut self, condition: &ast::Condition, name: &str) -> Condition {
        match &condition.kind {
            ConditionKind::All(list) => Condition::All(self.conditions(list, name)),
            ConditionKind::Any(list) => Condition::Any(self.conditions(list, name)),
            ConditionKind::Not(inner) => Condition::Not(Box::new(self.condition(inner, name))),
            ConditionKind::State { subject, state, .. } => self.state(subject, *state, name),
            ConditionKind::Held { step, length } => {
                let span = self.hours(length);
                all(self.names.duties(step.as_str()), |duty| Condition::Held(duty, span))
            }
            ConditionKind::Level { dial, level, felt } => self.level(dial, small(level), *felt),
            ConditionKind::Crossed { redline, level } => {
                let rung = level.as_ref().map_or(1, small);
                let line = self.names.redline(redline.as_str());
                line.map_or(Condition::Never, |line| Condition::Crossed(line, rung))
            }
            ConditionKind::Compare { quantity, comparison: sign, bound, finding } => {
                self.compare(quantity, *sign, bound, finding.as_ref(), name)
            }
            ConditionKind::Occurs { act, .. } => {
                self.note(name, &format!("whether `{act}` occurred opens red lines only"));
                Condition::Never
            }
            ConditionKind::Passed(moment) => self.passed(moment, name),
            ConditionKind::InForce => Condition::InEffect,
            ConditionKind::Always => Condition::Always,
            ConditionKind::Words(words) => {
                self.note(name, &format!("\"{words}\" is in words, and taken as fulfilled"));
                Condition::Always
            }
        }
    }

    fn conditions(&mut self, list: &[ast::Condition], name: &str) -> Vec<Condition> {
        list.iter().map(|condition| self.condition(condition, name)).collect()
    }

    fn level(&self, dial: &Name, level: u8, felt: bool) -> Condition {
        match self.names.dial(dial.as_str()) {
            Some(dial) if felt => Condition::Felt(dial, level),
            Some(dial) => Condition::Announced(dial, level),
            None => Condition::Never,
        }
    }

    fn compare(
        &mut self,
        quantity: &Name,
        sign: ast::Comparison,
        bound: &ast::Bound,
        finding: Option<&Finding>,
        name: &str,
    ) -> Condition {
        let standing = finding.map(|finding| finding.standing);
        if matches!(standing, Some(ast::Standing::Deemed | ast::Standing::Alleged)) {
            self.note(name, "what a side alleges or deems is read from the report");
        }
        match self.names.subject(quantity.as_str()) {
            Some(subject) => {
                let bound = self.bound(bound, subject);
                Condition::Value(subject, comparison(sign), bound)
            }
            None => Condition::Never,
        }
    }

    /// What a name and a word for its state say.
    pub fn state(&mut self, subject: &Name, state: State, name: &str) -> Condition {
        let duties = self.names.duties(subject.as_str());
        if !duties.is_empty() {
            return self.step_state(duties, state, name);
        }
        let symbols = self.names.find(subject.as_str()).to_vec();
        if let Some(line) = self.line_state(&symbols, state) {
            return line;
        }
        let found = symbols.into_iter().find_map(|symbol| self.thing_state(symbol, state));
        found.unwrap_or_else(|| {
            self.note(name, &format!("what becomes of `{subject}` is not followed"));
            Condition::Never
        })
    }

    /// A line is silent if one of its ends is.
    fn line_state(&self, symbols: &[Symbol], state: State) -> Option<Condition> {
        let end = |symbol: &Symbol| match symbol {
            Symbol::Channel(id) => Some(Condition::Silent(*id)),
            _ => None,
        };
        let silent: Vec<Condition> = symbols.iter().filter_map(end).collect();
        let any = (!silent.is_empty()).then_some(Condition::Any(silent))?;
        let open = matches!(state, State::Open | State::Live | State::Alive | State::InForce);
        Some(if open { Condition::Not(Box::new(any)) } else { any })
    }

    fn step_state(&mut self, duties: Vec<DutyId>, state: State, name: &str) -> Condition {
        match state {
            State::Live => all(duties, Condition::Live),
            State::Late => any(duties, Condition::Late),
            State::Hidden => any(duties, Condition::Hidden),
            State::Reported => any(duties, Condition::Reported),
            State::Alleged | State::Contested => {
                self.note(name, "what is alleged or contested is read as reported");
                any(duties, Condition::Reported)
            }
            State::Found | State::Admitted => any(duties, Condition::Found),
            State::Ended | State::Suspended | State::Lapsed => {
                Condition::Not(Box::new(any(duties, Condition::Live)))
            }
            _ => all(duties, Condition::Met),
        }
    }

    fn thing_state(&self, symbol: Symbol, state: State) -> Option<Condition> {
        let not = |condition| Condition::Not(Box::new(condition));
        Some(match (symbol, state) {
            (Symbol::Phase(p), State::Open | State::Live) => Condition::Open(p),
            (Symbol::Phase(p), State::Closed | State::Met) => Condition::Closed(p),
            (Symbol::Phase(p), State::Lapsed) => Condition::Lapsed(p),
            (Symbol::Phase(p), State::Ended) => {
                Condition::Any(vec![Condition::Closed(p), Condition::Lapsed(p)])
            }
            (Symbol::Waiver(w), State::InForce | State::Live | State::Met) => Condition::InForce(w),
            (Symbol::Waiver(w), _) => not(Condition::InForce(w)),
            (Symbol::Tranche(t), State::Usable) => Condition::Usable(t),
            (Symbol::Tranche(t), State::Transferred | State::Met) => Condition::Transferred(t),
            (Symbol::Escrow(e), State::Paused | State::Suspended) => Condition::Paused(e),
            (Symbol::Redline(r), _) => Condition::Crossed(r, 1),
            (Symbol::Inquiry(i), _) => Condition::Established(i),
            (Symbol::Procedure(p), State::Exhausted) => Condition::Exhausted(p),
            (Symbol::Procedure(p), _) => Condition::Running(p),
            (Symbol::Actor(a), State::Withdrawn) => Condition::Withdrawn(a),
            (Symbol::Workstream(w), State::Ended | State::Lapsed) => not(Condition::Alive(w)),
            (Symbol::Workstream(w), _) => Condition::Alive(w),
            (Symbol::Carveout(c), State::Ended | State::Closed | State::Lapsed) => {
                not(Condition::Flowing(c))
            }
            (Symbol::Carveout(c), _) => Condition::Flowing(c),
            (Symbol::Undertaking(u), State::Live | State::Met | State::Alive | State::InForce) => {
                not(Condition::Departed(u))
            }
            (Symbol::Undertaking(u), _) => Condition::Departed(u),
            (Symbol::Freeze(f), State::Ended) => not(self.freeze_lives(f)),
            (Symbol::Freeze(f), _) => self.freeze_lives(f),
            _ => return None,
        })
    }

    fn freeze_lives(&self, freeze: FreezeId) -> Condition {
        let duties = self.out.freezes.get(freeze.index()).map(|row| row.duties.clone());
        any(duties.unwrap_or_default(), Condition::Live)
    }
}

/// The condition on every duty.
pub(crate) fn all(duties: Vec<DutyId>, condition: impl Fn(DutyId) -> Condition) -> Condition {
    match duties.as_slice() {
        [] => Condition::Never,
        [one] => condition(*one),
        many => Condition::All(many.iter().map(|duty| condition(*duty)).collect()),
    }
}

/// The condition on one of the duties.
fn any(duties: Vec<DutyId>, condition: impl Fn(DutyId) -> Condition) -> Condition {
    match duties.as_slice() {
        [one] => condition(*one),
        many => Condition::Any(many.iter().map(|duty| condition(*duty)).collect()),
    }
}
