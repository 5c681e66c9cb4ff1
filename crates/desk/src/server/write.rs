//! Pages of a live desk, and what is written through it. Nothing is written but by `POST` with the token of a session.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Form as Posted;
use axum::extract::{Path, Query, State};
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use forms::field::Type;
use forms::{Field, Kind};
use futures_util::stream::{self, Stream};
use maud::Markup;
use tokio::time::Duration;

use super::live::{COOKIE_NAME, Live, Session, Station};
use super::pages::{self, Ask, refusal};
use super::{Desk, Shared};
use crate::line::{Look, Steer, Typed};
use crate::view::line::{self as views, Refused};
use crate::view::{self, Asked, Frame, export, shown};
use crate::words::Tongue;

/// Pairs of a form, in the order in which the browser sent them.
pub(super) type Pairs = Vec<(String, String)>;

/// How often a live page asks whether something is new.
const ASK_EVERY: Duration = Duration::from_secs(3);

/// Uses a link up.
pub(super) async fn enter(
    State(desk): Shared,
    Path(link): Path<String>,
    headers: HeaderMap,
) -> Response {
    let tongue = Ask::default().tongue(&headers);
    let opened = desk.live.as_ref().and_then(|live| live.enter(&link));
    let Some(id) = opened else {
        return refusal(tongue, StatusCode::FORBIDDEN, &tongue.say("link-used"));
    };
    let cookie = format!("{COOKIE_NAME}={id}; HttpOnly; SameSite=Strict; Path=/");
    (StatusCode::SEE_OTHER, [(SET_COOKIE, cookie), (LOCATION, "/".to_owned())]).into_response()
}

/// A place of a live desk.
pub(super) enum Place {
    Line,
    Inbox,
    Kinds,
    Compose(Kind),
    Message(String),
    Exercise,
    Export,
}

impl Place {
    fn of(path: &str) -> Option<Self> {
        let path = path.trim_matches('/');
        Some(match path.split_once('/').unwrap_or((path, "")) {
            ("line", "") => Self::Line,
            ("inbox", "") => Self::Inbox,
            ("compose", "") => Self::Kinds,
            ("compose", word) => Self::Compose(Kind::of_word(word)?),
            ("message", name) => Self::Message(name.to_owned()),
            ("exercise", "") => Self::Exercise,
            ("export", "") => Self::Export,
            _ => return None,
        })
    }

    /// Its path without the slash, and the key of its name.
    fn named(&self) -> (String, &'static str) {
        match self {
            Self::Line => ("line".to_owned(), "line"),
            Self::Inbox => ("inbox".to_owned(), "inbox"),
            Self::Kinds => ("compose".to_owned(), "compose"),
            Self::Compose(kind) => (format!("compose/{}", kind.word()), "compose"),
            Self::Message(name) => (format!("message/{name}"), "message"),
            Self::Exercise => ("exercise".to_owned(), "exercise"),
            Self::Export => ("export".to_owned(), "export"),
        }
    }

    /// What it shows; nothing if it is not there.
    fn body(&self, at: &At<'_>, refused: &Refused<'_>) -> Option<Markup> {
        let At { frame, look, session, asked, verified } = at;
        let token = session.token.as_str();
        Some(match self {
            Self::Line => views::lights(frame, look, *verified, token),
            Self::Inbox => views::inbox(frame, look, (session.seat, token), asked.page()),
            Self::Kinds => views::kinds(frame),
            Self::Compose(kind) => views::compose(frame, look, *kind, token, refused),
            Self::Message(name) => {
                let letter = look.letters.iter().find(|letter| letter.name == *name)?;
                views::message(frame, look, letter, token, refused)
            }
            Self::Exercise => view::exercise::body(frame, look.exercise.as_ref()?, token),
            Self::Export => export::body(frame, token, refused),
        })
    }
}

/// What a place is shown with.
struct At<'a> {
    frame: &'a Frame<'a>,
    look: &'a Look,
    session: &'a Session,
    asked: Asked,
    verified: Option<&'a Result<String, String>>,
}

/// Who asks, for what, and how the station stands.
pub(super) struct Visit<'a> {
    pub desk: &'a Desk,
    /// The compartment that is meant, and its station.
    pub place: usize,
    pub station: &'a Arc<Station>,
    pub session: Session,
    pub tongue: Tongue,
    pub asked: Asked,
}

impl<'a> Visit<'a> {
    /// Whoever is signed in, or the page that says why not.
    fn of(desk: &'a Desk, headers: &HeaderMap, ask: &Ask) -> Result<Self, Box<Response>> {
        let tongue = ask.tongue(headers);
        let found = desk.live.as_ref().and_then(|live| Some((live, live.session(headers)?)));
        let (_, session) = found.ok_or_else(|| forbidden(tongue, "not-signed-in"))?;
        let meant = ask.place(desk).and_then(|place| Some((place, desk.station(place)?)));
        let (place, station) = meant.ok_or_else(|| {
            Box::new(refusal(tongue, StatusCode::NOT_FOUND, &tongue.say("no-compartment")))
        })?;
        Ok(Self { desk, place, station, session, tongue, asked: ask.asked() })
    }

    /// The same of a request that changes something: it comes from a page of this session.
    fn writing(desk: &'a Desk, headers: &HeaderMap, pairs: &Pairs) -> Result<Self, Box<Response>> {
        let ask = Ask::in_language(posted(pairs, "lang"), posted(pairs, "in"));
        let visit = Self::of(desk, headers, &ask)?;
        if !Live::permits(&visit.session, posted(pairs, "token"), headers) {
            return Err(forbidden(visit.tongue, "foreign-form"));
        }
        Ok(visit)
    }

    pub fn page(&self, place: &Place, status: StatusCode, refused: &Refused<'_>) -> Response {
        self.page_with(place, status, refused, None)
    }

    fn page_with(
        &self,
        place: &Place,
        status: StatusCode,
        refused: &Refused<'_>,
        verified: Option<&Result<String, String>>,
    ) -> Response {
        let (look, _) = match self.station.look() {
            Ok(seen) => seen,
            Err(why) => return refusal(self.tongue, StatusCode::SERVICE_UNAVAILABLE, &why),
        };
        let moment = self.desk.moment_in(self.place, None);
        let of = (self.desk, self.place);
        let frame = pages::frame(of, &moment, self.tongue, None, Some(&self.session));
        let (session, asked) = (&self.session, self.asked);
        let at = At { frame: &frame, look: &look, session, asked, verified };
        let (path, key) = place.named();
        match place.body(&at, refused) {
            Some(body) => pages::page(status, shown(&frame, &path, key, &body)),
            None => not_found(self.tongue),
        }
    }

    /// Where a page that was posted leads to, so that loading it again posts nothing; what was written is looked at.
    fn see(&self, place: &str) -> Response {
        if let Err(why) = self.station.look_again() {
            return refusal(self.tongue, StatusCode::SERVICE_UNAVAILABLE, &why);
        }
        let within = self.desk.names().get(self.place).map(|name| format!("&in={name}"));
        let place = format!("/{place}?lang={}{}", self.tongue.tag(), within.unwrap_or_default());
        (StatusCode::SEE_OTHER, [(LOCATION, place)]).into_response()
    }

    fn refused(&self, why: &str) -> Response {
        refusal(self.tongue, StatusCode::UNPROCESSABLE_ENTITY, why)
    }
}

fn forbidden(tongue: Tongue, key: &str) -> Box<Response> {
    Box::new(refusal(tongue, StatusCode::FORBIDDEN, &tongue.say(key)))
}

pub(super) fn not_found(tongue: Tongue) -> Response {
    refusal(tongue, StatusCode::NOT_FOUND, &tongue.say("not-found"))
}

/// A value of a posted form.
pub(super) fn posted<'p>(pairs: &'p Pairs, name: &str) -> Option<&'p str> {
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// Shows a place of a live desk.
pub(super) async fn place(
    State(desk): Shared,
    uri: Uri,
    Query(ask): Query<Ask>,
    headers: HeaderMap,
) -> Response {
    let visit = match Visit::of(&desk, &headers, &ask) {
        Ok(visit) => visit,
        Err(refused) => return *refused,
    };
    match Place::of(uri.path()) {
        Some(place) => visit.page(&place, StatusCode::OK, &Refused::default()),
        None => not_found(visit.tongue),
    }
}

/// Lets an act be done if the session, its token and the page that it comes from permit it.
pub(super) fn permitted(
    desk: &Desk,
    headers: &HeaderMap,
    pairs: &Pairs,
    act: impl FnOnce(Visit<'_>) -> Response,
) -> Response {
    Visit::writing(desk, headers, pairs).map_or_else(|refused| *refused, act)
}

/// Drafts a message and signs it as the seat that is signed in. What was refused stands in the form again.
pub(super) async fn write(
    State(desk): Shared,
    Path(word): Path<String>,
    headers: HeaderMap,
    Posted(pairs): Posted<Pairs>,
) -> Response {
    permitted(&desk, &headers, &pairs, |visit| {
        let Some(kind) = Kind::of_word(&word) else { return not_found(visit.tongue) };
        let typed = typed(&word, &pairs);
        let done = at_home(&visit, &typed)
            .and_then(|()| visit.station.line().compose(visit.session.seat, &typed));
        match done {
            Ok(_) => visit.see("inbox"),
            Err(why) => {
                let refused = Refused { why: &why, typed: &pairs };
                visit.page(&Place::Compose(kind), StatusCode::UNPROCESSABLE_ENTITY, &refused)
            }
        }
    })
}

/// A message refers to messages of its own compartment alone: nobody who reads it there has another's.
fn at_home(visit: &Visit<'_>, typed: &Typed) -> Result<(), String> {
    if visit.desk.names().is_empty() {
        return Ok(());
    }
    let (look, _) = visit.station.look()?;
    let refers = |word: &str| {
        Field::of_word(word).is_some_and(|field| matches!(field.holds(), Type::Message))
    };
    let known = |hash: &String| look.letters.iter().any(|it| it.proof.hash == *hash);
    let foreign = typed.fields.iter().any(|(word, value)| refers(word) && !known(value));
    if foreign { Err(visit.tongue.say("message-elsewhere")) } else { Ok(()) }
}

fn typed(kind: &str, pairs: &Pairs) -> Typed {
    let ours = ["token", "lang", "in", "author", "emergency"];
    let field =
        |(key, value): &&(String, String)| !ours.contains(&key.as_str()) && !value.is_empty();
    Typed {
        kind: kind.to_owned(),
        fields: pairs
            .iter()
            .filter(field)
            .map(|(key, value)| (key.clone(), lines(value)))
            .collect(),
        author: posted(pairs, "author").filter(|it| !it.is_empty()).map(str::to_owned),
        emergency: posted(pairs, "emergency").is_some(),
    }
}

/// A browser ends lines with two characters; a form has one.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

/// Signs a draft as the seat that is signed in: the server refuses the seat that signed it first.
pub(super) async fn release(
    State(desk): Shared,
    headers: HeaderMap,
    Posted(pairs): Posted<Pairs>,
) -> Response {
    permitted(&desk, &headers, &pairs, |visit| {
        let (name, seat) = (posted(&pairs, "name").unwrap_or_default(), visit.session.seat);
        let drafts = visit.station.look().map(|(look, _)| look.drafts.clone()).unwrap_or_default();
        if drafts.iter().any(|it| it.name == name && it.signed.contains(&seat)) {
            return *forbidden(visit.tongue, "waits-for-the-other");
        }
        let done = visit.station.line().release(seat, name);
        match done {
            Ok(_) => visit.see("inbox"),
            Err(why) => visit.refused(&why),
        }
    })
}

/// Recomputes every root and checks every signature.
pub(super) async fn verify(
    State(desk): Shared,
    headers: HeaderMap,
    Posted(pairs): Posted<Pairs>,
) -> Response {
    permitted(&desk, &headers, &pairs, |visit| {
        let found = visit.station.line().verify();
        visit.page_with(&Place::Line, StatusCode::OK, &Refused::default(), Some(&found))
    })
}

/// Moves the clock of an exercise.
pub(super) async fn steer(
    State(desk): Shared,
    headers: HeaderMap,
    Posted(pairs): Posted<Pairs>,
) -> Response {
    permitted(&desk, &headers, &pairs, |visit| {
        let how = match posted(&pairs, "do") {
            Some("go") => Steer::Go(None),
            Some("stop") => Steer::Stop,
            Some("next") => Steer::Next,
            Some("end") => Steer::End,
            other => match other.and_then(|it| it.strip_prefix("pace-")?.parse().ok()) {
                Some(pace) => Steer::Go(Some(pace)),
                None => return not_found(visit.tongue),
            },
        };
        let done = visit.station.line().steer(how);
        match done {
            Ok(()) => visit.see("exercise"),
            Err(why) => visit.refused(&why),
        }
    })
}

/// Says, while somebody looks, that something new is there.
pub(super) async fn news(State(desk): Shared, headers: HeaderMap) -> Response {
    let signed_in = desk.live.as_ref().is_some_and(|live| live.session(&headers).is_some());
    if !signed_in {
        return StatusCode::FORBIDDEN.into_response();
    }
    Sse::new(changes(desk)).keep_alive(KeepAlive::default()).into_response()
}

/// The stamps of all compartments; nothing while one of them cannot be looked at.
fn stamp(desk: &Desk) -> Option<Vec<u64>> {
    let stations = desk.live.as_ref()?.stations().iter();
    stations.map(|station| station.look().ok().map(|(look, _)| look.stamp)).collect()
}

fn changes(desk: Arc<Desk>) -> impl Stream<Item = Result<Event, Infallible>> {
    let seen = stamp(&desk);
    stream::unfold((desk, seen), |(desk, seen)| async move {
        loop {
            tokio::time::sleep(ASK_EVERY).await;
            let now = stamp(&desk);
            if now.is_some() && now != seen {
                return Some((Ok(Event::default().event("entry").data("new")), (desk, now)));
            }
        }
    })
}
