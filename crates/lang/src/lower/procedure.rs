//! Disputes and snapbacks.

use kernel::accord::{Effect, Procedure, ProcedureKind};
use kernel::{DutyId, Hours, WorkstreamId};

use super::context::{DEFAULT_WINDOW, Lowering};
use crate::ast::{self, Citing, Outcome, Silence, Stage};

impl Lowering<'_> {
    /// A row for each dispute, then for each snapback.
    pub fn lower_procedures(&mut self) {
        for dispute in self.text.disputes() {
            let row = self.dispute(dispute);
            self.out.procedures.push(row);
        }
        for snapback in self.text.snapbacks() {
            let row = self.snapback(snapback);
            self.out.procedures.push(row);
        }
    }

    fn dispute(&mut self, dispute: &ast::Dispute) -> Procedure {
        let name = dispute.head.name.as_str();
        let workstream = self.file(dispute.head.workstream.as_ref());
        if dispute.silence.is_some_and(|(silence, _)| silence != Silence::Exhausted) {
            self.note(name, "silence exhausts it, whatever it is said to mean");
        }
        let window = dispute.window.as_ref().map_or(DEFAULT_WINDOW, |window| self.hours(window));
        Procedure {
            kind: ProcedureKind::Dispute,
            starters: self.starters(&dispute.opened_by),
            workstream,
            about: self.about(&dispute.citing, dispute.head.workstream.is_none()),
            after: Vec::new(),
            stages: self.stages(&dispute.stages),
            stopped_by: None,
            window,
            outcome: self.outcomes(&dispute.then, workstream, name),
            clause: self.clause(dispute.head.span),
        }
    }

    fn starters(&self, who: &[ast::Who]) -> Vec<kernel::ActorId> {
        if who.is_empty() { self.signatories() } else { self.who(who) }
    }

    /// The duties it can be about; empty for any of its file. What names no file may be about any
    /// duty at all.
    fn about(&self, citing: &Option<Citing>, no_file: bool) -> Vec<DutyId> {
        match citing {
            Some(Citing::Names(names)) => {
                names.iter().flat_map(|name| self.names.duties(name.as_str())).collect()
            }
            _ if no_file && self.out.workstreams.len() > 1 => self.out.duty_ids().collect(),
            _ => Vec::new(),
        }
    }

    /// Lengths in sequence; stages beside one another count once, by the longest.
    fn stages(&self, stages: &[Stage]) -> Vec<Hours> {
        let mut lengths: Vec<(&str, Hours)> = Vec::new();
        for stage in stages {
            let length = stage.length.as_ref().map_or(Hours::ZERO, |length| self.hours(length));
            let other = stage.beside.as_ref().or(stage.instead_of.as_ref());
            let beside =
                other.and_then(|other| lengths.iter_mut().find(|(name, _)| *other == **name));
            match beside {
                Some((_, longest)) => *longest = (*longest).max(length),
                None => lengths.push((stage.name.as_str(), length)),
            }
        }
        lengths.into_iter().map(|(_, length)| length).collect()
    }

    fn outcomes(&mut self, then: &[Outcome], file: WorkstreamId, name: &str) -> Vec<Effect> {
        then.iter().filter_map(|outcome| self.outcome(outcome, file, name)).collect()
    }

    fn snapback(&mut self, snapback: &ast::Snapback) -> Procedure {
        let name = snapback.head.name.as_str();
        let workstream = self.file(snapback.head.workstream.as_ref());
        let adopting = snapback.stopped.as_ref().filter(|stopped| stopped.adopts.is_some());
        let stopped_by = adopting.and_then(|stopped| stopped.who.name());
        let restores = snapback.restores.iter();
        let mut outcome: Vec<Effect> =
            restores.filter_map(|restoration| self.restoration(restoration, name)).collect();
        outcome.extend(self.what_happens(&snapback.then, workstream, name));
        let runs = snapback.runs.as_ref().map_or(DEFAULT_WINDOW, |runs| self.hours(runs));
        Procedure {
            kind: ProcedureKind::Snapback,
            starters: self.starters(&snapback.started_by),
            workstream,
            about: self.about(&snapback.citing, snapback.head.workstream.is_none()),
            after: self.prior(&snapback.after),
            stages: vec![runs],
            stopped_by: stopped_by.and_then(|by| self.names.actor(by.as_str())),
            window: Hours::ZERO,
            outcome,
            clause: self.clause(snapback.head.span),
        }
    }

    fn prior(&self, after: &[ast::Name]) -> Vec<kernel::ProcedureId> {
        after.iter().filter_map(|name| self.names.procedure(name.as_str())).collect()
    }

    /// A snapback's outcome comes by silence; a power is nobody's act, and so is left out.
    fn what_happens(&mut self, then: &[Outcome], file: WorkstreamId, name: &str) -> Vec<Effect> {
        let powers = then.iter().any(|outcome| matches!(outcome, Outcome::Power(_)));
        if powers {
            self.note(name, "powers that follow from it are not run");
        }
        let happens = then.iter().filter(|outcome| matches!(outcome, Outcome::Happens(..)));
        happens.filter_map(|outcome| self.outcome(outcome, file, name)).collect()
    }
}
