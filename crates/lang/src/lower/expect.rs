//! What the text expects of its own lives, in the tables' terms.

use kernel::accord::{Duty, SubjectKind, Target};
use kernel::expect::{Expectation, Exposure, ExposureBound, Kept, Occasion, Property};
use kernel::{ActorId, DutyId, SubjectId};

use super::context::Lowering;
use super::names::Symbol;
use crate::ast::{self, ExpectedEvent, Name};
use crate::units::Unit;

impl Lowering<'_> {
    /// A row for each `expect`; what the tables cannot hold is noted and left out.
    pub fn lower_expectations(&mut self) {
        for expect in self.text.expectations() {
            let clause = self.clause(expect.head.span);
            let Some(property) = &expect.property else { continue };
            let property = self.property(property, expect.head.name.as_str());
            self.expectations.extend(property.map(|property| Expectation { property, clause }));
        }
    }

    fn property(&mut self, property: &ast::Property, name: &str) -> Option<Property> {
        Some(match property {
            ast::Property::Reachable(it) => Property::Reachable(self.condition(it, name)),
            ast::Property::Always(it) => Property::Always(self.condition(it, name)),
            ast::Property::Never(it) => Property::Never(self.condition(it, name)),
            ast::Property::Leaves { event, unchanged } => {
                let event = self.expected_event(event, name)?;
                let unchanged = unchanged.iter().filter_map(|it| self.kept(it, name)).collect();
                Property::Leaves { event, unchanged }
            }
            ast::Property::Exposure(it) => {
                Property::Exposure(self.exposure(it, &self.legs(), name)?)
            }
        })
    }

    fn expected_event(&mut self, event: &ExpectedEvent, name: &str) -> Option<Occasion> {
        let found = match event {
            ExpectedEvent::NonPerformance(step) => {
                let duties = self.names.duties(step.as_str());
                (!duties.is_empty()).then_some(Occasion::NotPerformed(duties))
            }
            ExpectedEvent::Lapse(it) => self.names.waiver(it.as_str()).map(Occasion::Lapse),
            ExpectedEvent::Withdrawal(it) => {
                self.names.actor(it.as_str()).map(Occasion::Withdrawal)
            }
            ExpectedEvent::Act { act, by } => {
                let by = self.names.actor(by.as_str());
                by.and_then(|by| self.act_by(act, by))
            }
        };
        if found.is_none() {
            self.note(name, "the event that it names is not followed");
        }
        found
    }

    /// An occurrence that somebody counts, or a forcible act that nobody does.
    fn act_by(&self, act: &Name, by: ActorId) -> Option<Occasion> {
        if let Some(tally) = self.counted(act, by) {
            return Some(Occasion::Incident { tally, by });
        }
        matches!(act.as_str(), "strike" | "strikes").then_some(Occasion::Strike(by))
    }

    /// The tally that an act of this actor adds to: of that name, in one number or the other, or
    /// the one that the text implies.
    pub fn counted(&self, act: &Name, by: ActorId) -> Option<SubjectId> {
        let implied = format!("{act} by {}", self.names.name(by));
        let (one, many) = (act.as_str().trim_end_matches('s'), format!("{act}s"));
        let words = [act.as_str(), one, &many, &implied];
        self.out.subject_ids().find(|id| {
            let tally = self.out.subject(*id).is_some_and(|row| row.kind == SubjectKind::Tally);
            tally && words.contains(&self.names.name(*id))
        })
    }

    fn kept(&mut self, what: &Name, name: &str) -> Option<Kept> {
        let kept = self.names.find(what.as_str()).first().and_then(|symbol| match symbol {
            Symbol::Escrow(id) => Some(Kept::Escrow(*id)),
            Symbol::Actor(id) => Some(Kept::Actor(*id)),
            other => other.item().map(Kept::Item),
        });
        if kept.is_none() {
            self.note(name, &format!("what becomes of `{what}` is not followed"));
        }
        kept
    }

    /// The bounds that swaps state, each on the legs of its own swap.
    pub fn lower_exposures(&mut self) {
        let text = self.text;
        let inner = text.phases().flat_map(|phase| &phase.swaps);
        for swap in inner.chain(text.swaps()) {
            let legs = swap.give.iter().chain(&swap.take);
            let legs: Vec<DutyId> =
                legs.flat_map(|name| self.names.duties(name.as_str())).collect();
            let clause = self.clause(swap.head.span);
            for exposure in &swap.exposures {
                let bound = self.exposure(exposure, &legs, swap.head.name.as_str());
                let property = bound.map(Property::Exposure);
                self.expectations.extend(property.map(|property| Expectation { property, clause }));
            }
        }
    }

    /// Every leg of every swap; without a swap, every duty.
    fn legs(&self) -> Vec<DutyId> {
        let legs = self.duties_where(|row| !row.against.is_empty());
        if legs.is_empty() { self.duties_where(|_| true) } else { legs }
    }

    /// What the party gives of these duties, against what others give. Money is counted in
    /// transfers alone.
    fn exposure(
        &mut self,
        exposure: &ast::Exposure,
        duties: &[DutyId],
        name: &str,
    ) -> Option<Exposure> {
        let party = self.actor(Some(&exposure.party));
        let bound = match &exposure.at_most {
            ast::ExposureBound::Amount(it) if matches!(it.unit, Unit::Money(_)) => {
                ExposureBound::Money(it.in_base().unwrap_or(0))
            }
            ast::ExposureBound::Amount(_) => {
                self.note(name, "exposure is counted in money or in time only");
                return None;
            }
            ast::ExposureBound::Duration(length) => ExposureBound::Time(self.hours(length)),
        };
        let money = matches!(bound, ExposureBound::Money(_));
        let own = |id: &DutyId| self.out.duty(*id).is_some_and(|row| row.obligor == party);
        let paid = |id: &DutyId| {
            let target = self.out.duty(*id).map(|row| &row.target);
            !money || matches!(target, Some(Target::Transferred { .. }))
        };
        let delivered = duties.iter().copied().filter(|id| own(id) && paid(id)).collect();
        let repaid = duties.iter().copied().filter(|id| !own(id)).collect();
        Some(Exposure { party, delivered, repaid, bound })
    }

    fn duties_where(&self, wanted: impl Fn(&Duty) -> bool) -> Vec<DutyId> {
        self.out.duty_ids().filter(|id| self.out.duty(*id).is_some_and(&wanted)).collect()
    }
}
