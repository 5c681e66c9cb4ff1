"""The package and the program give the same answers: not alike, the same fields with the same numbers."""

from __future__ import annotations

import detente
import pytest
from conftest import ACCORDS, ROOT, asked, program, same

SMALL = str(ROOT / "crates/cli/src/templates/two-steps.accord")
NAMES = sorted(path.name for path in ACCORDS.glob("*.accord"))
pytestmark = pytest.mark.usefixtures("in_accords")


@pytest.mark.parametrize("name", NAMES)
def test_a_hash_is_what_the_program_prints(name: str) -> None:
    accord = detente.Accord.load(name)
    assert asked("hash", name) == {
        "file": name,
        "accord": accord.title,
        "revision": accord.revision,
        "hash": accord.hash,
    }


@pytest.mark.parametrize("name", ["jpoa-2013.accord", "islamabad-2026.accord"])
def test_findings(name: str) -> None:
    theirs = asked("check", name)
    ours = detente.Accord.load(name).check()
    assert [vars(it) for it in ours] == theirs["diagnostics"]
    assert len(ours.errors) == theirs["errors"]


def test_an_assessment() -> None:
    ours = detente.Accord.load("jpoa-2013.accord").assess(quick=True, seed=3)
    theirs = asked("assess", "jpoa-2013.accord", "--quick", "--seed", "3", "--no-report")
    same(ours.data, theirs)
    assert ours.data["command"] == theirs["command"]
    assert ours.answer == theirs["answer"]


def test_what_binds() -> None:
    ours = detente.Accord.load(SMALL).solve()
    same(ours.data, asked("solve", "--why", SMALL))


@pytest.mark.parametrize("ranges", [False, True])
def test_futures(ranges: bool) -> None:
    ours = detente.Accord.load("jpoa-2013.accord").simulate(paths=range(100, 1500), seed=7, ranges=ranges)
    flags = ["--ranges"] if ranges else []
    theirs = asked("simulate", "jpoa-2013.accord", "--paths", "100..1500", "--seed", "7", *flags)
    same(ours.data, theirs)
    assert ours.data["command"] == theirs["command"]


def test_futures_by_logit_play() -> None:
    ours = detente.Accord.load(SMALL).simulate(paths=500, logit=0.1)
    same(ours.data, asked("simulate", SMALL, "--paths", "500", "--logit", "0.1"))


@pytest.mark.parametrize(
    ("ask", "flags"),
    [
        (lambda it, **how: it.rare("withdrawal", **how), ["--rare", "withdrawal"]),
        (lambda it, **how: it.controlled(**how), ["--controlled"]),
        (lambda it, **how: it.against(detente.Accord.load("jpoa-2013.accord"), **how), ["--against", "jpoa-2013.accord"]),
    ],
    ids=["rare", "controlled", "against"],
)
def test_what_fewer_futures_answer(ask, flags: list[str]) -> None:
    name = "agreed-framework-1994.accord" if flags[0] != "--against" else "jpoa-2013.accord"
    ours = ask(detente.Accord.load(name), paths=1000, seed=2)
    theirs = asked("simulate", name, "--paths", "1000", "--seed", "2", *flags)
    same(ours.data, theirs)
    assert ours.data["command"] == theirs["command"]


def test_against_other_beliefs(tmp_path) -> None:
    changed = (ACCORDS / "jpoa-2013.beliefs").read_text().replace("0.9 (0.7 to 0.97)", "0.5 (0.3 to 0.7)", 1)
    file = tmp_path / "other.beliefs"
    file.write_text(changed)
    accord = detente.Accord.load("jpoa-2013.accord")
    ours = accord.against(accord, other_beliefs=detente.Beliefs.load(file), paths=500, ranges=True)
    flags = ["--against", "jpoa-2013.accord", "--against-beliefs", str(file), "--ranges"]
    same(ours.data, asked("simulate", "jpoa-2013.accord", "--paths", "500", *flags))


def test_sampled_margins() -> None:
    ours = detente.Accord.load(SMALL).margins(paths=200)
    theirs = asked("simulate", SMALL, "--paths", "200", "--margins")
    same(ours.data, theirs)
    assert ours.data["parties"]


def test_an_outlook() -> None:
    accord = detente.Accord.load("jpoa-2013.accord")
    ours = accord.outlook(at="2014-06-01", since=100, suppose={8: -4.0}, quick=True)
    flags = ["--at", "2014-06-01", "--since", "100", "--suppose", "8=-4", "--quick"]
    theirs = asked("outlook", "jpoa-2013.accord", *flags)
    same(ours.data, theirs)
    assert ours.data["outlook"]["command"].startswith("detente outlook jpoa-2013.accord --at 2014-06-01 --since 100")
    assert ours.answer == theirs["outlook"]["answer"] and ours.figures


def test_what_falls_due() -> None:
    accord = detente.Accord.load("jpoa-2013.accord")
    same(accord.plan().data, asked("plan", "jpoa-2013.accord"))
    ours = accord.plan(detente.Record.load("jpoa-2013.events"), at=60, days=30)
    same(ours.data, asked("plan", "jpoa-2013.accord", "jpoa-2013.events", "--at", "60", "--days", "30"))
    assert str(ours) == program("plan", "jpoa-2013.accord", "jpoa-2013.events", "--at", "60", "--days", "30").stdout


def test_what_another_text_changes(tmp_path) -> None:
    text = (ACCORDS / "jpoa-2013.accord").read_text().replace("verifies nuclear within 1 day", "verifies nuclear within 3 days")
    file = tmp_path / "now.accord"
    file.write_text(text)
    ours = detente.Accord.load("jpoa-2013.accord").diff(detente.Accord.load(file))
    same(ours.data, asked("diff", "jpoa-2013.accord", str(file)))
    assert str(ours) == program("diff", "jpoa-2013.accord", str(file)).stdout


def test_the_believed_space() -> None:
    ours = detente.Accord.load("jpoa-2013.accord").explore(points=32, walks=2, rows=2)
    theirs = asked("explore", "jpoa-2013.accord", "--points", "32", "--walks", "2", "--rows", "2")
    same(ours.data, theirs)
    assert ours.data["command"] == theirs["command"]
    kept = ours.table.to_arrow().column("kept").to_pylist()
    assert len(kept) == 32 and set(kept) <= {"yes", "no", "undecided"}


@pytest.mark.parametrize("name", ["jcpoa-2015", "minsk-2015"])
def test_a_replay(name: str) -> None:
    ours = detente.Accord.load(f"{name}.accord").replay()
    same(ours.data, asked("replay", f"{name}.accord"))
    assert str(ours) == program("replay", f"{name}.accord").stdout
    assert len(ours.verdicts) == sum(len(it["verdicts"]) for it in ours.data["entries"])


def test_a_back_test() -> None:
    ours = detente.Accord.load("agreed-framework-1994.accord").backtest(paths=50)
    theirs = asked("replay", "agreed-framework-1994.accord", "--forecast", "--paths", "50")
    same(ours.data, theirs)


def test_a_search(tmp_path) -> None:
    ours = detente.Accord.load("jpoa-2013.accord").search("jpoa-2013.search", generations=0, population=4, budget=4)
    flags = ["--generations", "0", "--population", "4", "--budget", "4"]
    theirs = asked("search", "jpoa-2013.search", *flags, "--out", str(tmp_path))
    same(ours.data, theirs, but=frozenset({"front"}))
    files = [row.pop("file") for row in theirs["front"]]
    assert [{**row, "file": None} for row in theirs["front"]] == ours.data["front"]
    for file, design in zip(files, ours.designs, strict=True):
        written = tmp_path / file
        assert written.read_text() == design.accord.text
        assert written.with_suffix(".beliefs").read_text() == design.beliefs[0].text
        assert asked("hash", str(written))["hash"] == design.accord.hash
    assert len(ours.front) == len(ours.designs) > 0
