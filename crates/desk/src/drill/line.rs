//! An exercise as the line of a live desk.

use std::sync::Arc;

use forms::field::Table;
use forms::release::EMERGENCY_SECONDS;
use forms::{Field, Form, Kind, Language, Outline, Told, Value};
use kernel::{ActorId, Event};

use super::clock::{Clock, Wall};
use super::timeline::{Happened, Own, What, hour, timeline};
use super::{Said, Script, seconds};
use crate::line::{Draft, Exercised, Letter, Light, Line, Look, Seat, Steer, Typed, Written, page};
use crate::matter::{self, Matter, Proof};

/// An exercise under way.
pub struct Drill {
    script: Script,
    clock: Clock,
    own: Vec<Own>,
    drafts: Vec<(String, Form, Seat)>,
    drafted: usize,
}

impl Drill {
    /// An exercise that has not begun: its clock stands.
    #[must_use]
    pub fn new(script: Script, wall: Wall) -> Self {
        let span = (seconds(script.begins), seconds(script.until));
        let clock = Clock::new(wall, script.pace, span);
        Self { script, clock, own: Vec::new(), drafts: Vec::new(), drafted: 0 }
    }

    fn posix(&self, second: u64) -> u64 {
        let zero = self.script.found.posix(kernel::Hours::ZERO).unwrap_or(0);
        zero.saturating_add(second)
    }

    fn title(&self, actor: ActorId) -> String {
        self.script.names.title((Table::Actor, actor.0))
    }

    fn happened(&self) -> Vec<Happened> {
        timeline(&self.script, &self.own, self.clock.now())
    }

    /// When the other side next does something, if nobody here does anything more.
    fn next(&self) -> Option<u64> {
        let now = self.clock.now();
        let all = timeline(&self.script, &self.own, seconds(self.script.until));
        all.iter().map(|it| it.at).find(|at| *at > now)
    }

    fn say(&mut self, form: Form, signed: Vec<Seat>) -> Result<Written, String> {
        if self.clock.is_over() {
            return Err("the exercise is over: its record is closed".to_owned());
        }
        let event = form.event(&self.script.found.accord, self.script.seat);
        let at = self.clock.now();
        self.own.push(Own { at, form, event, signed, confirmed: None });
        Ok(Written { name: self.happened().len().to_string(), state: "written" })
    }

    fn letter(&self, place: usize, it: &Happened) -> Letter {
        let (by, form, own) = self.said(it);
        let standing = match own {
            Some(own) => worth(own, self.clock.now()),
            None => "released",
        };
        let proof = Proof {
            name: (place + 1).to_string(),
            hash: hash(place),
            index: place as u64,
            deposited: Some(self.posix(it.at)),
            acknowledged: Vec::new(),
        };
        let told =
            Told { author: self.title(by), at: self.posix(it.at), standing: released(standing) };
        Letter {
            name: (place + 1).to_string(),
            from: self.title(by),
            own: own.is_some(),
            kind: form.as_ref().map_or("unknown", |form| form.kind().word()).to_owned(),
            round: Some(place as u64 + 1),
            standing,
            proof,
            form,
            told,
        }
    }

    /// Whose message something is, with its form.
    fn said<'a>(&'a self, it: &Happened) -> (ActorId, Option<Form>, Option<&'a Own>) {
        match &it.what {
            What::Own(place) => {
                let own = self.own.get(*place);
                (self.script.seat, own.map(|own| own.form.clone()), own)
            }
            What::Theirs(Said::Words(by, text)) => (*by, self.words(text), None),
            What::Theirs(Said::Act(by, deed, words)) => {
                let event = Event::Act { by: *by, deed: deed.clone() };
                let outline = Outline::of(&self.script.found.accord, &event);
                let author = outline.as_ref().map_or(*by, |it| it.author);
                let form = outline.and_then(|outline| outline.complete([]).ok());
                (author, form.or_else(|| self.words(words)), None)
            }
        }
    }

    fn words(&self, text: &str) -> Option<Form> {
        let about = (Field::About, Value::Text(self.script.title.clone()));
        Form::new(Kind::FreeText, [about, (Field::Text, Value::Text(text.to_owned()))]).ok()
    }

    fn line(&self, place: usize, it: &Happened) -> Option<matter::Line> {
        let (by, deed) = it.act(&self.own)?;
        let text = match &it.what {
            What::Theirs(Said::Act(_, _, words)) => words.clone(),
            _ => (self.script.words)(by, &deed),
        };
        Some(matter::Line {
            at: hour(it.at),
            act: Some((by, deed)),
            text,
            source: Some(format!("message {}", place + 1)),
            mark: None,
            proof: None,
        })
    }

    fn matter(&self, happened: &[Happened], letters: &[Letter]) -> Matter {
        let found = &self.script.found;
        let lines = happened.iter().enumerate().filter_map(|(place, it)| self.line(place, it));
        let talk = letters.iter().map(|letter| letter.talk(&*self.script.names));
        Matter {
            lines: found.lines.iter().cloned().chain(lines).collect(),
            until: hour(self.clock.now()),
            talk: talk.collect(),
            exercise: true,
            ..found.clone()
        }
    }

    fn lights(&self) -> Vec<Light> {
        let accord = &self.script.found.accord;
        let others = accord.actor_ids().filter(|id| accord.is_signatory(*id));
        let light = |id| Light {
            party: self.title(id),
            silence: "none",
            heard: Some(self.posix(self.clock.now())),
            acknowledged: (self.own.len() as u64, self.own.len() as u64),
        };
        others.filter(|id| *id != self.script.seat).map(light).collect()
    }

    fn exercised(&self) -> Exercised {
        Exercised {
            title: self.script.title.clone(),
            now: self.posix(self.clock.now()),
            until: self.posix(seconds(self.script.until)),
            pace: self.clock.pace,
            stands: match (self.clock.is_over(), self.clock.runs) {
                (true, _) => "over",
                (false, true) => "runs",
                (false, false) => "stands",
            },
        }
    }

    fn draft(&self, (name, form, seat): &(String, Form, Seat)) -> Draft {
        let told = Told {
            author: self.title(self.script.seat),
            at: self.posix(self.clock.now()),
            standing: forms::Standing::Draft,
        };
        let kind = form.kind().word().to_owned();
        let read = |language| page(&*self.script.names, form, &told, language);
        let pages = Some(Language::ALL.map(read));
        Draft { name: name.clone(), kind, pages, signed: vec![*seat] }
    }
}

impl Line for Drill {
    fn look(&mut self) -> Result<Look, String> {
        let happened = self.happened();
        let letters: Vec<Letter> =
            happened.iter().enumerate().map(|(place, it)| self.letter(place, it)).collect();
        let over = u64::from(self.clock.is_over());
        Ok(Look {
            matter: Arc::new(self.matter(&happened, &letters)),
            own: self.title(self.script.seat),
            standing: "ready",
            lights: self.lights(),
            drafts: self.drafts.iter().map(|it| self.draft(it)).collect(),
            names: Arc::clone(&self.script.names),
            stamp: (letters.len() + self.drafts.len()) as u64 * 2 + over,
            exercise: Some(self.exercised()),
            letters,
        })
    }

    fn compose(&mut self, seat: Seat, typed: &Typed) -> Result<Written, String> {
        let fields = typed.fields.iter().map(|(word, value)| (word.as_str(), value.as_str()));
        let form = Form::parse(&typed.kind, fields, &*self.script.names);
        let form = form.map_err(|fault| fault.to_string())?;
        let release = form.kind().row().release;
        if release.seats(typed.emergency && release.has_emergency()) == 1 {
            return self.say(form, vec![seat]);
        }
        if self.clock.is_over() {
            return Err("the exercise is over: its record is closed".to_owned());
        }
        self.drafted += 1;
        let name = format!("draft-{}", self.drafted);
        self.drafts.push((name.clone(), form, seat));
        Ok(Written { name, state: "draft" })
    }

    fn release(&mut self, seat: Seat, name: &str) -> Result<Written, String> {
        if let Some(place) = self.drafts.iter().position(|(other, ..)| other == name) {
            let (_, form, first) = self.drafts.remove(place);
            if first == seat {
                self.drafts.insert(place, (name.to_owned(), form, first));
                return Err("you have signed it: it waits for the other person".to_owned());
            }
            return self.say(form, vec![first, seat]);
        }
        let happened = self.happened();
        let place = name.parse::<usize>().ok().and_then(|it| it.checked_sub(1));
        let own = match place.and_then(|place| happened.get(place)).map(|it| &it.what) {
            Some(What::Own(own)) => self.own.get_mut(*own),
            _ => None,
        };
        let waits = own.filter(|own| own.signed.len() == 1 && own.signed != [seat]);
        let own = waits.ok_or_else(|| format!("no draft {name} waits for this person"))?;
        own.confirmed = own.confirmed.or(Some(self.clock.now()));
        Ok(Written { name: name.to_owned(), state: "written" })
    }

    fn verify(&mut self) -> Result<String, String> {
        Ok(format!("{} messages of an exercise; nothing of it is signed", self.happened().len()))
    }

    fn steer(&mut self, how: Steer) -> Result<(), String> {
        let next = self.next();
        self.clock.steer(how, next);
        Ok(())
    }
}

/// In an exercise the hash of a message is its place.
fn hash(place: usize) -> String {
    format!("{:064x}", place + 1)
}

/// What the signatures of an own message are worth.
fn worth(own: &Own, now: u64) -> &'static str {
    let needs = own.form.kind().row().release.seats(false);
    let end = own.at.saturating_add(EMERGENCY_SECONDS);
    match own.confirmed {
        _ if own.signed.len() >= needs => "released",
        Some(at) if at <= end => "confirmed",
        None if now <= end => "waits",
        _ => "flagged",
    }
}

fn released(worth: &str) -> forms::Standing {
    match worth {
        "confirmed" => forms::Standing::Confirmed,
        "flagged" | "waits" => forms::Standing::Flagged,
        _ => forms::Standing::Released,
    }
}
