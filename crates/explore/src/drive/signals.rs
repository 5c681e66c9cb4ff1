//! Signals between the sides: acts that must be told, what is mistaken for an attack, and the lines
//! that clear it up.
//!
//! A chain of small draws. An act that must be told is planned; whose act it is gives notice, or
//! does not; after the time that the text asks for it is done. Told or not, it may be taken for an
//! attack: an alarm. A word over a line that is heard may clear it. If nothing does, whoever is
//! alarmed may use force outside any answer, and force may lead to hostilities. A line is heard as
//! long as its ends send their signs of life; a fault stops all of them, a party its own. Both come
//! at the end of a period, and bear on the next. Every link
//! is an event of the kernel or a chance that the reader gives; a chance that is not given is none.

use super::{Branch, Choice, Drive, Expansion, Force, Likelihood, Micro, News, Step};
use kernel::accord::Channel;
use kernel::verdict::Item;
use kernel::{
    Accord, ActorId, ChannelId, Condition, Deed, Hours, NoticeId, State, SubjectId, VerdictKind,
};
use world::{Beliefs, Occasion, Odds};

/// What an alarm was about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Alarm {
    /// An act that had to be told.
    Act(NoticeId),
    /// An attack by a group that nobody directed.
    Attack(SubjectId),
}

/// The bit of an end among those that send nothing.
pub(super) fn bit(end: ChannelId) -> u16 {
    1_u16.checked_shl(u32::from(end.0)).unwrap_or(0)
}

/// All ends of a line, given by one of them.
pub fn ends_of(accord: &Accord, line: ChannelId) -> impl Iterator<Item = ChannelId> + '_ {
    let clause = accord.channel(line).map(|row| row.clause);
    let same = move |row: &Channel| Some(row.clause) == clause;
    accord.channel_ids().zip(&accord.channels).filter(move |(_, row)| same(row)).map(|(id, _)| id)
}

/// The lines that the beliefs speak of, each by its first end.
pub(super) fn lines<'a>(
    accord: &'a Accord,
    beliefs: &'a Beliefs,
) -> impl Iterator<Item = ChannelId> + 'a {
    accord.channel_ids().filter(|line| beliefs.speaks_of(*line))
}

/// Every end of those lines.
pub(super) fn ends(accord: &Accord, beliefs: &Beliefs) -> Vec<ChannelId> {
    lines(accord, beliefs).flat_map(|line| ends_of(accord, line)).collect()
}

/// Whether somebody gains or loses by the silence of an end.
fn is_valued(beliefs: &Beliefs, end: ChannelId) -> bool {
    let about = Some(Item::Channel(end));
    let once = |on: &Occasion| matches!(on, Occasion::Verdict { kind: VerdictKind::Silent, item, .. } if *item == about);
    beliefs.lumps.iter().any(|lump| once(&lump.on))
        || beliefs.flows.iter().any(|flow| reads_silence(&flow.during, end))
}

fn reads_silence(condition: &Condition, end: ChannelId) -> bool {
    match condition {
        Condition::Silent(read) => *read == end,
        Condition::Not(inner) => reads_silence(inner, end),
        Condition::All(list) | Condition::Any(list) => {
            list.iter().any(|inner| reads_silence(inner, end))
        }
        _ => false,
    }
}

impl Drive<'_> {
    /// Whether a word can pass: every end is open, heard, and sends.
    fn is_up(&self, at: &Micro, line: ChannelId) -> bool {
        let mut ends = ends_of(self.accord, line).peekable();
        let up = |end: ChannelId| {
            let cell = at.state.channel(end);
            cell.open && !cell.is_silent() && at.mute & bit(end) == 0
        };
        ends.peek().is_some() && ends.all(up)
    }

    /// A fault: all ends have fallen silent, which no party does alone.
    fn is_cut(&self, state: &State, line: ChannelId) -> bool {
        let mut ends = ends_of(self.accord, line).peekable();
        ends.peek().is_some() && ends.all(|end| state.channel(end).is_silent())
    }

    /// Own end of a line in use, if the reader says what its silence is worth: what is worth
    /// nothing is done by nobody.
    fn own_end(&self, state: &State, line: ChannelId, party: ActorId) -> Option<ChannelId> {
        let own = |end: &ChannelId| self.accord.channel(*end).is_some_and(|row| row.end == party);
        let end = ends_of(self.accord, line).find(own)?;
        let valued = is_valued(self.beliefs, end);
        (valued && state.channel(end).open && !self.is_cut(state, line)).then_some(end)
    }

    /// Each party sends from its end of a line; the free one may let its own fall silent, and
    /// takes it up again if it keeps.
    pub(super) fn hold(&self, at: &Micro, line: ChannelId) -> Option<Expansion> {
        let open = |party: &ActorId| !at.state.has_withdrawn(*party);
        let own = |party| Some((party, self.own_end(&at.state, line, party)?));
        let mut ends = self.choosers().into_iter().filter(open).filter_map(own);
        let (by, end) = ends.find(|(_, end)| at.mute & bit(*end) == 0)?;
        let mut step = Step::from(at);
        if at.state.channel(end).is_silent() {
            self.deed(&mut step, by, Deed::Send(end));
        }
        let keep = step.branch(at, at.stage + 1, Likelihood::Sure);
        let mut silent = Step::from(at).branch(at, at.stage + 1, Likelihood::Sure);
        silent.to.mute |= bit(end);
        let choices = vec![Choice::Keep, Choice::FallSilent(end)];
        Some(Expansion::Choose { by, choices, branches: vec![keep, silent] })
    }

    /// Signs of life and acknowledgements that are due now, by every end that sends.
    pub(super) fn signs(&self, step: &mut Step, mute: u16) {
        self.send(step, mute, |row, left| row.keepalive.is_some() && left == Hours::ZERO);
        for end in self.ends.iter().filter(|end| mute & bit(**end) == 0) {
            let owes = step.state.channel(*end).owes;
            if let (true, Some(row)) = (owes, self.accord.channel(*end)) {
                self.deed(step, row.end, Deed::Acknowledge(*end));
            }
        }
    }

    /// At the end of a period every end that sends has just sent, so that periods begin alike.
    pub(super) fn sign_off(&self, step: &mut Step, mute: u16) {
        if step.state.ended.is_none() {
            self.send(step, mute, |row, left| {
                row.keepalive.is_some_and(|whole| left < whole.clock())
            });
            self.signs(step, mute);
        }
    }

    fn send(&self, step: &mut Step, mute: u16, due: impl Fn(&Channel, Hours) -> bool) {
        for end in self.ends.iter().filter(|end| mute & bit(**end) == 0) {
            let cell = step.state.channel(*end);
            let Some(row) = self.accord.channel(*end) else { continue };
            if cell.awaits_life(row) && due(row, cell.quiet) {
                self.deed(step, row.end, Deed::Send(*end));
            }
        }
    }

    /// A fault comes, or goes.
    pub(super) fn line(&self, at: &Micro, line: ChannelId) -> Option<Expansion> {
        let ends: Vec<ChannelId> = ends_of(self.accord, line).collect();
        if self.is_cut(&at.state, line) {
            return self.fork(at, Odds::Heard(line), |step| {
                for end in &ends {
                    self.deed(step, self.accord.channel(*end)?.end, Deed::Send(*end));
                }
                Some(())
            });
        }
        ends.iter().any(|end| at.state.channel(*end).open).then_some(())?;
        let mut expansion = self.fork(at, Odds::Silent(line), |_| Some(()))?;
        if let Expansion::Draw(branches) = &mut expansion {
            let all = ends.iter().fold(0, |all, end| all | bit(*end));
            branches.iter_mut().take(1).for_each(|branch| branch.to.mute |= all);
        }
        Some(expansion)
    }

    /// An act that must be told is planned, or not.
    pub(super) fn occasion(&self, at: &Micro, notice: NoticeId) -> Option<Expansion> {
        let row = self.accord.notice(notice)?;
        (!at.state.has_withdrawn(row.by)).then_some(())?;
        self.breaks(at, Odds::Carries(notice), News::Planned(notice))
    }

    /// Notice is given, or not; then the act is done.
    pub(super) fn tell(&self, at: &Micro, notice: NoticeId) -> Option<Expansion> {
        (at.news == News::Planned(notice)).then_some(())?;
        let row = self.accord.notice(notice)?;
        let keep = self.carried(at, notice, true)?;
        if !self.is_free(row.by) {
            return Some(Expansion::Draw(vec![keep]));
        }
        let untold = self.carried(at, notice, false)?;
        let choices = vec![Choice::Keep, Choice::Untold(notice)];
        Some(Expansion::Choose { by: row.by, choices, branches: vec![keep, untold] })
    }

    /// The act at the time at which it would have been told, told or not.
    fn carried(&self, at: &Micro, notice: NoticeId, told: bool) -> Option<Branch> {
        let row = self.accord.notice(notice)?;
        let mut step = Step::from(at);
        if told {
            self.deed(&mut step, row.by, Deed::Notify(notice));
        }
        let lead = row.before.min(self.beliefs.period.minus(at.spent));
        self.pass(&mut step, at, lead);
        let cell = step.state.notice(notice);
        let in_time = cell.given && cell.left == Hours::ZERO;
        self.deed(&mut step, row.by, Deed::Carry(notice));
        let mut branch = step.branch(at, at.stage + 1, Likelihood::Sure);
        branch.to.spent = at.spent.plus(lead);
        branch.to.news = News::Carried(notice, in_time);
        Some(branch)
    }

    /// An act is taken for an attack, or not.
    pub(super) fn mistake(&self, at: &Micro, notice: NoticeId) -> Option<Expansion> {
        let News::Carried(_, told) = at.news else { return None };
        let alarmed = self.other_than(&at.state, self.accord.notice(notice)?.by)?;
        let alarm = News::Alarm(alarmed, Alarm::Act(notice));
        self.breaks(at, Odds::Mistaken(notice, told), alarm)
    }

    /// An attack that the state behind the group did not direct is taken for its own, or not.
    pub(super) fn doubt(&self, at: &Micro, tally: SubjectId) -> Option<Expansion> {
        (at.news == News::Doubted(tally)).then_some(())?;
        let group = self.accord.subject(tally)?.holder;
        (self.restraint(at, group) != 0).then_some(())?;
        let (behind, _) = self.accord.actor(group)?.answered_by?;
        let alarmed = self.other_than(&at.state, behind)?;
        self.breaks(at, Odds::MistakenAttack(tally), News::Alarm(alarmed, Alarm::Attack(tally)))
    }

    /// Who is alarmed: the first of the others that is still in.
    fn other_than(&self, state: &State, party: ActorId) -> Option<ActorId> {
        let mut others = self.accord.signatory_ids();
        others.find(|other| *other != party && !state.has_withdrawn(*other))
    }

    /// A word over the line clears an alarm, or does not.
    pub(super) fn clear_alarm(&self, at: &Micro, line: ChannelId) -> Option<Expansion> {
        let News::Alarm(..) = at.news else { return None };
        self.is_up(at, line).then_some(())?;
        let mut expansion = self.fork(at, Odds::Clears(line), |_| Some(()))?;
        if let Expansion::Draw(branches) = &mut expansion {
            branches.iter_mut().skip(1).for_each(|branch| branch.to.news = at.news);
        }
        Some(expansion)
    }

    /// Whoever is alarmed uses force, or waits.
    pub(super) fn react(&self, at: &Micro) -> Option<Expansion> {
        let News::Alarm(by, _) = at.news else { return None };
        self.fork(at, Odds::StrikeAfterAlarm(by), |step| {
            self.deed(step, by, Deed::Strike);
            step.force = Force::Alarmed;
            Some(())
        })
    }
}
