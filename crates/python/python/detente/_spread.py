"""Futures drawn by many workers: shards out, one answer back, to the last bit that of one process.

Any ``concurrent.futures`` executor will do. A shard is a range of numbers; what it holds depends on its
numbers, the seed and the texts alone, so it does not matter who draws it, when, or how often. Where rows
are kept, in a table or a folder, shards come back as Parquet and are counted in the order of their
numbers; elsewhere each worker counts its own and sends counts, which add up.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Optional

from . import _detente
from ._errors import DetenteError, UsageError
from ._progress import Told

BLOCK = 256
"""Futures that share their luck in believed ranges; shards begin and end at its multiples."""
PROBE = 16 * BLOCK
"""Futures of the first shard, by which the size of the others is chosen."""
SECONDS = 4.0
"""What a shard is to take."""
LOOK_SECONDS = 0.5
"""How often a waiting caller looks for an interrupt."""


@dataclass(frozen=True)
class Task:
    """All that a worker is told: texts, beliefs and how to draw. It travels with every shard."""

    accord: str
    accord_name: str
    beliefs: str
    beliefs_name: str
    seed: int
    ranges: bool
    rows: bool = True
    """Whether the rows come back, or what was counted of them."""

    def believed(self) -> _detente.Believed:
        """The texts compiled; once a process."""
        return _compiled(self)


@dataclass(frozen=True)
class Asked:
    """Which futures, and how they are shared out."""

    paths: range
    keep: bool
    folder: Optional[Path]
    shard_paths: Optional[int]
    in_flight: int


@lru_cache(maxsize=4)
def _compiled(task: Task) -> _detente.Believed:
    text = _detente.Text(task.accord, task.accord_name)
    return _detente.Believed(text, task.beliefs, task.beliefs_name)


def draw(task: Task, start: int, stop: int) -> tuple[bytes, float]:
    """One shard, as Parquet or counted, and the seconds that it took: what runs on a worker."""
    began = time.perf_counter()
    shard = task.believed().draw(start, stop, task.seed, task.ranges, task.rows, None)
    return shard, time.perf_counter() - began


class _Here(Executor):
    """Draws in this process, when it is asked for a result."""

    def submit(self, fn, /, *args, **kwargs):  # type: ignore[no-untyped-def]
        done: Future[object] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


def spread(
    task: Task, asked: Asked, executor: Optional[Executor], told: Optional[Told]
) -> _detente.Futures:
    """Draws all shards that are not there yet, and counts them."""
    gathering = task.believed().gather(
        asked.paths.start, asked.paths.stop, task.seed, task.ranges, asked.keep
    )
    there = _there(asked, gathering)
    run = _Run(task, asked, gathering, executor or _Here(), told)
    if executor is None:
        run.in_flight = 1
    run.all(there)
    return gathering.finish()


def _there(asked: Asked, gathering: _detente.Gathering) -> dict[int, tuple[int, Path]]:
    """Shards of this run in the folder: end and file by their first number."""
    if asked.folder is None:
        return {}
    asked.folder.mkdir(parents=True, exist_ok=True)
    found: list[tuple[int, int, Path]] = []
    for file in sorted(asked.folder.glob("*.parquet")):
        shard = file.read_bytes()
        other = gathering.same_run(shard)
        if other is not None:
            raise UsageError(f"{file} is of another run, by {other}: name another folder, or clear this one")
        found.append((*_detente.range_of(shard), file))
    there: dict[int, tuple[int, Path]] = {}
    at = asked.paths.start
    for start, stop, file in sorted(found, key=lambda it: (it[0], -it[1])):
        if at <= start and stop <= asked.paths.stop:
            there[start], at = (stop, file), stop
    return there


class _Run:
    """A run of shards: some are there, the others are drawn; all are counted in order."""

    def __init__(
        self,
        task: Task,
        asked: Asked,
        gathering: _detente.Gathering,
        executor: Executor,
        told: Optional[Told],
    ) -> None:
        self.task, self.asked, self.gathering = task, asked, gathering
        self.executor, self.told = executor, told
        self.in_flight = max(1, asked.in_flight)
        self.flying: dict[Future[tuple[bytes, float]], tuple[int, int]] = {}
        self.waiting: dict[int, bytes] = {}
        self.files: dict[int, Path] = {}
        self.done = 0
        self.size = asked.shard_paths or PROBE
        self.measured = asked.shard_paths is not None

    def all(self, there: dict[int, tuple[int, Path]]) -> None:
        """Counts what is there, draws what is not."""
        self.files = {start: file for start, (_, file) in there.items()}
        self.done = sum(stop - start for start, (stop, _) in there.items())
        wanted = self._missing(there)
        try:
            while True:
                self._submit(wanted)
                self._count()
                if not self.flying:
                    break
                done, _ = wait(self.flying, timeout=LOOK_SECONDS, return_when=FIRST_COMPLETED)
                for future in done:
                    self._take(future)
        except BrokenProcessPool as error:
            raise DetenteError(
                f"a worker of the pool died and the pool with it; {self._kept()}: ask again with a new pool"
            ) from error
        finally:
            for future in self.flying:
                future.cancel()
        if self.gathering.next != self.asked.paths.stop:
            raise DetenteError(f"future {self.gathering.next} was not drawn; {self._kept()}: ask again")

    def _kept(self) -> str:
        folder = self.asked.folder
        return f"{self.done:,} futures are kept in {folder}" if folder else "no shard was kept (shards=FOLDER keeps them)"

    def _missing(self, there: dict[int, tuple[int, Path]]) -> Iterator[tuple[int, int]]:
        """Ranges that are in no shard, of the size that is wanted when each is asked for."""
        at = self.asked.paths.start
        for start, (stop, _) in [*sorted(there.items()), (self.asked.paths.stop, (0, Path()))]:
            while at < start:
                end = min((at // BLOCK + max(1, self.size // BLOCK)) * BLOCK, start)
                yield at, end
                at = end
            at = max(at, stop)

    def _submit(self, wanted: Iterator[tuple[int, int]]) -> None:
        """Keeps as many in flight as may be; until the first is back, one."""
        most = self.in_flight if self.measured else 1
        while len(self.flying) < most:
            span = next(wanted, None)
            if span is None:
                return
            self.flying[self.executor.submit(draw, self.task, *span)] = span

    def _take(self, future: Future[tuple[bytes, float]]) -> None:
        start, stop = self.flying.pop(future)
        shard, seconds = future.result()
        if not self.measured:
            fit = (stop - start) * SECONDS / max(seconds, 1e-3)
            self.size, self.measured = max(PROBE, int(fit) // BLOCK * BLOCK), True
        if self.asked.folder is not None:
            self.files[start] = _keep(self.asked.folder, start, stop, shard)
        else:
            self.waiting[start] = shard
        self.done += stop - start
        if self.told is not None:
            self.told("futures", self.done, len(self.asked.paths))

    def _count(self) -> None:
        """Counts the shards that follow those that were counted."""
        while True:
            at = self.gathering.next
            if at in self.waiting:
                count = self.gathering.add if self.task.rows else self.gathering.add_counts
                count(self.waiting.pop(at))
            elif at in self.files:
                self.gathering.add(self.files.pop(at).read_bytes())
            else:
                return


def _keep(folder: Path, start: int, stop: int, shard: bytes) -> Path:
    """Writes a shard under another name and renames it: what has its own name is whole."""
    file = folder / f"futures-{start:012}-{stop:012}.parquet"
    part = file.with_suffix(".part")
    with part.open("wb") as out:
        out.write(shard)
        out.flush()
        os.fsync(out.fileno())
    part.replace(file)
    return file
