//! An exercise read from its file, with the accord that it names.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use desk::drill::Drill;
use lang::events::exercise::{compile_exercise, parse_exercise};
use lang::render;

use super::matter;
use super::script::script;
use crate::exit::Failure;
use crate::files;
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
    let lines = exercise.before.iter().map(matter::line).collect();
    let day_zero = Some(exercise.day_zero.0);
    let from = files::as_typed(file);
    let found = matter::assembled(&accord, (lines, exercise.begins), day_zero, from);
    let started = Instant::now();
    let wall = move || u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let drill = Drill::new(script(exercise, &accord, found), Box::new(wall));
    Ok((drill, exercise.title.clone()))
}
