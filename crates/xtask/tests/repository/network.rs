//! No telemetry: nothing that the program links can open a connection, except the stations of the line.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{self, Leaf};
use crate::{crate_table, tree};

/// Libraries that speak to a network or carry telemetry.
const DENIED: [&str; 24] = [
    "reqwest",
    "ureq",
    "hyper",
    "hyper-util",
    "h2",
    "curl",
    "curl-sys",
    "isahc",
    "attohttpc",
    "minreq",
    "surf",
    "tokio",
    "async-std",
    "mio",
    "socket2",
    "quinn",
    "tungstenite",
    "rustls",
    "native-tls",
    "openssl",
    "sentry",
    "opentelemetry",
    "posthog-rs",
    "self_update",
];
/// The only crates that may link such a library: they carry messages because people send them.
const CARRIERS: [&str; 2] = ["station", "desk"];
/// Types of the standard library that open connections.
const SOCKETS: [&str; 5] = ["TcpStream", "TcpListener", "UdpSocket", "UnixStream", "ToSocketAddrs"];

/// Denied packages reachable from `start` without passing through a carrier.
fn denied(lock: &toml::Table, start: &str) -> Vec<String> {
    let mut uses: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for package in lock.get("package").and_then(toml::Value::as_array).into_iter().flatten() {
        let name = package.get("name").and_then(toml::Value::as_str).unwrap_or_default();
        let list =
            package.get("dependencies").and_then(toml::Value::as_array).into_iter().flatten();
        let names =
            list.filter_map(toml::Value::as_str).filter_map(|entry| entry.split(' ').next());
        uses.entry(name).or_default().extend(names);
    }
    let mut seen = BTreeSet::new();
    let mut open = vec![start];
    while let Some(name) = open.pop() {
        if !CARRIERS.contains(&name) && seen.insert(name) {
            open.extend(uses.get(name).into_iter().flatten());
        }
    }
    let reached = seen.into_iter().filter(|name| DENIED.contains(name));
    reached.map(|name| format!("`{start}` links `{name}`, which speaks to a network")).collect()
}

fn sockets(source: &source::Source) -> Vec<String> {
    let leaves = source.leaves();
    let named = leaves.iter().filter_map(|(line, leaf)| match leaf {
        Leaf::Name(name) if SOCKETS.contains(&name.as_str()) => Some((line, name)),
        _ => None,
    });
    named.map(|(line, name)| format!("{}:{line}: names `{name}`", source.path)).collect()
}

#[test]
fn the_program_links_no_network_library() {
    let lock: toml::Table = tree::read("Cargo.lock").parse().expect("a lock file");
    tree::assert_none(&denied(&lock, "cli"));
}

#[test]
fn no_crate_but_the_carriers_opens_a_connection() {
    let crates = crate_table::manifests();
    let quiet = crates.keys().filter(|name| !CARRIERS.contains(&name.as_str()));
    let found: Vec<String> =
        quiet.flat_map(|name| source::of_crate(name)).flat_map(|source| sockets(&source)).collect();
    tree::assert_none(&found);
}

#[test]
fn a_network_library_is_found_behind_others_but_not_behind_a_carrier() {
    let lock = "[[package]]\nname = \"cli\"\ndependencies = [\"a\", \"station\"]\n\
        [[package]]\nname = \"a\"\ndependencies = [\"hyper 1.0.0\"]\n[[package]]\nname = \"hyper\"\n\
        [[package]]\nname = \"station\"\ndependencies = [\"mio\"]\n[[package]]\nname = \"mio\"\n";
    let found = denied(&lock.parse().expect("a lock file"), "cli");
    assert_eq!(found, ["`cli` links `hyper`, which speaks to a network"]);
}

#[test]
fn an_open_socket_is_found() {
    let source =
        source::Source::parse("a.rs", "fn a() { std::net::TcpStream::connect(\"x\").ok(); }");
    assert_eq!(sockets(&source).len(), 1);
}
