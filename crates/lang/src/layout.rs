//! How tokens stand next to each other: shared by the formatter and the canonical form.

use crate::lexer::{Token, TokenKind};
use crate::parse::{decimal, plain};
use crate::source::Source;

/// Whether a space stands between two tokens of one line.
pub(crate) fn spaced(before: TokenKind, after: TokenKind) -> bool {
    use TokenKind::{CloseBracket, CloseParen, Colon, Comma, Minus, OpenBracket, OpenParen, Slash};
    let joined = matches!(
        (before, after),
        (CloseBracket, OpenBracket)
            | (_, Comma | Colon | CloseBracket | CloseParen | Slash)
            | (OpenBracket | OpenParen | Slash | Minus, _)
    );
    !joined
}

/// A token in its one spelling: white space in quotations, zeros and signs put in order.
pub(crate) fn spelled(source: &Source, token: Token) -> String {
    let text = source.at(token.span);
    match token.kind {
        TokenKind::Text => format!("\"{}\"", plain(text)),
        TokenKind::Number => {
            decimal(text).map_or_else(|| text.to_owned(), |number| number.to_string())
        }
        TokenKind::Compare(comparison) => comparison.sign().to_owned(),
        TokenKind::Clock if text.len() == 4 => format!("0{text}"),
        _ => text.to_owned(),
    }
}
