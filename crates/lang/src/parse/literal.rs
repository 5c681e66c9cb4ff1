//! Numbers, brackets, amounts, portions.

use crate::ast::{Amount, Bound, Comparison, Decimal, Number, PerPeriod, Portion, Proposal};
use crate::lexer::TokenKind;
use crate::span::Span;
use crate::units::{MassUnit, MaterialForm, Unit};

use super::cursor::{Parser, Read};
use super::words::nearest;

impl Parser<'_> {
    /// `15`, `[US: 15][Iran: 30]`, `[]`, each perhaps `thousand`, `million` or `billion`.
    pub(crate) fn number(&mut self, what: &str) -> Read<Number> {
        let start = self.span();
        let mut number = match self.kind() {
            Some(TokenKind::OpenBracket) => self.bracketed()?,
            _ => Number { value: self.decimal(what)?, ..Number::default() },
        };
        let factor = self.multiplier();
        number.value = self.multiplied(number.value, factor, start)?;
        for proposal in &mut number.proposals {
            proposal.value = self.multiplied(proposal.value, factor, proposal.span)?;
        }
        number.span = self.since(start);
        Ok(number)
    }

    /// A number that must be whole and not negative.
    pub(crate) fn whole(&mut self, what: &str) -> Read<Number> {
        let number = self.number(what)?;
        let whole = |value: Decimal| value.as_whole().is_some_and(|value| value >= 0);
        if whole(number.value) && number.proposals.iter().all(|it| whole(it.value)) {
            return Ok(number);
        }
        let message = format!("`{}` is not a whole number", self.text(number.span));
        self.fail("A037", number.span, message, None)
    }

    /// A plain decimal, perhaps negative.
    pub(crate) fn decimal(&mut self, what: &str) -> Read<Decimal> {
        let start = self.span();
        let negative = self.eat_kind(TokenKind::Minus);
        if !self.is_kind(TokenKind::Number) {
            return self.wanted(what);
        }
        let span = self.advance();
        let Some(mut value) = decimal(self.text(span)) else {
            let message = format!("`{}` has more digits than can be kept exactly", self.text(span));
            return self.fail("A007", start.to(span), message, Some("eighteen digits can".into()));
        };
        if negative {
            value.mantissa = -value.mantissa;
        }
        Ok(value)
    }

    fn multiplier(&mut self) -> i64 {
        for (word, factor) in
            [("thousand", 1_000), ("million", 1_000_000), ("billion", 1_000_000_000)]
        {
            if self.eat(word) {
                return factor;
            }
        }
        1
    }

    fn multiplied(&mut self, value: Decimal, factor: i64, span: Span) -> Read<Decimal> {
        match value.mantissa.checked_mul(factor) {
            Some(mantissa) => Ok(trimmed(mantissa, value.scale)),
            None => {
                let message = format!("`{}` is larger than can be kept exactly", self.text(span));
                self.fail("A007", span, message, None)
            }
        }
    }

    /// `[US: 15][Iran: 30][default: 20]` or `[]`.
    fn bracketed(&mut self) -> Read<Number> {
        let start = self.span();
        let mut number = Number::default();
        while self.eat_kind(TokenKind::OpenBracket) {
            if self.eat_kind(TokenKind::CloseBracket) {
                number.blank = true;
                continue;
            }
            let by = self.name("whose proposal it is")?;
            self.expect_kind(TokenKind::Colon, "`:`")?;
            let value = self.decimal("a number")?;
            self.expect_kind(TokenKind::CloseBracket, "`]`")?;
            let span = self.since(by.span);
            number.proposals.push(Proposal { by, value, span });
        }
        number.span = self.since(start);
        self.brackets.push(number.span);
        number.value = self.chosen(&number);
        Ok(number)
    }

    /// The proposal that this reading takes.
    fn chosen(&self, number: &Number) -> Decimal {
        let by = |name: &str| number.proposals.iter().find(|it| it.by.text == name);
        let wanted = self.proposal.as_deref().and_then(by);
        let chosen = wanted.or_else(|| by("default")).or_else(|| number.proposals.first());
        chosen.map_or(Decimal::default(), |it| it.value)
    }

    /// A unit such as `%U235`, `kg[UF6]`, `USD`.
    pub(crate) fn unit(&mut self) -> Read<(Unit, Span)> {
        let span = self.span();
        let text = self.text(span);
        let unit = match self.kind() {
            Some(TokenKind::Word | TokenKind::Percent) => Unit::from_word(text),
            Some(TokenKind::FormedUnit) => return self.formed_unit(span),
            _ => return self.unit_missing(),
        };
        match unit {
            Some(unit) => {
                self.advance();
                Ok((unit, span))
            }
            None => self.unknown_unit(text, span),
        }
    }

    fn unit_missing<T>(&mut self) -> Read<T> {
        let message = format!("a unit is expected here, not {}", self.here());
        self.fail(
            "A031",
            self.span(),
            message,
            Some("every number carries its unit, such as `%U235`, `kg[U]`, `USD`, `event`".into()),
        )
    }

    fn unknown_unit<T>(&mut self, text: &str, span: Span) -> Read<T> {
        if self.ends_list(text) {
            return self.unit_missing();
        }
        let near = nearest(text, Unit::words()).map(|near| format!("did you mean `{near}`?"));
        self.fail("A030", span, format!("`{text}` is no unit of the language"), near)
    }

    fn formed_unit(&mut self, span: Span) -> Read<(Unit, Span)> {
        let text = self.text(span);
        let (size, form) = text.trim_end_matches(']').split_once('[').unwrap_or((text, ""));
        let Some(Unit::Mass(size, _)) = Unit::from_word(size) else {
            let masses = [MassUnit::Gram, MassUnit::Kilogram, MassUnit::Tonne]
                .map(|size| format!("`{}`", Unit::Mass(size, None)));
            let help = format!("only a mass has a form: {}", masses.join(", "));
            return self.fail("A030", span, format!("`{size}` is no mass"), Some(help));
        };
        let Some(form) = MaterialForm::from_word(form) else {
            let near =
                nearest(form, MaterialForm::words()).map(|near| format!("did you mean `{near}`?"));
            return self.fail(
                "A032",
                span,
                format!("`{form}` is no material form of the language"),
                near,
            );
        };
        self.advance();
        Ok((Unit::Mass(size, Some(form)), span))
    }

    /// A number with its unit.
    pub(crate) fn amount(&mut self, what: &str) -> Read<Amount> {
        let start = self.span();
        let number = self.number(what)?;
        let (unit, unit_span) = self.unit()?;
        let amount = Amount { number, unit, unit_span, span: self.since(start) };
        self.exact(&amount)?;
        Ok(amount)
    }

    /// `0 to 3.67 %U235`: two numbers, one unit.
    pub(crate) fn amounts(&mut self, what: &str) -> Read<(Amount, Amount)> {
        let start = self.span();
        let low = self.number(what)?;
        self.expect("to")?;
        let high = self.amount(what)?;
        let (unit, unit_span, span) = (high.unit, high.unit_span, self.since(start));
        let low = Amount { number: low, unit, unit_span, span };
        self.exact(&low)?;
        Ok((low, high))
    }

    fn exact(&mut self, amount: &Amount) -> Read<()> {
        use crate::ast::Inexact;
        let (why, help) = match amount.in_base() {
            Ok(_) => return Ok(()),
            Err(Inexact::TooLarge) => ("larger than can be kept exactly", None),
            Err(Inexact::TooFine) => ("finer than its unit is kept", Some(finest(amount.unit))),
        };
        let message = format!("`{}` is {why}", self.text(amount.span));
        self.fail("A007", amount.span, message, help)
    }

    /// `<=`, `at most` and their kin.
    pub(crate) fn comparison(&mut self) -> Option<Comparison> {
        if let Some(TokenKind::Compare(comparison)) = self.kind() {
            self.advance();
            return Some(comparison);
        }
        if self.eat_all(&["at", "most"]) {
            return Some(Comparison::AtMost);
        }
        self.eat_all(&["at", "least"]).then_some(Comparison::AtLeast)
    }

    pub(crate) fn expect_comparison(&mut self) -> Read<Comparison> {
        match self.comparison() {
            Some(comparison) => Ok(comparison),
            None => self.wanted("a comparison such as `<=`"),
        }
    }

    /// What a comparison compares with.
    pub(crate) fn bound(&mut self) -> Read<Bound> {
        let start = self.span();
        let Some(portion) = self.fraction()? else {
            return Ok(Bound::Amount(self.amount("an amount")?));
        };
        self.expect("of")?;
        let quantity = self.name("a quantity")?;
        self.expect("baseline")?;
        Ok(Bound::OfBaseline { portion, quantity, span: self.since(start) })
    }

    /// `half`, `all`, `2/3`, `50 % of`, if one stands here.
    fn fraction(&mut self) -> Read<Option<Portion>> {
        let words = [("half", 2), ("third", 3), ("quarter", 4)];
        if let Some((_, denominator)) = words.into_iter().find(|(word, _)| self.eat(word)) {
            return Ok(Some(Portion::Fraction { numerator: 1, denominator }));
        }
        if self.eat("all") {
            return Ok(Some(Portion::All));
        }
        let mark = self.mark();
        match self.second().map(|token| token.kind) {
            Some(TokenKind::Slash) => Ok(Some(self.quotient()?)),
            Some(TokenKind::Percent) if self.is_kind(TokenKind::Number) => {
                let number = self.number("a number")?;
                let plain = self.text(self.span()) == "%" && self.second_word() == Some("of");
                if plain {
                    self.advance();
                    return Ok(Some(Portion::Percent(number)));
                }
                self.back(mark);
                Ok(None)
            }
            _ => Ok(None),
        }
    }

    fn quotient(&mut self) -> Read<Portion> {
        let above = self.whole("a number")?;
        self.advance();
        let below = self.whole("a number")?;
        let numerator = above.value.as_whole().unwrap_or(0);
        match below.value.as_whole() {
            Some(denominator) if denominator > 0 => {
                Ok(Portion::Fraction { numerator, denominator })
            }
            _ => self.fail("A037", below.span, "nothing can be divided by zero".into(), None),
        }
    }

    /// How much of something: a fraction or an amount.
    pub(crate) fn portion(&mut self) -> Read<Portion> {
        match self.fraction()? {
            Some(portion) => Ok(portion),
            None => Ok(Portion::Amount(self.amount("how much, such as `half` or `100 kg[UF6]`,")?)),
        }
    }

    /// `60 thousand tonne per 30 days`; the period may be missing.
    pub(crate) fn per_period(&mut self) -> Read<PerPeriod> {
        let start = self.span();
        let amount = self.amount("an amount")?;
        let period = if self.eat("per") { Some(self.period()?) } else { None };
        Ok(PerPeriod { amount, period, span: self.since(start) })
    }

    /// A number followed by `%`.
    pub(crate) fn percent(&mut self) -> Read<Number> {
        let number = self.number("a percentage")?;
        let span = self.span();
        if self.is_kind(TokenKind::Percent) && self.text(span) == "%" {
            self.advance();
            return Ok(number);
        }
        self.wanted("`%`")
    }
}

/// What a unit is kept in, for a message.
fn finest(unit: Unit) -> String {
    let base = match unit {
        Unit::Ratio | Unit::Enrichment => "a thousandth of a per cent",
        Unit::Mass(..) => "a gram",
        Unit::Barrel => "a barrel",
        Unit::Length(_) => "a metre",
        Unit::Swu => "a thousandth of a SWU",
        Unit::MegawattElectric | Unit::MegawattThermal => "a kilowatt",
        Unit::Money(_) => "a hundredth of the currency",
        Unit::Count(_) | Unit::Grade => "one",
    };
    format!("the finest step is {base}")
}

/// Exact value of `12.50`; `None` if it has too many digits.
pub(crate) fn decimal(text: &str) -> Option<Decimal> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let fraction = fraction.trim_end_matches('0');
    let digits = format!("{whole}{fraction}");
    let digits = digits.trim_start_matches('0');
    if digits.len() > 18 || fraction.len() > 18 {
        return None;
    }
    let mantissa = if digits.is_empty() { 0 } else { digits.parse().ok()? };
    Some(Decimal { mantissa, scale: u8::try_from(fraction.len()).ok()? })
}

/// The same number without trailing zeros in its fraction.
fn trimmed(mut mantissa: i64, mut scale: u8) -> Decimal {
    while scale > 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        scale -= 1;
    }
    Decimal { mantissa, scale }
}
