//! Programs that share no code with ours read our records: Go's note and tlog packages, and dilithium-py.
//!
//! Without Go or the Python library a test says so and passes; where `LINE_STRANGERS=required`, as under
//! `cargo xtask test`, it fails instead.
#![allow(
    clippy::panic,
    clippy::print_stdout,
    reason = "what looks for programs says what it found"
)]

mod go;

use std::path::Path;
use std::process::Command;

use go::{absent, go, root, says};

#[test]
fn a_verifier_in_go_agrees_with_the_vectors_and_the_edge_cases() {
    let Some(stranger) = go() else { return };
    let run = |task: &str, path: &str| {
        let out =
            Command::new(&stranger).arg(task).arg(root().join(path)).output().expect("it runs");
        assert!(out.status.success(), "{}", says(&out));
        says(&out)
    };
    let vectors = run("vectors", "crates/line/tests/vectors");
    for kind in ["accept:", "consistency:", "fork:", "inclusion:", "log-proof:"] {
        assert!(vectors.contains(kind), "{vectors}");
    }
    let edge = run("edge", "crates/line/tests/official/cctv-ed25519.txt");
    assert_eq!(edge, "edge cases agree: 914, of which valid 43");
}

/// The text behind the header of a vector.
fn body(name: &str) -> String {
    let path = root().join(format!("crates/line/tests/vectors/{name}.txt"));
    let text = std::fs::read_to_string(&path).expect("a vector");
    text.split_once("\n\n").expect("a body").1.to_owned()
}

/// One file convicts; the files of an honest log convict nobody, whatever is done with them.
#[test]
fn a_verifier_in_go_names_the_liar_and_nobody_else() {
    let Some(stranger) = go() else { return };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fork");
    std::fs::create_dir_all(&folder).expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("a file");
        path
    };
    let keys = write("keys", &body("policy-ok-author").replace("log line/v1/x", "A line/v1/x"));
    let run = |name: &str| {
        let file = write(name, &body(name));
        let out =
            Command::new(&stranger).arg("fork").args([&keys, &file]).output().expect("it runs");
        (out.status.code(), says(&out))
    };
    for liar in ["fork-ok", "fork-ok-size"] {
        assert_eq!(run(liar), (Some(0), "A".to_owned()), "{liar}");
    }
    for honest in ["fork-none", "fork-none-size", "fork-unlinked", "fork-form"] {
        assert_eq!(run(honest).0, Some(1), "{honest}");
    }
}

#[test]
fn a_verifier_in_python_agrees_with_our_ml_dsa() {
    let python = std::env::var_os("LINE_PYTHON").unwrap_or_else(|| "python3".into());
    let there = Command::new(&python).args(["-c", "import dilithium_py"]).output();
    if !there.is_ok_and(|out| out.status.success()) {
        absent("there is no Python with dilithium-py: see strangers/python/requirements.txt");
        return;
    }
    let out = Command::new(&python)
        .arg(root().join("strangers/python/ml_dsa.py"))
        .arg(root().join("crates/line/tests/vectors"))
        .output()
        .expect("it runs");
    assert!(out.status.success(), "{}", says(&out));
    assert_eq!(says(&out), "signatures agree: 7");
}
