//! What nature may do, with which chance.

use kernel::accord::SubjectKind;
use kernel::{ActorId, SubjectId};
use world::{EntryId, Odds};

use super::super::names::Symbol;
use super::Table;
use crate::ast::Name;
use crate::beliefs_ast::{self as ast, Control};
use crate::diagnostic::Diagnostic;
use crate::lower::phase::legal_form;
use crate::span::Span;

impl Table<'_> {
    pub(super) fn odds(&mut self, entry: EntryId, odds: &ast::Odds, span: Span) {
        let odds = match odds {
            ast::Odds::Detects { body, step } => self.seen(body, step, Odds::Detect),
            ast::Odds::FalseAlarm { body, step } => self.seen(body, step, Odds::FalseAlarm),
            ast::Odds::Finding(true) => vec![Odds::FindingTrue],
            ast::Odds::Finding(false) => vec![Odds::FindingFalse],
            ast::Odds::Honours { party, form } => self.honours(party.as_ref(), *form),
            ast::Odds::Leak => vec![Odds::Leak],
            ast::Odds::WarAfterStrike => vec![Odds::WarAfterStrike],
            ast::Odds::Turnover(party) => {
                self.signatory(party).map(Odds::Turnover).into_iter().collect()
            }
            ast::Odds::Hawk(party) => self.signatory(party).map(Odds::Hawk).into_iter().collect(),
            ast::Odds::LeakEnds(party) => {
                self.signatory(party).map(Odds::LeakEnds).into_iter().collect()
            }
            ast::Odds::Strike { by, .. } => {
                self.actor(by).map(Odds::Outsider).into_iter().collect()
            }
            ast::Odds::Hardens { by, party } => {
                let (party, outsider) = (self.signatory(party), self.actor(by));
                let both = party.zip(outsider);
                both.map(|(party, by)| Odds::Hardens(party, by)).into_iter().collect()
            }
            ast::Odds::Election(_)
            | ast::Odds::NotRenewed(_)
            | ast::Odds::Sabotage(_)
            | ast::Odds::SabotageHardens(_) => self.at_home(odds, span).into_iter().collect(),
            ast::Odds::Carries { .. }
            | ast::Odds::Mistaken { .. }
            | ast::Odds::MistakenAttack(_)
            | ast::Odds::Clears(_)
            | ast::Odds::Silent(_)
            | ast::Odds::Heard(_)
            | ast::Odds::StrikeAfterAlarm(_) => self.signals(odds, span),
            other => self.of_articles(other, span).into_iter().collect(),
        };
        self.out.odds.extend(odds.into_iter().map(|odds| (odds, entry)));
    }

    fn of_articles(&mut self, odds: &ast::Odds, span: Span) -> Option<Odds> {
        match odds {
            ast::Odds::Occurs { tally, by, control } => {
                let subject = self.tally(tally)?;
                self.is_holder(subject, Some(by))?;
                let control = match control {
                    Control::Directed => 0,
                    Control::Tolerated => 1,
                    Control::Restrained => 2,
                };
                Some(Odds::Incident(subject, control))
            }
            ast::Odds::Grave(tally) => self.tally(tally).map(Odds::Grave),
            ast::Odds::Attributes { body, tally } => {
                let subject = self.tally(tally)?;
                let observer = self.context.out.subject(subject).and_then(|row| row.observer);
                let body = (self.actor(body)?, body);
                self.must_be(observer, body, &format!("observe `{tally}`"), span)?;
                Some(Odds::Attribute(subject))
            }
            ast::Odds::Arrives(name) => {
                let arrives = |it: &Symbol| matches!(it, Symbol::Dial(_) | Symbol::Escrow(_));
                match self.symbol(name, "dial or escrow", arrives)? {
                    Symbol::Dial(dial) => Some(Odds::Felt(dial)),
                    Symbol::Escrow(escrow) => Some(Odds::Usable(escrow)),
                    _ => None,
                }
            }
            ast::Odds::Admits { bloc, candidate } => self.admits(bloc, candidate),
            ast::Odds::WarAfter(line) => {
                match self.symbol(line, "red line", |it| matches!(it, Symbol::Redline(_)))? {
                    Symbol::Redline(line) => Some(Odds::WarAfterAnswer(line)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn admits(&mut self, bloc: &Name, candidate: &Name) -> Option<Odds> {
        let who = self.actor(candidate)?;
        let accessions = self.context.out.accessions.clone();
        let its = |symbol: &Symbol| match symbol {
            Symbol::Accession(id) => {
                accessions.get(id.index()).is_some_and(|row| row.candidate == who)
            }
            _ => false,
        };
        match self.symbol(bloc, "bloc that it could join", its)? {
            Symbol::Accession(id) => Some(Odds::Admits(id)),
            _ => None,
        }
    }

    fn honours(&mut self, party: Option<&Name>, form: crate::ast::LegalForm) -> Vec<Odds> {
        let parties: Vec<ActorId> = match party {
            Some(party) => self.signatory(party).into_iter().collect(),
            None => self.context.signatories(),
        };
        parties.into_iter().map(|party| Odds::Honour(party, legal_form(form))).collect()
    }

    /// The duties of a step that the body proves.
    fn seen(&mut self, body: &Name, step: &Name, made: fn(kernel::DutyId) -> Odds) -> Vec<Odds> {
        let Some(id) = self.actor(body) else { return Vec::new() };
        let duties = self.duties(step);
        let verifier = duties.first().and_then(|duty| self.context.out.duty(*duty));
        let verifier = verifier.and_then(|row| row.verifier);
        if duties.is_empty() {
            return Vec::new();
        }
        let span = body.span.to(step.span);
        match self.must_be(verifier, (id, body), &format!("verify `{step}`"), span) {
            Some(()) => duties.into_iter().map(made).collect(),
            None => Vec::new(),
        }
    }

    fn must_be(
        &mut self,
        wanted: Option<ActorId>,
        (id, name): (ActorId, &Name),
        does: &str,
        span: Span,
    ) -> Option<()> {
        if wanted == Some(id) {
            return Some(());
        }
        let message = format!("`{name}` does not {does} in the agreement");
        let error = Diagnostic::error("A361", span, message);
        let help = match wanted {
            Some(wanted) => format!("`{}` does", self.context.names.name(wanted)),
            None => "nobody does: the entry has no effect".into(),
        };
        self.found.push(error.help(help));
        None
    }

    /// A quantity that counts occurrences.
    pub(super) fn tally(&mut self, name: &Name) -> Option<SubjectId> {
        let subjects = self.context.out.subjects.clone();
        let wanted = |it: &Symbol| match it {
            Symbol::Subject(id) => {
                subjects.get(id.index()).is_some_and(|row| row.kind == SubjectKind::Tally)
            }
            _ => false,
        };
        match self.symbol(name, "quantity counted in events", wanted)? {
            Symbol::Subject(id) => Some(id),
            _ => None,
        }
    }

    /// Nothing, and said so, if the tally counts acts of another.
    pub(super) fn is_holder(&mut self, subject: SubjectId, by: Option<&Name>) -> Option<()> {
        let Some(by) = by else { return Some(()) };
        let actor = self.actor(by)?;
        let holder = self.context.out.subject(subject).map(|row| row.holder);
        self.must_be(
            holder,
            (actor, by),
            &format!("do what `{}` counts", self.context.names.name(subject).to_owned()),
            by.span,
        )
    }
}
