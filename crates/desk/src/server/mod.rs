//! Pages over HTTP. Whoever serves has a socket handed in; what a page says comes from [`crate::view`].

mod export;
mod guard;
pub mod live;
pub mod openapi;
mod outlook;
mod pages;
mod write;

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::State;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};
use explore::replay::Tape;
use kernel::Hours;

use crate::line::{Line, Seat};
use crate::matter::Matter;
use crate::model::Moment;
use crate::outlook::Ahead;

/// Moments that are kept, so that going back and forth costs nothing.
const MOMENTS: usize = 64;

/// An address with its port.
pub type Address = SocketAddr;

/// Why a desk cannot be served.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The address is open to others and that was not asked for.
    #[error(
        "{0} can be reached from other machines, and what the desk sends is not encrypted: use 127.0.0.1, or add --open-to-others behind a tunnel of your own"
    )]
    Open(SocketAddr),
    /// The address cannot be taken.
    #[error("{0} cannot be listened on: {1}: name another with --listen ADDRESS:PORT")]
    Taken(SocketAddr, std::io::Error),
    /// The server stopped.
    #[error("the desk stopped: {0}")]
    Stopped(std::io::Error),
}

/// An agreement with its record, replayed.
#[derive(Clone)]
pub struct Shown {
    matter: Arc<Matter>,
    tape: Arc<Tape>,
}

impl Shown {
    fn of(matter: Arc<Matter>) -> Self {
        let tape = Arc::new(matter.tape());
        Self { matter, tape }
    }

    fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.tape, &other.tape)
    }
}

/// What is shown of one compartment, with moments of it that are kept.
struct Compartment {
    name: String,
    shown: Mutex<Shown>,
    moments: Mutex<BTreeMap<Hours, Arc<Moment>>>,
}

impl Compartment {
    fn of(name: String, shown: Shown) -> Self {
        Self { name, shown: Mutex::new(shown), moments: Mutex::new(BTreeMap::new()) }
    }

    /// Takes over what a live line has by now.
    fn refresh(&self, fresh: Shown) {
        let mut shown = unpoisoned(&self.shown);
        if !shown.is(&fresh) {
            unpoisoned(&self.moments).clear();
            *shown = fresh;
        }
    }

    fn moment(&self, at: Option<Hours>) -> Arc<Moment> {
        let Shown { matter, tape } = unpoisoned(&self.shown).clone();
        let at = at.unwrap_or(matter.until).min(matter.until);
        if let Some(kept) = unpoisoned(&self.moments).get(&at) {
            return Arc::clone(kept);
        }
        let moment = Arc::new(Moment::on((matter, tape), at));
        let mut kept = unpoisoned(&self.moments);
        if kept.len() >= MOMENTS {
            kept.clear();
        }
        kept.insert(at, Arc::clone(&moment));
        moment
    }
}

/// A desk that is served.
pub struct Desk {
    /// One in a demonstration; those of a station in the order of its charter.
    compartments: Vec<Compartment>,
    /// Whether requests under any host name are answered.
    open_to_others: bool,
    /// The station behind it; none in a demonstration.
    pub(crate) live: Option<live::Live>,
    /// One reader's outlook; none unless beliefs were handed in.
    pub(crate) outlook: Option<outlook::Reader>,
}

/// The desk, as every answer is given it.
type Shared = State<Arc<Desk>>;

impl Desk {
    /// A read-only demonstration.
    #[must_use]
    pub fn demonstration(matter: Matter, open_to_others: bool) -> Self {
        let one = Compartment::of(String::new(), Shown::of(Arc::new(matter)));
        Self { compartments: vec![one], open_to_others, live: None, outlook: None }
    }

    /// A desk on a station, with the secret of the link for each seat. A link is good once.
    ///
    /// # Errors
    /// If the station cannot be opened, or the system gives no random bytes.
    pub fn on(
        line: Box<dyn Line>,
        open_to_others: bool,
    ) -> Result<(Self, Vec<(Seat, String)>), String> {
        Self::on_all(vec![(String::new(), line)], open_to_others)
    }

    /// A desk on several compartments of a station, by name: who is signed in, is for all of them.
    ///
    /// # Errors
    /// If one of them cannot be opened, or the system gives no random bytes.
    pub fn on_all(
        lines: Vec<(String, Box<dyn Line>)>,
        open_to_others: bool,
    ) -> Result<(Self, Vec<(Seat, String)>), String> {
        let (names, lines): (Vec<String>, Vec<Box<dyn Line>>) = lines.into_iter().unzip();
        let (live, links) = live::Live::new(lines)?;
        let one = |(name, station): (String, &Arc<live::Station>)| {
            Ok(Compartment::of(name, station.look()?.1))
        };
        let compartments = names.into_iter().zip(live.stations()).map(one);
        let compartments = compartments.collect::<Result<_, String>>()?;
        Ok((Self { compartments, open_to_others, live: Some(live), outlook: None }, links))
    }

    /// The same with one reader's outlook on a page of its own.
    #[must_use]
    pub fn with_outlook(self, ahead: Box<dyn Ahead>) -> Self {
        Self { outlook: Some(outlook::Reader::new(ahead)), ..self }
    }

    /// Names of the compartments, where there are several.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        let several = self.compartments.iter().filter(|_| self.compartments.len() > 1);
        several.map(|it| it.name.as_str()).collect()
    }

    /// The place of a compartment of a name; the first if none is named, none if it is not here.
    fn place(&self, name: Option<&str>) -> Option<usize> {
        name.map_or(Some(0), |name| self.compartments.iter().position(|it| it.name == name))
    }

    /// The agreement as it stood at a time, in the first compartment; the latest if none is given.
    #[must_use]
    pub fn moment(&self, at: Option<Hours>) -> Arc<Moment> {
        self.moment_in(0, at)
    }

    /// The same in a compartment; one that is not here shows the first.
    #[must_use]
    pub fn moment_in(&self, place: usize, at: Option<Hours>) -> Arc<Moment> {
        // There is one at least: a desk is made with it.
        let place = if place < self.compartments.len() { place } else { 0 };
        let compartment = &self.compartments[place];
        if let Some(station) = self.station(place)
            && let Ok((_, fresh)) = station.look()
        {
            compartment.refresh(fresh);
        }
        compartment.moment(at)
    }

    /// The station of a compartment; none in a demonstration.
    fn station(&self, place: usize) -> Option<&Arc<live::Station>> {
        self.live.as_ref()?.stations().get(place)
    }
}

/// What a mutex holds, even if a thread that held it fell over: everything kept so is whole at any time.
fn unpoisoned<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// Takes an address; one that others can reach only if that was asked for.
///
/// # Errors
/// If others can reach it and that was not asked for, or if it cannot be taken.
pub fn listen(address: SocketAddr, open_to_others: bool) -> Result<TcpListener, Fault> {
    if !address.ip().is_loopback() && !open_to_others {
        return Err(Fault::Open(address));
    }
    TcpListener::bind(address).map_err(|error| Fault::Taken(address, error))
}

/// Everything that is answered.
pub fn router(desk: Arc<Desk>) -> Router {
    let live = Router::new()
        .route("/enter/{link}", get(write::enter))
        .route("/line", get(write::place))
        .route("/line/verify", post(write::verify))
        .route("/inbox", get(write::place))
        .route("/message/{name}", get(write::place))
        .route("/message/{name}/proof", post(export::proof))
        .route("/compose", get(write::place))
        .route("/compose/{kind}", get(write::place).post(write::write))
        .route("/release", post(write::release))
        .route("/exercise", get(write::place).post(write::steer))
        .route("/export", get(write::place).post(export::page))
        .route("/news", get(write::news));
    let live = if desk.live.is_some() { live } else { Router::new() };
    live.route("/", get(pages::first))
        .route("/assets/{name}", get(pages::asset))
        .route("/incident/{number}", get(pages::incident))
        .route("/openapi.json", get(openapi::served))
        .route("/outlook", get(outlook::shown).post(outlook::supposed))
        .route("/outlook.json", get(outlook::plain))
        .route("/{name}", get(pages::view))
        .fallback(pages::unknown)
        .layer(from_fn_with_state(Arc::clone(&desk), guard::guard))
        .with_state(desk)
}

/// Answers until the process ends.
///
/// # Errors
/// If the socket fails.
pub fn serve(listener: TcpListener, desk: Arc<Desk>) -> Result<(), Fault> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(Fault::Stopped)?.block_on(async {
        listener.set_nonblocking(true).map_err(Fault::Stopped)?;
        let listener = tokio::net::TcpListener::from_std(listener).map_err(Fault::Stopped)?;
        axum::serve(listener, router(desk)).await.map_err(Fault::Stopped)
    })
}
