//! The answer in three sentences, room by phase, the weakest promise.

use explore::assess::Weakest;
use maud::{Markup, html};

use super::Section;
use super::figure::{figure, heads, paragraph, set, table};
use crate::labels::capital;
use crate::number::{error, figure as digits, signed};
use crate::page::Page;
use crate::svg::{self, Told};
use crate::words::{answer, room, survival, turning, weakest as promise};

/// The word and all that a word must not stand without.
pub(super) fn section(page: &Page<'_>) -> Option<Section> {
    let word = answer::word(page.assessment.answer);
    let body = html! {
        p class="answer" {
            span class={ "word " (word) } { (word) }
            " " (set(&answer::who_keeps(page)))
        }
        (paragraph(&answer::share(page)))
        (beside(page))
        (rooms(page))
    };
    Section::new("answer", "The answer", body)
}

/// The nearest turning point and the baseline: no answer stands without them.
fn beside(page: &Page<'_>) -> Markup {
    let nearest = turning::turning(page).next().map(|it| turning::belief_row(page, it));
    let turn = nearest.map_or_else(
        || turning::NOT_COMPUTED.to_owned(),
        |it| format!("The answer turns at: {}, now {}, {}.", it.what, it.now, it.turns),
    );
    let baseline = survival::baseline_in_full(page).as_deref().map(capital);
    html! {
        (paragraph(&turn))
        @if let Some(baseline) = baseline { (paragraph(&baseline)) }
    }
}

fn rooms(page: &Page<'_>) -> Markup {
    let rows = room::table(page);
    if rows.is_empty() {
        return html! {};
    }
    let parties: Vec<String> = page.signatories().iter().map(|it| page.labels.short(*it)).collect();
    let shares: Vec<(String, Vec<Option<f64>>)> = rows
        .iter()
        .map(|(phase, rooms)| {
            let shares = rooms.iter().map(|it| it.and_then(|it| it.room)).collect();
            (page.labels.numbered_phase(*phase), shares)
        })
        .collect();
    let told = Told {
        id: "fig-room",
        title: "Room to spare by phase and party",
        description: "Bars to the left of zero: what the other side delivers is too small.",
    };
    let chart = svg::room(told, &parties, &shares);
    let caption = format!("Room to spare: {}.", room::FOOTNOTE);
    figure(&chart, &caption, &room_table(&parties, &shares))
}

fn room_table(parties: &[String], rows: &[(String, Vec<Option<f64>>)]) -> Markup {
    let heads: Vec<String> =
        std::iter::once("phase".to_owned()).chain(parties.iter().cloned()).collect();
    let line = |(phase, rooms): &(String, Vec<Option<f64>>)| {
        let cells = rooms.iter().map(|it| room::room(*it));
        std::iter::once(phase.clone()).chain(cells).collect()
    };
    table("Room to spare by phase and party", &heads, &rows.iter().map(line).collect::<Vec<_>>())
}

/// The weakest promise, quoted.
pub(super) fn weakest(page: &Page<'_>) -> Option<Section> {
    let weakest = page.assessment.weakest.as_ref()?;
    let place = weakest.clause.and_then(|clause| page.labels.place(clause));
    let body = html! {
        @if let Some(place) = place {
            figure class="quote" {
                blockquote { p { (place.quote) } }
                figcaption {
                    "Line " (place.line) " of " (page.run.accord_file) ", " (place.article)
                }
            }
        }
        (paragraph(&promise::explained(page, weakest)))
        @if let Some(made_of) = super::waterfall::of(page, weakest) { (made_of) }
        (numbers(weakest))
    };
    Section::new("weakest", "The weakest promise", body)
}

fn numbers(weakest: &Weakest) -> Markup {
    let margin = format!("{} {}", signed(weakest.margin), error(weakest.error));
    let rows = [
        ("Keeping less leaving, in the unit of the beliefs", margin),
        ("Room to spare", room::room(weakest.room)),
        ("Expected month", weakest.month.map_or_else(|| "-".to_owned(), |it| format!("{it:.0}"))),
        ("Expected visits to this choice, everybody keeping", digits(weakest.visits)),
    ];
    let rows: Vec<Vec<String>> =
        rows.into_iter().map(|(name, value)| vec![name.to_owned(), value]).collect();
    table("The weakest promise in numbers", &heads(&["quantity", "value"]), &rows)
}
