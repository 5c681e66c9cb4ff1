//! Why there is no answer, as an exception of `detente._errors`.

use pyo3::prelude::*;
use reader::Unread;
use report::{Remark, json};

/// Why there is no answer.
#[derive(Debug)]
pub enum Failure {
    /// A text has errors: its findings, and the excerpts that show them.
    Text(Vec<Remark>, String),
    /// What was asked for cannot be answered.
    Usage(String),
    /// The program failed, not its user.
    Bug(String),
}

impl From<Unread> for Failure {
    fn from(unread: Unread) -> Self {
        match unread {
            Unread::Text(ref found) => Self::Text(found.remarks(), unread.to_string()),
            Unread::LeftOut(why) | Unread::Usage(why) => Self::Usage(why),
            Unread::Bug(what) => Self::Bug(what),
        }
    }
}

impl Failure {
    /// The exception.
    pub fn raise(self, py: Python<'_>) -> PyErr {
        self.raised(py).unwrap_or_else(|error| error)
    }

    fn raised(self, py: Python<'_>) -> PyResult<PyErr> {
        let errors = py.import("detente._errors")?;
        let raised = match self {
            Self::Text(remarks, shown) => {
                let findings = json::text(&json::diagnostics(&remarks));
                errors.getattr("TextError")?.call1((findings, shown))?
            }
            Self::Usage(why) => errors.getattr("UsageError")?.call1((why,))?,
            Self::Bug(what) => errors.getattr("Bug")?.call1((what,))?,
        };
        Ok(PyErr::from_value(raised))
    }
}
