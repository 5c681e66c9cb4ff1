//! What stands around every page: title, clocks, time slider, menu, and what a page must not be taken for.

use kernel::Hours;
use maud::{DOCTYPE, Markup, html};

use super::View;
use crate::model::Moment;
use crate::words::Tongue;

/// What a page is shown in.
pub struct Frame<'a> {
    /// Its language.
    pub tongue: Tongue,
    /// The agreement as it stands at the moment that is shown.
    pub moment: &'a Moment,
    /// Whether the moment was asked for, rather than the latest.
    pub pinned: bool,
    /// Further places of the menu: path and key of its name.
    pub more: &'a [(&'static str, &'static str)],
    /// The seat that is signed in; nobody in a demonstration.
    pub seat: Option<&'a str>,
    /// What its forms carry.
    pub token: Option<&'a str>,
    /// Names of the compartments that the desk shows; none where it shows one.
    pub compartments: Vec<&'a str>,
    /// The one that is shown; none on the page of all.
    pub compartment: Option<&'a str>,
}

impl<'a> Frame<'a> {
    /// Around a page that stands alone at a moment: nobody is signed in, and no compartment is chosen.
    #[must_use]
    pub fn alone(tongue: Tongue, moment: &'a Moment) -> Self {
        Self {
            tongue,
            moment,
            pinned: true,
            more: &[],
            seat: None,
            token: None,
            compartments: Vec::new(),
            compartment: None,
        }
    }

    /// A place of the desk in the same language, at the same moment.
    #[must_use]
    pub fn link(&self, place: &str) -> String {
        let at = if self.pinned { Some(self.moment.at) } else { None };
        self.link_at(place, at)
    }

    /// The same at another moment; the latest if none is given.
    #[must_use]
    pub fn link_at(&self, place: &str, at: Option<Hours>) -> String {
        let mark = if place.contains('?') { '&' } else { '?' };
        let at = at.map_or_else(String::new, |at| format!("&at={}", at.0));
        let within = self.compartment.map_or_else(String::new, |name| format!("&in={name}"));
        format!("/{place}{mark}lang={}{within}{at}", self.tongue.tag())
    }

    /// The same desk in another compartment; on all of them if none is named. The latest moment is shown.
    #[must_use]
    pub fn within<'f>(&'f self, compartment: Option<&'f str>) -> Frame<'f> {
        Frame { pinned: false, compartments: self.compartments.clone(), compartment, ..*self }
    }

    /// What a form of a page carries: its session, its language, its compartment.
    pub(super) fn carried(&self, token: &str) -> Markup {
        html! {
            input type="hidden" name="token" value=(token);
            (self.carried_in())
            @if let Some(name) = self.compartment { input type="hidden" name="in" value=(name); }
        }
    }

    /// The language alone.
    pub(super) fn carried_in(&self) -> Markup {
        html! { input type="hidden" name="lang" value=(self.tongue.tag()); }
    }

    fn other_language(&self, place: &str) -> (Tongue, String) {
        let other = match self.tongue.language {
            forms::Language::English => forms::Language::Persian,
            forms::Language::Persian => forms::Language::English,
        };
        let frame = Frame { tongue: Tongue::of(other), compartments: Vec::new(), ..*self };
        (frame.tongue, frame.link(place))
    }
}

/// A whole page: `place` is its path without the slash, `key` the key of its name.
#[must_use]
pub fn shown(frame: &Frame<'_>, place: &str, key: &str, body: &Markup) -> Markup {
    let t = frame.tongue;
    let name = t.of_family("view", key);
    // Pages of the line show what is there now and are not written for programs.
    let of_agreement = matches!(key, "card" | "outlook") || View::of_name(key).is_some();
    html! {
        (DOCTYPE)
        html lang=(t.tag()) dir=(t.direction()) {
            (head(&name, &frame.moment.labels().title))
            body {
                a class="skip" href="#main" { (t.say("skip")) }
                (top(frame, place, of_agreement))
                (switcher(frame, place))
                (menu(frame, key))
                @if frame.seat.is_some() { p id="live" class="refusal" role="status" hidden { (t.say("new-entry")) " " a href="" { (t.say("reload")) } } }
                main id="main" tabindex="-1" {
                    h1 { (name) }
                    (body)
                }
                (foot(frame, place, of_agreement))
            }
        }
    }
}

/// A page as a file: its style inside, and no link that leads anywhere.
#[must_use]
pub fn alone(frame: &Frame<'_>, key: &str, body: &Markup) -> Markup {
    let t = frame.tongue;
    let name = t.of_family("view", key);
    let moment = frame.moment;
    html! {
        (DOCTYPE)
        html lang=(t.tag()) dir=(t.direction()) {
            head {
                meta charset="utf-8";
                title { (name) " - " (moment.labels().title) }
                style { (maud::PreEscaped(super::STYLE.as_str())) }
            }
            body {
                header {
                    p class="of" { bdi { (moment.labels().title) } }
                    @if moment.matter.exercise { p class="mode grave" { (t.say("mode-exercise")) } }
                    p class="clock" { (t.moment(&moment.matter, moment.at)) }
                }
                main { h1 { (name) } (body) }
                footer { p { strong { (t.say("foot")) } } p { (t.say("not-a-trigger")) } p { (t.say("reports-only")) } }
            }
        }
    }
}

/// A page without an agreement behind it: a refusal, a link that has been used.
#[must_use]
pub fn plain(tongue: Tongue, title: &str, text: &str) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(tongue.tag()) dir=(tongue.direction()) {
            (head(title, "Détente"))
            body {
                main id="main" { h1 { (title) } p class="lead" { (text) } p { a href="/" { (tongue.say("to-first")) } } }
            }
        }
    }
}

fn head(name: &str, of: &str) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="referrer" content="same-origin";
            title { (name) " - " (of) }
            link rel="stylesheet" href="/assets/desk.css";
            script src="/assets/desk.js" defer {}
        }
    }
}

fn top(frame: &Frame<'_>, place: &str, of_agreement: bool) -> Markup {
    let (t, moment) = (frame.tongue, frame.moment);
    let (other, link) = frame.other_language(place);
    let mode = if frame.seat.is_some() { "mode-live" } else { "mode-demonstration" };
    html! {
        header {
            div class="strip" {
                p class="of" { bdi { (moment.labels().title) } }
                @if moment.matter.exercise { p class="mode grave" { (t.say("mode-exercise")) } }
                p class="mode" { (t.say(mode)) @if let Some(seat) = frame.seat { " " (t.of_family("seat", seat)) } }
                p class="tongue" { a href=(link) lang=(other.tag()) hreflang=(other.tag()) { (other.say("language")) } }
            }
            p class="clock" { (t.moment(&moment.matter, moment.at)) }
            @if of_agreement { (slider(frame, place)) }
        }
    }
}

/// The time slider: a plain form, and links to the last and next line of the record.
fn slider(frame: &Frame<'_>, place: &str) -> Markup {
    let (t, moment) = (frame.tongue, frame.moment);
    let lines = &moment.matter.lines;
    let before = lines.iter().map(|line| line.at).rfind(|at| *at < moment.at);
    let after = lines.iter().map(|line| line.at).find(|at| *at > moment.at);
    let path = place.split('?').next().unwrap_or_default();
    html! {
        form class="slider" method="get" action={ "/" (path) } {
            (frame.carried_in())
            @if let Some(name) = frame.compartment { input type="hidden" name="in" value=(name); }
            label for="at" { (t.say("time-shown")) }
            input id="at" type="range" name="at" min="0" max=(moment.matter.until.0) step="24" value=(moment.at.0);
            button type="submit" { (t.say("show")) }
            span class="steps" {
                @if let Some(at) = before { a href=(frame.link_at(place, Some(at))) rel="prev" { (t.say("event-before")) } }
                @if let Some(at) = after { a href=(frame.link_at(place, Some(at))) rel="next" { (t.say("event-after")) } }
                @if frame.pinned { a href=(frame.link_at(place, None)) { (t.say("latest")) } }
            }
        }
    }
}

/// The compartments, each with the page that is shown; nothing where there is one alone.
fn switcher(frame: &Frame<'_>, place: &str) -> Markup {
    let t = frame.tongue;
    // A message and an incident are of one compartment: elsewhere stands the list that they are from.
    let place = match place.split(['?', '/']).next().unwrap_or_default() {
        "message" => "inbox",
        "incident" => "incidents",
        _ => place,
    };
    html! {
        @if !frame.compartments.is_empty() {
            nav class="compartments" aria-label=(t.say("compartments")) {
                ul {
                    li { a href=(frame.within(None).link("")) aria-current=[frame.compartment.is_none().then_some("true")] { (t.say("all-compartments")) } }
                    @for name in &frame.compartments {
                        li { a href=(frame.within(Some(name)).link(place)) aria-current=[(frame.compartment == Some(name)).then_some("true")] { bdi { (name) } } }
                    }
                }
            }
        }
    }
}

fn menu(frame: &Frame<'_>, key: &str) -> Markup {
    let t = frame.tongue;
    let views = View::ALL.into_iter().map(|view| (view.name(), view.name()));
    html! {
        nav aria-label=(t.say("menu")) {
            ul {
                @for (place, name) in views.chain(frame.more.iter().copied()) {
                    li { a href=(frame.link(place)) aria-current=[(name == key).then_some("page")] { (t.of_family("view", name)) } }
                }
            }
        }
    }
}

fn foot(frame: &Frame<'_>, place: &str, of_agreement: bool) -> Markup {
    let t = frame.tongue;
    let (path, query) = place.split_once('?').unwrap_or((place, ""));
    let json = frame.link(&format!("{path}.json?{query}")).replace("?&", "?");
    html! {
        footer {
            p { strong { (t.say("foot")) } }
            p { (t.say("not-a-trigger")) }
            p { (t.say("reports-only")) }
            p class="made" {
                (t.with("made", &[("from", &frame.moment.matter.from), ("hash", &frame.moment.labels().short_hash())]))
                @if of_agreement { " " a href=(json) { (t.say("as-json")) } }
            }
        }
    }
}
