//! `… leaves X unchanged`: one event, before and after, wherever it can happen.

use super::{Outcome, Reached, Way};
use crate::reach;
use kernel::event::Finding;
use kernel::expect::{Kept, Occasion};
use kernel::state::{InquiryState, ProcedureState, UndertakingState};
use kernel::verdict::Item;
use kernel::{Accord, ActorId, Deed, DutyId, Event, Hours, State, Verdict, VerdictKind};

pub(super) fn check(reached: &Reached<'_>, occasion: &Occasion, kept: &[Kept]) -> Outcome {
    let mut arises = false;
    for (free, graph) in reached.graphs() {
        let nodes = u32::try_from(graph.process.nodes()).unwrap_or(u32::MAX);
        for node in 0..nodes {
            let Some(state) = graph.state(node).filter(|state| state.ended.is_none()) else {
                continue;
            };
            for event in candidates(reached.accord, &state, occasion) {
                let (next, verdicts) = kernel::apply(reached.accord, &state, &event);
                if !happens(occasion, &verdicts) {
                    continue;
                }
                arises = true;
                if kept.iter().any(|it| shown(&state, *it) != shown(&next, *it)) {
                    let edges = reach::way(graph, node).unwrap_or_default();
                    let way = reached.way(free, graph, &edges);
                    return Outcome::Refuted(Way { then: Some(event), ..way });
                }
            }
        }
    }
    if arises { reached.unrefuted() } else { Outcome::NeverArises }
}

/// Events that may be the occasion here.
fn candidates(accord: &Accord, state: &State, occasion: &Occasion) -> Vec<Event> {
    let act = |by: ActorId, deed: Deed| Event::Act { by, deed };
    match occasion {
        Occasion::NotPerformed(duties) => duties
            .iter()
            .flat_map(|duty| not_performed(accord, *duty))
            .chain(expiry(accord, state))
            .collect(),
        Occasion::Lapse(_) => expiry(accord, state).into_iter().collect(),
        Occasion::Withdrawal(party) => vec![act(*party, Deed::Withdraw)],
        Occasion::Incident { tally, by } => {
            [0, 1].map(|grave| act(*by, Deed::Incident(*tally, grave))).to_vec()
        }
        Occasion::Strike(by) => vec![act(*by, Deed::Strike)],
    }
}

fn not_performed(accord: &Accord, duty: DutyId) -> Vec<Event> {
    let Some(row) = accord.duty(duty) else { return Vec::new() };
    let report = |by| Event::Act { by, deed: Deed::Report(duty, Finding::NotPerformed) };
    let admit = Event::Act { by: row.obligor, deed: Deed::Admit(duty) };
    row.verifier.map(report).into_iter().chain([admit]).collect()
}

/// The next clock that runs out, if it does not run out with another's help.
fn expiry(accord: &Accord, state: &State) -> Option<Event> {
    kernel::next_expiry(accord, state).filter(|hop| *hop > Hours::ZERO).map(Event::Pass)
}

/// Whether the agreement says that the occasion came about.
pub(super) fn happens(occasion: &Occasion, verdicts: &[Verdict]) -> bool {
    verdicts.iter().any(|said| match occasion {
        Occasion::NotPerformed(duties) => {
            let about = matches!(said.item, Item::Duty(duty) if duties.contains(&duty));
            about && matches!(said.kind, VerdictKind::NotPerformed | VerdictKind::Late)
        }
        Occasion::Lapse(waiver) => {
            said.item == Item::Waiver(*waiver) && said.kind == VerdictKind::Lapsed
        }
        Occasion::Withdrawal(party) => {
            said.kind == VerdictKind::Withdrawn && said.by == Some(*party)
        }
        Occasion::Incident { tally, by } => {
            said.kind == VerdictKind::Occurred
                && said.item == Item::Subject(*tally)
                && said.by == Some(*by)
        }
        Occasion::Strike(by) => said.kind == VerdictKind::Struck && said.by == Some(*by),
    })
}

/// What is compared of something: where it stands, without its clocks.
pub(super) fn shown(state: &State, kept: Kept) -> Vec<i64> {
    match kept {
        Kept::Actor(actor) => vec![i64::from(state.has_withdrawn(actor))],
        Kept::Escrow(escrow) => {
            let lives = state.tranches.iter().map(|cell| cell.life as i64);
            std::iter::once(i64::from(state.pause(escrow) > Hours::ZERO)).chain(lives).collect()
        }
        Kept::Item(item) => item_shown(state, item),
    }
}

fn item_shown(state: &State, item: Item) -> Vec<i64> {
    match item {
        Item::Accord => vec![i64::from(state.ended.is_some())],
        Item::Workstream(id) => vec![i64::from(state.alive(id))],
        Item::Subject(id) => {
            let cell = state.subject(id);
            vec![cell.truth, cell.reported]
        }
        Item::Duty(id) => {
            let cell = state.duty(id);
            vec![cell.life as i64, cell.standing as i64, i64::from(cell.late)]
        }
        Item::Phase(id) => vec![state.phase(id).life as i64],
        Item::Dial(id) => {
            let cell = state.dial(id);
            vec![i64::from(cell.announced), i64::from(cell.felt)]
        }
        Item::Waiver(id) => vec![state.waiver(id).life as i64],
        Item::Tranche(id) => vec![state.tranche(id).life as i64],
        Item::Redline(id) => vec![i64::from(state.redline(id).level)],
        Item::Inquiry(id) => vec![match state.inquiry(id) {
            InquiryState::Idle => 0,
            InquiryState::Gathering(_) => 4,
            InquiryState::Open(_) => 1,
            InquiryState::Warned(_) => 2,
            InquiryState::Established => 3,
        }],
        Item::Procedure(id) => vec![match state.procedure(id) {
            ProcedureState::Idle => 0,
            ProcedureState::Running { stage, .. } => 1 + i64::from(stage),
            ProcedureState::Exhausted { .. } => -1,
        }],
        Item::Freeze(id) => vec![i64::from(state.freeze(id).is_some())],
        Item::Carveout(_) | Item::Statement(_) => vec![i64::from(state.ended.is_some())],
        Item::Handover(id) => {
            let cell = state.handover(id);
            vec![i64::from(cell.given), i64::from(cell.declined)]
        }
        Item::Notice(id) => vec![i64::from(state.notice(id).given)],
        Item::Channel(id) => vec![i64::from(state.channel(id).is_silent())],
        Item::Tolerance(id) => vec![i64::from(state.tolerance(id).used)],
        Item::Undertaking(id) => {
            vec![i64::from(state.undertaking(id) == UndertakingState::Departed)]
        }
        Item::Accession(id) => vec![i64::from(state.accession(id).member)],
        Item::Ballot(id) => vec![i64::from(state.ballot(id).motion.is_some())],
    }
}
