//! Trust nothing: verify what is stored, make it anew.

use std::path::Path;

use serde_json::json;
use station::carriage::{Reader, parcel};
use station::{Station, rebuild::put_aside};

use super::carry::speak;
use super::{Desk, failure, identity};
use crate::args::RebuildArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::files;

/// Reads everything again.
pub fn verify(desk: &Desk) -> Result<Answer, Failure> {
    let (mut station, _) = desk.open()?;
    let found = station.verify().map_err(failure)?;
    let two_faced = identity::two_faced(&station);
    let mut page = format!("{} leaves, {} signed heads\n", found.leaves, found.heads);
    two_faced.iter().for_each(|(line, _)| page.push_str(&format!("{line}\n")));
    let two_faced: Vec<_> = two_faced.into_iter().map(|(_, row)| row).collect();
    let value = json!({
        "leaves": found.leaves, "heads": found.heads, "wrong": found.wrong, "two_faced": two_faced,
    });
    for line in &found.wrong {
        page.push_str(&format!("WRONG {line}\n"));
    }
    page.push_str(if found.wrong.is_empty() {
        "Every root, head, signature and tile is what it was.\n"
    } else {
        "`detente line rebuild --from` a peer, a bundle or static files makes the store anew.\n"
    });
    desk.answer(&value, page, Exit::no_if(!found.wrong.is_empty()))
}

/// Where a store is brought back from.
enum Source<'a> {
    Folder(&'a Path),
    Bundle(&'a Path),
    Party(&'a str, String),
}

/// A party whose address is known before a file of the same name: `./Iran` is the folder.
fn source<'a>(desk: &Desk, from: &'a str) -> Result<Source<'a>, Failure> {
    let path = Path::new(from);
    let address = desk.place.settings().map_err(failure)?.addresses.remove(from);
    match address {
        Some(address) => Ok(Source::Party(from, address)),
        None if path.is_dir() => Ok(Source::Folder(path)),
        None if path.exists() => Ok(Source::Bundle(path)),
        None => Err(Failure::Usage(format!(
            "{from} is no file, no folder, and no party whose address is known (`sync --peer`)"
        ))),
    }
}

/// Takes what one source has; how many leaves were new.
fn take_from(station: &mut Station, source: &Source<'_>) -> Result<u64, Failure> {
    match source {
        Source::Folder(folder) => station.take_mirror(folder).map_err(failure),
        Source::Party(name, address) => speak(station, name, address),
        Source::Bundle(path) => take_bundle(station, path),
    }
}

/// Takes the bundle of the station's compartment out of a file.
fn take_bundle(station: &mut Station, path: &Path) -> Result<u64, Failure> {
    let (own, mut taken) = (
        station.charter().hash(),
        Err(Failure::Text(
            "detente: this file has no bundle of this compartment: nothing of it was taken".into(),
        )),
    );
    let each = parcel::each(files::open(path)?, |bundle| {
        if let Ok((bundle, address)) = Reader::peek(bundle)
            && address.line == own
        {
            taken = station.take(bundle, None).map(|it| it.leaves).map_err(failure);
        }
    });
    each.map_err(failure)?;
    taken
}

/// Makes the store anew from all sources, in their order. One that fails stops none after it.
pub fn rebuild(desk: &Desk, args: &RebuildArgs) -> Result<Answer, Failure> {
    let sources: Vec<Source<'_>> =
        args.from.iter().map(|from| source(desk, from)).collect::<Result<_, _>>()?;
    let old = put_aside(&desk.folder()?).map_err(failure)?;
    let mut leaves = 0;
    for source in &sources {
        let (mut station, _) = desk.open()?;
        match take_from(&mut station, source) {
            Ok(new) => leaves += new,
            Err(why) => eprintln!("{why}"),
        }
        station.close().map_err(failure)?;
    }
    let (station, _) = desk.open()?;
    let ready = *station.standing() == station::Standing::Ready;
    said(desk, station, &old, leaves, ready)
}

fn said(
    desk: &Desk,
    station: Station,
    old: &Path,
    leaves: u64,
    ready: bool,
) -> Result<Answer, Failure> {
    station.close().map_err(failure)?;
    let value = json!({ "leaves": leaves, "aside": old.display().to_string(), "ready": ready });
    let next = if ready {
        "It has all that it signed, and writes again."
    } else {
        "It writes nothing yet: `detente line status` says what is missing; take from others too."
    };
    let page = format!("{leaves} leaves taken; the old store is {}\n{next}\n", old.display());
    desk.answer(&value, page, Exit::no_if(!ready))
}
