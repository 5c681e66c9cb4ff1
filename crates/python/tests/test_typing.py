"""The annotations hold, and the stubs say what the native module has."""

from __future__ import annotations

import ast
import subprocess
import sys

from conftest import ROOT
from detente import _detente

PYTHON = ROOT / "crates/python"


def test_annotations_hold() -> None:
    command = [sys.executable, "-m", "mypy", "--config-file", "pyproject.toml", "--cache-dir", "/dev/null", "-p", "detente"]
    done = subprocess.run(command, cwd=PYTHON, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_sample_is_strictly_typed() -> None:
    sample = [sys.executable, "-m", "mypy", "--strict", "--config-file", "pyproject.toml", "--cache-dir", "/dev/null"]
    command = [*sample, "tests/installed.py"]
    done = subprocess.run(command, cwd=PYTHON, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_stubs_name_what_is_there() -> None:
    tree = ast.parse((PYTHON / "python/detente/_detente.pyi").read_text())
    said = {it.name for it in tree.body if isinstance(it, (ast.ClassDef, ast.FunctionDef))}
    said |= {it.target.id for it in tree.body if isinstance(it, ast.AnnAssign) and it.target.id.isupper()}
    there = {name for name in dir(_detente) if not name.startswith("_")}
    assert said == there
    for it in tree.body:
        if isinstance(it, ast.ClassDef):
            own = getattr(_detente, it.name)
            methods = {part.name for part in it.body if isinstance(part, ast.FunctionDef)}
            assert methods <= set(dir(own)), it.name
