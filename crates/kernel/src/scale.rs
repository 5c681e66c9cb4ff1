//! Less for less: relief in proportion to what the other side has done.

use crate::accord::{Accord, Waiver};
use crate::condition::{Condition, View};
use crate::ids::*;
use crate::state::State;

/// Relief in proportion to progress, less for less.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scaled {
    /// Whose progress.
    pub progress: Progress,
    /// Volume while nothing is done.
    pub floor: i64,
}

/// How far something has come, read on reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// A measured value on its way, in proportion.
    Value {
        /// Which subject.
        subject: SubjectId,
        /// Where nothing is done.
        from: i64,
        /// Where all is done.
        to: i64,
    },
    /// All once the duty is met, nothing before.
    Met(DutyId),
}

impl Waiver {
    /// The largest volume per period as things stand: between its floor and its volume, rounded
    /// down.
    #[must_use]
    pub fn volume_in(&self, accord: &Accord, state: &State) -> i64 {
        let Some(scaled) = &self.scaled else { return self.volume };
        let (done, all) = scaled.progress.so_far(accord, state);
        let span = i128::from(self.volume).saturating_sub(i128::from(scaled.floor));
        let share = span.saturating_mul(done).checked_div(all).unwrap_or(span);
        let volume = i128::from(scaled.floor).saturating_add(share);
        let (least, most) = (scaled.floor.min(self.volume), scaled.floor.max(self.volume));
        i64::try_from(volume).unwrap_or(self.volume).clamp(least, most)
    }
}

impl Progress {
    /// How much is done of how much, both not negative.
    fn so_far(&self, accord: &Accord, state: &State) -> (i128, i128) {
        match self {
            Self::Met(duty) => {
                let met = Condition::Met(*duty).holds(accord, state, View::Reports);
                (i128::from(met), 1)
            }
            Self::Value { subject, from, to } => {
                let way = i128::from(*to).saturating_sub(i128::from(*from));
                let gone = i128::from(state.subject(*subject).reported)
                    .saturating_sub(i128::from(*from))
                    .saturating_mul(way.signum());
                let all = way.saturating_abs();
                (gone.clamp(0, all), all)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accord::{Subject, SubjectKind};
    use crate::state::SubjectState;

    /// A waiver of 100 a period that starts at 10 and grows as a stock falls from 400 to 200.
    fn volume(from: i64, to: i64, reported: i64) -> i64 {
        let (holder, clause) = (ActorId(1), ClauseId(0));
        let subject =
            Subject { holder, observer: None, kind: SubjectKind::Level, baseline: from, clause };
        let accord = Accord { subjects: vec![subject], ..Accord::default() };
        let (mut state, _) = crate::apply::start(&accord);
        state.subjects = vec![SubjectState { reported, ..state.subject(SubjectId(0)) }];
        let progress = Progress::Value { subject: SubjectId(0), from, to };
        let waiver = Waiver {
            granter: ActorId(0),
            workstream: WorkstreamId(0),
            volume: 100,
            scaled: Some(Scaled { progress, floor: 10 }),
            period: crate::Hours(720),
            lasts: None,
            renewals: None,
            renew: Condition::Always,
            winds_down: crate::Hours(0),
            revoke: Condition::Never,
            clause,
        };
        waiver.volume_in(&accord, &state)
    }

    #[test]
    fn volume_grows_in_proportion_and_stays_between_its_ends() {
        let falling = [500, 400, 300, 250, 200, 100].map(|now| volume(400, 200, now));
        assert_eq!(falling, [10, 10, 55, 77, 100, 100]);
        let rising = [0, 50, 200, 300].map(|now| volume(0, 200, now));
        assert_eq!(rising, [10, 32, 100, 100]);
        assert_eq!(volume(200, 200, 0), 100, "nothing asked is all done");
        assert_eq!(volume(i64::MIN, i64::MAX, 0), 55);
    }
}
