//! Carriage: over a wire and in files.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use station::carriage::wire::connect;
use station::carriage::{Reader, parcel};
use station::{Charter, Fault, Station};

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

/// Of these compartments, those that a party holds too.
pub fn shared<'a>((charter, held): (&Charter, &'a [String]), name: &str) -> Vec<&'a str> {
    let party = charter.named(name).map(|card| card.party);
    let both = |one: &&String| {
        let found = charter.compartments.iter().find(|it| it.name == **one);
        found.zip(party.as_ref().ok()).is_some_and(|(it, party)| charter.holds(party, it))
    };
    held.iter().filter(both).map(String::as_str).collect()
}

/// Speaks with one party; how many leaves came.
pub fn speak(station: &mut Station, name: &str, address: &str) -> Result<u64, Failure> {
    let card = station.charter().named(name).map_err(failure)?.card.clone();
    let key = station.place().secrets().read("carrier").map_err(failure)?;
    let seed = key.first().ok_or_else(|| Failure::Environment("no key of carriage".into()))?;
    let own = (seed, station.card().carrier.ed25519.to_bytes());
    let mut wire = connect(&card, address, own).map_err(failure)?;
    station.converse(&card.party, &mut *wire, true).map_err(failure)
}

/// A party, with the compartment where there are several.
pub fn who(name: &str, (compartment, several): (&str, bool)) -> String {
    if several { format!("{name}, {compartment}") } else { name.to_owned() }
}

/// What is said of a failure beside others.
fn plain(why: &Failure) -> String {
    why.to_string().trim_start_matches("detente: ").to_owned()
}

/// Whom to speak with in which compartment, in the order in which they were named.
fn wanted(
    desk: &Desk,
    (charter, held): (&Charter, &[String]),
    args: &SyncArgs,
) -> Result<Vec<(String, String)>, Failure> {
    let addresses = desk.place.settings().map_err(failure)?.addresses;
    for name in &args.names {
        charter.named(name).map_err(failure)?;
        if !addresses.contains_key(name) {
            return Err(Failure::Usage(format!(
                "no address of {name}: give it once with --peer {name}=HOST:PORT"
            )));
        }
        if shared((charter, held), name).is_empty() {
            return Err(Failure::Usage(format!("{name} holds none of {}", held.join(", "))));
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
    Ok(wanted.into_iter().map(|(name, address)| (name.clone(), address.clone())).collect())
}

/// What came of speaking with parties: rows for programs, lines for people, and how many were reached.
#[derive(Default)]
struct Spoken {
    rows: Vec<Value>,
    page: String,
    reached: usize,
}

impl Spoken {
    fn add(&mut self, (compartment, several): (&str, bool), name: &str, came: Result<u64, String>) {
        let who = who(name, (compartment, several));
        let mut row = json!({ "party": name, "compartment": compartment, "reached": came.is_ok() });
        match came {
            Ok(leaves) => {
                self.reached += 1;
                row["leaves"] = leaves.into();
                self.page.push_str(&format!("{who}: {leaves} new leaves\n"));
            }
            Err(why) => {
                self.page.push_str(&format!("{who}: not reached ({why})\n"));
                row["why"] = why.into();
            }
        }
        self.rows.push(row);
    }
}

/// Exchanges with those who listen, in the order in which they were named, in each compartment that both hold. Whoever
/// does not answer stops nobody else, and neither does a compartment that cannot be opened.
pub fn sync(desk: &Desk, args: &SyncArgs) -> Result<Answer, Failure> {
    remember(desk, &args.peer)?;
    let (charter, held) = (desk.place.charter().map_err(failure)?, desk.compartments()?);
    let wanted = wanted(desk, (&charter, &held), args)?;
    let (several, mut spoken) = (held.len() > 1, Spoken::default());
    for compartment in &held {
        let here = (compartment.as_str(), several);
        let meant = wanted
            .iter()
            .filter(|(name, _)| shared((&charter, &held), name).contains(&compartment.as_str()));
        match desk.open_in(compartment) {
            Ok((mut station, _)) => {
                for (name, address) in meant {
                    let came = speak(&mut station, name, address);
                    spoken.add(here, name, came.map_err(|why| plain(&why)));
                }
                match station.close().map_err(failure) {
                    Err(why) if several => eprintln!("{compartment}: {why}"),
                    closed => drop(closed?),
                }
            }
            Err(why) if !several => return Err(why),
            Err(why) => meant.for_each(|(name, _)| spoken.add(here, name, Err(plain(&why)))),
        }
    }
    let value = json!({ "parties": spoken.rows });
    desk.answer(&value, spoken.page, Exit::no_if(spoken.reached == 0))
}

/// Writes bundles, or static files.
pub fn export(desk: &Desk, args: &CarryOutArgs) -> Result<Answer, Failure> {
    if let Some(folder) = &args.mirror {
        return export_static(desk, folder);
    }
    let name = args.party.as_deref().unwrap_or_default();
    let (charter, held) = (desk.place.charter().map_err(failure)?, desk.compartments()?);
    let party = charter.named(name).map_err(failure)?.party;
    let (mut bundles, mut news, mut lost) = (Vec::new(), false, BTreeMap::new());
    let meant = shared((&charter, &held), name);
    for compartment in &meant {
        let given = desk.open_in(compartment).and_then(|(mut station, _)| {
            let given = station.give(&party, true).map_err(failure)?;
            station.close().map_err(failure)?;
            Ok(given)
        });
        match given {
            Ok(given) => {
                news |= !given.quiet;
                bundles.push(given.bytes);
            }
            Err(why) if meant.len() == 1 => return Err(why),
            Err(why) => drop(lost.insert(*compartment, plain(&why))),
        }
    }
    if bundles.is_empty() {
        return Err(nothing_for(name, &lost));
    }
    let path = args.to.clone().unwrap_or_else(|| format!("{name}.linebundle").into());
    let bytes = parcel::write(&bundles);
    files::write_bytes(&path, &bytes)?;
    let value = json!({
        "file": path.display().to_string(), "for": name, "bytes": bytes.len(), "news": news,
        "compartments": meant.iter().filter(|one| !lost.contains_key(*one)).collect::<Vec<_>>(), "lost": lost,
    });
    let quiet = if news { "" } else { ", nothing new in it but a sign of life" };
    let mut page = format!("{}: {} bytes for {name}{quiet}\n", path.display(), bytes.len());
    for (compartment, why) in &lost {
        page.push_str(&format!("{compartment} is not in it ({why})\n"));
    }
    desk.answer(&value, page, Exit::no_if(!lost.is_empty()))
}

fn nothing_for(name: &str, lost: &BTreeMap<&str, String>) -> Failure {
    let lost: Vec<String> = lost.iter().map(|(one, why)| format!("{one}: {why}")).collect();
    match lost.as_slice() {
        [] => {
            Failure::Usage(format!("no compartment is shared with {name}: there is nothing for it"))
        }
        lost => Failure::Environment(lost.join("; ")),
    }
}

fn export_static(desk: &Desk, folder: &std::path::Path) -> Result<Answer, Failure> {
    let (mut station, _) = desk.open()?;
    let logs = station.give_mirror(folder).map_err(failure)?;
    let row = |(log, size): &(line::LogId, u64)| json!({ "log": log.to_string(), "size": size });
    let logs: Vec<_> = logs.iter().map(row).collect();
    let page = format!("{} logs as static files in {}\n", logs.len(), folder.display());
    station.close().map_err(failure)?;
    let value = json!({ "folder": folder.display().to_string(), "logs": logs });
    desk.answer(&value, page, Exit::Yes)
}

/// What was in one bundle.
struct Brought {
    compartment: String,
    from: String,
    frames: u64,
    leaves: u64,
    wrong: Vec<String>,
    cut_short: Option<String>,
}

/// Takes one bundle, in the compartment that it names.
fn take(
    desk: &Desk,
    (charter, held): (&Charter, &[String]),
    bundle: &mut dyn std::io::Read,
) -> Result<Brought, Failure> {
    let (bundle, address) = Reader::peek(bundle).map_err(failure)?;
    let refuse =
        |what: &str| Err(failure(Fault::Refused(format!("{what}: nothing of it was taken"))));
    let Some(compartment) = charter.compartment_of(&address.line) else {
        return refuse("this bundle is of another line");
    };
    if !held.contains(&compartment.name) {
        return refuse(&format!(
            "this bundle is of the compartment {}, which is not meant here",
            compartment.name
        ));
    }
    let (mut station, _) = desk.open_in(&compartment.name)?;
    let taken = station.take(bundle, None).map_err(failure)?;
    let from = taken.from.and_then(|party| charter.of(&party)).map(|card| card.name.clone());
    let news = station.close().map_err(failure)?;
    Ok(Brought {
        compartment: compartment.name.clone(),
        from: from.unwrap_or_default(),
        frames: taken.frames,
        leaves: taken.leaves,
        wrong: news.refused.iter().map(|(_, reason)| reason.to_string()).collect(),
        cut_short: taken.cut_short,
    })
}

impl Brought {
    fn value(&self) -> Value {
        json!({
            "compartment": self.compartment, "from": self.from, "frames": self.frames,
            "leaves": self.leaves, "cut_short": self.cut_short, "refused": self.wrong,
        })
    }

    fn page(&self) -> String {
        let mut page = format!("From {}: {} new leaves\n", self.from, self.leaves);
        for reason in &self.wrong {
            page.push_str(&format!("refused: {reason}\n"));
        }
        if let Some(why) = &self.cut_short {
            page.push_str(&format!("{why}: what was whole before is kept; ask for it again\n"));
        }
        page
    }
}

/// Takes the bundles of a file, each in its compartment. What is wrong with one leaves the others as they are.
pub fn import(desk: &Desk, args: &ImportArgs) -> Result<Answer, Failure> {
    let (charter, held) = (desk.place.charter().map_err(failure)?, desk.compartments()?);
    let mut all = Vec::new();
    let each = parcel::each(files::open(&args.file)?, |bundle| {
        all.push(take(desk, (&charter, &held), bundle));
    });
    if let (1, Ok(_)) = (all.len(), &each) {
        let brought = all.remove(0)?;
        let wrong = brought.cut_short.is_some() || !brought.wrong.is_empty();
        return desk.answer(&brought.value(), brought.page(), Exit::no_if(wrong));
    }
    all.extend(each.map_err(failure).err().map(Err));
    let (mut rows, mut page, mut wrong, mut leaves) =
        (Vec::new(), String::new(), all.is_empty(), 0);
    for one in all {
        match one {
            Ok(brought) => {
                wrong |= brought.cut_short.is_some() || !brought.wrong.is_empty();
                leaves += brought.leaves;
                page.push_str(&format!("{}: {}", brought.compartment, brought.page()));
                rows.push(brought.value());
            }
            Err(why) => {
                wrong = true;
                page.push_str(&format!("{}\n", plain(&why)));
                rows.push(json!({ "why": plain(&why) }));
            }
        }
    }
    desk.answer(&json!({ "bundles": rows, "leaves": leaves }), page, Exit::no_if(wrong))
}
