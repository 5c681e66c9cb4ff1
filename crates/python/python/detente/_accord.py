"""Texts: an accord, one reader's beliefs about it, a record of what happened."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from functools import cached_property
from pathlib import Path
from typing import Optional, TypeVar, Union

from . import _answers, _detente, _spread, display
from ._errors import Findings, UsageError
from ._progress import Line, Progress

PathLike = Union[str, Path]
STATES = 4_000_000
"""Points of a graph past which margins are sampled."""


RARE = ("hostilities", "withdrawal", "restored", "lapsed")
"""Ways of ending that may be rare."""


def _which(paths: Union[int, range]) -> range:
    """Futures by number."""
    which = range(paths) if isinstance(paths, int) else paths
    if which.step != 1 or which.start < 0 or not len(which):
        raise UsageError("name futures by number, such as range(0, 10_000), or say how many")
    return which


def _day(day: Union[str, int, None]) -> Optional[str]:
    return None if day is None else str(day)


W = TypeVar("W", bound="_Written")


class _Written:
    """A text with the name it goes by, which is the name of its file if it has one."""

    ending = ""

    @classmethod
    def load(cls: type[W], path: PathLike) -> W:
        """Reads a file. An accord that is wrong raises :class:`TextError` with the place."""
        return cls(*_read(path))

    @classmethod
    def parse(cls: type[W], text: str, name: Optional[str] = None) -> W:
        """A text at hand, with the name that answers are to call it."""
        return cls(text, name or f"given.{cls.ending}", None)

    def __init__(self, text: str, name: str, path: Optional[Path]) -> None:
        self.text = text
        """As it was written."""
        self.name = name
        """What findings and answers call it."""
        self.path = path
        """Where it was read, if it was."""

    def __repr__(self) -> str:
        return f"<detente.{type(self).__name__} {self.name}>"

    def _beside(self, ending: str) -> Optional[Path]:
        if self.path is None:
            return None
        plain = self.path.with_suffix("") if self.path.suffix == ".md" else self.path
        return plain.with_suffix(f".{ending}")


def _read(path: PathLike) -> tuple[str, str, Path]:
    file = Path(path)
    name = file.name if file.is_absolute() else str(path)
    return file.read_text(encoding="utf-8"), name, file


class Beliefs(_Written):
    """One reader's private judgement. It never leaves this machine unless you hand it to workers."""

    ending = "beliefs"

    def _repr_html_(self) -> str:
        return display.accord(self.name, self.text, "have no hash: they stay with whoever wrote them")


class Record(_Written):
    """What happened: dated events, as an ``.events`` file has them."""

    ending = "events"


class Accord(_Written):
    """An agreement as text, compiled."""

    ending = "accord"

    def __init__(self, text: str, name: str, path: Optional[Path]) -> None:
        super().__init__(text, name, path)
        self._native = _detente.Text(text, name)

    def __reduce__(self) -> tuple[type[Accord], tuple[str, str, Optional[Path]]]:
        return Accord, (self.text, self.name, self.path)

    @property
    def hash(self) -> str:
        """Hash of the terms: what ``detente hash`` prints."""
        return self._native.hash

    @property
    def title(self) -> str:
        """As the text has it."""
        return self._native.title

    @property
    def revision(self) -> int:
        """As the text has it."""
        return self._native.revision

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Accord) and self.hash == other.hash

    def __hash__(self) -> int:
        return hash(self.hash)

    def check(self) -> Findings:
        """What is wrong in the text, and what running it shows against it: ``detente check``."""
        return Findings.of_json(_detente.check(self.text, self.name))

    def assess(
        self,
        beliefs: Optional[Beliefs] = None,
        *,
        seed: int = 1,
        quick: bool = False,
        states: int = STATES,
        sampled: bool = False,
        progress: Progress = None,
    ) -> _answers.Assessment:
        """Whether it holds under the beliefs, and what that turns on: ``detente assess``."""
        believed = self._believed(beliefs)
        with Line(progress) as line:
            return _answers.Assessment(believed.assess(seed, quick, states, sampled, line.told))

    def solve(
        self, beliefs: Optional[Beliefs] = None, *, seed: int = 1, all: bool = False, progress: Progress = None
    ) -> _answers.Binding:
        """What binds it, and the cheapest single change that mends it: ``detente solve --why``."""
        believed = self._believed(beliefs)
        with Line(progress) as line:
            return _answers.Binding(*believed.solve(seed, all, line.told))

    def explore(
        self,
        beliefs: Optional[Beliefs] = None,
        *,
        points: int = 512,
        walks: int = 8,
        rows: int = 64,
        seed: int = 1,
        progress: Progress = None,
    ) -> _answers.Explored:
        """What one would have to believe for it to be kept: ``detente explore``."""
        believed = self._believed(beliefs)
        with Line(progress) as line:
            return _answers.Explored(believed.explore(points, walks, rows, seed, line.told))

    def simulate(
        self,
        beliefs: Optional[Beliefs] = None,
        paths: Union[int, range] = 10_000,
        *,
        seed: int = 1,
        ranges: bool = False,
        logit: Optional[float] = None,
        keep: bool = True,
        executor: Optional[Executor] = None,
        shards: Optional[PathLike] = None,
        shard_paths: Optional[int] = None,
        in_flight: int = 2048,
        progress: Progress = None,
    ) -> _answers.Futures:
        """Futures drawn under the beliefs: ``detente simulate``.

        ``paths`` is how many, or which by number. With an ``executor`` they are drawn in shards by its
        workers, ``in_flight`` of them at a time, and counted here as they come; the answer is that of one
        process, to the last bit. With a folder of ``shards`` each is kept there as Parquet, and those that
        are there already are not drawn again. ``shard_paths`` is how many futures a shard has; by default
        as many as take some seconds. ``keep`` says whether ``table`` is to have a row for each; without it
        and without a folder workers count what they draw and send counts alone.
        """
        which = _which(paths)
        given = self._beliefs(beliefs)
        with Line(progress) as line:
            if executor is None and shards is None:
                native = self._believed(given).simulate(
                    which.start, which.stop, seed, ranges, logit, keep, line.told
                )
                return _answers.Futures(native)
            if logit is not None:
                raise UsageError("logit play is solved for once and cannot be spread: leave out executor and shards")
            folder = None if shards is None else Path(shards)
            rows = keep or folder is not None
            task = _spread.Task(self.text, self.name, given.text, given.name, seed, ranges, rows)
            asked = _spread.Asked(which, keep, folder, shard_paths, in_flight)
            return _answers.Futures(_spread.spread(task, asked, executor, line.told))

    def against(
        self,
        other: Accord,
        beliefs: Optional[Beliefs] = None,
        other_beliefs: Optional[Beliefs] = None,
        paths: Union[int, range] = 10_000,
        *,
        seed: int = 1,
        ranges: bool = False,
        progress: Progress = None,
    ) -> _answers.Fewer:
        """How much longer another text lasts on the same futures: ``detente simulate --against``."""
        theirs = other._believed(other_beliefs)
        return self._fewer("against", theirs, beliefs, paths, seed, ranges, progress)

    def rare(
        self,
        cause: str,
        beliefs: Optional[Beliefs] = None,
        paths: Union[int, range] = 10_000,
        *,
        seed: int = 1,
        progress: Progress = None,
    ) -> _answers.Fewer:
        """How often it ends in a way that is rare, drawn where it happens: ``detente simulate --rare``.

        ``cause`` is ``hostilities``, ``withdrawal``, ``restored`` or ``lapsed``.
        """
        if cause not in RARE:
            raise UsageError(f"no cause `{cause}`: there are {', '.join(RARE)}")
        return self._fewer(cause, None, beliefs, paths, seed, False, progress)

    def controlled(
        self,
        beliefs: Optional[Beliefs] = None,
        paths: Union[int, range] = 10_000,
        *,
        seed: int = 1,
        progress: Progress = None,
    ) -> _answers.Fewer:
        """Survival without the luck that is known of: ``detente simulate --controlled``."""
        return self._fewer("controlled", None, beliefs, paths, seed, False, progress)

    def margins(
        self,
        beliefs: Optional[Beliefs] = None,
        paths: Union[int, range] = 10_000,
        *,
        seed: int = 1,
        progress: Progress = None,
    ) -> _answers.Fewer:
        """What keeping gains over each departure, sampled where a text is too large to enumerate:
        ``detente simulate --margins``."""
        return self._fewer("margins", None, beliefs, paths, seed, False, progress)

    def outlook(
        self,
        beliefs: Optional[Beliefs] = None,
        record: Optional[Record] = None,
        *,
        at: Union[str, int, None] = None,
        since: Union[str, int, None] = None,
        suppose: Optional[Mapping[int, float]] = None,
        seed: int = 1,
        quick: bool = False,
        states: int = STATES,
        progress: Progress = None,
    ) -> _answers.Outlook:
        """What follows from where a record stands, and what moved it: ``detente outlook``.

        ``at`` and ``since`` are dates or days since day 0; ``suppose`` takes the belief that starts in a
        line of the beliefs to be exactly so.
        """
        believed, record = self._believed(beliefs), self._record(record)
        supposed = sorted((suppose or {}).items())
        with Line(progress) as line:
            native = _detente.outlook(
                believed, record.text, record.name, _day(at), _day(since), supposed, seed, quick, states, line.told
            )
        return _answers.Outlook(native)

    def plan(
        self, record: Optional[Record] = None, *, at: Union[str, int, None] = None, days: int = 90
    ) -> _answers.Answer:
        """What falls due, from day 0 or from where a record stands: ``detente plan``.

        A record is read only if one is given.
        """
        known = None if record is None else (record.text, record.name)
        return _answers.Answer(*_detente.due(self._native, known, _day(at), days))

    def diff(self, now: Accord) -> _answers.Answer:
        """What another text changes in this one, and for whom: ``detente diff``."""
        return _answers.Answer(*_detente.difference(self._native, now._native))

    def search(
        self,
        space: Union[str, PathLike],
        beliefs: Optional[Sequence[Beliefs]] = None,
        *,
        seed: int = 1,
        population: int = 24,
        generations: int = 100,
        budget: int = 400,
        states: int = 200_000,
        progress: Progress = None,
    ) -> _answers.Designs:
        """Better designs of it, from a space that is declared: ``detente search``.

        ``space`` is a ``.search`` file, or the text of one. ``beliefs`` are those of the readers that it
        names, in its order; by default they are read beside it.
        """
        path = space if isinstance(space, Path) else None if "\n" in str(space) else Path(space)
        text, name = (str(space), "given.search") if path is None else _read(path)[:2]
        _, named = _detente.names_of_search(text, name)
        if beliefs is None:
            folder = path.parent if path is not None else self.path.parent if self.path is not None else Path()
            beliefs = [Beliefs.load(folder / it) for it in named]
        with Line(progress) as line:
            found = _detente.search(
                text,
                name,
                self._native,
                [(it.text, it.name) for it in beliefs],
                seed,
                population,
                generations,
                budget,
                states,
                line.told,
            )
        answer = _answers.Designs(found, ())
        answer.designs = tuple(
            _answers.Design(
                row,
                Accord.parse(accord, f"design-{at}.accord"),
                [Beliefs.parse(it, f"design-{at}.beliefs") for it in believed],
                diff,
            )
            for at, (row, (accord, believed, diff)) in enumerate(zip(answer.data["front"], found.designs), 1)
        )
        return answer

    def replay(self, record: Optional[Record] = None) -> _answers.History:
        """What it says of each recorded event: ``detente replay``."""
        record = self._record(record)
        return _answers.History(*self._native.replay(record.text, record.name))

    def backtest(
        self,
        beliefs: Optional[Beliefs] = None,
        record: Optional[Record] = None,
        *,
        paths: int = 1000,
        seed: int = 1,
        progress: Progress = None,
    ) -> _answers.BackTest:
        """What would have been said from each date of a record: ``detente replay --forecast``."""
        given, record = self._beliefs(beliefs), self._record(record)
        case = Path(self.name).name.split(".")[0]
        with Line(progress) as line:
            return _answers.BackTest(
                *self._native.backtest(
                    given.text, given.name, record.text, record.name, case, paths, seed, line.told
                )
            )

    def _fewer(
        self,
        question: str,
        against: Optional[_detente.Believed],
        beliefs: Optional[Beliefs],
        paths: Union[int, range],
        seed: int,
        ranges: bool,
        progress: Progress,
    ) -> _answers.Fewer:
        which, believed = _which(paths), self._believed(beliefs)
        with Line(progress) as line:
            return _answers.Fewer(
                *_detente.fewer(
                    believed, question, against, which.start, which.stop, seed, ranges, line.told
                )
            )

    def _beliefs(self, beliefs: Optional[Beliefs]) -> Beliefs:
        return beliefs if beliefs is not None else self._default_beliefs

    def _believed(self, beliefs: Optional[Beliefs]) -> _detente.Believed:
        given = self._beliefs(beliefs)
        return _detente.Believed(self._native, given.text, given.name)

    @cached_property
    def _default_beliefs(self) -> Beliefs:
        beside = self._beside("beliefs")
        if beside is None or not beside.exists():
            raise UsageError(f"no beliefs beside {self.name}: give some, such as Beliefs.load(path)")
        return Beliefs.load(beside)

    def _record(self, record: Optional[Record]) -> Record:
        if record is not None:
            return record
        beside = self._beside("events")
        if beside is None or not beside.exists():
            raise UsageError(f"no events beside {self.name}: give some, such as Record.load(path)")
        return Record.load(beside)

    def _repr_html_(self) -> str:
        return display.accord(f"{self.title}, revision {self.revision}", self.text, self.hash)
