//! What is worth how much: flows while something is so, lumps when something happens.

use kernel::verdict::Item;
use kernel::{ActorId, VerdictKind};
use world::{EntryId, Flow, Lump, Per};

use super::super::names::Symbol;
use super::Table;
use crate::ast::{Condition, Name};
use crate::beliefs_ast::{FlowPer, Occasion};
use crate::diagnostic::Diagnostic;

impl Table<'_> {
    pub(super) fn flow(
        &mut self,
        amount: EntryId,
        party: &Name,
        per: &FlowPer,
        during: &Option<Condition>,
        hawk: Option<(ActorId, EntryId)>,
    ) {
        let party = self.signatory(party);
        let per = self.per(per, party);
        let during = self.truth(during.as_ref());
        if let (Some(party), Some(per), Some(during)) = (party, per, during) {
            self.out.flows.push(Flow { party, amount, during, per, hawk });
        }
    }

    fn per(&mut self, per: &FlowPer, party: Option<ActorId>) -> Option<Per> {
        let (dial, made): (&Name, fn(_) -> Per) = match per {
            FlowPer::Period => return Some(Per::Period),
            FlowPer::Pressure => return party.map(Per::Pressure),
            FlowPer::Amount { unit, quantity } => return self.held(quantity, unit, false),
            FlowPer::Covered { quantity, half } => return self.held(quantity, half, true),
            FlowPer::LevelAnnounced(dial) => (dial, Per::Announced),
            FlowPer::LevelFelt(dial) => (dial, Per::Felt),
            FlowPer::LevelUnfelt(dial) => (dial, Per::Gap),
        };
        self.dial(dial).map(made)
    }

    pub(super) fn lump(&mut self, amount: EntryId, party: &Name, on: &Occasion) {
        let party = self.signatory(party);
        let occasions = self.occasions(on);
        let Some(party) = party else { return };
        let lumps = occasions.into_iter().map(|on| Lump { party, amount, on });
        self.out.lumps.extend(lumps);
    }

    /// What the words stand for; a step that several owe is several occasions.
    fn occasions(&mut self, on: &Occasion) -> Vec<world::Occasion> {
        let accord = Some(Item::Accord);
        let one = match on {
            Occasion::War => Some(world::Occasion::War),
            Occasion::Leak => Some(world::Occasion::Leak),
            Occasion::Turnover(party) => self.signatory(party).map(world::Occasion::Turnover),
            Occasion::Sabotage(party) => self.signatory(party).map(world::Occasion::Sabotage),
            Occasion::Withdrawal(party) => {
                self.signatory(party).map(|by| world::Occasion::Verdict {
                    kind: VerdictKind::Withdrawn,
                    item: accord,
                    by: Some(by),
                })
            }
            Occasion::Strike(by) => self.actor(by).map(|by| world::Occasion::Verdict {
                kind: VerdictKind::Struck,
                item: accord,
                by: Some(by),
            }),
            Occasion::Attack { tally, grave, by } => self.attack(tally, *grave, by.as_ref()),
            Occasion::Verdict { item, verdict, by } => return self.verdict(item, verdict, by),
        };
        one.into_iter().collect()
    }

    fn attack(&mut self, tally: &Name, grave: bool, by: Option<&Name>) -> Option<world::Occasion> {
        let subject = self.tally(tally)?;
        self.is_holder(subject, by)?;
        Some(world::Occasion::Attack { subject, grave })
    }

    fn verdict(&mut self, item: &Name, verdict: &Name, by: &Option<Name>) -> Vec<world::Occasion> {
        let Some(kind) = kind(verdict.as_str()) else { return Vec::new() };
        let by = match by {
            None => None,
            Some(by) => match self.actor(by) {
                Some(by) => Some(by),
                None => return Vec::new(),
            },
        };
        let occasion = |item| world::Occasion::Verdict { kind, item: Some(item), by };
        self.items(item).into_iter().map(occasion).collect()
    }

    fn items(&mut self, name: &Name) -> Vec<Item> {
        if *name == *"accord" {
            return vec![Item::Accord];
        }
        let named =
            self.symbol(name, "article, step or tranche", |it| !matches!(it, Symbol::Actor(_)));
        match named {
            None => Vec::new(),
            // What becomes of an account is said of the accord: the kernel's verdicts know tranches.
            Some(Symbol::Escrow(_)) if self.context.out.escrows.len() == 1 => vec![Item::Accord],
            Some(Symbol::Escrow(_)) => {
                let message = format!("what becomes of `{name}` cannot be told from other escrows");
                let error = Diagnostic::error("A361", name.span, message);
                self.found.push(error.help("value what becomes of its tranches"));
                Vec::new()
            }
            Some(
                Symbol::Notice(_)
                | Symbol::Channel(_)
                | Symbol::Handover(_)
                | Symbol::Accession(_)
                | Symbol::Tolerance(_)
                | Symbol::Ballot(_),
            ) => {
                let rows = self.context.names.find(name.as_str()).iter();
                rows.filter_map(|symbol| symbol.item()).collect()
            }
            Some(Symbol::Duty(_)) => {
                self.context.names.duties(name.as_str()).into_iter().map(Item::Duty).collect()
            }
            Some(symbol) => symbol.item().into_iter().collect(),
        }
    }
}

/// The verdict a word stands for.
fn kind(word: &str) -> Option<VerdictKind> {
    let kinds = KINDS.iter().find(|(known, _)| *known == word);
    kinds.map(|(_, kind)| *kind)
}

#[rustfmt::skip]
const KINDS: &[(&str, VerdictKind)] = &[
    ("met", VerdictKind::Proved), ("opened", VerdictKind::Opened), ("closed", VerdictKind::Closed),
    ("lapsed", VerdictKind::Lapsed), ("ended", VerdictKind::Ended),
    ("withdrawn", VerdictKind::Withdrawn), ("live", VerdictKind::Live),
    ("performed", VerdictKind::Performed), ("proved", VerdictKind::Proved),
    ("late", VerdictKind::Late), ("not_performed", VerdictKind::NotPerformed),
    ("contested", VerdictKind::Contested), ("dismissed", VerdictKind::Dismissed),
    ("cured", VerdictKind::Cured), ("suspended", VerdictKind::Suspended),
    ("revived", VerdictKind::Revived), ("granted", VerdictKind::Granted),
    ("renewed", VerdictKind::Renewed), ("revoked", VerdictKind::Revoked),
    ("drawn", VerdictKind::Drawn), ("exceeded", VerdictKind::Exceeded),
    ("turned", VerdictKind::Turned), ("felt", VerdictKind::Felt),
    ("transferred", VerdictKind::Transferred), ("usable", VerdictKind::Usable),
    ("spent", VerdictKind::Spent), ("returned", VerdictKind::Returned),
    ("paused", VerdictKind::Paused), ("occurred", VerdictKind::Occurred),
    ("attributed", VerdictKind::Attributed), ("crossed", VerdictKind::Crossed),
    ("answered", VerdictKind::Answered), ("absorbed", VerdictKind::Absorbed),
    ("unanswered", VerdictKind::Unanswered), ("struck", VerdictKind::Struck),
    ("inquired", VerdictKind::Inquired), ("warned", VerdictKind::Warned),
    ("established", VerdictKind::Established), ("started", VerdictKind::Started),
    ("staged", VerdictKind::Staged), ("exhausted", VerdictKind::Exhausted),
    ("settled", VerdictKind::Settled), ("stopped", VerdictKind::Stopped),
    ("restored", VerdictKind::Restored), ("noticed", VerdictKind::Noticed),
    ("delivered", VerdictKind::Delivered), ("handed_over", VerdictKind::HandedOver),
    ("declined", VerdictKind::Declined), ("irregular", VerdictKind::Irregular),
    ("silent", VerdictKind::Silent), ("heard", VerdictKind::Heard),
    ("tolerated", VerdictKind::Tolerated), ("departed", VerdictKind::Departed),
    ("acceded", VerdictKind::Acceded), ("refused", VerdictKind::Refused),
    ("carried", VerdictKind::Carried),
];

#[cfg(test)]
mod tests {
    use super::kind;
    use crate::beliefs_ast::VERDICTS;

    #[test]
    fn every_word_for_a_verdict_is_one() {
        for word in VERDICTS {
            assert!(kind(word).is_some(), "{word}");
        }
    }
}
