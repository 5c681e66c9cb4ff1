//! Better designs of a text, from a space that is declared beside it.

mod asked;

use std::ops::ControlFlow;

use explore::design::{Designs, Made, Reader, Score};
use explore::search::{Ended, Found, Point, Problem as _, Settings, exhaustive, nsga2, size};
use lang::compare::compare;
use lang::search::{Design, Space};
use lang::search_ast::Search;
use lang::source::Source;
use lang::{compile, parse_search};
use report::designs::Designs as Page;
use report::{Labels, comparison};

use crate::text::Text;
use crate::unread::Unread;

/// What is searched: the file, the text, its readers, the space.
pub struct Searched {
    source: Source,
    search: Search,
    /// The text as it stands.
    pub text: Text,
    labels: Labels,
    readers: usize,
    space: Space,
}

/// How far to search.
#[derive(Clone, Copy, Debug)]
pub struct Reach {
    /// Seed of everything drawn.
    pub seed: u64,
    /// Designs that live from one generation to the next.
    pub population: usize,
    /// Generations at most.
    pub generations: u32,
    /// Designs evaluated at most. A space that is no larger is gone through whole.
    pub budget: u32,
    /// States that a design may have; larger ones are left out and counted.
    pub states: usize,
}

/// The search file, read: it names its accord and its beliefs.
///
/// # Errors
/// Errors in the file.
pub fn read_search(source: &Source) -> Result<Search, Unread> {
    let parsed = parse_search(source);
    if parsed.search.accord.is_none() || !parsed.diagnostics.is_empty() {
        return Err(Unread::text(source, parsed.diagnostics));
    }
    Ok(parsed.search)
}

impl Searched {
    /// Puts a search file, its text and the beliefs of its readers together.
    ///
    /// # Errors
    /// Errors in any of them, and a text with prose.
    pub fn new(
        source: Source,
        search: Search,
        text: Text,
        beliefs: &[Source],
    ) -> Result<Self, Unread> {
        if lang::literate::is_literate(text.source.name()) {
            let help = "a text with prose is not searched: name its terms as a plain .accord";
            return Err(Unread::Usage(help.to_owned()));
        }
        for of in beliefs {
            crate::beliefs_in(of, &text)?;
        }
        let space = Space::new(&search, &text.source, beliefs);
        let space = space.map_err(|found| Unread::text(&source, found))?;
        let labels = text.labels();
        Ok(Self { source, search, text, labels, readers: beliefs.len(), space })
    }

    /// How many designs are evaluated at most.
    #[must_use]
    pub fn evaluations(&self, reach: &Reach) -> usize {
        let budget = reach.budget as usize;
        let space = size(&asked::axes(&self.space)).and_then(|size| usize::try_from(size).ok());
        let evolved = (reach.generations as usize + 1).saturating_mul(reach.population);
        match space {
            Some(size) if size <= budget => size,
            _ => evolved.min(budget),
        }
    }

    /// Searches, telling of the designs done. The page has no command yet.
    ///
    /// # Errors
    /// A text that cannot be searched as it stands, and goals that it has no names for.
    pub fn run(
        &self,
        reach: &Reach,
        told: &mut dyn FnMut(usize) -> ControlFlow<()>,
    ) -> Result<(Page<'_>, Found), Unread> {
        let start = made(&self.space.as_it_stands()).map_err(|why| {
            Unread::Usage(format!("the text as it stands cannot be searched: {why}"))
        })?;
        let (goals, limits) = asked::wanted(self, &self.source, &start)?;
        let effort = asked::effort(&self.search, reach);
        let make = |point: &Point| made(&self.space.design(&picks(point))?);
        let mut all = Designs::new(asked::axes(&self.space), make, (goals, limits), effort, told);
        let own = all.score(&start);
        let found = evolved(&mut all, reach);
        let rows = asked::rows(self, &all, &found);
        let start = own.ok().map(|score| asked::start_row(&all, &score));
        let page = asked::designs(reach, self, &self.source, &found, &all, (start, rows));
        Ok((page, found))
    }

    /// A design that was found, by its number.
    ///
    /// # Errors
    /// [`Unread::Bug`] for a number that no design has.
    pub fn design(&self, found: &Found, number: usize) -> Result<Design, Unread> {
        let point = found.points.get(number);
        let point = point.ok_or_else(|| Unread::Bug(format!("no design {number}")))?;
        self.space.design(&picks(point)).map_err(Unread::Bug)
    }

    /// What a design changes of the text as it stands, clause by clause.
    ///
    /// # Errors
    /// Errors in the design's text.
    pub fn difference(&self, name: &str, design: &Design) -> Result<String, Unread> {
        let (was, now) = (&self.text, Text::compiled(Source::new(name, design.accord.as_str()))?);
        let found = compare((&was.source, &was.compiled), (&now.source, &now.compiled));
        Ok(comparison::page(&was.labels(), &now.labels(), &found))
    }
}

fn evolved<F>(all: &mut Designs<'_, F>, reach: &Reach) -> Found
where
    F: Fn(&Point) -> Result<Made, String> + Sync,
{
    let budget = reach.budget as usize;
    let small = size(all.axes()).is_some_and(|size| size <= u64::from(reach.budget));
    if small {
        return exhaustive(all, &[], budget);
    }
    let settings = Settings {
        population: reach.population,
        generations: reach.generations,
        budget,
        seed: reach.seed,
        first: Vec::new(),
    };
    nsga2(all, &settings)
}

fn picks(point: &Point) -> Vec<usize> {
    let place = |at: &f64| {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place in a list of at most a thousand"
        )]
        let place = *at as usize;
        place
    };
    point.iter().map(place).collect()
}

/// A design as tables, for every reader; in words why it is none.
fn made(design: &Design) -> Result<Made, String> {
    let compilation = compile(&Source::new("design", design.accord.as_str()));
    let error = compilation.diagnostics.iter().find(|it| it.is_error());
    if let Some(error) = error {
        return Err(format!("{} {}", error.code, error.message));
    }
    let compiled = compilation.compiled.ok_or("it has no tables")?;
    let reader = |beliefs: &String| {
        let source = Source::new("beliefs", beliefs.as_str());
        let read = lang::compile_beliefs(&source, &compiled, &compiled.common);
        let error = read.diagnostics.iter().find(|it| it.is_error());
        let said = error.map_or_else(String::new, |it| format!("{} {}", it.code, it.message));
        let beliefs = read.beliefs.ok_or(said)?;
        let accord = lang::leave_out_of(&compiled.common, &beliefs);
        Ok(Reader { accord: accord.map_err(|faults| faults.join("; "))?, beliefs })
    };
    let readers = design.beliefs.iter().map(reader).collect::<Result<_, String>>()?;
    Ok(Made { readers, together: design.together.clone() })
}

/// The words of an end.
fn ended(it: Ended) -> &'static str {
    match it {
        Ended::Exhausted => "nothing new was left",
        Ended::Generations => "as many generations as asked",
        Ended::Budget => "as many designs as asked",
        Ended::Stopped => "stopped before its end",
    }
}

/// The scores of a design that has some.
fn scores<'a, F>(all: &'a Designs<'_, F>, number: usize) -> Option<&'a Score> {
    all.scores.get(number)?.as_ref().ok()
}
