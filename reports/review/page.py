"""The page on which a report is read with its comments: everything, or only what changed since it was sent last."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from checks.data import Severity
from contributions.files.selectors import AttachmentLine
from contributions.models import StoredPoint
from contributions.wordings.texts import FIELDS
from core.markup import to_html
from discussion.about import Choices, fields_of
from discussion.selectors import Discussion, PlaceComments, Thread, target_name
from documents import data
from documents.addressed_cells import Cell, cells, is_content, where_of
from documents.comparison import Change, compare
from projects import addresses
from reports.review.check_page import cell_label


@dataclass(slots=True)
class ReviewedText:
    """One cell: as it reads, or with what changed in it word by word."""

    label: str
    html: SafeString
    words: list[tuple[str, str]] = field(default_factory=list)
    target: str = ""  # under which another wording can be suggested; empty where nobody alone owns the text


@dataclass(slots=True)
class ReviewedAddress:
    """One place with its texts, the points stored at the sending, and what is said about it."""

    address: str
    words: str
    heading: str  # the same, but a question as a whole
    lead: str  # the title of a row or an indicator
    texts: list[ReviewedText]
    points: list[StoredPoint]
    discussions: list[tuple[str, PlaceComments]]  # (whose part in words or "", the comments)
    is_changed: bool = False
    files: Sequence[AttachmentLine] = ()  # what the reader may read of what is attached there

    @property
    def anchor(self) -> str:
        return self.address.replace("/", "-").replace(".", "-")


@dataclass(slots=True)
class Reviewed:
    """The whole page."""

    sections: list[tuple[str, list[ReviewedAddress]]]
    changed: int
    has_before: bool
    open_comments: int
    unplaced: list[StoredPoint] = field(default_factory=list)  # points on places where nothing is written


def review_page(
    frozen: data.Report,
    before: data.Report | None,
    points: Iterable[StoredPoint],
    discussion: Discussion,
    offices: Mapping[str, str],
    files: Mapping[str, Sequence[AttachmentLine]],
    *,
    only_changes: bool,
    is_draft: bool = False,
) -> Reviewed:
    """Return a report with its comments; `before` is what was sent last, `offices` maps short names to uids.

    `files` are the attachments that the reader may read, by place. `is_draft` says that it was not sent yet.
    """
    changes: dict[str, list[Change]] = {}
    for change in compare(before, frozen, with_notes=not is_draft) if before is not None else []:
        changes.setdefault(change.cell.address, []).append(change)
    by_address: dict[str, list[StoredPoint]] = {}
    points = list(points)
    for point in points:
        by_address.setdefault(point.address, []).append(point)
    words, asked = where_of(frozen), dict(_questions(frozen))
    changed_cells = {(address, change.cell.field) for address, group in changes.items() for change in group}
    shown = [
        cell for cell in cells(frozen) if is_content(cell) or (cell.address, cell.field) in changed_cells
    ]
    laid_out = _with_removed(shown, changes)
    sections = []
    for heading, in_section in groupby(laid_out, key=lambda cell: cell.section):
        found = []
        for address, group in groupby(in_section, key=lambda cell: cell.address):
            here = list(group)
            changed = changes.get(address, [])
            lead = _lead(here, changed)
            item = ReviewedAddress(
                address,
                words.get(address, here[0].where),
                asked[address].heading if address in asked else words.get(address, here[0].where),
                lead,
                _texts(
                    [cell for cell in here if not lead or cell.field != "title"],
                    changed,
                    words.get(address, ""),
                    offices,
                ),
                by_address.get(address, []),
                _discussions(
                    address,
                    here,
                    discussion,
                    offices,
                    words.get(address, ""),
                    asked[address].fields if address in asked else fields_of(address.partition("/")[0]),
                ),
                bool(changed),
                files.get(address, ()),
            )
            is_said = any(talked.open_count for _office, talked in item.discussions)
            if not only_changes or changed or is_said:
                found.append(item)
        if found:
            sections.append((heading, found))
    open_comments = sum(not thread.is_resolved for group in discussion.threads.values() for thread in group)
    written = {cell.address for cell in laid_out}
    unplaced = [point for point in points if point.address not in written and is_to_read(point)]
    return Reviewed(
        sections, len(changes), before is not None, open_comments, [] if only_changes else unplaced
    )


class _Asked(NamedTuple):
    """A question as the form asks it, with its outcome, and the fields that a comment on it can be about."""

    heading: str
    fields: Choices


def _questions(report: data.Report) -> Iterator[tuple[str, _Asked]]:
    """Return the questions of a report by place."""
    for section in report.sections:
        asked = [("", "", question) for question in section.questions]
        asked += [(one.uid, one.heading, question) for one in section.outcomes for question in one.questions]
        for uid, outcome, question in asked:
            address = question.address or addresses.question(question.key, uid)
            heading = " ".join(f"{outcome} {question.label}".split())
            yield address, _Asked(heading, fields_of("question", question.kind))


def _lead(here: list[Cell], changes: list[Change]) -> str:
    """Return the title of a row or indicator for its heading, unless it changed: then it stands among the texts."""
    if any(change.cell.field == "title" for change in changes):
        return ""
    return next((cell.text for cell in here if cell.field == "title"), "")


def _with_removed(now: Iterable[Cell], changes: Mapping[str, list[Change]]) -> list[Cell]:
    """Return the cells in order, with those that were removed at the end of their section."""
    laid_out = list(now)
    there = {cell.address for cell in laid_out}
    removed = [
        change.cell
        for group in changes.values()
        for change in group
        if change.kind == "removed" and change.cell.address not in there
    ]
    for cell in removed:
        last = max((i for i, other in enumerate(laid_out) if other.section == cell.section), default=None)
        laid_out.insert(len(laid_out) if last is None else last + 1, cell)
    return laid_out


def without_signs(words: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return a difference without the signs of bold type."""
    return [(op, text.replace("**", "")) for op, text in words]


def _target(cell: Cell, offices: Mapping[str, str]) -> str:
    fields = FIELDS.get(cell.address.partition("/")[0], ())
    if cell.field not in fields or cell.office not in offices:
        return ""
    return target_name(cell.address, cell.field, offices[cell.office])


def _texts(
    here: list[Cell], changes: list[Change], words: str, offices: Mapping[str, str]
) -> list[ReviewedText]:
    changed = {(change.cell.field, change.cell.office): change for change in changes}
    texts = []
    for cell in here:
        change = changed.pop((cell.field, cell.office), None)
        html = mark_safe(to_html(cell.text))  # noqa: S308 - escaped there
        texts.append(
            ReviewedText(
                cell_label(cell, words),
                html,
                without_signs(change.words) if change else [],
                _target(cell, offices),
            )
        )
    for change in changed.values():
        texts.append(
            ReviewedText(cell_label(change.cell, words), SafeString(""), without_signs(change.words))
        )
    return texts


def _discussions(
    address: str,
    here: list[Cell],
    discussion: Discussion,
    offices: Mapping[str, str],
    words: str,
    fields: Choices,
) -> list[tuple[str, PlaceComments]]:
    """Return the comments of a place: one list where one organisation tells it, else the whole and each part."""
    if address == addresses.REPORT:  # said once, at the head of the page
        return []
    told = (name for cell in here for name in cell.office.split(", "))
    tellers = list(dict.fromkeys(name for name in told if name in offices))
    if len(tellers) == 1:
        return [("", discussion.at(address, "", offices[tellers[0]], words, fields))]
    whole = discussion.at(address, words=words, fields=fields)
    of_parts: dict[str, list[Thread]] = {name: [] for name in tellers}
    for thread in whole.threads:
        office = thread.comment.office
        if office is not None and office.short_name in of_parts:
            of_parts[office.short_name].append(thread)
    shown = {thread.uid for group in of_parts.values() for thread in group}
    rest = [thread for thread in whole.threads if thread.uid not in shown]
    parts = [
        (
            name,
            replace(
                discussion.at(address, "", offices[name], f"{words}, {name}", fields), threads=of_parts[name]
            ),
        )
        for name in tellers
    ]
    return [("", replace(whole, threads=rest)), *parts]


def is_to_read(point: StoredPoint) -> bool:
    """Answer whether a point is shown to the reviewer: hints and dismissed ones are not."""
    return point.severity != Severity.HINT and not point.is_dismissed


def severities(points: Iterable[StoredPoint]) -> dict[str, int]:
    """Return how many points of each severity were stored, dismissed ones aside."""
    counts = dict.fromkeys((str(severity) for severity in Severity), 0)
    for point in points:
        counts[point.severity] += not point.is_dismissed
    return counts
