//! Dials, waivers, escrows.

use kernel::accord::{Dial, Escrow, Progress, Scaled, Stage, Target, Tranche, Waiver};
use kernel::{Condition, EscrowId, Hours};

use super::condition::small;
use super::context::{DEFAULT_WINDOW, Lowering};
use super::subject::convert;
use crate::ast::{self, CoverLimit};
use crate::units::{Currency, Unit};

impl Lowering<'_> {
    /// A row for each dial. Without `raise when` it may always be raised; without `lower when`
    /// lowering it is without cause.
    pub fn lower_dials(&mut self) {
        for dial in self.text.dials() {
            let name = dial.head.name.as_str();
            let raise = self.condition_or(dial.raise.as_ref(), Condition::Always, name);
            let lower = self.condition_or(dial.lower.as_ref(), Condition::Never, name);
            let row = Dial {
                holder: self.actor(dial.turned_by.as_ref()),
                workstream: self.file(dial.head.workstream.as_ref()),
                levels: dial.levels.as_ref().map_or(1, small),
                start: dial.starts_at.as_ref().map_or(0, small),
                raise,
                lower,
                piped: dial.felt_through.is_some(),
                stages: self.pipeline(dial.felt_through.as_ref()),
                clause: self.clause(dial.head.span),
            };
            self.out.dials.push(row);
        }
    }

    /// A row for each waiver. Without `revoked only when` a unilateral one may be revoked at
    /// will, another only without cause; without `renewable` it ends with its term.
    pub fn lower_waivers(&mut self) {
        for waiver in self.text.waivers() {
            let name = waiver.head.name.as_str();
            let at_will = if waiver.unilateral { Condition::Always } else { Condition::Never };
            let (volume, period) = self.cover(waiver);
            let row = Waiver {
                granter: self.actor(waiver.granted_by.as_ref()),
                workstream: self.file(waiver.head.workstream.as_ref()),
                volume,
                scaled: None,
                period,
                lasts: waiver.lasts.as_ref().map(|length| self.hours(length)),
                renewals: renewals(waiver),
                renew: self.condition_or(
                    waiver.renewal.as_ref().and_then(|renewal| renewal.only_if.as_ref()),
                    Condition::Always,
                    name,
                ),
                winds_down: self.or_none(waiver.winds_down.as_ref()),
                revoke: self.condition_or(waiver.revoke.as_ref(), at_will, name),
                clause: self.clause(waiver.head.span),
            };
            self.out.waivers.push(row);
            if waiver.notice.is_some() {
                self.note(name, "notice before it ends is not run");
            }
        }
    }

    /// Relief that grows with progress: between `at least` and `at most` of its volume.
    pub fn lower_scales(&mut self) {
        let text = self.text;
        for scale in text.scales().chain(text.phases().flat_map(|phase| &phase.scales)) {
            let waiver = self.names.waiver(scale.what.as_str());
            let duty = self.names.duties(scale.progress_of.as_str()).first().copied();
            let progress = duty.map(|duty| self.progress(duty));
            let row = waiver.and_then(|waiver| self.out.waivers.get_mut(waiver.index()));
            match (row, progress) {
                (Some(row), Some(progress)) if row.volume < i64::MAX => {
                    let whole = row.volume;
                    let floor = scale.at_least.as_ref().map_or(0, |it| percent(whole, it));
                    row.volume = scale.at_most.as_ref().map_or(whole, |it| percent(whole, it));
                    row.scaled = Some(Scaled { progress, floor });
                }
                _ => self
                    .note(scale.what.as_str(), "only the volume of a waiver grows with progress"),
            }
        }
    }

    /// In proportion from the baseline where the step asks for a value, else all or nothing.
    fn progress(&self, duty: kernel::DutyId) -> Progress {
        let target = self.out.duty(duty).map(|row| &row.target);
        match target {
            Some(Target::Value { subject, bound, .. }) => {
                let from = self.out.subject(*subject).map_or(0, |row| row.baseline);
                Progress::Value { subject: *subject, from, to: *bound }
            }
            _ => Progress::Met(duty),
        }
    }

    /// The stages of a pipeline, in order; nobody is late at one without a time.
    fn pipeline(&self, through: Option<&ast::Name>) -> Vec<Stage> {
        let of = |name: &ast::Name| self.text.pipelines().find(|it| it.head.name == *name);
        let stages = through.and_then(of).into_iter().flat_map(|it| &it.stages);
        let row = |it: &ast::PipelineStage| Stage {
            owner: self.actor(Some(&it.owner)),
            within: it.within.as_ref().map(|within| self.hours(within)),
            may_refuse: it.may_refuse,
            clause: self.clause(it.span),
        };
        stages.map(row).collect()
    }

    fn or_none(&self, duration: Option<&ast::Duration>) -> Hours {
        duration.map_or(Hours::ZERO, |duration| self.hours(duration))
    }

    fn cover(&mut self, waiver: &ast::Waiver) -> (i64, Hours) {
        let name = waiver.head.name.as_str();
        let cover = waiver.covers.as_ref();
        match cover.and_then(|cover| cover.up_to.as_ref().map(|limit| (cover, limit))) {
            Some((cover, CoverLimit::Volume(volume))) => {
                let subject = self.names.subject(cover.quantity.as_str());
                let amount = subject.map_or(0, |subject| self.amount(&volume.amount, subject));
                let period = volume.period.as_ref().map(|period| self.hours(period));
                (amount, period.unwrap_or(DEFAULT_WINDOW))
            }
            _ => {
                self.note(name, "its volumes are not in the text, so none is too large");
                (i64::MAX, DEFAULT_WINDOW)
            }
        }
    }

    /// A row for each escrow and each tranche.
    pub fn lower_escrows(&mut self) {
        for (escrow, number) in self.text.escrows().zip(0..u16::MAX) {
            let unit = escrow.total.as_ref().or(escrow.tranches.first().map(|it| &it.amount));
            let unit = unit.map_or(Unit::Money(Currency::USD), |amount| amount.unit);
            let factors = &self.text.header.factors;
            let value = |amount: &ast::Amount| convert(amount, unit, factors).unwrap_or(0);
            let parts: Vec<i64> = escrow.tranches.iter().map(|it| value(&it.amount)).collect();
            let sum = parts.iter().fold(0_i64, |sum, part| sum.saturating_add(*part));
            let total = escrow.total.as_ref().map_or(sum, value);
            for (tranche, amount) in escrow.tranches.iter().zip(parts) {
                let clause = self.clause(tranche.span);
                self.out.tranches.push(Tranche { escrow: EscrowId(number), amount, clause });
            }
            let row = self.escrow(escrow, total);
            self.out.escrows.push(row);
        }
    }

    fn escrow(&mut self, escrow: &ast::Escrow, total: i64) -> Escrow {
        let name = escrow.head.name.as_str();
        if escrow.answer_within.is_some() {
            self.note(name, "how soon the custodian answers is a belief, not a clock");
        }
        let custodian = self.actor(escrow.custodian.as_ref());
        let mut approvers: Vec<kernel::ActorId> =
            escrow.approved_by.iter().map(|name| self.actor(Some(name))).collect();
        if approvers.is_empty() {
            approvers.push(custodian);
        }
        Escrow {
            owner: self.actor(escrow.owned_by.as_ref()),
            custodian,
            approvers,
            workstream: self.file(escrow.head.workstream.as_ref()),
            total,
            piped: escrow.transferred_through.is_some(),
            stages: self.pipeline(escrow.transferred_through.as_ref()),
            clause: self.clause(escrow.head.span),
        }
    }
}

fn percent(whole: i64, percent: &ast::Number) -> i64 {
    let thousandths = i128::from(percent.value.times(1000).unwrap_or(100_000));
    i64::try_from(i128::from(whole) * thousandths / 100_000).unwrap_or(whole)
}

/// `None` for without limit.
fn renewals(waiver: &ast::Waiver) -> Option<u16> {
    match &waiver.renewal {
        None => Some(0),
        Some(renewal) => {
            let times = renewal.times.as_ref()?;
            Some(times.value.as_whole().and_then(|n| u16::try_from(n).ok()).unwrap_or(0))
        }
    }
}
