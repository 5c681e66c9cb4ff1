//! The description of what is served for programs: kept in the repository, and the same as what is served.

use std::path::Path;

use desk::server::openapi::document;
use desk::view::View;
use serde_json::Value;

use crate::server::get;

fn kept() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/desk.openapi.json")
}

/// `DESK_OPENAPI=write` writes it.
#[test]
fn the_description_in_the_repository_is_the_one_that_is_served() {
    let text = serde_json::to_string_pretty(&document()).expect("JSON") + "\n";
    if std::env::var_os("DESK_OPENAPI").is_some_and(|it| it == "write") {
        std::fs::write(kept(), &text).expect("the page is written");
    }
    let kept = std::fs::read_to_string(kept()).expect("the page is there");
    assert_eq!(kept, text, "`DESK_OPENAPI=write cargo test -p desk openapi` writes it");
    let (status, served) = get("/openapi.json");
    assert!(status.is_success());
    let served: Value = serde_json::from_str(&served).expect("JSON");
    assert_eq!(served, document());
}

/// What is wrong with a value, by the part of JSON Schema that the description uses.
fn wrong(all: &Value, schema: &Value, value: &Value, path: &str) -> Vec<String> {
    if let Some(name) = schema["$ref"].as_str() {
        let name = name.rsplit('/').next().unwrap_or_default();
        return wrong(all, &all["components"]["schemas"][name], value, path);
    }
    if let Some(any) = schema["anyOf"].as_array().or_else(|| schema["oneOf"].as_array()) {
        let fits = any.iter().any(|one| wrong(all, one, value, path).is_empty());
        return if fits { Vec::new() } else { vec![format!("{path}: fits none")] };
    }
    let mut found = Vec::new();
    if !types(schema).is_empty() && !types(schema).contains(&kind(value)) {
        found.push(format!("{path}: {} for {:?}", kind(value), types(schema)));
    }
    if let Some(row) = value.as_object() {
        let required =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
        found.extend(
            required.filter(|it| !row.contains_key(*it)).map(|it| format!("{path}: no {it}")),
        );
        for (key, inside) in row {
            match schema["properties"].get(key) {
                Some(schema) => found.extend(wrong(all, schema, inside, &format!("{path}.{key}"))),
                None => found.push(format!("{path}: {key} is not described")),
            }
        }
    }
    for (at, inside) in value.as_array().into_iter().flatten().enumerate() {
        let one = schema["prefixItems"].get(at).unwrap_or(&schema["items"]);
        found.extend(wrong(all, one, inside, &format!("{path}[{at}]")));
    }
    found
}

fn types(schema: &Value) -> Vec<&str> {
    match &schema["type"] {
        Value::String(one) => vec![one.as_str()],
        Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

#[test]
fn every_answer_is_what_the_description_says() {
    let all = document();
    let mut asked: Vec<(String, &Value)> = View::ALL
        .iter()
        .map(|view| (format!("/{}.json", view.name()), format!("/{}.json", view.name())))
        .map(|(path, key)| (path, &all["paths"][key]))
        .collect();
    asked.push(("/incident/5.json".to_owned(), &all["paths"]["/incident/{number}.json"]));
    assert_eq!(all["paths"].as_object().map(serde_json::Map::len), Some(asked.len()));
    for (path, described) in asked {
        for at in ["?at=0", "?at=1200", ""] {
            let (status, said) = get(&format!("{path}{at}"));
            if !status.is_success() {
                continue; // an occurrence that has not happened yet has no card
            }
            let value: Value = serde_json::from_str(&said).expect("JSON");
            let schema =
                &described["get"]["responses"]["200"]["content"]["application/json"]["schema"];
            assert!(!schema.is_null(), "{path}");
            assert_eq!(wrong(&all, schema, &value, "it"), Vec::<String>::new(), "{path}{at}");
        }
    }
}

#[test]
fn what_does_not_fit_is_found() {
    let all = document();
    let schema = &all["paths"]["/record.json"]["get"]["responses"]["200"]["content"]["application/json"]
        ["schema"];
    let (_, said) = get("/record.json");
    let mut value: Value = serde_json::from_str(&said).expect("JSON");
    value["entries"][0]["digest"] = Value::Null;
    value["more"] = Value::Null;
    assert_eq!(wrong(&all, schema, &value, "it").len(), 2);
}
