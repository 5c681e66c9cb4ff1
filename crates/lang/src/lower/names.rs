//! From names in the text to ids in the tables, and back.

use std::collections::BTreeMap;

use kernel::verdict::Item;
use kernel::{
    AccessionId, ActorId, BallotId, CarveoutId, ChannelId, DialId, DutyId, EscrowId, FreezeId,
    HandoverId, InquiryId, NoticeId, PhaseId, ProcedureId, RedlineId, StatementId, SubjectId,
    ToleranceId, TrancheId, UndertakingId, WaiverId, WorkstreamId,
};

/// A name and what people call the thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// As the text names it; implicit rows have a made name (`heu by dilution`).
    pub name: String,
    /// Its title, or else its name.
    pub title: String,
}

/// What a name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)] // each is the table it indexes
pub enum Symbol {
    Actor(ActorId),
    Workstream(WorkstreamId),
    Subject(SubjectId),
    Duty(DutyId),
    Phase(PhaseId),
    Dial(DialId),
    Waiver(WaiverId),
    Escrow(EscrowId),
    Tranche(TrancheId),
    Redline(RedlineId),
    Inquiry(InquiryId),
    Procedure(ProcedureId),
    Freeze(FreezeId),
    Carveout(CarveoutId),
    Handover(HandoverId),
    Notice(NoticeId),
    Channel(ChannelId),
    Statement(StatementId),
    Tolerance(ToleranceId),
    Undertaking(UndertakingId),
    Accession(AccessionId),
    Ballot(BallotId),
}

/// Names of every row of every table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    rows: BTreeMap<Symbol, Named>,
    found: BTreeMap<String, Vec<Symbol>>,
}

impl Names {
    /// What the name stands for: one row, or the duties of a step that several owe.
    #[must_use]
    pub fn find(&self, name: &str) -> &[Symbol] {
        self.found.get(name).map_or(&[], Vec::as_slice)
    }

    /// Every name, in the order of the alphabet.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.found.keys().map(String::as_str)
    }

    /// Every row with its name, table by table.
    pub fn iter(&self) -> impl Iterator<Item = (Symbol, &Named)> {
        self.rows.iter().map(|(symbol, named)| (*symbol, named))
    }

    /// The name of a row; empty if there is no such row.
    #[must_use]
    pub fn name(&self, symbol: impl Into<Symbol>) -> &str {
        self.rows.get(&symbol.into()).map_or("", |named| &named.name)
    }

    /// The title of a row, or else its name; empty if there is no such row.
    #[must_use]
    pub fn title(&self, symbol: impl Into<Symbol>) -> &str {
        self.rows.get(&symbol.into()).map_or("", |named| &named.title)
    }

    /// The name of what a verdict is about; `accord` for the accord itself.
    #[must_use]
    pub fn item(&self, item: Item) -> &str {
        Symbol::of(item).map_or("accord", |symbol| self.name(symbol))
    }

    /// The title of what a verdict is about; `accord` for the accord itself.
    #[must_use]
    pub fn item_title(&self, item: Item) -> &str {
        Symbol::of(item).map_or("accord", |symbol| self.title(symbol))
    }

    /// Adds a row that the text names.
    pub(crate) fn add(&mut self, symbol: impl Into<Symbol>, name: &str, title: &str) {
        let symbol = symbol.into();
        self.found.entry(name.to_owned()).or_default().push(symbol);
        self.add_implicit(symbol, name, title);
    }

    /// Adds a row that the text implies and does not name.
    pub(crate) fn add_implicit(&mut self, symbol: impl Into<Symbol>, name: &str, title: &str) {
        let named = Named { name: name.to_owned(), title: title.to_owned() };
        self.rows.insert(symbol.into(), named);
    }

    /// Lets a second name stand for a row.
    pub(crate) fn alias(&mut self, symbol: impl Into<Symbol>, name: &str) {
        self.found.entry(name.to_owned()).or_default().push(symbol.into());
    }
}

/// One id of a kind by name, and symbols from ids.
macro_rules! symbols {
    ($($variant:ident $id:ident $lookup:ident;)*) => {
        $(impl From<$id> for Symbol {
            fn from(id: $id) -> Self {
                Self::$variant(id)
            }
        })*

        impl Names {$(
            #[doc = concat!("The first `", stringify!($id), "` that the name stands for.")]
            #[must_use]
            pub fn $lookup(&self, name: &str) -> Option<$id> {
                self.find(name).iter().find_map(|symbol| match symbol {
                    Symbol::$variant(id) => Some(*id),
                    _ => None,
                })
            }
        )*}
    };
}

symbols! {
    Actor ActorId actor;
    Workstream WorkstreamId workstream;
    Subject SubjectId subject;
    Duty DutyId duty;
    Phase PhaseId phase;
    Dial DialId dial;
    Waiver WaiverId waiver;
    Escrow EscrowId escrow;
    Tranche TrancheId tranche;
    Redline RedlineId redline;
    Inquiry InquiryId inquiry;
    Procedure ProcedureId procedure;
    Freeze FreezeId freeze;
    Carveout CarveoutId carveout;
    Handover HandoverId handover;
    Notice NoticeId notice;
    Channel ChannelId channel;
    Statement StatementId statement;
    Tolerance ToleranceId tolerance;
    Undertaking UndertakingId undertaking;
    Accession AccessionId accession;
    Ballot BallotId ballot;
}

impl Names {
    /// Every duty of a step.
    #[must_use]
    pub fn duties(&self, name: &str) -> Vec<DutyId> {
        let duty = |symbol: &Symbol| match symbol {
            Symbol::Duty(id) => Some(*id),
            _ => None,
        };
        self.find(name).iter().filter_map(duty).collect()
    }
}

impl Symbol {
    /// The row a verdict is about.
    #[must_use]
    pub fn of(item: Item) -> Option<Self> {
        Some(match item {
            Item::Accord => return None,
            Item::Workstream(id) => Self::Workstream(id),
            Item::Subject(id) => Self::Subject(id),
            Item::Duty(id) => Self::Duty(id),
            Item::Phase(id) => Self::Phase(id),
            Item::Dial(id) => Self::Dial(id),
            Item::Waiver(id) => Self::Waiver(id),
            Item::Tranche(id) => Self::Tranche(id),
            Item::Redline(id) => Self::Redline(id),
            Item::Inquiry(id) => Self::Inquiry(id),
            Item::Procedure(id) => Self::Procedure(id),
            Item::Freeze(id) => Self::Freeze(id),
            Item::Carveout(id) => Self::Carveout(id),
            Item::Handover(id) => Self::Handover(id),
            Item::Notice(id) => Self::Notice(id),
            Item::Channel(id) => Self::Channel(id),
            Item::Statement(id) => Self::Statement(id),
            Item::Tolerance(id) => Self::Tolerance(id),
            Item::Undertaking(id) => Self::Undertaking(id),
            Item::Accession(id) => Self::Accession(id),
            Item::Ballot(id) => Self::Ballot(id),
        })
    }

    /// As a verdict would name it; actors and escrows are in no verdict.
    #[must_use]
    pub fn item(self) -> Option<Item> {
        Some(match self {
            Self::Actor(_) | Self::Escrow(_) => return None,
            Self::Workstream(id) => Item::Workstream(id),
            Self::Subject(id) => Item::Subject(id),
            Self::Duty(id) => Item::Duty(id),
            Self::Phase(id) => Item::Phase(id),
            Self::Dial(id) => Item::Dial(id),
            Self::Waiver(id) => Item::Waiver(id),
            Self::Tranche(id) => Item::Tranche(id),
            Self::Redline(id) => Item::Redline(id),
            Self::Inquiry(id) => Item::Inquiry(id),
            Self::Procedure(id) => Item::Procedure(id),
            Self::Freeze(id) => Item::Freeze(id),
            Self::Carveout(id) => Item::Carveout(id),
            Self::Handover(id) => Item::Handover(id),
            Self::Notice(id) => Item::Notice(id),
            Self::Channel(id) => Item::Channel(id),
            Self::Statement(id) => Item::Statement(id),
            Self::Tolerance(id) => Item::Tolerance(id),
            Self::Undertaking(id) => Item::Undertaking(id),
            Self::Accession(id) => Item::Accession(id),
            Self::Ballot(id) => Item::Ballot(id),
        })
    }
}
