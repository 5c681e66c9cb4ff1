//! Text to tokens. Linear in the text, and total: every byte lands in a token or a gap.

use crate::ast::Comparison;
use crate::diagnostic::Diagnostic;
use crate::report::Report;
use crate::source::{Source, offset};
use crate::span::Span;

/// The kinds of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// A keyword or name.
    Word,
    /// `kg[UF6]`: a unit with its form.
    FormedUnit,
    /// `%` or `%U235`.
    Percent,
    /// Digits, perhaps with a fraction.
    Number,
    /// `2014-01-20`
    Date,
    /// `04:00`
    Clock,
    /// `"…"`
    Text,
    /// `{`
    OpenBrace,
    /// `}`
    CloseBrace,
    /// `[`
    OpenBracket,
    /// `]`
    CloseBracket,
    /// `(`
    OpenParen,
    /// `)`
    CloseParen,
    /// `,`
    Comma,
    /// `:`
    Colon,
    /// `<=` and its kin.
    Compare(Comparison),
    /// `->`
    Arrow,
    /// `-`
    Minus,
    /// `/`
    Slash,
    /// `..`: from one number to another; only files about a text have it.
    Dots,
    /// The end of a line.
    Newline,
    /// `# …`
    Comment,
    /// Something the language has no use for; already reported.
    Unknown,
}

/// A token and its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Which kind.
    pub kind: TokenKind,
    /// Where.
    pub span: Span,
}

/// All tokens of a text, comments and line ends included.
pub(crate) fn tokens(source: &Source, report: &mut Report) -> Vec<Token> {
    let mut lexer = Lexer { text: source.text(), at: 0, report, tokens: Vec::new() };
    lexer.tokens.reserve(source.text().len() / 5);
    while let Some(first) = lexer.peek() {
        lexer.token(first);
    }
    lexer.tokens
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    report: &'a mut Report,
    tokens: Vec<Token>,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or("")
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn push(&mut self, kind: TokenKind, length: usize) {
        let span = Span::new(offset(self.at), offset(self.at + length));
        self.at += length;
        self.tokens.push(Token { kind, span });
    }

    fn token(&mut self, first: char) {
        match first {
            '\n' => self.push(TokenKind::Newline, 1),
            ' ' | '\t' | '\r' | '\u{feff}' => self.at += first.len_utf8(),
            '#' => {
                self.push(TokenKind::Comment, self.rest().find('\n').unwrap_or(self.rest().len()))
            }
            '"' => self.quotation(),
            '%' => self.push(TokenKind::Percent, 1 + letters(self.rest().get(1..).unwrap_or(""))),
            '0'..='9' => self.number(),
            _ if starts_word(first) => self.word(),
            _ => self.sign(first),
        }
        if first == '#' || first == '"' {
            self.refuse_overrides();
        }
    }

    fn sign(&mut self, first: char) {
        let rest = self.rest();
        let two = |text: &str| rest.starts_with(text);
        let (kind, length) = match first {
            '{' => (TokenKind::OpenBrace, 1),
            '}' => (TokenKind::CloseBrace, 1),
            '[' => (TokenKind::OpenBracket, 1),
            ']' => (TokenKind::CloseBracket, 1),
            '(' => (TokenKind::OpenParen, 1),
            ')' => (TokenKind::CloseParen, 1),
            ',' => (TokenKind::Comma, 1),
            ':' => (TokenKind::Colon, 1),
            '/' => (TokenKind::Slash, 1),
            '.' if two("..") => (TokenKind::Dots, 2),
            '-' if two("->") => (TokenKind::Arrow, 2),
            '-' => (TokenKind::Minus, 1),
            '<' if two("<=") => (TokenKind::Compare(Comparison::AtMost), 2),
            '>' if two(">=") => (TokenKind::Compare(Comparison::AtLeast), 2),
            '<' => (TokenKind::Compare(Comparison::Below), 1),
            '>' => (TokenKind::Compare(Comparison::Above), 1),
            '=' => (TokenKind::Compare(Comparison::Equal), 1),
            '\u{2264}' => (TokenKind::Compare(Comparison::AtMost), 3),
            '\u{2265}' => (TokenKind::Compare(Comparison::AtLeast), 3),
            _ => return self.unknown(),
        };
        self.push(kind, length);
    }

    fn word(&mut self) {
        let rest = self.rest();
        let word = word_length(rest);
        match form_length(rest.get(word..).unwrap_or("")) {
            0 => self.push(TokenKind::Word, word),
            form => self.push(TokenKind::FormedUnit, word + form),
        }
    }

    fn number(&mut self) {
        let bytes = self.rest().as_bytes();
        if let Some(length) = date_length(bytes) {
            return self.push(TokenKind::Date, length);
        }
        if let Some(length) = clock_length(bytes) {
            return self.push(TokenKind::Clock, length);
        }
        let whole = digits(bytes);
        let fraction = match bytes.get(whole) {
            Some(b'.') => digits(bytes.get(whole + 1..).unwrap_or(&[])),
            _ => 0,
        };
        let length = if fraction > 0 { whole + 1 + fraction } else { whole };
        let grouped = grouped_length(bytes, length);
        self.push(TokenKind::Number, length + grouped);
        if grouped > 0 {
            self.refuse_groups();
        }
    }

    fn refuse_groups(&mut self) {
        let Some(token) = self.tokens.last_mut() else { return };
        token.kind = TokenKind::Unknown;
        let written = self.text.get(token.span.range()).unwrap_or("");
        let plain: String = written.chars().filter(|letter| *letter != ',').collect();
        let message =
            format!("`{written}` groups its digits with commas, which here separate clauses");
        self.report
            .add(Diagnostic::error("A006", token.span, message).help(format!("write `{plain}`")));
    }

    fn quotation(&mut self) {
        let inside = self.rest().get(1..).unwrap_or("");
        match inside.find(['"', '\n']) {
            Some(end) if inside.as_bytes().get(end) == Some(&b'"') => {
                self.push(TokenKind::Text, end + 2)
            }
            end => {
                let length = end.unwrap_or(inside.len()) + 1;
                self.push(TokenKind::Unknown, length);
                self.open_quotation();
            }
        }
    }

    fn open_quotation(&mut self) {
        let Some(token) = self.tokens.last() else { return };
        let error =
            Diagnostic::error("A004", token.span, "a quotation that does not end in its line");
        self.report
            .add(error.help("close it with `\"`; words between quotation marks stay on one line"));
    }

    /// Characters that reorder what a reader sees have no place in what two sides sign.
    fn refuse_overrides(&mut self) {
        let Some(token) = self.tokens.last() else { return };
        let text = self.text.get(token.span.range()).unwrap_or("");
        if text.contains(is_override) {
            let message = "a hidden character here changes the order in which the text is seen";
            let error = Diagnostic::error("A005", token.span, message);
            self.report.add(error.help("delete it (U+202A to U+202E, U+2066 to U+2069)"));
        }
    }

    fn unknown(&mut self) {
        let rest = self.rest();
        let length = rest.find(|letter| !is_unknown(letter)).unwrap_or(rest.len());
        let shown: String = rest.chars().take(1).collect();
        let length = length.max(shown.len());
        self.push(TokenKind::Unknown, length);
        let Some(token) = self.tokens.last() else { return };
        let (code, message, help) = unknown_message(&shown);
        self.report.add(Diagnostic::error(code, token.span, message).help(help));
    }
}

/// What to say of a character the language has no use for.
fn unknown_message(shown: &str) -> (&'static str, String, &'static str) {
    match shown {
        ";" => (
            "A027",
            "`;` separates nothing here".into(),
            "put each clause on its own line, or a comma between them",
        ),
        "\u{201c}" | "\u{201d}" | "'" | "\u{2018}" | "\u{2019}" => (
            "A003",
            format!("`{shown}` is not a quotation mark of the language"),
            "use the straight `\"`",
        ),
        _ if shown.chars().any(char::is_numeric) => (
            "A003",
            format!("`{shown}` is a digit of another script"),
            "write numbers with the digits 0 to 9",
        ),
        _ if shown.chars().any(char::is_control) => (
            "A003",
            "a control character that no text needs".into(),
            "delete it; is this a text file?",
        ),
        _ => (
            "A003",
            format!("`{shown}` has no meaning here"),
            "delete it, or put it between quotation marks",
        ),
    }
}

fn starts_word(letter: char) -> bool {
    letter.is_alphabetic() || letter == '_'
}

fn continues_word(letter: char) -> bool {
    starts_word(letter) || letter.is_ascii_digit() || letter == '\u{200c}' || is_mark(letter)
}

/// Length of the word a text starts with.
fn word_length(rest: &str) -> usize {
    let ascii = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let ascii = ascii.count();
    if rest.as_bytes().get(ascii).is_none_or(u8::is_ascii) {
        return ascii;
    }
    rest.find(|letter| !continues_word(letter)).unwrap_or(rest.len())
}

/// Combining marks: alphabetic scripts write some vowels with them.
fn is_mark(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

fn is_unknown(letter: char) -> bool {
    let known = " \t\r\n\u{feff}#\"%{}[](),:/-<>=\u{2264}\u{2265}";
    !known.contains(letter) && !starts_word(letter) && !letter.is_ascii_digit()
}

fn is_override(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn digits(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| byte.is_ascii_digit()).count()
}

/// Letters and digits, as after `%`.
fn letters(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_alphanumeric).count()
}

/// Length of `[UF6]`, or 0.
fn form_length(rest: &str) -> usize {
    let Some(inside) = rest.strip_prefix('[') else { return 0 };
    match letters(inside) {
        0 => 0,
        length if inside.as_bytes().get(length) == Some(&b']') => length + 2,
        _ => 0,
    }
}

/// Length of `2014-01-20`.
fn date_length(bytes: &[u8]) -> Option<usize> {
    let date = bytes.get(..10)?;
    let shaped = date.iter().enumerate().all(|(at, byte)| match at {
        4 | 7 => *byte == b'-',
        _ => byte.is_ascii_digit(),
    });
    let ends = !bytes.get(10).is_some_and(u8::is_ascii_digit);
    (shaped && ends).then_some(10)
}

/// Length of `04:00` or `4:00`.
fn clock_length(bytes: &[u8]) -> Option<usize> {
    let hours = digits(bytes);
    let minutes = digits(bytes.get(hours + 1..)?);
    let shaped = hours <= 2 && bytes.get(hours) == Some(&b':') && minutes == 2;
    shaped.then_some(hours + 3)
}

/// Length of `,000,000` after a number: grouped digits, which the language refuses.
fn grouped_length(bytes: &[u8], from: usize) -> usize {
    let mut length = 0;
    while let Some(b',') = bytes.get(from + length) {
        let group = digits(bytes.get(from + length + 1..).unwrap_or(&[]));
        if group != 3 {
            break;
        }
        length += 4;
    }
    length
}

/// All tokens of a text for tools that colour or fold it; what is wrong is not reported.
#[must_use]
pub fn all(source: &Source) -> Vec<Token> {
    tokens(source, &mut Report::default())
}
