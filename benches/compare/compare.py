"""Values and processor times of Storm beside Détente on random dilemmas, all players as one decision maker."""

import json
import pathlib
import subprocess
import sys
import tempfile
import time

import stormpy

ROOT = pathlib.Path(__file__).resolve().parents[2]
RELEASE = ROOT / "target" / "release"
PRECISION = 1e-9


def run(*words):
    done = subprocess.run([str(w) for w in words], capture_output=True, text=True, check=True)
    return done.stdout


METHODS = {
    "sound (default)": None,
    "value iteration": stormpy.environments.MinMaxMethod.VALUE_ITERATION,
    "policy iteration": stormpy.environments.MinMaxMethod.POLICY_ITERATION,
}


def environment(method):
    """Sound methods as Storm chooses them, or one method to the same precision without a proof."""
    if METHODS[method] is None:
        chosen = stormpy.environments.sound()
    else:
        chosen = stormpy.Environment()
        chosen.solver().min_max().method = METHODS[method]
    solver = chosen.solver().min_max()
    solver.precision = stormpy.Rational(PRECISION)
    return chosen


def storm(path, method):
    """Values of all states and the mean time of several runs."""
    model = stormpy.build_model_from_drn(str(path))
    formula = stormpy.parse_properties('R{"joint"}max=? [ F "end" ]')[0]
    spent, runs = 0.0, 0
    while runs < 3 or (runs < 200 and spent < 1.0):
        chosen = environment(method)
        start = time.process_time()
        result = stormpy.model_checking(model, formula, only_initial_states=False, environment=chosen)
        spent += time.process_time() - start
        runs += 1
    return [result.get_value(state) for state in range(model.nr_states)], spent / runs


def ours(states, actions, discount):
    """The mean time of several runs."""
    line = run(RELEASE / "examples/curve", "joint", actions, discount, states).splitlines()[1]
    return float(line.split()[3])


def joint(path):
    """Joint payoffs before anything is struck out: the same decision process."""
    answer = json.loads(run(RELEASE / "detente", "solve", "--game", path, "--concept", "transfers", "--json"))
    return answer["certificate"]["rounds"][0]["joint"]


def main():
    sizes = [int(word) for word in sys.argv[1:]] or [100, 1000, 10000, 100000]
    print("| states | transitions | method | Storm, s | Détente, s | ratio | largest difference |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory() as folder:
        for states in sizes:
            game, drn = pathlib.Path(folder) / "game.json", pathlib.Path(folder) / "game.drn"
            game.write_text(run(RELEASE / "examples/random_dilemma", states, 3, 1, 0.8))
            drn.write_text(run(RELEASE / "detente", "export", "--game", game, "--format", "drn"))
            known, own = joint(game), ours(states, 3, 0.8)
            for method in METHODS:
                values, theirs = storm(drn, method)
                apart = max(abs(a - b) for a, b in zip(known, values))
                print(f"| {states} | {27 * states} | {method} | {theirs:.5f} | {own:.5f} | {theirs / own:.1f} | {apart:.1e} |", flush=True)


main()
