//! Each check by texts: in `bad/` it must speak, in `good/` nothing may.
//!
//! `UPDATE=1 cargo test -p lang` what is found beside each bad text; read the change.

use std::fs;
use std::path::{Path, PathBuf};

use lang::source::Source;
use lang::{compile, explain, render};

fn texts(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checks").join(folder);
    let entries = fs::read_dir(&folder).expect("the folder of texts");
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.expect("a file").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "accord"));
    paths.sort();
    paths
}

fn source(path: &Path) -> Source {
    let name = path.file_name().expect("a file name").to_string_lossy();
    Source::new(name, fs::read_to_string(path).expect("a readable text"))
}

fn code(path: &Path) -> String {
    let name = path.file_name().expect("a file name").to_string_lossy();
    name.split('-').next().unwrap_or("").to_uppercase()
}

#[test]
fn bad_texts_give_what_stands_beside_them() {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for path in texts("bad") {
        let source = source(&path);
        let found = compile(&source).diagnostics;
        let own = code(&path);
        if !found.iter().any(|it| it.code == own) || found.iter().any(|it| it.code != own) {
            wrong.push(format!("{}: gives other codes than {own} alone", path.display()));
        }
        let rendered = render(&found, &source);
        let expected = path.with_extension("expected");
        if update {
            fs::write(&expected, &rendered).expect("a writable folder");
        }
        let wanted = fs::read_to_string(&expected).unwrap_or_default();
        if wanted != rendered {
            wrong.push(format!("{}: expected\n{wanted}\nfound\n{rendered}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn good_texts_give_nothing() {
    for path in texts("good") {
        let source = source(&path);
        let compilation = compile(&source);
        let rendered = render(&compilation.diagnostics, &source);
        assert!(rendered.is_empty(), "{rendered}");
        assert!(compilation.compiled.is_some());
    }
}

/// What an editor asks for at every key stroke is what compiling finds.
#[test]
fn findings_are_what_compiling_finds() {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../accords");
    let shipped = fs::read_dir(shipped).expect("the shipped texts");
    let shipped = shipped.map(|entry| entry.expect("a file").path());
    let shipped = shipped.filter(|path| path.extension().is_some_and(|it| it == "accord"));
    let mut told = 0;
    for path in texts("bad").into_iter().chain(texts("good")).chain(shipped) {
        let source = source(&path);
        let found = lang::findings(&source);
        assert_eq!(found, compile(&source).diagnostics, "{}", path.display());
        told += found.len();
    }
    assert!(told > 0);
}

/// More rows than can be numbered are found either way.
#[test]
fn a_text_with_too_many_quantities_is_refused_either_way() {
    let head = "accord \"x\" language 1 revision 1 {\n  signatories A, B\n  day 0 is in force\n}\n";
    let quantities: String =
        (0..65_600).map(|at| format!("quantity q{at} \"q\" {{ unit kg }}\n")).collect();
    let source = Source::new("x", format!("{head}party A \"A\"\nparty B \"B\"\n{quantities}"));
    let found = lang::findings(&source);
    assert!(found.iter().any(|it| it.code == "A300" && it.is_error()), "{:?}", found.first());
    assert_eq!(found, compile(&source).diagnostics);
}

/// Codes that stand in the sources of the checks, and so can be given.
fn given() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/check");
    let mut codes = Vec::new();
    codes_under(&folder, &mut codes);
    codes.sort();
    codes.dedup();
    codes
}

fn codes_under(folder: &Path, codes: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("a file").path();
        if path.is_dir() {
            codes_under(&path, codes);
            continue;
        }
        let text = fs::read_to_string(&path).expect("a source");
        let quoted = text.split('"').filter(|it| it.len() == 4 && it.starts_with("A3"));
        codes.extend(quoted.filter(|it| it[1..].parse::<u32>().is_ok()).map(str::to_owned));
    }
}

#[test]
fn every_check_has_a_text_on_each_side() {
    let (good, bad) = (texts("good"), texts("bad"));
    assert!(given().len() > 20, "{:?}", given());
    for wanted in given() {
        for (folder, side) in [(&good, "good"), (&bad, "bad")] {
            assert!(folder.iter().any(|path| code(path) == wanted), "no {side} text for {wanted}");
        }
    }
}

/// `docs/checks.md` is what `detente explain` prints, so it says all of it for each check.
#[test]
fn every_check_has_its_page() {
    let pages = explain::pages();
    for code in given() {
        let page = pages.iter().find(|it| it.code == code).expect(&code);
        for (part, text) in
            [("Why", &page.why), ("Case", &page.case), ("Bad", &page.bad), ("Good", &page.good)]
        {
            assert!(!text.is_empty(), "{code} has no {part}");
        }
    }
}

/// Each bad text with its good neighbour is an example, and what is said of it is of its page.
#[test]
fn every_pair_of_texts_is_an_example_that_fires() {
    let names = |folder: &str| -> Vec<String> {
        let stem = |path: PathBuf| path.file_stem().expect("a name").to_string_lossy().into_owned();
        texts(folder).into_iter().map(stem).collect()
    };
    let good = names("good");
    for name in names("bad") {
        assert!(good.contains(&name), "{name} has no good neighbour");
        assert!(
            explain::examples().contains(&name.as_str()),
            "{name} is not in explain/examples.rs"
        );
    }
    for code in given() {
        let page = explain::page(&code).expect("every_check_has_its_page");
        assert!(!page.examples.is_empty(), "{code} has no example");
        for example in &page.examples {
            assert!(!example.said.is_empty(), "{} says nothing", example.name);
            let (bad, good) = (&example.changed.bad, &example.changed.good);
            assert!(!bad.is_empty() || !good.is_empty(), "{} differs in nothing", example.name);
        }
    }
}

/// The severity of a finding is one that its page names.
#[test]
fn pages_name_the_severity_of_what_is_found() {
    for path in texts("bad") {
        for it in compile(&source(&path)).diagnostics {
            let page = explain::page(it.code).expect("every_check_has_its_page");
            assert!(page.severities.contains(&it.severity), "{}: {:?}", it.code, it.severity);
        }
    }
}

/// Every warning and note can be accepted in the header, and then nothing is said of the text.
#[test]
fn every_warning_can_be_accepted() {
    let mut accepted = Vec::new();
    for path in texts("bad") {
        let source = source(&path);
        let found = compile(&source).diagnostics;
        let Some(warning) = found.iter().find(|it| !it.is_error() && it.code != "A350") else {
            continue;
        };
        let clause = format!("  accepting {} because \"tested\"\n}}\n", warning.code);
        let text = source.text().replacen("}\n", &clause, 1);
        let compilation = compile(&Source::new(source.name(), text));
        let said = render(&compilation.diagnostics, &source);
        assert!(compilation.diagnostics.is_empty(), "{}: {said}", path.display());
        assert!(compilation.compiled.is_some());
        accepted.push(warning.code.to_owned());
    }
    let pages = explain::pages().iter().filter(|page| page.is_acceptable());
    for page in pages.filter(|page| given().contains(&page.code)) {
        assert!(accepted.contains(&page.code), "no text accepts {}", page.code);
    }
}

/// A warning that one party alone reads is accepted where that party reads it.
#[test]
fn what_one_side_reads_can_be_accepted_in_its_reading() {
    let text = |more: &str| {
        format!(
            "accord \"x\" language 1 revision 1 {{\n  signatories A, B\n  day 0 is in force\n}}\nparty A \"A\"\nparty B \"B\"\n\
             body J \"J\" {{ verifies w within 3 days }}\nworkstream w \"w\"\nphase P \"P\" {{\n  opens on day 0\n  \
             read by A: step one in w: B must remove annex \"x\" by day 9, verified by J, irreversible{more}\n}}\n"
        )
    };
    let codes = |text: String| -> Vec<&'static str> {
        compile(&Source::new("x", text)).diagnostics.iter().map(|it| it.code).collect()
    };
    assert_eq!(codes(text("")), ["A306"]);
    assert_eq!(codes(text(", accepting A306 because \"it is small\"")), [""; 0]);
}
