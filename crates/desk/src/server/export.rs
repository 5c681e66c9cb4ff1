//! What leaves the desk as a file: a page, or the proof of a message. It is handed out once a message of the own log says
//! what left, its hash, and why.

use axum::Form as Posted;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use forms::Kind;
use sha2::{Digest as _, Sha256};

use super::Shared;
use super::write::{Pairs, Place, Visit, not_found, permitted, posted};
use crate::line::Typed;
use crate::view::line::Refused;
use crate::view::{self, Frame, View, export};

/// A file that leaves.
struct File {
    name: String,
    kind: &'static str,
    bytes: Vec<u8>,
}

/// Hands a page out.
pub(super) async fn page(
    State(desk): Shared,
    headers: HeaderMap,
    Posted(pairs): Posted<Pairs>,
) -> Response {
    permitted(&desk, &headers, &pairs, |visit| {
        let view = posted(&pairs, "page").and_then(View::of_name);
        let format = posted(&pairs, "format").filter(|it| export::FORMATS.contains(it));
        let (Some(view), Some(format)) = (view, format) else { return not_found(visit.tongue) };
        let Some(bytes) = exported(&visit, view, format) else {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        };
        let kind = if format == "json" { "application/json" } else { "text/html; charset=utf-8" };
        let file = File { name: format!("{}.{format}", view.name()), kind, bytes };
        handed_out(&visit, &Place::Export, file, &pairs)
    })
}

/// Hands the proof of a message out, with what it discloses.
pub(super) async fn proof(
    State(desk): Shared,
    Path(name): Path<String>,
    headers: HeaderMap,
    Posted(pairs): Posted<Pairs>,
) -> Response {
    permitted(&desk, &headers, &pairs, |visit| {
        let place = Place::Message(name.clone());
        let proven = visit.station.line().prove(&name);
        match proven {
            Ok(bytes) => {
                let file =
                    File { name: format!("{name}.proof.tar"), kind: "application/x-tar", bytes };
                handed_out(&visit, &place, file, &pairs)
            }
            Err(why) => refused(&visit, &place, &why, &pairs),
        }
    })
}

/// The file, after a message that says that it leaves stands in the own log.
fn handed_out(visit: &Visit<'_>, place: &Place, file: File, pairs: &Pairs) -> Response {
    let hash: String =
        Sha256::digest(&file.bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    let purpose = posted(pairs, "purpose").filter(|it| !it.is_empty());
    let fields = [("about", file.name.as_str()), ("hash", &hash)];
    let fields = fields.into_iter().chain(purpose.map(|it| ("text", it)));
    let typed = Typed {
        kind: Kind::Export.word().to_owned(),
        fields: fields.map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
        ..Typed::default()
    };
    let done = visit.station.line().compose(visit.session.seat, &typed);
    if let Err(why) = done.and_then(|_| visit.station.look_again()) {
        return refused(visit, place, &why, pairs);
    }
    let name = format!("attachment; filename=\"{}\"", file.name);
    ([(CONTENT_TYPE, file.kind.to_owned()), (CONTENT_DISPOSITION, name)], file.bytes)
        .into_response()
}

fn refused(visit: &Visit<'_>, place: &Place, why: &str, typed: &Pairs) -> Response {
    visit.page(place, StatusCode::UNPROCESSABLE_ENTITY, &Refused { why, typed })
}

/// A page as it is now, as the bytes of a file: no session, no token, its style inside.
fn exported(visit: &Visit<'_>, view: View, format: &str) -> Option<Vec<u8>> {
    let moment = visit.desk.moment_in(visit.place, None);
    if format == "json" {
        return serde_json::to_vec_pretty(&view.json(&moment, visit.asked).ok()?).ok();
    }
    let frame = Frame::alone(visit.tongue, &moment);
    let body = view.body(&frame, visit.asked);
    Some(view::alone(&frame, view.name(), &body).into_string().into_bytes())
}
