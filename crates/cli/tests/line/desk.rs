//! The desk of a station, as a process that a browser asks: one person drafts, the other lets go, and the record has it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::time::Duration;

use line::leaf::{ContentKeys, Leaf};
use line::note::{KeyKind, NoteKey};
use line::policy::Policy;
use line::proof::LogProof;
use line::tree::leaf_hash;
use station::{Place, Station};

use crate::compartments::{met, of, talk};
use crate::phases::three_phases;
use crate::served::Served;
use crate::stations::{Line, PROGRAM};

fn served(line: &Line, name: &str) -> Served {
    served_with(line, name, &[])
}

fn served_with(line: &Line, name: &str, more: &[&str]) -> Served {
    let mut command = Command::new(PROGRAM);
    command
        .current_dir(line.folder())
        .args(["desk", name, "--listen", "127.0.0.1:0", "--now", "@now"])
        .args(more);
    Served::start(&mut command, 2)
}

impl Served {
    /// What is answered, head and body, as text.
    fn asked(&self, method: &str, path: &str, cookie: &str, body: &str) -> String {
        let mut said = Vec::new();
        self.ask(method, path, cookie, body).read_to_end(&mut said).expect("answered");
        String::from_utf8_lossy(&said).into_owned()
    }

    /// The body of what is answered.
    fn bytes(&self, path: &str, cookie: &str, body: &str) -> Vec<u8> {
        let mut said = Vec::new();
        self.ask("POST", path, cookie, body).read_to_end(&mut said).expect("answered");
        let end = said.windows(4).position(|it| it == b"\r\n\r\n").expect("a head");
        said.split_off(end + 4)
    }

    fn ask(&self, method: &str, path: &str, cookie: &str, body: &str) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        );
        stream.write_all(head.as_bytes()).expect("asked");
        stream
    }

    fn enter(&self, seat: usize) -> String {
        let said = self.asked("GET", &self.links[seat], "", "");
        let cookie = said.split("set-cookie: ").nth(1).and_then(|it| it.split(';').next());
        cookie.expect("a session").to_owned()
    }
}

/// The value of a hidden field of a page.
fn hidden(page: &str, name: &str) -> String {
    let mark = format!("name=\"{name}\" value=\"");
    let rest = page.split(&mark).nth(1).and_then(|it| it.split('"').next());
    rest.expect("a hidden field").to_owned()
}

const PARTIES: [(&str, &str, &str); 3] =
    [("US", "signatory", "US"), ("Iran", "signatory", "Iran"), ("Muscat", "intermediary", "")];

/// Stations of two parties and an intermediary, of which the last two listen.
fn three() -> Line {
    let mut line = Line::new(&three_phases(), &PARTIES);
    line.serve("Iran", &["US"]);
    line.serve("Muscat", &["US", "Iran"]);
    line.ok("US", &["sync"]);
    line.set("2026-01-12");
    line
}

#[test]
fn two_people_say_through_the_desk_what_then_stands_in_the_record() {
    let line = three();
    let desk = served(&line, "US");
    let seats = [desk.enter(0), desk.enter(1)];
    let form = desk.asked("GET", "/compose/incident_claim", &seats[0], "");
    assert!(form.starts_with("HTTP/1.1 200"), "{form}");
    let token = hidden(&form, "token");
    let typed = format!("token={token}&at=2026-01-12&zone=Gulf&text=A+drone.");
    let drafted = desk.asked("POST", "/compose/incident_claim", &seats[0], &typed);
    assert!(drafted.starts_with("HTTP/1.1 303"), "{drafted}");
    let inbox = desk.asked("GET", "/inbox", &seats[1], "");
    let release = format!("token={}&name={}", hidden(&inbox, "token"), hidden(&inbox, "name"));
    let own = release.replace(&hidden(&inbox, "token"), &token);
    let refused = desk.asked("POST", "/release", &seats[0], &own);
    assert!(refused.starts_with("HTTP/1.1 403"), "{refused}");
    let released = desk.asked("POST", "/release", &seats[1], &release);
    assert!(released.starts_with("HTTP/1.1 303"), "{released}");
    line.sync("US", &["Iran", "Muscat"]);
    let record = line.ok("Iran", &["record"]);
    let messages = record["messages"].as_array().expect("messages");
    let claim = messages.iter().find(|it| it["kind"] == "incident_claim").expect("it arrived");
    assert_eq!(claim["signatures"], 2);
    for page in ["/", "/board?lang=fa", "/line", "/record.json"] {
        let said = desk.asked("GET", page, &seats[0], "");
        assert!(said.starts_with("HTTP/1.1 200"), "{page}: {said}");
    }
}

#[test]
fn an_open_page_is_told_of_what_the_other_side_said_once_the_line_has_carried_it() {
    let line = three();
    let desk = served(&line, "US");
    let cookie = desk.enter(0);
    let refused = desk.asked("GET", "/news", "", "");
    assert!(refused.starts_with("HTTP/1.1 403"), "{refused}");
    let mut news = BufReader::new(desk.ask("GET", "/news", &cookie, ""));
    // The wait ends, so that a desk that says nothing fails the test and does not hold it.
    news.get_ref().set_read_timeout(Some(Duration::from_secs(60))).expect("a limit");
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        news.read_line(&mut head).expect("a head");
    }
    assert!(head.contains("text/event-stream"), "{head}");
    let words = ["send", "free_text", "about=Watch", "text=We are here."];
    assert_eq!(line.ok("Iran", &words)["state"], "written");
    assert!(!desk.asked("GET", "/inbox", &cookie, "").contains("We are here."), "not carried yet");
    line.sync("US", &["Iran", "Muscat"]);
    let told = news.lines().map_while(Result::ok).any(|said| said.contains("event: entry"));
    assert!(told, "the page is told");
    assert!(desk.asked("GET", "/inbox", &cookie, "").contains("Watch"), "and shows it");
}

/// The files of an archive (`ustar`), by name.
fn unpacked(archive: &[u8]) -> Vec<(String, Vec<u8>)> {
    let text =
        |bytes: &[u8]| String::from_utf8_lossy(bytes).trim_end_matches(['\0', ' ']).to_owned();
    let (mut files, mut rest) = (Vec::new(), archive);
    while rest.first().is_some_and(|byte| *byte != 0) {
        let size = usize::from_str_radix(&text(&rest[124..136]), 8).expect("a size");
        files.push((text(&rest[..100]), rest[512..512 + size].to_vec()));
        rest = &rest[512 + size.next_multiple_of(512)..];
    }
    files
}

/// The policy of somebody outside who was given the keys of a party's log.
fn policy(line: &Line, name: &str) -> Policy {
    let place = Place::at(&line.path(name));
    let (charter, party) =
        (place.charter().expect("it joined"), place.card().expect("a card").party);
    let compartment = charter.compartments_of(&party).next().expect("one").name.clone();
    let station = Station::open(&place.compartment(&compartment), 0, None).expect("it opens");
    let (log, directory) =
        (station.card().log, station.node().expect("a node").record().directory());
    let keys = directory.log_keys(&log, &station.identities()).expect("keys of a log");
    let key =
        |kind, public: &[u8]| NoteKey::new(&log.origin(), kind, public).expect("a key").write();
    let classical = key(KeyKind::Ed25519, &keys.ed25519.to_bytes());
    let quantum = key(KeyKind::CosignMlDsa, &keys.ml_dsa.to_bytes());
    let lines = format!("log {classical}\nwitness author {quantum}\nquorum author\n");
    Policy::pinned(lines.as_bytes(), &log.origin()).expect("a policy")
}

#[test]
fn the_proof_of_a_message_is_handed_out_with_its_note_and_holds_for_somebody_outside() {
    let line = three();
    let words = ["send", "free_text", "about=Watch", "text=We are here."];
    let sent = line.ok("US", &words);
    let name = sent["message"].as_str().expect("a name");
    let proved = line.ok("US", &["prove", name, "--to", "shown.tlog-proof"]);
    let desk = served(&line, "US");
    let cookie = desk.enter(0);
    let page = desk.asked("GET", &format!("/message/{name}"), &cookie, "");
    assert!(page.contains("No other message opens with this key."), "{page}");
    let path = format!("/message/{name}/proof");
    let without = desk.asked("POST", &path, &cookie, "purpose=x");
    assert!(without.starts_with("HTTP/1.1 403"), "{without}");
    let body = format!("token={}&purpose=For+the+court.", hidden(&page, "token"));
    let files = unpacked(&desk.bytes(&path, &cookie, &body));
    let named = |end: &str| {
        let found = files.iter().find(|(file, _)| file == &format!("{name}.{end}"));
        found.map(|(_, bytes)| bytes.clone()).expect("it is in the archive")
    };
    let (_, note) = files.last().expect("a note");
    assert!(String::from_utf8_lossy(note).contains("reads this message whole"));

    // The same as the command gives.
    let key = String::from_utf8(named("key")).expect("text");
    assert_eq!(proved["key"], key.trim_end());
    assert_eq!(std::fs::read(line.path("shown.leaf")).expect("written"), named("leaf"));
    assert_eq!(std::fs::read(line.path("shown.tlog-proof")).expect("written"), named("tlog-proof"));

    // It stands under a head of the writer, and the key opens it.
    let (leaf, proof) = (named("leaf"), LogProof::parse(&named("tlog-proof")).expect("a proof"));
    let policies = [policy(&line, "US"), policy(&line, "Iran")];
    proof.verify(&policies[0], leaf_hash(&leaf)).expect("it holds");
    assert!(proof.verify(&policies[0], leaf_hash(b"another")).is_err());
    assert!(proof.verify(&policies[1], leaf_hash(&leaf)).is_err(), "not in another log");
    let Ok(Leaf::Content(content)) = Leaf::parse(&leaf) else { panic!("a message") };
    let opened = content.open(&ContentKeys::shown(secret(key.trim_end()))).expect("it opens");
    assert!(format!("{:?}", opened.message.content).contains("We are here."));

    // The record says that it left, and why.
    let record = line.ok("US", &["record"])["messages"].to_string();
    assert!(record.contains(&format!("{name}.proof.tar")) && record.contains("For the court."));
}

fn secret(hex: &str) -> line::Secret {
    let byte = |at: usize| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).expect("digits");
    line::Secret::new(std::array::from_fn(byte))
}

/// A line of two files: each desk shows one, says which, and has no word of the other.
#[test]
fn a_desk_shows_one_compartment_and_says_which() {
    let line = met();
    talk(&line, "US", "nuclear", "In the first.");
    talk(&line, "US", "regional", "In the second.");
    let out = Command::new(PROGRAM)
        .current_dir(line.folder())
        .args(["desk", "US", "--listen", "127.0.0.1:0", "--now", "@now"])
        .output()
        .expect("it runs");
    assert_eq!(out.status.code(), Some(2), "{out:?}");
    assert!(String::from_utf8_lossy(&out.stderr).contains("--compartment nuclear or"), "{out:?}");
    let said = |file: &str| {
        let record = of(&line, "US", file, "record");
        record["messages"][0]["message"].as_str().expect("a name").to_owned()
    };
    let names = ["nuclear", "regional"].map(said);
    for (number, file, text) in [(0, "nuclear", "In the first."), (1, "regional", "In the second.")]
    {
        let desk = served_with(&line, "US", &["--compartment", file]);
        let cookie = desk.enter(0);
        let message = |name: &String| desk.asked("GET", &format!("/message/{name}"), &cookie, "");
        let here = message(&names[number]);
        assert!(here.contains(text) && here.contains(&format!("US, {file}")), "{file}: {here}");
        let elsewhere = message(&names[1 - number]);
        assert!(elsewhere.starts_with("HTTP/1.1 404"), "{file}: {elsewhere}");
    }
}
