//! The outlook over HTTP: asked of whoever computes it, kept by where the record stands and what was supposed.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::Form;
use axum::extract::{Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use maud::Markup;

use super::pages::{Ask, frame, not_found, page, session, written};
use super::{Desk, unpoisoned};
use crate::model::Moment;
use crate::model::incidents::incidents;
use crate::outlook::{Ahead, Outlook, Question};
use crate::view;

/// Outlooks that are kept.
const KEPT: usize = 16;

/// Whose record, where it stands, and what was supposed: one answer each.
type Place = (String, u32, usize, String);

/// One reader's outlook, with what was computed so far.
pub(crate) struct Reader {
    ahead: Box<dyn Ahead>,
    kept: Mutex<BTreeMap<Place, Result<Arc<Outlook>, String>>>,
}

impl Reader {
    pub(super) fn new(ahead: Box<dyn Ahead>) -> Self {
        Self { ahead, kept: Mutex::new(BTreeMap::new()) }
    }

    /// The outlook at a moment. One is computed at a time; who asks for the same meanwhile waits for it.
    fn at(&self, moment: &Moment, supposed: &[(u32, f64)]) -> Result<Arc<Outlook>, String> {
        let history = moment.matter.recorded(moment.at);
        let whose = moment.matter.from.clone();
        let place = (whose, moment.at.0, history.len(), format!("{supposed:?}"));
        let mut kept = unpoisoned(&self.kept);
        if let Some(known) = kept.get(&place) {
            return known.clone();
        }
        let lines = moment.matter.lines.iter().take(history.len());
        let words = lines.map(|line| line.text.clone()).collect();
        let question = Question { history, words, at: moment.at, supposed: supposed.to_vec() };
        let found = self.ahead.look(&question).map(Arc::new);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(place, found.clone());
        found
    }
}

/// The page.
pub(super) async fn shown(
    State(desk): State<Arc<Desk>>,
    Query(ask): Query<Ask>,
    headers: HeaderMap,
) -> Response {
    answer(desk, ask, headers, Vec::new(), false).await
}

/// The same for programs.
pub(super) async fn plain(
    State(desk): State<Arc<Desk>>,
    Query(ask): Query<Ask>,
    headers: HeaderMap,
) -> Response {
    answer(desk, ask, headers, Vec::new(), true).await
}

/// The page with other numbers for some beliefs: nothing is written, and nothing is remembered but the answer.
pub(super) async fn supposed(
    State(desk): State<Arc<Desk>>,
    Query(ask): Query<Ask>,
    headers: HeaderMap,
    Form(fields): Form<Vec<(String, String)>>,
) -> Response {
    if headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin" && site != "none") {
        return StatusCode::FORBIDDEN.into_response();
    }
    answer(desk, ask, headers, fields, false).await
}

async fn answer(
    desk: Arc<Desk>,
    ask: Ask,
    headers: HeaderMap,
    fields: Vec<(String, String)>,
    plain: bool,
) -> Response {
    let session = match session(&desk, &ask, &headers) {
        Ok(session) => session,
        Err(refused) => return *refused,
    };
    if desk.outlook.is_none() {
        return not_found(&ask, &headers);
    }
    let Some(at) = ask.place(&desk) else { return not_found(&ask, &headers) };
    let moment = desk.moment_in(at, ask.at());
    // An incident in another compartment is as open as one in this.
    let elsewhere = (0..desk.names().len()).filter(|other| *other != at);
    let open = incidents(&moment).open
        || elsewhere.map(|other| desk.moment_in(other, None)).any(|it| incidents(&it).open);
    let found = if open { None } else { Some(computed(&desk, &moment, numbers(&fields)).await) };
    if plain {
        return twin(found);
    }
    let frame = frame((&desk, at), &moment, ask.tongue(&headers), ask.at(), session.as_ref());
    let (status, body): (StatusCode, Markup) = match &found {
        None => (StatusCode::CONFLICT, view::outlook::refused(&frame)),
        Some(Err(why)) => (StatusCode::UNPROCESSABLE_ENTITY, view::outlook::unfit(&frame, why)),
        Some(Ok(it)) => (StatusCode::OK, view::outlook::body(&frame, it)),
    };
    page(status, view::shown(&frame, "outlook", "outlook", &body))
}

/// For programs: the rows, or why there are none.
fn twin(found: Option<Result<Arc<Outlook>, String>>) -> Response {
    let refused = |status: StatusCode, why: &str| {
        (status, axum::Json(serde_json::json!({ "refused": why }))).into_response()
    };
    match found {
        None => refused(StatusCode::CONFLICT, "an incident is open"),
        Some(Err(why)) => refused(StatusCode::UNPROCESSABLE_ENTITY, &why),
        Some(Ok(it)) => written(serde_json::to_value(&*it)),
    }
}

/// Computes away from the thread that answers, which goes on answering.
async fn computed(
    desk: &Arc<Desk>,
    moment: &Arc<Moment>,
    supposed: Result<Vec<(u32, f64)>, String>,
) -> Result<Arc<Outlook>, String> {
    let supposed = supposed?;
    let (desk, moment) = (Arc::clone(desk), Arc::clone(moment));
    let work = move || match &desk.outlook {
        Some(reader) => reader.at(&moment, &supposed),
        None => Err(String::new()),
    };
    tokio::task::spawn_blocking(work).await.map_err(|error| error.to_string())?
}

/// The numbers that were typed: `e12` is belief 12; a field left empty supposes nothing.
fn numbers(fields: &[(String, String)]) -> Result<Vec<(u32, f64)>, String> {
    let typed = fields.iter().filter(|(_, value)| !value.trim().is_empty());
    let named =
        typed.filter_map(|(name, value)| Some((name.strip_prefix('e')?.parse().ok()?, value)));
    let one = |(number, value): (u32, &String)| {
        let read: Option<f64> = latin(value.trim()).parse().ok();
        read.filter(|it| it.is_finite()).map(|it| (number, it)).ok_or_else(|| format!("`{value}`"))
    };
    let mut all: Vec<(u32, f64)> = named.map(one).collect::<Result<_, _>>()?;
    all.sort_by_key(|it| it.0);
    all.dedup_by_key(|it| it.0);
    Ok(all)
}

/// A number in Persian digits as one in Latin ones.
fn latin(text: &str) -> String {
    let one = |letter: char| match letter {
        '۰'..='۹' => u32::from(letter)
            .checked_sub(u32::from('۰'))
            .and_then(|digit| char::from_digit(digit, 10))
            .unwrap_or(letter),
        '٫' => '.',
        '−' => '-',
        other => other,
    };
    text.chars().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(fields: &[(&str, &str)]) -> Result<Vec<(u32, f64)>, String> {
        let own: Vec<(String, String)> =
            fields.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        numbers(&own)
    }

    #[test]
    fn numbers_are_read_in_either_digits_and_nothing_else_is() {
        assert_eq!(typed(&[("e3", "0.5"), ("e1", ""), ("x", "7")]), Ok(vec![(3, 0.5)]));
        assert_eq!(typed(&[("e3", "۰٫۵"), ("e2", "-1")]), Ok(vec![(2, -1.0), (3, 0.5)]));
        assert!(typed(&[("e3", "half")]).is_err() && typed(&[("e3", "inf")]).is_err());
        assert_eq!(typed(&[("e99999999999", "1")]), Ok(vec![]));
    }
}
