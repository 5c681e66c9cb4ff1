//! Odds of acts that must be told, of what is mistaken for an attack, and of the lines that clear it.

use kernel::{ActorId, ChannelId, Hours, NoticeId, SubjectId};
use world::Odds;

use super::super::names::Symbol;
use super::Table;
use crate::ast::Name;
use crate::beliefs_ast as ast;
use crate::diagnostic::Diagnostic;
use crate::span::Span;

impl Table<'_> {
    pub(super) fn signals(&mut self, odds: &ast::Odds, span: Span) -> Vec<Odds> {
        match odds {
            ast::Odds::Carries { notice, by } => {
                let rows = self.notices(notice, by.as_ref());
                rows.into_iter().map(Odds::Carries).collect()
            }
            ast::Odds::Mistaken { notice, told } => {
                let rows = self.notices(notice, None);
                rows.into_iter().map(|row| Odds::Mistaken(row, *told)).collect()
            }
            ast::Odds::MistakenAttack(tally) => {
                self.behind(tally, span).map(Odds::MistakenAttack).into_iter().collect()
            }
            ast::Odds::Clears(line) => self.line(line).map(Odds::Clears).into_iter().collect(),
            ast::Odds::Silent(line) => {
                self.line_that_sends(line).map(Odds::Silent).into_iter().collect()
            }
            ast::Odds::Heard(line) => {
                self.line_that_sends(line).map(Odds::Heard).into_iter().collect()
            }
            ast::Odds::StrikeAfterAlarm(by) => {
                let parties: Vec<ActorId> = match by {
                    Some(by) => self.signatory(by).into_iter().collect(),
                    None => self.context.signatories(),
                };
                parties.into_iter().map(Odds::StrikeAfterAlarm).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Each signatory's row of a notice, or one's; a notice that asks for a longer lead than a
    /// period is none that a period can tell.
    fn notices(&mut self, name: &Name, by: Option<&Name>) -> Vec<NoticeId> {
        let is_notice = |it: &Symbol| matches!(it, Symbol::Notice(_));
        if self.symbol(name, "notice", is_notice).is_none() {
            return Vec::new();
        }
        let wanted = match by {
            Some(by) => match self.signatory(by) {
                Some(party) => Some(party),
                None => return Vec::new(),
            },
            None => None,
        };
        let accord = &self.context.out;
        let ids = self.context.names.find(name.as_str()).iter().filter_map(|it| match it {
            Symbol::Notice(id) => Some(*id),
            _ => None,
        });
        let row = |id: &NoticeId| accord.notice(*id);
        let whose = |id: &NoticeId| row(id).is_some_and(|row| wanted.is_none_or(|w| w == row.by));
        let found: Vec<NoticeId> = ids.filter(whose).collect();
        let lead = found.iter().filter_map(row).map(|row| row.before).max();
        let lead = lead.unwrap_or(Hours::ZERO);
        if found.is_empty() {
            let by = by.map_or(name.span, |by| by.span);
            let message = format!("nobody so named owes the notice `{name}`");
            let help = "name a signatory that must give it, or leave `by` out";
            self.found.push(Diagnostic::error("A361", by, message).help(help));
        } else if lead > self.out.period {
            let message = format!(
                "`{name}` must be given {} days before, longer than a period of {}",
                lead.0.div_ceil(24),
                self.out.period.0 / 24
            );
            let help = "make the period of the beliefs at least as long";
            self.found.push(Diagnostic::error("A361", name.span, message).help(help));
            return Vec::new();
        }
        found
    }

    /// The line, by its first end.
    fn line(&mut self, name: &Name) -> Option<ChannelId> {
        match self.symbol(name, "channel", |it| matches!(it, Symbol::Channel(_)))? {
            Symbol::Channel(id) => Some(id),
            _ => None,
        }
    }

    /// A line whose silence somebody notices.
    fn line_that_sends(&mut self, name: &Name) -> Option<ChannelId> {
        let line = self.line(name)?;
        if self.context.out.channel(line).is_some_and(|row| row.keepalive.is_some()) {
            return Some(line);
        }
        let message = format!("`{name}` asks for no sign of life, so nobody notices its silence");
        let error = Diagnostic::error("A361", name.span, message);
        self.found
            .push(error.help("write `keepalive every D` in the agreement, or leave this out"));
        None
    }

    /// A tally of a group that a signatory answers for.
    fn behind(&mut self, name: &Name, span: Span) -> Option<SubjectId> {
        let tally = self.tally(name)?;
        let accord = &self.context.out;
        let holder = accord.subject(tally).and_then(|row| accord.actor(row.holder));
        if holder.is_some_and(|row| row.answered_by.is_some()) {
            return Some(tally);
        }
        let message = format!("no signatory answers for what `{name}` counts");
        let error = Diagnostic::error("A361", span, message);
        self.found.push(error.help("nobody is behind it to be mistaken for: leave this out"));
        None
    }
}
