//! The reading head of the parser: one clause at a time, token by token.

use crate::ast::{Acceptance, Head, Name, Words};
use crate::block::{Block, Clause};
use crate::diagnostic::Diagnostic;
use crate::lexer::{Token, TokenKind};
use crate::report::Report;
use crate::source::Source;
use crate::span::Span;

use super::words;

/// An error has been reported; the clause cannot be read further.
pub(crate) struct Reported;

/// What a clause reader gives.
pub(crate) type Read<T> = Result<T, Reported>;

/// A parser that stands in a clause.
pub(crate) struct Parser<'a> {
    pub(crate) source: &'a Source,
    pub(crate) tokens: &'a [Token],
    /// Next token and the end of the clause.
    at: usize,
    end: usize,
    /// Where the clause ends, for messages.
    end_span: Span,
    /// The clause's own block, until somebody reads it.
    pub(crate) block: Option<&'a Block>,
    pub(crate) report: Report,
    /// What messages call the article.
    pub(crate) article: Option<String>,
    /// Clause words of the article: no list runs over one.
    pub(crate) table: &'static [&'static str],
    /// Inside a phase `day N` counts from its opening.
    pub(crate) in_phase: bool,
    /// Conditions are read in truth: words such as `hidden` have a meaning.
    pub(crate) truth: bool,
    /// Depth of parentheses.
    pub(crate) depth: usize,
    /// Whose proposals bracketed numbers take.
    pub(crate) proposal: Option<String>,
    /// Tokens that start a clause, in the order of the text.
    pub(crate) starts: Vec<usize>,
    /// Places of open brackets and of months, for the end.
    pub(crate) brackets: Vec<Span>,
    pub(crate) months: Vec<Span>,
}

impl<'a> Parser<'a> {
    pub(crate) fn new(source: &'a Source, tokens: &'a [Token], report: Report) -> Self {
        Self {
            source,
            tokens,
            at: 0,
            end: 0,
            end_span: Span::default(),
            block: None,
            report,
            article: None,
            table: &[],
            in_phase: false,
            truth: false,
            depth: 0,
            proposal: None,
            starts: Vec::new(),
            brackets: Vec::new(),
            months: Vec::new(),
        }
    }

    /// Stands at the first token of a clause.
    pub(crate) fn enter(&mut self, clause: &'a Clause) {
        self.at = clause.tokens.start;
        self.end = clause.tokens.end;
        self.block = clause.block.as_ref();
        self.depth = 0;
        let last = self.tokens.get(..self.end).and_then(<[Token]>::last);
        self.end_span = last.map_or(clause.span, |token| token.span).after();
        self.skip_line_ends();
    }

    fn skip_line_ends(&mut self) {
        while self.at < self.end
            && self.tokens.get(self.at).map(|it| it.kind) == Some(TokenKind::Newline)
        {
            self.at += 1;
        }
    }

    /// A place to come back to.
    pub(crate) fn mark(&self) -> usize {
        self.at
    }

    /// Notes that a clause starts here.
    pub(crate) fn start_clause(&mut self) {
        self.starts.push(self.at);
    }

    pub(crate) fn back(&mut self, mark: usize) {
        self.at = mark;
    }

    pub(crate) fn token(&self) -> Option<Token> {
        if self.at < self.end { self.tokens.get(self.at).copied() } else { None }
    }

    pub(crate) fn kind(&self) -> Option<TokenKind> {
        self.token().map(|token| token.kind)
    }

    /// The kind of the token after the next.
    pub(crate) fn second(&self) -> Option<Token> {
        let rest = self.tokens.get(self.at + 1..self.end)?;
        rest.iter().find(|token| token.kind != TokenKind::Newline).copied()
    }

    pub(crate) fn at_end(&self) -> bool {
        self.at >= self.end
    }

    /// Where the next token is, or the end of the clause.
    pub(crate) fn span(&self) -> Span {
        self.token().map_or(self.end_span, |token| token.span)
    }

    /// From a place to the last token read.
    pub(crate) fn since(&self, start: Span) -> Span {
        let read = self.tokens.get(..self.at).unwrap_or(&[]);
        let last = read.iter().rev().find(|token| token.kind != TokenKind::Newline);
        last.map_or(
            start,
            |token| if token.span.end < start.end { start } else { start.to(token.span) },
        )
    }

    pub(crate) fn advance(&mut self) -> Span {
        let span = self.span();
        if self.at < self.end {
            self.at += 1;
            self.skip_line_ends();
        }
        span
    }

    pub(crate) fn text(&self, span: Span) -> &'a str {
        self.source.at(span)
    }

    /// The next token if it is a word.
    pub(crate) fn word(&self) -> Option<&'a str> {
        match self.token() {
            Some(Token { kind: TokenKind::Word, span }) => Some(self.text(span)),
            _ => None,
        }
    }

    /// The word after the next token.
    pub(crate) fn second_word(&self) -> Option<&'a str> {
        match self.second() {
            Some(Token { kind: TokenKind::Word, span }) => Some(self.text(span)),
            _ => None,
        }
    }

    /// The word two tokens after the next.
    pub(crate) fn third_word(&self) -> Option<&'a str> {
        let rest = self.tokens.get(self.at..self.end)?;
        let third = rest.iter().filter(|token| token.kind != TokenKind::Newline).nth(2)?;
        (third.kind == TokenKind::Word).then(|| self.text(third.span))
    }

    /// The tokens of the clause that are not read yet.
    pub(crate) fn rest(&self) -> &'a [Token] {
        self.tokens.get(self.at..self.end).unwrap_or(&[])
    }

    pub(crate) fn is(&self, word: &str) -> bool {
        self.word() == Some(word)
    }

    pub(crate) fn is_kind(&self, kind: TokenKind) -> bool {
        self.kind() == Some(kind)
    }

    pub(crate) fn eat(&mut self, word: &str) -> bool {
        let here = self.is(word);
        if here {
            self.advance();
        }
        here
    }

    pub(crate) fn eat_kind(&mut self, kind: TokenKind) -> bool {
        let here = self.is_kind(kind);
        if here {
            self.advance();
        }
        here
    }

    /// Reads all of these words or none.
    pub(crate) fn eat_all(&mut self, words: &[&str]) -> bool {
        let mark = self.mark();
        let all = words.iter().all(|word| self.eat(word));
        if !all {
            self.back(mark);
        }
        all
    }

    /// Reads these words, or reports which one is missing.
    pub(crate) fn expect(&mut self, words: &str) -> Read<Span> {
        let start = self.span();
        for word in words.split(' ') {
            if !self.eat(word) {
                return self.wanted(&format!("`{word}`"));
            }
        }
        Ok(self.since(start))
    }

    pub(crate) fn expect_kind(&mut self, kind: TokenKind, shown: &str) -> Read<Span> {
        if self.is_kind(kind) { Ok(self.advance()) } else { self.wanted(shown) }
    }

    /// What stands here, for a message.
    pub(crate) fn here(&self) -> String {
        match self.token() {
            Some(token) => format!("`{}`", shorten(self.text(token.span))),
            None if self.block.is_some() => "`{`".into(),
            None => "the end of the clause".into(),
        }
    }

    pub(crate) fn wanted<T>(&mut self, what: &str) -> Read<T> {
        let message = format!("{what} is expected here, not {}", self.here());
        let expected = what.trim_matches('`').to_owned();
        let near = self.word().and_then(|word| words::nearest(word, [expected.as_str()]));
        let help =
            near.filter(|_| what.starts_with('`')).map(|word| format!("did you mean `{word}`?"));
        self.fail("A021", self.span(), message, help)
    }

    pub(crate) fn fail<T>(
        &mut self,
        code: &'static str,
        span: Span,
        message: String,
        help: Option<String>,
    ) -> Read<T> {
        self.error(code, span, message, help);
        Err(Reported)
    }

    pub(crate) fn error(
        &mut self,
        code: &'static str,
        span: Span,
        message: String,
        help: Option<String>,
    ) {
        let mut error = Diagnostic::error(code, span, message);
        error.help = help;
        self.tell(error);
    }

    /// Reports within the present article, unless the lexer has already spoken of this token.
    pub(crate) fn tell(&mut self, mut diagnostic: Diagnostic) {
        let known = self.is_kind(TokenKind::Unknown) && self.span() == diagnostic.span;
        if known {
            return;
        }
        diagnostic.article.clone_from(&self.article);
        self.report.add(diagnostic);
    }

    /// Reports a word that is none of a closed list.
    pub(crate) fn unknown_word<T>(
        &mut self,
        code: &'static str,
        what: &str,
        known: impl IntoIterator<Item = &'static str> + Clone,
    ) -> Read<T> {
        let written = self.here();
        let near = self.word().and_then(|word| words::nearest(word, known.clone()));
        let help = near.map_or_else(|| listed(known), |near| format!("did you mean `{near}`?"));
        self.fail(code, self.span(), format!("{written} is no {what}"), Some(help))
    }

    /// Whether the word starts a clause of the article.
    pub(crate) fn starts_clause(&self, word: &str) -> bool {
        words::entry(self.table, word).is_some() || words::entry(words::COMMON, word).is_some()
    }

    /// A name.
    pub(crate) fn name(&mut self, what: &str) -> Read<Name> {
        match self.token() {
            Some(Token { kind: TokenKind::Word, span }) => {
                self.advance();
                Ok(Name::new(self.text(span), span))
            }
            _ => self.wanted(what),
        }
    }

    /// `A, B, C` or `A, B and C`, up to a word that starts another clause.
    pub(crate) fn names(&mut self, what: &str) -> Read<Vec<Name>> {
        let mut names = vec![self.name(what)?];
        while self.list_goes_on() {
            names.push(self.name(what)?);
        }
        Ok(names)
    }

    /// Reads the comma or `and` of a list that goes on with another name.
    pub(crate) fn list_goes_on(&mut self) -> bool {
        let mark = self.mark();
        let joined = self.eat_kind(TokenKind::Comma) || self.eat("and");
        let ends = |word| self.ends_list(word) || word == "casualties" || self.starts_finding();
        let goes_on = joined && self.word().is_some_and(|word| !ends(word));
        if !goes_on {
            self.back(mark);
        }
        goes_on
    }

    /// Whether a word ends a list of names.
    pub(crate) fn ends_list(&self, word: &str) -> bool {
        self.starts_clause(word) || (self.in_duty() && words::MANNER.contains(&word))
    }

    /// Whether duties can stand in this article.
    fn in_duty(&self) -> bool {
        words::entry(self.table, "step").is_some() || words::entry(self.table, "prepare").is_some()
    }

    /// Words between quotation marks.
    pub(crate) fn words(&mut self, what: &str) -> Read<Words> {
        match self.token() {
            Some(Token { kind: TokenKind::Text, span }) => {
                self.advance();
                Ok(Words { text: plain(self.text(span)), span })
            }
            _ => self.wanted(what),
        }
    }

    pub(crate) fn title(&mut self) -> Option<Words> {
        match self.kind() {
            Some(TokenKind::Text) => self.words("a title").ok(),
            _ => None,
        }
    }

    /// `left open "…"` and `accepting A306 because "…"`.
    pub(crate) fn common_clause(&mut self, head: &mut Head) -> Read<bool> {
        let start = self.span();
        if self.eat("left") {
            self.expect("open")?;
            head.left_open.push(self.words("what is left open")?);
            return Ok(true);
        }
        if !self.eat("accepting") {
            return Ok(false);
        }
        head.accepting.push(self.acceptance(start)?);
        Ok(true)
    }

    pub(crate) fn acceptance(&mut self, start: Span) -> Read<Acceptance> {
        let code = self.name("the code of a warning")?;
        self.expect("because")?;
        let because = self.words("a reason")?;
        Ok(Acceptance { code, because, span: self.since(start) })
    }

    /// Leaves what is left of the clause, up to a comma before a word that starts another.
    pub(crate) fn skip_clause(&mut self) {
        while !self.at_end() {
            let comma = self.is_kind(TokenKind::Comma);
            self.advance();
            if comma && self.word().is_some_and(|word| self.starts_clause(word)) {
                break;
            }
        }
    }
}

/// The words of a quotation, each run of white space made one space.
pub(crate) fn plain(quoted: &str) -> String {
    let inside = quoted.trim_start_matches('"').trim_end_matches('"');
    let mut plain = String::with_capacity(inside.len());
    for word in inside.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.push_str(word);
    }
    plain
}

/// A long token cut short for a message.
fn shorten(text: &str) -> String {
    let shown = |letter: char| if letter.is_control() { '\u{fffd}' } else { letter };
    let mut short: String = text.chars().take(32).map(shown).collect();
    if text.chars().nth(32).is_some() {
        short.push('\u{2026}');
    }
    short
}

/// A closed list for a message.
fn listed(known: impl IntoIterator<Item = &'static str>) -> String {
    let words: Vec<_> = known.into_iter().take(40).map(|word| format!("`{word}`")).collect();
    match words.as_slice() {
        [] => "nothing can stand here".into(),
        [only] => format!("write {only}"),
        many => format!("one of {}", many.join(", ")),
    }
}
