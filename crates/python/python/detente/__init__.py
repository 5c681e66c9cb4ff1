"""Détente: what follows from an agreement and a set of beliefs.

It does not say what governments will do, who did what, or whom to strike. If you need it to, do not use it.
"""

import os as _os

from . import _detente, game
from ._accord import Accord, Beliefs, Record
from ._answers import (
    Answer,
    Assessment,
    BackTest,
    Binding,
    Design,
    Designs,
    Explored,
    Fewer,
    Figure,
    Futures,
    History,
    Outlook,
    Solution,
)
from ._errors import Bug, DetenteError, Finding, Findings, TextError, UsageError
from ._tables import Table

__version__ = _detente.VERSION

if hasattr(_os, "register_at_fork"):
    _os.register_at_fork(after_in_child=_detente.forked)

__all__ = [
    "Accord",
    "Answer",
    "Assessment",
    "BackTest",
    "Beliefs",
    "Binding",
    "Bug",
    "Design",
    "Designs",
    "DetenteError",
    "Explored",
    "Fewer",
    "Figure",
    "Finding",
    "Findings",
    "Futures",
    "History",
    "Outlook",
    "Record",
    "Solution",
    "Table",
    "TextError",
    "UsageError",
    "game",
]
