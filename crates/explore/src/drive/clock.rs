//! The end of a period: time passes, with a stop at every clock that runs out. A kept duty is
//! performed at its first possible instant; a verifier proves what it sees when the proof is due.

use super::written::{performances, withdrawn_complaints};
use super::{Branch, Drive, Expansion, Force, Likelihood, Micro, News, Step};
use kernel::accord::Accord;
use kernel::condition::in_line;
use kernel::event::Finding;
use kernel::state::Life;
use kernel::{ActorId, Deed, DutyId, Event, Hours, State};

/// More stops than a period can hold; reached only by a text whose clocks never rest.
const STOPS_MAX: u32 = 10_000;

impl Drive<'_> {
    pub(super) fn time(&self, at: &Micro) -> Expansion {
        let flows = self.flows(at);
        let mut step = Step::from(at);
        self.pass(&mut step, at, self.beliefs.period.minus(at.spent));
        self.sign_off(&mut step, at.mute);
        let to = Micro {
            state: step.state,
            hawks: at.hawks,
            gone: at.gone,
            stirred: at.stirred,
            calendar: at.calendar.saturating_add(1).min(self.last_election),
            stage: 0,
            refused: None,
            also_refused: None,
            force: Force::None,
            news: News::None,
            mute: 0,
            spent: Hours::ZERO,
        };
        let (lumps, events) = (step.lumps, step.events);
        let branch = Branch { to, likelihood: Likelihood::Sure, lumps, events };
        Expansion::Pass { flows, branch: Box::new(branch) }
    }

    /// So much time passes, with a stop at every clock that runs out.
    pub(super) fn pass(&self, step: &mut Step, at: &Micro, span: Hours) {
        let mut left = span;
        for _ in 0..STOPS_MAX {
            self.autopilot(step, at);
            if left == Hours::ZERO || step.state.ended.is_some() {
                break;
            }
            self.signs(step, at.mute);
            let next = kernel::next_expiry(self.accord, &step.state);
            let hop = next.map_or(left, |next| next.min(left));
            self.apply(step, Event::Pass(hop));
            left = left.minus(hop);
        }
    }

    /// What happens at a stop without anybody's choice: due acts of those who keep, due proofs.
    fn autopilot(&self, step: &mut Step, at: &Micro) {
        for _ in 0..=self.accord.duties.len() {
            let due = self.due(&step.state, at);
            if due.is_empty() {
                return;
            }
            for (by, deed) in due {
                self.deed(step, by, deed);
            }
        }
    }

    fn due(&self, state: &State, at: &Micro) -> Vec<(ActorId, Deed)> {
        kept_but(self.accord, state, [at.refused, at.also_refused])
    }
}

/// What everybody who keeps the text does at this instant, and what proves it.
pub(crate) fn kept(accord: &Accord, state: &State) -> Vec<(ActorId, Deed)> {
    kept_but(accord, state, [None, None])
}

/// The same, but for duties that their obligors refuse.
pub(crate) fn kept_but(
    accord: &Accord,
    state: &State,
    refused: [Option<DutyId>; 2],
) -> Vec<(ActorId, Deed)> {
    let own = |party: ActorId| {
        let owed = |duty: &DutyId| accord.duty(*duty).is_some_and(|row| row.obligor == party);
        refused.into_iter().flatten().find(owed)
    };
    let mut due = proofs(accord, state);
    for party in accord.signatory_ids().filter(|p| !state.has_withdrawn(*p)) {
        let mut own = performances(accord, state, party, own(party));
        own.extend(withdrawn_complaints(accord, state, party));
        due.extend(own.into_iter().map(|deed| (party, deed)));
    }
    due.extend(bodies(accord, state));
    due.extend(approvals(accord, state));
    due
}

/// What bodies owe: gates that they confirm.
fn bodies(accord: &Accord, state: &State) -> impl Iterator<Item = (ActorId, Deed)> {
    let ids = accord.actor_ids().filter(|id| !accord.is_signatory(*id));
    let owes = |by: &ActorId| accord.duties.iter().any(|row| row.obligor == *by);
    let acts = |by| performances(accord, state, by, None).into_iter().map(move |deed| (by, deed));
    ids.filter(owes).flat_map(acts).collect::<Vec<_>>().into_iter()
}

/// Transfers that one has approved, approved by the others whose word it takes.
fn approvals(accord: &Accord, state: &State) -> Vec<(ActorId, Deed)> {
    let under_way = accord.tranche_ids().filter(|id| state.tranche(*id).approvals != 0);
    let asked = |id| {
        let deed = Deed::Transfer(id);
        let actors = accord.actor_ids();
        let by = actors.filter(|by| kernel::powers::may(accord, state, *by, &Deed::Transfer(id)));
        by.map(|by| (by, deed.clone())).collect::<Vec<_>>()
    };
    under_way.flat_map(asked).collect()
}

/// Acts performed whose proof is due now, and are so.
fn proofs(accord: &Accord, state: &State) -> Vec<(ActorId, Deed)> {
    let mut list = Vec::new();
    for id in accord.duty_ids() {
        let cell = state.duty(id);
        let due = cell.life == Life::Performed && cell.clock == Hours::ZERO;
        let verifier = accord.duty(id).and_then(|row| row.verifier);
        if let (true, true, Some(by)) = (due, in_line(accord, state, id), verifier) {
            list.push((by, Deed::Report(id, Finding::Clean)));
        }
    }
    list
}
