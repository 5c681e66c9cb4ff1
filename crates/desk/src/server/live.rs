//! A desk on a station: who is signed in, what may be written, and word of what is new.
//!
//! A seat is entered by a link that is good once and that the program prints for the person who started it. What
//! changes anything is a `POST` with the token of the session, from a page of this server.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::http::header::{COOKIE, ORIGIN};
use axum::http::{HeaderMap, HeaderValue};

use crate::line::{Line, Look, Seat};

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

/// A station behind a desk.
pub struct Live {
    line: Mutex<Box<dyn Line>>,
    /// Links that have not been used, by their secret.
    links: Mutex<BTreeMap<String, Seat>>,
    sessions: Mutex<BTreeMap<String, Session>>,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Thirty-two random bytes in hexadecimal.
fn secret() -> Result<String, String> {
    let mut bytes = [0_u8; 32];
    getrandom::fill(&mut bytes)
        .map_err(|error| format!("the system gives no random bytes: {error}"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

impl Live {
    /// A desk on a station, with a link for each seat.
    ///
    /// # Errors
    /// If the system gives no random bytes.
    pub fn new(line: Box<dyn Line>) -> Result<(Self, Vec<(Seat, String)>), String> {
        let draw = |seat| secret().map(|secret| (seat, secret));
        let links: Vec<(Seat, String)> =
            Seat::ALL.into_iter().map(draw).collect::<Result<_, _>>()?;
        let unused = links.iter().map(|(seat, secret)| (secret.clone(), *seat)).collect();
        let live = Self {
            line: Mutex::new(line),
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

    /// The station, for as long as the guard is held.
    pub fn line(&self) -> MutexGuard<'_, Box<dyn Line>> {
        held(&self.line)
    }

    /// How it stands now.
    ///
    /// # Errors
    /// If the station cannot be opened.
    pub fn look(&self) -> Result<Look, String> {
        self.line().look()
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
