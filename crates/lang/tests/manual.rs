//! The manual is executed: every block of code in `docs/language.md` is read.

use lang::diagnostic::Diagnostic;
use lang::source::Source;

const MANUAL: &str = include_str!("../../../docs/language.md");
const ARTICLES: &str = include_str!("../../../docs/articles.md");
#[rustfmt::skip]
const KINDS: &[&str] = &[
    "accord", "party", "outsider", "group", "bloc", "body", "workstream", "decouple", "quantity", "zone", "annex",
    "phase", "swap", "scale", "freeze", "mutual", "dial", "pipeline", "waiver", "escrow", "carveout", "exchange",
    "redline", "inquiry", "dispute", "snapback", "notice", "channel", "statement", "tolerates", "undertaking",
    "recognises", "expect", "scenario", "read by",
];
const HEADER: &str =
    "accord \"Manual\" language 1 revision 1 { signatories US, Iran, day 0 is in force }\n";

/// Every fenced block with what follows its opening fence and its line.
fn blocks() -> Vec<(String, String, usize)> {
    blocks_of(MANUAL)
}

fn blocks_of(manual: &str) -> Vec<(String, String, usize)> {
    let mut blocks = Vec::new();
    let mut open: Option<(String, String, usize)> = None;
    let mut shown = false;
    for (at, line) in manual.lines().enumerate() {
        shown ^= line.starts_with("~~~~");
        if shown {
            continue; // a text in prose, shown with its fences
        }
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(info), None) => open = Some((info.to_owned(), String::new(), at + 1)),
            (None, Some((_, text, _))) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => (),
        }
    }
    blocks
}

fn diagnostics(info: &str, text: &str) -> Vec<Diagnostic> {
    if info.starts_with("beliefs") {
        return lang::parse_beliefs(&Source::new("manual", text)).diagnostics;
    }
    let whole = if info.contains("whole") { text.to_owned() } else { format!("{HEADER}{text}") };
    lang::parse(&Source::new("manual", whole)).diagnostics
}

#[test]
fn every_block_of_the_manual_gives_what_it_says() {
    let mut read = 0;
    for (info, text, line) in blocks() {
        if !info.starts_with("accord") && !info.starts_with("beliefs") {
            continue;
        }
        read += 1;
        let wanted: Vec<_> = info.split(' ').filter(|word| word.starts_with('A')).collect();
        let found: Vec<_> = diagnostics(&info, &text).iter().map(|it| it.code).collect();
        assert_eq!(found, wanted, "block at line {line}");
    }
    assert!(read >= 10, "only {read} blocks were read");
}

/// Every article kind has a section with a good block, and a bad one with its code.
#[test]
fn every_article_is_shown_well_and_badly() {
    let mut wrong = Vec::new();
    for (info, text, line) in blocks_of(ARTICLES) {
        let wanted: Vec<_> = info.split(' ').filter(|word| word.starts_with('A')).collect();
        let found: Vec<_> = diagnostics(&info, &text).iter().map(|it| it.code).collect();
        if found != wanted {
            wrong.push(format!("line {line}: {found:?}, not {wanted:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let sections: Vec<&str> = ARTICLES.split("\n## ").skip(1).collect();
    for kind in KINDS {
        let own =
            |it: &&&str| it.lines().next().is_some_and(|head| head.split(", ").any(|w| w == *kind));
        let section =
            sections.iter().find(own).unwrap_or_else(|| unreachable!("no section on {kind}"));
        assert!(section.contains("```accord") && section.contains("```accord A"), "{kind}");
    }
}

#[test]
fn the_example_of_the_canonical_form_is_the_canonical_form() {
    let texts: Vec<_> =
        blocks().into_iter().filter(|(_, text, _)| text.starts_with("accord \"A")).collect();
    let [(_, written, _), (_, canonical, _)] = texts.as_slice() else { unreachable!("two blocks") };
    let answer = lang::canonical(&Source::new("manual", written.clone())).expect("a good text");
    assert_eq!(&answer, canonical);
}

#[test]
fn every_code_of_the_reader_is_in_the_manual() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut codes = std::collections::BTreeSet::new();
    let files = ["source.rs", "lexer.rs", "block.rs"].map(|file| folder.join(file));
    let parser = std::fs::read_dir(folder.join("parse")).expect("part of the crate");
    let parser = parser.map(|entry| entry.expect("readable").path());
    for path in files.into_iter().chain(parser) {
        let text = std::fs::read_to_string(path).expect("readable");
        let quoted = text.split('"').filter(|word| word.len() == 4 && word.starts_with("A0"));
        codes.extend(quoted.map(str::to_owned));
    }
    assert!(codes.len() > 30);
    let missing: Vec<_> = codes.iter().filter(|code| !MANUAL.contains(code.as_str())).collect();
    assert!(missing.is_empty(), "{missing:?}");
}
