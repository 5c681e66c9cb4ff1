//! A text that amends another names it by the hash of its terms; whether that is so needs the
//! other text.

use crate::ast::Header;
use crate::canonical::TermsHash;
use crate::diagnostic::Diagnostic;

/// What a text says of the one it amends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amends {
    /// Nothing.
    Nothing,
    /// It names exactly this one.
    This,
    /// It names another.
    Another,
}

/// Whether the text names the terms of that hash as what it amends: by all sixty-four digits.
#[must_use]
pub fn amends(header: &Header, hash: &TermsHash) -> Amends {
    match &header.amends {
        None => Amends::Nothing,
        Some(words) if words.text.to_lowercase() == hash.to_string() => Amends::This,
        Some(_) => Amends::Another,
    }
}

/// What is wrong with a text that should amend the one of this name and hash.
#[must_use]
pub fn wrongly_amends(header: &Header, name: &str, hash: &TermsHash) -> Option<Diagnostic> {
    let help = format!("write `amends \"{hash}\"`");
    let wrong = |span, message| Some(Diagnostic::error("A080", span, message).help(help));
    match (amends(header, hash), &header.amends) {
        (Amends::This, _) => None,
        (Amends::Another, Some(words)) => {
            let short = words.text.len() < 64;
            let what = if short { "too few digits to name" } else { "another text than" };
            wrong(words.span, format!("`{}` is {what} `{name}`", words.text))
        }
        _ => wrong(header.span, format!("the text does not say that it amends `{name}`")),
    }
}
