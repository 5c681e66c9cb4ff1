//! Zones of a text with the red lines drawn in them, and what a record says of those lines.

use atlas::{Passage, Point, Zone};
use explore::replay::Entry;
use kernel::verdict::Item;
use kernel::{RedlineId, VerdictKind};
use lang::Compiled;
use lang::ast::{self, Condition, ConditionKind};

use crate::labels::Labels;

/// Zones that a text names. One that it leaves to an annex has a rough outline of ours, if its name is known.
#[must_use]
pub fn zones(compiled: &Compiled) -> Vec<Zone> {
    compiled.terms.zones().map(|zone| drawn(compiled, zone)).collect()
}

fn drawn(compiled: &Compiled, zone: &ast::Zone) -> Zone {
    let name = zone.head.name.text.clone();
    let title = zone.head.title.as_ref().map_or_else(|| name.clone(), |it| it.text.clone());
    let stated: Vec<Point> =
        zone.polygon.iter().map(|(lat, lon)| (degrees(lat), degrees(lon))).collect();
    let approximate = stated.is_empty();
    let rough = || {
        let named = atlas::published::rough_outline(&name);
        if named.is_empty() { atlas::published::rough_outline(&title) } else { named }
    };
    let outline = if approximate { rough() } else { stated };
    Zone {
        redlines: redlines(compiled, &name),
        annex: zone.annex.as_ref().map(|it| it.text.clone()),
        name,
        title,
        outline,
        approximate,
    }
}

fn degrees(number: &ast::Number) -> f64 {
    number.value.mantissa as f64 / 10_f64.powi(i32::from(number.value.scale))
}

/// Titles of the red lines whose condition names a zone.
fn redlines(compiled: &Compiled, zone: &str) -> Vec<String> {
    let here = |line: &&ast::Redline| line.when.as_ref().is_some_and(|it| names(it, zone));
    let title = |line: &ast::Redline| {
        line.head.title.as_ref().map_or_else(|| line.head.name.text.clone(), |it| it.text.clone())
    };
    compiled.terms.redlines().filter(here).map(title).collect()
}

fn names(condition: &Condition, zone: &str) -> bool {
    match &condition.kind {
        ConditionKind::All(parts) | ConditionKind::Any(parts) => {
            parts.iter().any(|part| names(part, zone))
        }
        ConditionKind::Not(part) => names(part, zone),
        ConditionKind::Occurs { zone: Some(named), .. } => named.text == zone,
        _ => false,
    }
}

/// What the text said of red lines on an entry of a record: `date` and `words` say when it was and what stood there.
pub fn passages(
    labels: &Labels,
    entry: &Entry,
    date: impl Fn(&Entry) -> String,
    words: impl Fn(&Entry) -> String,
) -> Vec<Passage> {
    let said = entry.verdicts.iter().filter_map(|it| match it.item {
        Item::Redline(id) => Some((id, passage(it.kind)?)),
        _ => None,
    });
    let one = |(id, what): (RedlineId, &'static str)| {
        let redline = labels.redline(id);
        let drawn = labels.zones.iter().filter(|zone| zone.redlines.contains(&redline));
        Passage {
            date: date(entry),
            what,
            words: words(entry),
            zones: drawn.map(|zone| zone.title.clone()).collect(),
            redline,
        }
    };
    said.map(one).collect()
}

fn passage(kind: VerdictKind) -> Option<&'static str> {
    match kind {
        VerdictKind::Crossed => Some("crossed"),
        VerdictKind::Answered => Some("answered"),
        VerdictKind::Absorbed => Some("absorbed"),
        VerdictKind::Unanswered => Some("unanswered"),
        _ => None,
    }
}
