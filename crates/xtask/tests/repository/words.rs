//! Conditional sentences only: what the program prints never says that someone "will".
//!
//! Read are the string literals of the crates that speak to people, the doc comments of `cli` (they
//! are its help texts) and every text file among those sources. `words.allow` lists exceptions.

use crate::source::{self, Leaf};
use crate::tree;

const SPEAKING: [&str; 3] = ["explore", "report", "cli"];
const TEXT_FILES: [&str; 6] = [".html", ".txt", ".md", ".js", ".css", ".svg"];
const ALLOWED: &str = "crates/xtask/tests/repository/words.allow";

/// One exception: where, what stands there, and why it is no prophecy.
struct Exception {
    path: String,
    fragment: String,
}

/// The sentence of page one, which denies prophecy and needs the word to do so.
const DENIAL: &str = "it does not say what governments will do";

/// Whether a sentence holds the future tense of prophecy.
fn prophesies(text: &str) -> bool {
    let text = text.to_lowercase().replace('’', "'");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ").replace(DENIAL, "");
    let mut words = text.split(|c: char| !c.is_alphabetic() && c != '\'');
    words.any(|word| matches!(word, "will" | "won't") || word.ends_with("'ll"))
}

fn exceptions(text: &str) -> Result<Vec<Exception>, String> {
    let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let one = |line: &str| match line.split(" | ").map(str::trim).collect::<Vec<_>>().as_slice() {
        [path, fragment, reason] if !fragment.is_empty() && reason.split(' ').count() >= 3 => {
            Ok(Exception { path: (*path).to_string(), fragment: (*fragment).to_string() })
        }
        _ => Err(format!("{ALLOWED}: `{line}` is not `path | fragment | reason`")),
    };
    lines.map(one).collect()
}

/// Sentences that prophesy and are not excepted, and exceptions that except nothing.
fn problems(printed: &[(String, String)], exceptions: &[Exception]) -> Vec<String> {
    let mut used = vec![false; exceptions.len()];
    let mut found = Vec::new();
    for (place, text) in printed.iter().filter(|(_, text)| prophesies(text)) {
        let at = exceptions.iter().position(|exception| {
            place.starts_with(&exception.path) && text.contains(&exception.fragment)
        });
        match at {
            Some(index) => used[index] = true,
            None => found.push(format!("{place}: says \"will\": {}", text.trim())),
        }
    }
    let stale = exceptions.iter().zip(used).filter(|(_, used)| !used);
    found.extend(
        stale.map(|(exception, _)| format!("{ALLOWED}: `{}` excepts nothing", exception.fragment)),
    );
    found
}

fn printed() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for name in SPEAKING {
        for source in source::of_crate(name) {
            for (line, leaf) in source.leaves() {
                let text = match leaf {
                    Leaf::Text(text) => text,
                    Leaf::Doc(text) if name == "cli" => text,
                    Leaf::Doc(_) | Leaf::Name(_) | Leaf::Sign(_) => continue,
                };
                found.push((format!("{}:{line}", source.path), text));
            }
        }
        for path in tree::files_ending(&format!("crates/{name}/src"), &TEXT_FILES) {
            let lines = tree::read(&path);
            found.extend(
                lines
                    .lines()
                    .enumerate()
                    .map(|(index, line)| (format!("{path}:{}", index + 1), line.into())),
            );
        }
    }
    found
}

#[test]
fn nothing_printed_says_that_someone_will() {
    let exceptions = exceptions(&tree::read(ALLOWED)).expect("every exception has its reason");
    tree::assert_none(&problems(&printed(), &exceptions));
}

#[test]
fn a_prophecy_is_found_and_a_reasoned_exception_is_kept() {
    let said = |text: &str| vec![("crates/report/src/a.rs:3".to_string(), text.to_string())];
    assert_eq!(problems(&said("Iran will leave"), &[]).len(), 1);
    assert_eq!(problems(&said("it won’t hold"), &[]).len(), 1);
    assert_eq!(problems(&said("they'll leave"), &[]).len(), 1);
    assert!(problems(&said("willing to leave; would leave if"), &[]).is_empty());
    assert!(problems(&said("It does not say what\n  governments will do, who"), &[]).is_empty());
    assert_eq!(
        problems(&said("It does not say what governments will do. They will."), &[]).len(),
        1
    );
    let line = "crates/report/src/a.rs | last will | a document, not a verb";
    let excepted = exceptions(line).expect("well formed");
    assert!(problems(&said("the last will of a state"), &excepted).is_empty());
    assert_eq!(problems(&said("nothing"), &excepted).len(), 1, "a stale exception is a problem");
    assert!(exceptions("crates/report/src/a.rs | no reason | ").is_err());
}
