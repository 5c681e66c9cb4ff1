//! The Python package: put together from what cargo built, and tested in an environment of its own.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Error;
use crate::step::{self, Done};

/// Where the environment and the package are.
const FOLDER: &str = "target/python";
/// What the tests need, pinned.
const NEEDS: &str = "crates/python/tests/requirements.txt";
/// The Python part of the package.
const LAYER: &str = "crates/python/python/detente";
/// The native module as cargo names it, and as Python does.
const BUILT: &str = "target/debug/lib_detente.so";
const MODULE: &str = "_detente.abi3.so";

/// Builds the native module with what the tests were built with, puts the package together and tests it.
pub(crate) fn test() -> Result<Done, Error> {
    // A test target beside the libraries: features are then those of the tests, and nothing is built twice.
    let build = step::cargo(&["build", "--workspace", "--lib", "--bins", "--test", "repository"]);
    let built = step::run("python: module", build)?;
    if !built.succeeded {
        return Ok(built);
    }
    let ready = environment()?;
    if !ready.succeeded {
        return Ok(ready);
    }
    put_together()?;
    let root = step::root();
    let mut command = Command::new(root.join(FOLDER).join("env/bin/python"));
    command.args(["-m", "pytest", "-q", "crates/python/tests"]).current_dir(&root);
    command.env("PYTHONPATH", root.join(FOLDER).join("package"));
    command.env("DETENTE", root.join("target/debug/detente"));
    step::run("python", command)
}

/// The environment, made anew when what it needs changed.
fn environment() -> Result<Done, Error> {
    let line = format!(
        "cmp -s {NEEDS} {FOLDER}/needs.txt || {{ rm -rf {FOLDER}/env && python3 -m venv {FOLDER}/env \
         && {FOLDER}/env/bin/pip install --quiet --disable-pip-version-check -r {NEEDS} \
         && cp {NEEDS} {FOLDER}/needs.txt; }}"
    );
    let mut command = Command::new("sh");
    command.args(["-c", &line]).current_dir(step::root());
    std::fs::create_dir_all(step::root().join(FOLDER)).map_err(Error::io(FOLDER))?;
    step::run("python: environment", command)
}

/// The package as a wheel unpacks it.
fn put_together() -> Result<(), Error> {
    let (root, package) = (step::root(), step::root().join(FOLDER).join("package/detente"));
    std::fs::create_dir_all(&package).map_err(Error::io(FOLDER))?;
    for file in files(&root.join(LAYER))? {
        let name = file.file_name().unwrap_or_default();
        std::fs::copy(&file, package.join(name)).map_err(Error::io(LAYER))?;
    }
    let module = package.join(MODULE);
    // A module that is mapped is replaced, not written over.
    drop(std::fs::remove_file(&module));
    std::fs::copy(root.join(BUILT), module).map_err(Error::io(BUILT))?;
    Ok(())
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let entries = std::fs::read_dir(folder).map_err(Error::io(LAYER))?;
    let files = entries.filter_map(Result::ok).map(|it| it.path());
    Ok(files.filter(|it| it.is_file()).collect())
}
