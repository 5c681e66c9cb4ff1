"""The accord as a function of its ranged beliefs, for the peers: what leaving gains by `Accord.assess`."""

import re

import detente

RANGE = re.compile(r"(-?[\d.]+) \((-?[\d.]+) to (-?[\d.]+)\)")


class Plan:
    """Ranges in the order of the beliefs' lines, and the gain of leaving at a point."""

    def __init__(self, path):
        self.accord = detente.Accord.load(path)
        self.text = open(path.replace(".accord", ".beliefs"), encoding="utf-8").read()
        self.ranges = [(float(low), float(high)) for _, low, high in RANGE.findall(self.text)]
        self.stakes = self.holdings(self.text, range(2))[1]

    def holdings(self, text, places):
        found = self.accord.assess(detente.Beliefs.parse(text), quick=True).data["holdings"]
        loss = [sum(it["loss"]) / 2 - it["tolerance"] for it in found]
        return loss, [abs(sum(it["stake"]) / 2) for it in found]

    def gain(self, point):
        numbers = iter(point)
        text = RANGE.sub(lambda _: f"{next(numbers):.12f}", self.text)
        return max(loss / stake for loss, stake in zip(self.holdings(text, range(2))[0], self.stakes))
