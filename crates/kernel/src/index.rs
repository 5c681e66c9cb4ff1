//! Finding rows by id, and the derived tables: which clocks, dates and values are read.

use crate::accord::*;
use crate::condition::Condition;
use crate::ids::*;
use crate::state::State;
use crate::time::Hours;

macro_rules! rows {
    ($($row:ident: $table:ident, $id:ident, $type:ty, $ids:ident;)*) => {
        impl Accord {$(
            /// The row, if the id is inside the table.
            #[must_use]
            pub fn $row(&self, id: $id) -> Option<&$type> {
                self.$table.get(id.index())
            }

            /// Every id of the table, in order.
            pub fn $ids(&self) -> impl Iterator<Item = $id> + use<> {
                (0..u16::try_from(self.$table.len()).unwrap_or(u16::MAX)).map($id)
            }
        )*}
    };
}

rows! {
    actor: actors, ActorId, Actor, actor_ids;
    workstream: workstreams, WorkstreamId, Workstream, workstream_ids;
    subject: subjects, SubjectId, Subject, subject_ids;
    duty: duties, DutyId, Duty, duty_ids;
    phase: phases, PhaseId, Phase, phase_ids;
    dial: dials, DialId, Dial, dial_ids;
    waiver: waivers, WaiverId, Waiver, waiver_ids;
    escrow: escrows, EscrowId, Escrow, escrow_ids;
    tranche: tranches, TrancheId, Tranche, tranche_ids;
    redline: redlines, RedlineId, Redline, redline_ids;
    inquiry: inquiries, InquiryId, Inquiry, inquiry_ids;
    procedure: procedures, ProcedureId, Procedure, procedure_ids;
    freeze: freezes, FreezeId, Freeze, freeze_ids;
    carveout: carveouts, CarveoutId, Carveout, carveout_ids;
    handover: handovers, HandoverId, Handover, handover_ids;
    notice: notices, NoticeId, Notice, notice_ids;
    channel: channels, ChannelId, Channel, channel_ids;
    statement: statements, StatementId, Statement, statement_ids;
    tolerance: tolerances, ToleranceId, Tolerance, tolerance_ids;
    undertaking: undertakings, UndertakingId, Undertaking, undertaking_ids;
    accession: accessions, AccessionId, Accession, accession_ids;
    ballot: ballots, BallotId, Ballot, ballot_ids;
}

impl Default for Accord {
    /// An accord that says nothing: nobody signed, nothing is owed.
    fn default() -> Self {
        Self {
            language: 1,
            actors: Vec::new(),
            signatories: 0,
            workstreams: Vec::new(),
            subjects: Vec::new(),
            duties: Vec::new(),
            phases: Vec::new(),
            dials: Vec::new(),
            waivers: Vec::new(),
            escrows: Vec::new(),
            tranches: Vec::new(),
            redlines: Vec::new(),
            inquiries: Vec::new(),
            procedures: Vec::new(),
            freezes: Vec::new(),
            carveouts: Vec::new(),
            handovers: Vec::new(),
            notices: Vec::new(),
            channels: Vec::new(),
            statements: Vec::new(),
            tolerances: Vec::new(),
            undertakings: Vec::new(),
            accessions: Vec::new(),
            ballots: Vec::new(),
            sunset: None,
            header: ClauseId(0),
            quorum: 2,
            withdrawal_notice: Vec::new(),
            essential: Vec::new(),
            ends: Condition::Never,
            day_read_at: Vec::new(),
            values_read: Vec::new(),
            form: LegalForm::Political,
        }
    }
}

impl Accord {
    /// Every signatory, in order.
    pub fn signatory_ids(&self) -> impl Iterator<Item = ActorId> + use<> {
        (0..self.signatories).map(ActorId)
    }

    /// Whether the actor has signed.
    #[must_use]
    pub fn is_signatory(&self, actor: ActorId) -> bool {
        actor.0 < self.signatories
    }

    /// Whether the carve-out is open: until its own end, whatever else ends.
    #[must_use]
    pub fn is_flowing(&self, state: &State, id: CarveoutId) -> bool {
        let open = |row: &Carveout| row.until.is_none_or(|end| state.day < end);
        state.ended.is_none() && self.carveout(id).is_some_and(open)
    }

    /// The undertaking that the duty belongs to, if any.
    #[must_use]
    pub fn undertaking_of(&self, duty: DutyId) -> Option<UndertakingId> {
        let mut rows = self.undertaking_ids().zip(&self.undertakings);
        rows.find(|(_, row)| row.duties.contains(&duty)).map(|(id, _)| id)
    }

    /// The duty to tell that a notice makes, if it makes one.
    #[must_use]
    pub fn duty_to_tell(&self, notice: NoticeId) -> Option<DutyId> {
        let target = Target::Noticed { notice };
        self.duty_ids().zip(&self.duties).find(|(_, row)| row.target == target).map(|(id, _)| id)
    }

    /// The ballot of a body, if it decides by vote.
    #[must_use]
    pub fn ballot_of(&self, body: ActorId) -> Option<BallotId> {
        let mut rows = self.ballot_ids().zip(&self.ballots);
        rows.find(|(_, row)| row.body == body).map(|(id, _)| id)
    }

    /// The same accord with its derived tables made: at which spans each duty's clock and the date
    /// are read. The language calls it once, at the end of lowering; decoding does too.
    #[must_use]
    pub fn indexed(mut self) -> Self {
        let held = vec![Vec::new(); self.duties.len()];
        let mut reads = Reads { held, days: Vec::new(), values: Vec::new() };
        reads.gather(&self);
        for (duty, mut spans) in self.duties.iter_mut().zip(reads.held) {
            spans.sort_unstable();
            spans.dedup();
            duty.read_at = spans;
        }
        reads.days.sort_unstable();
        reads.days.dedup();
        self.day_read_at = reads.days;
        reads.values.sort_unstable();
        reads.values.dedup();
        self.values_read = reads.values;
        self
    }
}

/// Which clocks are read, and where.
struct Reads {
    held: Vec<Vec<Hours>>,
    days: Vec<Hours>,
    values: Vec<SubjectId>,
}

impl Reads {
    fn gather(&mut self, accord: &Accord) {
        for duty in &accord.duties {
            self.condition(&duty.after);
            for when in [duty.from, duty.due, duty.until].into_iter().flatten() {
                self.when(when, duty.phase.is_none());
            }
        }
        for phase in &accord.phases {
            self.condition(&phase.opens);
            self.condition(&phase.closes);
        }
        for dial in &accord.dials {
            self.condition(&dial.raise);
            self.condition(&dial.lower);
        }
        for waiver in &accord.waivers {
            self.condition(&waiver.revoke);
            self.condition(&waiver.renew);
            let progress = waiver.scaled.as_ref().map(|scaled| &scaled.progress);
            match progress {
                Some(Progress::Value { subject, .. }) => self.values.push(*subject),
                Some(Progress::Met(duty)) => self.condition(&Condition::Met(*duty)),
                None => (),
            }
        }
        for line in &accord.redlines {
            self.condition(&line.live);
            let answers = line.levels.iter().flat_map(|level| &level.answers);
            answers.for_each(|answer| {
                self.condition(&answer.only_if);
                self.effect(&answer.effect);
            });
        }
        accord.procedures.iter().flat_map(|row| &row.outcome).for_each(|it| self.effect(it));
        self.condition(&accord.ends);
        self.days.extend(accord.sunset);
        self.days.extend(accord.carveouts.iter().filter_map(|row| row.until));
        self.tolerance(accord);
    }

    /// Whether a group was last reported to be let act is read where that alone makes its acts
    /// count.
    fn tolerance(&mut self, accord: &Accord) {
        for (id, row) in accord.subject_ids().zip(&accord.subjects) {
            let SubjectKind::Restraint(group) = row.kind else { continue };
            let rule = accord.actor(group).and_then(|actor| actor.answered_by);
            if rule.is_some_and(|(_, rule)| rule == Attribution::Tolerated) {
                self.values.push(id);
            }
        }
    }

    fn when(&mut self, when: When, unphased: bool) {
        match when {
            When::After(duty, span) => self.held_at(duty, span),
            When::Day(day) => self.days.push(day),
            When::Phase(day) if unphased => self.days.push(day),
            When::Phase(_) => {}
        }
    }

    fn held_at(&mut self, duty: DutyId, span: Hours) {
        if let Some(spans) = self.held.get_mut(duty.index()) {
            spans.push(span);
        }
    }

    fn effect(&mut self, effect: &Effect) {
        if let Effect::OnlyIf(condition, effect) = effect {
            self.condition(condition);
            self.effect(effect);
        }
    }

    fn condition(&mut self, condition: &Condition) {
        match condition {
            Condition::Held(duty, span) => self.held_at(*duty, *span),
            Condition::Day(day) => self.days.push(*day),
            Condition::Value(subject, ..) => self.values.push(*subject),
            Condition::All(list) | Condition::Any(list) => {
                list.iter().for_each(|c| self.condition(c));
            }
            Condition::Not(inner) => self.condition(inner),
            _ => {}
        }
    }
}
