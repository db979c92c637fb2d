"""What is waiting for a person, where reports stand, and a project at a glance. Reads only."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from activities.models import Activity
from contributions.models import Contribution
from contributions.page import SMALL_INPUT_ROWS
from contributions.permissions import can_read
from contributions.selectors import with_counts
from core.formatting import day, due_words, period
from indicators.models import Indicator
from projects.models import Membership, Project, ReportingPeriod
from projects.permissions import Roles
from reports.selectors import changed_since_taken

Role = Membership.Role


@dataclass(slots=True)
class Task:
    """One line of a list; `due_on` sorts it, `due` is what it says."""

    title: str
    hint: str
    url: str
    status: str
    status_label: str
    due_on: date | None = None
    due: str = ""
    done: int = 0
    total: int = 0

    @property
    def is_late(self) -> bool:
        """Answer whether the date has passed."""
        return self.due_on is not None and self.due_on < timezone.localdate()


@dataclass(slots=True)
class Home:
    """The first page: what is waiting, where reports stand, what is done."""

    waiting: list[Task] = field(default_factory=list)
    standing: list[Task] = field(default_factory=list)
    done: list[Task] = field(default_factory=list)
    projects: list[Project] = field(default_factory=list)
    roles: str = ""
    is_reviewer: bool = False


def _by_date(tasks: Iterable[Task]) -> list[Task]:
    return sorted(tasks, key=lambda task: (task.due_on is None, task.due_on or date.max, task.title))


def home_page(user: User) -> Home:
    """Return what this person finds on the first page (at most nine queries, whatever the number of projects)."""
    memberships = list(
        Membership.objects.of(user).in_force().select_related("project", "office", "portfolio")
    )
    home = Home(projects=list(Project.objects.visible_to(user)))
    home.roles = ", ".join(dict.fromkeys(str(membership.get_role_display()) for membership in memberships))
    writers = {
        (item.project_id, item.office_id): item.role for item in memberships if item.role == Role.WRITER
    }
    editors = {(item.project_id, item.office_id) for item in memberships if item.role == Role.FOCAL_POINT}
    coordinated = {item.project_id for item in memberships if item.role == Role.COORDINATOR}
    reviewed = [item for item in memberships if item.role in Membership.PORTFOLIO_ROLES]
    home.is_reviewer = bool(reviewed)
    for contribution in _own_inputs(user):
        key = (contribution.period.project_id, contribution.office_id)
        task = _input_task(contribution, is_writer=key in writers and key not in editors)
        may_write = key in editors or key in writers
        if key[0] in coordinated and not may_write:
            continue
        (home.waiting if contribution.is_open and may_write else home.done).append(task)
    periods = _periods(home.projects if reviewed else coordinated)
    changed = changed_since_taken(pk for pk in coordinated if pk is not None)
    for reporting in periods:
        task = _report_task(reporting, is_coordinator=reporting.project_id in coordinated)
        if reporting.pk in changed:
            task.status, task.status_label = "needs-you", _("Changed since you took it")
        is_past = is_earlier(reporting, periods)
        if reviewed:
            home.standing.append(task)
        else:
            (home.done if is_past else home.waiting).append(task)
    home.waiting, home.standing, home.done = map(_by_date, (home.waiting, home.standing, home.done))
    home.done.reverse()
    return home


def _own_inputs(user: User) -> Any:
    return with_counts(Contribution.objects.of_offices_of(user)).select_related(
        "period__project", "office__organisation"
    )


def input_counts(contribution: Any) -> tuple[int, int]:
    """Return written and all rows of an input annotated by `with_counts`."""
    return (
        contribution.activities_written + contribution.indicators_written,
        contribution.activities_total + contribution.indicators_total,
    )


def _period_words(reporting: ReportingPeriod) -> str:
    """Return the months that a report covers; a final one says that it is."""
    words = period(reporting.starts_on, reporting.ends_on)
    if reporting.kind == ReportingPeriod.Kind.FINAL:
        return _("final report, %(period)s") % {"period": words}
    return words


def _rows_words(contribution: Any) -> str:
    done, total = input_counts(contribution)
    return ngettext("%(done)d of %(total)d row written", "%(done)d of %(total)d rows written", total) % {
        "done": done,
        "total": total,
    }


def _texts_words(contribution: Any) -> str:
    count = contribution.texts_written
    return ngettext("%(n)d text", "%(n)d texts", count) % {"n": count}


def _input_task(contribution: Any, *, is_writer: bool) -> Task:
    reporting = contribution.period
    done, total = input_counts(contribution)
    due = contribution.due_on or reporting.inputs_due_on
    title = _("%(office)s's input to %(project)s, %(period)s") % {
        "office": contribution.office.short_name,
        "project": reporting.project.code,
        "period": _period_words(reporting),
    }
    target = "contributions:edit" if is_writer or total <= SMALL_INPUT_ROWS else "contributions:input"
    extra = ["all"] if target == "contributions:edit" else []
    task = Task(
        title,
        f"{_rows_words(contribution)}, {_texts_words(contribution)}",
        reverse(target, args=[contribution.uid, *extra]),
        "todo",
        _("Not yet started"),
    )
    task.due_on, task.done, task.total = due, done, total
    if is_writer:
        task.title = _("Your rows of %(title)s") % {"title": title}
        task.hint, task.done, task.total = _("The rows that your focal point gave you"), 0, 0
        task.status, task.status_label = "progress", _("Open")
    if not contribution.is_open:
        task.status, task.status_label = "submitted", _("Submitted")
        task.url = reverse("contributions:input", args=[contribution.uid])
        return task
    task.due = due_words(due)
    if contribution.reopened_because:
        task.status, task.status_label, task.hint = "needs-you", _("Reopened"), contribution.reopened_because
    elif not is_writer and (done or contribution.texts_written):
        task.status, task.status_label = "progress", _("In progress")
    return task


def _periods(projects: Iterable[Any]) -> list[ReportingPeriod]:
    inputs = with_counts(Contribution.objects.all()).select_related("office__organisation").order_by("pk")
    return list(
        ReportingPeriod.objects.filter(project__in=projects)
        .select_related("project")
        .prefetch_related(Prefetch("inputs", queryset=inputs))
    )


def is_earlier(reporting: ReportingPeriod, periods: list[ReportingPeriod]) -> bool:
    """Answer whether another period of the project has followed, so that this one is no longer the current one."""
    return any(
        other.project_id == reporting.project_id
        and other.ends_on > reporting.ends_on
        and (other.starts_on > reporting.ends_on or other.kind == ReportingPeriod.Kind.FINAL)
        for other in periods
    )


def _report_task(reporting: ReportingPeriod, *, is_coordinator: bool) -> Task:
    inputs = list(reporting.inputs.all())
    missing = [item.office.short_name for item in inputs if item.is_open]
    done, total = len(inputs) - len(missing), len(inputs)
    title = _("Joint report of %(project)s, %(period)s") if is_coordinator else _("%(project)s, %(period)s")
    words = {"project": reporting.project.code, "period": _period_words(reporting)}
    task = Task(
        title % words,
        ngettext(
            "%(done)d of %(total)d organisation submitted.",
            "%(done)d of %(total)d organisations submitted.",
            total,
        )
        % {"done": done, "total": total},
        reverse("reports:report", args=[reporting.project.code, reporting.code])
        if is_coordinator
        else reverse("project", args=[reporting.project.code]),
        "progress",
        _("Collecting"),
        due_on=reporting.coordinator_due_on if is_coordinator else reporting.submission_due_on,
        done=done,
        total=total,
    )
    task.due = due_words(task.due_on)
    if missing:
        task.hint += " " + _("Still missing: %(offices)s.") % {"offices": ", ".join(missing)}
    elif total:
        task.status, task.status_label = "submitted", _("All inputs are in")
    else:
        task.status, task.status_label = "todo", _("Not opened yet")
    return task


@dataclass(slots=True)
class PeriodLine:
    """One period of a project with the state of each organisation."""

    period: ReportingPeriod
    words: str
    due: str
    offices: list[tuple[str, str, str, str, str]]  # name, status key, label, hint, url


def project_page(project: Project, roles: Roles) -> dict[str, Any]:
    """Return a project with its periods, people and plan (at most nine queries)."""
    lines = []
    for reporting in _periods([project.pk]):
        offices = []
        for item in reporting.inputs.all():
            key, label = ("submitted", _("Submitted")) if not item.is_open else ("progress", _("Open"))
            may = can_read(roles, item)
            url = reverse("contributions:input", args=[item.uid]) if may else ""
            offices.append((item.office.short_name, key, label, _rows_words(item), url))
        lines.append(
            PeriodLine(
                reporting,
                period(reporting.starts_on, reporting.ends_on),
                due_words(reporting.inputs_due_on),
                offices,
            )
        )
    activities = Activity.objects.of_project(project.pk).prefetch_related(
        "responsibilities__office__organisation"
    )
    groups: dict[int, list[Activity]] = {}
    rows: dict[int, list[Activity]] = {}
    for activity in activities:
        if activity.parent_id is None and activity.output_id is not None:
            groups.setdefault(activity.output_id, []).append(activity)
        elif activity.parent_id is not None:
            rows.setdefault(activity.parent_id, []).append(activity)
    indicators = list(Indicator.objects.filter(project=project))
    plan = [
        {
            "outcome": outcome,
            "indicators": [item for item in indicators if item.outcome_id == outcome.pk],
            "outputs": [
                {
                    "output": output,
                    "indicators": [item for item in indicators if item.output_id == output.pk],
                    "activities": [(group, rows.get(group.pk, [])) for group in groups.get(output.pk, [])],
                }
                for output in outcome.outputs.all()
            ],
        }
        for outcome in project.outcomes.prefetch_related("outputs")
    ]
    return {
        "lines": lines,
        "plan": plan,
        "participations": list(project.participations.select_related("office__organisation")),
        "dates": [
            (_("Start"), day(project.starts_on)),
            (_("End"), day(project.ends_on)),
            (
                _("Original end"),
                day(project.original_ends_on) if project.original_ends_on != project.ends_on else "",
            ),
        ],
    }
