//! The texts of both languages, compiled in.

use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use unic_langid::LanguageIdentifier;

/// A language that forms are rendered in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// English.
    English,
    /// Persian, from right to left.
    Persian,
}

/// Arguments of a text.
pub type Args<'a> = FluentArgs<'a>;

/// Arguments from names and values.
pub fn args<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Args<'a> {
    pairs.into_iter().collect()
}

/// The texts of one language.
pub struct Words(FluentBundle<FluentResource>);

impl Language {
    /// Both.
    pub const ALL: [Self; 2] = [Self::English, Self::Persian];

    fn source(self) -> (&'static str, &'static str) {
        match self {
            Self::English => ("en", include_str!("../../locales/en.ftl")),
            Self::Persian => ("fa", include_str!("../../locales/fa.ftl")),
        }
    }
}

impl Words {
    /// The texts of the forms in a language, read once.
    pub(super) fn of(language: Language) -> &'static Self {
        static ENGLISH: OnceLock<Words> = OnceLock::new();
        static PERSIAN: OnceLock<Words> = OnceLock::new();
        let read = || Self::read(language, language.source().1);
        match language {
            Language::English => ENGLISH.get_or_init(read),
            Language::Persian => PERSIAN.get_or_init(read),
        }
    }

    /// The texts of a Fluent file. What does not parse is left out; whoever ships a file reads it to the end in a test.
    #[must_use]
    pub fn read(language: Language, source: &str) -> Self {
        let (tag, _) = language.source();
        let tag: LanguageIdentifier = tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // In a line from right to left, what is put in is set apart, so that it does not turn its neighbours.
        bundle.set_use_isolating(language == Language::Persian);
        let (Ok(resource) | Err((resource, _))) = FluentResource::try_new(source.to_owned());
        bundle.add_resource_overriding(resource);
        Self(bundle)
    }

    /// A text; its key if there is none.
    #[must_use]
    pub fn say(&self, key: &str, args: &Args<'_>) -> String {
        let pattern = self.0.get_message(key).and_then(|message| message.value());
        pattern.map_or_else(|| key.to_owned(), |pattern| self.format(pattern, args))
    }

    /// An attribute of a text.
    pub(super) fn attribute(&self, key: &str, attribute: &str, args: &Args<'_>) -> String {
        let found = self.0.get_message(key).and_then(|message| message.get_attribute(attribute));
        found.map_or_else(String::new, |found| self.format(found.value(), args))
    }

    fn format(&self, pattern: &fluent_syntax::ast::Pattern<&str>, args: &Args<'_>) -> String {
        let mut faults = Vec::new();
        self.0.format_pattern(pattern, Some(args), &mut faults).into_owned()
    }
}

/// A text that runs the other way than its line, set apart. Persian lines set apart all that is put in.
pub(super) fn isolated(language: Language, text: &str) -> String {
    let from_right = |sign: char| matches!(sign, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    if language == Language::English && text.chars().any(from_right) {
        format!("\u{2068}{text}\u{2069}")
    } else {
        text.to_owned()
    }
}
