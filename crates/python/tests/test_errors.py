"""Where there is no answer, an exception says where and what to do."""

from __future__ import annotations

import pickle

import detente
import pytest
from conftest import ACCORDS, asked

BROKEN = ACCORDS / "late-relief.accord"


def broken() -> str:
    return BROKEN.read_text() + "\nstepp wrong: nobody must do nothing\n"


def test_a_text_error_has_a_place(tmp_path) -> None:
    with pytest.raises(detente.TextError) as raised:
        detente.Accord.parse(broken(), "broken.accord")
    error = raised.value
    first = error.findings.errors[0]
    assert (first.file, first.severity) == ("broken.accord", "error")
    assert broken().splitlines()[first.line - 1][first.column - 1 :].startswith("stepp")
    assert first.code == "A013"
    assert f"broken.accord:{first.line}:{first.column}" in str(error)
    file = tmp_path / "broken.accord"
    file.write_text(broken())
    theirs = asked("check", file.name, folder=tmp_path)["diagnostics"]
    assert vars(first) in theirs


def test_findings_have_ways_out() -> None:
    found = detente.Accord.load(ACCORDS / "islamabad-2026.accord").check()
    helped = [it for it in found if it.help]
    assert helped and all(f"help: {it.help}" in str(it) for it in helped)


def test_it_survives_a_trip_from_a_worker() -> None:
    with pytest.raises(detente.TextError) as raised:
        detente.Accord.parse(broken(), "broken.accord")
    back = pickle.loads(pickle.dumps(raised.value))
    assert back.findings == raised.value.findings and back.shown == raised.value.shown


def test_errors_in_beliefs_name_the_beliefs() -> None:
    accord = detente.Accord.load(BROKEN)
    with pytest.raises(detente.TextError) as raised:
        accord.assess(detente.Beliefs.parse("nonsense everywhere\n", "mine.beliefs"), quick=True)
    assert {it.file for it in raised.value.findings} == {"mine.beliefs"}


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda it: it.simulate(paths=0), "how many"),
        (lambda it: it.rare("boredom"), "there are hostilities"),
        (lambda it: it.outlook(), "no events"),
        (lambda it: it.plan(at="tomorrow"), "write a date such as"),
        (lambda it: it.simulate(paths=10, logit=1.0, shards="x"), "cannot be spread"),
        (lambda it: detente.Accord.parse(it.text).assess(), "no beliefs"),
        (lambda it: detente.Accord.parse(it.text).replay(), "no events"),
        (lambda _: detente.game.solve([], [], 0.9), "give both"),
    ],
)
def test_what_cannot_be_answered_says_what_can(ask, said: str) -> None:
    with pytest.raises(detente.UsageError, match=said):
        ask(detente.Accord.load(BROKEN))
