//! A desk that serves and ends with its owner.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

/// What it printed: its address (host and port), and the paths of its links, one a seat.
pub struct Served {
    child: Child,
    pub address: String,
    pub links: Vec<String>,
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Served {
    /// Starts it and reads its address and the links of so many seats.
    pub fn start(command: &mut Command, seats: usize) -> Self {
        let mut child = command.stderr(Stdio::piped()).spawn().expect("it starts");
        let mut lines =
            BufReader::new(child.stderr.take().expect("piped")).lines().map_while(Result::ok);
        let first = lines.next().expect("an address");
        let address = first.split("http://").nth(1).and_then(|it| it.split('/').next());
        let address = address.expect("an address").to_owned();
        let path = |said: String| said.rsplit(&address).next().map(str::to_owned);
        let links = lines.by_ref().take(seats).filter_map(path).collect();
        Self { child, address, links }
    }
}
