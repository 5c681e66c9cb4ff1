"""Which beliefs matter to whether the plan of 2013 is kept: ema-workbench and SALib beside Détente, one table.

`sh benches/compare/run.sh beliefs` makes the environment and runs this.
"""

import importlib.metadata
import os
import platform

import detente
import numpy
import ours_beliefs
import peers_beliefs
import plan_of_2013
from scipy.stats import spearmanr
from tell import ROOT, lines, table, timed, write
from wheel_function import Plan

POINTS, PATHS, SHOWN = 128, 4, 5
HEADS = ["way", "lines", "weighings", "processor s", "clock s", "kept", "where it is kept", "largest effects", "ranks as the first row"]


def box_of(box, names):
    """The box on a peer's trajectory with the largest product of density and coverage, as conditions."""
    if box is None:
        return "none sought: fewer than ten points of a kind"
    steps = box.peeling_trajectory
    at = int((steps["density"] * steps["coverage"]).to_numpy().argmax())
    best, whole, limits = steps.iloc[at], box.box_lims[0], box.box_lims[at]
    bounds = []
    for column in limits.columns:
        (low, high), (least, most) = limits[column], whole[column]
        name = names[int(column[1:])]
        bounds += [f"{name} above {low:.3g}"] * (low > least) + [f"{name} below {high:.3g}"] * (high < most)
    return f"{'; '.join(bounds)} (density {best['density']:.2f}, coverage {best['coverage']:.2f})"


def largest(effects, names):
    order = numpy.argsort(-effects)[:SHOWN]
    return ", ".join(f"{names[at]} {effects[at]:.3g}" for at in order)


def ours(path):
    answer, spent, clock = timed(lambda: ours_beliefs.ask(path, POINTS, PATHS))
    data = answer.data
    inputs = answer.table.columns[:-1]
    effects = {it["belief"]: it["mean_size"] for it in data["effects"]}
    sizes = numpy.array([effects.get(name, 0.0) for name in inputs])
    where = data["kept_where"] or {"conditions": [], "density": 0.0, "coverage": 0.0}
    bounds = [f"{it['belief']} {word} {it[word]:.3g}" for it in where["conditions"] for word in ("above", "below") if it[word] is not None]
    box = f"{'; '.join(bounds)} (density {where['density']:.2f}, coverage {where['coverage']:.2f})"
    weighed = POINTS + PATHS * (len(inputs) + 1)
    row = ["Détente", lines("ours_beliefs.py"), f"{weighed} and articles", f"{spent:.1f}", f"{clock:.1f}",
           f"{data['kept'] / data['points']:.2f}", box, largest(sizes, inputs), "1"]
    return row, inputs, sizes


def peers(way, files, ranges, function, names, known):
    (kept, box, effects, asked), spent, clock = timed(lambda: peers_beliefs.ask(ranges, function, POINTS, PATHS))
    ranks = spearmanr(effects, known).statistic
    return [way, lines(*files), asked, f"{spent:.1f}", f"{clock:.1f}", f"{kept:.2f}", box_of(box, names),
            largest(effects, names), f"{ranks:.2f}"]


def main():
    path = str(ROOT / "accords" / "jpoa-2013.accord")
    first, names, known = ours(path)
    plan = Plan(path)
    through = peers("ema-workbench and SALib, the wheel as function", ["peers_beliefs.py", "wheel_function.py"],
                    plan.ranges, plan.gain, names, known)
    central = {name: middle for name, (middle, _, _) in plan_of_2013.RANGES.items()}
    stakes = plan_of_2013.gain(central)[1]
    ranges = [(low, high) for _, low, high in plan_of_2013.RANGES.values()]
    hand = lambda point: plan_of_2013.gain(dict(zip(plan_of_2013.RANGES, point)), stakes)[0]
    by_hand = peers("ema-workbench and SALib, a model by hand", ["peers_beliefs.py", "plan_of_2013.py"],
                    ranges, hand, names, known)
    peers_at = ", ".join(f"{it} {importlib.metadata.version(it)}" for it in ("ema-workbench", "SALib", "numpy"))
    load = " ".join(f"{it:.1f}" for it in os.getloadavg())
    head = f"Détente {detente.__version__} ({os.environ.get('PROFILE', 'profile not said')}), {peers_at}, Python {platform.python_version()}, {os.cpu_count()} cores, load {load} at the end.\n\n"
    write("beliefs", head + table(HEADS, [first, through, by_hand]))


if __name__ == "__main__":
    main()
