"""Writes futures.csv and dictionary.csv of this folder: `python docs/tables/make.py` from the top folder."""

import csv
from pathlib import Path

import detente

HERE = Path(__file__).parent
PATHS = 50


def futures() -> detente.Table:
    """The futures of the example: fifty of the plan of 2013, seed 1."""
    return detente.Accord.load(HERE.parents[1] / "accords/jpoa-2013.accord").simulate(paths=PATHS).table


def written(file: Path, heads: list[str], rows: list[list[object]]) -> None:
    """One table, empty where nothing is."""
    with file.open("w", newline="", encoding="utf-8") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(heads)
        lines.writerows(["" if it is None else it for it in row] for row in rows)


def make(folder: Path) -> None:
    """Both files."""
    table = futures()
    rows = [list(row.values()) for row in table.to_arrow().to_pylist()]
    written(folder / "futures.csv", table.columns, rows)
    kinds = {it.name: str(it.type) for it in table.to_arrow().schema}
    dictionary = [[name, kinds[name], unit, what] for name, unit, what in table.headings]
    written(folder / "dictionary.csv", ["column", "kind", "unit", "what"], dictionary)


if __name__ == "__main__":
    make(HERE)
