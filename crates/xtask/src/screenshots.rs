//! `cargo xtask screenshots`: the pictures of docs/desk.md, taken of the program as it is.

use crate::Error;
use crate::need::BROWSER;
use crate::step;

/// Runs the test that opens every page, with leave to write.
pub(crate) fn run() -> Result<(), Error> {
    println!("browser: {}", BROWSER.ensure());
    let mut command = step::cargo(&["test", "--workspace", "--test", "pictures"]);
    command.env("DESK_PICTURES", "write");
    let done = step::run("pictures", command)?;
    if done.succeeded { Ok(()) } else { Err(Error::Step("pictures".into())) }
}
