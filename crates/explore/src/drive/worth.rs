//! Which payoffs a step of the agreement touches, without their size.

use super::{Drive, Micro};
use kernel::condition::View;
use kernel::{ActorId, SubjectId, Verdict};
use world::{Occasion, Per};

/// One payoff on an occasion: an index into `Beliefs::lumps`.
pub type LumpHit = u16;

/// One payoff per period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FlowHit {
    /// Index into `Beliefs::flows`.
    pub flow: u16,
    /// How many times it counts.
    pub times: u8,
    /// Whether its hawk factor applies.
    pub hawk: bool,
    /// What it is measured by beside how often it counts: a quantity in base units, or levels felt
    /// twice, plus one if reserves are gone; else 0.
    pub held: i64,
}

impl Drive<'_> {
    /// Lumps that these verdicts touch.
    pub(super) fn collect(&self, hits: &mut Vec<LumpHit>, verdicts: &[Verdict]) {
        for verdict in verdicts {
            self.hit(hits, |on| match on {
                Occasion::Verdict { kind, item, by } => {
                    *kind == verdict.kind
                        && item.is_none_or(|i| i == verdict.item)
                        && by.is_none_or(|b| Some(b) == verdict.by)
                }
                Occasion::Attack { .. }
                | Occasion::War
                | Occasion::Leak
                | Occasion::Turnover(_)
                | Occasion::Sabotage(_) => false,
            });
        }
    }

    /// Lumps that these verdicts touch, by themselves.
    pub(crate) fn touched(&self, verdicts: &[Verdict]) -> Vec<LumpHit> {
        let mut hits = Vec::new();
        self.collect(&mut hits, verdicts);
        hits
    }

    pub(super) fn hit(&self, hits: &mut Vec<LumpHit>, touches: impl Fn(&Occasion) -> bool) {
        let touched = (0_u16..).zip(&self.beliefs.lumps).filter(|(_, lump)| touches(&lump.on));
        hits.extend(touched.map(|(index, _)| index));
    }

    pub(super) fn hit_attack(&self, hits: &mut Vec<LumpHit>, tally: SubjectId, severe: bool) {
        self.hit(hits, |on| {
            matches!(on, Occasion::Attack { subject, grave } if *subject == tally && *grave == severe)
        });
    }

    pub(super) fn hit_turnover(&self, hits: &mut Vec<LumpHit>, party: ActorId) {
        self.hit(hits, |on| *on == Occasion::Turnover(party));
    }

    /// Flows that run at this point, read in truth.
    pub(super) fn flows(&self, at: &Micro) -> Vec<FlowHit> {
        let flows = (0_u16..).zip(&self.beliefs.flows);
        let running = flows.filter_map(|(flow, row)| {
            let holds = row.during.holds(self.accord, &at.state, View::Truth);
            let times = if holds { times(&at.state, row.per) } else { 0 };
            let hawk = row.hawk.is_some_and(|(party, _)| is_hawk(at.hawks, party));
            let held = self.held(at, row.per);
            (times > 0).then_some(FlowHit { flow, times, hawk, held })
        });
        running.collect()
    }

    fn held(&self, at: &Micro, per: Per) -> i64 {
        match per {
            Per::Held { subject, .. } | Per::Covered { subject, .. } => {
                at.state.subject(subject).truth
            }
            Per::Pressure(party) => {
                let felt = self.beliefs.home.budget(party).map(|it| at.state.dial(it.dial).felt);
                2 * i64::from(felt.unwrap_or(0)) + i64::from(is_hawk(at.gone, party))
            }
            Per::Period | Per::Announced(_) | Per::Felt(_) | Per::Gap(_) => 0,
        }
    }
}

/// Whether a signatory's administration is hawkish.
pub(super) fn is_hawk(hawks: super::Hawks, party: ActorId) -> bool {
    hawks.checked_shr(u32::from(party.0)).unwrap_or(0) & 1 == 1
}

fn times(state: &kernel::State, per: Per) -> u8 {
    match per {
        Per::Period | Per::Held { .. } | Per::Covered { .. } | Per::Pressure(_) => 1,
        Per::Announced(dial) => state.dial(dial).announced,
        Per::Felt(dial) => state.dial(dial).felt,
        Per::Gap(dial) => state.dial(dial).announced.saturating_sub(state.dial(dial).felt),
    }
}
