//! Every outside library stands in the root manifest, under the need it serves.

use crate::{crate_table, tree};

/// Libraries that one comment may cover: beyond that it names no need.
const UNDER_ONE_COMMENT: usize = 4;

/// Dependencies of the root manifest without a comment directly above their group.
fn without_need(text: &str) -> Vec<String> {
    let section = text.split("[workspace.dependencies]\n").nth(1).unwrap_or_default();
    let mut found = Vec::new();
    let (mut commented, mut covered) = (false, 0);
    for line in section.lines().take_while(|line| !line.starts_with('[')) {
        if line.starts_with('#') {
            (commented, covered) = (line.trim_start_matches('#').trim().len() > 2, 0);
        } else if line.trim().is_empty() {
            commented = false;
        } else if let Some((name, value)) = line.split_once('=')
            && !line.starts_with([' ', '\t', '}', ']'])
            && !value.contains("path")
        {
            covered += 1;
            if !commented || covered > UNDER_ONE_COMMENT {
                found
                    .push(format!("`{}` stands under no comment that names its need", name.trim()));
            }
        }
    }
    found
}

/// Dependencies of a crate that name a version of their own.
fn not_inherited(name: &str, manifest: &toml::Table) -> Vec<String> {
    let sections = ["dependencies", "dev-dependencies", "build-dependencies"];
    let tables =
        sections.iter().filter_map(|key| manifest.get(*key)).filter_map(toml::Value::as_table);
    let own = tables
        .flatten()
        .filter(|(_, value)| value.get("workspace").and_then(toml::Value::as_bool) != Some(true));
    own.map(|(dependency, _)| format!("crate `{name}` names `{dependency}` past the root manifest"))
        .collect()
}

#[test]
fn every_dependency_names_its_need() {
    tree::assert_none(&without_need(&tree::read("Cargo.toml")));
}

#[test]
fn every_crate_takes_its_dependencies_from_the_root() {
    let manifests = crate_table::manifests();
    let found: Vec<String> =
        manifests.iter().flat_map(|(name, manifest)| not_inherited(name, manifest)).collect();
    tree::assert_none(&found);
}

#[test]
fn a_dependency_without_a_need_is_found() {
    let manifest = "[workspace.dependencies]\nkernel = { path = \"crates/kernel\" }\nbare = \"1\"\n\
        # JSON\nserde = \"1\"\n\nloose = \"1\"\n#\nempty = \"1\"\n[profile.dev]\nopt-level = 1\n";
    let found = without_need(manifest);
    assert_eq!(found.len(), 3, "{found:#?}");
    let crowd = "[workspace.dependencies]\n# all sorts\na = \"1\"\nb = \"1\"\nc = \"1\"\nd = \"1\"\ne = \"1\"\n";
    assert_eq!(without_need(crowd).len(), 1);
}

#[test]
fn a_version_past_the_root_is_found() {
    let manifest = "[dependencies]\na.workspace = true\nb = \"1\"\n[dev-dependencies]\nc = { version = \"1\" }\n";
    assert_eq!(not_inherited("x", &manifest.parse().expect("a manifest")).len(), 2);
}
