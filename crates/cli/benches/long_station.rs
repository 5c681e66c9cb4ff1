//! What pages of the desk cost on a station with a long signed record: `DESK_ENTRIES=10000 cargo bench --workspace
//! --bench long_station`. Making the record takes minutes, so nothing is done unless a number is asked for.
#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

#[path = "../src/row_names.rs"]
mod row_names;
#[path = "../tests/line/stations.rs"]
#[allow(dead_code, reason = "a part of what the tests do with stations")]
mod stations;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Instant;

use desk::view::View;
use forms::field::Table;
use forms::{Form, Names as _};
use kernel::ActorId;
use lang::source::Source;
use line::Secret;
use line::sign::HybridSigner;
use reader::Text;
use row_names::RowNames;
use station::store::Store;
use station::{Folder, Place, Program, Saying, Station};
use stations::{Line, PROGRAM};

const PARTIES: [(&str, &str, &str); 3] =
    [("US", "signatory", "US"), ("Iran", "signatory", "Iran"), ("Muscat", "intermediary", "")];
/// 2026-01-21, in POSIX seconds.
const NOW: u64 = 1_768_953_600;
/// Messages of which one number is told.
const BLOCK: u32 = 10_000;

fn main() {
    let entries = std::env::var("DESK_ENTRIES").ok().and_then(|it| it.parse::<u32>().ok());
    match entries {
        Some(entries) => measure(entries),
        None => println!("DESK_ENTRIES is not set: no long record is made"),
    }
}

fn measure(entries: u32) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../accords/three-phase.accord");
    let accord = std::fs::read_to_string(path).expect("a text that ships");
    let mut line = Line::with_terms(&accord, &PARTIES, &["--per-day", "1000000"]);
    line.serve("Iran", &["US"]);
    line.serve("Muscat", &["US", "Iran"]);
    line.ok("US", &["sync"]);
    line.set("2026-01-20");
    line.say("US", "US grants W1");
    line.sync("US", &["Iran", "Muscat"]);
    line.set("2026-01-21");
    let program = write(&line, Source::new("three-phase.accord", accord), entries);
    let started = Instant::now();
    (0..3).for_each(|_| line.sync("US", &["Iran", "Muscat"]));
    println!("carried to two others in {:.0} s", started.elapsed().as_secs_f64());
    println!("script: {}", line.script("US")["size"]);
    replayed(&line, &program, entries);
    pages(&line);
}

/// The store read back, every leaf opened, the script made and played again: once with signatures taken to hold, since
/// they were checked before they were stored, and once with all of them checked, as of a store that was made anew.
/// Beside it as many checks of both signatures by the libraries alone.
fn replayed(line: &Line, program: &Program, entries: u32) {
    let trusted = opened(line, program);
    let store = Store::open(&compartment(line).database()).expect("a store");
    store.keep(&[("doubted".to_owned(), Vec::new())]).expect("on the disk");
    drop(store);
    let checked = opened(line, program);
    let signer = HybridSigner::from_seeds(&Secret::new([1; 32]), &Secret::new([2; 32]));
    let (key, message) = (signer.public(), [7; 1000]);
    let signature = signer.sign(&message);
    let used = processor_seconds();
    let held = (0..entries).filter(|_| key.verify(&message, &signature).is_ok()).count();
    let bare = processor_seconds() - used;
    println!(
        "{held} pairs of signatures checked in {bare:.2} s: replayed in {:.2} times that, with every check in {:.2}",
        trusted / bare,
        checked / bare
    );
}

/// Processor seconds that opening takes.
fn opened(line: &Line, program: &Program) -> f64 {
    let used = processor_seconds();
    let station = Station::open(&compartment(line), NOW, Some(program.clone())).expect("it opens");
    let whole = processor_seconds() - used;
    let count = station.messages().len();
    let listed = processor_seconds() - used - whole;
    println!("opened and replayed in {whole:.2} s, {count} messages listed in {listed:.2} s");
    station.close().expect("it closes");
    whole
}

fn compartment(line: &Line) -> Folder {
    let place = Place::at(&line.path("US"));
    let (charter, party) =
        (place.charter().expect("it joined"), place.card().expect("a card").party);
    let compartment = charter.compartments_of(&party).next().expect("one").name.clone();
    place.compartment(&compartment)
}

/// Draws on a waiver and words, in turn: each an entry with the signature of one person.
fn write(line: &Line, source: Source, entries: u32) -> Program {
    let text =
        Arc::new(Text::compiled(source).map_err(|why| why.to_string()).expect("it compiles"));
    let names = RowNames(Arc::clone(&text));
    let author = names.find(Table::Actor, "US").map(ActorId);
    let accord = Arc::new(text.compiled.common.accord.clone());
    let program = Program { accord, names: Arc::new(RowNames(Arc::clone(&text))) };
    let mut station =
        Station::open(&compartment(line), NOW, Some(program.clone())).expect("it opens");
    let key = station.key_file("first");
    let (mut since, mut used) = (Instant::now(), processor_seconds());
    for at in 0..entries {
        if at > 0 && at.is_multiple_of(BLOCK) {
            told(at, since, used);
            (since, used) = (Instant::now(), processor_seconds());
        }
        let number = at.to_string();
        let form = if at % 2 == 0 {
            Form::parse("waiver_use", [("waiver", "W1"), ("amount", "1 tonne")], &names)
        } else {
            Form::parse(
                "free_text",
                [("about", number.as_str()), ("text", "All is quiet.")],
                &names,
            )
        };
        let saying = Saying { form: form.expect("a form"), author, emergency: false };
        station.compose(&saying, &key).expect("it is written");
    }
    told(entries, since, used);
    station.close().expect("it closes");
    program
}

/// What the last messages up to a number took, each.
fn told(at: u32, since: Instant, used: f64) {
    let count = if at.is_multiple_of(BLOCK) { BLOCK } else { at % BLOCK };
    let each = |seconds: f64| seconds * 1e3 / f64::from(count);
    println!(
        "message {at}: {:.2} ms each, {:.2} of them of the processor",
        each(since.elapsed().as_secs_f64()),
        each(processor_seconds() - used)
    );
}

/// Processor seconds of this thread: other work on the machine does not count. Nothing where the system has no such number.
fn processor_seconds() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|it| it.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.unwrap_or(0.0) / 1e9
}

/// Each page of the desk asked for by a signed-in seat, the least of so many times.
const TIMES: usize = 10;

/// Each page of the desk asked for by a signed-in seat: milliseconds.
fn pages(line: &Line) {
    let started = Instant::now();
    let mut child = Command::new(PROGRAM)
        .current_dir(line.folder())
        .args(["desk", "US", "--listen", "127.0.0.1:0", "--now", "@now"])
        .stderr(Stdio::piped())
        .spawn()
        .expect("it listens");
    let said = BufReader::new(child.stderr.take().expect("piped")).lines().map_while(Result::ok);
    let said: Vec<String> = said.take(2).collect();
    println!("opened, replayed and served after {:.1} s", started.elapsed().as_secs_f64());
    let (_, link) = said[1].split_once("http://").expect("a link");
    let (address, path) = link.split_once('/').expect("an address and a path");
    let entered = asked(address, &format!("/{path}"), "");
    let cookie = entered.split("set-cookie: ").nth(1).and_then(|it| it.split(';').next());
    let cookie = cookie.expect("a session");
    let live = ["line", "inbox", "compose", "compose/free_text"];
    for place in View::ALL.map(View::name).into_iter().chain(live) {
        let path = format!("/{place}");
        let once = |_| {
            let started = Instant::now();
            let said = asked(address, &path, cookie);
            assert!(said.starts_with("HTTP/1.1 200"), "{place}: {said}");
            (started.elapsed().as_secs_f64() * 1e3, said.len() / 1000)
        };
        let mut all: Vec<(f64, usize)> = (0..TIMES).map(once).collect();
        all.sort_by(|one, other| one.0.total_cmp(&other.0));
        println!(
            "{place}: {:.1} ms, half of the times by {:.1}, {} kB",
            all[0].0,
            all[TIMES / 2].0,
            all[0].1
        );
    }
    drop(child.kill());
    drop(child.wait());
}

fn asked(address: &str, path: &str, cookie: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("it listens");
    let head = format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).expect("asked");
    let mut said = String::new();
    stream.read_to_string(&mut said).expect("answered");
    said
}
