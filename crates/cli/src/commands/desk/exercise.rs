//! An exercise read from its file, with the accord that it names.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use desk::drill::{Drill, Rule, Said, Script};
use explore::replay::Expectation;
use forms::Names;
use lang::events::exercise::{self as text, Exercise, compile_exercise, parse_exercise};
use lang::render;
use reader::Text;

use super::matter;
use crate::exit::Failure;
use crate::files;
use crate::row_names::RowNames;
use crate::texts;

/// The exercise of a file, ready to begin, and its title.
pub fn drill(file: &Path) -> Result<(Drill, String), Failure> {
    let source = files::read(file)?;
    let parsed = parse_exercise(&source);
    let Some(accord) = parsed.script.accord() else {
        return Err(Failure::Text(render(&parsed.diagnostics, &source)));
    };
    let accord = file.parent().unwrap_or(Path::new("")).join(accord);
    let accord = Arc::new(texts::accord(&accord)?);
    let read = compile_exercise(&source, &accord.compiled, &accord.compiled.common);
    let found = || Failure::Text(render(&read.diagnostics, &source));
    let exercise = read.exercise.as_ref().ok_or_else(found)?;
    let script = script(exercise, &accord, files::as_typed(file));
    let started = Instant::now();
    let wall = move || u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    Ok((Drill::new(script, Box::new(wall)), exercise.title.clone()))
}

fn script(exercise: &Exercise, accord: &Arc<Text>, from: String) -> Script {
    let lines = exercise.before.iter().map(matter::line).collect();
    let day_zero = Some(exercise.day_zero.0);
    let found = matter::assembled(accord, (lines, exercise.begins), day_zero, from);
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
        names: Arc::new(RowNames(Arc::clone(accord))) as Arc<dyn Names + Send + Sync>,
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
