//! Notices, channels, statements, safe harbours, undertakings.

use kernel::accord::{Channel, Grade, Notice, Statement, Tolerance, Undertaking};
use kernel::{ActorId, DutyId};

use super::context::Lowering;
use crate::ast::{self, Lapse, ToleratedAct, Tolerates};

impl<'a> Lowering<'a> {
    /// Every notice with everybody who must give it.
    pub fn notifiers(&self) -> Vec<(&'a ast::Notice, ActorId)> {
        let by = |it: &ast::Notice| {
            let named = self.who(&it.by);
            if named.is_empty() { self.signatories() } else { named }
        };
        self.text
            .notices()
            .flat_map(|it| by(it).into_iter().map(move |actor| (it, actor)))
            .collect()
    }

    /// A row for each who must tell. What the text leaves out is an irregularity if late and
    /// non-performance if no notice is given.
    pub fn lower_notices(&mut self) {
        for (notice, by) in self.notifiers() {
            let name = notice.head.name.as_str();
            let row = Notice {
                by,
                before: notice.at_least.as_ref().map_or(kernel::Hours::ZERO, |it| self.hours(it)),
                late: notice.late_means.map_or(Grade::Irregularity, grade),
                none: notice.none_means.map_or(Grade::NonPerformance, grade),
                clause: self.clause(notice.head.span),
            };
            self.out.notices.push(row);
            if notice.zone.is_some() {
                self.note(name, "an act that it is of is one wherever it is done");
            }
        }
    }

    /// Every line with everybody at an end of it.
    pub fn ends(&self) -> Vec<(&'a ast::Channel, ActorId)> {
        let ends = |it: &'a ast::Channel| {
            let actors = it.between.iter().filter_map(|name| self.names.actor(name.as_str()));
            actors.map(move |actor| (it, actor)).collect::<Vec<_>>()
        };
        self.text.channels().flat_map(ends).collect()
    }

    /// A row for each end. What is another's fallback is silent until it is needed.
    pub fn lower_channels(&mut self) {
        let reserves: Vec<&ast::Name> =
            self.text.channels().filter_map(|it| it.fallback.as_ref()).collect();
        let ends = self.ends();
        for (channel, end) in &ends {
            let same = |(other, actor): &(&ast::Channel, ActorId)| {
                actor == end && channel.fallback.as_ref() == Some(&other.head.name)
            };
            let fallback = ends.iter().position(same).and_then(|at| u16::try_from(at).ok());
            let row = Channel {
                end: *end,
                acknowledge: channel.acknowledge_within.as_ref().map(|it| self.hours(it)),
                keepalive: channel.keepalive_every.as_ref().map(|it| self.hours(it)),
                from_start: !reserves.contains(&&channel.head.name),
                fallback: fallback.map(kernel::ChannelId),
                clause: self.clause(channel.head.span),
            };
            self.out.channels.push(row);
            if channel.fallback.is_some() && fallback.is_none() {
                self.note(channel.head.name.as_str(), "its fallback is no channel of the text");
            }
        }
    }

    /// A row for each statement.
    pub fn lower_statements(&mut self) {
        for statement in self.text.statements() {
            let named = self.who(&statement.by);
            let by = if named.is_empty() { self.signatories() } else { named };
            let row = Statement { by, clause: self.clause(statement.head.span) };
            self.out.statements.push(row);
        }
    }

    /// Every act of every safe harbour.
    pub fn harbours(&self) -> Vec<(&'a Tolerates, &'a ToleratedAct)> {
        let acts = |it: &'a Tolerates| it.acts.iter().map(move |act| (it, act));
        self.text.tolerated().flat_map(acts).collect()
    }

    /// A row for each act tolerated; the budget is one for all who may do it.
    pub fn lower_tolerances(&mut self) {
        for (harbour, act) in self.harbours() {
            let name = harbour.head.name.as_str();
            let clause = self.clause(harbour.head.span);
            let by = self.who(&act.by);
            let subject = self.tally(&act.act, None, None, clause);
            let budget = act.up_to.as_ref().map(|number| {
                number.value.as_whole().and_then(|n| u32::try_from(n).ok()).unwrap_or(u32::MAX)
            });
            let period = act.per.as_ref().map(|per| self.hours(per));
            self.out.tolerances.push(Tolerance { subject, by, budget, period, clause });
            if act.zone.is_some() {
                self.note(name, &format!("`{}` are tolerated wherever they are done", act.act));
            }
        }
    }

    /// A row for each undertaking.
    pub fn lower_undertakings(&mut self) {
        for it in self.text.undertakings() {
            let duties =
                it.duties.iter().flat_map(|step| self.names.duties(step.head.name.as_str()));
            let duties: Vec<DutyId> = duties.collect();
            let notice = it.notice.as_ref().map_or(kernel::Hours::ZERO, |it| self.hours(it));
            let mirror = it.mirrored_by.as_ref();
            let row = Undertaking {
                by: self.actor(it.by.as_ref()),
                duties,
                notice: it.revocable.then_some(notice),
                mirror: mirror.and_then(|name| self.names.undertaking(name.as_str())),
                clause: self.clause(it.head.span),
            };
            self.out.undertakings.push(row);
        }
    }
}

fn grade(lapse: Lapse) -> Grade {
    match lapse {
        Lapse::Irregularity => Grade::Irregularity,
        Lapse::Nonperformance => Grade::NonPerformance,
    }
}
