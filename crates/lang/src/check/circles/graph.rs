//! What waits for what: steps, and phases as their opening and their closing.

use std::fmt;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::ast::{Condition, ConditionKind, Moment, MomentKind, Opening, Phase, State};
use crate::check::scope::Scope;
use crate::lower::Placed;
use crate::span::Span;

/// Something that can come about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Node<'a> {
    /// A step is met.
    Step(&'a str),
    /// A phase opens.
    Open(&'a str),
    /// A phase closes.
    Close(&'a str),
}

impl<'a> Node<'a> {
    /// The name alone.
    pub fn name(self) -> &'a str {
        match self {
            Self::Step(name) | Self::Open(name) | Self::Close(name) => name,
        }
    }
}

impl fmt::Display for Node<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Step(name) => write!(f, "`{name}`"),
            Self::Open(name) => write!(f, "the opening of `{name}`"),
            Self::Close(name) => write!(f, "the closing of `{name}`"),
        }
    }
}

/// One thing that waits for another, and where the text says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Hop<'a> {
    pub from: Node<'a>,
    pub to: Node<'a>,
    pub span: Span,
}

/// What something needs before it can come about.
enum Need<'a> {
    Nothing,
    /// It never comes about.
    Never,
    Node(Node<'a>, Span),
    All(Vec<Need<'a>>),
    Any(Vec<Need<'a>>),
}

/// Needs of everything, in the order of the text.
#[derive(Default)]
pub(super) struct Graph<'a> {
    needs: FxHashMap<Node<'a>, Need<'a>>,
    order: Vec<Node<'a>>,
    possible: FxHashSet<Node<'a>>,
}

impl<'a> Graph<'a> {
    /// The graph of one reading, or of several joined: what any of them asks is needed.
    pub fn of(scopes: &[Scope<'a>]) -> Self {
        let mut graph = Self::default();
        for scope in scopes {
            for phase in scope.text.phases() {
                graph.phase(scope, phase);
            }
            scope.steps.iter().for_each(|placed| graph.step(scope, placed));
        }
        graph.settle();
        graph
    }

    /// What can never come about, in the order of the text.
    pub fn impossible(&self) -> Vec<Node<'a>> {
        self.order.iter().copied().filter(|node| !self.possible.contains(node)).collect()
    }

    /// Why a node can never be: the circle it runs into, or the last hop to what never comes.
    pub fn reason(&self, start: Node<'a>) -> Option<Vec<Hop<'a>>> {
        let mut path: Vec<Hop<'a>> = Vec::new();
        let mut node = start;
        loop {
            if let Some(at) = path.iter().position(|hop| hop.from == node) {
                return Some(self.turned(path.split_off(at)));
            }
            match self.needs.get(&node).and_then(|need| self.blamed(need)) {
                Some((next, span)) => path.push(Hop { from: node, to: next, span }),
                None => return path.pop().map(|last| vec![last]),
            }
            node = path.last().map_or(start, |hop| hop.to);
        }
    }

    /// A circle told from its first member in the text.
    fn turned(&self, circle: Vec<Hop<'a>>) -> Vec<Hop<'a>> {
        let rank = |hop: &Hop<'a>| self.order.iter().position(|node| *node == hop.from);
        let first = (0..circle.len()).min_by_key(|at| circle.get(*at).and_then(rank));
        let count = circle.len();
        circle.into_iter().cycle().skip(first.unwrap_or(0)).take(count).collect()
    }

    fn phase(&mut self, scope: &Scope<'a>, phase: &'a Phase) {
        let name = phase.head.name.as_str();
        let opens = match &phase.opens {
            None => Need::Nothing,
            Some(Opening::On(moment)) => counted_from(scope, moment),
            Some(Opening::When(condition)) => need(scope, condition),
        };
        self.add(Node::Open(name), opens);
        let closes = phase.closes.as_ref().map_or(Need::Never, |it| need(scope, it));
        let open = Need::Node(Node::Open(name), phase.head.span);
        self.add(Node::Close(name), Need::All(vec![open, closes]));
    }

    fn step(&mut self, scope: &Scope<'a>, placed: &Placed<'a>) {
        let manner = &placed.step.manner;
        let mut all: Vec<Need<'a>> = manner.after.iter().map(|it| need(scope, it)).collect();
        let times = manner.by.iter().chain(&manner.from);
        all.extend(times.map(|moment| counted_from(scope, moment)));
        if let Some(phase) = placed.phase {
            let open = Node::Open(phase.head.name.as_str());
            all.push(Need::Node(open, placed.step.head.span));
        }
        self.add(Node::Step(placed.name()), Need::All(all));
    }

    fn add(&mut self, node: Node<'a>, need: Need<'a>) {
        let need = match self.needs.remove(&node) {
            Some(before) => Need::All(vec![before, need]),
            None => {
                self.order.push(node);
                need
            }
        };
        self.needs.insert(node, need);
    }

    /// Lets everything come about that can, until nothing more does.
    fn settle(&mut self) {
        let mut waiting = self.order.clone();
        loop {
            let before = waiting.len();
            waiting.retain(|node| {
                let met = self.needs.get(node).is_none_or(|need| self.holds(need));
                if met {
                    self.possible.insert(*node);
                }
                !met
            });
            if waiting.len() == before {
                return;
            }
        }
    }

    fn holds(&self, need: &Need<'a>) -> bool {
        match need {
            Need::Nothing => true,
            Need::Never => false,
            Need::Node(node, _) => self.possible.contains(node) || !self.needs.contains_key(node),
            Need::All(list) => list.iter().all(|it| self.holds(it)),
            Need::Any(list) => list.iter().any(|it| self.holds(it)),
        }
    }

    /// The first unmet node of a need.
    fn blamed(&self, need: &Need<'a>) -> Option<(Node<'a>, Span)> {
        match need {
            Need::Nothing | Need::Never => None,
            Need::Node(node, span) => (!self.holds(need)).then_some((*node, *span)),
            Need::All(list) => list.iter().find_map(|it| self.blamed(it)),
            Need::Any(_) if self.holds(need) => None,
            Need::Any(list) => list.iter().find_map(|it| self.blamed(it)),
        }
    }
}

/// A time that counts from a step waits for it.
fn counted_from<'a>(scope: &Scope<'a>, moment: &'a Moment) -> Need<'a> {
    match &moment.kind {
        MomentKind::Span { of: Some(step), .. } => step_node(scope, step.as_str(), moment.span),
        MomentKind::Earlier(a, b) => {
            Need::Any(vec![counted_from(scope, a), counted_from(scope, b)])
        }
        MomentKind::Later(a, b) => Need::All(vec![counted_from(scope, a), counted_from(scope, b)]),
        _ => Need::Nothing,
    }
}

fn step_node<'a>(scope: &Scope<'a>, name: &'a str, span: Span) -> Need<'a> {
    match scope.placed(name) {
        Some(_) => Need::Node(Node::Step(name), span),
        None => Need::Nothing,
    }
}

fn need<'a>(scope: &Scope<'a>, condition: &'a Condition) -> Need<'a> {
    let span = condition.span;
    match &condition.kind {
        ConditionKind::All(list) => Need::All(list.iter().map(|it| need(scope, it)).collect()),
        ConditionKind::Any(list) => Need::Any(list.iter().map(|it| need(scope, it)).collect()),
        ConditionKind::Held { step, .. } => step_node(scope, step.as_str(), span),
        ConditionKind::State { subject, state, .. } => {
            let name = subject.as_str();
            let phase = scope.register.phase(name).is_some();
            match state {
                State::Closed | State::Met if phase => Need::Node(Node::Close(name), span),
                State::Open | State::Live if phase => Need::Node(Node::Open(name), span),
                State::Met | State::Live => step_node(scope, name, span),
                _ => Need::Nothing,
            }
        }
        ConditionKind::Passed(moment) => counted_from(scope, moment),
        _ => Need::Nothing,
    }
}
