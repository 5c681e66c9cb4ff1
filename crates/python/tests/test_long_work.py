"""Long work: progress comes, Ctrl-C ends it, other threads of Python go on."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import threading
import time

import detente
import pytest
from conftest import ACCORDS
from detente import _progress


def accord() -> detente.Accord:
    return detente.Accord.load(ACCORDS / "jpoa-2013.accord")


def test_progress_is_told_in_order() -> None:
    told: list[tuple[str, int, int]] = []
    accord().simulate(paths=200_000, keep=False, progress=lambda *it: told.append(it))
    done = [done for step, done, _ in told if step == "futures"]
    assert done == sorted(done) and {total for step, _, total in told if step == "futures"} <= {0, 200_000}


def test_other_threads_go_on() -> None:
    counted = 0
    stop = threading.Event()

    def count() -> None:
        nonlocal counted
        while not stop.is_set():
            counted += 1
            time.sleep(0.001)

    thread = threading.Thread(target=count)
    thread.start()
    accord().simulate(paths=100_000, keep=False)
    stop.set()
    thread.join()
    assert counted > 10, "the interpreter was held while futures were drawn"


def test_what_progress_raises_ends_the_work() -> None:
    def refuse(*_: object) -> None:
        raise LookupError("enough")

    with pytest.raises(LookupError, match="enough"):
        accord().simulate(paths=5_000_000, keep=False, progress=refuse)


@pytest.mark.parametrize(
    "work", ["accord.simulate(paths=10**9, keep=False)", "accord.explore(points=2**16, rows=0)"]
)
def test_an_interrupt_ends_it(work: str) -> None:
    script = textwrap.dedent(
        f"""
        import detente, threading, time
        accord = detente.Accord.load({str(ACCORDS / "jpoa-2013.accord")!r})
        print("ready", flush=True)
        try:
            {work}
        except KeyboardInterrupt:
            print("interrupted", flush=True)
        """
    )
    child = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    time.sleep(0.5)
    child.send_signal(signal.SIGINT)
    assert child.communicate(timeout=60)[0] == "interrupted\n"
    assert child.returncode == 0


def test_a_line_says_how_much_and_what_is_left() -> None:
    assert _progress.sentence("enumerating", 0, 0, 3.0) == "enumerating"
    assert _progress.sentence("futures", 1_000, 4_000, 2.0) == "futures: 1,000 of 4,000, 6 s left"


def test_a_terminal_line_is_wiped(capsys: pytest.CaptureFixture[str]) -> None:
    with _progress.Line(True) as line:
        assert line.told is not None
        line.told("futures", 1, 2)
    shown = capsys.readouterr().err
    assert "\rfutures: 1 of 2" in shown and shown.endswith("\r")
    with _progress.Line(None) as line:
        assert line.told is None, "nobody watches"
