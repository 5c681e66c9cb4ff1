//! `detente explore`: what one would have to believe, on the starter that `detente new` writes.
//!
//! There the second party has a quiet way to cheat: what the limit costs it (line 8) and whether a
//! hidden excess is seen (line 17) decide.

use std::path::PathBuf;
use std::process::{Command, Output};

fn detente(folder: &PathBuf, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_detente"));
    command.current_dir(folder).args(args).output().expect("the program runs")
}

/// A folder of its own with the starter in it.
fn starter(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder for tests");
    assert!(detente(&folder, &["new", "first"]).status.success(), "a starter is written");
    folder
}

fn explore(name: &str, more: &[&str]) -> Output {
    detente(&starter(name), &[&["explore", "first.accord"], more].concat())
}

fn json(found: &Output) -> serde_json::Value {
    serde_json::from_slice(&found.stdout).expect("JSON")
}

/// Line, lower and upper end of the conditions of a part.
fn conditions(part: &serde_json::Value) -> Vec<(u64, Option<f64>, Option<f64>)> {
    let all = part["conditions"].as_array().expect("a part with conditions");
    let one = |it: &serde_json::Value| {
        (it["line"].as_u64().expect("a line"), it["above"].as_f64(), it["below"].as_f64())
    };
    all.iter().map(one).collect()
}

#[test]
fn conditions_name_what_decides_and_nothing_else() {
    let said = json(&explore("explore-parts", &["--json"]));
    assert_eq!((said["points"].as_u64(), said["ranged"].as_u64()), (Some(512), Some(5)));
    let counts = ["kept", "fails", "undecided"].map(|kind| said[kind].as_u64().expect("a count"));
    assert_eq!(counts.iter().sum::<u64>(), 512);
    let kept = conditions(&said["kept_where"]);
    let mut lines: Vec<u64> = kept.iter().map(|it| it.0).collect();
    lines.sort_unstable();
    assert_eq!(lines, [8, 17]);
    assert!(kept.iter().all(|(_, above, below)| above.is_some() && below.is_none()), "{kept:?}");
    for part in [&said["kept_where"], &said["fails_where"]] {
        assert!(part["density"].as_f64() > Some(0.8), "{part}");
        assert!(part["coverage"].as_f64() > Some(0.8), "{part}");
    }
    let effects = said["effects"].as_array().expect("a list");
    let lines: Vec<_> = effects.iter().filter_map(|it| it["line"].as_u64()).collect();
    assert_eq!(lines[..2], [8, 17]);
}

/// Where the search puts the line, `assess` puts it too, with all else at the centre: what the
/// limit may cost the second party.
#[test]
fn conditions_agree_with_the_turning_point() {
    let folder = starter("explore-turns");
    let said = json(&detente(&folder, &["explore", "first.accord", "--json"]));
    let fails = conditions(&said["fails_where"]);
    let below = fails.iter().find(|it| it.0 == 8).and_then(|it| it.2).expect("bounded above");
    for (cost, keeps) in [(below - 0.15, false), (below + 0.15, true)] {
        let path = folder.join("first.beliefs");
        let beliefs = std::fs::read_to_string(&path).expect("written");
        let moved = beliefs.replace("value B: -1 (-2 to -0.5)", &format!("value B: {cost:.2}"));
        assert_ne!(beliefs, moved, "the line is there");
        std::fs::write(folder.join("moved.beliefs"), moved).expect("writable");
        let args = [
            "assess",
            "first.accord",
            "--beliefs",
            "moved.beliefs",
            "--quick",
            "--no-report",
            "--json",
        ];
        let holdings = json(&detente(&folder, &args))["holdings"].clone();
        let kept = holdings.as_array().expect("a list").iter().all(|it| it["holds"] == "yes");
        assert_eq!(kept, keeps, "at {cost}: {holdings}");
    }
}

/// The same seed gives the same bytes, whatever the number of threads; another seed other points.
#[test]
fn answers_are_repeatable() {
    let few = ["--points", "64", "--walks", "2", "--json"];
    let first = explore("explore-again", &few).stdout;
    let mut one = Command::new(env!("CARGO_BIN_EXE_detente"));
    one.current_dir(starter("explore-one")).env("RAYON_NUM_THREADS", "1");
    let one = one.args(["explore", "first.accord"]).args(few).output().expect("the program runs");
    assert_eq!(String::from_utf8(first.clone()), String::from_utf8(one.stdout));
    let other = explore("explore-other", &[&few[..], &["--seed", "2"]].concat()).stdout;
    assert_ne!(first, other);
}

#[test]
fn the_page_says_what_one_would_have_to_believe() {
    let found = explore("explore-page", &[]);
    assert_eq!(found.status.code(), Some(0));
    let page = String::from_utf8(found.stdout).expect("UTF-8");
    let said = [
        "What you would have to believe for every side to keep it:",
        "(without this:",
        "What moves the answer",
    ];
    said.iter().for_each(|said| assert!(page.contains(said), "{said:?} is not in\n{page}"));
    assert!(page.lines().all(|line| line.chars().count() <= 80), "{page}");
}

#[test]
fn beliefs_without_ranges_are_told_the_way_out() {
    let folder = starter("explore-none");
    let path = folder.join("first.beliefs");
    let text = std::fs::read_to_string(&path).expect("written");
    let certain: String = text.split_inclusive('\n').map(without_range).collect();
    std::fs::write(&path, certain).expect("writable");
    let found = detente(&folder, &["explore", "first.accord"]);
    assert_eq!(found.status.code(), Some(2));
    let told = String::from_utf8(found.stderr).expect("UTF-8");
    assert!(told.contains("no belief has a range"), "{told}");
    assert_eq!(explore("explore-few", &["--points", "3"]).status.code(), Some(2));
}

/// `4 (2 to 6)` as `4`.
fn without_range(line: &str) -> String {
    let range = line.find(" (").zip(line.find(')'));
    let ranged = |(open, close): (usize, usize)| {
        let inside = line.get(open..close)?;
        inside.contains(" to ").then(|| format!("{}{}", &line[..open], &line[close + 1..]))
    };
    range.and_then(ranged).unwrap_or_else(|| line.to_owned())
}

/// By construction: of two beliefs with a range one moves the answer and one, what leaving costs a side
/// that never leaves, does not. The article of the first accounts for all of the variance.
#[test]
fn an_article_that_moves_nothing_accounts_for_nothing() {
    let folder = starter("explore-articles");
    let path = folder.join("first.beliefs");
    let text = std::fs::read_to_string(&path).expect("written");
    let own = |line: &str| line.starts_with("value B: -1 (");
    let certain = text.split_inclusive('\n');
    let certain = certain.map(|line| if own(line) { line.to_owned() } else { without_range(line) });
    let ranged = certain
        .collect::<String>()
        .replace("value B: -20 on own", "value B: -20 (-22 to -18) on own");
    std::fs::write(&path, ranged).expect("writable");
    let args = ["explore", "first.accord", "--rows", "64", "--points", "64", "--json"];
    let said = json(&detente(&folder, &args));
    assert_eq!(said["ranged"].as_u64(), Some(2));
    let articles = said["articles"].as_array().expect("a list");
    let of = |name: &str, what: &str| {
        let own = articles.iter().find(|it| it["article"] == name);
        own.expect(name)[what][0].as_f64().expect("a number")
    };
    assert_eq!(articles.len(), 2, "{articles:?}");
    assert!(of("P1", "first") > 0.9 && of("P1", "total") > 0.9, "{articles:?}");
    let nothing = of("no article", "total");
    assert!(nothing.abs() < 1e-9, "{articles:?}");
}

/// The box and the way to it are drawn: every point once, every box met once, the chosen one marked.
#[test]
fn parts_are_drawn_as_boxes() {
    let folder = starter("explore-drawn");
    std::fs::create_dir(folder.join("drawn")).expect("writable");
    let args = ["explore", "first.accord", "--points", "256", "--rows", "0", "--svg", "drawn"];
    assert!(detente(&folder, &args).status.success());
    for file in ["kept-where.svg", "fails-where.svg"] {
        let svg = std::fs::read_to_string(folder.join("drawn").join(file)).expect("drawn");
        assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"), "{file}");
        assert_eq!(svg.matches("the box that balances best").count(), 1, "{file}");
        let filled = svg.matches("fill-opacity=\"0.08\"").count();
        assert_eq!(filled, 1, "one box over the points of {file}");
        let circles = svg.matches("<circle").count();
        assert!(circles > 256 + 2, "{file}: 256 points and the boxes met, {circles} circles");
    }
}
