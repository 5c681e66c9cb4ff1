//! The incident card: what happened, by whose account, who may do what under which article until when.

use kernel::accord::Answer;
use kernel::verdict::Item;
use kernel::{ActorId, Deed, RedlineId, Verdict, VerdictKind};
use schemars::JsonSchema;
use serde::Serialize;

use super::incidents::{Deniability, deniability, effect, is_occurrence, may, tally};
use super::record::{Entry, entry};
use super::{Clause, Moment, Stamp};

/// One incident on one screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Card {
    /// What happened, and what the agreement said of it.
    pub entry: Entry,
    /// What followed about red lines and inquiries, up to the moment that is shown.
    pub since: Vec<Entry>,
    /// How deniability stands: of each inquiry about acts like this, at this moment.
    pub deniability: Vec<Deniability>,
    /// Who may do what now.
    pub powers: Vec<Power>,
    /// Who is bound by the text and so is to be told: every signatory and the bodies that observe or find.
    pub tell: Vec<String>,
}

/// Something that an actor may do now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Power {
    /// Who.
    pub by: String,
    /// The deed: `answer`, `absorb`, `inquire`, `warn`, `start`, `use`, `stop` or `settle`.
    pub deed: &'static str,
    /// What an answer does, as a key; nothing for other deeds.
    pub effect: Option<&'static str>,
    /// Of what.
    pub item: String,
    /// Until when, if a clock runs.
    pub until: Option<Stamp>,
    /// Where the text gives the power.
    pub clause: Option<Clause>,
}

/// The card of a line of the record; nothing if the line is no occurrence that is shown yet.
#[must_use]
pub fn card(moment: &Moment, line: usize) -> Option<Card> {
    let recorded = moment.matter.lines.get(line).filter(|it| it.at <= moment.at)?;
    let (_, deed) = recorded.act.as_ref()?;
    if !is_occurrence(moment, deed) {
        return None;
    }
    let mut entries = moment.entries().iter().skip_while(|it| it.line != Some(line));
    let found = entries.next()?;
    let since = entries.filter(|it| it.verdicts.iter().any(is_about)).map(|it| entry(moment, it));
    Some(Card {
        entry: entry(moment, found),
        since: since.collect(),
        deniability: tally(deed).map_or_else(Vec::new, |tally| deniability(moment, tally)),
        powers: powers(moment),
        tell: tell(moment),
    })
}

/// Whether a verdict speaks of red lines or of whose act something was.
fn is_about(verdict: &Verdict) -> bool {
    matches!(verdict.item, Item::Redline(_) | Item::Inquiry(_))
        || verdict.kind == VerdictKind::Attributed
}

fn tell(moment: &Moment) -> Vec<String> {
    let accord = moment.accord();
    let signed = accord.actor_ids().filter(|actor| accord.is_signatory(*actor));
    let found_by = accord.redlines.iter().filter_map(|row| row.found_by);
    let observe = accord.subjects.iter().filter_map(|row| row.observer);
    let mut bodies: Vec<ActorId> = found_by.chain(observe).collect();
    bodies.sort_unstable();
    bodies.dedup();
    signed.chain(bodies).map(|actor| moment.actor(actor)).collect()
}

/// Everything that somebody may do in answer now, in the order of the tables.
#[must_use]
pub fn powers(moment: &Moment) -> Vec<Power> {
    let accord = moment.accord();
    let all = accord.actor_ids().flat_map(|by| {
        let deeds = kernel::powers::powers(accord, moment.state(), by);
        deeds.into_iter().filter_map(move |deed| power(moment, by, &deed))
    });
    all.collect()
}

fn power(moment: &Moment, by: ActorId, deed: &Deed) -> Option<Power> {
    let (accord, labels) = (moment.accord(), moment.labels());
    let (word, item, until, clause) = match deed {
        Deed::Answer(id, choice) => {
            let answer = answer(moment, *id, usize::from(*choice))?;
            ("answer", labels.redline(*id), left(moment, *id), answer.clause)
        }
        Deed::Absorb(id) => {
            ("absorb", labels.redline(*id), left(moment, *id), accord.redline(*id)?.clause)
        }
        Deed::Inquire(id) => ("inquire", labels.inquiry(*id), None, accord.inquiry(*id)?.clause),
        Deed::Warn(id) => ("warn", labels.inquiry(*id), None, accord.inquiry(*id)?.clause),
        Deed::Start(id, _) => ("start", labels.procedure(*id), None, accord.procedure(*id)?.clause),
        Deed::Use(id) => ("use", labels.procedure(*id), None, accord.procedure(*id)?.clause),
        Deed::Stop(id) => ("stop", labels.procedure(*id), None, accord.procedure(*id)?.clause),
        Deed::Settle(id) => ("settle", labels.procedure(*id), None, accord.procedure(*id)?.clause),
        _ => return None,
    };
    debug_assert!(may(moment, by, deed), "the kernel lists what may be done");
    let effect = match deed {
        Deed::Answer(id, choice) => {
            answer(moment, *id, usize::from(*choice)).map(|answer| effect(&answer.effect))
        }
        _ => None,
    };
    let clause = moment.line(clause);
    Some(Power { by: moment.actor(by), deed: word, effect, item, until, clause })
}

fn left(moment: &Moment, id: RedlineId) -> Option<Stamp> {
    moment.ahead(moment.state().redline(id).left)
}

fn answer(moment: &Moment, id: RedlineId, choice: usize) -> Option<&Answer> {
    let rung = usize::from(moment.state().redline(id).level).checked_sub(1)?;
    let level = moment.accord().redline(id)?.levels.get(rung)?;
    level.answers.get(choice)
}
