"""Sobol indices of the Ishigami function at 16,384 rows with 100 resamples: SALib beside crate `sampling`.

Both make points, evaluate, estimate and resample. Prints Markdown: least time by the clock of several runs of each, in one session, and
the largest error of SALib over the same number of seeds; ours stand in crates/sampling/src/indices/tests.rs.
"""

import re
import subprocess
import time

import numpy
from SALib.analyze import sobol as analyze
from SALib.sample import sobol as sample
from SALib.test_functions import Ishigami

ROWS, RESAMPLES, SEEDS = 16_384, 100, 10


def exact():
    a, b = 7.0, 0.1
    first = 0.5 * (1 + b * numpy.pi**4 / 5) ** 2
    second = a * a / 8
    both = b * b * numpy.pi**8 * (1 / 18 - 1 / 50)
    whole = first + second + both
    return numpy.array([first, second, 0]) / whole, numpy.array([first + both, second, both]) / whole


def salib():
    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[-numpy.pi, numpy.pi]] * 3}
    times, errors = [], []
    for seed in range(SEEDS):
        start = time.perf_counter()
        points = sample.sample(problem, ROWS, calc_second_order=False, seed=seed)
        found = analyze.analyze(
            problem, Ishigami.evaluate(points), calc_second_order=False, num_resamples=RESAMPLES, seed=seed
        )
        times.append(time.perf_counter() - start)
        errors.append([abs(found[key] - value).max() for key, value in zip(("S1", "ST"), exact())])
    return min(times), numpy.max(errors, axis=0)


def ours():
    command = ["cargo", "bench", "--quiet", "-p", "sampling", "--bench", "indices", "--", "whole"]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    number, unit = re.search(r"whole\s+([\d.]+) (ms|s|µs)", printed).groups()
    return float(number) * {"s": 1.0, "ms": 1e-3, "µs": 1e-6}[unit]


def main():
    peer, (first, total) = salib()
    own = ours()
    print("| SALib, s | Détente, s | ratio | SALib's largest error, first and total |")
    print("| --- | --- | --- | --- |")
    print(f"| {peer:.3f} | {own:.3f} | {peer / own:.1f} | {first:.4f}, {total:.4f} |")


if __name__ == "__main__":
    main()
