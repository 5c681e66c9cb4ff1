//! Forms as people read them: the same fields in English and in Persian, with what silence means.

mod aloud;
mod figures;
mod words;

use crate::field::{Field, Type};
use crate::form::{Form, Value};
use crate::names::{Names, RowId};
use crate::release::Standing;
use crate::rules::Reply;
use crate::table::Kind;

pub use figures::{day, digits, moment};
pub use words::{Args, Language, Words, args};

/// A clock that is shown beside universal time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocalClock {
    /// Where it hangs, in the reader's language.
    pub place: String,
    /// Minutes east of universal time, at the time that is shown.
    pub minutes_east: i32,
}

/// Who reads: language, names of the accord's rows, clocks on the wall.
pub struct Reader<'a> {
    /// In which language.
    pub language: Language,
    /// What rows are called.
    pub names: &'a dyn Names,
    /// Clocks beside universal time.
    pub clocks: &'a [LocalClock],
}

/// What the record says of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Whose it is, by title.
    pub author: String,
    /// When it was deposited, POSIX seconds.
    pub at: u64,
    /// What its signatures are worth.
    pub standing: Standing,
}

/// A form as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// What it is.
    pub title: String,
    /// From whom and when.
    pub from: String,
    /// What must be seen before anything else.
    pub marks: Vec<String>,
    /// What it says, in a sentence.
    pub lead: String,
    /// Its fields: label and value.
    pub lines: Vec<(String, String)>,
    /// By when an answer is asked for.
    pub reply: String,
    /// What silence means.
    pub silence: String,
    language: Language,
}

/// What a kind is called.
#[must_use]
pub fn title(language: Language, kind: Kind) -> String {
    Words::of(language).say(&format!("kind-{}", kind.word()), &Args::new())
}

/// What a field is called.
#[must_use]
pub fn label(language: Language, field: Field) -> String {
    Words::of(language).say(&format!("field-{}", field.word()), &Args::new())
}

impl Page {
    /// The page as text, a field a line.
    #[must_use]
    pub fn text(&self) -> String {
        let words = Words::of(self.language);
        let line = |(label, value): &(String, String)| {
            words.say("line", &args([("label", label.as_str()), ("value", value.as_str())]))
        };
        let head = [self.title.clone(), self.from.clone()];
        let lines = head.into_iter().chain(self.marks.iter().cloned()).chain([self.lead.clone()]);
        let lines = lines.chain(self.lines.iter().map(line));
        let lines = lines.chain([self.reply.clone(), self.silence.clone()]);
        lines.map(|line| line + "\n").collect()
    }
}

/// When an answer is asked for, by the form and the time it was served; none if none is, or the accord has the clock.
#[must_use]
pub fn answer_by(form: &Form, served: u64) -> Option<u64> {
    if let Some(Value::Time(time)) = form.get(Field::AnswerBy) {
        return Some(*time);
    }
    match form.kind().row().reply {
        Reply::Within(hours) => Some((served + u64::from(hours) * 3_600).div_ceil(60) * 60),
        Reply::None | Reply::Accord => None,
    }
}

/// What a form says in one sentence, without its fields.
#[must_use]
pub fn lead(language: Language, form: &Form, author: &str) -> String {
    let words = Words::of(language);
    let act = form.act().unwrap_or_default();
    let key = format!("kind-{}", form.kind().word());
    words.attribute(&key, "lead", &args([("author", author), ("act", act)]))
}

impl Reader<'_> {
    /// The page of a form.
    #[must_use]
    pub fn page(&self, form: &Form, told: &Told) -> Page {
        let words = Words::of(self.language);
        let row = form.kind().row();
        let key = format!("kind-{}", row.word);
        let when = self.moment(told.at);
        let from = args([("author", told.author.as_str()), ("time", &when)]);
        Page {
            title: words.say(&key, &Args::new()),
            from: words
                .say(if told.standing == Standing::Draft { "from-draft" } else { "from" }, &from),
            marks: self.marks(form, told, &|time| self.moment(time)),
            lead: lead(self.language, form, &told.author),
            lines: self.lines(form),
            reply: self.reply(form, told, &|time| self.moment(time)),
            silence: words.say(&format!("silence-{}", row.silence.word()), &Args::new()),
            language: self.language,
        }
    }

    fn marks(&self, form: &Form, told: &Told, moment: &dyn Fn(u64) -> String) -> Vec<String> {
        let words = Words::of(self.language);
        let say = |key: &str| words.say(key, &Args::new());
        let mut marks = Vec::new();
        if form.kind() == Kind::Sounding {
            marks.push(say("mark-hypothetical"));
        }
        match told.standing {
            Standing::Released => {}
            Standing::Waits(end) => {
                let time = moment(end);
                marks.push(words.say("mark-waits", &args([("time", time.as_str())])));
            }
            Standing::Confirmed => marks.push(say("mark-confirmed")),
            Standing::Flagged => marks.push(say("mark-flagged")),
            Standing::Unsigned => marks.push(say("mark-unsigned")),
            Standing::Draft => marks.push(say("mark-draft")),
        }
        if !form.remarks().is_empty() {
            marks.push(say("mark-remarks"));
        }
        marks
    }

    fn lines(&self, form: &Form) -> Vec<(String, String)> {
        let words = Words::of(self.language);
        let line = |(field, value): (Field, &Value)| {
            let label = words.say(&format!("field-{}", field.word()), &Args::new());
            (label, self.value(form, field, value))
        };
        shown(form).map(line).collect()
    }

    fn value(&self, form: &Form, field: Field, value: &Value) -> String {
        match value {
            Value::Text(text) => words::isolated(self.language, text),
            Value::Time(time) => self.moment(*time),
            Value::Number(number) => figures::digits(self.language, &number.to_string()),
            Value::Amount(amount) => {
                let said = self.names.amount_words(form.unit(), *amount);
                figures::digits(self.language, &said)
            }
            Value::Row(row) => self.row(field, *row),
            Value::Hash(bytes) => hex(bytes),
            Value::Seat(bytes) => hex(bytes),
            Value::Word(word) => {
                Words::of(self.language).say(&format!("word-{word}"), &Args::new())
            }
        }
    }

    fn row(&self, field: Field, row: u16) -> String {
        let Some(id) = row_id(field, row) else { return String::new() };
        let (name, title) = (self.names.name(id), self.names.title(id));
        if title == name { name } else { format!("{title} ({name})") }
    }

    fn reply(&self, form: &Form, told: &Told, moment: &dyn Fn(u64) -> String) -> String {
        let words = Words::of(self.language);
        match (answer_by(form, told.at), form.kind().row().reply) {
            // The time to answer runs from the deposit, which a draft does not have.
            (Some(_), Reply::Within(hours))
                if told.standing == Standing::Draft && form.get(Field::AnswerBy).is_none() =>
            {
                let hours = figures::digits(self.language, &hours.to_string());
                words.say("reply-within", &args([("hours", hours.as_str())]))
            }
            (Some(time), _) => {
                let time = moment(time);
                words.say("reply-by", &args([("time", time.as_str())]))
            }
            (None, Reply::Accord) => words.say("reply-accord", &Args::new()),
            (None, _) => words.say("reply-none", &Args::new()),
        }
    }

    /// A time in universal time, in both calendars, and on the clocks of the reader.
    fn moment(&self, time: u64) -> String {
        figures::moment(self.language, time, self.clocks)
    }
}

/// Every field but the act, which the sentence says, in the order of the table.
fn shown(form: &Form) -> impl Iterator<Item = (Field, &Value)> {
    let fields = form.kind().row().fields(form.act()).map(|(field, _)| field);
    let said = fields.filter(|field| *field != Field::Act);
    said.filter_map(|field| Some((field, form.get(field)?)))
}

fn row_id(field: Field, row: u16) -> Option<RowId> {
    match field.holds() {
        Type::Row(table) => Some((table, row)),
        _ => None,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
