"""A game file in sgamesolver: one stationary equilibrium by logit response, average payoffs by state, as JSON."""

import json
import pathlib
import sys
import time

import numpy
import sgamesolver


def solve(game):
    """Average payoffs, by state and player."""
    states = game["states"]
    shape = [[len(it) for it in state["actions"]] for state in states]
    pays = [numpy.array(state["payoffs"], dtype=float).reshape(game["players"], *own) for state, own in zip(states, shape)]
    leads = [numpy.zeros((len(state["transitions"]), len(states))) for state in states]
    for state, rows in zip(states, leads):
        for joint, to in enumerate(state["transitions"]):
            for place, odds in to:
                rows[joint, place] = odds
    leads = [rows.reshape(*own, len(states)) for rows, own in zip(leads, shape)]
    homotopy = sgamesolver.homotopy.QRE(sgamesolver.SGame(pays, leads, game["discount"]))
    homotopy.solver_setup()
    homotopy.solver.verbose = 0
    homotopy.solve()
    return (1 - game["discount"]) * homotopy.equilibrium.values


if __name__ == "__main__":
    asked = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
    began = time.process_time()
    values = solve(asked)
    json.dump({"values": values.tolist(), "seconds": time.process_time() - began}, sys.stdout)
