//! The outlook: in both languages, as JSON, computed once a place, never while an incident is open.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Body;
use axum::http::{Request, StatusCode};
use desk::model::Moment;
use desk::model::incidents::incidents;
use desk::outlook::{
    Ahead, Baseline, Breakout, Cause, Day, Departure, Entry, Oil, Outlook, Outsider, Question,
    Side, Step, Turn, Weakest,
};
use desk::{Desk, Matter, server};
use http_body_util::BodyExt as _;
use kernel::Hours;
use tower::ServiceExt as _;

use crate::matter::exercise;

/// Rows made by hand, which count how often they were asked for.
struct ByHand(Arc<AtomicUsize>);

impl Ahead for ByHand {
    fn look(&self, question: &Question) -> Result<Outlook, String> {
        self.0.fetch_add(1, Ordering::Relaxed);
        let value = match question.supposed.as_slice() {
            [] => 0.35,
            [(0, value)] if (0.0..=1.0).contains(value) => *value,
            _ => return Err("`honours` is a chance: give a number from 0 to 1".to_owned()),
        };
        assert!(
            question.history.iter().all(|line| line.at <= question.at),
            "nothing later is handed over"
        );
        Ok(rows(value))
    }
}

const HOSTILE: &str = "<script>alert(1)</script>";

fn step(hours: Option<u32>, lines: &[&str], share: f64, over: bool) -> Step {
    Step {
        hours,
        lines: lines.iter().map(|it| (*it).to_owned()).collect(),
        sides: vec![("State A".to_owned(), "keeps", 4.0)],
        alive: vec![(12, share)],
        over,
    }
}

fn oil() -> Oil {
    Oil {
        state: "war",
        chance: 0.04,
        quote: (68.5, "2026-02-27".to_owned()),
        day: 14,
        kept_less_broken: [None, Some(-31.0), Some(-6.0)],
        path: (0..=90)
            .map(|day| Day { day, kept: [60.0, 68.5, 78.0], broken: [80.0, 99.5, 120.0] })
            .collect(),
    }
}

fn rows(value: f64) -> Outlook {
    let departure = Departure {
        kind: "withhold",
        item: Some(HOSTILE.to_owned()),
        line: Some((12, "A must give".to_owned())),
    };
    Outlook {
        beliefs: "by-hand.beliefs".to_owned(),
        example: true,
        answer: "depends",
        share: Some([0.38, 0.41, 0.44]),
        sides: vec![Side {
            name: "State A".to_owned(),
            keeps: "leaves",
            stake: [4.0, 4.1],
            loss: [0.2, 0.3],
            room: Some(-0.09),
            closest: Some(departure.clone()),
        }],
        weakest: Some(Weakest {
            side: "State A".to_owned(),
            departure,
            margin: [-1.5, 0.004],
            month: Some(8.0),
            run: false,
        }),
        turns: vec![Turn {
            belief: "honours".to_owned(),
            now: value,
            at: [0.43, 0.44],
            side: "State A".to_owned(),
            keeps_beyond: true,
        }],
        outsiders: vec![Outsider {
            name: "State C".to_owned(),
            acts: Some(2),
            tried: 12,
            side: Some("State B".to_owned()),
        }],
        period_days: 30.0,
        survival: (1..=36)
            .map(|month| (-f64::from(month) / 20.0).exp())
            .map(|it| [it, it + 0.01])
            .collect(),
        baseline: Some(Baseline { month: 24, share: [0.2, 0.45, 0.7], cases: 9 }),
        causes: vec![Cause { kind: "withdrawal", by: Some("State A".to_owned()), share: 0.38 }],
        breakout: vec![Breakout {
            side: "State B".to_owned(),
            now: [20.0, 41.0, 84.0],
            with_unaccounted: None,
            kept: [18.0, 40.0, 80.0],
        }],
        oil: vec![oil()],
        moved: vec![
            step(None, &[], 0.6, false),
            step(Some(9), &[], 0.59, false),
            step(None, &["State B reports <b>nothing</b>"], 0.4, false),
        ],
        entries: vec![Entry {
            number: 0,
            name: "honours".to_owned(),
            value,
            read: 0.35,
            range: Some([0.2, 0.6]),
        }],
        cut: 0,
        seed: 1,
    }
}

/// A time at which an incident is open in the exercise, and one at which none is.
fn times(matter: &Arc<Matter>) -> (Hours, Hours) {
    let all = (0..=matter.until.0).step_by(6).map(Hours);
    let open = |at: &Hours| incidents(&Moment::of(Arc::clone(matter), *at)).open;
    let (open, calm): (Vec<Hours>, Vec<Hours>) = all.partition(open);
    (*open.first().expect("one is open"), *calm.first().expect("one is calm"))
}

struct Asked {
    desk: Arc<Desk>,
    looks: Arc<AtomicUsize>,
}

impl Asked {
    fn new() -> Self {
        let looks = Arc::new(AtomicUsize::new(0));
        let desk = Desk::demonstration(exercise(), false);
        let desk = Arc::new(desk.with_outlook(Box::new(ByHand(Arc::clone(&looks)))));
        Self { desk, looks }
    }

    fn ask(&self, method: &str, path: &str, body: &str, from: &str) -> (StatusCode, String) {
        let request = Request::builder().method(method).uri(path).header("host", "127.0.0.1:8417");
        let request = request
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", from)
            .body(Body::from(body.to_owned()))
            .expect("a request");
        let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
        let router = server::router(Arc::clone(&self.desk));
        runtime.block_on(async {
            let response = router.oneshot(request).await.expect("an answer");
            let status = response.status();
            let bytes = response.into_body().collect().await.expect("a body").to_bytes();
            (status, String::from_utf8(bytes.to_vec()).expect("UTF-8"))
        })
    }

    fn get(&self, path: &str) -> (StatusCode, String) {
        self.ask("GET", path, "", "same-origin")
    }
}

#[test]
fn the_page_says_all_of_it_in_both_languages() {
    let asked = Asked::new();
    let (_, calm) = times(&Arc::new(exercise()));
    for (lang, words) in [
        (
            "en",
            [
                "It depends.",
                "would gain by leaving",
                "withholding openly",
                "honours",
                "Brent, kept and broken",
                "An example, not analysis",
            ],
        ),
        (
            "fa",
            [
                "بستگی دارد.",
                "از ترک سود می‌برد",
                "خودداری آشکار",
                "honours",
                "برنت، نگه‌داشته و شکسته",
                "نمونه است، نه تحلیل",
            ],
        ),
    ] {
        let (status, page) = asked.get(&format!("/outlook?lang={lang}&at={}", calm.0));
        assert_eq!(status, StatusCode::OK, "{page}");
        for word in words {
            assert!(page.contains(word), "{lang}: `{word}` in {page}");
        }
        assert!(!page.contains(desk::words::MISSING), "{lang}: {page}");
        assert!(!page.contains(HOSTILE) && page.contains("&lt;script&gt;"), "{lang}");
        assert!(!page.contains("<b>nothing"), "{lang}");
        assert_eq!(page.matches("<svg").count(), 2, "a curve and a fan");
        assert!(page.contains("aria-current=\"page\"") && page.contains("outlook.json"), "{lang}");
    }
    assert_eq!(asked.looks.load(Ordering::Relaxed), 1, "computed once for one place");
    let (status, text) = asked.get(&format!("/outlook.json?at={}", calm.0));
    let twin: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!((status, twin["answer"].as_str()), (StatusCode::OK, Some("depends")));
    assert_eq!(twin["survival"].as_array().map(Vec::len), Some(36));
    assert_eq!(asked.looks.load(Ordering::Relaxed), 1);
}

/// Rule 15 of ETHICS.md: while an incident is open, no page shows margins, survival or prices.
#[test]
fn while_an_incident_is_open_there_is_no_outlook() {
    let asked = Asked::new();
    let (open, _) = times(&Arc::new(exercise()));
    for path in ["outlook", "outlook.json"] {
        let (status, page) = asked.get(&format!("/{path}?at={}", open.0));
        assert_eq!(status, StatusCode::CONFLICT, "{path}");
        for word in ["Brent", "survival", "Gain of leaving", "It depends"] {
            assert!(!page.contains(word), "{path}: {word}");
        }
        assert!(page.contains("incident is open") || page.contains("An incident"), "{page}");
    }
    let (status, _) =
        asked.ask("POST", &format!("/outlook?at={}", open.0), "e0=0.5", "same-origin");
    assert_eq!(status, StatusCode::CONFLICT);
    assert_eq!(asked.looks.load(Ordering::Relaxed), 0, "nothing was even computed");
}

#[test]
fn what_is_supposed_changes_the_page_and_nothing_else() {
    let asked = Asked::new();
    let (_, calm) = times(&Arc::new(exercise()));
    let path = format!("/outlook?lang=en&at={}", calm.0);
    let (_, before) = asked.get(&path);
    let (status, supposed) = asked.ask("POST", &path, "e0=0.5", "same-origin");
    assert_eq!(status, StatusCode::OK);
    assert!(
        supposed.contains("Some numbers are supposed here") && supposed.contains("value=\"0.5\"")
    );
    let (_, after) = asked.get(&path);
    assert_eq!(before, after, "nothing is remembered");
    assert!(!before.contains("Some numbers are supposed"));
    for wrong in ["e0=7", "e0=half", "e9=0.5"] {
        let (status, page) = asked.ask("POST", &path, wrong, "same-origin");
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert!(page.contains("This number cannot stand there"), "{wrong}");
    }
    let (status, _) = asked.ask("POST", &path, "e0=0.5", "cross-site");
    assert_eq!(status, StatusCode::FORBIDDEN, "a page elsewhere asks for nothing here");
}

#[test]
fn without_beliefs_there_is_no_such_page() {
    let desk = Arc::new(Desk::demonstration(exercise(), false));
    let asked = Asked { desk, looks: Arc::new(AtomicUsize::new(0)) };
    assert_eq!(asked.get("/outlook").0, StatusCode::NOT_FOUND);
    assert!(!asked.get("/").1.contains("/outlook"));
}
