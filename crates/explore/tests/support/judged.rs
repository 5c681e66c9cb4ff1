//! A text and a reader's judgement of it, ready to be driven.

use explore::assess::{Assessment, Effort, Subject, assess};
use explore::drive::Drive;
use explore::graph::{Graph, enumerate};
use explore::hold::{Holding, hold};
use kernel::{Accord, ActorId, DutyId};
use lang::Compiled;
use lang::lower::{compile_beliefs, leave_out_of};
use lang::source::Source;
use world::{Beliefs, Values};

/// Points that no graph of these tests comes near.
pub const POINTS: usize = 2_000_000;

/// A text under beliefs.
pub struct Judged {
    pub compiled: Compiled,
    /// Without what the beliefs leave out.
    pub accord: Accord,
    pub beliefs: Beliefs,
}

/// Both texts compiled; they must compile.
pub fn judged(accord: &str, beliefs: &str) -> Judged {
    let compiled = super::compiled("text.accord", accord);
    let source = Source::new("text.beliefs", beliefs.to_owned());
    let found = compile_beliefs(&source, &compiled, &compiled.common);
    let errors: Vec<_> = found.diagnostics.iter().filter(|d| d.is_error()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let beliefs = found.beliefs.expect("beliefs without errors compile");
    let accord = leave_out_of(&compiled.common, &beliefs).expect("features of the text");
    Judged { compiled, accord, beliefs }
}

impl Judged {
    pub fn party(&self, name: &str) -> ActorId {
        self.compiled.common.names.actor(name).expect("a party of the text")
    }

    pub fn drive(&self, free: Option<ActorId>) -> Drive<'_> {
        Drive::new(&self.accord, &self.beliefs, free)
    }

    pub fn graph(&self, free: Option<ActorId>) -> Graph {
        let graph = enumerate(&self.drive(free), POINTS).expect("a sound process");
        assert_eq!(graph.cut.points, 0, "enumerated whole");
        graph
    }

    /// The central numbers with some replaced, by the words of their entries.
    pub fn values(&self, changes: &[(&str, f64)]) -> Values {
        let mut values = self.beliefs.central();
        for (name, value) in changes {
            let at = self.beliefs.entries.iter().position(|entry| entry.name == *name);
            values[at.expect(name)] = *value;
        }
        values
    }

    /// What a party gains by keeping, with some numbers replaced.
    pub fn holding(&self, graph: &Graph, party: ActorId, changes: &[(&str, f64)]) -> Holding {
        let drive = self.drive(graph.free);
        hold(&drive, graph, &self.values(changes), party).expect("sound weights")
    }

    /// What is assessed: the text alone.
    pub fn subject(&self) -> Subject<'_> {
        Subject {
            accord: &self.accord,
            whole: None,
            readings: &[],
            beliefs: &self.beliefs,
            not_modelled: &[],
            expectations: &[],
            scenarios: &[],
        }
    }

    /// The central answer, when at most so many points are looked at.
    pub fn assessed_within(&self, points_max: usize) -> Assessment {
        let effort = Effort { quick: true, points_max, ..Effort::default() };
        assess(&self.subject(), &effort, &mut |_| {}).expect("a sound process")
    }

    /// The central answer.
    pub fn assessed(&self) -> Assessment {
        self.assessed_within(Effort::default().points_max)
    }

    /// The place of a duty in the tables, by its name in the text.
    pub fn duty(&self, name: &str) -> DutyId {
        let names = &self.compiled.common.names;
        names.duty(name).expect("a step of the text")
    }
}
