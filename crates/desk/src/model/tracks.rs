//! The public track and the line side by side, and where a side says two things.
//!
//! Public is what the text lets a side say, what it tolerates, and what was said in public by reference; everything else
//! stands on the line. A contradiction is two words about one step, or words that the text does not give: it is marked,
//! and is no finding.

use std::collections::BTreeMap;

use explore::replay::Entry as Told;
use kernel::event::Finding;
use kernel::{ActorId, Deed, DutyId, Event, Hours, VerdictKind};
use schemars::JsonSchema;
use serde::Serialize;

use super::record::{Entry, entry};
use super::{Moment, Stamp};

/// How many rows a page shows.
const SHOWN: usize = 100;

/// Both tracks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Tracks {
    /// Files that the text keeps to those named in it.
    pub confined: Vec<String>,
    /// What happened on either track, latest first.
    pub rows: Vec<Row>,
    /// Where a side says two things, latest first.
    pub contradictions: Vec<Contradiction>,
}

/// A day of both tracks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Row {
    /// When.
    pub at: Stamp,
    /// Said or done in public.
    pub public: Vec<Entry>,
    /// References to what was said in public, in words.
    pub quoted: Vec<[String; 2]>,
    /// Said or done on the line.
    pub line: Vec<Entry>,
    /// Whether a contradiction is marked on it.
    pub marked: bool,
}

/// Two words that do not go together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Contradiction {
    /// When the second was said.
    pub at: Stamp,
    /// Which side.
    pub by: String,
    /// `not_given`, `own_words` or `body`.
    pub kind: &'static str,
    /// About what.
    pub item: String,
    /// The earlier words; nothing where the text gives none.
    pub earlier: Option<String>,
    /// The later words.
    pub later: String,
}

/// Both tracks at a moment.
#[must_use]
pub fn tracks(moment: &Moment) -> Tracks {
    let contradictions = contradictions(moment);
    let mut days: BTreeMap<u32, Row> = BTreeMap::new();
    let acts = moment.entries().iter().rev().filter(|it| it.line.is_some()).take(SHOWN);
    for told in acts {
        let row = day(&mut days, moment, told.at);
        let track = if is_public(told) { &mut row.public } else { &mut row.line };
        track.insert(0, entry(moment, told));
    }
    let quoted = moment.talk().rev().filter(|it| it.kind == "public_statement_ref").take(SHOWN);
    for it in quoted {
        let at = moment.stamp_of(it.at);
        let row = day(&mut days, moment, Hours::days(at.day));
        row.quoted
            .push(it.text.clone().map_or_else(|| it.lead.clone(), |text| [text.clone(), text]));
    }
    for row in days.values_mut() {
        row.marked = contradictions.iter().any(|it| it.at.day == row.at.day);
    }
    let confined = moment.matter.confined.iter().map(|id| moment.labels().workstream(*id));
    Tracks {
        confined: confined.collect(),
        rows: days.into_values().rev().collect(),
        contradictions: contradictions.into_iter().rev().take(SHOWN).collect(),
    }
}

fn day<'d>(days: &'d mut BTreeMap<u32, Row>, moment: &Moment, at: Hours) -> &'d mut Row {
    days.entry(at.whole_days()).or_insert_with(|| Row {
        at: moment.stamp(Hours::days(at.whole_days())),
        public: Vec::new(),
        quoted: Vec::new(),
        line: Vec::new(),
        marked: false,
    })
}

/// Whether everybody sees it: words for the public, and acts that the text tolerates.
fn is_public(told: &Told) -> bool {
    let said = matches!(told.event, Event::Act { deed: Deed::Say(_), .. });
    said || told.verdicts.iter().any(|it| it.kind == VerdictKind::Tolerated)
}

/// What a side, or a body, says of a step.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Position {
    Done,
    NotDone,
}

fn contradictions(moment: &Moment) -> Vec<Contradiction> {
    let mut found = Vec::new();
    let mut last: BTreeMap<(DutyId, Option<ActorId>), (Position, String)> = BTreeMap::new();
    for told in moment.entries() {
        let Event::Act { by, deed } = &told.event else { continue };
        let void = told.verdicts.iter().any(|it| it.kind == VerdictKind::Void);
        let words = told.line.and_then(|line| moment.matter.lines.get(line));
        let words = words.map_or_else(String::new, |line| line.text.clone());
        let mark = |kind, item, earlier| Contradiction {
            at: moment.stamp(told.at),
            by: moment.actor(*by),
            kind,
            item,
            earlier,
            later: words.clone(),
        };
        if let (Deed::Say(statement), true) = (deed, void) {
            found.push(mark("not_given", moment.labels().statement(*statement), None));
        }
        let Some((duty, position)) = position(deed).filter(|_| !void) else { continue };
        let title = moment.labels().duty(duty);
        let obligor = moment.accord().duty(duty).map(|row| row.obligor);
        let own = obligor == Some(*by);
        let speaker = own.then_some(*by);
        let other = last.get(&(duty, if own { None } else { obligor }));
        if let Some((before, earlier)) = last.get(&(duty, speaker)).filter(|_| own)
            && *before != position
        {
            found.push(mark("own_words", title.clone(), Some(earlier.clone())));
        } else if let Some((before, earlier)) = other
            && *before != position
        {
            found.push(mark("body", title, Some(earlier.clone())));
        }
        last.insert((duty, speaker), (position, words));
    }
    found
}

/// What is said of a step: by its obligor, or by a body. An allegation is the other side's word and no position here.
fn position(deed: &Deed) -> Option<(DutyId, Position)> {
    let of = |finding: &Finding| match finding {
        Finding::Clean => Position::Done,
        Finding::NotPerformed => Position::NotDone,
    };
    match deed {
        Deed::Contest(duty) => Some((*duty, Position::Done)),
        Deed::Admit(duty) => Some((*duty, Position::NotDone)),
        Deed::Report(duty, finding) | Deed::Find(duty, finding) => Some((*duty, of(finding))),
        _ => None,
    }
}
