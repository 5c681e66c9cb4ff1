//! Two texts beside each other: what changed, and which amends which.

use std::fs;

use super::{code, detente, err, json, out, started};

#[test]
fn a_diff_says_what_changed_for_whom_and_who_signs_again() {
    let folder = started("diff");
    let first = fs::read_to_string(folder.join("first.accord")).expect("written");
    fs::write(folder.join("second.accord"), first.replace("by day 120", "by day 100"))
        .expect("the folder can be written");
    let same = detente(&folder, &["diff", "first.accord", "first.accord"]);
    assert!(out(&same).contains("The terms are the same"), "{}", out(&same));
    let page = detente(&folder, &["diff", "first.accord", "second.accord"]);
    assert_eq!(code(&page), 0, "{}", err(&page));
    assert!(out(&page).contains("earlier: pay, by 100 days"), "{}", out(&page));
    assert!(out(&page).contains("Must sign again: "), "{}", out(&page));
    let answer = json(&detente(&folder, &["diff", "first.accord", "second.accord", "--json"]));
    assert_eq!(answer["changes"][0]["turn"], "earlier", "{answer}");
    assert_eq!(answer["same_terms"], false);
}

/// An amending text names the hash of the terms it amends; whether it does is checked against them.
#[test]
fn an_amending_text_names_what_it_amends() {
    let folder = started("amends");
    let first = fs::read_to_string(folder.join("first.accord")).expect("written");
    let hash = out(&detente(&folder, &["hash", "first.accord"]));
    let hash = hash.split_whitespace().find(|word| word.len() == 64).expect("a hash").to_owned();
    let clause = |hash: &str| {
        let at = first.find("day 0").expect("a header with a day 0");
        format!("{}amends \"{hash}\"\n  {}", &first[..at], &first[at..])
    };
    for (name, hash) in
        [("second", hash.as_str()), ("other", &"0".repeat(64)), ("short", &hash[..8])]
    {
        let text = clause(hash).replace("by day 120", "by day 100");
        fs::write(folder.join(format!("{name}.accord")), text).expect("the folder can be written");
    }
    let check = |name: &str| {
        let file = format!("{name}.accord");
        let found = detente(&folder, &["check", &file, "--amends", "first.accord"]);
        (code(&found), out(&found).contains("A080"))
    };
    assert_eq!(check("second"), (0, false));
    assert_eq!([check("first"), check("other"), check("short")], [(1, true); 3]);
    let page =
        |name: &str| out(&detente(&folder, &["diff", "first.accord", &format!("{name}.accord")]));
    assert!(page("second").contains("It amends the first text"), "{}", page("second"));
    assert!(page("other").contains("and not this one"), "{}", page("other"));
}
