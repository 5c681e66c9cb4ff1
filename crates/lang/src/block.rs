//! Layer 0: tokens to articles, clauses and blocks. It knows braces, lines and the keywords
//! that can only start an article; it never changes with the vocabulary.

use std::ops::Range;

use crate::diagnostic::Diagnostic;
use crate::lexer::{Token, TokenKind};
use crate::report::Report;
use crate::source::Source;
use crate::span::Span;

/// Deepest nesting; the language itself needs three.
const DEEPEST: usize = 12;

/// A clause: the tokens of one line, and the block that follows them if there is one.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Its tokens, without the block, in the list given to `clauses`.
    pub tokens: Range<usize>,
    /// `{ … }`
    pub block: Option<Block>,
    /// All of it.
    pub span: Span,
}

/// `{ clauses }`
#[derive(Clone, Debug)]
pub struct Block {
    /// What stands between the braces.
    pub clauses: Vec<Clause>,
    /// From brace to brace.
    pub span: Span,
}

/// Words that in column 0 start an article and nothing else, so that they end a block whose
/// closing brace was forgotten.
const ARTICLES_ONLY: &[&str] = &[
    "accord",
    "party",
    "outsider",
    "group",
    "bloc",
    "body",
    "workstream",
    "decouple",
    "quantity",
    "zone",
    "phase",
    "dial",
    "pipeline",
    "waiver",
    "escrow",
    "carveout",
    "exchange",
    "redline",
    "inquiry",
    "dispute",
    "snapback",
    "channel",
    "tolerates",
    "undertaking",
    "recognises",
    "expect",
    "scenario",
    "beliefs",
];

/// The clauses of a text from its tokens without comments.
///
/// A line that ends in a comma goes on in the next one.
pub(crate) fn clauses(source: &Source, tokens: &[Token], report: &mut Report) -> Vec<Clause> {
    let mut reader = Reader { source, tokens, at: 0, open: Vec::new(), report, recovering: false };
    let mut all = Vec::new();
    while reader.at < tokens.len() {
        reader.recovering = false;
        all.extend(reader.clauses());
        reader.stray_brace();
    }
    all
}

struct Reader<'a> {
    source: &'a Source,
    tokens: &'a [Token],
    at: usize,
    open: Vec<Span>,
    report: &'a mut Report,
    recovering: bool,
}

impl Reader<'_> {
    fn kind(&self) -> Option<TokenKind> {
        self.tokens.get(self.at).map(|token| token.kind)
    }

    fn span(&self, at: usize) -> Span {
        let last = self.tokens.last().map_or(Span::default(), |token| token.span.after());
        self.tokens.get(at).map_or(last, |token| token.span)
    }

    /// Clauses up to a closing brace, the end, or an article that starts in column 0.
    fn clauses(&mut self) -> Vec<Clause> {
        let mut clauses = Vec::new();
        while let Some(kind) = self.kind() {
            match kind {
                TokenKind::CloseBrace => break,
                TokenKind::Newline | TokenKind::Comma => self.at += 1,
                _ if self.article_in_column_zero() => break,
                _ => clauses.push(self.clause()),
            }
            if self.recovering {
                break;
            }
        }
        clauses
    }

    fn article_in_column_zero(&mut self) -> bool {
        let span = self.span(self.at);
        let ends = !self.open.is_empty() && self.starts_article(span);
        if ends {
            self.unclosed(span);
        }
        ends
    }

    fn clause(&mut self) -> Clause {
        let start = self.at;
        while let Some(kind) = self.kind() {
            match kind {
                TokenKind::OpenBrace | TokenKind::CloseBrace => break,
                TokenKind::Newline if !self.goes_on(start) => break,
                _ => self.at += 1,
            }
        }
        let tokens = start..self.at;
        let block = (self.kind() == Some(TokenKind::OpenBrace)).then(|| self.block());
        let end = block.as_ref().map_or(self.span(self.at.saturating_sub(1)), |block| block.span);
        Clause { tokens, block, span: self.span(start).to(end) }
    }

    /// Whether the line goes on after this line end, because it ends in a comma.
    fn goes_on(&self, start: usize) -> bool {
        let comma = self.at > start
            && self.tokens.get(self.at - 1).map(|it| it.kind) == Some(TokenKind::Comma);
        let next = self.tokens.get(self.at + 1);
        comma
            && next.is_some_and(|token| {
                token.kind != TokenKind::Newline && !self.starts_article(token.span)
            })
    }

    /// Whether an article and nothing else can start here.
    fn starts_article(&self, span: Span) -> bool {
        self.source.starts_line(span.start) && ARTICLES_ONLY.contains(&self.source.at(span))
    }

    fn block(&mut self) -> Block {
        let open = self.span(self.at);
        if self.open.len() >= DEEPEST {
            return self.too_deep(open);
        }
        self.at += 1;
        self.open.push(open);
        let clauses = self.clauses();
        let close = self.span(self.at);
        match self.kind() {
            Some(TokenKind::CloseBrace) if !self.recovering => self.at += 1,
            None => self.unclosed(close),
            Some(_) => (),
        }
        self.open.pop();
        Block { clauses, span: open.to(if self.recovering { open } else { close }) }
    }

    /// Reports once, at the innermost brace, and lets every enclosing block end here.
    fn unclosed(&mut self, at: Span) {
        if self.recovering {
            return;
        }
        self.recovering = true;
        let Some(open) = self.open.last() else { return };
        let error = Diagnostic::error("A010", *open, "this block is not closed")
            .label(at, "it must end before this")
            .help("add `}` before the next article");
        self.report.add(error);
    }

    fn too_deep(&mut self, open: Span) -> Block {
        let message = format!("blocks are nested more than {DEEPEST} deep");
        self.report
            .add(Diagnostic::error("A012", open, message).help("close the blocks before it"));
        let mut depth = 0_usize;
        while let Some(kind) = self.kind() {
            self.at += 1;
            match kind {
                TokenKind::OpenBrace => depth += 1,
                TokenKind::CloseBrace => depth = depth.saturating_sub(1),
                _ => (),
            }
            if depth == 0 {
                break;
            }
        }
        self.recovering = self.recovering || self.kind().is_none();
        Block { clauses: Vec::new(), span: open }
    }

    fn stray_brace(&mut self) {
        if self.kind() == Some(TokenKind::CloseBrace) {
            let error = Diagnostic::error("A011", self.span(self.at), "`}` closes nothing");
            self.report.add(error.help("delete it, or look above for a block closed too early"));
            self.at += 1;
        }
    }
}
