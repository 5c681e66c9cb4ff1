//! An exercise as the desk plays it, from its file as read and the text that it is about. The tests of the desk, which
//! play the exercise that ships, compile this file too.

use std::sync::Arc;

use desk::Matter;
use desk::drill::{Rule, Said, Script};
use explore::replay::Expectation;
use lang::events::exercise::{self as text, Exercise};
use reader::Text;

use crate::row_names::RowNames;

/// The script; `found` is the agreement with the record as the exercise finds it.
pub fn script(exercise: &Exercise, accord: &Arc<Text>, found: Matter) -> Script {
    let words = Arc::clone(accord);
    let rule = |rule: &text::Rule| Rule {
        when: Expectation { kind: rule.when.kind, item: rule.when.item },
        after: rule.after,
        said: said(&rule.said),
    };
    Script {
        title: exercise.title.clone(),
        seat: exercise.seat,
        pace: exercise.pace,
        begins: exercise.begins,
        until: exercise.until,
        scenes: exercise.scenes.iter().map(|it| (it.at, said(&it.said))).collect(),
        rules: exercise.rules.iter().map(rule).collect(),
        found,
        names: Arc::new(RowNames(Arc::clone(accord))),
        words: Arc::new(move |by, deed| {
            let compiled = &words.compiled;
            lang::events::event_words(compiled, &compiled.common, by, deed)
        }),
    }
}

fn said(said: &text::Said) -> Said {
    match said {
        text::Said::Act { by, deed, words } => Said::Act(*by, deed.clone(), words.clone()),
        text::Said::Words { by, text } => Said::Words(*by, text.clone()),
    }
}
