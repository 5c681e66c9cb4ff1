//! `cargo xtask api`: the JSON of a desk, asked for in every way that its description allows, by schemathesis.
//!
//! It stands outside `cargo xtask test`: it needs a package registry. The description itself and the answers are compared
//! there (`crates/desk/tests/desk/openapi.rs`).

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use crate::Error;
use crate::step;

/// Where schemathesis is.
const FOLDER: &str = "target/schemathesis";
/// Which one.
const PACKAGE: &str = "schemathesis==4.4.4";

/// A desk that ends with its owner.
struct Served {
    child: Child,
    address: String,
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Serves a demonstration and runs schemathesis against it.
pub(crate) fn run() -> Result<(), Error> {
    let program = format!("{FOLDER}/bin/schemathesis");
    if !step::root().join(&program).is_file() {
        let pip = format!("{FOLDER}/bin/pip install --quiet --disable-pip-version-check {PACKAGE}");
        shell("schemathesis", &format!("python3 -m venv {FOLDER} && {pip}"))?;
    }
    let built = step::run("detente", step::cargo(&["build", "--workspace", "--bin", "detente"]))?;
    if !built.succeeded {
        return Err(Error::Step("cargo build".into()));
    }
    let served = serve()?;
    let address = &served.address;
    let checks = "--checks all --exclude-checks unsupported_method,positive_data_acceptance,negative_data_rejection";
    let line = format!(
        "{program} run {address}/openapi.json {checks} --max-examples 40 --seed 1 --no-color"
    );
    shell("schemathesis run", &line)
}

fn serve() -> Result<Served, Error> {
    let mut child = Command::new(step::root().join("target/debug/detente"))
        .current_dir(step::root())
        .args(["desk", "--demo", "accords/jcpoa-2015.accord", "--listen", "127.0.0.1:0"])
        .stderr(Stdio::piped())
        .spawn()
        .map_err(Error::io("target/debug/detente"))?;
    let said = child.stderr.take().map(BufReader::new).and_then(|it| it.lines().next());
    let said = said.and_then(Result::ok).unwrap_or_default();
    let address = said.split_whitespace().find(|it| it.starts_with("http://"));
    let address = address.map(|it| it.trim_end_matches('/').to_owned());
    let address = address.ok_or_else(|| Error::Document(format!("the desk says `{said}`")));
    match address {
        Ok(address) => Ok(Served { child, address }),
        Err(error) => {
            drop(child.kill());
            Err(error)
        }
    }
}

fn shell(title: &str, line: &str) -> Result<(), Error> {
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(step::root());
    let done = step::run(title, command)?;
    if done.succeeded { Ok(()) } else { Err(Error::Step(title.to_owned())) }
}
