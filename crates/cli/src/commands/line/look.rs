//! How it stands: with whom, in what record, in what state.

use explore::plan::plan;
use kernel::{Deed, Event, Hours};
use lang::ast::Date;
use lang::events::write_events;
use line::node::{Played, Silence};
use report::plan::{Schedule, answer, page};
use report::{Labels, Run};
use serde_json::{Value, json};
use station::approval::Draft;
use station::{Peer, Standing, Station};

use super::talk::Shown;
use super::{Desk, failure, hex, identity, speech, time};
use reader::Text;

use crate::args::RecordArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::files;

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
        let whose = station.charter().writer(log).map_or("?", |card| card.name.as_str());
        format!("{whose} up to leaf {size}")
    };
    logs.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Says how it stands with everybody.
pub fn status(desk: &Desk) -> Result<Answer, Failure> {
    let (station, text) = desk.open()?;
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
    let (said, peers) = peers(&station, size);
    page.push_str(&said);
    let (quota, usage) = quota(&station);
    page.push_str(&quota);
    let (proposed, members) = identity::proposals(&station);
    page.push_str(&proposed);
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
    for (log, _) in &station.news.forked {
        let whose = station.charter().writer(log).map_or("?", |card| card.name.as_str());
        page.push_str(&format!("  {whose} HAS TWO HISTORIES: both heads are the proof\n"));
    }
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
        "party": station.card().name, "standing": state, "exercise": station.charter().is_exercise(),
        "now": station.now(), "leaves": size, "deposited": deposit, "peers": peers,
        "drafts": waiting.iter().map(station::approval::Draft::name).collect::<Vec<_>>(),
        "quota": usage, "members": members, "one_signature": alone, "rounds": station.news.rounds, "differs": station.news.differs,
        "forked": station.news.forked.iter().map(|(log, _)| log.to_string()).collect::<Vec<_>>(),
        "plan": ahead.map(|(_, plan)| plan),
    });
    station.close().map_err(failure)?;
    desk.answer(&value, page, Exit::Yes)
}

/// What is known of each other party.
fn peers(station: &Station, size: u64) -> (String, Vec<Value>) {
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
        peers.push(json!({
            "party": card.name, "silence": silence_name(silence), "acknowledged": contact.receipt.min(size),
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

/// Prints the agreed script, or writes its acts as a history.
pub fn record(desk: &Desk, args: &RecordArgs) -> Result<Answer, Failure> {
    let (station, text) = desk.open()?;
    let node = station.node();
    let (size, root) = node.map_or((0, line::tree::EMPTY_ROOT), |node| node.engine().script());
    let messages = station.messages();
    let shown = Shown::new(&station, &text, args.render);
    let rows: Vec<Value> = messages.iter().map(|it| shown.value(it)).collect();
    let mut page: String = messages.iter().map(|it| shown.page(it)).collect();
    page.push_str(&format!(
        "script: {size} leaves, {} rounds, root {}\n",
        station.news.rounds,
        hex(&root)
    ));
    if let Some(path) = &args.export {
        let Some(play) = node.and_then(|node| node.play()) else {
            return Err(Failure::Usage(
                "this station reads no acts: ask a signatory or an inspector".into(),
            ));
        };
        let acts = |it: &Played| match &it.event {
            Event::Act { by, deed } => Some((it.at, *by, Deed::clone(deed))),
            Event::Pass(_) => None,
        };
        let lines: Vec<_> = play.played().iter().filter_map(acts).collect();
        let zero = Date(time::date(station.charter().day_zero));
        let history =
            write_events(&text.compiled, &text.compiled.common, zero, &lines, Some(play.at()));
        files::write(path, &history)?;
        page.push_str(&format!("{}: {} acts\n", path.display(), lines.len()));
    }
    let value = json!({
        "script": { "size": size, "root": hex(&root), "rounds": station.news.rounds }, "messages": rows,
        "export": args.export.as_ref().map(|path| path.display().to_string()),
    });
    station.close().map_err(failure)?;
    desk.answer(&value, page, Exit::Yes)
}

/// Prints the state and its digest.
pub fn state(desk: &Desk) -> Result<Answer, Failure> {
    let (station, text) = desk.open()?;
    let Some(play) = station.node().and_then(|node| node.play()) else {
        return Err(Failure::Usage(
            "this station runs no accord: ask a signatory or an inspector".into(),
        ));
    };
    let digest = kernel::digest(play.state());
    let labels = Labels::from_text(&text.compiled, text.hash.clone());
    let said = |it: &Played| -> Vec<String> {
        it.verdicts.iter().map(|verdict| report::history::words_of(&labels, verdict)).collect()
    };
    let rows: Vec<Value> = play
        .played()
        .iter()
        .filter(|it| !it.verdicts.is_empty())
        .map(|it| json!({ "at_hours": it.at.0, "round": it.round, "verdicts": said(it) }))
        .collect();
    let mut page =
        format!("{}\nday {}, {} rounds\n", digest, play.at().whole_days(), station.news.rounds);
    for it in play.played().iter().filter(|it| !it.verdicts.is_empty()) {
        page.push_str(&format!("day {}  {}\n", it.at.whole_days(), said(it).join("; ")));
    }
    let differs = station.news.differs;
    let value = json!({
        "digest": digest.to_string(), "hours": play.at().0, "rounds": station.news.rounds,
        "differs": differs, "verdicts": rows, "accord": text.hash,
    });
    station.close().map_err(failure)?;
    desk.answer(&value, page, Exit::no_if(differs.is_some()))
}
