//! The desk of a station, as a process that a browser asks: one person drafts, the other lets go, and the record has it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::Command;
use std::time::Duration;

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

#[test]
fn the_proof_of_a_message_is_handed_out_with_its_note_and_holds_for_somebody_outside() {
    let line = three();
    let words = ["send", "free_text", "about=Watch", "text=We are here."];
    let sent = line.ok("US", &words);
    let name = sent["message"].as_str().expect("a name");
    line.ok("US", &["prove", name, "--to", "shown.proof.tar"]);
    let desk = served(&line, "US");
    let cookie = desk.enter(0);
    let page = desk.asked("GET", &format!("/message/{name}"), &cookie, "");
    assert!(page.contains("No other message opens with this key."), "{page}");
    let path = format!("/message/{name}/proof");
    let without = desk.asked("POST", &path, &cookie, "purpose=x");
    assert!(without.starts_with("HTTP/1.1 403"), "{without}");
    let body = format!("token={}&purpose=For+the+court.", hidden(&page, "token"));
    let handed = desk.bytes(&path, &cookie, &body);

    // The same as the command gives, and it holds for somebody outside.
    assert_eq!(std::fs::read(line.path("shown.proof.tar")).expect("written"), handed);
    let found = line.ok("nobody", &["check", "shown.proof.tar", "--charter", "charter"]);
    assert_eq!((&found["message"], &found["from"]), (&name.into(), &"US".into()));
    assert!(found["page"].to_string().contains("We are here."), "{found}");

    // The record says that it left, and why.
    let record = line.ok("US", &["record"])["messages"].to_string();
    assert!(record.contains(&format!("{name}.proof.tar")) && record.contains("For the court."));
}

/// A line of two files: each desk shows one, says which, and has no word of the other.
#[test]
fn a_desk_shows_one_compartment_and_says_which() {
    let line = met();
    talk(&line, "US", "nuclear", "In the first.");
    talk(&line, "US", "regional", "In the second.");
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

/// One desk for all files of a party: a switcher, one screen over all of them, and a message that is written in the one
/// that was chosen and refers to nothing of another.
#[test]
fn one_desk_shows_all_compartments_and_writes_in_the_one_that_is_chosen() {
    let line = met();
    talk(&line, "US", "nuclear", "In the first.");
    talk(&line, "US", "regional", "In the second.");
    let record = |file: &str| of(&line, "US", file, "record")["messages"].clone();
    let first = record("nuclear")[0].clone();
    let name = first["message"].as_str().expect("a name");
    let desk = served(&line, "US");
    let cookie = desk.enter(0);
    let ask = |path: &str| desk.asked("GET", path, &cookie, "");
    let whole = ask("/");
    for text in ["Now, in all compartments", "in=nuclear", "in=regional", "Channel lights"] {
        assert!(whole.contains(text), "{text}: {whole}");
    }
    assert!(ask(&format!("/message/{name}?in=nuclear")).contains("In the first."));
    assert!(ask(&format!("/message/{name}?in=regional")).starts_with("HTTP/1.1 404"));
    assert!(ask("/board?in=other").starts_with("HTTP/1.1 404"));
    assert!(ask("/board.json").starts_with("HTTP/1.1 404"), "a program says which it means");
    assert!(ask("/board.json?in=regional").starts_with("HTTP/1.1 200"));
    assert!(ask("/line?in=regional").contains("aria-current=\"true\"><bdi>regional"));

    let form = ask("/compose/free_text?in=nuclear");
    assert!(form.contains("<option value=\"nuclear\" selected"), "{form}");
    let token = hidden(&form, "token");
    let typed = format!("token={token}&in=regional&about=Watch&text=Chosen+here.");
    let sent = desk.asked("POST", "/compose/free_text", &cookie, &typed);
    assert!(sent.starts_with("HTTP/1.1 303") && sent.contains("in=regional"), "{sent}");
    assert!(record("regional").to_string().contains("Watch"));
    assert!(!record("nuclear").to_string().contains("Watch"));

    let hash = first["hash"].as_str().expect("a hash");
    let foreign = format!("token={token}&in=regional&re={hash}");
    let refused = desk.asked("POST", "/compose/ack_read", &cookie, &foreign);
    assert!(
        refused.starts_with("HTTP/1.1 422") && refused.contains("another compartment"),
        "{refused}"
    );
    assert_eq!(record("regional").as_array().map(Vec::len), Some(2));
    let nowhere = format!("token={token}&in=other&text=x");
    assert!(
        desk.asked("POST", "/compose/free_text", &cookie, &nowhere).starts_with("HTTP/1.1 404")
    );
}
