//! What evidence makes of three ways in which an attack can have come about, under several priors.
//!
//! Problem: an armed group attacks, and its backer may have directed it, let it happen, or had no
//! say. Evidence shifts the odds and settles nothing, and what one believed before decides much; so
//! the answer is always given under at least two priors, with what would move it most.
//!
//! Symbols: origin `h` (directed, tolerated, autonomous), prior `q_h`, chance `P(o|h)` of the outcome
//! `o` of a question, weight `w`: posterior `~ q_h prod P(o|h)^w`. `w = 1` takes the questions as
//! independent; the interval runs over `w` from [`WEIGHTS`], since they seldom are. What a question
//! not asked yet would move: `sum_o P(o) TV(o)` with `TV` half the sum of absolute changes.
//!
//! Limits: the chances are judgement, because no public record tells origins apart. Nothing here is a
//! finding: who answers for an act is for the rule of the text and the body that it names.
//!
//! # Source
//! Bayes' rule; Good, *Probability and the Weighing of Evidence* (1950), for weights of evidence.

use crate::occurrences::BadTable;

const TABLE: &str = include_str!("attribution.csv");
/// Weights over which the interval runs: half as telling, and half again as telling.
pub const WEIGHTS: (f64, f64) = (0.5, 1.5);
/// How an attack can have come about, in the order of every list of three.
pub const ORIGINS: [&str; 3] = ["directed", "tolerated", "autonomous"];

/// One number for each origin.
pub type Odds = [f64; 3];

/// What was believed before.
#[derive(Clone, Debug, PartialEq)]
pub struct Prior {
    /// What it is called.
    pub name: String,
    /// Chances, adding up to 1.
    pub odds: Odds,
}

/// One answer to a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Outcome {
    /// What it is called.
    pub name: String,
    /// Chance of it under each origin.
    pub chances: Odds,
    /// How far the chances may be trusted.
    pub mark: String,
    /// Where from, or what it means.
    pub source: String,
}

/// Something that can be looked at, with all its answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// What it is called.
    pub name: String,
    /// Its answers; their chances add up to 1 under each origin.
    pub outcomes: Vec<Outcome>,
}

/// Three priors of which each extreme is the mirror of the other.
#[must_use]
pub fn priors() -> Vec<Prior> {
    let prior = |name: &str, odds: Odds| Prior { name: name.to_owned(), odds };
    let third = 1.0 / 3.0;
    vec![
        prior("even", [third; 3]),
        prior("holds direction likely", [0.6, 0.3, 0.1]),
        prior("holds autonomy likely", [0.1, 0.3, 0.6]),
    ]
}

/// The questions of the table that ships.
///
/// # Errors
/// None, as a test shows.
pub fn questions_at_hand() -> Result<Vec<Question>, BadTable> {
    questions(TABLE)
}

/// Reads questions: columns `question`, `outcome`, one for each origin, `mark`, `source`.
///
/// # Errors
/// A column that is missing, a chance that is none, no mark or source, or chances of a question that
/// do not add up to 1 under each origin.
pub fn questions(text: &str) -> Result<Vec<Question>, BadTable> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let mut all: Vec<(u64, Question)> = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| {
            let line = error.position().map_or(1, csv::Position::line);
            bad(line, "not as many cells as the header".to_owned())
        })?;
        let line = row.position().map_or(1, csv::Position::line);
        let (name, outcome) = read_row(&header, &row, line)?;
        match all.iter_mut().find(|it| it.1.name == name) {
            Some((_, question)) => question.outcomes.push(outcome),
            None => all.push((line, Question { name, outcomes: vec![outcome] })),
        }
    }
    for (line, question) in &all {
        adds_up(*line, question)?;
    }
    Ok(all.into_iter().map(|it| it.1).collect())
}

fn bad(line: u64, what: String) -> BadTable {
    BadTable { line, what }
}

fn read_row(
    header: &csv::StringRecord,
    row: &csv::StringRecord,
    line: u64,
) -> Result<(String, Outcome), BadTable> {
    let cell = |name: &str| {
        let at = header.iter().position(|it| it == name);
        let at = at.ok_or_else(|| bad(1, format!("no column `{name}`: name it so")))?;
        let text = row.get(at).unwrap_or_default().trim();
        if text.is_empty() {
            return Err(bad(line, format!("`{name}` is empty: fill it in")));
        }
        Ok(text.to_owned())
    };
    let chance = |name: &str| {
        let text = cell(name)?;
        let chance = text.parse::<f64>().ok().filter(|it| *it > 0.0 && *it <= 1.0);
        chance.ok_or_else(|| bad(line, format!("`{text}` is no chance above 0 and up to 1")))
    };
    let [directed, tolerated, autonomous] = ORIGINS.map(chance);
    let chances = [directed?, tolerated?, autonomous?];
    let (mark, source) = (cell("mark")?, cell("source")?);
    Ok((cell("question")?, Outcome { name: cell("outcome")?, chances, mark, source }))
}

fn adds_up(line: u64, question: &Question) -> Result<(), BadTable> {
    for (origin, name) in ORIGINS.iter().enumerate() {
        let sum: f64 = question.outcomes.iter().filter_map(|it| it.chances.get(origin)).sum();
        if (sum - 1.0).abs() > 0.01 {
            let name = format!("`{}` under {name}", question.name);
            return Err(bad(line, format!("chances of {name} add up to {sum:.2}: make it 1")));
        }
    }
    Ok(())
}

/// Chances after evidence, adding up to 1.
#[must_use]
pub fn posterior(prior: &Odds, seen: &[&Outcome], weight: f64) -> Odds {
    let mut logs = prior.map(libm::log);
    for outcome in seen {
        for (log, chance) in logs.iter_mut().zip(outcome.chances) {
            *log += weight * libm::log(chance);
        }
    }
    let top = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let shares = logs.map(|log| libm::exp(log - top));
    let sum: f64 = shares.iter().sum();
    shares.map(|share| share / sum)
}

/// Least and greatest chances over the weights.
#[must_use]
pub fn range(prior: &Odds, seen: &[&Outcome]) -> [(f64, f64); 3] {
    const STEPS: u32 = 20;
    let (least, most) = WEIGHTS;
    let at = |k: u32| least + (most - least) * f64::from(k) / f64::from(STEPS);
    let all: Vec<Odds> = (0..=STEPS).map(|k| posterior(prior, seen, at(k))).collect();
    [0, 1, 2].map(|origin: usize| {
        let each = all.iter().filter_map(|odds| odds.get(origin).copied());
        each.fold((1.0, 0.0), |(l, h): (f64, f64), x| (l.min(x), h.max(x)))
    })
}

/// Mean move of the chances that the answer to a question would make, under one prior.
#[must_use]
pub fn move_of(prior: &Odds, seen: &[&Outcome], question: &Question) -> f64 {
    let now = posterior(prior, seen, 1.0);
    let moved = |outcome: &Outcome| {
        let likely: f64 = now.iter().zip(outcome.chances).map(|(a, b)| a * b).sum();
        let then = posterior(&now, &[outcome], 1.0);
        let total: f64 = now.iter().zip(then).map(|(a, b)| (a - b).abs()).sum();
        likely * total / 2.0
    };
    question.outcomes.iter().map(moved).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen<'q>(questions: &'q [Question], wanted: &[(&str, &str)]) -> Vec<&'q Outcome> {
        let one = |(question, outcome): &(&str, &str)| {
            let all = questions.iter().filter(|it| it.name == *question);
            let found = all.flat_map(|it| &it.outcomes).find(|it| it.name == *outcome);
            found.expect("in the table")
        };
        wanted.iter().map(one).collect()
    }

    #[test]
    fn the_table_that_ships_is_all_judgement_and_adds_up() {
        let questions = questions_at_hand().expect("readable");
        assert_eq!(questions.len(), 6);
        let outcomes = questions.iter().flat_map(|it| &it.outcomes);
        assert!(outcomes.clone().all(|it| it.mark == "judgement" && !it.source.is_empty()));
        assert_eq!(outcomes.count(), 12);
    }

    /// By hand: even prior, chances .6 .5 .1, so 6/12, 5/12, 1/12.
    #[test]
    fn bayes_rule_by_hand() {
        let questions = questions_at_hand().expect("readable");
        let evidence = seen(&questions, &[("warning", "stopped")]);
        let found = posterior(&[1.0 / 3.0; 3], &evidence, 1.0);
        for (found, expected) in found.iter().zip([0.5, 5.0 / 12.0, 1.0 / 12.0]) {
            assert!((found - expected).abs() < 1e-12);
        }
        assert_eq!(
            posterior(&[0.2, 0.3, 0.5], &[], 1.0).map(|it| (it * 1e9).round() / 1e9),
            [0.2, 0.3, 0.5]
        );
    }

    #[test]
    fn the_priors_are_three_and_their_extremes_mirror_each_other() {
        let priors = priors();
        assert!(priors.len() >= 2);
        let [directed, tolerated, autonomous] = priors[1].odds;
        assert_eq!(priors[2].odds, [autonomous, tolerated, directed]);
        for prior in priors {
            assert!((prior.odds.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        }
    }

    #[test]
    fn the_range_holds_the_middle_and_grows_with_evidence() {
        let questions = questions_at_hand().expect("readable");
        let little = seen(&questions, &[("claim", "claimed")]);
        let much = seen(&questions, &[("claim", "claimed"), ("pattern", "joint")]);
        let even = [1.0 / 3.0; 3];
        for (evidence, middle) in [(&little, posterior(&even, &little, 1.0))] {
            for ((low, high), now) in range(&even, evidence).iter().zip(middle) {
                assert!(low <= &now && &now <= high);
            }
        }
        let width =
            |evidence: &[&Outcome]| range(&even, evidence)[0].1 - range(&even, evidence)[0].0;
        assert!(width(&much) > width(&little));
    }

    #[test]
    fn an_answer_that_all_origins_give_alike_moves_nothing() {
        let outcome = |name: &str, chance: f64| Outcome {
            name: name.to_owned(),
            chances: [chance; 3],
            mark: "judgement".to_owned(),
            source: "test".to_owned(),
        };
        let question = Question {
            name: "denied".to_owned(),
            outcomes: vec![outcome("yes", 0.8), outcome("no", 0.2)],
        };
        assert!(move_of(&[0.2, 0.3, 0.5], &[], &question) < 1e-12);
        let questions = questions_at_hand().expect("readable");
        let moves: Vec<f64> =
            questions.iter().map(|it| move_of(&[1.0 / 3.0; 3], &[], it)).collect();
        assert!(moves.iter().all(|it| *it > 0.0));
        assert!(moves.iter().all(|it| *it <= moves[5]), "a warning tells most: {moves:?}");
    }

    #[test]
    fn what_cannot_be_read_is_named_with_its_line() {
        let head = "question,outcome,directed,tolerated,autonomous,mark,source\n";
        for (rows, line, word) in [
            ("a,yes,0.5,0.5,0.5,judgement,x\n", 2, "add up to 0.50"),
            ("a,yes,1,1,0,judgement,x\n", 2, "no chance"),
            ("a,yes,1,1,1,,x\n", 2, "`mark` is empty"),
            ("a,yes,1,1\n", 2, "not as many cells"),
        ] {
            let bad = questions(&format!("{head}{rows}")).expect_err(rows);
            assert_eq!(bad.line, line);
            assert!(bad.what.contains(word), "{bad}");
        }
        let bad = questions("question,outcome\na,b\n").expect_err("no column");
        assert_eq!((bad.line, bad.what.as_str()), (1, "no column `directed`: name it so"));
    }
}
