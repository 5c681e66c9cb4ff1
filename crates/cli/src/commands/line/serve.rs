//! Listening, and calling on a schedule. The store is opened for each exchange alone, so other commands work meanwhile.

use std::io::Write as _;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use line::PartyId;
use line::tree::Hash;
use serde_json::json;
use station::carriage::Reader;
use station::carriage::wire::{Listener, Wire};
use station::{Card, Charter, Fault};

use super::carry::{remember, shared, speak, who};
use super::{Desk, failure};
use crate::args::ServeArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::stop;

/// Whoever is asked to stop stops within so long, unless an exchange is under way.
const LOOK: Duration = Duration::from_millis(200);

type Caller = (PartyId, Box<dyn Wire>);

/// What was done.
#[derive(Default)]
struct Done {
    /// Exchanges that others began.
    answered: u64,
    /// Exchanges that this station began.
    called: u64,
    /// Of those, how many failed.
    failed: u64,
}

/// Listens, and calls if it is told to, until it is stopped.
pub fn serve(desk: &Desk, args: &ServeArgs) -> Result<Answer, Failure> {
    remember(desk, &args.peer)?;
    let (charter, card) =
        (desk.place.charter().map_err(failure)?, desk.place.card().map_err(failure)?);
    let held = desk.compartments()?;
    let called = args.every.map(|_| called(desk, &charter, args)).transpose()?.unwrap_or_default();
    let listener = listener(desk, &charter, &card, &args.listen)?;
    say_where(desk, &card, &listener.address().map_err(failure)?)?;
    stop::listen();
    let callers = callers(listener);
    let (mut done, mut due) =
        (Done::default(), args.every.map(|every| next(every, &charter, &card)));
    while !stop::asked() && args.exchanges.is_none_or(|most| done.answered < most) {
        let now = SystemTime::now();
        if let (Some(every), true) = (args.every, due.is_some_and(|due| now >= due)) {
            call(desk, (&charter, &held), &called, &mut done);
            due = Some(next(every, &charter, &card));
        }
        let left = due.and_then(|due| due.duration_since(SystemTime::now()).ok());
        match callers.recv_timeout(left.unwrap_or(LOOK).min(LOOK)) {
            Ok(caller) => {
                answer(desk, (&charter, &held), caller);
                done.answered += 1;
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    let Done { answered, called, failed } = done;
    let value = json!({ "exchanges": answered, "called": called, "failed": failed });
    let page = format!("{answered} exchanges answered, {called} begun, {failed} of them failed\n");
    desk.answer(&value, page, Exit::Yes)
}

/// Whom it calls, each with an address.
fn called(
    desk: &Desk,
    charter: &Charter,
    args: &ServeArgs,
) -> Result<Vec<(String, String)>, Failure> {
    let addresses = desk.place.settings().map_err(failure)?.addresses;
    let names = args.peer.iter().filter_map(|peer| peer.split_once('=')).map(|(name, _)| name);
    let names: Vec<&str> = names.collect();
    for name in &names {
        charter.named(name).map_err(failure)?;
    }
    let wanted = |(name, _): &(String, String)| names.is_empty() || names.contains(&name.as_str());
    let all: Vec<(String, String)> = addresses.into_iter().filter(wanted).collect();
    if all.is_empty() {
        return Err(Failure::Usage(
            "no address is known: say whom to call with --peer NAME=HOST:PORT".into(),
        ));
    }
    Ok(all)
}

/// The next time to call: each party of the charter has its own place in the interval, so that two stations with one
/// schedule do not call each other at once.
fn next(every: Duration, charter: &Charter, card: &Card) -> SystemTime {
    let parties = charter.cards.len().max(1);
    let place = charter.cards.iter().position(|other| other.party == card.party).unwrap_or(0);
    let every = every.as_millis().max(1);
    let offset = every * place as u128 / parties as u128;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    let ahead = every - (now + every - offset) % every;
    SystemTime::now() + Duration::from_millis(u64::try_from(ahead).unwrap_or(u64::MAX))
}

fn say_where(desk: &Desk, card: &Card, address: &str) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    let first = if desk.json {
        format!("{}\n", json!({ "listens": address }))
    } else {
        format!("{} listens at {address}\n", card.name)
    };
    let said = out.write_all(first.as_bytes()).and_then(|()| out.flush());
    said.map_err(|error| Failure::Environment(format!("standard output: {error}")))
}

/// Takes connections beside the exchange that is under way; each waits for its turn.
fn callers(listener: Listener) -> Receiver<Caller> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        loop {
            match listener.accept() {
                Ok(caller) => {
                    if sender.send(caller).is_err() {
                        break;
                    }
                }
                Err(why) => eprintln!("{}", failure(why)),
            }
        }
    });
    receiver
}

/// The compartment that the first bytes of a peer name, if both hold it. Nothing is opened before that is known.
fn meant<'a>(
    (charter, held): (&'a Charter, &[String]),
    (party, line): (&PartyId, &Hash),
) -> Result<&'a str, Failure> {
    let found = charter.compartment_of(line).filter(|one| held.contains(&one.name));
    let refused = |what: String| failure(Fault::Refused(what));
    let found = found.ok_or_else(|| {
        refused("a caller asked for another line or compartment: turned away".into())
    })?;
    if charter.holds(party, found) {
        return Ok(&found.name);
    }
    let caller = charter.of(party).map_or("a caller", |card| card.name.as_str());
    Err(refused(format!("{caller} asked for {} and is no member of it: turned away", found.name)))
}

fn answer(desk: &Desk, of: (&Charter, &[String]), (party, wire): Caller) {
    let done = || {
        let (mut wire, address) = Reader::peek(wire).map_err(failure)?;
        let (mut station, _) = desk.open_in(meant(of, (&party, &address.line))?)?;
        let spoken = station.converse(&party, &mut wire, false).map_err(failure);
        station.close().map_err(failure)?;
        spoken
    };
    if let Err(why) = done() {
        eprintln!("{why}");
    }
}

/// Exchanges with each that is to be called, in each compartment that both hold; who does not answer stops nobody else.
fn call(desk: &Desk, of: (&Charter, &[String]), called: &[(String, String)], done: &mut Done) {
    for (name, address) in called {
        for compartment in shared(of, name) {
            if stop::asked() {
                return;
            }
            done.called += 1;
            let spoken = desk.open_in(compartment).and_then(|(mut station, _)| {
                let spoken = speak(&mut station, name, address);
                station.close().map_err(failure)?;
                spoken
            });
            let who = who(name, (compartment, of.1.len() > 1));
            match spoken {
                Ok(leaves) => eprintln!("{who}: {leaves} new leaves"),
                Err(why) => {
                    done.failed += 1;
                    eprintln!("{who}: not reached ({why})");
                }
            }
        }
    }
}

fn listener(desk: &Desk, charter: &Charter, card: &Card, at: &str) -> Result<Listener, Failure> {
    let key = desk.place.secrets().read("carrier").map_err(failure)?;
    let seed = key.first().ok_or_else(|| Failure::Environment("no key of carriage".into()))?;
    Listener::bind(charter, at, (seed, card.carrier.ed25519.to_bytes())).map_err(failure)
}
