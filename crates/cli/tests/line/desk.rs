//! The desk of a station, as a process that a browser asks: one person drafts, the other lets go, and the record has it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use crate::phases::three_phases;
use crate::stations::{Line, PROGRAM};

/// A desk with what it printed: its address and the paths of its links.
struct Served {
    child: Child,
    address: String,
    links: Vec<String>,
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

fn served(line: &Line, name: &str) -> Served {
    let mut child = Command::new(PROGRAM)
        .current_dir(line.folder())
        .args(["desk", name, "--listen", "127.0.0.1:0", "--now", "@now"])
        .stderr(Stdio::piped())
        .spawn()
        .expect("it listens");
    let mut lines =
        BufReader::new(child.stderr.take().expect("piped")).lines().map_while(Result::ok);
    let first = lines.next().expect("an address");
    let address = first.split("http://").nth(1).and_then(|it| it.split('/').next());
    let address = address.expect("an address").to_owned();
    let path = |said: String| said.rsplit(&address).next().map(str::to_owned);
    let links = lines.by_ref().take(2).filter_map(path).collect();
    Served { child, address, links }
}

impl Served {
    /// What is answered, head and body.
    fn asked(&self, method: &str, path: &str, cookie: &str, body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("it listens");
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        );
        stream.write_all(head.as_bytes()).expect("asked");
        let mut said = String::new();
        stream.read_to_string(&mut said).expect("answered");
        said
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

#[test]
fn two_people_say_through_the_desk_what_then_stands_in_the_record() {
    let parties =
        [("US", "signatory", "US"), ("Iran", "signatory", "Iran"), ("Muscat", "intermediary", "")];
    let mut line = Line::new(&three_phases(), &parties);
    line.serve("Iran", &["US"]);
    line.serve("Muscat", &["US", "Iran"]);
    line.ok("US", &["sync"]);
    line.set("2026-01-12");
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
