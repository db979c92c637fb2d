"""The line of a report on the first page: as its coordinator, its reviewer or somebody who looks on reads it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from agenda.lines import Task, correction_words, missing_words, period_words, submitted_words
from core.due import day_in
from core.formatting import day
from projects.models import ReportingPeriod
from projects.stage import CLEARED, COLLECTING, FINAL, IN_REVIEW, RETURNED
from reports.loaded import report_of
from reports.models import Report
from reports.states import REPORT_STATUS

NOTE_SHOWN = 300  # characters of a note on a list


def report_url(reporting: ReportingPeriod) -> str:
    """Return the address of the report's page."""
    return reverse("reports:report", args=[reporting.project.code, reporting.code])


def _since(reporting: Any) -> str:
    since = reporting.report.state_since
    return day(day_in(reporting.time_zone, since)) if since else ""


def _titled(reporting: Any, title: str, url: str) -> Task:
    words = {"project": reporting.project.code, "period": period_words(reporting)}
    label = str(Report.State(reporting.state).label)
    task = Task(title % words, "", url, REPORT_STATUS[reporting.state], label)
    task.set_due(None if reporting.state == FINAL else reporting.step_due, reporting.time_zone)
    return task


def _collecting(task: Task, reporting: Any) -> Task:
    """Say who has handed in and who is missing."""
    inputs = list(reporting.inputs.all())
    missing = [item.office.short_name for item in inputs if not item.is_handed_in]
    task.total = len(inputs)
    task.done = task.total - len(missing)
    task.hint = f"{submitted_words(task.done, task.total)} {missing_words(missing)}".strip()
    if not task.total:
        task.status, task.status_label = "todo", _("Not opened yet")
    elif not missing:
        task.status, task.status_label = "submitted", _("All inputs are in")
    report = report_of(reporting)
    if report is not None and report.correction_reason:
        task.hint = f"{correction_words(report.correction_reason)}. {missing_words(missing)}".strip()
    return task


def coordinator_task(reporting: Any, *, is_changed: bool) -> Task:
    """Return the line of a report for who coordinates it."""
    task = _titled(reporting, _("Joint report of %(project)s, %(period)s"), report_url(reporting))
    if reporting.state == COLLECTING:
        task.set_due(reporting.coordinator_due_on, reporting.time_zone)
        task = _collecting(task, reporting)
    elif reporting.state == RETURNED:
        task.hint = reporting.report.returned_note[:NOTE_SHOWN] or _(
            "Read the comments of the PBF Secretariat."
        )
    elif reporting.state == IN_REVIEW:
        task.hint = _("With the PBF Secretariat since %(date)s.") % {"date": _since(reporting)}
    elif reporting.state == CLEARED:
        task.hint = _("Cleared on %(date)s. Record the sign-offs of the organisations.") % {
            "date": _since(reporting)
        }
    else:
        task.hint = _("Final since %(date)s.") % {"date": _since(reporting)}
    if is_changed and reporting.state in (COLLECTING, RETURNED):
        label = _("Changed since you took it")
        if reporting.state == COLLECTING:
            task.status, task.status_label = "needs-you", label
        else:
            task.hint = f"{task.hint} {label}."
    return task


def reviewer_task(reporting: Any) -> Task:
    """Return the line of a report that waits for the reviewer."""
    if reporting.state == CLEARED:
        task = _titled(reporting, _("Make %(project)s final, %(period)s"), report_url(reporting))
        task.hint = _("Cleared on %(date)s.") % {"date": _since(reporting)}
        return task
    task = _titled(reporting, _("Review %(project)s, %(period)s"), report_url(reporting))
    task.hint = _("Waiting since %(date)s.") % {"date": _since(reporting)}
    return task


def standing_task(reporting: Any, *, is_blocked: bool = False) -> Task:
    """Return the line of a report for who only looks on; `is_blocked` for a reviewer who wrote part of it."""
    if is_blocked:
        task = _titled(reporting, _("Read %(project)s, %(period)s"), report_url(reporting))
        task.hint = _(
            "You wrote part of it, so somebody else clears it. You may read, comment and return it. "
            "Waiting since %(date)s."
        ) % {"date": _since(reporting)}
        return task
    url = reverse("project", args=[reporting.project.code])
    task = _titled(reporting, _("%(project)s, %(period)s"), url)
    if reporting.state == COLLECTING:
        return _collecting(task, reporting)
    task.hint = (
        _("With the organisations since %(date)s.")
        if reporting.state == RETURNED
        else _("With those who clear it since %(date)s.")
    ) % {"date": _since(reporting)}
    return task
