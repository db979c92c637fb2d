"""The page that compares two states of a project's reports: what may be chosen, and what changed, side by side."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from core.formatting import period as period_words
from core.textdiff import difference
from documents import data
from documents.comparison import Change, compare, sections_of
from documents.frozen import Unreadable
from projects.actor import Actor
from projects.models import ReportingPeriod
from reports.assembling.contents import DRAFT, Content, contents_of_all, read_content
from reports.loaded import LoadedReport, reports_of
from reports.permissions import can_read_report

log = logging.getLogger(__name__)

PER_PAGE = 100  # changed cells; each is compared word by word when it is shown
Words = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class State:
    """One state of a report that can be chosen; `value` stands in the address: "v1", "2020-ANNUAL:v1"."""

    value: str
    content: Content
    loaded: LoadedReport
    is_own: bool  # of the period whose page this is

    @property
    def words(self) -> str:
        """Return what it is, with its period where that is another one."""
        return self.content.words if self.is_own else f"{self.loaded.period.code}: {self.content.words}"


@dataclass(frozen=True, slots=True)
class Group:
    """The states of one period, under its heading."""

    label: str
    states: tuple[State, ...]


def states_to_choose(period: ReportingPeriod, actor: Actor) -> list[Group]:
    """Return what this person may read of the reports of a project, this period first (two queries)."""
    reports = [loaded for loaded in reports_of(period.project_id) if can_read_report(actor, loaded.report)]
    reports.sort(key=lambda loaded: loaded.period.pk != period.pk)
    contents = contents_of_all([loaded.report for loaded in reports], actor)
    groups = []
    for loaded, found in zip(reports, contents, strict=True):
        item = loaded.period
        is_own = item.pk == period.pk
        label = f"{item.code}, {period_words(item.starts_on, item.ends_on)}"
        states = tuple(
            State(content.name if is_own else f"{item.code}:{content.name}", content, loaded, is_own)
            for content in found
        )
        groups += [Group(label, states)] if states else []
    return groups


@dataclass(frozen=True, slots=True)
class Line:
    """One changed cell: where it stands, whose it is, and both sides with the changed words marked."""

    where: str
    office: str
    kind: str  # changed, added, removed
    before: Words
    after: Words


@dataclass(frozen=True, slots=True)
class Part:
    """One section of the report with its changes; `page` is where they begin."""

    heading: str
    anchor: str
    count: int
    page: int
    lines: tuple[Line, ...] = ()


@dataclass(slots=True)
class Comparison:
    """What the page shows: two states, and what changed from one to the other, or one sentence why not."""

    groups: list[Group]
    old: State | None = None
    new: State | None = None
    sentence: str = ""
    is_damaged: bool = False
    total: int = 0
    parts: list[Part] = field(default_factory=list)  # every section with changes, without its lines
    shown: list[Part] = field(default_factory=list)  # what this page shows
    page: int = 1
    pages: int = 1

    @property
    def before_page(self) -> int:
        """Return the number of the page before this one, 0 where there is none."""
        return self.page - 1

    @property
    def after_page(self) -> int:
        """Return the number of the next page, 0 where there is none."""
        return self.page + 1 if self.page < self.pages else 0


def comparison_page(groups: list[Group], old: str, new: str, page: str = "") -> Comparison:
    """Compare the two states that an address names, or the two newest where it names none."""
    found = choose(groups, old, new)
    if found.sentence or found.old is None or found.new is None:
        return found
    reports: list[data.Report] = []
    for state in (found.old, found.new):
        try:
            reports.append(read_content(state.content, state.loaded))
        except Unreadable as error:
            log.error(
                "Snapshot %s of %s cannot be read: %s", state.content.snapshot_id, state.loaded.period, error
            )
            found.sentence, found.is_damaged = f"{state.words}: {error}", True
            return found
    is_sent = found.old.content.name != DRAFT and found.new.content.name != DRAFT
    return lay_out(found, compare(*reports, with_notes=is_sent), page)


def choose(groups: list[Group], old: str, new: str) -> Comparison:
    """Return the two states that were asked for, or with a sentence what to choose instead. Pure."""
    states = {state.value: state for group in groups for state in group.states}
    found = Comparison(groups)
    if len(states) < 2:
        found.sentence = _(
            "There is only one state of this project's reports that you can read: nothing to compare it with yet."
        )
        return found
    newest = list(states.values())
    found.new = states.get(new) if new else newest[0]
    if old:
        found.old = states.get(old)
    elif found.new is not None:
        behind = newest.index(found.new) + 1
        found.old = newest[behind] if behind < len(newest) else newest[0]
    if found.old is None or found.new is None:
        found.sentence = _("What the address names is not there, or not for you: choose from the two lists.")
    elif found.old is found.new:
        found.sentence = _("Both lists name the same: choose another one on one side.")
    return found


def lay_out(found: Comparison, changes: list[Change], page: str = "") -> Comparison:
    """Put the changes under their sections, and one page of them side by side. Pure."""
    found.total = len(changes)
    found.pages = max(1, -(-found.total // PER_PAGE))
    number = int(page) if page.isdecimal() and len(page) < 6 else 1
    found.page = min(max(number, 1), found.pages)
    first = (found.page - 1) * PER_PAGE
    begins = 0
    for position, (heading, group) in enumerate(sections_of(changes), start=1):
        part = Part(heading, f"part-{position}", len(group), begins // PER_PAGE + 1)
        found.parts.append(part)
        here = group[max(first - begins, 0) : max(first + PER_PAGE - begins, 0)]
        if here:
            lines = tuple(line_of(change) for change in here)
            found.shown.append(Part(heading, part.anchor, part.count, part.page, lines))
        begins += len(group)
    return found


def line_of(change: Change) -> Line:
    """Return a changed cell with its two sides. Pure."""
    before, after = sides(difference(change.before, change.after))
    return Line(change.cell.where, change.cell.office, change.kind, before, after)


def sides(words: Iterable[tuple[str, str]]) -> tuple[Words, Words]:
    """Part a difference into what stood before and what stands now, each with its own words marked. Pure."""
    both = list(words)
    return [word for word in both if word[0] != "insert"], [word for word in both if word[0] != "delete"]
