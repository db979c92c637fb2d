"""One line of a list on the first page, and the words that several of these pages share."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contributions import states as inputs
from contributions.counts import texts_written
from contributions.models import Contribution
from contributions.pages import SMALL_INPUT_ROWS
from core.due import due_words, is_late
from core.formatting import period
from projects.models import ReportingPeriod

REASON_SHOWN = 120  # characters of a reason on a line


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
    is_late: bool = False
    done: int = 0
    total: int = 0

    def set_due(self, due_on: date | None, zone: str | None) -> None:
        """Say until when, and whether that has passed where the project is."""
        self.due_on, self.due, self.is_late = due_on, due_words(due_on, zone), is_late(due_on, zone)


INPUT_STATUS = {
    inputs.OPEN: "progress",
    inputs.SUBMITTED: "submitted",
    inputs.ACCEPTED: "done",
    inputs.RETURNED: "needs-you",
}


def input_counts(contribution: Any) -> tuple[int, int]:
    """Return written and all rows of an input annotated by `with_counts`."""
    return (
        contribution.activities_written + contribution.indicators_written,
        contribution.activities_total + contribution.indicators_total,
    )


def period_words(reporting: ReportingPeriod) -> str:
    """Return the months that a report covers; a final one says that it is."""
    return covered_words(reporting.kind, reporting.starts_on, reporting.ends_on)


def covered_words(kind: str, starts_on: date, ends_on: date) -> str:
    """Return the months from one day to another; those of a final report say that it is one."""
    words = period(starts_on, ends_on)
    if kind == ReportingPeriod.Kind.FINAL:
        return _("final report, %(period)s") % {"period": words}
    return words


def rows_words(contribution: Any) -> str:
    """Return how many rows of an input are written."""
    done, total = input_counts(contribution)
    return ngettext("%(done)d of %(total)d row written", "%(done)d of %(total)d rows written", total) % {
        "done": done,
        "total": total,
    }


def submitted_words(done: int, total: int) -> str:
    """Return how many organisations have handed in."""
    return ngettext(
        "%(done)d of %(total)d organisation submitted.",
        "%(done)d of %(total)d organisations submitted.",
        total,
    ) % {"done": done, "total": total}


def missing_words(offices: list[str]) -> str:
    """Return which organisations have not handed in; empty where none is missing."""
    return _("Still missing: %(offices)s.") % {"offices": ", ".join(offices)} if offices else ""


def correction_words(reason: str) -> str:
    """Return that a final report was opened again, with its reason, which is shortened."""
    short = Truncator(" ".join(reason.split())).chars(REASON_SHOWN).rstrip(".")
    return _("Open for a correction: %(reason)s") % {"reason": short}


def _texts_words(contribution: Any) -> str:
    count = texts_written(contribution)
    return ngettext("%(n)d text", "%(n)d texts", count) % {"n": count}


def input_task(contribution: Any, *, is_writer: bool) -> Task:
    """Return the line of an input with its counts and its `time_zone`; a writer reads of the own rows only."""
    reporting = contribution.period
    done, total = input_counts(contribution)
    due = contribution.due_on or reporting.inputs_due_on
    title = _("%(office)s's input to %(project)s, %(period)s") % {
        "office": contribution.office.short_name,
        "project": reporting.project.code,
        "period": period_words(reporting),
    }
    target = "contributions:edit" if is_writer or total <= SMALL_INPUT_ROWS else "contributions:input"
    extra = ["all"] if target == "contributions:edit" else []
    task = Task(
        title,
        f"{rows_words(contribution)}, {_texts_words(contribution)}",
        reverse(target, args=[contribution.uid, *extra]),
        "todo",
        _("Not yet started"),
        done=done,
        total=total,
    )
    task.set_due(due, contribution.time_zone)
    if is_writer:
        task.title = _("Your rows of %(title)s") % {"title": title}
        task.hint, task.done, task.total = _("The rows that your focal point gave you"), 0, 0
        task.status, task.status_label = "progress", _("Open")
    if not contribution.is_open:
        return _as_closed(task, contribution)
    if contribution.state == inputs.RETURNED:
        task.status, task.status_label = "needs-you", _("Returned")
        task.hint = contribution.returned_note or task.hint
    elif not is_writer and (done or texts_written(contribution)):
        task.status, task.status_label = "progress", _("In progress")
    return task


def _as_closed(task: Task, contribution: Contribution) -> Task:
    task.url = reverse("contributions:input", args=[contribution.uid])
    if contribution.is_handed_in:
        task.status, task.status_label = INPUT_STATUS[contribution.state], contribution.get_state_display()
    else:
        task.status, task.status_label = "blocked", _("Locked")
        task.hint = _("The report went to review without it.")
    task.done = task.total = 0
    task.due = ""
    return task
