//! Names in what articles are made of: conditions, times, duties, powers.

use super::{Walk, Wanted};
use crate::ast::{
    Act, Bound, Condition, ConditionKind, Duration, DurationUnit, Effect, Finding, Level,
    LevelWhen, Manner, Moment, MomentKind, Name, Outcome, Portion, Power, Preposition, Restoration,
    Step, Thing, Who,
};
use crate::span::Span;

impl<'a> Walk<'_, 'a> {
    pub fn whos(&mut self, whos: &'a [Who]) {
        self.names(whos.iter().filter_map(Who::name), Wanted::Actor);
    }

    pub fn duration(&mut self, duration: &'a Duration) {
        if let DurationUnit::WorkingDay(party) = &duration.unit {
            self.name(party, Wanted::Actor);
        }
    }

    pub fn durations(&mut self, durations: impl IntoIterator<Item = &'a Duration>) {
        durations.into_iter().for_each(|duration| self.duration(duration));
    }

    pub fn moment(&mut self, moment: &'a Moment) {
        match &moment.kind {
            MomentKind::Span { length, of } => {
                self.duration(length);
                self.names(of, Wanted::Step);
            }
            MomentKind::Earlier(a, b) | MomentKind::Later(a, b) => {
                self.moment(a);
                self.moment(b);
            }
            MomentKind::PhaseDay(_) | MomentKind::AccordDay(_) | MomentKind::Date(_) => (),
        }
    }

    pub fn condition(&mut self, condition: &'a Condition) {
        match &condition.kind {
            ConditionKind::All(list) | ConditionKind::Any(list) => {
                list.iter().for_each(|part| self.condition(part));
            }
            ConditionKind::Not(inner) => self.condition(inner),
            ConditionKind::State { subject, by, .. } => {
                self.name(subject, Wanted::Anything);
                self.names(by, Wanted::Actor);
            }
            ConditionKind::Held { step, length } => {
                self.name(step, Wanted::Step);
                self.duration(length);
            }
            ConditionKind::Level { dial, .. } => self.name(dial, Wanted::Dial),
            ConditionKind::Crossed { redline, .. } => self.name(redline, Wanted::Redline),
            ConditionKind::Passed(moment) => self.moment(moment),
            ConditionKind::InForce | ConditionKind::Always | ConditionKind::Words(_) => (),
            kind => self.fact(kind),
        }
    }

    fn fact(&mut self, kind: &'a ConditionKind) {
        match kind {
            ConditionKind::Compare { quantity, bound, finding, .. } => {
                self.name(quantity, Wanted::Quantity);
                self.bound(quantity, bound);
                self.finding(finding.as_ref());
            }
            ConditionKind::Occurs { actors, act, zone, casualties, finding, .. } => {
                self.whos(actors);
                self.act_word(act);
                self.names(zone, Wanted::Zone);
                casualties.iter().for_each(|(_, amount)| self.casualties(amount));
                self.finding(finding.as_ref());
            }
            _ => (),
        }
    }

    pub fn finding(&mut self, finding: Option<&'a Finding>) {
        self.names(finding.and_then(|finding| finding.by.as_ref()), Wanted::Actor);
    }

    pub fn bound(&mut self, quantity: &'a Name, bound: &'a Bound) {
        match bound {
            Bound::Amount(amount) => self.measured(quantity, amount),
            Bound::OfBaseline { portion, quantity, span } => {
                self.name(quantity, Wanted::Quantity);
                self.portion(quantity, portion, *span);
            }
        }
    }

    fn portion(&mut self, quantity: &'a Name, portion: &'a Portion, span: Span) {
        match portion {
            Portion::Amount(amount) => self.measured(quantity, amount),
            Portion::Fraction { .. } | Portion::Percent(_) | Portion::All => {
                self.share(quantity, span);
            }
        }
    }

    pub fn steps(&mut self, steps: &'a [Step]) {
        steps.iter().for_each(|step| self.step(step));
    }

    pub fn step(&mut self, step: &'a Step) {
        self.names(&step.head.workstream, Wanted::Workstream);
        self.whos(&step.obligors);
        self.act(&step.act);
        self.manner(&step.manner);
    }

    fn act(&mut self, act: &'a Act) {
        match act {
            Act::Hold { quantity, bound, zone, .. } => {
                self.name(quantity, Wanted::Quantity);
                self.bound(quantity, bound);
                self.names(zone, Wanted::Zone);
            }
            Act::Reduce { quantity, bound, .. } => {
                self.name(quantity, Wanted::Quantity);
                self.bound(quantity, bound);
            }
            Act::Process { portion, quantity, .. } => {
                self.name(quantity, Wanted::Quantity);
                self.portion(quantity, portion, quantity.span);
            }
            Act::Produce { quantity, .. } => self.names(quantity, Wanted::Quantity),
            Act::NoIncrease { quantity } => {
                self.name(quantity, Wanted::Quantity);
                self.share(quantity, quantity.span);
            }
            Act::Admit { body, .. } => self.name(body, Wanted::Actor),
            Act::Grant { waiver } | Act::Renew { waiver } => self.name(waiver, Wanted::Waiver),
            Act::Turn { dial, .. } => self.name(dial, Wanted::Dial),
            Act::Transfer { tranche } => self.name(tranche, Wanted::Tranche),
            other => self.other_act(other),
        }
    }

    fn other_act(&mut self, act: &'a Act) {
        match act {
            Act::Instruct { group, cease, zone } => {
                self.name(group, Wanted::Actor);
                self.name(cease, Wanted::Quantity);
                self.names(zone, Wanted::Zone);
            }
            Act::HoldFire { against, zone } => {
                self.whos(against);
                self.names(zone, Wanted::Zone);
            }
            Act::Deliver { to, up_to, what } => {
                self.names(to, Wanted::Actor);
                if let Some(rate) = up_to {
                    self.rated(rate, "a delivery");
                    if let Thing::Name(quantity) = what {
                        self.measured(quantity, &rate.amount);
                    }
                }
            }
            Act::Deed { what, complements, limit, .. } => {
                if let (Some(Thing::Name(quantity)), Some((_, amount))) = (what, limit) {
                    self.measured(quantity, amount);
                }
                for (preposition, thing) in complements {
                    if let (Preposition::Against, Thing::Name(name)) = (preposition, thing) {
                        self.name(name, Wanted::Anything);
                    }
                }
            }
            _ => (),
        }
    }

    fn manner(&mut self, manner: &'a Manner) {
        let times = [&manner.by, &manner.from, &manner.until];
        times.into_iter().flatten().for_each(|moment| self.moment(moment));
        manner.after.iter().for_each(|condition| self.condition(condition));
        for verification in &manner.verified {
            self.name(&verification.body, Wanted::Actor);
            self.durations(&verification.within);
        }
        self.durations(manner.undo.iter().filter_map(|undo| undo.within.as_ref()));
        self.powers(&manner.if_missed);
        self.powers(&manner.if_met);
    }

    pub fn powers(&mut self, powers: &'a [Power]) {
        powers.iter().for_each(|power| self.power(power));
    }

    pub fn power(&mut self, power: &'a Power) {
        self.whos(&power.holders);
        self.effect(&power.effect);
        self.durations(&power.lasts);
        self.durations(&power.within);
        power.condition.iter().for_each(|condition| self.condition(condition));
    }

    fn effect(&mut self, effect: &'a Effect) {
        match effect {
            Effect::Pause(what) | Effect::Suspend(what) | Effect::Resume(what) => {
                self.name(what, Wanted::Anything);
            }
            Effect::Revoke(what) => self.name(what, Wanted::Waiver),
            Effect::Lower { dial, .. } => self.name(dial, Wanted::Dial),
            Effect::Strike { zone, .. } => self.names(zone, Wanted::Zone),
            Effect::Start { procedure, .. } => self.name(procedure, Wanted::Procedure),
            Effect::End(what) => self.name(what, Wanted::Anything),
            Effect::CeasePerforming { of, .. } => self.names(of, Wanted::Anything),
            Effect::Notify(who) | Effect::Consult(who) => self.name(who, Wanted::Actor),
            Effect::Open(phase) => self.name(phase, Wanted::Phase),
            Effect::Withdraw | Effect::EstablishAttribution | Effect::Other(_) => (),
        }
    }

    pub fn outcomes(&mut self, outcomes: &'a [Outcome]) {
        for outcome in outcomes {
            match outcome {
                Outcome::Happens(effect, _) => self.effect(effect),
                Outcome::Power(power) => self.power(power),
            }
        }
    }

    pub fn restoration(&mut self, restoration: &'a Restoration) {
        if let Thing::Name(what) = &restoration.what {
            self.name(what, Wanted::Anything);
        }
    }

    pub fn level(&mut self, level: &'a Level) {
        match &level.when {
            LevelWhen::Any | LevelWhen::Casualties(..) => (),
            LevelWhen::Value { quantity, bound, .. } => {
                self.name(quantity, Wanted::Quantity);
                self.bound(quantity, bound);
            }
            LevelWhen::Condition(condition) => self.condition(condition),
        }
        self.powers(&level.answers);
    }
}
