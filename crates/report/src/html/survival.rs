//! How long it lasts, how it ends, and what could be said without the model.

use maud::{Markup, html};

use super::Section;
use super::figure::{figure, heads, paragraph, table};
use crate::labels::capital;
use crate::number::{chance, error, percent};
use crate::page::Page;
use crate::svg::{self, Told};
use crate::words::{cause, survival};

/// Survival and causes.
pub(super) fn section(page: &Page<'_>) -> Option<Section> {
    let sentence = survival::sentence(page)?;
    let baseline = survival::baseline_in_full(page).map_or_else(
        || "No baseline: how deals of this kind did before was not computed.".to_owned(),
        |it| capital(&it),
    );
    let body = html! {
        (paragraph(&format!("Under these beliefs, everybody keeping to the text: {sentence}")))
        (paragraph(&baseline))
        (curve(page))
        (causes(page))
    };
    Section::new("survival", "How long it lasts", body)
}

fn curve(page: &Page<'_>) -> Markup {
    let told = Told {
        id: "fig-survival",
        title: "Share of futures in which it is in force or fulfilled, by month",
        description: "A falling line with its error band; squares show past deals of the kind.",
    };
    let it = page.assessment;
    let chart = svg::survival(told, &it.survival, &it.baseline);
    let cases = it.baseline.first().map_or_else(String::new, |point| {
        format!(
            " Squares: {} past agreements, picked because they are documented, not drawn from \
             anything.",
            point.cases
        )
    });
    let caption =
        format!("Share of futures in which the text is in force or fulfilled, by month.{cases}");
    let rows: Vec<Vec<String>> = it
        .survival
        .iter()
        .filter(|point| point.month % 3 == 0 || point.month == 1)
        .map(|point| {
            let past = it.baseline.iter().find(|past| past.month == point.month);
            let past = past.map_or_else(
                || "-".to_owned(),
                |past| format!("{} {}", chance(past.mean), error(past.standard_error)),
            );
            let mean = format!("{} {}", chance(point.mean), error(point.standard_error));
            vec![point.month.to_string(), mean, past]
        })
        .collect();
    let heads = heads(&["month", "under these beliefs", "past deals"]);
    figure(&chart, &caption, &table("Survival, every third month", &heads, &rows))
}

fn causes(page: &Page<'_>) -> Markup {
    let failures = cause::failures(&page.assessment.causes);
    if failures.is_empty() {
        return html! {};
    }
    let named = cause::named(page.labels, &failures);
    let rows: Vec<(String, f64)> =
        named.iter().map(|(name, share, _)| (capital(name), *share)).collect();
    let told = Told {
        id: "fig-causes",
        title: "Ways it ends within the horizon",
        description: "One bar for each way, with its share of all futures.",
    };
    let table_rows: Vec<Vec<String>> = cause::named(page.labels, &page.assessment.causes)
        .iter()
        .map(|(name, share, off)| {
            vec![capital(name), format!("{} {}", percent(*share), error(*off))]
        })
        .collect();
    let heads = heads(&["end", "share of all futures"]);
    let caption = "Ways it ends within the horizon, as shares of all futures. A withdrawal may \
                   follow from what others did: no way of ending says whose doing it was.";
    figure(&svg::causes(told, &rows), caption, &table("Ways it ends", &heads, &table_rows))
}
