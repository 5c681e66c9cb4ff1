//! What is not agreed yet: open brackets, and the texts in which they are settled.

use crate::parse::parse;
use crate::source::Source;
use crate::span::Span;

/// `[US: 15][Iran: 30]`: one place of the text with what is proposed for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bracket {
    /// All of it.
    pub span: Span,
    /// The proposals, in order, without repeating one; none in a blank.
    pub proposals: Vec<Proposal>,
}

/// What one side proposes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Who, `default`, or nothing if nobody is named.
    pub by: String,
    /// As written.
    pub value: String,
}

/// The open brackets of a text, in its order.
#[must_use]
pub fn brackets(source: &Source) -> Vec<Bracket> {
    let open = parse(source).diagnostics.into_iter().filter(|it| it.code == "A041");
    let mut spans: Vec<Span> = open.map(|it| it.span).collect();
    spans.sort();
    spans.dedup();
    spans.into_iter().map(|span| Bracket { span, proposals: proposals(source.at(span)) }).collect()
}

fn proposals(text: &str) -> Vec<Proposal> {
    let mut all: Vec<Proposal> = Vec::new();
    for it in proposed(text).filter(|it| !it.value.is_empty()) {
        if all.iter().all(|known| known.value != it.value) {
            all.push(it);
        }
    }
    all
}

/// Everything proposed in one bracket, repetitions too.
pub(crate) fn proposed(text: &str) -> impl Iterator<Item = Proposal> + '_ {
    text.split('[').skip(1).filter_map(|part| part.split(']').next()).map(|inner| {
        let (by, value) = inner.split_once(':').unwrap_or(("", inner));
        Proposal { by: by.trim().to_owned(), value: value.trim().to_owned() }
    })
}

/// The text with each bracket replaced by a value, in the order of [`brackets`].
#[must_use]
pub fn settled(source: &Source, brackets: &[Bracket], values: &[&str]) -> String {
    let mut text = source.text().to_owned();
    for (bracket, value) in brackets.iter().zip(values).rev() {
        text.replace_range(bracket.span.range(), value);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "accord \"x\" language 1 revision 1 { signatories A, B, day 0 is in force }\n\
        phase P { opens on day 0\n\
        step a: A must table \"one\" by day [A: 60][B: 15][default: 60]\n\
        step b: B must table \"two\" by day [A: 30][B: 45] }\n";

    #[test]
    fn proposals_are_read_and_settled() {
        let source = Source::new("t", TEXT);
        let open = brackets(&source);
        let values: Vec<Vec<&str>> = open
            .iter()
            .map(|it| it.proposals.iter().map(|it| it.value.as_str()).collect())
            .collect();
        assert_eq!(values, [["60", "15"], ["30", "45"]]);
        let text = settled(&source, &open, &["15", "30"]);
        assert!(text.contains("by day 15\n") && text.contains("by day 30 }"), "{text}");
        assert!(brackets(&Source::new("t", text)).is_empty());
    }
}
