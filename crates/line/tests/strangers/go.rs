//! The stranger's verifier in Go, built where Go is.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The top folder of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Says that a stranger is absent, or fails where it must be there.
pub fn absent(what: &str) {
    let required = std::env::var_os("LINE_STRANGERS").is_some_and(|word| word == "required");
    assert!(!required, "{what}, and it is required here");
    println!("skipped: {what}");
}

/// The verifier in Go, built against Debian's golang-golang-x-mod-dev; none if that is not here.
pub fn go() -> Option<PathBuf> {
    let own = format!("stranger-{}", std::process::id());
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(own);
    let built = Command::new("go")
        .args(["build", "-o"])
        .arg(&program)
        .arg(".")
        .current_dir(root().join("strangers/go"))
        .envs([("GO111MODULE", "off"), ("GOPATH", "/usr/share/gocode"), ("GOFLAGS", "")])
        .env("GOCACHE", Path::new(env!("CARGO_TARGET_TMPDIR")).join("go"))
        .output();
    match built {
        Ok(out) if out.status.success() => Some(program),
        Ok(out) => {
            absent(&format!("go cannot build it: {}", String::from_utf8_lossy(&out.stderr)));
            None
        }
        Err(_) => {
            absent("there is no `go`: install golang-go and golang-golang-x-mod-dev");
            None
        }
    }
}

/// What a program printed.
pub fn says(out: &Output) -> String {
    let both = [out.stdout.as_slice(), out.stderr.as_slice()].concat();
    String::from_utf8_lossy(&both).trim().to_owned()
}
