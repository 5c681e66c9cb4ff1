//! The formatter: layer 0 only, so it works whatever the clauses say. Comments, line breaks and
//! single blank lines are the author's; indentation and spaces are not.

use crate::block;
use crate::diagnostic::Diagnostic;
use crate::layout::spaced;
use crate::lexer::{self, Token, TokenKind};
use crate::literate;
use crate::parse::terms;
use crate::report::Report;
use crate::source::Source;
use crate::span::Span;

/// The text laid out in the one way. Formatting twice changes nothing more.
///
/// # Errors
/// The errors of layer 0: a text whose braces or quotations do not close has no layout.
pub fn format(source: &Source) -> Result<String, Vec<Diagnostic>> {
    if literate::is_literate(source.name()) {
        return fence_by_fence(source);
    }
    let mut report = Report::default();
    let tokens = lexer::tokens(source, &mut report);
    block::clauses(source, &terms(&tokens), &mut report);
    if report.errors() > 0 {
        return Err(report.finish());
    }
    let mut writer = Writer::new(source, &tokens);
    for at in 0..tokens.len() {
        writer.token(at);
    }
    Ok(writer.finish())
}

/// Each block of terms laid out, the prose as it is. A block that does not close within its
/// fence has no layout of its own.
fn fence_by_fence(source: &Source) -> Result<String, Vec<Diagnostic>> {
    let mut text = source.as_given().to_owned();
    for fence in literate::fences(source.as_given()).into_iter().rev() {
        let terms = Source::new("", &text[fence.clone()]);
        let laid_out = format(&terms).map_err(|found| shifted(found, fence.start))?;
        text.replace_range(fence, &laid_out);
    }
    Ok(text)
}

/// Findings in a part of a text at their places in the whole.
fn shifted(mut found: Vec<Diagnostic>, by: usize) -> Vec<Diagnostic> {
    for diagnostic in &mut found {
        diagnostic.span = diagnostic.span.later(by);
        diagnostic.labels.iter_mut().for_each(|label| label.span = label.span.later(by));
    }
    found
}

struct Writer<'a> {
    source: &'a Source,
    tokens: &'a [Token],
    /// For each brace, whether its partner stands on the same line.
    on_one_line: Vec<bool>,
    text: String,
    depth: usize,
    /// The last token written on the present line.
    before: Option<TokenKind>,
    /// Line ends seen since the last token.
    line_ends: usize,
    /// What comes next starts a line, whether the author ended this one or not.
    must_break: bool,
    /// The line before ended in a comma.
    goes_on: bool,
    /// Nothing has been written since a block was opened.
    opened: bool,
}

impl<'a> Writer<'a> {
    fn new(source: &'a Source, tokens: &'a [Token]) -> Self {
        let on_one_line = braces_on_one_line(tokens);
        Self {
            source,
            tokens,
            on_one_line,
            text: String::new(),
            depth: 0,
            before: None,
            line_ends: 0,
            must_break: false,
            goes_on: false,
            opened: true,
        }
    }

    fn token(&mut self, at: usize) {
        let Some(token) = self.tokens.get(at) else { return };
        let apart = !self.on_one_line.get(at).copied().unwrap_or(true);
        match token.kind {
            TokenKind::Newline => self.line_ends += 1,
            TokenKind::Comment => self.comment(*token),
            TokenKind::CloseBrace if apart => self.close(),
            _ => self.plain(*token, apart),
        }
    }

    fn comment(&mut self, token: Token) {
        let text = self.source.at(token.span).trim_end().to_owned();
        if self.line_ends == 0 && self.before.is_some() {
            self.text.push_str("  ");
            self.text.push_str(&text);
        } else {
            let goes_on = self.goes_on || self.before == Some(TokenKind::Comma);
            self.break_line(true);
            self.indent(usize::from(goes_on));
            self.text.push_str(&text);
            self.goes_on = goes_on;
        }
        self.opened = false;
        self.line_ends = 0;
        self.must_break = true;
        // the comma before a comment still counts
        self.before =
            self.before.filter(|kind| *kind == TokenKind::Comma).or(Some(TokenKind::Comment));
    }

    fn close(&mut self) {
        self.break_line(false);
        self.depth = self.depth.saturating_sub(1);
        self.goes_on = false;
        self.indent(0);
        self.text.push('}');
        self.before = Some(TokenKind::CloseBrace);
        self.must_break = true;
        self.opened = false;
    }

    fn plain(&mut self, token: Token, apart: bool) {
        if token.kind == TokenKind::Comma
            && matches!(self.before, None | Some(TokenKind::Comment | TokenKind::CloseBrace))
        {
            return;
        }
        if self.line_ends > 0 || self.must_break || self.before.is_none() {
            self.goes_on = self.before == Some(TokenKind::Comma);
            self.break_line(true);
            self.indent(usize::from(self.goes_on));
        } else if self.before.is_some_and(|before| spaced(before, token.kind))
            && !self.is_call(token)
        {
            self.text.push(' ');
        }
        self.text.push_str(self.source.at(token.span));
        self.before = Some(token.kind);
        self.opened = false;
        if apart && token.kind == TokenKind::OpenBrace {
            self.depth += 1;
            self.opened = true;
            self.must_break = true;
        }
    }

    /// Whether `(` stands right behind a word, as in `beta(2, 4)`; there it stays.
    fn is_call(&self, token: Token) -> bool {
        let behind = Span::new(token.span.start.saturating_sub(1), token.span.start);
        let gap = self.source.at(behind).trim().is_empty();
        token.kind == TokenKind::OpenParen && self.before == Some(TokenKind::Word) && !gap
    }

    /// Ends the line, and keeps one blank line where there were some.
    fn break_line(&mut self, blank: bool) {
        if !self.text.is_empty() {
            self.text.push('\n');
            if blank && self.line_ends > 1 && !self.opened {
                self.text.push('\n');
            }
        }
        self.line_ends = 0;
        self.must_break = false;
    }

    fn indent(&mut self, more: usize) {
        for _ in 0..self.depth + more {
            self.text.push_str("  ");
        }
    }

    fn finish(mut self) -> String {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text
    }
}

/// For each token, whether it is a brace whose partner stands on the same line; true for
/// tokens that are no braces.
fn braces_on_one_line(tokens: &[Token]) -> Vec<bool> {
    let mut all = vec![true; tokens.len()];
    let mut open: Vec<(usize, usize)> = Vec::new();
    let mut line = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Newline | TokenKind::Comment => line += 1,
            TokenKind::OpenBrace => open.push((at, line)),
            TokenKind::CloseBrace => {
                if let Some((start, start_line)) = open.pop().filter(|(_, start)| *start != line) {
                    debug_assert!(start_line <= line);
                    all[start] = false;
                    all[at] = false;
                }
            }
            _ => (),
        }
    }
    all
}
