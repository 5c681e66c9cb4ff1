//! Paths, proof files, forks.

use line::checkpoint::Checkpoint;
use line::cosignature::sign_note;
use line::fork::ForkProof;
use line::proof::LogProof;
use line::tree::{Hash, consistency_path, inclusion_path, leaf_hash, root_of};

use super::b64;
use super::policy::ORIGIN;
use crate::scene::author;
use crate::tree::leaves;
use crate::vector::Vector;

pub fn cases() -> Vec<Vector> {
    [inclusion(), consistency(), files(), forks()].concat()
}

fn lines(path: &[Hash]) -> String {
    path.iter().map(|hash| b64(hash) + "\n").collect()
}

fn inclusion() -> Vec<Vector> {
    let tree = leaves(7);
    let path = inclusion_path(4, &tree).expect("a leaf");
    let case = |name: &str, expect: &str, what: &str, index: u64, path: &[Hash]| {
        Vector::new(name, "inclusion", expect, what, lines(path))
            .with("index", index)
            .with("size", 7)
            .with("leaf", b64(&tree[4]))
            .with("root", b64(&root_of(tree.iter().copied())))
    };
    vec![
        case("inclusion-ok", "ok", "leaf 4 of 7", 4, &path),
        case("proof-long", "proof-long", "64 hashes", 4, &[tree[0]; 64]),
        case("proof-index", "proof-index", "leaf 7 of 7", 7, &path),
        case("proof-length", "proof-length", "a hash is missing", 4, &path[..2]),
        case(
            "proof-length-more",
            "proof-length",
            "a hash too many",
            4,
            &[&path[..], &tree[..1]].concat(),
        ),
        case("proof-root", "proof-root", "another index", 5, &path),
    ]
}

fn consistency() -> Vec<Vector> {
    let tree = leaves(7);
    let root = |size: usize| root_of(tree[..size].iter().copied());
    let path = consistency_path(3, &tree).expect("a prefix");
    let case =
        |name: &str, expect: &str, what: &str, (smaller, old): (u64, Hash), path: &[Hash]| {
            Vector::new(name, "consistency", expect, what, lines(path))
                .with("smaller", smaller)
                .with("larger", 7)
                .with("old", b64(&old))
                .with("new", b64(&root(7)))
        };
    let four = consistency_path(4, &tree).expect("a prefix");
    vec![
        case("consistency-ok", "ok", "3 of 7", (3, root(3)), &path),
        case(
            "consistency-ok-power",
            "ok",
            "4 of 7: the first node is the smaller root and is left out",
            (4, root(4)),
            &four[1..],
        ),
        case("consistency-root", "proof-root", "another smaller root", (3, root(2)), &path),
        case("proof-sizes", "proof-sizes", "8 of 7", (8, root(3)), &path),
    ]
}

fn head(tree: &[Hash]) -> String {
    let root = root_of(tree.iter().copied());
    let checkpoint = Checkpoint { origin: ORIGIN.to_string(), size: tree.len() as u64, root };
    let [classical, quantum] = author(ORIGIN);
    sign_note(&checkpoint, 1_800_000_000, &[&classical, &quantum]).expect("a time").write()
}

fn files() -> Vec<Vector> {
    let tree = leaves(7);
    let path = inclusion_path(4, &tree).expect("a leaf");
    let good = LogProof { extra: None, index: 4, path, note: head(&tree) }.write();
    let case = |name: &str, expect: &str, what: &str, body: &str| {
        Vector::new(name, "log-proof", expect, what, body)
            .with("policy", "policy-ok-author")
            .with("leaf", b64(&tree[4]))
    };
    let hash = b64(&inclusion_path(4, &tree).expect("a leaf")[0]);
    vec![
        case("log-proof-ok", "ok", "leaf 4 of 7 and a head", &good),
        case(
            "log-proof-ok-extra",
            "ok",
            "with extra data",
            &good.replace("index 4", "extra AAAA\nindex 4"),
        ),
        case(
            "proof-form",
            "proof-form",
            "another first line",
            &good.replace("proof@v1", "proof@v2"),
        ),
        case("proof-form-index", "proof-form", "no index", &good.replace("index 4\n", "")),
        case(
            "proof-extra",
            "proof-extra",
            "extra data that is not base 64",
            &good.replace("index 4", "extra *\nindex 4"),
        ),
        case(
            "proof-number",
            "proof-number",
            "an index with a leading zero",
            &good.replace("index 4", "index 04"),
        ),
        case(
            "proof-hash",
            "proof-hash",
            "a hash of 33 bytes",
            &good.replacen(&hash, &b64(&[1; 33]), 1),
        ),
        case(
            "log-proof-root",
            "proof-root",
            "index 5 for leaf 4",
            &good.replace("index 4", "index 5"),
        ),
    ]
}

fn forks() -> Vec<Vector> {
    let case = |name: &str, expect: &str, what: &str, body: &str| {
        Vector::new(name, "fork", expect, what, body).with("policy", "policy-ok-author")
    };
    let honest = leaves(7);
    let mut forked = honest.clone();
    forked[1] = leaf_hash(b"rewritten");
    let proof = |smaller: &[Hash], larger: &[Hash]| {
        let path = consistency_path(smaller.len() as u64, larger).unwrap_or_default();
        ForkProof { smaller: head(smaller), larger: head(larger), path }
    };
    let good = proof(&honest[..4], &forked);
    let unlinked = ForkProof { path: proof(&honest[..4], &honest).path, ..good.clone() };
    let same = proof(&honest, &forked);
    vec![
        case("fork-ok", "ok", "4 leaves, then 7 that do not begin with them", &good.write()),
        case("fork-ok-size", "ok", "two roots of one size", &same.write()),
        case(
            "fork-form",
            "fork-form",
            "a length that is not that of the head",
            &good.write().replacen("smaller ", "smaller 1", 1),
        ),
        case(
            "fork-unlinked",
            "fork-unlinked",
            "the path is of another larger tree",
            &unlinked.write(),
        ),
        case("fork-none", "fork-none", "an honest log", &proof(&honest[..4], &honest).write()),
        case("fork-none-size", "fork-none", "one head twice", &proof(&honest, &honest).write()),
        fork_of_two_logs(&honest),
    ]
}

/// Two logs of one author under a policy that lists both, which is why policies are pinned.
fn fork_of_two_logs(tree: &[Hash]) -> Vector {
    let root = root_of(tree[..3].iter().copied());
    let other = Checkpoint { origin: "line/v1/y".to_string(), size: 3, root };
    let [classical, quantum] = author("line/v1/y");
    let note = sign_note(&other, 1_800_000_000, &[&classical, &quantum]).expect("a time").write();
    let path = consistency_path(3, tree).expect("a prefix");
    let proof = ForkProof { smaller: note, larger: head(tree), path };
    Vector::new("fork-origin", "fork", "fork-origin", "heads of two logs", proof.write())
        .with("policy", "policy-ok-two")
}
