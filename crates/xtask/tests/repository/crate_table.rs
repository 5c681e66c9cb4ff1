//! The crate table of ARCHITECTURE.md says what the manifests say.

use std::collections::{BTreeMap, BTreeSet};

use crate::{chapter, tree};

type Uses = BTreeMap<String, BTreeSet<String>>;

fn problems(table: &Uses, manifests: &Uses) -> Vec<String> {
    let names: BTreeSet<&String> = table.keys().chain(manifests.keys()).collect();
    let mut found = Vec::new();
    for name in names {
        match (table.get(name), manifests.get(name)) {
            (None, _) => found.push(format!("crate `{name}` has no row in ARCHITECTURE.md")),
            (_, None) => found.push(format!("the row `{name}` of ARCHITECTURE.md has no crate")),
            (Some(may), Some(does)) => {
                let beyond = does.difference(may).map(|other| {
                    format!("`{name}` uses `{other}`; ARCHITECTURE.md does not allow it")
                });
                let unused = may.difference(does).map(|other| {
                    format!("ARCHITECTURE.md lets `{name}` use `{other}`; its manifest does not")
                });
                found.extend(beyond.chain(unused));
            }
        }
    }
    found
}

fn from_table(text: &str) -> Uses {
    let table = chapter::table(text, &["crate", "holds", "may use", "must not know"])
        .expect("ARCHITECTURE.md has the crate table");
    let row = |(_, cells): &(usize, Vec<String>)| {
        let name = chapter::code_spans(&cells[0]).concat();
        (name, chapter::code_spans(&cells[2]).into_iter().collect())
    };
    table.rows.iter().map(row).collect()
}

/// Workspace crates that the product code of each crate uses. What only its tests use is not a layer.
fn from_manifests(manifests: &BTreeMap<String, toml::Table>) -> Uses {
    let used = |manifest: &toml::Table| -> BTreeSet<String> {
        let sections =
            ["dependencies", "build-dependencies"].iter().filter_map(|key| manifest.get(*key));
        let names = sections.filter_map(toml::Value::as_table).flat_map(toml::Table::keys);
        names.filter(|name| manifests.contains_key(*name)).cloned().collect()
    };
    manifests.iter().map(|(name, manifest)| (name.clone(), used(manifest))).collect()
}

/// The manifests of all crates, by folder.
pub fn manifests() -> BTreeMap<String, toml::Table> {
    let files = tree::files_ending("crates", &["/Cargo.toml"]);
    let one = |path: &String| {
        let folder = path.split('/').nth(1).expect("crates/NAME/Cargo.toml").to_string();
        let manifest = tree::read(path).parse().unwrap_or_else(|error| panic!("{path}: {error}"));
        (folder, manifest)
    };
    files.iter().filter(|path| path.matches('/').count() == 2).map(one).collect()
}

#[test]
fn the_crate_table_equals_the_manifests() {
    let table = from_table(&tree::read("ARCHITECTURE.md"));
    tree::assert_none(&problems(&table, &from_manifests(&manifests())));
}

#[test]
fn every_difference_is_found_in_both_directions() {
    let text = "| crate | holds | may use | must not know |\n| --- | --- | --- | --- |\n\
        | `a` | x | - | y |\n| `b` | x | `a` | y |\n| `gone` | x | - | y |\n";
    let manifest = |text: &str| text.parse::<toml::Table>().expect("a manifest");
    let manifests = BTreeMap::from([
        ("a".to_string(), manifest("[dependencies]\nb.workspace = true\nserde.workspace = true\n")),
        ("b".to_string(), manifest("[dev-dependencies]\na.workspace = true\n")),
        ("new".to_string(), manifest("")),
    ]);
    let found = problems(&from_table(text), &from_manifests(&manifests));
    assert_eq!(found.len(), 4, "{found:#?}");
}
