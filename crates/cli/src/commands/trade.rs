//! `detente trade X Y FILE`: how much of one thing buys a hundredth of another, for each side.

use explore::assess::Effort;
use explore::binding::trade::{about, rates};
use explore::binding::why::why;
use kernel::verdict::Item;
use lang::lower::Symbol;
use reader::Believed;
use report::binding::{Asked, Traded, trade_answer, traded};

use crate::args::TradeArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::progress::Progress;
use crate::texts;

/// Solves what each thing adds to each side, and prints the rates.
pub fn run(args: &TradeArgs, as_json: bool) -> Result<Answer, Failure> {
    let believed = texts::believed(&args.believed)?;
    let (x, y) = (thing(&believed, &args.x)?, thing(&believed, &args.y)?);
    let progress = Progress::start();
    let effort = Effort { seed: args.believed.seed, ..Effort::default() };
    let found = why(&reader::subject(&believed), &effort, None, &mut |it| progress.step(it));
    let found = found.map_err(|error| Failure::Bug(error.to_string()))?;
    progress.finish();
    if found.cut > 0 {
        let help = "the size limit left points out: leave features out in the beliefs first";
        return Err(Failure::Usage(help.to_owned()));
    }
    let rates = rates(&believed.beliefs, &found.sides, &x, &y);
    let it = Traded { x: args.x.clone(), y: args.y.clone(), rates };
    let asked = Asked::why(&believed.accord, &believed.labels, &believed.beliefs, &found);
    let text = match as_json {
        true => report::json::text(&trade_answer(&asked, &it)),
        false => traded(&asked, &it),
    };
    Ok(Answer { text, exit: Exit::no_if(false) })
}

/// What a name of the text stands for: one row, or all tranches of an escrow.
fn thing(believed: &Believed, name: &str) -> Result<Vec<Item>, Failure> {
    let names = &believed.text.compiled.common.names;
    let symbols = names.find(name);
    if symbols.is_empty() {
        let help = "name a dial, escrow, tranche, waiver, step, phase or quantity of the text";
        return Err(Failure::Usage(format!("the text has no `{name}`: {help}")));
    }
    let accord = &believed.accord;
    let items: Vec<Item> = symbols
        .iter()
        .flat_map(|symbol| match symbol {
            Symbol::Duty(id) => vec![Item::Duty(*id)],
            Symbol::Phase(id) => vec![Item::Phase(*id)],
            Symbol::Dial(id) => vec![Item::Dial(*id)],
            Symbol::Waiver(id) => vec![Item::Waiver(*id)],
            Symbol::Tranche(id) => vec![Item::Tranche(*id)],
            Symbol::Subject(id) => vec![Item::Subject(*id)],
            Symbol::Redline(id) => vec![Item::Redline(*id)],
            Symbol::Escrow(escrow) => {
                let of = |id: &kernel::TrancheId| {
                    accord.tranche(*id).is_some_and(|row| row.escrow == *escrow)
                };
                accord.tranche_ids().filter(of).map(Item::Tranche).collect()
            }
            _ => Vec::new(),
        })
        .collect();
    if about(&believed.beliefs, &items).is_empty() {
        return Err(Failure::Usage(format!(
            "no belief gives `{name}` a worth: {} has no `value` about it",
            believed.beliefs_source.name()
        )));
    }
    Ok(items)
}
