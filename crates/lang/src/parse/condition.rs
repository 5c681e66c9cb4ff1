//! Conditions.

use crate::ast::{Condition, ConditionKind, Finding, Name, Standing, State, Who, WhoKind};
use crate::lexer::TokenKind;
use crate::span::Span;

use super::cursor::{Parser, Read};
use super::words::{MANNER, STATES};

/// Deepest parentheses in a condition.
const DEEPEST: usize = 16;

/// No act has more doers; a longer list of names is read as conditions.
const MOST_DOERS: usize = 16;

/// Words that give a fact its standing.
const STANDINGS: &[(&str, Standing)] = &[
    ("alleged", Standing::Alleged),
    ("reported", Standing::Reported),
    ("contested", Standing::Contested),
    ("found", Standing::Found),
    ("admitted", Standing::Admitted),
    ("deemed", Standing::Deemed),
];

/// How conditions are joined.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Joint {
    And,
    Or,
}

impl Parser<'_> {
    /// `a, b and c`, or `a or b`; mixing the two needs parentheses.
    pub(crate) fn condition(&mut self) -> Read<Condition> {
        let start = self.span();
        let mut parts = vec![self.primary()?];
        let mut joined: Option<(Joint, Span)> = None;
        while let Some((joint, span)) = self.joint() {
            if let Some((before, first)) = joined.filter(|(before, _)| *before != joint) {
                return self.mixed(before, first, span);
            }
            joined = joined.or(Some((joint, span)));
            parts.push(self.primary()?);
        }
        let span = self.since(start);
        let kind = match joined {
            None => return Ok(parts.swap_remove(0)),
            Some((Joint::And, _)) => ConditionKind::All(parts),
            Some((Joint::Or, _)) => ConditionKind::Any(parts),
        };
        Ok(Condition { kind, span })
    }

    fn mixed<T>(&mut self, before: Joint, first: Span, span: Span) -> Read<T> {
        let (first_word, word) = if before == Joint::And { ("and", "or") } else { ("or", "and") };
        let message =
            format!("`{first_word}` and `{word}` are mixed, so that sides may read it differently");
        let error = crate::diagnostic::Diagnostic::error("A026", span, message)
            .label(first, format!("`{first_word}` here; a comma means `and`"))
            .help("put what belongs together in parentheses");
        self.tell(error);
        Err(super::cursor::Reported)
    }

    /// Reads `and`, `or` or a comma before another condition.
    fn joint(&mut self) -> Option<(Joint, Span)> {
        let span = self.span();
        if self.eat("and") {
            return Some((Joint::And, span));
        }
        if self.eat("or") {
            return Some((Joint::Or, span));
        }
        let mark = self.mark();
        let more = self.eat_kind(TokenKind::Comma) && self.starts_condition();
        if more {
            return Some((Joint::And, span));
        }
        self.back(mark);
        None
    }

    fn starts_condition(&self) -> bool {
        match self.kind() {
            Some(TokenKind::Text | TokenKind::OpenParen | TokenKind::Date) => true,
            Some(TokenKind::Word) => self.word().is_some_and(|word| !self.ends_condition(word)),
            _ => false,
        }
    }

    /// Whether a word after a comma says something else than a further condition.
    fn ends_condition(&self, word: &str) -> bool {
        if self.truth && matches!(word, "times" | "because" | "mark") {
            return true;
        }
        // `day 30 passed` is a condition although `day` starts a clause of the header
        let day = word == "day" && self.second().is_some_and(|next| next.kind == TokenKind::Number);
        let passed = day && self.third_word() != Some("is");
        !passed && (self.ends_list(word) || self.starts_power())
    }

    fn primary(&mut self) -> Read<Condition> {
        let start = self.span();
        let kind = match self.kind() {
            Some(TokenKind::OpenParen) => return self.parenthesis(),
            Some(TokenKind::Text) => ConditionKind::Words(self.words("a condition")?),
            Some(TokenKind::Date) => self.passed()?,
            _ => self.worded()?,
        };
        Ok(Condition { kind, span: self.since(start) })
    }

    fn worded(&mut self) -> Read<ConditionKind> {
        match self.word() {
            Some("not") => {
                self.advance();
                self.deeper()?;
                let inner = self.primary()?;
                self.depth -= 1;
                Ok(ConditionKind::Not(Box::new(inner)))
            }
            Some("day") => self.passed(),
            Some("always") => {
                self.advance();
                Ok(ConditionKind::Always)
            }
            Some("any") if self.second_word().is_none() => {
                self.advance();
                Ok(ConditionKind::Always)
            }
            Some("accord") => {
                self.expect("accord in force")?;
                Ok(ConditionKind::InForce)
            }
            _ => self.about(),
        }
    }

    fn deeper(&mut self) -> Read<()> {
        self.depth += 1;
        if self.depth <= DEEPEST {
            return Ok(());
        }
        let span = self.span();
        self.fail("A012", span, format!("conditions are nested more than {DEEPEST} deep"), None)
    }

    fn parenthesis(&mut self) -> Read<Condition> {
        let start = self.advance();
        self.deeper()?;
        let mut inner = self.condition()?;
        self.expect_kind(TokenKind::CloseParen, "`)`")?;
        self.depth -= 1;
        inner.span = self.since(start);
        Ok(inner)
    }

    fn passed(&mut self) -> Read<ConditionKind> {
        let moment = self.moment()?;
        self.expect("passed")?;
        Ok(ConditionKind::Passed(moment))
    }

    /// A condition about something named, or about who does something.
    fn about(&mut self) -> Read<ConditionKind> {
        if let Some(occurs) = self.occurs()? {
            return Ok(occurs);
        }
        let subject = self.name("a condition")?;
        if let Some(comparison) = self.comparison() {
            let bound = self.bound()?;
            let finding = self.later_finding()?;
            return Ok(ConditionKind::Compare { quantity: subject, comparison, bound, finding });
        }
        match self.word() {
            Some("held") => self.held(subject),
            Some("at" | "felt") => self.level(subject),
            Some("crossed") => self.crossed(subject),
            Some("in") => {
                self.expect("in force")?;
                Ok(ConditionKind::State { subject, state: State::InForce, by: None })
            }
            _ => self.state(subject),
        }
    }

    fn held(&mut self, step: Name) -> Read<ConditionKind> {
        self.expect("held")?;
        self.eat("for");
        Ok(ConditionKind::Held { step, length: self.duration()? })
    }

    fn level(&mut self, dial: Name) -> Read<ConditionKind> {
        let felt = self.eat("felt");
        self.expect("at")?;
        Ok(ConditionKind::Level { dial, level: self.whole("a level")?, felt })
    }

    fn crossed(&mut self, redline: Name) -> Read<ConditionKind> {
        self.expect("crossed")?;
        let level =
            if self.eat_all(&["at", "level"]) { Some(self.whole("a level")?) } else { None };
        Ok(ConditionKind::Crossed { redline, level })
    }

    fn state(&mut self, subject: Name) -> Read<ConditionKind> {
        let state = self.word().and_then(|word| self.state_word(word));
        if state.is_some() {
            self.advance();
        }
        let by = if state.is_some() && self.eat("by") { Some(self.name("a body")?) } else { None };
        let state = state.unwrap_or(State::Met);
        Ok(ConditionKind::State { subject, state, by })
    }

    /// The state a word names; in beliefs also `kept` and `hidden`, which only truth knows.
    fn state_word(&self, word: &str) -> Option<State> {
        match word {
            "kept" if self.truth => Some(State::Met),
            "hidden" if self.truth => Some(State::Hidden),
            _ => state(word),
        }
    }

    /// `Coastal or Iran attacks by drone in Gulf, casualties > 0, found by JMC`, if that is what
    /// stands here.
    fn occurs(&mut self) -> Read<Option<ConditionKind>> {
        let mark = self.mark();
        let Some(actors) = self.doers() else {
            self.back(mark);
            return Ok(None);
        };
        let act = self.name("an act")?;
        let means = if self.eat("by") { self.names("a means")? } else { Vec::new() };
        let zone = if self.eat("in") { Some(self.name("a zone")?) } else { None };
        let casualties = self.later_casualties()?;
        let finding = self.later_finding()?;
        Ok(Some(ConditionKind::Occurs { actors, act, means, zone, casualties, finding }))
    }

    /// Actors before a verb; nothing if what follows is no verb.
    fn doers(&mut self) -> Option<Vec<Who>> {
        let mut actors = vec![self.who_silently()?];
        while actors.len() < MOST_DOERS && self.eat("or") {
            actors.push(self.who_silently()?);
        }
        let word = self.word()?;
        let other = [
            "and",
            "or",
            "in",
            "at",
            "felt",
            "held",
            "crossed",
            "reachable",
            "always",
            "leaves",
            "passed",
        ];
        let verb = self.state_word(word).is_none() && !other.contains(&word) && !self.stops(word);
        verb.then_some(actors)
    }

    fn stops(&self, word: &str) -> bool {
        MANNER.contains(&word) || self.starts_clause(word)
    }

    fn later_casualties(&mut self) -> Read<Option<(crate::ast::Comparison, crate::ast::Amount)>> {
        let mark = self.mark();
        if !(self.eat_kind(TokenKind::Comma) && self.eat("casualties")) {
            self.back(mark);
            return Ok(None);
        }
        let comparison = self.expect_comparison()?;
        let number = self.whole("a number of casualties")?;
        Ok(Some((comparison, casualties(number))))
    }

    /// `, found by JMC`
    pub(crate) fn later_finding(&mut self) -> Read<Option<Finding>> {
        let mark = self.mark();
        let start = {
            self.eat_kind(TokenKind::Comma);
            self.span()
        };
        let word = self.word().unwrap_or("");
        let standing = STANDINGS.iter().find(|(known, _)| *known == word);
        let Some((_, standing)) = standing.filter(|_| self.starts_finding()) else {
            self.back(mark);
            return Ok(None);
        };
        self.advance();
        self.expect("by")?;
        let by = Some(self.name("a body")?);
        Ok(Some(Finding { standing: *standing, by, span: self.since(start) }))
    }

    /// Whether `found by` or its like stands here.
    pub(crate) fn starts_finding(&self) -> bool {
        let standing = |word| STANDINGS.iter().any(|(known, _)| *known == word);
        self.second_word() == Some("by") && self.word().is_some_and(standing)
    }

    /// Somebody: a name or a class such as `any signatory`.
    pub(crate) fn who(&mut self) -> Read<Who> {
        match self.who_silently() {
            Some(who) => Ok(who),
            None => self.wanted("who"),
        }
    }

    fn who_silently(&mut self) -> Option<Who> {
        let start = self.span();
        let classes: [(&[&str], WhoKind); 14] = [
            (&["any", "signatory"], WhoKind::AnySignatory),
            (&["any", "participant"], WhoKind::AnySignatory),
            (&["either"], WhoKind::AnySignatory),
            (&["all", "signatories"], WhoKind::AllSignatories),
            (&["all", "participants"], WhoKind::AllSignatories),
            (&["each", "signatory"], WhoKind::AllSignatories),
            (&["both"], WhoKind::AllSignatories),
            (&["any", "body"], WhoKind::AnyBody),
            (&["complainant"], WhoKind::Complainant),
            (&["respondent"], WhoKind::Respondent),
            (&["purchaser"], WhoKind::Purchaser),
            (&["anybody"], WhoKind::Anybody),
            (&["nobody"], WhoKind::Nobody),
            (&["no", "signatory"], WhoKind::Nobody),
        ];
        let class = classes.into_iter().find(|(words, _)| self.eat_all(words));
        let kind = match class {
            Some((_, kind)) => kind,
            None if matches!(self.word(), Some("any" | "all" | "each" | "no" | "not") | None) => {
                return None;
            }
            None => WhoKind::Named(self.name("who").ok()?),
        };
        Some(Who { kind, span: self.since(start) })
    }

    /// `US, Iran` or `any signatory`, up to a word that starts another clause.
    pub(crate) fn whos(&mut self) -> Read<Vec<Who>> {
        let mut all = vec![self.who()?];
        while self.list_goes_on() {
            all.push(self.who()?);
        }
        Ok(all)
    }
}

/// A number of casualties as an amount.
pub(crate) fn casualties(number: crate::ast::Number) -> crate::ast::Amount {
    use crate::units::{CountUnit, Unit};
    let span = number.span;
    crate::ast::Amount { number, unit: Unit::Count(CountUnit::Casualty), unit_span: span, span }
}

/// The state a word names.
pub(crate) fn state(word: &str) -> Option<State> {
    const ALL: [State; 22] = [
        State::Met,
        State::Live,
        State::Late,
        State::Alleged,
        State::Reported,
        State::Found,
        State::Contested,
        State::Admitted,
        State::Open,
        State::Closed,
        State::Lapsed,
        State::Suspended,
        State::Revoked,
        State::Transferred,
        State::Usable,
        State::Paused,
        State::Established,
        State::Running,
        State::Exhausted,
        State::Withdrawn,
        State::Alive,
        State::Ended,
    ];
    let at = STATES.iter().position(|known| *known == word)?;
    ALL.get(at).copied()
}
