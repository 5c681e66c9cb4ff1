//! Leaves in their log: vectors, epochs, seats.

use line::cbor::Value;
use line::evidence::{PART_KIND, split};
use line::identity::{LogUse, Statement};
use line::leaf::{ContentLeaf, ControlKind, ControlLeaf, Draft, Message, Seen};
use line::tree::leaf_hash;

use super::hex;
use super::leaf::{control_leaf, directory, stripped};
use crate::scene::{
    Scene, agreement_hash, compartment, epoch_secret, log, member, message, random, seat, signer,
};
use crate::vector::Vector;

pub fn cases() -> Vec<Vector> {
    [clear(), epochs(), parts(), seats(), revoked()].concat()
}

fn case(name: &str, expect: &str, what: &str, body: &[u8], after: &str) -> Vector {
    let vector = Vector::new(name, "log", expect, what, body)
        .with("log", "a")
        .with("directory", directory())
        .with("secret", hex(epoch_secret("a", 1).expose()));
    if after.is_empty() { vector } else { vector.with("after", after) }
}

/// A hold whose author has not seen that its seat was revoked, where the script has and where it has not.
fn revoked() -> Vec<Vector> {
    let one = |name: &str, expect: &str, what: &str, script: &str| {
        Vector::new(name, "script", expect, what, control_leaf())
            .with("log", "a")
            .with("seats", "a")
            .with("directory", format!("{} identity-a-revoke", directory()))
            .with("script", script)
    };
    vec![
        one(
            "script-before-ok",
            "ok",
            "earlier rounds have not seen the revocation",
            "a 4 b 4 i 1 m 1",
        ),
        one("seat-revoked", "seat-revoked", "earlier rounds have seen it", "a 5 b 4 i 1 m 1"),
    ]
}

fn clear() -> Vec<Vector> {
    let scene = Scene::new();
    let seen = scene.seen("a", &[]);
    let control = control_leaf();
    let signed = |own: &str, seen: Seen| {
        let what = (ControlKind::Hold, Value::Unsigned(1));
        ControlLeaf::sign((log(own), seen), &agreement_hash(), seat("a"), what, &signer("a"))
            .expect("it fits")
    };
    let less = Seen::new(seen.iter().copied().filter(|(other, _)| *other != log("b")));
    let more = Seen::new(seen.iter().copied().chain([(log("stranger"), 1)]));
    let ahead = Seen::new(seen.iter().copied().chain([(log("b"), 5)]));
    vec![
        case("log-control-ok", "ok", "a hold", &control, ""),
        case(
            "log-ahead-ok",
            "ok",
            "a hold that has seen five leaves of the other log",
            &signed("a", ahead),
            "",
        ),
        case(
            "leaf-origin",
            "leaf-origin",
            "a leaf of the other government's log",
            &signed("b", scene.seen("b", &[])),
            "",
        ),
        case(
            "leaf-type-log",
            "leaf-type",
            "an identity leaf in a log of messages",
            &identity_in_log(&scene),
            "",
        ),
        case(
            "seen-incomplete",
            "seen-incomplete",
            "the other government's log is not in the vector",
            &signed("a", less),
            "",
        ),
        case("seen-unknown", "seen-unknown", "a log that nobody opened", &signed("a", more), ""),
        case(
            "seen-back",
            "seen-back",
            "five leaves seen before, none now",
            &control,
            "log-ahead-ok",
        ),
        case(
            "signature-ed25519",
            "signature-ed25519",
            "the Ed25519 half is zeros",
            &stripped(&control, 8),
            "",
        ),
        case(
            "signature-ml-dsa",
            "signature-ml-dsa",
            "the ML-DSA half is zeros",
            &stripped(&control, 9),
            "",
        ),
    ]
}

fn identity_in_log(scene: &Scene) -> Vec<u8> {
    let statement = Statement::Revoke(seat("b"));
    line::identity::IdentityLeaf::sign(
        (log("a"), scene.seen("a", &[])),
        &agreement_hash(),
        (0, 0),
        statement,
        &crate::scene::root("a"),
    )
    .expect("it fits")
}

/// A content leaf of log `a` under an epoch leaf, by any seat.
fn content(epoch: &[u8], seen: &Seen, salt: &str, message: Message) -> Vec<u8> {
    let secret = epoch_secret("a", 1);
    let names = ["a", "b", "c"];
    let name = names.into_iter().find(|name| seat(name) == message.seat).unwrap_or("a");
    let draft = Draft {
        origin: log("a"),
        seen: seen.clone(),
        epoch: leaf_hash(epoch),
        salt: random(salt),
        secret: &secret,
    };
    ContentLeaf::seal(&draft, &agreement_hash(), message, &signer(name)).expect("it fits")
}

fn epochs() -> Vec<Vector> {
    let scene = Scene::new();
    let seen = scene.seen("a", &[]);
    let (one, two) = (scene.epoch("a", 1, &seen), scene.epoch("a", 2, &seen));
    let notice = |salt: &str, seq: u64| content(&one, &seen, salt, message("a", seq, "a notice"));
    let mut changed = Scene::new();
    changed.state("b", Statement::Remove(compartment(), member("b", "b"), 1));
    let later = changed.seen("a", &[]);
    let stale = content(&one, &later, "stale", message("a", 1, "a notice"));
    vec![
        case("epoch-ok", "ok", "the first epoch of a log", &one, ""),
        case("epoch-ok-second", "ok", "the second", &two, "epoch-ok"),
        case("content-ok", "ok", "a message under it", &notice("one", 1), "epoch-ok"),
        case("epoch-number", "epoch-number", "the second epoch without a first", &two, ""),
        case("epoch-unknown", "epoch-unknown", "a message before any epoch", &notice("one", 1), ""),
        case(
            "epoch-old",
            "epoch-old",
            "a message under the first epoch after the second",
            &notice("one", 1),
            "epoch-ok epoch-ok-second",
        ),
        case(
            "epoch-stale",
            "epoch-stale",
            "a removal is seen and the epoch is still the old one",
            &stale,
            "epoch-ok",
        )
        .instead("directory", &(directory() + " identity-b-remove")),
        case("salt-used", "salt-used", "a salt twice", &notice("one", 2), "epoch-ok content-ok"),
        case("seq-used", "seq-used", "message 1 twice", &notice("two", 1), "epoch-ok content-ok"),
    ]
}

/// The log of parts of party *a*: parts stand there, and nothing else does.
fn parts() -> Vec<Vector> {
    let mut scene = Scene::new();
    let keys = Box::new(signer("a bulk").public());
    scene.state("a", Statement::Log(log("a bulk"), compartment(), LogUse::Bulk, keys));
    let seen = scene.seen("a bulk", &[]);
    let epoch = scene.epoch("a bulk", 1, &seen);
    let part = split(b"a photograph").expect("evidence").remove(0).content();
    let of = |seq: u64, kind: u64, content: &Value| {
        let secret = epoch_secret("a bulk", 1);
        let (origin, salt) = (log("a bulk"), random(&format!("part {seq}")));
        let (seen, epoch) = (seen.clone(), leaf_hash(&epoch));
        let draft = Draft { origin, seen, epoch, salt, secret: &secret };
        let message = Message { seat: seat("a"), seq, kind, content: content.clone() };
        ContentLeaf::seal(&draft, &agreement_hash(), message, &signer("a")).expect("it fits")
    };
    let hold = (ControlKind::Hold, Value::Unsigned(1));
    let place = (log("a bulk"), seen.clone());
    let hold = ControlLeaf::sign(place, &agreement_hash(), seat("a"), hold, &signer("a"));
    let in_parts = |vector: Vector| {
        let vector = vector.instead("directory", &(directory() + " identity-a-bulk"));
        let secret = hex(epoch_secret("a bulk", 1).expose());
        vector.instead("log", "a bulk").instead("secret", &secret)
    };
    let main = Scene::new();
    let seen = main.seen("a", &[]);
    let first = main.epoch("a", 1, &seen);
    let stray = Message { kind: PART_KIND, content: part.clone(), ..message("a", 1, "") };
    let stray = content(&first, &seen, "stray", stray);
    let text = message("a", 2, "a notice").content;
    let case_of = |name: &str, expect: &str, what: &str, body: &[u8], after: &str| {
        in_parts(case(name, expect, what, body, after))
    };
    vec![
        case_of("epoch-ok-bulk", "ok", "the first epoch of a log of parts", &epoch, ""),
        case_of("part-log-ok", "ok", "a part under it", &of(1, PART_KIND, &part), "epoch-ok-bulk"),
        case_of(
            "part-log-message",
            "part-log",
            "a notice in a log of parts",
            &of(2, 16, &text),
            "epoch-ok-bulk part-log-ok",
        ),
        case_of(
            "leaf-type-bulk",
            "leaf-type",
            "a hold in a log of parts",
            &hold.expect("it fits"),
            "",
        ),
        case("part-log", "part-log", "a part in a log of messages", &stray, "epoch-ok"),
    ]
}

fn seats() -> Vec<Vector> {
    let mut scene = Scene::new();
    scene.post("a", "c");
    let seen = scene.seen("a", &[]);
    let epoch = scene.epoch("a", 1, &seen);
    let by = |name: &str| content(&epoch, &seen, "seat", message(name, 1, "a notice"));
    let forwarded = forwarded(&epoch, &seen);
    let with = |vector: Vector| vector.instead("directory", &(directory() + " identity-a-post-c"));
    vec![
        with(case(
            "epoch-ok-c",
            "ok",
            "an epoch after a seat was posted that is no member",
            &epoch,
            "",
        )),
        with(case(
            "seat-unknown",
            "seat-unknown",
            "a seat that nobody posted",
            &by("nobody"),
            "epoch-ok-c",
        )),
        with(case(
            "seat-unknown-foreign",
            "seat-unknown",
            "a seat of the other government",
            &by("b"),
            "epoch-ok-c",
        )),
        with(case(
            "seat-not-member",
            "seat-not-member",
            "a seat that is no member",
            &by("c"),
            "epoch-ok-c",
        )),
        with(case(
            "forwarded",
            "signature-ed25519",
            "a message signed for another leaf is sealed again",
            &forwarded,
            "epoch-ok-c",
        )),
    ]
}

/// A message taken out of one leaf with its signatures and sealed into another.
fn forwarded(epoch: &[u8], seen: &Seen) -> Vec<u8> {
    let first = content(epoch, seen, "first", message("a", 1, "a notice"));
    let (_, leaf, key) = crate::run::content_key(&first, &epoch_secret("a", 1));
    let inner = leaf.open(&line::leaf::ContentKeys::shown(key)).expect("it opens");
    let second = content(epoch, seen, "second", message("a", 2, "another"));
    let (_, _, key) = crate::run::content_key(&second, &epoch_secret("a", 1));
    let length = usize::from(u16::from_be_bytes([second[0], second[1]]));
    let Ok(Value::Map(header)) = line::cbor::decode(&second[2..2 + length]) else {
        panic!("a header")
    };
    let message = inner.message;
    let plain = line::cbor::encode(&Value::map([
        (0, Value::bytes(message.seat.0)),
        (1, Value::Unsigned(message.seq)),
        (2, Value::Unsigned(message.kind)),
        (3, message.content),
        (4, Value::bytes(inner.signature.ed25519)),
        (5, Value::bytes(inner.signature.ml_dsa)),
    ]));
    let mut padded = (plain.len() as u16).to_be_bytes().to_vec();
    padded.extend(plain);
    padded.resize(crate::seal::plaintext_size(&header), 0);
    crate::seal::seal(&header, key.expose(), &padded, true)
}
