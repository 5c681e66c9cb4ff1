//! Pages of a live desk, and what is written through it. Nothing is written but by `POST` with the token of a session.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Form as Posted;
use axum::extract::{Path, Query, State};
use axum::http::header::{LOCATION, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use forms::Kind;
use futures_util::stream::{self, Stream};
use maud::Markup;
use tokio::time::Duration;

use super::live::{COOKIE_NAME, Live, Session};
use super::pages::{self, Ask, refusal};
use super::{Desk, Shared};
use crate::line::{Look, Typed};
use crate::view::line as views;
use crate::words::Tongue;

/// Pairs of a form, in the order in which the browser sent them.
type Pairs = Vec<(String, String)>;

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

/// The session of a request and the station as it stands, or the page that says why not.
fn open<'a>(
    desk: &'a Desk,
    headers: &HeaderMap,
    tongue: Tongue,
) -> Result<(&'a Live, Session, Look), Box<Response>> {
    let live = desk.live.as_ref();
    let session = live.and_then(|live| Some((live, live.session(headers)?)));
    let Some((live, session)) = session else {
        return Err(Box::new(refusal(tongue, StatusCode::FORBIDDEN, &tongue.say("not-signed-in"))));
    };
    let look = live
        .look()
        .map_err(|why| Box::new(refusal(tongue, StatusCode::SERVICE_UNAVAILABLE, &why)))?;
    Ok((live, session, look))
}

/// A page of a live desk: its place, the key of its name, and what it shows.
fn page(
    (desk, headers, ask): (&Desk, &HeaderMap, &Ask),
    (place, key): (&str, &str),
    body: impl Fn(&crate::view::Frame<'_>, &Look, &Session) -> Option<Markup>,
) -> Response {
    let tongue = ask.tongue(headers);
    let (_, session, look) = match open(desk, headers, tongue) {
        Ok(open) => open,
        Err(refused) => return *refused,
    };
    let moment = desk.moment(None);
    let frame = pages::frame(desk, &moment, tongue, None, Some(&session));
    match body(&frame, &look, &session) {
        Some(body) => pages::page(StatusCode::OK, crate::view::shown(&frame, place, key, &body)),
        None => refusal(tongue, StatusCode::NOT_FOUND, &tongue.say("not-found")),
    }
}

pub(super) async fn line(
    State(desk): Shared,
    Query(ask): Query<Ask>,
    headers: HeaderMap,
) -> Response {
    page((&desk, &headers, &ask), ("line", "line"), |frame, look, session| {
        Some(views::lights(frame, look, None, &session.token))
    })
}

pub(super) async fn inbox(
    State(desk): Shared,
    Query(ask): Query<Ask>,
    headers: HeaderMap,
) -> Response {
    page((&desk, &headers, &ask), ("inbox", "inbox"), |frame, look, session| {
        Some(views::inbox(frame, look, session.seat, &session.token))
    })
}

pub(super) async fn message(
    State(desk): Shared,
    Path(name): Path<String>,
    Query(ask): Query<Ask>,
    headers: HeaderMap,
) -> Response {
    page(
        (&desk, &headers, &ask),
        (&format!("message/{name}"), "message"),
        |frame, look, session| {
            let letter = look.letters.iter().find(|letter| letter.name == name)?;
            Some(views::message(frame, letter, &session.token))
        },
    )
}

pub(super) async fn kinds(
    State(desk): Shared,
    Query(ask): Query<Ask>,
    headers: HeaderMap,
) -> Response {
    page((&desk, &headers, &ask), ("compose", "compose"), |frame, _, _| Some(views::kinds(frame)))
}

pub(super) async fn compose(
    State(desk): Shared,
    Path(word): Path<String>,
    Query(ask): Query<Ask>,
    headers: HeaderMap,
) -> Response {
    page(
        (&desk, &headers, &ask),
        (&format!("compose/{word}"), "compose"),
        |frame, look, session| {
            let kind = Kind::of_word(&word)?;
            Some(views::compose(frame, look, kind, &session.token, &views::Refused::default()))
        },
    )
}

/// A value of a posted form.
fn posted<'p>(pairs: &'p Pairs, name: &str) -> Option<&'p str> {
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

fn ask(pairs: &Pairs) -> Ask {
    Ask::in_language(posted(pairs, "lang"))
}

/// The session of a request that changes something, or the page that says why it is not taken.
fn permitted<'a>(
    desk: &'a Desk,
    headers: &HeaderMap,
    pairs: &Pairs,
) -> Result<(&'a Live, Session, Tongue), Box<Response>> {
    let tongue = ask(pairs).tongue(headers);
    let live = desk.live.as_ref();
    let session = live.and_then(|live| Some((live, live.session(headers)?)));
    match session {
        None => Err(Box::new(refusal(tongue, StatusCode::FORBIDDEN, &tongue.say("not-signed-in")))),
        Some((_, session)) if !Live::permits(&session, posted(pairs, "token"), headers) => {
            Err(Box::new(refusal(tongue, StatusCode::FORBIDDEN, &tongue.say("foreign-form"))))
        }
        Some((live, session)) => Ok((live, session, tongue)),
    }
}

/// Where a page that was posted leads to, so that loading it again posts nothing.
fn see(place: &str, tongue: Tongue) -> Response {
    let place = format!("/{place}?lang={}", tongue.tag());
    (StatusCode::SEE_OTHER, [(LOCATION, place)]).into_response()
}

/// Drafts a message and signs it as the seat that is signed in. What was refused stands in the form again.
pub(super) async fn write(
    State(desk): Shared,
    Path(word): Path<String>,
    headers: HeaderMap,
    Posted(pairs): Posted<Pairs>,
) -> Response {
    let (live, session, tongue) = match permitted(&desk, &headers, &pairs) {
        Ok(permitted) => permitted,
        Err(refused) => return *refused,
    };
    let typed = typed(&word, &pairs);
    let done = live.line().compose(session.seat, &typed);
    let why = match done {
        Ok(_) => return see("inbox", tongue),
        Err(why) => why,
    };
    let mut response = page(
        (&desk, &headers, &ask(&pairs)),
        (&format!("compose/{word}"), "compose"),
        |frame, look, session| {
            let refused = views::Refused { why: &why, typed: &typed.fields };
            Some(views::compose(frame, look, Kind::of_word(&word)?, &session.token, &refused))
        },
    );
    if response.status().is_success() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}

fn typed(kind: &str, pairs: &Pairs) -> Typed {
    let ours = ["token", "lang", "author", "emergency"];
    let field =
        |(key, value): &&(String, String)| !ours.contains(&key.as_str()) && !value.is_empty();
    Typed {
        kind: kind.to_owned(),
        fields: pairs.iter().filter(field).cloned().collect(),
        author: posted(pairs, "author").filter(|it| !it.is_empty()).map(str::to_owned),
        emergency: posted(pairs, "emergency").is_some(),
    }
}

/// Signs a draft as the seat that is signed in: the server refuses the seat that signed it first.
pub(super) async fn release(
    State(desk): Shared,
    headers: HeaderMap,
    Posted(pairs): Posted<Pairs>,
) -> Response {
    let (live, session, tongue) = match permitted(&desk, &headers, &pairs) {
        Ok(permitted) => permitted,
        Err(refused) => return *refused,
    };
    let name = posted(&pairs, "name").unwrap_or_default();
    let drafts = live.look().map(|look| look.drafts).unwrap_or_default();
    let own = drafts.iter().any(|it| it.name == name && it.signed.contains(&session.seat));
    if own {
        return refusal(tongue, StatusCode::FORBIDDEN, &tongue.say("waits-for-the-other"));
    }
    let done = live.line().release(session.seat, name);
    match done {
        Ok(_) => see("inbox", tongue),
        Err(why) => refusal(tongue, StatusCode::UNPROCESSABLE_ENTITY, &why),
    }
}

/// Recomputes every root and checks every signature.
pub(super) async fn verify(
    State(desk): Shared,
    headers: HeaderMap,
    Posted(pairs): Posted<Pairs>,
) -> Response {
    let found = match permitted(&desk, &headers, &pairs) {
        Ok((live, _, _)) => live.line().verify(),
        Err(refused) => return *refused,
    };
    page((&desk, &headers, &ask(&pairs)), ("line", "line"), |frame, look, session| {
        Some(views::lights(frame, look, Some(&found), &session.token))
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

fn stamp(desk: &Desk) -> Option<u64> {
    desk.live.as_ref()?.look().ok().map(|look| look.stamp)
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
