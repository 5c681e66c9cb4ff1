"""Tables: Arrow underneath, for polars, pandas, pyarrow and whatever else takes the PyCapsule interface."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from . import _detente, display

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

SHOWN = 10
"""Rows that a notebook shows."""


class Table:
    """Columns with names, units and meanings.

    ``polars.DataFrame(table)``, ``pyarrow.table(table)`` and ``pandas.DataFrame.from_arrow(table)``
    take it as it is: what they then hold is this memory and no copy of it.
    """

    def __init__(self, native: _detente.Table) -> None:
        self._native = native

    @staticmethod
    def of_columns(columns: Iterable[tuple[str, str, str, Sequence[Any]]]) -> Table:
        """A table of columns given as (name, unit, what it is, values)."""
        return Table(_detente.table([(name, unit, what, list(values)) for name, unit, what, values in columns]))

    @staticmethod
    def of_rows(rows: Sequence[Mapping[str, Any]], headings: Mapping[str, tuple[str, str]]) -> Table:
        """A table of rows; ``headings`` says which columns, each with its unit and what it is."""
        return Table.of_columns(
            (name, unit, what, [row.get(name) for row in rows]) for name, (unit, what) in headings.items()
        )

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        return self._native.columns

    @property
    def headings(self) -> list[tuple[str, str, str]]:
        """Name, unit and meaning of each column."""
        return self._native.headings

    def __len__(self) -> int:
        return len(self._native)

    def __repr__(self) -> str:
        return f"<detente.Table of {len(self)} rows: {', '.join(self.columns)}>"

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        return self._native.__arrow_c_stream__(requested_schema)

    def __arrow_c_schema__(self) -> object:
        return self._native.__arrow_c_schema__()

    def to_arrow(self) -> pyarrow.Table:
        """A pyarrow table."""
        import pyarrow

        return pyarrow.table(self)

    def to_polars(self) -> polars.DataFrame:
        """A polars frame."""
        import polars

        return polars.DataFrame(self)

    def to_pandas(self) -> pandas.DataFrame:
        """A pandas frame."""
        return self.to_arrow().to_pandas()

    def _repr_html_(self) -> str:
        heads = [f"{name} ({unit})" if unit else name for name, unit, _ in self.headings]
        try:
            rows = [list(row.values()) for row in self.to_arrow().slice(0, SHOWN).to_pylist()]
        except ImportError:
            return display.table(heads, [], f"{len(self)} rows; with pyarrow installed they are shown here")
        more = f"{len(self) - SHOWN:,} more rows" if len(self) > SHOWN else ""
        return display.table(heads, rows, more)
