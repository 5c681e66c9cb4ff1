//! A desk on a station: who is signed in, what may be written, and word of what is new.
//!
//! A seat is entered by a link that is good once and that the program prints for the person who started it. What
//! changes anything is a `POST` with the token of the session, from a page of this server.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use axum::http::header::{COOKIE, ORIGIN};
use axum::http::{HeaderMap, HeaderValue};

use super::{Shown, unpoisoned as held};
use crate::line::{Line, Look, Marker, Seat};

/// The cookie of a session. It ends with the browser.
pub const COOKIE_NAME: &str = "desk";

/// A session: which seat, and the token that its forms carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Who is signed in.
    pub seat: Seat,
    /// What every form of it carries.
    pub token: String,
}

/// How a station stood, replayed, and what stood on its disk then.
struct Seen {
    look: Arc<Look>,
    shown: Shown,
    mark: Option<u64>,
}

/// A station, and how it stood when it was last looked at. A page shows that at once; if the disk says that something
/// changed, a look is taken behind it, and the next page shows what it found.
pub(super) struct Station {
    line: Mutex<Box<dyn Line>>,
    marker: Option<Marker>,
    seen: Mutex<Arc<Seen>>,
    looking: AtomicBool,
}

/// The compartments of a station behind a desk, and who is signed in for all of them.
pub struct Live {
    stations: Vec<Arc<Station>>,
    /// Links that have not been used, by their secret.
    links: Mutex<BTreeMap<String, Seat>>,
    sessions: Mutex<BTreeMap<String, Session>>,
}

/// Thirty-two random bytes in hexadecimal.
fn secret() -> Result<String, String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| format!("the system gives no random bytes: {error}"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

impl Live {
    /// A desk on the compartments of a station, with a link for each seat.
    ///
    /// # Errors
    /// If the station cannot be opened, or the system gives no random bytes.
    pub fn new(lines: Vec<Box<dyn Line>>) -> Result<(Self, Vec<(Seat, String)>), String> {
        let draw = |seat| secret().map(|secret| (seat, secret));
        let links: Vec<(Seat, String)> =
            Seat::ALL.into_iter().map(draw).collect::<Result<_, _>>()?;
        let unused = links.iter().map(|(seat, secret)| (secret.clone(), *seat)).collect();
        let stations = lines.into_iter().map(|line| Station::of(line).map(Arc::new));
        let live = Self {
            stations: stations.collect::<Result<_, _>>()?,
            links: Mutex::new(unused),
            sessions: Mutex::new(BTreeMap::new()),
        };
        Ok((live, links))
    }

    /// Uses a link up and opens a session: the value of its cookie. Nothing if the link is none, or was used.
    pub fn enter(&self, link: &str) -> Option<String> {
        let seat = held(&self.links).remove(link)?;
        let (id, token) = (secret().ok()?, secret().ok()?);
        held(&self.sessions).insert(id.clone(), Session { seat, token });
        Some(id)
    }

    /// The session of a request.
    pub fn session(&self, headers: &HeaderMap) -> Option<Session> {
        let cookies = headers.get(COOKIE)?.to_str().ok()?;
        let pairs = cookies.split(';').filter_map(|pair| pair.trim().split_once('='));
        let mut own = pairs.filter(|(name, _)| *name == COOKIE_NAME);
        let (_, id) = own.next()?;
        held(&self.sessions).get(id).cloned()
    }

    /// Whether a request that changes something comes from a page of this session.
    pub fn permits(session: &Session, token: Option<&str>, headers: &HeaderMap) -> bool {
        let host = headers.get(axum::http::header::HOST).and_then(|it| it.to_str().ok());
        let from = headers.get(ORIGIN).and_then(|it: &HeaderValue| it.to_str().ok());
        let at_home = match (from, host) {
            (None, _) => true,
            (Some(from), Some(host)) => from == format!("http://{host}"),
            (Some(_), None) => false,
        };
        at_home && token.is_some_and(|token| same(token, &session.token))
    }

    /// The compartments, in the order of their names on the desk.
    pub(super) fn stations(&self) -> &[Arc<Station>] {
        &self.stations
    }

    /// Whether the other side is a script.
    pub fn is_exercise(&self) -> bool {
        self.stations.iter().any(|station| held(&station.seen).look.exercise.is_some())
    }
}

impl Seen {
    fn of(look: Look, marker: Option<&Marker>) -> Self {
        let shown = Shown::of(Arc::clone(&look.matter));
        Self { shown, mark: marker.and_then(|marker| marker()), look: Arc::new(look) }
    }
}

impl Station {
    fn of(mut line: Box<dyn Line>) -> Result<Self, String> {
        let marker = line.marker();
        let seen = Seen::of(line.look()?, marker.as_ref());
        let (line, seen) = (Mutex::new(line), Mutex::new(Arc::new(seen)));
        Ok(Self { line, seen, looking: AtomicBool::new(false), marker })
    }

    /// The line, for as long as the guard is held.
    pub(super) fn line(&self) -> MutexGuard<'_, Box<dyn Line>> {
        held(&self.line)
    }

    /// How it stands, with its record replayed: as it was last seen, if the disk says that nothing changed. If something
    /// did, it is looked at behind the page; a line that cannot say is looked at here.
    ///
    /// # Errors
    /// If the station cannot be opened.
    pub(super) fn look(self: &Arc<Self>) -> Result<(Arc<Look>, Shown), String> {
        let seen = Arc::clone(&held(&self.seen));
        let now = self.marker.as_ref().and_then(|marker| marker());
        if now.is_none() {
            self.look_again()?;
        } else if now != seen.mark && !self.looking.swap(true, Ordering::AcqRel) {
            let station = Arc::clone(self);
            std::thread::spawn(move || {
                // What cannot be seen now is tried again by the next page; what was seen stays.
                drop(station.look_again());
                station.looking.store(false, Ordering::Release);
            });
        }
        let seen = Arc::clone(&held(&self.seen));
        Ok((Arc::clone(&seen.look), seen.shown.clone()))
    }

    /// Looks anew, also after something was written here.
    ///
    /// # Errors
    /// If the station cannot be opened.
    pub(super) fn look_again(&self) -> Result<(), String> {
        let mut line = held(&self.line);
        let look = line.look()?;
        let seen = Seen::of(look, self.marker.as_ref());
        *held(&self.seen) = Arc::new(seen);
        Ok(())
    }
}

/// Whether two secrets are the same, in a time that does not depend on where they differ.
fn same(one: &str, other: &str) -> bool {
    let differ = one.bytes().zip(other.bytes()).fold(0_u8, |sum, (a, b)| sum | (a ^ b));
    one.len() == other.len() && differ == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_long_and_new_each_time() {
        let (one, other) = (secret().expect("random bytes"), secret().expect("random bytes"));
        assert_eq!(one.len(), 64);
        assert!(!same(&one, &other) && same(&one, &one) && !same(&one, &one[..63]));
    }
}
