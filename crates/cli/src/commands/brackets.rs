//! `detente brackets`: which settings of what is not agreed yet both sides would keep.

use explore::assess::{Effort, Subject, margins};
use explore::hold::{Holding, Holds};
use kernel::ActorId;
use lang::brackets::{Bracket, brackets, settled};
use lang::source::Source;
use reader::Text;
use report::settings::{self, Proposed, Setting};

use crate::args::Believed;
use crate::exit::{Answer, Exit, Failure};
use crate::progress::Progress;
use crate::{files, texts};

/// Most settings that are tried.
const SETTINGS_MAX: usize = 64;

/// Every way to settle the brackets, each assessed at the central beliefs.
pub fn run(args: &Believed, as_json: bool) -> Result<Answer, Failure> {
    let source = files::read(&args.file)?;
    let open = brackets(&source);
    let ways = ways(&source, &open)?;
    let progress = Progress::start();
    let tried = ways.iter().enumerate().map(|(at, way)| {
        progress.step(&format!("setting {} of {}", at + 1, ways.len()));
        tried(args, &source, &open, way)
    });
    let tried = tried.collect::<Result<Vec<Setting>, Failure>>()?;
    progress.finish();
    let asked: Vec<Proposed> = open.iter().map(|it| proposed(&source, it)).collect();
    let exit = Exit::no_if(!tried.iter().any(Setting::kept_by_all));
    let text = if as_json {
        report::json::text(&settings::answer(&asked, &tried))
    } else {
        settings::page(&asked, &tried)
    };
    Ok(Answer { text, exit })
}

fn proposed(source: &Source, it: &Bracket) -> Proposed {
    Proposed { line: source.place(it.span).line, text: source.at(it.span).to_owned() }
}

/// Every combination of proposals, the last bracket running fastest.
fn ways(source: &Source, open: &[Bracket]) -> Result<Vec<Vec<String>>, Failure> {
    if open.is_empty() {
        let help = "no bracket is open: write what is proposed, such as `[US: 15][Iran: 30] days`";
        return Err(Failure::Usage(help.to_owned()));
    }
    if let Some(blank) = open.iter().find(|it| it.proposals.is_empty()) {
        let line = source.place(blank.span).line;
        let help = format!("line {line} is a blank: propose a value there, such as `[US: 15]`");
        return Err(Failure::Usage(help));
    }
    let mut ways: Vec<Vec<String>> = vec![Vec::new()];
    for bracket in open {
        let longer = |way: &Vec<String>| -> Vec<Vec<String>> {
            let value =
                |it: &lang::brackets::Proposal| [way.clone(), vec![it.value.clone()]].concat();
            bracket.proposals.iter().map(value).collect()
        };
        ways = ways.iter().flat_map(longer).collect();
        if ways.len() > SETTINGS_MAX {
            let help =
                format!("more than {SETTINGS_MAX} settings: settle some of the brackets first");
            return Err(Failure::Usage(help));
        }
    }
    Ok(ways)
}

fn tried(
    args: &Believed,
    source: &Source,
    open: &[Bracket],
    way: &[String],
) -> Result<Setting, Failure> {
    let values: Vec<&str> = way.iter().map(String::as_str).collect();
    let text = Text::compiled(Source::new(source.name(), settled(source, open, &values)))?;
    let errors = text.remarks.iter().filter(|it| it.is_error()).count();
    let believed = texts::believed_of(text, args)?;
    let subject = Subject {
        accord: &believed.accord,
        whole: None,
        readings: &[],
        beliefs: &believed.beliefs,
        not_modelled: &[],
        expectations: &[],
        scenarios: &[],
    };
    let effort = Effort { quick: true, seed: args.seed, ..Effort::default() };
    let found = margins(&subject, &effort);
    let found = found.map_err(|error| Failure::Bug(error.to_string()))?;
    let name = |party: ActorId| believed.labels.short(party);
    let side = |it: &Holding| (name(it.party), it.holds(), share(it));
    let weakest = found.weakest.as_ref().and_then(|it| believed.labels.place(it.clause?));
    Ok(Setting {
        values: way.to_vec(),
        errors,
        sides: found.holdings.iter().map(side).collect::<Vec<(String, Holds, f64)>>(),
        weakest_line: weakest.map(|place| place.line),
    })
}

/// What leaving could gain, as a share of the stake.
fn share(it: &Holding) -> f64 {
    it.loss.centre() / it.stake.centre().abs().max(f64::MIN_POSITIVE)
}
