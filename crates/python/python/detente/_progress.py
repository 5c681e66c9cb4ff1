"""Progress of long work: a line in a terminal, a line in a notebook, or whoever asks."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from types import TracebackType
from typing import Any, Optional, Union

Told = Callable[[str, int, int], Any]
"""Called with the step, how much of it is done, and how much there is (0: not known)."""

Progress = Union[Told, bool, None]
"""A callable; ``True`` shows a line, ``False`` nothing; ``None`` shows one if somebody watches."""


def _in_notebook() -> bool:
    shell = sys.modules.get("IPython")
    running = shell.get_ipython() if shell is not None else None
    return running is not None and running.__class__.__name__ == "ZMQInteractiveShell"


def sentence(step: str, done: int, total: int, seconds: float) -> str:
    """One line of progress, with what time is left at this rate."""
    if not total:
        return step
    left = f", {seconds / done * (total - done):.0f} s left" if done and seconds >= 1 else ""
    return f"{step}: {done:,} of {total:,}{left}".lstrip(": ")


class Line:
    """Where progress is shown while some work is done; leaves nothing behind."""

    def __init__(self, progress: Progress) -> None:
        self._given = progress if callable(progress) else None
        wanted = progress is True or (progress is None and (_in_notebook() or sys.stderr.isatty()))
        self._notebook = wanted and _in_notebook()
        self._terminal = wanted and not self._notebook
        self._handle: Any = None
        self._started = time.monotonic()
        self._width = 0

    @property
    def told(self) -> Optional[Told]:
        """What the work is to call, if anybody listens."""
        return self._tell if self._given or self._notebook or self._terminal else None

    def _tell(self, step: str, done: int, total: int) -> None:
        if self._given is not None:
            self._given(step, done, total)
            return
        line = sentence(step, done, total, time.monotonic() - self._started)
        if self._notebook:
            self._show(line)
        else:
            self._width = max(self._width, len(line))
            print(f"\r{line:<{self._width}}", end="", file=sys.stderr, flush=True)

    def _show(self, line: str) -> None:
        from IPython.display import Pretty, display

        if self._handle is None:
            self._handle = display(Pretty(line), display_id=True)
        else:
            self._handle.update(Pretty(line))

    def __enter__(self) -> Line:
        return self

    def __exit__(
        self,
        kind: Optional[type[BaseException]],
        error: Optional[BaseException],
        trace: Optional[TracebackType],
    ) -> None:
        if self._handle is not None:
            from IPython.display import Pretty

            self._handle.update(Pretty(""))
        elif self._terminal and self._width:
            print("\r" + " " * self._width + "\r", end="", file=sys.stderr, flush=True)
