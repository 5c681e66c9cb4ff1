//! Worked examples in the tables' terms: events to tell and claims to ask.

use kernel::accord::{Comparison, SubjectKind, Target};
use kernel::event::Finding;
use kernel::expect::{Claim, Move, Scenario};
use kernel::{ActorId, Condition, Deed, DutyId, Event, SubjectId};

use super::condition::small;
use super::context::Lowering;
use super::names::Symbol;
use crate::ast::{self, Fact, Grant, Name, Standing};

/// What the facts of one line speak of, for the finding that follows them.
#[derive(Clone, Copy)]
enum Spoken {
    Incident(SubjectId, ActorId),
    Duty(DutyId),
    Value(SubjectId, i64),
}

/// A worked example under way.
#[derive(Default)]
struct Told {
    given: Vec<Condition>,
    moves: Vec<Move>,
    spoken: Option<Spoken>,
    severity: i64,
}

impl Told {
    fn act(&mut self, by: ActorId, deed: Deed) {
        self.moves.push(Move::Event(Event::Act { by, deed }));
    }

    /// A state is where the example starts, or what must be so by then.
    fn state(&mut self, condition: Condition) {
        if self.moves.is_empty() {
            self.given.push(condition);
        } else {
            self.moves.push(Move::Claim(Claim::State(condition)));
        }
    }
}

impl Lowering<'_> {
    /// A row for each `scenario`; what the tables cannot hold is noted and left out.
    pub fn lower_scenarios(&mut self) {
        for scenario in self.text.scenarios() {
            let name = scenario.head.name.as_str();
            let clause = self.clause(scenario.head.span);
            let mut told = Told::default();
            self.facts(&scenario.given, &mut told, name);
            for step in &scenario.moves {
                match step {
                    ast::Move::When(facts, _) => self.facts(facts, &mut told, name),
                    ast::Move::Then(claims, _) => {
                        for claim in claims {
                            let claim = self.claim(claim, name);
                            told.moves.extend(claim.map(Move::Claim));
                        }
                    }
                }
            }
            let Told { given, moves, .. } = told;
            self.scenarios.push(Scenario { given, moves, clause });
        }
    }

    fn facts(&mut self, facts: &[Fact], told: &mut Told, name: &str) {
        told.spoken = None;
        let casualties = facts.iter().find_map(|fact| match fact {
            Fact::Casualties(number) => number.value.as_whole(),
            _ => None,
        });
        told.severity = casualties.unwrap_or(0);
        for fact in facts {
            if !self.fact(fact, told, name) {
                self.note(name, "a part of this example is not followed, and is left out");
            }
        }
    }

    /// Whether the tables can hold it.
    fn fact(&mut self, fact: &Fact, told: &mut Told, name: &str) -> bool {
        match fact {
            Fact::State(subject, state) => {
                let condition = self.state(subject, *state, name);
                told.state(condition);
            }
            Fact::Level(dial, level) => {
                let Some(dial) = self.names.dial(dial.as_str()) else { return false };
                told.state(Condition::Announced(dial, small(level)));
            }
            Fact::Value(quantity, amount) => {
                let Some(subject) = self.names.subject(quantity.as_str()) else { return false };
                let value = self.amount(amount, subject);
                return self.valued(subject, value, told);
            }
            Fact::Occurs { actor, act, .. } => return self.occurs(actor, act, told),
            Fact::Does { actor, verb, what, to } => {
                let level = to.as_ref().map(small);
                return self.does(actor, verb.as_str(), what.as_ref(), level, told);
            }
            Fact::Casualties(_) => (),
            Fact::Finding(finding) => return self.finding_of(finding, told),
            Fact::Day(moment) => {
                let Some(at) = self.since_day_zero(moment, name) else { return false };
                told.moves.push(Move::Until(at));
            }
            Fact::Passes(length) => {
                told.moves.push(Move::Event(Event::Pass(self.hours(length))));
            }
        }
        true
    }

    /// The value becomes so, and is measured where somebody measures it.
    fn valued(&mut self, subject: SubjectId, value: i64, told: &mut Told) -> bool {
        let Some(row) = self.out.subject(subject) else { return false };
        told.act(row.holder, Deed::Set(subject, value));
        told.spoken = Some(Spoken::Value(subject, value));
        true
    }

    fn occurs(&mut self, actor: &Name, act: &Name, told: &mut Told) -> bool {
        let Some(by) = self.names.actor(actor.as_str()) else { return false };
        if act.as_str() == "withdraws" {
            told.act(by, Deed::Withdraw);
        } else if let Some(tally) = self.counted(act, by) {
            told.act(by, Deed::Incident(tally, told.severity));
            told.spoken = Some(Spoken::Incident(tally, by));
        } else if matches!(act.as_str(), "strike" | "strikes") {
            told.act(by, Deed::Strike);
        } else {
            return false;
        }
        true
    }

    fn does(
        &mut self,
        actor: &Name,
        verb: &str,
        what: Option<&Name>,
        level: Option<u8>,
        told: &mut Told,
    ) -> bool {
        let (Some(by), Some(what)) = (self.names.actor(actor.as_str()), what) else { return false };
        let duties = self.names.duties(what.as_str());
        let own = |id: &DutyId| self.out.duty(*id).is_some_and(|row| row.obligor == by);
        if let Some(duty) = duties.into_iter().find(own) {
            told.spoken = Some(Spoken::Duty(duty));
            let deed = self.deed_on_step(verb, duty);
            deed.iter().for_each(|deed| told.act(by, deed.clone()));
            return deed.is_some();
        }
        let deed = self.deed_on(verb, what, by, level);
        deed.iter().for_each(|deed| told.act(by, deed.clone()));
        deed.is_some()
    }

    fn deed_on_step(&self, verb: &str, duty: DutyId) -> Option<Deed> {
        match verb {
            "performs" | "keeps" => self.performed(duty, true),
            "breaches" | "ceases" => self.performed(duty, false),
            "admits" => Some(Deed::Admit(duty)),
            "contests" => Some(Deed::Contest(duty)),
            _ => None,
        }
    }

    /// The act that brings the world in line with a duty, or out of it.
    fn performed(&self, duty: DutyId, kept: bool) -> Option<Deed> {
        let row = self.out.duty(duty)?;
        match (&row.target, kept) {
            (Target::Value { subject, comparison, bound }, _) => {
                let value =
                    if kept { within(*comparison, *bound) } else { beyond(*comparison, *bound) };
                Some(Deed::Set(*subject, value))
            }
            (Target::Deed, _) => Some(Deed::Conduct(duty, kept)),
            (Target::NoOccurrence { subject }, false) => Some(Deed::Incident(*subject, 0)),
            (Target::Granted { waiver }, true) => Some(Deed::Grant(*waiver)),
            (Target::Granted { waiver }, false) => Some(Deed::Revoke(*waiver)),
            (Target::Transferred { tranche }, true) => Some(Deed::Transfer(*tranche)),
            (Target::Dialled { dial, level }, true) => Some(Deed::Turn(*dial, *level)),
            (Target::Dialled { dial, level }, false) => {
                Some(Deed::Turn(*dial, level.saturating_sub(1)))
            }
            (Target::Noticed { notice }, true) => Some(Deed::Notify(*notice)),
            (Target::Noticed { notice }, false) => Some(Deed::Carry(*notice)),
            (Target::HandedOver { handover }, true) => {
                Some(Deed::HandOver(*handover, self.out.handover(*handover)?.count))
            }
            (Target::Joined { accession }, true) => Some(Deed::Ask(*accession)),
            (Target::NoOccurrence { .. }, true)
            | (
                Target::Transferred { .. } | Target::HandedOver { .. } | Target::Joined { .. },
                false,
            ) => None,
        }
    }

    fn deed_on(&self, verb: &str, what: &Name, by: ActorId, level: Option<u8>) -> Option<Deed> {
        let symbol = self.names.find(what.as_str()).first().copied()?;
        Some(match (verb, symbol) {
            ("grants", Symbol::Waiver(id)) => Deed::Grant(id),
            ("renews", Symbol::Waiver(id)) => Deed::Renew(id),
            ("revokes", Symbol::Waiver(id)) => Deed::Revoke(id),
            ("transfers", Symbol::Tranche(id)) => Deed::Transfer(id),
            ("returns", Symbol::Tranche(id)) => Deed::Return(id),
            ("turns" | "raises" | "lowers", Symbol::Dial(id)) => Deed::Turn(id, level?),
            ("absorbs", Symbol::Redline(id)) => Deed::Absorb(id),
            ("opens", Symbol::Inquiry(id)) => Deed::Inquire(id),
            ("leaves", Symbol::Freeze(id)) => Deed::Leave(id),
            ("leaves", Symbol::Undertaking(id)) => Deed::Depart(id),
            ("uses", Symbol::Procedure(id)) => Deed::Use(id),
            ("settles", Symbol::Procedure(id)) => Deed::Settle(id),
            ("stops", Symbol::Procedure(id)) => Deed::Stop(id),
            ("directs", Symbol::Actor(id)) => Deed::Set(self.restrained(by, id)?, 0),
            ("tolerates", Symbol::Actor(id)) => Deed::Set(self.restrained(by, id)?, 1),
            ("restrains", Symbol::Actor(id)) => Deed::Set(self.restrained(by, id)?, 2),
            _ => return None,
        })
    }

    fn restrained(&self, by: ActorId, group: ActorId) -> Option<SubjectId> {
        let row = |id: &SubjectId| {
            let row = self.out.subject(*id);
            row.is_some_and(|row| row.holder == by && row.kind == SubjectKind::Restraint(group))
        };
        self.out.subject_ids().find(row)
    }

    /// A body's word on what was just told.
    fn finding_of(&mut self, finding: &ast::Finding, told: &mut Told) -> bool {
        let by = finding.by.as_ref().and_then(|by| self.names.actor(by.as_str()));
        match told.spoken {
            Some(Spoken::Incident(tally, actor)) => {
                let observer = self.out.subject(tally).and_then(|row| row.observer);
                let Some(by) = by.or(observer) else { return false };
                told.act(by, Deed::Attribute(tally, actor));
            }
            Some(Spoken::Value(subject, value)) => {
                let observer = self.out.subject(subject).and_then(|row| row.observer);
                let Some(by) = by.or(observer) else { return false };
                told.act(by, Deed::Measure(subject, value));
            }
            Some(Spoken::Duty(duty)) => return self.standing_of(finding.standing, duty, by, told),
            None => return false,
        }
        true
    }

    fn standing_of(
        &mut self,
        standing: Standing,
        duty: DutyId,
        by: Option<ActorId>,
        told: &mut Told,
    ) -> bool {
        let Some((obligor, verifier)) = self.out.duty(duty).map(|row| (row.obligor, row.verifier))
        else {
            return false;
        };
        match standing {
            Standing::Admitted => told.act(obligor, Deed::Admit(duty)),
            Standing::Alleged | Standing::Deemed => {
                let other = self.signatories().into_iter().find(|party| *party != obligor);
                let Some(by) = by.or(other) else { return false };
                told.act(by, Deed::Allege(duty));
            }
            Standing::Reported | Standing::Contested | Standing::Found => {
                let Some(by) = by.or(verifier) else { return false };
                told.act(by, Deed::Report(duty, Finding::NotPerformed));
                match standing {
                    Standing::Contested => told.act(obligor, Deed::Contest(duty)),
                    Standing::Found => told.act(by, Deed::Find(duty, Finding::NotPerformed)),
                    _ => (),
                }
            }
        }
        true
    }

    fn claim(&mut self, claim: &ast::Claim, name: &str) -> Option<Claim> {
        Some(match claim {
            ast::Claim::Power(power) => {
                let by = self.who(&power.holders);
                let file = self.file(None);
                let effect = self.effect(&power.effect, power, file, name)?;
                Claim::Power { by, effect, granted: power.grant != Grant::HasNoPower }
            }
            ast::Claim::State(condition) => Claim::State(self.condition(condition, name)),
            ast::Claim::Verdict { breach_of: Some(step), .. } => {
                Claim::NotPerformed(self.names.duties(step.as_str()), true)
            }
            ast::Claim::Verdict { breach_of: None, .. } => Claim::NotPerformed(Vec::new(), false),
            ast::Claim::Void(_) => Claim::Void,
        })
    }
}

/// The value nearest the bound that is in line with it.
fn within(comparison: Comparison, bound: i64) -> i64 {
    match comparison {
        Comparison::AtMost | Comparison::AtLeast | Comparison::Equal => bound,
        Comparison::Below => bound.saturating_sub(1),
        Comparison::Above => bound.saturating_add(1),
    }
}

/// The value nearest the bound that is out of line with it.
fn beyond(comparison: Comparison, bound: i64) -> i64 {
    match comparison {
        Comparison::AtMost | Comparison::Equal => bound.saturating_add(1),
        Comparison::AtLeast => bound.saturating_sub(1),
        Comparison::Below | Comparison::Above => bound,
    }
}
