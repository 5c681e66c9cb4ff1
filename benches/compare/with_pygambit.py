"""One state of a game file in pygambit: every equilibrium of it, and what each player can guarantee."""

import numpy
import pygambit


def payoffs(state):
    """A player's table each, as whole numbers or fractions."""
    shape = [len(it) for it in state["actions"]]
    return [numpy.array(it, dtype=object).reshape(shape) for it in state["payoffs"]]


def equilibria(state):
    """Payoffs of every equilibrium that is extreme, in exact fractions."""
    game = pygambit.Game.from_arrays(*payoffs(state))
    found = pygambit.nash.enummixed_solve(game, rational=True).equilibria
    return [[float(it.payoff(player)) for player in game.players] for it in found]


def guaranteed(state):
    """What each player can guarantee: the value of the zero-sum game of its own payoffs, by linear programming."""
    first, second = payoffs(state)
    values = []
    for own in (first, second.T):
        game = pygambit.Game.from_arrays(own, -own)
        values.append(float(pygambit.nash.lp_solve(game).equilibria[0].payoff(next(iter(game.players)))))
    return values
