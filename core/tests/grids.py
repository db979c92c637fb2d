"""Tables of act x state x person in tests: read from text, played line by line, compared as text."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction

from core.decisions import WrongState
from core.workflow import Workflow

PEOPLE = {
    "undp": "undp",
    "ohchr": "ohchr",
    "women": "unwomen",
    "unicef": "unicef",
    "unodc": "unodc",
    "coord": "coordinator",
    "coord2": "coordinator2",
    "writer": "writer",
    "secr": "secretariat",
    "reader": "reader",
    "admin": "admin",
}


class _Undone(Exception):
    """Ends a transaction without trace."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: an act, a state with what is special about it ("open+locked"), and the answer per person."""

    act: str
    state: str
    special: str
    answers: tuple[tuple[str, str], ...]

    @property
    def name(self) -> str:
        return f"{self.act} {self.state}{'+' if self.special else ''}{self.special}"


def read_grid(table: str) -> list[Line]:
    """Return the lines of a table; its first line names the people."""
    head, *rows = [row.split() for row in table.strip().splitlines() if row.strip()]
    lines = []
    for act, where, *answers in rows:
        state, _sign, special = where.partition("+")
        lines.append(Line(act, state, special, tuple(zip(head, answers, strict=True))))
    return lines


def grid_parameters(lines: Iterable[Line]) -> list[Any]:
    """Return the lines as the parameters of a test, each with its name."""
    return [pytest.param(line, id=line.name.replace(" ", "-")) for line in lines]


def missing_lines(table: Workflow, states: Iterable[str], lines: Iterable[Line]) -> list[str]:
    """Return what a table of a workflow does not tell, as "act state"."""
    told = {(line.act, line.state) for line in lines if not line.special}
    return [f"{act} {state}" for act in table.transitions for state in states if (act, state) not in told]


def answer_of(act: Callable[..., Any], *given: Any) -> str:
    """Return what became of an act: done, 403 or 409; what it changed is taken back."""
    try:
        with transaction.atomic():
            act(*given)
            raise _Undone
    except _Undone:
        return "done"
    except PermissionDenied as refusal:
        assert str(refusal).endswith("."), f"no sentence: {refusal}"
        return "403"
    except WrongState as refusal:
        assert str(refusal).endswith("."), f"no sentence: {refusal}"
        return "409"
