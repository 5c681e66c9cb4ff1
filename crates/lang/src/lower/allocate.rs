//! First pass: every name gets its row, so that clauses may speak of what stands below them.

use kernel::accord::{Actor, Attribution, Role, Workstream};
use kernel::{
    ActorId, ClauseId, DialId, DutyId, EscrowId, FreezeId, InquiryId, PhaseId, ProcedureId,
    RedlineId, SubjectId, TrancheId, WaiverId, WorkstreamId,
};

use rustc_hash::FxHashSet;

use super::context::Lowering;
use super::steps::{Block, Placed, freezes};
use crate::ast::{self, Head};

/// Numbers the rows of one table.
pub(super) fn numbered<T>(rows: impl Iterator<Item = T>) -> impl Iterator<Item = (u16, T)> {
    (0..u16::MAX).zip(rows)
}

impl Lowering<'_> {
    /// Gives every name its row.
    pub fn allocate(&mut self) {
        self.allocate_actors();
        self.allocate_files();
        self.allocate_articles();
        self.allocate_talk();
        self.allocate_duties();
    }

    fn allocate_actors(&mut self) {
        let text = self.text;
        let signed = |party: &&ast::Party| text.header.signatories.contains(&party.head.name);
        for name in &text.header.signatories {
            let party = text.parties().find(|party| party.head.name == *name);
            party.into_iter().for_each(|party| self.add_actor(&party.head, Role::Signatory));
        }
        self.out.signatories = u16::try_from(self.out.actors.len()).unwrap_or(u16::MAX);
        let unsigned = text.parties().filter(|party| !signed(party)).map(|party| &party.head);
        let outsiders = unsigned.chain(text.outsiders().map(|it| &it.head));
        let outsiders = outsiders.chain(text.blocs().map(|it| &it.head));
        outsiders.for_each(|head| self.add_actor(head, Role::Outsider));
        text.groups().for_each(|it| self.add_actor(&it.head, Role::Group));
        text.bodies().for_each(|it| self.add_actor(&it.head, Role::Body));
        self.answer_for();
    }

    fn add_actor(&mut self, head: &Head, role: Role) {
        let id = ActorId(u16::try_from(self.out.actors.len()).unwrap_or(u16::MAX));
        let clause = self.clause(head.span);
        self.out.actors.push(Actor { role, answered_by: None, clause });
        self.names.add(id, &head.name.text, head.called());
    }

    fn answer_for(&mut self) {
        let text = self.text;
        let outsiders = text.outsiders().map(|it| (&it.head, &it.answered_for));
        let groups = text.groups().map(|it| (&it.head, &it.answered_for));
        for (head, answered) in outsiders.chain(groups) {
            let Some(answered) = answered else { continue };
            let by = answered.by.name().and_then(|name| self.names.actor(name.as_str()));
            let id = self.names.actor(head.name.as_str());
            let row = id.and_then(|id| self.out.actors.get_mut(id.index()));
            if let (Some(row), Some(by)) = (row, by) {
                row.answered_by = Some((by, attribution(answered.rule)));
            }
        }
    }

    fn allocate_files(&mut self) {
        let text = self.text;
        for (number, file) in numbered(text.workstreams()) {
            self.names.add(WorkstreamId(number), &file.head.name.text, file.head.called());
        }
        let mut count = u16::try_from(text.workstreams().count()).unwrap_or(u16::MAX);
        if count == 1 {
            self.general = Some(WorkstreamId(0));
        } else if count == 0 || self.something_names_no_file() {
            self.general = Some(WorkstreamId(count));
            self.names.add_implicit(WorkstreamId(count), "general", "what names no workstream");
            count = count.saturating_add(1);
        }
        let apart = self.apart();
        let rows: Vec<Workstream> = (0..count).map(|id| self.file_row(id, count, &apart)).collect();
        self.out.workstreams = rows;
    }

    fn something_names_no_file(&self) -> bool {
        let text = self.text;
        let heads = text.dials().map(|it| &it.head).chain(text.waivers().map(|it| &it.head));
        let heads = heads.chain(text.escrows().map(|it| &it.head));
        let heads = heads.chain(text.redlines().map(|it| &it.head));
        let heads = heads.chain(text.disputes().map(|it| &it.head));
        let mut heads = heads.chain(text.snapbacks().map(|it| &it.head));
        heads.any(|head| head.workstream.is_none())
            || self.steps.iter().any(|step| step.workstream().is_none())
    }

    /// Files that are kept apart, either way round.
    fn apart(&self) -> FxHashSet<(WorkstreamId, WorkstreamId)> {
        let file = |name: &ast::Name| self.names.workstream(name.as_str());
        let pairs = self.text.decouples().flat_map(|it| it.from.iter().map(move |from| (it, from)));
        let pairs = pairs.filter_map(|(it, from)| Some((file(&it.workstream)?, file(from)?)));
        pairs.flat_map(|(one, other)| [(one, other), (other, one)]).collect()
    }

    fn file_row(
        &self,
        id: u16,
        count: u16,
        apart: &FxHashSet<(WorkstreamId, WorkstreamId)>,
    ) -> Workstream {
        let own = WorkstreamId(id);
        let others = (0..count).filter(|other| *other != id).map(WorkstreamId);
        let pulls = others.filter(|other| !apart.contains(&(own, *other))).collect();
        // The last may be the file of what names none.
        let article = self.text.workstreams().nth(own.index());
        Workstream { pulls, clause: article.map_or(ClauseId(0), |it| self.clause(it.head.span)) }
    }

    fn allocate_articles(&mut self) {
        let text = self.text;
        macro_rules! rows {
            ($($iterator:ident $id:ident;)*) => {$(
                for (number, it) in numbered(text.$iterator()) {
                    self.names.add($id(number), &it.head.name.text, it.head.called());
                }
            )*};
        }
        rows! {
            quantities SubjectId;
            phases PhaseId;
            dials DialId;
            waivers WaiverId;
            escrows EscrowId;
            redlines RedlineId;
            inquiries InquiryId;
        }
        let procedures = text.disputes().map(|it| &it.head);
        for (number, head) in numbered(procedures.chain(text.snapbacks().map(|it| &it.head))) {
            self.names.add(ProcedureId(number), &head.name.text, head.called());
        }
        let tranches = text.escrows().flat_map(|escrow| &escrow.tranches);
        for (number, tranche) in numbered(tranches) {
            self.names.add(TrancheId(number), &tranche.name.text, &tranche.name.text);
        }
        let left = freezes(text).filter(|(freeze, _)| freeze.leave.is_some());
        for (number, (freeze, _)) in numbered(left) {
            self.names.add(FreezeId(number), &freeze.head.name.text, freeze.head.called());
        }
    }

    fn allocate_duties(&mut self) {
        let mut next = 0_u16;
        for placed in self.steps.clone() {
            let obligors = self.obligors(&placed);
            for obligor in &obligors {
                let id = DutyId(next);
                self.add_duty(id, &placed, *obligor, obligors.len() > 1);
                next = next.saturating_add(1);
            }
        }
        self.allocate_implied(next);
    }

    fn add_duty(
        &mut self,
        id: DutyId,
        placed: &Placed<'_>,
        obligor: ActorId,
        one_of_several: bool,
    ) {
        let (name, title) = (placed.name(), placed.step.head.called());
        if one_of_several {
            let party = self.names.name(obligor).to_owned();
            self.names.add_implicit(id, &format!("{name}.{party}"), &format!("{title} ({party})"));
            self.names.alias(id, &format!("{name}.{party}"));
            self.names.alias(id, name);
        } else {
            self.names.add(id, name, title);
        }
        if let Block::Mutual(mutual) = placed.block {
            self.names.alias(id, mutual.head.name.as_str());
        }
    }

    /// Who owes the step: in a `mutual` block each signatory, if nobody is named.
    pub fn obligors(&self, placed: &Placed<'_>) -> Vec<ActorId> {
        let named = self.who(&placed.step.obligors);
        match placed.block {
            Block::Mutual(_) if named.is_empty() => self.signatories(),
            _ if named.is_empty() => self.undertaker(placed.step).into_iter().collect(),
            _ => named,
        }
    }
}

impl Lowering<'_> {
    /// Who undertakes the step, if it stands in an undertaking.
    fn undertaker(&self, step: &ast::Step) -> Option<ActorId> {
        let holds = |it: &&ast::Undertaking| it.duties.iter().any(|own| std::ptr::eq(own, step));
        let by = self.text.undertakings().find(holds)?.by.as_ref();
        Some(self.actor(by))
    }
}

fn attribution(rule: ast::Attribution) -> Attribution {
    match rule {
        ast::Attribution::Directed => Attribution::Directed,
        ast::Attribution::Tolerated => Attribution::Tolerated,
        ast::Attribution::Always => Attribution::Always,
        ast::Attribution::Never => Attribution::Never,
    }
}
