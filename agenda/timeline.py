"""The history of a project's reports out of the change log: who did what, when and why, the latest first."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.models import LogEntry
from contributions.models import Attachment, Contribution, Suggestion
from core.formatting import day, moment
from discussion.models import Guest
from projects.actor import Actor
from projects.capabilities import Capability
from projects.models import Project, ReportingPeriod
from reports.models import RecordedSubmission, Report, ReportVersion

SHOWN = 15  # lines that stand open; the rest is folded
TOGETHER = timedelta(minutes=1)  # the same act on several organisations within it is one line
INPUT = Contribution._meta.label_lower
REPORT = Report._meta.label_lower
VERSION = ReportVersion._meta.label_lower
WORDING = Suggestion._meta.label_lower
GUEST = Guest._meta.label_lower
ATTACHMENT = Attachment._meta.label_lower
RETURNS = ("return", "reopen_rows", "send_back")


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


def _added(entry: LogEntry) -> str:
    if _changed(entry, "kind") == Attachment.Kind.SIGN_OFF:
        return ""  # the line of the sign-off tells it
    return _("Attachment added: %(offices)s")


def _invited(entry: LogEntry) -> str:
    until: date | None = parse_date(str(_changed(entry, "until") or ""))
    if until is None:
        return _("Guest invited: %(offices)s")
    return _("Guest invited to comment until %(day)s:") % {"day": day(until)} + " %(offices)s"


# What happened in words; an empty sentence leaves the line out. `offices` are the organisations, or who it is about.
WORDS: dict[tuple[str, str], Callable[[LogEntry], str]] = {
    (INPUT, "open"): lambda _entry: _("Input opened: %(offices)s"),
    (INPUT, "add_rows"): lambda _entry: _("Rows added to the input: %(offices)s"),
    (INPUT, "submit"): lambda _entry: _("Input submitted: %(offices)s"),
    (INPUT, "accept"): lambda _entry: _("Input accepted: %(offices)s"),
    (INPUT, "return"): _returned,
    (INPUT, "reopen_rows"): _returned,
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
    (WORDING, "accept"): lambda _entry: _("Suggested wording accepted: %(offices)s"),
    (WORDING, "apply"): lambda _entry: _("Suggested wording applied by the coordinator: %(offices)s"),
    (GUEST, "invite_guest"): _invited,
    (GUEST, "end_guest"): lambda _entry: _("Link of a guest ended: %(offices)s"),
    (ATTACHMENT, "create"): _added,
    (ATTACHMENT, "end"): lambda _entry: _("Attachment taken away: %(offices)s"),
}
ACTIONS = sorted({action for _kind, action in WORDS})


def can_see_history(actor: Actor) -> bool:
    """Answer whether a person may know how a report went: its organisations, who reviews it, administrators."""
    return actor.may(Capability.SEE_HISTORY)


def can_see_notes(actor: Actor) -> bool:
    """Answer whether a person may read why something was returned."""
    return actor.may(Capability.READ_NOTES)


def timelines(project: Project, periods: list[ReportingPeriod], actor: Actor) -> dict[int, Timeline]:
    """Return the history of each period's report, by the number of the period (one query for all).

    The periods come with their inputs and report loaded. Comments have no place here, whoever may read them.
    """
    if not periods or not can_see_history(actor):
        return {}
    names = _Names(periods)
    found: dict[int, list[Event]] = {}
    for entry in _entries(project, list(names.inputs), list(names.reports)):
        if (entry.object_type, entry.action) not in WORDS:
            continue
        period_id = names.period_of(entry)
        if period_id is not None:
            events = found.setdefault(period_id, [])
            _add(events, entry, names.whose(entry), may_read_notes=can_see_notes(actor))
    return {pk: Timeline(events[:SHOWN], events[SHOWN:]) for pk, events in found.items()}


class _Names:
    """Which period a line belongs to, and whose it is, out of what was loaded with the periods."""

    def __init__(self, periods: list[ReportingPeriod]) -> None:
        self.periods = {period.pk for period in periods}
        self.inputs = {item.uid: item for period in periods for item in period.inputs.all()}
        self.reports = {period.report.uid: period.pk for period in periods if hasattr(period, "report")}
        self.offices = {item.office_id: item.office.short_name for item in self.inputs.values()}

    def period_of(self, entry: Any) -> int | None:
        """Return the number of the period; None for what belongs to the project alone."""
        if entry.object_type == INPUT:
            return self.inputs[entry.object_uid].period_id
        period_id: int | None = self.reports.get(entry.object_uid, entry.period_of_object)
        return period_id if period_id in self.periods else None

    def whose(self, entry: Any) -> str:
        """Return the organisation, or the guest; empty where the report as a whole is meant."""
        if entry.object_type == INPUT:
            return self.inputs[entry.object_uid].office.short_name
        if entry.object_type == GUEST:
            name: str = entry.object_label
            return name
        if entry.object_type in (WORDING, ATTACHMENT):
            return self.offices.get(entry.office_of_object, _("joint report"))
        return entry.reason if entry.action == "sign_off" else ""


def _entries(project: Project, inputs: list[str], reports: list[str]) -> Any:
    of_project: dict[str, QuerySet[Any]] = {
        WORDING: Suggestion.objects.filter(period__project=project),
        GUEST: Guest.objects.filter(period__project=project),
        ATTACHMENT: Attachment.objects.filter(project=project, period__isnull=False),
    }
    if reports:
        of_project[VERSION] = ReportVersion.objects.filter(report__period__project=project)
    wanted = Q(object_type=INPUT, object_uid__in=inputs) | Q(object_type=REPORT, object_uid__in=reports)
    for kind, records in of_project.items():
        wanted |= Q(object_type=kind, object_uid__in=records.order_by().values("uid"))
    return LogEntry.objects.filter(wanted, action__in=ACTIONS).annotate(
        period_of_object=Coalesce(
            _of_object(ReportVersion, "report__period_id"),
            _of_object(Suggestion, "period_id"),
            _of_object(Guest, "period_id"),
            _of_object(Attachment, "period_id"),
        ),
        office_of_object=Coalesce(
            _of_object(Suggestion, "office_id"), _of_object(Attachment, "contribution__office_id")
        ),
        number_of_version=_of_object(ReportVersion, "number"),
    )


def _of_object(model: type[Model], column: str) -> Subquery:
    one = model._default_manager.filter(uid=OuterRef("object_uid")).order_by()
    return Subquery(one.values(column)[:1])


def _add(events: list[Event], entry: Any, office: str, *, may_read_notes: bool) -> None:
    """Add a line; one act on several organisations at once is one line that names them all."""
    sentence = WORDS[entry.object_type, entry.action](entry)
    if not sentence:
        return
    note = entry.reason if may_read_notes or entry.action not in RETURNS else ""
    if entry.action == "sign_off" or entry.object_type == WORDING:
        note = ""  # the first names the organisation, which the line says; the other is read by who may, on its page
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
        if office not in last.offices:
            last.offices.insert(0, office)
        return
    offices = [office] if office else []
    events.append(Event(entry.at, who, entry.action, sentence, note, offices, entry.number_of_version))
