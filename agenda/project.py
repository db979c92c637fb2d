"""A project at a glance: its periods with the state of each organisation and their history, its people, its plan."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from activities.models import Activity, ActivityResponsibility
from agenda.lines import INPUT_STATUS, rows_words
from agenda.reports import report_url
from agenda.timeline import Timeline, can_see_notes, timelines
from contributions.counts import with_counts
from contributions.models import Contribution
from contributions.permissions import can_read
from core.due import due_words
from core.formatting import day, period
from core.zones import zone_shown
from indicators.models import Indicator
from projects.actor import Actor
from projects.models import Project, ReportingPeriod
from projects.stage import COLLECTING, RETURNED
from reports.loaded import report_of
from reports.models import Report
from reports.permissions import can_read_report
from reports.states import REPORT_STATUS


@dataclass(slots=True)
class PeriodLine:
    """One period of a project with the state of the report, of each organisation, and what happened."""

    period: ReportingPeriod
    words: str
    due: str
    status: str
    label: str
    note: str
    report_url: str
    offices: list[tuple[str, str, str, str, str]]  # name, status key, label, hint, url
    history: Timeline = field(default_factory=Timeline)


def _periods(project: Project) -> list[ReportingPeriod]:
    inputs = with_counts(Contribution.objects.all()).select_related("office__organisation").order_by("pk")
    return list(
        ReportingPeriod.objects.filter(project=project)
        .select_related("project", "report")
        .prefetch_related(Prefetch("inputs", queryset=inputs))
    )


def _line(reporting: Any, actor: Actor) -> PeriodLine:
    offices = []
    for item in reporting.inputs.all():
        label = item.get_state_display()
        if item.is_locked and not item.is_handed_in:
            label = _("Not submitted")
        url = reverse("contributions:input", args=[item.uid]) if can_read(actor, item) else ""
        offices.append((item.office.short_name, INPUT_STATUS[item.state], label, rows_words(item), url))
    report = report_of(reporting)
    state = report.state if report else COLLECTING
    due, note = "", ""
    if state == COLLECTING:
        due = (
            _("Agency inputs: %(due)s") % {"due": due_words(reporting.inputs_due_on, zone_shown())}
            if reporting.inputs_due_on
            else ""
        )
    elif report and report.state_since:
        due = _("Since %(date)s") % {"date": day(timezone.localdate(report.state_since))}
    if report and state == RETURNED:
        note = report.returned_note if can_see_notes(actor) else ""
        if report.returned_due_on:
            due = due_words(report.returned_due_on, zone_shown())
    label = str(Report.State(state).label)
    words = period(reporting.starts_on, reporting.ends_on)
    url = report_url(reporting) if can_read_report(actor, report) else ""
    return PeriodLine(reporting, words, due, REPORT_STATUS[state], label, note, url, offices)


def _plan(project: Project) -> list[dict[str, Any]]:
    """Return the outcomes with their outputs, activities, work rows and indicators, in the order of the form."""
    responsible = ActivityResponsibility.objects.select_related("office__organisation")
    activities = Activity.objects.of_project(project.pk).prefetch_related(
        Prefetch("responsibilities", queryset=responsible)
    )
    groups: dict[int, list[Activity]] = {}
    rows: dict[int, list[Activity]] = {}
    for activity in activities:
        if activity.parent_id is None and activity.output_id is not None:
            groups.setdefault(activity.output_id, []).append(activity)
        elif activity.parent_id is not None:
            rows.setdefault(activity.parent_id, []).append(activity)
    indicators = list(Indicator.objects.filter(project=project))
    plan: dict[int, dict[str, Any]] = {}
    for row in _outcomes(project):
        part = plan.setdefault(
            row["pk"],
            {
                "outcome": {"code": row["code"], "title": row["title"]},
                "indicators": [item for item in indicators if item.outcome_id == row["pk"]],
                "outputs": [],
            },
        )
        if row["outputs__pk"] is not None:
            part["outputs"].append(
                {
                    "output": {"code": row["outputs__code"], "title": row["outputs__title"]},
                    "indicators": [item for item in indicators if item.output_id == row["outputs__pk"]],
                    "activities": [
                        (group, rows.get(group.pk, [])) for group in groups.get(row["outputs__pk"], [])
                    ],
                }
            )
    return list(plan.values())


def _outcomes(project: Project) -> Iterable[Any]:
    """Return a line per output with its outcome, and one per outcome that has none (one query)."""
    outcomes = project.outcomes.order_by("position", "pk", "outputs__position", "outputs__pk")
    return outcomes.values("pk", "code", "title", "outputs__pk", "outputs__code", "outputs__title")


def project_page(project: Project, actor: Actor) -> dict[str, Any]:
    """Return a project with its periods, their history, organisations and plan (ten queries)."""
    periods = _periods(project)
    histories = timelines(project, periods, actor)
    lines = [_line(reporting, actor) for reporting in periods]
    for line in lines:
        line.history = histories.get(line.period.pk, Timeline())
    return {
        "lines": lines,
        "plan": _plan(project),
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
