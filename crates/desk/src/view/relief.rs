//! Dials, waivers, money, carve-outs, exchanges.

use maud::{Markup, html};

use super::Frame;
use super::parts::{chip, clause, heads, own, part, table, when, when_or_dash};
use crate::model::relief::{Carveout, Dial, Escrow, Exchange, Relief, Tranche, Waiver};

pub(super) fn body(frame: &Frame<'_>, relief: &Relief) -> Markup {
    let t = frame.tongue;
    html! {
        (part(t, "dials", relief.dials.is_empty(), &dials(frame, &relief.dials)))
        (part(t, "waivers", relief.waivers.is_empty(), &waivers(frame, &relief.waivers)))
        (part(t, "money", relief.escrows.is_empty(), &html! { @for it in &relief.escrows { (escrow(frame, it)) } }))
        (part(t, "carveouts", relief.carveouts.is_empty(), &carveouts(frame, &relief.carveouts)))
        (part(t, "exchanges", relief.exchanges.is_empty(), &exchanges(frame, &relief.exchanges)))
        @if *relief == Relief::default() { p { (t.say("no-relief")) } }
    }
}

fn dials(frame: &Frame<'_>, list: &[Dial]) -> Markup {
    let t = frame.tongue;
    let level = |level: u8, of: u8| {
        let (level, of) = (t.count(level), t.count(of));
        t.with("level-of", &[("level", &level), ("of", &of)])
    };
    let row = |it: &Dial| {
        vec![
            own(&it.title),
            own(&it.holder),
            html! { (level(it.announced, it.levels)) },
            html! { (level(it.felt, it.levels)) },
            chip(t, "transit", it.transit),
            clause(t, it.clause.as_ref()),
        ]
    };
    let rows: Vec<Vec<Markup>> = list.iter().map(row).collect();
    table(
        &t.say("dials-caption"),
        &heads(t, &["dial", "who", "announced", "felt", "stands", "text"]),
        &rows,
    )
}

fn waivers(frame: &Frame<'_>, list: &[Waiver]) -> Markup {
    let t = frame.tongue;
    let row = |it: &Waiver| {
        vec![
            own(&it.title),
            own(&it.granter),
            chip(t, "waiver", &it.life),
            when_or_dash(frame, it.ends.as_ref()),
            volume(frame, it),
            html! { (t.count(it.renewals.0)) @if let Some(most) = it.renewals.1 { " / " (t.count(most)) } },
            clause(t, it.clause.as_ref()),
        ]
    };
    let rows: Vec<Vec<Markup>> = list.iter().map(row).collect();
    let keys = ["waiver", "who", "stands", "ends", "volume-left", "renewals", "text"];
    table(&t.say("waivers-caption"), &heads(t, &keys), &rows)
}

fn volume(frame: &Frame<'_>, it: &Waiver) -> Markup {
    let t = frame.tongue;
    match it.volume {
        None => html! { (t.say("no-limit")) },
        Some(most) => {
            let left = t.count(most.saturating_sub(it.drawn).max(0));
            html! { (t.with("of-most", &[("left", &left), ("most", &t.count(most))])) }
        }
    }
}

fn escrow(frame: &Frame<'_>, it: &Escrow) -> Markup {
    let t = frame.tongue;
    let states = [
        ("frozen", it.frozen),
        ("transferred", it.transferred),
        ("usable", it.usable),
        ("spent", it.spent),
        ("returned", it.returned),
    ];
    let row =
        |(key, sum): (&str, i64)| vec![chip(t, "money", key), money(frame, sum, &it.currency)];
    let rows: Vec<Vec<Markup>> = states.into_iter().map(row).collect();
    let caption = t.with("money-of", &[("title", &it.title)]);
    html! {
        h3 { (own(&it.title)) }
        p class="soft" {
            (t.say("owned-by")) " " (own(&it.owner)) "; " (t.say("kept-by")) " " (own(&it.custodian))
            "; " (t.say("in-all")) " " (money(frame, it.total, &it.currency))
        }
        @if let Some(until) = &it.paused { p class="lead" { (t.say("paused-until")) " " (when(frame, until)) } }
        (table(&caption, &heads(t, &["where", "sum"]), &rows))
        @if !it.tranches.is_empty() { (tranches(frame, it)) }
        (clause(t, it.clause.as_ref()))
    }
}

fn tranches(frame: &Frame<'_>, escrow: &Escrow) -> Markup {
    let t = frame.tongue;
    let row = |it: &Tranche| {
        vec![
            own(&it.title),
            money(frame, it.amount, &escrow.currency),
            chip(t, "money", &it.life),
            chip(t, "transit", it.transit),
            html! { (it.approved.join(", ")) },
        ]
    };
    let rows: Vec<Vec<Markup>> = escrow.tranches.iter().map(row).collect();
    let caption = t.with("tranches-of", &[("title", &escrow.title)]);
    table(&caption, &heads(t, &["tranche", "sum", "where", "stands", "approved"]), &rows)
}

/// A sum in hundredths of a currency.
fn money(frame: &Frame<'_>, hundredths: i64, currency: &str) -> Markup {
    let sum = frame.tongue.number(hundredths as f64 / 100.0);
    html! { bdi { (sum) "\u{a0}" (currency) } }
}

fn carveouts(frame: &Frame<'_>, list: &[Carveout]) -> Markup {
    let t = frame.tongue;
    let row = |it: &Carveout| {
        let open = if it.open { "open" } else { "closed" };
        let cap = it.cap.map_or_else(|| t.say("no-limit"), |cap| t.count(cap));
        vec![
            own(&it.title),
            chip(t, "valve", open),
            html! { (t.count(it.used)) },
            html! { (cap) },
            clause(t, it.clause.as_ref()),
        ]
    };
    let rows: Vec<Vec<Markup>> = list.iter().map(row).collect();
    table(
        &t.say("carveouts-caption"),
        &heads(t, &["carveout", "stands", "used", "cap", "text"]),
        &rows,
    )
}

fn exchanges(frame: &Frame<'_>, list: &[Exchange]) -> Markup {
    let t = frame.tongue;
    let row = |it: &Exchange| {
        vec![
            own(&it.title),
            own(&it.party),
            html! { (t.with("of-most", &[("left", &t.count(it.given)), ("most", &t.count(it.count))])) },
            html! { (t.count(it.declined)) },
            chip(t, "exchange", if it.done { "done" } else { "open" }),
            clause(t, it.clause.as_ref()),
        ]
    };
    let rows: Vec<Vec<Markup>> = list.iter().map(row).collect();
    table(
        &t.say("exchanges-caption"),
        &heads(t, &["exchange", "who", "given", "declined", "stands", "text"]),
        &rows,
    )
}
