"""How texts, findings and answers show themselves in a notebook: plain HTML, nothing fetched."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING, Any

from ._detente import GRAMMAR

if TYPE_CHECKING:
    from ._errors import Finding

# Parts of the names of the editor's grammar, with colours that are told apart on white and on black
# (contrast with either is at least 3.9 to 1).
COLOURS = {
    "comment": "#767676",
    "string": "#a0662c",
    "keyword.control": "#3277c4",
    "keyword.operator": "#b8528f",
    "keyword.other": "#3277c4",
    "entity.name": "#3a8452",
    "constant": "#8a63c9",
}


def _python(pattern: str) -> str:
    """An expression of the grammar as Python writes it."""
    for theirs, ours in (("[\\p{L}_]", "[^\\W\\d]"), ("[\\p{L}\\p{N}_]", "\\w"), ("[\\p{L}_.\\d]", "[\\w.]")):
        pattern = pattern.replace(theirs, ours)
    return pattern


@lru_cache(maxsize=1)
def _rules() -> list[tuple[re.Pattern[str], Mapping[int, str]]]:
    """Expressions in the order of the grammar, each with the name of each of its groups."""
    grammar = json.loads(GRAMMAR)
    rules: list[tuple[re.Pattern[str], Mapping[int, str]]] = []
    for include in grammar["patterns"]:
        rule = grammar["repository"][include["include"][1:]]
        if "begin" in rule:
            pattern = f"{rule['begin']}.*?(?:{rule['end']})"
        else:
            pattern = rule["match"]
        named = {int(at): it["name"] for at, it in rule.get("captures", {}).items()}
        rules.append((re.compile(_python(pattern), re.MULTILINE), named or {0: rule["name"]}))
    return rules


def _matches(text: str) -> Iterator[tuple[int, int, str]]:
    """Places that the grammar names, in order: of those that begin first, the first rule's."""
    found = []
    for at, (pattern, named) in enumerate(_rules()):
        for match in pattern.finditer(text):
            found.append((match.start(), at, match, named))
    end = 0
    for start, _, match, named in sorted(found, key=lambda it: it[:2]):
        if start < end:
            continue
        end = match.end()
        for group, name in named.items():
            if match.group(group):
                yield match.start(group), match.end(group), name


def _colour(name: str) -> str:
    return next((colour for part, colour in COLOURS.items() if name.startswith(part)), "inherit")


def coloured(text: str) -> str:
    """A text as HTML, its words coloured as in the editor."""
    parts, at = [], 0
    for start, end, name in _matches(text):
        parts.append(escape(text[at:start]))
        parts.append(f'<span style="color:{_colour(name)}">{escape(text[start:end])}</span>')
        at = end
    return "".join(parts) + escape(text[at:])


PRE = "font-family:monospace;white-space:pre;overflow:auto;line-height:1.35;margin:0"


def accord(title: str, text: str, hash: str) -> str:
    """An accord: its title, the hash of its terms, and its text with line numbers."""
    count = text.count("\n") + (not text.endswith("\n"))
    numbers = "\n".join(str(line) for line in range(1, count + 1))
    return (
        f"<p><b>{escape(title)}</b><br>terms {escape(hash)}</p>"
        '<div style="display:flex;gap:1em;max-height:28em;overflow:auto">'
        f'<pre aria-hidden="true" style="{PRE};text-align:right;opacity:.6;flex:none">{numbers}</pre>'
        f'<pre style="{PRE};flex:1">{coloured(text)}</pre></div>'
    )


def page(text: str, figures: Iterable[str] = ()) -> str:
    """An answer as the program prints it, with figures under it."""
    drawn = "".join(f'<div style="max-width:60em;background:#fff">{svg}</div>' for svg in figures)
    return f'<pre style="{PRE}">{escape(text)}</pre>{drawn}'


def findings(found: Iterable[Finding]) -> str:
    """Findings about texts, as a table."""
    rows = [(it.severity, it.code, f"{it.file}:{it.line}:{it.column}", it.message, it.help or "") for it in found]
    if not rows:
        return "<p>Nothing is wrong.</p>"
    return table(("severity", "code", "place", "what", "way out"), rows)


def table(heads: Iterable[str], rows: Iterable[Iterable[Any]], note: str = "") -> str:
    """Rows under heads."""
    head = "".join(f'<th scope="col" style="text-align:left">{escape(str(it))}</th>' for it in heads)
    body = "".join(
        "<tr>" + "".join(f'<td style="text-align:left">{escape(str(it))}</td>' for it in row) + "</tr>" for row in rows
    )
    foot = f"<p>{escape(note)}</p>" if note else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{foot}"
