//! Phases, swaps, freezes.

use kernel::accord::{Freeze, LegalForm, Phase};
use kernel::{Condition, DutyId, Hours, PhaseId, WorkstreamId};

use super::context::Lowering;
use super::steps::freezes;
use super::time::day;
use crate::ast::{self, Moment, MomentKind, Opening};

/// A legal form as the tables hold it.
pub(crate) fn legal_form(form: ast::LegalForm) -> LegalForm {
    match form {
        ast::LegalForm::Political => LegalForm::Political,
        ast::LegalForm::Executive => LegalForm::Executive,
        ast::LegalForm::Statute => LegalForm::Statute,
        ast::LegalForm::Treaty => LegalForm::Treaty,
    }
}

impl Lowering<'_> {
    /// A row for each phase; after the duties, whose files it takes along.
    pub fn lower_phases(&mut self) {
        for (number, phase) in (0..u16::MAX).zip(self.text.phases()) {
            let row = self.phase(phase, PhaseId(number));
            self.out.phases.push(row);
        }
    }

    fn phase(&mut self, phase: &ast::Phase, id: PhaseId) -> Phase {
        let name = phase.head.name.as_str();
        let opens = match &phase.opens {
            None => Condition::Always,
            Some(Opening::On(moment)) => self.passed(moment, name),
            Some(Opening::When(condition)) => self.condition(condition, name),
        };
        Phase {
            opens,
            closes: self.condition_or(phase.closes.as_ref(), Condition::Never, name),
            lapses: phase.lapses.as_ref().and_then(|moment| self.lapse(phase, moment)),
            workstreams: self.files_of(id),
            form: phase.form.map(|(form, _)| legal_form(form)),
            clause: self.clause(phase.head.span),
        }
    }

    fn files_of(&self, phase: PhaseId) -> Vec<WorkstreamId> {
        let duties = self.out.duties.iter().filter(|duty| duty.phase == Some(phase));
        let mut files: Vec<WorkstreamId> = duties.map(|duty| duty.workstream).collect();
        files.sort_unstable();
        files.dedup();
        files
    }

    /// Counted from the opening; a date needs a phase that opens on a known day.
    fn lapse(&mut self, phase: &ast::Phase, moment: &Moment) -> Option<Hours> {
        let name = phase.head.name.as_str();
        match &moment.kind {
            MomentKind::PhaseDay(number) => Some(day(number)),
            MomentKind::Span { length, of: None } => Some(self.hours(length)),
            _ => {
                let opened = match &phase.opens {
                    Some(Opening::On(opening)) => self.since_day_zero(opening, name),
                    _ => None,
                };
                let end = self.since_day_zero(moment, name);
                if opened.is_none() {
                    self.note(name, "its lapse on a date is not run: its opening has none");
                }
                Some(end?.minus(opened?))
            }
        }
    }

    /// Simultaneous performance: each leg of a swap sleeps while one of the other's is reported.
    pub fn lower_swaps(&mut self) {
        let inner = self.text.phases().flat_map(|phase| &phase.swaps);
        for swap in inner.chain(self.text.swaps()) {
            let legs = |names: &[ast::Name]| -> Vec<DutyId> {
                names.iter().flat_map(|name| self.names.duties(name.as_str())).collect()
            };
            let (give, take) = (legs(&swap.give), legs(&swap.take));
            self.set_against(&give, &take);
            self.set_against(&take, &give);
        }
    }

    /// The limits of a freeze hold against one another; a row for each that may be left.
    pub fn lower_freezes(&mut self) {
        for (freeze, phase) in freezes(self.text) {
            let duties: Vec<DutyId> = freeze
                .duties
                .iter()
                .flat_map(|step| self.names.duties(step.head.name.as_str()))
                .collect();
            for duty in &duties {
                let others = self.owed_by_others(*duty, &duties);
                self.set_against(&[*duty], &others);
            }
            let Some(leave) = &freeze.leave else { continue };
            let file = freeze.head.workstream.as_ref();
            let file = file.or(phase.and_then(|phase| phase.head.workstream.as_ref()));
            let row = Freeze {
                duties,
                notice: leave.notice.as_ref().map_or(Hours::ZERO, |notice| self.hours(notice)),
                workstream: self.file(file),
                clause: self.clause(freeze.head.span),
            };
            self.out.freezes.push(row);
        }
    }

    fn owed_by_others(&self, duty: DutyId, duties: &[DutyId]) -> Vec<DutyId> {
        let obligor = |id: DutyId| self.out.duty(id).map(|row| row.obligor);
        duties.iter().copied().filter(|other| obligor(*other) != obligor(duty)).collect()
    }

    fn set_against(&mut self, duties: &[DutyId], others: &[DutyId]) {
        for duty in duties {
            let Some(row) = self.out.duties.get_mut(duty.index()) else { continue };
            row.against.extend(others);
            row.against.sort_unstable();
            row.against.dedup();
        }
    }
}
