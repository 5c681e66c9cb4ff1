"""Raw games of the repository: pygambit and sgamesolver beside Détente, one table.

`sh benches/compare/run.sh games` makes the environments and runs this.
"""

import importlib.metadata
import json
import os
import platform
import subprocess
import sys

import detente
import numpy
import ours_games
import with_pygambit
from tell import ROOT, lines, table, timed, write

FOLDER = ROOT / "crates" / "game" / "tests" / "data"
ONE_STATE = ["pd_d0.7", "abreu_sannikov_3x3_d0.3"]
STATES = ["as_twostate_d0.7", "random_pd_S2_A3_seed1_d0.8", "random_pd_S10_A3_seed1_d0.8", "random_pd_S30_A3_seed1_d0.8"]
HEADS = ["game", "states", "question", "Détente, processor s", "its certificate", "peer", "peer, processor s", "largest difference of a value"]


def own(name, concept):
    solution, spent, _ = timed(lambda: ours_games.solve(FOLDER / f"{name}.json", concept))
    regret = solution.data.get("regret")
    said = "" if regret is None else f", regret {regret:.1e}"
    return solution.array("values"), f"{spent:.4f}", ("holds" if solution.verified["passed"] else "fails") + said


def static(name):
    """One state alone: stationary play of the repeated game is play of the state."""
    state = json.loads((FOLDER / f"{name}.json").read_text())["states"][0]
    values, spent, certificate = own(name, "markov")
    found, theirs, _ = timed(lambda: with_pygambit.equilibria(state))
    apart = min(float(abs(numpy.array(it) - values[0]).max()) for it in found)
    many = f"pygambit, all {len(found)} of the state" if len(found) > 1 else "pygambit, the only one of the state"
    yield [name, 1, "an equilibrium", spent, certificate, many, f"{theirs:.4f}", f"{apart:.1e}"]
    values, spent, certificate = own(name, "minimax")
    found, theirs, _ = timed(lambda: with_pygambit.guaranteed(state))
    apart = float(abs(numpy.array(found) - values[0]).max())
    yield [name, 1, "security values", spent, certificate, "pygambit, linear programme", f"{theirs:.4f}", f"{apart:.1e}"]


def stochastic(name, python):
    file = FOLDER / f"{name}.json"
    values, spent, certificate = own(name, "markov")
    states = len(values)
    if python is None:
        return [name, states, "an equilibrium", spent, certificate, "sgamesolver: could not be installed", "", ""]
    done = subprocess.run([python, "with_sgamesolver.py", file], capture_output=True, text=True, cwd=os.path.dirname(__file__))
    if done.returncode:
        return [name, states, "an equilibrium", spent, certificate, "sgamesolver: " + done.stderr.strip().splitlines()[-1], "", ""]
    found = json.loads(done.stdout[done.stdout.index("{"):])
    apart = float(abs(numpy.array(found["values"]) - values).max())
    return [name, states, "an equilibrium", spent, certificate, "sgamesolver, QRE", f"{found['seconds']:.4f}", f"{apart:.1e}"]


def main():
    python = sys.argv[1] if len(sys.argv) > 1 else None
    rows = [row for name in ONE_STATE for row in static(name)]
    rows += [stochastic(name, python) for name in STATES]
    versions = ", ".join(f"{it} {importlib.metadata.version(it)}" for it in ("pygambit", "numpy"))
    if python:
        ask = [python, "-c", "import importlib.metadata as it; print(it.version('sgamesolver'), 'with numpy', it.version('numpy'))"]
        versions += ", sgamesolver " + subprocess.run(ask, capture_output=True, text=True, check=True).stdout.strip()
    counted = ", ".join(f"`{it}` {lines(it)}" for it in ("ours_games.py", "with_pygambit.py", "with_sgamesolver.py"))
    load = " ".join(f"{it:.1f}" for it in os.getloadavg())
    head = f"Détente {detente.__version__} ({os.environ.get('PROFILE', 'profile not said')}), {versions}, Python {platform.python_version()}, {os.cpu_count()} cores, load {load} at the end. Lines: {counted}.\n\n"
    write("games", head + table(HEADS, rows))


if __name__ == "__main__":
    main()
