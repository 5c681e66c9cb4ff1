//! The `accord` article.

use crate::ast::{
    Authentic, Authority, DayZero, Factor, Head, Header, InForce, LegalForm, MonthRounding, Name,
    SpanOnly, Sunset, Withdrawal,
};
use crate::block::Clause;
use crate::lexer::TokenKind;

use super::cursor::{Parser, Read};

/// Spellings of the legal forms.
const FORMS: &[(&str, LegalForm)] = &[
    ("political", LegalForm::Political),
    ("executive", LegalForm::Executive),
    ("statute", LegalForm::Statute),
    ("treaty", LegalForm::Treaty),
];

impl<'a> Parser<'a> {
    /// `accord "title" language 1 revision 1 { … }`.
    pub(crate) fn header(&mut self, clause: &'a Clause) -> Header {
        let mut header = Header { whole: clause.span, ..Header::default() };
        let errors = self.report.errors();
        if self.heading(&mut header).is_ok() && !self.at_end() {
            let message = format!("{} does not belong in the heading", self.here());
            self.error("A024", self.span(), message, None);
        }
        let clauses = self.take_block();
        self.clauses(clauses, "accord", &mut header, |p, header, keyword, _| {
            p.header_clause(header, keyword)
        });
        let wanted = [
            (!header.signatories.is_empty(), "signatories"),
            (header.day_zero.is_some(), "day 0 is"),
        ];
        self.require(errors, &Name::new("accord", header.span), header.span, &wanted);
        header
    }

    fn heading(&mut self, header: &mut Header) -> Read<()> {
        let start = self.expect("accord")?;
        header.title = self.words("the title of the agreement")?;
        self.article = Some(header.title.text.clone());
        self.expect("language")?;
        let language = self.whole("the version of the language")?;
        self.expect("revision")?;
        let revision = self.whole("the number of the revision")?;
        header.span = self.since(start);
        header.revision = self.small(&revision)?;
        header.language = 1;
        if language.value.as_whole() == Some(1) {
            return Ok(());
        }
        let message = format!("language {} is not known here", language.value);
        self.fail("A039", language.span, message, Some("this tool reads `language 1`".into()))
    }

    /// A whole number that fits thirty-two bits.
    fn small(&mut self, number: &crate::ast::Number) -> Read<u32> {
        let small = number.value.as_whole().and_then(|value| u32::try_from(value).ok());
        match small {
            Some(small) => Ok(small),
            None => self.fail("A007", number.span, format!("{} is too large", number.value), None),
        }
    }

    fn header_clause(&mut self, header: &mut Header, keyword: &str) -> Read<()> {
        let start = self.span();
        match keyword {
            "" => return self.header_common(header),
            "any" | "all" | "nobody" => return self.withdrawal(header),
            "in" => return self.entry_into_force(header),
            _ => self.advance(),
        };
        match keyword {
            "signatories" => header.signatories = self.names("a signatory")?,
            "legal" => {
                self.expect("form")?;
                header.legal_form = Some(self.legal_form()?);
            }
            "signed" => self.authority(header)?,
            "day" => self.day_zero(header)?,
            "sunset" => header.sunset = Some(self.sunset()?),
            "ends" => self.ends(header)?,
            "authentic" => self.authentic(header, start)?,
            "months" => self.months_clause(header)?,
            "counts" => self.factor(header, start)?,
            _ => header.amends = Some(self.words("the hash of the text that is amended")?),
        }
        Ok(())
    }

    fn header_common(&mut self, header: &mut Header) -> Read<()> {
        let mut head = Head::default();
        self.common_clause(&mut head)?;
        header.left_open.append(&mut head.left_open);
        header.accepting.append(&mut head.accepting);
        Ok(())
    }

    pub(crate) fn legal_form(&mut self) -> Read<(LegalForm, SpanOnly)> {
        let form = self.word().and_then(|word| FORMS.iter().find(|(known, _)| *known == word));
        match form {
            Some((_, form)) => Ok((*form, SpanOnly(self.advance()))),
            None => self.unknown_word("A035", "legal form", FORMS.iter().map(|(word, _)| *word)),
        }
    }

    fn authority(&mut self, header: &mut Header) -> Read<()> {
        self.expect("by")?;
        let office = self.words("an office, between quotation marks")?;
        self.expect("for")?;
        let party = self.name("a party")?;
        header.authority.push(Authority { office, party });
        Ok(())
    }

    /// `any signatory may withdraw on notice 30 days`, `nobody may withdraw`.
    fn withdrawal(&mut self, header: &mut Header) -> Read<()> {
        let start = self.span();
        let who = self.who()?;
        self.expect("may withdraw")?;
        let notice = if self.eat_all(&["on", "notice"]) { Some(self.duration()?) } else { None };
        header.withdrawal.push(Withdrawal { who, notice, span: self.since(start) });
        Ok(())
    }

    fn entry_into_force(&mut self, header: &mut Header) -> Read<()> {
        self.expect("in force")?;
        header.in_force = Some(if self.eat("when") {
            InForce::When(self.condition()?)
        } else {
            self.expect("on")?;
            if self.eat("signature") {
                if self.eat("by") {
                    self.expect("all signatories")?;
                }
                InForce::OnSignature
            } else {
                InForce::On(self.moment()?)
            }
        });
        Ok(())
    }

    fn day_zero(&mut self, header: &mut Header) -> Read<()> {
        let number = self.whole("`0`")?;
        if number.value.mantissa != 0 {
            let message = format!("day {} cannot be declared", number.value);
            return self.fail(
                "A021",
                number.span,
                message,
                Some("say which day is `day 0`".into()),
            );
        }
        self.expect("is")?;
        header.day_zero = Some(if self.eat_all(&["in", "force"]) {
            DayZero::InForce
        } else if self.is_kind(TokenKind::Date) {
            DayZero::On(self.moment()?)
        } else {
            return self.wanted("`in force` or a date");
        });
        Ok(())
    }

    fn sunset(&mut self) -> Read<Sunset> {
        if self.eat("none") {
            return Ok(Sunset::Never);
        }
        if self.eat("after") {
            return Ok(Sunset::After(self.duration()?));
        }
        self.expect("on")?;
        Ok(Sunset::On(self.moment()?))
    }

    /// `ends below 2 signatories`, `ends without US, Iran`.
    fn ends(&mut self, header: &mut Header) -> Read<()> {
        if self.eat("below") {
            header.quorum = Some(self.whole("a number of signatories")?);
            self.expect("signatories")?;
            return Ok(());
        }
        self.expect("without")?;
        header.essential.append(&mut self.names("a signatory")?);
        Ok(())
    }

    /// `authentic en, fa equal` or `authentic en, fa, en prevails`.
    fn authentic(&mut self, header: &mut Header, start: crate::span::Span) -> Read<()> {
        let mut languages = vec![self.name("a language code")?];
        let prevails = loop {
            if self.eat("equal") {
                break None;
            }
            if self.eat("prevails") {
                break languages.pop();
            }
            let more = self.eat_kind(TokenKind::Comma) || self.eat("and");
            if !more && languages.len() == 1 {
                break None;
            }
            if !more {
                return self.wanted("`equal`, `prevails` or another language");
            }
            languages.push(self.name("a language code")?);
        };
        header.authentic = Some(Authentic { languages, prevails, span: self.since(start) });
        Ok(())
    }

    fn months_clause(&mut self, header: &mut Header) -> Read<()> {
        self.expect("round")?;
        let up = self.eat("up");
        if !up {
            self.expect("down")?;
        }
        header.months = Some(if up { MonthRounding::Up } else { MonthRounding::Down });
        Ok(())
    }

    fn factor(&mut self, header: &mut Header, start: crate::span::Span) -> Read<()> {
        let from = self.amount("an amount")?;
        self.expect("as")?;
        let to = self.amount("an amount")?;
        header.factors.push(Factor { from, to, span: self.since(start) });
        Ok(())
    }
}
