//! From what was typed to what is said: forms with their fields, and acts in the words of a history.

use std::sync::Arc;

use forms::field::Table;
use forms::{Field, Form, Kind, Names, Outline};
use kernel::{ActorId, Deed, Event};
use lang::events::compile_events;
use lang::source::Source;
use reader::Text;
use station::{Program, Saying, Station};

use crate::args::SendArgs;
use crate::exit::Failure;
use crate::row_names::RowNames;

/// What is typed for an act in the words of a history, which is sent as the form that says it.
const ACT: &str = "act";

fn usage(fault: impl std::fmt::Display) -> Failure {
    Failure::Usage(fault.to_string())
}

/// What was typed, to be signed.
pub fn saying(
    station: &Station,
    text: &Arc<Text>,
    args: &SendArgs,
    evidence: Option<&[u8]>,
) -> Result<Saying, Failure> {
    let named = evidence.map(|bytes| named(&args.kind, bytes)).unwrap_or_default();
    let (fields, words): (Vec<&String>, Vec<&String>) =
        args.words.iter().partition(|word| word.contains('='));
    let pairs = fields.iter().filter_map(|word| word.split_once('='));
    let pairs = pairs.chain(named.iter().map(|(field, value)| (*field, value.as_str())));
    let emergency = args.emergency;
    if args.kind == ACT {
        let words = words.into_iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        let (form, author) = said_as(station, text, &words, pairs)?;
        return Ok(Saying { form, author: Some(author), emergency });
    }
    if let Some(word) = words.first() {
        return Err(Failure::Usage(format!(
            "`{word}` is no field: write FIELD=VALUE, such as text=\"…\"; `detente line forms {}` lists the fields",
            args.kind
        )));
    }
    let form = Form::parse(&args.kind, pairs, &RowNames(Arc::clone(text))).map_err(usage)?;
    let author = author(station, text, args, &form)?;
    Ok(Saying { form, author, emergency })
}

/// The fields by which a message names evidence: its hash, and its size where the kind has one.
fn named(kind: &str, bytes: &[u8]) -> Vec<(&'static str, String)> {
    let sized = Kind::of_word(kind).is_some_and(|it| it.row().required.contains(&Field::Size));
    let hash = super::hex(&line::tree::sha256(&[bytes]));
    let size = sized.then(|| (Field::Size.word(), bytes.len().to_string()));
    std::iter::once((Field::Hash.word(), hash)).chain(size).collect()
}

/// As which actor a form is said: the one that was named, else the only one that the party speaks for.
fn author(
    station: &Station,
    text: &Arc<Text>,
    args: &SendArgs,
    form: &Form,
) -> Result<Option<ActorId>, Failure> {
    if let Some(name) = &args.as_actor {
        let found = RowNames(Arc::clone(text)).find(Table::Actor, name);
        let none = || Failure::Usage(format!("--as {name}: no actor of this accord"));
        return found.map(ActorId).ok_or_else(none).map(Some);
    }
    let only = station.only_author();
    let names = &station.card().speaks;
    let accord = &text.compiled.common.accord;
    let is_act = || accord.actor_ids().any(|actor| form.event(accord, actor).is_some());
    if only.is_none() && !names.is_empty() && is_act() {
        return Err(Failure::Usage(format!(
            "{} speaks for {}: say as whom with --as",
            station.card().name,
            names.join(", ")
        )));
    }
    Ok(only)
}

/// The form of an act in the words of a history, with the fields that those words leave open, and who says it.
fn said_as<'a>(
    station: &Station,
    text: &Arc<Text>,
    words: &str,
    more: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<(Form, ActorId), Failure> {
    let (by, deed) = act(text, words)?;
    let event = Event::Act { by, deed };
    let outline = Outline::of(&text.compiled.common.accord, &event).ok_or_else(|| {
        Failure::Usage(format!(
            "nobody on a line can say \"{words}\": a body of the accord would have to"
        ))
    })?;
    let speaks = |actor| station.program().is_some_and(|it| it.speaks(station.card(), actor));
    let author = if speaks(by) { by } else { outline.author };
    let (kind, names) = (outline.kind, RowNames(Arc::clone(text)));
    let open = kind.typed(more, &names).and_then(|more| outline.complete(more));
    let form = open.map_err(|fault| {
        Failure::Usage(format!("{fault}; give it after the words, as FIELD=VALUE"))
    })?;
    Ok((form, author))
}

/// The act that words are, read as a line of a history of the accord.
fn act(text: &Text, words: &str) -> Result<(ActorId, Deed), Failure> {
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

/// A message in one line: the act in the words of a history, or the sentence of its form with its text.
pub fn summary(text: &Text, form: &Form, event: Option<&Event>, author: &str) -> String {
    if let Some(Event::Act { by, deed }) = event {
        return lang::events::event_words(&text.compiled, &text.compiled.common, *by, deed);
    }
    let lead = forms::page::lead(forms::Language::English, form, author);
    let words =
        [Field::About, Field::Text].into_iter().filter_map(|field| match form.get(field)? {
            forms::Value::Text(words) => Some(words.replace('\n', " ")),
            _ => None,
        });
    std::iter::once(lead).chain(words).collect::<Vec<_>>().join(" ")
}

/// As a kind is typed.
pub fn kind_name(kind: u64) -> &'static str {
    Kind::of_number(kind).map_or("unknown", Kind::word)
}

/// The accord as a station runs it.
pub fn program(text: &Arc<Text>) -> Program {
    let accord = Arc::new(text.compiled.common.accord.clone());
    Program { accord, names: Arc::new(RowNames(Arc::clone(text))) }
}
