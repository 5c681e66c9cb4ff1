//! Notes, keys, checkpoints.

use line::base64;
use line::note::NoteKey;

use super::b64;
use crate::scene::{author, vkey};
use crate::vector::Vector;

/// The example of c2sp.org/signed-note.
const EXAMPLE: &str = "This is an example message.\n\n\u{2014} example.com/foo \
    Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
const EXAMPLE_KEY: &str = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
const HEAD: &str = "line/v1/x\n3\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

pub fn cases() -> Vec<Vector> {
    [notes(), keys(), checkpoints()].concat()
}

fn note(name: &str, expect: &str, what: &str, body: impl AsRef<[u8]>) -> Vector {
    Vector::new(name, "note", expect, what, body)
}

fn signed(lines: &str) -> String {
    format!("text\n\n{lines}")
}

fn line(name: &str, bytes: &[u8]) -> String {
    format!("\u{2014} {name} {}\n", base64::encode(bytes))
}

fn notes() -> Vec<Vector> {
    let many = |count: u8| (0..count).map(|id| line("a", &[0, 0, 0, id, 1])).collect::<String>();
    let twice = line("a", &[0, 0, 0, 1, 1]) + &line("a", &[0, 0, 0, 1, 2]);
    let mut large = signed(&many(1)).into_bytes();
    large.resize(65_537, b'a');
    vec![
        note("note-ok", "ok", "the example of c2sp.org/signed-note", EXAMPLE),
        note(
            "note-ok-blank-lines",
            "ok",
            "text with empty lines ends at the last one",
            "a\n\nb\n".to_string() + &signed(&many(16)),
        ),
        note("note-size", "note-size", "65,537 bytes", large),
        note(
            "note-encoding",
            "note-encoding",
            "a byte that is no UTF-8",
            [b"t\xff\n\n".as_slice(), many(1).as_bytes()].concat(),
        ),
        note(
            "note-encoding-tab",
            "note-encoding",
            "a tab in the text",
            "a\tb\n\n".to_string() + &many(1),
        ),
        note("note-form", "note-form", "no blank line", "text\n".to_string() + &many(1)),
        note("note-form-end", "note-form", "no newline at the end", signed(many(1).trim_end())),
        note(
            "note-signature-line",
            "note-signature-line",
            "a hyphen in place of the em dash",
            signed("- a AAAAAQE=\n"),
        ),
        note("note-form-none", "note-form", "nothing after the blank line", "text\n\n\n"),
        note(
            "note-base64",
            "note-base64",
            "the last character has bits that no byte has",
            signed("\u{2014} a AAAAAQF=\n"),
        ),
        note(
            "note-base64-padding",
            "note-base64",
            "padding is missing",
            signed("\u{2014} a AAAAAQE\n"),
        ),
        note(
            "note-short",
            "note-short",
            "a key id and nothing after it",
            signed(&line("a", &[0, 0, 0, 1])),
        ),
        note(
            "note-name",
            "note-name",
            "a plus in the key name",
            signed(&line("a+b", &[0, 0, 0, 1, 1])),
        ),
        note(
            "note-name-space",
            "note-name",
            "a no-break space in the key name",
            signed(&line("a\u{a0}b", &[0, 0, 0, 1, 1])),
        ),
        note("note-signatures", "note-signatures", "17 signature lines", signed(&many(17))),
        note("note-duplicate", "note-duplicate", "two lines of one name and id", signed(&twice)),
    ]
}

fn keys() -> Vec<Vector> {
    let case = |name: &str, expect: &str, what: &str, body: String| {
        Vector::new(name, "vkey", expect, what, body)
    };
    let raw = |kind: u8, public: &[u8]| {
        let bytes = [&[kind], public].concat();
        let id = line::tree::sha256(&[b"a\n", &bytes]);
        format!("a+{:02x}{:02x}{:02x}{:02x}+{}", id[0], id[1], id[2], id[3], b64(&bytes))
    };
    let [_, quantum] = author("line/v1/x");
    let good = NoteKey::parse(EXAMPLE_KEY).expect("the example");
    let mut unreduced = [0xff; 32];
    (unreduced[0], unreduced[31]) = (0xf0, 0x7f);
    vec![
        case("key-ok", "ok", "the example of c2sp.org/signed-note", EXAMPLE_KEY.to_string()),
        case("key-ok-ml-dsa", "ok", "an ML-DSA-44 key", vkey(&quantum)),
        case("key-form", "key-form", "no plus sign", "example.com/foo".to_string()),
        case("key-form-base64", "key-form", "the key is not base 64", "a+00000000+*".to_string()),
        case("key-type", "key-type", "type 0x02", raw(2, &good.public())),
        case(
            "key-id",
            "key-id",
            "the id of another name",
            EXAMPLE_KEY.replace("530d903a", "530d903b"),
        ),
        case(
            "key-id-case",
            "key-id",
            "the id in capitals",
            EXAMPLE_KEY.replace("530d903a", "530D903A"),
        ),
        case("key-length", "key-length", "31 bytes of Ed25519 key", raw(1, &good.public()[1..])),
        case(
            "key-weak",
            "key-weak",
            "the point of order 1",
            raw(1, &[&[1], [0; 31].as_slice()].concat()),
        ),
        case("key-weak-canonical", "key-weak", "y is not below 2^255 - 19", raw(4, &unreduced)),
        case(
            "key-weak-point",
            "key-weak",
            "no point has this y",
            raw(4, &[&[2], [0; 31].as_slice()].concat()),
        ),
    ]
}

fn checkpoints() -> Vec<Vector> {
    let case = |name: &str, expect: &str, what: &str, body: &str| {
        Vector::new(name, "checkpoint", expect, what, body)
    };
    let root = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=";
    let nothing = b64(&line::tree::EMPTY_ROOT);
    vec![
        case("checkpoint-ok", "ok", "origin, size, root", HEAD),
        case("checkpoint-ok-empty", "ok", "an empty log", &format!("line/v1/x\n0\n{nothing}\n")),
        case("checkpoint-form", "checkpoint-form", "two lines", "line/v1/x\n3\n"),
        case("checkpoint-form-end", "checkpoint-form", "no newline at the end", HEAD.trim_end()),
        case(
            "checkpoint-origin",
            "checkpoint-origin",
            "a space in the origin",
            &HEAD.replace("v1/x", "v1 x"),
        ),
        case(
            "checkpoint-origin-long",
            "checkpoint-origin",
            "256 bytes of origin",
            &HEAD.replace("line/v1/x", &"x".repeat(256)),
        ),
        case(
            "checkpoint-size",
            "checkpoint-size",
            "a leading zero",
            &HEAD.replace("\n3\n", "\n03\n"),
        ),
        case(
            "checkpoint-size-large",
            "checkpoint-size",
            "2^63",
            &HEAD.replace("\n3\n", "\n9223372036854775808\n"),
        ),
        case(
            "checkpoint-root",
            "checkpoint-root",
            "31 bytes of root",
            &format!("line/v1/x\n3\n{}\n", b64(&[7; 31])),
        ),
        case(
            "checkpoint-extension",
            "checkpoint-extension",
            "a fourth line",
            &format!("{HEAD}more\n"),
        ),
        case(
            "checkpoint-empty",
            "checkpoint-empty",
            "size 0 with a root",
            &format!("line/v1/x\n0\n{root}\n"),
        ),
    ]
}
