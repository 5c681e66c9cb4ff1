//! Forecasts of recorded cases beside what came.

use super::{Chapter, Line};
use crate::backtest::{ASKED, Case, Score, mean_over_cases, scores};
use crate::ethics::mark;
use crate::number::chance;

/// Every case, then the mean of cases, by kind of question.
pub fn chapter(cases: &[Case]) -> Chapter {
    let found = scores(cases);
    let of = |question: &'static str| {
        let own = found.iter().filter(|it| it.question == question);
        let own = own.map(|it| line(it, &marks(cases, &it.case)));
        let mean = mean_over_cases(&found, question);
        let mean = mean.map(|it| line(&it, "as the cases"));
        own.chain(mean).collect::<Vec<Line>>()
    };
    Chapter {
        title: "Back-test",
        said: said(&found),
        lines: ASKED.into_iter().flat_map(of).collect(),
        notes: notes(),
    }
}

fn line(it: &Score, marks: &str) -> Line {
    let [known, written, constant, last] = it.brier.map(chance);
    let log = it.log.map(chance);
    let over = |other: f64| {
        let said = format!("{:+.2}", it.brier[0] - other);
        said.replace("-0.00", "0").replace("+0.00", "0")
    };
    Line {
        quantity: format!("{}, {}, Brier (log)", it.case, it.question),
        model: format!("{known} ({}); beliefs as written {written} ({})", log[0], log[1]),
        published: format!(
            "constant hazard {constant} ({}), last state {last} ({})",
            log[2], log[3]
        ),
        error: format!("{} and {}", over(it.brier[2]), over(it.brier[3])),
        n: it.n,
        marks: marks.to_owned(),
    }
}

fn marks(cases: &[Case], name: &str) -> String {
    let lines = cases.iter().filter(|case| case.name == name).flat_map(|case| &case.lines);
    let one = |(found, count): &(Option<world::Mark>, usize)| {
        let word = found.map_or("no mark", mark);
        format!("{count} {}", word.split([':', ' ']).next().unwrap_or(word))
    };
    lines.map(one).collect::<Vec<_>>().join(", ")
}

fn said(scores: &[Score]) -> String {
    let beaten = |question: &str, other: usize| {
        let of = scores.iter().filter(|it| it.question == question);
        of.filter(|it| it.brier[0] < it.brier[other]).count()
    };
    let one = |question: &&'static str| {
        let cases = scores.iter().filter(|it| it.question == *question).count();
        format!(
            "{question}: better than a constant hazard in {} of {cases} cases, than the last state in {}",
            beaten(question, 2),
            beaten(question, 3)
        )
    };
    let by_question: Vec<String> = ASKED.iter().map(one).collect();
    format!(
        "From day 0, each recorded date and every ninetieth day of the cases that ship, for 90, 180 \
         and 365 days on, by `detente replay --forecast`: what the model would have said under beliefs \
         known then ([decision 0004](decisions/0004-what-could-have-been-believed-then.md)), scored beside \
         two forecasters without a model. By Brier's score (0 is best), {}. The model has everybody keep to the text from the date on: after a breach it expects \
         a cure, or the remedy of the text at once, and where neither came it is worse than whoever says \
         that nothing changes.",
        by_question.join("; ")
    )
}

fn notes() -> Vec<String> {
    [
        "The error is the model's Brier score less that of the constant hazard, and less that of the \
         last state; below zero the model is better.",
        "Eight cases, picked because they are documented; dates of one case are not independent, so n \
         counts forecasts and is no sample size.",
        "Beliefs as written were written by somebody who knew the end: what they score is no forecast.",
        "The texts were encoded later too: the plan of 2013 ends on the day on which history \
         ended it, and its extensions are in no line.",
        "Lines marked C are read by no forecast and judge none.",
        "Calibration: [calibration.svg](calibration.svg), written by `detente replay --forecast \
         --picture`; 1,000 futures from each date, seed 1.",
    ]
    .map(str::to_owned)
    .to_vec()
}
