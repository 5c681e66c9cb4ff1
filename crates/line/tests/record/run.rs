//! What each `run:` of a vector does. Reads nothing but the vector, the vectors it names, and the constants of the page.

use std::collections::BTreeMap;
use std::sync::Arc;

use line::Reason;
use line::cbor;
use line::checkpoint::Checkpoint;
use line::compartment::LogReader;
use line::disclosure::Disclosure;
use line::epoch::KemKey;
use line::evidence::{Part, join};
use line::fork::ForkProof;
use line::identity::{Contradiction, Directory, IdentityLog, LogUse, SignedBy};
use line::leaf::{ContentKeys, ContentLeaf, ControlKind, Leaf, Seen};
use line::node::Packet;
use line::note::{Note, NoteKey};
use line::policy::Policy;
use line::proof::LogProof;
use line::script::Statement;
use line::tile::{TilePath, check_tile, read_bundle, write_bundle};
use line::tree::{Hash, leaf_hash, verify_consistency, verify_inclusion};
use line::{Secret, base64};

use crate::official::unhex;
use crate::scene;
use crate::vector::Vector;

/// All vectors by name.
pub type Set = BTreeMap<String, Vector>;

pub fn run(set: &Set, vector: &Vector) -> Result<(), Reason> {
    let body = vector.body.as_slice();
    let text = || std::str::from_utf8(body).expect("a text");
    match vector.run.as_str() {
        "note" => Note::parse(body).map(drop),
        "vkey" => NoteKey::parse(text()).map(drop),
        "checkpoint" => Checkpoint::parse(text()).map(drop),
        "policy" => Policy::parse(body).map(drop),
        "pinned" => Policy::pinned(body, vector.param("origin")).map(drop),
        "accept" => policy(set, vector).accept(body).map(drop),
        "inclusion" => inclusion(vector),
        "consistency" => consistency(vector),
        "log-proof" => {
            let proof = LogProof::parse(body)?;
            proof.verify(&policy(set, vector), hash(vector, "leaf")).map(drop)
        }
        "fork" => ForkProof::parse(body)?.verify(&policy(set, vector)).map(drop),
        "tile-path" => TilePath::parse(text()).map(drop),
        "tile" => check_tile(&TilePath::parse(vector.param("path"))?, body).map(drop),
        "bundle" => read_bundle(number(vector, "width") as u16, body).map(drop),
        "bundle-write" => write_bundle([body]).map(drop),
        "cbor" => cbor::decode(body).map(drop),
        "leaf" => Leaf::parse(body).map(drop),
        "open" => {
            let Leaf::Content(leaf) = Leaf::parse(body)? else { panic!("a content leaf") };
            leaf.open(&ContentKeys::shown(key(vector))).map(drop)
        }
        "log" => log(set, vector),
        "script" => script(set, vector),
        "identity" => identity(set, vector),
        "contradiction" => {
            let read = Contradiction::parse(body)?;
            read.verify(&scene::agreement()).map(drop)
        }
        "wrap" => wrap(set, vector),
        "kem-key" => KemKey::from_bytes(body).map(drop),
        "part" => Part::read(cbor::decode(body)?).map(drop),
        "join" => joined(set, vector),
        "disclosure" => Disclosure::parse(body).map(drop),
        "packet" => Packet::read(body).map(drop),
        "statement" => Statement::read(kind(vector), cbor::decode(body)?).map(drop),
        "disclosed" => disclosed(set, vector),
        other => panic!("{}: no operation `{other}`", vector.name),
    }
}

fn named<'a>(set: &'a Set, name: &str) -> &'a Vector {
    set.get(name).unwrap_or_else(|| panic!("no vector `{name}`"))
}

fn policy(set: &Set, vector: &Vector) -> Policy {
    Policy::parse(&named(set, vector.param("policy")).body).expect("a good policy")
}

fn number(vector: &Vector, key: &str) -> u64 {
    vector.param(key).parse().expect("a number")
}

fn hash(vector: &Vector, key: &str) -> Hash {
    base64::decode_hash(vector.param(key)).expect("a hash")
}

fn key(vector: &Vector) -> Secret {
    Secret::new(unhex(vector.param("key")).try_into().expect("32 bytes"))
}

fn path(vector: &Vector) -> Vec<Hash> {
    let text = std::str::from_utf8(&vector.body).expect("a text");
    text.lines().map(|line| base64::decode_hash(line).expect("a hash")).collect()
}

fn inclusion(vector: &Vector) -> Result<(), Reason> {
    let (index, size) = (number(vector, "index"), number(vector, "size"));
    verify_inclusion(hash(vector, "leaf"), index, size, &path(vector), &hash(vector, "root"))
}

fn consistency(vector: &Vector) -> Result<(), Reason> {
    let (old, new) = (hash(vector, "old"), hash(vector, "new"));
    let smaller = (number(vector, "smaller"), &old);
    verify_consistency(smaller, (number(vector, "larger"), &new), &path(vector))
}

/// Identity logs: `directory:` names identity vectors, each in its party's order.
fn directory(set: &Set, vector: &Vector) -> Directory {
    let mut directory = Directory::new(&scene::agreement());
    for name in vector.words("directory") {
        let one = named(set, name);
        let origin = scene::log(&format!("{} identity", one.param("party")));
        let log = directory.log_mut(&origin).expect("a party of the scene");
        log.append(&one.body).expect("a good identity leaf");
    }
    directory
}

/// The last of a run of leaves of one log, opened if it is sealed; all before it must be good.
fn log(set: &Set, vector: &Vector) -> Result<(), Reason> {
    let directory = directory(set, vector);
    let own = vector.param("log");
    let (owner, used) = match own.strip_suffix(" bulk") {
        Some(owner) => (owner, LogUse::Bulk),
        None => (own, LogUse::Main),
    };
    let of = (scene::log(own), scene::party(owner), used);
    let mut reader = LogReader::new(scene::agreement_hash(), scene::compartment(), of);
    for name in vector.words("after") {
        let before = &named(set, name).body;
        admit(&mut reader, &directory, before, vector).expect("a good leaf before it");
    }
    admit(&mut reader, &directory, &vector.body, vector)
}

/// A leaf in the script: what its keys are worth where earlier rounds had seen so much of each identity log.
fn script(set: &Set, vector: &Vector) -> Result<(), Reason> {
    let own = vector.param("log");
    let seats = vector.words("seats").into_iter().map(scene::seat).collect();
    let seen = Arc::new(Leaf::parse(&vector.body)?.seen().clone());
    let by = SignedBy { party: scene::party(own), seats, seen };
    let words = vector.words("script");
    let sizes = words.chunks(2).map(|pair| {
        let log = scene::log(&format!("{} identity", pair[0]));
        (log, pair[1].parse().expect("a size"))
    });
    let withdrawn =
        directory(set, vector).is_withdrawn(&scene::compartment(), &by, &Seen::new(sizes));
    if withdrawn { Err(Reason::SeatRevoked) } else { Ok(()) }
}

fn admit(
    reader: &mut LogReader,
    directory: &Directory,
    bytes: &[u8],
    vector: &Vector,
) -> Result<(), Reason> {
    let Leaf::Content(leaf) = reader.admit(directory, bytes)? else { return Ok(()) };
    let inner = leaf.open(
        &leaf.keys(&Secret::new(unhex(vector.param("secret")).try_into().expect("32 bytes"))),
    )?;
    reader.admit_opened(directory, &leaf, &inner)
}

fn identity(set: &Set, vector: &Vector) -> Result<(), Reason> {
    let scene = scene::agreement();
    let id = scene::party(vector.param("party"));
    let party = scene.parties.iter().find(|party| party.id == id).expect("a party of the scene");
    let mut log = IdentityLog::new(scene.hash, party.clone());
    for name in vector.words("after") {
        log.append(&named(set, name).body).expect("a good leaf before it");
    }
    log.append(&vector.body)
}

fn wrap(set: &Set, vector: &Vector) -> Result<(), Reason> {
    let Leaf::Epoch(leaf) = Leaf::parse(&vector.body)? else { panic!("an epoch leaf") };
    let members = directory(set, vector).recipients(&scene::compartment(), &leaf.seen);
    let place = number(vector, "slot") as usize;
    let private = scene::kem(vector.param("reader"));
    leaf.open(&scene::agreement_hash(), (place, &private), &members).map(drop)
}

fn kind(vector: &Vector) -> ControlKind {
    match vector.param("kind") {
        "hold" => ControlKind::Hold,
        "vote" => ControlKind::Vote,
        "appeal" => ControlKind::Appeal,
        "stamp" => ControlKind::Stamp,
        "ruling" => ControlKind::Ruling,
        "yield" => ControlKind::Yield,
        "settle" => ControlKind::Settle,
        other => panic!("{}: no kind `{other}`", vector.name),
    }
}

fn joined(set: &Set, vector: &Vector) -> Result<(), Reason> {
    let bodies = vector.words("after").into_iter().map(|name| named(set, name).body.as_slice());
    let parts: Result<Vec<Part>, Reason> = bodies
        .chain([vector.body.as_slice()])
        .map(|body| Part::read(cbor::decode(body)?))
        .collect();
    join(&parts?).map(drop)
}

/// A disclosure put together from vectors; the body is the leaf.
fn disclosed(set: &Set, vector: &Vector) -> Result<(), Reason> {
    let body = |key: &str| named(set, vector.param(key)).body.clone();
    let mut identity = Vec::new();
    for label in ["a", "b", "i", "m"] {
        let names = vector.words(&format!("identity-{label}"));
        let (head, leaves) = names.split_first().expect("a head and leaves");
        let leaves = leaves.iter().map(|name| named(set, name).body.clone()).collect();
        identity.push((named(set, head).body.clone(), leaves));
    }
    let (proof, script) = (body("proof"), body("script"));
    let leaf = vector.body.clone();
    let shown = Disclosure { leaf, key: key(vector), proof, script, identity };
    let policies = vector.words("policies").into_iter().map(|name| {
        let text = &named(set, name).body;
        let origin = named(set, name).param("origin");
        (origin.to_string(), Policy::pinned(text, origin).expect("a good policy"))
    });
    let read = Disclosure::parse(&shown.write()?)?;
    read.verify(&scene::agreement(), &policies.collect()).map(drop)
}

/// The hash and key of a content leaf, for cases that show it.
pub fn content_key(bytes: &[u8], secret: &Secret) -> (Hash, ContentLeaf, Secret) {
    let Ok(Leaf::Content(leaf)) = Leaf::parse(bytes) else { panic!("a content leaf") };
    let shown = leaf.keys(secret).show().clone();
    (leaf_hash(bytes), leaf, shown)
}
