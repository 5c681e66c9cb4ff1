//! What has happened by some moment of an exercise.

use explore::replay::{Recorded, Tape};
use forms::Form;
use kernel::{ActorId, Deed, Event, Hours};

use super::{HOUR, Rule, Said, Script, seconds};
use crate::line::Seat;

/// Something that the exercised seat said.
#[derive(Clone, Debug)]
pub struct Own {
    /// When, seconds since day 0.
    pub at: u64,
    /// What.
    pub form: Form,
    /// The event that it is, if it is one.
    pub event: Option<Event>,
    /// Who signed it.
    pub signed: Vec<Seat>,
    /// When the second person stood behind what went out with one signature.
    pub confirmed: Option<u64>,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// The script.
    Theirs(Said),
    /// The exercised seat: which of the things it said.
    Own(usize),
}

/// Something that happened, and when: seconds since day 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// When.
    pub at: u64,
    /// What.
    pub what: What,
}

impl Happened {
    /// The event that it is, if it is one.
    pub fn act(&self, own: &[Own]) -> Option<(ActorId, Deed)> {
        match &self.what {
            What::Theirs(Said::Act(by, deed, _)) => Some((*by, deed.clone())),
            What::Theirs(Said::Words(..)) => None,
            What::Own(place) => match own.get(*place)?.event.clone()? {
                Event::Act { by, deed } => Some((by, deed)),
                Event::Pass(_) => None,
            },
        }
    }
}

/// Everything that has happened by `now`, in order. A rule answers the first time that the agreement says what it waits
/// for; what it brings about may answer another, so rules are taken until none is left that is due.
#[must_use]
pub fn timeline(script: &Script, own: &[Own], now: u64) -> Vec<Happened> {
    let scenes = script.scenes.iter();
    let scenes =
        scenes.map(|(at, said)| Happened { at: seconds(*at), what: What::Theirs(said.clone()) });
    let said = (0..).zip(own).map(|(place, it)| Happened { at: it.at, what: What::Own(place) });
    let mut all: Vec<Happened> = scenes.chain(said).filter(|it| it.at <= now).collect();
    all.sort_by_key(|it| it.at);
    let mut waiting: Vec<&Rule> = script.rules.iter().collect();
    while let Some((place, at)) = next_due(script, own, &all, &waiting, now) {
        let rule = waiting.remove(place);
        let behind = all.partition_point(|it| it.at <= at);
        all.insert(behind, Happened { at, what: What::Theirs(rule.said.clone()) });
    }
    all
}

/// The rule that is due first, and when.
fn next_due(
    script: &Script,
    own: &[Own],
    all: &[Happened],
    waiting: &[&Rule],
    now: u64,
) -> Option<(usize, u64)> {
    if waiting.is_empty() {
        return None;
    }
    let said = said_since(script, own, all, now);
    let due = |rule: &Rule| {
        let met = |(_, verdict): &&(u64, kernel::Verdict)| rule.when.met_by(verdict);
        said.iter().find(met).map(|(at, _)| at + seconds(rule.after))
    };
    let found = waiting.iter().enumerate().filter_map(|(place, rule)| Some((place, due(rule)?)));
    found.filter(|(_, at)| *at <= now).min_by_key(|(place, at)| (*at, *place))
}

/// What the agreement has said since the beginning, each with its second.
fn said_since(
    script: &Script,
    own: &[Own],
    all: &[Happened],
    now: u64,
) -> Vec<(u64, kernel::Verdict)> {
    let mut lines = script.found.recorded(Hours::FOREVER);
    let mut at: Vec<u64> = lines.iter().map(|line| seconds(line.at)).collect();
    for happened in all {
        let Some(act) = happened.act(own) else { continue };
        lines.push(Recorded { at: hour(happened.at), act: Some(act), expect: Vec::new() });
        at.push(happened.at);
    }
    let tape = Tape::of(&script.found.accord, lines, hour(now));
    let entries = tape.entries(hour(now)).iter().filter(|entry| entry.at >= script.begins);
    let when = |entry: &explore::replay::Entry| {
        entry.line.and_then(|line| at.get(line).copied()).unwrap_or_else(|| seconds(entry.at))
    };
    entries.flat_map(|entry| entry.verdicts.iter().map(move |it| (when(entry), *it))).collect()
}

/// The hour of the agreement's clock in which a second falls.
pub(super) fn hour(second: u64) -> Hours {
    Hours(u32::try_from(second / HOUR).unwrap_or(u32::MAX))
}
