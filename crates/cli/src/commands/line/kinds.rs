//! The closed set of messages, for whoever is about to fill one.

use forms::{Field, Kind, Release, Reply, Row, TABLE, holds};
use serde_json::{Value, json};

use super::Desk;
use crate::args::FormsArgs;
use crate::exit::{Answer, Exit, Failure};

fn signatures(release: Release) -> &'static str {
    match release {
        Release::One => "one signature",
        Release::Two => "two signatures; one at first with --emergency",
        Release::TwoAlways => "two signatures, in an emergency too",
    }
}

fn answer(reply: Reply) -> String {
    match reply {
        Reply::None => "no answer is asked for".into(),
        Reply::Within(hours) => format!("an answer is asked for within {hours} hours"),
        Reply::Accord => "the accord says by when, and what silence means".into(),
    }
}

fn words(fields: &[Field]) -> String {
    fields.iter().map(|field| field.word()).collect::<Vec<_>>().join(" ")
}

/// A kind in one line: what it needs, and in brackets what it may have.
fn line(row: &Row) -> String {
    let may =
        if row.optional.is_empty() { String::new() } else { format!(" [{}]", words(row.optional)) };
    format!("{:<22} {}{may}\n", row.word, words(row.required))
}

/// One kind with each of its fields.
fn page(row: &Row) -> String {
    let mut page = format!("{}: {}; {}", row.word, signatures(row.release), answer(row.reply));
    page.push_str(&format!("\nsilence: {}\n", row.silence.word().replace('_', " ")));
    let field = |field: &Field, need: &str| {
        format!("  {:<10} {need}  {}\n", field.word(), holds(row.kind, *field))
    };
    page.extend(row.required.iter().map(|it| field(it, "needed")));
    for act in row.acts.iter().filter(|act| !act.needs.is_empty()) {
        let needed = act.needs.iter().map(|it| field(it, &format!("needed for act={}", act.word)));
        page.extend(needed);
    }
    page.extend(row.optional.iter().map(|it| field(it, "may be")));
    page
}

fn value(row: &Row) -> Value {
    let field = |it: &Field| json!({ "field": it.word(), "holds": holds(row.kind, *it) });
    let act = |it: &forms::rules::ActRule| json!({ "act": it.word, "needs": it.needs.iter().map(|it| it.word()).collect::<Vec<_>>() });
    json!({
        "kind": row.word, "number": row.number, "signatures": row.release.seats(false),
        "emergency": row.release.has_emergency(), "silence": row.silence.word(),
        "needs": row.required.iter().map(field).collect::<Vec<_>>(),
        "may_have": row.optional.iter().map(field).collect::<Vec<_>>(),
        "acts": row.acts.iter().map(act).collect::<Vec<_>>(),
    })
}

/// Prints every kind, or one with its fields.
pub fn forms(desk: &Desk, args: &FormsArgs) -> Result<Answer, Failure> {
    let Some(word) = &args.kind else {
        let rows: Vec<Value> = TABLE.iter().map(value).collect();
        let page = TABLE.iter().map(line).collect::<String>()
            + "\n`detente line forms KIND` says what each field holds; `send act \"US grants W1\"` says an act in the words\n\
               of a history (docs/events.md) with the form that it has.\n";
        return desk.answer(&json!({ "kinds": rows }), page, Exit::Yes);
    };
    let kind = Kind::of_word(word).ok_or_else(|| {
        let none = forms::Fault::Kind(word.clone(), "`detente line forms` lists all".into());
        Failure::Usage(none.to_string())
    })?;
    desk.answer(&json!({ "kinds": [value(kind.row())] }), page(kind.row()), Exit::Yes)
}
