"""Futures drawn by workers: the same bits as one process draws, whoever dies."""

from __future__ import annotations

import os
import signal
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import detente
import pyarrow
import pytest
from conftest import ACCORDS
from detente import _spread

PATHS = 4096
SIZE = 512


def accord() -> detente.Accord:
    return detente.Accord.load(ACCORDS / "jpoa-2013.accord")


@pytest.fixture(scope="module")
def alone() -> detente.Futures:
    return accord().simulate(paths=PATHS, seed=5, ranges=True)


def assert_same(futures: detente.Futures, alone: detente.Futures) -> None:
    assert futures.json == alone.json
    assert pyarrow.table(futures.table).equals(pyarrow.table(alone.table).combine_chunks()) or (
        pyarrow.table(futures.table).to_pylist() == pyarrow.table(alone.table).to_pylist()
    )


def test_a_pool_of_processes(alone: detente.Futures) -> None:
    # Forked from a process that already has threads of its own: the children get theirs.
    with ProcessPoolExecutor(2) as pool:
        assert_same(accord().simulate(paths=PATHS, seed=5, ranges=True, executor=pool, shard_paths=SIZE), alone)


def test_a_pool_of_threads_and_sizes_by_measure(alone: detente.Futures) -> None:
    told = []
    with ThreadPoolExecutor(2) as pool:
        futures = accord().simulate(
            paths=PATHS, seed=5, ranges=True, executor=pool, progress=lambda *it: told.append(it)
        )
    assert_same(futures, alone)
    assert told[-1] == ("futures", PATHS, PATHS)


def test_workers_that_count_send_no_rows(monkeypatch) -> None:
    # Ends within blocks: the first and the last block are then parts of blocks.
    which = range(100, PATHS + 77)
    alone = accord().simulate(paths=which, seed=5, ranges=True)
    sent: list[bytes] = []

    def noting(task: _spread.Task, start: int, stop: int) -> tuple[bytes, float]:
        counts, seconds = _real_draw(task, start, stop)
        sent.append(counts)
        return counts, seconds

    monkeypatch.setattr(_spread, "draw", noting)
    with ThreadPoolExecutor(2) as pool:
        counted = accord().simulate(paths=which, seed=5, ranges=True, keep=False, executor=pool, shard_paths=SIZE)
    assert counted.json == alone.json and counted.page == alone.page
    assert len(counted.table) == 0 and len(sent) == PATHS // SIZE + 1
    assert all(it.startswith(b"{") for it in sent), "counts, no Parquet"


def test_processes_count_what_one_process_counts(alone: detente.Futures) -> None:
    with ProcessPoolExecutor(2) as pool:
        counted = accord().simulate(paths=PATHS, seed=5, ranges=True, keep=False, executor=pool, shard_paths=SIZE)
    assert counted.json == alone.json


def counts_of(start: int, stop: int, seed: int = 5) -> bytes:
    task = _spread.Task(accord().text, "a.accord", accord()._default_beliefs.text, "a.beliefs", seed, True, rows=False)
    return _spread.draw(task, start, stop)[0]


def gathering(start: int, stop: int):
    task = _spread.Task(accord().text, "a.accord", accord()._default_beliefs.text, "a.beliefs", 5, True)
    return task.believed().gather(start, stop, 5, True, False)


def test_counts_of_something_else_are_refused() -> None:
    with pytest.raises(detente.UsageError, match="counts of another run, by seed: 6 there, 5 asked for"):
        gathering(0, 1024).add_counts(counts_of(0, 512, seed=6))
    with pytest.raises(detente.UsageError, match="no counts of drawn futures"):
        gathering(0, 1024).add_counts(counts_of(0, 512)[:-9])
    with pytest.raises(detente.Bug, match=r"counts of 512\.\.1024 where 0 is due"):
        gathering(0, 1024).add_counts(counts_of(512, 1024))
    with pytest.raises(detente.Bug, match=r"counts of 0\.\.300 where 0 is due"):
        gathering(0, 1024).add_counts(counts_of(0, 300))
    wrong = counts_of(0, 512).replace(b'"to":512', b'"to":768')
    with pytest.raises(detente.UsageError, match="512 futures were counted where 768 are named"):
        gathering(0, 1024).add_counts(wrong)


def test_loky(alone: detente.Futures) -> None:
    from loky import ProcessPoolExecutor as Loky

    with Loky(max_workers=2) as pool:
        assert_same(accord().simulate(paths=PATHS, seed=5, ranges=True, executor=pool, shard_paths=SIZE), alone)
        counted = accord().simulate(paths=PATHS, seed=5, ranges=True, keep=False, executor=pool, shard_paths=SIZE)
    assert counted.json == alone.json


class Counted:
    """Stands in for the counting: shards are then ranges and nothing is drawn."""

    def __init__(self) -> None:
        self.next = 0

    def add(self, shard: tuple[int, int]) -> None:
        assert shard[0] == self.next
        self.next = shard[1]


@pytest.mark.parametrize(
    ("seconds_each", "sizes"),
    [
        (1e-3, [4096, 4096, 4096]),  # 4.1 s for the first: it is as large as it gets small
        (5e-4, [4096, 7936, 7936]),  # 8,000 in four seconds, in whole blocks
        (1e-5, [4096, 399_872, 399_872]),
        (0.0, [4096, 16_384_000, 16_384_000]),
    ],
)
def test_shards_take_some_seconds(monkeypatch, seconds_each: float, sizes: list[int]) -> None:
    monkeypatch.setattr(_spread, "draw", lambda task, start, stop: ((start, stop), seconds_each * (stop - start)))
    task = _spread.Task("", "", "", "", 1, False)
    run = _spread._Run(task, _spread.Asked(range(sum(sizes)), True, None, None, 1), Counted(), _spread._Here(), None)
    drawn: list[int] = []
    submit = run.executor.submit
    run.executor.submit = lambda fn, task, start, stop: (drawn.append(stop - start), submit(fn, task, start, stop))[1]
    run.all({})
    assert drawn == sizes and run.gathering.next == sum(sizes)


def kill_once(mark: str) -> int:
    """Ends the process that it runs in, the first time."""
    try:
        Path(mark).touch(exist_ok=False)
    except FileExistsError:
        return os.getpid()
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def killing_draw(task: _spread.Task, start: int, stop: int) -> tuple[bytes, float]:
    """Draws, but dies with its process the first time it comes to a number."""
    if start == 4 * SIZE:
        kill_once(os.environ["KILLED"])
    return _real_draw(task, start, stop)


_real_draw = _spread.draw


def test_dask_goes_on_when_a_worker_is_killed(alone: detente.Futures, tmp_path, monkeypatch) -> None:
    from distributed import Client, LocalCluster

    mark = tmp_path / "killed"
    monkeypatch.setenv("KILLED", str(mark))
    monkeypatch.setattr(_spread, "draw", killing_draw)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]))
    with (
        LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
        ) as cluster,
        Client(cluster) as client,
    ):
        before = set(client.scheduler_info()["workers"])
        futures = accord().simulate(
            paths=PATHS, seed=5, ranges=True, executor=client.get_executor(), shard_paths=SIZE
        )
        after = set(client.scheduler_info()["workers"])
    assert mark.exists() and before != after, "one of the two was killed and another came"
    assert_same(futures, alone)


def test_a_run_goes_on_from_the_shards_that_are_there(alone: detente.Futures, tmp_path, monkeypatch) -> None:
    drawn: list[int] = []

    def stopping(task: _spread.Task, start: int, stop: int) -> tuple[bytes, float]:
        if len(drawn) == 3:
            raise KeyboardInterrupt
        drawn.append(start)
        return _real_draw(task, start, stop)

    monkeypatch.setattr(_spread, "draw", stopping)
    with pytest.raises(KeyboardInterrupt):
        accord().simulate(paths=PATHS, seed=5, ranges=True, shards=tmp_path, shard_paths=SIZE)
    kept = sorted(tmp_path.glob("*.parquet"))
    assert 1 <= len(kept) <= 3
    kept[0].unlink()

    again: list[int] = []

    def noting(task: _spread.Task, start: int, stop: int) -> tuple[bytes, float]:
        again.append(start)
        return _real_draw(task, start, stop)

    monkeypatch.setattr(_spread, "draw", noting)
    futures = accord().simulate(paths=PATHS, seed=5, ranges=True, shards=tmp_path, shard_paths=SIZE)
    assert_same(futures, alone)
    assert len(again) == PATHS // SIZE - (len(kept) - 1)
    assert not list(tmp_path.glob("*.part"))


def test_shards_of_another_run_are_refused(tmp_path) -> None:
    accord().simulate(paths=512, seed=5, shards=tmp_path)
    with pytest.raises(detente.UsageError, match="another run, by seed: 5 there, 6 asked for"):
        accord().simulate(paths=512, seed=6, shards=tmp_path)


def test_a_pool_that_died_says_what_is_kept(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("KILLED", str(tmp_path / "killed"))
    monkeypatch.setattr(_spread, "draw", killing_draw)
    folder = tmp_path / "shards"
    with ProcessPoolExecutor(1) as pool, pytest.raises(detente.DetenteError, match="ask again with a new pool"):
        accord().simulate(paths=PATHS, seed=5, executor=pool, shards=folder, shard_paths=SIZE)
    assert list(folder.glob("*.parquet"))


def test_overlapping_shards_are_counted_once(tmp_path) -> None:
    accord().simulate(paths=range(0, 1024), seed=5, shards=tmp_path, shard_paths=1024)
    accord().simulate(paths=range(512, 1536), seed=5, shards=tmp_path, shard_paths=1024)
    both = accord().simulate(paths=1536, seed=5, shards=tmp_path)
    assert both.json == accord().simulate(paths=1536, seed=5).json
