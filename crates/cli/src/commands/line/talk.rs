//! Messages: drafted, let go, read.

use std::path::PathBuf;

use forms::{Field, Language, LocalClock, Names, Reader};
use line::identity;
use serde_json::{Value, json};
use station::approval::Draft;
use station::{Message, Standing, Station};

use super::{Desk, failure, hex, speech, time};
use reader::Text;

use crate::args::{EvidenceArgs, InboxArgs, LineLanguage, ReleaseArgs, RenderArgs, SendArgs};
use crate::exit::{Answer, Exit, Failure};
use crate::files;
use crate::row_names::RowNames;

fn key(station: &Station, key: &str) -> PathBuf {
    match key {
        "first" | "second" => station.key_file(key),
        path => PathBuf::from(path),
    }
}

/// Drafts a message.
pub fn send(desk: &Desk, args: &SendArgs) -> Result<Answer, Failure> {
    let (mut station, text) = desk.open()?;
    let file = args.evidence.as_ref().map(|path| files::bytes(path)).transpose()?;
    let saying = speech::saying(&station, &text, args, file.as_deref())?;
    if let Some(bytes) = &file {
        station.attach(bytes).map_err(failure)?;
    }
    let draft = station.compose(&saying, &key(&station, &args.key)).map_err(failure)?;
    said(desk, station, &draft)
}

/// Lets a draft go.
pub fn release(desk: &Desk, args: &ReleaseArgs) -> Result<Answer, Failure> {
    let (mut station, _) = desk.open()?;
    let draft = station.release(&args.draft, &key(&station, &args.key)).map_err(failure)?;
    said(desk, station, &draft)
}

fn said(desk: &Desk, station: Station, draft: &Draft) -> Result<Answer, Failure> {
    let name = draft.name();
    let own = station.card().log;
    let written = station.places().contains_key(&(own, draft.salt));
    let state = match (written, draft.is_complete()) {
        (true, _) => "written",
        (false, true) => "released",
        (false, false) => "draft",
    };
    let alone = draft.is_complete() && draft.approvals.len() < draft.needs().seats(false);
    let next = match (state, alone) {
        ("draft", _) => format!("A second person lets it go with `detente line release {name}`."),
        (_, true) => format!(
            "One person signed. The second must stand behind it within two hours: `detente line release {name}`."
        ),
        ("written", _) => "It stands in this party's log: `detente line sync` or `export` carries it.".to_owned(),
        _ => "It is written once a peer has said what this station wrote before: `detente line sync`.".to_owned(),
    };
    station.close().map_err(failure)?;
    let value = json!({
        "message": name,
        "kind": speech::kind_name(draft.kind),
        "state": state,
        "emergency": draft.emergency,
        "signatures": draft.approvals.len(),
    });
    desk.answer(
        &value,
        format!("{name}: {state}, {} signed. {next}\n", draft.approvals.len()),
        Exit::Yes,
    )
}

/// Who reads messages of a station, and how.
pub struct Shown<'a> {
    station: &'a Station,
    text: &'a Text,
    names: RowNames,
    args: RenderArgs,
}

const CLOCKS: &[LocalClock] = &[];

impl<'a> Shown<'a> {
    /// A reader of a station's messages.
    pub fn new(station: &'a Station, text: &'a std::sync::Arc<Text>, args: RenderArgs) -> Self {
        Self { station, text, names: RowNames(std::sync::Arc::clone(text)), args }
    }

    fn reader(&self) -> Reader<'_> {
        let language = match self.args.lang {
            Some(LineLanguage::Fa) => Language::Persian,
            Some(LineLanguage::En) | None => Language::English,
        };
        Reader { language, names: &self.names, clocks: CLOCKS }
    }

    /// What stands beside a message: its place, and whether one person sent it.
    fn marks(message: &Message) -> String {
        let place =
            message.round.map_or_else(|| "provisional".to_owned(), |it| format!("round {it}"));
        let ruled = if message.by_ruling { ", by ruling" } else { "" };
        let alone = match message.standing {
            forms::Standing::Waits(end) => {
                format!(", ONE SIGNATURE: the second is due by {} UTC", time::shown(end))
            }
            forms::Standing::Flagged => ", ONE SIGNATURE: the second did not come in time".into(),
            forms::Standing::Confirmed => ", sent by one, confirmed by the second".into(),
            forms::Standing::Released | forms::Standing::Unsigned | forms::Standing::Draft => {
                String::new()
            }
        };
        let beyond = if message.over_quota { ", OVER THE QUOTA of the day: no effect" } else { "" };
        let keys = match message.keys {
            identity::Standing::Valid => "",
            identity::Standing::Contested => {
                ", CONTESTED: a key under it was taken back, and no round has it yet"
            }
            identity::Standing::Void => {
                ", VOID: a key under it was taken back before its round: no effect"
            }
        };
        format!("{place}{ruled}{alone}{beyond}{keys}")
    }

    fn words(&self, message: &Message) -> String {
        match &message.form {
            Ok(form) => {
                let author = self.station.told(message).author;
                speech::summary(self.text, form, message.event.as_ref(), &author)
            }
            Err(why) => why.to_string(),
        }
    }

    /// The message as lines: one, or the page of its form if a language or reading aloud was asked for.
    pub fn page(&self, message: &Message) -> String {
        let heading = format!("{}  {} {}", message.name, message.from, message.word());
        let wanted = self.args.lang.is_some() || self.args.read_aloud;
        let page = match &message.form {
            Ok(form) if wanted => {
                let told = self.station.told(message);
                let reader = self.reader();
                let body = match self.args.read_aloud {
                    true => reader.aloud(form, &told),
                    false => reader.page(form, &told).text(),
                };
                format!("{heading} ({})\n{body}\n", Self::marks(message))
            }
            _ => format!("{heading} \"{}\" ({})\n", self.words(message), Self::marks(message)),
        };
        page + &self.evidence(message).map(|(line, _)| line).unwrap_or_default()
    }

    /// What is here of the evidence that a message refers to: in words, and for programs.
    fn evidence(&self, message: &Message) -> Option<(String, Value)> {
        let hash = referred(message)?;
        let pieces = self.station.pieces(&message.party, &hash);
        let missing = pieces.missing();
        let value = json!({
            "hash": hex(&hash), "bytes": pieces.length, "parts": pieces.parts(), "missing": missing,
        });
        let words = match (pieces.here(), missing.len()) {
            (0, _) => "nothing of it is in the record".to_owned(),
            (_, 0) => format!(
                "{} bytes in {} parts: `detente line evidence {} --to FILE`",
                pieces.length,
                pieces.parts(),
                message.name
            ),
            (here, _) => format!("{here} of {} parts are here", pieces.parts()),
        };
        Some((format!("  evidence {}: {words}\n", hex(&hash)), value))
    }

    /// The message for programs.
    pub fn value(&self, message: &Message) -> Value {
        let author = message.author.map(|it| self.names.name((forms::field::Table::Actor, it.0)));
        let mut value = json!({
            "from": message.from, "message": message.name, "kind": message.word(),
            "as": author, "words": self.words(message), "hash": hex(&message.hash),
            "round": message.round, "by_ruling": message.by_ruling,
            "deposited": self.station.deposited(&message.place.0, message.place.1),
            "signatures": message.seats.len(), "one_signature": message.standing.is_flagged(),
            "standing": standing_name(message.standing), "over_quota": message.over_quota,
            "keys": keys_name(message.keys),
            "evidence": self.evidence(message).map(|(_, value)| value),
        });
        if let Ok(form) = &message.form {
            let told = self.station.told(message);
            let page = self.reader().page(form, &told);
            value["page"] = json!({
                "title": page.title, "from": page.from, "marks": page.marks, "lead": page.lead,
                "fields": page.lines, "reply": page.reply, "silence": page.silence,
            });
            if self.args.read_aloud {
                value["aloud"] = self.reader().aloud(form, &told).into();
            }
        }
        value
    }
}

/// The hash that a message refers to.
fn referred(message: &Message) -> Option<[u8; 32]> {
    match message.form.as_ref().ok()?.get(Field::Hash)? {
        forms::Value::Hash(hash) => Some(*hash),
        _ => None,
    }
}

/// Writes the evidence of a message into a file.
pub fn evidence(desk: &Desk, args: &EvidenceArgs) -> Result<Answer, Failure> {
    let (station, _) = desk.open()?;
    let message = station.message_named(&args.message).map_err(failure)?;
    let hash = referred(&message).ok_or_else(|| {
        Failure::Usage(format!("{} refers to no evidence: it has no `hash`", message.name))
    })?;
    let bytes = station.evidence(&message.party, &hash).map_err(failure)?;
    files::absent(&args.to)?;
    files::write_bytes(&args.to, &bytes)?;
    station.close().map_err(failure)?;
    let path = args.to.display().to_string();
    let value =
        json!({ "message": message.name, "hash": hex(&hash), "bytes": bytes.len(), "file": path });
    let page = format!(
        "{path}: {} bytes, which are what the hash in {} says\n",
        bytes.len(),
        message.name
    );
    desk.answer(&value, page, Exit::Yes)
}

fn keys_name(standing: identity::Standing) -> &'static str {
    match standing {
        identity::Standing::Valid => "valid",
        identity::Standing::Contested => "contested",
        identity::Standing::Void => "void",
    }
}

fn standing_name(standing: forms::Standing) -> &'static str {
    match standing {
        forms::Standing::Released => "released",
        forms::Standing::Waits(_) => "waits",
        forms::Standing::Confirmed => "confirmed",
        forms::Standing::Flagged => "flagged",
        forms::Standing::Unsigned | forms::Standing::Draft => "unsigned",
    }
}

/// Prints what others sent.
pub fn inbox(desk: &Desk, args: &InboxArgs) -> Result<Answer, Failure> {
    let (station, text) = desk.open()?;
    let own = station.card().party;
    let wanted =
        |it: &Message| args.message.as_ref().map_or(it.party != own, |name| it.name == *name);
    let messages: Vec<Message> = station.messages().into_iter().filter(wanted).collect();
    if let (Some(name), true) = (&args.message, messages.is_empty()) {
        return Err(Failure::Usage(format!(
            "no message {name}: `detente line inbox` and `record` name them"
        )));
    }
    let shown = Shown::new(&station, &text, args.render);
    let value =
        json!({ "messages": messages.iter().map(|it| shown.value(it)).collect::<Vec<_>>() });
    let page: String = messages.iter().map(|it| shown.page(it)).collect();
    let waits = !matches!(station.standing(), Standing::Ready);
    let now = time::shown(station.now());
    station.close().map_err(failure)?;
    let page = match (page.is_empty(), waits) {
        (true, true) => "Nothing yet: `detente line status` says what is missing.\n".to_owned(),
        (true, false) => format!("Nothing from others as of {now}.\n"),
        (false, _) => page,
    };
    desk.answer(&value, page, Exit::Yes)
}
