//! A station behind the desk. Each look and each act opens it and closes it again, so that carriers have it in between.

use std::path::PathBuf;
use std::sync::Arc;

use desk::line::{Draft, Letter, Light, Line, Look, Seat, Typed, Written};
use desk::matter::Matter;
use forms::field::Table;
use forms::{Form, Language, Names, Page, Reader, Told};
use kernel::{ActorId, Event, Hours};
use line::node::{Played, Silence};
use station::{Done, Message, Peer, Saying, Standing, Station};

use super::matter;
use reader::Text;

use crate::commands::line as command;
use crate::exit::Failure;
use crate::row_names::RowNames;

/// Seconds of an hour.
const HOUR: u64 = 3_600;

/// The station in a folder.
pub struct OnDisk(pub command::Desk);

/// A failure as a page says it.
fn why(failure: &Failure) -> String {
    let said = failure.to_string();
    said.strip_prefix("detente: ").unwrap_or(&said).to_owned()
}

fn done<T>(done: Done<T>) -> Result<T, String> {
    done.map_err(|fault| why(&command::failure(fault)))
}

impl Line for OnDisk {
    fn look(&mut self) -> Result<Look, String> {
        let (station, text) = self.open()?;
        let names = RowNames(Arc::clone(&text));
        let look = Look {
            matter: Arc::new(record(&station, &text)),
            own: station.card().name.clone(),
            standing: standing(station.standing()),
            lights: station.peers().iter().map(|peer| light(&station, peer)).collect(),
            letters: station.messages().iter().map(|it| letter(&station, &names, it)).collect(),
            drafts: self.drafts(&station, &names)?,
            stamp: stamp(&station),
            names: Arc::new(names),
        };
        done(station.close())?;
        Ok(look)
    }

    fn compose(&mut self, seat: Seat, typed: &Typed) -> Result<Written, String> {
        let (mut station, text) = self.open()?;
        let names = RowNames(text);
        let fields = typed.fields.iter().map(|(word, value)| (word.as_str(), value.as_str()));
        let form = Form::parse(&typed.kind, fields, &names).map_err(|fault| fault.to_string())?;
        let author = match &typed.author {
            Some(name) => Some(actor(&names, name)?),
            None => station.only_author(),
        };
        let saying = Saying { form, author, emergency: typed.emergency };
        let draft = done(station.compose(&saying, &Self::key(&station, seat)))?;
        written(station, &draft)
    }

    fn release(&mut self, seat: Seat, name: &str) -> Result<Written, String> {
        let (mut station, _) = self.open()?;
        let draft = done(station.release(name, &Self::key(&station, seat)))?;
        written(station, &draft)
    }

    fn verify(&mut self) -> Result<String, String> {
        let (mut station, _) = self.open()?;
        let found = done(station.verify())?;
        done(station.close())?;
        match found.wrong.as_slice() {
            [] => Ok(format!("{} leaves, {} signed heads", found.leaves, found.heads)),
            wrong => Err(wrong.join("; ")),
        }
    }
}

impl OnDisk {
    fn open(&self) -> Result<(Station, Arc<Text>), String> {
        self.0.open().map_err(|failure| why(&failure))
    }

    fn key(station: &Station, seat: Seat) -> PathBuf {
        station.key_file(seat.name())
    }

    /// Drafts that wait for the second person, each with who has signed it.
    fn drafts(&self, station: &Station, names: &RowNames) -> Result<Vec<Draft>, String> {
        let person = |seat: Seat| Some((seat, station.person(&Self::key(station, seat)).ok()?.0));
        let people: Vec<_> = Seat::ALL.into_iter().filter_map(person).collect();
        let told = Told {
            author: station.card().name.clone(),
            at: station.now(),
            standing: forms::Standing::Unsigned,
        };
        let one = |draft: &station::approval::Draft| {
            let form = draft.form().ok();
            let signed = |id| draft.approvals.iter().any(|(by, _)| *by == id);
            let seats = people.iter().filter(|(_, id)| signed(*id)).map(|(seat, _)| *seat);
            Draft {
                name: draft.name(),
                kind: form.as_ref().map_or("unknown", |form| form.kind().word()).to_owned(),
                pages: form.map(|form| pages(names, &form, &told)),
                signed: seats.collect(),
            }
        };
        let waiting = done(station.waiting())?;
        Ok(waiting.iter().filter(|draft| !draft.is_complete()).map(one).collect())
    }
}

fn actor(names: &RowNames, name: &str) -> Result<ActorId, String> {
    let found = names.find(Table::Actor, name).map(ActorId);
    found.ok_or_else(|| format!("`{name}` is no actor of this accord"))
}

fn written(station: Station, draft: &station::approval::Draft) -> Result<Written, String> {
    let own = station.card().log;
    let stands = station.places().contains_key(&(own, draft.salt));
    let state = match (stands, draft.is_complete()) {
        (true, _) => "written",
        (false, true) => "released",
        (false, false) => "draft",
    };
    done(station.close())?;
    Ok(Written { name: draft.name(), state })
}

/// A form as it is read in English and in Persian.
fn pages(names: &RowNames, form: &Form, told: &Told) -> [Page; 2] {
    let page = |language| Reader { language, names, clocks: &[] }.page(form, told);
    Language::ALL.map(page)
}

fn letter(station: &Station, names: &RowNames, message: &Message) -> Letter {
    let told = station.told(message);
    Letter {
        name: message.name.clone(),
        from: message.from.clone(),
        own: message.party == station.card().party,
        kind: message.word().to_owned(),
        round: message.round,
        standing: match message.standing {
            forms::Standing::Released => "released",
            forms::Standing::Waits(_) => "waits",
            forms::Standing::Confirmed => "confirmed",
            forms::Standing::Flagged => "flagged",
            forms::Standing::Unsigned => "unsigned",
        },
        hash: message.hash.iter().map(|byte| format!("{byte:02x}")).collect(),
        pages: message.form.as_ref().ok().map(|form| pages(names, form, &told)),
    }
}

fn light(station: &Station, peer: &Peer) -> Light {
    Light {
        party: peer.card.name.clone(),
        silence: match peer.silence {
            Silence::None => "none",
            Silence::Unmet => "unmet",
            Silence::Paused => "paused",
            Silence::Unacknowledged => "unacknowledged",
            Silence::Peer => "peer",
            Silence::Carrier => "carrier",
        },
        heard: peer.contact.answered,
        acknowledged: (peer.contact.receipt, station.own_size()),
    }
}

fn standing(standing: &Standing) -> &'static str {
    match standing {
        Standing::Ready => "ready",
        Standing::Waiting(_) => "waiting",
        Standing::Behind(_) => "behind",
        Standing::Wary => "wary",
    }
}

/// Leaves of all logs with the drafts that wait: another number whenever something new is there.
fn stamp(station: &Station) -> u64 {
    let tips = station.node().map(|node| node.tips()).unwrap_or_default();
    let leaves: u64 = tips.iter().map(|(_, tip)| tip.size).sum();
    leaves + station.waiting().map_or(0, |drafts| drafts.len() as u64)
}

/// The agreed record as the desk is handed it: time passes up to now.
fn record(station: &Station, text: &Text) -> Matter {
    let play = station.node().and_then(|node| node.play());
    let acts = play.map_or(&[][..], |play| play.played());
    let lines = acts.iter().filter_map(|it| act(text, it)).collect();
    let zero = station.charter().day_zero;
    let passed = u32::try_from(station.now().saturating_sub(zero) / HOUR).unwrap_or(u32::MAX);
    let until = Hours(passed).max(play.map_or(Hours::ZERO, |play| play.at()));
    let day_zero = Some(command::time::date(zero));
    let from = station.card().name.clone();
    let exercise = station.charter().is_exercise();
    Matter { exercise, ..matter::assembled(text, (lines, until), day_zero, from) }
}

fn act(text: &Text, played: &Played) -> Option<desk::matter::Line> {
    let Event::Act { by, deed } = &played.event else { return None };
    let compiled = &text.compiled;
    Some(desk::matter::Line {
        at: played.at,
        act: Some((*by, deed.clone())),
        text: lang::events::event_words(compiled, &compiled.common, *by, deed),
        source: Some(format!("round {}", played.round)),
        mark: None,
    })
}
