//! The accord as it reads over all compartments of a station together.

use std::sync::Arc;

use kernel::{Deed, Event};
use lang::ast::Date;
use lang::events::write_events;
use reader::Text;
use report::Labels;
use serde_json::{Value, json};
use station::together::{Brought, Placed, Together, together};

use super::{Desk, failure, time};
use crate::args::StateArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::files;

/// What each compartment that this station holds brings, with its name.
fn brought(desk: &Desk) -> Result<Vec<(String, Brought)>, Failure> {
    let one = |name: String| {
        let (station, _) = desk.open_in(&name)?;
        let play = station.node().and_then(|node| node.play());
        let found = play.map(Brought::of).ok_or_else(|| {
            Failure::Usage(format!(
                "this station runs no accord in {name}: ask a signatory or an inspector, or sync first"
            ))
        })?;
        station.close().map_err(failure)?;
        Ok((name, found))
    };
    desk.compartments()?.into_iter().map(one).collect()
}

/// Prints the state that follows from all compartments together, and its digest.
pub fn state(desk: &Desk, args: &StateArgs) -> Result<Answer, Failure> {
    if desk.compartment.is_some() {
        return Err(Failure::Usage(
            "--together reads every compartment of this station: leave --compartment out".into(),
        ));
    }
    let charter = desk.place.charter().map_err(failure)?;
    let (names, files): (Vec<String>, Vec<Brought>) = brought(desk)?.into_iter().unzip();
    let lacks: Vec<&String> =
        charter.compartments.iter().map(|it| &it.name).filter(|it| !names.contains(it)).collect();
    let text = Arc::new(desk.text()?);
    let found = together(&text.compiled.common.accord, &files);
    let mut page = page(&text, &names, &found);
    for name in &lacks {
        page.push_str(&format!("Not the whole: {name} is not held here.\n"));
    }
    if let Some(path) = &args.export {
        let acts = export(&text, charter.day_zero, &found, path)?;
        page.push_str(&format!("{}: {acts} acts\n", path.display()));
    }
    let value = json!({
        "digest": kernel::digest(&found.state).to_string(), "hours": found.at.0,
        "compartments": names, "lacks": lacks, "verdicts": rows(&text, &names, &found), "accord": text.hash,
        "export": args.export.as_ref().map(|path| path.display().to_string()),
    });
    desk.answer(&value, page, Exit::Yes)
}

fn words(labels: &Labels, one: &Placed) -> Vec<String> {
    let verdicts = one.played.verdicts.iter();
    verdicts.map(|verdict| report::history::words_of(labels, verdict)).collect()
}

/// What the accord says, event by event.
fn rows(text: &Text, names: &[String], found: &Together) -> Vec<Value> {
    let labels = Labels::from_text(&text.compiled, text.hash.clone());
    let said = found.played.iter().filter(|it| !it.played.verdicts.is_empty());
    let row = |it: &Placed| {
        let name = it.compartment.and_then(|number| names.get(number));
        let round = it.compartment.map(|_| it.played.round);
        json!({ "at_hours": it.played.at.0, "compartment": name, "round": round, "verdicts": words(&labels, it) })
    };
    said.map(row).collect()
}

fn page(text: &Text, names: &[String], found: &Together) -> String {
    let labels = Labels::from_text(&text.compiled, text.hash.clone());
    let mut page = format!(
        "{}\nday {}, as far as {} have attested the time\n",
        kernel::digest(&found.state),
        found.at.whole_days(),
        names.join(", ")
    );
    for it in found.played.iter().filter(|it| !it.played.verdicts.is_empty()) {
        let name = it.compartment.and_then(|number| names.get(number));
        let place = name.map(|name| format!("{name}: ")).unwrap_or_default();
        let said = words(&labels, it).join("; ");
        page.push_str(&format!("day {}  {place}{said}\n", it.played.at.whole_days()));
    }
    page
}

/// Writes the acts as a history; how many there are.
fn export(
    text: &Text,
    day_zero: u64,
    found: &Together,
    path: &std::path::Path,
) -> Result<usize, Failure> {
    let act = |it: &Placed| match &it.played.event {
        Event::Act { by, deed } => Some((it.played.at, *by, Deed::clone(deed))),
        Event::Pass(_) => None,
    };
    let acts: Vec<_> = found.played.iter().filter_map(act).collect();
    let zero = Date(time::date(day_zero));
    let history = write_events(&text.compiled, &text.compiled.common, zero, &acts, Some(found.at));
    files::write(path, &history)?;
    Ok(acts.len())
}
