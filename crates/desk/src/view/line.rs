//! The pages of a live desk: who is heard, what was said, what is to be said.

use forms::field::Type;
use forms::{Field, Kind, Language, Page, Release, page};
use maud::{Markup, html};

use super::Frame;
use super::amounts::hint;
use super::parts::{chip, heads, own, pages, part, table};
use super::record::receipt;
use crate::line::{Draft, Letter, Light, Look, Seat};

/// Messages on a page of the inbox.
const LETTERS: usize = 100;

/// Rows of a table that a list of choices shows at most.
pub(super) const ROWS: u16 = 500;

/// The three silences, and whether the station writes.
#[must_use]
pub fn lights(
    frame: &Frame<'_>,
    look: &Look,
    verified: Option<&Result<String, String>>,
    token: &str,
) -> Markup {
    let t = frame.tongue;
    let rows: Vec<Vec<Markup>> = look.lights.iter().map(|it| light(frame, it)).collect();
    html! {
        p class="lead" { (own(&look.own)) ": " (chip(t, "station", look.standing)) }
        p { (t.say("silences")) }
        (table(&t.say("lights-caption"), &heads(t, &["party", "light", "heard", "acknowledged"]), &rows))
        (verify(frame, token, "line"))
        @match verified {
            Some(Ok(said)) => p class="calm" role="status" { (t.say("verified")) " " span lang="en" dir="ltr" { (said) } },
            Some(Err(said)) => p class="refusal" role="alert" { (t.say("not-verified")) " " span lang="en" dir="ltr" { (said) } },
            None => {}
        }
    }
}

/// The button that verifies the whole record.
pub(super) fn verify(frame: &Frame<'_>, token: &str, from: &str) -> Markup {
    let t = frame.tongue;
    html! {
        form method="post" action="/line/verify" {
            (frame.carried(token))
            input type="hidden" name="from" value=(from);
            button type="submit" class="plain" { (t.say("verify")) }
        }
    }
}

pub(super) fn light(frame: &Frame<'_>, it: &Light) -> Vec<Markup> {
    let t = frame.tongue;
    let heard = it.heard.map_or_else(|| t.say("not-ever"), |at| page::moment(t.language, at, &[]));
    let (left, most) = (t.count(it.acknowledged.0), t.count(it.acknowledged.1));
    vec![
        own(&it.party),
        chip(t, "light", it.silence),
        html! { (heard) },
        html! { (t.with("of-most", &[("left", &left), ("most", &most)])) },
    ]
}

/// What others said, and what waits for the second person.
#[must_use]
pub fn inbox(frame: &Frame<'_>, look: &Look, (seat, token): (Seat, &str), page: usize) -> Markup {
    let t = frame.tongue;
    let of = look.letters.len().div_ceil(LETTERS).max(1);
    let page = page.clamp(1, of);
    let end = look.letters.len() - (page - 1) * LETTERS;
    let shown = look.letters.get(end.saturating_sub(LETTERS)..end).unwrap_or_default();
    html! {
        (part(t, "waiting", look.drafts.is_empty(), &html! { @for it in &look.drafts { (draft(frame, it, seat, token)) } }))
        @if look.letters.is_empty() { p { (t.say("no-message")) } } @else { (pages(frame, "inbox", (page, of))) (letters(frame, look, shown)) }
    }
}

fn letters(frame: &Frame<'_>, look: &Look, list: &[Letter]) -> Markup {
    let t = frame.tongue;
    let row = |it: &Letter| {
        let round = it.round.map_or_else(|| t.say("place-provisional"), |round| t.count(round));
        let page = it.page(&*look.names, t.language);
        let said = page.as_ref().map_or_else(|| it.kind.clone(), |page| page.title.clone());
        vec![
            html! { a href=(frame.link(&format!("message/{}", it.name))) { (said) } },
            own(&it.from),
            html! { (page.map(|page| page.lead).unwrap_or_default()) },
            html! { (round) },
            chip(t, "worth", it.standing),
        ]
    };
    let rows: Vec<Vec<Markup>> = list.iter().rev().map(row).collect();
    table(
        &t.say("letters-caption"),
        &heads(t, &["message", "party", "said", "round", "signatures"]),
        &rows,
    )
}

/// A draft with the button of the second person; who has signed it already sees that it waits.
fn draft(frame: &Frame<'_>, it: &Draft, seat: Seat, token: &str) -> Markup {
    let t = frame.tongue;
    html! {
        article class="paper" {
            @if let Some(pages) = &it.pages { (side_by_side(pages)) }
            @if it.signed.contains(&seat) {
                p { (t.say("waits-for-the-other")) }
            } @else {
                (release(frame, &it.name, token))
            }
        }
    }
}

/// The button that signs as the second person.
fn release(frame: &Frame<'_>, name: &str, token: &str) -> Markup {
    let t = frame.tongue;
    html! {
        form method="post" action="/release" {
            (frame.carried(token))
            input type="hidden" name="name" value=(name);
            p { (t.say("release-means")) }
            button type="submit" class="grave" { (t.say("release")) }
        }
    }
}

/// One message, in both languages.
#[must_use]
pub fn message(
    frame: &Frame<'_>,
    look: &Look,
    letter: &Letter,
    token: &str,
    refused: &Refused<'_>,
) -> Markup {
    let t = frame.tongue;
    let [english, persian] = Language::ALL.map(|language| letter.page(&*look.names, language));
    html! {
        p class="lead" {
            (own(&letter.from)) " " (chip(t, "worth", letter.standing)) " "
            @match letter.round { Some(round) => (t.with("in-round", &[("round", &t.count(round))])), None => (t.say("place-provisional")) }
        }
        @match english.zip(persian) {
            Some((english, persian)) => (side_by_side(&[english, persian])),
            None => p class="refusal" { (t.say("unknown-kind")) },
        }
        @if letter.own && letter.standing == "waits" { p { (t.say("stand-behind")) } (release(frame, &letter.name, token)) }
        (receipt(frame, &crate::model::record::receipt(&letter.proof)))
        p class="soft" { (t.say("leaf-hash")) " " code { (letter.proof.hash) } }
        @if !letter.own { (acknowledge(frame, letter, token)) }
        @if look.exercise.is_none() { (proof(frame, &letter.name, token, refused)) }
    }
}

/// The proof of a message as a file, what it discloses, and that the record says that it left.
fn proof(frame: &Frame<'_>, name: &str, token: &str, refused: &Refused<'_>) -> Markup {
    let t = frame.tongue;
    html! {
        section id="proof" aria-labelledby="part-proof" {
            h2 id="part-proof" { (t.of_family("part", "proof")) }
            p { (t.say("proof-lead")) }
            p { strong { (t.say("proof-discloses")) } }
            (refused.why())
            form class="form" method="post" action={ "/message/" (name) "/proof" } {
                (frame.carried(token))
                label for="f-purpose" { (t.say("export-purpose")) " " span class="soft" { (t.say("required")) } }
                input type="text" id="f-purpose" name="purpose" maxlength="200" dir="auto" value=(refused.value("purpose")) required;
                p { (t.say("export-means")) }
                button type="submit" { (t.say("proof-do")) }
            }
        }
    }
}

/// The button that says that a person has read it.
fn acknowledge(frame: &Frame<'_>, letter: &Letter, token: &str) -> Markup {
    let t = frame.tongue;
    html! {
        form method="post" action="/compose/ack_read" {
            (frame.carried(token))
            input type="hidden" name="re" value=(letter.proof.hash);
            button type="submit" { (t.say("acknowledge")) }
        }
    }
}

/// The two pages of a form beside each other, each in its own direction.
fn side_by_side([english, persian]: &[Page; 2]) -> Markup {
    html! {
        div class="two" {
            section lang="en" dir="ltr" { (paper(english)) }
            section lang="fa" dir="rtl" { (paper(persian)) }
        }
    }
}

fn paper(it: &Page) -> Markup {
    html! {
        h3 { (it.title) }
        p class="soft" { (it.from) }
        @for mark in &it.marks { p class="alarm" { (mark) } }
        p class="lead" { (it.lead) }
        dl { @for (label, value) in &it.lines { dt { (label) } dd { (own(value)) } } }
        p { (it.reply) } p { strong { (it.silence) } }
    }
}

/// Every kind that can be written.
#[must_use]
pub fn kinds(frame: &Frame<'_>) -> Markup {
    let t = frame.tongue;
    let row = |kind: Kind| {
        let needs = match kind.row().release {
            Release::One => "one",
            Release::Two => "two",
            Release::TwoAlways => "two-always",
        };
        vec![
            html! { a href=(frame.link(&format!("compose/{}", kind.word()))) { (page::title(t.language, kind)) } },
            chip(t, "release", needs),
        ]
    };
    let rows: Vec<Vec<Markup>> = forms::TABLE.iter().map(|it| row(it.kind)).collect();
    html! {
        p class="lead" { (t.say("compose-lead")) }
        (table(&t.say("kinds-caption"), &heads(t, &["kind", "signatures"]), &rows))
    }
}

/// What was typed into a form that was not taken, and why.
#[derive(Clone, Copy, Default)]
pub struct Refused<'a> {
    /// One line.
    pub why: &'a str,
    /// Fields by name, as they were posted.
    pub typed: &'a [(String, String)],
}

impl Refused<'_> {
    /// What was typed into a field, or chosen; empty if nothing was.
    #[must_use]
    pub fn value(&self, name: &str) -> &str {
        let typed = self.typed.iter().find(|(other, _)| other == name);
        typed.map_or("", |(_, value)| value.as_str())
    }

    /// Why, in a box; nothing of a form that was not refused.
    pub(super) fn why(&self) -> Markup {
        html! {
            @if !self.why.is_empty() { p class="refusal" role="alert" { span lang="en" dir="ltr" { (self.why) } } }
        }
    }
}

/// The form of a kind.
#[must_use]
pub fn compose(
    frame: &Frame<'_>,
    look: &Look,
    kind: Kind,
    token: &str,
    refused: &Refused<'_>,
) -> Markup {
    let t = frame.tongue;
    html! {
        h2 { (page::title(t.language, kind)) }
        (refused.why())
        form class="form" method="post" action={ "/compose/" (kind.word()) } {
            (within(frame, token, refused.value("in")))
            @for (field, required) in fields(kind) { (input(frame, look, kind, (field, required), refused)) }
            (author(frame, look, refused.value("author")))
            @if kind.row().release == Release::Two {
                p { label { input type="checkbox" name="emergency" value="yes" checked[!refused.value("emergency").is_empty()]; " " (t.say("emergency")) } }
            }
            p { (t.say(if kind.row().release == Release::One { "goes-at-once" } else { "goes-after-two" })) }
            button type="submit" { (t.say("sign")) }
        }
    }
}

/// What the form carries; where the desk shows several compartments, the one that the message is for is chosen on it.
fn within(frame: &Frame<'_>, token: &str, chosen: &str) -> Markup {
    let t = frame.tongue;
    let is = |name: &str| {
        if chosen.is_empty() { frame.compartment == Some(name) } else { chosen == name }
    };
    html! {
        @if frame.compartments.is_empty() { (frame.carried(token)) } @else {
            input type="hidden" name="token" value=(token);
            (frame.carried_in())
            label for="in" { (t.say("write-in")) " " span class="soft" { (t.say("required")) } }
            select id="in" name="in" required aria-describedby="in-means" {
                @for name in &frame.compartments { option value=(name) selected[is(name)] { (name) } }
            }
            p class="soft" id="in-means" { (t.say("compartment-means")) }
        }
    }
}

/// Fields of a kind: what is required, then what some act needs, then the rest; each once.
fn fields(kind: Kind) -> Vec<(Field, bool)> {
    let row = kind.row();
    let needed = row.acts.iter().flat_map(|rule| rule.needs).map(|field| (*field, false));
    let mut list: Vec<(Field, bool)> = row.fields(None).filter(|(_, required)| *required).collect();
    for (field, required) in needed.chain(row.fields(None)) {
        if !list.iter().any(|(other, _)| *other == field) {
            list.push((field, required));
        }
    }
    list
}

fn input(
    frame: &Frame<'_>,
    look: &Look,
    kind: Kind,
    (field, required): (Field, bool),
    refused: &Refused<'_>,
) -> Markup {
    let t = frame.tongue;
    let (word, label) = (field.word(), page::label(t.language, field));
    let value = refused.value(word);
    let choices = choices(frame, look, kind, field);
    // A row is chosen, also where the agreement has none: nothing that is typed could name one.
    let none = choices.is_empty() && matches!(field.holds(), Type::Row(_));
    html! {
        label for={ "f-" (word) } { (label) @if required { " " span class="soft" { (t.say("required")) } } }
        @if none { p class="soft" id={ "none-" (word) } { (t.say("no-such-row")) } }
        @if none || !choices.is_empty() {
            select id={ "f-" (word) } name=(word) required[required] aria-describedby=[none.then(|| format!("none-{word}"))] {
                option value="" { "–" }
                @for (name, title) in choices { option value=(name) selected[name == value] { (title) } }
            }
        } @else {
            @let id = format!("units-{word}");
            @let units = (field.holds() == Type::Amount).then(|| hint(frame, look, kind, &id)).flatten();
            (typed(field, required, value, units.is_some().then_some(id.as_str())))
            @if let Some(units) = units { (units) }
        }
    }
}

/// A field in which something is typed.
fn typed(field: Field, required: bool, value: &str, described: Option<&str>) -> Markup {
    let (id, word) = (format!("f-{}", field.word()), field.word());
    html! {
        @match field.holds() {
            Type::Text(most) if most > 200 => textarea id=(id) name=(word) rows="4" maxlength=(most) dir="auto" required[required] { (value) },
            Type::Text(most) => input type="text" id=(id) name=(word) maxlength=(most) dir="auto" value=(value) required[required];,
            _ => input type="text" id=(id) name=(word) value=(value) dir="ltr" placeholder=[example(field)] aria-describedby=[described] required[required];,
        }
    }
}

fn example(field: Field) -> Option<&'static str> {
    (field.holds() == Type::Time).then_some("2026-03-01T14:00:00Z")
}

/// What can be chosen for a field: names and titles; nothing where it is typed.
fn choices(frame: &Frame<'_>, look: &Look, kind: Kind, field: Field) -> Vec<(String, String)> {
    let same = |word: &str| (word.to_owned(), word.replace('_', " "));
    match field.holds() {
        Type::Act => kind.row().acts.iter().map(|rule| same(rule.word)).collect(),
        Type::Choice(words) => words.iter().map(|word| same(word)).collect(),
        Type::Row(table) => {
            let names = (0..ROWS)
                .map(|row| (look.names.name((table, row)), look.names.title((table, row))));
            names.take_while(|(name, _)| !name.is_empty()).collect()
        }
        Type::Message => {
            let lead = |it: &Letter| it.page(&*look.names, frame.tongue.language);
            let lead = |it: &Letter| lead(it).map(|page| page.lead).unwrap_or_default();
            let said = |it: &Letter| format!("{}: {}", it.from, lead(it));
            let latest = look.letters.iter().rev().take(LETTERS);
            latest.map(|it| (it.proof.hash.clone(), said(it))).collect()
        }
        _ => Vec::new(),
    }
}

/// As which actor it is said; the station knows the only one that the party speaks for.
fn author(frame: &Frame<'_>, look: &Look, chosen: &str) -> Markup {
    let t = frame.tongue;
    let actor = |row: u16| look.names.name((forms::field::Table::Actor, row));
    let names: Vec<String> = (0..ROWS).map(actor).take_while(|name| !name.is_empty()).collect();
    html! {
        label for="author" { (t.say("said-as")) }
        select id="author" name="author" {
            option value="" { (t.say("own-party")) }
            @for name in &names { option value=(name) selected[name == chosen] { (name) } }
        }
    }
}
