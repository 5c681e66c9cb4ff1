"""Raw stochastic games as numpy arrays: no agreement, no text, players are numbers."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional, Union

from . import _detente
from ._answers import Solution
from ._errors import UsageError
from ._progress import Line, Progress

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

CONCEPTS = ("minimax", "transfers", "set", "markov")
"""What may be asked of a game (docs/solve.md)."""


def solve(
    payoffs: Union[ArrayLike, Sequence[ArrayLike]],
    transitions: Union[ArrayLike, Sequence[ArrayLike]],
    discount: float,
    *,
    concept: str = "markov",
    tolerance: Optional[float] = None,
    verify: bool = False,
    name: str = "game",
    progress: Progress = None,
) -> Solution:
    """Solves a game given as arrays.

    Shapes, for n players with a_i actions and m states: ``payoffs`` (m, n, a_1, ..., a_n) and ``transitions``
    (m, a_1, ..., a_n, m), where the last axis sums to 1. Where states have different actions, give a list
    with one such array a state. Values are averages: a payoff of c for ever is worth c.
    """
    return solve_text(file(payoffs, transitions, discount, name), concept, tolerance, verify, progress)


def load(
    path: Union[str, Path],
    *,
    concept: str = "markov",
    tolerance: Optional[float] = None,
    verify: bool = False,
    progress: Progress = None,
) -> Solution:
    """Solves a game file: what ``detente solve --game`` does."""
    return solve_text(Path(path).read_text(encoding="utf-8"), concept, tolerance, verify, progress)


def solve_text(
    text: str, concept: str, tolerance: Optional[float], verify: bool, progress: Progress = None
) -> Solution:
    """Solves a game in the neutral JSON."""
    if concept not in CONCEPTS:
        raise UsageError(f"no concept `{concept}`: there are {', '.join(CONCEPTS)}")
    with Line(progress) as line:
        return Solution(*_detente.solve_game(text, concept, tolerance, verify, line.told))


def file(payoffs: Any, transitions: Any, discount: float, name: str = "game") -> str:
    """The game in the neutral JSON (docs/solve.md), for this program and others."""
    import numpy

    of_states = [numpy.asarray(it, dtype=float) for it in payoffs]
    leads_to = [numpy.asarray(it, dtype=float) for it in transitions]
    if not of_states or len(of_states) != len(leads_to):
        raise UsageError(f"payoffs are of {len(of_states)} states and transitions of {len(leads_to)}: give both of each")
    states = [_state(at, own, to, len(of_states)) for at, (own, to) in enumerate(zip(of_states, leads_to))]
    players = of_states[0].shape[0]
    return json.dumps({"name": name, "players": players, "discount": float(discount), "states": states})


def _state(at: int, payoffs: Any, transitions: Any, states: int) -> dict[str, Any]:
    players, actions = payoffs.shape[0], payoffs.shape[1:]
    if len(actions) != players:
        raise UsageError(
            f"payoffs of state {at} have shape {payoffs.shape}: the first axis counts {players} players, so that "
            f"as many axes of actions follow"
        )
    if transitions.shape != (*actions, states):
        raise UsageError(
            f"transitions of state {at} have shape {transitions.shape}: it is {(*actions, states)} for these payoffs"
        )
    rows = transitions.reshape(-1, states)
    return {
        "name": f"s{at}",
        "actions": [[f"a{action}" for action in range(count)] for count in actions],
        "payoffs": payoffs.reshape(players, -1).tolist(),
        "transitions": [[[to, float(row[to])] for to in row.nonzero()[0].tolist()] for row in rows],
    }
