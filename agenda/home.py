"""The first page: what is waiting for a person, where reports stand, what is done. Ten lines a list at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any, NamedTuple

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Prefetch, Q, Window
from django.db.models.functions import Coalesce

from accounts.models import User
from agenda.comments import discussion_tasks
from agenda.lines import Task, input_task
from agenda.queue import late_in_queue
from agenda.reports import coordinator_task, reviewer_task, standing_task
from agenda.rounds import (
    PortfolioRoles,
    Role,
    coordinated_by,
    earlier_rounds,
    in_portfolios,
    portfolio_roles_of,
    with_clearing,
    with_standing,
)
from contributions.counts import with_counts
from contributions.models import Contribution
from contributions.states import WRITABLE
from core.annotated import annotated
from projects.models import Membership, Project, ReportingPeriod
from projects.selectors import time_zone_of
from projects.stage import CLEARED, COLLECTING, FINAL, RETURNED, WITH_REVIEWER
from reports.selectors import changed_since_taken

SHOWN = 10  # lines of a list at a time
LISTS = WAITING, STANDING, DONE, PROJECTS = "waiting", "standing", "done", "projects"
FAR = date(9999, 12, 31)


@dataclass(slots=True)
class Listed:
    """Ten lines of a list: how many there are in all, and the pages before and after."""

    lines: list[Any] = field(default_factory=list)
    total: int = 0
    page: int = 1

    def __bool__(self) -> bool:
        return bool(self.lines)

    @property
    def first(self) -> int:
        return (self.page - 1) * SHOWN + 1

    @property
    def last(self) -> int:
        return self.first + len(self.lines) - 1

    @property
    def before(self) -> int | None:
        return self.page - 1 if self.page > 1 else None

    @property
    def after(self) -> int | None:
        return self.page + 1 if self.page * SHOWN < self.total else None


@dataclass(slots=True)
class Home:
    """The first page: what is waiting, where reports stand, what is done."""

    waiting_list: Listed = field(default_factory=Listed)
    standing_list: Listed = field(default_factory=Listed)
    done_list: Listed = field(default_factory=Listed)
    project_list: Listed = field(default_factory=Listed)
    discussion: list[Task] = field(default_factory=list)
    roles: str = ""
    is_reviewer: bool = False
    late: int = 0  # in the queue, where it leads

    @property
    def waiting(self) -> list[Task]:
        return self.waiting_list.lines

    @property
    def standing(self) -> list[Task]:
        return self.standing_list.lines

    @property
    def done(self) -> list[Task]:
        return self.done_list.lines


class _Light(NamedTuple):
    """What sorts a line, in this order, and what the database worked out of it; nothing else is loaded yet."""

    due: date
    code: str
    kind: str
    pk: int
    is_coordinated: bool = False
    state: str = ""
    step_due: date | None = None
    is_blocked: bool = False


def pages_wanted(query: Mapping[str, str]) -> dict[str, int]:
    """Return the page of each list that an address asks for; the first where it asks for nonsense."""
    wanted = {}
    for name in LISTS:
        text = query.get(name, "")
        wanted[name] = max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1
    return wanted


def home_page(user: User, query: Mapping[str, str] | None = None) -> Home:
    """Return what this person finds on the first page (at most fourteen queries, whatever the number of projects).

    Of every line only what sorts it is read; whole are loaded the ten of each list that are shown.
    """
    pages = pages_wanted(query or {})
    roles = portfolio_roles_of(user)
    lights: dict[str, list[_Light]] = {name: [] for name in (WAITING, STANDING, DONE)}
    if roles.held & set(Membership.OFFICE_ROLES):
        _sort_inputs(user, lights)
    if roles.reviews or Role.COORDINATOR in roles.held:
        _sort_reports(roles, lights)
    shown: dict[str, Listed] = {}
    for name, lines in lights.items():
        lines.sort(key=itemgetter(0, 1, 2, 3))
        if name == DONE:
            lines.sort(key=itemgetter(0), reverse=True)
        shown[name] = _cut(lines, pages[name])
    _load(user, shown)
    return Home(
        shown[WAITING],
        shown[STANDING],
        shown[DONE],
        _projects(user, pages[PROJECTS]),
        discussion_tasks(user, roles),
        roles.words,
        roles.reviews,
        late_in_queue(user, roles) if roles.reviews else 0,
    )


def _cut(lines: list[_Light], page: int) -> Listed:
    if (page - 1) * SHOWN >= len(lines):
        page = 1
    return Listed(lines[(page - 1) * SHOWN : page * SHOWN], len(lines), page)


def _may_write(user: User) -> Exists:
    return Exists(
        Membership.objects.of(user)
        .in_force()
        .filter(
            role__in=(Role.FOCAL_POINT, Role.WRITER),
            office=OuterRef("office"),
            project=OuterRef("period__project"),
        )
    )


def _sort_inputs(user: User, lights: dict[str, list[_Light]]) -> None:
    """Sort the inputs of the person's offices; a coordinator who does not write follows the report instead."""
    coordinated = Membership.objects.of(user).in_force().filter(role=Role.COORDINATOR).order_by()
    inputs = Contribution.objects.of_offices_of(user).order_by().annotate(may_write=_may_write(user))
    inputs = inputs.exclude(may_write=False, period__project__in=coordinated.values("project"))
    rows = inputs.values_list(
        "pk",
        "period__project__code",
        "state",
        "is_locked",
        "may_write",
        Coalesce("due_on", "period__inputs_due_on"),
    )
    for pk, code, state, is_locked, may_write, due in rows:
        is_waiting = may_write and state in WRITABLE and not is_locked
        lights[WAITING if is_waiting else DONE].append(_Light(due or FAR, code, "input", pk))


def _condition(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())


def _sort_reports(roles: PortfolioRoles, lights: dict[str, list[_Light]]) -> None:
    """Sort the reports that the person coordinates or reviews, each into the list where it belongs."""
    periods = ReportingPeriod.objects.order_by().filter(
        coordinated_by(roles.user) | in_portfolios(roles.portfolios)
    )
    rows = (
        with_clearing(with_standing(periods), roles)
        .annotate(is_coordinated=_condition(coordinated_by(roles.user)), is_past=earlier_rounds())
        .exclude(Q(state=FINAL) | Q(state=COLLECTING, is_past=True), is_coordinated=False)
        .values_list(
            "pk",
            "project__code",
            "state",
            "step_due",
            "coordinator_due_on",
            "is_coordinated",
            "is_clearing",
            "is_past",
        )
    )
    for pk, code, state, step_due, coordinator_due, is_coordinated, is_clearing, is_past in rows:
        name = _list_of(state, bool(is_coordinated), bool(is_clearing), bool(is_past))
        due = coordinator_due if is_coordinated and state == COLLECTING else step_due
        light = _Light(
            due or FAR, code, "report", pk, bool(is_coordinated), state, step_due, pk in roles.blocked
        )
        lights[name].append(light)


def _list_of(state: str, is_coordinated: bool, is_clearing: bool, is_past: bool) -> str:
    """Return the list of a report that this person still has something to see of."""
    if is_clearing and state in WITH_REVIEWER:
        return WAITING
    if is_coordinated:
        is_theirs = state in (RETURNED, CLEARED) or (state == COLLECTING and not is_past)
        return WAITING if is_theirs else DONE
    return STANDING


def _load(user: User, shown: dict[str, Listed]) -> None:
    """Put the tasks in the place of what only sorted them."""
    lights = [light for listed in shown.values() for light in listed.lines]
    inputs = _inputs(user, [light.pk for light in lights if light.kind == "input"])
    reports = _reports([light for light in lights if light.kind == "report"])
    changed = changed_since_taken(
        {reports[light.pk].project_id for light in lights if light.is_coordinated and light.pk in reports}
    )
    for name, listed in shown.items():
        tasks = []
        for light in listed.lines:
            if light.kind == "input":
                tasks.append(input_task(inputs[light.pk], is_writer=not inputs[light.pk].is_editor))
            elif light.is_coordinated:
                tasks.append(coordinator_task(reports[light.pk], is_changed=light.pk in changed))
            elif name == WAITING:
                tasks.append(reviewer_task(reports[light.pk]))
            else:
                tasks.append(standing_task(reports[light.pk], is_blocked=light.is_blocked))
        listed.lines = tasks


def _inputs(user: User, pks: list[int]) -> dict[int, Any]:
    """Return these inputs with their counts, and whether the person is more than a writer of them."""
    if not pks:
        return {}
    own = Membership.objects.of(user).in_force()
    own = own.filter(office=OuterRef("office"), project=OuterRef("period__project"))
    writer = Exists(own.filter(role=Role.WRITER)) & ~Exists(own.filter(role=Role.FOCAL_POINT))
    inputs = with_counts(Contribution.objects.filter(pk__in=pks)).annotate(
        is_editor=_condition(~Q(writer)), time_zone=time_zone_of("period__project")
    )
    return {item.pk: item for item in inputs.select_related("period__project", "office__organisation")}


def _reports(lights: list[_Light]) -> dict[int, Any]:
    """Return these periods with the standing of their report and their inputs."""
    if not lights:
        return {}
    inputs = Contribution.objects.select_related("office__organisation").order_by("pk")
    periods = ReportingPeriod.objects.filter(pk__in=[light.pk for light in lights])
    periods = periods.annotate(time_zone=time_zone_of("project"))
    periods = periods.select_related("project", "report").prefetch_related(
        Prefetch("inputs", queryset=inputs)
    )
    found: dict[int, Any] = {period.pk: period for period in periods}
    for light in lights:
        period = found[light.pk]
        period.state, period.step_due = light.state, light.step_due
    return found


def _projects(user: User, page: int) -> Listed:
    visible = Project.objects.visible_to(user).only("code", "title").annotate(length=Window(Count("pk")))
    lines = list(visible[(page - 1) * SHOWN : page * SHOWN])
    if not lines and page > 1:
        return _projects(user, 1)
    return Listed(lines, annotated(lines[0], "length") if lines else 0, page)
