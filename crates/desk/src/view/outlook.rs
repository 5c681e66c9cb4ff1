//! The outlook under one reader's beliefs: never on a screen with an open incident.

use maud::{Markup, html};

use super::Frame;
use super::chart::{Line, chart};
use super::parts::{own, part, table};
use crate::outlook::{Departure, Oil, Outlook, Side, Step};
use crate::words::Tongue;

/// Why there is no outlook now: an incident is open.
#[must_use]
pub fn refused(frame: &Frame<'_>) -> Markup {
    let t = frame.tongue;
    html! {
        p class="lead alarm" { (t.say("outlook-incident-open")) }
        p { a href=(frame.link("incidents")) { (t.of_family("view", "incidents")) } }
    }
}

/// A belief cannot be what was typed.
#[must_use]
pub fn unfit(frame: &Frame<'_>, why: &str) -> Markup {
    let t = frame.tongue;
    html! {
        p class="lead alarm" { (t.say("outlook-unfit")) " " (own(why)) }
        p { a href=(frame.link("outlook")) { (t.say("outlook-again")) } }
    }
}

/// The outlook.
#[must_use]
pub fn body(frame: &Frame<'_>, it: &Outlook) -> Markup {
    let t = frame.tongue;
    html! {
        @if it.example { p class="lead alarm" { (t.say("outlook-example")) } }
        p class="lead" { (t.with("outlook-under", &[("beliefs", &it.beliefs)])) }
        @if it.entries.iter().any(|entry| entry.value.to_bits() != entry.read.to_bits()) {
            p class="lead alarm" { (t.say("outlook-supposed")) }
        }
        p class="lead" { strong { (t.of_family("answer", it.answer)) } " " (share(t, it)) }
        @if it.cut > 0 { p { (t.with("outlook-cut", &[("points", &t.count(it.cut))])) } }
        (part(t, "margins", it.sides.is_empty(), &margins(t, it)))
        (part(t, "weakest", it.weakest.is_none(), &weakest(t, it)))
        (part(t, "breaks", false, &breaks(t, it)))
        (part(t, "since", it.moved.len() < 2, &since(t, it)))
        (part(t, "lasts", it.survival.is_empty(), &lasts(t, it)))
        (part(t, "breakout", it.breakout.is_empty(), &breakout(t, it)))
        (part(t, "brent", it.oil.is_empty(), &html! { @for oil in &it.oil { (brent(t, oil)) } }))
        (part(t, "suppose", it.entries.is_empty(), &suppose(frame, it)))
        p class="soft" { (t.with("outlook-made", &[("seed", &t.count(it.seed))])) }
    }
}

fn percent(t: Tongue, share: f64) -> String {
    t.with("percent", &[("number", &t.count(format!("{:.0}", share * 100.0)))])
}

fn between(t: Tongue, low: f64, high: f64) -> String {
    let (low, high) = (short(t, low), short(t, high));
    if low == high { low } else { t.with("from-to", &[("low", &low), ("high", &high)]) }
}

/// Three digits are enough to read.
fn short(t: Tongue, number: f64) -> String {
    let places = if number.abs() >= 100.0 { 1.0 } else { 100.0 };
    t.number((number * places).round() / places)
}

fn share(t: Tongue, it: &Outlook) -> String {
    it.share.map_or_else(String::new, |[low, mean, high]| {
        let [low, mean, high] = [low, mean, high].map(|it| percent(t, it));
        t.with("outlook-share", &[("share", &mean), ("low", &low), ("high", &high)])
    })
}

fn heads(t: Tongue, keys: &[&str]) -> Vec<String> {
    super::parts::heads(t, keys)
}

fn margins(t: Tongue, it: &Outlook) -> Markup {
    let row = |side: &Side| {
        vec![
            own(&side.name),
            html! { (t.of_family("keeps", side.keeps)) },
            html! { (between(t, side.stake[0], side.stake[1])) },
            html! { (between(t, side.loss[0], side.loss[1])) },
            html! { (side.room.map_or_else(|| "–".to_owned(), |room| percent(t, room))) },
            html! { @if let Some(closest) = &side.closest { (departure(t, closest)) } @else { "–" } },
        ]
    };
    let rows: Vec<Vec<Markup>> = it.sides.iter().map(row).collect();
    let names = heads(t, &["side", "keeps", "worth", "gain", "room", "closest"]);
    html! {
        (table(&t.of_family("part", "margins"), &names, &rows))
        p class="soft" { (t.say("outlook-room")) }
    }
}

fn departure(t: Tongue, it: &Departure) -> Markup {
    html! {
        (t.of_family("departure", it.kind))
        @if let Some(item) = &it.item { ": " (own(item)) }
        @if let Some((line, quote)) = &it.line {
            " " details class="clause" {
                summary { (t.with("line-of-text", &[("line", &t.count(line))])) }
                blockquote lang="en" dir="ltr" { (quote) }
            }
        }
    }
}

fn weakest(t: Tongue, it: &Outlook) -> Markup {
    let Some(it) = &it.weakest else { return html! {} };
    let month = it.month.map(|month| t.count(format!("{month:.0}")));
    let (margin, error) = (short(t, it.margin[0]), t.number(it.margin[1]));
    html! {
        p { (own(&it.side)) ": " (departure(t, &it.departure)) }
        p {
            @if it.run { (t.say("outlook-run")) }
            @else { (t.with("outlook-margin", &[("margin", &margin), ("error", &error)])) }
            @if let Some(month) = month { " " (t.with("outlook-month", &[("month", &month)])) }
        }
    }
}

fn breaks(t: Tongue, it: &Outlook) -> Markup {
    let turns: Vec<Vec<Markup>> = it
        .turns
        .iter()
        .map(|turn| {
            let beyond = if turn.keeps_beyond { "keeps" } else { "leaves" };
            vec![
                own(&turn.belief),
                html! { (short(t, turn.now)) },
                html! { (between(t, turn.at[0], turn.at[1])) },
                html! { (own(&turn.side)) " " (t.of_family("keeps", beyond)) },
            ]
        })
        .collect();
    html! {
        @if turns.is_empty() { p { (t.say("outlook-no-turn")) } } @else {
            (table(&t.say("outlook-turns"), &heads(t, &["belief", "now", "turns-at", "then"]), &turns))
        }
        @for outsider in &it.outsiders {
            p {
                (own(&outsider.name)) ": "
                @match (outsider.acts, &outsider.side) {
                    (Some(acts), Some(side)) => { (t.with("outlook-acts", &[("acts", &t.count(acts)), ("side", side)])) }
                    _ => { (t.with("outlook-no-acts", &[("tried", &t.count(outsider.tried))])) }
                }
            }
        }
        p class="soft" { (t.say("outlook-no-advice")) }
    }
}

fn since(t: Tongue, it: &Outlook) -> Markup {
    let names: Vec<String> = it
        .moved
        .first()
        .map_or_else(Vec::new, |step| step.sides.iter().map(|side| side.0.clone()).collect());
    let months: Vec<u32> =
        it.moved.first().map_or_else(Vec::new, |step| step.alive.iter().map(|it| it.0).collect());
    let mut all = vec![t.of_family("head", "because")];
    all.extend(names);
    all.extend(months.iter().map(|month| t.with("outlook-alive", &[("month", &t.count(month))])));
    let rows: Vec<Vec<Markup>> =
        it.moved.iter().enumerate().map(|(at, step)| moved(t, at, step)).collect();
    html! {
        p { (t.say("outlook-since")) }
        (table(&t.of_family("part", "since"), &all, &rows))
    }
}

fn moved(t: Tongue, at: usize, it: &Step) -> Vec<Markup> {
    let why = html! {
        @if at == 0 { (t.say("outlook-day-before")) }
        @else if let Some(hours) = it.hours { (t.with("outlook-passed", &[("hours", &t.count(hours))])) }
        @else { @for line in &it.lines { (own(line)) " " } }
        @if it.over { " " strong { (t.say("outlook-over")) } }
    };
    let side = |it: &(String, &'static str, f64)| html! { (t.of_family("keeps", it.1)) ", " (short(t, it.2)) };
    let alive = |it: &(u32, f64)| html! { (percent(t, it.1)) };
    std::iter::once(why)
        .chain(it.sides.iter().map(side))
        .chain(it.alive.iter().map(alive))
        .collect()
}

fn lasts(t: Tongue, it: &Outlook) -> Markup {
    let point = |which: usize| -> Vec<(f64, f64)> {
        let rest =
            (1_u32..).zip(&it.survival).map(|(month, share)| (f64::from(month), share[which]));
        std::iter::once((0.0, 1.0)).chain(rest).collect()
    };
    let band = Some((point(0), point(1)));
    let lines = [Line { name: t.say("outlook-in-force"), middle: point(0), band }];
    let shown = (1_usize..).zip(&it.survival).filter(|(month, _)| month % 6 == 0 || *month == 1);
    let rows: Vec<Vec<Markup>> = shown
        .map(|(month, share)| {
            let said = match percent(t, share[0]) == percent(t, share[1]) {
                true => percent(t, share[0]),
                false => t.with(
                    "from-to",
                    &[("low", &percent(t, share[0])), ("high", &percent(t, share[1]))],
                ),
            };
            vec![html! { (t.count(month)) }, html! { (said) }]
        })
        .collect();
    let causes: Vec<Vec<Markup>> = it
        .causes
        .iter()
        .map(|cause| {
            let by = cause.by.as_deref();
            vec![
                html! { (t.of_family("cause", cause.kind)) @if let Some(by) = by { " – " (own(by)) } },
                html! { (percent(t, cause.share)) },
            ]
        })
        .collect();
    html! {
        (chart("survival", &t.say("outlook-in-force"), (&t.say("axis-periods"), &t.say("axis-share")), &lines, (0.0, 1.0)))
        (table(&t.say("outlook-in-force"), &heads(t, &["period", "share"]), &rows))
        @if let Some(base) = &it.baseline {
            @let [low, mean, high] = base.share.map(|it| percent(t, it));
            p { (t.with("outlook-baseline", &[("month", &t.count(base.month)), ("share", &mean), ("low", &low),
                ("high", &high), ("cases", &t.count(base.cases))])) }
        }
        @if !causes.is_empty() { (table(&t.say("outlook-causes"), &heads(t, &["ends", "share"]), &causes)) }
        p class="soft" { (t.say("outlook-no-doing")) }
    }
}

fn breakout(t: Tongue, it: &Outlook) -> Markup {
    let days = |it: &[f64; 3]| {
        let [low, middle, high] = it.map(|it| t.count(format!("{it:.0}")));
        t.with("outlook-days", &[("middle", &middle), ("low", &low), ("high", &high)])
    };
    let row = |it: &crate::outlook::Breakout| {
        vec![
            own(&it.side),
            html! { (days(&it.now)) },
            html! { (it.with_unaccounted.as_ref().map_or_else(|| "–".to_owned(), &days)) },
            html! { (days(&it.kept)) },
        ]
    };
    let rows: Vec<Vec<Markup>> = it.breakout.iter().map(row).collect();
    html! {
        (table(&t.of_family("part", "breakout"), &heads(t, &["side", "verified", "unaccounted", "least-kept"]), &rows))
        p class="soft" { (t.say("outlook-convention")) }
    }
}

fn brent(t: Tongue, it: &Oil) -> Markup {
    let of = |broken: bool, which: usize| -> Vec<(f64, f64)> {
        let price =
            |day: &crate::outlook::Day| if broken { day.broken[which] } else { day.kept[which] };
        it.path.iter().map(|day| (f64::from(day.day), price(day))).collect()
    };
    let line = |key: &str, broken| Line {
        name: t.say(key),
        middle: of(broken, 1),
        band: Some((of(broken, 0), of(broken, 2))),
    };
    let lines = [line("brent-kept", false), line("brent-broken", true)];
    let all = || it.path.iter().flat_map(|day| day.kept.into_iter().chain(day.broken));
    let (low, high) = (all().fold(f64::INFINITY, f64::min), all().fold(0.0, f64::max));
    let [least, middle, most] = it
        .kept_less_broken
        .map(|usd| usd.map_or_else(|| t.say("beyond-doubling"), |usd| short(t, usd)));
    let title = t.of_family("brent-state", it.state);
    let rows: Vec<Vec<Markup>> = it
        .path
        .iter()
        .step_by(15)
        .map(|day| {
            let three = |it: [f64; 3]| {
                let [low, middle, high] = it.map(|it| t.count(format!("{it:.0}")));
                t.with("outlook-usd", &[("middle", &middle), ("low", &low), ("high", &high)])
            };
            vec![
                html! { (t.count(day.day)) },
                html! { (three(day.kept)) },
                html! { (three(day.broken)) },
            ]
        })
        .collect();
    html! {
        h3 { (title) }
        p { (t.with("outlook-brent", &[("day", &t.count(it.day)), ("usd", &middle), ("low", &least), ("high", &most),
            ("chance", &percent(t, it.chance)), ("quote", &short(t, it.quote.0)), ("date", &it.quote.1)])) }
        @if !it.path.is_empty() {
            (chart(&format!("brent-{}", it.state), &title, (&t.say("axis-days"), &t.say("axis-usd")), &lines, (low, high)))
            (table(&title, &heads(t, &["day", "kept", "broken"]), &rows))
        }
        p class="soft" { (t.say("outlook-no-forecast")) }
    }
}

/// Beliefs to be changed on this page alone: nothing is written, and the record is not touched.
fn suppose(frame: &Frame<'_>, it: &Outlook) -> Markup {
    let t = frame.tongue;
    html! {
        p { (t.say("outlook-suppose")) }
        form method="post" action=(frame.link("outlook")) autocomplete="off" {
            div class="wide" tabindex="0" role="region" aria-label=(t.of_family("part", "suppose")) {
                table {
                    caption { (t.of_family("part", "suppose")) }
                    thead { tr { @for key in ["belief", "read", "range", "suppose"] { th scope="col" { (t.of_family("head", key)) } } } }
                    tbody {
                        @for entry in &it.entries {
                            @let id = format!("e{}", entry.number);
                            @let changed = entry.value.to_bits() != entry.read.to_bits();
                            tr {
                                th scope="row" { label for=(id) { (own(&entry.name)) } }
                                td { (t.number(entry.read)) }
                                td { @if let Some([low, high]) = entry.range { (between(t, low, high)) } @else { "–" } }
                                td { input id=(id) name=(id) type="text" inputmode="decimal" dir="ltr" size="8" value=[changed.then(|| entry.value.to_string())]; }
                            }
                        }
                    }
                }
            }
            p { button type="submit" { (t.say("outlook-ask")) } " " a href=(frame.link("outlook")) { (t.say("outlook-again")) } }
        }
    }
}
