//! What people call the rows of the tables, and where the text says it.
//!
//! The answer of an assessment holds ids alone. Everything that turns an id into words stands
//! here, so that a page never prints a number where the text has a name.

mod from_text;

use kernel::{
    AccessionId, ActorId, BallotId, CarveoutId, ChannelId, ClauseId, DialId, DutyId, EscrowId,
    FreezeId, HandoverId, InquiryId, NoticeId, PhaseId, ProcedureId, RedlineId, StatementId,
    SubjectId, ToleranceId, TrancheId, UndertakingId, WaiverId, WorkstreamId,
};

/// Longest title that stands in a table head or in the middle of a sentence.
const SHORT: usize = 16;

/// Words in a title that call for an article before it.
const COMMON_NOUNS: [&str; 26] = [
    "states",
    "republic",
    "kingdom",
    "union",
    "federation",
    "emirates",
    "islands",
    "government",
    "movement",
    "agency",
    "forces",
    "council",
    "authority",
    "group",
    "army",
    "party",
    "coalition",
    "league",
    "organization",
    "organisation",
    "commission",
    "cell",
    "bank",
    "mission",
    "nations",
    "committee",
];

/// A name and what people call the thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// As the text names it.
    pub name: String,
    /// Its title, or else its name.
    pub title: String,
}

/// Where a clause stands and what it says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Name of the article, step or tranche.
    pub article: String,
    /// Line of the accord file, from 1.
    pub line: u32,
    /// The line as written.
    pub quote: String,
}

/// Names of every row that a page can speak of.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "each list is the table of `kernel::Accord` it names")]
pub struct Labels {
    /// Title of the agreement.
    pub title: String,
    /// Its revision.
    pub revision: u32,
    /// Hash of its terms, in hexadecimal.
    pub hash: String,
    pub actors: Vec<Named>,
    pub workstreams: Vec<Named>,
    pub subjects: Vec<Named>,
    pub duties: Vec<Named>,
    pub phases: Vec<Named>,
    pub dials: Vec<Named>,
    pub waivers: Vec<Named>,
    pub escrows: Vec<Named>,
    pub tranches: Vec<Named>,
    pub redlines: Vec<Named>,
    pub inquiries: Vec<Named>,
    pub procedures: Vec<Named>,
    pub freezes: Vec<Named>,
    pub carveouts: Vec<Named>,
    pub handovers: Vec<Named>,
    pub notices: Vec<Named>,
    pub channels: Vec<Named>,
    pub statements: Vec<Named>,
    pub tolerances: Vec<Named>,
    pub undertakings: Vec<Named>,
    pub accessions: Vec<Named>,
    pub ballots: Vec<Named>,
    /// Per clause: where it stands.
    pub places: Vec<Place>,
    /// Per subject: its unit, in which base integers are printed, and how many make one.
    pub units: Vec<Option<(String, i64)>>,
    /// Per escrow: its currency; hundredths of it are counted.
    pub currencies: Vec<String>,
    /// What of the text is not run, in words.
    pub not_modelled: Vec<String>,
    /// Zones that the text names, with the red lines drawn in them.
    pub zones: Vec<atlas::Zone>,
}

macro_rules! titles {
    ($($row:ident $table:ident $id:ident;)*) => {
        impl Labels {$(
            #[doc = concat!("What people call this ", stringify!($row), ".")]
            #[must_use]
            pub fn $row(&self, id: $id) -> String {
                called(&self.$table, id.index(), stringify!($row))
            }
        )*}
    };
}

titles! {
    workstream workstreams WorkstreamId;
    subject subjects SubjectId;
    duty duties DutyId;
    phase phases PhaseId;
    dial dials DialId;
    waiver waivers WaiverId;
    escrow escrows EscrowId;
    tranche tranches TrancheId;
    redline redlines RedlineId;
    inquiry inquiries InquiryId;
    procedure procedures ProcedureId;
    freeze freezes FreezeId;
    carveout carveouts CarveoutId;
    handover handovers HandoverId;
    notice notices NoticeId;
    channel channels ChannelId;
    statement statements StatementId;
    tolerance tolerances ToleranceId;
    undertaking undertakings UndertakingId;
    accession accessions AccessionId;
    ballot ballots BallotId;
}

impl Labels {
    /// What an actor is called in a table head: its title if that is short, else its name.
    #[must_use]
    pub fn short(&self, actor: ActorId) -> String {
        match self.actors.get(actor.index()) {
            Some(named) if named.title.chars().count() <= SHORT => named.title.clone(),
            Some(named) => named.name.clone(),
            None => format!("actor {}", actor.0),
        }
    }

    /// The title of an actor in full.
    #[must_use]
    pub fn full(&self, actor: ActorId) -> String {
        called(&self.actors, actor.index(), "actor")
    }

    /// As [`Labels::short`], with the article a sentence needs: `the United States`, `Iran`.
    #[must_use]
    pub fn the(&self, actor: ActorId) -> String {
        let name = self.short(actor);
        let takes_article = name.contains(' ')
            && name.split(' ').any(|word| COMMON_NOUNS.contains(&word.to_lowercase().as_str()));
        if takes_article { format!("the {name}") } else { name }
    }

    /// As [`Labels::the`], at the start of a sentence.
    #[must_use]
    pub fn the_first(&self, actor: ActorId) -> String {
        capital(&self.the(actor))
    }

    /// What the text itself calls an actor: the key in JSON.
    #[must_use]
    pub fn actor_name(&self, actor: ActorId) -> String {
        self.actors.get(actor.index()).map_or_else(String::new, |named| named.name.clone())
    }

    /// What the text itself calls a phase: the key in JSON.
    #[must_use]
    pub fn phase_name(&self, phase: PhaseId) -> String {
        self.phases.get(phase.index()).map_or_else(String::new, |named| named.name.clone())
    }

    /// Number and name of a phase, counted from one: `2 Regional corridors`.
    #[must_use]
    pub fn numbered_phase(&self, phase: PhaseId) -> String {
        format!("{} {}", phase.index() + 1, self.phase(phase))
    }

    /// Where a clause stands, if the text has it.
    #[must_use]
    pub fn place(&self, clause: ClauseId) -> Option<&Place> {
        self.places.get(clause.index())
    }

    /// ` (line 88)`, or nothing if the line is not known.
    #[must_use]
    pub fn at_line(&self, clause: Option<ClauseId>) -> String {
        let place = clause.and_then(|clause| self.place(clause));
        place.map_or_else(String::new, |place| format!(" (line {})", place.line))
    }

    /// The first eight digits of the hash, in two groups.
    #[must_use]
    pub fn short_hash(&self) -> String {
        match (self.hash.get(..4), self.hash.get(4..8)) {
            (Some(first), Some(second)) => format!("{first}-{second}"),
            _ => self.hash.clone(),
        }
    }
}

fn called(table: &[Named], index: usize, kind: &str) -> String {
    let title = table.get(index).map(|named| named.title.trim()).unwrap_or_default();
    if title.is_empty() { format!("{kind} {}", index + 1) } else { title.to_owned() }
}

/// A title in the middle of a sentence: in quotation marks if it is more than one word.
#[must_use]
pub fn quoted(title: &str) -> String {
    if title.contains(' ') { format!("\"{title}\"") } else { title.to_owned() }
}

/// With a capital first letter.
#[must_use]
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels() -> Labels {
        let named = |name: &str, title: &str| Named { name: name.into(), title: title.into() };
        Labels {
            actors: vec![
                named("US", "United States"),
                named("Iran", "Islamic Republic of Iran"),
                named("Oman", "Oman"),
            ],
            hash: "4f1c09be55".into(),
            ..Labels::default()
        }
    }

    #[test]
    fn a_sentence_names_an_actor_as_people_do() {
        let labels = labels();
        assert_eq!(
            [0, 1, 2].map(|i| labels.the(ActorId(i))),
            ["the United States", "Iran", "Oman"]
        );
        assert_eq!(labels.the_first(ActorId(0)), "The United States");
        assert_eq!(labels.full(ActorId(1)), "Islamic Republic of Iran");
    }

    #[test]
    fn a_row_without_a_name_is_numbered_and_nothing_fails() {
        let labels = labels();
        assert_eq!(labels.duty(DutyId(3)), "duty 4");
        assert_eq!(labels.short(ActorId(9)), "actor 9");
        assert_eq!(labels.at_line(Some(ClauseId(7))), "");
        assert_eq!(labels.short_hash(), "4f1c-09be");
        assert_eq!(Labels::default().short_hash(), "");
    }
}
