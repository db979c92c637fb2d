"""The Secretariat's queue: every project of the portfolios with its reports, or as one that has no round yet.

Filtered, sorted and cut into pages by the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Page, Paginator
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from agenda.queue_projects import as_lines, without_round
from agenda.queue_rows import NO_ROUND_WORDS, Row, rows_of
from agenda.rounds import (
    NO_ROUND,
    PortfolioRoles,
    earlier_rounds,
    in_portfolios,
    portfolio_roles_of,
    with_clearing,
    with_standing,
)
from core.due import late_condition
from projects.models import Portfolio, Project, ReportingPeriod
from projects.selectors import time_zone_of
from projects.stage import CLEARED, COLLECTING, FINAL, IN_REVIEW, RETURNED
from reports.models import Report

PER_PAGE = 50
LONGEST_SEARCH = 100
SORTS = ("waiting", "late", "project", "state")
WAY = (COLLECTING, IN_REVIEW, RETURNED, CLEARED, FINAL)
ROW_FIELDS = (
    "pk",
    "code",
    "kind",
    "starts_on",
    "ends_on",
    "inputs_due_on",
    "coordinator_due_on",
    "review_due_on",
    "submission_due_on",
    "state",
    "step",
    "step_due",
    "since",
    "time_zone",
    "is_submitted",
    "is_clearing",
    "report__returned_due_on",
    "report__correction_reason",
    "project__code",
    "project__title",
    "rank",
    "way",
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the address asks for; whatever cannot be understood is left at its default."""

    q: str = ""
    portfolio: str = ""
    state: str = ""
    project: str = ""
    late: bool = False
    all: bool = False
    sort: str = ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q or self.portfolio or self.state or self.project or self.late)

    def address(self, **changes: Any) -> str:
        """Return the query of the address, with these changes."""
        values = {name: getattr(self, name) for name in self.__slots__} | changes
        return "?" + urlencode(
            {name: "on" if value is True else value for name, value in values.items() if value}
        )


def filters_of(query: Mapping[str, str], portfolios: list[Portfolio]) -> Filters:
    """Read the filters out of an address."""

    def one_of(name: str, choices: Any) -> str:
        value = query.get(name, "")
        return value if value in set(choices) else ""

    return Filters(
        q=" ".join(query.get("q", "").replace("\x00", " ").split())[:LONGEST_SEARCH],
        portfolio=one_of("portfolio", (item.code for item in portfolios)),
        state=one_of("state", [NO_ROUND, *Report.State.values]),
        project=one_of("project", Project.Status.values),
        late=query.get("late") == "on",
        all=query.get("all") == "on",
        sort=one_of("sort", [*SORTS, *(f"-{name}" for name in SORTS)]),
    )


class QueueForm(forms.Form):
    """The filters as fields. It is never bound: a filter that cannot be understood is no error."""

    use_required_attribute = False

    q = forms.CharField(label=gettext_lazy("Code or title"), max_length=LONGEST_SEARCH)
    portfolio = forms.ChoiceField(label=gettext_lazy("Portfolio"))
    state = forms.ChoiceField(
        label=gettext_lazy("State"),
        choices=[("", gettext_lazy("Any")), (NO_ROUND, NO_ROUND_WORDS), *Report.State.choices],
    )
    project = forms.ChoiceField(
        label=gettext_lazy("Project"), choices=[("", gettext_lazy("Any")), *Project.Status.choices]
    )
    late = forms.BooleanField(label=gettext_lazy("Late only"))
    all = forms.BooleanField(label=gettext_lazy("All rounds, earlier ones too"))
    sort = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, filters: Filters, portfolios: list[Portfolio]) -> None:
        initial = {name: getattr(filters, name) for name in filters.__slots__}
        super().__init__(initial=initial, auto_id="queue_%s")
        choices = [("", _("All")), *((item.code, item.name) for item in portfolios)]
        self.fields["portfolio"].choices = choices  # type: ignore[attr-defined]
        if len(portfolios) < 2:
            del self.fields["portfolio"]
        if not filters.sort:
            del self.fields["sort"]


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a column that sorts: its words, where it leads, how it is sorted now."""

    words: str
    url: str
    aria_sort: str


@dataclass(slots=True)
class Queue:
    """One page of the queue; `reports` and `bare` (projects without a round) count all pages."""

    form: QueueForm
    filters: Filters
    rows: list[Row]
    page: Page
    reports: int
    bare: int
    headings: dict[str, Heading]
    addresses: dict[str, str] = field(default_factory=dict)


def queue_page(user: User, query: Mapping[str, str]) -> tuple[Queue, PortfolioRoles]:
    """Return what this person finds in the queue (at most twelve queries, whatever the number of projects).

    Raises PermissionDenied for who neither reviews nor approves a portfolio and is no administrator.
    """
    roles = portfolio_roles_of(user)
    if not roles.reviews and not user.is_staff:
        raise PermissionDenied(
            _(
                "The queue is for the PBF Secretariat and the approvers of a portfolio. Your home page has your work."
            )
        )
    portfolios = list(
        Portfolio.objects.all() if user.is_staff else Portfolio.objects.filter(pk__in=roles.portfolios)
    )
    filters = filters_of(query, portfolios)
    reports = _filtered(_scope(user, roles), filters, portfolios)
    bare = _without_round(user, roles, filters, portfolios)
    numbers = (reports.count(), bare.count())
    paginator = Paginator(_sorted(reports, bare, roles, filters.sort), PER_PAGE)
    paginator.count = sum(numbers)  # known: the database need not put them together to count
    page = paginator.get_page(query.get("page"))
    addresses = {"first": replace(filters, sort="").address()}
    if page.has_previous():
        addresses["before"] = filters.address(page=page.previous_page_number())
    if page.has_next():
        addresses["after"] = filters.address(page=page.next_page_number())
    queue = Queue(
        form=QueueForm(filters, portfolios),
        filters=filters,
        rows=rows_of(list(page.object_list), may_read=roles.reviews, may_add=user.is_staff),
        page=page,
        reports=numbers[0],
        bare=numbers[1],
        headings=_headings(filters),
        addresses=addresses,
    )
    return queue, roles


def late_in_queue(user: User, roles: PortfolioRoles) -> int:
    """Return how many reports the queue shows to this person as late (two queries)."""
    return _filtered(_scope(user, roles), Filters(late=True), []).count()


def _scope(user: User, roles: PortfolioRoles) -> QuerySet[Any]:
    periods = ReportingPeriod.objects.order_by()
    return periods if user.is_staff else periods.filter(in_portfolios(roles.portfolios))


def _filtered(periods: QuerySet[Any], filters: Filters, portfolios: list[Portfolio]) -> QuerySet[Any]:
    """Return the periods that the filters leave, with their standing.

    A round that another has followed is left out, unless its report is still on its way to the Fund.
    """
    periods = with_standing(periods).annotate(time_zone=time_zone_of("project"))
    if not filters.all:
        on_its_way = Q(state__in=(IN_REVIEW, RETURNED, CLEARED))
        periods = periods.filter(on_its_way | ~Q(earlier_rounds()))
    if filters.q:
        periods = periods.filter(
            Q(project__code__icontains=filters.q) | Q(project__title__icontains=filters.q)
        )
    if filters.portfolio:
        periods = periods.filter(
            in_portfolios(frozenset(item.pk for item in portfolios if item.code == filters.portfolio))
        )
    if filters.state:
        periods = periods.filter(state=filters.state)
    if filters.project:
        periods = periods.filter(project__status=filters.project)
    if filters.late:
        zones = Portfolio.objects.order_by().values_list("time_zone", flat=True).distinct()
        periods = periods.filter(late_condition("step_due", "time_zone", zones))
    return periods


def _without_round(
    user: User, roles: PortfolioRoles, filters: Filters, portfolios: list[Portfolio]
) -> QuerySet[Project]:
    """Return the projects without a reporting period that the filters leave: none is late or has another state."""
    if filters.late or filters.state not in ("", NO_ROUND):
        return Project.objects.none()
    projects = without_round(Project.objects.order_by())
    wanted = {item.pk for item in portfolios if filters.portfolio in ("", item.code)}
    if filters.portfolio or not user.is_staff:
        there = Project.objects.filter(portfolios__in=wanted).order_by().values("pk")
        projects = projects.filter(pk__in=there)
    if filters.q:
        projects = projects.filter(Q(code__icontains=filters.q) | Q(title__icontains=filters.q))
    if filters.project:
        projects = projects.filter(status=filters.project)
    return projects


def _sorted(
    periods: QuerySet[Any], bare: QuerySet[Project], roles: PortfolioRoles, sort: str
) -> QuerySet[Any]:
    """Sort the lines; by default what waits for the reviewer comes first, the longest waiting on top."""
    waiting, late = F("since").asc(nulls_last=True), F("step_due").asc(nulls_last=True)
    way = Case(
        *(When(state=state, then=Value(n)) for n, state in enumerate(WAY)), output_field=IntegerField()
    )
    rank = Case(
        When(state__in=(IN_REVIEW, CLEARED), then=Value(0)),
        When(state=FINAL, then=Value(2)),
        default=Value(1),
        output_field=IntegerField(),
    )
    periods = with_clearing(periods, roles).annotate(way=way, rank=rank)
    orders: dict[str, list[Any]] = {
        "": ["rank", waiting],
        "waiting": [waiting],
        "-waiting": [F("since").desc(nulls_last=True)],
        "late": [late],
        "-late": [F("step_due").desc(nulls_last=True)],
        "project": [],
        "-project": [],
        "state": ["way", waiting],
        "-state": ["-way", waiting],
    }
    last = ["-project__code", "ends_on", "pk"] if sort == "-project" else ["project__code", "-ends_on", "pk"]
    lines = periods.order_by().values(*ROW_FIELDS).union(as_lines(bare, ROW_FIELDS), all=True)
    return lines.order_by(*orders[sort], *last)


def _headings(filters: Filters) -> dict[str, Heading]:
    words = {
        "project": _("Project"),
        "state": _("State"),
        "waiting": _("Waiting since"),
        "late": _("Days late"),
    }
    # The column of days counts the other way: the soonest date is the most days late.
    directions = dict.fromkeys(words, ("ascending", "descending")) | {"late": ("descending", "ascending")}
    headings = {}
    for name, label in words.items():
        target, aria_sort = name, ""
        if filters.sort == name:
            target, aria_sort = f"-{name}", directions[name][0]
        elif filters.sort == f"-{name}":
            aria_sort = directions[name][1]
        headings[name] = Heading(label, replace(filters, sort=target).address(), aria_sort)
    return headings
