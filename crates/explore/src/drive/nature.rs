//! Nature's draws, one small stage at a time.

use super::{Drive, Expansion, Force, Likelihood, Micro, News, Stage, Step};
use kernel::accord::{DutyKind, LegalForm, SubjectKind, Target};
use kernel::condition::in_line;
use kernel::event::Finding;
use kernel::state::{Life, PhaseLife, TrancheLife};
use kernel::verdict::Standing;
use kernel::{ActorId, Deed, DutyId, SubjectId, TrancheId};
use world::{Occasion, Odds};

impl Drive<'_> {
    pub(super) fn nature(&self, at: &Micro, stage: Stage) -> Option<Expansion> {
        match stage {
            Stage::Renewal(waiver) => self.renewal(at, waiver),
            Stage::Election(party) => self.election(at, party),
            Stage::Turnover(party) => self.turnover(at, party),
            Stage::Temper(party) => self.temper(at, party),
            Stage::Honour(party) => self.honour(at, party),
            Stage::LeakEnds(party) => self.leak_ends(at, party),
            Stage::Severity(tally) => self.severity(at, tally),
            Stage::Incident(tally) => self.incident(at, tally),
            Stage::Attribution(tally) => self.attribution(at, tally),
            Stage::Inspection(duty) => self.inspection(at, duty),
            Stage::Finding(duty) => self.finding(at, duty),
            Stage::Felt(dial) => {
                let cell = at.state.dial(dial);
                (cell.felt < cell.announced).then_some(())?;
                self.fork(at, Odds::Felt(dial), |step| {
                    self.deed(step, self.accord.dial(dial)?.holder, Deed::Feel(dial));
                    Some(())
                })
            }
            Stage::Usable(tranche) => self.usable(at, tranche),
            Stage::Outsider(actor) => self.outsider(at, actor),
            Stage::Harden(party, outsider) => self.harden(at, party, outsider),
            Stage::Admission(accession) => self.admission(at, accession),
            Stage::Reserves(party) => self.reserves(at, party),
            Stage::Sabotage(party) => self.sabotage(at, party),
            Stage::SabotageHardens(party) => self.sabotage_hardens(at, party),
            Stage::Leak => self.leak(at),
            Stage::Escalation => self.escalation(at),
            Stage::Line(line) => self.line(at, line),
            Stage::Doubt(tally) => self.doubt(at, tally),
            Stage::Occasion(notice) => self.occasion(at, notice),
            Stage::Mistake(notice) => self.mistake(at, notice),
            Stage::Clear(line, _) => self.clear_alarm(at, line),
            Stage::React(_) => self.react(at),
            Stage::Act | Stage::Respond | Stage::Tell(_) | Stage::Hold(_) | Stage::Time => None,
        }
    }

    /// A draw with two outcomes: something happens, or the period goes on.
    pub(super) fn fork(
        &self,
        at: &Micro,
        odds: Odds,
        happen: impl Fn(&mut Step) -> Option<()>,
    ) -> Option<Expansion> {
        self.beliefs.odds_entry(odds)?;
        let mut step = Step::from(at);
        happen(&mut step)?;
        let yes = step.branch(at, at.stage + 1, Likelihood::Odds(odds));
        let no = Step::from(at).branch(at, at.stage + 1, Likelihood::Rest(odds));
        Some(Expansion::Draw(vec![yes, no]))
    }

    /// A draw whose outcome is news for the next stage.
    pub(super) fn breaks(&self, at: &Micro, odds: Odds, news: News) -> Option<Expansion> {
        let mut expansion = self.fork(at, odds, |_| Some(()))?;
        if let Expansion::Draw(branches) = &mut expansion
            && let Some(yes) = branches.first_mut()
        {
            yes.to.news = if self.awaits(yes.to.stage, news) { news } else { News::None };
        }
        Some(expansion)
    }

    /// Whether the next stage draws the consequence of the news; if not, it is none.
    pub(super) fn awaits(&self, stage: u16, news: News) -> bool {
        let next = self.stages.get(usize::from(stage));
        match news {
            News::None => false,
            News::Administration(_)
            | News::Attack(_)
            | News::Planned(_)
            | News::Carried(..)
            | News::LetLapse(_)
            | News::Alarm(..) => true,
            News::Doubted(_) => matches!(next, Some(Stage::Doubt(_))),
            News::Leak => matches!(next, Some(Stage::LeakEnds(_))),
            News::Sabotage(_) => matches!(next, Some(Stage::SabotageHardens(_))),
            News::Strike(_) => matches!(next, Some(Stage::Harden(..))),
        }
    }

    fn turnover(&self, at: &Micro, party: ActorId) -> Option<Expansion> {
        (!at.state.has_withdrawn(party)).then_some(())?;
        // An election of this period has changed the office already.
        (at.news != News::Administration(party)).then_some(())?;
        self.breaks(at, Odds::Turnover(party), News::Administration(party))
    }

    /// A new administration is hawkish with the odds believed, else not.
    fn temper(&self, at: &Micro, party: ActorId) -> Option<Expansion> {
        (at.news == News::Administration(party)).then_some(())?;
        let drawn = self.beliefs.odds_entry(Odds::Hawk(party)).is_some();
        let paid = self.beliefs.lumps.iter().any(|l| l.on == Occasion::Turnover(party));
        (drawn || paid).then_some(())?;
        let bit = 1_u16.checked_shl(u32::from(party.0)).unwrap_or(0);
        let branch = |hawk: bool, likelihood| {
            let mut step = Step::from(at);
            self.hit_turnover(&mut step.lumps, party);
            let mut branch = step.branch(at, at.stage + 1, likelihood);
            branch.to.hawks = if hawk { at.hawks | bit } else { at.hawks & !bit };
            branch.to.news = at.news;
            branch
        };
        let odds = Odds::Hawk(party);
        if self.beliefs.odds_entry(odds).is_none() {
            return Some(Expansion::Draw(vec![branch(false, Likelihood::Sure)]));
        }
        let hawk = branch(true, Likelihood::Odds(odds));
        Some(Expansion::Draw(vec![hawk, branch(false, Likelihood::Rest(odds))]))
    }

    /// A new administration honours the accord, or walks out of it: nature's act, not a choice.
    fn honour(&self, at: &Micro, party: ActorId) -> Option<Expansion> {
        (at.news == News::Administration(party)).then_some(())?;
        let odds = Odds::Honour(party, self.form(at));
        self.beliefs.odds_entry(odds)?;
        let stays = Step::from(at).branch(at, at.stage + 1, Likelihood::Odds(odds));
        let mut step = Step::from(at);
        self.deed(&mut step, party, Deed::Withdraw);
        let leaves = step.branch(at, at.stage + 1, Likelihood::Rest(odds));
        Some(Expansion::Draw(vec![stays, leaves]))
    }

    /// The form in which the accord binds now.
    fn form(&self, at: &Micro) -> LegalForm {
        let phases = self.accord.phases.iter().zip(&at.state.phases);
        let reached =
            phases.filter(|(_, cell)| matches!(cell.life, PhaseLife::Open | PhaseLife::Closed));
        reached.filter_map(|(row, _)| row.form).fold(self.accord.form, LegalForm::max)
    }

    fn incident(&self, at: &Micro, tally: SubjectId) -> Option<Expansion> {
        let group = self.accord.subject(tally)?.holder;
        let conduct = self.restraint(at, group);
        let wave = self.wave(tally);
        let odds = match wave {
            0 => Odds::Incident(tally, conduct),
            wave => Odds::Wave(tally, conduct, at.stirred & wave != 0),
        };
        self.beliefs.odds_entry(odds)?;
        let mut expansion = self.breaks(at, odds, News::Attack(tally))?;
        if let Expansion::Draw(branches) = &mut expansion {
            branches.iter_mut().for_each(|branch| branch.to.stirred &= !wave);
            branches.iter_mut().take(1).for_each(|branch| branch.to.stirred |= wave);
        }
        Some(expansion)
    }

    /// The bit that remembers an occurrence of a tally that comes in waves; none of any other.
    pub(super) fn wave(&self, tally: SubjectId) -> u16 {
        let mut all = self.beliefs.waves.iter();
        let place = all.position(|it| it.tally == tally).and_then(|at| u32::try_from(at).ok());
        place.and_then(|at| 1_u16.checked_shl(at)).unwrap_or(0)
    }

    fn severity(&self, at: &Micro, tally: SubjectId) -> Option<Expansion> {
        (at.news == News::Attack(tally)).then_some(())?;
        let group = self.accord.subject(tally)?.holder;
        let happens = |grave: bool, likelihood| {
            let mut step = Step::from(at);
            self.deed(&mut step, group, Deed::Incident(tally, i64::from(grave)));
            self.hit_attack(&mut step.lumps, tally, grave);
            let mut branch = step.branch(at, at.stage + 1, likelihood);
            let doubted = News::Doubted(tally);
            branch.to.news =
                if self.awaits(branch.to.stage, doubted) { doubted } else { News::None };
            branch
        };
        let odds = Odds::Grave(tally);
        if self.beliefs.odds_entry(odds).is_none() {
            return Some(Expansion::Draw(vec![happens(false, Likelihood::Sure)]));
        }
        let grave = happens(true, Likelihood::Odds(odds));
        Some(Expansion::Draw(vec![grave, happens(false, Likelihood::Rest(odds))]))
    }

    /// What the state behind a group has it do, in truth: 0 directs, 1 tolerates, 2 restrains.
    pub(super) fn restraint(&self, at: &Micro, group: ActorId) -> u8 {
        let subject = self.accord.subject_ids().find(|id| {
            self.accord.subject(*id).is_some_and(|s| s.kind == SubjectKind::Restraint(group))
        });
        subject.map_or(1, |id| u8::try_from(at.state.subject(id).truth.clamp(0, 2)).unwrap_or(1))
    }

    /// The body attributes the attack to the group alone or to the state that answers for it,
    /// rightly with the odds believed.
    fn attribution(&self, at: &Micro, tally: SubjectId) -> Option<Expansion> {
        at.state.subject(tally).pending?;
        let row = self.accord.subject(tally)?;
        let (group, body) = (row.holder, row.observer?);
        let answers = self.accord.actor(group)?.answered_by.map(|(party, _)| party);
        let branch = |to: ActorId, likelihood| {
            let mut step = Step::from(at);
            self.deed(&mut step, body, Deed::Attribute(tally, to));
            step.branch(at, at.stage + 1, likelihood)
        };
        let odds = Odds::Attribute(tally);
        let Some(state) = answers.filter(|_| self.beliefs.odds_entry(odds).is_some()) else {
            return Some(Expansion::Draw(vec![branch(group, Likelihood::Sure)]));
        };
        let autonomous = self.restraint(at, group) == 2;
        let (right, wrong) = if autonomous { (group, state) } else { (state, group) };
        let right = branch(right, Likelihood::Odds(odds));
        Some(Expansion::Draw(vec![right, branch(wrong, Likelihood::Rest(odds))]))
    }

    /// The verifier's word on a maintained duty, for the interval since its last word.
    fn inspection(&self, at: &Micro, duty: DutyId) -> Option<Expansion> {
        let row = self.accord.duty(duty).filter(|row| row.kind == DutyKind::Maintain)?;
        let (body, cell) = (row.verifier?, at.state.duty(duty));
        matches!(cell.life, Life::Live | Life::Suspended).then_some(())?;
        // Once reported, the accused interval is fixed: what is seen now is present conduct.
        let open = cell.standing >= Standing::Reported;
        let out = !in_line(self.accord, &at.state, duty);
        let guilty = out || (cell.dirty && !open);
        let report = |finding, likelihood| {
            let mut step = Step::from(at);
            self.deed(&mut step, body, Deed::Report(duty, finding));
            step.branch(at, at.stage + 1, likelihood)
        };
        let odds = if guilty { Odds::Detect(duty) } else { Odds::FalseAlarm(duty) };
        let modelled = self.beliefs.odds_entry(odds).is_some();
        if open && guilty {
            return None; // already reported; present conduct is seen at the next clean report
        }
        if open || !modelled {
            let needed = open && !guilty;
            return needed.then(|| Expansion::Draw(vec![report(Finding::Clean, Likelihood::Sure)]));
        }
        let seen = match self.measured_out_of_line(at, duty) {
            None => report(Finding::NotPerformed, Likelihood::Odds(odds)),
            Some((subject, value)) => {
                let mut step = Step::from(at);
                self.deed(&mut step, body, Deed::Measure(subject, value));
                step.branch(at, at.stage + 1, Likelihood::Odds(odds))
            }
        };
        Some(Expansion::Draw(vec![seen, report(Finding::Clean, Likelihood::Rest(odds))]))
    }

    /// What the verifier measures when it sees a value out of line now. A departure that has
    /// stopped is reported without a value.
    fn measured_out_of_line(&self, at: &Micro, duty: DutyId) -> Option<(SubjectId, i64)> {
        let row = self.accord.duty(duty)?;
        let Target::Value { subject, .. } = row.target else { return None };
        let observed = self.accord.subject(subject)?.observer == row.verifier;
        let out = !in_line(self.accord, &at.state, duty);
        (observed && out).then(|| (subject, at.state.subject(subject).truth))
    }

    /// A contested report is found so or not, by the truth of the accused interval.
    fn finding(&self, at: &Micro, duty: DutyId) -> Option<Expansion> {
        let cell = at.state.duty(duty);
        (cell.standing == Standing::Contested).then_some(())?;
        let body = self.accord.duty(duty)?.verifier?;
        let odds = if cell.accused { Odds::FindingTrue } else { Odds::FindingFalse };
        self.beliefs.odds_entry(odds)?;
        let find = |finding, likelihood| {
            let mut step = Step::from(at);
            self.find(&mut step, body, duty, finding);
            step.branch(at, at.stage + 1, likelihood)
        };
        let found = find(Finding::NotPerformed, Likelihood::Odds(odds));
        Some(Expansion::Draw(vec![found, find(Finding::Clean, Likelihood::Rest(odds))]))
    }

    /// The body finds; one that decides by vote is carried by as many members as it takes, in the
    /// order of the text: how likely that is, is what the reader believes of its findings.
    fn find(&self, step: &mut Step, body: ActorId, duty: DutyId, finding: Finding) {
        let ballot = self.accord.ballot_of(body);
        let Some((id, row)) = ballot.and_then(|id| Some((id, self.accord.ballot(id)?))) else {
            return self.deed(step, body, Deed::Find(duty, finding));
        };
        let motion = kernel::Motion::Find(duty, finding);
        let voters = row.members.iter().filter(|member| !step.state.has_withdrawn(**member));
        let needed = row.needed.map_or(usize::MAX, usize::from);
        let voters: Vec<ActorId> = voters.take(needed).copied().collect();
        for member in voters {
            self.deed(step, member, Deed::Vote(id, motion, true));
        }
    }

    fn usable(&self, at: &Micro, tranche: TrancheId) -> Option<Expansion> {
        (at.state.tranche(tranche).life == TrancheLife::Transferred).then_some(())?;
        let escrow = self.accord.tranche(tranche)?.escrow;
        let custodian = self.accord.escrow(escrow)?.custodian;
        self.fork(at, Odds::Usable(escrow), |step| {
            self.deed(step, custodian, Deed::Release(tranche));
            Some(())
        })
    }

    /// All whose consent an accession takes give it, one after the other.
    fn admission(&self, at: &Micro, id: kernel::AccessionId) -> Option<Expansion> {
        let row = self.accord.accession(id)?;
        at.state.accession(id).asked.then_some(())?;
        self.fork(at, Odds::Admits(id), |step| {
            for member in &row.consent {
                self.deed(step, *member, Deed::Consent(id));
            }
            Some(())
        })
    }

    /// An outsider strikes: it binds nobody and triggers nothing by itself.
    fn outsider(&self, at: &Micro, actor: ActorId) -> Option<Expansion> {
        let mut expansion = self.fork(at, Odds::Outsider(actor), |step| {
            self.deed(step, actor, Deed::Strike);
            step.force = at.force; // an outsider's force is nobody's answer
            Some(())
        })?;
        if let Expansion::Draw(branches) = &mut expansion
            && let Some(yes) = branches.first_mut()
            && self.awaits(yes.to.stage, News::Strike(actor))
        {
            yes.to.news = News::Strike(actor);
        }
        Some(expansion)
    }

    /// The signatory struck at may turn hawkish.
    fn harden(&self, at: &Micro, party: ActorId, outsider: ActorId) -> Option<Expansion> {
        (at.news == News::Strike(outsider)).then_some(())?;
        let bit = 1_u16.checked_shl(u32::from(party.0)).unwrap_or(0);
        let mut expansion = self.fork(at, Odds::Hardens(party, outsider), |_| Some(()))?;
        if let Expansion::Draw(branches) = &mut expansion {
            branches.iter_mut().for_each(|branch| branch.to.news = at.news);
            branches.iter_mut().take(1).for_each(|branch| branch.to.hawks |= bit);
        }
        Some(expansion)
    }

    fn leak(&self, at: &Micro) -> Option<Expansion> {
        let mut expansion = self.breaks(at, Odds::Leak, News::Leak)?;
        if let Expansion::Draw(branches) = &mut expansion
            && let Some(yes) = branches.first_mut()
        {
            self.hit(&mut yes.lumps, |on| *on == Occasion::Leak);
        }
        Some(expansion)
    }

    /// A leak makes a signatory pivot back to its public role and withdraw.
    fn leak_ends(&self, at: &Micro, party: ActorId) -> Option<Expansion> {
        (at.news == News::Leak && !at.state.has_withdrawn(party)).then_some(())?;
        let mut expansion = self.fork(at, Odds::LeakEnds(party), |step| {
            self.deed(step, party, Deed::Withdraw);
            Some(())
        })?;
        if let Expansion::Draw(branches) = &mut expansion {
            branches.iter_mut().for_each(|branch| branch.to.news = News::Leak);
        }
        Some(expansion)
    }

    /// Force used this period may have led to hostilities.
    fn escalation(&self, at: &Micro) -> Option<Expansion> {
        let odds = match at.force {
            Force::None => return None,
            Force::Answer(line) => Odds::WarAfterAnswer(line),
            Force::Strike | Force::Alarmed => Odds::WarAfterStrike,
        };
        self.fork(at, odds, |step| {
            self.hit(&mut step.lumps, |on| *on == Occasion::War);
            self.deed(step, ActorId(0), Deed::Hostilities);
            Some(())
        })
    }
}
