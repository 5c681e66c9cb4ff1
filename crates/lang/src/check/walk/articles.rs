//! Names in the header and in each kind of article.

use super::{Walk, Wanted};
use crate::ast::{
    self, AnsweredFor, Article, Citing, Claim, CoverLimit, DayZero, ExpectedEvent, Exposure,
    ExposureBound, Fact, Header, InForce, Move, Opening, Property, Stage, Sunset, Thing,
};
use crate::units::Unit;

impl<'a> Walk<'_, 'a> {
    pub fn header(&mut self, header: &'a Header) {
        self.names(&header.signatories, Wanted::Party);
        self.names(&header.essential, Wanted::Party);
        self.names(header.authority.iter().map(|it| &it.party), Wanted::Party);
        match &header.in_force {
            Some(InForce::When(condition)) => self.condition(condition),
            Some(InForce::On(moment)) => self.moment(moment),
            Some(InForce::OnSignature) | None => (),
        }
        if let Some(DayZero::On(moment)) = &header.day_zero {
            self.moment(moment);
        }
        match &header.sunset {
            Some(Sunset::On(moment)) => self.moment(moment),
            Some(Sunset::After(length)) => self.duration(length),
            Some(Sunset::Never) | None => (),
        }
        for withdrawal in &header.withdrawal {
            self.names(withdrawal.who.name(), Wanted::Party);
            self.durations(&withdrawal.notice);
        }
    }

    pub fn article(&mut self, article: &'a Article) {
        self.names(&article.head().workstream, Wanted::Workstream);
        match article {
            Article::Party(_) | Article::Annex(_) | Article::Zone(_) | Article::ReadBy(_) => (),
            Article::Outsider(it) => self.outsider(it),
            Article::Group(it) => self.group(it),
            Article::Bloc(it) => self.whos(&it.consent_of),
            Article::Body(it) => self.body(it),
            Article::Workstream(it) => self.names(&it.visible_to, Wanted::Actor),
            Article::Decouple(it) => {
                self.name(&it.workstream, Wanted::Workstream);
                self.names(&it.from, Wanted::Workstream);
            }
            Article::Quantity(it) => self.quantity(it),
            Article::Phase(it) => self.phase(it),
            Article::Swap(it) => self.swap(it),
            Article::Scale(it) => self.scale(it),
            Article::Freeze(it) => self.freeze(it),
            Article::Mutual(it) => self.mutual(it),
            other => self.relief_article(other),
        }
    }

    fn relief_article(&mut self, article: &'a Article) {
        match article {
            Article::Dial(it) => self.dial(it),
            Article::Pipeline(it) => self.pipeline(it),
            Article::Waiver(it) => self.waiver(it),
            Article::Escrow(it) => self.escrow(it),
            Article::Carveout(it) => it.cap.iter().for_each(|cap| self.rated(cap, "a cap")),
            Article::Exchange(it) => self.exchange(it),
            Article::Redline(it) => self.redline(it),
            Article::Inquiry(it) => {
                self.names(&it.about, Wanted::ActorOrQuantity);
                self.outcomes(&it.then);
            }
            Article::Dispute(it) => self.dispute(it),
            Article::Snapback(it) => self.snapback(it),
            other => self.talk_article(other),
        }
    }

    fn talk_article(&mut self, article: &'a Article) {
        match article {
            Article::Notice(it) => {
                self.whos(&it.by);
                self.whos(&it.to);
                self.names(&it.zone, Wanted::Zone);
                self.names(&it.via, Wanted::Channel);
            }
            Article::Channel(it) => self.names(&it.between, Wanted::Actor),
            Article::Statement(it) => self.whos(&it.by),
            Article::Tolerates(it) => it.acts.iter().for_each(|act| {
                self.whos(&act.by);
                self.names(&act.zone, Wanted::Zone);
            }),
            Article::Undertaking(it) => {
                self.names(&it.by, Wanted::Actor);
                self.steps(&it.duties);
                self.names(&it.mirrored_by, Wanted::Undertaking);
            }
            Article::Expect(it) => it.property.iter().for_each(|it| self.property(it)),
            Article::Scenario(it) => self.scenario(it),
            _ => (),
        }
    }

    fn answered_for(&mut self, answered: &'a AnsweredFor) {
        self.names(answered.by.name(), Wanted::Actor);
    }

    fn outsider(&mut self, it: &'a ast::Outsider) {
        self.names(it.can.iter().filter_map(|can| can.zone.as_ref()), Wanted::Zone);
        it.answered_for.iter().for_each(|answered| self.answered_for(answered));
        self.names(&it.told_through, Wanted::Anything);
    }

    fn group(&mut self, it: &'a ast::Group) {
        for affiliation in &it.affiliations {
            self.names(affiliation.with.name(), Wanted::Actor);
            self.names(&affiliation.stated_by, Wanted::Actor);
        }
        it.answered_for.iter().for_each(|answered| self.answered_for(answered));
        self.names(it.can.iter().filter_map(|can| can.zone.as_ref()), Wanted::Zone);
    }

    fn body(&mut self, it: &'a ast::Body) {
        self.names(&it.custodian_of, Wanted::Escrow);
        self.names(&it.carries, Wanted::Channel);
        it.mandate_until.iter().for_each(|moment| self.moment(moment));
    }

    fn quantity(&mut self, it: &'a ast::Quantity) {
        self.names(it.of.iter().filter_map(ast::Who::name), Wanted::Actor);
        self.names(it.made_by.iter().chain(&it.owned_by).chain(&it.observed_by), Wanted::Actor);
        let name = &it.head.name;
        it.baseline.iter().for_each(|amount| self.measured(name, amount));
        // The band of a stock of material may be its enrichment.
        let weighed = matches!(it.unit, Some((Unit::Mass(_, Some(_)), _)));
        let grade = |range: &&ast::Range| weighed && range.low.unit == Unit::Enrichment;
        for range in it.band.iter().filter(|range| !grade(range)).chain(&it.unaccounted) {
            self.measured(name, &range.low);
            self.measured(name, &range.high);
        }
        if let Some(rate) = &it.rate_at_most {
            self.measured(name, &rate.amount);
            self.rated(rate, "a rate");
        }
    }

    fn phase(&mut self, it: &'a ast::Phase) {
        match &it.opens {
            Some(Opening::On(moment)) => self.moment(moment),
            Some(Opening::When(condition)) => self.condition(condition),
            None => (),
        }
        self.steps(&it.steps);
        it.swaps.iter().for_each(|swap| self.swap(swap));
        it.scales.iter().for_each(|scale| self.scale(scale));
        it.freezes.iter().for_each(|freeze| self.freeze(freeze));
        it.mutuals.iter().for_each(|mutual| self.mutual(mutual));
        it.closes.iter().for_each(|condition| self.condition(condition));
        it.lapses.iter().for_each(|moment| self.moment(moment));
    }

    fn swap(&mut self, it: &'a ast::Swap) {
        self.names(it.give.iter().chain(&it.take), Wanted::Step);
        it.exposures.iter().for_each(|exposure| self.exposure(exposure));
    }

    fn exposure(&mut self, exposure: &'a Exposure) {
        self.name(&exposure.party, Wanted::Party);
        if let ExposureBound::Duration(length) = &exposure.at_most {
            self.duration(length);
        }
    }

    fn scale(&mut self, it: &'a ast::Scale) {
        self.name(&it.what, Wanted::Relief);
        self.name(&it.progress_of, Wanted::Step);
    }

    fn freeze(&mut self, it: &'a ast::Freeze) {
        self.steps(&it.duties);
        it.until.iter().for_each(|moment| self.moment(moment));
        if let Some(leave) = &it.leave {
            self.names(leave.who.name(), Wanted::Party);
            self.durations(&leave.notice);
        }
    }

    fn mutual(&mut self, it: &'a ast::Mutual) {
        self.steps(&it.duties);
        self.names(it.review.as_ref().map(|review| &review.body), Wanted::Actor);
    }

    fn dial(&mut self, it: &'a ast::Dial) {
        self.names(it.turned_by.iter().chain(&it.felt_by), Wanted::Actor);
        self.names(&it.felt_through, Wanted::Pipeline);
        it.raise.iter().chain(&it.lower).for_each(|condition| self.condition(condition));
    }

    fn pipeline(&mut self, it: &'a ast::Pipeline) {
        for stage in &it.stages {
            self.name(&stage.owner, Wanted::Actor);
            self.durations(&stage.within);
        }
    }

    fn waiver(&mut self, it: &'a ast::Waiver) {
        self.names(&it.granted_by, Wanted::Actor);
        if let Some(cover) = &it.covers {
            self.name(&cover.quantity, Wanted::Quantity);
            self.names(&cover.of, Wanted::Actor);
            if let Some(CoverLimit::Volume(volume)) = &cover.up_to {
                self.measured(&cover.quantity, &volume.amount);
                self.rated(volume, "a waiver's volume");
            }
        }
        self.durations(it.lasts.iter().chain(&it.notice).chain(&it.winds_down));
        let renewal = it.renewal.as_ref().and_then(|renewal| renewal.only_if.as_ref());
        renewal.into_iter().chain(&it.revoke).for_each(|condition| self.condition(condition));
        self.names(&it.proceeds_to, Wanted::Escrow);
    }

    fn escrow(&mut self, it: &'a ast::Escrow) {
        self.names(it.owned_by.iter().chain(&it.custodian).chain(&it.approved_by), Wanted::Actor);
        self.names(&it.transferred_through, Wanted::Pipeline);
        self.durations(it.answer_within.iter().chain(&it.side_arrangements_within));
        if let Some((to, moment)) = &it.returned {
            self.name(to, Wanted::Actor);
            moment.iter().for_each(|moment| self.moment(moment));
        }
    }

    fn exchange(&mut self, it: &'a ast::Exchange) {
        self.names(it.sides.iter().map(|side| &side.party), Wanted::Actor);
        self.steps(&it.prepare);
        for gate in &it.gates {
            self.name(&gate.body, Wanted::Actor);
            self.condition(&gate.confirms);
        }
    }

    fn redline(&mut self, it: &'a ast::Redline) {
        it.live.iter().chain(&it.when).for_each(|condition| self.condition(condition));
        it.levels.iter().for_each(|level| self.level(level));
        self.names(&it.never_touches, Wanted::Anything);
        self.names(it.review.as_ref().map(|review| &review.body), Wanted::Actor);
    }

    fn dispute(&mut self, it: &'a ast::Dispute) {
        self.whos(&it.opened_by);
        self.whos(&it.against);
        self.citing(it.citing.as_ref());
        for stage in &it.stages {
            self.names(&stage.body, Wanted::Actor);
            self.whos(&stage.if_asked_by);
            self.durations(&stage.length);
            let others = stage.beside.iter().chain(&stage.instead_of).chain(&stage.only_after);
            let is_stage =
                |name: &ast::Name| it.stages.iter().any(|other: &Stage| other.name == *name);
            others.for_each(|name| self.stage(name, is_stage(name)));
        }
        self.outcomes(&it.then);
    }

    fn citing(&mut self, citing: Option<&'a Citing>) {
        if let Some(Citing::Names(names)) = citing {
            self.names(names, Wanted::StepOrNotice);
        }
    }

    fn snapback(&mut self, it: &'a ast::Snapback) {
        self.whos(&it.started_by);
        self.names(&it.notice_to, Wanted::Actor);
        self.names(&it.after, Wanted::Dispute);
        self.citing(it.citing.as_ref());
        self.durations(&it.runs);
        self.names(it.stopped.iter().filter_map(|stopped| stopped.who.name()), Wanted::Actor);
        it.restores.iter().for_each(|restoration| self.restoration(restoration));
        for thing in &it.spares {
            if let Thing::Name(name) = thing {
                self.name(name, Wanted::Anything);
            }
        }
        self.outcomes(&it.then);
    }

    fn property(&mut self, property: &'a Property) {
        match property {
            Property::Reachable(it) | Property::Always(it) | Property::Never(it) => {
                self.condition(it)
            }
            Property::Leaves { event, unchanged } => {
                match event {
                    ExpectedEvent::NonPerformance(step) => self.name(step, Wanted::Step),
                    ExpectedEvent::Lapse(name) => self.name(name, Wanted::Anything),
                    ExpectedEvent::Withdrawal(party) => self.name(party, Wanted::Party),
                    ExpectedEvent::Act { by, .. } => self.name(by, Wanted::Actor),
                }
                self.names(unchanged, Wanted::Anything);
            }
            Property::Exposure(exposure) => self.exposure(exposure),
        }
    }

    fn scenario(&mut self, it: &'a ast::Scenario) {
        it.given.iter().for_each(|fact| self.scene(fact));
        for step in &it.moves {
            match step {
                Move::When(facts, _) => facts.iter().for_each(|fact| self.scene(fact)),
                Move::Then(claims, _) => claims.iter().for_each(|claim| self.claim(claim)),
            }
        }
    }

    fn scene(&mut self, fact: &'a Fact) {
        match fact {
            Fact::State(name, _) => self.name(name, Wanted::Anything),
            Fact::Level(dial, _) => self.name(dial, Wanted::Dial),
            Fact::Value(quantity, amount) => {
                self.name(quantity, Wanted::Quantity);
                self.measured(quantity, amount);
            }
            Fact::Occurs { actor, act, zone } => {
                self.name(actor, Wanted::Actor);
                self.act_word(act);
                self.names(zone, Wanted::Zone);
            }
            Fact::Does { actor, what, .. } => {
                self.name(actor, Wanted::Actor);
                self.names(what, Wanted::Anything);
            }
            Fact::Finding(finding) => self.finding(Some(finding)),
            Fact::Day(moment) => self.moment(moment),
            Fact::Casualties(_) | Fact::Passes(_) => (),
        }
    }

    fn claim(&mut self, claim: &'a Claim) {
        match claim {
            Claim::Power(power) => self.power(power),
            Claim::State(condition) => self.condition(condition),
            Claim::Verdict { breach_of, .. } => self.names(breach_of, Wanted::Step),
            Claim::Void(_) => (),
        }
    }
}
