//! What an amount is counted in, and how much of it is left, beside the field in which it is typed. Which row is meant is
//! chosen in the same form, so each row of the table is told.

use forms::field::{Table, Type};
use forms::{Field, Kind};
use maud::{Markup, html};

use super::Frame;
use super::line::ROWS;
use super::parts::own;
use super::quantities::amount;
use crate::line::Look;
use crate::model::quantities::{Quantity, quantities};
use crate::model::relief::{Escrow, Relief, relief};
use crate::words::Tongue;

/// What is told of one row: its title, and what it is counted in or what is left.
type Told = (String, Markup);

/// The hint of an amount, under the id that its field is described by; nothing if no row of the form counts anything.
pub(super) fn hint(frame: &Frame<'_>, look: &Look, kind: Kind, id: &str) -> Option<Markup> {
    let t = frame.tongue;
    let rows =
        table(kind).map(|table| told(frame, look, kind, table)).filter(|it| !it.is_empty())?;
    Some(html! {
        div class="soft" id=(id) {
            (t.say("amount-units"))
            ul class="short" { @for (title, said) in &rows { li { (own(title)) ": " (said) } } }
        }
    })
}

/// The table whose row the amount of a kind is of.
fn table(kind: Kind) -> Option<Table> {
    let mut tables =
        kind.row().fields(None).filter_map(|(field, _)| match (field, field.holds()) {
            (Field::Actor, _) => None,
            (_, Type::Row(table)) => Some(table),
            _ => None,
        });
    let acts = kind.row().acts.iter().flat_map(|rule| rule.needs);
    let needed = acts.filter_map(|field| match field.holds() {
        Type::Row(table) if *field != Field::Actor => Some(table),
        _ => None,
    });
    tables.next().or_else(|| needed.into_iter().next())
}

fn told(frame: &Frame<'_>, look: &Look, kind: Kind, table: Table) -> Vec<Told> {
    let (names, moment) = (&look.names, frame.moment);
    let all = (0..ROWS).take_while(|row| !names.name((table, *row)).is_empty());
    let (counted, money) = (quantities(moment), relief(moment));
    let one = |row: u16| {
        let said = match table {
            Table::Subject => subject(frame, row, &counted),
            _ => left(frame, look, (table, row), kind, &money),
        };
        Some((names.title((table, row)), said?))
    };
    all.filter_map(one).collect()
}

/// An amount in words with its thousands apart.
fn grouped(t: Tongue, words: &str) -> String {
    let (number, unit) = words.split_once(' ').unwrap_or((words, ""));
    let number = number.parse().map_or_else(|_| t.count(number), |value| t.number(value));
    format!("{number} {unit}").trim_end().to_owned()
}

/// The unit of a quantity, what was reported last, and its bounds.
fn subject(frame: &Frame<'_>, row: u16, all: &[Quantity]) -> Option<Markup> {
    let (t, labels) = (frame.tongue, frame.moment.labels());
    let title = labels.subject(kernel::SubjectId(row));
    let unit = labels.units.get(usize::from(row)).cloned().flatten().map(|(unit, _)| unit);
    let known = all.iter().find(|it| it.title == title);
    Some(html! {
        @if let Some(unit) = &unit { strong { (own(unit)) } } @else { strong { (t.say("amount-count")) } }
        @if let Some(it) = known {
            "; " (t.say("bar-reported")) " " (amount(frame, &it.reported))
            @for cap in &it.caps { "; " (t.of_family("relation", cap.relation)) " " (amount(frame, &cap.bound)) }
        }
    })
}

/// What is left of a waiver, a humanitarian channel or a part of an account, in its own unit.
fn left(
    frame: &Frame<'_>,
    look: &Look,
    row: (Table, u16),
    kind: Kind,
    money: &Relief,
) -> Option<Markup> {
    let t = frame.tongue;
    let words = |number: i64| grouped(t, &look.names.amount_words(Some(row), number));
    let at = usize::from(row.1);
    let of = |left: i64, most: i64| {
        let (left, most) = (words(left.max(0)), words(most));
        html! { (t.with("amount-left", &[("left", &left), ("most", &most)])) }
    };
    match row.0 {
        Table::Waiver => {
            let waiver = money.waivers.get(at)?;
            Some(waiver.volume.map_or_else(
                || html! { (t.say("amount-unbounded")) },
                |most| of(most.saturating_sub(waiver.drawn), most),
            ))
        }
        Table::Carveout => {
            let channel = money.carveouts.get(at)?;
            Some(channel.cap.map_or_else(
                || html! { (t.say("amount-unbounded")) },
                |most| of(most.saturating_sub(channel.used), most),
            ))
        }
        Table::Tranche => {
            let title = frame.moment.labels().tranche(kernel::TrancheId(row.1));
            let mut accounts = money.escrows.iter();
            let holds = |it: &&Escrow| it.tranches.iter().any(|part| part.title == title);
            let account = accounts.find(holds)?;
            let part = account.tranches.iter().find(|part| part.title == title)?;
            let usable = words(account.usable);
            Some(html! {
                (words(part.amount)) ", " (t.of_family("money", &part.life))
                @if kind == Kind::Spend { "; " (t.with("amount-usable", &[("usable", &usable)])) }
            })
        }
        _ => None,
    }
}
