//! Which page is shown for which path. What a query says that makes no sense is left out.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use axum::http::header::{ACCEPT_LANGUAGE, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use forms::Language;
use kernel::Hours;
use maud::Markup;
use serde::Deserialize;

use super::Desk;
use super::live::Session;
use crate::model::{self, Moment};
use crate::view::{self, Asked, Frame, View};
use crate::words::Tongue;

/// What a query can say. Of what is said twice the first counts.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(from = "Vec<(String, String)>")]
pub(super) struct Ask {
    lang: Option<String>,
    at: Option<String>,
    page: Option<String>,
    days: Option<String>,
    /// The compartment, by name.
    compartment: Option<String>,
}

impl From<Vec<(String, String)>> for Ask {
    fn from(pairs: Vec<(String, String)>) -> Self {
        let said = |name: &str| {
            let first = pairs.iter().find(|(key, _)| key == name);
            first.map(|(_, value)| value.clone())
        };
        Self {
            lang: said("lang"),
            at: said("at"),
            page: said("page"),
            days: said("days"),
            compartment: said("in"),
        }
    }
}

impl Ask {
    /// A language and a compartment alone.
    pub(super) fn in_language(lang: Option<&str>, compartment: Option<&str>) -> Self {
        let own = |it: Option<&str>| it.map(str::to_owned);
        Self { lang: own(lang), compartment: own(compartment), ..Self::default() }
    }

    /// The place of the compartment asked for; the first if none is named, none if it is not here.
    pub(super) fn place(&self, desk: &Desk) -> Option<usize> {
        desk.place(self.compartment.as_deref())
    }

    /// The language asked for, else the one that the browser puts first.
    pub(super) fn tongue(&self, headers: &HeaderMap) -> Tongue {
        let accepts = headers.get(ACCEPT_LANGUAGE).and_then(|it| it.to_str().ok());
        let wanted = self.lang.as_deref().or(accepts).unwrap_or_default();
        let persian = wanted.to_ascii_lowercase().starts_with("fa");
        Tongue::of(if persian { Language::Persian } else { Language::English })
    }

    pub(super) fn at(&self) -> Option<Hours> {
        self.at.as_deref().and_then(|at| at.parse().ok()).map(Hours)
    }

    pub(super) fn asked(&self) -> Asked {
        let page = self.page.as_deref().and_then(|it| it.parse().ok());
        Asked { page, days: self.days.as_deref().and_then(|it| it.parse().ok()) }
    }
}

/// A page as an answer.
pub(super) fn page(status: StatusCode, markup: Markup) -> Response {
    (status, Html(markup.into_string())).into_response()
}

/// Refuses with a page.
pub(super) fn refusal(tongue: Tongue, status: StatusCode, text: &str) -> Response {
    page(status, view::plain(tongue, &tongue.say("refused-title"), text))
}

pub(super) async fn first(
    State(desk): State<Arc<Desk>>,
    Query(ask): Query<Ask>,
    headers: HeaderMap,
) -> Response {
    shown(&desk, View::Today, &ask, &headers)
}

/// A view as a page, or for programs under the same name with `.json`.
pub(super) async fn view(
    State(desk): State<Arc<Desk>>,
    Path(name): Path<String>,
    Query(ask): Query<Ask>,
    headers: HeaderMap,
) -> Response {
    let plain = name.strip_suffix(".json");
    match (View::of_name(plain.unwrap_or(&name)), plain) {
        (Some(view), None) => shown(&desk, view, &ask, &headers),
        (Some(view), Some(_)) => match rows(&desk, &ask, &headers) {
            Ok(moment) => written(view.json(&moment, ask.asked())),
            Err(refused) => *refused,
        },
        (None, _) => not_found(&ask, &headers),
    }
}

/// The moment whose rows a program asks for: of several compartments it names one.
pub(super) fn rows(
    desk: &Desk,
    ask: &Ask,
    headers: &HeaderMap,
) -> Result<Arc<Moment>, Box<Response>> {
    session(desk, ask, headers)?;
    let named = desk.names().is_empty() || ask.compartment.is_some();
    let place = ask.place(desk).filter(|_| named);
    let missing = || {
        Box::new(refusal(
            ask.tongue(headers),
            StatusCode::NOT_FOUND,
            &ask.tongue(headers).say("no-compartment"),
        ))
    };
    Ok(desk.moment_in(place.ok_or_else(missing)?, ask.at()))
}

pub(super) fn written(json: serde_json::Result<serde_json::Value>) -> Response {
    match json {
        Ok(value) => Json(value).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Further places of the menu: the outlook where there is one, those of a live desk, the last only in an exercise.
const MORE: [(&str, &str); 6] = [
    ("outlook", "outlook"),
    ("line", "line"),
    ("inbox", "inbox"),
    ("compose", "compose"),
    ("export", "export"),
    ("exercise", "exercise"),
];

/// What a page is shown in.
pub(super) fn frame<'a>(
    (desk, place): (&'a Desk, usize),
    moment: &'a Moment,
    tongue: Tongue,
    at: Option<Hours>,
    session: Option<&'a Session>,
) -> Frame<'a> {
    let from = usize::from(desk.outlook.is_none());
    let to = match &desk.live {
        None => 1,
        Some(live) if live.is_exercise() => 6,
        Some(_) => 5,
    };
    let more = MORE.get(from..to).unwrap_or_default();
    let token = session.map(|it| it.token.as_str());
    let seat = session.map(|it| it.seat.name());
    let compartments = desk.names();
    let compartment = compartments.get(place).copied();
    Frame { tongue, moment, pinned: at.is_some(), more, seat, token, compartments, compartment }
}

/// The session of a request; an answer without one, where one is needed.
pub(super) fn session(
    desk: &Desk,
    ask: &Ask,
    headers: &HeaderMap,
) -> Result<Option<Session>, Box<Response>> {
    let Some(live) = &desk.live else { return Ok(None) };
    let tongue = ask.tongue(headers);
    let out = || Box::new(refusal(tongue, StatusCode::FORBIDDEN, &tongue.say("not-signed-in")));
    live.session(headers).map(Some).ok_or_else(out)
}

fn shown(desk: &Desk, view: View, ask: &Ask, headers: &HeaderMap) -> Response {
    let session = match session(desk, ask, headers) {
        Ok(session) => session,
        Err(refused) => return *refused,
    };
    if view == View::Today && ask.compartment.is_none() && !desk.names().is_empty() {
        return overview(desk, ask, headers, session.as_ref());
    }
    let Some(at) = ask.place(desk) else { return no_compartment(ask, headers) };
    let moment = desk.moment_in(at, ask.at());
    let frame = frame((desk, at), &moment, ask.tongue(headers), ask.at(), session.as_ref());
    let asked = ask.asked();
    let place = match (view, asked.page, asked.days) {
        (View::Record | View::Status, Some(page), _) => format!("{}?page={page}", view.name()),
        (View::Map, _, Some(days)) => format!("map?days={days}"),
        _ => view.name().to_owned(),
    };
    page(StatusCode::OK, view::shown(&frame, &place, view.name(), &view.body(&frame, asked)))
}

fn no_compartment(ask: &Ask, headers: &HeaderMap) -> Response {
    let tongue = ask.tongue(headers);
    refusal(tongue, StatusCode::NOT_FOUND, &tongue.say("no-compartment"))
}

/// The first screen of a station that holds several compartments: what is open and due in all of them.
fn overview(desk: &Desk, ask: &Ask, headers: &HeaderMap, session: Option<&Session>) -> Response {
    let tongue = ask.tongue(headers);
    let one = |(place, name): (usize, &str)| {
        let moment = desk.moment_in(place, None);
        let look = desk.station(place).map(|station| station.look()).transpose()?;
        Ok(look.map(|(look, _)| view::overview::File { name: name.to_owned(), moment, look }))
    };
    let files: Result<Vec<_>, String> =
        desk.names().into_iter().enumerate().filter_map(|it| one(it).transpose()).collect();
    match files {
        Ok(files) => {
            let moment = desk.moment_in(0, None);
            let frame =
                Frame { compartment: None, ..frame((desk, 0), &moment, tongue, None, session) };
            let body = view::overview::body(&frame, &files);
            page(StatusCode::OK, view::shown(&frame, "", "overview", &body))
        }
        Err(why) => refusal(tongue, StatusCode::SERVICE_UNAVAILABLE, &why),
    }
}

/// The card of an incident.
pub(super) async fn incident(
    State(desk): State<Arc<Desk>>,
    Path(number): Path<String>,
    Query(ask): Query<Ask>,
    headers: HeaderMap,
) -> Response {
    let session = match session(&desk, &ask, &headers) {
        Ok(session) => session,
        Err(refused) => return *refused,
    };
    let Some(at) = ask.place(&desk) else { return no_compartment(&ask, &headers) };
    let (plain, moment) = (number.strip_suffix(".json"), desk.moment_in(at, ask.at()));
    let line = plain.unwrap_or(&number).parse().ok();
    let card = line.and_then(|line| model::card::card(&moment, line));
    let tongue = ask.tongue(&headers);
    let Some(card) = card else {
        return refusal(tongue, StatusCode::NOT_FOUND, &tongue.say("card-none"));
    };
    if plain.is_some() {
        return written(serde_json::to_value(&card));
    }
    let frame = frame((&desk, at), &moment, tongue, ask.at(), session.as_ref());
    let body = view::card::body(&frame, &card);
    page(StatusCode::OK, view::shown(&frame, &format!("incident/{number}"), "card", &body))
}

/// The style and the script, which ship with the program.
pub(super) async fn asset(Path(name): Path<String>) -> Response {
    let (kind, text) = match name.as_str() {
        "desk.css" => ("text/css; charset=utf-8", view::STYLE.as_str()),
        "desk.js" => ("text/javascript; charset=utf-8", include_str!("../../assets/desk.js")),
        _ => return StatusCode::NOT_FOUND.into_response(),
    };
    ([(CONTENT_TYPE, kind)], text).into_response()
}

pub(super) async fn unknown(Query(ask): Query<Ask>, headers: HeaderMap) -> Response {
    not_found(&ask, &headers)
}

pub(super) fn not_found(ask: &Ask, headers: &HeaderMap) -> Response {
    let tongue = ask.tongue(headers);
    refusal(tongue, StatusCode::NOT_FOUND, &tongue.say("not-found"))
}
