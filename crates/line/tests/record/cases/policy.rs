//! Policies, and heads under them.

use line::checkpoint::Checkpoint;
use line::cosignature::sign_note;
use line::note::{KeyKind, Note, NoteSigner};

use crate::scene::{author, author_policy, holder, note_signer, random, shared_policy, vkey};
use crate::vector::Vector;

pub const ORIGIN: &str = "line/v1/x";
const TIME: u64 = 1_800_000_000;

pub fn cases() -> Vec<Vector> {
    [files(), names(), pinned(), heads(), lines()].concat()
}

fn policy(name: &str, expect: &str, what: &str, body: impl AsRef<[u8]>) -> Vector {
    Vector::new(name, "policy", expect, what, body)
}

fn files() -> Vec<Vector> {
    let good = shared_policy(ORIGIN);
    let [_, quantum] = author(ORIGIN);
    let note_key = vkey(&note_signer("w", KeyKind::Ed25519, "w"));
    let mut large = good.clone().into_bytes();
    large.resize(262_145, b'\n');
    let again = format!("witness again {}\n", vkey(&quantum));
    vec![
        policy("policy-ok", "ok", "author and peer, each with both keys", &good)
            .with("origin", ORIGIN),
        policy("policy-ok-author", "ok", "the author alone", author_policy(ORIGIN))
            .with("origin", ORIGIN),
        policy("policy-ok-two", "ok", "two logs, which a pinned policy never has", two_logs()),
        policy("policy-bytes", "policy-bytes", "a carriage return", good.replace('\n', "\r\n")),
        policy("policy-bytes-end", "policy-bytes", "no newline at the end", good.trim_end()),
        policy(
            "policy-line",
            "policy-line",
            "a line of another form",
            good.clone() + "threshold 2\n",
        ),
        policy(
            "policy-key",
            "policy-key",
            "a witness with a key of type 0x01",
            format!("witness w {note_key}\nquorum w\n"),
        ),
        policy(
            "policy-key-twice",
            "policy-key-twice",
            "one key under two witness names",
            good.replace("quorum", &(again + "quorum")),
        ),
        policy(
            "policy-quorum-line",
            "policy-quorum-line",
            "no quorum line",
            good.replace("quorum both\n", ""),
        ),
        policy(
            "policy-quorum-line-two",
            "policy-quorum-line",
            "two quorum lines",
            good.clone() + "quorum both\n",
        ),
        policy("policy-limit", "policy-limit", "262,145 bytes", large),
    ]
}

fn two_logs() -> String {
    let [x, x_quantum] = author(ORIGIN);
    let [y, y_quantum] = author("line/v1/y");
    format!(
        "log {}\nlog {}\nwitness x {}\nwitness y {}\ngroup one any x y\nquorum one\n",
        vkey(&x),
        vkey(&y),
        vkey(&x_quantum),
        vkey(&y_quantum)
    )
}

fn names() -> Vec<Vector> {
    let good = shared_policy(ORIGIN);
    let all = |group: &str| good.replace("group both all author B", group);
    vec![
        policy(
            "policy-name",
            "policy-name",
            "a group named like a witness",
            all("group author all B\ngroup both any B-ed"),
        ),
        policy(
            "policy-name-none",
            "policy-name",
            "a group named none",
            all("group none all B\ngroup both any author"),
        ),
        policy(
            "policy-unknown-name",
            "policy-unknown-name",
            "a member that is defined on a later line",
            all("group both all author C"),
        ),
        policy(
            "policy-member-twice",
            "policy-member-twice",
            "a witness in two groups",
            all("group both all author B-ed B"),
        ),
        policy(
            "policy-threshold",
            "policy-threshold",
            "three of two",
            all("group both 3 author B"),
        ),
        policy(
            "policy-threshold-zero",
            "policy-threshold",
            "none of two",
            all("group both 0 author B"),
        ),
    ]
}

fn pinned() -> Vec<Vector> {
    let case = |name: &str, expect: &str, what: &str, body: &str| {
        Vector::new(name, "pinned", expect, what, body).with("origin", ORIGIN)
    };
    let good = shared_policy(ORIGIN);
    let [classical, _] = author("line/v1/y");
    let other = format!("log {}\n{good}", vkey(&classical));
    let group = "group B all B-ed B-pq\ngroup both all author B";
    vec![
        case("policy-pinned-ok", "ok", "author and peer, pinned", &good),
        case("policy-origin", "policy-origin", "a log line of another log", &other),
        case(
            "policy-unpaired",
            "policy-unpaired",
            "the peer's Ed25519 line is enough",
            &good.replace(group, "group B any B-ed B-pq\ngroup both all author B"),
        ),
        case(
            "policy-downgrade",
            "policy-downgrade",
            "the quorum is the peer's alone",
            &good.replace("quorum both", "quorum B"),
        ),
        case(
            "policy-downgrade-none",
            "policy-downgrade",
            "a forged Ed25519 line of the author would do",
            &good.replace("quorum both", "quorum none"),
        ),
    ]
}

pub fn head() -> Checkpoint {
    Checkpoint { origin: ORIGIN.to_string(), size: 3, root: random("root of x") }
}

fn all_signers() -> Vec<NoteSigner> {
    author(ORIGIN).into_iter().chain(holder("holder.example/b")).collect()
}

fn note_by(signers: &[&NoteSigner]) -> Note {
    sign_note(&head(), TIME, signers).expect("a time")
}

fn heads() -> Vec<Vector> {
    let case = |name: &str, expect: &str, what: &str, note: &Note| {
        Vector::new(name, "accept", expect, what, note.write()).with("policy", "policy-ok")
    };
    let signers = all_signers();
    let [classical, quantum, held, held_quantum] = signers.iter().collect::<Vec<_>>()[..] else {
        panic!("four signers");
    };
    let good = note_by(&[classical, quantum, held, held_quantum]);
    let mut later = note_by(&[classical, quantum, held]);
    later.signatures.push(held_quantum.sign(&head(), TIME + 1).expect("a time"));
    let mut other = good.clone();
    other.text = Checkpoint { origin: "line/v1/y".to_string(), ..head() }.write();
    let mut unknown = good.clone();
    let stranger = note_signer("stranger.example", KeyKind::CosignEd25519, "stranger");
    unknown.signatures.push(stranger.sign(&head(), TIME).expect("a time"));
    vec![
        case("head-ok", "ok", "author and peer with both keys each", &good),
        case("head-ok-unknown", "ok", "a line of an unknown key beside them is ignored", &unknown),
        case("head-origin", "policy-origin", "the head is of another log", &other),
        case(
            "policy-log-unsigned",
            "policy-log-unsigned",
            "the author's Ed25519 line is stripped",
            &note_by(&[quantum, held, held_quantum]),
        ),
        case(
            "policy-quorum-author",
            "policy-quorum",
            "the author's ML-DSA line is stripped",
            &note_by(&[classical, held, held_quantum]),
        ),
        case(
            "policy-quorum",
            "policy-quorum",
            "the peer's ML-DSA line is stripped",
            &note_by(&[classical, quantum, held]),
        ),
        case(
            "policy-quorum-classical",
            "policy-quorum",
            "the peer's Ed25519 line is stripped",
            &note_by(&[classical, quantum, held_quantum]),
        ),
        case(
            "policy-quorum-times",
            "policy-quorum",
            "the two lines of a pair carry two times",
            &later,
        ),
    ]
}

fn lines() -> Vec<Vector> {
    let case = |name: &str, expect: &str, what: &str, note: &Note| {
        Vector::new(name, "accept", expect, what, note.write()).with("policy", "policy-ok")
    };
    let signers = all_signers();
    let good = note_by(&signers.iter().collect::<Vec<_>>());
    let change = |place: usize, change: &dyn Fn(&mut Vec<u8>)| {
        let mut note = good.clone();
        change(&mut note.signatures[place].bytes);
        note
    };
    let mut larger = good.clone();
    larger.text = Checkpoint { size: 4, ..head() }.write();
    vec![
        case("signature-invalid", "signature-invalid", "the size of the head was raised", &larger),
        case(
            "signature-invalid-ed25519",
            "signature-invalid",
            "a bit of the author's Ed25519 line is flipped",
            &change(0, &|bytes| bytes[9] ^= 1),
        ),
        case(
            "signature-invalid-ml-dsa",
            "signature-invalid",
            "a bit of the author's ML-DSA line is flipped",
            &change(1, &|bytes| bytes[99] ^= 1),
        ),
        case(
            "signature-invalid-time",
            "signature-invalid",
            "the time of the peer's line is later than signed",
            &change(2, &|bytes| bytes[7] ^= 1),
        ),
        case(
            "signature-length",
            "signature-length",
            "an Ed25519 signature of 63 bytes",
            &change(0, &|bytes| bytes.truncate(63)),
        ),
        case(
            "cosignature-time",
            "cosignature-time",
            "the time 0",
            &change(2, &|bytes| bytes[..8].fill(0)),
        ),
        case(
            "cosignature-time-large",
            "cosignature-time",
            "the time 2^63",
            &change(3, &|bytes| bytes[0] |= 0x80),
        ),
    ]
}
