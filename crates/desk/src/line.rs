//! The line as a desk sees it. Whoever has the station implements [`Line`]; the desk has no key, no disk and no wire.

use std::sync::Arc;

use forms::{Field, Form, Language, Names, Page, Reader, Told, Value};
use serde::Serialize;

use crate::matter::{Matter, Proof, Talk};

/// One of the two people who sign for a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Seat {
    /// The first.
    First,
    /// The second.
    Second,
}

impl Seat {
    /// Both.
    pub const ALL: [Self; 2] = [Self::First, Self::Second];

    /// As it is named.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Second => "second",
        }
    }
}

/// How it stands on the line.
#[derive(Clone)]
pub struct Look {
    /// The agreement with the record that the line agreed on.
    pub matter: Arc<Matter>,
    /// The own party, by name.
    pub own: String,
    /// Whether the station writes, as a key (`ready`, `waiting`, `behind`, `wary`).
    pub standing: &'static str,
    /// The other parties.
    pub lights: Vec<Light>,
    /// Messages, latest last.
    pub letters: Vec<Letter>,
    /// Drafts of this party that wait for the second person.
    pub drafts: Vec<Draft>,
    /// What the rows of the accord are called, with their units.
    pub names: Arc<dyn Names + Send + Sync>,
    /// A number that is another one whenever something new is there.
    pub stamp: u64,
    /// How the exercise stands, if the other side is a script.
    pub exercise: Option<Exercised>,
}

/// Another party: which of the silences it keeps, if any.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Light {
    /// Who.
    pub party: String,
    /// `none`, `unmet`, `paused`, `unacknowledged`, `peer` or `carrier`.
    pub silence: &'static str,
    /// When it was heard last, POSIX seconds.
    pub heard: Option<u64>,
    /// How many of the own leaves it has acknowledged, of how many.
    pub acknowledged: (u64, u64),
}

/// A message of the record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its name.
    pub name: String,
    /// Whose it is.
    pub from: String,
    /// Whether it is the own party's.
    pub own: bool,
    /// Its kind as it is typed.
    pub kind: String,
    /// Its round; none while its place is provisional.
    pub round: Option<u64>,
    /// What its signatures are worth: `released`, `waits`, `confirmed`, `flagged` or `unsigned`; or `contested` or `void`,
    /// where a key under it was taken back.
    pub standing: &'static str,
    /// Where it stands, and who has it.
    pub proof: Proof,
    /// Its form; nothing for a kind that this program does not have.
    pub form: Option<Form>,
    /// What the record says beside it.
    pub told: Told,
}

impl Letter {
    /// As it is read in a language, with the names of a look; nothing for a kind that this program does not have.
    #[must_use]
    pub fn page(&self, names: &dyn Names, language: Language) -> Option<Page> {
        Some(page(names, self.form.as_ref()?, &self.told, language))
    }

    /// As the record keeps it. The sentence is there for what a page lists in words.
    #[must_use]
    pub fn talk(&self, names: &dyn Names) -> Talk {
        let listed = IN_WORDS.contains(&self.kind.as_str());
        let lead = |language| self.page(names, language).map(|page| page.lead).unwrap_or_default();
        let field = |field| self.form.as_ref().and_then(|form| form.get(field));
        Talk {
            at: self.told.at,
            from: self.from.clone(),
            own: self.own,
            kind: self.kind.clone(),
            name: self.name.clone(),
            hash: self.proof.hash.clone(),
            re: field(Field::Re).and_then(|it| match it {
                Value::Hash(hash) => Some(hash.iter().map(|byte| format!("{byte:02x}")).collect()),
                _ => None,
            }),
            lead: if listed { Language::ALL.map(lead) } else { Default::default() },
            text: field(Field::Text).and_then(|it| match it {
                Value::Text(text) => Some(text.clone()),
                _ => None,
            }),
        }
    }
}

/// Kinds that pages list with their sentence.
const IN_WORDS: [&str; 3] = ["decision", "watch_handover", "public_statement_ref"];

/// A form as it is read in a language.
#[must_use]
pub fn page(names: &dyn Names, form: &Form, told: &Told, language: Language) -> Page {
    Reader { language, names, clocks: &[] }.page(form, told)
}

/// A message that waits for its second person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// Its name.
    pub name: String,
    /// Its kind as it is typed.
    pub kind: String,
    /// The page of its form in English and in Persian.
    pub pages: Option<[Page; 2]>,
    /// Which of the two have signed it.
    pub signed: Vec<Seat>,
}

/// What is to be said, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Typed {
    /// The kind.
    pub kind: String,
    /// Fields by word, empty ones left out.
    pub fields: Vec<(String, String)>,
    /// As which actor of the accord; the only one if none is named.
    pub author: Option<String>,
    /// Whether one person is enough at first.
    pub emergency: bool,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Written {
    /// Its name.
    pub name: String,
    /// `draft`, `released` or `written`.
    pub state: &'static str,
}

/// How an exercise stands. Times are POSIX seconds of the exercise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Exercised {
    /// What it is called.
    pub title: String,
    /// The time that its clock shows.
    pub now: u64,
    /// When it is over.
    pub until: u64,
    /// How many times faster than the wall its clock goes.
    pub pace: u32,
    /// `stands`, `runs` or `over`.
    pub stands: &'static str,
}

/// What is done with the clock of an exercise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Steer {
    /// It goes, so many times faster than the wall; as fast as before if nothing is said.
    Go(Option<u32>),
    /// It stands.
    Stop,
    /// It is put to when the other side next does something, or to the end.
    Next,
    /// It is put to the end.
    End,
}

/// A number that is another one whenever what stands on the disk of a station is. Asking opens nothing.
pub type Marker = Box<dyn Fn() -> Option<u64> + Send + Sync>;

/// A station that a desk looks at and writes through. A refusal is one line: what is wrong, and what to do.
pub trait Line: Send {
    /// How it stands now.
    ///
    /// # Errors
    /// If the station cannot be opened.
    fn look(&mut self) -> Result<Look, String>;

    /// How to ask, at no cost, whether a look would show the same. Without it each page looks anew.
    fn marker(&self) -> Option<Marker> {
        None
    }

    /// Drafts a message and signs it as one person.
    ///
    /// # Errors
    /// If the form is not one, or this party may not say it.
    fn compose(&mut self, seat: Seat, typed: &Typed) -> Result<Written, String>;

    /// Signs a draft as the other person.
    ///
    /// # Errors
    /// If there is no such draft, or this person has signed it.
    fn release(&mut self, seat: Seat, name: &str) -> Result<Written, String>;

    /// Recomputes every root and checks every signature.
    ///
    /// # Errors
    /// What was found wrong.
    fn verify(&mut self) -> Result<String, String>;

    /// The file that shows a stranger that a message stands where it does.
    ///
    /// # Errors
    /// If there is no such message, or nothing signed holds it yet.
    fn prove(&mut self, name: &str) -> Result<Vec<u8>, String> {
        Err(format!("nothing is signed in an exercise: message {name} has no proof"))
    }

    /// Moves the clock of an exercise.
    ///
    /// # Errors
    /// If this is none.
    fn steer(&mut self, _: Steer) -> Result<(), String> {
        Err("this is no exercise: its clock is the wall's".to_owned())
    }
}
