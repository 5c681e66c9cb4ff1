//! Steps that articles imply without saying `must`: to tell before an act, to confirm, to hand
//! over. They come after every step of the text, so that those keep their numbers.

use kernel::accord::{Duty, Target};
use kernel::{
    AccessionId, ActorId, BallotId, CarveoutId, ChannelId, DutyId, HandoverId, NoticeId,
    StatementId, ToleranceId, UndertakingId,
};

use super::allocate::numbered;
use super::context::Lowering;
use super::names::Symbol;
use super::valves::{gate_name, tell};
use crate::ast::{Exchange, ExchangeSide, Gate, Head, Lapse, Notice};

/// A step that an article implies.
#[derive(Clone, Copy)]
enum Implied<'a> {
    Tell(&'a Notice, ActorId, NoticeId),
    Gate(&'a Exchange, &'a Gate, usize),
    Hand(&'a Exchange, &'a ExchangeSide, HandoverId),
}

impl<'a> Lowering<'a> {
    /// Names the rows of valves, talk and membership.
    pub fn allocate_talk(&mut self) {
        let text = self.text;
        for (number, it) in numbered(text.carveouts()) {
            self.names.add(CarveoutId(number), &it.head.name.text, it.head.called());
        }
        for (number, it) in numbered(text.statements()) {
            self.names.add(StatementId(number), &it.head.name.text, it.head.called());
        }
        for (number, it) in numbered(text.undertakings()) {
            self.names.add(UndertakingId(number), &it.head.name.text, it.head.called());
        }
        for (number, (it, act)) in numbered(self.harbours().into_iter()) {
            let title = format!("{}: {}", it.head.called(), act.act);
            self.names.add(ToleranceId(number), &it.head.name.text, &title);
        }
        for (number, (it, actor)) in numbered(self.notifiers().into_iter()) {
            self.name_of(NoticeId(number), &it.head, actor);
        }
        for (number, (it, actor)) in numbered(self.ends().into_iter()) {
            self.name_of(ChannelId(number), &it.head, actor);
        }
        for (number, (it, side)) in numbered(self.sides().into_iter()) {
            let actor = self.actor(Some(&side.party));
            self.name_of(HandoverId(number), &it.head, actor);
        }
        for (number, (it, actor)) in numbered(self.candidates().into_iter()) {
            self.name_of(AccessionId(number), &it.head, actor);
        }
        for (number, (it, _)) in numbered(self.voters().into_iter()) {
            self.names.add(BallotId(number), &it.head.name.text, it.head.called());
        }
    }

    /// One of several rows of an article: `danger.US`, also found as `danger`.
    fn name_of(&mut self, symbol: impl Into<Symbol>, head: &Head, actor: ActorId) {
        let symbol = symbol.into();
        let party = self.names.name(actor).to_owned();
        let name = format!("{}.{party}", head.name);
        let title = format!("{} ({party})", head.called());
        self.names.add_implicit(symbol, &name, &title);
        self.names.alias(symbol, &name);
        self.names.alias(symbol, &head.name.text);
    }

    fn implied_steps(&self) -> Vec<Implied<'a>> {
        let tells = numbered(self.notifiers().into_iter());
        let grave = |it: &Notice| {
            it.none_means.is_none_or(|lapse| lapse == Lapse::Nonperformance)
                || it.late_means == Some(Lapse::Nonperformance)
        };
        let mut all: Vec<Implied<'a>> = tells
            .filter(|(_, (it, _))| grave(it))
            .map(|(number, (it, by))| Implied::Tell(it, by, NoticeId(number)))
            .collect();
        for exchange in self.text.exchanges() {
            let gates = exchange.gates.iter().enumerate();
            all.extend(gates.map(|(at, gate)| Implied::Gate(exchange, gate, at)));
        }
        let sides = numbered(self.sides().into_iter());
        all.extend(sides.map(|(number, (it, side))| Implied::Hand(it, side, HandoverId(number))));
        all
    }

    /// Gives each its number, from the next free one on.
    pub fn allocate_implied(&mut self, first: u16) {
        for (at, step) in numbered(self.implied_steps().into_iter()) {
            let id = DutyId(first.saturating_add(at));
            match step {
                Implied::Tell(it, by, _) => self.name_of(id, &it.head, by),
                Implied::Hand(it, side, _) => {
                    let party = self.actor(Some(&side.party));
                    self.name_of(id, &it.head, party);
                }
                Implied::Gate(it, gate, at) => {
                    let name = gate_name(it.head.name.as_str(), at);
                    let title = format!("{}, confirmed by {}", it.head.called(), gate.body);
                    self.names.add(id, &name, &title);
                }
            }
        }
    }

    /// A row for each.
    pub fn lower_implied(&mut self) {
        for step in self.implied_steps() {
            let row = self.implied_step(step);
            self.out.duties.push(row);
        }
    }

    fn implied_step(&mut self, step: Implied<'a>) -> Duty {
        match step {
            Implied::Tell(it, by, notice) => {
                let file = self.file(it.head.workstream.as_ref());
                tell(by, Target::Noticed { notice }, file, self.clause(it.head.span))
            }
            Implied::Gate(it, gate, _) => self.gate_duty(it, gate),
            Implied::Hand(it, side, id) => self.hand_duty(it, side, id),
        }
    }
}
