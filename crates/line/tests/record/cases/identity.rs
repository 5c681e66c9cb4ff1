//! Identity logs.

use line::identity::{Contradiction, LogUse, Statement, Warrant};
use line::tree::leaf_hash;

use crate::scene::{Scene, compartment, kem, log, member, root, seat, secret, shares, signer};
use crate::vector::Vector;

pub fn cases() -> Vec<Vector> {
    [good(), misplaced(), unproved(), contradicted()].concat()
}

fn case(name: &str, expect: &str, what: &str, party: &str, body: &[u8]) -> Vector {
    Vector::new(name, "identity", expect, what, body).with("party", party)
}

/// Names of the first `count` leaves of a party.
pub fn names(party: &str, count: usize) -> String {
    (0..count).map(|at| format!("identity-{party}-{at}")).collect::<Vec<_>>().join(" ")
}

fn good() -> Vec<Vector> {
    let scene = Scene::new();
    let what = [
        "the root that the agreement pins",
        "a seat and its keys",
        "a log",
        "the seat becomes a member",
    ];
    let mut vectors = Vec::new();
    for (party, leaves) in ["a", "b", "i", "m"].into_iter().zip(&scene.leaves) {
        for (at, leaf) in leaves.iter().enumerate() {
            let one = case(&format!("identity-{party}-{at}"), "ok", what[at], party, leaf);
            vectors.push(if at == 0 { one } else { one.with("after", names(party, at)) });
        }
    }
    vectors.extend(later(&scene));
    vectors
}

fn later(scene: &Scene) -> Vec<Vector> {
    let remove = scene.statement("b", Statement::Remove(compartment(), member("b", "b"), 1));
    let post = scene.statement("a", scene.posting("a", "c", "c"));
    let revoke = scene.statement("a", Statement::Revoke(seat("a")));
    let keys = Box::new(signer("a bulk").public());
    let opened = Statement::Log(log("a bulk"), compartment(), LogUse::Bulk, keys);
    let bulk = scene.statement("a", opened);
    let second = root("a second");
    let next = scene.succession("a", &second, (0, &root("a")));
    let [first, second_share, _] = shares("a");
    let recovered = scene.recovered("a", &second, &[first, second_share]);
    let acknowledge = scene.statement("b", Statement::Acknowledge(leaf_hash(&next)));
    vec![
        case("identity-b-remove", "ok", "the seat is a member no longer", "b", &remove)
            .with("after", names("b", 4)),
        case("identity-a-post-c", "ok", "another seat", "a", &post).with("after", names("a", 4)),
        case("identity-a-bulk", "ok", "a log of parts", "a", &bulk).with("after", names("a", 4)),
        case("identity-a-revoke", "ok", "the seat's keys are revoked", "a", &revoke)
            .with("after", names("a", 4)),
        case("identity-a-next", "ok", "a second root key, signed by the first", "a", &next)
            .with("after", names("a", 4)),
        case(
            "identity-a-recovered",
            "ok",
            "a root key that two recovery keys signed",
            "a",
            &recovered,
        )
        .with("after", names("a", 4)),
        case("identity-b-acknowledge", "ok", "the other government takes it", "b", &acknowledge)
            .with("after", names("b", 4)),
    ]
}

/// Statements at a wrong place, or by a root key that is not the one.
fn misplaced() -> Vec<Vector> {
    let scene = Scene::new();
    let stranger = root("stranger");
    let other = scene.signed(
        "a",
        (0, 0),
        Statement::Root(Box::new(stranger.public()), Warrant::Pinned),
        &stranger,
    );
    let after = |vector: Vector| vector.with("after", names("a", 4));
    let revoke = Statement::Revoke(seat("a"));
    let next = Statement::Root(Box::new(stranger.public()), Warrant::Pinned);
    let alone = scene.signed("a", (4, 1), next.clone(), &stranger);
    let [share, ..] = shares("a");
    let few = scene.recovered("a", &stranger, &[share]);
    vec![
        case(
            "identity-root",
            "identity-root",
            "a first root that the agreement does not pin",
            "a",
            &other,
        ),
        after(case("identity-kind", "identity-kind", "statement 9", "a", &kind_nine(&scene))),
        after(case(
            "identity-index",
            "identity-index",
            "signed for place 1, appended at place 4",
            "a",
            &scene.leaves[0][1],
        )),
        after(case(
            "identity-generation",
            "identity-generation",
            "signed by a root key that was never stated",
            "a",
            &scene.signed("a", (4, 1), revoke, &root("a")),
        )),
        after(case(
            "identity-generation-root",
            "identity-generation",
            "a root key that leaves one out",
            "a",
            &scene.signed("a", (4, 2), next, &stranger),
        )),
        after(case(
            "identity-warrant",
            "identity-warrant",
            "a second root that nobody signed but itself",
            "a",
            &alone,
        )),
        after(case(
            "identity-warrant-shares",
            "identity-warrant",
            "one recovery key where two are needed",
            "a",
            &few,
        )),
    ]
}

/// Statements that claim keys or ids of others, or lack a signature.
fn unproved() -> Vec<Vector> {
    let scene = Scene::new();
    let after = |vector: Vector| vector.with("after", names("a", 4));
    let by_stranger = scene.signed("a", (4, 0), Statement::Revoke(seat("a")), &root("stranger"));
    vec![
        after(case(
            "identity-log",
            "identity-log",
            "a log under the id of the other government's",
            "a",
            &claimed(&scene),
        )),
        after(case(
            "identity-possession",
            "identity-possession",
            "a seat's keys signed for by another key",
            "a",
            &possession(&scene),
        )),
        after(case(
            "identity-weak",
            "key-weak",
            "a seat with an Ed25519 key of small order",
            "a",
            &weak(&scene),
        )),
        after(case(
            "identity-signature",
            "signature-ed25519",
            "signed by another root key",
            "a",
            &by_stranger,
        )),
        after(case(
            "identity-stripped",
            "signature-ml-dsa",
            "the ML-DSA-65 half of a root is zeros",
            "a",
            &stripped_root(&scene),
        )),
    ]
}

/// Two statements of a root at one place, and what is no proof of that.
fn contradicted() -> Vec<Vector> {
    let scene = Scene::new();
    let one = |name: &str, expect: &str, what: &str, body: &[u8]| {
        Vector::new(name, "contradiction", expect, what, body)
    };
    let before = scene.leaves[0].clone();
    let revoke = scene.statement("a", Statement::Revoke(seat("a")));
    let post = scene.statement("a", scene.posting("a", "c", "c"));
    let by_other = scene.signed("a", (4, 0), Statement::Revoke(seat("c")), &root("b"));
    let proof = |one: &Vec<u8>, other: &Vec<u8>| {
        Contradiction::new(before.clone(), one.clone(), other.clone()).write()
    };
    let good = proof(&revoke, &post);
    vec![
        one("contradiction-ok", "ok", "a post and a revocation at one place", &good),
        one(
            "contradiction-none",
            "contradiction-none",
            "one statement twice",
            &proof(&revoke, &revoke),
        ),
        one(
            "contradiction-forged",
            "signature-ed25519",
            "the other statement is another government's",
            &proof(&revoke, &by_other),
        ),
        one(
            "contradiction-form",
            "contradiction-form",
            "a proof that breaks off",
            &good[..good.len() - 1],
        ),
    ]
}

/// Log id of the other government under keys of one's own.
fn claimed(scene: &Scene) -> Vec<u8> {
    let keys = Box::new(signer("a log").public());
    scene.statement("a", Statement::Log(log("b"), compartment(), LogUse::Main, keys))
}

fn kind_nine(scene: &Scene) -> Vec<u8> {
    let good = scene.statement("a", Statement::Revoke(seat("a")));
    super::leaf::with_field(
        &good,
        7,
        Some(line::cbor::Value::map([(0, line::cbor::Value::Unsigned(9))])),
    )
}

fn possession(scene: &Scene) -> Vec<u8> {
    let origin = log("a identity");
    let Statement::Post(id, keys, _) = scene.posting("a", "c", "c") else { panic!("a post") };
    let place = (&scene.agreement.hash, &origin);
    let Statement::Post(_, _, other) =
        Statement::post(place, seat("d"), kem("c").public(), &signer("c"))
    else {
        panic!("a post")
    };
    scene.statement("a", Statement::Post(id, keys, other))
}

/// A post whose Ed25519 key is the point of order 1: put in by hand, since no writer takes it.
fn weak(scene: &Scene) -> Vec<u8> {
    let good = scene.statement("a", scene.posting("a", "c", "c"));
    let key = signer("c").public().ed25519.to_bytes();
    let at = good.windows(32).position(|window| window == key).expect("the key stands in the leaf");
    let mut bytes = good;
    bytes[at..at + 32].fill(0);
    bytes[at] = 1;
    bytes
}

fn stripped_root(scene: &Scene) -> Vec<u8> {
    let good = scene.statement("a", Statement::Revoke(seat("a")));

    super::leaf::with_field(&good, 9, Some(line::cbor::Value::Bytes(vec![0; 3309])))
}

/// Seeds of the scene are what the page says.
#[test]
fn seeds_are_hashes_of_labels() {
    let seed = line::tree::sha256(&[b"vectors of the line: a root ed25519"]);
    assert_eq!(secret("a root ed25519").expose(), &seed);
}
