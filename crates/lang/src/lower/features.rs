//! Features of a text left out of what is enumerated: by the name of their article, never
//! silently. Rows keep their numbers, so that beliefs and verdicts still mean the same.

use kernel::accord::Effect;
use kernel::{
    Accord, Condition, DialId, EscrowId, FreezeId, Hours, InquiryId, PhaseId, ProcedureId,
    RedlineId, SubjectId, WaiverId,
};

use super::Lowered;
use super::names::{Names, Symbol};
use crate::diagnostic::Diagnostic;
use crate::parse::words::nearest;
use crate::span::Span;

/// What can be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Feature {
    WaiverLapse(WaiverId),
    PhaseLapse(PhaseId),
    WindDown(WaiverId),
    Volume(WaiverId),
    DialPipeline(DialId),
    EscrowPipeline(EscrowId),
    Pause(EscrowId),
    CoolDown(RedlineId),
    Strike(RedlineId),
    Redline(RedlineId),
    Inquiry(InquiryId),
    Procedure(ProcedureId),
    Freeze(FreezeId),
}

/// Why something cannot be left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    code: &'static str,
    message: String,
    help: String,
}

impl Fault {
    /// The fault at its place.
    pub fn at(self, span: Span) -> Diagnostic {
        Diagnostic::error(self.code, span, self.message).help(self.help)
    }
}

/// The words for parts of articles, with what they are parts of.
const PARTS: &[(&str, &str)] = &[
    ("lapse", "a waiver or phase"),
    ("winding_down", "a waiver"),
    ("volume", "a waiver"),
    ("pipeline", "a dial or escrow"),
    ("pause", "an escrow"),
    ("cool_down", "a red line"),
    ("strike", "a red line"),
];

/// What `PART of NAME`, or `NAME` alone, stands for.
pub(crate) fn feature(names: &Names, (part, of): (Option<&str>, &str)) -> Result<Feature, Fault> {
    let symbols = names.find(of);
    if symbols.is_empty() {
        return Err(unknown(names, of));
    }
    let found = symbols.iter().find_map(|symbol| pick(part, *symbol));
    found.ok_or_else(|| unfit(part, of))
}

fn pick(part: Option<&str>, symbol: Symbol) -> Option<Feature> {
    Some(match (part, symbol) {
        (Some("lapse"), Symbol::Waiver(id)) => Feature::WaiverLapse(id),
        (Some("lapse"), Symbol::Phase(id)) => Feature::PhaseLapse(id),
        (Some("winding_down"), Symbol::Waiver(id)) => Feature::WindDown(id),
        (Some("volume"), Symbol::Waiver(id)) => Feature::Volume(id),
        (Some("pipeline"), Symbol::Dial(id)) => Feature::DialPipeline(id),
        (Some("pipeline"), Symbol::Escrow(id)) => Feature::EscrowPipeline(id),
        (Some("pause"), Symbol::Escrow(id)) => Feature::Pause(id),
        (Some("cool_down"), Symbol::Redline(id)) => Feature::CoolDown(id),
        (Some("strike"), Symbol::Redline(id)) => Feature::Strike(id),
        (None, Symbol::Redline(id)) => Feature::Redline(id),
        (None, Symbol::Inquiry(id)) => Feature::Inquiry(id),
        (None, Symbol::Procedure(id)) => Feature::Procedure(id),
        (None, Symbol::Freeze(id)) => Feature::Freeze(id),
        _ => return None,
    })
}

fn unknown(names: &Names, of: &str) -> Fault {
    let near = nearest(of, names.words());
    Fault {
        code: "A336",
        message: format!("`{of}` is no name of the agreement"),
        help: near
            .map_or_else(|| "name an article".into(), |near| format!("did you mean `{near}`?")),
    }
}

fn unfit(part: Option<&str>, of: &str) -> Fault {
    let parts = || PARTS.iter().map(|(word, of)| format!("`{word}` of {of}"));
    let message = match part {
        Some(part) => format!("`{part}` of `{of}` cannot be left out"),
        None => format!("`{of}` as a whole cannot be left out"),
    };
    let articles = "a red line, inquiry, dispute, snapback or freeze".to_owned();
    let all: Vec<String> = parts().chain([articles]).collect();
    Fault { code: "A363", message, help: format!("what can be: {}", all.join(", ")) }
}

/// The tables without the features named, each as `lapse of W1` or `ship`.
///
/// # Errors
/// With a line for each name that stands for nothing that can be left out.
pub fn leave_out<'n>(
    lowered: &Lowered,
    features: impl IntoIterator<Item = &'n str>,
) -> Result<Accord, Vec<String>> {
    let mut accord = lowered.accord.clone();
    let mut faults = Vec::new();
    for name in features {
        let parts = match name.split_once(" of ") {
            Some((part, of)) => (Some(part.trim()), of.trim()),
            None => (None, name.trim()),
        };
        match feature(&lowered.names, parts) {
            Ok(feature) => take_out(&mut accord, feature),
            Err(fault) => faults.push(format!("{}; {}", fault.message, fault.help)),
        }
    }
    if faults.is_empty() { Ok(accord.indexed()) } else { Err(faults) }
}

/// The tables without what the beliefs leave out.
///
/// # Errors
/// If the beliefs are about other tables.
pub fn leave_out_of(lowered: &Lowered, beliefs: &world::Beliefs) -> Result<Accord, Vec<String>> {
    let accord = leave_out(lowered, beliefs.left_out.iter().map(|(name, _)| name.as_str()));
    accord.map(|accord| super::unweighed::without_clocks_of_talk(accord, beliefs))
}

fn take_out(accord: &mut Accord, feature: Feature) {
    match feature {
        Feature::PhaseLapse(id) => {
            change(&mut accord.phases, id.index(), |row| row.lapses = None);
        }
        Feature::DialPipeline(id) => {
            change(&mut accord.dials, id.index(), |row| {
                (row.piped, row.stages) = (false, Vec::new());
            });
        }
        Feature::EscrowPipeline(id) => {
            change(&mut accord.escrows, id.index(), |row| {
                (row.piped, row.stages) = (false, Vec::new());
            });
        }
        Feature::Freeze(id) => change(&mut accord.freezes, id.index(), |row| row.duties.clear()),
        // Nobody's acts: it opens and closes at once, and establishes nothing.
        Feature::Inquiry(id) => change(&mut accord.inquiries, id.index(), |row| {
            row.subject = SubjectId(u16::MAX);
            row.answer_within = Hours::ZERO;
            row.window = Hours::ZERO;
        }),
        Feature::Redline(id) => {
            change(&mut accord.redlines, id.index(), |row| row.live = Condition::Never);
        }
        Feature::CoolDown(id) => change(&mut accord.redlines, id.index(), |row| {
            row.levels.iter_mut().for_each(|level| level.cool_down = Hours::ZERO);
        }),
        Feature::Strike(id) => change(&mut accord.redlines, id.index(), |row| {
            for level in &mut row.levels {
                level.answers.retain(|answer| answer.effect != Effect::Strike);
            }
        }),
        Feature::Procedure(id) => without_procedure(accord, id),
        Feature::Pause(id) => {
            without_effect(accord, |it| matches!(it, Effect::PauseEscrow(e, _) if *e == id));
        }
        waiver => take_out_of_waiver(accord, waiver),
    }
}

fn take_out_of_waiver(accord: &mut Accord, feature: Feature) {
    match feature {
        Feature::WaiverLapse(id) => {
            change(&mut accord.waivers, id.index(), |row| row.lasts = None);
        }
        Feature::WindDown(id) => {
            change(&mut accord.waivers, id.index(), |row| row.winds_down = Hours::ZERO);
        }
        Feature::Volume(id) => {
            change(&mut accord.waivers, id.index(), |row| row.volume = i64::MAX);
        }
        _ => (),
    }
}

fn change<T>(rows: &mut [T], index: usize, how: impl FnOnce(&mut T)) {
    if let Some(row) = rows.get_mut(index) {
        how(row);
    }
}

fn without_procedure(accord: &mut Accord, id: ProcedureId) {
    change(&mut accord.procedures, id.index(), |row| row.starters.clear());
    without_effect(accord, |it| matches!(it, Effect::Start(p) if *p == id));
}

fn without_effect(accord: &mut Accord, gone: impl Fn(&Effect) -> bool) {
    let levels = accord.redlines.iter_mut().flat_map(|line| &mut line.levels);
    levels.for_each(|level| level.answers.retain(|answer| !gone(&answer.effect)));
    accord.procedures.iter_mut().for_each(|row| row.outcome.retain(|effect| !gone(effect)));
}
