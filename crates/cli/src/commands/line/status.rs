//! How it stands: with whom, in what record, and what falls due.

use explore::plan::plan;
use kernel::Hours;
use lang::ast::Date;
use line::node::Silence;
use report::plan::{Schedule, answer, page};
use report::{Labels, Run};
use serde_json::{Value, json};
use station::approval::Draft;
use station::{Peer, Standing, Station};

use super::{Desk, failure, identity, speech, time};
use reader::Text;

use crate::exit::{Answer, Exit, Failure};

/// How far `status` looks ahead.
const AHEAD: Hours = Hours(90 * 24);

fn silence_words(silence: Silence) -> &'static str {
    match silence {
        Silence::None => "answers and acknowledges",
        Silence::Unmet => "not heard of yet",
        Silence::Paused => "pauses: it said so",
        Silence::Unacknowledged => "answers, and does not acknowledge",
        Silence::Peer => "silent: others answer and it does not",
        Silence::Carrier => "nothing heard: nobody answers, more likely the carrier than everybody",
    }
}

fn silence_name(silence: Silence) -> &'static str {
    match silence {
        Silence::None => "none",
        Silence::Unmet => "unmet",
        Silence::Paused => "pause",
        Silence::Unacknowledged => "unacknowledged",
        Silence::Peer => "peer",
        Silence::Carrier => "carrier",
    }
}

fn standing(station: &Station) -> (&'static str, String) {
    match station.standing() {
        Standing::Ready => ("ready", "writes".to_owned()),
        Standing::Waiting(names) => (
            "waiting",
            format!("waits for the founding statements of {}: sync or import", names.join(", ")),
        ),
        Standing::Behind(logs) => (
            "behind",
            format!(
                "WRITES NOTHING: its store lacks what it had before ({}); `detente line sync` or `rebuild` brings it back",
                missing(station, logs)
            ),
        ),
        Standing::Wary => (
            "wary",
            "writes nothing until a peer has told it what it wrote: its mark is gone; sync"
                .to_owned(),
        ),
    }
}

/// Whose leaves are missing, and up to which.
fn missing(station: &Station, logs: &[(line::LogId, u64)]) -> String {
    let one = |(log, size): &(line::LogId, u64)| {
        format!("{} up to leaf {size}", station.charter().name_of(log))
    };
    logs.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Says how it stands with everybody, in each compartment that is meant. One that cannot be opened hides no other.
pub fn status(desk: &Desk) -> Result<Answer, Failure> {
    let names = desk.compartments()?;
    if let [name] = names.as_slice() {
        let (value, page) = within(desk, name)?;
        return desk.answer(&value, page, Exit::Yes);
    }
    let (mut rows, mut pages, mut lost) = (Vec::new(), Vec::new(), false);
    for name in &names {
        match within(desk, name) {
            Ok((value, page)) => {
                rows.push(value);
                pages.push(format!("Compartment {name}\n{page}"));
            }
            Err(why) => {
                let why = why.to_string();
                let why = why.trim_start_matches("detente: ");
                pages.push(format!("Compartment {name}\nNOT OPENED: {why}\n"));
                rows.push(json!({ "compartment": name, "standing": "lost", "why": why }));
                lost = true;
            }
        }
    }
    desk.answer(&json!({ "compartments": rows }), pages.join("\n"), Exit::no_if(lost))
}

/// How it stands in one compartment.
fn within(desk: &Desk, compartment: &str) -> Result<(Value, String), Failure> {
    let (station, text) = desk.open_in(compartment)?;
    let size = station.own_size();
    let last = size.checked_sub(1);
    let deposit = last.and_then(|last| station.deposited(&station.card().log, last));
    let (state, words) = standing(&station);
    let mut page = format!("{}: {words}\n", station.card().name);
    if station.charter().is_exercise() {
        page.push_str("EXERCISE: times are given by hand\n");
    }
    page.push_str(&format!("As of {}. Own log: {size} leaves, ", time::shown(station.now())));
    page.push_str(&match deposit {
        Some(at) => format!("deposited {}\n", time::shown(at)),
        None => "the last not yet deposited with the intermediaries\n".to_owned(),
    });
    let parts = station.parts_of(&station.card().party);
    let (said, peers) = peers(&station, (size, parts));
    page.push_str(&said);
    let (quota, usage) = quota(&station);
    page.push_str(&quota);
    let (proposed, members) = identity::proposals(&station);
    page.push_str(&proposed);
    for card in &station.charter().cards {
        page.push_str(&identity::waiting_root(&station, card));
    }
    let waiting = station.waiting().map_err(failure)?;
    for draft in &waiting {
        page.push_str(&format!("  draft {}: {}\n", draft.name(), drafted(&text, draft)));
    }
    let messages = station.messages();
    let alone = messages.iter().filter(|it| it.standing.is_flagged());
    let alone: Vec<&str> = alone.map(|it| it.name.as_str()).collect();
    for name in &alone {
        page.push_str(&format!("  {name}: ONE SIGNATURE, the second person is missing\n"));
    }
    let taken_back = messages.iter().filter(|it| it.keys == line::identity::Standing::Contested);
    let contested: Vec<&str> = taken_back.map(|it| it.name.as_str()).collect();
    for name in &contested {
        page.push_str(&format!(
            "  {name}: CONTESTED, a key under it was taken back and no round has it yet\n"
        ));
    }
    for (log, _) in &station.news.forked {
        let whose = station.charter().name_of(log);
        page.push_str(&format!("  {whose} HAS TWO HISTORIES: both heads are the proof\n"));
    }
    let two_faced = identity::two_faced(&station);
    two_faced.iter().for_each(|(line, _)| page.push_str(&format!("  {line}\n")));
    if let Some(round) = station.news.differs {
        page.push_str(&format!(
            "  STATES DIFFER after round {round}: effects wait, messages go on\n"
        ));
    }
    page.push_str(&format!("{} rounds closed\n", station.news.rounds));
    let ahead = ahead(&station, &text);
    if let Some((shown, _)) = &ahead {
        page.push_str(&format!("\n{shown}"));
    }
    let value = json!({
        "compartment": compartment, "party": station.card().name, "standing": state, "exercise": station.charter().is_exercise(),
        "now": station.now(), "leaves": size, "parts": parts, "deposited": deposit, "peers": peers,
        "drafts": waiting.iter().map(station::approval::Draft::name).collect::<Vec<_>>(),
        "quota": usage, "members": members, "one_signature": alone, "contested": contested, "rounds": station.news.rounds, "differs": station.news.differs,
        "two_faced": two_faced.into_iter().map(|(_, row)| row).collect::<Vec<_>>(),
        "forked": station.news.forked.iter().map(|(log, _)| log.to_string()).collect::<Vec<_>>(),
        "plan": ahead.map(|(_, plan)| plan),
    });
    station.close().map_err(failure)?;
    Ok((value, page))
}

/// What is known of each other party.
fn peers(station: &Station, (size, parts): (u64, u64)) -> (String, Vec<Value>) {
    let mut page = String::new();
    let mut peers = Vec::new();
    for Peer { card, contact, silence, removed } in station.peers() {
        let heard = contact.answered.map_or_else(|| "never".to_owned(), time::shown);
        let removed_words = if removed { "; REMOVED, it is offered nothing more" } else { "" };
        page.push_str(&format!(
            "  {}: {}; acknowledged {} of {size}, heard {heard}{removed_words}\n",
            card.name,
            silence_words(silence),
            contact.receipt.min(size)
        ));
        let (taken, here) = (contact.parts.min(parts), station.parts_of(&card.party));
        if parts > 0 || here > 0 {
            page.push_str(&format!(
                "    parts of evidence: acknowledged {taken} of {parts}, {here} of its own are here\n"
            ));
        }
        peers.push(json!({
            "party": card.name, "silence": silence_name(silence), "acknowledged": contact.receipt.min(size),
            "parts_acknowledged": taken, "parts_here": here,
            "heard": contact.answered, "unacknowledged_since": contact.unacknowledged, "removed": removed,
        }));
    }
    (page, peers)
}

/// What each seat used of its quota of the day, and what was said beyond it.
fn quota(station: &Station) -> (String, Value) {
    let most = &station.charter().quota;
    let (mut page, mut rows) = (String::new(), Vec::new());
    for (card, used) in station.usage() {
        page.push_str(&format!(
            "  {} used {} of {} acts of the day, {} of {} of incidents\n",
            card.name, used.ordinary, most.per_day, used.urgent, most.urgent_per_day
        ));
        rows.push(json!({
            "party": card.name, "used": used.ordinary, "per_day": most.per_day,
            "urgent_used": used.urgent, "urgent_per_day": most.urgent_per_day,
        }));
    }
    let messages = station.messages();
    let beyond = messages.iter().filter(|it| it.over_quota).map(|it| it.name.as_str());
    let beyond: Vec<&str> = beyond.collect();
    for name in &beyond {
        page.push_str(&format!("  {name}: OVER THE QUOTA of its day, it has no effect\n"));
    }
    (page, json!({ "seats": rows, "beyond": beyond }))
}

/// A draft in one line, with what it waits for.
fn drafted(text: &Text, draft: &Draft) -> String {
    let words = draft.form().map_or_else(
        |why| why.to_string(),
        |form| speech::summary(text, &form, None, "this party"),
    );
    let needs =
        if draft.is_complete() { "waits to be written" } else { "waits for a second person" };
    format!("{} \"{words}\" {needs}", speech::kind_name(draft.kind))
}

/// What comes next from the present state, and what silence means.
fn ahead(station: &Station, text: &Text) -> Option<(String, Value)> {
    let play = station.node()?.play()?;
    let labels = Labels::from_text(&text.compiled, text.hash.clone());
    let plan = plan(play.accord(), play.state(), play.at(), AHEAD);
    let run = Run {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        history_file: "the record of the line".to_owned(),
        ..Run::default()
    };
    let day_zero = Some(Date(time::date(station.charter().day_zero)));
    let schedule = Schedule { labels: &labels, plan: &plan, day_zero, run: &run };
    Some((page(&schedule), answer(&schedule)))
}
