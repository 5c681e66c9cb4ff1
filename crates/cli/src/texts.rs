//! Accords and beliefs as commands need them: read, compiled, or a failure that shows why not.

use std::path::{Path, PathBuf};

use lang::diagnostic::Diagnostic;
use lang::source::Source;
use lang::{
    Compiled, Lowered, compile_as_signed, compile_beliefs, leave_out_of, render, terms_hash,
};
use report::{Labels, Remark, Run};
use sha2::{Digest as _, Sha256};
use world::Beliefs;

use crate::args;
use crate::exit::Failure;
use crate::files;

/// A compiled accord with everything known of its text.
pub struct Text {
    /// The file.
    pub source: Source,
    /// Its tables.
    pub compiled: Compiled,
    /// Findings that do not keep it from being run.
    pub remarks: Vec<Remark>,
    /// Hash of the terms.
    pub hash: String,
}

/// An accord and one reader's beliefs about it.
pub struct Believed {
    /// The accord as written.
    pub text: Text,
    /// What its rows are called.
    pub labels: Labels,
    /// The beliefs.
    pub beliefs: Beliefs,
    /// Where they were read.
    pub beliefs_path: PathBuf,
    /// The tables without what the beliefs leave out: what is analysed.
    pub accord: kernel::Accord,
    /// SHA-256 of the beliefs as written, in hexadecimal.
    pub beliefs_hash: String,
    /// Findings about both files.
    pub remarks: Vec<Remark>,
}

/// Reads and compiles an accord. What blocks signing alone is remarked on and blocks no command:
/// history signed such texts, and a draft may be weighed before it is mended.
pub fn accord(path: &Path) -> Result<Text, Failure> {
    compiled(files::read(path)?)
}

/// The same of a text at hand.
pub fn compiled(source: Source) -> Result<Text, Failure> {
    let compilation = compile_as_signed(&source);
    let remarks = remarks(&source, &compilation.diagnostics);
    let Some(compiled) = compilation.compiled else {
        return Err(Failure::Text(render(&compilation.diagnostics, &source)));
    };
    let hash = terms_hash(&source).map_err(|found| Failure::Text(render(&found, &source)))?;
    Ok(Text { compiled, remarks, hash: hash.to_string(), source })
}

/// Reads an accord and the beliefs named, or those beside it.
pub fn believed(args: &args::Believed) -> Result<Believed, Failure> {
    believed_of(accord(&args.file)?, args)
}

/// Beliefs at hand about a text.
pub fn beliefs_in(source: &Source, text: &Text) -> Result<Beliefs, Failure> {
    let read = compile_beliefs(source, &text.compiled, &text.compiled.common);
    read.beliefs.ok_or_else(|| Failure::Text(render(&read.diagnostics, source)))
}

/// The beliefs named, or those beside the accord's file, about a text at hand.
pub fn believed_of(text: Text, args: &args::Believed) -> Result<Believed, Failure> {
    let beliefs_path = beliefs_path(args)?;
    let source = files::read(&beliefs_path)?;
    let read = compile_beliefs(&source, &text.compiled, &text.compiled.common);
    let Some(beliefs) = read.beliefs else {
        return Err(Failure::Text(render(&read.diagnostics, &source)));
    };
    let accord = without(&text.compiled.common, &beliefs)?;
    let mut all = text.remarks.clone();
    all.extend(remarks(&source, &read.diagnostics));
    let labels = Labels::from_text(&text.compiled, text.hash.clone());
    let beliefs_hash = hash(source.text());
    Ok(Believed { text, labels, beliefs, beliefs_path, accord, beliefs_hash, remarks: all })
}

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

fn beliefs_path(args: &args::Believed) -> Result<PathBuf, Failure> {
    if let Some(path) = &args.beliefs {
        return Ok(path.clone());
    }
    let beside = files::beside(&args.file, "beliefs");
    if beside.exists() {
        return Ok(beside);
    }
    let (name, file) = (beside.display(), args.file.display());
    Err(Failure::Environment(format!(
        "no beliefs {name} beside {file}: name yours with --beliefs FILE, or start from those that \
         `detente new` writes"
    )))
}

/// The tables of a reading without what the beliefs leave out.
pub fn without(lowered: &Lowered, beliefs: &Beliefs) -> Result<kernel::Accord, Failure> {
    leave_out_of(lowered, beliefs).map_err(|faults| Failure::Usage(faults.join("; ")))
}

/// The tables of a text with nothing left out.
pub fn whole(believed: &Believed) -> Result<kernel::Accord, Failure> {
    let beliefs = Beliefs { left_out: Vec::new(), ..believed.beliefs.clone() };
    without(&believed.text.compiled.common, &beliefs)
}

/// Findings with their places.
pub fn remarks(source: &Source, diagnostics: &[Diagnostic]) -> Vec<Remark> {
    diagnostics.iter().map(|it| Remark::new(source, it)).collect()
}

/// The part of a page's run that every command has.
pub fn run(args: &args::Believed, believed: &Believed) -> Run {
    Run {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        accord_file: files::as_typed(&args.file),
        beliefs_file: files::as_typed(&believed.beliefs_path),
        ..Run::default()
    }
}
