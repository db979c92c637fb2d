"""What changed between two reports, cell by cell, each office beside itself. Pure."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from core.textdiff import difference
from documents import data
from documents.addressed_cells import Cell, CellList, Row, cells, where_of
from projects import addresses

CHANGED, ADDED, REMOVED = "changed", "added", "removed"
_Key = tuple[str, str]  # place and field
_NOTES: _Key = (addresses.REPORT, "notes")


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that is not what it was; `cell` is the newer, or the older where it was removed."""

    cell: Cell
    before: str
    after: str
    kind: str  # changed, added, removed

    @property
    def words(self) -> list[tuple[str, str]]:
        """Return the change word by word as (op, text), worked out on every call."""
        return difference(self.before, self.after)


def compare(old: data.Report, new: data.Report, *, with_notes: bool = True) -> list[Change]:
    """Return what changed, in the order of the newer report; what was removed stands where it was.

    `with_notes` is left off beside a draft: who is missing is noted anew when it is sent, not removed.
    """
    old_rows, new_rows = CellList(old).rows, CellList(new).rows
    before, after = _by_field(old_rows), _by_field(new_rows)
    found: list[Change] = []
    for key in _order(list(before), list(after)):
        earlier, now = before.get(key, []), after.get(key, [])
        if key == _NOTES and not with_notes:
            continue
        if _said(earlier) != _said(now):
            found += _field_changes([row.cell() for row in earlier], [row.cell() for row in now])
    headings = _headings(old_rows), _headings(new_rows)
    return [change for change in _worth_telling(found) if not _follows_heading(change, *headings)]


def changed_addresses(old: data.Report, new: data.Report) -> frozenset[str]:
    """Return the addresses at which something changed."""
    return frozenset(change.cell.address for change in compare(old, new))


def sections_of(changes: Iterable[Change]) -> list[tuple[str, list[Change]]]:
    """Return the changes under the headings of their sections, in order."""
    return [
        (section, list(group)) for section, group in groupby(changes, key=lambda change: change.cell.section)
    ]


# What says where something stands, not what is said; of a place that is new or gone it says nothing more.
_POSITIONS = ("number", "group")
# Which organisation has not written follows from these.
_WRITTEN = ("progress", "offices")


def _by_field(rows: Iterable[Row]) -> dict[_Key, list[Row]]:
    grouped: dict[_Key, list[Row]] = {}
    for row in rows:
        grouped.setdefault((row.address, row.field), []).append(row)
    return grouped


def _said(rows: Iterable[Row]) -> list[tuple[str, str, str]]:
    return [(row.office, row.head, row.text) for row in rows]


def _headings(rows: Iterable[Row]) -> set[str]:
    return {row.text for row in rows if row.field == "group"}


def _follows_heading(change: Change, old: set[str], new: set[str]) -> bool:
    """Say whether something stands under another heading only because the heading itself was changed."""
    return change.cell.field == "group" and change.before not in new and change.after not in old


def _order(old: list[_Key], new: list[_Key]) -> Iterator[_Key]:
    """Yield every key in the newer order, one that is gone after what it stood behind."""
    kept, last = set(new), None
    gone: dict[_Key | None, list[_Key]] = {}
    for key in old:
        if key in kept:
            last = key
        else:
            gone.setdefault(last, []).append(key)
    yield from gone.get(None, [])
    for key in new:
        yield key
        yield from gone.get(key, [])


def _offices(cell: Cell) -> set[str]:
    return {name.strip() for name in cell.office.split(",") if name.strip()}


# From the surest sign that two texts are the same part to the least.
_SAME: tuple[Callable[[Cell, Cell], bool], ...] = (
    lambda old, new: old.office == new.office and old.text == new.text,
    lambda old, new: old.office == new.office,
    lambda old, new: bool(_offices(old) & _offices(new)),
    lambda old, new: old.text == new.text,
    lambda old, new: not old.office or not new.office,
)


def _field_changes(old: list[Cell], new: list[Cell]) -> list[Change]:
    """Return the changes of one field of one place, each office's text beside its own."""
    left = list(old)
    pairs: dict[int, Cell] = {}
    for same in _SAME:
        for position, cell in enumerate(new):
            if position not in pairs:
                match = next((other for other in left if same(other, cell)), None)
                if match is not None:
                    left.remove(match)
                    pairs[position] = match
    found = []
    for position, cell in enumerate(new):
        earlier = pairs.get(position)
        if earlier is None:
            found.append(Change(cell, "", cell.text, ADDED))
        elif earlier.head != cell.head:
            found.append(Change(cell, _named(earlier), _named(cell), CHANGED))
        elif earlier.text != cell.text:
            found.append(Change(cell, earlier.text, cell.text, CHANGED))
    return found + [Change(cell, cell.text, "", REMOVED) for cell in left]


def _named(cell: Cell) -> str:
    return f"{cell.head}:\n{cell.text}" if cell.head else cell.text


def _worth_telling(changes: list[Change]) -> list[Change]:
    """Leave out what only follows from another change of the same place."""
    changed = {change.cell.address for change in changes if change.cell.field not in (*_POSITIONS, "missing")}
    written = {change.cell.address for change in changes if change.cell.field in _WRITTEN}
    titles = [change.after for change in changes if change.cell.field == "project_title"]
    return [
        change
        for change in changes
        if not (
            # The title stands in the head and on the cover, and is told once.
            (
                change.cell.field == "project_title"
                and change.cell.address == addresses.REPORT
                and titles.count(change.after) > 1
            )
            or (change.cell.field == "missing" and change.cell.address in written)
            or (change.cell.field in _POSITIONS and change.kind != CHANGED and change.cell.address in changed)
        )
    ]


__all__ = [
    "Cell",
    "Change",
    "cells",
    "changed_addresses",
    "compare",
    "sections_of",
    "where_of",
]
