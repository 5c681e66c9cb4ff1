"""What is asked of an installed wheel, without the repository: `cargo xtask wheel` runs it, and mypy --strict reads it."""

from __future__ import annotations

import sys
from pathlib import Path

import detente


def sure(verdict: detente.Assessment) -> str:
    """The accord with the word of the answer."""
    return f"{verdict.data['accord']}: {verdict.answer}"


def main() -> None:
    """Asks for a verdict, some futures and a game."""
    accord = detente.Accord.load(sys.argv[1])
    errors: detente.Findings = accord.check().errors
    verdict = accord.assess(quick=True)
    futures = accord.simulate(paths=range(256), seed=1)
    months: list[str] = futures.survival.columns
    assert "site-packages" in detente.__file__, detente.__file__
    assert Path(detente.__file__).with_name("py.typed").exists(), "annotations are shipped"
    assert not errors and len(accord.hash) == 64 and len(futures.table) == 256 and "mean" in months
    assert verdict.answer == verdict.data["answer"] and verdict.report.startswith("<!DOCTYPE html>")
    print(f"detente {detente.__version__}, {sure(verdict)}")


if __name__ == "__main__":
    main()
