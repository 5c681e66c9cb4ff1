"""Weak scaling of drawn futures on this machine: as many futures for each worker, one worker and two, counts or rows sent back.

Every worker is a process kept to one core. Run it with a Python that has the wheel: `target/wheel/fresh/bin/python benches/compare/scaling.py`.
Prints Markdown: wall seconds, processor seconds of the workers and of the process that asks, three times each.
"""

import multiprocessing
import os
import resource
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import detente
from detente import _spread

EACH = 2**16
SHARD = 2**14
TIMES = 3
ACCORD = Path(__file__).resolve().parents[2] / "accords" / "jpoa-2013.accord"


def pin(numbers):
    """Keeps this worker to a core of its own, so that a shard is drawn on one thread."""
    os.sched_setaffinity(0, {numbers.get()})


def spent():
    """Processor seconds of this process and of the children that ended."""
    own, theirs = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime, theirs.ru_utime + theirs.ru_stime


def run(workers, rows):
    accord = detente.Accord.load(ACCORD)
    given = accord._default_beliefs
    task = _spread.Task(accord.text, accord.name, given.text, given.name, 1, True, rows)
    asked = _spread.Asked(range(workers * EACH), False, None, SHARD, 2048)
    context = multiprocessing.get_context("spawn")
    numbers = context.Queue()
    for core in sorted(os.sched_getaffinity(0))[:workers]:
        numbers.put(core)
    with ProcessPoolExecutor(workers, mp_context=context, initializer=pin, initargs=(numbers,)) as pool:
        list(pool.map(_spread.draw, [task] * workers, [0] * workers, [256] * workers))  # started, texts compiled
        began, before = time.perf_counter(), spent()
        answer = _spread.spread(task, asked, pool, None)
        wall, after = time.perf_counter() - began, spent()
    ended = spent()
    return wall, ended[1] - before[1], after[0] - before[0], answer.json


def one_shard():
    """What a shard's counts weigh, and the processor time of adding them, by size of the shard."""
    accord = detente.Accord.load(ACCORD)
    given = accord._default_beliefs
    for size in (2**12, 2**14, 2**16, 2**18):
        task = _spread.Task(accord.text, accord.name, given.text, given.name, 1, True, False)
        counts = _spread.draw(task, 0, size)[0]
        gathering = [task.believed().gather(0, size, 1, True, False) for _ in range(20)]
        began = time.process_time()
        for it in gathering:
            it.add_counts(counts)
        first = (time.process_time() - began) / len(gathering)
        print(f"| {size:,} | {len(counts) / 1000:.0f} | {1000 * first:.2f} | {1e6 * first / size:.4f} |", flush=True)


def main():
    print(f"detente {detente.__version__}, {os.cpu_count()} cores, {EACH:,} futures a worker in shards of {SHARD:,}\n")
    print("| sent back | workers | wall s | workers, processor s | asking process, processor s | load before |\n| --- | --- | --- | --- | --- | --- |")
    known = {}
    for _ in range(TIMES):
        for rows in (False, True):
            for workers in (1, 2):
                load = os.getloadavg()[0]
                wall, theirs, own, answer = run(workers, rows)
                assert known.setdefault(workers, answer) == answer, "the same bits"
                what = "rows" if rows else "counts"
                print(f"| {what} | {workers} | {wall:.1f} | {theirs:.1f} | {own:.2f} | {load:.1f} |", flush=True)
    print("\n| futures in a shard | counts, kB | adding them, ms | a future, µs |\n| --- | --- | --- | --- |")
    one_shard()


if __name__ == "__main__":
    sys.exit(main())
