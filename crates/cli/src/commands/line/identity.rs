//! Keys and members: what counts now, and how it is changed.

use std::path::PathBuf;

use line::PartyId;
use line::identity::{self, Membership, Role};
use line::tree::{Hash, sha256};
use serde_json::{Value, json};
use station::card::spoken;
use station::founding::{self, SEATS};
use station::recovery::Paper;
use station::{Card, Done, Member, Said, Station, TwoFaced};

use super::{Desk, failure, hex};
use crate::args::{MemberArgs, RecoverArgs, SeatArgs};
use crate::exit::{Answer, Exit, Failure};
use crate::files;

/// The file of the root key: the one that was given, else the newest that is here.
fn root(station: &Station, given: Option<&PathBuf>) -> PathBuf {
    given.cloned().unwrap_or_else(|| station.root_file())
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

/// Gives a seat new keys, or the party a new root.
pub fn rotate(desk: &Desk, args: &SeatArgs) -> Result<Answer, Failure> {
    let is_root = args.seat == "root";
    let follows = if is_root {
        root_follows(desk)?
    } else {
        format!(
            "{} has new keys. What the old one signed before stands; from the next leaf on it counts for nothing. Where a \
             key was stolen, take it back first: `detente line revoke`.",
            args.seat
        )
    };
    may_state(desk, args.root.as_ref())?;
    let key = founding::draw_next(&desk.place, &args.seat).map_err(failure)?;
    let make = |station: &mut Station| {
        let root = root(station, args.root.as_ref());
        if is_root { station.succeed(&key, &root) } else { station.post(&args.seat, &key, &root) }
    };
    stated_in_each(desk, make, "rotate", &follows)
}

/// Whether the root key that is meant may state something, before another key is drawn.
fn may_state(desk: &Desk, given: Option<&PathBuf>) -> Result<(), Failure> {
    for name in desk.compartments()?.iter().take(1) {
        let (station, _) = desk.open_in(name)?;
        station.root_signer(&root(&station, given)).map_err(failure)?;
        station.close().map_err(failure)?;
    }
    Ok(())
}

/// What follows from a new root.
fn root_follows(desk: &Desk) -> Result<String, Failure> {
    let name = desk.place.card().map_err(failure)?.name;
    Ok(format!(
        "A new root is stated. It holds once another signatory takes it: `detente line acknowledge {name}` there. What is \
         stated meanwhile is signed with it and holds then."
    ))
}

/// Takes the new root of another party.
pub fn acknowledge(desk: &Desk, args: &MemberArgs) -> Result<Answer, Failure> {
    let make = |station: &mut Station| {
        station.acknowledge(&args.party, &root(station, args.root.as_ref()))
    };
    let follows = format!("The new root of {} holds where this is known.", args.party);
    stated_in_each(desk, make, "acknowledge", &follows)
}

/// Makes a new root with recovery keys.
pub fn recover(desk: &Desk, args: &RecoverArgs) -> Result<Answer, Failure> {
    let read = |path: &PathBuf| {
        let text = String::from_utf8_lossy(&files::bytes(path)?).into_owned();
        Paper::read(&text).map_err(|fault| Failure::Usage(format!("{}: {fault}", path.display())))
    };
    let papers = args.keys.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    let follows = root_follows(desk)?;
    desk.compartments()?;
    let key = founding::draw_next(&desk.place, "root").map_err(failure)?;
    stated_in_each(desk, |station| station.recover(&key, &papers), "recover", &follows)
}

/// Takes a key from a seat.
pub fn revoke(desk: &Desk, args: &SeatArgs) -> Result<Answer, Failure> {
    let follows = format!(
        "{0} signs nothing from the next leaf on. What it signed before stands. `detente line rotate {0}` gives it another key.",
        args.seat
    );
    let make =
        |station: &mut Station| station.revoke(&args.seat, &root(station, args.root.as_ref()));
    stated_in_each(desk, make, "revoke", &follows)
}

/// Removes an inspectorate, with the other signatory.
pub fn remove(desk: &Desk, args: &MemberArgs) -> Result<Answer, Failure> {
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
    let (value, page) = stated(
        desk,
        &name,
        |station| station.remove(&args.party, &root(station, args.root.as_ref())),
        "remove",
        follows,
    )?;
    desk.answer(&value, page, Exit::Yes)
}

/// Admits an inspectorate again, with the other signatory.
pub fn admit(desk: &Desk, args: &MemberArgs) -> Result<Answer, Failure> {
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
    let (value, page) = stated(
        desk,
        &name,
        |station| station.admit(&args.party, &root(station, args.root.as_ref())),
        "admit",
        follows,
    )?;
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
    let (mut page, mut rows, mut roots) = (String::new(), Vec::new(), Vec::new());
    for card in &station.charter().cards {
        let size = at.of(&card.identity);
        page.push_str(&format!("{}: {size} statements\n", card.name));
        let (shown, row) = root_of(&station, card);
        page.push_str(&shown);
        roots.push(row);
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
    desk.answer(&json!({ "seats": rows, "roots": roots, "members": members }), page, Exit::Yes)
}

/// The root of a party, as lines and for programs.
fn root_of(station: &Station, card: &Card) -> (String, Value) {
    let Some(root) = station.root(&card.party) else { return (String::new(), Value::Null) };
    let mut page =
        format!("  root     {} (generation {})\n", spoken(&root.fingerprint), root.generation);
    page.push_str(&waiting_root(station, card));
    let row = json!({
        "party": card.name, "root": hex(&root.fingerprint), "generation": root.generation,
        "waits": root.waits.map(|it| hex(&it)),
    });
    (page, row)
}

/// A new root that waits for a signatory, with what to compare before it is taken.
pub fn waiting_root(station: &Station, card: &Card) -> String {
    let waits = station.root(&card.party).and_then(|root| root.waits);
    waits.map_or_else(String::new, |print| {
        format!(
            "  {0} has stated a NEW ROOT {1}: compare it by another way; `detente line acknowledge {0}` by another signatory takes it\n",
            card.name,
            spoken(&print)
        )
    })
}

/// Parties that stated two things at one place of their identity logs: a line each, and for programs.
pub fn two_faced(station: &Station) -> Vec<(String, Value)> {
    let one = |it: TwoFaced| {
        let (name, file) = (&it.card.name, it.file.display().to_string());
        let line = format!(
            "{name} STATED TWO THINGS at place {} of its identity log: {file} proves it. What was had first stays in force here.",
            it.index
        );
        (line, json!({ "party": name, "index": it.index, "proof": file }))
    };
    station.two_faced().into_iter().map(one).collect()
}

/// What two people compare of a seat's keys.
fn fingerprint(keys: &identity::SeatKeys) -> Hash {
    let (signing, kem) = (&keys.signing, keys.kem.to_bytes());
    sha256(&[b"detente/line/seat/1", &signing.ed25519.to_bytes(), &signing.ml_dsa.to_bytes(), &kem])
}
