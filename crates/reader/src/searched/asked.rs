//! What a search file asks, in the numbers of the text; and what was found, in its words.

use explore::design::{Asked, Designs, Goal, Limit, Made, Measure, Over, Score};
use explore::exposure::Good;
use explore::search::{Axis, Found, Point, Problem as _, size};
use kernel::ActorId;
use lang::ast::{Comparison, Name};
use lang::diagnostic::Diagnostic;
use lang::lower::Symbol;
use lang::search::Space;
use lang::search_ast::{Measure as Said, Requirement, Robust, Search};
use lang::source::Source;
use lang::span::Span;
use report::designs::{Designs as Page, Row, Scale, Wanted};

use super::{Reach, Searched, ended, picks, scores};
use crate::unread::Unread;

/// Samples where the file says nothing.
const SAMPLES: u32 = 16;

/// The axes of a space: places in the lists of its choices.
pub(super) fn axes(space: &Space) -> Vec<Axis> {
    let axis = |choice: &lang::search::Choice| {
        let count = u32::try_from(choice.options.len()).unwrap_or(u32::MAX);
        let high = i32::try_from(count.saturating_sub(1)).unwrap_or(i32::MAX);
        if choice.ordered { Axis::Whole { low: 0, high } } else { Axis::Kind(count) }
    };
    space.choices().iter().map(axis).collect()
}

/// How far each design is scored: as far as some goal or limit reads it.
pub(super) fn effort(search: &Search, reach: &Reach) -> Asked {
    let over = |robust: Robust| robust != Robust::Centre;
    let goals = search.goals.iter().map(|goal| (&goal.measure, over(goal.robust)));
    let limits = search.requirements.iter().filter_map(|it| match it {
        Requirement::Limit { measure, robust, .. } => Some((measure, over(*robust))),
        Requirement::Keeps(..) => None,
    });
    let all: Vec<(&Said, bool)> = goals.chain(limits).collect();
    let keeps = search.requirements.iter().any(|it| matches!(it, Requirement::Keeps(Some(_), _)));
    let reads = |of: fn(&Said) -> bool| all.iter().any(|(said, sampled)| *sampled && of(said));
    let sampled = keeps || all.iter().any(|(_, sampled)| *sampled);
    Asked {
        samples: if sampled { search.samples.unwrap_or(SAMPLES) } else { 0 },
        seed: reach.seed,
        points_max: reach.states,
        margins: reads(|said| matches!(said, Said::Margin(_))),
        temptations: keeps || reads(|said| matches!(said, Said::Temptation(_))),
        survival: reads(|said| matches!(said, Said::Survival(_))),
        exposure: all.iter().any(|(said, _)| matches!(said, Said::Exposure { .. })),
    }
}

/// The goals and limits; names are those of the text.
pub(super) fn wanted(
    searched: &Searched,
    source: &Source,
    start: &Made,
) -> Result<(Vec<Goal>, Vec<Limit>), Unread> {
    let mut found = Vec::new();
    let horizon = start.readers.iter().map(|it| it.beliefs.horizon).min().unwrap_or(1);
    let mut read = |said: &Said, span: Span| match measure(searched, said, horizon) {
        Ok(measure) => Some(measure),
        Err(why) => {
            found.push(Diagnostic::error("A097", span, why));
            None
        }
    };
    let mut goals = Vec::new();
    for goal in &searched.search.goals {
        let (maximise, over) = (goal.maximise, over(goal.robust));
        goals.extend(read(&goal.measure, goal.span).map(|measure| Goal {
            measure,
            maximise,
            over,
        }));
    }
    let mut limits = Vec::new();
    for requirement in &searched.search.requirements {
        limits.extend(match requirement {
            Requirement::Keeps(None, _) => Some(Limit::Keeps),
            Requirement::Keeps(Some(share), _) => Some(Limit::KeepsIn(*share)),
            Requirement::Limit { measure, robust, comparison, limit, span, .. } => {
                let (over, limit) = (over(*robust), *limit);
                let least = *comparison == Comparison::AtLeast;
                read(measure, *span).map(|measure| Limit::Bound { measure, over, least, limit })
            }
        });
    }
    let regret = searched.search.requirements.iter().find_map(|it| match it {
        Requirement::Limit { robust: Robust::Regret, span, .. } => Some(*span),
        _ => None,
    });
    found.extend(regret.map(|span| {
        let why = "regret is measured against what the search finds, so it can be no limit";
        Diagnostic::error("A097", span, why).help("make it a goal: `minimise … by regret`")
    }));
    if found.is_empty() { Ok((goals, limits)) } else { Err(Unread::text(source, found)) }
}

fn over(robust: Robust) -> Over {
    match robust {
        Robust::Centre => Over::Centre,
        Robust::Average => Over::Average,
        Robust::Worst => Over::Worst,
        Robust::Cvar(share) => Over::Cvar(share),
        Robust::Regret => Over::Regret,
    }
}

fn measure(searched: &Searched, said: &Said, horizon: u32) -> Result<Measure, String> {
    let names = &searched.text.compiled.common.names;
    let actor = |name: &Name| -> Result<ActorId, String> {
        let accord = searched.text.compiled.accord();
        let own = accord.signatory_ids().find(|id| {
            names.find(&name.text).iter().any(|it| matches!(it, Symbol::Actor(of) if of == id))
        });
        own.ok_or_else(|| format!("`{name}` is no signatory of the text"))
    };
    let good = |name: &Name| {
        names.find(&name.text).iter().find_map(|symbol| match symbol {
            Symbol::Escrow(id) => Some(Good::Money(*id)),
            Symbol::Dial(id) => Some(Good::Relief(*id)),
            Symbol::Waiver(id) => Some(Good::Waiver(*id)),
            Symbol::Subject(id) => Some(Good::Stock(*id)),
            _ => None,
        })
    };
    Ok(match said {
        Said::Margin(party) => Measure::Margin(actor(party)?),
        Said::Stake(party) => Measure::Stake(actor(party)?),
        Said::Temptation(party) => Measure::Temptation(actor(party)?),
        Said::Exposure { party, good: of } => {
            let what = format!("`{of}` is no escrow, dial, waiver or quantity of the text");
            Measure::Exposure(actor(party)?, good(of).ok_or(what)?)
        }
        Said::Survival(Some(periods)) if *periods > horizon => {
            return Err(format!("the beliefs look {horizon} periods ahead, not {periods}"));
        }
        Said::Survival(periods) => Measure::Survival(periods.unwrap_or(horizon)),
    })
}

/// The designs of the front, best first in the first goal.
pub(super) fn rows<F>(searched: &Searched, all: &Designs<'_, F>, found: &Found) -> Vec<Row>
where
    F: Fn(&Point) -> Result<Made, String> + Sync,
{
    let mut front: Vec<usize> = found.front.clone();
    let first = |number: &usize| all.judged(*number).objectives.first().copied().unwrap_or(0.0);
    front.sort_by(|a, b| first(a).total_cmp(&first(b)).then(a.cmp(b)));
    let row = |number: usize| {
        let score = scores(all, number)?;
        let picked = picks(&found.points[number]);
        let chosen = searched.space.choices().iter().zip(picked);
        let picks = chosen.map(|(choice, at)| choice.options.get(at).cloned().unwrap_or_default());
        Some(Row { number: Some(number), picks: picks.collect(), ..start_row(all, score) })
    };
    front.into_iter().filter_map(row).collect()
}

/// What a score comes to, without choices.
pub(super) fn start_row<F>(all: &Designs<'_, F>, score: &Score) -> Row
where
    F: Fn(&Point) -> Result<Made, String> + Sync,
{
    Row {
        number: None,
        picks: Vec::new(),
        values: (0..all.goals.len()).map(|goal| all.value(goal, score)).collect(),
        feasible: all.judge(score).feasible(),
        file: None,
    }
}

/// All that a page says.
pub(super) fn designs<'a, F>(
    reach: &Reach,
    searched: &'a Searched,
    source: &Source,
    found: &Found,
    all: &Designs<'_, F>,
    (start, front): (Option<Row>, Vec<Row>),
) -> Page<'a>
where
    F: Fn(&Point) -> Result<Made, String> + Sync,
{
    let said = |span: Span| source.at(span).split_whitespace().collect::<Vec<_>>().join(" ");
    let wanted = searched.search.goals.iter().zip(&all.goals);
    let limit = |it: &Requirement| match it {
        Requirement::Keeps(_, span) | Requirement::Limit { span, .. } => said(*span),
    };
    let judged = (0..found.points.len()).filter(|number| scores(all, *number).is_some());
    let samples = u32::try_from(searched.readers).unwrap_or(1) * all.asked.samples;
    Page {
        labels: &searched.labels,
        choices: searched.space.choices().iter().map(|it| it.said.clone()).collect(),
        wanted: wanted
            .map(|(it, goal)| Wanted { said: said(it.span), scale: scale(goal) })
            .collect(),
        limits: searched.search.requirements.iter().map(limit).collect(),
        start,
        front,
        space: size(&all.axes),
        evaluated: found.points.len(),
        unscored: unscored(all),
        beyond: judged.filter(|number| !all.judged(*number).feasible()).count(),
        exhaustive: found.generations == 0 && found.ended == explore::search::Ended::Exhausted,
        generations: found.generations,
        ended: ended(found.ended),
        samples,
        seed: reach.seed,
        version: env!("CARGO_PKG_VERSION"),
        command: "",
    }
}

fn scale(goal: &Goal) -> Scale {
    match goal.measure {
        Measure::Margin(_) | Measure::Stake(_) | Measure::Temptation(_) => Scale::Worth,
        Measure::Survival(_) => Scale::Share,
        Measure::Exposure(_, good) => Scale::Good(good),
    }
}

/// How many designs have no score, and the reason most often given.
fn unscored<F>(all: &Designs<'_, F>) -> (usize, Option<String>) {
    let mut reasons: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for why in all.scores.iter().filter_map(|it| it.as_ref().err()) {
        *reasons.entry(why.as_str()).or_default() += 1;
    }
    let most = reasons.iter().max_by_key(|(why, count)| (**count, std::cmp::Reverse(**why)));
    (reasons.values().sum(), most.map(|(why, _)| (*why).to_owned()))
}
