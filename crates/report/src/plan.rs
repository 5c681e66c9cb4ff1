//! What comes next, for people and for programs: what falls due and by whom, what proof is
//! awaited, what silence means.

use explore::plan::{Awaited, Moving, Owed, Plan, Said};
use jiff::ToSpan as _;
use kernel::pipeline::Transit;
use kernel::{ActorId, Hours};
use lang::ast::Date;
use serde_json::{Value, json};

use crate::history::wording;
use crate::labels::Labels;
use crate::page::Run;
use crate::terminal::{ends, entry, paragraph, wrapped};

/// What stands under every plan.
pub const NO_ORDER: &str =
    "This follows from the text. It orders nobody to do anything, and nothing has been sent.";

/// A plan and what its rows are called.
#[derive(Clone, Copy)]
pub struct Schedule<'a> {
    /// What rows are called.
    pub labels: &'a Labels,
    /// What comes next.
    pub plan: &'a Plan,
    /// The civil date of day 0, if it has one.
    pub day_zero: Option<Date>,
    /// How it came about.
    pub run: &'a Run,
}

impl Schedule<'_> {
    /// A time since day 0 as a day, with its date if there is one.
    fn day(&self, at: Hours) -> String {
        let days = at.whole_days();
        let date = self.date(at).map_or_else(String::new, |date| format!(" ({date})"));
        format!("day {days}{date}")
    }

    pub(crate) fn date(&self, at: Hours) -> Option<String> {
        let zero = self.day_zero?.0;
        zero.checked_add(i64::from(at.whole_days()).days()).ok().map(|date| date.to_string())
    }
}

/// The page for the terminal.
#[must_use]
pub fn page(schedule: &Schedule<'_>) -> String {
    let labels = schedule.labels;
    let terms = format!("revision {}, terms {}", labels.revision, labels.short_hash());
    let blocks = [
        format!("{}{}", ends(&labels.title, &terms), seen_from(schedule)),
        block("Owed, if everybody keeps the text", &schedule.plan.owed, |it| owed(schedule, it)),
        block("Done, and proof awaited", &schedule.plan.awaited, |it| awaited(schedule, it)),
        block("On its way", &schedule.plan.on_its_way, |it| moving(schedule, it)),
        block("If nobody does anything more", &schedule.plan.silence, |it| said(schedule, it)),
        paragraph(NO_ORDER),
    ];
    blocks.into_iter().filter(|block| !block.is_empty()).collect::<Vec<_>>().join("\n")
}

fn seen_from(schedule: &Schedule<'_>) -> String {
    let (from, until) = (schedule.day(schedule.plan.from), schedule.day(schedule.plan.until));
    let record = match schedule.run.history_file.as_str() {
        "" => "nothing recorded".to_owned(),
        file => format!("after {file}"),
    };
    wrapped(&format!("From {from}, {record}, up to {until}."))
}

fn block<T>(title: &str, rows: &[T], row: impl Fn(&T) -> String) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let rows: String = rows.iter().map(row).collect();
    format!("{title}\n{rows}")
}

fn owed(schedule: &Schedule<'_>, it: &Owed) -> String {
    let labels = schedule.labels;
    let by = match it.by {
        Some(by) if by.whole_days() == it.from.whole_days() => format!("on {}", schedule.day(by)),
        Some(by) if it.from == schedule.plan.from => format!("by {}", schedule.day(by)),
        Some(by) => format!("from {} by {}", schedule.day(it.from), schedule.day(by)),
        None if it.from == schedule.plan.from => "now, and kept".to_owned(),
        None => format!("from {} on", schedule.day(it.from)),
    };
    let (who, what) = (labels.short(it.obligor), labels.duty(it.duty));
    entry(&format!("{who}, {what}: {by}{}", labels.at_line(Some(it.clause))))
}

fn awaited(schedule: &Schedule<'_>, it: &Awaited) -> String {
    let labels = schedule.labels;
    let verifier =
        it.verifier.map_or_else(String::new, |body| format!(", by {}", labels.the(body)));
    entry(&format!("{}{verifier}: due {}", labels.duty(it.duty), schedule.day(it.by)))
}

fn moving(schedule: &Schedule<'_>, it: &Moving) -> String {
    let labels = schedule.labels;
    let (stage, owner) = (wording::stage_name(labels, it.stage), labels.short(it.owner));
    let relief = wording::item(labels, it.relief.item());
    let stands = match (it.transit, it.by) {
        (Transit::Refused(_), _) => ", refused".to_owned(),
        (Transit::Late(_), _) => ", late".to_owned(),
        (_, Some(by)) => format!(", by {}", schedule.day(by)),
        (_, None) => String::new(),
    };
    let line = labels.at_line(Some(it.stage));
    entry(&format!("{relief}: at {stage}, {owner}{stands}{line}"))
}

fn said(schedule: &Schedule<'_>, it: &Said) -> String {
    let verdict = wording::verdict(schedule.labels, &it.verdict);
    entry(&format!("{}  {verdict}", schedule.day(it.at)))
}

/// The plan for programs (docs/json.md).
#[must_use]
pub fn answer(schedule: &Schedule<'_>) -> Value {
    let Schedule { labels, plan, run, .. } = schedule;
    json!({
        "accord": labels.title,
        "hash": labels.hash,
        "history": run.history_file,
        "from": time(schedule, plan.from),
        "until": time(schedule, plan.until),
        "owed": plan.owed.iter().map(|it| json!({
            "step": labels.duty(it.duty),
            "party": labels.actor_name(it.obligor),
            "line": labels.place(it.clause).map(|it| it.line),
            "from": time(schedule, it.from),
            "by": it.by.map(|by| time(schedule, by)),
        })).collect::<Vec<_>>(),
        "awaited": plan.awaited.iter().map(|it| json!({
            "step": labels.duty(it.duty),
            "verifier": it.verifier.map(|body: ActorId| labels.actor_name(body)),
            "by": time(schedule, it.by),
        })).collect::<Vec<_>>(),
        "on_its_way": plan.on_its_way.iter().map(|it| json!({
            "relief": wording::item(labels, it.relief.item()),
            "stage": wording::stage_name(labels, it.stage),
            "owner": labels.actor_name(it.owner),
            "line": labels.place(it.stage).map(|it| it.line),
            "by": it.by.map(|by| time(schedule, by)),
            "late": matches!(it.transit, Transit::Late(_)),
            "refused": matches!(it.transit, Transit::Refused(_)),
        })).collect::<Vec<_>>(),
        "silence": plan.silence.iter().map(|it| json!({
            "at": time(schedule, it.at),
            "verdict": wording::kind(it.verdict.kind),
            "item": wording::item(labels, it.verdict.item),
            "stage": wording::stage(labels, &it.verdict).map(|(stage, _)| stage),
            "by": it.verdict.by.map(|by| labels.actor_name(by)),
            "line": labels.place(it.verdict.clause).map(|it| it.line),
        })).collect::<Vec<_>>(),
        "version": run.version,
        "note": NO_ORDER,
    })
}

fn time(schedule: &Schedule<'_>, at: Hours) -> Value {
    json!({"day": at.whole_days(), "date": schedule.date(at)})
}
