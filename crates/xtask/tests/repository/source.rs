//! Rust sources read as syntax: what ships, without its tests.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Attribute, Item, Lit};

/// One leaf of the source, with its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leaf {
    /// A name or a keyword.
    Name(String),
    /// A sign; brackets are signs here.
    Sign(char),
    /// The text of a string literal, unescaped.
    Text(String),
    /// The text of a doc comment.
    Doc(String),
}

/// A parsed file without its tests.
pub struct Source {
    /// Its name from the top folder.
    pub path: String,
    /// What is left of it.
    pub file: syn::File,
}

impl Source {
    /// Parses a text. Items under `#[cfg(test)]` and `#[test]` are left out.
    pub fn parse(path: &str, text: &str) -> Self {
        let mut file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        without_tests(&mut file.items);
        Self { path: path.to_string(), file }
    }

    /// All leaves in order, inside macros too, each with its line.
    pub fn leaves(&self) -> Vec<(usize, Leaf)> {
        let mut found = Vec::new();
        walk(self.file.to_token_stream(), &mut found);
        found
    }
}

/// Product sources of a crate: everything below its `src`, without tests.
pub fn of_crate(name: &str) -> Vec<Source> {
    let files = crate::tree::files_ending(&format!("crates/{name}/src"), &[".rs"]);
    let product = files.iter().filter(|path| !is_test(path));
    product.map(|path| Source::parse(path, &crate::tree::read(path))).collect()
}

/// Whether a file holds tests only, judged by where it lies.
pub fn is_test(path: &str) -> bool {
    let folders = ["/tests/", "/benches/", "/fuzz/", "/examples/"];
    folders.iter().any(|folder| path.contains(folder)) || path.ends_with("/tests.rs")
}

fn without_tests(items: &mut Vec<Item>) {
    items.retain(|item| !attributes(item).iter().any(only_in_tests));
    for item in items {
        if let Item::Mod(module) = item
            && let Some((_, inner)) = &mut module.content
        {
            without_tests(inner);
        }
    }
}

fn only_in_tests(attribute: &Attribute) -> bool {
    let text = attribute.meta.to_token_stream().to_string().replace(' ', "");
    text == "test" || text == "cfg(test)" || text.starts_with("cfg(all(test")
}

fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        Item::Const(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        _ => &[],
    }
}

fn walk(tokens: TokenStream, found: &mut Vec<(usize, Leaf)>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut index = 0;
    while let Some(token) = tokens.get(index) {
        let line = token.span().start().line;
        index += 1;
        match token {
            TokenTree::Ident(name) => found.push((line, Leaf::Name(name.to_string()))),
            TokenTree::Literal(literal) => {
                if let Lit::Str(text) = Lit::new(literal.clone()) {
                    found.push((line, Leaf::Text(text.value())));
                }
            }
            TokenTree::Punct(sign) => {
                found.push((line, Leaf::Sign(sign.as_char())));
            }
            TokenTree::Group(group) => match doc_text(found, group.stream()) {
                Some(text) => found.push((line, Leaf::Doc(text))),
                None => bracketed(line, group, found),
            },
        }
    }
}

fn bracketed(line: usize, group: &proc_macro2::Group, found: &mut Vec<(usize, Leaf)>) {
    let (open, close) = match group.delimiter() {
        Delimiter::Parenthesis => ('(', ')'),
        Delimiter::Brace => ('{', '}'),
        Delimiter::Bracket => ('[', ']'),
        Delimiter::None => (' ', ' '),
    };
    found.push((line, Leaf::Sign(open)));
    walk(group.stream(), found);
    found.push((line, Leaf::Sign(close)));
}

/// The text of `#[doc = "..."]`, which is what a doc comment is to the parser.
fn doc_text(before: &[(usize, Leaf)], inside: TokenStream) -> Option<String> {
    let signs: Vec<&Leaf> = before.iter().rev().take(2).map(|(_, leaf)| leaf).collect();
    let attribute =
        matches!(signs.as_slice(), [Leaf::Sign('#'), ..] | [Leaf::Sign('!'), Leaf::Sign('#')]);
    let tokens: Vec<TokenTree> = inside.into_iter().collect();
    match tokens.as_slice() {
        [TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Literal(text)]
            if attribute && name == "doc" =>
        {
            match Lit::new(text.clone()) {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            }
        }
        _ => None,
    }
}

#[test]
fn leaves_tell_strings_from_comments_and_leave_tests_out() {
    let text = "/// doc\nfn a() { print!(\"say {}\", 1); } // note\n#[cfg(test)]\nmod t { const X: &str = \"no\"; }\n";
    let leaves = Source::parse("a.rs", text).leaves();
    let texts: Vec<_> =
        leaves.iter().filter(|(_, leaf)| matches!(leaf, Leaf::Text(_) | Leaf::Doc(_))).collect();
    assert_eq!(texts, [&(1, Leaf::Doc(" doc".into())), &(2, Leaf::Text("say {}".into()))]);
}
