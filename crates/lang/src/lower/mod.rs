//! From the agreement as typed terms to the tables that are run, one set for each reading.
//!
//! Lowering asks nothing and reports nothing: the checks have run, and every name is known. What
//! the tables cannot hold is noted by name, so that a report can say it.

mod act;
mod allocate;
mod beliefs;
mod clauses;
mod condition;
mod context;
mod duty;
mod effect;
mod expect;
mod features;
mod header;
mod implied;
mod members;
mod names;
mod phase;
mod procedure;
mod reading;
mod redline;
mod register;
mod relief;
mod scenario;
mod steps;
mod subject;
mod talk;
mod time;
mod unweighed;
mod valves;

pub use beliefs::{BeliefsCompilation, compile_beliefs};
pub use clauses::{Clause, ClauseMap};
pub use features::{leave_out, leave_out_of};
pub use names::{Named, Names, Symbol};
pub use unweighed::unweighed;

pub(crate) use act::{is_kept, is_public, prover, topics};
pub(crate) use context::{day_zero, hours};
pub(crate) use duty::lag;
pub(crate) use reading::{Whose, readers, reading};
pub(crate) use register::Register;
pub(crate) use steps::{Block, Placed, steps};
pub(crate) use subject::{convert, is_tally};

use context::Lowering;
use kernel::SubjectId;
use kernel::expect::{Expectation, Scenario};

use crate::ast;
use crate::units::Unit;

/// One reading of a text as tables, with the names of their rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lowered {
    /// The tables.
    pub accord: kernel::Accord,
    /// What their rows are called.
    pub names: Names,
    /// The unit of each subject, in which its base integers are printed; `None` for what a state
    /// has a group do (0 directs, 1 tolerates, 2 restrains).
    pub units: Vec<Option<Unit>>,
    /// What of the text is not run, each with its article's name: `W1: …`.
    pub not_modelled: Vec<String>,
    /// What the text expects of its lives, and the bounds that its swaps state.
    pub expectations: Vec<Expectation>,
    /// Its worked examples.
    pub scenarios: Vec<Scenario>,
}

impl Lowered {
    /// A subject's value as people write it: `3.67 %U235`, `220 kg[U]`, `restrains`.
    #[must_use]
    pub fn shown(&self, subject: SubjectId, value: i64) -> String {
        let Some(unit) = self.units.get(subject.index()).copied().flatten() else {
            let words = ["directs", "tolerates", "restrains"];
            let word = usize::try_from(value).ok().and_then(|at| words.get(at));
            return word.map_or_else(|| value.to_string(), |word| (*word).to_owned());
        };
        let number = decimal(value, unit.base_units());
        number.map_or_else(|| value.to_string(), |number| format!("{number} {unit}"))
    }
}

/// `value / base` as a decimal number, rounded to three places.
pub(crate) fn decimal(value: i64, base: i64) -> Option<ast::Decimal> {
    let thousandths = i128::from(value).checked_mul(1000)?.checked_div(i128::from(base))?;
    let mut number = ast::Decimal { mantissa: i64::try_from(thousandths).ok()?, scale: 3 };
    while number.scale > 0 && number.mantissa % 10 == 0 {
        number = ast::Decimal { mantissa: number.mantissa / 10, scale: number.scale - 1 };
    }
    Some(number)
}

/// Lowers a text that has no `read by` left in it.
pub(crate) fn lower(text: &ast::Accord, clauses: &ClauseMap) -> Lowered {
    let mut lowering = Lowering::new(text, clauses);
    lowering.allocate();
    lowering.lower_quantities();
    lowering.lower_escrows();
    lowering.lower_duties();
    lowering.lower_implied();
    lowering.lower_swaps();
    lowering.lower_freezes();
    lowering.lower_phases();
    lowering.lower_dials();
    lowering.lower_waivers();
    lowering.lower_scales();
    lowering.lower_redlines();
    lowering.lower_inquiries();
    lowering.lower_procedures();
    lowering.lower_carveouts();
    lowering.lower_exchanges();
    lowering.lower_notices();
    lowering.lower_channels();
    lowering.lower_statements();
    lowering.lower_tolerances();
    lowering.lower_undertakings();
    lowering.lower_accessions();
    lowering.lower_ballots();
    lowering.lower_header();
    lowering.lower_exposures();
    lowering.lower_expectations();
    lowering.lower_scenarios();
    lowering.say_not_modelled();
    Lowered {
        accord: lowering.out.indexed(),
        names: lowering.names,
        units: lowering.units,
        not_modelled: lowering.notes,
        expectations: lowering.expectations,
        scenarios: lowering.scenarios,
    }
}
