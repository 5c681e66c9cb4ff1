//! Carve-outs and exchanges.

use kernel::accord::{Carveout, Duty, DutyKind, Handover, Target};
use kernel::{ActorId, Condition, DutyId, HandoverId, Hours, WorkstreamId};

use super::context::{DEFAULT_WINDOW, Lowering};
use crate::ast::{self, Exchange, ExchangeSide, Gate};

impl<'a> Lowering<'a> {
    /// A row for each carve-out: no file of its own, so that no file takes it along.
    pub fn lower_carveouts(&mut self) {
        for carveout in self.text.carveouts() {
            let cap = carveout.cap.as_ref();
            let until = carveout.until.as_ref();
            let row = Carveout {
                cap: cap.and_then(|cap| cap.amount.in_base().ok()),
                period: cap
                    .and_then(|cap| cap.period.as_ref())
                    .map_or(DEFAULT_WINDOW, |period| self.hours(period)),
                until: until
                    .and_then(|until| self.since_day_zero(until, carveout.head.name.as_str())),
                clause: self.clause(carveout.head.span),
            };
            self.out.carveouts.push(row);
        }
    }

    /// Every side of every exchange, in the order of the text.
    pub fn sides(&self) -> Vec<(&'a Exchange, &'a ExchangeSide)> {
        let sides = |it: &'a Exchange| it.sides.iter().map(move |side| (it, side));
        self.text.exchanges().flat_map(sides).collect()
    }

    /// A row for each side.
    pub fn lower_exchanges(&mut self) {
        for (exchange, side) in self.sides() {
            let count = side.count.value.as_whole().and_then(|n| u32::try_from(n).ok());
            let row = Handover {
                party: self.actor(Some(&side.party)),
                count: count.unwrap_or(0),
                decliners_count: exchange.decliners_count,
                clause: self.clause(exchange.head.span),
            };
            self.out.handovers.push(row);
        }
    }

    /// Who confirms what must be so first: a step of the body that confirms, owed once it is so.
    pub fn gate_duty(&mut self, exchange: &Exchange, gate: &Gate) -> Duty {
        let name = exchange.head.name.as_str();
        let after = self.condition(&gate.confirms, name);
        let body = self.actor(Some(&gate.body));
        let file = self.file(exchange.head.workstream.as_ref());
        Duty { after, ..public(body, Target::Deed, file, self.clause(exchange.head.span)) }
    }

    /// Handing over is owed once all is prepared and confirmed, against the other side's.
    pub fn hand_duty(&mut self, exchange: &Exchange, side: &ExchangeSide, id: HandoverId) -> Duty {
        let name = exchange.head.name.as_str();
        let prepared =
            exchange.prepare.iter().flat_map(|it| self.names.duties(it.head.name.as_str()));
        let gates: Vec<DutyId> = (0..exchange.gates.len())
            .flat_map(|at| self.names.duties(&gate_name(name, at)))
            .collect();
        let last = gates.last().copied();
        let first: Vec<Condition> = prepared.chain(gates).map(Condition::Met).collect();
        let within = exchange.hands_over.as_ref().and_then(|(_, within)| within.as_ref());
        let within = within.map(|within| self.hours(within));
        let due = last.zip(within).map(|(gate, within)| kernel::accord::When::After(gate, within));
        let party = self.actor(Some(&side.party));
        let own = |id: &DutyId| self.names.name(*id) == format!("{name}.{}", side.party);
        let against = self.names.duties(name).into_iter().filter(|id| !own(id)).collect();
        let (target, file) =
            (Target::HandedOver { handover: id }, self.file(exchange.head.workstream.as_ref()));
        let clause = self.clause(exchange.head.span);
        Duty { after: Condition::All(first), due, against, ..public(party, target, file, clause) }
    }
}

/// The name of an exchange's gate: `people.gate`, `people.gate2`.
pub(super) fn gate_name(exchange: &str, at: usize) -> String {
    match at {
        0 => format!("{exchange}.gate"),
        _ => format!("{exchange}.gate{}", at + 1),
    }
}

/// A step done once, in the open, with no date.
fn public(
    obligor: ActorId,
    target: Target,
    workstream: WorkstreamId,
    clause: kernel::ClauseId,
) -> Duty {
    Duty {
        obligor,
        kind: DutyKind::Achieve,
        target,
        deed_at_start: false,
        workstream,
        phase: None,
        after: Condition::Always,
        from: None,
        due: None,
        until: None,
        verifier: None,
        lag: Hours::ZERO,
        undo: None,
        against: Vec::new(),
        survives_phase: false,
        read_at: Vec::new(),
        clause,
    }
}

/// Never to tell nothing: an act of the kind without its notice is what is not performed.
pub(super) fn tell(
    obligor: ActorId,
    target: Target,
    workstream: WorkstreamId,
    clause: kernel::ClauseId,
) -> Duty {
    let kind = DutyKind::Maintain;
    Duty { kind, survives_phase: true, ..public(obligor, target, workstream, clause) }
}

/// Steps that stand in an exchange or an undertaking, in the order of the text.
pub(super) fn outside_phases(text: &ast::Accord) -> impl Iterator<Item = &ast::Step> {
    let prepared = text.exchanges().flat_map(|it| &it.prepare);
    prepared.chain(text.undertakings().flat_map(|it| &it.duties))
}
