//! What messages say: kinds, their words, and the event of the accord that an act is.

use std::sync::Arc;

use kernel::{ActorId, Deed, Event};
use lang::events::compile_events;
use lang::source::Source;
use line::cbor::Value;
use line::node::PAUSE_KIND;
use station::{Card, Program};

use crate::exit::Failure;
use crate::texts::Text;

/// An act in the words of a history: `{0: words}`.
pub const ACT: u64 = 1000;
/// The second person of an emergency.
pub const SECOND: u64 = station::approval::SECOND_KIND;
/// Words for people: `{0: words}`.
pub const NOTE: u64 = 1002;

/// The kind of message that a name means.
pub fn kind(name: &str) -> Result<u64, Failure> {
    match name {
        "act" => Ok(ACT),
        "note" => Ok(NOTE),
        "pause" => Ok(PAUSE_KIND),
        _ => Err(Failure::Usage(format!(
            "no kind of message {name}: there are `act`, `note` and `pause`"
        ))),
    }
}

/// What a kind is called.
pub fn kind_name(kind: u64) -> &'static str {
    match kind {
        ACT => "act",
        SECOND => "second",
        NOTE => "note",
        PAUSE_KIND => "pause",
        _ => "unknown",
    }
}

/// Fields from words.
pub fn fields(words: &str) -> Value {
    Value::map([(0, Value::Text(words.to_owned()))])
}

/// The field of a pause: `on` or `off`.
pub fn pause(words: &str) -> Result<Value, Failure> {
    match words {
        "on" => Ok(Value::Unsigned(1)),
        "off" => Ok(Value::Unsigned(0)),
        _ => Err(Failure::Usage("say `pause on`, or `pause off` to go on".into())),
    }
}

/// Words from fields.
pub fn words(fields: &Value) -> Option<&str> {
    match fields {
        Value::Map(fields) => match fields.as_slice() {
            [(0, Value::Text(words))] => Some(words),
            _ => None,
        },
        _ => None,
    }
}

/// The act that words are, read as a line of a history of the accord.
pub fn act(text: &Text, words: &str) -> Result<(ActorId, Deed), Failure> {
    if words.contains(['\n', '\r', '#', ',']) {
        return Err(Failure::Usage("an act is one line without commas or comments".into()));
    }
    let day_zero = text.compiled.day_zero;
    let date = day_zero.map_or_else(|| "2000-01-01".to_owned(), |date| date.0.to_string());
    let heading = if day_zero.is_none() { format!("day 0 is {date}\n") } else { String::new() };
    let history = format!("history of \"{}\"\n{heading}{date} {words}\n", text.compiled.title);
    let source = Source::new("act", &history);
    let read = compile_events(&source, &text.compiled, &text.compiled.common);
    let acts = read.events.and_then(|events| events.lines.into_iter().next());
    acts.and_then(|line| line.act).ok_or_else(|| {
        let why = read.diagnostics.first().map_or_else(String::new, |it| {
            let help = it.help.as_deref().map_or_else(String::new, |help| format!(": {help}"));
            format!("{}{help}", it.message)
        });
        Failure::Usage(format!(
            "\"{words}\" is no act of this accord: {why} (docs/events.md lists acts)"
        ))
    })
}

/// Whether a party may state what this actor does.
pub fn speaks_for(text: &Text, card: &Card, by: ActorId) -> bool {
    let names = &text.compiled.common.names;
    card.speaks.iter().any(|name| names.actor(name) == Some(by))
}

/// The accord as a station runs it.
pub fn program(text: &Arc<Text>) -> Program {
    let accord = Arc::new(text.compiled.common.accord.clone());
    let text = Arc::clone(text);
    let events = move |card: &Card, kind: u64, said: &Value| -> Option<Event> {
        let words = words(said).filter(|_| kind == ACT)?;
        let (by, deed) = act(&text, words).ok()?;
        speaks_for(&text, card, by).then_some(Event::Act { by, deed })
    };
    Program { accord, events: Arc::new(events) }
}
