"""What the tests stand on: the repository's accords and the program that was built with the module."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
ACCORDS = ROOT / "accords"
PROGRAM = os.environ.get("DETENTE", str(ROOT / "target/debug/detente"))
TIME = {"elapsed_seconds", "date", "command"}


def program(*arguments: str, folder: Path = ACCORDS) -> subprocess.CompletedProcess[str]:
    """What the program prints; exit code 1 is an answer."""
    done = subprocess.run([PROGRAM, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode in (0, 1), done.stderr
    return done


def asked(*arguments: str, folder: Path = ACCORDS) -> dict:
    """The same as data."""
    return json.loads(program("--json", *arguments, folder=folder).stdout)


def same(ours: dict, theirs: dict, but: frozenset[str] = frozenset()) -> None:
    """Two answers have the same fields in the same order with the same numbers."""
    assert list(ours) == list(theirs)
    for name, value in theirs.items():
        if name not in TIME | but:
            assert ours[name] == value, name


@pytest.fixture
def in_accords(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Names of files are then as the program has them."""
    monkeypatch.chdir(ACCORDS)
    return ACCORDS
