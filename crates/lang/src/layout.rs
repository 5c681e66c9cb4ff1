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

/// Writes a token in its one spelling: white space in quotations, zeros and signs put in order.
pub(crate) fn spell(source: &Source, token: Token, to: &mut String) {
    let text = source.at(token.span);
    match token.kind {
        TokenKind::Text => {
            to.push('"');
            to.push_str(&plain(text));
            to.push('"');
        }
        TokenKind::Number if !is_plain(text) => match decimal(text) {
            Some(number) => to.push_str(&number.to_string()),
            None => to.push_str(text),
        },
        TokenKind::Compare(comparison) => to.push_str(comparison.sign()),
        TokenKind::Clock if text.len() == 4 => {
            to.push('0');
            to.push_str(text);
        }
        _ => to.push_str(text),
    }
}

/// Whether a number is written as it is spelled: a whole one of few digits that no zero leads.
fn is_plain(text: &str) -> bool {
    let digits = text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits && (text.len() == 1 || !text.starts_with('0'))
}
