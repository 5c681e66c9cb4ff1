//! Entries of the beliefs file: values, odds, discounts.

use crate::ast::{Decimal, Name};
use crate::beliefs_ast::{
    Believed, Control, Distribution, Entry, FlowPer, Key, Mark, Occasion, Odds, VERDICTS,
};
use crate::lexer::TokenKind;
use crate::span::Span;

use super::cursor::{Parser, Read};

/// Words that are no names of things in odds.
const CONTROLS: &[(&str, Control)] = &[
    ("directed", Control::Directed),
    ("tolerated", Control::Tolerated),
    ("restrained", Control::Restrained),
];

/// A factor, and while what it counts.
type Factor = Option<(Name, Believed)>;

/// Which numbers make sense.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Domain {
    /// 0 to 1.
    Chance,
    /// Not negative.
    Rate,
    /// Any.
    Worth,
}

impl Parser<'_> {
    /// `value …`, `odds …` or `discount …`, with its reason and mark.
    pub(crate) fn entry(&mut self) -> Read<Entry> {
        let start = self.span();
        let (key, number) = match self.word() {
            Some("value") => self.value()?,
            Some("odds") => self.odds_line()?,
            Some("discount") => self.discount()?,
            Some("inflow" | "need" | "reserves") => self.money()?,
            Some("waves") => self.waves()?,
            _ => {
                let words = ["value", "odds", "discount", "inflow", "need", "reserves", "waves"];
                return self.unknown_word("A051", "entry", words);
            }
        };
        let (hawk, late) = self.conditional_factor()?;
        let (because, mark) = self.grounds()?;
        let span = self.since(start);
        self.sourced(because.is_some(), mark, span);
        Ok(Entry { key, number, hawk, late, because, mark, span })
    }

    /// `because "…"` and `mark B` in either order.
    pub(crate) fn grounds(&mut self) -> Read<(Option<crate::ast::Words>, Mark)> {
        let mut because = self.because()?;
        let mark = self.confidence()?;
        if because.is_none() {
            because = self.because()?;
        }
        Ok((because, mark.unwrap_or(Mark::Judgement)))
    }

    /// `value US: 10 per period while cap kept`, `value US: 15 on blend proved`
    fn value(&mut self) -> Read<(Key, Believed)> {
        self.expect("value")?;
        let party = self.name("whose value")?;
        self.expect_kind(TokenKind::Colon, "`:`")?;
        let number = self.believed(Domain::Worth)?;
        if self.eat("on") {
            let on = self.occasion(&party)?;
            return Ok((Key::Lump { party, on }, number));
        }
        if !self.eat("per") {
            return self.wanted("`per period` or `on` an occasion");
        }
        self.expect("period")?;
        let per = match self.word() {
            Some("per") => {
                self.advance();
                self.per_what()?
            }
            Some("of") => {
                self.advance();
                self.covered()?
            }
            _ => FlowPer::Period,
        };
        let during = if self.eat("while") { Some(self.condition()?) } else { None };
        Ok((Key::Flow { party, per: Box::new(per), during }, number))
    }

    /// `level relief felt`
    pub(crate) fn per_level(&mut self) -> Read<FlowPer> {
        self.expect("level")?;
        let dial = self.name("a dial")?;
        if self.eat("announced") {
            return Ok(FlowPer::LevelAnnounced(dial));
        }
        if self.eat("felt") {
            return Ok(FlowPer::LevelFelt(dial));
        }
        if self.eat("unfelt") {
            return Ok(FlowPer::LevelUnfelt(dial));
        }
        self.unknown_word("A051", "state of a level", ["announced", "felt", "unfelt"])
    }

    /// `, times 1.5 while US hawk`, `, times 3 while relief unfelt`
    fn conditional_factor(&mut self) -> Read<(Factor, Factor)> {
        let mark = self.mark();
        self.eat_kind(TokenKind::Comma);
        if !self.eat("times") {
            self.back(mark);
            return Ok((None, None));
        }
        let factor = self.believed(Domain::Rate)?;
        self.expect("while")?;
        let name = self.name("a party or a dial")?;
        if self.eat("unfelt") {
            return Ok((None, Some((name, factor))));
        }
        self.expect("hawk")?;
        Ok((Some((name, factor)), None))
    }

    fn occasion(&mut self, party: &Name) -> Read<Occasion> {
        match (self.word(), self.second_word()) {
            (Some("war"), _) => self.plain_occasion(Occasion::War),
            (Some("leak"), _) => self.plain_occasion(Occasion::Leak),
            (Some("own"), _) => {
                self.expect("own withdrawal")?;
                Ok(Occasion::Withdrawal(party.clone()))
            }
            (Some("withdrawal"), Some("of")) => {
                self.expect("withdrawal of")?;
                Ok(Occasion::Withdrawal(self.name("a party")?))
            }
            (Some("turnover"), Some("of")) => {
                self.expect("turnover of")?;
                Ok(Occasion::Turnover(self.name("a party")?))
            }
            (Some("strike"), Some("by")) => {
                self.expect("strike by")?;
                Ok(Occasion::Strike(self.name("who strikes")?))
            }
            (Some("sabotage"), Some("in")) => {
                self.expect("sabotage in")?;
                Ok(Occasion::Sabotage(self.name("in whose country")?))
            }
            _ => self.verdict_occasion(),
        }
    }

    fn plain_occasion(&mut self, occasion: Occasion) -> Read<Occasion> {
        self.advance();
        Ok(occasion)
    }

    /// `attacks grave by Coastal`, `blend proved`
    fn verdict_occasion(&mut self) -> Read<Occasion> {
        let item = self.name("an occasion")?;
        let word = self.word().unwrap_or("");
        if word == "minor" || word == "grave" {
            self.advance();
            let by = self.by_whom()?;
            return Ok(Occasion::Attack { tally: item, grave: word == "grave", by });
        }
        if !VERDICTS.contains(&word) {
            return self.unknown_word("A051", "verdict", VERDICTS.iter().copied());
        }
        let verdict = self.name("a verdict")?;
        Ok(Occasion::Verdict { item, verdict, by: self.by_whom()? })
    }

    fn by_whom(&mut self) -> Read<Option<Name>> {
        if self.eat("by") { Ok(Some(self.name("by whom")?)) } else { Ok(None) }
    }

    /// `odds IAEA detects cap: 0.25 (0.1 to 0.4) per period`
    fn odds_line(&mut self) -> Read<(Key, Believed)> {
        self.expect("odds")?;
        let odds = self.odds()?;
        self.expect_kind(TokenKind::Colon, "`:`")?;
        if let Some(number) = self.rate()? {
            return Ok((Key::Rate(odds), number));
        }
        let number = self.believed(Domain::Chance)?;
        if self.eat("per") {
            self.expect("period")?;
        }
        let odds = match odds {
            Odds::Turnover(party) if self.eat("on") => self.election(party)?,
            other => other,
        };
        Ok((Key::Odds(odds), number))
    }

    fn odds(&mut self) -> Read<Odds> {
        match (self.word(), self.second_word()) {
            (Some("finding"), Some("true" | "false")) => {
                self.advance();
                let truly = self.is("true");
                self.advance();
                Ok(Odds::Finding(truly))
            }
            (Some("turnover"), Some(_)) => {
                self.advance();
                Ok(Odds::Turnover(self.name("a party")?))
            }
            (Some("hawk"), Some(_)) => {
                self.advance();
                Ok(Odds::Hawk(self.name("a party")?))
            }
            (Some("successor"), _) => self.honours(),
            (Some("leak"), _) => self.leak(),
            (Some("sabotage"), Some("in" | "hardens")) => self.sabotage(),
            (Some("war"), Some("after")) => self.war_after(),
            (Some("strike"), Some("after")) => {
                self.expect("strike after alarm")?;
                Ok(Odds::StrikeAfterAlarm(self.by_whom()?))
            }
            (Some("strike"), Some("by")) => {
                self.expect("strike by")?;
                let by = self.name("who strikes")?;
                if self.eat("hardens") {
                    return Ok(Odds::Hardens { by, party: self.name("a party")? });
                }
                Ok(Odds::Strike { by, zone: self.zone()? })
            }
            _ => self.named_odds(),
        }
    }

    fn honours(&mut self) -> Read<Odds> {
        self.expect("successor")?;
        let party = if self.eat("of") { Some(self.name("a party")?) } else { None };
        self.expect("honours")?;
        let (form, _) = self.legal_form()?;
        Ok(Odds::Honours { party, form })
    }

    fn leak(&mut self) -> Read<Odds> {
        self.advance();
        if self.eat("ends") { Ok(Odds::LeakEnds(self.name("a party")?)) } else { Ok(Odds::Leak) }
    }

    fn war_after(&mut self) -> Read<Odds> {
        self.expect("war after")?;
        if self.eat("strike") {
            return Ok(Odds::WarAfterStrike);
        }
        Ok(Odds::WarAfter(self.name("a red line")?))
    }

    fn named_odds(&mut self) -> Read<Odds> {
        #[rustfmt::skip]
        const WORDS: &[&str] = &[
            "detects", "false", "attributes", "by", "grave", "felt", "usable", "admits", "carried", "mistaken",
            "clears", "silent", "heard", "not",
        ];
        let name = self.name("what the odds are of")?;
        let Some(word) = self.word().filter(|word| WORDS.contains(word)) else {
            return self.unknown_word("A051", "kind of odds", WORDS.iter().copied());
        };
        self.advance();
        Ok(match word {
            "detects" => Odds::Detects { body: name, step: self.name("a step")? },
            "false" => {
                self.expect("alarm")?;
                Odds::FalseAlarm { body: name, step: self.name("a step")? }
            }
            "attributes" => Odds::Attributes { body: name, tally: self.name("a tally")? },
            "admits" => Odds::Admits { bloc: name, candidate: self.name("who would join")? },
            "by" => self.occurrence(name)?,
            "grave" => Odds::Grave(name),
            "carried" => Odds::Carries { notice: name, by: self.by_whom()? },
            "mistaken" => self.mistaken(name)?,
            "clears" => Odds::Clears(name),
            "silent" => Odds::Silent(name),
            "heard" => Odds::Heard(name),
            "not" => {
                self.expect("renewed")?;
                Odds::NotRenewed(name)
            }
            _ => Odds::Arrives(name),
        })
    }

    /// `alert mistaken when told`, `attacks mistaken`
    fn mistaken(&mut self, name: Name) -> Read<Odds> {
        if !self.eat("when") {
            return Ok(Odds::MistakenAttack(name));
        }
        let told = match self.word() {
            Some("told") => true,
            Some("untold") => false,
            _ => return self.unknown_word("A051", "way to be mistaken", ["told", "untold"]),
        };
        self.advance();
        Ok(Odds::Mistaken { notice: name, told })
    }

    /// `attacks by Coastal when restrained`
    fn occurrence(&mut self, tally: Name) -> Read<Odds> {
        let by = self.name("whose acts")?;
        self.expect("when")?;
        let control =
            self.word().and_then(|word| CONTROLS.iter().find(|(known, _)| *known == word));
        let Some((_, control)) = control else {
            return self.unknown_word(
                "A051",
                "kind of control",
                CONTROLS.iter().map(|(word, _)| *word),
            );
        };
        self.advance();
        Ok(Odds::Occurs { tally, by, control: *control })
    }

    /// `discount US: 0.10 per year`
    fn discount(&mut self) -> Read<(Key, Believed)> {
        self.expect("discount")?;
        let party = self.name("a party")?;
        self.expect_kind(TokenKind::Colon, "`:`")?;
        let number = self.believed(Domain::Rate)?;
        self.expect("per year")?;
        Ok((Key::Discount(party), number))
    }

    /// A share such as `1 %` or `0.01`.
    pub(crate) fn share(&mut self) -> Read<Believed> {
        self.believed(Domain::Chance)
    }

    /// A physical amount, not negative, with its spread.
    pub(crate) fn physical(&mut self) -> Read<Believed> {
        self.believed(Domain::Rate)
    }

    /// `0.25`, `25 %`, `0.25 (0.1 to 0.4)`, `0.35 beta(2, 4)`
    pub(super) fn believed(&mut self, domain: Domain) -> Read<Believed> {
        let start = self.span();
        let value = self.real(domain)?;
        let distribution = self.distribution(domain)?;
        let believed = Believed { value, distribution, span: self.since(start) };
        self.consistent(&believed)?;
        Ok(believed)
    }

    /// A finite number within its domain.
    fn real(&mut self, domain: Domain) -> Read<f64> {
        let start = self.span();
        if matches!(self.word(), Some("NaN" | "nan" | "inf" | "infinity" | "Infinity")) {
            let message = format!("{} is no number that can be believed", self.here());
            return self.fail("A053", start, message, Some("write a finite decimal number".into()));
        }
        let mut decimal = self.decimal("a number")?;
        if self.is_kind(TokenKind::Percent) && self.text(self.span()) == "%" {
            self.advance();
            decimal = Decimal { scale: decimal.scale.saturating_add(2), ..decimal };
        }
        let value: f64 = decimal.to_string().parse().unwrap_or(f64::NAN);
        let span = self.since(start);
        self.within_domain(value, domain, span)?;
        Ok(value)
    }

    fn within_domain(&mut self, value: f64, domain: Domain, span: Span) -> Read<()> {
        let (inside, what) = match domain {
            Domain::Chance => ((0.0..=1.0).contains(&value), "a chance lies between 0 and 1"),
            Domain::Rate => (value >= 0.0, "a rate or factor is not negative"),
            Domain::Worth => (value.is_finite(), "a value is finite"),
        };
        if inside {
            return Ok(());
        }
        let message = format!("`{}` cannot be: {what}", self.text(span));
        let help = match domain {
            Domain::Chance => "write a number from 0 to 1, or a share from 0 % to 100 %",
            Domain::Rate => "write a number that is 0 or more",
            Domain::Worth => "write a finite decimal number",
        };
        self.fail("A053", span, message, Some(help.into()))
    }

    fn distribution(&mut self, domain: Domain) -> Read<Option<Distribution>> {
        const NAMES: &[&str] = &["uniform", "beta", "normal", "lognormal"];
        if self.eat_kind(TokenKind::OpenParen) {
            let low = self.real(domain)?;
            self.expect("to")?;
            let high = self.real(domain)?;
            self.expect_kind(TokenKind::CloseParen, "`)`")?;
            return Ok(Some(Distribution::Range(low, high)));
        }
        let named = self.second().is_some_and(|next| next.kind == TokenKind::OpenParen);
        let Some(word) = self.word().filter(|_| named) else { return Ok(None) };
        if !NAMES.contains(&word) {
            return self.unknown_word("A052", "distribution", NAMES.iter().copied());
        }
        self.advance();
        self.advance();
        let distribution = match word {
            "uniform" => Distribution::Uniform(self.real(domain)?, self.after_comma(domain)?),
            "beta" => Distribution::Beta(self.real(Domain::Rate)?, self.after_comma(Domain::Rate)?),
            "normal" => Distribution::Normal(self.real(Domain::Rate)?),
            _ => Distribution::Lognormal(self.real(Domain::Rate)?),
        };
        self.expect_kind(TokenKind::CloseParen, "`)`")?;
        Ok(Some(distribution))
    }

    fn after_comma(&mut self, domain: Domain) -> Read<f64> {
        self.expect_kind(TokenKind::Comma, "`,`")?;
        self.real(domain)
    }

    /// Ends in order, the central value between them, shapes that are shapes.
    fn consistent(&mut self, believed: &Believed) -> Read<()> {
        let value = believed.value;
        let fault = match believed.distribution {
            Some(Distribution::Range(low, high) | Distribution::Uniform(low, high)) => {
                (!(low <= value && value <= high))
                    .then_some("the central value is not between the ends")
            }
            Some(Distribution::Beta(a, b)) => {
                (a <= 0.0 || b <= 0.0).then_some("both shapes must be above 0")
            }
            Some(Distribution::Lognormal(_)) => {
                (value <= 0.0).then_some("a lognormal number is above 0")
            }
            Some(Distribution::Normal(_)) | None => None,
        };
        match fault {
            Some(fault) => {
                let message =
                    format!("`{}` does not fit together: {fault}", self.text(believed.span));
                self.fail("A054", believed.span, message, None)
            }
            None => Ok(()),
        }
    }
}
