//! Keys of a new party, its card, and what its root states once a charter names it.

use std::path::{Path, PathBuf};

use line::epoch::KemPrivateKey;
use line::identity::{
    Directory, IdentityLeaf, LogUse, Member, Role, RootSigner, Statement, Warrant, log_id,
};
use line::leaf::Seen;
use line::note::{KeyKind, NoteSigner};
use line::sign::HybridSigner;
use line::{LogId, PartyId, SeatId, Secret};

use crate::card::{COMPARTMENTS_MAX, Card, Offer};
use crate::charter::Charter;
use crate::fault::{Done, Fault};
use crate::place::Place;
use crate::secrets::{Secrets, random, read_key};
use crate::store::Store;
use crate::within::{Participant, Within};

/// Names of the seats, in the order of a card: the station signs holds and seals, two people approve messages.
pub const SEATS: [&str; 3] = ["station", "first", "second"];

fn pair(secrets: &[Secret]) -> Done<[&Secret; 2]> {
    match secrets {
        [one, other, ..] => Ok([one, other]),
        _ => Err(Fault::Environment("a key file is too short".into())),
    }
}

/// The signer of a key of two secrets or more.
pub fn signer(secrets: &[Secret]) -> Done<HybridSigner> {
    pair(secrets).map(|[one, other]| HybridSigner::from_seeds(one, other))
}

/// The sealing key of a seat, its third secret.
pub fn kem(secrets: &[Secret]) -> Done<KemPrivateKey> {
    let third = secrets.get(2).ok_or_else(|| Fault::Environment("no sealing key".into()))?;
    Ok(KemPrivateKey::from_seed(third))
}

fn root(secrets: &Secrets) -> Done<RootSigner> {
    let secrets = secrets.read("root")?;
    pair(&secrets).map(|[one, other]| RootSigner::from_seeds(one, other))
}

/// The root key in a file.
///
/// # Errors
/// If the file is no root key.
pub fn read_root(path: &Path) -> Done<RootSigner> {
    let secrets = read_key(path)?;
    let [one, other] = secrets.as_slice() else {
        return Err(Fault::Asked(format!("{} is no root key", path.display())));
    };
    Ok(RootSigner::from_seeds(one, other))
}

/// The name of the key of heads of the log in the compartment of a number.
pub fn log_key(number: usize) -> String {
    format!("log.{}", number + 1)
}

/// The name of the key of heads of the log of parts in the compartment of a number.
pub fn bulk_key(number: usize) -> String {
    format!("bulk.{}", number + 1)
}

/// The two signers of notes of a key.
pub fn note_signers(name: &str, kind: KeyKind, secrets: &[Secret]) -> Done<[NoteSigner; 2]> {
    let [one, other] = pair(secrets)?;
    let bad = |reason| Fault::reason("a key of notes", reason);
    let classical = NoteSigner::from_seed(name, kind, one).map_err(bad)?;
    Ok([classical, NoteSigner::from_seed(name, KeyKind::CosignMlDsa, other).map_err(bad)?])
}

/// Draws every key of a new party into `secrets` and gives its card.
///
/// # Errors
/// If there are keys already, or they cannot be stored.
pub fn draw(
    secrets: &Secrets,
    (name, role, speaks): (&str, Role, Vec<String>),
    (accord, exercise): (&str, bool),
) -> Done<Card> {
    let party = PartyId(random()?);
    secrets.draw("root", 2)?;
    let offer = |number: usize| {
        let opened = |key: String| Ok(log_id(&party, &signer(&secrets.draw(&key, 2)?)?.public()));
        let speaks = role != Role::Intermediary;
        let bulk = speaks.then(|| opened(bulk_key(number))).transpose()?;
        Ok(Offer { identity: LogId(random()?), log: opened(log_key(number))?, bulk })
    };
    let offers = (0..COMPARTMENTS_MAX).map(offer).collect::<Done<Vec<_>>>()?;
    let holder = signer(&secrets.draw("holder", 2)?)?.public();
    let carrier = signer(&secrets.draw("carrier", 2)?)?.public();
    let station = secrets.draw(SEATS[0], 3)?;
    secrets.draw(SEATS[1], 3)?;
    secrets.draw(SEATS[2], 3)?;
    secrets.draw("epoch", 1)?;
    Ok(Card {
        name: name.to_string(),
        role,
        speaks,
        accord: accord.to_string(),
        party,
        root: root(secrets)?.public().fingerprint(),
        recovery: None,
        offers,
        seats: [SeatId(random()?), SeatId(random()?), SeatId(random()?)],
        kem: kem(&station)?.public(),
        holder,
        carrier,
        exercise,
    })
}

/// Draws new keys for a seat of the party in `place`, or its next root, to be stated in each of its compartments; where
/// they lie.
///
/// # Errors
/// If there is no such seat, or they cannot be stored.
pub fn draw_next(place: &Place, name: &str) -> Done<PathBuf> {
    let count = if name == "root" { 2 } else { 3 };
    if name != "root" && !SEATS.contains(&name) {
        return Err(no_seat(name));
    }
    let secrets = place.secrets();
    let next = secrets.next(name)?;
    secrets.draw(&next, count)?;
    Ok(secrets.path(&next))
}

/// There is no seat of this name.
pub(crate) fn no_seat(name: &str) -> Fault {
    Fault::Asked(format!("no seat {name}: there are {}", SEATS.join(", ")))
}

/// The identity leaves with which a party takes up a compartment: its root, seats, logs, and whom it admits.
///
/// # Errors
/// If its keys are not there.
pub fn statements(charter: &Within, card: &Participant, secrets: &Secrets) -> Done<Vec<Vec<u8>>> {
    let (agreement, root) = (charter.hash(), root(secrets)?);
    let mut all = vec![Statement::Root(Box::new(root.public()), Warrant::Pinned)];
    for (seat, name) in card.seats.iter().zip(SEATS) {
        let keys = secrets.read(name)?;
        let place = (&agreement, &card.identity);
        all.push(Statement::post(place, *seat, kem(&keys)?.public(), &signer(&keys)?));
    }
    let opened = |log: LogId, used: LogUse, key: &str| {
        let keys = Box::new(signer(&secrets.read(key)?)?.public());
        Ok(Statement::Log(log, charter.compartment, used, keys))
    };
    all.push(opened(card.log, LogUse::Main, &log_key(charter.number))?);
    if let Some(bulk) = card.bulk {
        all.push(opened(bulk, LogUse::Bulk, &bulk_key(charter.number))?);
    }
    if card.role == Role::Signatory {
        let readers = charter
            .cards
            .iter()
            .filter(|other| other.party == card.party || other.role == Role::Inspector);
        let admit = |other: &Participant| {
            let member = Member { seat: other.seats[0], party: other.party };
            Statement::Admit(charter.compartment, member, 1)
        };
        all.extend(readers.map(admit));
    }
    let sign = |(index, statement): (u64, Statement)| {
        let of = (card.identity, Seen::default());
        IdentityLeaf::sign(of, &agreement, (index, 0), statement, &root)
            .map_err(|reason| Fault::reason("a statement of identity", reason))
    };
    (0..).zip(all).map(sign).collect()
}

/// Parties of a compartment whose founding statements are not all there.
pub fn missing<'a>(charter: &'a Within, directory: &Directory) -> Vec<&'a str> {
    let readers = charter.cards.iter().filter(|card| card.role == Role::Inspector).count() as u64;
    let lacks = |card: &&Participant| {
        let admits = if card.role == Role::Signatory { readers + 1 } else { 0 };
        let opens = 1 + u64::from(card.bulk.is_some());
        directory.log(&card.identity).is_none_or(|log| log.size() < 4 + opens + admits)
    };
    charter.cards.iter().filter(lacks).map(|card| card.name.as_str()).collect()
}

/// Takes up a charter: keeps the founding statements of this station in each of its compartments, once.
///
/// # Errors
/// If its keys are not there, or the disk fails.
pub fn join(place: &Place, charter: &Charter, card: &Card) -> Done<()> {
    for compartment in charter.compartments_of(&card.party) {
        let within = charter.within(&compartment.name)?;
        let Some(own) = within.of(&card.party) else { continue };
        let folder = place.compartment(&compartment.name);
        let _lock = folder.lock()?;
        let store = Store::open(&folder.database())?;
        if store.identity(&own.identity)?.is_empty() {
            let leaves = statements(&within, own, &place.secrets())?;
            store.keep_identity(&own.identity, 0, &leaves)?;
        }
    }
    Ok(())
}
