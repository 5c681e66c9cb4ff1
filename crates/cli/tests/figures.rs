//! Payoff sets drawn and payoffs raised, typed as a user would.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const GAME: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../game/tests/data/as_twostate_d0.7.json");

fn detente(words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
    command.args(words).output().expect("the program runs")
}

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

#[test]
fn sets_are_drawn_as_svg_and_as_png() {
    let (svg, png) = (file("sets.svg"), file("sets.png"));
    let paths = [&svg, &png].map(|path| path.to_str().expect("a name").to_owned());
    let solve = ["solve", "--game", GAME, "--concept", "set", "--svg", &paths[0], "--png"];
    let output = detente(&[&solve[..], &[&paths[1]]].concat());
    assert_eq!(output.status.code(), Some(0), "{output:?}");
    let drawn = std::fs::read_to_string(&svg).expect("written");
    assert!(drawn.starts_with("<svg ") && drawn.matches("class=\"head\"").count() == 2, "{drawn}");
    let pixels = std::fs::read(&png).expect("written");
    assert!(pixels.starts_with(b"\x89PNG\r\n"));
}

#[test]
fn what_has_no_picture_is_said_in_a_line() {
    let output = detente(&["solve", "--game", GAME, "--concept", "minimax", "--svg", "x.svg"]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).expect("text");
    assert!(said.contains("add --concept set"), "{said}");
}

#[test]
fn raised_payoffs_leave_no_reward_below_zero() {
    let export = ["export", "--game", GAME, "--format", "drn"];
    let text = |more: &[&str]| {
        let output = detente(&[&export[..], more].concat());
        String::from_utf8(output.stdout).expect("text")
    };
    assert!(text(&[]).contains("[-"), "rewards below zero");
    let raised = text(&["--raise", "15"]);
    assert!(raised.contains("@model") && !raised.contains("[-") && !raised.contains(" -"));
}
