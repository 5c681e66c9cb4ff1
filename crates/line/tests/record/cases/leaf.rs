//! Leaves one by one: form, seal, control, epochs.

use line::cbor::{Value, encode};
use line::leaf::{ControlKind, ControlLeaf};

use super::hex;
use crate::run::content_key;
use crate::scene::{Scene, agreement_hash, epoch_secret, kem, log, random, seat, signer};
use crate::vector::Vector;

pub fn cases() -> Vec<Vector> {
    [shared(), sealed(), inner(), control(), epoch(), kem_keys()].concat()
}

fn leaf(name: &str, expect: &str, what: &str, body: impl AsRef<[u8]>) -> Vector {
    Vector::new(name, "leaf", expect, what, body)
}

/// A control leaf of the scene, to be spoiled.
fn good_control() -> Vec<u8> {
    let scene = Scene::new();
    let body = Value::map([(0, Value::Unsigned(1)), (1, Value::bytes(random("root")))]);
    let of = (log("a"), scene.seen("a", &[]));
    let what = (ControlKind::Hold, body);
    ControlLeaf::sign(of, &agreement_hash(), seat("a"), what, &signer("a")).expect("it fits")
}

/// A leaf of `size` bytes around a header.
fn framed(header: &Value, size: usize) -> Vec<u8> {
    let head = encode(header);
    let mut out = u16::try_from(head.len()).expect("a small header").to_be_bytes().to_vec();
    out.extend(head);
    out.resize(size, 0);
    out
}

fn header(leaf: &[u8]) -> Vec<(u64, Value)> {
    let length = usize::from(u16::from_be_bytes([leaf[0], leaf[1]]));
    let Ok(Value::Map(fields)) = line::cbor::decode(&leaf[2..2 + length]) else {
        panic!("a header")
    };
    fields
}

/// The leaf with one field of its header changed, added or (with none) taken away.
pub fn with_field(leaf: &[u8], key: u64, value: Option<Value>) -> Vec<u8> {
    let mut fields: Vec<(u64, Value)> =
        header(leaf).into_iter().filter(|(other, _)| *other != key).collect();
    fields.extend(value.map(|value| (key, value)));
    framed(&Value::Map(fields), leaf.len())
}

fn vector(pairs: &[(&str, u64)]) -> Value {
    let pair = |(name, size): &(&str, u64)| {
        Value::Array(vec![Value::bytes(log(name).0), Value::Unsigned(*size)])
    };
    Value::Array(pairs.iter().map(pair).collect())
}

fn shared() -> Vec<Vector> {
    let good = good_control();
    let with = |key, value| with_field(&good, key, value);
    let mut padded = good.clone();
    padded[4095] = 1;
    let mut beyond = good.clone();
    beyond[..2].copy_from_slice(&4095_u16.to_be_bytes());
    let mut names = ["b", "a identity"];
    names.sort_by_key(|name| std::cmp::Reverse(log(name)));
    let falling = vector(&[(names[0], 1), (names[1], 1)]);
    vec![
        leaf("leaf-size", "leaf-size", "4,095 bytes", &good[..4095]),
        leaf("leaf-frame", "leaf-frame", "a header of 4,095 bytes in 4,094", beyond),
        leaf("leaf-padding", "leaf-padding", "the last byte is 1", padded),
        leaf("leaf-version", "leaf-version", "version 2", with(0, Some(Value::Unsigned(2)))),
        leaf("leaf-type", "leaf-type", "type 5", with(1, Some(Value::Unsigned(5)))),
        leaf("leaf-suite", "leaf-suite", "suite 2", with(2, Some(Value::Unsigned(2)))),
        leaf("field-missing", "field-missing", "no signature", with(9, None)),
        leaf("field-unknown", "field-unknown", "field 10", with(10, Some(Value::Null))),
        leaf(
            "field-type",
            "field-type",
            "a text as origin",
            with(3, Some(Value::Text("a".into()))),
        ),
        leaf(
            "field-range",
            "field-range",
            "an origin of 15 bytes",
            with(3, Some(Value::bytes([0; 15]))),
        ),
        leaf("seen-order", "seen-order", "logs that fall", with(4, Some(falling))),
        leaf(
            "seen-order-twice",
            "seen-order",
            "a log twice",
            with(4, Some(vector(&[("b", 1), ("b", 1)]))),
        ),
        leaf("seen-own", "seen-own", "its own log", with(4, Some(vector(&[("a", 1)])))),
    ]
}

fn sealed() -> Vec<Vector> {
    let scene = Scene::new();
    let seen = scene.seen("a", &[]);
    let epoch = scene.epoch("a", 1, &seen);
    let good = scene.content("a", (1, &epoch), &seen, "a notice");
    let (_, _, key) = content_key(&good, &epoch_secret("a", 1));
    let (_, _, other) = content_key(&good, &epoch_secret("a", 2));
    let case = |name: &str, expect: &str, what: &str, body: &[u8], key: &[u8]| {
        Vector::new(name, "open", expect, what, body).with("key", hex(key))
    };
    let flipped = |at: usize| {
        let mut bytes = good.clone();
        bytes[at] ^= 1;
        bytes
    };
    let salt = |salt: &str| {
        let length = 2 + usize::from(u16::from_be_bytes([good[0], good[1]]));
        let mut bytes = with_field(&good, 6, Some(Value::bytes(random(salt))));
        bytes[length..].copy_from_slice(&good[length..]);
        bytes
    };
    vec![
        case("open-ok", "ok", "a content leaf and its key", &good, key.expose()),
        case(
            "leaf-sealed",
            "leaf-sealed",
            "a bit of the ciphertext is flipped",
            &flipped(4000),
            key.expose(),
        ),
        case("leaf-sealed-key", "leaf-sealed", "the key of another epoch", &good, other.expose()),
        case(
            "leaf-sealed-header",
            "leaf-sealed",
            "another salt in the header",
            &salt("other"),
            key.expose(),
        ),
    ]
}

/// Leaves whose ciphertext is valid and whose inside is not: made from the page, not by the library's writer.
fn inner() -> Vec<Vector> {
    let scene = Scene::new();
    let seen = scene.seen("a", &[]);
    let epoch = scene.epoch("a", 1, &seen);
    let good = scene.content("a", (1, &epoch), &seen, "a notice");
    let (_, _, key) = content_key(&good, &epoch_secret("a", 1));
    let case = |name: &str, expect: &str, what: &str, plain: &[u8], commit: bool| {
        let sealed = crate::seal::seal(&header(&good), key.expose(), plain, commit);
        Vector::new(name, "open", expect, what, sealed).with("key", hex(key.expose()))
    };
    let size = crate::seal::plaintext_size(&header(&good));
    let float = [&[0, 3, 0xf9, 0x3c, 0x00], vec![0; size - 5].as_slice()].concat();
    let beyond = [&[0xff, 0xff], vec![0; size - 2].as_slice()].concat();
    let tail = [vec![0; size - 1].as_slice(), &[1]].concat();
    vec![
        case("leaf-commit", "leaf-commit", "the commitment is to another plaintext", &float, false),
        case("inner-float", "cbor-float", "a float inside", &float, true),
        case("inner-frame", "leaf-frame", "a message longer than the plaintext", &beyond, true),
        case("inner-padding", "leaf-padding", "a byte after the message", &tail, true),
    ]
}

fn large_identity() -> Vec<u8> {
    let scene = Scene::new();
    let leaf = scene.statement("a", line::identity::Statement::Revoke(seat("a")));
    framed(&Value::Map(header(&leaf)), 16_384)
}

fn control() -> Vec<Vector> {
    let good = good_control();
    let with = |key, value| with_field(&good, key, value);
    let text = Value::Array(vec![Value::Text("words".into())]);
    vec![
        leaf("control-ok", "ok", "a hold", &good),
        leaf(
            "leaf-class",
            "leaf-class",
            "16,384 bytes",
            framed(&Value::Map(header(&good)), 16_384),
        ),
        leaf(
            "leaf-class-identity",
            "leaf-class",
            "a statement that fits into 4,096 bytes in 16,384",
            large_identity(),
        ),
        leaf("control-kind", "control-kind", "kind 8", with(6, Some(Value::Unsigned(8)))),
        leaf("control-body", "control-body", "a text in the body", with(7, Some(text))),
        leaf(
            "control-body-bytes",
            "control-body",
            "17 bytes in the body",
            with(7, Some(Value::bytes([0; 17]))),
        ),
    ]
}

/// Identity vectors of the scene, by party: what `directory:` lists.
pub fn directory() -> String {
    let names = |label: &str, count: usize| {
        (0..count).map(move |at| format!("identity-{label}-{at}")).collect::<Vec<_>>()
    };
    [names("a", 4), names("b", 4), names("i", 1), names("m", 1)].concat().join(" ")
}

fn epoch() -> Vec<Vector> {
    let scene = Scene::new();
    let seen = scene.seen("a", &[]);
    let good = scene.epoch("a", 1, &seen);
    let slots = |change: &dyn Fn(&mut Vec<u8>)| {
        let Some((_, Value::Bytes(mut slots))) =
            header(&good).into_iter().find(|(key, _)| *key == 6)
        else {
            panic!("slots")
        };
        change(&mut slots);
        with_field(&good, 6, Some(Value::Bytes(slots)))
    };
    let b_place = scene.directory.members(&crate::scene::compartment(), &seen);
    let b_place = b_place.iter().position(|(one, _)| one.seat == seat("b")).expect("a member");
    let case = |name: &str, expect: &str, what: &str, body: &[u8]| {
        Vector::new(name, "wrap", expect, what, body)
            .with("directory", directory())
            .with("reader", "b")
            .with("slot", b_place)
    };
    let other = 1 - b_place;
    vec![
        case("wrap-ok", "ok", "an epoch for two members", &good),
        case("wrap-count", "wrap-count", "two slots", &slots(&|slots| slots.truncate(2 * 1168))),
        case(
            "wrap-open",
            "wrap-open",
            "a bit of the reader's slot is flipped",
            &slots(&|slots| slots[b_place * 1168 + 1130] ^= 1),
        ),
        case(
            "wrap-slots",
            "wrap-slots",
            "a bit of another member's slot is flipped",
            &slots(&|slots| slots[other * 1168] ^= 1),
        ),
        case(
            "wrap-slots-dummy",
            "wrap-slots",
            "the third slot is random bytes",
            &slots(&|slots| slots[2 * 1168..].fill(0x5a)),
        ),
    ]
}

fn kem_keys() -> Vec<Vector> {
    let good = kem("a").public().to_bytes();
    let case = |name: &str, expect: &str, what: &str, body: &[u8]| {
        Vector::new(name, "kem-key", expect, what, body)
    };
    let mut small = good.clone();
    small[1184..].fill(0);
    let mut unreduced = good.clone();
    unreduced[..2].fill(0xff);
    vec![
        case("kem-key-ok", "ok", "a public key", &good),
        case("kem-key", "kem-key", "an X25519 half of small order", &small),
        case("kem-key-reduced", "kem-key", "a coefficient that is not below 3,329", &unreduced),
        case("kem-key-length", "key-length", "1,215 bytes", &good[1..]),
    ]
}

/// Used by the fixes too: a leaf signed by half a pair.
pub fn stripped(leaf: &[u8], key: u64) -> Vec<u8> {
    let bytes = if key == 8 { vec![0; 64] } else { vec![0; 2420] };
    with_field(leaf, key, Some(Value::Bytes(bytes)))
}

pub fn control_leaf() -> Vec<u8> {
    good_control()
}
