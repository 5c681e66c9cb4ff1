"""Path steps per processor second of the reference model: numba beside crate `sampling`.

Both walk the same model (crates/sampling/tests/reference/model), one thread, and keep the same of each path: six counts and four prices. Twice:
with addressed random numbers, slot by slot, where the counts of both have to be the same; and each with streams of its own (numba's: its
Mersenne twister, as `numpy.random` is compiled). numba is warmed up before it is timed. The two take turns; least processor seconds of several
runs of each. Prints Markdown.
"""

import math
import resource
import subprocess
import sys
import time

import numba
import numpy as np
from numba import float64, njit, uint32, uint64

SEED, MONTHS = 20_261_122, 60
PATHS = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
ROUNDS = 5


@njit(inline="always")
def block(path, month, number):
    c0, c1 = uint32(path), uint32(path >> uint64(32))
    c2, c3 = uint32(month), uint32(number)
    k0, k1 = uint32(SEED), uint32(0)
    for _ in range(10):
        p0 = uint64(c0) * uint64(0xD2511F53)
        p1 = uint64(c2) * uint64(0xCD9E8D57)
        c0, c1, c2, c3 = uint32(p1 >> uint64(32)) ^ c1 ^ k0, uint32(p1), uint32(p0 >> uint64(32)) ^ c3 ^ k1, uint32(p0)
        k0 = uint32(k0 + uint32(0x9E3779B9))
        k1 = uint32(k1 + uint32(0xBB67AE85))
    even = (uint64(c1) << uint64(32) | uint64(c0)) >> uint64(11)
    odd = (uint64(c3) << uint64(32) | uint64(c2)) >> uint64(11)
    return (float64(even) + 0.5) * 2.0**-53, (float64(odd) + 0.5) * 2.0**-53


def addressed():
    """Slots by address: a block is made when a slot of it is first wanted, and kept for its other half."""

    @njit(inline="always")
    def draw(path, month, slot, cache):
        number = slot >> 1
        if cache[0] != number:
            cache[1], cache[2] = block(uint64(path), month, number)
            cache[0] = number
        return cache[1 + (slot & 1)]

    return draw


def own():
    @njit(inline="always")
    def draw(path, month, slot, cache):
        return np.random.random()

    return draw


def walker(draw):
    @njit(inline="always")
    def poisson(mean, u):
        k, p = 0, math.exp(-mean)
        s = p
        while u > s and k < 200:
            k += 1
            p *= mean / k
            s += p
        return k

    @njit(nogil=True)
    def walk(first, count, months, counts, prices):
        log80 = math.log(80.0)
        power = np.array([1.2**k for k in range(6)])
        cache = np.empty(3)
        for n in range(count):
            path = first + n
            ra = rb = phase = comp = hold = q = d = v = age = rung = leaks = total = 0
            x, y, cause, t = 0.0, log80, 0, 0
            while t < months and cause == 0:
                t += 1
                cache[0] = -1
                election = t % 48 == 24
                p01 = 0.45 if election else 0.003
                p10 = 0.40 if election else 0.003
                turned = False
                u = draw(path, t, 0, cache)
                if ra == 0:
                    if u < p01:
                        ra, turned = 1, True
                elif u < p10:
                    ra = 0
                u = draw(path, t, 1, cache)
                if rb == 0:
                    if u < 0.012:
                        rb = 1
                elif u < 0.020:
                    rb = 0
                if ra == 1 and draw(path, t, 2, cache) < 0.015 + 0.20 * turned:
                    cause = 1
                elif rb == 1 and draw(path, t, 3, cache) < 0.008:
                    cause = 2
                born = 0
                if cause == 0:
                    if q > 0:
                        q = max(0, q - poisson(1.5 if ra == 0 else 0.6, draw(path, t, 4, cache)))
                    d = d + 1 if q > 0 else 0
                    over = d > 6
                    if over and draw(path, t, 5, cache) < (0.04 if rb == 0 else 0.12):
                        cause = 3
                if cause == 0:
                    u = draw(path, t, 6, cache)
                    if v == 0:
                        if u < 0.008 + 0.022 * rb + 0.012 * over:
                            v, age = 1, 0
                    else:
                        age += 1
                        if u < 0.10:
                            v, age = 0, 0
                    pd = 1.0 - math.exp(-0.10 * (1 + 0.15 * age)) if v == 1 else 0.0015
                    if draw(path, t, 7, cache) < pd:
                        if draw(path, t, 8, cache) < (0.30 + 0.45 * ra) * (1.0 if v == 1 else 0.5):
                            cause = 4
                        else:
                            v, age, comp, hold = 0, 0, 0, 3
                if cause == 0:
                    mu = 0.12 * (1 + 0.8 * rb + 0.4 * ra)
                    s, j = 0.0, 0
                    while True:
                        lam = mu + x
                        w = -math.log(draw(path, t, 16 + 3 * j, cache)) / lam
                        if s + w >= 1.0:
                            x *= math.exp(-0.9 * (1.0 - s))
                            break
                        s += w
                        x *= math.exp(-0.9 * w)
                        if draw(path, t, 17 + 3 * j, cache) * lam < mu + x:
                            born += 1
                            x += 0.35
                            if draw(path, t, 18 + 3 * j, cache) < 0.20 + 0.10 * ra + 0.05 * rb:
                                rung += 1
                        j += 1
                    total += born
                    if born == 0 and rung > 0 and draw(path, t, 9, cache) < 0.25:
                        rung -= 1
                    if rung >= 5:
                        cause = 5
                if cause == 0:
                    h = 0.010 * math.exp(0.5 * ra + 0.3 * rb + 0.4 * (born >= 1)) * power[min(leaks, 5)]
                    if draw(path, t, 10, cache) < 1.0 - math.exp(-h):
                        leaks += 1
                        x += 0.30
                        if draw(path, t, 11, cache) < 0.08 + 0.12 * (ra + rb):
                            cause = 6
                if cause == 0:
                    if hold > 0:
                        hold -= 1
                    elif q == 0:
                        comp += 1
                    if comp >= 6 and phase < 3:
                        phase += 1
                        comp = 0
                        q += 3 + poisson(2.0, draw(path, t, 12, cache))
                mean = log80 - 0.03 * phase
                r = math.sqrt(-2.0 * math.log(draw(path, t, 13, cache)))
                angle = 2 * math.pi * draw(path, t, 14, cache)
                y = mean + 0.92 * (y - mean) + 0.06 * (r * math.cos(angle))
                if draw(path, t, 15, cache) < 1.0 - math.exp(-(0.008 + 0.012 * rung)):
                    y += 0.10 + 0.05 * (r * math.sin(angle))
                if cause > 0:
                    y += 0.25 if cause == 5 else 0.12
                if t == 12 or t == 24 or t == 36:
                    prices[n, t // 12 - 1] = y
            counts[n, 0], counts[n, 1], counts[n, 2] = t, cause, phase
            counts[n, 3], counts[n, 4], counts[n, 5] = rung, leaks, total
            prices[n, 3] = y

    return walk


def peer(walk, counts, prices):
    start = time.process_time()
    walk(0, PATHS, MONTHS, counts, prices)
    return counts[:, 0].sum() / (time.process_time() - start), np.bincount(counts[:, 1])


def ours(mode):
    """The program prints its steps, then its causes; its processor seconds are those of the whole process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    printed = subprocess.run([PROGRAM, mode, str(PATHS)], check=True, capture_output=True, text=True).stdout.split()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return int(printed[0]) / spent, np.array([int(cause) for cause in printed[1:]])


PROGRAM = "target/release/examples/reference"


def main():
    print(f"numba {numba.__version__}, {PATHS} paths")
    print("| random numbers | numba, M steps a processor second | Détente, M steps a processor second | ratio | same causes |")
    print("| --- | --- | --- | --- | --- |")
    counts, prices = np.zeros((PATHS, 6), dtype=np.int64), np.zeros((PATHS, 4))
    for mode, draw in ("addressed", addressed()), ("own", own()):
        walk = walker(draw)
        walk(0, 1000, MONTHS, counts, prices)
        runs = [(peer(walk, counts, prices), ours(mode)) for _ in range(ROUNDS)]
        (theirs, causes), (mine, found) = (max((run[k] for run in runs), key=lambda it: it[0]) for k in (0, 1))
        same = "yes" if (causes == found).all() else "no"
        print(f"| {mode} | {theirs / 1e6:.2f} | {mine / 1e6:.2f} | {mine / theirs:.1f} | {same} |")


if __name__ == "__main__":
    main()
