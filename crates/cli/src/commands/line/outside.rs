//! A message shown to somebody outside: the file that proves it, and the check of such a file without a station.

use std::sync::Arc;

use forms::{Form, Language, Names, Numbers, Page, Reader, Told};
use reader::Text;
use serde_json::json;
use station::{Charter, DISCLOSES, Held, Proof, Shown};

use super::{Desk, failure, hex, time};
use crate::args::{ProofArgs, ProveArgs};
use crate::exit::{Answer, Exit, Failure};
use crate::files;
use crate::row_names::RowNames;

/// Writes a proof.
pub fn prove(desk: &Desk, args: &ProveArgs) -> Result<Answer, Failure> {
    let (mut station, _) = desk.open()?;
    let message = station.message_named(&args.message).map_err(failure)?;
    let (log, index) = message.place;
    let proof = station.prove(&message).map_err(failure)?;
    files::write_bytes(&args.to, &proof.write().map_err(failure)?)?;
    let path = args.to.display().to_string();
    let value = json!({
        "message": message.name, "log": log.to_string(), "index": index, "proof": path,
        "receipts": proof.receipts.len(), "discloses": DISCLOSES,
    });
    let page = format!(
        "{}: leaf {index} of {} stands under a head that its author signed, {} others said that they hold it ({path})\n\
         {DISCLOSES}\nWho has it checks it with the charter alone: `detente line check {path} --charter FILE`\n",
        message.name,
        message.from,
        proof.receipts.len(),
    );
    station.close().map_err(failure)?;
    desk.answer(&value, page, Exit::Yes)
}

/// Checks a proof by the charter and nothing else.
pub fn check(desk: &Desk, args: &ProofArgs) -> Result<Answer, Failure> {
    let charter = Charter::read(&files::bytes(&args.charter)?).map_err(failure)?;
    let compiled = |path| Ok::<Text, Failure>(Text::compiled(files::read(path)?)?);
    let text = args.accord.as_deref().map(compiled).transpose()?;
    if text.as_ref().is_some_and(|text| text.hash != charter.accord) {
        return Err(Failure::Usage(format!(
            "this text is not the accord of that charter ({}): name the text that was agreed, or none",
            charter.accord
        )));
    }
    let proof = Proof::read(&files::bytes(&args.file)?).map_err(failure)?;
    let shown = proof.check(&charter).map_err(failure)?;
    let said = shown.form.as_ref().map(|form| read(form, &shown, text.map(Arc::new)));
    let value = json!({
        "message": shown.draft.name(), "compartment": shown.compartment, "from": shown.from,
        "kind": shown.form.as_ref().map(|form| form.kind().word()),
        "people": shown.people, "changed": shown.changed, "complete": complete(&shown), "index": shown.index, "leaf": hex(&shown.hash),
        "head": { "size": shown.head.size, "root": hex(&shown.head.root) },
        "held": shown.held.iter().map(held).collect::<Vec<_>>(),
        "page": said.as_ref().map(|page| json!({
            "title": page.title, "lead": page.lead, "fields": page.lines,
        })),
        "charter": hex(&charter.hash()),
    });
    desk.answer(&value, page(&shown, said.as_ref(), &charter), Exit::Yes)
}

/// Whether as many people signed it as its kind needs without an emergency.
fn complete(shown: &Shown) -> bool {
    shown.people.len() >= shown.draft.needs().seats(false)
}

fn held(it: &Held) -> serde_json::Value {
    json!({ "by": it.by, "size": it.size, "time": it.time })
}

/// The form with the names of the text; rows by their numbers where no text was given.
fn read(form: &Form, shown: &Shown, text: Option<Arc<Text>>) -> Page {
    let names: Box<dyn Names> = match text {
        Some(text) => Box::new(RowNames(text)),
        None => Box::new(Numbers),
    };
    let standing = forms::Standing::Released;
    let told = Told { author: shown.from.clone(), at: 0, standing };
    Reader { language: Language::English, names: names.as_ref(), clocks: &[] }.page(form, &told)
}

fn page(shown: &Shown, said: Option<&Page>, charter: &Charter) -> String {
    let mut lines = vec![format!(
        "{}: {} wrote it in the compartment {}. It is leaf {} of its log, from 0, under a head of {} leaves that {} signed",
        shown.draft.name(),
        shown.from,
        shown.compartment,
        shown.index,
        shown.head.size,
        shown.from
    )];
    let alone = if complete(shown) {
        ""
    } else {
        ": ONE SIGNATURE, in an emergency; whether the second came is not in this file"
    };
    lines.push(format!("signed by {}{alone}", shown.people.join(" and ")));
    if !shown.changed.is_empty() {
        lines.push(format!(
            "The keys of {} were changed or taken back by a later statement in this file: whether that reaches this message, \
             the rounds of the record say",
            shown.changed.join(" and ")
        ));
    }
    lines.push(format!("leaf {}", hex(&shown.hash)));
    lines.extend(shown.held.iter().map(|it| {
        let time = time::shown(it.time);
        format!("{} signed at {time} by its own clock that it holds {} leaves of that log, this one among them", it.by, it.size)
    }));
    if shown.held.is_empty() {
        lines.push("nobody else has signed here that it holds it".to_owned());
    }
    match said {
        Some(page) => {
            lines.extend([page.title.clone(), page.lead.clone()]);
            lines.extend(page.lines.iter().map(|(label, value)| format!("  {label}: {value}")));
        }
        None => lines.push("a kind of message that this program does not have".to_owned()),
    }
    lines.push(format!(
        "Everything holds by the keys of the charter {}: compare this hash with whoever agreed it. What the parties said of \
         their keys after this file was written is not in it.",
        hex(&charter.hash())
    ));
    lines.iter().map(|line| format!("{line}\n")).collect()
}
