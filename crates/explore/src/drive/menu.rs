//! The choice nodes of a period: the text's act and every single departure from it.

use super::written::{answer, written_acts};
use super::{Branch, Choice, Drive, Expansion, Likelihood, Micro, News, Step};
use kernel::accord::{Comparison, DutyKind, SubjectKind, Target};
use kernel::condition::{View, in_line};
use kernel::state::Life;
use kernel::verdict::Standing;
use kernel::{ActorId, Condition, Deed, DutyId, Event, Hours, State, SubjectId};
use world::Odds;

impl Drive<'_> {
    /// The parties act at once on the state they find.
    pub(super) fn act(&self, at: &Micro) -> Option<Expansion> {
        let choosers = self.choosers();
        let open = choosers.into_iter().filter(|p| !at.state.has_withdrawn(*p));
        match open.collect::<Vec<_>>()[..] {
            [] => {
                let branch = self.acted(at, &[]);
                let idle = branch.events.is_empty();
                (!idle).then(|| Expansion::Draw(vec![branch]))
            }
            [by] => {
                let choices = self.choices(&at.state, by);
                let branches = choices.iter().map(|choice| self.acted(at, &[(by, choice)]));
                let branches = branches.collect();
                Some(Expansion::Choose { by, choices, branches })
            }
            [first, second, ..] => {
                let menus = [first, second].map(|by| (by, self.choices(&at.state, by)));
                let own = |one| menus[1].1.iter().map(move |other| (one, other));
                let pairs = menus[0].1.iter().flat_map(own);
                let act = |(one, other)| self.acted(at, &[(first, one), (second, other)]);
                let branches = pairs.map(act).collect();
                Some(Expansion::Together { menus, branches })
            }
        }
    }

    /// The state after everybody acted, the free parties by their choices.
    fn acted(&self, at: &Micro, free: &[(ActorId, &Choice)]) -> Branch {
        let mut step = Step::from(at);
        let mut refused = Vec::new();
        for party in self.accord.signatory_ids() {
            let own = free.iter().find(|(p, _)| *p == party);
            let (deeds, own) = self.deeds(&at.state, party, own.map_or(&Choice::Keep, |it| it.1));
            refused.extend(own);
            for deed in deeds.into_iter().filter(|deed| !self.may_snap(deed)) {
                self.deed(&mut step, party, deed);
            }
        }
        let mut branch = step.branch(at, at.stage + 1, Likelihood::Sure);
        branch.to.refused = refused.first().copied();
        branch.to.also_refused = refused.get(1).copied();
        for (_, choice) in free {
            if let Choice::LetLapse(waiver) = choice
                && self.may_snap(&Deed::Renew(*waiver))
            {
                branch.to.news = News::LetLapse(*waiver);
            }
        }
        branch
    }

    /// What a choice has the party do, and which duty it leaves undone this period.
    fn deeds(&self, state: &State, party: ActorId, choice: &Choice) -> (Vec<Deed>, Option<DutyId>) {
        let refused = match choice {
            Choice::Withhold(duty) | Choice::PutOff(duty) | Choice::Undeclared(duty, _) => {
                Some(*duty)
            }
            _ => None,
        };
        let mut deeds = written_acts(self.accord, self.beliefs, state, party, refused);
        match choice {
            Choice::Keep | Choice::PutOff(_) | Choice::Untold(_) | Choice::FallSilent(_) => {}
            Choice::Withhold(duty) => {
                let open = self.accord.duty(*duty).is_some_and(|r| r.kind == DutyKind::Maintain);
                deeds.extend(violation(self.accord, *duty, None));
                if open && !matches!(state.duty(*duty).standing, Standing::Admitted) {
                    deeds.push(Deed::Admit(*duty));
                }
            }
            Choice::Undeclared(duty, value) => deeds.extend(violation(self.accord, *duty, *value)),
            Choice::Dispute(duty) => deeds.push(Deed::Contest(*duty)),
            Choice::LetLapse(waiver) => deeds.retain(|d| *d != Deed::Renew(*waiver)),
            Choice::Forgive(deed) => deeds.retain(|d| d != deed),
            Choice::TakeBack(deed) | Choice::Power(deed) => deeds.push(deed.clone()),
            Choice::Answer(deed) => {
                deeds.retain(|d| line_of(d).is_none() || line_of(d) != line_of(deed));
                deeds.push(deed.clone());
            }
            Choice::Exceed(_) => deeds.push(Deed::Strike),
            Choice::Withdraw => deeds = vec![Deed::Withdraw],
        }
        (deeds, refused)
    }

    /// The text's act, then every single departure, in the order of the tables.
    fn choices(&self, state: &State, party: ActorId) -> Vec<Choice> {
        let mut list = vec![Choice::Keep];
        let soon = self.within_period(state);
        for duty in self.accord.duty_ids() {
            let coming = soon.get(duty.index()).copied().unwrap_or_default();
            self.duty_choices(state, party, duty, coming, &mut list);
        }
        for deed in written_acts(self.accord, self.beliefs, state, party, None) {
            match deed {
                Deed::Renew(waiver) => list.push(Choice::LetLapse(waiver)),
                Deed::Start(..) | Deed::Use(_) => list.push(Choice::Forgive(deed)),
                Deed::Turn(dial, level) if level < state.dial(dial).announced => {
                    list.push(Choice::Forgive(deed));
                }
                _ => {}
            }
        }
        self.relief_choices(state, party, &mut list);
        let written = written_acts(self.accord, self.beliefs, state, party, None);
        self.line_choices(state, party, &mut list, &written);
        if kernel::powers::may(self.accord, state, party, &Deed::Withdraw) {
            list.push(Choice::Withdraw);
        }
        list
    }

    /// Departures from one duty. A duty that comes alive inside the period can be refused as
    /// well; what nobody could report is no departure that the model can weigh, and is not
    /// offered.
    fn duty_choices(
        &self,
        state: &State,
        party: ActorId,
        id: DutyId,
        coming: Coming,
        list: &mut Vec<Choice>,
    ) {
        let Some(row) = self.accord.duty(id).filter(|row| row.obligor == party) else { return };
        let cell = state.duty(id);
        if cell.life != Life::Live && !coming.alive {
            return;
        }
        match (row.kind, &row.target) {
            (DutyKind::Achieve, _) => {
                if !in_line(self.accord, state, id) {
                    let late = coming.late || cell.late;
                    list.push(if late { Choice::Withhold(id) } else { Choice::PutOff(id) });
                }
            }
            (DutyKind::Maintain, Target::Value { .. } | Target::Deed) => {
                if cell.life == Life::Live {
                    list.push(Choice::Withhold(id));
                }
                let values = violating_values(self.accord, id);
                let seen = cell.life == Life::Live && self.can_be_seen(id);
                let hidden = values.into_iter().filter(|_| seen);
                list.extend(hidden.map(|value| Choice::Undeclared(id, value)));
            }
            (DutyKind::Maintain, _) => {}
        }
        let guilty = cell.accused && matches!(cell.standing, Standing::Reported);
        if guilty && !cell.late {
            list.push(Choice::Dispute(id));
        }
    }

    /// Whether undeclared non-performance has odds of coming out: by inspection, or through what
    /// a group does.
    fn can_be_seen(&self, duty: DutyId) -> bool {
        let inspected = self.beliefs.odds_entry(Odds::Detect(duty)).is_some();
        inspected || self.restrained_tally(duty).is_some()
    }

    /// The tally of the group that a duty of restraint is about, if attacks are attributed.
    fn restrained_tally(&self, duty: DutyId) -> Option<SubjectId> {
        let Target::Value { subject, .. } = self.accord.duty(duty)?.target else { return None };
        let SubjectKind::Restraint(group) = self.accord.subject(subject)?.kind else { return None };
        self.accord.subject_ids().find(|tally| {
            let of_group = self
                .accord
                .subject(*tally)
                .is_some_and(|row| row.kind == SubjectKind::Tally && row.holder == group);
            of_group && self.beliefs.odds_entry(Odds::Attribute(*tally)).is_some()
        })
    }

    /// What becomes of each duty before the period ends, if nothing is done. Shape: duties.
    fn within_period(&self, state: &State) -> Vec<Coming> {
        let mut soon = vec![Coming::default(); self.accord.duties.len()];
        let (mut ahead, mut left) = (state.clone(), self.beliefs.period);
        while left > Hours::ZERO && ahead.ended.is_none() {
            let next = kernel::next_expiry(self.accord, &ahead);
            let hop = next.map_or(left, |next| next.min(left));
            (ahead, _) = kernel::apply_to(self.accord, ahead, &Event::Pass(hop));
            for (soon, cell) in soon.iter_mut().zip(&ahead.duties) {
                soon.alive |= cell.life == Life::Live;
                soon.late |= cell.late;
            }
            left = left.minus(hop);
        }
        soon
    }

    fn relief_choices(&self, state: &State, party: ActorId, list: &mut Vec<Choice>) {
        for deed in kernel::powers::powers(self.accord, state, party) {
            match deed {
                Deed::Revoke(_) => list.push(Choice::TakeBack(deed)),
                Deed::Depart(_) => list.push(Choice::Power(deed)),
                Deed::Turn(dial, level) if level < state.dial(dial).announced => {
                    let cause = self
                        .accord
                        .dial(dial)
                        .is_some_and(|row| row.lower.holds(self.accord, state, View::Reports));
                    list.push(if cause { Choice::Power(deed) } else { Choice::TakeBack(deed) });
                }
                _ => {}
            }
        }
    }

    fn line_choices(
        &self,
        state: &State,
        party: ActorId,
        list: &mut Vec<Choice>,
        written: &[Deed],
    ) {
        let mut lines = Vec::new();
        for deed in kernel::powers::powers(self.accord, state, party) {
            match deed {
                Deed::Answer(line, _) | Deed::Absorb(line) => {
                    lines.push(line);
                    if !written.contains(&deed) {
                        list.push(Choice::Answer(deed));
                    }
                }
                _ => {}
            }
        }
        lines.dedup();
        list.extend(lines.into_iter().map(Choice::Exceed));
    }

    /// What nature crossed is answered at once: the profile answers, the free party chooses.
    pub(super) fn respond(&self, at: &Micro) -> Option<Expansion> {
        let line = self.accord.redline_ids().find(|l| at.state.redline(*l).level > 0)?;
        let parties = self.accord.signatory_ids().filter(|p| !at.state.has_withdrawn(*p));
        let (party, deed) = parties
            .filter_map(|p| Some((p, answer(self.accord, self.beliefs, &at.state, p, line)?)))
            .next()?;
        let keep = self.answered(at, party, &deed);
        if !self.is_free(party) {
            return Some(Expansion::Draw(vec![keep]));
        }
        let mut choices = vec![Choice::Keep];
        self.line_choices(&at.state, party, &mut choices, std::slice::from_ref(&deed));
        let mut branches = vec![keep];
        for choice in choices.iter().skip(1) {
            let deed = match choice {
                Choice::Answer(deed) => deed.clone(),
                _ => Deed::Strike,
            };
            branches.push(self.answered(at, party, &deed));
        }
        Some(Expansion::Choose { by: party, choices, branches })
    }

    fn answered(&self, at: &Micro, party: ActorId, deed: &Deed) -> Branch {
        let mut step = Step::from(at);
        self.deed(&mut step, party, deed.clone());
        step.branch(at, at.stage + 1, Likelihood::Sure)
    }
}

/// What a period of doing nothing would make of a duty.
#[derive(Clone, Copy, Default)]
struct Coming {
    /// It is or comes alive.
    alive: bool,
    /// It is or becomes late.
    late: bool,
}

/// The red line that a deed answers, if it answers one.
fn line_of(deed: &Deed) -> Option<kernel::RedlineId> {
    match deed {
        Deed::Answer(line, _) | Deed::Absorb(line) => Some(*line),
        _ => None,
    }
}

/// The deed that puts the world out of line with a maintained duty.
fn violation(accord: &kernel::Accord, duty: DutyId, value: Option<i64>) -> Option<Deed> {
    let row = accord.duty(duty).filter(|row| row.kind == DutyKind::Maintain)?;
    match &row.target {
        Target::Value { subject, .. } => {
            let worst = || violating_values(accord, duty).into_iter().flatten().next();
            Some(Deed::Set(*subject, value.or_else(worst)?))
        }
        Target::Deed => Some(Deed::Conduct(duty, false)),
        _ => None,
    }
}

/// Values out of line with a maintained duty, one for each interval that some clause tells apart,
/// mildest first; `None` for a deed.
fn violating_values(accord: &kernel::Accord, duty: DutyId) -> Vec<Option<i64>> {
    let Some(row) = accord.duty(duty) else { return Vec::new() };
    let Target::Value { subject, comparison, bound } = row.target else { return vec![None] };
    if matches!(accord.subject(subject).map(|s| s.kind), Some(SubjectKind::Restraint(_))) {
        return (0..bound).rev().map(Some).collect();
    }
    let mut edges: Vec<i64> = accord
        .redlines
        .iter()
        .filter(|line| line.subject == subject && line.live != Condition::Never)
        .flat_map(|line| line.levels.iter().map(|level| level.at_least))
        .collect();
    edges.push(match comparison {
        Comparison::AtMost | Comparison::Below | Comparison::Equal => bound.saturating_add(1),
        Comparison::AtLeast | Comparison::Above => bound.saturating_sub(1),
    });
    edges.retain(|value| !comparison.holds(*value, bound));
    edges.sort_unstable();
    edges.dedup();
    edges.into_iter().map(Some).collect()
}
