"""The plan of 2013 as a model in Python, written for the peers: what leaving gains, as a share of what keeping is worth.

A model of the question and not of the text: months of flows and sums, one chance a month that a new office ends it,
and four ways to depart (late, hidden, out, not begun). It knows no lags of verification or money, no disputes, no answer but the end.
"""

RANGES = {
    "halt for E3EU3": (10, 7, 13),
    "halt for Iran": (-3, -5, -1.5),
    "halt hidden": (1, 0, 2),
    "t1": (4.4, 2.8, 5.5),
    "t2": (3.6, 2.3, 4.5),
    "t3": (4.4, 2.8, 5.5),
    "t4": (4.4, 2.8, 5.5),
    "t5": (3.6, 2.3, 4.5),
    "t6": (4.4, 2.8, 5.5),
    "t7": (4.4, 2.8, 5.5),
    "t8": (4.4, 2.8, 5.5),
    "t1 for E3EU3": (-2, -4, -1),
    "eased": (3.8, 3, 4.7),
    "extensions": (5.6, 3.5, 7),
    "halt not performed": (-20, -30, -10),
    "ease late": (-16, -25, -8),
    "detects halt": (0.9, 0.7, 0.97),
    "false alarm": (0.002, 0.0005, 0.005),
    "detects newleu": (0.9, 0.7, 0.97),
    "turnover E3EU3": (0.011, 0.008, 0.014),
    "turnover Iran": (0.008, 0.004, 0.012),
    "honours": (0.5, 0.25, 0.75),
    "discount E3EU3": (0.10, 0.05, 0.2),
    "discount Iran": (0.10, 0.05, 0.2),
}
MONTHS, TOLERANCE = 21, 0.01
PAID = [("t1", 0, -2), ("t2", 1, -1.6), ("t3", 1, -2), ("t4", 2, -2), ("t5", 2, -1.6), ("t6", 3, -2), ("t7", 4, -2), ("t8", 6, -2)]
STEPS = {"quarter": (1, -3, 8), "half": (2, -3, 8), "convert": (6, -4, 14), "oxide": (6, -1, 4)}


def kept(b, due):
    """Either side's gain in each month, steps performed in the months of `due`."""
    iran, powers = [b["halt for Iran"]] * MONTHS, [b["halt for E3EU3"]] * MONTHS
    for name, month, cost in PAID:
        iran[month] += b[name]
        powers[month] += b["t1 for E3EU3"] if name == "t1" else cost
    for name, (_, cost, worth) in STEPS.items():
        iran[due[name]] += cost
        powers[due[name]] += worth
    for month in range(MONTHS):
        iran[month] += b["eased"] + (b["extensions"] - 0.5 if month >= 6 else 0)
        powers[month] += -1 + (2 - 2 if month >= 6 else 0)
    return iran, powers


def worth(flows, rate, hazard):
    return sum(flow * ((1 - rate) ** (1 / 12) * (1 - hazard)) ** month for month, flow in enumerate(flows))


def gain(b, stakes=None):
    """What leaving gains beyond the tolerance, as a share of the stake, of whoever gains most; and both stakes."""
    ends = 1 - b["honours"]
    hazard = 1 - (1 - b["turnover E3EU3"] * ends) * (1 - b["turnover Iran"] * ends) * (1 - b["false alarm"])
    early = {"quarter": 0, "half": 1, "convert": 0, "oxide": 0}
    late = {name: month for name, (month, _, _) in STEPS.items()}
    iran, powers = kept(b, early)
    value = worth(iran, b["discount Iran"], hazard), worth(powers, b["discount E3EU3"], hazard)
    best = [worth(kept(b, late)[0], b["discount Iran"], hazard)]
    for month in range(MONTHS):
        free = iran[month] - b["halt for Iran"] + b["halt hidden"]
        hidden = iran[:month] + [free + b["detects halt"] * b["halt not performed"]]
        best.append(worth(hidden, b["discount Iran"], hazard))
        best.append(worth(iran[:month] + [-20], b["discount Iran"], hazard))
    left = [worth(powers[:month] + [-20], b["discount E3EU3"], hazard) for month in range(MONTHS)]
    left.append(worth([powers[0] + b["ease late"], *powers[1:]], b["discount E3EU3"], hazard))
    gains = max(best) - value[0], max(left) - value[1]
    of = stakes or value
    return max(g / abs(s) for g, s in zip(gains, of)) - TOLERANCE, value
