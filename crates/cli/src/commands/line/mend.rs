//! Trust nothing: verify what is stored, prove it to others, make it anew.

use std::path::Path;

use serde_json::json;
use station::{Station, rebuild::put_aside};

use super::carry::speak;
use super::talk::letters;
use super::{Desk, failure, hex};
use crate::args::{ProveArgs, RebuildArgs};
use crate::exit::{Answer, Exit, Failure};
use crate::files;

/// Reads everything again.
pub fn verify(desk: &Desk) -> Result<Answer, Failure> {
    let (mut station, _) = desk.open()?;
    let found = station.verify().map_err(failure)?;
    let value = json!({ "leaves": found.leaves, "heads": found.heads, "wrong": found.wrong });
    let mut page = format!("{} leaves, {} signed heads\n", found.leaves, found.heads);
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

/// Writes a proof.
pub fn prove(desk: &Desk, args: &ProveArgs) -> Result<Answer, Failure> {
    let (station, _) = desk.open()?;
    let wanted = letters(&station).into_iter().find(|letter| letter.name == args.message);
    let letter = wanted.ok_or_else(|| {
        Failure::Usage(format!("no message {}: `detente line record` names them", args.message))
    })?;
    let log = station.charter().named(&letter.from).map_err(failure)?.log;
    let proof = station.prove(&log, letter.index).map_err(failure)?;
    let leaf = args.to.with_extension("leaf");
    files::write_bytes(&args.to, proof.proof.as_bytes())?;
    files::write_bytes(&leaf, &proof.leaf)?;
    let value = json!({
        "message": letter.name, "log": log.to_string(), "index": letter.index,
        "proof": args.to.display().to_string(), "leaf": leaf.display().to_string(),
        "key": hex(proof.key.expose()),
    });
    let page = format!(
        "{}: leaf {} of {} stands under a head that its author signed ({}, {})\nkey of this leaf alone: {}\n",
        letter.name,
        letter.index,
        letter.from,
        args.to.display(),
        leaf.display(),
        hex(proof.key.expose())
    );
    station.close().map_err(failure)?;
    desk.answer(&value, page, Exit::Yes)
}

/// Makes the store anew.
pub fn rebuild(desk: &Desk, args: &RebuildArgs) -> Result<Answer, Failure> {
    let source = Path::new(&args.from);
    let settings = desk.place.settings().map_err(failure)?;
    let address = settings.addresses.get(&args.from);
    if !source.exists() && address.is_none() {
        return Err(Failure::Usage(format!(
            "{} is no file, no folder, and no party whose address is known (`sync --peer`)",
            args.from
        )));
    }
    let old = put_aside(&desk.place).map_err(failure)?;
    let (mut station, _) = desk.open()?;
    let leaves = match address {
        _ if source.is_dir() => station.take_mirror(source).map_err(failure)?,
        Some(address) => speak(&mut station, &args.from, address)?,
        None => station.take(files::open(source)?, None).map_err(failure)?.leaves,
    };
    station.close().map_err(failure)?;
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
