//! Better designs of a text, from a declared space.

use std::ops::ControlFlow;

use lang::source::Source;
use pyo3::prelude::*;
use reader::{Reach, read_search};
use report::{designs, json};

use crate::failure::Failure;
use crate::texts::Text;
use crate::watch;

/// What a search found.
#[pyclass(frozen, get_all, module = "detente._detente")]
pub struct Searched {
    json: String,
    page: String,
    picture: String,
    /// Of each design of the front: its text, what its readers believe, what it changes.
    designs: Vec<(String, Vec<String>, String)>,
}

/// The accord and the beliefs that a search file names.
#[pyfunction]
pub fn names_of_search(
    py: Python<'_>,
    source: &str,
    name: &str,
) -> PyResult<(String, Vec<String>)> {
    let search =
        read_search(&Source::new(name, source)).map_err(|it| Failure::from(it).raise(py))?;
    let accord = search.accord.map_or_else(String::new, |it| it.text);
    Ok((accord, search.beliefs.into_iter().map(|it| it.text).collect()))
}

/// Searches: `detente search`.
#[pyfunction]
#[allow(
    clippy::too_many_arguments,
    reason = "each is one of the program's; Python calls it by name"
)]
pub fn search(
    py: Python<'_>,
    source: &str,
    name: &str,
    accord: &Text,
    beliefs: Vec<(String, String)>,
    seed: u64,
    population: usize,
    generations: u32,
    budget: u32,
    states: usize,
    told: Option<Py<PyAny>>,
) -> PyResult<Searched> {
    let (source, accord) = (Source::new(name, source), accord.source.clone());
    let reach = Reach { seed, population, generations, budget, states };
    let command = format!(
        "detente search {name} --seed {seed} --population {population} --generations {generations} \
         --budget {budget}"
    );
    watch::run(py, told, move |watch| {
        let beliefs: Vec<Source> =
            beliefs.iter().map(|(text, name)| Source::new(name.as_str(), text.as_str())).collect();
        let (search, text) = (read_search(&source)?, reader::Text::compiled(accord)?);
        let searched = reader::Searched::new(source, search, text, &beliefs)?;
        let total = searched.evaluations(&reach) as u64;
        let mut tell = |done: usize| {
            watch.step("designs");
            watch.at(done as u64, total);
            ControlFlow::Continue(())
        };
        let (mut page, found) = searched.run(&reach, &mut tell)?;
        page.command = &command;
        let numbers = page.front.iter().filter_map(|row| row.number);
        let designs = numbers.map(|number| {
            let design = searched.design(&found, number)?;
            let changes = searched.difference("design", &design)?;
            Ok((design.accord, design.beliefs, changes))
        });
        let designs = designs.collect::<Result<Vec<_>, Failure>>()?;
        let (text, shown) = (json::text(&designs::answer(&page)), designs::page(&page));
        Ok(Searched { json: text, page: shown, picture: designs::picture(&page), designs })
    })
}
