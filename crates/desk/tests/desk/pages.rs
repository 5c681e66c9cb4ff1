//! Every page in both languages: whole, escaped, and built so that everybody can use it.

use std::sync::Arc;

use desk::line::Look;
use desk::model::Moment;
use desk::view::{Asked, Frame, View, shown};
use desk::words::{MISSING, Tongue};
use desk::{Matter, view};
use forms::{Kind, Language};
use kernel::Hours;

use crate::matter::{exercise, plan_of_2015};

fn every_page(matter: Matter, at: Hours) -> Vec<(String, String)> {
    let moment = Moment::of(Arc::new(matter), at);
    let mut pages = Vec::new();
    for language in Language::ALL {
        let tongue = Tongue::of(language);
        let frame = Frame::alone(tongue, &moment);
        for view in View::ALL {
            let body = view.body(&frame, Asked { page: None, days: Some(0) });
            let page = shown(&frame, view.name(), view.name(), &body).into_string();
            pages.push((format!("{} {}", tongue.tag(), view.name()), page));
        }
        let cards = (0..moment.matter.lines.len())
            .filter_map(|line| desk::model::card::card(&moment, line));
        for card in cards {
            let body = view::card::body(&frame, &card);
            let page = shown(&frame, "incident/0", "card", &body).into_string();
            pages.push((format!("{} card", tongue.tag()), page));
        }
    }
    pages
}

/// The form of a kind as it stands on a look.
pub fn form(moment: &Moment, look: &Look, kind: Kind, language: Language) -> String {
    let tongue = Tongue::of(language);
    let frame = Frame { pinned: false, ..Frame::alone(tongue, moment) };
    let refused = view::line::Refused::default();
    view::line::compose(&frame, look, kind, "token", &refused).into_string()
}

/// Every page of two agreements at three moments, with its name.
pub fn all() -> Vec<(String, String)> {
    let (plan, exercise) = (plan_of_2015(), exercise());
    let (end, open) = (plan.until, exercise.until);
    let middle = Hours::days(1400);
    [(plan.clone(), end), (plan, middle), (exercise, open)]
        .into_iter()
        .flat_map(|(matter, at)| every_page(matter, at))
        .collect()
}

#[test]
fn no_text_is_missing_on_any_page_in_any_language() {
    for (name, page) in all() {
        let at = page.find(MISSING);
        let found = at.and_then(|at| page.get(at..at + 60));
        assert_eq!(found, None, "{name}");
    }
}

#[test]
fn every_page_has_language_direction_landmarks_and_one_heading() {
    for (name, page) in all() {
        let direction = if name.starts_with("fa") { "rtl" } else { "ltr" };
        assert!(page.contains(&format!("dir=\"{direction}\"")), "{name}");
        for part in
            ["<header", "<nav aria-label=", "<main id=\"main\"", "<footer", "class=\"skip\""]
        {
            assert_eq!(page.matches(part).count(), 1, "{name}: {part}");
        }
        assert_eq!(page.matches("<h1").count(), 1, "{name}");
        assert_eq!(page.matches("<table>").count(), page.matches("<caption>").count(), "{name}");
        assert_eq!(
            page.matches("<input id=").count(),
            page.matches("<label for=").count(),
            "{name}"
        );
        assert!(!page.contains(" style="), "{name}: the policy refuses a style of an element");
        assert!(!page.contains("http://") && !page.contains("javascript:"), "{name}");
    }
}

#[test]
fn an_incident_and_an_outlook_never_share_a_page() {
    for (name, page) in every_page(exercise(), exercise().until) {
        let words = page.to_lowercase();
        assert!(!words.contains("brent") && !words.contains("margin"), "{name}");
    }
}

#[test]
fn what_a_record_holds_is_text_and_never_markup() {
    let mut matter = exercise();
    let hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    for line in &mut matter.lines {
        line.text = hostile.to_owned();
        line.source = Some(hostile.to_owned());
        line.mark = Some(hostile.to_owned());
    }
    for named in matter.labels.duties.iter_mut().chain(&mut matter.labels.actors) {
        named.title = hostile.to_owned();
    }
    matter.labels.title = hostile.to_owned();
    let until = matter.until;
    for (name, page) in every_page(matter, until) {
        assert!(!page.contains("<script>alert"), "{name}");
        assert!(!page.contains("<img"), "{name}");
    }
}
