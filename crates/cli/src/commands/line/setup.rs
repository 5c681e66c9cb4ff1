//! Setting a line up: keys and a card for each party, a charter from all cards, and joining it.

use line::identity::{RECOVERY_KEYS_MAX, RECOVERY_NEEDED_MAX, Role};
use line::{CompartmentId, Secret};
use serde_json::json;
use station::card::{is_name, spoken};
use station::place::{Place, Settings};
use station::secrets::random;
use station::{Card, Charter, Compartment, Planned, Spans, founding};

use super::{Desk, failure, hex, time};
use crate::args::{InitArgs, InviteArgs, JoinArgs, LineRole};
use crate::exit::{Answer, Exit, Failure};
use crate::files;
use crate::texts;

const HOUR: u64 = 3600;
/// The compartment of a line that has one.
const ONLY: &str = "main";

/// Draws keys and writes the card.
pub fn init(desk: &Desk, args: &InitArgs) -> Result<Answer, Failure> {
    let place = &desk.place;
    if place.is_taken() {
        let folder = place.folder().display();
        return Err(Failure::Usage(format!("{folder} is a station already: name another folder")));
    }
    if !is_name(&args.name) {
        return Err(Failure::Usage(format!("{} is no name: letters, digits, - and _", args.name)));
    }
    let text = texts::accord(&args.accord)?;
    let role = match args.role {
        LineRole::Signatory => Role::Signatory,
        LineRole::Inspector => Role::Inspector,
        LineRole::Intermediary => Role::Intermediary,
    };
    let speaks = speaks(args, role);
    let names = &text.compiled.common.names;
    if let Some(name) = speaks.iter().find(|name| names.actor(name).is_none()) {
        return Err(Failure::Usage(format!(
            "no actor {name} in {}: name with --speaks those whose acts it states",
            args.accord.display()
        )));
    }
    let recovery_wanted = of_so_many(&args.recovery)?;
    let who = (args.name.as_str(), role, speaks);
    let card = founding::draw(&place.secrets(), who, (&text.hash, args.exercise));
    let mut card = card.map_err(failure)?;
    let pages = recovery(&mut card, place, recovery_wanted)?;
    place.keep_accord(&files::bytes(&args.accord)?).map_err(failure)?;
    let settings = Settings { mark: args.mark.clone(), ..Settings::default() };
    place.keep_settings(&settings).map_err(failure)?;
    place.keep_card(&card).map_err(failure)?;
    let path = place.folder().join("card");
    let value = json!({
        "name": card.name,
        "card": path.display().to_string(),
        "fingerprint": hex(&card.fingerprint()),
        "accord": card.accord,
        "exercise": card.exercise,
        "recovery": pages,
    });
    let warn = if card.exercise { "For an exercise: times are given by hand.\n" } else { "" };
    let page = format!(
        "{} has keys. Give the others {} and read them, by another way, its fingerprint:\n{}\n{warn}\
         Two people hold {} and {}: put each where only its holder reaches it.\n{}",
        card.name,
        path.display(),
        spoken(&card.fingerprint()),
        place.secrets().path("first").display(),
        place.secrets().path("second").display(),
        recovery_words(&pages, &args.recovery),
    );
    desk.answer(&value, page, Exit::Yes)
}

/// How many recovery keys are needed of how many, from `2-of-3`; nothing from `none`.
fn of_so_many(words: &str) -> Result<Option<(u64, usize)>, Failure> {
    if words == "none" {
        return Ok(None);
    }
    let parts = words.split_once("-of-");
    let parts = parts.and_then(|(needed, keys)| Some((needed.parse().ok()?, keys.parse().ok()?)));
    let fits = |(needed, keys): &(u64, usize)| {
        let most = RECOVERY_NEEDED_MAX.min(*keys as u64);
        (1..=most).contains(needed) && *keys <= RECOVERY_KEYS_MAX
    };
    parts.filter(fits).map(Some).ok_or_else(|| {
        Failure::Usage(format!(
            "{words} says not how many recovery keys there are: `2-of-3`, at most `7-of-9`, or `none`"
        ))
    })
}

/// Draws the recovery keys of a new party; where their pages lie.
fn recovery(
    card: &mut Card,
    place: &Place,
    wanted: Option<(u64, usize)>,
) -> Result<Vec<String>, Failure> {
    let Some((needed, keys)) = wanted else { return Ok(Vec::new()) };
    let drawn = station::recovery::draw(&place.secrets(), &card.name, needed, keys);
    card.recovery = Some(drawn.map_err(failure)?);
    let page = |at: usize| place.secrets().page(&format!("recovery.{at}")).display().to_string();
    Ok((1..=keys).map(page).collect())
}

fn recovery_words(pages: &[String], wanted: &str) -> String {
    match pages {
        [] => "There are no recovery keys: a root that is lost or stolen stays so.\n".to_owned(),
        pages => format!(
            "Print {} and take the files away: {wanted} of them make a new root where that is lost or stolen.\n",
            pages.join(", ")
        ),
    }
}

fn speaks(args: &InitArgs, role: Role) -> Vec<String> {
    match (args.speaks.is_empty(), role) {
        (true, Role::Intermediary) => Vec::new(),
        (true, _) => vec![args.name.clone()],
        (false, _) => args.speaks.clone(),
    }
}

/// Writes a charter from the own card and the others'.
pub fn invite(desk: &Desk, args: &InviteArgs) -> Result<Answer, Failure> {
    let text = desk.text()?;
    let mut cards = vec![desk.place.card().map_err(failure)?];
    for path in &args.cards {
        cards.push(Card::read(&files::bytes(path)?).map_err(failure)?);
    }
    let day_zero = match (&args.day_zero, text.compiled.day_zero) {
        (_, Some(date)) => time::of_date(date.0)?,
        (Some(date), None) => time::now(Some(date), true)?,
        (None, None) => desk.now()? / 86_400 * 86_400,
    };
    let spans = Spans {
        wait: args.wait * HOUR,
        grace: args.grace * HOUR,
        silence: args.silence * HOUR,
        ..Spans::default()
    };
    let quota = station::charter::quota(args.per_day, args.urgent_per_day);
    let planned = planned(&args.compartments)?;
    let what = (text.compiled.title.clone(), text.hash.clone(), day_zero);
    let charter = Charter::draw(what, &planned, cards, (spans, quota)).map_err(failure)?;
    files::absent(&args.to)?;
    files::write_bytes(&args.to, &charter.write())?;
    let value = described(&charter, &args.to.display().to_string());
    let page = format!(
        "{}Give everybody {}; each joins with `detente line join`.\n",
        shown(&charter),
        args.to.display()
    );
    desk.answer(&value, page, Exit::Yes)
}

/// The compartments that were asked for, each with an id and a secret of its own; one for all if none was.
fn planned(asked: &[String]) -> Result<Vec<Planned>, Failure> {
    let plan = |name: &str, members: Vec<String>| {
        let (id, secret) = (CompartmentId(random()?), Secret::new(random()?));
        Ok(Planned { name: name.to_owned(), id, members, secret })
    };
    if asked.is_empty() {
        return Ok(vec![plan(ONLY, Vec::new()).map_err(failure)?]);
    }
    let one = |words: &String| {
        let named = words.split_once('=').filter(|(_, members)| !members.is_empty());
        let (name, members) = named.ok_or_else(|| {
            Failure::Usage(format!(
                "--compartment {words}: write NAME=PARTY,PARTY,... with those who read in it"
            ))
        })?;
        plan(name, members.split(',').map(str::to_owned).collect()).map_err(failure)
    };
    asked.iter().map(one).collect()
}

/// Takes the charter.
pub fn join(desk: &Desk, args: &JoinArgs) -> Result<Answer, Failure> {
    let place = &desk.place;
    let card = place.card().map_err(failure)?;
    let charter = Charter::read(&files::bytes(&args.charter)?).map_err(failure)?;
    let compared = |hash: &str| hash.split_whitespace().collect::<String>().to_lowercase();
    if args.compared.as_deref().is_some_and(|hash| compared(hash) != hex(&charter.hash())) {
        return Err(Failure::Text(
            "detente: this charter has another hash than the one that was read out: do not join"
                .into(),
        ));
    }
    if charter.cards.iter().all(|other| *other != card) {
        return Err(Failure::Usage(
            "this charter does not have this station's card as it is: ask for one made with it"
                .into(),
        ));
    }
    if desk.text()?.hash != charter.accord {
        return Err(Failure::Usage(
            "this charter is for another text than the one beside this station".into(),
        ));
    }
    place.keep_charter(&charter).map_err(failure)?;
    station::join(place, &charter, &card).map_err(failure)?;
    let value = described(&charter, &args.charter.display().to_string());
    let page = format!(
        "{}{} has joined. Compare the hash with everybody by another way than the file came by; then\n\
         `detente line sync` (or `export` and `import`) brings everybody's founding statements.\n",
        shown(&charter),
        card.name
    );
    desk.answer(&value, page, Exit::Yes)
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Signatory => "signatory",
        Role::Inspector => "inspector",
        Role::Intermediary => "intermediary",
    }
}

fn described(charter: &Charter, file: &str) -> serde_json::Value {
    let party = |card: &Card| {
        json!({
            "name": card.name,
            "role": role(card.role),
            "speaks": card.speaks,
            "fingerprint": hex(&card.fingerprint()),
        })
    };
    json!({
        "charter": file,
        "hash": hex(&charter.hash()),
        "accord": charter.accord,
        "title": charter.title,
        "day_zero": time::date(charter.day_zero).to_string(),
        "exercise": charter.is_exercise(),
        "quota": { "per_day": charter.quota.per_day, "urgent_per_day": charter.quota.urgent_per_day },
        "parties": charter.cards.iter().map(party).collect::<Vec<_>>(),
        "compartments": charter.compartments.iter().map(|one| {
            json!({ "name": one.name, "members": members(charter, one) })
        }).collect::<Vec<_>>(),
    })
}

/// Names of those who read in a compartment.
fn members<'a>(charter: &'a Charter, one: &Compartment) -> Vec<&'a str> {
    one.members.iter().filter_map(|it| charter.of(it)).map(|it| it.name.as_str()).collect()
}

fn shown(charter: &Charter) -> String {
    let mut page =
        format!("The line of \"{}\", day 0 {}\n", charter.title, time::date(charter.day_zero));
    for card in &charter.cards {
        let says = if card.speaks.is_empty() {
            String::new()
        } else {
            format!(", states acts of {}", card.speaks.join(", "))
        };
        page.push_str(&format!(
            "  {} ({}{says})\n    {}\n",
            card.name,
            role(card.role),
            spoken(&card.fingerprint())
        ));
    }
    for one in &charter.compartments {
        let members = members(charter, one).join(", ");
        page.push_str(&format!("  compartment {}: read by {members}\n", one.name));
    }
    page.push_str(&format!(
        "  of each seat count {} acts a day in a compartment, and {} of incidents\n",
        charter.quota.per_day, charter.quota.urgent_per_day
    ));
    page.push_str(&format!(
        "  accord  {}\n  charter {}\n",
        charter.accord,
        spoken(&charter.hash())
    ));
    if charter.is_exercise() {
        page.push_str("  EXERCISE: times are given by hand\n");
    }
    page
}
