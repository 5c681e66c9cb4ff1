"""Which beliefs matter, asked with ema-workbench and SALib of any function of the ranges."""

import numpy
from ema_workbench import Model, RealParameter, ScalarOutcome, SequentialEvaluator
from ema_workbench.analysis import prim
from SALib.analyze import morris
from SALib.sample import morris as walks


def ask(ranges, function, points, paths, seed=1):
    """Share of points with nothing to gain, a box of them, and the mean size of each elementary effect."""
    model = Model("plan", lambda **point: {"gain": function([point[f"b{i}"] for i in range(len(ranges))])})
    model.uncertainties = [RealParameter(f"b{i}", low, high) for i, (low, high) in enumerate(ranges)]
    model.outcomes = [ScalarOutcome("gain")]
    numpy.random.seed(seed)
    with SequentialEvaluator(model) as evaluator:
        cases, outcomes = evaluator.perform_experiments(scenarios=points)
    keeps = outcomes["gain"] <= 0
    inputs = cases[[f"b{i}" for i in range(len(ranges))]]
    box = prim.Prim(inputs, keeps, threshold=0.5).find_box() if 10 <= keeps.sum() <= points - 10 else None
    problem = {"num_vars": len(ranges), "names": list(inputs), "bounds": [list(it) for it in ranges]}
    rows = walks.sample(problem, paths, seed=seed)
    effects = morris.analyze(problem, rows, numpy.array([function(list(row)) for row in rows]), seed=seed)
    return keeps.mean(), box, numpy.asarray(effects["mu_star"], dtype=float), points + len(rows)
