"""Addresses of what stands in a report, the same for comments, points, suggestions, attachments and comparisons. Pure.

`activity/UID`, `indicator/UID`, `question/KEY`, `question/KEY/OUTCOME-UID`, `money`, `cover`, `section/KEY`, `report`.
"""

import re
from dataclasses import dataclass

KINDS = ("activity", "indicator", "question", "money", "cover", "section", "report")
LONGEST = 120
_PLACE = re.compile(r"^(?P<kind>[a-z]+)(?:/(?P<key>[A-Za-z0-9_.-]+))?(?:/(?P<outcome>[A-Za-z0-9]+))?$")
_ALONE = ("money", "cover", "report")


@dataclass(frozen=True, slots=True)
class Address:
    """One address in parts; `key` is a uid or a question's key, `outcome` the uid where a question repeats."""

    kind: str
    key: str = ""
    outcome: str = ""

    def __str__(self) -> str:
        return "/".join(part for part in (self.kind, self.key, self.outcome) if part)


def parse(text: str) -> Address | None:
    """Return the address that a text names, or None where it names none."""
    found = _PLACE.match(text) if len(text) <= LONGEST else None
    if found is None or found["kind"] not in KINDS:
        return None
    place = Address(found["kind"], found["key"] or "", found["outcome"] or "")
    if (place.kind in _ALONE) == bool(place.key) or (place.outcome and place.kind != "question"):
        return None
    return place


def activity(uid: str) -> str:
    """Return the address of a work row."""
    return f"activity/{uid}"


def indicator(uid: str) -> str:
    """Return the address of an indicator."""
    return f"indicator/{uid}"


def question(key: str, outcome_uid: str = "") -> str:
    """Return the address of a question, per outcome where the form repeats it."""
    return f"question/{key}/{outcome_uid}" if outcome_uid else f"question/{key}"


def section(key: str) -> str:
    """Return the address of a section of the form."""
    return f"section/{key}"


MONEY = "money"
COVER = "cover"
REPORT = "report"
