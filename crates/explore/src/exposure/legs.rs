//! What a party delivers and what answers it, state by state: the rule of exposure.

use super::Good;
use kernel::accord::{Comparison, SubjectKind, Target};
use kernel::condition::View;
use kernel::state::{TrancheLife, WaiverLife};
use kernel::{Accord, ActorId, Condition, DutyId, Event, Hours, State, SubjectId, TrancheId};

/// One thing that a party delivers, whichever duties ask for it.
pub(crate) struct Leg {
    pub good: Good,
    pub tranche: Option<TrancheId>,
    pub duties: Vec<DutyId>,
    pub against: Vec<DutyId>,
    /// Time after which it can be verified that the other side went on performing.
    pub lag: Hours,
}

/// What a party delivers.
pub(crate) fn legs(accord: &Accord, party: ActorId) -> Vec<Leg> {
    let mut legs: Vec<Leg> = Vec::new();
    for duty in accord.duty_ids() {
        let Some(row) = accord.duty(duty).filter(|row| row.obligor == party) else { continue };
        let Some((good, tranche)) = good(accord, &row.target) else { continue };
        let lag = |leg: &DutyId| accord.duty(*leg).map(|row| row.lag);
        let lag = row.against.iter().filter_map(lag).max().unwrap_or_default().clock();
        let same = legs.iter_mut().find(|leg| leg.good == good && leg.tranche == tranche);
        match same {
            Some(leg) => {
                leg.duties.push(duty);
                leg.against.extend(&row.against);
                leg.lag = leg.lag.max(lag);
            }
            None => {
                let against = row.against.clone();
                legs.push(Leg { good, tranche, duties: vec![duty], against, lag });
            }
        }
    }
    legs
}

/// What a duty delivers, if it can be counted.
pub(crate) fn good(accord: &Accord, target: &Target) -> Option<(Good, Option<TrancheId>)> {
    match target {
        Target::Transferred { tranche } => {
            Some((Good::Money(accord.tranche(*tranche)?.escrow), Some(*tranche)))
        }
        Target::Value { subject, .. } => {
            let counted = accord.subject(*subject)?.kind == SubjectKind::Level;
            counted.then_some((Good::Stock(*subject), None))
        }
        Target::Dialled { dial, .. } => Some((Good::Relief(*dial), None)),
        Target::Granted { waiver } => Some((Good::Waiver(*waiver), None)),
        Target::NoOccurrence { .. }
        | Target::Deed
        | Target::Noticed { .. }
        | Target::HandedOver { .. }
        | Target::Joined { .. } => None,
    }
}

/// How much of a leg is delivered in a state.
fn delivered(accord: &Accord, state: &State, leg: &Leg) -> i64 {
    match (leg.good, leg.tranche) {
        (Good::Money(_), Some(tranche)) => {
            let moved = matches!(
                state.tranche(tranche).life,
                TrancheLife::Transferred | TrancheLife::Usable
            );
            accord.tranche(tranche).filter(|_| moved).map_or(0, |row| row.amount)
        }
        (Good::Money(_), None) => 0,
        (Good::Stock(subject), _) => moved(accord, state, leg, subject),
        (Good::Relief(dial), _) => {
            let start = accord.dial(dial).map_or(0, |row| row.start);
            i64::from(state.dial(dial).announced.saturating_sub(start))
        }
        (Good::Waiver(waiver), _) => {
            let life = state.waiver(waiver).life;
            i64::from(matches!(life, WaiverLife::InForce | WaiverLife::Suspended))
        }
    }
}

/// How far a subject stands from day 0 in the direction that its duties ask for.
fn moved(accord: &Accord, state: &State, leg: &Leg, subject: SubjectId) -> i64 {
    let Some(row) = accord.subject(subject) else { return 0 };
    let change = state.subject(subject).truth.saturating_sub(row.baseline);
    let asked = leg.duties.iter().find_map(|duty| match accord.duty(*duty)?.target {
        Target::Value { comparison, .. } => Some(comparison),
        _ => None,
    });
    match asked {
        Some(Comparison::AtMost | Comparison::Below) => change.saturating_neg().max(0),
        Some(Comparison::AtLeast | Comparison::Above) => change.max(0),
        Some(Comparison::Equal) | None => change.saturating_abs(),
    }
}

/// What a state shows of one leg.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    pub delivered: i64,
    pub verified: bool,
}

/// What was answered of a leg, and for how long the rest has waited.
pub(crate) type Answered = (i64, Hours);

/// A stop inside the end of a period: the time passed since the one before, and what it shows.
pub(crate) type Stop = (Hours, Box<[Seen]>);

/// What a state shows of a leg.
pub(crate) fn look(accord: &Accord, state: &State, leg: &Leg) -> Seen {
    let stands = |duty: &DutyId| Condition::Met(*duty).holds(accord, state, View::Reports);
    let verified = !leg.against.is_empty() && leg.against.iter().all(stands);
    Seen { delivered: delivered(accord, state, leg), verified }
}

/// The stops inside a run of events, each with the time passed since the one before.
pub(crate) fn stops(
    accord: &Accord,
    mut state: State,
    events: &[Event],
    show: &impl Fn(&State) -> Box<[Seen]>,
) -> Box<[Stop]> {
    let stop = |event: &Event| {
        state = kernel::apply_to(accord, std::mem::take(&mut state), event).0;
        let passed = if let Event::Pass(span) = event { *span } else { Hours::ZERO };
        (passed, show(&state))
    };
    events.iter().map(stop).collect()
}

/// So much time passes from one state to the next: what is answered of each leg is renewed.
/// `waits`: time up to which waiting is counted beyond what answering needs.
pub(crate) fn pass(
    legs: &[Leg],
    passed: Hours,
    (before, now): (&[Seen], &[Seen]),
    answered: &mut [Answered],
    waits: Hours,
) {
    for (((leg, before), now), answered) in legs.iter().zip(before).zip(now).zip(answered) {
        let (done, waited) = *answered;
        let done = done.min(now.delivered);
        if now.delivered == done {
            *answered = (done, Hours::ZERO);
            continue;
        }
        let fresh = now.delivered > before.delivered || before.delivered <= done;
        let most = waits.max(leg.lag);
        let waited = if fresh { Hours::ZERO } else { waited.plus(passed).min(most) };
        let answers = now.verified && waited >= leg.lag;
        *answered = if answers { (now.delivered, Hours::ZERO) } else { (done, waited) };
    }
}

/// How much of a good is out and not answered.
pub(crate) fn open(legs: &[Leg], good: Good, seen: &[Seen], answered: &[Answered]) -> i64 {
    let legs = legs.iter().zip(seen).zip(answered).filter(|((leg, _), _)| leg.good == good);
    legs.map(|((_, seen), (done, _))| seen.delivered.saturating_sub(*done)).sum()
}
