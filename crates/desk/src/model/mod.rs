//! What the views need, as plain rows: pure functions of the agreement, its state and its record.
//!
//! Nothing here decides what the agreement means. Every word of it comes from `kernel::apply` (through a replay), from
//! the kernel's own questions ([`kernel::powers`]), or from the plan, which runs the same transition ahead. A desk
//! knows reports only: no row holds a value that nobody reported.

pub mod board;
pub mod card;
pub mod conduct;
pub mod deadlines;
pub mod incidents;
pub mod map;
pub mod quantities;
pub mod record;
pub mod relief;
pub mod sitrep;
pub mod status;
pub mod today;
pub mod tracks;
pub mod votes;
pub mod watch;

use std::sync::Arc;

use explore::plan::{Plan, plan};
use explore::replay::{Entry, Reached, Tape};
use kernel::verdict::{Item, Standing};
use kernel::{Accord, ActorId, ClauseId, Hours, State, Verdict, VerdictKind};
use report::Labels;
use schemars::JsonSchema;
use serde::Serialize;

use crate::matter::{Matter, Talk};

/// How far a desk looks ahead: a year.
pub const AHEAD: Hours = Hours::days(366);

/// The agreement as it stood at one time.
#[derive(Clone, Debug)]
pub struct Moment {
    /// What the desk is about.
    pub matter: Arc<Matter>,
    /// Which time, since day 0.
    pub at: Hours,
    /// The whole record as it was replayed; what is shown ends at the moment.
    pub tape: Arc<Tape>,
    /// Where it stands then.
    pub replay: Reached,
    /// What comes next from there.
    pub plan: Plan,
}

impl Moment {
    /// The agreement as it stands at a time: later lines are not read.
    #[must_use]
    pub fn of(matter: Arc<Matter>, at: Hours) -> Self {
        let tape = Arc::new(matter.tape());
        Self::on((matter, tape), at)
    }

    /// The same on a record that has been replayed.
    #[must_use]
    pub fn on((matter, tape): (Arc<Matter>, Arc<Tape>), at: Hours) -> Self {
        let at = at.min(matter.until);
        let replay = tape.at(&matter.accord, at);
        let plan = plan(&matter.accord, &replay.state, at, AHEAD);
        Self { matter, at, tape, replay, plan }
    }

    /// What happened and was said up to this moment, in order.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        self.tape.entries(self.at)
    }

    /// What was said on the line up to this moment, in order.
    pub fn talk(&self) -> impl DoubleEndedIterator<Item = &Talk> {
        let end = self.matter.posix(self.at.plus(Hours(1))).unwrap_or(u64::MAX);
        self.matter.talk.iter().filter(move |it| it.at < end)
    }

    /// A time of the line with its date.
    #[must_use]
    pub fn stamp_of(&self, posix: u64) -> Stamp {
        let zero = self.matter.posix(Hours::ZERO).unwrap_or(0);
        let hours = posix.saturating_sub(zero) / 3_600;
        self.stamp(Hours(u32::try_from(hours).unwrap_or(u32::MAX)))
    }

    /// The compiled text.
    #[must_use]
    pub fn accord(&self) -> &Accord {
        &self.matter.accord
    }

    /// What rows are called.
    #[must_use]
    pub fn labels(&self) -> &Labels {
        &self.matter.labels
    }

    /// Where the agreement stands.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.replay.state
    }

    /// A time with its date.
    #[must_use]
    pub fn stamp(&self, at: Hours) -> Stamp {
        let date = self.matter.date(at);
        Stamp {
            day: at.whole_days(),
            hour: at.0 % 24,
            free: date.map_or_else(Vec::new, |date| self.matter.free_on(date)),
            date: date.map(|date| date.to_string()),
            away: i64::from(at.0) - i64::from(self.at.0),
        }
    }

    /// So long from now.
    #[must_use]
    pub fn ahead(&self, span: Hours) -> Option<Stamp> {
        (span < Hours::FOREVER).then(|| self.stamp(self.at.plus(span)))
    }

    /// An actor by title.
    #[must_use]
    pub fn actor(&self, actor: ActorId) -> String {
        self.labels().full(actor)
    }

    /// The line of a clause, if the text has it.
    #[must_use]
    pub fn line(&self, clause: ClauseId) -> Option<Clause> {
        let place = self.labels().place(clause)?;
        Some(Clause {
            article: place.article.clone(),
            line: place.line,
            quote: place.quote.clone(),
        })
    }

    /// A verdict as a row.
    #[must_use]
    pub fn said(&self, verdict: &Verdict) -> Said {
        Said {
            kind: word(verdict.kind),
            item: report::history::name_of(self.labels(), verdict.item),
            standing: standing(verdict.standing),
            by: verdict.by.map(|by| self.actor(by)),
            clause: self.line(verdict.clause),
        }
    }

    /// What silence up to some time means for an item: what is said of it if nobody does anything more.
    #[must_use]
    pub fn silence_on(&self, item: Item) -> Vec<Due> {
        let about = self.plan.silence.iter().filter(|it| it.verdict.item == item);
        about.map(|it| Due { at: self.stamp(it.at), said: self.said(&it.verdict) }).collect()
    }
}

/// A time since day 0.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Stamp {
    /// Whole days since day 0.
    pub day: u32,
    /// Hours of that day, universal time.
    pub hour: u32,
    /// Its civil date, if day 0 has one.
    pub date: Option<String>,
    /// Hours from the moment that is shown; negative for what is past.
    #[serde(rename = "hours_away")]
    pub away: i64,
    /// Places on whose clocks it is a day on which offices are closed, in English.
    pub free: Vec<String>,
}

/// Where the text says it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Clause {
    /// Name of the article, step or tranche.
    pub article: String,
    /// Line of the text.
    pub line: u32,
    /// The line as written.
    pub quote: String,
}

/// A verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Said {
    /// The word: `not_performed`.
    #[serde(rename = "verdict")]
    pub kind: String,
    /// Of what.
    pub item: String,
    /// How firmly it stands: `reported`; nothing where nobody says so.
    pub standing: Option<&'static str>,
    /// Whose act or word it is.
    pub by: Option<String>,
    /// Where the text says it.
    pub clause: Option<Clause>,
}

/// A verdict to come.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Due {
    /// When.
    pub at: Stamp,
    /// What is said then, if nobody does anything more.
    #[serde(flatten)]
    pub said: Said,
}

/// The name of a verdict in small letters, `not_performed`: a key of texts and of JSON.
#[must_use]
pub fn word(kind: VerdictKind) -> String {
    snake(&format!("{kind:?}"))
}

/// A name of ours in small letters.
#[must_use]
pub fn snake(name: &str) -> String {
    let mut word = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !word.is_empty() {
            word.push('_');
        }
        word.extend(letter.to_lowercase());
    }
    word
}

/// How firmly something stands, as a key; nothing where nobody says so.
#[must_use]
pub fn standing(standing: Standing) -> Option<&'static str> {
    match standing {
        Standing::None => None,
        Standing::Alleged => Some("alleged"),
        Standing::Reported => Some("reported"),
        Standing::Contested => Some("contested"),
        Standing::Found => Some("found"),
        Standing::Admitted => Some("admitted"),
    }
}

/// A message that says something in words: a decision, what one watch left to the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Note {
    /// When.
    pub at: Stamp,
    /// Who says it.
    pub from: String,
    /// In a sentence, in English and in Persian.
    pub lead: [String; 2],
    /// Its words.
    pub text: Option<String>,
    /// Name of the message.
    pub name: String,
}

/// The latest messages of a sort, latest first.
fn notes(moment: &Moment, most: usize, sort: impl Fn(&Talk) -> bool) -> Vec<Note> {
    let one = |it: &Talk| Note {
        at: moment.stamp_of(it.at),
        from: it.from.clone(),
        lead: it.lead.clone(),
        text: it.text.clone(),
        name: it.name.clone(),
    };
    moment.talk().rev().filter(|it| sort(it)).take(most).map(one).collect()
}
