//! `cargo xtask api`: the JSON of a desk, asked for in every way that its description allows, by schemathesis.
//!
//! It is part of `cargo xtask test`. The description itself and the answers are compared by a test of the desk
//! (`crates/desk/tests/desk/openapi.rs`), which needs no package registry.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use crate::Error;
use crate::step::{self, Done};

/// Where schemathesis is.
const FOLDER: &str = "target/schemathesis";
/// Which one, pinned, with the library that it draws its requests with.
const NEEDS: &str = "crates/desk/tests/schemathesis/requirements.txt";
/// What is asked: 40 requests of each kind for each address, the same in every run. What a query says that makes no
/// sense is left out and refused by nobody, so neither check of refused data is made.
const ASKED: &str = "--checks all --exclude-checks positive_data_acceptance,negative_data_rejection \
                     --max-examples 40 --seed 1 --no-color";

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

/// Runs it alone.
pub(crate) fn run() -> Result<(), Error> {
    let done = test()?;
    if done.succeeded { Ok(()) } else { Err(Error::Step("api".into())) }
}

/// Serves a demonstration and runs schemathesis against it.
pub(crate) fn test() -> Result<Done, Error> {
    let ready = environment()?;
    if !ready.succeeded {
        return Ok(ready);
    }
    // A test target beside the program: features are then those of the tests, and nothing is built twice.
    let build = step::cargo(&["build", "--workspace", "--lib", "--bins", "--test", "repository"]);
    let built = step::run("api: program", build)?;
    if !built.succeeded {
        return Ok(built);
    }
    let served = serve()?;
    // What it remembers of a run stays in its folder.
    let run = format!("env/bin/schemathesis run {}/openapi.json {ASKED}", served.address);
    shell("api", &format!("cd {FOLDER} && {run}"))
}

/// The environment, made anew when what it needs changed.
fn environment() -> Result<Done, Error> {
    std::fs::create_dir_all(step::root().join(FOLDER)).map_err(Error::io(FOLDER))?;
    let line = format!(
        "cmp -s {NEEDS} {FOLDER}/needs.txt || {{ rm -rf {FOLDER}/env && python3 -m venv {FOLDER}/env \
         && {FOLDER}/env/bin/pip install --quiet --disable-pip-version-check -r {NEEDS} \
         && cp {NEEDS} {FOLDER}/needs.txt; }}"
    );
    shell("api: environment", &line)
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
    let mut served = Served { child, address: String::new() };
    served.address = address.ok_or_else(|| Error::Document(format!("the desk says `{said}`")))?;
    Ok(served)
}

fn shell(title: &str, line: &str) -> Result<Done, Error> {
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(step::root());
    step::run(title, command)
}
