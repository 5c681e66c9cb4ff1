//! How often something happens, and occurrences that call forth others, in a beliefs file.

use kernel::SubjectId;
use world::waves::Waves;
use world::{EntryId, Measure, Odds};

use super::Table;
use crate::ast::{Duration, Name};
use crate::beliefs_ast as ast;
use crate::diagnostic::Diagnostic;
use crate::span::Span;

/// Tallies that can come in waves: one bit of a point is kept for each.
const MOST: usize = 16;

impl Table<'_> {
    /// A rate a year, where time is what the chance is counted in.
    pub(super) fn rate(&mut self, entry: EntryId, odds: &ast::Odds, span: Span) {
        let in_time = matches!(
            odds,
            ast::Odds::Occurs { .. }
                | ast::Odds::Turnover(_)
                | ast::Odds::Leak
                | ast::Odds::Strike { .. }
                | ast::Odds::Sabotage(_)
                | ast::Odds::Carries { .. }
        );
        if in_time {
            return self.odds(entry, odds, span);
        }
        let message = "this is a chance on an occasion or at a report, and has no rate";
        let help = "write a chance from 0 to 1, `per period` if it is one for each period";
        self.found.push(Diagnostic::error("A361", span, message).help(help));
    }

    pub(super) fn waves(&mut self, answers: EntryId, tally: &Name, memory: &Duration) {
        let Some(tally) = self.tally(tally) else { return };
        let memory_days = world::hazard::days(self.context.hours(memory));
        self.out.waves.push(Waves { tally, answers, memory_days });
    }

    /// The chances after a quiet period and after one with an occurrence, of every tally that comes
    /// in waves. What it is computed of is a rate a year.
    pub(super) fn in_waves(&mut self) {
        for waves in self.out.waves.clone() {
            let own = |odds: &&(Odds, EntryId)| matches!(odds.0, Odds::Incident(tally, _) if tally == waves.tally);
            let rates: Vec<(Odds, EntryId)> = self.out.odds.iter().filter(own).copied().collect();
            let chance = rates.iter().find(|(_, entry)| !self.is_rate(*entry));
            match chance {
                Some((_, entry)) => self.wants_a_rate(*entry),
                None if rates.is_empty() => self.no_rates(&waves),
                None => self.after_what(waves.tally, &rates),
            }
        }
        if let Some(beyond) = self.out.waves.get(MOST).copied() {
            let message = format!("more than {MOST} quantities come in waves");
            let span = self.span_of(beyond.answers);
            self.found.push(Diagnostic::error("A361", span, message).help("take this line away"));
        }
    }

    fn after_what(&mut self, tally: SubjectId, rates: &[(Odds, EntryId)]) {
        for (odds, entry) in rates {
            let Odds::Incident(_, conduct) = *odds else { continue };
            let both = [false, true].map(|stirred| (Odds::Wave(tally, conduct, stirred), *entry));
            self.out.odds.extend(both);
        }
    }

    fn is_rate(&self, entry: EntryId) -> bool {
        let row = usize::try_from(entry.0).ok().and_then(|at| self.out.entries.get(at));
        row.is_some_and(|row| row.measure == Measure::PerYear)
    }

    fn span_of(&self, entry: EntryId) -> Span {
        self.spans.get(&entry).copied().unwrap_or_default()
    }

    fn wants_a_rate(&mut self, entry: EntryId) {
        let message = "what comes in waves needs a rate, and this is a chance";
        let error = Diagnostic::error("A361", self.span_of(entry), message);
        self.found.push(error.help("write how often it happens in the long run: `N per year`"));
    }

    fn no_rates(&mut self, waves: &Waves) {
        let message = "nothing says how often these happen";
        let error = Diagnostic::error("A361", self.span_of(waves.answers), message);
        let help =
            "add `odds TALLY by GROUP when restrained: N per year`, and for the other conducts";
        self.found.push(error.help(help));
    }
}
