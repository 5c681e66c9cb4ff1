//! Programs that the tests use: found on the path, or installed with `apt-get`.

use std::io::IsTerminal;
use std::process::Command;

use crate::step;

/// A program that some tests cannot do without.
pub(crate) struct Need {
    /// Names under which distributions ship it.
    names: &'static [&'static str],
    /// Packages that bring it.
    packages: &'static [&'static str],
    /// What fails without it.
    otherwise: &'static str,
}

/// The browser that the tests of the report open.
pub(crate) const BROWSER: Need = Need {
    names: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    packages: &["chromium"],
    otherwise: "the browser test of the report fails until `chromium` is installed",
};

/// What builds and tests the editor's extension.
pub(crate) const NPM: Need = Need {
    names: &["npm"],
    packages: &["nodejs", "npm"],
    otherwise: "the editor's extension is neither built nor tested until `npm` is installed",
};

/// What builds the stranger's verifier of the line.
pub(crate) const GO: Need = Need {
    names: &["go"],
    packages: &["golang-go", "golang-golang-x-mod-dev"],
    otherwise: "the tests of the line by a stranger's program fail until `golang-go` and `golang-golang-x-mod-dev` are there",
};

/// What runs the stranger's check of ML-DSA, and the Python package.
pub(crate) const PYTHON: Need = Need {
    names: &["python3"],
    packages: &["python3", "python3-venv"],
    otherwise: "the check of ML-DSA by a stranger's program and the tests of the Python package fail until `python3` and \
                `python3-venv` are there",
};

impl Need {
    /// Finds the program, or installs it. The answer is a line for the summary.
    pub(crate) fn ensure(&self) -> String {
        if let Some(name) = self.found() {
            return format!("{name} found");
        }
        let Some(prefix) = installer() else {
            return self.absent("apt-get or the right to use it is missing");
        };
        let install = ["install", "--quiet", "--yes", "--no-install-recommends"];
        let install: Vec<&str> = install.iter().chain(self.packages).copied().collect();
        for arguments in [["update", "--quiet"].as_slice(), &install] {
            let mut words = prefix.iter().chain(arguments).copied();
            let mut command = Command::new(words.next().unwrap_or("apt-get"));
            command.args(words).env("DEBIAN_FRONTEND", "noninteractive");
            match step::run(&format!("apt-get {}", arguments[0]), command) {
                Ok(done) if done.succeeded => {}
                Ok(_) | Err(_) => {
                    return self.absent(&format!("`apt-get {}` failed", arguments[0]));
                }
            }
        }
        self.found().map_or_else(
            || self.absent("apt-get installed none"),
            |name| format!("{name} installed"),
        )
    }

    fn found(&self) -> Option<&'static str> {
        self.names.iter().copied().find(|name| step::on_path(name))
    }

    fn absent(&self, why: &str) -> String {
        format!("none ({why}): {}", self.otherwise)
    }
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
