//! One leaf shown to a stranger.

use line::checkpoint::Checkpoint;
use line::cosignature::sign_note;
use line::disclosure::script_entry;
use line::note::KeyKind;
use line::proof::LogProof;
use line::tree::{Hash, inclusion_path, leaf_hash, root_of};

use super::hex;
use crate::run::content_key;
use crate::scene::{
    Scene, author, author_policy, compartment, epoch_secret, log, note_signer, random, vkey,
};
use crate::vector::Vector;

const TIME: u64 = 1_800_000_000;

pub fn cases() -> Vec<Vector> {
    [pieces(), others(), shown(), files()].concat()
}

fn note(origin: &str, tree: &[Hash]) -> String {
    let root = root_of(tree.iter().copied());
    let checkpoint = Checkpoint { origin: origin.to_string(), size: tree.len() as u64, root };
    let [classical, quantum] = author(origin);
    sign_note(&checkpoint, TIME, &[&classical, &quantum]).expect("a time").write()
}

fn proof(origin: &str, tree: &[Hash], index: u64) -> String {
    let path = inclusion_path(index, tree).expect("a leaf");
    LogProof { extra: None, index, path, note: note(origin, tree) }.write()
}

fn origins() -> Vec<(String, String)> {
    let identity =
        |party: &str| (format!("identity-{party}"), log(&format!("{party} identity")).origin());
    let mut all = vec![
        ("log-a".to_string(), log("a").origin()),
        ("script".to_string(), compartment().script_origin()),
    ];
    all.extend(["a", "b", "i", "m"].map(identity));
    all
}

/// Log a: an epoch and the leaf that is shown.
fn leaves() -> (Vec<u8>, Vec<u8>) {
    let scene = Scene::new();
    let seen = scene.seen("a", &[]);
    let epoch = scene.epoch("a", 1, &seen);
    let leaf = scene.content("a", (1, &epoch), &seen, "a notice for a court");
    (epoch, leaf)
}

fn pieces() -> Vec<Vector> {
    let mut vectors: Vec<Vector> = origins()
        .into_iter()
        .map(|(name, origin)| {
            let text = author_policy(&origin);
            let what = format!("the author of {name} alone");
            Vector::new(&format!("shown-policy-{name}"), "pinned", "ok", &what, text)
                .with("origin", origin)
        })
        .collect();
    let scene = Scene::new();
    for (party, leaves) in ["a", "b", "i", "m"].into_iter().zip(&scene.leaves) {
        let tree: Vec<Hash> = leaves.iter().map(|leaf| leaf_hash(leaf)).collect();
        let head = note(&log(&format!("{party} identity")).origin(), &tree);
        let what = format!("head of the identity log of {party}");
        let name = format!("shown-head-{party}");
        vectors.push(
            Vector::new(&name, "accept", "ok", &what, head)
                .with("policy", format!("shown-policy-identity-{party}")),
        );
    }
    vectors.extend(places());
    vectors
}

fn places() -> Vec<Vector> {
    let (epoch, leaf) = leaves();
    let tree = [leaf_hash(&epoch), leaf_hash(&leaf)];
    let origin = log("a").origin();
    let entry = |index: u64, leaf: &Hash| leaf_hash(&script_entry(&log("a"), index, leaf));
    let script = [random("an earlier entry of the script"), entry(1, &tree[1])];
    let of = |name: &str, what: &str, body: String, policy: &str, leaf: &Hash| {
        Vector::new(name, "log-proof", "ok", what, body)
            .with("policy", policy)
            .with("leaf", super::b64(leaf))
    };
    let script_origin = compartment().script_origin();
    vec![
        of(
            "shown-proof",
            "place of the leaf in log a",
            proof(&origin, &tree, 1),
            "shown-policy-log-a",
            &tree[1],
        ),
        of(
            "shown-script",
            "its place in the script",
            proof(&script_origin, &script, 1),
            "shown-policy-script",
            &script[1],
        ),
        of(
            "shown-script-other",
            "place of another entry",
            proof(&script_origin, &script, 0),
            "shown-policy-script",
            &script[0],
        ),
    ]
}

/// Keys that somebody else uses under the name of log a.
fn others() -> Vec<Vector> {
    let (epoch, leaf) = leaves();
    let tree = [leaf_hash(&epoch), leaf_hash(&leaf)];
    let origin = log("a").origin();
    let classical = note_signer(&origin, KeyKind::Ed25519, "other ed25519");
    let quantum = note_signer(&origin, KeyKind::CosignMlDsa, "other ml-dsa");
    let text =
        format!("log {}\nwitness author {}\nquorum author\n", vkey(&classical), vkey(&quantum));
    let root = root_of(tree.iter().copied());
    let checkpoint = Checkpoint { origin: origin.clone(), size: 2, root };
    let note = sign_note(&checkpoint, TIME, &[&classical, &quantum]).expect("a time").write();
    let path = inclusion_path(1, &tree).expect("a leaf");
    let proof = LogProof { extra: None, index: 1, path, note }.write();
    let what = "a policy with other keys under the name of log a";
    vec![
        Vector::new("shown-policy-other", "pinned", "ok", what, text).with("origin", origin),
        Vector::new(
            "shown-proof-other",
            "log-proof",
            "ok",
            "the leaf's place under those keys",
            proof,
        )
        .with("policy", "shown-policy-other")
        .with("leaf", super::b64(&tree[1])),
    ]
}

fn shown() -> Vec<Vector> {
    let (_, leaf) = leaves();
    let (_, _, key) = content_key(&leaf, &epoch_secret("a", 1));
    let policies: Vec<String> =
        origins().iter().map(|(name, _)| format!("shown-policy-{name}")).collect();
    let case = |name: &str, expect: &str, what: &str| {
        let mut vector = Vector::new(name, "disclosed", expect, what, &leaf)
            .with("key", hex(key.expose()))
            .with("proof", "shown-proof")
            .with("script", "shown-script")
            .with("policies", policies.join(" "));
        for (party, count) in [("a", 4), ("b", 4), ("i", 1), ("m", 1)] {
            let names = super::identity::names(party, count);
            vector =
                vector.with(&format!("identity-{party}"), format!("shown-head-{party} {names}"));
        }
        vector
    };
    let short = format!("shown-head-b {}", super::identity::names("b", 3));
    vec![
        case("disclosure-ok", "ok", "leaf, key, both places, identity logs"),
        case("disclosure-key", "leaf-sealed", "the key of another leaf")
            .instead("key", &hex(&random("another key"))),
        case("disclosure-script", "proof-root", "the place of another entry of the script")
            .instead("script", "shown-script-other"),
        case(
            "disclosure-policy",
            "disclosure-policy",
            "the verifier knows no policy for the script",
        )
        .instead("policies", &policies.join(" ").replace("shown-policy-script ", "")),
        case(
            "disclosure-policy-keys",
            "disclosure-policy",
            "the verifier's policy has other keys than the log was opened with",
        )
        .instead(
            "policies",
            &policies.join(" ").replace("shown-policy-log-a ", "shown-policy-other "),
        )
        .instead("proof", "shown-proof-other"),
        case(
            "disclosure-identity",
            "disclosure-identity",
            "the last leaf of an identity log is kept back",
        )
        .instead("identity-b", &short),
    ]
}

fn files() -> Vec<Vector> {
    let case = |name: &str, what: &str, body: &[u8]| {
        Vector::new(name, "disclosure", "disclosure-form", what, body)
    };
    vec![
        case("disclosure-form", "another first line", b"line/v2/disclosure\n"),
        case(
            "disclosure-form-cut",
            "a section that ends early",
            b"line/v1/disclosure\n\x00\x00\x00\x02a",
        ),
    ]
}
