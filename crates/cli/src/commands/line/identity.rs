//! Keys and members: what counts now, and how it is changed.

use std::path::PathBuf;

use line::PartyId;
use line::identity::{self, Membership, Role};
use line::tree::{Hash, sha256};
use serde_json::{Value, json};
use station::card::spoken;
use station::founding::{self, SEATS};
use station::{Card, Done, Member, Said, Station};

use super::{Desk, failure, hex};
use crate::args::{MemberArgs, SeatArgs};
use crate::exit::{Answer, Exit, Failure};

fn root(desk: &Desk, given: Option<&PathBuf>) -> PathBuf {
    given.cloned().unwrap_or_else(|| desk.place.secrets().path("root"))
}

/// Makes a statement in one compartment and says what follows from it.
fn stated(
    desk: &Desk,
    compartment: &str,
    make: impl FnOnce(&mut Station) -> Done<Said>,
    what: &str,
    follows: impl FnOnce(&Station) -> String,
) -> Result<(Value, String), Failure> {
    let (mut station, _) = desk.open_in(compartment)?;
    let said = make(&mut station).map_err(failure)?;
    let follows = follows(&station);
    let (_, members) = proposals(&station);
    station.close().map_err(failure)?;
    let key = said.key.as_ref().map(|path| path.display().to_string());
    let value = json!({
        "compartment": compartment, "statement": what, "index": said.index, "key": key, "unsigned": said.unsigned, "members": members,
    });
    let mut page = format!("{follows}\n`detente line sync` or `export` carries it.\n");
    if let Some(key) = &key {
        page.push_str(&format!("The new key is {key}: only its holder should reach it.\n"));
    }
    for draft in &said.unsigned {
        page.push_str(&format!("draft {draft} lost a signature by it: sign it again\n"));
    }
    Ok((value, page))
}

/// Says the same of a seat in every compartment that is meant: its keys are one, what counts is stated in each. One in
/// which it cannot be stated stops no other.
fn stated_in_each(
    desk: &Desk,
    make: impl Fn(&mut Station) -> Done<Said>,
    what: &str,
    follows: &str,
) -> Result<Answer, Failure> {
    let names = desk.compartments()?;
    let state = |name: &String| stated(desk, name, &make, what, |_| follows.to_owned());
    if let [name] = names.as_slice() {
        let (value, page) = state(name)?;
        return desk.answer(&value, page, Exit::Yes);
    }
    let (mut rows, mut page, mut missed) = (Vec::new(), String::new(), false);
    for name in &names {
        match state(name) {
            Ok((value, said)) => {
                page.push_str(&format!("{name}: {said}"));
                rows.push(value);
            }
            Err(why) => {
                missed = true;
                page.push_str(&format!("{name}: NOT STATED ({why})\n"));
                rows.push(json!({ "compartment": name, "why": why.to_string() }));
            }
        }
    }
    desk.answer(&json!({ "statement": what, "compartments": rows }), page, Exit::no_if(missed))
}

/// Gives a seat new keys.
pub fn rotate(desk: &Desk, args: &SeatArgs) -> Result<Answer, Failure> {
    let root = root(desk, args.root.as_ref());
    let follows = format!(
        "{} has new keys. What the old one signed before stands; from the next leaf on it counts for nothing.",
        args.seat
    );
    desk.compartments()?;
    let key = founding::draw_next(&desk.place, &args.seat, &root).map_err(failure)?;
    stated_in_each(desk, |station| station.post(&args.seat, &key, &root), "rotate", &follows)
}

/// Takes a key from a seat.
pub fn revoke(desk: &Desk, args: &SeatArgs) -> Result<Answer, Failure> {
    let root = root(desk, args.root.as_ref());
    let follows = format!(
        "{0} signs nothing from the next leaf on. What it signed before stands. `detente line rotate {0}` gives it another key.",
        args.seat
    );
    stated_in_each(desk, |station| station.revoke(&args.seat, &root), "revoke", &follows)
}

/// Removes an inspectorate, with the other signatory.
pub fn remove(desk: &Desk, args: &MemberArgs) -> Result<Answer, Failure> {
    let root = root(desk, args.root.as_ref());
    let follows = |station: &Station| {
        let gone = station.charter().named(&args.party).is_ok_and(|card| station.is_removed(card));
        if gone {
            format!(
                "{} is removed: both signatories said so. Nothing that is written after a station has this is sealed to it; \
                 what it read before it keeps.",
                args.party
            )
        } else {
            format!("Proposed. {} is a member until the other signatory says it too.", args.party)
        }
    };
    let name = desk.folder()?.name().to_owned();
    let (value, page) =
        stated(desk, &name, |station| station.remove(&args.party, &root), "remove", follows)?;
    desk.answer(&value, page, Exit::Yes)
}

/// Admits an inspectorate again, with the other signatory.
pub fn admit(desk: &Desk, args: &MemberArgs) -> Result<Answer, Failure> {
    let root = root(desk, args.root.as_ref());
    let follows = |station: &Station| {
        let name = &args.party;
        match station.charter().named(name).is_ok_and(|card| !station.is_removed(card)) {
            true => format!("{name} is a member again, for what is written from now on."),
            false => {
                format!("Proposed. {name} is a member once the other signatory admits it too.")
            }
        }
    };
    let name = desk.folder()?.name().to_owned();
    let (value, page) =
        stated(desk, &name, |station| station.admit(&args.party, &root), "admit", follows)?;
    desk.answer(&value, page, Exit::Yes)
}

/// Who has said what of each inspectorate: lines for those of whom something is proposed, and all for programs.
pub fn proposals(station: &Station) -> (String, Vec<Value>) {
    let (mut page, mut rows) = (String::new(), Vec::new());
    for Member { card, said } in station.inspectorates() {
        let names = |all: &[PartyId]| names(station, all);
        rows.push(json!({
            "party": card.name, "member": said.holds, "term": said.term,
            "admitted_by": names(&said.admitted_by), "removed_by": names(&said.removed_by),
        }));
        page.push_str(&proposal(station, &card, &said));
    }
    (page, rows)
}

fn names(station: &Station, all: &[PartyId]) -> Vec<String> {
    all.iter().filter_map(|it| station.charter().of(it)).map(|it| it.name.clone()).collect()
}

fn proposal(station: &Station, card: &Card, said: &Membership) -> String {
    let name = &card.name;
    let own = card.party == station.card().party;
    if said.is_ended() && !said.holds {
        let (who, what) = if own { ("this party", "reads") } else { (name.as_str(), "is offered") };
        return format!(
            "  {who} is REMOVED from the compartment: it {what} nothing written after\n"
        );
    }
    let (word, by) = match said.holds {
        true => ("remove", &said.removed_by),
        false => ("admit", &said.admitted_by),
    };
    match names(station, by).as_slice() {
        [] => String::new(),
        by => format!(
            "  {} proposes to {word} {name}: `detente line {word} {name}` by the other signatory agrees\n",
            by.join(", ")
        ),
    }
}

/// Lists keys and members.
pub fn keys(desk: &Desk) -> Result<Answer, Failure> {
    let (station, _) = desk.open()?;
    let node = station.node().ok_or_else(|| {
        Failure::Usage("founding statements are missing: `detente line sync` brings them".into())
    })?;
    let (directory, at) = (node.record().directory(), station.identities());
    let (mut page, mut rows) = (String::new(), Vec::new());
    for card in &station.charter().cards {
        let size = at.of(&card.identity);
        page.push_str(&format!("{}: {size} statements\n", card.name));
        for (seat, name) in card.seats.iter().zip(SEATS) {
            let keys = directory.keys(&identity::Member { seat: *seat, party: card.party }, &at);
            let print = keys.map(fingerprint);
            let shown = print.map_or_else(|| "no key: revoked".to_owned(), |it| spoken(&it));
            page.push_str(&format!("  {name:<8} {shown}\n"));
            rows.push(json!({ "party": card.name, "seat": name, "key": print.map(|it| hex(&it)) }));
        }
        if card.role == Role::Inspector {
            let removed = if station.is_removed(card) { "REMOVED" } else { "a member" };
            page.push_str(&format!("  {removed}\n"));
        }
    }
    let (proposed, members) = proposals(&station);
    page.push_str(&proposed);
    station.close().map_err(failure)?;
    desk.answer(&json!({ "seats": rows, "members": members }), page, Exit::Yes)
}

/// What two people compare of a seat's keys.
fn fingerprint(keys: &identity::SeatKeys) -> Hash {
    let (signing, kem) = (&keys.signing, keys.kem.to_bytes());
    sha256(&[b"detente/line/seat/1", &signing.ed25519.to_bytes(), &signing.ml_dsa.to_bytes(), &kem])
}
