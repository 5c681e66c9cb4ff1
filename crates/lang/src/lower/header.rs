//! The header, and what of the text is not run.

use kernel::Hours;

use super::context::Lowering;
use super::phase::legal_form;
use crate::ast::{Article, Header, InForce, Sunset, WhoKind};

impl Lowering<'_> {
    /// Sunset, quorum, form. Without a word on it the accord ends below two signatories, and an
    /// accord of two ends without either.
    pub fn lower_header(&mut self) {
        let header = &self.text.header;
        self.out.form = header.legal_form.map(|(form, _)| legal_form(form)).unwrap_or_default();
        self.out.sunset = self.sunset(header);
        let quorum = header.quorum.as_ref().and_then(|number| number.value.as_whole());
        self.out.quorum = quorum.and_then(|n| u16::try_from(n).ok()).unwrap_or(2);
        let named = header.essential.iter();
        self.out.withdrawal_notice = self.withdrawal_notices(header);
        self.out.essential = named.map(|name| self.actor(Some(name))).collect();
        if header.essential.is_empty() && self.out.signatories == 2 {
            self.out.essential = self.signatories();
        }
        self.say_header(header);
    }

    /// Per signatory: the notice of the clause that names it, or else of the one on any.
    fn withdrawal_notices(&self, header: &Header) -> Vec<Hours> {
        let notice = |party| {
            let clauses = header.withdrawal.iter();
            let own = clauses.filter(|it| self.who(std::slice::from_ref(&it.who)).contains(&party));
            let last = own.min_by_key(|it| it.who.name().is_none());
            last.and_then(|it| it.notice.as_ref()).map_or(Hours::ZERO, |it| self.hours(it))
        };
        self.signatories().into_iter().map(notice).collect()
    }

    fn sunset(&mut self, header: &Header) -> Option<Hours> {
        match header.sunset.as_ref()? {
            Sunset::Never => None,
            Sunset::After(length) => Some(self.hours(length)),
            Sunset::On(moment) => self.since_day_zero(moment, "sunset"),
        }
    }

    fn say_header(&mut self, header: &Header) {
        let nobody = |it: &&crate::ast::Withdrawal| it.who.kind == WhoKind::Nobody;
        if header.withdrawal.iter().find(nobody).is_some() {
            self.note("accord", "that nobody may withdraw keeps nobody from it");
        }
        if matches!(header.in_force, Some(InForce::When(_) | InForce::On(_))) {
            self.note("accord", "it is in force from day 0");
        }
    }

    /// Names the articles that change nothing in what is run.
    pub fn say_not_modelled(&mut self) {
        let text = self.text;
        for article in &text.articles {
            if let Some(what) = not_modelled(article) {
                self.note(&article.head().name.text, what);
            }
        }
    }
}

fn not_modelled(article: &Article) -> Option<&'static str> {
    matches!(article, Article::Pipeline(_)).then_some("its stages are drawn as one chance where lives are enumerated or drawn; a record runs each")
}
