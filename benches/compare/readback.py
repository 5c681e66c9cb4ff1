"""What `detente export` writes, read back by the programs it is written for, and values compared.

DRN and PRISM by Storm (stormpy), efg and nfg by Gambit (pygambit). The games are the project's own.
`--bin FILE` names another program than target/release/detente; words that follow name games.
"""

import argparse
import itertools
import json
import multiprocessing
import pathlib
import re
import subprocess
import tempfile

import pygambit
import stormpy

ROOT = pathlib.Path(__file__).resolve().parents[2]
GAMES = ROOT / "crates" / "game" / "tests" / "data"
PERIODS = 2
SECONDS = 10
METHODS = ["sound", "VALUE_ITERATION", "POLICY_ITERATION"]


def run(*words):
    return subprocess.run([str(w) for w in words], capture_output=True, text=True)


class Program:
    def __init__(self, path, folder):
        self.path, self.folder = path, folder

    def export(self, file, kind, *more):
        done = run(self.path, "export", "--game", file, "--format", kind, *more)
        return (done.stdout, None) if done.returncode == 0 else (None, done.stderr.strip())

    def solve(self, file, concept):
        return json.loads(run(self.path, "solve", "--game", file, "--concept", concept, "--json").stdout)

    def alone(self, game, weight, sign):
        """The game with all players as one, paid a weighted sum: a file, and its best values."""
        states = []
        for state in game["states"]:
            rows = zip(*state["payoffs"])
            pay = [sign * sum(w * x for w, x in zip(weight, row)) for row in rows]
            names = [f"a{i}" for i in range(len(pay))]
            states.append({"name": state["name"], "actions": [names], "payoffs": [pay], "transitions": state["transitions"]})
        one = {"name": "one", "players": 1, "discount": game["discount"], "states": states}
        file = self.folder / "one.json"
        file.write_text(json.dumps(one))
        return file, [sign * x for x in self.solve(file, "minimax")["values"][0]]


def storm_job(queue, path, formula, method, count, prism):
    if prism:
        program = stormpy.parse_prism_program(path)
        properties = stormpy.parse_properties(formula, program)
        model = stormpy.build_model(program, properties)
    else:
        model, properties = stormpy.build_model_from_drn(path), stormpy.parse_properties(formula)
    chosen = stormpy.environments.sound() if method == "sound" else stormpy.Environment()
    if method != "sound":
        chosen.solver().min_max().method = getattr(stormpy.environments.MinMaxMethod, method)
    chosen.solver().min_max().precision = stormpy.Rational(1e-10)
    result = stormpy.model_checking(model, properties[0], only_initial_states=False, environment=chosen)
    if prism:
        count = 1
        queue.put([result.get_value(model.initial_states[0])])
    else:
        queue.put([result.get_value(state) for state in range(count)])


def storm(path, formula, method, count, prism=False):
    """Values by state; None if Storm does not end or refuses. In a process of its own, which can be ended."""
    queue = multiprocessing.Queue()
    job = multiprocessing.Process(target=storm_job, args=(queue, str(path), formula, method, count, prism))
    job.start()
    try:
        return queue.get(timeout=SECONDS)
    except Exception:
        return None
    finally:
        job.kill()


def apart(found, known):
    return None if found is None else max(abs(a - b) for a, b in zip(found, known))


def shown(number):
    return "no end" if number is None else f"{number:.1e}"


def drn(program, file, game):
    """Largest difference of each method, on the file as it is and raised above zero."""
    least = min(min(map(min, state["payoffs"])) for state in game["states"])
    count, players = len(game["states"]), game["players"]
    questions = [(f"player{i + 1}", [float(i == j) for j in range(players)]) for i in range(players)]
    questions.append(("joint", [1.0] * players))
    found = {}
    for raised in (0.0, max(0.0, -least)):
        text, _ = program.export(file, "drn", "--raise", raised)
        path = program.folder / "game.drn"
        path.write_text(text)
        for (name, weight), (word, sign) in itertools.product(questions, (("max", 1), ("min", -1))):
            _, known = program.alone(game, weight, sign)
            shift = raised * sum(weight)
            for method in METHODS:
                values = storm(path, f'R{{"{name}"}}{word}=? [ F "end" ]', method, count)
                values = None if values is None else [v - shift for v in values]
                found.setdefault((raised > 0.0, method), []).append(apart(values, known))
    return {key: None if None in list_ else max(list_) for key, list_ in found.items()}


def prism(program, game):
    """The concurrent text is refused by Storm; with one player it is a PRISM model but for its head."""
    file, known = program.alone(game, [1.0] * game["players"], 1)
    text, _ = program.export(file, "prism")
    path = program.folder / "game.prism"
    path.write_text(re.sub(r"(?m)^player .*$", "", text).replace("\ncsg\n", "\nmdp\n"))
    return apart(storm(path, 'R{"player1"}max=? [ F "end" ]', "VALUE_ITERATION", 1, True), known)


def nfg(program, file, game):
    """Pure security values, and the equilibrium where it is pure, in Gambit's table."""
    text, refused = program.export(file, "nfg")
    if refused:
        return "too large"
    path = program.folder / "game.nfg"
    path.write_text(text)
    table = pygambit.read_nfg(str(path))
    players = list(table.players)
    counts = [len(list(player.strategies)) for player in players]
    payoff = lambda row, i: float(table[tuple(row)][players[i]])
    minimax = program.solve(file, "minimax")["values"]
    worst = []
    for i in range(2):
        pure = max(min(payoff((a, b) if i == 0 else (b, a), i) for b in range(counts[1 - i])) for a in range(counts[i]))
        worst.append(pure - minimax[i][0])
    answer = program.solve(file, "markov")
    pure = all(max(odds) > 1 - 1e-9 for state in answer["strategies"] for odds in state)
    if not pure:
        return f"pure security less security {max(worst):.1e}; equilibrium is mixed"
    place = []
    for i in range(2):
        index = 0
        for state in answer["strategies"]:
            index = index * len(state[i]) + max(range(len(state[i])), key=lambda a: state[i][a])
        place.append(index)
    found = [payoff(place, i) - answer["values"][0][i] for i in range(2)]
    gain = max(max(payoff((a, place[1]), 0) for a in range(counts[0])) - payoff(place, 0),
               max(payoff((place[0], b), 1) for b in range(counts[1])) - payoff(place, 1))
    return f"pure security less security {max(worst):.1e}; equilibrium {max(map(abs, found)):.1e}, gain of leaving it {gain:.1e}"


def average(game, strategies, state, left, i):
    """Discounted sum over the periods left, by the game's own file."""
    if left == 0:
        return 0.0
    here = game["states"][state]
    total = 0.0
    for joint, acts in enumerate(itertools.product(*[range(len(a)) for a in here["actions"]])):
        odds = 1.0
        for player, act in enumerate(acts):
            odds *= strategies[state][player][act]
        if odds > 0.0:
            ahead = sum(q * average(game, strategies, s, left - 1, i) for s, q in here["transitions"][joint])
            total += odds * (here["payoffs"][i][joint] + game["discount"] * ahead)
    return total


def efg(program, file, game):
    """Payoffs of Détente's equilibrium play over the periods of the tree."""
    text, refused = program.export(file, "efg", "--periods", PERIODS)
    if refused:
        return "too large"
    path = program.folder / "game.efg"
    path.write_text(text)
    tree = pygambit.read_efg(str(path))
    strategies = program.solve(file, "markov")["strategies"]
    names = {state["name"]: place for place, state in enumerate(game["states"])}
    profile = tree.mixed_behavior_profile()
    for i, player in enumerate(list(tree.players)):
        for place in list(player.infosets):
            state = names[re.sub(r" \d+ #\d+$", "", place.label)]
            for action, odds in zip(list(place.actions), strategies[state][i]):
                profile[action] = odds
    weight = sum(game["discount"] ** t for t in range(PERIODS))
    known = [average(game, strategies, 0, PERIODS, i) / weight for i in range(2)]
    found = [float(profile.payoff(player)) for player in tree.players]
    return f"{max(abs(a - b) for a, b in zip(found, known)):.1e}"


def main():
    words = argparse.ArgumentParser()
    words.add_argument("--bin", default=ROOT / "target" / "release" / "detente")
    words.add_argument("games", nargs="*")
    asked = words.parse_args()
    print("| game | DRN raised: sound, value, policy iteration | DRN as it is: sound, value, policy iteration | PRISM, one player | nfg | efg, two periods |")
    print("| --- | --- | --- | --- | --- | --- |")
    for file in sorted(GAMES.glob("*.json")):
        game = json.loads(file.read_text())
        if "prefers" in game or (asked.games and game["name"] not in asked.games):
            continue
        with tempfile.TemporaryDirectory() as folder:
            program = Program(asked.bin, pathlib.Path(folder))
            found = drn(program, file, game)
            column = lambda raised: ", ".join(shown(found.get((raised, m), 0.0)) for m in METHODS) if (raised, METHODS[0]) in found else "none below zero"
            cells = [game["name"], column(True), column(False), shown(prism(program, game)), nfg(program, file, game), efg(program, file, game)]
            print("| " + " | ".join(cells) + " |", flush=True)


main()
