//! Stations as folders: some listen, each command is a process of its own, and the clock is a file that all read.

use std::io::{BufRead as _, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub const PROGRAM: &str = env!("CARGO_BIN_EXE_detente");

pub struct Line {
    folder: TempDir,
    servers: Vec<(String, Child)>,
    addresses: Vec<(String, String)>,
}

impl Drop for Line {
    fn drop(&mut self) {
        for (_, child) in &mut self.servers {
            drop(child.kill());
            drop(child.wait());
        }
    }
}

impl Line {
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// Stations with these names, roles and actors, all joined; the first one invites.
    pub fn new(accord: &str, parties: &[(&str, &str, &str)]) -> Self {
        Self::with_terms(accord, parties, &[])
    }

    /// The same under other terms of the charter.
    pub fn with_terms(accord: &str, parties: &[(&str, &str, &str)], terms: &[&str]) -> Self {
        let line = Self {
            folder: tempfile::tempdir().expect("a folder"),
            servers: Vec::new(),
            addresses: Vec::new(),
        };
        line.set("2026-01-01");
        std::fs::write(line.path("text.accord"), accord).expect("written");
        for (name, role, speaks) in parties {
            let mut words = vec![
                "init",
                "--accord",
                "text.accord",
                "--exercise",
                "--name",
                name,
                "--role",
                role,
            ];
            if !speaks.is_empty() {
                words.extend(["--speaks", speaks]);
            }
            line.ok(name, &words);
        }
        let (first, others) = parties.split_first().expect("somebody");
        let cards: Vec<String> = others.iter().map(|(name, ..)| format!("{name}/card")).collect();
        let mut words = vec!["invite", "--to", "charter", "--day-zero", "2026-01-01"];
        words.extend(cards.iter().map(String::as_str));
        words.extend(terms);
        let hash = line.ok(first.0, &words)["hash"].as_str().expect("a hash").to_owned();
        for (name, ..) in parties {
            line.ok(name, &["join", "charter", "--compared", &hash]);
        }
        line
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn set(&self, time: &str) {
        std::fs::write(self.path("now"), time).expect("the clock");
    }

    pub fn run(&self, name: &str, words: &[&str]) -> Output {
        let mut command = Command::new(PROGRAM);
        command.current_dir(self.folder.path()).args(["--json", "line", "--in", name]);
        if self.path(name).exists() {
            command.args(["--now", "@now"]);
        }
        command.args(words).output().expect("it runs")
    }

    /// What a person reads.
    pub fn text(&self, name: &str, words: &[&str]) -> String {
        let mut command = Command::new(PROGRAM);
        command.current_dir(self.folder.path()).args(["line", "--in", name, "--now", "@now"]);
        let out = command.args(words).output().expect("it runs");
        String::from_utf8(out.stdout).expect("a text")
    }

    pub fn ok(&self, name: &str, words: &[&str]) -> Value {
        let out = self.run(name, words);
        let said = String::from_utf8_lossy(&out.stderr);
        assert!(
            out.status.success(),
            "{name} {words:?}: {said}{}",
            String::from_utf8_lossy(&out.stdout)
        );
        serde_json::from_slice(&out.stdout).expect("JSON on standard output")
    }

    /// Starts a station that listens, and tells the others where.
    pub fn serve(&mut self, name: &str, callers: &[&str]) {
        let mut child = Command::new(PROGRAM)
            .current_dir(self.folder.path())
            .args(["--json", "line", "--in", name, "--now", "@now", "serve"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it listens");
        let mut first = String::new();
        BufReader::new(child.stdout.take().expect("piped")).read_line(&mut first).expect("a line");
        let said: Value = serde_json::from_str(&first).expect("an address");
        let address = said["listens"].as_str().expect("an address").to_owned();
        self.servers.push((name.to_owned(), child));
        self.addresses.push((name.to_owned(), address.clone()));
        for caller in callers.iter().filter(|caller| **caller != name) {
            let peer = format!("{name}={address}");
            self.run(caller, &["sync", name, "--peer", &peer]);
        }
    }

    /// Where a station listens.
    pub fn address(&self, name: &str) -> String {
        let mut known = self.addresses.iter().rev();
        known.find(|(of, _)| of == name).expect("it listens").1.clone()
    }

    pub fn stop(&mut self, name: &str) {
        self.servers.retain_mut(|(of, child)| {
            let stop = of == name;
            if stop {
                drop(child.kill());
                drop(child.wait());
            }
            !stop
        });
    }

    pub fn sync(&self, name: &str, with: &[&str]) {
        let mut words = vec!["sync"];
        words.extend(with);
        let said = self.ok(name, &words);
        for party in said["parties"].as_array().expect("parties") {
            assert_eq!(party["reached"], true, "{name}: {party}");
        }
    }

    /// The people of a party say that something was done, each act with the signatures that it needs. Fields that the
    /// words leave open follow after bars.
    pub fn say(&self, name: &str, act: &str) {
        let words: Vec<&str> = ["send", "act"].into_iter().chain(act.split(" | ")).collect();
        let sent = self.ok(name, &words);
        if sent["state"] == "draft" {
            let released = self.ok(name, &["release", sent["message"].as_str().expect("a name")]);
            assert_eq!(released["state"], "written");
            assert_eq!(released["signatures"], 2);
        } else {
            assert_eq!(sent["state"], "written");
        }
    }

    pub fn digest(&self, name: &str) -> (String, u64) {
        let out = self.run(name, &["state"]);
        let said: Value = serde_json::from_slice(&out.stdout).expect("a state");
        assert_eq!(said["differs"], Value::Null, "{name}");
        (
            said["digest"].as_str().expect("a digest").to_owned(),
            said["hours"].as_u64().expect("hours"),
        )
    }

    pub fn script(&self, name: &str) -> Value {
        self.ok(name, &["record"])["script"].clone()
    }
}
