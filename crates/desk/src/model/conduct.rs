//! How a conflict is conducted: incidents answered inside their line, answers inside their level, notices kept,
//! escalations, and how long a message waited until a person had read it.
//!
//! Each number is counted from what the agreement said (a crossed line and how it was left) or from messages with their
//! times. No score is made of them.

use std::collections::BTreeMap;

use explore::replay::Entry;
use kernel::verdict::Item;
use kernel::{Deed, Event, NoticeId, RedlineId, Verdict, VerdictKind};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Moment, Stamp};
use crate::matter::Talk;

/// Messages that ask for no reader.
const UNREAD: [&str; 4] = ["ack_read", "keep_alive", "second_signature", "resume"];
/// How many calls a page shows.
const SHOWN: usize = 100;

/// The conduct up to a moment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Conduct {
    /// Incidents that were answered, or let pass, by who may and in time; of all that are over.
    pub answered_inside: Share,
    /// Answers that the open level gave to who gave them; of all answers.
    pub in_level: Share,
    /// Acts to be told beforehand that were told in time; of all such acts.
    pub notices_kept: Share,
    /// Forcible acts outside any answer, and crossings of a higher level while one was open.
    pub escalations: usize,
    /// Incidents: red lines crossed.
    pub incidents: Vec<Incident>,
    /// Messages of others that a person was to read: read, of how many.
    pub acknowledged: Share,
    /// The median of the minutes until they were.
    pub minutes_median: Option<u64>,
    /// The longest.
    pub minutes_longest: Option<u64>,
    /// The last of those messages, latest first.
    pub calls: Vec<Call>,
}

/// So many of so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Share {
    /// How many.
    pub part: usize,
    /// Of how many.
    pub of: usize,
}

impl Share {
    fn of<T>(all: &[T], is_part: impl Fn(&T) -> bool) -> Self {
        Self { part: all.iter().filter(|it| is_part(it)).count(), of: all.len() }
    }
}

/// A red line that was crossed, until it was answered, let pass or left.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Incident {
    /// When it was crossed.
    pub at: Stamp,
    /// Which line.
    pub title: String,
    /// `open`, `answered`, `absorbed`, `unanswered` or `over`.
    pub left: &'static str,
    /// Hours until then.
    pub hours: Option<u32>,
    /// Crossings of a higher level and forcible acts outside any answer while it was open.
    pub escalations: usize,
}

/// A message of another that a person was to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Call {
    /// When it came.
    pub at: Stamp,
    /// Whose it is.
    pub from: String,
    /// Its kind as it is typed.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// Minutes until it was acknowledged or answered.
    pub minutes: Option<u64>,
}

/// The conduct at a moment.
#[must_use]
pub fn conduct(moment: &Moment) -> Conduct {
    let mut course = Course { moment, open: BTreeMap::new(), incidents: Vec::new(), stray: 0 };
    moment.entries().iter().for_each(|entry| course.take(entry));
    let over: Vec<&Incident> = course.incidents.iter().filter(|it| it.left != "open").collect();
    let calls = calls(moment);
    let mut minutes: Vec<u64> = calls.iter().filter_map(|call| call.minutes).collect();
    minutes.sort_unstable();
    let within = course.incidents.iter().map(|it| it.escalations).sum::<usize>();
    Conduct {
        answered_inside: Share::of(&over, |it| matches!(it.left, "answered" | "absorbed")),
        in_level: Share::of(&answers(moment), |good| *good),
        notices_kept: Share::of(&notices(moment), |kept| *kept),
        escalations: within + course.stray,
        acknowledged: Share::of(&calls, |call| call.minutes.is_some()),
        minutes_median: minutes.get(minutes.len() / 2).copied(),
        minutes_longest: minutes.last().copied(),
        incidents: course.incidents,
        calls: calls.into_iter().rev().take(SHOWN).collect(),
    }
}

/// Incidents under way, by red line.
struct Course<'a> {
    moment: &'a Moment,
    open: BTreeMap<RedlineId, usize>,
    incidents: Vec<Incident>,
    /// Forcible acts outside any answer while no line was crossed.
    stray: usize,
}

impl Course<'_> {
    fn take(&mut self, entry: &Entry) {
        let answer = matches!(entry.event, Event::Act { deed: Deed::Answer(..), .. });
        for verdict in &entry.verdicts {
            match (verdict.kind, verdict.item) {
                (VerdictKind::Crossed, Item::Redline(line)) => self.crossed(entry, line),
                (VerdictKind::Answered, Item::Redline(line)) => self.left(entry, line, "answered"),
                (VerdictKind::Absorbed, Item::Redline(line)) => self.left(entry, line, "absorbed"),
                (VerdictKind::Unanswered, Item::Redline(line)) => {
                    self.left(entry, line, "unanswered");
                }
                (VerdictKind::Struck, _) if !answer => self.escalated(),
                (VerdictKind::Ended | VerdictKind::Withdrawn, Item::Accord) => self.over(entry),
                _ => {}
            }
        }
    }

    fn crossed(&mut self, entry: &Entry, line: RedlineId) {
        if let Some(open) = self.open.get(&line).and_then(|at| self.incidents.get_mut(*at)) {
            open.escalations += 1;
            return;
        }
        self.open.insert(line, self.incidents.len());
        self.incidents.push(Incident {
            at: self.moment.stamp(entry.at),
            title: self.moment.labels().redline(line),
            left: "open",
            hours: None,
            escalations: 0,
        });
    }

    fn left(&mut self, entry: &Entry, line: RedlineId, how: &'static str) {
        let Some(at) = self.open.remove(&line) else { return };
        self.close(entry, at, how);
    }

    fn close(&mut self, entry: &Entry, at: usize, how: &'static str) {
        let Some(row) = self.incidents.get_mut(at) else { return };
        let crossed = row.at.day * 24 + row.at.hour;
        (row.left, row.hours) = (how, Some(entry.at.0.saturating_sub(crossed)));
    }

    fn escalated(&mut self) {
        let last = self.open.values().max().and_then(|at| self.incidents.get_mut(*at));
        match last {
            Some(row) => row.escalations += 1,
            None => self.stray += 1,
        }
    }

    fn over(&mut self, entry: &Entry) {
        for at in std::mem::take(&mut self.open).into_values() {
            self.close(entry, at, "over");
        }
    }
}

/// Of each answer that was given: whether the open level gave it to who gave it.
fn answers(moment: &Moment) -> Vec<bool> {
    let given = moment.entries().iter().filter(|entry| {
        matches!(entry.event, Event::Act { deed: Deed::Answer(..) | Deed::Absorb(_), .. })
    });
    let good = |it: &Verdict| matches!(it.kind, VerdictKind::Answered | VerdictKind::Absorbed);
    given.map(|entry| entry.verdicts.iter().any(good)).collect()
}

/// Of each act that had to be told: whether it was, in time.
fn notices(moment: &Moment) -> Vec<bool> {
    let carried = moment.entries().iter().filter_map(|entry| match entry.event {
        Event::Act { deed: Deed::Carry(notice), .. } => Some((entry, notice)),
        _ => None,
    });
    carried.map(|(entry, notice)| is_told(moment, &entry.verdicts, notice)).collect()
}

fn is_told(moment: &Moment, verdicts: &[Verdict], notice: NoticeId) -> bool {
    let duty = moment.accord().duty_to_tell(notice);
    let late = |it: &Verdict| match it.kind {
        VerdictKind::Irregular => it.item == Item::Notice(notice),
        VerdictKind::NotPerformed => duty.is_some_and(|duty| it.item == Item::Duty(duty)),
        VerdictKind::Void => true,
        _ => false,
    };
    !verdicts.iter().any(late)
}

/// Messages of others with the minutes until each was first acknowledged or answered, in order.
fn calls(moment: &Moment) -> Vec<Call> {
    let mut read: BTreeMap<&str, u64> = BTreeMap::new();
    for it in moment.talk().filter(|it| it.own) {
        let re = it.re.as_deref();
        re.into_iter().for_each(|re| _ = read.entry(re).or_insert(it.at));
    }
    let wanted = |it: &&Talk| !it.own && !UNREAD.contains(&it.kind.as_str());
    let call = |it: &Talk| Call {
        at: moment.stamp_of(it.at),
        from: it.from.clone(),
        kind: it.kind.clone(),
        name: it.name.clone(),
        minutes: read.get(it.hash.as_str()).map(|at| at.saturating_sub(it.at) / 60),
    };
    moment.talk().filter(wanted).map(call).collect()
}
