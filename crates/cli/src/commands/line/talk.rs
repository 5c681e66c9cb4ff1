//! Messages: drafted, let go, read.

use std::path::PathBuf;

use line::node::PAUSE_KIND;
use serde_json::json;
use station::approval::{Draft, SECOND_WITHIN};
use station::{Opened, Standing, Station};

use super::{Desk, failure, hex, speech, time};
use crate::args::{ReleaseArgs, SendArgs};
use crate::exit::{Answer, Exit, Failure};

fn key(desk: &Desk, key: &str) -> PathBuf {
    match key {
        "first" | "second" => desk.place.secrets().path(key),
        path => PathBuf::from(path),
    }
}

/// Drafts a message.
pub fn send(desk: &Desk, args: &SendArgs) -> Result<Answer, Failure> {
    let (mut station, text) = desk.open()?;
    let words = args.words.join(" ");
    let kind = speech::kind(&args.kind)?;
    if kind == speech::ACT {
        let (by, _) = speech::act(&text, &words)?;
        if !speech::speaks_for(&text, station.card(), by) {
            let may = station.card().speaks.join(", ");
            return Err(Failure::Usage(format!(
                "{} states acts of {may} on this line, and of nobody else",
                station.card().name
            )));
        }
    }
    let fields = if kind == PAUSE_KIND { speech::pause(&words)? } else { speech::fields(&words) };
    let draft = station.draft((kind, fields), args.emergency, &key(desk, &args.key));
    let draft = draft.map_err(failure)?;
    said(desk, station, &draft)
}

/// Lets a draft go.
pub fn release(desk: &Desk, args: &ReleaseArgs) -> Result<Answer, Failure> {
    let (mut station, _) = desk.open()?;
    let draft = station.release(&args.draft, &key(desk, &args.key)).map_err(failure)?;
    said(desk, station, &draft)
}

fn said(desk: &Desk, station: Station, draft: &Draft) -> Result<Answer, Failure> {
    let name = draft.name();
    let own = station.card().log;
    let written = station.places().contains_key(&(own, draft.salt));
    let state = match (written, draft.is_complete()) {
        (true, _) => "written",
        (false, true) => "released",
        (false, false) => "draft",
    };
    let next = match (state, draft.emergency) {
        ("draft", _) => format!("A second person lets it go with `detente line release {name}`."),
        (_, true) => format!(
            "One person signed. The second must stand behind it within two hours: `detente line release {name}`."
        ),
        ("written", _) => "It stands in this party's log: `detente line sync` or `export` carries it.".to_owned(),
        _ => "It is written once a peer has said what this station wrote before: `detente line sync`.".to_owned(),
    };
    station.close().map_err(failure)?;
    let value = json!({
        "message": name,
        "kind": speech::kind_name(draft.kind),
        "state": state,
        "emergency": draft.emergency,
        "signatures": draft.approvals.len(),
    });
    desk.answer(
        &value,
        format!("{name}: {state}, {} signed. {next}\n", draft.approvals.len()),
        Exit::Yes,
    )
}

/// A message with its place, for people and programs.
pub struct Letter {
    /// Whose it is.
    pub from: String,
    /// Its name.
    pub name: String,
    /// Kind of message.
    pub kind: u64,
    /// What it says.
    pub words: String,
    /// Its round; none while it is provisional.
    pub round: Option<u64>,
    /// How many signed.
    pub signed: usize,
    /// Whether one person sent it, and the second is still missing.
    pub alone: bool,
    /// Index in its log.
    pub index: u64,
}

/// Every message that opened, in the order of the script; provisional ones last.
pub fn letters(station: &Station) -> Vec<Letter> {
    let (opened, places) = (station.letters(), station.places());
    let script: Vec<_> = station.news.script.iter().collect();
    let seconds: Vec<[u8; 32]> = opened.values().filter_map(second_of).collect();
    let one = |it: &Opened| -> Option<(usize, Letter)> {
        let card = station.charter().of(&it.party)?;
        let index = *places.get(&(card.log, it.draft.salt))?;
        let at = script.iter().position(|(_, leaf)| *leaf == (card.log, index));
        let words = speech::words(&it.draft.fields).map_or_else(
            || second_of(it).map_or_else(String::new, |salt| hex(&salt[..4])),
            str::to_owned,
        );
        let letter = Letter {
            from: card.name.clone(),
            name: it.draft.name(),
            kind: it.draft.kind,
            words,
            round: at.and_then(|at| script.get(at)).map(|(round, _)| *round),
            signed: it.draft.approvals.len(),
            alone: it.draft.emergency && !seconds.contains(&it.draft.salt),
            index,
        };
        Some((at.unwrap_or(usize::MAX), letter))
    };
    let mut found: Vec<(usize, Letter)> = opened.values().filter_map(one).collect();
    found.sort_by(|(one, a), (other, b)| (one, &a.from, a.index).cmp(&(other, &b.from, b.index)));
    found.into_iter().map(|(_, letter)| letter).collect()
}

/// The salt of the message that a second person stands behind.
fn second_of(opened: &Opened) -> Option<[u8; 32]> {
    if opened.draft.kind != speech::SECOND {
        return None;
    }
    match &opened.draft.fields {
        line::cbor::Value::Map(fields) => match fields.as_slice() {
            [(0, line::cbor::Value::Bytes(salt))] => salt.as_slice().try_into().ok(),
            _ => None,
        },
        _ => None,
    }
}

/// What stands beside a letter.
pub fn marks(letter: &Letter) -> String {
    let place = letter.round.map_or_else(|| "provisional".to_owned(), |it| format!("round {it}"));
    let alone = if letter.alone {
        format!(", ONE SIGNATURE: the second is due within {} hours", SECOND_WITHIN / 3600)
    } else {
        String::new()
    };
    format!("{place}{alone}")
}

/// Prints what others sent.
pub fn inbox(desk: &Desk) -> Result<Answer, Failure> {
    let (station, _) = desk.open()?;
    let own = station.card().name.clone();
    let letters: Vec<Letter> =
        letters(&station).into_iter().filter(|letter| letter.from != own).collect();
    let waits = !matches!(station.standing(), Standing::Ready);
    let now = time::shown(station.now());
    station.close().map_err(failure)?;
    let one = |it: &Letter| {
        json!({
            "from": it.from, "message": it.name, "kind": speech::kind_name(it.kind), "words": it.words,
            "round": it.round, "signatures": it.signed, "one_signature": it.alone,
        })
    };
    let value = json!({ "messages": letters.iter().map(one).collect::<Vec<_>>() });
    let line = |it: &Letter| {
        format!(
            "{}  {} {} \"{}\" ({})\n",
            it.name,
            it.from,
            speech::kind_name(it.kind),
            it.words,
            marks(it)
        )
    };
    let page: String = letters.iter().map(line).collect();
    let page = match (page.is_empty(), waits) {
        (true, true) => "Nothing yet: `detente line status` says what is missing.\n".to_owned(),
        (true, false) => format!("Nothing from others as of {now}.\n"),
        (false, _) => page,
    };
    desk.answer(&value, page, Exit::Yes)
}
