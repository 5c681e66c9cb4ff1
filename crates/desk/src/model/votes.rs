//! Bodies that decide by vote: what is on the table, who voted how, and what was decided in words.

use explore::replay::Entry as Told;
use kernel::event::Finding;
use kernel::members::{Ballot, bit};
use kernel::{BallotId, Deed, Event, Hours, Motion, VerdictKind};
use schemars::JsonSchema;
use serde::Serialize;

use super::{Clause, Moment, Note, Said, Stamp, notes};

/// How many votes and minutes a page shows.
const SHOWN: usize = 100;

/// Bodies, votes and minutes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Votes {
    /// Bodies that vote.
    pub bodies: Vec<Body>,
    /// Votes, latest first.
    pub votes: Vec<Vote>,
    /// What bodies decided in words, latest first.
    pub minutes: Vec<Note>,
}

/// A body that decides by vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Body {
    /// What people call it.
    pub title: String,
    /// Who votes, and how on what is on the table: `for`, `against` or nothing yet.
    pub members: Vec<(String, Option<&'static str>)>,
    /// How many must agree; nothing for all.
    pub needed: Option<u16>,
    /// What is on the table, as a key, with what it is about.
    pub motion: Option<(&'static str, String)>,
    /// When it falls.
    pub until: Option<Stamp>,
    /// Where the text says it.
    pub clause: Option<Clause>,
}

/// A vote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Vote {
    /// When.
    pub at: Stamp,
    /// Who.
    pub by: String,
    /// In which body.
    pub body: String,
    /// `for` or `against`.
    pub vote: &'static str,
    /// On what, as a key, with what it is about.
    pub motion: (&'static str, String),
    /// What followed; empty if it changed nothing yet.
    pub verdicts: Vec<Said>,
}

/// Bodies, votes and minutes at a moment.
#[must_use]
pub fn votes(moment: &Moment) -> Votes {
    let accord = moment.accord();
    let rows = accord.ballot_ids().zip(&accord.ballots);
    let votes = moment.entries().iter().rev().filter_map(|told| vote(moment, told));
    Votes {
        bodies: rows.map(|(id, row)| body(moment, id, row)).collect(),
        votes: votes.take(SHOWN).collect(),
        minutes: notes(moment, SHOWN, |it| it.kind == "decision"),
    }
}

fn body(moment: &Moment, id: BallotId, row: &Ballot) -> Body {
    let cell = moment.state().ballot(id);
    let said = |actor: kernel::ActorId| {
        let bit = bit(&row.members, actor)?;
        cell.motion?;
        match (cell.yes & bit != 0, cell.no & bit != 0) {
            (true, _) => Some("for"),
            (_, true) => Some("against"),
            _ => None,
        }
    };
    let members = row.members.iter().map(|actor| (moment.actor(*actor), said(*actor)));
    Body {
        title: moment.actor(row.body),
        members: members.collect(),
        needed: row.needed,
        motion: cell.motion.as_ref().map(|motion| about(moment, motion)),
        until: cell.motion.and_then(|_| moment.ahead(cell.left)),
        clause: moment.line(row.clause),
    }
}

fn about(moment: &Moment, motion: &Motion) -> (&'static str, String) {
    let labels = moment.labels();
    match motion {
        Motion::Find(duty, Finding::Clean) => ("find_performed", labels.duty(*duty)),
        Motion::Find(duty, Finding::NotPerformed) => ("find_not_performed", labels.duty(*duty)),
        Motion::Stop(id) => ("stop", labels.procedure(*id)),
        Motion::Extend(id, Hours(_)) => ("extend", labels.procedure(*id)),
    }
}

fn vote(moment: &Moment, told: &Told) -> Option<Vote> {
    let Event::Act { by, deed: Deed::Vote(id, motion, yes) } = &told.event else { return None };
    let row = moment.accord().ballots.get(id.index())?;
    let followed = told.verdicts.iter().filter(|it| it.kind != VerdictKind::Noted);
    Some(Vote {
        at: moment.stamp(told.at),
        by: moment.actor(*by),
        body: moment.actor(row.body),
        vote: if *yes { "for" } else { "against" },
        motion: about(moment, motion),
        verdicts: followed.map(|verdict| moment.said(verdict)).collect(),
    })
}
