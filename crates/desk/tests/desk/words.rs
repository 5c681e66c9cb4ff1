//! Both languages say everything.

use std::collections::BTreeMap;

/// Keys with the variables that their texts use.
fn keys(text: &str) -> BTreeMap<String, Vec<String>> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let pairs = lines.filter_map(|line| line.split_once(" = "));
    let variables = |text: &str| {
        let found = text.split('$').skip(1).filter_map(|rest| rest.split([' ', '}']).next());
        let mut found: Vec<String> = found.map(str::to_owned).collect();
        found.sort();
        found
    };
    pairs.map(|(key, text)| (key.to_owned(), variables(text))).collect()
}

#[test]
fn english_and_persian_have_the_same_keys_with_the_same_variables() {
    let english = keys(include_str!("../../locales/en.ftl"));
    let persian = keys(include_str!("../../locales/fa.ftl"));
    assert!(english.len() > 200);
    assert_eq!(english, persian);
}

/// "deposited" and "falls" were called what they said, were taken for absent, and stood as missing on two pages.
#[test]
fn no_text_is_the_key_that_it_stands_under() {
    for text in [include_str!("../../locales/en.ftl"), include_str!("../../locales/fa.ftl")] {
        let pairs = text.lines().filter_map(|line| line.split_once(" = "));
        let same: Vec<_> = pairs.filter(|(key, said)| key == said).collect();
        assert!(same.is_empty(), "a text like its key is taken for a missing one: {same:?}");
    }
}

#[test]
fn persian_is_persian() {
    let text = include_str!("../../locales/fa.ftl");
    let latin = |line: &&str| {
        let said = line.split_once(" = ").map_or("", |(_, said)| said);
        let mut inside = 0_i32;
        let outside = said.chars().filter(|sign| {
            inside += i32::from(*sign == '{') - i32::from(*sign == '}');
            inside == 0 && sign.is_ascii_alphabetic()
        });
        outside.count() > 0 && !said.contains("JSON") && !said.contains("Natural Earth")
    };
    let found: Vec<&str> = text.lines().filter(latin).collect();
    assert!(found.is_empty(), "{found:#?}");
}
