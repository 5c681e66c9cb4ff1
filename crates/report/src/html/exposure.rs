//! Who is out of pocket when.

use kernel::ActorId;
use maud::Markup;

use super::Section;
use super::figure::{figure, heads, table};
use crate::number::figure as digits;
use crate::page::Page;
use crate::svg::{self, Told};

/// What each side has gained less what it has given, month by month, everybody keeping.
pub(super) fn section(page: &Page<'_>) -> Option<Section> {
    if page.assessment.exposure.is_empty() {
        return None;
    }
    let parties = page.signatories();
    let names: Vec<String> = parties.iter().map(|it| page.labels.short(*it)).collect();
    let lines: Vec<Vec<(f64, f64)>> = parties.iter().map(|it| line(page, *it)).collect();
    let told = Told {
        id: "fig-exposure",
        title: "Expected gains less costs of each side so far, by month",
        description: "One line a side. Below zero the side has given more than it has received.",
    };
    let caption = "Expected gains less costs so far, everybody keeping, in the unit of the \
                   beliefs. Below zero a side has given more than it has received.";
    let chart = svg::exposure(told, &names, &lines);
    let body = figure(&chart, caption, &numbers(&names, &lines));
    Section::new("exposure", "Who is out of pocket when", body)
}

fn line(page: &Page<'_>, party: ActorId) -> Vec<(f64, f64)> {
    let points = page.assessment.exposure.iter().filter(|it| it.party == party);
    points.map(|it| (f64::from(it.month), it.mean)).collect()
}

fn numbers(names: &[String], lines: &[Vec<(f64, f64)>]) -> Markup {
    let months = lines.iter().map(Vec::len).max().unwrap_or(0);
    let row = |index: usize| {
        let month = lines.iter().find_map(|it| it.get(index)).map_or(0.0, |it| it.0);
        let cell =
            |it: &Vec<(f64, f64)>| it.get(index).map_or_else(|| "-".to_owned(), |it| digits(it.1));
        std::iter::once(digits(month)).chain(lines.iter().map(cell)).collect()
    };
    let rows: Vec<Vec<String>> = (0..months).step_by(3).map(row).collect();
    let heads: Vec<String> = heads(&["month"]).into_iter().chain(names.iter().cloned()).collect();
    table("Expected gains less costs so far, every third month", &heads, &rows)
}
