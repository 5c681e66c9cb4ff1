//! A station behind the desk. Each look and each act opens it and closes it again, so that carriers have it in between.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use desk::line::{Draft, Letter, Light, Line, Look, Marker, Seat, Typed, Written};
use desk::matter::{Matter, Proof};
use forms::field::Table;
use forms::{Form, Language, Names, Page, Told};
use kernel::{ActorId, Event, Hours};
use line::identity;
use line::node::{Played, Silence};
use station::{Done, Message, Peer, Saying, Standing, Station};

use super::matter;
use reader::Text;

use crate::commands::line as command;
use crate::exit::Failure;
use crate::row_names::RowNames;

/// Seconds of an hour, and of a minute.
const HOUR: u64 = 3_600;
const MINUTE: u64 = 60;

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
        let messages = station.messages();
        let peers = station.peers();
        let letters: Vec<Letter> =
            messages.iter().map(|it| letter((&station, &peers), it)).collect();
        let look = Look {
            matter: Arc::new(record(&station, (&text, &names), &letters)),
            own: station.card().name.clone(),
            standing: standing(station.standing()),
            lights: peers.iter().map(|peer| light(&station, peer)).collect(),
            letters,
            drafts: self.drafts(&station, &names)?,
            stamp: stamp(&station),
            exercise: None,
            names: Arc::new(names),
        };
        done(station.close())?;
        Ok(look)
    }

    fn marker(&self) -> Option<Marker> {
        let desk = self.0.clone();
        Some(Box::new(move || mark(&desk)))
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

    fn prove(&mut self, name: &str) -> Result<Vec<u8>, String> {
        let (mut station, _) = self.open()?;
        let message = done(station.message_named(name))?;
        let found = done(station.prove(&message))?;
        done(station.close())?;
        done(found.write())
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
            standing: forms::Standing::Draft,
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

/// When the store was last written, and the minute: both without opening it.
fn mark(desk: &command::Desk) -> Option<u64> {
    let written = std::fs::metadata(desk.folder().ok()?.database()).ok()?.modified().ok()?;
    let written = written.duration_since(std::time::UNIX_EPOCH).ok()?.as_nanos();
    let minute = desk.now().ok()? / MINUTE;
    let low = u64::try_from(written & u128::from(u64::MAX)).ok()?;
    Some(low.rotate_left(7) ^ minute)
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
    Language::ALL.map(|language| desk::line::page(names, form, told, language))
}

fn letter((station, peers): (&Station, &[Peer]), message: &Message) -> Letter {
    Letter {
        name: message.name.clone(),
        from: message.from.clone(),
        own: message.party == station.card().party,
        kind: message.word().to_owned(),
        round: message.round,
        standing: match (message.keys, message.standing) {
            (identity::Standing::Void, _) => "void",
            (identity::Standing::Contested, _) => "contested",
            (_, forms::Standing::Released) => "released",
            (_, forms::Standing::Waits(_)) => "waits",
            (_, forms::Standing::Confirmed) => "confirmed",
            (_, forms::Standing::Flagged) => "flagged",
            (_, forms::Standing::Unsigned | forms::Standing::Draft) => "unsigned",
        },
        proof: proof((station, peers), message),
        form: message.form.clone().ok(),
        told: station.told(message),
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

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Where a message stands, and who has said that it holds it: others speak of the own log.
fn proof((station, peers): (&Station, &[Peer]), message: &Message) -> Proof {
    let (log, index) = message.place;
    let own = log == station.card().log;
    let peers = peers.iter().filter(|peer| own && peer.contact.receipt > index);
    Proof {
        name: message.name.clone(),
        hash: hex(&message.hash),
        index,
        deposited: station.deposited(&log, index),
        acknowledged: peers.map(|peer| peer.card.name.clone()).collect(),
    }
}

/// Whose record is shown, and of which compartment where the line has several.
fn origin(station: &Station) -> String {
    let several = station.place().charter().is_ok_and(|it| it.compartments.len() > 1);
    let name = &station.card().name;
    if several { format!("{name}, {}", station.charter().name) } else { name.clone() }
}

/// The agreed record as the desk is handed it: time passes up to now.
fn record(station: &Station, (text, names): (&Text, &RowNames), letters: &[Letter]) -> Matter {
    let play = station.node().and_then(|node| node.play());
    let acts = play.map_or(&[][..], |play| play.played());
    let proofs: BTreeMap<(&str, u64), &Proof> =
        letters.iter().map(|it| ((it.from.as_str(), it.proof.index), &it.proof)).collect();
    let proof = |it: &Played| {
        let (log, index) = it.leaf?;
        let writer = station.charter().writer(&log)?;
        proofs.get(&(writer.name.as_str(), index)).map(|proof| Proof::clone(proof))
    };
    let lines = acts.iter().filter_map(|it| act(text, it, proof(it))).collect();
    let zero = station.charter().day_zero;
    let passed = u32::try_from(station.now().saturating_sub(zero) / HOUR).unwrap_or(u32::MAX);
    let until = Hours(passed).max(play.map_or(Hours::ZERO, |play| play.at()));
    let day_zero = Some(command::time::date(zero));
    let from = origin(station);
    let exercise = station.charter().is_exercise();
    let talk = letters.iter().map(|it| it.talk(names)).collect();
    Matter { exercise, talk, ..matter::assembled(text, (lines, until), day_zero, from) }
}

fn act(text: &Text, played: &Played, proof: Option<Proof>) -> Option<desk::matter::Line> {
    let Event::Act { by, deed } = &played.event else { return None };
    let compiled = &text.compiled;
    Some(desk::matter::Line {
        at: played.at,
        act: Some((*by, deed.clone())),
        text: lang::events::event_words(compiled, &compiled.common, *by, deed),
        source: Some(format!("round {}", played.round)),
        mark: None,
        proof,
    })
}
