//! What nature draws of politics and money at home: waivers not renewed, elections, reserves, and
//! sabotage by those who gain when relief is late.

use super::written::renewals;
use super::{Drive, Expansion, Likelihood, Micro, News, Step};
use kernel::{ActorId, Deed, WaiverId};
use world::{Beliefs, Occasion, Odds};

/// Number of the first period after the last election within the horizon; 0 if there is none.
pub(super) fn after_the_last(beliefs: &Beliefs) -> u16 {
    let all = beliefs.home.elections.iter();
    let dates = all.filter_map(|it| it.dates(beliefs.period, beliefs.horizon).last());
    dates.max().map_or(0, |last| u16::try_from(last.saturating_add(1)).unwrap_or(u16::MAX))
}

impl Drive<'_> {
    /// Whether a renewal is left to nature: the reader gives a snap decision a chance.
    pub(super) fn may_snap(&self, deed: &Deed) -> bool {
        let Deed::Renew(waiver) = deed else { return false };
        self.beliefs.odds_entry(Odds::NotRenewed(*waiver)).is_some()
    }

    /// A waiver that is due is renewed, or let lapse by a snap decision: nature's act, as a reversal
    /// is. What a free party let lapse stays so.
    pub(super) fn renewal(&self, at: &Micro, waiver: WaiverId) -> Option<Expansion> {
        let granter = self.accord.waiver(waiver)?.granter;
        let due = renewals(self.accord, &at.state, granter, self.beliefs.period);
        let open = !at.state.has_withdrawn(granter) && at.news != News::LetLapse(waiver);
        (open && due.contains(&Deed::Renew(waiver))).then_some(())?;
        let odds = Odds::NotRenewed(waiver);
        let lapses = Step::from(at).branch(at, at.stage + 1, Likelihood::Odds(odds));
        let mut step = Step::from(at);
        self.deed(&mut step, granter, Deed::Renew(waiver));
        let renewed = step.branch(at, at.stage + 1, Likelihood::Rest(odds));
        Some(draw([lapses, renewed], |to| to.news = at.news))
    }

    /// On the date of an election the office may change hands.
    pub(super) fn election(&self, at: &Micro, party: ActorId) -> Option<Expansion> {
        let (number, period) = (u32::from(at.calendar), self.beliefs.period);
        let mut all = self.beliefs.home.elections.iter();
        let falls = all.any(|it| it.party == party && it.falls_in(number, period));
        let counted = at.calendar < self.last_election;
        (falls && counted && !at.state.has_withdrawn(party)).then_some(())?;
        self.breaks(at, Odds::Election(party), News::Administration(party))
    }

    /// Reserves run out while too little comes in, and are there again after more does.
    pub(super) fn reserves(&self, at: &Micro, party: ActorId) -> Option<Expansion> {
        let budget = self.beliefs.home.budget(party)?;
        let felt = at.state.dial(budget.dial).felt;
        let bit = 1_u16.checked_shl(u32::from(party.0)).unwrap_or(0);
        let odds = match at.gone & bit {
            0 => Odds::RunsOut(party, felt),
            _ => Odds::Refills(party, felt),
        };
        let mut expansion = self.fork(at, odds, |_| Some(()))?;
        if let Expansion::Draw(branches) = &mut expansion {
            branches.iter_mut().take(1).for_each(|branch| branch.to.gone ^= bit);
        }
        Some(expansion)
    }

    /// Those who gain when relief is late sabotage it, the likelier the more of it is not felt.
    pub(super) fn sabotage(&self, at: &Micro, party: ActorId) -> Option<Expansion> {
        let late = self.beliefs.home.late(party).map(|it| at.state.dial(it.dial));
        let odds = match late {
            Some(cell) if cell.felt < cell.announced => {
                Odds::Sabotage(party, cell.announced.saturating_sub(cell.felt), cell.announced)
            }
            _ => Odds::Sabotage(party, 0, 0),
        };
        let mut expansion = self.breaks(at, odds, News::Sabotage(party))?;
        if let Expansion::Draw(branches) = &mut expansion
            && let Some(yes) = branches.first_mut()
        {
            self.hit(&mut yes.lumps, |on| *on == Occasion::Sabotage(party));
        }
        Some(expansion)
    }

    /// After sabotage from within the administration may be hawkish.
    pub(super) fn sabotage_hardens(&self, at: &Micro, party: ActorId) -> Option<Expansion> {
        (at.news == News::Sabotage(party)).then_some(())?;
        let bit = 1_u16.checked_shl(u32::from(party.0)).unwrap_or(0);
        let mut expansion = self.fork(at, Odds::SabotageHardens(party), |_| Some(()))?;
        if let Expansion::Draw(branches) = &mut expansion {
            branches.iter_mut().take(1).for_each(|branch| branch.to.hawks |= bit);
        }
        Some(expansion)
    }
}

fn draw(mut branches: [super::Branch; 2], each: impl Fn(&mut Micro)) -> Expansion {
    branches.iter_mut().for_each(|branch| each(&mut branch.to));
    Expansion::Draw(branches.into())
}
