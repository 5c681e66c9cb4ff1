//! Self-enforcing ranges: settings of a dial at which nobody gains by leaving.

use explore::assess::ranges::{AtHazard, PRECISION};
use explore::assess::{DialRange, RangePoint};
use kernel::ActorId;
use maud::{Markup, html};

use super::Section;
use super::figure::{figure, heads, paragraph, table};
use crate::number::{figure as digits, interval, percent_fine};
use crate::page::Page;
use crate::svg::{self, Row, Setting, Told};
use crate::words::deviation;

/// One figure a dial.
pub(super) fn section(page: &Page<'_>) -> Option<Section> {
    let ranges = &page.assessment.ranges;
    if ranges.is_empty() {
        return None;
    }
    let body = html! { @for range in ranges { (dial(page, range)) } };
    Section::new("ranges", "How much relief holds it", body)
}

fn dial(page: &Page<'_>, range: &DialRange) -> Markup {
    let title = page.labels.dial(range.dial);
    let parties = solved(page, range);
    let names: Vec<String> = parties.iter().map(|it| page.labels.short(*it)).collect();
    let lines: Vec<Vec<(f64, f64)>> = parties.iter().map(|it| line(range, *it)).collect();
    let id = format!("fig-range-{}", range.dial.0);
    let told = Told {
        id: &id,
        title: &format!("Slack of each side over the scale of {title}"),
        description: &said(range),
    };
    let chart = svg::range(told, &names, &lines, &range.intervals, range.bargaining);
    let caption = format!(
        "{title}: slack of each side (the tolerance less what leaving would gain, as a share of \
         what keeping is worth) over the scale of the relief. Below zero a side leaves. Shaded: \
         everybody keeps."
    );
    html! {
        h3 { (title) }
        (paragraph(&said(range)))
        (figure(&chart, &caption, &numbers(&names, &lines)))
        (binds(page, range))
        (at_hazards(page, range))
        @if let [one, other] = parties.as_slice() { (zone(page, range, *one, *other)) }
    }
}

/// The range and its bargaining point where a reversal is less and more likely.
fn at_hazards(page: &Page<'_>, range: &DialRange) -> Markup {
    let holder = page.accord.dial(range.dial).map(|row| row.holder);
    let Some(holder) = holder.filter(|_| !range.hazards.is_empty()) else { return html! {} };
    let named: Vec<(String, &AtHazard)> = range
        .hazards
        .iter()
        .zip(["least", "held", "most"])
        .map(|(it, end)| (format!("{end}: {} a period", percent_fine(it.hazard)), it))
        .collect();
    let row = |(name, it): &(String, &AtHazard)| Row {
        name: name.clone(),
        ranges: it.intervals.clone(),
        bargaining: it.bargaining,
    };
    let rows: Vec<Row> = named.iter().map(row).collect();
    let id = format!("fig-hazards-{}", range.dial.0);
    let (dial, who) = (page.labels.dial(range.dial), page.labels.the(holder));
    let title = format!("Self-enforcing range of {dial} at three hazards of reversal");
    let told = Told {
        id: &id,
        title: &title,
        description: "A row for each hazard: the scales of the relief at which everybody keeps, and the \
                      bargaining point among them.",
    };
    let most = range.scanned.iter().map(|it| it.scale).fold(1.0, f64::max);
    let chart = svg::hazards(told, most, &rows);
    let caption = format!(
        "Scales of {dial} at which everybody keeps, by the odds in a period of a successor in {who} who does \
         not honour the text as it is signed: changes of office and of mind at the kinder ends of your \
         ranges, as held, and at the harsher ends. Dot: the bargaining point, to {PRECISION}. Dashed: as written."
    );
    figure(&chart, &caption, &hazard_numbers(page, &named))
}

fn hazard_numbers(page: &Page<'_>, named: &[(String, &AtHazard)]) -> Markup {
    let parties: Vec<ActorId> =
        named.first().map_or_else(Vec::new, |(_, it)| it.stakes.iter().map(|it| it.0).collect());
    let mut columns = heads(&["hazard of reversal", "everybody keeps", "bargaining point"]);
    columns
        .extend(parties.iter().map(|it| format!("{}: worth as written", page.labels.short(*it))));
    let row = |(name, it): &(String, &AtHazard)| {
        let spans: Vec<String> =
            it.intervals.iter().map(|(low, high)| interval(*low, *high)).collect();
        let kept = if spans.is_empty() { "nowhere".to_owned() } else { spans.join(", ") };
        let at = it.bargaining.map_or_else(|| "-".to_owned(), digits);
        let stakes = it.stakes.iter().map(|(_, worth)| digits(*worth));
        [name.clone(), kept, at].into_iter().chain(stakes).collect()
    };
    let rows: Vec<Vec<String>> = named.iter().map(row).collect();
    table("Self-enforcing range by hazard of reversal", &columns, &rows)
}

/// What the two sides hold at signature, setting by setting.
fn zone(page: &Page<'_>, range: &DialRange, one: ActorId, other: ActorId) -> Markup {
    let found = |point: &RangePoint, who: ActorId| {
        point.parties.iter().find(|it| it.0 == who).map(|it| (it.1, it.2))
    };
    let setting = |point: &RangePoint| {
        let (a, b) = (found(point, one)?, found(point, other)?);
        let kept = [a, b].iter().all(|(stake, slack)| *stake >= 0.0 && *slack >= 0.0);
        Some(Setting { scale: point.scale, worth: (a.0, b.0), kept })
    };
    let settings: Vec<Setting> = range.scanned.iter().filter_map(setting).collect();
    let names = [page.labels.short(one), page.labels.short(other)];
    let id = format!("fig-zone-{}", range.dial.0);
    let title = format!("Zone of agreement over the scale of {}", page.labels.dial(range.dial));
    let told = Told {
        id: &id,
        title: &title,
        description: "What each side holds at signature as the relief is scaled; filled where \
                      everybody keeps.",
    };
    let chart = svg::zone(told, [&names[0], &names[1]], &settings);
    let caption = "What both sides hold at signature, everybody keeping, as the relief is scaled \
                   (numbers at the points; 1 as written). Shaded: both gain over what is left when it has \
                   ended. Filled: nobody gains by leaving; hollow: somebody does.";
    let row = |it: &Setting| {
        let kept = if it.kept { "yes" } else { "no" };
        vec![digits(it.scale), digits(it.worth.0), digits(it.worth.1), kept.to_owned()]
    };
    let rows: Vec<Vec<String>> = settings.iter().map(row).collect();
    let heads = heads(&["scale", &names[0], &names[1], "all keep"]);
    figure(&chart, caption, &table("Worth at signature by scale of the relief", &heads, &rows))
}

/// Parties for which the dial was scanned, in the order of the text.
fn solved(page: &Page<'_>, range: &DialRange) -> Vec<ActorId> {
    let has = |party: &ActorId| {
        range.scanned.iter().any(|point| point.parties.iter().any(|it| it.0 == *party))
    };
    page.signatories().into_iter().filter(has).collect()
}

fn line(range: &DialRange, party: ActorId) -> Vec<(f64, f64)> {
    let point = |it: &explore::assess::RangePoint| {
        let margin = it.parties.iter().find(|(who, ..)| *who == party)?.2;
        Some((it.scale, margin))
    };
    range.scanned.iter().filter_map(point).collect()
}

fn said(range: &DialRange) -> String {
    let parts: Vec<String> =
        range.intervals.iter().map(|(low, high)| interval(*low, *high)).collect();
    let within = match parts.as_slice() {
        [] => "No setting tried is self-enforcing.".to_owned(),
        _ => {
            format!("Self-enforcing from {} times the relief as written.", parts.join(" and from "))
        }
    };
    let nash = range.bargaining.map_or_else(String::new, |at| {
        format!(
            " The product of gains over collapse is largest at {} (to {PRECISION}).",
            digits(at)
        )
    });
    format!("{within}{nash}")
}

fn numbers(names: &[String], lines: &[Vec<(f64, f64)>]) -> Markup {
    let count = lines.iter().map(Vec::len).max().unwrap_or(0);
    let row = |index: usize| {
        let scale = lines.iter().find_map(|it| it.get(index)).map_or(0.0, |it| it.0);
        let cell =
            |it: &Vec<(f64, f64)>| it.get(index).map_or_else(|| "-".to_owned(), |it| digits(it.1));
        std::iter::once(digits(scale)).chain(lines.iter().map(cell)).collect()
    };
    let rows: Vec<Vec<String>> = (0..count).map(row).collect();
    let heads: Vec<String> = heads(&["scale"]).into_iter().chain(names.iter().cloned()).collect();
    table("Slack by scale of the relief", &heads, &rows)
}

fn binds(page: &Page<'_>, range: &DialRange) -> Markup {
    let one = |(at, party, choice): &(f64, ActorId, explore::drive::Choice)| {
        let what = deviation::doing(page.labels, choice);
        format!("The end at {} is bound by {}: {what}.", digits(*at), page.labels.the(*party))
    };
    html! { @for bound in &range.binds { (paragraph(&one(bound))) } }
}
