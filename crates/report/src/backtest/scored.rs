//! Scores by case and question, and over cases.

use serde::Serialize;
use world::scores::{brier, log_score};

use super::{ASKED, Case, asked, scored};

/// What four forecasters scored at one kind of question about one case; the lower the better.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[expect(missing_docs, reason = "each field is documented in docs/json.md")]
pub struct Score {
    pub case: String,
    pub question: &'static str,
    pub n: usize,
    pub share: f64,
    pub brier: [f64; 4],
    pub log: [f64; 4],
}

/// Every case and kind of question with a forecast that came due; horizons count together.
#[must_use]
pub fn scores(cases: &[Case]) -> Vec<Score> {
    cases.iter().flat_map(|case| ASKED.iter().filter_map(|it| score(case, it))).collect()
}

fn score(case: &Case, question: &'static str) -> Option<Score> {
    let list = |forecaster| {
        let forecasts = case.test.forecasts.iter();
        scored(forecasts.filter(|it| asked(it.question) == question), forecaster)
    };
    let lists = [0, 1, 2, 3].map(list);
    let first = lists.first()?;
    let happened = first.iter().filter(|it| it.happened).count();
    brier(first)?;
    Some(Score {
        case: case.name.clone(),
        question,
        n: first.len(),
        share: happened as f64 / first.len() as f64,
        brier: lists.each_ref().map(|it| brier(it).unwrap_or(f64::NAN)),
        log: lists.each_ref().map(|it| log_score(it).unwrap_or(f64::NAN)),
    })
}

/// The mean over cases, each counting once; `None` if no case was asked.
#[must_use]
pub fn mean_over_cases(scores: &[Score], question: &'static str) -> Option<Score> {
    let of: Vec<&Score> = scores.iter().filter(|it| it.question == question).collect();
    let count = of.len() as f64;
    let mean = |read: &dyn Fn(&Score) -> f64| of.iter().map(|it| read(it)).sum::<f64>() / count;
    (!of.is_empty()).then(|| Score {
        case: format!("mean of {} cases", of.len()),
        question,
        n: of.iter().map(|it| it.n).sum(),
        share: mean(&|it| it.share),
        brier: [0, 1, 2, 3].map(|at| mean(&|it| it.brier[at])),
        log: [0, 1, 2, 3].map(|at| mean(&|it| it.log[at])),
    })
}
