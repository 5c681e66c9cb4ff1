//! The server: its headers, what it refuses, what hostile requests do.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, Response, StatusCode};
use desk::{Desk, server};
use http_body_util::BodyExt as _;
use tower::ServiceExt as _;

use crate::matter::exercise;

/// What is answered to a path under a host name.
fn asked(host: &str, path: &str) -> (StatusCode, Response<Body>) {
    let desk = Arc::new(Desk::demonstration(exercise(), false));
    let request = Request::builder().uri(path).header("host", host).body(Body::empty());
    let request = request.expect("a request");
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let response = runtime.block_on(server::router(desk).oneshot(request)).expect("an answer");
    (response.status(), response)
}

fn text(response: Response<Body>) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let bytes = runtime.block_on(response.into_body().collect()).expect("a body").to_bytes();
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

pub fn get(path: &str) -> (StatusCode, String) {
    let (status, response) = asked("127.0.0.1:8417", path);
    (status, text(response))
}

#[test]
fn every_answer_has_the_headers_that_keep_others_out() {
    for path in ["/", "/board", "/board.json", "/assets/desk.css", "/nothing", "/incident/5"] {
        let (_, response) = asked("localhost:8417", path);
        let policy = response.headers().get("content-security-policy").expect("a policy");
        assert!(policy.to_str().is_ok_and(|it| it.starts_with("default-src 'none'")), "{path}");
        assert!(!policy.to_str().is_ok_and(|it| it.contains("unsafe")), "{path}");
        assert_eq!(response.headers()["x-frame-options"], "DENY", "{path}");
        assert_eq!(response.headers()["cache-control"], "no-store", "{path}");
    }
}

#[test]
fn a_foreign_host_name_is_refused() {
    for host in ["evil.example", "127.0.0.1.evil.example", "", "[::2]:8417", "localhost.evil:8417"]
    {
        assert_eq!(asked(host, "/").0, StatusCode::MISDIRECTED_REQUEST, "{host}");
    }
    for host in ["127.0.0.1:1", "localhost", "[::1]:8417"] {
        assert_eq!(asked(host, "/").0, StatusCode::OK, "{host}");
    }
}

#[test]
fn an_address_that_others_reach_is_refused_unless_asked_for() {
    let open = "0.0.0.0:0".parse().expect("an address");
    let refused = server::listen(open, false).expect_err("it is refused").to_string();
    assert!(refused.contains("not encrypted") && refused.contains("127.0.0.1"), "{refused}");
    let taken = server::listen("127.0.0.1:0".parse().expect("an address"), false);
    let address = taken.as_ref().expect("a port").local_addr().expect("its address");
    let again = server::listen(address, false).expect_err("it is taken").to_string();
    assert!(again.contains("--listen"), "{again}");
}

#[test]
fn every_page_is_there_as_json_too() {
    for view in desk::view::View::ALL {
        let (status, page) = get(&format!("/{}?at=1200", view.name()));
        assert_eq!(status, StatusCode::OK, "{}", view.name());
        assert!(page.contains(&format!("/{}.json?", view.name())), "{}", view.name());
        let (status, json) = get(&format!("/{}.json?at=1200", view.name()));
        assert_eq!(status, StatusCode::OK);
        let value: Result<serde_json::Value, _> = serde_json::from_str(&json);
        assert!(value.is_ok(), "{}", view.name());
    }
}

#[test]
fn requests_that_make_no_sense_harm_nothing() {
    for query in [
        "at=-1",
        "at=99999999999999999999",
        "at=%00",
        "at[]=1",
        "page=0&page=1",
        "page=-5",
        "days=-2147483648",
        "lang=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "lang=fa%0d%0aX:y",
    ] {
        for path in ["/", "/record", "/map", "/incident/5"] {
            let (status, page) = get(&format!("{path}?{query}"));
            assert!(!status.is_server_error(), "{path}?{query}: {status}");
            assert!(!page.contains("<script>alert"), "{path}?{query}");
        }
    }
    for path in [
        "/incident/-1",
        "/incident/99999999999999999999",
        "/..%2f..%2fetc%2fpasswd",
        "/%ff",
        "/assets/..%2fmod.rs",
        "/a/b/c",
    ] {
        let (status, _) = get(path);
        assert!(status.is_client_error(), "{path}: {status}");
    }
}

#[test]
fn a_page_in_persian_runs_from_right_to_left() {
    let (_, page) = get("/?lang=fa");
    assert!(page.contains("<html lang=\"fa\" dir=\"rtl\">"));
    assert!(page.contains("تهران"), "the clock of Tehran");
}
