//! What comes next from where an agreement stands: what falls due, what proof is awaited, what
//! ends by itself.
//!
//! Two lives are run through the same transition that everything else runs through. In one,
//! everybody performs at the first possible instant and every proof comes when it is due; it
//! shows what is owed from when on. In the other nobody does anything more; what is said of it
//! is what silence means. A duty's last moment is the one at which silence from there on makes it
//! late.

use crate::drive::kept;
use kernel::pipeline::Transit;
use kernel::state::Life;
use kernel::verdict::Item;
use kernel::{
    Accord, ActorId, ClauseId, DutyId, Event, Hours, Relief, State, Verdict, VerdictKind,
};

/// More stops than a life can hold; reached only by a text whose clocks never rest.
const STOPS_MAX: u32 = 10_000;

/// How far ahead a last moment is sought: twenty years.
const DEADLINES: Hours = Hours::days(20 * 366);

/// What comes next, each list in order of time. Times are hours since day 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The time from which it is seen.
    pub from: Hours,
    /// The time up to which it is seen.
    pub until: Hours,
    /// What is owed if everybody keeps the text.
    pub owed: Vec<Owed>,
    /// What is done and not proved.
    pub awaited: Vec<Awaited>,
    /// Relief that has been given and stands at a stage of its way.
    pub on_its_way: Vec<Moving>,
    /// What the text says if nobody does anything more.
    pub silence: Vec<Said>,
}

/// A duty that is or comes to be owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Owed {
    /// Which.
    pub duty: DutyId,
    /// Who owes it.
    pub obligor: ActorId,
    /// The step.
    pub clause: ClauseId,
    /// From when on, if everybody keeps the text.
    pub from: Hours,
    /// The last moment; nothing for what is kept all along or has no date.
    pub by: Option<Hours>,
}

/// A duty done whose proof has not come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Awaited {
    /// Which.
    pub duty: DutyId,
    /// Who proves it.
    pub verifier: Option<ActorId>,
    /// When the proof is due.
    pub by: Hours,
}

/// Relief at a stage of its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moving {
    /// What.
    pub relief: Relief,
    /// Who lets it through.
    pub owner: ActorId,
    /// The clause of the stage.
    pub stage: ClauseId,
    /// Whether its time is over, or it was refused.
    pub transit: Transit,
    /// When it is late, if a clock runs.
    pub by: Option<Hours>,
}

/// Something the text says at some time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Said {
    /// When.
    pub at: Hours,
    /// What.
    pub verdict: Verdict,
}

/// What comes next from a state that is reached `from` after day 0, within `horizon` of it.
#[must_use]
pub fn plan(accord: &Accord, state: &State, from: Hours, horizon: Hours) -> Plan {
    let until = from.plus(horizon);
    let life = || Course { accord, state: state.clone(), at: from, until };
    let mut owed = life().owed();
    owed.sort_by_key(|it| (it.from, it.by, it.duty));
    let silence = life().silence().into_iter().filter(|it| matters(it.verdict.kind)).collect();
    let (awaited, on_its_way) = (awaited(accord, state, from), on_its_way(accord, state, from));
    Plan { from, until, owed, awaited, on_its_way, silence }
}

/// What the text says of a life in which everybody keeps it at the first possible instant and every proof
/// comes when it is due, from a state that is reached `from` after day 0 and within `horizon` of it.
#[must_use]
pub fn kept_life(accord: &Accord, state: &State, from: Hours, horizon: Hours) -> Vec<Said> {
    let until = from.plus(horizon);
    Course { accord, state: state.clone(), at: from, until }.lived()
}

fn on_its_way(accord: &Accord, state: &State, from: Hours) -> Vec<Moving> {
    let moving = |relief: Relief| {
        let (row, transit) = (accord.stage(state, relief)?, state.transit(relief));
        let by = transit.left().map(|left| from.plus(left));
        Some(Moving { relief, owner: row.owner, stage: row.clause, transit, by })
    };
    accord.staged().filter_map(moving).collect()
}

fn awaited(accord: &Accord, state: &State, from: Hours) -> Vec<Awaited> {
    let done = accord.duty_ids().filter(|id| state.duty(*id).life == Life::Performed);
    let wait = |duty: DutyId| Awaited {
        duty,
        verifier: accord.duty(duty).and_then(|row| row.verifier),
        by: from.plus(state.duty(duty).clock),
    };
    let mut list: Vec<Awaited> = done.map(wait).collect();
    list.sort_by_key(|it| it.by);
    list
}

/// Whether somebody would have wanted to know before it happened.
fn matters(kind: VerdictKind) -> bool {
    !matches!(
        kind,
        VerdictKind::Void | VerdictKind::Noted | VerdictKind::Live | VerdictKind::Opened
    )
}

/// A course of the agreement under way.
struct Course<'a> {
    accord: &'a Accord,
    state: State,
    at: Hours,
    until: Hours,
}

impl Course<'_> {
    fn happen(&mut self, event: Event) -> Vec<Said> {
        let (state, verdicts) = kernel::apply(self.accord, &self.state, &event);
        self.state = state;
        verdicts.into_iter().map(|verdict| Said { at: self.at, verdict }).collect()
    }

    /// Time up to the next clock that runs out; nothing if the life is over.
    fn next(&mut self) -> Option<Vec<Said>> {
        let left = self.until.minus(self.at);
        if left == Hours::ZERO || self.state.ended.is_some() {
            return None;
        }
        let next = kernel::next_expiry(self.accord, &self.state);
        let hop = next.map_or(left, |next| next.min(left));
        self.at = self.at.plus(hop);
        Some(self.happen(Event::Pass(hop)))
    }

    fn silence(mut self) -> Vec<Said> {
        let mut said = Vec::new();
        for _ in 0..STOPS_MAX {
            let Some(more) = self.next() else { break };
            said.extend(more);
        }
        said
    }

    /// The whole life of those who keep.
    fn lived(mut self) -> Vec<Said> {
        let mut said = Vec::new();
        for _ in 0..STOPS_MAX {
            for _ in 0..=self.accord.duties.len() {
                let due = kept(self.accord, &self.state);
                if due.is_empty() {
                    break;
                }
                for (by, deed) in due {
                    said.extend(self.happen(Event::Act { by, deed }));
                }
            }
            let Some(more) = self.next() else { break };
            said.extend(more);
        }
        said
    }

    /// Every duty owed now or later, if everybody keeps the text.
    fn owed(mut self) -> Vec<Owed> {
        let live = |id: &DutyId| matches!(self.state.duty(*id).life, Life::Live | Life::Suspended);
        let now: Vec<DutyId> = self.accord.duty_ids().filter(live).collect();
        let mut owed: Vec<Owed> = now.into_iter().filter_map(|duty| self.owing(duty)).collect();
        for _ in 0..STOPS_MAX {
            self.keep(&mut owed);
            let Some(said) = self.next() else { break };
            self.note(&said, &mut owed);
        }
        owed
    }

    /// Everybody does what can be done now.
    fn keep(&mut self, owed: &mut Vec<Owed>) {
        for _ in 0..=self.accord.duties.len() {
            let due = kept(self.accord, &self.state);
            if due.is_empty() {
                return;
            }
            for (by, deed) in due {
                let said = self.happen(Event::Act { by, deed });
                self.note(&said, owed);
            }
        }
    }

    fn note(&self, said: &[Said], owed: &mut Vec<Owed>) {
        for it in said.iter().filter(|it| it.verdict.kind == VerdictKind::Live) {
            if let Item::Duty(duty) = it.verdict.item {
                owed.extend(self.owing(duty));
            }
        }
    }

    /// A duty owed from now on, with the moment at which silence makes it late.
    fn owing(&self, duty: DutyId) -> Option<Owed> {
        let row = self.accord.duty(duty)?;
        let (state, until) = (self.state.clone(), self.at.plus(DEADLINES));
        let rest = Course { state, until, ..*self };
        let late =
            |it: &Said| it.verdict.kind == VerdictKind::Late && it.verdict.item == Item::Duty(duty);
        let by = rest.silence().into_iter().find(late).map(|it| it.at);
        let (obligor, clause) = (row.obligor, row.clause);
        Some(Owed { duty, obligor, clause, from: self.at, by })
    }
}
