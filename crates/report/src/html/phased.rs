//! What the sides could sustain, phase by phase, in the aggregated game.

use explore::phased::{Phase, Phased, Solved};
use maud::{Markup, html};

use super::Section;
use super::figure::{figure, heads, paragraph, table};
use crate::number::figure as digits;
use crate::page::Page;
use crate::sets::Panel;
use crate::svg::{self, Told};
use crate::words::phased as words;

/// The section; nothing after a quick look, or where no such game can be put together.
pub(super) fn section(page: &Page<'_>) -> Option<Section> {
    let Phased::Solved(it) = page.assessment.phased.as_ref()? else { return None };
    let panels: Vec<Panel> = it.phases.iter().map(|phase| panel(page, phase)).collect();
    let names = it.parties.map(|party| page.labels.short(party));
    let told = Told {
        id: "fig-sets",
        title: "Average payoffs a period that the two sides could sustain, by phase",
        description: &words::sentence(page, it),
    };
    let chart = svg::sets(told, [&names[0], &names[1]], &panels);
    let caption = "Average payoffs a period from each phase on, in a game with a few acts a side. \
                   Dashed: the least that each side can be held to. Dark: proved sustainable in that \
                   game. Pale: not ruled out there. Dot: everybody keeping.";
    let body = html! {
        (paragraph(&words::sentence(page, it)))
        (figure(&chart, caption, &numbers(page, it, &names)))
        (paragraph(words::AGGREGATED))
    };
    Section::new("phases", "What could be sustained, phase by phase", body)
}

fn panel(page: &Page<'_>, it: &Phase) -> Panel {
    Panel {
        title: words::named(page, it),
        threat: it.threat,
        outer: it.outer.clone(),
        inner: it.inner.clone(),
        marks: vec![("everybody keeping".to_owned(), it.kept)],
    }
}

fn numbers(page: &Page<'_>, it: &Solved, names: &[String; 2]) -> Markup {
    let most = |phase: &Phase, i: usize| {
        let all = phase.outer.iter().map(|point| point[i]);
        digits(all.fold(phase.threat[i], f64::max))
    };
    let row = |phase: &Phase| {
        let mut row = vec![words::named(page, phase)];
        for i in 0..2 {
            let departure = words::departure(page, phase, i);
            row.extend([digits(phase.threat[i]), digits(phase.kept[i]), most(phase, i), departure]);
        }
        row.push(phase.starts.to_string());
        row
    };
    let rows: Vec<Vec<String>> = it.phases.iter().map(row).collect();
    let mut all = vec!["phase".to_owned()];
    for name in names {
        let own = ["held to", "keeping", "at most", "departs by"];
        all.extend(own.map(|what| format!("{name}: {what}")));
    }
    all.extend(heads(&["starts of periods"]));
    table("Sustainable payoffs by phase", &all, &rows)
}
