"""Raw games: arrays in, arrays out."""

from __future__ import annotations

import detente
import numpy
import pytest
from conftest import ROOT, asked

GAMES = ROOT / "crates/game/tests/data"


def dilemma(discount: float) -> detente.Solution:
    """One state; defecting is worth 3 against 2, both defecting 1."""
    payoffs = numpy.array([[[[2.0, 0.0], [3.0, 1.0]], [[2.0, 3.0], [0.0, 1.0]]]])
    transitions = numpy.ones((1, 2, 2, 1))
    return detente.game.solve(payoffs, transitions, discount, concept="set", verify=True)


def test_patience_sustains_cooperation() -> None:
    def best(discount: float) -> float:
        points = dilemma(discount).data["inner"][0]
        return max(sum(point) for point in points)

    # Defecting once gains 1 and costs 1 in every later period: worth it below a discount of one half.
    assert best(0.4) == pytest.approx(2.0, abs=1e-6)
    assert best(0.6) == pytest.approx(4.0, abs=1e-3)


def test_what_one_wins_the_other_loses() -> None:
    rng = numpy.random.default_rng(1)
    wins = rng.normal(size=(2, 3, 3))
    payoffs = numpy.stack([wins, -wins], axis=1)
    leads = rng.dirichlet(numpy.ones(2), size=(2, 3, 3))
    solution = detente.game.solve(payoffs, leads, 0.8, concept="markov", verify=True)
    assert solution.verified["passed"]
    assert solution.array("values").shape == (2, 2)
    assert solution.array("values").sum(axis=1) == pytest.approx([0.0, 0.0], abs=1e-6)


@pytest.mark.parametrize("concept", ["minimax", "transfers", "set", "markov"])
def test_a_game_file_gives_what_the_program_gives(concept: str) -> None:
    file = GAMES / "pd_d0.7.json"
    ours = detente.game.load(file, concept=concept, verify=True)
    assert ours.data == asked("solve", "--game", str(file), "--concept", concept, "--verify")


def test_shapes_that_do_not_fit_are_named() -> None:
    with pytest.raises(detente.UsageError, match=r"transitions of state 0 have shape \(2, 2, 2\)"):
        detente.game.solve(numpy.zeros((1, 2, 2, 2)), numpy.ones((1, 2, 2, 2)), 0.9)
    with pytest.raises(detente.UsageError, match=r"transitions\[0\].*sum to 0\.5"):
        detente.game.solve(numpy.zeros((1, 2, 2, 2)), numpy.full((1, 2, 2, 1), 0.5), 0.9)
