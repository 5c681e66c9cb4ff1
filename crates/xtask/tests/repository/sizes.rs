//! One screen a function, one idea a file, no file named for having no idea.

use syn::spanned::Spanned;
use syn::visit::Visit;

use crate::source::{self, Source};
use crate::tree;

const FILE_LINES_MAX: usize = 500;
const FUNCTION_LINES_MAX: usize = 70;
const EMPTY_NAMES: [&str; 8] =
    ["util", "utils", "helper", "helpers", "common", "misc", "shared", "stuff"];

fn problems(path: &str, text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let stem = path.rsplit('/').find(|part| *part != "mod.rs").unwrap_or(path);
    if EMPTY_NAMES.contains(&stem.trim_end_matches(".rs")) {
        found.push(format!("{path}: a module is named for its subject, not `{stem}`"));
    }
    if source::is_test(path) {
        return found;
    }
    let lines = text.lines().count();
    if lines > FILE_LINES_MAX {
        found.push(format!("{path}: {lines} lines, at most {FILE_LINES_MAX}"));
    }
    let mut long = LongFunctions { path, found: &mut found };
    long.visit_file(&Source::parse(path, text).file);
    found
}

struct LongFunctions<'a> {
    path: &'a str,
    found: &'a mut Vec<String>,
}

impl LongFunctions<'_> {
    fn measure(&mut self, signature: &syn::Signature, block: &syn::Block) {
        let first = signature.span().start().line;
        let lines = block.span().end().line + 1 - first;
        if lines > FUNCTION_LINES_MAX {
            let Self { path, .. } = self;
            let name = &signature.ident;
            self.found.push(format!(
                "{path}:{first}: `{name}` has {lines} lines, at most {FUNCTION_LINES_MAX}"
            ));
        }
    }
}

impl<'ast> Visit<'ast> for LongFunctions<'_> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.measure(&item.sig, &item.block);
        syn::visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.measure(&item.sig, &item.block);
        syn::visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        if let Some(block) = &item.default {
            self.measure(&item.sig, block);
        }
        syn::visit::visit_trait_item_fn(self, item);
    }
}

#[test]
fn files_and_functions_stay_small() {
    let files = tree::files_ending("crates", &[".rs"]);
    assert!(files.len() > 8, "the walk found the crates");
    let found: Vec<String> =
        files.iter().flat_map(|path| problems(path, &tree::read(path))).collect();
    tree::assert_none(&found);
}

#[test]
fn a_long_function_is_found_wherever_it_stands() {
    let body = "let _x = 1;\n".repeat(FUNCTION_LINES_MAX);
    for sample in [
        format!("fn long() {{\n{body}}}\n"),
        format!("struct A;\nimpl A {{\nfn long() {{\n{body}}}\n}}\n"),
        format!("trait A {{\nfn long() {{\n{body}}}\n}}\n"),
    ] {
        assert_eq!(problems("crates/a/src/lib.rs", &sample).len(), 1, "{sample}");
        assert!(problems("crates/a/tests/b.rs", &sample).is_empty(), "tests may tell long stories");
    }
    let fits = format!("fn fits() {{\n{}}}\n", "let _x = 1;\n".repeat(FUNCTION_LINES_MAX - 2));
    assert!(problems("crates/a/src/lib.rs", &fits).is_empty());
}

#[test]
fn a_long_file_and_an_empty_name_are_found() {
    let long = "const _: () = ();\n".repeat(FILE_LINES_MAX + 1);
    assert_eq!(problems("crates/a/src/b.rs", &long).len(), 1);
    assert_eq!(problems("crates/a/src/util.rs", "").len(), 1);
    assert_eq!(problems("crates/a/src/helpers/mod.rs", "").len(), 1);
    assert_eq!(problems("crates/a/tests/common/mod.rs", "").len(), 1);
}
