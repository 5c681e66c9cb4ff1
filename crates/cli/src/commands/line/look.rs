//! What was said, in what order, and what state follows from it.

use kernel::{Deed, Event};
use lang::ast::Date;
use lang::events::write_events;
use line::node::Played;
use report::Labels;
use serde_json::{Value, json};

use super::talk::Shown;
use super::{Desk, failure, hex, time};
use crate::args::RecordArgs;
use crate::exit::{Answer, Exit, Failure};
use crate::files;

/// Prints the agreed script, or writes its acts as a history.
pub fn record(desk: &Desk, args: &RecordArgs) -> Result<Answer, Failure> {
    let (station, text) = desk.open()?;
    let node = station.node();
    let (size, root) = node.map_or((0, line::tree::EMPTY_ROOT), |node| node.engine().script());
    let messages = station.messages();
    let shown = Shown::new(&station, &text, args.render);
    let rows: Vec<Value> = messages.iter().map(|it| shown.value(it)).collect();
    let mut page: String = messages.iter().map(|it| shown.page(it)).collect();
    page.push_str(&format!(
        "script: {size} leaves, {} rounds, root {}\n",
        station.news.rounds,
        hex(&root)
    ));
    if let Some(path) = &args.export {
        let Some(play) = node.and_then(|node| node.play()) else {
            return Err(Failure::Usage(
                "this station reads no acts: ask a signatory or an inspector".into(),
            ));
        };
        let acts = |it: &Played| match &it.event {
            Event::Act { by, deed } => Some((it.at, *by, Deed::clone(deed))),
            Event::Pass(_) => None,
        };
        let lines: Vec<_> = play.played().iter().filter_map(acts).collect();
        let zero = Date(time::date(station.charter().day_zero));
        let history =
            write_events(&text.compiled, &text.compiled.common, zero, &lines, Some(play.at()));
        files::write(path, &history)?;
        page.push_str(&format!("{}: {} acts\n", path.display(), lines.len()));
    }
    let value = json!({
        "script": { "size": size, "root": hex(&root), "rounds": station.news.rounds }, "messages": rows,
        "export": args.export.as_ref().map(|path| path.display().to_string()),
    });
    station.close().map_err(failure)?;
    desk.answer(&value, page, Exit::Yes)
}

/// Prints the state and its digest.
pub fn state(desk: &Desk) -> Result<Answer, Failure> {
    let (station, text) = desk.open()?;
    let Some(play) = station.node().and_then(|node| node.play()) else {
        return Err(Failure::Usage(
            "this station runs no accord: ask a signatory or an inspector".into(),
        ));
    };
    let digest = kernel::digest(play.state());
    let labels = Labels::from_text(&text.compiled, text.hash.clone());
    let said = |it: &Played| -> Vec<String> {
        it.verdicts.iter().map(|verdict| report::history::words_of(&labels, verdict)).collect()
    };
    let rows: Vec<Value> = play
        .played()
        .iter()
        .filter(|it| !it.verdicts.is_empty())
        .map(|it| json!({ "at_hours": it.at.0, "round": it.round, "verdicts": said(it) }))
        .collect();
    let mut page =
        format!("{}\nday {}, {} rounds\n", digest, play.at().whole_days(), station.news.rounds);
    for it in play.played().iter().filter(|it| !it.verdicts.is_empty()) {
        page.push_str(&format!("day {}  {}\n", it.at.whole_days(), said(it).join("; ")));
    }
    let differs = station.news.differs;
    let value = json!({
        "digest": digest.to_string(), "hours": play.at().0, "rounds": station.news.rounds,
        "differs": differs, "verdicts": rows, "accord": text.hash,
    });
    station.close().map_err(failure)?;
    desk.answer(&value, page, Exit::no_if(differs.is_some()))
}
