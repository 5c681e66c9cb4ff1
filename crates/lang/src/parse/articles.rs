//! One article: its keyword, its heading, and which reader its clauses go to.

use crate::ast::{Article, Head, Name, ReadBy};
use crate::block::Clause;
use crate::lexer::TokenKind;
use crate::span::Span;

use super::cursor::{Parser, Read};
use super::words;

impl<'a> Parser<'a> {
    /// Any article but the header. `number` counts the expectations before it.
    pub(crate) fn article(&mut self, clause: &'a Clause, number: usize) -> Option<Article> {
        let keyword = self.word().and_then(|word| words::entry(words::ARTICLES, word));
        let Some((keyword, _)) = keyword else {
            self.unknown_article();
            self.block = None;
            return None;
        };
        let start = self.advance();
        let article = match keyword {
            "read" => self.read_by(clause, start, number),
            "expect" => self.expectation(start, number).map(Article::Expect),
            _ => self.article_of(keyword, clause, start),
        };
        if article.is_ok() {
            self.heading_left_over();
        }
        self.left_block();
        self.article = None;
        article.ok()
    }

    fn heading_left_over(&mut self) {
        if self.at_end() {
            return;
        }
        let message = format!("{} does not belong here", self.here());
        self.error("A024", self.span(), message, Some("clauses stand between braces".into()));
    }

    fn unknown_article(&mut self) {
        if self.word().is_some_and(|word| words::BELIEFS.contains(&word)) {
            let message =
                format!("{} says what one reader believes; both sides sign this text", self.here());
            let help = "move it to the `.beliefs` file, which is never signed".to_owned();
            return self.error("A040", self.span(), message, Some(help));
        }
        let near =
            self.word().and_then(|word| words::nearest(word, words::ARTICLES.iter().copied()));
        let help = near.map(|near| format!("did you mean `{near}`?"));
        let clause = words::ARTICLES.iter().any(|article| {
            self.word().is_some_and(|word| words::entry(words::clauses(article), word).is_some())
        });
        let stray =
            clause.then(|| "it is a clause: was the block before it closed too early?".to_owned());
        let message = format!("{} starts no article", self.here());
        self.error("A013", self.span(), message, help.or(stray));
    }

    /// `read by US: redline ship { … }`.
    fn read_by(&mut self, clause: &'a Clause, start: Span, number: usize) -> Read<Article> {
        self.expect("by")?;
        let party = self.name("a party")?;
        self.expect_kind(TokenKind::Colon, "`:`")?;
        if self.is("read") || self.is("accord") {
            return self.wanted("an article");
        }
        let article = self.article(clause, number).ok_or(super::cursor::Reported)?;
        Ok(Article::ReadBy(ReadBy {
            party,
            article: Box::new(article),
            span: start.to(clause.span),
        }))
    }

    fn article_of(
        &mut self,
        keyword: &'static str,
        clause: &'a Clause,
        start: Span,
    ) -> Read<Article> {
        self.table = words::clauses(keyword);
        let whole = clause.span;
        Ok(match keyword {
            "swap" => Article::Swap(self.swap(start)?),
            "scale" => Article::Scale(self.scale(start)?),
            "freeze" => Article::Freeze(self.freeze(start, whole)?),
            "decouple" => Article::Decouple(self.decouple(start, whole)?),
            "recognises" => Article::Recognises(self.recognises(start, whole)?),
            "tolerates" => {
                let head = self.plain_head(start, whole)?;
                Article::Tolerates(self.tolerates(head))
            }
            "annex" => {
                let head = self.titled_head(start, whole)?;
                Article::Annex(self.annex(head))
            }
            "scenario" => {
                let head = self.titled_head(start, whole)?;
                Article::Scenario(self.scenario(head))
            }
            _ => {
                let head = self.plain_head(start, whole)?;
                self.article_with_head(keyword, head)?
            }
        })
    }

    fn article_with_head(&mut self, keyword: &str, head: Head) -> Read<Article> {
        Ok(match keyword {
            "party" => Article::Party(self.party(head)),
            "outsider" => Article::Outsider(self.outsider(head)),
            "group" => Article::Group(self.group(head)),
            "bloc" => Article::Bloc(self.bloc(head)),
            "body" => Article::Body(self.body(head)),
            "workstream" => Article::Workstream(self.workstream(head)),
            "quantity" => Article::Quantity(self.quantity(head)),
            "zone" => Article::Zone(self.zone_article(head)),
            "phase" => Article::Phase(self.phase(head)),
            "mutual" => Article::Mutual(self.mutual(head)),
            "dial" => Article::Dial(self.dial(head)),
            "pipeline" => Article::Pipeline(self.pipeline(head)),
            "waiver" => Article::Waiver(self.waiver(head)),
            "escrow" => Article::Escrow(self.escrow(head)),
            "carveout" => Article::Carveout(self.carveout(head)),
            "exchange" => Article::Exchange(self.exchange(head)),
            "redline" => Article::Redline(self.redline(head)),
            "inquiry" => Article::Inquiry(self.inquiry(head)),
            "dispute" => Article::Dispute(self.dispute(head)),
            "snapback" => Article::Snapback(self.snapback(head)),
            "notice" => Article::Notice(self.notice(head)),
            "channel" => Article::Channel(self.channel(head)),
            "statement" => Article::Statement(self.statement(head)),
            _ => Article::Undertaking(self.undertaking(head)),
        })
    }

    /// `NAME "title" [in WORKSTREAM]`, with the keyword read.
    pub(crate) fn plain_head(&mut self, start: Span, whole: Span) -> Read<Head> {
        let name = self.name("a name")?;
        self.head(name, start, whole)
    }

    /// `"title"`, with the keyword read: the title is the name.
    fn titled_head(&mut self, start: Span, whole: Span) -> Read<Head> {
        let title = self.words("a title")?;
        let name = Name::new(title.text.clone(), title.span);
        let head = Head { name, span: self.since(start), whole, ..Head::default() };
        self.article = Some(title.text.clone());
        Ok(Head { title: Some(title), ..head })
    }

    /// Title and workstream after a name.
    pub(crate) fn head(&mut self, name: Name, start: Span, whole: Span) -> Read<Head> {
        let mut head = Head { name, whole, title: self.title(), ..Head::default() };
        if self.eat("in") {
            head.workstream = Some(self.name("a workstream")?);
        }
        head.span = self.since(start);
        self.article = Some(head.called().to_owned());
        Ok(head)
    }
}
