"""What a notebook shows: coloured, escaped, and nothing fetched from anywhere."""

from __future__ import annotations

import json
import re
from html import unescape

import detente
import pytest
from conftest import ACCORDS, ROOT
from detente import _detente, display


def plain(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


@pytest.mark.parametrize("name", sorted(path.name for path in ACCORDS.glob("*.accord")))
def test_colours_lose_no_character(name: str) -> None:
    text = (ACCORDS / name).read_text()
    html = display.coloured(text)
    assert plain(html) == text
    assert html.count("<span") > 20


def test_words_are_coloured_as_in_the_editor() -> None:
    html = display.coloured('accord "A < B" { }\n# must not\nstep a: US must not pay by 2014-01-20\n')
    colour = display.COLOURS
    assert f'<span style="color:{colour["keyword.control"]}">accord</span>' in html
    assert f'<span style="color:{colour["string"]}">&quot;A &lt; B&quot;</span>' in html
    assert f'<span style="color:{colour["comment"]}"># must not</span>' in html
    assert f'<span style="color:{colour["keyword.operator"]}">must not</span>' in html
    assert f'<span style="color:{colour["constant"]}">2014-01-20</span>' in html


def test_the_grammar_is_the_editors() -> None:
    file = ROOT / "editors/vscode/syntaxes/accord.tmLanguage.json"
    assert json.loads(_detente.GRAMMAR) == json.loads(file.read_text())


def test_hostile_words_stay_words() -> None:
    hostile = '<script>alert(1)</script>"&'
    pages = [
        display.coloured(hostile),
        display.accord(hostile, hostile, hostile),
        display.page(hostile),
        display.findings([detente.Finding("A1", "error", hostile, hostile, 1, 1, None, hostile)]),
        display.table([hostile], [[hostile]], hostile),
    ]
    assert not any("<script" in page for page in pages)


def test_answers_show_themselves() -> None:
    accord = detente.Accord.load(ACCORDS / "jpoa-2013.accord")
    assessment = accord.assess(quick=True)
    shown = [accord, accord.check(), assessment, accord.replay(), *assessment.figures.values()]
    for it in shown:
        html = it._repr_html_()
        assert "http" not in re.sub(r'xmlns(:\w+)?="[^"]*"', "", html), "nothing is fetched"
        assert "<script" not in html
    assert accord.hash in accord._repr_html_()
    assert plain(assessment._repr_html_()).startswith(assessment.page)
    assert assessment.page.strip() == str(assessment).strip()
    assert assessment.report.startswith("<!DOCTYPE html>")

