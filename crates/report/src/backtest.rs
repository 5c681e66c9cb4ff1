//! Forecasts of recorded cases beside what came, and beside two forecasters who use no model.

mod page;
mod picture;
mod scored;

use explore::backtest::{BackTest, Forecast, Question};
use serde::Serialize;
use world::beliefs::Mark;
use world::hindsight::Late;
use world::scores::Scored;

use crate::ethics::{FOOT, mark};
use crate::labels::Labels;

pub use page::page;
pub use picture::picture;
pub use scored::{Score, mean_over_cases, scores};

/// Who gave a chance, in the order of every table.
pub const FORECASTERS: [&str; 4] =
    ["beliefs known then", "beliefs as written", "constant hazard", "last state"];

/// One case that was forecast.
#[derive(Clone, Debug)]
pub struct Case {
    /// Name of its files.
    pub name: String,
    /// What its rows are called.
    pub labels: Labels,
    /// What the entries of its beliefs are called.
    pub entries: Vec<String>,
    /// Lines of the record by mark; `None` is a line that names none.
    pub lines: Vec<(Option<Mark>, usize)>,
    /// The forecasts.
    pub test: BackTest,
}

/// What the chances of one forecaster, by place in [`FORECASTERS`], were worth.
#[must_use]
pub fn scored<'a>(forecasts: impl Iterator<Item = &'a Forecast>, forecaster: usize) -> Vec<Scored> {
    let one = |it: &Forecast| {
        let chances = &it.chances;
        let all = [chances.known, chances.written, chances.constant, chances.persists];
        let chance = all.get(forecaster).copied()?;
        it.happened.map(|happened| Scored { chance, happened })
    };
    forecasts.filter_map(one).collect()
}

/// What is asked, in a word; files count together.
#[must_use]
pub fn asked(question: Question) -> &'static str {
    match question {
        Question::InForce => "in force",
        Question::Kept => "kept",
        Question::File(_) => "file kept",
    }
}

/// The three kinds of question.
pub const ASKED: [&str; 3] = ["in force", "kept", "file kept"];

/// What `detente replay --forecast --json` prints.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct BackTestJson {
    pub forecasters: [&'static str; 4],
    pub cases: Vec<CaseJson>,
    pub scores: Vec<Score>,
    pub calibration: Vec<CalibrationJson>,
    pub paths: u64,
    pub seed: u64,
    pub note: &'static str,
}

/// One case.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct CaseJson {
    pub case: String,
    pub lines: Vec<LinesJson>,
    pub forecasts: Vec<ForecastJson>,
    pub replaced: Vec<ReplacedJson>,
}

/// Lines of a record that bear one mark.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct LinesJson {
    pub mark: &'static str,
    pub lines: usize,
}

/// One forecast.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct ForecastJson {
    pub date: String,
    pub days: u32,
    pub question: &'static str,
    pub file: Option<String>,
    pub now: bool,
    pub happened: Option<bool>,
    pub chances: [f64; 4],
}

/// A chance that was not known on some dates.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct ReplacedJson {
    pub entry: String,
    pub why: &'static str,
    pub known_from: Option<String>,
    pub dates: usize,
}

/// A tenth of the chances given by one forecaster to one kind of question.
#[derive(Debug, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct CalibrationJson {
    pub question: &'static str,
    pub forecaster: &'static str,
    pub from: f64,
    pub n: usize,
    pub chance: f64,
    pub share: f64,
}

/// The answer for programs.
#[must_use]
pub fn answer(cases: &[Case], paths: u64, seed: u64) -> BackTestJson {
    BackTestJson {
        forecasters: FORECASTERS,
        cases: cases.iter().map(case_json).collect(),
        scores: scores(cases),
        calibration: ASKED.iter().flat_map(|it| calibration(cases, it)).collect(),
        paths,
        seed,
        note: FOOT,
    }
}

fn case_json(case: &Case) -> CaseJson {
    let file = |question: Question| match question {
        Question::File(file) => Some(case.labels.workstream(file)),
        Question::InForce | Question::Kept => None,
    };
    let forecast = |it: &Forecast| ForecastJson {
        date: it.date.to_string(),
        days: it.days,
        question: asked(it.question),
        file: file(it.question),
        now: it.now,
        happened: it.happened,
        chances: [it.chances.known, it.chances.written, it.chances.constant, it.chances.persists],
    };
    let lines = |(found, lines): &(Option<Mark>, usize)| LinesJson {
        mark: found.map_or("no mark", mark),
        lines: *lines,
    };
    CaseJson {
        case: case.name.clone(),
        lines: case.lines.iter().map(lines).collect(),
        forecasts: case.test.forecasts.iter().map(forecast).collect(),
        replaced: replaced(case),
    }
}

/// Chances that were replaced, in the order of the beliefs.
fn replaced(case: &Case) -> Vec<ReplacedJson> {
    let all = || case.test.replaced.iter().flat_map(|(_, list)| list);
    let name = |(row, name): (u32, &String)| {
        let of = || all().filter(move |it| it.entry.0 == row);
        let why = of().next()?.why;
        Some(ReplacedJson {
            entry: name.clone(),
            why: match why {
                Late::Undated => "undated",
                Late::Known(_) => "later",
                Late::Recollected => "recollected",
            },
            known_from: match why {
                Late::Known(date) => Some(date.to_string()),
                Late::Undated | Late::Recollected => None,
            },
            dates: of().count(),
        })
    };
    (0_u32..).zip(&case.entries).filter_map(name).collect()
}

fn calibration(cases: &[Case], question: &'static str) -> Vec<CalibrationJson> {
    let of_forecaster = |(place, forecaster): (usize, &&'static str)| {
        let forecasts = cases.iter().flat_map(|case| &case.test.forecasts);
        let list = scored(forecasts.filter(|it| asked(it.question) == question), place);
        let bins = world::scores::calibration(&list).into_iter();
        let forecaster = *forecaster;
        bins.map(move |bin| CalibrationJson {
            question,
            forecaster,
            from: bin.from,
            n: bin.count,
            chance: bin.chance,
            share: bin.share,
        })
        .collect::<Vec<_>>()
    };
    FORECASTERS.iter().enumerate().flat_map(of_forecaster).collect()
}
