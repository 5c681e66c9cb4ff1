//! The native module of the Python wheel.
//!
//! Texts come in, and what the program prints as JSON goes out, so that an answer is the same by either
//! way. Long work runs beside the interpreter (`watch`); tables leave as Arrow without a copy
//! (`table`). Nothing here opens a file: the Python layer does.

mod ahead;
mod answers;
mod failure;
mod futures;
mod pool;
mod search;
mod table;
mod texts;
mod watch;

use pyo3::prelude::*;

/// See `_detente.pyi`, which has the signatures.
#[pymodule]
mod _detente {
    #[pymodule_export]
    use super::ahead::{difference, due, fewer, outlook};
    #[pymodule_export]
    use super::answers::{Assessed, Explored, solve_game};
    #[pymodule_export]
    use super::futures::{Futures, Gathering, range_of};
    #[pymodule_export]
    use super::pool::forked;
    #[pymodule_export]
    use super::search::{Searched, names_of_search, search};
    #[pymodule_export]
    use super::table::{Table, table};
    #[pymodule_export]
    use super::texts::{Believed, Text, check};

    /// Version of the program.
    #[pymodule_export]
    const VERSION: &str = env!("CARGO_PKG_VERSION");
    /// What is coloured how in an editor, and so in a notebook.
    #[pymodule_export]
    const GRAMMAR: &str = include_str!("../../../editors/vscode/syntaxes/accord.tmLanguage.json");
}
