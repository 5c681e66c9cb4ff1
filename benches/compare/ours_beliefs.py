"""Which beliefs matter, asked of an accord."""

import detente


def ask(path, points, paths):
    """The answer: shares, boxes, effects of beliefs, indices of articles."""
    return detente.Accord.load(path).explore(points=points, walks=paths)
