//! Carriage: over a wire and in files.

use serde_json::json;
use station::Station;
use station::carriage::wire::connect;

use super::{Desk, failure};
use crate::args::{CarryOutArgs, ImportArgs, SyncArgs};
use crate::exit::{Answer, Exit, Failure};
use crate::files;

/// Keeps where peers listen.
pub fn remember(desk: &Desk, peers: &[String]) -> Result<(), Failure> {
    if peers.is_empty() {
        return Ok(());
    }
    let mut settings = desk.place.settings().map_err(failure)?;
    for peer in peers {
        let (name, address) = peer
            .split_once('=')
            .filter(|(_, address)| address.contains(':'))
            .ok_or_else(|| Failure::Usage(format!("--peer {peer}: write NAME=HOST:PORT")))?;
        settings.addresses.insert(name.to_owned(), address.to_owned());
    }
    desk.place.keep_settings(&settings).map_err(failure)
}

/// Speaks with one party; how many leaves came.
pub fn speak(station: &mut Station, name: &str, address: &str) -> Result<u64, Failure> {
    let card = station.charter().named(name).map_err(failure)?.clone();
    let key = station.place().secrets().read("carrier").map_err(failure)?;
    let seed = key.first().ok_or_else(|| Failure::Environment("no key of carriage".into()))?;
    let own = (seed, station.card().carrier.ed25519.to_bytes());
    let mut wire = connect(station.charter(), &card.party, address, own).map_err(failure)?;
    station.converse(&card.party, &mut *wire, true).map_err(failure)
}

/// Exchanges with those who listen, in the order in which they were named. Whoever does not answer stops nobody else.
pub fn sync(desk: &Desk, args: &SyncArgs) -> Result<Answer, Failure> {
    remember(desk, &args.peer)?;
    let (mut station, _) = desk.open()?;
    let addresses = desk.place.settings().map_err(failure)?.addresses;
    for name in &args.names {
        station.charter().named(name).map_err(failure)?;
        if !addresses.contains_key(name) {
            return Err(Failure::Usage(format!(
                "no address of {name}: give it once with --peer {name}=HOST:PORT"
            )));
        }
    }
    let named = args.names.iter().filter_map(|name| addresses.get_key_value(name));
    let wanted: Vec<(&String, &String)> =
        if args.names.is_empty() { addresses.iter().collect() } else { named.collect() };
    if wanted.is_empty() {
        return Err(Failure::Usage(
            "no address is known: give one with --peer NAME=HOST:PORT".into(),
        ));
    }
    let (mut rows, mut page, mut reached) = (Vec::new(), String::new(), 0);
    for (name, address) in wanted {
        match speak(&mut station, name, address) {
            Ok(leaves) => {
                reached += 1;
                rows.push(json!({ "party": name, "reached": true, "leaves": leaves }));
                page.push_str(&format!("{name}: {leaves} new leaves\n"));
            }
            Err(why) => {
                rows.push(json!({ "party": name, "reached": false, "why": why.to_string() }));
                page.push_str(&format!(
                    "{name}: not reached ({})\n",
                    why.to_string().trim_start_matches("detente: ")
                ));
            }
        }
    }
    let value = json!({ "parties": rows });
    station.close().map_err(failure)?;
    desk.answer(&value, page, Exit::no_if(reached == 0))
}

/// Writes a bundle, or static files.
pub fn export(desk: &Desk, args: &CarryOutArgs) -> Result<Answer, Failure> {
    let (mut station, _) = desk.open()?;
    if let Some(folder) = &args.mirror {
        let logs = station.give_mirror(folder).map_err(failure)?;
        let row =
            |(log, size): &(line::LogId, u64)| json!({ "log": log.to_string(), "size": size });
        let logs: Vec<_> = logs.iter().map(row).collect();
        let page = format!("{} logs as static files in {}\n", logs.len(), folder.display());
        station.close().map_err(failure)?;
        return desk.answer(
            &json!({ "folder": folder.display().to_string(), "logs": logs }),
            page,
            Exit::Yes,
        );
    }
    let name = args.party.as_deref().unwrap_or_default();
    let party = station.charter().named(name).map_err(failure)?.party;
    let given = station.give(&party, true).map_err(failure)?;
    let path = args.to.clone().unwrap_or_else(|| format!("{name}.linebundle").into());
    files::write_bytes(&path, &given.bytes)?;
    station.close().map_err(failure)?;
    let value = json!({ "file": path.display().to_string(), "for": name, "bytes": given.bytes.len(), "news": !given.quiet });
    let news = if given.quiet { ", nothing new in it but a sign of life" } else { "" };
    let page = format!("{}: {} bytes for {name}{news}\n", path.display(), given.bytes.len());
    desk.answer(&value, page, Exit::Yes)
}

/// Takes a bundle.
pub fn import(desk: &Desk, args: &ImportArgs) -> Result<Answer, Failure> {
    let (mut station, _) = desk.open()?;
    let file = files::open(&args.file)?;
    let taken = station.take(file, None).map_err(failure)?;
    let from =
        taken.from.and_then(|party| station.charter().of(&party).map(|card| card.name.clone()));
    let news = station.close().map_err(failure)?;
    let refused: Vec<String> = news.refused.iter().map(|(_, reason)| reason.to_string()).collect();
    let value = json!({
        "from": from, "frames": taken.frames, "leaves": taken.leaves,
        "cut_short": taken.cut_short, "refused": refused,
    });
    let mut page =
        format!("From {}: {} new leaves\n", from.as_deref().unwrap_or("?"), taken.leaves);
    for reason in &refused {
        page.push_str(&format!("refused: {reason}\n"));
    }
    if let Some(why) = &taken.cut_short {
        page.push_str(&format!("{why}: what was whole before is kept; ask for it again\n"));
    }
    desk.answer(&value, page, Exit::no_if(taken.cut_short.is_some() || !refused.is_empty()))
}
