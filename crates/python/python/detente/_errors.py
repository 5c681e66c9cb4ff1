"""What is raised where there is no answer. Findings say where in a text, and what to do."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Optional

from . import display


class DetenteError(Exception):
    """Every error of this package."""


class UsageError(DetenteError, ValueError):
    """What was asked for cannot be answered; the message says what can be."""


class Bug(DetenteError, RuntimeError):
    """The program failed, not its user."""

    def __init__(self, what: str) -> None:
        super().__init__(f"this is a bug, please report it with the files that show it: {what}")


@dataclass(frozen=True)
class Finding:
    """One finding about a text, at its place."""

    code: str
    """Stable code such as ``A101``; ``detente explain A101`` tells more."""
    severity: str
    """``error``, ``warning`` or ``note``; errors block signing."""
    message: str
    file: str
    line: int
    """From 1."""
    column: int
    """Character in the line, from 1."""
    article: Optional[str]
    help: Optional[str]
    """A way out."""

    def __str__(self) -> str:
        out = f"{self.file}:{self.line}:{self.column}: {self.severity} {self.code}: {self.message}"
        return f"{out}\n  help: {self.help}" if self.help else out


class Findings(tuple[Finding, ...]):
    """Findings about texts, in the order of the texts."""

    __slots__ = ()

    @staticmethod
    def of_json(text: str) -> Findings:
        """Reads what ``detente check --json`` prints."""
        return Findings(Finding(**it) for it in json.loads(text)["diagnostics"])

    @property
    def errors(self) -> Findings:
        """Those that block signing."""
        return Findings(it for it in self if it.severity == "error")

    def __str__(self) -> str:
        return "\n".join(map(str, self)) if self else "nothing is wrong"

    def _repr_html_(self) -> str:
        return display.findings(self)


class TextError(DetenteError):
    """A text has errors. ``findings`` has each with file, line, column, code and a way out."""

    def __init__(self, findings: str, shown: str) -> None:
        self.findings = Findings.of_json(findings)
        """What is wrong, where."""
        self.shown = shown
        """The same with excerpts of the text, as the program prints it."""
        self._made_from = (findings, shown)
        super().__init__(str(self.findings.errors or self.findings))

    def __reduce__(self) -> tuple[type[TextError], tuple[str, str]]:
        return TextError, self._made_from  # whole after a trip from a worker

    def _repr_html_(self) -> str:
        return display.findings(self.findings)
