//! `detente attribute`: what evidence makes of how an attack came about, under several priors.

use report::attribution::{self, Inquiry};
use world::attribution::{Outcome, Prior, Question, priors, questions, questions_at_hand};

use crate::args::AttributeArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::files;

/// Reads what was seen; a prior of one's own stands beside the others and never alone.
pub fn run(args: &AttributeArgs, as_json: bool) -> Result<Answer, Failure> {
    let questions = table(args)?;
    let mut all = priors();
    for text in &args.prior {
        let own = prior(text)?;
        if all.iter().any(|it| it.name == own.name) {
            let name = own.name;
            return Err(Failure::Usage(format!("--prior `{name}` is there already: rename it")));
        }
        all.push(own);
    }
    let mut inquiry = Inquiry { priors: &all, questions: &questions, seen: Vec::new() };
    for text in &args.seen {
        let found = seen(text, &questions)?;
        if inquiry.seen.iter().any(|it| it.0.name == found.0.name) {
            let what = format!("`{text}`: `{}` is answered already: leave one out", found.0.name);
            return Err(Failure::Usage(what));
        }
        inquiry.seen.push(found);
    }
    let text = if as_json {
        report::json::text(&attribution::answer(&inquiry))
    } else {
        attribution::page(&inquiry)
    };
    Ok(Answer { text, exit: Exit::Yes })
}

fn table(args: &AttributeArgs) -> Result<Vec<Question>, Failure> {
    let Some(path) = &args.table else {
        return questions_at_hand().map_err(|bad| Failure::Bug(bad.to_string()));
    };
    let source = files::read(path)?;
    questions(source.text()).map_err(|bad| {
        Failure::Usage(format!("{}, line {}: {}", files::as_typed(path), bad.line, bad.what))
    })
}

fn seen<'q>(text: &str, questions: &'q [Question]) -> Result<(&'q Question, &'q Outcome), Failure> {
    let wrong = |help: String| Failure::Usage(format!("`{text}`: {help}"));
    let names = |all: Vec<&str>| all.join(", ");
    let Some((question, outcome)) = text.split_once('=') else {
        return Err(wrong("write QUESTION=OUTCOME, for example `warning=stopped`".to_owned()));
    };
    let Some(question) = questions.iter().find(|it| it.name == question.trim()) else {
        let known = names(questions.iter().map(|it| it.name.as_str()).collect());
        return Err(wrong(format!("no such question, there is {known}")));
    };
    let found = question.outcomes.iter().find(|it| it.name == outcome.trim());
    let known = || names(question.outcomes.iter().map(|it| it.name.as_str()).collect());
    let found = found.ok_or_else(|| wrong(format!("no such outcome, there is {}", known())))?;
    Ok((question, found))
}

fn prior(text: &str) -> Result<Prior, Failure> {
    let wrong = |help: &str| Failure::Usage(format!("--prior `{text}`: {help}"));
    let form = "write NAME=DIRECTED,TOLERATED,AUTONOMOUS, for example `mine=0.2,0.5,0.3`";
    let (name, numbers) = text.split_once('=').ok_or_else(|| wrong(form))?;
    let numbers: Vec<f64> = numbers.split(',').filter_map(|it| it.trim().parse().ok()).collect();
    let odds: [f64; 3] = numbers.try_into().map_err(|_| wrong(form))?;
    if name.trim().is_empty() || odds.iter().any(|it| !it.is_finite() || *it <= 0.0) {
        return Err(wrong("give a name and three chances above 0: evidence never lifts a 0"));
    }
    if (odds.iter().sum::<f64>() - 1.0).abs() > 0.01 {
        return Err(wrong("the three chances add up to 1"));
    }
    Ok(Prior { name: name.trim().to_owned(), odds })
}
