//! Forms as they are read out on a telephone, with a linguist at the other end: no signs, digits one by one, names
//! spelled.

use super::words::{Args, Language, Words, args};
use super::{Reader, Told, figures, row_id, shown};
use crate::field::Field;
use crate::form::{Form, Value};

/// The spelling alphabet (ICAO Annex 10, volume II, 5.2.1.3), in both languages.
const ALPHABET: [[&str; 26]; 2] = [
    [
        "Alfa", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf", "Hotel", "India",
        "Juliett", "Kilo", "Lima", "Mike", "November", "Oscar", "Papa", "Quebec", "Romeo",
        "Sierra", "Tango", "Uniform", "Victor", "Whiskey", "X-ray", "Yankee", "Zulu",
    ],
    [
        "آلفا",
        "براوو",
        "چارلی",
        "دلتا",
        "اکو",
        "فاکستروت",
        "گلف",
        "هتل",
        "ایندیا",
        "ژولیت",
        "کیلو",
        "لیما",
        "مایک",
        "نوامبر",
        "اسکار",
        "پاپا",
        "کبک",
        "رومئو",
        "سیرا",
        "تانگو",
        "یونیفرم",
        "ویکتور",
        "ویسکی",
        "اکس‌ری",
        "یانکی",
        "زولو",
    ],
];

const DIGITS: [[&str; 10]; 2] = [
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "niner"],
    ["صفر", "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه"],
];

fn index(language: Language) -> usize {
    match language {
        Language::English => 0,
        Language::Persian => 1,
    }
}

fn digit(language: Language, sign: char) -> Option<&'static str> {
    let value = match sign {
        '۰'..='۹' => u32::from(sign) - 0x6f0,
        '٠'..='٩' => u32::from(sign) - 0x660,
        _ => sign.to_digit(10)?,
    };
    DIGITS[index(language)].get(usize::try_from(value).ok()?).copied()
}

/// Letters and digits by their words; other signs by none.
fn spell(language: Language, text: &str) -> String {
    let letter = |sign: char| {
        let at = u32::from(sign.to_ascii_lowercase()).checked_sub(u32::from('a'))?;
        ALPHABET[index(language)].get(usize::try_from(at).ok()?).copied()
    };
    let word = |sign: char| digit(language, sign).or_else(|| letter(sign)).map(plain);
    text.chars().filter_map(word).collect::<Vec<_>>().join(" ")
}

/// `X-ray` has a sign that is not read.
fn plain(word: &'static str) -> &'static str {
    if word == "X-ray" { "Xray" } else { word }
}

/// Words as they stand, digits one by one, signs by their words or by a pause.
fn speak(language: Language, text: &str) -> String {
    let words = Words::of(language);
    let say = |key: &str| words.say(key, &Args::new());
    let mut out = String::new();
    let signs: Vec<char> = text.chars().collect();
    for (at, sign) in signs.iter().copied().enumerate() {
        let between_digits = || {
            let near = |at: Option<usize>| at.and_then(|at| signs.get(at)).copied();
            let is = |sign: Option<char>| sign.is_some_and(|sign| digit(language, sign).is_some());
            is(near(at.checked_sub(1))) && is(near(at.checked_add(1)))
        };
        match (digit(language, sign), sign) {
            (Some(word), _) => out += &format!(" {word} "),
            (None, '.' | '٫') if between_digits() => out += &format!(" {} ", say("aloud-point")),
            (None, '%' | '٪') => out += &format!(" {} ", say("aloud-percent")),
            (None, '.' | '!' | '?' | '؟' | '\n' | ';' | '؛') => out += ". ",
            (None, ',' | '،' | ':' | '(' | ')') => out += ", ",
            (None, '\u{200c}') => out.push(sign),
            (None, _) if sign.is_alphabetic() || is_mark(sign) => out.push(sign),
            (None, _) => out.push(' '),
        }
    }
    tidy(language, &out)
}

/// Marks above and below letters of Persian.
fn is_mark(sign: char) -> bool {
    matches!(sign, '\u{64b}'..='\u{655}' | '\u{670}')
}

/// One space between words, none before a pause, no pause twice.
fn tidy(language: Language, text: &str) -> String {
    let mut out = String::new();
    for word in text.split_whitespace() {
        let pause = word.chars().all(|sign| matches!(sign, '.' | ','));
        let last = out.chars().next_back();
        if pause && last.is_none_or(|last| matches!(last, '.' | ',')) {
            continue;
        }
        if !pause && !out.is_empty() {
            out.push(' ');
        }
        out += if pause { &word[..1] } else { word };
    }
    match language {
        Language::English => out,
        Language::Persian => out.replace(',', "،"),
    }
}

impl Reader<'_> {
    /// The form to be read out.
    #[must_use]
    pub fn aloud(&self, form: &Form, told: &Told) -> String {
        let words = Words::of(self.language);
        let page = self.page(form, told);
        let opening = args([("author", told.author.as_str()), ("title", page.title.as_str())]);
        let mut lines = vec![words.say("aloud-begin", &opening)];
        lines.push(self.spoken_time(told.at));
        let moment = |time| self.spoken_time(time);
        lines.extend(self.marks(form, told, &moment));
        lines.push(page.lead);
        for ((field, value), (label, shown)) in shown(form).zip(&page.lines) {
            lines.push(format!("{label}, {}", self.spoken(field, value, shown)));
        }
        lines.extend([
            self.reply(form, told, &moment),
            page.silence,
            words.say("aloud-end", &Args::new()),
        ]);
        let spoken = lines.iter().map(|line| sentence(&speak(self.language, line)));
        spoken.collect::<Vec<_>>().join("\n") + "\n"
    }

    fn spoken(&self, field: Field, value: &Value, shown: &str) -> String {
        let say = |key: &str| Words::of(self.language).say(key, &Args::new());
        match value {
            Value::Row(row) => {
                let Some(id) = row_id(field, *row) else { return shown.to_owned() };
                let (title, name) = (self.names.title(id), self.names.name(id));
                format!("{title}, {}, {}", say("aloud-spelled"), spell(self.language, &name))
            }
            Value::Hash(_) | Value::Seat(_) => {
                let first: String = shown.chars().take(8).collect();
                format!("{}, {}", say("aloud-begins"), spell(self.language, &first))
            }
            Value::Time(time) => self.spoken_time(*time),
            Value::Number(_) => format!("{}, {shown}", say("aloud-figures")),
            Value::Text(_) | Value::Amount(_) | Value::Word(_) => shown.to_owned(),
        }
    }

    /// Day, month in words, year, hour and minute; the calendar of the language.
    fn spoken_time(&self, time: u64) -> String {
        let (day, (hour, minute)) = figures::civil(time, 0);
        let (calendar, (year, month, day)) = match self.language {
            Language::English => ("gregorian", day),
            Language::Persian => ("solar", figures::solar(day).unwrap_or(day)),
        };
        let month = figures::month(self.language, calendar, month);
        let hours = Words::of(self.language).say("aloud-hours", &Args::new());
        format!("{day} {month} {year}, {hour:02}{minute:02} {hours}")
    }
}

/// Ends in a full stop.
fn sentence(line: &str) -> String {
    let line = line.trim_end_matches([',', '،', '.']);
    format!("{line}.")
}
