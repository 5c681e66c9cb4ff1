//! The agreed script, fed to the one transition function.

use std::collections::BTreeMap;
use std::sync::Arc;

use kernel::{Accord, Event, Hours, State, Verdict};

use super::engine::Round;
use super::quota::{Quota, Usage, Used};
use crate::blind::blinded_state;
use crate::ids::{LogId, SeatId};
use crate::script::time::Clocks;
use crate::script::{Body, Leafmark, Shelf, Terms};
use crate::secret::Secret;
use crate::tree::Hash;

/// An event that a leaf is, and who says it with which kind of message.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// The event.
    pub event: Event,
    /// Seat and kind.
    pub said: Option<(SeatId, u64)>,
}

/// The state that follows from the script so far.
#[derive(Clone, Debug)]
pub struct Play {
    accord: Arc<Accord>,
    /// Blinds state digests; known to the members of the compartment.
    secret: Secret,
    /// Time at which the accord's clock stands at 0.
    origin: u64,
    state: State,
    clocks: Clocks,
    hours: u32,
    blinded: BTreeMap<u64, Hash>,
    played: Vec<Played>,
    quota: Option<Quota>,
    used: Used,
    ignored: Vec<Leafmark>,
    /// Leaves of the script, each with the number of events up to and with it.
    marks: Vec<(Leafmark, usize)>,
}

/// An event that the script brought to the agreement.
#[derive(Clone, Debug, PartialEq)]
pub struct Played {
    /// Its leaf; none if time alone passed.
    pub leaf: Option<(LogId, u64)>,
    /// Its round.
    pub round: u64,
    /// Hours of the accord's clock.
    pub at: Hours,
    /// The event.
    pub event: Event,
    /// What the agreement says of it.
    pub verdicts: Vec<Verdict>,
}

impl Play {
    /// The accord at its start, at `origin` (POSIX seconds).
    pub fn new(accord: Arc<Accord>, secret: Secret, origin: u64) -> Self {
        let (state, _) = kernel::apply::start(&accord);
        let (clocks, hours, blinded) = (Clocks::default(), 0, BTreeMap::new());
        Self {
            accord,
            secret,
            origin,
            state,
            clocks,
            hours,
            blinded,
            played: Vec::new(),
            quota: None,
            used: Used::default(),
            ignored: Vec::new(),
            marks: Vec::new(),
        }
    }

    /// The same with a limit on what a seat says in a day.
    pub fn with_quota(mut self, quota: Quota) -> Self {
        self.quota = Some(quota);
        self
    }

    /// The limit on what a seat says in a day, if there is one.
    pub fn quota(&self) -> Option<&Quota> {
        self.quota.as_ref()
    }

    /// What a seat used of it on the present day of the accord's clock.
    pub fn used(&self, log: LogId, seat: SeatId) -> Usage {
        self.used.on((log, seat), self.hours / 24)
    }

    /// Leaves beyond the quota of their seats: in the script, and without effect.
    pub fn ignored(&self) -> &[Leafmark] {
        &self.ignored
    }

    /// The leaf at a place of the script, from 0.
    pub fn leaf_at(&self, place: u64) -> Option<Leafmark> {
        self.marks.get(usize::try_from(place).ok()?).map(|(leaf, _)| *leaf)
    }

    /// How many leaves of the script were played.
    pub fn leaves(&self) -> u64 {
        self.marks.len() as u64
    }

    /// Blinded digests of the states after so many leaves of the script; zeros beyond its end. Places rise.
    pub fn states_at(&self, places: &[u64]) -> Vec<Hash> {
        let (mut state, _) = kernel::apply::start(&self.accord);
        let (mut events, mut done) = (self.played.iter(), 0);
        let mut at = |place: u64| {
            let Ok(place_) = usize::try_from(place) else { return [0; 32] };
            let until = match place_.checked_sub(1) {
                Some(last) => match self.marks.get(last) {
                    Some((_, until)) => *until,
                    None => return [0; 32],
                },
                None => 0,
            };
            while done < until {
                let Some(one) = events.next() else { break };
                state = kernel::apply(&self.accord, &state, &one.event).0;
                done += 1;
            }
            blinded_state(&self.secret, place | 1 << 63, &kernel::digest(&state))
        };
        places.iter().map(|place| at(*place)).collect()
    }

    /// The accord that runs.
    pub fn accord(&self) -> &Accord {
        &self.accord
    }

    /// Every event so far, in the order of the script.
    pub fn played(&self) -> &[Played] {
        &self.played
    }

    /// Hours of the accord's clock so far.
    pub fn at(&self) -> Hours {
        Hours(self.hours)
    }

    /// The state after the last closed round.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Blinded digest of the state after a round; zeros before the first.
    pub fn blinded(&self, round: u64) -> Hash {
        self.blinded.get(&round).copied().unwrap_or_default()
    }

    /// Plays a round: time as it is attested, then each event, in the order of the script. What is withdrawn does nothing.
    pub fn round(
        &mut self,
        (shelf, terms): (&Shelf, &Terms),
        round: &Round,
        events: &BTreeMap<(LogId, Hash), Told>,
        withdrawn: &[Leafmark],
    ) -> Vec<Verdict> {
        let mut verdicts = Vec::new();
        for (log, index) in &round.leaves {
            let Some(branch) = shelf.find(log, &round.closed.cut.of(log)) else { continue };
            let stands = !withdrawn.contains(&(*log, *index));
            let body = branch.entry(*index).map(|entry| &entry.body).filter(|_| stands);
            if let Some(Body::Control(said)) = body {
                self.clocks.pass(terms, log, said);
                verdicts.extend(self.pass(terms, round.number));
            }
            let root = branch.prefix(index + 1).map(|prefix| prefix.root).unwrap_or_default();
            let counts = stands && !round.closed.void.contains(&(*log, *index));
            if let Some(told) = events.get(&(*log, root)).filter(|_| counts) {
                if self.is_within(log, told) {
                    verdicts.extend(self.apply(&told.event, Some((*log, *index)), round.number));
                } else {
                    self.ignored.push((*log, *index));
                }
            }
            self.marks.push(((*log, *index), self.played.len()));
        }
        let state = blinded_state(&self.secret, round.number, &kernel::digest(&self.state));
        self.blinded.insert(round.number, state);
        verdicts
    }

    fn is_within(&mut self, log: &LogId, told: &Told) -> bool {
        let (Some(quota), Some((seat, kind))) = (&self.quota, told.said) else { return true };
        self.used.take(quota, (*log, seat), kind, self.hours / 24)
    }

    fn pass(&mut self, terms: &Terms, round: u64) -> Vec<Verdict> {
        let hours = self.hours_at(self.clocks.now(terms));
        let more = hours.saturating_sub(self.hours);
        if more == 0 {
            return Vec::new();
        }
        self.hours = hours;
        self.apply(&Event::Pass(Hours(more)), None, round)
    }

    fn apply(&mut self, event: &Event, leaf: Option<(LogId, u64)>, round: u64) -> Vec<Verdict> {
        let (state, verdicts) = kernel::apply(&self.accord, &self.state, event);
        self.state = state;
        let (at, event) = (Hours(self.hours), event.clone());
        self.played.push(Played { leaf, round, at, event, verdicts: verdicts.clone() });
        verdicts
    }

    fn hours_at(&self, time: u64) -> u32 {
        u32::try_from(time.saturating_sub(self.origin) / 3600).unwrap_or(u32::MAX)
    }

    /// Whether a term of the state ends by `time`.
    pub fn is_due(&self, time: u64) -> bool {
        let ahead = self.hours_at(time).saturating_sub(self.hours);
        kernel::next_expiry(&self.accord, &self.state)
            .is_some_and(|next| next.0 <= ahead && ahead > 0)
    }
}
