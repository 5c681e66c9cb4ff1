//! Which article something that is believed bears on.

use crate::ast::{Accord, Article};

/// The name of the article that a line of beliefs speaks of, its reason left aside: of a step its
/// phase, of a tranche its escrow, of what an article defines itself. Who acts decides only where
/// nothing else is named.
#[must_use]
pub fn article_of(terms: &Accord, line: &str) -> Option<String> {
    let is_name = |letter: char| letter.is_alphanumeric() || letter == '_';
    let key = line.split(" because").next().unwrap_or(line).replace("per level ", "");
    let words: Vec<&str> =
        key.split(|letter: char| !is_name(letter)).filter(|word| !word.is_empty()).collect();
    let first = words.iter().find_map(|word| defined(terms, word));
    first.or_else(|| words.iter().find_map(|word| actor(terms, word)))
}

fn defined(terms: &Accord, word: &str) -> Option<String> {
    let article = terms.articles.iter().find(|article| inside(article, word));
    article.map(|article| article.head().name.text.clone())
}

/// Whether an article that is no actor is called so, or something in it is.
fn inside(article: &Article, word: &str) -> bool {
    match article {
        Article::Party(_) | Article::Outsider(_) | Article::Group(_) | Article::Body(_) => false,
        Article::Phase(phase) => {
            let freezes = phase.freezes.iter().flat_map(|it| &it.duties);
            let mutuals = phase.mutuals.iter().flat_map(|it| &it.duties);
            let mut steps = phase.steps.iter().chain(freezes).chain(mutuals);
            phase.head.name.text == word || steps.any(|step| step.head.name.text == word)
        }
        Article::Escrow(escrow) => {
            let mut tranches = escrow.tranches.iter();
            escrow.head.name.text == word || tranches.any(|it| it.name.text == word)
        }
        _ => article.head().name.text == word,
    }
}

/// Groups and outsiders; parties are named in too much to tell anything.
fn actor(terms: &Accord, word: &str) -> Option<String> {
    let named = |article: &&Article| {
        matches!(article, Article::Outsider(_) | Article::Group(_))
            && article.head().name.text == word
    };
    terms.articles.iter().find(named).map(|article| article.head().name.text.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;
    use crate::source::Source;

    #[test]
    fn a_step_bears_on_its_phase_and_a_tranche_on_its_escrow() {
        let text = "accord \"x\" language 1 revision 1 { signatories A, B, day 0 is in force }\n\
            party A\nparty B\nbody V { verifies money }\n\
            escrow fund { owned by B, custodian V, total 2 million USD, tranche t1 of 2 million USD }\n\
            phase P1 { opens on day 0, step pay: A must transfer t1 by day 3, verified by V }\n";
        let terms = parse(&Source::new("t", text)).accord;
        let of = |phrase: &str| article_of(&terms, phrase);
        assert_eq!(of("value A: -3 on t1 transferred, because \"P1\"").as_deref(), Some("fund"));
        assert_eq!(of("odds V detects pay: 0.4 per period").as_deref(), Some("P1"));
        assert_eq!(of("discount A: 0.1 per year, because \"of the fund\""), None);
    }
}
