"""The notebooks of docs/notebooks run from the first cell to the last."""

from __future__ import annotations

import re

import nbformat
import pytest
from conftest import ACCORDS, ROOT
from nbclient import NotebookClient

NOTEBOOKS = sorted((ROOT / "docs/notebooks").glob("*.ipynb"))


def test_there_are_four() -> None:
    assert len(NOTEBOOKS) == 4


class Watched(NotebookClient):
    """Runs a notebook and keeps every text that was displayed, also those that others replaced."""

    def process_message(self, msg, cell, cell_index):
        if msg["msg_type"] in ("display_data", "update_display_data"):
            shown = vars(self).setdefault("shown", [])
            shown.append((msg["msg_type"], msg["content"]["data"]["text/plain"]))
        return super().process_message(msg, cell, cell_index)


def test_progress_shows_and_leaves_nothing() -> None:
    load = f"import detente; accord = detente.Accord.load({str(ACCORDS / 'jpoa-2013.accord')!r})"
    cells = [load, "accord.simulate(paths=100_000, keep=False);", "accord.simulate(paths=8192, progress=False);"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(it) for it in cells])
    client = Watched(notebook, timeout=120)
    client.execute()
    kinds, texts = zip(*client.shown)
    assert kinds[0] == "display_data" and set(kinds[1:]) == {"update_display_data"}, "one line, written over"
    assert any(re.fullmatch(r"futures: [\d,]+ of 100,000(, \d+ s left)?", it) for it in texts), texts
    assert texts[-1] == "", "wiped when the work is done"
    outputs = notebook.cells[1].outputs
    assert [it["data"]["text/plain"] for it in outputs if it["output_type"] == "display_data"] == [""]
    assert not notebook.cells[2].outputs, "none where none was asked for"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda it: it.stem)
def test_it_runs(path) -> None:
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code and not any(cell.outputs or cell.execution_count for cell in code), "stored without outputs"
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(path.parent)}}).execute()
    shown = [output for cell in code for output in cell.outputs if "data" in output]
    assert any("text/html" in output["data"] for output in shown)
