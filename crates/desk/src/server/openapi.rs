//! What is served for programs, described as OpenAPI 3.1 (<https://spec.openapis.org/oas/v3.1.0>).
//!
//! Schemas are made from the rows themselves, so they cannot say something else.

use axum::Json;
use axum::response::{IntoResponse, Response};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, SchemaGenerator};
use serde_json::{Map, Value, json};

use crate::model::{
    board, card, conduct, deadlines, incidents, map, quantities, record, relief, sitrep, status,
    today, tracks, votes, watch,
};
use crate::view::View;

/// The description.
#[must_use]
pub fn document() -> Value {
    let settings = SchemaSettings::draft2020_12();
    let mut schemas =
        settings.with(|it| it.definitions_path = "/components/schemas".into()).into_generator();
    let mut paths = Map::new();
    for view in View::ALL {
        let schema = schema(view, &mut schemas);
        paths.insert(format!("/{}.json", view.name()), get(view.name(), &query(view), &schema));
    }
    let card = of::<card::Card>(&mut schemas);
    let number = json!({"name": "number", "in": "path", "required": true, "description": "the number of an occurrence, from the page of incidents", "schema": {"type": "integer", "minimum": 0, "maximum": 4294967295_i64}});
    paths.insert("/incident/{number}.json".to_owned(), get("incident", &[number, at()], &card));
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Détente desk",
            "version": env!("CARGO_PKG_VERSION"),
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
            "description": "Where an agreement stands at a moment of its record, as rows. Nothing is written through this interface. On a station every request needs the cookie of a session."
        },
        "servers": [{"url": "http://127.0.0.1:8417"}],
        "paths": paths,
        "components": {"schemas": schemas.take_definitions(true)},
    })
}

pub(super) async fn served() -> Response {
    Json(document()).into_response()
}

fn of<T: JsonSchema>(schemas: &mut SchemaGenerator) -> Value {
    schemas.subschema_for::<T>().to_value()
}

fn schema(view: View, schemas: &mut SchemaGenerator) -> Value {
    match view {
        View::Today => of::<today::Today>(schemas),
        View::Board => of::<board::Board>(schemas),
        View::Deadlines => of::<deadlines::Deadlines>(schemas),
        View::Quantities => of::<Vec<quantities::Quantity>>(schemas),
        View::Relief => of::<relief::Relief>(schemas),
        View::Incidents => of::<incidents::Incidents>(schemas),
        View::Map => of::<map::Map>(schemas),
        View::Record => of::<record::Record>(schemas),
        View::Sitrep => of::<sitrep::Sitrep>(schemas),
        View::Watch => of::<watch::Watch>(schemas),
        View::Tracks => of::<tracks::Tracks>(schemas),
        View::Votes => of::<votes::Votes>(schemas),
        View::Status => of::<status::Status>(schemas),
        View::Conduct => of::<conduct::Conduct>(schemas),
    }
}

fn at() -> Value {
    parameter(
        "at",
        "hours since day 0; the latest moment of the record if it is later or missing",
        0,
    )
}

fn parameter(name: &str, says: &str, least: i64) -> Value {
    json!({"name": name, "in": "query", "required": false, "description": says, "schema": {"type": "integer", "minimum": least, "maximum": 4_294_967_295_i64}})
}

fn query(view: View) -> Vec<Value> {
    let page =
        || parameter("page", "which page, from 1 with the latest; beyond the last the last", 1);
    let more = match view {
        View::Record | View::Status => Some(page()),
        View::Map => Some(parameter("days", "days back: 30, 90, 365, or 0 for all", 0)),
        _ => None,
    };
    std::iter::once(at()).chain(more).collect()
}

fn get(id: &str, parameters: &[Value], schema: &Value) -> Value {
    let refused = |says: &str| json!({"description": says, "content": {"text/html": {}}});
    json!({"get": {
        "operationId": id,
        "parameters": parameters,
        "responses": {
            "200": {"description": "the rows", "content": {"application/json": {"schema": schema}}},
            "403": refused("on a station: nobody is signed in"),
            "404": refused("nothing is there"),
            "421": {"description": "asked for under a foreign name", "content": {"text/plain": {}}},
        },
    }})
}
