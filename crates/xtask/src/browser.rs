//! The browser that the tests of the report open.

use std::io::IsTerminal;
use std::process::Command;

use crate::step;

/// Names under which distributions ship the browser.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Finds a browser, or installs one with `apt-get`. The answer is a line for the summary.
pub(crate) fn ensure() -> String {
    if let Some(name) = found() {
        return format!("{name} found");
    }
    let Some(prefix) = installer() else {
        return absent("apt-get or the right to use it is missing");
    };
    for arguments in [
        ["update", "--quiet"].as_slice(),
        &["install", "--quiet", "--yes", "--no-install-recommends", "chromium"],
    ] {
        let mut words = prefix.iter().chain(arguments).copied();
        let mut command = Command::new(words.next().unwrap_or("apt-get"));
        command.args(words).env("DEBIAN_FRONTEND", "noninteractive");
        match step::run(&format!("apt-get {}", arguments[0]), command) {
            Ok(done) if done.succeeded => {}
            Ok(_) | Err(_) => return absent(&format!("`apt-get {}` failed", arguments[0])),
        }
    }
    found().map_or_else(|| absent("apt-get installed none"), |name| format!("{name} installed"))
}

fn found() -> Option<&'static str> {
    NAMES.into_iter().find(|name| step::on_path(name))
}

fn absent(why: &str) -> String {
    format!("none ({why}): the browser test of the report fails until `chromium` is installed")
}

/// How to call `apt-get` here: as root, through `sudo`, or not at all.
fn installer() -> Option<Vec<&'static str>> {
    if !step::on_path("apt-get") {
        return None;
    }
    let root = Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout == b"0\n");
    installer_for(root, step::on_path("sudo"), std::io::stdin().is_terminal())
}

/// Nobody is there to type a password when input is not a terminal, so `sudo` must not ask.
fn installer_for(root: bool, sudo: bool, terminal: bool) -> Option<Vec<&'static str>> {
    match (root, sudo, terminal) {
        (true, _, _) => Some(vec!["apt-get"]),
        (false, true, true) => Some(vec!["sudo", "apt-get"]),
        (false, true, false) => Some(vec!["sudo", "-n", "apt-get"]),
        (false, false, _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sudo_is_used_only_by_those_who_need_it() {
        assert_eq!(installer_for(true, true, true), Some(vec!["apt-get"]));
        assert_eq!(installer_for(false, true, false), Some(vec!["sudo", "-n", "apt-get"]));
        assert_eq!(installer_for(false, false, true), None);
    }
}
