"""Answers: what the program prints, as data, as tables and as a page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Optional, Union

from . import _detente, display
from ._tables import Table

if TYPE_CHECKING:
    from ._accord import Accord, Beliefs


class Figure:
    """A drawing as SVG: shown in a notebook, written with ``save``."""

    def __init__(self, svg: str) -> None:
        self.svg = svg
        """The drawing; needs nothing from anywhere."""

    def save(self, path: Union[str, Path]) -> None:
        """Writes the drawing into a file."""
        Path(path).write_text(self.svg, encoding="utf-8")

    def _repr_html_(self) -> str:
        return f'<div style="max-width:60em;background:#fff">{self.svg}</div>'


class Answer:
    """An answer of the program. Printed it is the program's page; ``data`` is its ``--json``."""

    def __init__(self, text: str, page: str) -> None:
        self.json = text
        """What ``--json`` prints (docs/json.md has the fields)."""
        self.page = page
        """What the terminal shows."""

    @cached_property
    def data(self) -> dict[str, Any]:
        """The same as a dictionary."""
        data: dict[str, Any] = json.loads(self.json)
        return data

    @property
    def figures(self) -> dict[str, Figure]:
        """Its drawings by name."""
        return {}

    def __str__(self) -> str:
        return self.page

    def __repr__(self) -> str:
        return f"<detente.{type(self).__name__}: {self.data.get('accord') or self.data.get('game') or ''}>"

    def _repr_html_(self) -> str:
        return display.page(self.page, (it.svg for it in list(self.figures.values())[:1]))


class Assessment(Answer):
    """Whether a text holds under one reader's beliefs, by how much, and what it turns on."""

    def __init__(self, native: _detente.Assessed) -> None:
        super().__init__(native.json, native.page)
        self._native = native

    @property
    def answer(self) -> str:
        """``yes``, ``no``, ``depends`` or ``undecided``."""
        return str(self.data["answer"])

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """The figures of the report by name."""
        return {name: Figure(svg) for name, svg in self._native.figures}

    @property
    def report(self) -> str:
        """The report: one HTML page that needs nothing from anywhere."""
        return self._native.report

    def save(self, path: Union[str, Path]) -> None:
        """Writes the report into a file."""
        Path(path).write_text(self.report, encoding="utf-8")


class Outlook(Assessment):
    """What follows from where a record stands, and what moved it."""

    @property
    def answer(self) -> str:
        """``yes``, ``no``, ``depends`` or ``undecided``, looking from there."""
        return str(self.data["outlook"]["answer"])


class Binding(Answer):
    """What binds a text, and the cheapest single change that mends it."""


class Explored(Answer):
    """What one would have to believe for a text to be kept, or to fail."""

    def __init__(self, native: _detente.Explored) -> None:
        super().__init__(native.json, native.page)
        self._native = native

    @cached_property
    def figures(self) -> dict[str, Figure]:
        """The parts of the believed space, drawn."""
        return {name: Figure(svg) for name, svg in self._native.figures}

    @cached_property
    def table(self) -> Table:
        """The points that were weighed: one column a ranged belief, and ``kept``."""
        return Table(self._native.table)


class Futures(Answer):
    """Drawn futures: how long, how it ends, what it costs, each with its error."""

    def __init__(self, native: _detente.Futures) -> None:
        super().__init__(native.json, native.page)
        self._native = native

    @cached_property
    def table(self) -> Table:
        """One row a future (docs/tables.md has the columns); empty if it was not kept."""
        return Table(self._native.table)

    @cached_property
    def survival(self) -> Table:
        """Share still in force by month, with its error."""
        what = {
            "month": ("month", "periods since day 0"),
            "mean": ("share", "share of futures still in force"),
            "standard_error": ("share", "its standard error"),
            "low": ("share", "where it lies nineteen times in twenty, from"),
            "high": ("share", "to"),
        }
        rows = [{**it, "low": it["interval"][0], "high": it["interval"][1]} for it in self.data["survival"]]
        return Table.of_rows(rows, what)


class Fewer(Answer):
    """An answer that fewer futures give than counting would take, with what they spare."""


class Design:
    """One design of a search: a text with the beliefs of its readers."""

    def __init__(self, row: Mapping[str, Any], accord: Accord, beliefs: Sequence[Beliefs], diff: str) -> None:
        self.row = row
        """What was chosen and what it comes to."""
        self.accord = accord
        """The text."""
        self.beliefs = tuple(beliefs)
        """What its readers then believe."""
        self.diff = diff
        """What it changes, clause by clause."""


class Designs(Answer):
    """Designs that no other beats in every goal."""

    def __init__(self, native: _detente.Searched, designs: Sequence[Design]) -> None:
        super().__init__(native.json, native.page)
        self._picture = native.picture
        self.designs = tuple(designs)
        """Those of the front, best first in the first goal."""

    @property
    def figures(self) -> dict[str, Figure]:
        """The front, drawn."""
        return {"front": Figure(self._picture)}

    @cached_property
    def front(self) -> Table:
        """One row a design: what was chosen, and what it comes to in each goal."""
        rows = self.data["front"]
        columns: list[tuple[str, str, str, list[Any]]] = [
            (name, "", "what was chosen", [row["choices"][name] for row in rows]) for name in self.data["choices"]
        ]
        for at, goal in enumerate(self.data["goals"]):
            columns.append((goal, "", "what it comes to", [float(row["values"][at]) for row in rows]))
        return Table.of_columns(columns)


class History(Answer):
    """What a text says of each recorded event."""

    @property
    def agrees(self) -> bool:
        """Whether the text says what the record expects of it."""
        return not self.data["unmet"]

    @cached_property
    def verdicts(self) -> Table:
        """One row a verdict, in order."""
        what = {
            "date": ("", "when"),
            "event": ("", "what was recorded, or that time passed"),
            "verdict": ("", "what the text says of it"),
            "item": ("", "of what"),
            "article": ("", "by which article"),
            "line": ("line", "in which line of the text"),
            "standing": ("", "alleged, reported, found, contested or admitted"),
            "by": ("", "by whom"),
        }
        rows = [
            {**verdict, "date": entry["date"], "event": entry["event"]}
            for entry in self.data["entries"]
            for verdict in entry["verdicts"]
        ]
        return Table.of_rows(rows, what)


class BackTest(Answer):
    """What would have been said from each date of a record, and how that was borne out."""

    def __init__(self, text: str, page: str, picture: str) -> None:
        super().__init__(text, page)
        self._picture = picture

    @property
    def figures(self) -> dict[str, Figure]:
        """Said beside what came."""
        return {"calibration": Figure(self._picture)}


class Solution(Answer):
    """The answer to a raw game."""

    def array(self, name: str) -> Any:
        """A field as a numpy array, such as ``values`` (states by players)."""
        import numpy

        return numpy.array(self.data[name], dtype=float)

    @property
    def status(self) -> str:
        """How the method ended."""
        return str(self.data["status"])

    @property
    def verified(self) -> Optional[Any]:
        """What separate code found about the certificate, if that was asked for."""
        return self.data["certificate"].get("verified")
