//! Dials, pipelines, waivers, escrows, carve-outs.

use crate::ast::{
    Carveout, Cover, CoverLimit, Dial, Escrow, Head, Pipeline, PipelineStage, Renewal,
    SanctionKind, SpanOnly, Tranche, Waiver,
};
use crate::lexer::TokenKind;
use crate::units::Unit;

use super::cursor::{Parser, Read};

impl Parser<'_> {
    pub(crate) fn dial(&mut self, head: Head) -> Dial {
        let errors = self.report.errors();
        let mut it = Dial { head, ..Dial::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "dial", &mut it, |p, it, keyword, _| p.dial_clause(it, keyword));
        let wanted = [(it.turned_by.is_some(), "turned by"), (it.levels.is_some(), "levels")];
        self.require(errors, &it.head.name, it.head.span, &wanted);
        it
    }

    fn dial_clause(&mut self, it: &mut Dial, keyword: &str) -> Read<()> {
        if self.common_clause(&mut it.head)? {
            return Ok(());
        }
        let start = self.span();
        match keyword {
            "turned" => {
                self.expect("turned by")?;
                it.turned_by = Some(self.name("a party")?);
            }
            "felt" => {
                self.advance();
                let through = self.eat("through");
                if !through {
                    self.expect("by")?;
                }
                let name = self.name(if through { "a pipeline" } else { "a party" })?;
                self.fill(
                    if through { &mut it.felt_through } else { &mut it.felt_by },
                    name,
                    start,
                )?;
            }
            "levels" => {
                self.advance();
                it.levels = Some(self.whole("the highest level")?);
            }
            "starts" => {
                self.expect("starts at")?;
                it.starts_at = Some(self.whole("a level")?);
            }
            "from" => it.sanctions = Some(self.sanctions()?),
            "raise" => {
                self.expect("raise when")?;
                it.raise = Some(self.condition()?);
            }
            _ => {
                self.expect("lower when")?;
                it.lower = Some(self.condition()?);
            }
        }
        Ok(())
    }

    /// `from sanctions secondary`
    fn sanctions(&mut self) -> Read<(SanctionKind, SpanOnly)> {
        self.expect("from sanctions")?;
        let kind = match self.word() {
            Some("primary") => SanctionKind::Primary,
            Some("secondary") => SanctionKind::Secondary,
            Some("both") => SanctionKind::Both,
            _ => {
                return self.unknown_word(
                    "A035",
                    "kind of sanctions",
                    ["primary", "secondary", "both"],
                );
            }
        };
        Ok((kind, SpanOnly(self.advance())))
    }

    pub(crate) fn pipeline(&mut self, head: Head) -> Pipeline {
        let errors = self.report.errors();
        let mut it = Pipeline { head, ..Pipeline::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "pipeline", &mut it, |p, it, _, _| {
            if !p.common_clause(&mut it.head)? {
                it.stages.push(p.pipeline_stage()?);
            }
            Ok(())
        });
        self.require(errors, &it.head.name, it.head.span, &[(!it.stages.is_empty(), "stage")]);
        it
    }

    /// `stage comfort by Bank within 30 days, may refuse`
    fn pipeline_stage(&mut self) -> Read<PipelineStage> {
        let start = self.expect("stage")?;
        let name = self.name("the name of the stage")?;
        self.expect("by")?;
        let owner = self.name("whose stage it is")?;
        let within = if self.eat("within") { Some(self.duration()?) } else { None };
        let mark = self.mark();
        self.eat_kind(TokenKind::Comma);
        let may_refuse = self.eat_all(&["may", "refuse"]);
        if !may_refuse {
            self.back(mark);
        }
        Ok(PipelineStage { name, owner, within, may_refuse, span: self.since(start) })
    }

    pub(crate) fn waiver(&mut self, head: Head) -> Waiver {
        let errors = self.report.errors();
        let mut it = Waiver { head, unilateral: self.eat("unilateral"), ..Waiver::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "waiver", &mut it, |p, it, keyword, _| p.waiver_clause(it, keyword));
        let wanted = [(it.granted_by.is_some(), "granted by"), (it.covers.is_some(), "covers")];
        self.require(errors, &it.head.name, it.head.span, &wanted);
        it
    }

    fn waiver_clause(&mut self, it: &mut Waiver, keyword: &str) -> Read<()> {
        if self.common_clause(&mut it.head)? {
            return Ok(());
        }
        match keyword {
            "unilateral" => {
                self.advance();
                it.unilateral = true;
            }
            "granted" => {
                self.expect("granted by")?;
                it.granted_by = Some(self.name("a party")?);
                if self.is("to") {
                    it.purchasers = self.purchasers()?;
                }
            }
            "to" => it.purchasers = self.purchasers()?,
            "from" => it.sanctions = Some(self.sanctions()?),
            "covers" => it.covers = Some(self.cover()?),
            "proceeds" => {
                self.expect("proceeds to")?;
                it.proceeds_to = Some(self.name("an escrow")?);
            }
            "spend" => {
                self.expect("spend on")?;
                it.spend_on = self.names("a purpose")?;
            }
            "lapse" => {
                self.expect("lapse is not a breach")?;
                it.lapse_is_no_breach = true;
            }
            _ => return self.waiver_clock(it, keyword),
        }
        Ok(())
    }

    fn waiver_clock(&mut self, it: &mut Waiver, keyword: &str) -> Read<()> {
        let start = self.advance();
        match keyword {
            "lasts" => it.lasts = Some(self.duration()?),
            "notice" => it.notice = Some(self.duration()?),
            "winds" => {
                self.expect("down over")?;
                it.winds_down = Some(self.duration()?);
            }
            "revoked" => {
                self.expect("only when")?;
                it.revoke = Some(self.condition()?);
            }
            "renewable" => {
                let times = if self.is_kind(TokenKind::Number) {
                    Some(self.whole("how often")?)
                } else {
                    None
                };
                if times.is_some() && !self.eat("time") {
                    self.expect("times")?;
                }
                let renewal = Renewal { times, only_if: None, span: self.since(start) };
                self.fill(&mut it.renewal, renewal, start)?;
            }
            _ => {
                self.expect("only if")?;
                let only_if = Some(self.condition()?);
                let renewal = Renewal { times: None, only_if, span: self.since(start) };
                self.fill(&mut it.renewal, renewal, start)?;
            }
        }
        Ok(())
    }

    fn purchasers(&mut self) -> Read<Vec<crate::ast::Thing>> {
        self.expect("to purchasers")?;
        self.things("purchasers")
    }

    /// `covers petchem of Iran up to 60 thousand tonne per 30 days`
    fn cover(&mut self) -> Read<Cover> {
        let start = self.expect("covers")?;
        let quantity = self.name("a quantity")?;
        let of = if self.eat("of") { Some(self.name("a party")?) } else { None };
        let up_to = if self.eat_all(&["up", "to"]) { Some(self.cover_limit()?) } else { None };
        Ok(Cover { quantity, of, up_to, span: self.since(start) })
    }

    fn cover_limit(&mut self) -> Read<CoverLimit> {
        if self.eat("annex") {
            return Ok(CoverLimit::Annex(self.words("the title of an annex")?));
        }
        Ok(CoverLimit::Volume(self.per_period()?))
    }

    pub(crate) fn escrow(&mut self, head: Head) -> Escrow {
        let errors = self.report.errors();
        let mut it = Escrow { head, ..Escrow::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "escrow", &mut it, |p, it, keyword, _| p.escrow_clause(it, keyword));
        let wanted = [
            (it.owned_by.is_some(), "owned by"),
            (it.custodian.is_some(), "custodian"),
            (it.total.is_some(), "total"),
        ];
        self.require(errors, &it.head.name, it.head.span, &wanted);
        it
    }

    fn escrow_clause(&mut self, it: &mut Escrow, keyword: &str) -> Read<()> {
        if self.common_clause(&mut it.head)? {
            return Ok(());
        }
        let start = self.advance();
        match keyword {
            "owned" => {
                self.expect("by")?;
                it.owned_by = Some(self.name("whose money it is")?);
            }
            "custodian" if self.eat_all(&["must", "answer", "within"]) => {
                let within = self.duration()?;
                self.fill(&mut it.answer_within, within, start)?;
            }
            "custodian" => {
                let custodian = self.name("who holds it")?;
                self.fill(&mut it.custodian, custodian, start)?;
            }
            "approved" => {
                self.expect("by")?;
                it.approved_by = self.names("who approves")?;
            }
            "total" => it.total = Some(self.amount("a sum")?),
            "tranche" => {
                let name = self.name("the name of the tranche")?;
                self.expect("of")?;
                let amount = self.amount("a sum")?;
                it.tranches.push(Tranche { name, amount, span: self.since(start) });
            }
            _ => return self.escrow_path(it, keyword),
        }
        Ok(())
    }

    fn escrow_path(&mut self, it: &mut Escrow, keyword: &str) -> Read<()> {
        match keyword {
            "path" => it.path = self.currencies()?,
            "spend" => {
                self.expect("on")?;
                it.spend_on = self.names("a purpose")?;
            }
            "never" => {
                self.expect("to")?;
                it.never_to = self.names("who is never paid")?;
            }
            "transferred" => {
                self.expect("through")?;
                it.transferred_through = Some(self.name("a pipeline")?);
            }
            "refusing" => {
                self.expect("only for annex")?;
                it.refusing_only_for = Some(self.words("the title of an annex")?);
            }
            "side" => {
                self.expect("arrangements notified within")?;
                it.side_arrangements_within = Some(self.duration()?);
            }
            _ => {
                self.expect("to")?;
                let to = self.name("to whom")?;
                let on = if self.eat("on") { Some(self.moment()?) } else { None };
                it.returned = Some((to, on));
            }
        }
        Ok(())
    }

    /// `Korea KRW -> Switzerland EUR -> Qatar EUR`
    fn currencies(&mut self) -> Read<Vec<(crate::ast::Name, crate::units::Currency)>> {
        let mut path = Vec::new();
        loop {
            let who = self.name("who holds it")?;
            let span = self.span();
            match self.unit()? {
                (Unit::Money(currency), _) => path.push((who, currency)),
                (unit, _) => {
                    return self.fail("A030", span, format!("`{unit}` is no currency"), None);
                }
            }
            if !self.eat_kind(TokenKind::Arrow) {
                return Ok(path);
            }
        }
    }

    pub(crate) fn carveout(&mut self, head: Head) -> Carveout {
        let mut it = Carveout { head, ..Carveout::default() };
        let clauses = self.take_block();
        self.clauses(clauses, "carveout", &mut it, |p, it, keyword, _| {
            if p.common_clause(&mut it.head)? {
                return Ok(());
            }
            p.advance();
            match keyword {
                "goods" => it.goods = p.names("goods")?,
                "through" => it.through = Some(p.name("a channel")?),
                "until" => it.until = Some(p.moment()?),
                _ => it.cap = Some(p.per_period()?),
            }
            Ok(())
        });
        it
    }
}
