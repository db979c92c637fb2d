"""The history of a project's reports out of the change log: who did what, when and why, the latest first."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.models import LogEntry
from contributions.models import Contribution
from core.formatting import day, moment
from projects.models import Project, ReportingPeriod
from projects.permissions import Roles
from reports.models import RecordedSubmission, Report, ReportVersion

SHOWN = 15  # lines that stand open; the rest is folded
TOGETHER = timedelta(minutes=1)  # the same act on several organisations within it is one line
INPUT = Contribution._meta.label_lower
REPORT = Report._meta.label_lower
VERSION = ReportVersion._meta.label_lower
RETURNS = ("return", "send_back")


@dataclass(slots=True)
class Event:
    """One line of a history."""

    at: datetime
    who: str
    action: str
    sentence: str
    note: str = ""
    offices: list[str] = field(default_factory=list)
    number: int | None = None

    @property
    def words(self) -> str:
        """Return what happened."""
        return self.sentence % {"offices": ", ".join(self.offices), "number": self.number}

    @property
    def when(self) -> str:
        """Return day and time in the project's zone."""
        return moment(self.at)


@dataclass(slots=True)
class Timeline:
    """The history of one report: the latest lines, and the earlier ones that are folded."""

    latest: list[Event] = field(default_factory=list)
    earlier: list[Event] = field(default_factory=list)


def _changed(entry: LogEntry, name: str) -> Any:
    pair = entry.changes.get(name)
    return pair[1] if isinstance(pair, list) and len(pair) == 2 else None


def _new_date(entry: LogEntry) -> str:
    due: date | None = parse_date(str(_changed(entry, "due_on") or ""))
    if due is None:
        return _("Same date as the others again: %(offices)s")
    return _("New date for %(offices)s:") + f" {day(due)}"


def _returned(entry: LogEntry) -> str:
    rows = _changed(entry, "rows")
    if not isinstance(rows, list) or not rows:
        return _("Input returned: %(offices)s")
    return ngettext(
        "Input returned, %(n)d row open: %(offices)s",
        "Input returned, %(n)d rows open: %(offices)s",
        len(rows),
    ).replace("%(n)d", str(len(rows)))


def _submitted_to(entry: LogEntry) -> str:
    to = dict(RecordedSubmission.To.choices).get(str(_changed(entry, "sent_to")))
    if to is None:
        return _("Answer of the Fund recorded")
    return _("Submission recorded: %(to)s") % {"to": to}


WORDS: dict[tuple[str, str], Callable[[LogEntry], str]] = {
    (INPUT, "open"): lambda _entry: _("Input opened: %(offices)s"),
    (INPUT, "submit"): lambda _entry: _("Input submitted: %(offices)s"),
    (INPUT, "accept"): lambda _entry: _("Input accepted: %(offices)s"),
    (INPUT, "return"): _returned,
    (INPUT, "take_back"): lambda _entry: _(
        "What was entered on its behalf opened to be corrected: %(offices)s"
    ),
    (INPUT, "enter_on_behalf"): lambda _entry: _("Input entered on behalf of %(offices)s"),
    (INPUT, "set_due_date"): _new_date,
    (REPORT, "send"): lambda _entry: _("Report sent to review"),
    (REPORT, "send_back"): lambda _entry: _("Report returned"),
    (REPORT, "clear"): lambda _entry: _("Report cleared"),
    (REPORT, "make_final"): lambda _entry: _("Report made final"),
    (REPORT, "correct"): lambda _entry: _("Report opened for a correction"),
    (REPORT, "sign_off"): lambda _entry: _("Sign-off recorded: %(offices)s"),
    (VERSION, "replace"): lambda _entry: _("Version %(number)s replaced"),
    (VERSION, "record_submission"): _submitted_to,
    (VERSION, "make_public"): lambda _entry: _("Version %(number)s made public"),
}
ACTIONS = sorted({action for _kind, action in WORDS})


def can_see_history(roles: Roles) -> bool:
    """Answer whether a person may know how a report went: its organisations, who reviews it, administrators."""
    return bool(roles.offices) or roles.is_reviewer or roles.is_approver or roles.is_administrator


def can_see_notes(roles: Roles) -> bool:
    """Answer whether a person may read why something was returned."""
    return bool(roles.offices) or roles.is_reviewer or roles.is_approver


def timelines(project: Project, periods: list[ReportingPeriod], roles: Roles) -> dict[int, Timeline]:
    """Return the history of each period's report, by the number of the period (one query for all).

    The periods come with their inputs and report loaded. Comments have no place here, whoever may read them.
    """
    if not periods or not can_see_history(roles):
        return {}
    inputs = {item.uid: item for period in periods for item in period.inputs.all()}
    reports = {period.report.uid: period.pk for period in periods if hasattr(period, "report")}
    found: dict[int, list[Event]] = {}
    for entry in _entries(project, list(inputs), list(reports)):
        if (entry.object_type, entry.action) not in WORDS:
            continue
        if entry.object_type == INPUT:
            item = inputs[entry.object_uid]
            period_id, office = item.period_id, item.office.short_name
        else:
            period_id = reports.get(entry.object_uid, entry.period_of_version)
            office = entry.reason if entry.action == "sign_off" else ""
        _add(found.setdefault(period_id, []), entry, office, may_read_notes=can_see_notes(roles))
    return {pk: Timeline(events[:SHOWN], events[SHOWN:]) for pk, events in found.items()}


def _entries(project: Project, inputs: list[str], reports: list[str]) -> Any:
    versions = ReportVersion.objects.filter(report__period__project=project).order_by()
    one = ReportVersion.objects.filter(uid=OuterRef("object_uid")).order_by()
    wanted = Q(object_type=INPUT, object_uid__in=inputs) | Q(object_type=REPORT, object_uid__in=reports)
    if reports:
        wanted |= Q(object_type=VERSION, object_uid__in=versions.values("uid"))
    return LogEntry.objects.filter(wanted, action__in=ACTIONS).annotate(
        period_of_version=Subquery(one.values("report__period_id")[:1]),
        number_of_version=Subquery(one.values("number")[:1]),
    )


def _add(events: list[Event], entry: Any, office: str, *, may_read_notes: bool) -> None:
    """Add a line; one act on several organisations at once is one line that names them all."""
    sentence = WORDS[entry.object_type, entry.action](entry)
    note = entry.reason if may_read_notes or entry.action not in RETURNS else ""
    if entry.action == "sign_off":
        note = ""  # it names the organisation, and the line says that
    if entry.action == "enter_on_behalf":
        note = str(_changed(entry, "on_behalf_source") or "")
    who = entry.actor if entry.actor_id else _("The portal")
    last = events[-1] if events else None
    if (
        last is not None
        and office
        and last.offices
        and (last.action, last.who, last.note, last.sentence) == (entry.action, who, note, sentence)
        and last.at - entry.at <= TOGETHER
    ):
        last.offices.insert(0, office)
        return
    offices = [office] if office else []
    events.append(Event(entry.at, who, entry.action, sentence, note, offices, entry.number_of_version))
