//! An accord and one reader's beliefs about it.

use kernel::Accord;
use lang::source::Source;
use lang::{Lowered, compile_beliefs, leave_out_of};
use report::{Labels, Remark};
use sha2::{Digest as _, Sha256};
use world::Beliefs;

use crate::text::{Text, remarks};
use crate::unread::Unread;

/// An accord and one reader's beliefs about it.
pub struct Believed {
    /// The accord as written.
    pub text: Text,
    /// What its rows are called.
    pub labels: Labels,
    /// The beliefs.
    pub beliefs: Beliefs,
    /// The beliefs as written.
    pub beliefs_source: Source,
    /// The tables without what the beliefs leave out: what is analysed.
    pub accord: Accord,
    /// SHA-256 of the beliefs as written, in hexadecimal.
    pub beliefs_hash: String,
    /// Findings about both files.
    pub remarks: Vec<Remark>,
}

impl Believed {
    /// Reads beliefs about a text.
    ///
    /// # Errors
    /// Errors in the beliefs, or something they cannot leave out.
    pub fn new(text: Text, beliefs_source: Source) -> Result<Self, Unread> {
        let read = compile_beliefs(&beliefs_source, &text.compiled, &text.compiled.common);
        let Some(beliefs) = read.beliefs else {
            return Err(Unread::text(&beliefs_source, read.diagnostics));
        };
        let accord = without(&text.compiled.common, &beliefs)?;
        let mut all = text.remarks.clone();
        all.extend(remarks(&beliefs_source, &read.diagnostics));
        let (labels, beliefs_hash) = (text.labels(), hash(beliefs_source.text()));
        Ok(Self { text, labels, beliefs, beliefs_source, accord, beliefs_hash, remarks: all })
    }

    /// The tables of the text with nothing left out.
    ///
    /// # Errors
    /// None but what [`Believed::new`] would have met.
    pub fn whole(&self) -> Result<Accord, Unread> {
        let beliefs = Beliefs { left_out: Vec::new(), ..self.beliefs.clone() };
        without(&self.text.compiled.common, &beliefs)
    }
}

/// Beliefs about a text, by themselves.
///
/// # Errors
/// Errors in the beliefs.
pub fn beliefs_in(source: &Source, text: &Text) -> Result<Beliefs, Unread> {
    let read = compile_beliefs(source, &text.compiled, &text.compiled.common);
    read.beliefs.ok_or_else(|| Unread::text(source, read.diagnostics))
}

/// The tables of a reading without what the beliefs leave out.
///
/// # Errors
/// Something that cannot be left out.
pub fn without(lowered: &Lowered, beliefs: &Beliefs) -> Result<Accord, Unread> {
    leave_out_of(lowered, beliefs).map_err(|faults| Unread::LeftOut(faults.join("; ")))
}

fn hash(text: &str) -> String {
    Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}
