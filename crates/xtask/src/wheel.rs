//! The wheel: built by maturin, installed where nothing of the repository is, and asked for a verdict.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Error;
use crate::step;

/// Where the environments and the wheel are.
const FOLDER: &str = "target/wheel";
/// What builds it and what reads its annotations, pinned.
const TOOLS: &str = "maturin==1.16.0 mypy==2.4.1";
/// What is run with the wheel installed.
const ASKED: &str = "crates/python/tests/installed.py";

/// Builds the wheel in a cargo profile, `release` if none is named, and tries it.
pub(crate) fn run(profile: Option<&str>) -> Result<(), Error> {
    let profile = profile.unwrap_or("release");
    let built = step::root().join(FOLDER).join("built");
    if built.exists() {
        std::fs::remove_dir_all(&built).map_err(Error::io(FOLDER))?;
    }
    std::fs::create_dir_all(&built).map_err(Error::io(FOLDER))?;
    shell(
        "wheel: tools",
        &format!("python3 -m venv {FOLDER}/tools && {FOLDER}/tools/bin/pip install -q {TOOLS}"),
    )?;
    build(profile)?;
    let wheel = the_wheel(&built)?;
    let fresh = format!(
        "python3 -m venv --clear {FOLDER}/fresh && {FOLDER}/fresh/bin/pip install -q {}",
        wheel.display()
    );
    shell("wheel: install", &fresh)?;
    try_it()?;
    std::fs::write(step::root().join(FOLDER).join("profile"), profile)
        .map_err(Error::io(FOLDER))?;
    let size = std::fs::metadata(&wheel).map_err(Error::io(FOLDER))?.len();
    println!("{} (profile {profile}, {:.1} MB)", wheel.display(), size as f64 / 1e6);
    Ok(())
}

fn build(profile: &str) -> Result<(), Error> {
    let mut command = Command::new(step::root().join(FOLDER).join("tools/bin/maturin"));
    command.args(["build", "--locked", "--profile", profile, "--out"]);
    command.arg(step::root().join(FOLDER).join("built"));
    command.args(["--manifest-path", "crates/python/Cargo.toml"]).current_dir(step::root());
    succeed("wheel: maturin", command)
}

/// The one wheel that was built.
fn the_wheel(built: &Path) -> Result<PathBuf, Error> {
    let entries = std::fs::read_dir(built).map_err(Error::io(FOLDER))?;
    let mut wheels = entries.filter_map(Result::ok).map(|it| it.path());
    wheels
        .find(|it| it.extension().is_some_and(|it| it == "whl"))
        .ok_or_else(|| Error::Document(format!("maturin left no wheel in {FOLDER}/built")))
}

/// A verdict, and annotations read from what was installed; from a folder that knows no repository.
fn try_it() -> Result<(), Error> {
    let (root, elsewhere) = (step::root(), std::env::temp_dir());
    let fresh = root.join(FOLDER).join("fresh/bin/python");
    let mut ask = Command::new(&fresh);
    ask.arg(root.join(ASKED)).arg(root.join("accords/jpoa-2013.accord")).current_dir(&elsewhere);
    succeed("wheel: a verdict", ask)?;
    let mut read = Command::new(root.join(FOLDER).join("tools/bin/mypy"));
    read.args(["--strict", "--cache-dir", "/dev/null", "--python-executable"]).arg(fresh);
    read.arg(root.join(ASKED)).current_dir(&elsewhere);
    succeed("wheel: annotations", read)
}

fn shell(title: &str, line: &str) -> Result<(), Error> {
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(step::root());
    command.env("PIP_DISABLE_PIP_VERSION_CHECK", "1");
    succeed(title, command)
}

fn succeed(title: &str, command: Command) -> Result<(), Error> {
    let done = step::run(title, command)?;
    if done.succeeded { Ok(()) } else { Err(Error::Step(title.to_owned())) }
}
