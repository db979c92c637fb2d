"""What a page of an agency's input is made of: blocks under groups, with what stands beside the fields."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import ngettext

from contributions.forms import RecordForm
from contributions.models import Contribution
from core.formatting import period

SMALL_INPUT_ROWS = 6
SECTIONS = ("activities", "indicators", "texts", "budget")


@dataclass(slots=True)
class ReferenceText:
    """A text that stands beside the fields: whose or when, and what it says."""

    title: str
    parts: list[tuple[str, str]]  # (small heading or "", html)


@dataclass(slots=True)
class Block:
    """One record on the page: a row, an indicator, a question or the expenditure."""

    anchor: str
    code: str
    title: str
    form: RecordForm
    kind: str
    address: str = ""
    is_closed: bool = False  # a return opened other rows: this one stays as it was accepted
    is_returned: bool = False  # a return opened this row
    changes: list[Any] = field(default_factory=list)  # contributions.pages.changes.Changed, since the return
    lead: str = ""
    status_key: str = ""
    status_label: str = ""
    is_written: bool = False
    is_folded: bool = False
    references: list[ReferenceText] = field(default_factory=list)
    facts: list[tuple[str, str]] = field(default_factory=list)
    formula: str = ""
    note: str = ""
    read: list[tuple[str, str]] = field(default_factory=list)  # (label, html), where it cannot be written
    warnings: list[str] = field(default_factory=list)
    comments: Any = None  # discussion.selectors.Here
    wordings: list[Any] = field(
        default_factory=list
    )  # contributions.wordings.selectors.WordingHere, one per text
    files: list[Any] = field(default_factory=list)  # contributions.files.selectors.AttachmentLine
    add_file_url: str = ""  # empty where the person adds nothing here
    comment_url: str = ""  # empty where the person says nothing here
    applied: list[Any] = field(default_factory=list)  # contributions.wordings.selectors.Applied

    @property
    def section(self) -> str:
        """Return the section of the input that the block is written in."""
        return {"activity": "activities", "indicator": "indicators", "question": "texts", "money": "budget"}[
            self.kind
        ]

    @property
    def state_id(self) -> str:
        return f"{self.anchor}-state"


@dataclass(slots=True)
class Group:
    """Blocks under one heading."""

    anchor: str
    code: str
    title: str
    lead: str
    blocks: list[Block] = field(default_factory=list)


def kept(*warnings: str) -> list[str]:
    """Return the warnings that there are."""
    return [warning for warning in warnings if warning]


def period_words(contribution: Contribution) -> str:
    """Return the period of an input in words, "January – June 2021"."""
    return period(contribution.period.starts_on, contribution.period.ends_on)


def written_of(blocks: Iterable[Block]) -> tuple[int, int]:
    """Return how many blocks are written, of how many that wait for something."""
    waiting = [block for block in blocks if block.is_written or block.status_key == "todo"]
    return sum(block.is_written for block in waiting), len(waiting)


def written_words(done: int, total: int) -> str:
    """Return "3 of 12 written"."""
    return ngettext("%(done)s of %(total)s written", "%(done)s of %(total)s written", total) % {
        "done": done,
        "total": total,
    }
