//! Parties, outsiders, groups, blocs, bodies.

use crate::ast::{
    Affiliation, AnsweredFor, Attribution, Bloc, Body, Capability, DecisionRule, Group, Head,
    Mandate, Outsider, Party, Weekday, WhoKind,
};

use super::cursor::{Parser, Read};

/// The days of the week.
const WEEKDAYS: &[(&str, Weekday)] = &[
    ("Monday", Weekday::Monday),
    ("Tuesday", Weekday::Tuesday),
    ("Wednesday", Weekday::Wednesday),
    ("Thursday", Weekday::Thursday),
    ("Friday", Weekday::Friday),
    ("Saturday", Weekday::Saturday),
    ("Sunday", Weekday::Sunday),
];

impl Parser<'_> {
    pub(crate) fn party(&mut self, head: Head) -> Party {
        let mut it = Party { head, ..Party::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "party", &mut it, |p, it, keyword, _| {
            if p.common_clause(&mut it.head)? {
                return Ok(());
            }
            debug_assert_eq!(keyword, "rests");
            p.expect("rests on")?;
            it.rests_on.push(p.weekday()?);
            while p.list_goes_on() {
                it.rests_on.push(p.weekday()?);
            }
            Ok(())
        });
        it
    }

    fn weekday(&mut self) -> Read<Weekday> {
        let day = self.word().and_then(|word| WEEKDAYS.iter().find(|(known, _)| *known == word));
        match day {
            Some((_, day)) => {
                self.advance();
                Ok(*day)
            }
            None => {
                self.unknown_word("A035", "day of the week", WEEKDAYS.iter().map(|(word, _)| *word))
            }
        }
    }

    pub(crate) fn outsider(&mut self, head: Head) -> Outsider {
        let mut it = Outsider { head, ..Outsider::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "outsider", &mut it, |p, it, keyword, _| {
            match keyword {
                "can" => it.can.push(p.capability()?),
                "answered" => it.answered_for = Some(p.answered_for()?),
                "told" => {
                    p.expect("told through")?;
                    it.told_through = Some(p.name("a channel or body")?);
                }
                _ => _ = p.common_clause(&mut it.head)?,
            }
            Ok(())
        });
        it
    }

    /// `can strike in Levant`
    fn capability(&mut self) -> Read<Capability> {
        let start = self.expect("can")?;
        let act = self.name("an act")?;
        let zone = self.zone()?;
        Ok(Capability { act, zone, span: self.since(start) })
    }

    /// `answered for by Iran when directed`
    fn answered_for(&mut self) -> Read<AnsweredFor> {
        let start = self.expect("answered for by")?;
        let by = self.who()?;
        let rule = if self.eat("when") {
            self.rule()?
        } else if self.eat("always") {
            Attribution::Always
        } else if self.eat("never") || by.kind == WhoKind::Nobody {
            Attribution::Never
        } else {
            Attribution::Directed
        };
        Ok(AnsweredFor { by, rule, span: self.since(start) })
    }

    fn rule(&mut self) -> Read<Attribution> {
        if self.eat("directed") {
            return Ok(Attribution::Directed);
        }
        if self.eat("tolerated") {
            return Ok(Attribution::Tolerated);
        }
        self.unknown_word("A035", "rule of attribution", ["directed", "tolerated"])
    }

    pub(crate) fn group(&mut self, head: Head) -> Group {
        let mut it = Group { head, ..Group::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "group", &mut it, |p, it, keyword, _| {
            match keyword {
                "affiliated" => it.affiliations.push(p.affiliation()?),
                "answered" => it.answered_for = Some(p.answered_for()?),
                "can" => it.can.push(p.capability()?),
                _ => _ = p.common_clause(&mut it.head)?,
            }
            Ok(())
        });
        it
    }

    /// `affiliated with Iran as stated by US`
    fn affiliation(&mut self) -> Read<Affiliation> {
        self.expect("affiliated with")?;
        let with = self.who()?;
        let stated = self.eat_all(&["as", "stated", "by"]);
        let stated_by = if stated { Some(self.name("a party")?) } else { None };
        Ok(Affiliation { with, stated_by })
    }

    pub(crate) fn bloc(&mut self, head: Head) -> Bloc {
        let mut it = Bloc { head, ..Bloc::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "bloc", &mut it, |p, it, keyword, _| {
            match keyword {
                "members" => {
                    p.advance();
                    it.members = p.names("a member")?;
                }
                "accession" => {
                    p.expect("accession by consent of")?;
                    it.consent_of = p.whos()?;
                }
                _ => _ = p.common_clause(&mut it.head)?,
            }
            Ok(())
        });
        it
    }

    pub(crate) fn body(&mut self, head: Head) -> Body {
        let mut it = Body { head, ..Body::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "body", &mut it, |p, it, keyword, _| p.body_clause(it, keyword));
        it
    }

    fn body_clause(&mut self, it: &mut Body, keyword: &str) -> Read<()> {
        if self.common_clause(&mut it.head)? {
            return Ok(());
        }
        match keyword {
            "verifies" => it.verifies.push(self.mandate()?),
            "attributes" => it.attributes.push(self.mandate()?),
            "reports" => {
                self.expect("reports every")?;
                it.reports_every = Some(self.period()?);
            }
            "custodian" => {
                self.expect("custodian of")?;
                it.custodian_of.append(&mut self.names("an escrow")?);
            }
            "mandate" => {
                self.expect("mandate until")?;
                it.mandate_until = Some(self.moment()?);
            }
            "decides" => {
                self.expect("decides by")?;
                it.decides = Some(self.decision_rule()?);
            }
            "shares" => {
                self.expect("shares annex")?;
                it.shares = Some(self.words("the title of an annex")?);
            }
            _ => return self.body_list(it, keyword),
        }
        Ok(())
    }

    fn body_list(&mut self, it: &mut Body, keyword: &str) -> Read<()> {
        self.advance();
        match keyword {
            "depositary" => it.depositary = true,
            "members" => it.members = self.names("a member")?,
            "operates" => it.operates.append(&mut self.things("what it operates")?),
            _ => it.carries.append(&mut self.names("a channel")?),
        }
        Ok(())
    }

    /// `verifies nuclear within 7 days`
    fn mandate(&mut self) -> Read<Mandate> {
        let start = self.advance();
        let subject = self.name("a subject")?;
        let within = if self.eat("within") { Some(self.duration()?) } else { None };
        Ok(Mandate { subject, within, span: self.since(start) })
    }

    fn decision_rule(&mut self) -> Read<DecisionRule> {
        if self.eat("consensus") {
            return Ok(DecisionRule::Consensus);
        }
        let needed = self.whole("`consensus` or a number of votes")?;
        self.expect("of")?;
        Ok(DecisionRule::Votes { needed, of: self.whole("a number of members")? })
    }
}
