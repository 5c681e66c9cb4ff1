//! A desk on a line: who is let in, what a form must carry, and that two people sign.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use desk::line::{Draft, Light, Line, Look, Seat, Typed, Written};
use desk::{Desk, server};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use crate::matter::exercise;

/// A line in memory: what was drafted, and by whom it was signed.
#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Vec<Draft>>>);

impl Line for Memory {
    fn look(&mut self) -> Result<Look, String> {
        Ok(Look {
            matter: Arc::new(exercise()),
            own: "US".to_owned(),
            standing: "ready",
            lights: vec![Light {
                party: "Iran".to_owned(),
                silence: "carrier",
                heard: Some(1_767_225_600),
                acknowledged: (3, 5),
            }],
            letters: Vec::new(),
            drafts: self.0.lock().expect("drafts").clone(),
            names: Arc::new(forms::Numbers),
            stamp: 0,
            exercise: None,
        })
    }

    fn compose(&mut self, seat: Seat, typed: &Typed) -> Result<Written, String> {
        if typed.fields.is_empty() {
            return Err("`free_text` needs the field `text`".to_owned());
        }
        let draft = Draft {
            name: "draft-1".to_owned(),
            kind: typed.kind.clone(),
            pages: None,
            signed: vec![seat],
        };
        self.0.lock().expect("drafts").push(draft);
        Ok(Written { name: "draft-1".to_owned(), state: "draft" })
    }

    fn release(&mut self, _: Seat, name: &str) -> Result<Written, String> {
        self.0.lock().expect("drafts").retain(|draft| draft.name != name);
        Ok(Written { name: name.to_owned(), state: "released" })
    }

    fn verify(&mut self) -> Result<String, String> {
        Ok("12 leaves, 3 roots".to_owned())
    }
}

struct Signed {
    router: Router,
    memory: Memory,
    cookies: [String; 2],
    tokens: [String; 2],
}

fn ask(router: &Router, request: Request<Body>) -> Response<Body> {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    runtime.block_on(router.clone().oneshot(request)).expect("an answer")
}

fn text(response: Response<Body>) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let bytes = runtime.block_on(response.into_body().collect()).expect("a body").to_bytes();
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

fn request(method: &str, path: &str, cookie: &str, body: &str) -> Request<Body> {
    let built = Request::builder().method(method).uri(path).header("host", "127.0.0.1:8417");
    let built = built.header("content-type", "application/x-www-form-urlencoded");
    built.header("cookie", cookie).body(Body::from(body.to_owned())).expect("a request")
}

fn signed_in() -> Signed {
    let memory = Memory::default();
    let (desk, links) = Desk::on(Box::new(memory.clone()), false).expect("a desk");
    let router = server::router(Arc::new(desk));
    let enter = |secret: &str| {
        let response = ask(&router, request("GET", &format!("/enter/{secret}"), "", ""));
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        let cookie = response.headers()["set-cookie"].to_str().expect("a cookie").to_owned();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
        cookie.split(';').next().expect("a value").to_owned()
    };
    let cookies = [enter(&links[0].1), enter(&links[1].1)];
    let again = ask(&router, request("GET", &format!("/enter/{}", links[0].1), "", ""));
    assert_eq!(again.status(), StatusCode::FORBIDDEN, "a link is good once");
    let token = |cookie: &String| {
        let page = text(ask(&router, request("GET", "/compose/free_text", cookie, "")));
        let (_, rest) = page.split_once("name=\"token\" value=\"").expect("a token");
        rest.split('"').next().expect("its value").to_owned()
    };
    let tokens = cookies.each_ref().map(token);
    Signed { router, memory, cookies, tokens }
}

#[test]
fn nothing_is_shown_to_who_is_not_signed_in() {
    let it = signed_in();
    let nobody = ["", "desk=", "desk=0000", "other=1"];
    for path in [
        "/",
        "/board",
        "/board.json",
        "/incident/5",
        "/inbox",
        "/compose/free_text",
        "/line",
        "/news",
    ] {
        for cookie in nobody {
            let status = ask(&it.router, request("GET", path, cookie, "")).status();
            assert_eq!(status, StatusCode::FORBIDDEN, "{path} {cookie}");
        }
        if path != "/news" {
            let status = ask(&it.router, request("GET", path, &it.cookies[0], "")).status();
            assert_eq!(status, StatusCode::OK, "{path}");
        }
    }
}

#[test]
fn a_form_without_the_token_of_its_session_does_nothing() {
    let it = signed_in();
    let wrong =
        [String::new(), "token=".into(), "token=abc".into(), format!("token={}", it.tokens[1])];
    for token in wrong {
        let body = format!("{token}&text=hello");
        let response =
            ask(&it.router, request("POST", "/compose/free_text", &it.cookies[0], &body));
        assert_eq!(response.status(), StatusCode::FORBIDDEN, "{token}");
    }
    let body = format!("token={}&text=hello", it.tokens[0]);
    let mut foreign = request("POST", "/compose/free_text", &it.cookies[0], &body);
    foreign.headers_mut().insert("origin", "http://evil.example".parse().expect("a header"));
    assert_eq!(ask(&it.router, foreign).status(), StatusCode::FORBIDDEN);
    assert!(it.memory.0.lock().expect("drafts").is_empty(), "nothing was drafted");
}

#[test]
fn one_person_drafts_and_only_the_other_lets_it_go() {
    let it = signed_in();
    let body = format!("token={}&text=hello", it.tokens[0]);
    let drafted = ask(&it.router, request("POST", "/compose/free_text", &it.cookies[0], &body));
    assert_eq!(drafted.status(), StatusCode::SEE_OTHER);
    let own = text(ask(&it.router, request("GET", "/inbox", &it.cookies[0], "")));
    assert!(!own.contains("action=\"/release\""), "who signed it sees no button");
    let other = text(ask(&it.router, request("GET", "/inbox", &it.cookies[1], "")));
    assert!(other.contains("action=\"/release\""));
    let release = |seat: usize| {
        let body = format!("token={}&name=draft-1", it.tokens[seat]);
        ask(&it.router, request("POST", "/release", &it.cookies[seat], &body)).status()
    };
    assert_eq!(release(0), StatusCode::FORBIDDEN, "the server refuses the same person");
    assert_eq!(it.memory.0.lock().expect("drafts").len(), 1);
    assert_eq!(release(1), StatusCode::SEE_OTHER);
    assert!(it.memory.0.lock().expect("drafts").is_empty());
}

#[test]
fn a_refused_form_comes_back_with_what_was_typed_and_why() {
    let it = signed_in();
    let body = format!("token={}&text=", it.tokens[0]);
    let refused = ask(&it.router, request("POST", "/compose/free_text", &it.cookies[0], &body));
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(text(refused).contains("needs the field"));
}

#[test]
fn every_kind_has_a_form_in_both_languages_and_every_field_a_label() {
    let it = signed_in();
    for row in forms::TABLE {
        for lang in ["en", "fa"] {
            let path = format!("/compose/{}?lang={lang}", row.word);
            let page = text(ask(&it.router, request("GET", &path, &it.cookies[0], "")));
            assert!(!page.contains(desk::words::MISSING), "{path}");
            let fields = page.matches(" id=\"f-").count();
            assert_eq!(fields, page.matches("<label for=\"f-").count(), "{path}");
        }
    }
}

#[test]
fn a_silent_line_says_which_silence_it_is() {
    let it = signed_in();
    let page = text(ask(&it.router, request("GET", "/line", &it.cookies[0], "")));
    assert!(page.contains("nobody answers: more likely the carrier"), "{page}");
    let body = format!("token={}", it.tokens[0]);
    let verified = text(ask(&it.router, request("POST", "/line/verify", &it.cookies[0], &body)));
    assert!(verified.contains("12 leaves, 3 roots"));
}

#[test]
fn an_exercise_says_so_on_every_page_and_a_demonstration_of_history_does_not() {
    let it = signed_in();
    for path in ["/", "/board", "/line", "/inbox", "/compose", "/compose/free_text"] {
        let page = text(ask(&it.router, request("GET", path, &it.cookies[0], "")));
        assert!(page.contains("Exercise: times are given by hand"), "{path}");
        // What the line shows is what is there now: no slider, and nothing for programs.
        let of_agreement = path == "/" || path == "/board";
        assert_eq!(page.contains("type=\"range\""), of_agreement, "{path}");
        assert_eq!(page.contains(".json?"), of_agreement, "{path}");
    }
    let demonstration = Arc::new(Desk::demonstration(crate::matter::plan_of_2015(), false));
    let page = text(ask(&server::router(demonstration), request("GET", "/", "", "")));
    assert!(page.contains("type=\"range\"") && !page.contains("Exercise:"));
}

#[test]
fn a_form_says_which_message_it_is() {
    let it = signed_in();
    let page = text(ask(&it.router, request("GET", "/compose/free_text", &it.cookies[0], "")));
    let title = forms::page::title(forms::Language::English, forms::Kind::FreeText);
    assert!(page.contains(&format!("<h2>{title}</h2>")), "{title}");
}
